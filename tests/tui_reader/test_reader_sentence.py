"""What keys mean with nothing marked: the first sentence in sight, and the passage that was highlighted last."""

from __future__ import annotations

from termread.article import Place
from tui_reader.seeing import rows, status


async def test_the_sentence_at_the_top_is_one_that_can_be_seen(reading):
    async with reading() as (pilot, reader):
        sight = reader.pager.viewport
        reader.pager.go(sight.layout.line_of(Place(3)) - 1)
        assert not sight.layout.line(sight.top).runs
        await pilot.press("B")
        assert [each.passage.start for each in reader.desk.library.bookmarks(reader.entry)] == [Place(3)]
        await pilot.press("B")
        assert reader.desk.library.bookmarks(reader.entry) == []
        await pilot.press("v", ")")
        assert reader.pager.selection.span[0] == Place(3)


async def test_a_sentence_that_began_above_the_screen_shows_its_bookmark_and_is_named(reading):
    async with reading(size=(34, 24)) as (pilot, reader):
        sight = reader.pager.viewport
        first = sight.layout.line_of(Place(2))
        reader.pager.go(first + 1)
        await pilot.press("B")
        await pilot.pause()
        assert [each.passage.start for each in reader.desk.library.bookmarks(reader.entry)] == [Place(2)]
        assert rows(reader)[0].startswith("▸")
        assert "Bookmarked “The harbour" in status(reader)
        await pilot.press("j")
        assert not rows(reader)[0].startswith("▸")
        await pilot.press("k", "k")
        assert rows(reader)[0].startswith("▸")
        assert not rows(reader)[1].startswith("▸")


async def test_what_was_highlighted_takes_another_colour_and_a_note(reading):
    async with reading() as (pilot, reader):
        library = reader.desk.library
        reader.pager.put(Place(4))
        await pilot.press("v", ")", "H", "H")
        assert [each.colour for each in library.highlights(reader.entry)] == [2]
        await pilot.press("a", *"look", "enter")
        await pilot.pause()
        assert [each.note for each in library.highlights(reader.entry)] == ["look"]
        await pilot.press("G", "H")
        assert [each.colour for each in library.highlights(reader.entry)] == [2]


async def test_a_message_has_the_whole_row_if_it_needs_it(reading):
    async with reading(size=(100, 24)) as (pilot, reader):
        reader.pager.put(Place(9))
        sentence = "There is no host named example.com. Check the address for a slip of the pen, or try later on."
        reader.say(sentence)
        await pilot.pause()
        assert sentence in status(reader)
        reader.say("A short one")
        await pilot.pause()
        assert status(reader).startswith("A short one")
        assert "min left" in status(reader)
