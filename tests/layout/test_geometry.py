"""Whatever the article and the page: no line too wide, no character lost, and a place and its line agree."""

from __future__ import annotations

import pytest
from articles import EVERYTHING
from hypothesis import given, settings
from hypothesis import strategies as st

from strategies import articles
from termread.article import HEADER, Article, Footnote, Footnotes, Paragraph, Place, Prose, flatten_at
from termread.layout import ORNAMENT, Layout, Line, Page, lay_out
from termread.layout.geometry import status_row
from termread.text import STAND_IN, width

UNDRAWN = set(" \t\n\xad\u200b\xa0\u3000")
PAGES = [
    Page(1),
    Page(1, spacing=1, pictures="on", cuts=True, wrap="optimal"),
    Page(1, paragraphs="indent", justify=True, hyphenate=True, tables="records"),
    Page(1, bidi="visual", cuts=True),
]
pages = st.builds(
    Page,
    width=st.integers(1, 90),
    spacing=st.integers(0, 1),
    paragraphs=st.sampled_from(["space", "indent"]),
    wrap=st.sampled_from(["greedy", "optimal"]),
    justify=st.booleans(),
    hyphenate=st.booleans(),
    bidi=st.sampled_from(["logical", "visual"]),
    tables=st.sampled_from(["wide", "records"]),
    pictures=st.sampled_from(["off", "ask", "on"]),
)


def cells(line: Line) -> int:
    return width(line.text)


def shown(line: Line) -> set[int]:
    """The offsets of the block's text that *line* shows."""
    return {run.start + at for run in line.runs if run.start != ORNAMENT for at in range(len(run.text))}


def check(layout: Layout, article: Article) -> None:
    measure = layout.page.width
    lines = layout.lines(0, layout.height)
    assert len(lines) == layout.height == sum(layout.heights)
    seen: dict[int, set[int]] = {}
    stand_ins = set()
    for y, line in enumerate(lines):
        assert line.wide or cells(line) <= measure, (line.text, measure)
        assert layout.place_at(y) == line.place
        if line.place.offset in shown(line) and line.place.offset:
            assert layout.line_of(line.place) == y or layout.page.bidi == "visual"
        seen.setdefault(line.place.block, set()).update(shown(line))
        if STAND_IN in line.text:
            stand_ins.add(line.place.block)
    for block in range(HEADER, len(article.blocks)):
        text = flatten_at(article, block)
        lost = {at for at, letter in enumerate(text) if letter not in UNDRAWN} - seen.get(block, set())
        assert not lost or block in stand_ins or _is_said_otherwise(article, block), (block, lost)


def _is_said_otherwise(article: Article, block: int) -> bool:
    """The time of an entry, where it is given as ISO 8601, is shown as a clock."""
    return block != HEADER and (getattr(article.blocks[block], "time", None) or "")[4:5] == "-"


@pytest.mark.slow
@pytest.mark.parametrize(("at", "page"), list(enumerate(PAGES)))
def test_every_measure_from_1_to_250(at, page):
    import dataclasses

    # The narrow ones on every page, those that have room on one page or another.
    for measure in [*range(1, 30), *range(30 + at, 90, len(PAGES)), *range(90, 251, 32), 250]:
        check(lay_out(EVERYTHING, dataclasses.replace(page, width=measure)), EVERYTHING)


@given(articles, pages)
@settings(max_examples=80, deadline=None)
def test_any_article_on_any_page(article, page):
    check(lay_out(article, page), article)


@given(articles, pages, st.data())
@settings(max_examples=60, deadline=None)
def test_a_place_is_on_its_line(article, page, data):
    layout = lay_out(article, page)
    for block in range(HEADER, len(article.blocks)):
        text = flatten_at(article, block)
        if not text.strip():
            continue
        offset = data.draw(st.integers(0, len(text) - 1))
        if offset and text[offset] not in UNDRAWN:
            line = layout.line(layout.line_of(Place(block, offset)))
            assert line.place.block == block
            assert offset in shown(line) or STAND_IN in line.text or not _is_simple(text)


def _is_simple(text: str) -> bool:
    return text.isprintable()


def test_a_character_that_fits_no_line_has_a_stand_in():
    article = Article(blocks=(Paragraph(Prose("世a")),))
    assert [line.text for line in lay_out(article, Page(1)).lines(0, 9)] == [STAND_IN, "a"]


def test_a_long_article_is_estimated_and_becomes_exact():
    article = Article("Long", blocks=tuple(Paragraph(Prose(f"{number} " + "word " * 120)) for number in range(400)))
    layout, page = lay_out(article, Page(50)), Page(31)
    middle = layout.line_of(Place(200, 100))
    assert layout.line(middle).place <= Place(200, 100) < layout.line(middle + 1).place
    narrow = layout.on(page)
    y = narrow.line_of(Place(200, 100))
    assert [line.place for line in narrow.lines(y, y + 30)] == [narrow.place_at(each) for each in range(y, y + 30)]
    while not narrow.settle(0.001):
        pass
    check(narrow, article)
    assert list(narrow.heights) == list(_exact(article, page))


def _exact(article: Article, page: Page) -> list[int]:
    layout = lay_out(article, page)
    layout.settle(60)
    return list(layout.heights)


def test_an_empty_article_has_no_line():
    layout = lay_out(Article(), Page(40))
    assert layout.height == 0
    assert layout.lines(0, 10) == []
    assert layout.place_at(3) == Place(HEADER)
    assert layout.line_of(Place(4, 2)) == 0


def test_a_wide_label_of_a_footnote_takes_the_cells_it_needs():
    notes = Footnotes((Footnote("一二三", Prose("Said at noon.")), Footnote("9", Prose("Said at night."))))
    lines = lay_out(Article(blocks=(notes,)), Page(width=40)).lines(0, 9)
    assert [line.text.rstrip() for line in lines if "Said" in line.text] == [
        "一二三 Said at noon.",
        "     9 Said at night.",
    ]


def test_a_rule_fills_what_is_between_two_texts():
    assert status_row("? help", "1 of 9", 20, rule=True) == "? help ────── 1 of 9"
    assert status_row("", "1 of 9", 20, rule=True) == "───────────── 1 of 9"
    assert status_row("? help", "", 20, rule=True) == "? help ─────────────"
    assert status_row("? help me now", "1 of", 20, rule=True) == "? help me now   1 of"
