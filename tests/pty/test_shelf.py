"""The shelf in a real terminal: it shows at once, as the app draws it and as it is now, and obeys what is typed before."""

from __future__ import annotations

import sys
import time
from contextlib import closing

import pytest

from terminal import TAKEN, TERMREAD, Terminal, termread
from termread.article import Article, Paragraph, Prose
from termread.config import folders
from termread.document import Reading, Receipt
from termread.library.api import open_library

LOOK = ("data", "fg", "bg", "bold", "italics", "underscore", "reverse", "strikethrough")
ONLY_PAINT = (
    *TERMREAD[:2],
    "from termread import first_screen as f; print(end='' if f.show(f.SHELF) else 'NONE'); f.release()",
)


def fill(count: int) -> None:
    """Save *count* articles, the first one last."""
    text = tuple(Paragraph(Prose(f"{number}. A paragraph of some words about a story. " * 8)) for number in range(20))
    with closing(open_library(folders().data, backups=False)) as library:
        for number in reversed(range(count)):
            story = Article(title=f"Story {number}", site=f"site{number % 7}.example", language="en", blocks=text)
            library.keep(Reading(story, Receipt(f"https://example.com/{number}")))


def look(terminal: Terminal) -> list[list[tuple]]:
    screen = terminal.screen
    return [
        [tuple(getattr(screen.buffer[y][x], name) for name in LOOK) for x in range(screen.columns)]
        for y in range(screen.lines)
    ]


def leave(terminal: Terminal) -> None:
    terminal.press("q")
    assert terminal.end() == 0
    assert terminal.left_on == set()


def is_kept(home) -> bool:
    return any(not path.name.startswith(".") for path in (home / "cache").glob("screens/*"))


def visit(home, **options: int) -> list[list[tuple]]:
    """Look at the shelf, and leave it once what it shows first is kept; returns its cells."""
    with termread(**options) as terminal:
        terminal.wait_for_app("saved")
        terminal.wait_for("1 of ")
        if options.get("columns", 0) >= 140:
            terminal.wait_for("paragraph of some words")
        leave(terminal)
        cells = look(terminal)
        terminal.wait_until(lambda: is_kept(home))
    return cells


@pytest.mark.parametrize(
    ("theme", "columns", "rows"), [("paper", 40, 12), ("dusk", 200, 50), ("ansi", 100, 40), ("night", 80, 24)]
)
def test_the_first_screen_is_what_the_app_draws_cell_for_cell(home, theme, columns, rows):
    (home / "config").mkdir()
    (home / "config" / "config.toml").write_text(f'theme = "{theme}"\n', "utf-8")
    fill(12)
    drawn = visit(home, columns=columns, rows=rows)
    with Terminal(ONLY_PAINT, columns=columns, rows=rows) as early:
        assert early.end() == 0
        assert early.left_on == set()
        assert look(early) == drawn


def test_what_another_program_has_changed_shows_at_once(home):
    fill(3)
    visit(home)
    with closing(open_library(folders().data, backups=False)) as library:
        library.keep(Reading(Article(title="A new story"), Receipt("https://example.com/new")))
        with Terminal(ONLY_PAINT) as early:  # while it is open, what it has written is in the log beside the file
            early.wait_for("NONE")
    with Terminal(ONLY_PAINT) as early:
        early.wait_for("NONE")
    with termread() as terminal:
        terminal.wait_for("A new story")
        assert "Story 0" in terminal.text
        terminal.wait_for_app("saved")
        leave(terminal)


def test_a_command_that_changes_it_leaves_it_ready_for_the_next_start(home):
    fill(3)
    with termread("add", "https://example.com/later") as terminal:
        assert terminal.end() == 0
        terminal.wait_until(lambda: is_kept(home))
    with Terminal(ONLY_PAINT) as early:
        assert early.end() == 0
        assert "Inbox 1" in early.text


@pytest.mark.parametrize("delay", [0, 0.05, 0.15])
@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("\r", "Story 0"),
        ("jj\r", "Story 2"),
        ("/story 7\r\r", "Story 7"),
        ("/ory 5", "/ ory 5"),
        ("G", "12 of 12"),
        ("jjjk", "3 of 12"),
    ],
)
def test_what_is_typed_before_it_shows_is_obeyed_in_order(home, typed, shown, delay):
    fill(12)
    for _ in range(2):  # without and with what it shows first
        with termread() as terminal:
            time.sleep(delay)
            terminal.press(typed)
            terminal.wait_for(shown)
            if shown[0] == "/":
                terminal.press("\x7f6")  # before or after the app has taken over
                terminal.wait_for("/ ory 6")
                terminal.wait_for_output(TAKEN)
                terminal.wait_for("▌ Story 6")
            if "\r" in typed:
                terminal.wait_until(lambda: "saved" not in terminal.text)
                terminal.wait_for_app(" min left")
            terminal.press("\x03")
            assert terminal.end() == 130
            assert terminal.left_on == set()


@pytest.mark.parametrize("delay", [0, 0.05, 0.15, None])
@pytest.mark.parametrize(("key", "status"), [("q", 0), ("\x03", 130)])
def test_a_key_that_quits_is_obeyed_whenever_it_is_typed(home, key, status, delay):
    fill(12)
    for _ in range(2):
        with termread() as terminal:
            if delay is None:
                terminal.wait_for("saved")
            else:
                time.sleep(delay)
            terminal.catch_up()
            # At first a signal reaches Python itself, before anything of ours is loaded.
            possible = {status} if terminal.output or key == "q" else {130, 1}
            terminal.press(key)
            assert terminal.end() in possible
            assert terminal.left_on == set()


def test_what_fails_while_the_reader_quits_changes_nothing(home):
    fill(12)
    code = (
        "import sys, time; from termread.cli import main, screen; from termread.errors import LibraryError\n"
        "from termread.tui.textual_compat import preload\n"
        "end = screen._end\n"
        "screen._end = lambda *given: (time.sleep(1.5), end(*given))\n"
        "def fail():\n    time.sleep(1)\n    raise LibraryError('It is closed.')\n"
        "preload.load_textual = fail\n"
        "sys.exit(main())"
    )
    with Terminal((sys.executable, "-c", code), columns=100, rows=40) as terminal:
        terminal.wait_for("saved")
        terminal.press("q")
        assert terminal.end() == 0
        assert b"closed" not in terminal.output
        assert terminal.left_on == set()


def test_ten_thousand_entries_show_as_soon(home, monkeypatch):
    monkeypatch.setattr("termread.library.api.HOLD", 60.0)
    from termread.interchange import ImportedEntry

    with closing(open_library(folders().data, backups=False)) as library:
        library.import_entries(
            ImportedEntry(f"https://example.com/{number}", title=f"Story {number}") for number in range(10_000)
        )
    drawn = visit(home)
    with Terminal(ONLY_PAINT) as early:
        assert early.end() == 0
        assert look(early) == drawn
    with termread() as terminal:
        terminal.wait_for("10,000 saved")
        assert TAKEN not in terminal.output
        terminal.press("G")
        terminal.wait_for("10,000 of 10,000")
        leave(terminal)


def test_the_first_run_opens_the_welcome_article_and_no_other_does(home):
    with termread() as terminal:
        terminal.wait_for("Welcome to termread")
        terminal.wait_for_app(" min left")
        leave(terminal)
    for _ in range(2):
        with termread() as terminal:
            terminal.wait_for("▌ Welcome to termread")
            terminal.wait_for("1 saved")
            leave(terminal)


@pytest.mark.parametrize("begun", [False, True])
def test_the_welcome_article_opens_when_asked_for(home, begun):
    if begun:
        fill(1)
    with termread("welcome") as terminal:
        terminal.wait_for("Welcome to termread")
        terminal.wait_for_app(" min left")
        leave(terminal)


def test_where_nothing_can_be_saved_the_welcome_article_does_not_come_again_and_again(home):
    (home / "data").write_text("in the way")
    with termread() as terminal:
        terminal.wait_for("Nothing can be saved here")
        terminal.wait_for_output(TAKEN)
        terminal.press("q")
        assert terminal.end() == 0
