from __future__ import annotations

import pytest

from termread.article import Article, Cell, Entry, Paragraph, Place, Prose, Table
from tui_reader.conftest import an_article
from tui_reader.seeing import rows, status
from waiting import resized


async def test_the_page_opens_at_its_headline(reading):
    async with reading() as (_, reader):
        assert any("The harbour at five" in row for row in rows(reader)[:6])
        assert "0 %" in status(reader)


async def test_lines_screens_halves_and_ends(reading):
    async with reading() as (pilot, reader):
        sight = reader.pager.viewport
        await pilot.press("j", "down")
        assert sight.top == 2
        await pilot.press("k")
        assert sight.top == 1
        await pilot.press("space")
        assert sight.top == 1 + 22
        await pilot.press("b", "d")
        assert sight.top == 1 + 11
        await pilot.press("ctrl+u", "G")
        assert sight.top == sight.limit
        assert "100 %" in status(reader)
        await pilot.press("g")
        assert sight.top == 0


async def test_a_count_repeats_and_is_shown_while_typed(reading):
    async with reading() as (pilot, reader):
        await pilot.press("1", "2")
        assert status(reader).endswith("12")
        await pilot.press("j")
        assert reader.pager.viewport.top == 12
        await pilot.press("j")
        assert reader.pager.viewport.top == 13


async def test_half_way_is_half_way(reading):
    async with reading() as (pilot, reader):
        await pilot.press("5", "0", "%")
        sight = reader.pager.viewport
        assert abs(sight.top - sight.limit / 2) <= 1
        assert "50 %" in status(reader) or "49 %" in status(reader)


async def test_paragraphs_and_headings(reading):
    async with reading() as (pilot, reader):
        await pilot.press("}", "}")
        assert reader.pager.viewport.place == Place(1)
        await pilot.press("{")
        assert reader.pager.viewport.place == Place(0)
        await pilot.press("]")
        assert rows(reader)[0].strip() == "The market"
        await pilot.press("]")
        assert rows(reader)[0].strip() == "The boats"
        await pilot.press("[", "[")
        assert reader.pager.viewport.top == 0


async def test_parentheses_move_among_the_posts_of_the_top_level(reading):
    said = (Paragraph(Prose("The water in the cellar rose all night. " * 12)),)
    thread = Article("Water", blocks=tuple(Entry(None, None, said, f"reader {i}", None, i % 2) for i in range(8)))
    async with reading(thread) as (pilot, reader):
        await pilot.press(")", ")")
        assert reader.pager.viewport.place == Place(2)
        await pilot.press("2", ")")
        assert reader.pager.viewport.place == Place(6)
        await pilot.press("(")
        assert reader.pager.viewport.place == Place(4)
        await pilot.press("9", "(")
        assert reader.pager.viewport.top == 0


async def test_the_status_row_names_the_heading_under_the_eye(reading):
    async with reading() as (pilot, reader):
        await pilot.press("]", "j")
        assert status(reader).startswith("The market")


async def test_a_wide_table_moves_sideways_and_nothing_else_does(reading):
    async with reading(size=(60, 30)) as (pilot, reader):
        await pilot.press("]", "]")
        before = rows(reader)
        assert any(row.endswith("›") and "words" in row for row in before)
        assert all(row.endswith("›") for row in before if "›" in row)
        await pilot.press(">")
        after = rows(reader)
        assert any("‹" in row[:2] and "words" in row for row in after)
        moved = [y for y in range(len(before)) if before[y] != after[y]]
        assert moved
        assert all(any(part in before[y] for part in ("words", "ls", "──")) for y in moved)
        await pilot.press("<")
        assert rows(reader) == before


async def test_the_wheel_moves(reading):
    async with reading() as (pilot, reader):
        await pilot._post_mouse_events([_wheel()], offset=(5, 5))
        await pilot.pause()
        assert reader.pager.viewport.top == 3


@pytest.mark.parametrize("widths", [(80, 40, 120, 60, 80), (80, 20, 200, 80)])
async def test_a_resize_never_moves_what_is_read(reading, widths):
    async with reading(size=(80, 24)) as (pilot, reader):
        await pilot.press("]", "}", "j", "j")
        place, top = reader.pager.viewport.place, reader.pager.viewport.top
        first = rows(reader)[0]
        for width in widths[1:]:
            await resized(pilot, width, 24)
            shown = reader.pager.viewport.layout.lines(reader.pager.viewport.top, reader.pager.viewport.top + 1)[0]
            assert shown.place.block == place.block
            assert shown.place <= place
        assert (reader.pager.viewport.top, rows(reader)[0]) == (top, first)


async def test_width_spacing_theme_cuts_and_pictures_keep_the_place(reading):
    async with reading(size=(100, 24)) as (pilot, reader):
        await pilot.press("]", "}", "}", "j")
        place = reader.pager.viewport.place
        for key in ("-", "-", "+", "w", "=", ".", ".", ".", "J", "J", "T", "X", "X", "i", "y", "i", "z", "z"):
            await pilot.press(key)
            line = reader.pager.viewport.layout.line(reader.pager.viewport.top)
            assert line.place.block == place.block, key
        assert reader.pager.viewport.place == place


async def test_what_was_cut_shows_in_its_place(reading):
    async with reading() as (pilot, reader):
        assert not any("Buy a boat" in row for row in rows(reader))
        await pilot.press("X", "}", "}", "}")
        assert any("Buy a boat" in row for row in rows(reader))


async def test_no_stale_frame_after_a_resize(reading):
    async with reading(size=(80, 24)) as (pilot, reader):
        view, drawn = reader.view, []
        draw = view.render_lines

        def watched(crop):
            strips = draw(crop)
            drawn.append((view.size.width, view.pager.geometry.columns))
            return strips

        view.render_lines = watched
        await resized(pilot, 50, 24)
        first = drawn.index((50, 50))
        assert set(drawn[:first]) <= {(80, 80)}
        assert set(drawn[first:]) == {(50, 50)}


@pytest.mark.parametrize("size", [(1, 1), (2, 2), (3, 3), (7, 5), (10, 2), (300, 4)])
async def test_any_screen_holds_a_page(reading, size):
    async with reading(size=size) as (pilot, reader):
        await pilot.press("j", "space", "G", "tab", "t")
        await pilot.press("escape", "slash", "a", "enter", "n", "v", "l", "escape", "I", "escape")
        strips = reader.view.render_lines(reader.view.region)
        assert {strip.cell_length for strip in strips} == {size[0]}
        assert len(strips) == size[1]


async def test_the_place_is_kept_and_found_again(reading):
    async with reading(place=Place(9, 40)) as (pilot, reader):
        assert reader.pager.viewport.place.block == 9
        await pilot.press("space")
        reader.save_place()
        assert reader.desk.library.entry(reader.entry).place == reader.pager.viewport.place


async def test_what_was_opened_is_being_read_though_nothing_was_moved(reading):
    async with reading() as (_, reader):
        library = reader.desk.library
        library.set_state(reader.entry, "inbox")
        reader.save_place()
        assert library.entry(reader.entry).state == "reading"


def _wheel():
    from textual import events

    return events.MouseScrollDown


async def test_every_press_of_the_presets_changes_the_width(reading):
    async with reading(size=(100, 24)) as (pilot, reader):
        widths = []
        for _ in range(4):
            await pilot.press("w")
            widths.append(reader.pager.geometry.measure)
        assert widths == [96, 56, 72, 96]


async def test_the_first_column_of_a_wide_table_stays_when_the_others_move(reading):
    names = ("Northport", "Southport")
    head = tuple(Cell(Prose(f"Month number {n}"), True) for n in range(12))
    body = [(Cell(Prose(name)), *(Cell(Prose(f"{n},{n}00,000")) for n in range(1, 12))) for name in names]
    async with reading(an_article(blocks=(Table((head, *body)),))) as (pilot, reader):
        before = next(row for row in rows(reader) if "Northport" in row)
        assert "11,1100" not in before
        await pilot.press("9", ">")
        after = next(row for row in rows(reader) if "Northport" in row)
        assert after.index("Northport") == before.index("Northport")
        assert "‹00,000" in after  # a number that is cut is told from a whole one
        assert "1,100,000" not in after
        await pilot.press("9", "9", ">")
        last = next((y, row) for y, row in enumerate(rows(reader)) if "Northport" in row)
        assert last[1].endswith("11,1100,000")
        await pilot.double_click("PageView", offset=(last[1].index("11,1100") + 1, last[0]))
        assert reader.get_selected_text().startswith("11")
        await pilot.double_click("PageView", offset=(last[1].index("Northport") + 1, last[0]))
        assert reader.get_selected_text() == "Northport"
