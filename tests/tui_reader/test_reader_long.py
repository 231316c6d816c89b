"""An article so long that its heights are estimates at first: every step shows the next line all the same."""

from __future__ import annotations

import pytest

from termread.article import Article, Heading, Paragraph, Prose
from tui_reader.seeing import rows
from waiting import until

WORDS = (
    "The harbour wakes before the town does. ",
    "港口委員會週二晚間開會，未經表決即告休會。",
    "A pier of one’s own — “quite”. ",
)
BLOCKS = tuple(
    Heading(2, Prose(f"Part {n}"))
    if n % 9 == 0
    else Paragraph(Prose(f"{n}: " + WORDS[n % 3] * (n % 23 + 1) + f"End of {n}."))
    for n in range(600)
)
LONG = Article(title="A long one", language="en", blocks=BLOCKS)


def body(reader):
    """The text of the rows, the status row left out."""
    return [row.strip() for row in rows(reader)[:-1]]


@pytest.fixture
def unsettled(reading, monkeypatch):
    """Open the long article and let no height become exact but by reading."""
    monkeypatch.setattr("termread.tui.page.view.STILL", 1e9)
    return reading(LONG)


async def test_each_step_back_from_the_end_shows_one_line_more(unsettled):
    async with unsettled as (pilot, reader):
        assert not reader.view.is_settled
        await pilot.press("G")
        assert "".join(body(reader)).endswith("of 599.")
        for _ in range(120):
            before = body(reader)
            await pilot.press("k")
            assert body(reader)[1:] == before[:-1]


@pytest.mark.parametrize("words", ["Ab. ", "港口。", "unbreakable-and-long-words, "])
async def test_the_end_is_the_end_whatever_was_estimated(reading, monkeypatch, words):
    monkeypatch.setattr("termread.tui.page.view.STILL", 1e9)
    blocks = tuple(Paragraph(Prose(words * (n % 40 + 30) + f"End of {n}.")) for n in range(900))
    async with reading(Article(title="A long one", blocks=blocks)) as (pilot, reader):
        await pilot.press("G")
        assert "".join(body(reader)).endswith("of 899.")


async def test_each_step_on_from_the_middle_shows_one_line_more(unsettled):
    async with unsettled as (pilot, reader):
        await pilot.press("4", "0", "%")
        for _ in range(120):
            before = body(reader)
            await pilot.press("j")
            assert body(reader)[:-1] == before[1:]


async def test_screens_back_and_on_lead_to_the_same_lines(unsettled):
    async with unsettled as (pilot, reader):
        await pilot.press("6", "0", "%")
        before = body(reader)
        await pilot.press("b", "b", "b")
        await pilot.press("space", "space", "space")
        assert body(reader) == before


async def test_what_is_in_sight_stays_while_heights_become_exact(reading):
    async with reading(LONG) as (pilot, reader):
        reader.pager.put(reader.pager.viewport.layout.place_at(reader.pager.viewport.limit * 7 // 10))
        before = body(reader)
        await until(pilot, lambda: reader.view.is_settled)
        assert body(reader) == before
        await pilot.press("j")
        assert body(reader)[:-1] == before[1:]
