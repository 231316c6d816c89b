from __future__ import annotations

import base64
import struct
import zlib
from dataclasses import replace

from faultserver import FaultServer
from termread.article import Figure, Prose
from termread.engine.messages import Picture
from termread.layout.layout import Picture as Room
from termread.palette import THEMES, Ink
from termread.tui.graphics.ability import HALF_BLOCKS
from termread.tui.page.features.images import KEPT, half_blocks, image_of, lay_in
from termread.tui.page.rows import Inks, blank
from tui_reader.conftest import an_article, paragraph
from waiting import until


def png(width, height, colour):
    """A PNG of one colour, made by hand."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + bytes(colour) * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def drawn(width, height, pixels):
    return Picture(width, height, (width, height), pixels[:3], "cells", (pixels,))


def test_two_pixels_make_a_cell_and_equal_cells_one_segment():
    red, blue = b"\xff\0\0", b"\0\0\xff"
    rows = half_blocks(drawn(3, 3, red * 3 + blue * 3 + red * 2 + blue))
    assert [[text for text, _ in row] for row in rows] == [["▀▀▀"], ["▀▀", "▀"]]
    assert rows[0][0][1] == Ink("#ff0000", "#0000ff")


def test_a_picture_stands_in_the_middle_of_its_room():
    from termread.layout.geometry import fit

    sheet, inks = fit(80, 24, 60), Inks(THEMES["paper"])
    image = image_of(drawn(10, 4, b"\1\2\3" * 40), HALF_BLOCKS)
    room = Room(y=5, left=2, cells=40, rows=6, src="x")
    rows = [blank(sheet, inks)] * 20
    lay_in(rows, 5, sheet.left, room, image)
    assert [y for y, row in enumerate(rows) if row.pixels] == [7, 8]
    assert rows[7].text.index("▀") == sheet.left + 2 + 15
    assert len(rows[7].text) == rows[7].columns == 80
    again = [blank(sheet, inks)] * 20
    lay_in(again, 5, sheet.left, room, image)
    assert again == rows
    lay_in(cut := [blank(sheet, inks)] * 2, -1, sheet.left, room, image)
    assert [row.pixels and row.pixels.number for row in cut] == [None, 0]


def test_what_a_picture_covers_stays_where_a_cell_is_filled_in_part():
    from termread.layout.geometry import fit
    from termread.tui.graphics.ability import Ability

    sheet, inks = fit(80, 24, 60), Inks(THEMES["paper"])
    image = image_of(drawn(95, 50, b"\1\2\3" * 95 * 50), Ability("sixel", (10, 20)))
    rows = [blank(sheet, inks)] * 3
    lay_in(rows, 0, sheet.left, Room(y=0, left=0, cells=60, rows=3, src="x"), image)
    assert [(len(row.text), row.columns, row.extent) for row in rows] == [(80, 80, 45)] * 3


async def test_pictures_come_when_they_are_wanted(reading):
    src = "data:image/png;base64," + base64.b64encode(png(30, 20, (200, 40, 40))).decode()
    blocks = (paragraph("Before."), Figure(Prose("A red one."), "", "", src, 30, 20), paragraph("After. " * 200))
    async with reading(an_article(blocks=blocks), size=(60, 40)) as (pilot, reader):
        view = reader.view
        await until(pilot, lambda: any("▀▀▀" in view.render_line(y).text for y in range(40)))
        await pilot.press("i")
        assert not any("▀" in view.render_line(y).text for y in range(40))
        await pilot.press("i")
        assert any("▀▀▀" in view.render_line(y).text for y in range(40))


async def test_images_of_the_web_are_asked_about_once(reading):
    from termread.layout.figures import is_drawn

    web = "https://example.com/harbour.png"
    blocks = (Figure(Prose("The harbour."), src=web), paragraph("After. " * 200))
    async with reading(an_article(blocks=blocks), size=(60, 40)) as (pilot, reader):
        wanted = []
        reader.images.want = wanted.append
        for answer, kept in (("n", "ask"), ("escape", "ask"), ("y", "on")):
            assert not is_drawn(reader.pager.page, web)
            await pilot.press("i")
            assert "see your IP address" in pilot.app.screen.query_one("Static").content
            await pilot.press(answer)
            assert reader.look.pictures == kept
        assert "Images on" in reader.view.render_line(39).text
        await until(pilot, lambda: [each.src for each in wanted] == [web])
        for kept in ("off", "on"):
            await pilot.press("i")
            assert (reader.look.pictures, pilot.app.screen) == (kept, reader)
        assert reader.look.pictures == "on"


async def test_without_images_nothing_is_asked(reading):
    async with reading(an_article(blocks=(paragraph("Words."),))) as (pilot, reader):
        await pilot.press("i")
        assert "No images in this article" in reader.view.render_line(reader.view.size.height - 1).text
        assert reader.look.pictures == "ask"


async def test_pictures_that_cannot_be_had_are_told_once_with_the_reason_and_the_captions_stay(reading):
    sources = [f"http://127.0.0.1:9/{name}.png" for name in "xyz"]
    blocks = tuple(Figure(Prose(f"Caption {n}."), "", "", src, 30, 20) for n, src in enumerate(sources))
    async with reading(an_article(blocks=blocks), size=(60, 80)) as (pilot, reader):
        said = []
        reader.say = lambda text, role="status", **_: said.append(text)
        await pilot.press("i", "y")
        why = "An image of this page is in your own network, and was not fetched."
        await until(pilot, lambda: f"3 images failed to load: {why}" in said)
        shown = "\n".join(reader.view.render_line(y).text for y in range(80))
        assert all(f"Caption {n}." in shown for n in range(3))
        assert "▀▀▀" not in shown
        await pilot.press("i", "i")
        await until(pilot, lambda: not reader.images._failures and not reader.images._left)
        assert sum("failed" in text for text in said) == 1


async def test_a_picture_of_the_web_comes_once_it_was_agreed_to_and_then_also_offline(reading, home):
    server = FaultServer()
    address = server.url("picture")
    async with reading(an_article(blocks=(Figure(Prose("A red one."), src=address),)), size=(60, 40)) as (
        pilot,
        reader,
    ):
        reader.images.allowed = lambda src: src
        reader.near = lambda src: 2
        await pilot.press("i")
        assert server.asked == []
        await pilot.press("y")
        await until(pilot, lambda: any("▀▀" in reader.view.render_line(y).text for y in range(40)))
        assert server.times("picture") == 1
    server.close()
    async with reading(an_article(blocks=(Figure(Prose("A red one."), src=address),)), size=(60, 40)) as (
        pilot,
        reader,
    ):
        reader.images.allowed = lambda src: src
        reader.near = lambda src: 2
        await pilot.press("i", "y")
        await until(pilot, lambda: any("▀▀" in reader.view.render_line(y).text for y in range(40)))


async def test_escape_cancels_what_loads_and_i_twice_loads_it(reading, home):
    server = FaultServer()
    silent = [Figure(Prose(f"Number {n}."), src=server.url(f"gone-quiet/{n}")) for n in range(3)]
    async with reading(an_article(blocks=tuple(silent)), size=(60, 90)) as (pilot, reader):
        reader.images.allowed = lambda src: src
        reader.near = lambda src: 2
        await pilot.press("i", "y")
        await until(pilot, lambda: "Loading 3 images; esc cancels" in reader.view.render_line(89).text)
        await pilot.press("escape")
        await until(pilot, lambda: "Stopped loading images" in reader.view.render_line(89).text)
        await until(pilot, lambda: not reader.images._left)
        asked = len(server.asked)
        assert asked == 1
        await pilot.press("i", "i")
        await until(pilot, lambda: len(server.asked) > asked)
        await pilot.press("escape")
    server.close()


async def test_of_five_hundred_pictures_only_those_near_are_loaded(reading):
    blocks = tuple(Figure(Prose(f"Number {n}."), src=f"https://example.com/{n}.png") for n in range(500))
    async with reading(an_article(blocks=blocks), size=(60, 40)) as (pilot, reader):
        wanted = []
        reader.images.want = wanted.append
        await pilot.press("i", "y")
        await until(pilot, lambda: len(wanted) > 2)
        await pilot.pause(0.3)
        assert len(wanted) <= 8
        assert {*wanted} == reader.pager.images.near
        first = wanted[0]
        for each in wanted[:]:
            reader.pager.images.take(each, drawn(30, 20, b"\1\2\3" * 600))
        await pilot.press("G")
        await until(pilot, lambda: any(each.src.endswith("/499.png") for each in wanted))
        assert first not in reader.pager.images.near
        for number in range(100):
            reader.pager.images.take(
                replace(first, src=f"https://example.com/x{number}.png"), drawn(30, 20, b"\1\2\3" * 600)
            )
        assert sum(image is not None for image in reader.pager.images._images.values()) <= KEPT + len(wanted)


async def test_a_page_of_the_net_may_not_show_files(reading, tmp_path):
    import pytest

    from termread.errors import TermreadError

    async with reading() as (_, reader):
        for src in (str(tmp_path), "file:///etc/hostname", "http://127.0.0.1/x.png", "ftp://example.com/x"):
            with pytest.raises(TermreadError):
                reader.images.allowed(src)
        assert reader.images.allowed("https://example.com/x.png") == "https://example.com/x.png"


def test_a_picture_of_a_saved_page_lies_beside_it():
    from termread.tui.reader.image_loader import beside

    assert beside("page_files/a%20b.png?w=3", "/home/reader/page.html") == "/home/reader/page_files/a b.png"
    assert beside("/abs.png", "/home/reader/page.html") == "/abs.png"
    assert beside("https://example.com/a.png", "/home/reader/page.html") == "https://example.com/a.png"
    assert beside("a.png", "-") == "a.png"


async def test_no_word_moves_when_a_picture_is_lower_than_thought(reading):
    src = "data:image/png;base64," + base64.b64encode(png(80, 20, (200, 40, 40))).decode()
    blocks = (Figure(Prose("A low one."), "", "", src), *(paragraph(f"After {n}.") for n in range(90)))
    async with reading(an_article(blocks=blocks), size=(60, 40)) as (pilot, reader):
        (room,) = reader.pager.viewport.layout.pictures(0, 40)
        assert room.rows > 10
        await until(pilot, lambda: any("▀▀▀" in reader.view.render_line(y).text for y in range(40)))
        assert reader.pager.viewport.layout.pictures(0, 40) == [room]
        layout = reader.pager.viewport.layout
        await pilot.press("G")
        last = [reader.view.render_line(y).text for y in range(40)]
        await until(pilot, lambda: reader.pager.viewport.layout is not layout)
        assert [reader.view.render_line(y).text for y in range(39)] == last[:39]
        (room,) = reader.pager.viewport.layout.pictures(0, 40)
        await pilot.press("g")
        drawn = [y for y in range(40) if "▀▀▀" in reader.view.render_line(y).text]
        assert len(drawn) == room.rows <= 8


async def test_no_word_moves_when_a_picture_cannot_be_had_until_its_room_is_out_of_view(reading):
    figure = Figure(Prose("A lost one."), "", "", "http://127.0.0.1:9/x.png", 30, 20)
    blocks = (figure, *(paragraph(f"After {n}.") for n in range(90)))
    async with reading(an_article(blocks=blocks), size=(60, 40)) as (pilot, reader):
        await pilot.press("i", "y")
        (room,) = reader.pager.viewport.layout.pictures(0, 40)
        await until(pilot, lambda: "failed to load" in reader.view.render_line(39).text)
        assert reader.pager.viewport.layout.pictures(0, 40) == [room]
        await pilot.press("G")
        await until(pilot, lambda: not reader.pager.viewport.layout.pictures(0, 40))


async def test_what_draws_images_is_ready_before_they_are_asked_for_and_goes_with_the_article(reading):
    figure = Figure(Prose("A red one."), src="https://example.com/a.png")
    for blocks in ((figure, paragraph("Words.")), (paragraph("Words."),)):
        async with reading(an_article(blocks=blocks)) as (pilot, reader):
            await pilot.pause(0.6)
            pid = reader.images._engine.pid
            assert (pid is not None) == (figure in blocks)
        assert reader.images._engine.pid is None


async def test_images_show_at_once_behind_a_question_that_was_answered(reading):
    from termread.tui.graphics.layers import screen_in_view

    blocks = (Figure(Prose("The harbour."), src="https://example.com/harbour.png"), paragraph("After. " * 200))
    async with reading(an_article(blocks=blocks), size=(60, 40)) as (pilot, reader):
        reader.images.want = str
        await pilot.press("i")
        question = pilot.app.screen
        assert screen_in_view(pilot.app) is question is not reader
        assert not reader.view._painter._is_bare
        await pilot.press("y")
        assert pilot.app.screen is question  # it still takes what is typed together with y
        assert screen_in_view(pilot.app) is reader
        assert reader.view._painter._is_bare
