"""What the early driver makes of bytes that are typed, and what an article does with its keys, without a terminal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termread.article import Place
from termread.config import Config, folders
from termread.desk import Desk
from termread.document import Reading, Receipt
from termread.library.api import Library
from termread.tui.page.article import EarlyArticle
from termread.tui.page.draw import changes, write
from termread.tui.page.tty import Key, decode, keys_in
from termread.values import replace
from tui_reader.conftest import an_article

TYPED = {
    b"j": "j",
    b"G": "G",
    b"/": "/",
    b" ": "space",
    b",": "comma",
    b"\r": "enter",
    b"\n": "ctrl+j",
    b"\t": "tab",
    b"\x7f": "backspace",
    b"\x03": "ctrl+c",
    b"\x04": "ctrl+d",
    b"\x1b[A": "up",
    b"\x1bOB": "down",
    b"\x1b[5~": "pageup",
    b"\x1b[6~": "pagedown",
    b"\x1b[H": "home",
    b"\x1b[4~": "end",
    b"\x1b[3~": "delete",
    b"\x1b[Z": "shift+tab",
    b"\x1bv": "alt+v",
    b"\x1b<": "alt+<",
    b"\x1b[1;5C": "unknown",
    b"\x1b[<64;3;4M": "unknown",
    "é".encode(): "é",
    "港".encode(): "港",
}
BEGUN = [b"\x1b", b"\x1b[", b"\x1bO", b"\x1b[1;", b"\x1b[?2026;2", b"\xc3", b"\xe6\xb8"]
REPORTS = [b"\x1b[?2026;2$y", b"\x1b[?1u", b"\x1b[?62;22c", b"\x1b[48;40;100;800;1000t", b"\x1b[12;40R"]


@pytest.fixture
def early(home):
    desk = Desk(Config(), folders(), library=Library())
    screen = EarlyArticle(desk, desk.keep(Reading(an_article(), Receipt("https://example.com/harbour"))))
    screen.resize(80, 24)
    return screen


def press(screen: EarlyArticle, typed: bytes) -> list[str]:
    """Type, and return the names of the keys that were not obeyed."""
    keys = list(keys_in(typed))
    for number, key in enumerate(keys):
        if screen.key(key) is None:
            return [each.key for each in keys[number:]]
    return []


def rows(screen: EarlyArticle) -> list[str]:
    return [row.text.rstrip(" ▐") for row in screen.frame()]


@pytest.mark.parametrize(("typed", "name"), TYPED.items(), ids=repr)
def test_what_is_typed_is_a_key_by_its_name(typed, name):
    key, size = decode(typed + b"x")
    assert key is not None
    assert (key.key, size) == (name, len(typed))


@pytest.mark.parametrize("typed", BEGUN, ids=repr)
def test_a_sequence_that_has_begun_waits_for_its_end(typed):
    assert decode(typed) == (None, 0)
    assert decode(typed, late=True)[1] > 0


def test_an_escape_after_which_nothing_comes_is_the_key():
    assert decode(b"\x1b", late=True) == (Key("escape"), 1)


@pytest.mark.parametrize("report", REPORTS, ids=repr)
def test_what_the_terminal_answers_is_no_key(report):
    assert decode(report + b"j") == (None, len(report))
    assert [key.key for key in keys_in(report + b"j")] == ["j"]


@given(st.binary(max_size=40))
def test_no_byte_is_lost_and_none_is_waited_for_in_the_end(typed):
    taken = 0
    while taken < len(typed):
        _, size = decode(typed[taken:], late=True)
        assert size > 0
        taken += size
    assert taken == len(typed)


def test_it_moves_and_counts_as_the_app_does(early):
    top = rows(early)
    assert press(early, b"3j") == []
    assert rows(early)[0] == top[3]
    assert press(early, b"G") == []
    assert early.open.pager.viewport.done == 1
    assert press(early, b"g\x1b[6~") == []
    assert early.open.pager.viewport.top == 22
    written = write(changes([*early.frame()], [*early.frame()]), "true")
    assert written == "\x1b[0m"  # nothing has changed


def test_a_key_that_only_the_app_knows_changes_nothing_and_keeps_the_count(early):
    before = rows(early)
    assert press(early, b"12B") == ["B"]
    assert early.open.pager.status.typed == "12"
    assert rows(early)[:-1] == before[:-1]


def test_it_finds_words_as_they_are_typed(early):
    assert press(early, b"/boats") == []
    assert early.open.pager.find.words == "boats"
    assert rows(early)[-1].strip().startswith("/ boats")
    assert press(early, b"\x7f\x7f") == []
    assert early.open.pager.find.prompt == "boa"
    assert press(early, b"ts\r") == []
    assert rows(early)[-1].strip().startswith("/boats  1/")
    assert press(early, b"n") == []
    assert rows(early)[-1].strip().startswith("/boats  2/")


def test_escape_goes_back_to_where_the_search_began(early):
    press(early, b"5j")
    before = rows(early)
    assert press(early, b"/later 9\x1b") == []
    assert rows(early) == before


def test_a_key_that_edits_otherwise_leaves_the_prompt_open_for_the_app(early):
    assert press(early, b"/boats\x1b[D") == ["left"]
    assert early.open.pager.find.prompt == "boats"


@pytest.mark.parametrize(("key", "status"), [(b"q", 0), (b"\x03", 130), (b"\x11", 0)])
def test_a_key_that_quits_says_with_which_status(early, key, status):
    with pytest.raises(SystemExit) as end:
        press(early, b"]" + key)
    assert end.value.code == status


def test_it_saves_the_place_where_the_reader_reads_not_one_that_is_looked_at(early):
    library, entry = early.desk.library, early.open.opened.kept.id
    press(early, b"]")
    here = early.open.pager.viewport.place
    press(early, b"/seen from\r")
    assert early.open.pager.viewport.place != here
    early.leave()
    assert library.entry(entry).place == here
    press(early, b"k")
    early.leave()
    assert library.entry(entry).place != here
    assert library.entry(entry).place.block > here.block


def test_the_beginning_of_a_page_is_not_saved(home):
    desk = Desk(Config(), folders(), library=Library())
    opened = desk.keep(Reading(an_article(), Receipt("https://example.com/harbour")))
    early = EarlyArticle(desk, replace(opened, whole=False))
    early.resize(80, 24)
    assert "more is coming" in rows(early)[-1]
    press(early, b"]")
    early.leave()
    assert desk.library.entry(opened.kept.id).place == Place(-1)


def test_keys_are_those_of_the_settings(home):
    desk = Desk(replace(Config(), keymap="emacs"), folders(), library=Library())
    early = EarlyArticle(desk, desk.keep(Reading(an_article(), Receipt("https://example.com/harbour"))))
    early.resize(80, 24)
    assert press(early, b"\x16\x1bv\x0e") == []
    assert early.open.pager.viewport.top == 1
    assert press(early, b"\x13boats\r") == []
    assert early.open.pager.find.words == "boats"
    assert press(early, b"d") == []
