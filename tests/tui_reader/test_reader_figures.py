"""A figure alone on the screen: chosen by key and by mouse, zoomed and moved, saved, and left for the same place."""

from __future__ import annotations

import base64
import io
import socket
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from textual.screen import Screen

from termread.article import Figure, Place, Prose
from termread.engine.messages import Order
from termread.errors import Unreachable
from termread.palette import THEMES
from termread.tui.figure import files
from termread.tui.figure.screen import FigureScreen
from tui_reader.conftest import an_article, paragraph
from waiting import until


def picture(width=300, height=200, colour=(200, 40, 40)) -> bytes:
    from PIL import Image

    data = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(data, "PNG")
    return data.getvalue()


def carried(data: bytes) -> str:
    return "data:image/png;base64," + base64.b64encode(data).decode()


FIRST, SECOND = carried(picture()), carried(picture(100, 400, (40, 40, 200)))
BLOCKS = (
    paragraph("Before. " * 40),
    Figure(Prose("A red one."), "Agency", "A wall of bricks in the sun", FIRST, 300, 200),
    paragraph("Between. " * 60),
    Figure(Prose("A blue one. " * 30), "", "", SECOND, 100, 400),
    paragraph("After. " * 60),
    Figure(Prose("One without a file.")),
)


def shown(pilot) -> str:
    screen = next(each for each in reversed(pilot.app.screen_stack) if hasattr(each, "view"))
    return "\n".join(screen.view.render_line(y).text for y in range(screen.size.height))


def drawn(pilot) -> Callable[[], bool]:
    return lambda: isinstance(pilot.app.screen, FigureScreen) and "▀▀▀" in shown(pilot)


@pytest.fixture
def figures(reading):
    return lambda size=(80, 24), **more: reading(an_article(blocks=BLOCKS, **more), size=size)


@pytest.mark.parametrize("size", [(40, 24), (80, 24), (200, 60)])
async def test_a_figure_stands_alone_with_all_that_is_said_of_it_and_the_place_stays(figures, size):
    async with figures(size) as (pilot, reader):
        await pilot.press("j", "j")
        await until(pilot, lambda: "▀▀▀" in shown(pilot))
        place, top = reader.pager.viewport.place, reader.pager.viewport.top
        await pilot.press("p")
        await until(pilot, drawn(pilot))
        await until(pilot, lambda: "Figure 1 of 3" in shown(pilot))
        said = " ".join(shown(pilot).split())
        assert "A red one." in said
        assert "A wall of bricks" in said
        assert "Agency" in said
        assert "q back" in said
        assert all(len(pilot.app.screen.view.render_line(y).text) == size[0] for y in range(size[1]))
        await pilot.press("q")
        assert pilot.app.screen is reader
        assert (reader.pager.viewport.place, reader.pager.viewport.top) == (place, top)


async def test_the_figures_of_the_article_follow_each_other(figures):
    async with figures() as (pilot, reader):
        await pilot.press("p")
        await until(pilot, drawn(pilot))
        await pilot.press("[")
        assert "No earlier figure" in shown(pilot)
        await pilot.press("]")
        await until(pilot, lambda: drawn(pilot)() and pilot.app.screen.page.natural == (100, 400))
        assert "Figure 2 of 3" in shown(pilot)
        await pilot.press("space")
        assert "The page names no file for this picture." in shown(pilot)
        await pilot.press("S")
        assert "not loaded" in shown(pilot)
        await pilot.press("]")
        assert "No more figures" in shown(pilot)
        await pilot.press("escape")
        assert pilot.app.screen is reader


async def test_a_count_an_enter_at_the_cursor_and_a_click_choose_a_figure(figures):
    async with figures() as (pilot, reader):
        await pilot.press("2", "p")
        assert pilot.app.screen.page.number == 1
        await pilot.press("q", "G", "9", "p")
        assert pilot.app.screen.page.number == 2
        await pilot.press("q", "g", ";", "}", "}")
        assert "Figure 1 of 3 · enter" in shown(pilot)
        await pilot.press("enter")
        assert pilot.app.screen.page.number == 0
        await pilot.press("q", "escape")
        reader.pager.put(Place(1))
        await pilot.click("PageView", offset=(30, 5))
        assert isinstance(pilot.app.screen, FigureScreen)


async def test_an_article_without_figures_says_so(reading):
    async with reading(an_article(blocks=(paragraph("Words."),))) as (pilot, reader):
        await pilot.press("p")
        assert pilot.app.screen is reader
        assert "No figures in this article" in shown(pilot)


async def test_zoom_moves_in_the_picture_and_width_scrolls_a_tall_one(figures):
    async with figures() as (pilot, _):
        await pilot.press("2", "p")
        await until(pilot, drawn(pilot))
        page = pilot.app.screen.page
        narrow = page.image.drawn.columns
        await pilot.press("w")
        await until(pilot, lambda: page.image.drawn.columns == 80)
        assert (page.zoom.y < 0.5, narrow < 20) == (True, True)
        await pilot.press("j")
        below = page.zoom.y
        await pilot.press("d", "d", "d", "d", "d", "d", "d", "d", "d", "d", "d", "d", "d", "d", "d", "d", "d", "d", "d")
        assert 0.5 < below + 0.5 < page.zoom.y + 0.5 < 1.5
        await pilot.press("0")
        await until(pilot, lambda: page.image.drawn.columns == narrow)
        await pilot.press("+", "+", "-")
        assert page.zoom.scale == pytest.approx(1.5)
        await until(pilot, lambda: "150 %" in shown(pilot))


async def test_a_theme_that_is_chosen_over_a_figure_is_followed(figures):
    async with figures() as (pilot, reader):
        await pilot.press("p")
        await until(pilot, drawn(pilot))
        screen = pilot.app.screen
        await pilot.app.push_screen(Screen())
        reader.set_look(replace(reader.look, theme="night"), THEMES["night"])
        pilot.app.pop_screen()
        await until(pilot, lambda: screen.page.inks is reader.pager.inks)
        assert screen.page.frame()[-1].pieces[0][1].ground == THEMES["night"].ink("status").ground


async def test_a_long_caption_is_shown_whole_on_demand(figures):
    async with figures((40, 24)) as (pilot, _):
        await pilot.press("2", "p")
        await until(pilot, drawn(pilot))
        few = shown(pilot).count("A blue")
        assert "c caption" in shown(pilot)
        await pilot.press("c")
        assert shown(pilot).count("A blue") > few
        await pilot.press("c")
        assert shown(pilot).count("A blue") == few


async def test_a_picture_is_saved_where_the_reader_says_and_nothing_is_overwritten_unasked(figures, tmp_path):
    async with figures((120, 30)) as (pilot, _):
        await pilot.press("p")
        await until(pilot, drawn(pilot))
        path = tmp_path / "wall.png"
        for answer, there in (("", picture()), ("n", b"mine"), ("y", picture())):
            await pilot.press("S")
            assert pilot.app.screen.prompt.query_one("Input").value == "a-red-one.png"
            pilot.app.screen.prompt.query_one("Input").value = str(path)
            await pilot.press("enter", *answer)
            await until(pilot, lambda there=there: path.exists() and path.read_bytes() == there)
            said = "Not saved" if answer == "n" else "Saved to"
            await until(pilot, lambda said=said: said in shown(pilot) and isinstance(pilot.app.screen, FigureScreen))
            path.write_bytes(b"mine")
        await pilot.press("S")
        pilot.app.screen.prompt.query_one("Input").value = str(tmp_path / "no" / "folder.png")
        await pilot.press("enter")
        await until(pilot, lambda: "could not be written" in shown(pilot))


async def test_what_cannot_be_drawn_says_why_and_what_to_do(reading, tmp_path):
    blocks = (
        Figure(Prose("None."), src=str(tmp_path / "none.png")),
        Figure(Prose("A drawing."), src="data:image/svg+xml,<svg/>"),
        Figure(Prose("Of my network."), src="http://127.0.0.1/x.png"),
    )
    async with reading(an_article(blocks=blocks), size=(100, 24)) as (pilot, _):
        await pilot.press("p")
        await until(pilot, lambda: "Only http and https addresses can be opened" in shown(pilot))
        await pilot.press("]")
        await until(pilot, lambda: "SVG pictures cannot be drawn. S saves it" in " ".join(shown(pilot).split()))
        await pilot.press("O")
        await until(pilot, lambda: "no kind of picture" in shown(pilot))
        await pilot.press("]")
        await until(pilot, lambda: "own network" in shown(pilot))


async def test_loading_is_cancelled_and_begun_again(figures):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        order = Order(f"http://127.0.0.1:{silent.getsockname()[1]}/x.png", verb="picture", drawing="file")
        async with figures() as (pilot, reader):
            own, reader.images.order = reader.images.order, lambda *_: order
            await pilot.press("p")
            await until(pilot, lambda: "esc stops" in shown(pilot))
            await pilot.press("escape")
            assert "Stopped. r loads the picture" in shown(pilot)
            reader.images.order = own
            await pilot.press("r")
            await until(pilot, drawn(pilot))
            await pilot.press("escape")
            assert pilot.app.screen is reader


async def test_with_no_color_the_page_has_no_rooms_that_stay_empty(figures, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    async with figures() as (pilot, reader):
        assert reader.pager.viewport.layout.pictures(0, 99) == []
        assert "A wall of bricks in the sun" in shown(pilot)


async def test_no_color_means_no_picture_but_its_words_and_its_file(figures):
    async with figures() as (pilot, _):
        pilot.app.no_color = True
        await pilot.press("p")
        await until(pilot, lambda: "NO_COLOR is set" in shown(pilot))
        assert "▀" not in shown(pilot)
        assert "A red one." in shown(pilot)


def test_a_viewer_gets_only_what_is_a_picture(monkeypatch, tmp_path):
    opened = []
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr("termread.desk.system.show_file", lambda path: opened.append(path) or "viewer")
    at_end = []
    assert files.view(picture(), at_end) == "Opened with viewer"
    assert Path(opened[0]).read_bytes() == picture()
    with pytest.raises(Unreachable):
        files.view(b"#!/bin/sh\n", at_end)
    assert len(opened) == 1
    for act in at_end:
        act()
    assert not Path(opened[0]).exists()


async def test_the_app_is_told_to_remove_the_copy_for_the_viewer(figures, monkeypatch, tmp_path):
    (tmp_path / "copies").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "copies"))
    monkeypatch.setattr("termread.desk.system.show_file", lambda path: "viewer")
    async with figures() as (pilot, _):
        pilot.app.at_end = []
        await pilot.press("p")
        await until(pilot, lambda: "▀▀" in shown(pilot))
        await pilot.press("O")
        await until(pilot, lambda: "Opened with viewer" in shown(pilot))
        assert len(list((tmp_path / "copies").iterdir())) == 1
        for act in pilot.app.at_end:
            act()
        assert list((tmp_path / "copies").iterdir()) == []


@pytest.mark.parametrize(
    ("src", "caption", "data", "name"),
    [
        ("https://example.com/a/harbour%20at%20dawn.JPEG?w=3", "", b"\xff\xd8\xff", "harbour-at-dawn.jpg"),
        ("https://example.com/../..%2Fetc%2Fpasswd", "", b"", "passwd"),
        ("data:image/png;base64,AA", "The old quay, before sunrise", b"\x89PNG\r\n", "the-old-quay-before-sunrise.png"),
        ("https://example.com/chart.svg", "", b"<svg", "chart.svg"),
        ("data:,", "", b"", "picture"),
    ],
)
def test_the_name_that_is_proposed(src, caption, data, name):
    assert files.file_name(Figure(Prose(caption), src=src), data) == name
