"""Reads a page's metadata: headline, byline, dates, dek, language, and where it belongs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from termread.article import Header
from termread.parse.metadata.authors import Byline, authors_of
from termread.parse.metadata.dates import dates_of, modified_of
from termread.parse.metadata.headline import kicker_before, titles_of
from termread.parse.metadata.json_ld import JsonLd, read_json_ld
from termread.parse.metadata.site import (
    canonical_of,
    direction_of,
    host_name,
    kicker_of,
    language_of,
    next_of,
    site_of,
)
from termread.parse.metadata.source import Source, Tags, descriptions_of, nearby, read_tags, text_of
from termread.parse.parsed import FieldCandidate, choose
from termread.parse.phrasebook import phrases_for
from termread.values import dataclass, field

__all__ = ["Metadata", "read_metadata"]


@dataclass(frozen=True, slots=True)
class Metadata(Header):
    """The header of an article, and hints at what kind of page it is."""

    descriptions: tuple[str, ...] = ()
    """Descriptions from meta tags and JSON-LD; the first is the dek unless the page shows another."""
    article_body: str = ""
    """The text given in JSON-LD; a last resort."""
    news: bool = False
    """Whether the page declares itself a news article."""
    live: bool = False
    video: bool = False
    kinds: frozenset[str] = frozenset()
    """The schema.org types in its JSON-LD."""
    og_type: str = ""
    """The value of og:type in lower case."""
    free: bool | None = None
    """Whether the page declares itself free to read, or None if it does not say."""
    candidates: Mapping[str, tuple[FieldCandidate[str], ...]] = field(default_factory=dict)
    """Candidates for title, authors and date, and why each was rejected, if it was; all of them if *every* was set."""
    rules: Mapping[str, str] = field(default_factory=dict)
    """Where title, authors, date and dek were found."""


def read_metadata(root: Any, url: str | None, *, every: bool = False) -> Metadata:
    """Return the metadata of the page with *root*, an lxml tree; *url* is where it came from.

    Stops at the first reliable candidate for each field, unless *every* candidate is requested.
    """
    named: dict[str, list[Any]] = {name: [] for name in ("meta", "script", "link", "title", "h1", "h2", "h3")}
    for element in root.iter(*named):
        named[element.tag].append(element)
    tags, data = read_tags(named["meta"]), read_json_ld(named["script"])
    language, site = language_of(root, tags, data), site_of(tags, data)
    canonical = canonical_of(named["link"], tags, url)
    headings = [(element, text_of(element)) for element in named["h1"]]
    headline, titles = choose(
        titles_of(named, headings, tags, data, [site or "", host_name(url or canonical)]), every=every
    )
    title = headline.value.rstrip(" ¶") if headline else ""
    descriptions = descriptions_of(tags, data, (title, site or ""))
    near = nearby(headings, named["h2"], title)
    source = Source(root, tags, data, near, phrases_for(language), (language or "").lower(), url or canonical)
    signed, bylines = choose(authors_of(source, site or "", every=every), every=every)
    byline = signed.value if signed else Byline()
    dated, dates = choose(dates_of(source), every=every)
    signatures = tuple(FieldCandidate(", ".join(each.value.authors), each.by, each.lost) for each in bylines)
    candidates = {"title": titles, "authors": signatures, "published": dates}
    rules = {name: next((each.by for each in found if not each.lost), "") for name, found in candidates.items()}
    return Metadata(
        title=title,
        kicker=kicker_before(headings, title) or kicker_of(tags, data),
        dek=next(iter(descriptions), None),
        descriptions=descriptions,
        byline=byline.undated() or ", ".join(byline.authors) or None,
        authors=byline.authors,
        published=dated.value if dated else None,
        modified=modified_of(source),
        site=site,
        language=language,
        direction=direction_of(root, language),
        canonical_url=canonical,
        next_url=next_of(root, url or canonical),
        **_hints(tags, data),
        candidates=candidates,
        rules={**rules, "dek": "description" if descriptions else ""},
    )


def _hints(tags: Tags, data: JsonLd) -> dict[str, Any]:
    """Return hints at the kind of page from its meta tags and JSON-LD."""
    og_type, free = tags.first("og:type").lower(), data.article.get("isAccessibleForFree")
    return {
        "article_body": data.body(),
        "news": data.is_news(),
        "live": "LiveBlogPosting" in data.kinds,
        "video": og_type.startswith("video") or ("VideoObject" in data.kinds and not data.article.get("headline")),
        "kinds": data.kinds,
        "og_type": og_type,
        "free": None if free is None else str(free).strip().lower().rsplit("/", 1)[-1] not in ("false", "no", "0"),
    }
