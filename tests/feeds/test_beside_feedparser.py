"""What feedparser reads of the same feeds; where it differs, docs/formats.md says who is right."""

from __future__ import annotations

import time

import pytest
from samples import samples

from termread.parse.formats.feeds import feed_of
from termread.parse.metadata.declared import plain

feedparser = pytest.importorskip("feedparser", reason="the judge of feeds is an extra (peers)")
ADDRESS = "https://example.com/feed.xml"
SAMPLES = dict(samples())
FIELDS = ("title", "url", "date", "authors", "text")

OURS = {
    ("date, CEST", "date"): ("2026-05-04T08:00:00Z", "2026-05-04T10:00:00Z"),
    ("date, BST", "date"): ("2026-05-04T09:00:00Z", "2026-05-04T10:00:00Z"),
    ("date, JST", "date"): ("2026-05-04T01:00:00Z", "2026-05-04T10:00:00Z"),
    ("date, MSK", "date"): ("2026-05-04T07:00:00Z", "2026-05-04T10:00:00Z"),
    ("date, IST", "date"): ("2026-05-04T04:30:00Z", "2026-05-04T10:00:00Z"),
    ("date, AEST", "date"): ("2026-05-04T00:00:00Z", "2026-05-04T10:00:00Z"),
    ("date, no zone", "date"): ("2026-05-04T10:00:00Z", ""),
    ("date, basic ISO", "date"): ("2026-05-04T10:00:00Z", "2026-05-04T00:00:00Z"),
    ("date, month first", "date"): ("2026-05-04", ""),
}
"""Where they differ: what we read, and what feedparser 6.0.14 does."""


def ours(text: str) -> dict[str, object]:
    (item,) = feed_of(text.encode(), None, ADDRESS).items
    return {
        "title": item.title,
        "url": item.url,
        "date": item.published or "",
        "authors": list(item.authors),
        "text": plain(item.content or item.dek).split(),
    }


def theirs(text: str) -> dict[str, object]:
    (entry,) = feedparser.parse(text.encode(), response_headers={"content-location": ADDRESS}).entries
    title = entry.get("title", "")
    is_text = entry.get("title_detail", {}).get("type") == "text/plain" and "&lt;" not in title
    at = dict.get(entry, "published_parsed") or dict.get(entry, "updated_parsed")
    texts = [each.value for each in entry.get("content", ())] + [entry.get("summary", "")]
    people = [each["name"] for each in entry.get("authors", ()) if each.get("name")]
    return {
        "title": " ".join((title if is_text else plain(title)).split()),
        "url": entry.get("link", ""),
        "date": time.strftime("%Y-%m-%dT%H:%M:%SZ", at) if at else "",
        "authors": people or ([entry.author] if entry.get("author") else []),
        "text": plain(max(texts, key=len)).split(),
    }


def alike(mine: object, other: object) -> bool:
    return mine == other or (isinstance(mine, str) and len(mine) == 10 and str(other).startswith(mine))


@pytest.mark.parametrize("name", SAMPLES)
def test_both_read_the_same(name):
    mine, other = ours(SAMPLES[name]), theirs(SAMPLES[name])
    differing = {field: (mine[field], other[field]) for field in FIELDS if not alike(mine[field], other[field])}
    assert differing == {field: pair for (sample, field), pair in OURS.items() if sample == name}


def test_there_are_enough_of_them():
    assert len(SAMPLES) >= 60


def test_feedparser_reads_no_json_feed():
    text = b'{"version": "https://jsonfeed.org/version/1.1", "title": "Post", "items": [{"id": "1", "url": "https://example.com/a"}]}'
    assert len(feed_of(text).items) == 1
    assert feedparser.parse(text).entries == []
