"""Opening, reading again, collecting: what screens ask for that needs the desk."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from termread import first_screen, journal, palette
from termread.desk import Desk, Look, Opened
from termread.engine.messages import Progress, Unchanged
from termread.errors import TermreadError
from termread.tui import messages, still
from termread.tui.ending import Ending
from termread.tui.errands import Errands
from termread.tui.screens.reader import Landing, ReaderScreen, Spot
from termread.tui.screens.shelf import ShelfScreen
from termread.tui.screens.waiting import WaitingScreen
from termread.tui.telling import progress_sentence, short
from termread.tui.widgets.history import History

if TYPE_CHECKING:
    from textual.driver import Driver

OPEN_CAP = 20
"""Articles that are open at the same time; the one that was not looked at for longest is closed."""


class Opening(Ending):
    """The part of the app that opens articles and shows them."""

    def __init__(self, desk: Desk, *, driver: type[Driver] | None = None) -> None:
        """Open at *desk*."""
        super().__init__(driver_class=driver)
        self.desk = desk
        self.look: Look = desk.look
        self.palette = palette.chosen(self.look.theme, os.environ)
        self.errands = Errands(self, desk)
        self.history: History[Spot] = History()
        self.articles: list[ReaderScreen] = []
        """Those that are open, the one that was looked at last at the end."""
        self.asked: dict[int, str] = {}
        """The address by which an entry was opened, by its number."""
        self.from_shelf = False

    @property
    def shelf(self) -> ShelfScreen:
        """The shelf, made when it is first needed."""
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
        """Say what stood in the way."""
        journal.note("warning", error.text)
        self.say(error.text, "error")

    def save(self) -> None:
        """Keep the places, and what shows first the next time; stop what runs."""
        self.desk.cancel()
        for reader in self.articles:
            reader.save_place()
        if self.reader is not None:
            self.keep_still(self.reader)

    def keep_still(self, reader: ReaderScreen) -> None:
        """Keep what an article will show first when it is opened again."""
        if not self.is_headless:
            address = reader.opened.kept.address
            still.keep(reader, (address, self.asked.get(reader.entry, address)), self.console)

    def let_keys_in(self) -> None:
        """Obey what was typed so far, once there is a page to obey on."""
        reader = self.reader
        if reader is not None and reader.view.sight is None:
            self.call_after_refresh(self.let_keys_in)
        elif (gate := getattr(self._driver, "gate", None)) is not None:
            gate.set()

    # Asked for by screens

    def on_open_address(self, message: messages.OpenAddress) -> None:
        """Open it."""
        self.open_address(message.address, data=message.data, from_page=message.from_page)

    def on_open_entry(self, message: messages.OpenEntry) -> None:
        """Open a kept article; what has no text yet is fetched."""
        landing = Landing(message.place, message.passage)

        def found(opened: Opened | str) -> None:
            if isinstance(opened, str):
                self.open_address(opened)
            else:
                self.show_opened(opened, landing)

        self.errands.run(lambda: self._entry(message.entry), found, self.fail)

    def on_show_shelf(self) -> None:
        """Show it."""
        self.show_shelf()

    def on_leave_article(self) -> None:
        """Leave the article: for the shelf if the reader came from it, else the program."""
        if self.from_shelf:
            self.show_shelf()
        else:
            self.leave(0)

    def on_close_article(self) -> None:
        """Close the article, and show the one before it, or the shelf."""
        reader = self.reader
        if reader is not None and reader in self.articles:
            self.articles.remove(reader)
        if self.articles:
            self.show_reader(self.articles[-1])
        else:
            self.show_shelf()

    def on_read_again(self, message: messages.ReadAgain) -> None:
        """Read it again, the kept copy staying where that fails."""
        reader = self.reader
        if reader is None:
            return
        kept = reader.opened.kept
        self.say(f"Reading {short(kept.address)} again", "status")
        self.errands.ask_engine(
            lambda: self.desk.read_again(kept, charset=message.charset),
            lambda event: self._read_again(event, kept.address),
            self.fail,
        )

    def on_collect(self, message: messages.Collect) -> None:
        """Keep an address for later, and fetch it beside."""
        from termread.desk.fetching import fetch_all
        from termread.fetch.addresses import checked_url

        def collect() -> str:
            kept = self.desk.library.save_for_later(checked_url(message.address), title=message.title)
            if kept.has_text:
                return "It is kept already"
            for _, error in fetch_all(self.desk, [kept]):
                if error is not None:
                    return f"Kept for later, but not fetched yet: {error.text}"
            return "Kept for later"

        self.say(f"Keeping {short(message.address)} for later", "status")
        self.errands.run(collect, lambda text: self.say(text, "status"), self.fail)

    def on_browse(self, message: messages.Browse) -> None:
        """Open an address in the browser."""
        from termread.desk.browsing import browse

        def browsed(name: str) -> None:
            self.say(f"Opened in {name}", "status")

        self.errands.run(lambda: browse(message.address, self.desk.config.browser), browsed, self.fail)

    # Opening

    def open_typed(self, answer: str) -> None:
        """Open what was typed or pasted: an address, or a text of several lines."""
        from termread.fetch.addresses import resolve

        text = answer.strip()
        if "\n" in text:
            self.open_address("-", data=text.encode("utf-8", "replace"))
            return
        try:
            self.open_address(resolve(text))
        except TermreadError as error:
            self.fail(error)

    def open_address(
        self,
        address: str,
        *,
        data: bytes | None = None,
        from_page: bool = False,
        events: Callable[[], Iterator[Progress | Opened]] | None = None,
    ) -> None:
        """Open *address*, or take its *events*; a page may not lead to files or into this computer."""
        if from_page:
            from termread.fetch.addresses import checked_url

            try:
                address = checked_url(address)
            except TermreadError as error:
                self.fail(error)
                return
        journal.note("info", f"open {address}")
        self._tell_progress(f"Opening {short(address)}")
        self.errands.ask_engine(
            events or (lambda: self.desk.open(address, data=data)),
            lambda event: self._opened(event, address),
            self._failed,
            begun=events is not None,
        )

    def show_opened(self, opened: Opened, landing: Landing | None = None) -> None:
        """Show an article that is on the desk."""
        reader = next((r for r in self.articles if r.entry == opened.kept.id and opened.kept.id), None)
        if reader is None:
            reader = self.reader_for(opened, landing)
        elif landing is not None:
            reader.arrive(landing)
        self.show_reader(reader)
        if self.desk.trouble:
            self.say(self.desk.trouble, "error")

    def reader_for(self, opened: Opened, landing: Landing | None = None) -> ReaderScreen:
        """Return a new screen for an article, among those that are open."""
        reader = ReaderScreen(self.desk, opened, self.look, self.palette, landing=landing, history=self.history)
        self.install_screen(reader, f"article-{id(reader)}")
        self.articles.append(reader)
        return reader

    def show_reader(self, reader: ReaderScreen) -> None:
        """Show an open article; those open too long are closed."""
        self.failed_with = 0
        self._show(reader)
        if reader in self.articles:
            self.articles.remove(reader)
        self.articles.append(reader)
        for old in self.articles[:-OPEN_CAP]:
            self.articles.remove(old)
            self.uninstall_screen(old)

    def show_shelf(self) -> None:
        """Show the shelf as it is now."""
        self.from_shelf = True
        self._show(self.shelf)
        self.shelf.look_again()

    def welcome(self) -> None:
        """On the first run, keep the welcome article in the inbox and say so."""
        from termread.welcome import ADDRESS

        def first() -> bool:
            return not self.desk.library.counts().shelves.get("all")

        def keep(wanted: bool) -> None:
            if wanted:
                self.errands.ask_engine(lambda: self.desk.open(ADDRESS, unread=True), kept, self.fail)

        def kept(event: Any) -> None:
            if isinstance(event, Opened) and self.screen is self.shelf:
                self.shelf.look_again()

        self.errands.run(first, keep, self.fail)

    def _show(self, screen: Any) -> None:
        if self.reader is not None and self.reader is not screen:
            self.keep_still(self.reader)
        while len(self.screen_stack) > 1:
            self.pop_screen()
        if self.screen is not screen:
            self.switch_screen(screen)

    def _entry(self, entry: int) -> Opened | str:
        kept = self.desk.library.entry(entry)
        return self.desk.from_shelf(kept) if kept.has_text else kept.address

    def _opened(self, event: Progress | Opened, address: str) -> None:
        if isinstance(event, Progress):
            self._tell_progress(progress_sentence(address, event))
        else:
            self.call_after_refresh(self.let_keys_in)
            self.asked[event.kept.id] = address
            self.show_opened(event, Landing(address=address) if "#" in address else None)

    def _failed(self, error: TermreadError) -> None:
        if isinstance(self.screen, WaitingScreen):
            journal.note("warning", error.text)
            self.failed_with = error.status
            self.let_keys_in()
            self.screen.fail(error)
        else:
            self.fail(error)

    def _read_again(self, event: Progress | Opened | Unchanged, address: str) -> None:
        reader = self.reader
        if isinstance(event, Progress):
            self._tell_progress(progress_sentence(address, event))
        elif isinstance(event, Unchanged):
            self.say("It has not changed since it was kept", "status")
        elif reader is not None and reader.opened.kept.id == event.kept.id:
            reader.replace(event)
            first_screen.drop(address)

    def _tell_progress(self, sentence: str) -> None:
        if isinstance(self.screen, WaitingScreen):
            self.screen.tell(sentence)
        else:
            self.say(sentence, "status")
