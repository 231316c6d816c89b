from __future__ import annotations

import sys
from itertools import cycle
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))
from terminal import TAKEN, Terminal, termread
from termread import first_screen
from termread.first_key import FIRST
from termread.palette import THEMES

PAGE = str(Path(__file__).parents[1] / "pages" / "opinion" / "page.html")
BODY = "good port"
ONLY_PAINT = (
    sys.executable,
    "-c",
    "import sys; from termread import first_screen; print(end='' if first_screen.show(sys.argv[1]) else 'NONE');"
    "first_screen.release()",
    PAGE,
)
HELD = (*ONLY_PAINT[:2], "import time; " + ONLY_PAINT[2].replace(";first", "; time.sleep(600); first"), PAGE)
"""Paints, and then takes very long."""
LISTENING = (
    *ONLY_PAINT[:2],
    "import sys, time; from termread import first_key, first_screen; first_screen.show(sys.argv[1]);"
    "first_key.listen(sys.argv[1]); time.sleep(600)",
    PAGE,
)
"""Paints, answers the first key, and then takes very long."""
COMPOSED = (
    sys.executable,
    "-c",
    "import os, sys; from termread import first_screen; from termread.tui.page.article import EarlyArticle;"
    "from termread.config import folders, load; from termread.desk import Desk; where = folders();"
    "from termread.tui.page.early import Early; first_screen.hold();"
    "desk = Desk(load(where.config_file), where); opened = desk.from_shelf(desk.kept_copy(sys.argv[1]));"
    "early = Early(EarlyArticle(desk, opened), os._exit); early.start(); early.hand_over(); first_screen.release()",
    PAGE,
)


def cells(terminal: Terminal) -> list[list[tuple]]:
    screen = terminal.screen
    look = ("data", "fg", "bg", "bold", "italics", "underscore", "reverse", "strikethrough")
    return [
        [tuple(getattr(screen.buffer[y][x], name) for name in look) for x in range(screen.columns)]
        for y in range(screen.lines)
    ]


def theme(home: Path, name: str) -> None:
    folder = home / "config"
    folder.mkdir(exist_ok=True)
    (folder / "config.toml").write_text(f'theme = "{name}"\n', encoding="utf-8")


def read_and_leave(columns: int, rows: int, keys: str = "", **options) -> None:
    with termread(PAGE, columns=columns, rows=rows, **options) as terminal:
        terminal.wait_for_app()
        terminal.press(keys + "q")
        assert terminal.end() == 0
        assert terminal.left_on == set()


@pytest.mark.parametrize(
    ("name", "columns", "rows"),
    [(name, *size) for name, size in zip(THEMES, cycle([(100, 40), (60, 24), (200, 50), (40, 12)]), strict=False)],
)
def test_the_first_screen_is_what_the_app_draws_first_cell_for_cell(home, name, columns, rows):
    theme(home, name)
    read_and_leave(columns, rows, keys=" " if rows < 40 else "")
    painted = []
    for painter in (ONLY_PAINT, COMPOSED):
        with Terminal(painter, columns=columns, rows=rows) as early:
            assert early.end() == 0
            assert "min left" in early.text
            painted.append(cells(early))
            assert early.left_on == set()
    with termread(PAGE, columns=columns, rows=rows) as app:
        app.wait_for_app()
        app.press("q")
        assert app.end() == 0
        drawn = cells(app)
    assert painted[0] == drawn
    assert painted[1] == drawn


def test_once_it_is_there_the_text_never_leaves_and_no_key_is_lost(home):
    read_and_leave(80, 30)
    with termread(PAGE, columns=80, rows=30) as terminal:
        terminal.wait_for(BODY)
        terminal.wait_for("min left")  # the last row comes through the pipe last
        terminal.press("]" + "jjj" + "/quay")
        while TAKEN not in terminal.output:
            assert "quay" in terminal.text
            terminal.read(0.05)
        terminal.wait_for("1/2")
        assert terminal.output.count(b"?1049h") == 1
        terminal.press("\x1b")
        terminal.wait_until(lambda: "1/2" not in terminal.text)
        terminal.press("q")
        assert terminal.end() == 0
        assert terminal.left_on == set()


@pytest.mark.parametrize("typed", FIRST)
def test_the_first_key_shows_what_it_leads_to_before_anything_is_imported(home, typed):
    read_and_leave(80, 24)
    with termread(PAGE, columns=80, rows=24) as app:
        app.wait_for_app()
        first = app.text
        app.press(typed.decode())
        app.wait_until(lambda: app.text != first)
        app.settle(0.4)
        shown = app.text
        app.press("\x1b")
        app.settle(0.2)
        app.press("gq")
        assert app.end() == 0
    with Terminal(LISTENING, columns=80, rows=24) as terminal:
        terminal.wait_for("min left")
        terminal.press(typed.decode())
        terminal.settle(1)
        hint = " words" if typed == b"/" else ""  # that comes with the app's own prompt
        assert terminal.text == shown.removesuffix(hint)


@pytest.mark.parametrize("typed", ["x", "5j", "\x1b", "é"])
def test_a_first_key_that_leads_elsewhere_shows_nothing(home, typed):
    read_and_leave(80, 24)
    with Terminal(LISTENING, columns=80, rows=24) as terminal:
        first = terminal.wait_for("min left")
        terminal.press(typed)
        terminal.settle(0.5)
        assert terminal.text == first


def test_keys_of_the_settings_are_those_of_the_first_key(home):
    (home / "config").mkdir()
    (home / "config" / "config.toml").write_text('[keys]\nline_down = "down"\nend = "G j"\n', encoding="utf-8")
    read_and_leave(80, 24)
    with Terminal(LISTENING, columns=80, rows=24) as terminal:
        terminal.wait_for("min left")
        terminal.press("j")
        terminal.wait_for("100 %")


def test_a_file_that_has_changed_is_not_painted_from_what_was_kept(home, tmp_path):
    page = tmp_path / "page.html"
    page.write_text(Path(PAGE).read_text(encoding="utf-8"), encoding="utf-8")
    first_screen.keep(str(page), (80, 24), b"\x1b[1;1HOld")
    assert list((home / "cache" / "screens").iterdir())
    head = first_screen.state(str(page))
    page.write_text("<p>New</p>", encoding="utf-8")
    assert first_screen.state(str(page)) != head


@pytest.mark.parametrize(
    "screen", [b"\x1b]0;title\x07", b"\x1b[2J", b"\x1b[?1000h", b"a\x07", b"\xc2\x9b31m", b"\x1bc", b"a\nb"]
)
def test_nothing_but_text_and_colours_is_ever_painted(home, screen):
    assert not first_screen.is_harmless(screen)
    first_screen.keep("https://example.com/a", (80, 24), screen)
    assert not (home / "cache" / "screens").exists()


def test_dropping_takes_the_screens_of_one_address_or_all(home):
    for address in ("https://example.com/a", "https://example.com/b"):
        first_screen.keep(address, (80, 24), b"\x1b[1;1H\x1b[0;1mText\x1b[0m")
    folder = home / "cache" / "screens"
    assert len(list(folder.iterdir())) == 2
    first_screen.drop("https://example.com/a")
    assert len(list(folder.iterdir())) == 1
    first_screen.drop()
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("number", [2, 1, 15, 3])
def test_a_signal_between_the_painters_leaves_the_terminal_as_it_was(home, number):
    read_and_leave(80, 24)
    with Terminal(HELD, columns=80, rows=24) as terminal:
        terminal.wait_for("min left")
        terminal.signal(number)
        assert terminal.end() == 128 + number
        assert terminal.left_on == set()


@pytest.mark.parametrize(
    ("typed", "settings", "loaded"),
    [("q", "", False), ("qj", "", False), ("jq", "", True), ("q", 'theme = "paper"', True)],
)
def test_a_quit_typed_first_needs_nothing_loaded_unless_there_are_settings(home, typed, settings, loaded):
    (home / "config").mkdir(exist_ok=True)
    (home / "config" / "config.toml").write_text(settings, encoding="utf-8")
    if not settings:
        (home / "config" / "config.toml").unlink()
    read_and_leave(100, 40)
    code = (
        "import os, sys; from termread import cli, first_screen; show = first_screen.show\n"
        f"def shown(argument):\n    if show(argument): first_screen.typed = {typed.encode()!r}; return True\n"
        "first_screen.show = shown; os._exit = lambda status: print(status, 'termread.config' in sys.modules)\n"
        "sys.argv[1:] = sys.argv[2:]; cli.main()"
    )
    with Terminal((sys.executable, "-c", code, "", PAGE), columns=100, rows=40) as terminal:
        terminal.wait_for(f"0 {loaded}")
