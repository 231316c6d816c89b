"""A kept article obeys before the framework is there: keys, signals, another size; and the app goes on with what shows."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from pathlib import Path
from shutil import copyfile

import pytest

from terminal import TAKEN, Terminal, termread
from termread.config import folders
from termread.library.api import open_library

PAGE = str(Path(__file__).parents[1] / "pages" / "opinion" / "page.html")
MOVES = [" ", "j", "G", "5j", "]", "}}", "/quay\r", "/quay\rn", "/qua", "/nowhere\r", "50%"]
DELAYS = [0, 0.1, 0.25]
CURSOR = "d6d3cb"
SECOND = "The lesson is older"
"""Words that the page shows one screen down."""
TRIES = 5


def cells(terminal: Terminal) -> list[list[tuple]]:
    """What shows, without the color of blanks; colors as numbers, so that they can be compared up to rounding."""

    def look(cell) -> tuple:
        blank = not cell.data.strip()
        return cell.data, "" if blank else cell.fg, cell.bg, not blank and cell.bold, cell.reverse

    buffer, columns = terminal.screen.buffer, range(terminal.screen.columns)
    return [[look(buffer[y][x]) for x in columns] for y in range(terminal.screen.lines)]


def differing(one: list[list[tuple]], other: list[list[tuple]]) -> list[tuple]:
    """Cells that differ by more than the rounding of a color in the framework, or by a cursor that blinks."""

    def near(a: str, b: str) -> bool:
        if a == b:
            return True
        try:
            pairs = zip(bytes.fromhex(a), bytes.fromhex(b), strict=True)
            return all(abs(x - y) <= 1 for x, y in pairs)
        except ValueError:
            return False

    both = [(a, b) for row, other_row in zip(one, other, strict=True) for a, b in zip(row, other_row, strict=True)]
    return [
        (a, b)
        for a, b in both
        if not (a[0] == b[0] == " " and CURSOR in (a[2], b[2]))
        and not all(near(x, y) if isinstance(x, str) else x == y for x, y in zip(a, b, strict=True))
    ]


def place() -> tuple[int, int, float]:
    """The reading place that is saved, and the progress."""
    with closing(open_library(folders().data, backups=False)) as library:
        kept = library.find(PAGE)
        assert kept is not None
        return kept.place.block, kept.place.offset, kept.progress


def bookmarks() -> list[tuple[int, int]]:
    with closing(open_library(folders().data, backups=False)) as library:
        kept = library.find(PAGE)
        assert kept is not None
        return [(each.passage.start.block, each.passage.start.offset) for each in library.bookmarks(kept.id)]


def read(keys: str = "", **options: int) -> list[list[tuple]]:
    """Read the article in the app, press *keys* there, leave; returns what showed."""
    with termread(PAGE, **options) as terminal:
        terminal.wait_for_app()
        terminal.press(keys)
        terminal.settle(0.4)
        shown = cells(terminal)
        leave(terminal)
    return shown


def leave(terminal: Terminal) -> None:
    """Leave the article at its beginning."""
    terminal.press("\x1b")
    terminal.settle(0.15)
    terminal.press("gq")
    assert terminal.end() == 0
    assert terminal.left_on == set()


@contextmanager
def load(processes: int):
    """Keep all processors busy."""
    busy = [subprocess.Popen((sys.executable, "-c", "while True: pass")) for _ in range(processes)]
    try:
        yield
    finally:
        for each in busy:
            each.kill()
            each.wait()


@pytest.fixture
def kept(home):
    """A library that has the article, and what it shows first."""
    read()


@pytest.mark.parametrize("keys", MOVES)
def test_what_is_typed_at_once_shows_what_it_shows_in_the_app(kept, keys):
    shown = read(keys)
    for delay in DELAYS:
        with termread(PAGE) as terminal:
            time.sleep(delay)
            terminal.press(keys)
            terminal.wait_for_output(TAKEN)
            terminal.settle(0.4)
            assert differing(cells(terminal), shown) == []
            leave(terminal)


@contextmanager
def early(keys, shown):
    """A terminal that shows *shown* after *keys* before the app takes over; a busy machine may need several tries."""
    for _ in range(TRIES):
        with termread(PAGE) as terminal:
            terminal.wait_for("min left")
            terminal.press(keys)
            terminal.wait_until(lambda there=terminal: shown in there.text or TAKEN in there.output)
            terminal.settle(0.03)  # the rest of the same frame
            if TAKEN not in terminal.output:
                yield terminal
                return
            leave(terminal)
    raise AssertionError("the app always took over first")


@pytest.mark.parametrize(("keys", "shown"), [(" ", SECOND), ("/quay", "/ quay")])
def test_it_shows_before_the_framework_is_there_and_the_app_changes_no_cell(kept, keys, shown):
    with early(keys, shown) as terminal:
        before = cells(terminal)
        while TAKEN not in terminal.output:
            before = cells(terminal)
            terminal.read(0.02)
        terminal.settle(0.4)
        assert differing(before, cells(terminal)) == []
        assert terminal.output.count(b"?1049h") == 1
        leave(terminal)


@pytest.mark.parametrize("delay", DELAYS)
@pytest.mark.parametrize(("key", "status"), [("q", 0), ("\x03", 130)])
def test_a_key_that_quits_leaves_the_place_saved_and_the_terminal_restored(kept, key, status, delay):
    with termread(PAGE) as terminal:
        terminal.wait_for("min left")
        time.sleep(delay)
        terminal.press("}}}" + key)
        assert terminal.end() == status
        assert terminal.left_on == set()
    there = place()
    assert there[0] > 0
    with termread(PAGE) as terminal:  # and that is what shows first the next time
        terminal.wait_for("min left")
        assert b"min left" in terminal.output.partition(TAKEN)[0]
        early = cells(terminal)
        terminal.wait_for_app()
        terminal.settle(0.3)
        assert differing(early, cells(terminal)) == []
        terminal.press(key)
        assert terminal.end() == status
    assert place() == there


@pytest.mark.parametrize("delay", DELAYS)
@pytest.mark.parametrize(("key", "status"), [("q", 0), ("\x03", 130)])
def test_a_key_that_quits_is_obeyed_from_the_first_moment(kept, key, status, delay):
    with termread(PAGE) as terminal:
        time.sleep(delay)
        terminal.catch_up()
        # At first a signal reaches Python itself, before anything of ours is loaded.
        possible = {status} if terminal.output or key == "q" else {130, 1}
        terminal.press(key)
        assert terminal.end() in possible
        assert terminal.left_on == set()
        assert "termread:" not in terminal.text


@pytest.mark.parametrize("delay", DELAYS)
def test_keys_that_only_the_app_knows_are_obeyed_in_their_turn(kept, delay):
    keys = "]3jBG/quay\rn"
    shown = read(keys)
    marked = bookmarks()
    read("]3jB")  # the bookmark is removed again
    assert len(marked) == 1
    assert bookmarks() == []
    with termread(PAGE) as terminal:
        time.sleep(delay)
        terminal.press(keys)
        terminal.wait_for_output(TAKEN)
        terminal.wait_for("Search wrapped")
        terminal.settle(0.4)
        # The status row may tell last of the bookmark, if saving it took longer.
        assert differing(cells(terminal)[:-1], shown[:-1]) == []
        leave(terminal)
    assert bookmarks() == marked


def test_a_prompt_that_is_open_takes_what_is_typed_after(kept):
    with termread(PAGE) as terminal:
        terminal.wait_for("min left")
        terminal.press("/qu")
        terminal.wait_for_output(TAKEN)
        terminal.press("ay")
        terminal.wait_for("/ quay")
        terminal.wait_for("1/2")
        terminal.press("\r")
        terminal.wait_for("/quay  1/2")
        terminal.press("\x0f")  # back to where the search began
        terminal.wait_for("slower ports")
        leave(terminal)


@pytest.mark.parametrize("typed", ["5j", " ", "/quay"])
def test_another_size_is_obeyed_at_once(kept, typed):
    shown = []
    for in_app in (True, False):
        with termread(PAGE, columns=100, rows=30) as terminal:
            terminal.wait_for_app() if in_app else terminal.wait_for("min left")
            first = terminal.text
            terminal.press(typed)
            terminal.wait_until(lambda first=first: terminal.text != first)
            terminal.settle(0.3) if in_app else terminal.catch_up()
            terminal.resize(60, 20)
            terminal.wait_for_output(TAKEN)
            terminal.settle(0.6)
            shown.append(cells(terminal))
            leave(terminal)
    assert differing(*shown) == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT])
def test_a_signal_ends_it_with_the_place_saved(kept, number):
    with early("G", "100 %") as terminal:
        terminal.signal(number)
        assert terminal.end() == 128 + number
        assert terminal.left_on == set()
    assert place()[2] == 1


def test_stopped_it_leaves_the_terminal_to_the_shell_and_shows_again_when_it_goes_on(kept):
    with termread(PAGE) as terminal:
        first = terminal.wait_for("min left")
        terminal.press("j")
        moved = terminal.wait_until(lambda: terminal.text.split("\n")[:5] == first.split("\n")[1:6])
        assert TAKEN not in terminal.output
        terminal.signal(signal.SIGTSTP)
        pid = terminal.process.pid
        terminal.wait_until(lambda: "T (stopped)" in Path(f"/proc/{pid}/status").read_text())
        terminal.catch_up()
        assert terminal.left_on == set()
        terminal.signal(signal.SIGCONT)
        terminal.wait_until(lambda: 1049 in terminal.modes)
        terminal.wait_for("min left")
        assert terminal.text.split("\n")[:5] == moved.split("\n")[:5]
        terminal.wait_for_app()
        leave(terminal)


def test_a_terminal_that_is_gone_ends_it_with_the_place_saved(kept):
    with termread(PAGE) as terminal:
        terminal.wait_for("min left")
        first = terminal.text
        terminal.press("G")
        terminal.wait_until(lambda: terminal.text != first)
        terminal.hang_up()
        assert terminal.process.wait(15) != 0
    assert place()[2] == 1


def test_a_signal_ends_it_also_while_nobody_reads_the_terminal(kept):
    with termread(PAGE, rows=60, columns=200) as terminal:
        terminal.wait_for("min left")
        for _ in range(40):
            terminal.press(" b" * 9)
        time.sleep(0.1)
        terminal.signal(signal.SIGTERM)
        assert terminal.process.wait(15) == 128 + signal.SIGTERM


def test_over_a_slow_terminal_nothing_is_lost(kept):
    shown = read("]3jG/quay\r")
    with termread(PAGE) as terminal:
        for key in "]3jG/quay\r":
            terminal.press(key)
            time.sleep(0.02)
        time.sleep(1)  # nobody reads what is drawn
        while TAKEN not in terminal.output:
            time.sleep(0.05)
            terminal.read(0.05)
        terminal.settle(0.4)
        assert differing(cells(terminal), shown) == []
        leave(terminal)


@pytest.mark.parametrize("delay", DELAYS)
def test_under_load_nothing_is_lost(kept, delay):
    shown = read("]3jG/quay\r")
    with load(8), termread(PAGE) as terminal:
        time.sleep(delay)
        for key in "]3jG/quay\r":
            terminal.press(key)
            time.sleep(0.01)
        terminal.wait_for_output(TAKEN)
        terminal.wait_for("/quay")
        terminal.settle(1.0)
        assert differing(cells(terminal), shown) == []
        leave(terminal)


@pytest.mark.parametrize("keys", [" ", "G", "/quay\r", "3jB"])
def test_a_page_never_seen_obeys_in_the_same_way(home, tmp_path, keys):
    shown = read(keys)
    for delay in DELAYS:
        page = tmp_path / f"{delay}.html"
        copyfile(PAGE, page)
        with termread(str(page)) as terminal:
            time.sleep(delay)
            terminal.press(keys)
            terminal.wait_for_output(TAKEN)
            terminal.wait_for("1/2" if "/" in keys else " %")
            terminal.settle(0.6)
            assert cells(terminal)[:-1] == shown[:-1]
            leave(terminal)


def test_what_shows_already_is_not_written_again(kept):
    """What is kept of the first screen is what the pager draws, so the early driver writes nothing before a key."""
    with termread(PAGE) as terminal:
        terminal.wait_for("min left")
        begun = len(terminal.output)
        while TAKEN not in terminal.output:
            terminal.read(0.02)
        drawn = terminal.output[begun : terminal.output.index(TAKEN)]
        assert b"quiet case" not in drawn
        leave(terminal)


def test_an_escape_that_is_the_last_key_before_the_app_is_a_key(kept):
    code = (
        "import os, select, sys, time; from termread.cli import main; import termread.tui.textual_compat.terminal as compat\n"
        "before = compat.Terminal._held_early\n"
        "def held(self):\n"
        "    typed = before(self)\n"
        "    time.sleep(0.5)\n"  # by then the terminal has answered whatever it was asked
        "    return typed + (os.read(0, 4096) if select.select([0], [], [], 0)[0] else b'') + b'/quay\\x1b'\n"
        "compat.Terminal._held_early = held\n"
        "sys.exit(main())"
    )
    with Terminal((sys.executable, "-c", code, PAGE), columns=80, rows=30) as terminal:
        terminal.wait_for_app()
        terminal.settle(1.0)
        terminal.wait_until(lambda: "/ quay" not in terminal.text and "min left" in terminal.text)
