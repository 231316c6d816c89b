"""The app: it shows articles and the shelf, and does what their screens ask for by messages."""

from __future__ import annotations

import asyncio
import signal
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen, Screen

from termread.desk import Desk
from termread.fetch.addresses import STANDARD_INPUT, WELCOME
from termread.tui import messages
from termread.tui.app.opener import landing_of
from termread.tui.app.stage import Stage, Start
from termread.tui.page.article import EarlyArticle
from termread.tui.page.place import Spot
from termread.tui.terms import bindings, parse_actions
from termread.tui.textual_compat.app_hooks import begins_with
from termread.values import replace

if TYPE_CHECKING:
    from textual.events import Key

    from termread.tui.app import tasks

SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT") if hasattr(signal, name))

__all__ = ["Start", "Termread", "picture_app"]


class Termread(Stage, inherit_bindings=False):
    """The app. Its screens are the shelf, and one for each article that is open."""

    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("anywhere", call="{}"),
        Binding("ctrl+q", "quit", "Quit", show=False, priority=True, id="quit_now"),
        # Also over a dialog, which hides what the app binds without priority.
        Binding("ctrl+c", "copy_or_quit", "Quit", show=False, priority=True),
        Binding("ctrl+z", "suspend", "Suspend to the shell", show=False, priority=True),
    ]

    # What shows first

    def get_default_screen(self) -> Screen[Any]:
        """Return what shows first: the article if it is there already, the shelf if none was asked for."""
        screen = self._first_screen()
        if begins_with(self, screen):
            return screen
        self._late_screen = screen
        return super().get_default_screen()

    def _first_screen(self) -> Screen[Any]:
        opened, addresses = self.start.opened, self.start.addresses
        if opened is not None:
            self.asked[opened.kept.id] = addresses[0]
            landing = landing_of(addresses[0])
            if landing is not None:
                self.history.leave(Spot(opened.kept.id, opened.kept.place))
            reader = self.articles.add(opened, landing, self.start.early)
            self.opener.begun = None if opened.whole else reader
            return reader
        if addresses:
            from termread.tui.dialogs.waiting import WaitingScreen

            self._waiting = WaitingScreen(self.palette, addresses[0])
            return self._waiting
        early = self.start.early
        if early is not None:
            early.hand_over()
            if isinstance(early.screen, EarlyArticle):
                return self.articles.add(early.screen.open.opened, None, early)
        return self.shelf

    def on_mount(self) -> None:
        """Begin."""
        if self._late_screen is not None:
            self.push_screen(self._late_screen)
        self._watch_signals()
        self.wrong_settings = self._wrong_settings()
        if self.waiting is None:
            self.call_after_refresh(self.tell_wrong_settings)
        if self.desk.trouble and not self.desk.lost:
            self.warn(self.desk.trouble)
        if self.desk.damaged or self.desk.lost:
            self.offer_repair()
        self._begin(self.start)
        self.news.begin()
        self.call_after_refresh(self._freeze)
        if self.waiting is None:
            self.call_after_refresh(self.let_keys_in)

    def _begin(self, start: Start) -> None:
        """Open what the program was started with."""
        if start.addresses and (start.opened is None or not start.opened.whole):
            data = start.data if start.addresses[0] == STANDARD_INPUT else None
            self.opener.open_address(start.addresses[0], data=data, events=start.events)
        elif start.opened is not None:
            self.opener.look_for_news(start.opened)
        if start.addresses[1:]:
            self.opener.open_behind(start.addresses[1:], start.data)

    def _freeze(self) -> None:
        """Take what is loaded out of the garbage collector's way: no step of reading waits for it then."""
        import gc

        parse_actions()
        gc.freeze()
        gc.enable()

    # What screens ask for

    @on(messages.OpenAddress)
    def open_address(self, message: messages.OpenAddress) -> None:
        """Open an address."""
        self.opener.open_address(message.address, from_page=message.from_page, near=message.near)

    @on(messages.OpenEntry)
    def open_entry(self, message: messages.OpenEntry) -> None:
        """Open a saved article."""
        self.opener.open_entry(message)

    @on(messages.OpenStory)
    def open_story(self, message: messages.OpenStory) -> None:
        """Open a story of what is followed."""
        self.opener.open_story(message.story)

    @on(messages.Follow)
    def follow(self, message: messages.Follow) -> None:
        """Follow what a page is from."""
        self.news.follow(message)

    @on(messages.Refresh)
    def look_for_stories(self) -> None:
        """Ask what is followed for new stories."""
        self.news.refresh()

    @on(messages.SaveEdition)
    def save_edition(self, message: messages.SaveEdition) -> None:
        """Save stories as one EPUB."""
        self.news.save(message)

    @on(messages.ReadAgain)
    def read_again(self, message: messages.ReadAgain) -> None:
        """Reload the article that shows."""
        self.opener.read_again(message.charset)

    @on(messages.LeaveArticle)
    def leave_article(self) -> None:
        """Leave the article: for the shelf if the reader came from it, else the program."""
        if self.from_shelf:
            self.show_shelf()
        else:
            self.leave(0)

    @on(messages.CloseArticle)
    def close_article(self, message: messages.CloseArticle) -> None:
        """Close an open article."""
        screen = self.articles.of_id(message.screen)
        if screen is not None:
            self.articles.close(screen)

    @on(messages.Collect)
    @on(messages.FetchAll)
    @on(messages.Browse)
    def begin_task(self, message: tasks.Task) -> None:
        """Save an address for later, fetch what was saved, or open the browser, in the background."""
        from termread.tui.app.tasks import begin

        begin(self, message)

    @on(messages.Save)
    def save_copy(self, message: messages.Save) -> None:
        """Save an article to a file."""
        self.saver.begin(message)

    # How it looks

    @on(messages.LookChanged)
    def take_look(self, message: messages.LookChanged) -> None:
        """Let every page look so."""
        self.appearance.set(message.look)

    # Commands

    def action_help(self) -> None:
        """Show all keys."""
        from termread.tui.dialogs.information import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(self.desk.config, self.palette, self.look))

    def action_open(self) -> None:
        """Ask for an address or a text."""
        from termread.tui.dialogs.question import Question

        self.push_screen(
            Question("Open", "an address, a file, or pasted text", paste=True, measure=self.look.width),
            lambda answer: self.opener.open_typed(answer) if answer else None,
        )

    def action_welcome(self) -> None:
        """Open the article for new readers."""
        if self.reader is not None:
            self.history.leave(self.reader.spot)
        self.opener.open_address(WELCOME)

    def action_articles(self) -> None:
        """Let the reader switch between the open articles, or close one."""
        from termread.tui.dialogs.lists import ArticlesList

        shown, entries = self.reader, self.articles.entries()
        cursor = 1 if shown is not None and entries[1:] and entries[0].value == shown.id else 0

        def chosen(name: str | None) -> None:
            closed = shown is not None and shown not in self.articles
            screen = self.articles.of_id(name)
            if screen is not None:
                if self.reader is not None:
                    self.history.leave(self.reader.spot)
                self.show_reader(screen)
            elif closed:
                self.show_shelf()
            if shown is not None and closed:
                self.articles.let_go(shown)

        self.push_screen(ArticlesList(self.palette, entries, cursor), lambda entry: chosen(entry and entry.value))

    def action_cancel(self) -> None:
        """Cancel what runs."""
        if not self.saver.stop() and (self.opener.cancel() or self.news.cancel()):
            self.say("Stopped", "status")

    async def action_copy_or_quit(self) -> None:
        """Copy what is selected, else quit as ctrl-c does."""
        reader = self.reader
        if reader is not None and reader is self.screen and reader.get_selected_text():
            reader.action_perform("copy")
        else:
            self.leave(130)

    def action_suspend(self) -> None:
        """Go to the shell."""
        self.action_suspend_process()

    def action_palette(self) -> None:
        """Show everything by name."""
        from termread.tui.app.palette import offers_of, remember
        from termread.tui.dialogs.palette import Offer, PaletteScreen

        def chosen(offer: Offer | None) -> None:
            if offer is not None:
                remember(self, offer)
                self.call_later(offer.does)

        if not isinstance(self.screen, ModalScreen):
            offers = offers_of(self, self.screen)
            self.push_screen(PaletteScreen(self.palette, offers, self.appearance.try_out), chosen)

    def handle_bindings_clash(self, clashed_bindings: set[Binding], node: Any) -> None:
        """Say nothing: `keymaps.faults` has told it in better words."""

    def obey(self, key: Key) -> bool:
        """Move on the page by *key* if it only does that; returns whether it does."""
        return self.reader is not None and self.reader is self.screen and self.reader.obey(key)

    def action_mouse(self) -> None:
        """Let the terminal have the mouse, or take it back."""
        if self.terminal is not None:
            ours = self.terminal.toggle_mouse()
            self.say("Mouse: termread" if ours else "Mouse: terminal; F6 takes it back", "status")

    def _watch_signals(self) -> None:
        """Leave in good order when a signal says so."""
        loop = asyncio.get_running_loop()
        for number in SIGNALS:
            try:
                loop.add_signal_handler(number, self.leave, 128 + number)
                # The loop itself may be waiting for a terminal that nobody reads; Python calls this all the same, and
                # wakes the loop as before.
                signal.signal(number, self._expect_end)
            except (NotImplementedError, RuntimeError, ValueError):
                return

    def _expect_end(self, *_: object) -> None:
        if self.terminal is not None:
            self.terminal.expect_end()


def picture_app(*, theme: str = "auto", page: str | None = None) -> Termread:
    """Return the app for a picture: *page* open, or the shelf, in *theme*."""
    from termread.config import Config, folders
    from termread.fetch.addresses import resolve

    desk = Desk(replace(Config(), theme=theme), folders())
    return Termread(desk, Start((resolve(str(Path(page))),)) if page else Start())
