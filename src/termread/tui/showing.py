"""Showing: the screens there are, which of them is on top, and where something is said."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from termread import journal, palette
from termread.desk import Desk, Look, Opened
from termread.errors import TermreadError
from termread.text import width
from termread.tui.changes import Changes
from termread.tui.ending import Ending
from termread.tui.errands import Errands
from termread.tui.saving import Saver
from termread.tui.screens.reader import Landing, ReaderScreen
from termread.tui.widgets.history import History, Spot

if TYPE_CHECKING:
    from textual.driver import Driver

    from termread.tui.mending import Mending
    from termread.tui.screens.shelf import ShelfScreen
    from termread.tui.screens.waiting import WaitingScreen

ROW = 84
"""Cells of a sentence that the last row has room for."""

FAULT = 128
"""The least status of an end that a signal asks for, or ctrl-c: nothing is waited for then."""

OPEN_CAP = 20
"""Articles that are open at the same time; the one that was not looked at for longest is closed."""


class Showing(Ending, layer=True):
    """The part of the app that shows articles and the shelf."""

    def __init__(self, desk: Desk, *, driver: type[Driver] | None = None) -> None:
        """Show what is on *desk*."""
        super().__init__(driver_class=driver)
        self.desk = desk
        self.look: Look = desk.look
        self.palette = palette.chosen(self.look.theme, os.environ)
        self.errands = Errands(self, desk)
        self.saver = Saver(self)
        self.changes = Changes(self, desk, self.fail)
        self.history = History()
        self.articles: list[ReaderScreen] = []
        """Those that are open, the one that was looked at last at the end."""
        self.asked: dict[int, str] = {}
        """The address by which an entry was opened, by its number."""
        self.from_shelf = False
        self.wrong_settings = ""
        """What is wrong with the settings, until it is said."""
        self._waiting: WaitingScreen | None = None
        self._mending: Mending | None = None

    @property
    def waiting(self) -> WaitingScreen | None:
        """The screen that waits for the first article, while it shows."""
        return self._waiting if self._waiting is not None and self.screen is self._waiting else None

    @property
    def is_saving(self) -> bool:
        """Whether an article is being saved to a file, which escape stops before anything else."""
        return self.saver.running

    @property
    def shelf(self) -> ShelfScreen:
        """The shelf, made when it is first needed."""
        from termread.tui.screens.shelf import ShelfScreen

        if not self.is_screen_installed("shelf"):
            self.install_screen(ShelfScreen(self.desk, self.palette), "shelf")
        screen = self.get_screen("shelf")
        assert isinstance(screen, ShelfScreen)
        return screen

    @property
    def reader(self) -> ReaderScreen | None:
        """The article that shows, if one does."""
        return next((s for s in reversed(self.screen_stack) if isinstance(s, ReaderScreen)), None)

    # What is said

    def say(self, text: str, role: palette.Role = "notice") -> None:
        """Say *text* where the reader looks."""
        for screen in reversed(self.screen_stack):
            say = getattr(screen, "say", None)
            if callable(say):
                say(text, role)
                return

    def fail(self, error: TermreadError) -> None:
        """Say what stood in the way, and offer to mend it where that can be done."""
        journal.note("warning", error.text)
        self.warn(error.text)
        if error.code == "damaged":
            self.offer_mending()

    def warn(self, sentence: str) -> None:
        """Say what is wrong; a sentence too long for the last row is shown whole for a while."""
        self.say(sentence, "error")
        if width(sentence) > min(self.size.width - 4, ROW):
            self.notify(sentence, severity="error", timeout=10, markup=False)

    def offer_mending(self) -> None:
        """Offer to mend what is kept."""
        if self._mending is None:
            from termread.tui.mending import Mending

            self._mending = Mending(self)
        self._mending.offer()

    def on_damaged(self) -> None:
        """Offer to mend it."""
        self.offer_mending()

    def leave(self, status: int) -> None:
        """End the program with *status*; a reader who quits while a file is being saved has it saved first."""
        if status >= FAULT or not self.saver.then(lambda: self.leave(status)):
            super().leave(status)

    def save(self) -> None:
        """Keep the places, and what shows first the next time; stop what runs."""
        self.desk.cancel()
        self.saver.close()
        for reader in self.articles:
            reader.save_place()
        if self.reader is not None:
            self.keep_still(self.reader)

    def keep_still(self, reader: ReaderScreen) -> None:
        """Keep what an article will show first when it is opened again."""
        if not self.is_headless and reader.opened.whole:
            from termread.tui.page import snapshot

            address = reader.opened.kept.address
            snapshot.keep(reader, (address, self.asked.get(reader.entry, address)), self.console)

    def let_keys_in(self) -> None:
        """Obey what was typed so far, once there is a page to obey on."""
        reader = self.reader
        if reader is not None and not reader.view.is_laid_out:
            self.call_after_refresh(self.let_keys_in)
        elif self.terminal is not None:
            self.terminal.gate.set()

    def show_opened(self, opened: Opened, landing: Landing | None = None) -> None:
        """Show an article that is on the desk."""
        reader = next((r for r in self.articles if r.entry == opened.kept.id and opened.kept.id), None)
        if landing is not None and not landing.is_return and self.reader in (None, reader):
            self.history.leave(reader.spot if reader else Spot(opened.kept.id, opened.kept.place))
        if reader is None:
            reader = self.reader_for(opened, landing)
        elif landing is not None:
            reader.arrive(landing)
        self.show_reader(reader)
        if self.desk.trouble:
            self.say(self.desk.trouble, "error")
        self.call_after_refresh(self.tell_wrong_settings)

    def tell_wrong_settings(self) -> None:
        """Say once what is wrong with the settings, as soon as there is a page or the shelf to say it on."""
        if self.wrong_settings:
            self.warn(self.wrong_settings)
            self.wrong_settings = ""

    def depart(self) -> None:
        """Remember where the reader is, for the way back from another article."""
        if self.reader is not None:
            self.history.leave(self.reader.spot)

    def reader_for(self, opened: Opened, landing: Landing | None = None) -> ReaderScreen:
        """Return a new screen for an article, among those that are open."""
        reader = ReaderScreen(self.desk, opened, self.look, self.palette, landing=landing, history=self.history)
        self.install_screen(reader, f"article-{id(reader)}")
        self.articles.append(reader)
        return reader

    def add_behind(self, opened: Opened) -> bool:
        """Put an article last among those that are open, if there is room and it is not one of them."""
        if len(self.articles) >= OPEN_CAP or any(r.entry == opened.kept.id and r.entry for r in self.articles):
            return False
        reader = self.reader_for(opened)
        self.articles.remove(reader)
        self.articles.insert(0, reader)
        return True

    def show_reader(self, reader: ReaderScreen) -> None:
        """Show an open article; those open too long are closed."""
        self.failed_with = 0
        self._show(reader)
        if reader in self.articles:
            self.articles.remove(reader)
        self.articles.append(reader)
        for old in self.articles[:-OPEN_CAP]:
            self.articles.remove(old)
            self.let_go(old)

    def let_go(self, reader: ReaderScreen) -> None:
        """Close an article for good: the framework keeps a screen that it is not told to remove, with all its text."""
        self.uninstall_screen(reader)
        if reader.is_running:
            reader.remove()

    def show_shelf(self) -> None:
        """Show the shelf as it is now."""
        self.from_shelf = True
        self._show(self.shelf)
        self.shelf.look_again()

    def _show(self, screen: Any) -> None:
        if self.reader is not None and self.reader is not screen:
            self.keep_still(self.reader)
        while len(self.screen_stack) > 1:
            self.pop_screen()
        if type(self.screen) is Screen:
            self.push_screen(screen)
        elif self.screen is not screen:
            self.switch_screen(screen)
