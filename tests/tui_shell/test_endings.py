"""However the program ends, the terminal is as it was, the place is kept, and the status says which end it was."""

from __future__ import annotations

import os
import shlex
import signal
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))
from terminal import PATIENCE, TAKEN, TERMREAD, Terminal, termread
from termread.library.api import open_library

PAGE = str(Path(__file__).parents[1] / "pages" / "opinion" / "page.html")


def reading(**options) -> Terminal:
    terminal = termread(PAGE, **options)
    terminal.wait_for_app()
    return terminal


SHOWS = {
    "I": "Charset",
    "t": "What happened next   ",
    "'": "Bookmarks and highlights",
    "o": "an address, a file",
    "?": "Keyboard shortcuts",
    "s": "Favorites",
    "/": "/ words",
    "\x10": "A command, a heading, a title",
}
"""What a key leads to, by a piece of its text."""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT])
def test_a_signal_ends_it_in_good_order(home, number):
    with reading(rows=24) as terminal:
        terminal.press(" ")
        terminal.wait_for("It is worth asking")
        terminal.signal(number)
        assert terminal.end() == 128 + number
        assert terminal.left_on == set()
    library = open_library(home / "data")
    assert [kept.progress > 0.3 for kept in library.shelf()] == [True]
    library.close()


def test_ctrl_c_with_nothing_selected_ends_it_with_130():
    with reading() as terminal:
        terminal.press("\x03")
        assert terminal.end() == 130
        assert terminal.left_on == set()


@pytest.mark.parametrize("key", ["I", "t", "'"])
def test_ctrl_c_ends_it_from_every_screen(key):
    with reading(rows=24) as terminal:
        terminal.press(key)
        terminal.wait_for(SHOWS[key])
        terminal.press("\x03")
        assert terminal.end() == 130
        assert terminal.left_on == set()


def test_a_closed_window_ends_it(home):
    with reading() as terminal:
        terminal.hang_up()
        terminal.signal(signal.SIGHUP)
        assert terminal.process.wait(PATIENCE) in (129, -signal.SIGHUP)


def stopped(terminal: Terminal) -> bool:
    return os.waitid(os.P_PID, terminal.process.pid, os.WSTOPPED | os.WNOHANG | os.WNOWAIT) is not None


@pytest.mark.parametrize("key", ["", "o", "/", "\x10", "?", "s"])
def test_ctrl_z_gives_the_terminal_back_and_fg_takes_it_again_and_ctrl_c_ends_it_there(key):
    with reading(rows=24) as terminal:
        terminal.press(key)
        shown = SHOWS.get(key, "min left")
        terminal.wait_for(shown)
        terminal.press("\x1a")
        terminal.wait_until(lambda: stopped(terminal))
        terminal.catch_up()
        assert terminal.left_on == set()
        terminal.signal(signal.SIGCONT)
        terminal.wait_for_output(TAKEN, times=2)
        terminal.wait_for(shown)
        assert 1049 in terminal.modes
        terminal.press("\x03")
        assert terminal.end() == 130
        assert terminal.left_on == set()


def test_who_is_told_to_go_on_without_having_stopped_switches_nothing_on_twice():
    with reading() as terminal:
        for times, key, there in ((2, "G", "100 %"), (3, "g", " 0 %")):
            terminal.signal(signal.SIGCONT)
            terminal.wait_for_output(TAKEN, times)
            terminal.press(key)
            terminal.wait_for(there)
        terminal.press("q")
        assert terminal.end() == 0
        assert terminal.left_on == set()


def test_a_fault_of_ours_writes_a_report_and_shows_no_traceback(home):
    broken = (
        "import sys; from termread.tui.reader.look import LookControls\n"
        "def zen(self): raise RuntimeError('broken on purpose')\n"
        "LookControls.zen = zen\n"
        "from termread.cli import main; sys.exit(main())"
    )
    with Terminal((TERMREAD[0], "-c", broken, PAGE)) as terminal:
        terminal.wait_for_app()
        terminal.press("z")
        assert terminal.end() == 1
        assert terminal.left_on == set()
        assert "Traceback" not in terminal.text
        assert "Something went wrong inside termread" in terminal.text.replace("\n", "")
    reports = list((home / "state").glob("report-*.txt"))
    assert "broken on purpose" in reports[0].read_text(encoding="utf-8")


def limited(limit: str) -> Terminal:
    command = f"ulimit {limit}; exec {' '.join(map(shlex.quote, TERMREAD))} {PAGE}"
    return Terminal(("/bin/sh", "-c", command))


@pytest.mark.parametrize("limit", ["-v 60000", "-v 100000", "-v 150000"])
def test_too_little_memory_is_told_of_before_anything_can_go_wrong_for_want_of_it(limit):
    with limited(limit) as terminal:
        assert terminal.end() == 1
        assert terminal.left_on == set()
        assert "termread: There is too little memory here" in terminal.text


def test_too_little_memory_is_told_of_also_where_the_first_screen_is_there_already():
    with reading() as terminal:
        terminal.press("q")
        assert terminal.end() == 0
    with limited("-v 100000") as terminal:
        assert terminal.end() == 1
        assert terminal.left_on == set()
        assert "termread: There is too little memory here" in terminal.text


@pytest.mark.parametrize("limit", ["-n 5", "-n 6", "-n 8", "-n 10"])
def test_too_few_files_are_told_of_in_a_sentence(limit):
    with limited(limit) as terminal:
        assert terminal.end() == 1
        assert terminal.left_on == set()
        assert b"Traceback" not in terminal.output
        assert "termread: " in terminal.text


def test_what_cannot_be_opened_is_told_on_the_screen_and_by_the_status(tmp_path):
    (tmp_path / "empty.html").write_bytes(b"")
    with termread(str(tmp_path / "empty.html")) as terminal:
        terminal.wait_for("try again")
        terminal.press("q")
        assert terminal.end() == 1
        assert terminal.left_on == set()


def test_what_is_not_there_is_told_before_any_screen():
    with termread("nosuch.html") as terminal:
        assert terminal.end() == 66
        assert "There is no file nosuch.html." in terminal.text
        assert b"1049" not in terminal.output


def test_keys_come_from_the_terminal_when_a_page_comes_through_a_pipe():
    with termread("-", stdin=Path(PAGE).read_bytes()) as terminal:
        terminal.wait_for("min left")
        terminal.press("q")
        assert terminal.end() == 0
        assert terminal.left_on == set()


@pytest.mark.parametrize(("columns", "rows"), [(1, 1), (2, 200), (500, 1), (500, 200), (20, 5)])
def test_any_size_of_window(columns, rows):
    with termread(PAGE, columns=columns, rows=rows) as terminal:
        terminal.wait_for_app("")
        terminal.press(" ")
        terminal.resize(80, 24)
        terminal.wait_for("%")
        terminal.press("q")
        assert terminal.end() == 0
        assert terminal.left_on == set()


def test_a_storm_of_resizes_keeps_the_place():
    with reading(rows=24) as terminal:
        rows = terminal.text.splitlines()

        def first_is(number: int) -> bool:
            return terminal.text.splitlines()[0].split()[:3] == rows[number].split()[:3]

        terminal.press("j" * 19)
        terminal.wait_until(lambda: first_is(19))
        for columns in (40, 120, 10, 200, 3, 61, 99, 100) * 3:
            terminal.resize(columns, 24)
            terminal.read(0.01)
        # The line came to be first at each size: a last row says that the last size is the one that is drawn.
        terminal.resize(100, 25)
        terminal.wait_until(lambda: "% ·" in terminal.text.split("\n")[24] and first_is(19))
        terminal.press("j")
        terminal.wait_until(lambda: first_is(20))
        terminal.press("q")
        assert terminal.end() == 0


def test_the_place_is_kept_by_who_is_ended_after_a_visit_to_the_shell(home):
    with reading(rows=24) as terminal:
        terminal.press("\x1a")
        terminal.wait_until(lambda: stopped(terminal))
        terminal.signal(signal.SIGCONT)
        terminal.wait_for_output(TAKEN, times=2)
        terminal.press(" ")
        terminal.wait_for("It is worth asking")
        terminal.signal(signal.SIGTERM)
        assert terminal.end() == 128 + signal.SIGTERM
        assert terminal.left_on == set()
    library = open_library(home / "data")
    assert [kept.progress > 0.3 for kept in library.shelf()] == [True]
    library.close()


def test_no_color_sends_no_colour_at_all():
    with reading(env={"NO_COLOR": "1"}) as terminal:
        terminal.press("/quay\r?")
        terminal.wait_for("Keyboard shortcuts")
        terminal.press("q")
        terminal.wait_until(lambda: "Keyboard shortcuts" not in terminal.text)
        terminal.press("s")
        terminal.wait_for("?: help")
        terminal.press("q")
        assert terminal.end() == 0
        import re

        sgr = {code for found in re.findall(rb"\x1b\[([0-9;]*)m", terminal.output) for code in found.split(b";")}
        assert sgr <= {b"", b"0", b"1", b"2", b"3", b"4", b"7", b"9"}


def test_an_empty_no_color_means_nothing():
    with reading(env={"NO_COLOR": ""}) as terminal:
        assert b"38;2;" in terminal.output
        terminal.press("q")
        assert terminal.end() == 0


def test_standard_error_elsewhere_does_not_take_the_screen_away(tmp_path):
    command = f"exec {' '.join(map(repr, TERMREAD))} {PAGE} 2>{tmp_path}/errors"
    with Terminal(("/bin/sh", "-c", command)) as terminal:
        terminal.wait_for("min left")
        terminal.press("q")
        assert terminal.end() == 0
    assert (tmp_path / "errors").read_bytes() == b""
