"""Keys typed from the first millisecond on a busy machine: none is lost, and they are obeyed in their order, on any screen."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

import pytest

from terminal import Terminal, termread

pytestmark = pytest.mark.slow

PAGES = Path(__file__).parents[1] / "pages"
PAGE = str(PAGES / "feature" / "page.html")
KEPT = ("feature", "opinion", "wire", "german", "service", "tables")
BUSY = 8
"""Programs that want a processor for themselves meanwhile."""
BUSY_PATIENCE = 40.0
"""Seconds after which what is waited for will never come on such a machine."""
AT_ONCE, ONE_BY_ONE = 0.0, 0.03
"""Seconds between two keys."""
ON_ARTICLE = {
    "lines": ("jjjjjjjkkjjjjj", ONE_BY_ONE),
    "the end and back": ("Gkkkgjj", AT_ONCE),
    "a search": ("/ferry\rnn", ONE_BY_ONE),
    "a prompt left open": ("/the ferr", AT_ONCE),
    "help, and words in it": ("?book", ONE_BY_ONE),
    "the command palette": ("\x10sep", AT_ONCE),
}
ON_SHELF = {
    "down and open": ("jj\r", AT_ONCE),
    "open and read on": ("\r jj", ONE_BY_ONE),
    "a filter": ("/ferr", ONE_BY_ONE),
    "help, and words in it": ("?book", AT_ONCE),
    "the command palette": ("\x10sep", ONE_BY_ONE),
}


@pytest.fixture
def busy():
    """Keep the machine busy."""
    with ExitStack() as stack:
        for _ in range(BUSY):
            program = stack.enter_context(subprocess.Popen([sys.executable, "-c", "while True: pass"]))
            stack.callback(program.kill)
        yield


@pytest.fixture(scope="module")
def pristine(tmp_path_factory):
    """A home that keeps some pages, with the first screens that the next start may show."""
    folder = tmp_path_factory.mktemp("keys")
    env = {"TERMREAD_HOME": str(folder / "home")}
    for arguments in (*((str(PAGES / name / "page.html"),) for name in KEPT), (PAGE,), (PAGE,), (), ()):
        with termread(*arguments, env=env) as terminal:
            terminal.wait_for_app("min")
            terminal.settle()
            terminal.press("q")
            terminal.end()
    shutil.copytree(folder / "home", folder / "pristine")
    return folder / "pristine"


@pytest.fixture
def kept(pristine, monkeypatch):
    """The home of every run, as it was first; returns what makes it so again."""
    path = pristine.with_name("home")
    monkeypatch.setenv("TERMREAD_HOME", str(path))

    def restore() -> None:
        shutil.rmtree(path, ignore_errors=True)
        shutil.copytree(pristine, path)

    restore()
    return restore


def text_of(terminal: Terminal) -> list[str]:
    """Return the rows on the screen without spaces, the scrollbar left out."""
    return ["".join(row.replace("▐", "").split()) for row in terminal.text.splitlines()]


def typed_slowly(arguments: tuple[str, ...], keys: str) -> list[str]:
    """Return the screen that *keys* lead to in a program that has long been awake, each typed once the last is obeyed."""
    with termread(*arguments) as terminal:
        terminal.wait_for_app("min")
        terminal.settle(1.0)
        for key in keys:
            terminal.press(key)
            terminal.settle(0.3)
        return text_of(terminal)


def assert_obeyed(arguments: tuple[str, ...], keys: str, screen: list[str], apart: float) -> None:
    """Assert that *keys*, typed from the start with so many seconds between them, lead to *screen*, which then stays."""
    with termread(*arguments) as terminal:
        for key in keys:
            terminal.press(key)
            end = time.monotonic() + apart
            while (left := end - time.monotonic()) > 0:
                terminal.read(left)
        end = time.monotonic() + BUSY_PATIENCE
        while time.monotonic() < end and (terminal.read(0.3) or text_of(terminal) != screen):
            pass
        assert text_of(terminal) == screen


@pytest.mark.parametrize(("keys", "apart"), ON_ARTICLE.values(), ids=ON_ARTICLE)
def test_no_key_is_lost_on_an_article(kept, keys, apart, request):
    screen = typed_slowly((PAGE,), keys)
    kept()
    request.getfixturevalue("busy")
    assert_obeyed((PAGE,), keys, screen, apart)


@pytest.mark.parametrize(("keys", "apart"), ON_SHELF.values(), ids=ON_SHELF)
def test_no_key_is_lost_on_the_shelf(kept, keys, apart, request):
    screen = typed_slowly((), keys)
    kept()
    request.getfixturevalue("busy")
    assert_obeyed((), keys, screen, apart)
