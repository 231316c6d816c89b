"""B and m mark what the reader points at."""

from __future__ import annotations

import pytest

from termread.article import Place
from tui_reader.seeing import status

SENTENCE = "The harbour wakes before the town does."


def bookmarks(reader):
    return reader.desk.library.bookmarks(reader.entry)


@pytest.mark.parametrize("keys", [["B"], ["m", "x"]])
async def test_the_paragraph_cursor_is_marked(reading, keys):
    async with reading(place=Place(4)) as (pilot, reader):
        await pilot.press(";", "}", "}", *keys)
        [mark] = bookmarks(reader)
        assert mark.passage.start == Place(6)
        assert mark.passage.quote.startswith("Paragraph 2.")


@pytest.mark.parametrize("keys", [["B"], ["m", "x"]])
async def test_a_selection_is_marked(reading, keys):
    async with reading(place=Place(2)) as (pilot, reader):
        await pilot.press("v", ")", ")", "o", "w", "w", *keys)
        [mark] = bookmarks(reader)
        assert mark.passage.quote.startswith("wakes before")
        assert reader.pager.selection.span is None


@pytest.mark.parametrize("keys", [["B"], ["m", "x"]])
async def test_the_sentence_of_a_match_just_found_is_marked(reading, keys):
    async with reading() as (pilot, reader):
        await pilot.press("/", *"sleeps past", "enter", *keys)
        [mark] = bookmarks(reader)
        assert mark.passage.quote == "Nobody sleeps past five, says the café owner."


async def test_a_match_that_the_reader_has_moved_on_from_is_not_marked(reading):
    async with reading() as (pilot, reader):
        await pilot.press("/", *"sleeps past", "enter", "j", "j", "B")
        [mark] = bookmarks(reader)
        assert mark.passage.start <= reader.pager.viewport.first < mark.passage.end
        await pilot.press("g", "H")
        assert reader.desk.library.highlights(reader.entry) == []
        assert "marks a passage" in status(reader) or "Select" in status(reader)


async def test_a_cursor_out_of_sight_is_not_marked(reading):
    async with reading(place=Place(4)) as (pilot, reader):
        await pilot.press(";", "G", "B")
        [mark] = bookmarks(reader)
        assert mark.passage.start.block > 20


async def test_the_sentence_at_the_top_is_marked_where_nothing_is_pointed_at(reading):
    async with reading(place=Place(2)) as (pilot, reader):
        await pilot.press("B")
        assert [mark.passage.quote for mark in bookmarks(reader)] == [SENTENCE]


async def test_the_letter_of_a_bookmark_outlives_another_bookmark(reading):
    async with reading(place=Place(2)) as (pilot, reader):
        await pilot.press("m", "x", "B")
        assert [mark.label for mark in bookmarks(reader)] == ["x"]
        assert "x" in status(reader)
        await pilot.press("B", "g", "'", "x")
        assert reader.pager.viewport.place == Place(2)


async def test_a_second_b_on_a_marked_paragraph_removes_its_bookmark(reading):
    async with reading(place=Place(4)) as (pilot, reader):
        await pilot.press(";", "B")
        assert len(bookmarks(reader)) == 1
        await pilot.press("B")
        assert bookmarks(reader) == []
