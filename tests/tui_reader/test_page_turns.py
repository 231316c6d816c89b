"""Steps by a page: no text is skipped, and no page ends with a heading whose text is on the next one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from termread.article import Article, Entry, Figure, Heading, Paragraph, Prose
from termread.codec import article_of
from termread.layout import Page
from termread.palette import THEMES
from termread.tui.page.pager import Pager

PAGES = Path(__file__).parents[1] / "pages"
TEXT = Paragraph(Prose("The ferry leaves at ten and is back by noon, if the weather lets it. " * 3))


def pager_of(article: Article, columns: int, rows: int) -> Pager:
    pager = Pager(THEMES["dusk"], Page(72, head=True))
    pager.show(article)
    pager.resize(columns, rows)
    return pager


def ends(pager: Pager) -> list[str]:
    """The roles of the last two lines of text in view, the last one first."""
    viewport = pager.viewport
    lines = viewport.layout.lines(viewport.top, viewport.bottom)
    return [line.runs[-1].role for line in reversed(lines) if line.text.strip()][:2]


def texts(pager: Pager) -> list[str]:
    return [row.text.rstrip(" ▐") for row in pager.frame()[:-1]]


@pytest.mark.parametrize("size", [(40, 12), (40, 24), (80, 24), (100, 37)])
@pytest.mark.parametrize("step", ["page_forward", "half_down"])
@pytest.mark.parametrize("name", ["feature", "manual", "live", "tables", "german", "opinion"])
def test_no_page_ends_with_a_heading_and_none_skips_a_line(name, step, size):
    article = article_of(json.loads((PAGES / name / "article.json").read_text(encoding="utf-8")))
    pager = pager_of(article, *size)
    viewport = pager.viewport
    steps = 0
    while viewport.top < viewport.limit:
        bottom = viewport.bottom
        pager.acts[step]()
        steps += 1
        assert viewport.top < bottom, "a line of the page before stays in view"
        if viewport.top < viewport.limit:
            assert not {"heading", "subheading"} & set(ends(pager)[:1])
        assert steps < viewport.layout.height


def at_the_bottom(after: int) -> Pager:
    """A page whose step ends *after* lines below the line of a heading."""
    lines = Paragraph(Prose("\n".join(f"Line {number}" for number in range(60))))
    pager = pager_of(Article(blocks=(lines, Heading(2, Prose("Noon")), *[TEXT] * 8)), 60, 21)
    heading = pager.viewport.layout.line_of(pager.viewport.headings[0][2])
    pager.go(heading + 1 + after - 20 - 19)
    pager.acts["page_forward"]()
    return pager


@pytest.mark.parametrize(("after", "shown"), [(0, False), (1, False), (2, False), (3, True)])
def test_a_heading_stays_with_two_lines_of_its_text(after, shown):
    pager = at_the_bottom(after)
    assert any("Noon" in row for row in texts(pager)) is shown
    pager.acts["page_forward"]()
    if not shown:
        assert next(row.strip() for row in texts(pager) if row.strip()) == "Noon"


def test_a_step_by_a_line_shows_the_heading_again():
    pager = at_the_bottom(0)
    before = pager.viewport.top
    pager.acts["line_down"]()
    assert pager.viewport.top == before + 1
    assert any("Noon" in row for row in texts(pager))


def test_a_step_back_by_half_a_page_does_not_end_with_a_heading_either():
    pager = at_the_bottom(2 + 10)
    pager.acts["half_up"]()
    assert not any("Noon" in row for row in texts(pager))
    pager.acts["half_down"]()
    assert any("Noon" in row for row in texts(pager))


def test_what_is_withheld_is_not_in_view():
    pager = at_the_bottom(0)
    heading = pager.viewport.headings[0][2]
    assert not pager.viewport.sees(heading)
    pager.reveal(heading)
    assert pager.viewport.sees(heading)
    assert any("Noon" in row for row in texts(pager))


def test_a_page_of_nothing_but_heads_is_shown_whole():
    posts = tuple(Entry(None, f"Post {number}", ()) for number in range(60))
    pager = pager_of(Article(blocks=posts), 60, 21)
    pager.acts["page_forward"]()
    assert pager.viewport.withheld == 0


def test_neither_does_the_first_page():
    lines = Paragraph(Prose("\n".join(f"Line {number}" for number in range(16))))
    pager = pager_of(Article(blocks=(lines, Heading(2, Prose("Noon")), *[TEXT] * 8)), 60, 21)
    assert not any("Noon" in row for row in texts(pager))
    pager.resize(60, 28)
    assert any("Noon" in row for row in texts(pager))


def test_a_heading_stays_above_a_picture_of_which_some_rows_are_in_view():
    figure = Figure(Prose("The ferry."), src="data:image/png;base64,AAAA", width=600, height=400)
    article = Article(blocks=(TEXT, TEXT, Heading(2, Prose("Noon")), figure, *[TEXT] * 8))
    pager = pager_of(article, 60, 20)
    assert any("Noon" in row for row in texts(pager))
    assert pager.viewport.layout.pictures(pager.viewport.top, pager.viewport.bottom)
