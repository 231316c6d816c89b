from __future__ import annotations

from termread.article import Place
from termread.layout.passages import find_fragment, read_fragment, text_between, write_fragment
from termread.tui.page.view import PageView
from tui_reader.seeing import rows, status
from waiting import resized


async def test_a_bookmark_is_put_listed_and_removed(reading):
    async with reading() as (pilot, reader):
        reader.pager.put(Place(9))
        await pilot.press("B")
        assert [each.passage.start for each in reader.desk.library.bookmarks(reader.entry)] == [Place(9)]
        assert "▸" in rows(reader)[0]
        await pilot.press("g", "'", "enter")
        assert reader.pager.viewport.place == Place(9)
        await pilot.press("B")
        assert reader.desk.library.bookmarks(reader.entry) == []
        await pilot.press("U")
        assert len(reader.desk.library.bookmarks(reader.entry)) == 1


async def test_a_letter_marks_and_jumps(reading):
    async with reading() as (pilot, reader):
        reader.pager.put(Place(9))
        await pilot.press("m", "x")
        await pilot.press("g", "'", "x")
        assert reader.pager.viewport.place == Place(9)
        await pilot.press("'", "+", *"yz", "enter")
        await pilot.pause()
        assert reader.desk.library.bookmarks(reader.entry)[0].label == "xyz"
        await pilot.press("-", "escape")
        assert reader.desk.library.bookmarks(reader.entry) == []


async def test_keys_mark_a_passage_by_words_and_sentences(reading):
    async with reading() as (pilot, reader):
        reader.pager.put(Place(2))
        await pilot.press("v", "w", "w")
        assert reader.get_selected_text() == "The harbour wakes"
        await pilot.press(")")
        assert reader.get_selected_text() == "The harbour wakes before the town does."
        await pilot.press("o", "o", "b", "h")
        assert reader.get_selected_text() == "The harbour wakes before the tow"
        await pilot.press("y")
        assert pilot.app.copied == "The harbour wakes before the tow"
        assert reader.pager.selection.span is None


async def test_a_selection_survives_a_new_width(reading):
    async with reading(size=(80, 24)) as (pilot, reader):
        reader.pager.put(Place(2))
        await pilot.press("v", ")", ")", "j")
        text = reader.get_selected_text()
        for width in (30, 120, 80):
            await resized(pilot, width, 24)
            assert reader.get_selected_text() == text


async def test_the_mouse_marks_across_blocks_and_a_double_click_takes_a_word(reading):
    async with reading(size=(80, 24)) as (pilot, reader):
        reader.pager.put(Place(2))
        await pilot.mouse_down(PageView, offset=(4, 0))
        await pilot.hover(PageView, offset=(14, 0))
        await pilot.mouse_up(PageView, offset=(14, 0))
        assert reader.get_selected_text() == "The harbour"
        await pilot.click(PageView, offset=(9, 0), times=2)
        await pilot.pause()
        assert reader.get_selected_text() == "harbour"


async def test_copies_have_no_line_breaks(reading):
    async with reading(size=(40, 24)) as (pilot, reader):
        reader.pager.put(Place(2))
        await pilot.press(";", "y")
        assert pilot.app.copied.startswith("The harbour wakes before the town does. Boats")
        assert "\n" not in pilot.app.copied


async def test_a_quotation_has_its_source_and_a_link_to_the_passage(reading):
    async with reading() as (pilot, reader):
        reader.pager.put(Place(4))
        await pilot.press("v", ")", "Y")
        quoted = pilot.app.copied
        assert quoted.startswith("> Paragraph 0.")
        assert "A Reporter, “The harbour at five in the morning”, Example News, 2026-03-01" in quoted
        assert "https://example.com/harbour#:~:text=Paragraph%200" in quoted


async def test_a_highlight_its_colours_its_note_and_its_end(reading):
    async with reading() as (pilot, reader):
        library = reader.desk.library
        reader.pager.put(Place(4))
        await pilot.press(";", "H")
        assert [each.colour for each in library.highlights(reader.entry)] == [1]
        await pilot.press("H")
        assert library.highlights(reader.entry)[0].colour == 2
        await pilot.press("a", *"look", "enter")
        await pilot.pause()
        assert library.highlights(reader.entry)[0].note == "look"
        assert any(row.lstrip().startswith("*") or " * " in row[:8] for row in rows(reader))
        await pilot.press("H", "H", "H")
        assert library.highlights(reader.entry) == []


async def test_favourite_archive_and_tags(reading):
    async with reading() as (pilot, reader):
        await pilot.press("*", "e", "#", *"sea, dawn", "enter")
        await pilot.pause()
        kept = reader.desk.library.entry(reader.entry)
        assert (kept.favourite, kept.state, kept.tags) == (True, "archived", ("dawn", "sea"))
        assert status(reader).startswith("Tags: dawn, sea")


def test_a_fragment_names_every_sentence_and_finds_it_again(article):
    from termread.layout.places import extent

    for block in (0, 1, 2, 5, 20, 35):
        start, end = extent(article, Place(block, 30), "sentence")
        fragment = read_fragment("https://example.com/" + write_fragment(article, start, end))
        found = find_fragment(article, fragment)
        assert found is not None
        assert text_between(article, *found) == text_between(article, start, end)


def test_fragments_that_name_nothing(article):
    assert read_fragment("https://example.com/#note") is None
    assert read_fragment("https://example.com/#:~:text=") is None
    assert find_fragment(article, read_fragment("#:~:text=nobody%20wrote%20this")) is None


async def test_every_change_of_the_look_is_told_once_and_keeps_the_theme(reading):
    from termread.palette import monochrome
    from termread.tui.messages import LookChanged

    async with reading(size=(120, 24)) as (pilot, reader):
        reader.set_look(reader.look, monochrome())
        for key in ("+", "J", ".", "i", "y", "z", "w"):
            await pilot.press(key)
        await pilot.pause()
        told = [message.look for message in pilot.app.asked if isinstance(message, LookChanged)]
        assert len(told) == 6
        assert told[-1] == reader.look
        assert reader.pager.inks.theme is monochrome()


async def test_a_highlight_is_seen_though_the_cursor_stands_on_it(reading):
    async with reading() as (pilot, reader):
        reader.pager.put(Place(4))
        await pilot.press("semicolon", "H")
        await pilot.pause()
        colours = {segment.style.bgcolor.name for segment in reader.view.render_line(0) if segment.text.strip(" ▌")}
        highlight = reader.pager.inks.theme.ink_of("text", (), ("highlight_1",)).ground
        assert colours == {highlight}


async def test_the_last_row_tells_while_a_passage_is_marked(reading):
    async with reading() as (pilot, reader):
        await pilot.press("v", "w")
        assert "2 words" in status(reader)
        assert "H highlight" in status(reader)
        await pilot.press("escape")
        assert "words" not in status(reader)


async def test_a_noted_highlight_shows_its_note_in_the_list(reading):
    async with reading() as (pilot, _):
        await pilot.press("}", "}", ";", "a", *"mine", "enter")
        await pilot.press("apostrophe")
        await pilot.pause()
        assert "* mine" in pilot.app.screen.entries[0].head[:60]
