"""A footnote comes to the reader; Enter goes to it, and back leads home."""

from __future__ import annotations

import pytest

from termread.article import Anchor, Footnote, Footnotes, Mark, Paragraph, Place, Prose
from termread.layout.places import footnote_at
from tui_reader.conftest import LONG, an_article, paragraph
from tui_reader.seeing import rows, status


def noted(words="Seen from the pier.", before=0, **changes):
    called = paragraph("A claim.1 And more. " + LONG, Mark(8, 9, "link", "#one"), Mark(8, 9, "sup"))
    notes = Footnotes((Footnote("1", Prose(words)), Footnote("2", Prose("Another."), (Paragraph(Prose("Of two.")),))))
    blocks = (*[paragraph(LONG)] * before, called, *[paragraph(LONG * 3)] * 20, notes)
    anchors = (Anchor("one", Place(len(blocks) - 1)), Anchor("claim", Place(before)))
    return an_article(blocks=blocks, anchors=anchors, **changes)


async def test_a_footnote_shows_over_the_foot_of_the_page_and_enter_goes_to_it(reading):
    async with reading(noted()) as (pilot, reader):
        before = rows(reader)
        await pilot.press("tab")
        assert rows(reader)[-2].strip() == "1 Seen from the pier."
        assert set(rows(reader)[-3].strip()) == {"─"}
        assert "enter" in status(reader)
        assert reader.pager.viewport.top == 0
        await pilot.press("escape")
        assert rows(reader) == before
        await pilot.press("tab", "enter")
        assert reader.pager.viewport.sees(Place(21, 5))
        await pilot.press("backspace")
        assert reader.pager.viewport.top == 0


async def test_it_shows_over_the_head_where_the_link_is_at_the_foot(reading):
    async with reading(noted(before=4), size=(80, 12)) as (pilot, reader):
        claim = reader.pager.viewport.layout.line_of(Place(4, 8))
        reader.pager.go(claim - 9)
        await pilot.press("tab")
        assert any("A claim." in row for row in rows(reader)[-3:])
        assert rows(reader)[1].strip() == "1 Seen from the pier."


async def test_a_long_one_takes_a_third_of_the_screen_at_most(reading):
    async with reading(noted(LONG * 20)) as (pilot, reader):
        await pilot.press("tab")
        edge = max(y for y, row in enumerate(rows(reader)) if set(row.strip()) == {"─"} and len(row.strip()) > 20)
        assert edge >= reader.pager.geometry.text_rows * 2 // 3 - 1


async def test_a_click_shows_it_and_a_second_one_goes_there(reading):
    async with reading(noted()) as (pilot, reader):
        y = next(y for y, row in enumerate(rows(reader)) if "A claim." in row)
        x = rows(reader)[y].index("claim.") + len("claim.")
        await pilot.click("PageView", offset=(x, y))
        assert rows(reader)[-2].strip() == "1 Seen from the pier."
        await pilot.pause(0.6)
        await pilot.click("PageView", offset=(x, y))
        assert reader.pager.viewport.sees(Place(21, 5))


async def test_a_link_to_a_place_in_the_article_tells_its_words(reading):
    article = noted()
    first = paragraph("See above.", Mark(4, 9, "link", "#claim"))
    article = an_article(blocks=(*article.blocks[:1], first), anchors=(Anchor("claim", Place(0)),))
    async with reading(article) as (pilot, reader):
        await pilot.press("tab", "tab")
        assert "A claim.1" in status(reader)


@pytest.mark.parametrize(("offset", "span"), [(0, (0, 3)), (2, (0, 3)), (4, (4, 16)), (15, (4, 16)), (40, None)])
def test_where_a_footnote_begins_and_ends(offset, span):
    notes = Footnotes((Footnote("1", Prose("One")), Footnote("2", Prose("Two"), (Paragraph(Prose("and more")),))))
    article = an_article(blocks=(paragraph("x"), notes))
    found = footnote_at(article, Place(1, offset))
    assert found == (span and (Place(1, span[0]), Place(1, span[1])))
    assert footnote_at(article, Place(0)) is None
