"""Every dialog, list and screen is whole on a small terminal: its border, its last line, and each of its hints unbroken.

A screen that is new has to be added to `SHOWN`, and is tested then.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Awaitable, Callable

import pytest
from test_shell_stories import PAGE, library, running, seen
from textual.screen import ModalScreen, Screen

import termread.tui
from termread.feed import Feed, FeedItem, SourceAnswer
from termread.tui.app import Start
from termread.tui.dialogs.frame import fitted, frame
from termread.tui.dialogs.palette import HINTS
from termread.tui.dialogs.question import YesNo
from termread.tui.dialogs.waiting import ON_ERROR
from termread.tui.prompt import Prompt
from waiting import settled, until

Shown = Callable[..., Awaitable[None]]
QUESTION = "Your library is damaged. Repair it now? A copy is kept. y/n"


def pressing(*keys: str) -> Shown:
    async def press(pilot) -> None:
        for key in keys:
            await pilot.press(key)
            await settled(pilot)

    return press


async def asking(pilot) -> None:
    pilot.app.push_screen(YesNo(QUESTION, lambda _: None))


def following(key: str) -> Shown:
    async def press(pilot) -> None:
        sources = pilot.app.desk.library.sources
        source = sources.follow("https://example.com/feed", title="The Quay Observer")
        item = FeedItem("1", "https://example.com/1", "Ferries wait", authors=("Mara Example",))
        sources.take([SourceAnswer(source.id, "new", feed=Feed(items=(item,)))])
        await pressing("right_square_bracket", key)(pilot)

    return press


ARTICLE, NOWHERE, SHELF = Start((PAGE,)), Start(("/nowhere/story.html",)), None
SHOWN: dict[str, tuple[Start | None, Shown, tuple[str, ...]]] = {
    "ReaderScreen": (ARTICLE, pressing(), ("? shows all keys", "min left")),
    "ShelfScreen": (SHELF, pressing(), ("o: open", "q: quit", "?: help")),
    "FigureScreen": (ARTICLE, pressing("p"), ("Figure 1 of 2", "q back")),
    "HelpScreen": (ARTICLE, pressing("question_mark"), ("Press q or esc",)),
    "WaitingScreen": (NOWHERE, pressing(), ON_ERROR),
    "Chooser": (ARTICLE, pressing("t"), ("enter: go there", "esc: close")),
    "ArticlesList": (ARTICLE, pressing("A"), ("enter: open", "x: close it", "esc: close")),
    "MarksList": (ARTICLE, pressing("B", "apostrophe"), ("enter: go there", "+: name", "-: remove", "esc: close")),
    "Information": (ARTICLE, pressing("I"), ("c: charset", "esc: back")),
    "PaletteScreen": (ARTICLE, pressing("ctrl+p"), HINTS),
    "Question": (ARTICLE, pressing("o"), ("Open", "an address, a file")),
    "YesNo": (ARTICLE, asking, ("y/n",)),
    "SourcesList": (SHELF, following("L"), ("enter: its stories", "n: rename", "#: tags", "x: unfollow")),
    "MuteList": (SHELF, following("exclamation_mark"), ("enter: mute, or unmute", "esc: close")),
}
PARTS = {"ArticleScreen"}
"""Screens that never show by themselves."""


def screens() -> dict[str, type[Screen]]:
    for module in pkgutil.walk_packages(termread.tui.__path__, "termread.tui."):
        importlib.import_module(module.name)

    def below(kind):
        return {kind, *(each for sub in kind.__subclasses__() for each in below(sub))}

    return {each.__name__: each for each in below(Screen) if each.__module__.startswith("termread.")}


def test_every_screen_is_shown_here():
    assert screens().keys() == SHOWN.keys() | PARTS


@pytest.mark.parametrize("name", SHOWN)
@pytest.mark.parametrize("size", [(40, 24), (30, 10)], ids=str)
async def test_it_is_whole(name, size):
    start, show, hints = SHOWN[name]
    if size[1] < 24 and not issubclass(screens()[name], ModalScreen):
        return
    async with running(library("Quiet ports"), start=start, size=size) as (app, pilot):
        await show(pilot)
        await until(pilot, lambda: type(app.screen).__name__ == name)
        await until(pilot, lambda: all(any(hint in row for row in seen(app).split("\n")) for hint in hints))
        await pilot.pause(0.05)
        rows = seen(app).split("\n")
        assert all(any(hint in row for row in rows) for hint in hints), "\n".join(rows)
        top, bottom = (
            [at for at, row in enumerate(rows) if begin in row and end in row] for begin, end in ("╭╮", "╰╯")
        )
        assert len(top) == len(bottom)
        assert not bottom or all(any(hint in row for row in rows[top[-1] : bottom[-1]]) for hint in hints)


async def test_a_dialog_follows_the_theme_and_the_size():
    async with running(library("Quiet ports"), start=ARTICLE) as (app, pilot):
        await pressing("t")(pilot)
        app.appearance.suit("light")
        await pilot.pause(0.05)
        assert app.screen.list.inks.theme.name == app.palette.name == "paper"
        await pilot.resize_terminal(40, 12)
        await until(pilot, lambda: "esc: close" in seen(app))
        assert "╰" in seen(app)


def test_hints_are_never_broken():
    hints = ("enter: go there", "+: name", "-: remove", "esc: close")
    assert fitted(hints, 100) == ["enter: go there · +: name · -: remove · esc: close"]
    assert fitted(hints, 30) == ["enter: go there · +: name", "-: remove · esc: close"]
    assert fitted(hints, 5) == list(hints)
    assert fitted((), 30) == []


def test_a_low_screen_has_no_blank_rows_to_spare():
    low, high = frame((40, 10), ("esc: close",), title=True), frame((40, 24), ("esc: close",), title=True, share=0.9)
    assert (low.low, low.rows) == (True, 6)
    assert (high.low, high.rows, high.columns) == (False, 13, 34)


@pytest.mark.parametrize("columns", [1, 2, 8, 20])
async def test_a_question_is_asked_on_a_terminal_too_narrow_for_it(columns):
    async with running(library("Quiet ports"), start=ARTICLE, size=(columns, 6)) as (app, pilot):
        await pressing("slash")(pilot)
        await until(pilot, lambda: app.screen.query_one(Prompt).asking)
