"""Opening, reading again, collecting: what screens ask for that needs the desk."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from termread import first_screen, journal
from termread.desk import Opened
from termread.engine.messages import Progress, Unchanged
from termread.errors import TermreadError, Unreachable
from termread.fetch.addresses import is_url
from termread.tui import messages
from termread.tui.screens.reader import Landing, ReaderScreen
from termread.tui.showing import Showing
from termread.tui.telling import progress_sentence, short

if TYPE_CHECKING:
    from termread.tui.others import Others


class Opening(Showing, layer=True):
    """The part of the app that opens articles."""

    begun: ReaderScreen | None = None
    """What shows the beginning of a page of which the rest is still to come."""
    others: Others | None = None
    """What opens behind the article that shows, from the command line."""

    # Asked for by screens

    def on_open_address(self, message: messages.OpenAddress) -> None:
        """Open it."""
        self.open_address(message.address, data=message.data, from_page=message.from_page, near=message.near)

    def on_open_entry(self, message: messages.OpenEntry) -> None:
        """Open a kept article; what has no text yet is fetched."""
        from termread.desk.collected import reach_of

        landing = Landing(message.place, message.passage)

        def found(opened: Opened | str) -> None:
            if isinstance(opened, str):
                self.open_address(opened, near=reach_of(self.desk.library, opened))
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

    def on_close_article(self, message: messages.CloseArticle) -> None:
        """Close an article; the one that shows is let go when it is left."""
        reader = next(reader for reader in self.articles if reader is message.reader)
        self.articles.remove(reader)
        if reader is not self.reader:
            self.let_go(reader)

    def on_read_again(self, message: messages.ReadAgain) -> None:
        """Read it again, the kept copy staying where that fails."""
        reader = self.reader
        if reader is None:
            return
        kept = reader.opened.kept
        if not reader.opened.whole:
            self.open_address(kept.address)
            return
        self.say(f"Reading {short(kept.address)} again", "status")
        self.errands.ask_engine(
            lambda: self.desk.read_again(kept, charset=message.charset),
            lambda event: self._read_again(event, kept.address),
            lambda error: self.fail(TermreadError(f"{error.text} The kept copy stays.", code=error.code)),
        )

    def on_collect(self, message: messages.Collect) -> None:
        """Keep an address for later, and fetch it beside."""
        from termread.desk.collected import note_reach
        from termread.desk.fetching import fetch_into
        from termread.engine.engine import Engine
        from termread.fetch.addresses import checked_url
        from termread.library.undo_log import changes_from

        def collect() -> str:
            library, address = self.desk.library, checked_url(message.address)
            there = library.find(address)
            with changes_from(message.origin):
                kept = library.save_for_later(address, title=message.title)
            if kept.has_text:
                return "It is kept already"
            if there is None or message.near == 2:
                note_reach(library, kept.address, message.near)
            engine = Engine(self.desk.config.fetch)
            try:
                fetch_into(self.desk, engine, kept)
            except TermreadError as error:
                if error.code == "local" and there is None:
                    with changes_from(message.origin):
                        library.delete(kept.id)
                    raise
                if error.code == "gone":
                    return "Not kept: that was undone"
                return self.desk.said(f"Kept for later, but not fetched yet: {error.text}")
            finally:
                engine.close()
            return self.desk.said("Kept for later")

        self.say(f"Keeping {short(message.address)} for later", "status")
        self.errands.run(collect, lambda text: self.say(text, "status"), self.fail)

    def on_fetch_all(self) -> None:
        """Fetch what was kept for later, in the background, and say how it goes."""
        from termread.desk.fetching import fetch_all

        def fetch() -> str:
            pending = self.desk.library.pending()
            if not pending:
                return "Every saved article has its text"
            came, why = 0, ""
            try:
                for _, error in fetch_all(self.desk, pending):
                    came += error is None
                    self.call_later(self.say, f"Fetched {came} of {len(pending)}", "status")
            except Unreachable as error:
                why = f"{error.text} "
            rest = "" if came == len(pending) else "; R tries the rest again"
            text = f"Fetched {came} of {len(pending)}{rest}"
            return why + text if why else self.desk.said(text)

        def fetched(text: str) -> None:
            if self.screen is self.shelf:
                self.shelf.look_again()
            self.say(text, "status")

        self.errands.run(fetch, fetched, self.fail)

    def on_save(self, message: messages.Save) -> None:
        """Save it."""
        self.saver.begin(message.copy)

    def on_browse(self, message: messages.Browse) -> None:
        """Open an address in the browser."""
        from termread.desk.browsing import browse

        def browsed(name: str) -> None:
            self.say(f"Sent to {name}", "status")

        self.say(f"Sending {short(message.address)} to the browser", "status")
        self.errands.run(lambda: browse(message.address, self.desk.config.browser), browsed, self.fail)

    # Opening

    def open_typed(self, answer: str) -> None:
        """Open what was typed or pasted: an address, or a text of several lines."""
        from termread.fetch.addresses import resolve

        text = answer.strip()
        if "\n" in text:
            self.depart()
            self.open_address("-", data=text.encode("utf-8", "replace"))
            return
        try:
            address = resolve(text)
            self.depart()
            self.open_address(address)
        except TermreadError as error:
            self.fail(error)

    def open_address(
        self,
        address: str,
        *,
        data: bytes | None = None,
        from_page: str | None = None,
        near: int = 2,
        events: Callable[[], Iterator[Progress | Opened]] | None = None,
    ) -> None:
        """Open *address*, or take its *events*; a page may not lead to files, nor nearer than *near*."""
        if from_page:
            from termread.fetch.addresses import checked_url

            try:
                address = checked_url(address)
            except TermreadError as error:
                self.fail(error)
                return
        journal.note("info", f"open {address}")
        if self.begun is not None:
            self.begun.expect(self.begun.opened.kept.address == address)
        self._tell_progress(f"Opening {short(address)}")
        self.errands.ask_engine(
            events or (lambda: self.desk.open(address, data=data, begin=True, near=near, named_by=from_page)),
            lambda event: self._opened(event, address),
            self._failed,
            begun=events is not None,
        )

    def open_others(self, addresses: Sequence[str], data: bytes | None) -> None:
        """Open *addresses* behind the article that shows; an error in one is told and does not stop the rest."""
        from termread.tui.others import Others

        count = 0

        def came(address: str, outcome: Opened | TermreadError | None) -> None:
            nonlocal count
            if isinstance(outcome, TermreadError):
                journal.note("warning", outcome.text)
                text = outcome.text if short(address) in outcome.text else f"{short(address)}: {outcome.text}"
                self.notify(text, severity="error", timeout=10, markup=False)
            elif outcome is not None:
                count += self.add_behind(outcome)
            elif count and self.reader is not None:
                self.say(
                    "One more article is open; A lists both" if count == 1 else f"{count} more are open; A lists them"
                )

        self.others = Others(self.desk, addresses, data, lambda *given: self.call_later(came, *given))

    def save(self) -> None:
        """Keep what is to be kept, and open no more."""
        if self.others is not None:
            self.others.call_off()
        super().save()

    def look_for_news(self, opened: Opened) -> None:
        """Ask in the background whether a kept page of the net has changed, and offer what is new; never insist."""
        kept = opened.kept

        def told(changed: bool) -> None:
            if changed and self.reader is not None and self.reader.entry == kept.id:
                self.say("This page has been updated; r reads it again, your place stays", "notice")

        if is_url(kept.address):
            self.errands.ask_engine(lambda: self.desk.has_changed(kept), told, lambda _: None)

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

    @staticmethod
    def landing_of(address: str) -> Landing | None:
        """Return where in an article *address* leads, if its fragment says so."""
        return Landing(address=address) if is_url(address) and "#" in address else None

    def _entry(self, entry: int) -> Opened | str:
        kept = self.desk.library.entry(entry)
        return self.desk.from_shelf(kept) if kept.has_text else kept.address

    def _opened(self, event: Progress | Opened, address: str) -> None:
        if isinstance(event, Progress):
            self._tell_progress(progress_sentence(address, event))
        else:
            self.call_after_refresh(self.let_keys_in)
            self.asked[event.kept.id] = address
            self._show_opened(event, self.landing_of(address))
            if not event.fresh:
                self.look_for_news(event)

    def _show_opened(self, opened: Opened, landing: Landing | None) -> None:
        """Show what was opened: the beginning of a huge page, all of it where its beginning shows, or simply an article."""
        begun = self.begun if self.begun in self.articles else None
        if begun is None or begun.opened.kept.address != opened.kept.address:
            self.show_opened(opened, landing)
            self.begun = None if opened.whole else self.reader
        elif opened.whole:
            begun.complete(opened)
            self.begun = None

    def _failed(self, error: TermreadError) -> None:
        if self.begun is not None:
            self.begun.expect(False)
        if self.waiting is not None:
            journal.note("warning", error.text)
            self.failed_with = error.status
            self.let_keys_in()
            self.waiting.fail(error)
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
        if self.waiting is not None:
            self.waiting.tell(sentence)
        else:
            self.say(sentence, "status")
