"""The stage: what shows on the terminal, what is said there, how it looks, and how it ends."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING, Any

from textual import on
from textual.app import App
from textual.screen import Screen

from termread import journal
from termread.commands import keymaps
from termread.desk import Desk, Look, Opened
from termread.engine.messages import Progress
from termread.errors import TermreadError
from termread.palette import Role
from termread.text import width
from termread.tui import messages
from termread.tui.app.appearance import Appearance
from termread.tui.app.articles import OpenArticles
from termread.tui.app.news import News
from termread.tui.app.opener import Opener
from termread.tui.app.saver import Saver
from termread.tui.background import Changes, Workers
from termread.tui.page.place import History
from termread.tui.reader import ReaderScreen
from termread.tui.terms import NoColors, keymap
from termread.tui.textual_compat.app_hooks import filter_colors, report_faults
from termread.values import dataclass

if TYPE_CHECKING:
    from textual.driver import Driver

    from termread.palette import Theme
    from termread.tui.app.repair import RepairOffer
    from termread.tui.dialogs.waiting import WaitingScreen
    from termread.tui.page.early import Early
    from termread.tui.shelf.screen import ShelfScreen
    from termread.tui.terminal_background import Lightness
    from termread.tui.textual_compat.terminal import Terminal

ROW = 84
"""Columns of a sentence that the last row has room for."""

FAULT = 128
"""The least status of an end that a signal asks for, or ctrl-c: nothing is waited for then."""


@dataclass(frozen=True, slots=True)
class Start:
    """What the program begins with: the shelf, or addresses, of which the first may be open already."""

    addresses: tuple[str, ...] = ()
    opened: Opened | None = None
    events: Callable[[], Iterator[Progress | Opened]] | None = None
    """What is still to come of the first address, where its opening has begun already."""
    data: bytes | None = None
    """What came by standard input, if that is among the addresses."""
    painted: bool = False
    """Whether what is saved of the first address shows on the terminal already."""
    early: Early | None = None
    """What drives the terminal until the app does."""


class Stage(App[int]):
    """Shows articles and the shelf, one at a time."""

    TITLE = "termread"

    def __init__(self, desk: Desk, start: Start | None = None, *, driver: type[Driver] | None = None) -> None:
        """Show *start* at *desk*."""
        super().__init__(driver_class=driver)
        self.desk = desk
        self.start = start or Start()
        self.terminal: Terminal | None = None
        """What drives the terminal, where there is one."""
        self.history = History()
        self.asked: dict[int, str] = {}
        self.background = Workers(self, desk)
        self.saver = Saver(self)
        self.news = News(self)
        self.changes = Changes(self, desk, self.fail)
        self.articles = OpenArticles(self)
        self.opener = Opener(self, self.articles)
        self.from_shelf = not self.start.addresses
        self.failed_with = 0
        self.reported: str | None = None
        """Where the report of a fault is, in a sentence."""
        self.left_with: int | None = None
        """The exit status, once the program ends."""
        self.wrong_settings = ""
        """What is wrong with the settings, until it is said."""
        self.at_end: list[Callable[[], object]] = []
        """What is to be done when the program ends, as far as the system lets it."""
        self._waiting: WaitingScreen | None = None
        self._repair: RepairOffer | None = None
        self._late_screen: Screen[Any] | None = None
        """What replaces an empty first screen."""
        self.no_color = bool(os.environ.get("NO_COLOR"))
        self.appearance = Appearance(self)
        self.set_keymap(keymap(desk.config))
        self.scroll_sensitivity_y = 1.0
        self.animation_level = "none"

    @property
    def reader(self) -> ReaderScreen | None:
        """The article that shows, if one does."""
        return next((s for s in reversed(self.screen_stack) if isinstance(s, ReaderScreen)), None)

    @property
    def readers(self) -> list[ReaderScreen]:
        """The articles that are open."""
        return list(self.articles)

    @property
    def waiting(self) -> WaitingScreen | None:
        """The screen that waits for the first article, while it shows."""
        return self._waiting if self._waiting is not None and self.screen is self._waiting else None

    @cached_property
    def shelf(self) -> ShelfScreen:
        """The shelf, made when it is first needed."""
        from termread.tui.shelf.early import shelf_of
        from termread.tui.shelf.screen import ShelfScreen

        screen = ShelfScreen(shelf_of(self.start.early, self.desk, self.palette), self.background)
        self.install_screen(screen, "shelf")
        return screen

    @property
    def is_settled(self) -> bool:
        """Whether nothing is on its way."""
        busy = self.background.running or self.background.out or self.desk.library.busy
        return not (busy or self.saver.running or self.opener.running or self.news.running)

    @property
    def is_saving(self) -> bool:
        """Whether an article is being saved to a file, which escape stops before anything else."""
        return self.saver.running

    def let_keys_in(self) -> None:
        """Obey what was typed so far, once there is a page to obey on."""
        if self.reader is not None and not (self.reader.arrived and self.reader.pager.is_laid_out):
            self.call_after_refresh(self.let_keys_in)
        elif self.terminal is not None:
            self.terminal.gate.set()

    def show_screen(self, screen: Screen[Any]) -> None:
        """Show *screen* in the place of whatever shows."""
        if self.reader is not screen:
            self.articles.keep_snapshots(self.reader)
        while len(self.screen_stack) > 1:
            self.pop_screen()
        if type(self.screen) is Screen:
            self.push_screen(screen)
        elif self.screen is not screen:
            self.switch_screen(screen)

    def show_reader(self, reader: ReaderScreen) -> None:
        """Show an open article."""
        self.articles.show(reader)

    @on(messages.ShowShelf)
    def show_shelf(self) -> None:
        """Show the shelf as it is now."""
        self.from_shelf = True
        self.show_screen(self.shelf)
        self.shelf.look_again()

    def refresh_shelf(self) -> None:
        """Show on the shelf what is saved now, if there is a shelf."""
        if self.is_screen_installed("shelf") and self.shelf.is_running:
            self.shelf.look_again()

    def tell_shelf(self, progress: str) -> None:
        """Say on the shelf, if there is one, how far something is."""
        if self.is_screen_installed("shelf") and self.shelf.is_running:
            self.shelf.tell(progress)

    # What is said

    def say(self, text: str, role: Role = "notice") -> None:
        """Say *text* where the reader looks."""
        for screen in reversed(self.screen_stack):
            say = getattr(screen, "say", None)
            if callable(say):
                say(text, role)
                return

    def fail(self, error: TermreadError) -> None:
        """Say what went wrong, and offer to repair it where that can be done."""
        journal.note("warning", error.text)
        self.warn(error.text)
        if error.code == "damaged":
            self.offer_repair()

    def warn(self, sentence: str) -> None:
        """Say what is wrong; a sentence too long for the last row is shown whole for a while."""
        self.say(sentence, "error")
        if width(sentence) > min(self.size.width - 4, ROW):
            self.notify(sentence, severity="error", timeout=10, markup=False)

    @on(messages.Damaged)
    def offer_repair(self) -> None:
        """Offer to repair the library."""
        if self._repair is None:
            from termread.tui.app.repair import RepairOffer

            self._repair = RepairOffer(self)
        self._repair.offer()

    def _wrong_settings(self) -> str:
        """Return what is wrong with the settings, where several things are the first of the file with their number."""
        faults = self.desk.config.faults
        if not faults:
            return " ".join(keymaps.faults(self.desk.config))
        file = self.desk.folders.config_file
        more = f" And {len(faults) - 1} more: see termread --print-config." if faults[1:] else ""
        return faults[0].replace(str(file), file.name) + more

    def tell_wrong_settings(self) -> None:
        """Say once what is wrong with the settings, as soon as there is a page or the shelf to say it on."""
        if self.wrong_settings:
            self.warn(self.wrong_settings)
            self.wrong_settings = ""

    # How it looks

    @property
    def look(self) -> Look:
        """How pages look."""
        return self.appearance.look

    @property
    def palette(self) -> Theme:
        """The theme."""
        return self.appearance.theme

    def take_background(self, background: Lightness) -> None:
        """Suit the terminal's background."""
        self.appearance.suit(background)

    def take_large_text(self, able: bool) -> None:
        """Draw headlines in larger text if the terminal is *able* to; what asked it that may have left a mark."""
        self.appearance.enlarge(able)
        self.refresh()

    def on_app_focus(self) -> None:
        """Ask the terminal again: it may have other colors than when the reader looked elsewhere."""
        if self.terminal is not None:
            self.terminal.background.ask()

    def set_theme(self, name: str) -> None:
        """Use the theme called *name* from now on."""
        self.appearance.set_theme(name)

    def action_theme(self) -> None:
        """Use the next theme."""
        self.appearance.next_theme()

    # The end

    async def action_quit(self) -> None:
        """Quit."""
        self.leave(self.failed_with)

    def leave(self, status: int) -> None:
        """End the program with *status*; a reader who quits while a file is being saved has it saved first."""
        if status < FAULT and self.saver.then(lambda: self.leave(status)):
            return
        if self.left_with is not None or self.reported:
            return
        self.left_with = status
        self.save()
        self.exit(return_code=status)

    def save(self) -> None:
        """Save the places, and what shows first the next time; stop what runs."""
        self.desk.cancel()
        self.opener.stop()
        self.news.stop()
        self.saver.close()
        for screen in self.articles:
            screen.save_place()
        for act in self.at_end:
            with suppress(OSError):
                act()
        self.articles.keep_snapshots(self.reader)


report_faults(Stage)
filter_colors(Stage, NoColors())
