"""The beginning of a huge page, understood before the rest."""

from __future__ import annotations

import json

import pytest

from termread.document import Document
from termread.parse import HUGE, LARGE, Settings, begin, parse
from termread.text import STAND_IN

SENTENCE = "The harbour council met on Tuesday évening and adjourned without a vote. "
DATE = '<meta property="article:published_time" content="2026-03-01">'
HEAD = f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>The long report</title>{DATE}</head><body><article><h1>The long report</h1>'
PAGE = (HEAD + "".join(f"<p>Part {n}. {SENTENCE * 3}</p>" for n in range(400)) + "</article></body></html>").encode()
SIZE = len(PAGE) // LARGE


def begun(data: bytes, size: int = SIZE, address: str = "report.html"):
    return begin(Document(address, data), Settings(), size)


def test_the_beginning_is_what_the_whole_begins_with():
    first, whole = begun(PAGE), parse(Document("report.html", PAGE)).article
    assert first.title == whole.title
    assert 20 < len(first.blocks) < len(whole.blocks)
    assert first.blocks[:-1] == whole.blocks[: len(first.blocks) - 1]


@pytest.mark.parametrize("size", range(SIZE - 40, SIZE))
def test_no_character_is_cut_in_two(size):
    assert STAND_IN not in "".join(block.prose.text for block in begun(PAGE, size).blocks)


def test_a_date_that_the_rest_may_hold_is_waited_for_unless_that_takes_long():
    undated = PAGE.replace(DATE.encode(), b"")
    assert begun(undated) is None
    assert begun(undated, len(undated) // HUGE) is not None


def test_what_the_end_of_the_page_says_of_it_is_in_the_beginning():
    said = {"@type": "NewsArticle", "datePublished": "2026-03-02", "author": {"name": "Ida <Long> Berg"}}
    end = f'<script type="application/ld+json">{json.dumps(said)}</script></body>'.encode()
    page = PAGE.replace(DATE.encode(), b"").replace(b"</body>", end)
    first, whole = begun(page), parse(Document("report.html", page)).article
    assert (first.published, first.byline) == (whole.published, whole.byline)
    assert first.published.startswith("2026-03-02")


def test_a_page_that_is_not_huge_has_none():
    assert begun(PAGE, SIZE * 2) is None


def test_none_is_wanted_with_a_size_of_nothing():
    assert begun(PAGE, 0) is None


@pytest.mark.parametrize(
    "data",
    [
        b"\0" + PAGE,
        PAGE.decode().encode("utf-16"),
        b"%PDF-1.7 " + PAGE,
        (HEAD + "<script>" + "x = 1;" * 40_000 + "</script>").encode() + PAGE,
        (HEAD + "<ul>" + '<li><a href="/a">A headline that leads away</a></li>' * 6_000 + "</ul>").encode(),
        b"Words of a plain text that is no page. \n" * 20_000,
    ],
    ids=["nul", "utf-16", "pdf", "scripts first", "a list", "plain text"],
)
def test_what_says_too_little_or_cannot_be_trusted_has_none(data):
    assert begun(data, len(data) // LARGE) is None
