"""Opening articles: by an address, from the shelf, again from their source, and several behind the one that shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from termread import first_screen, journal
from termread.desk import Opened
from termread.engine.messages import Order, Progress, Unchanged
from termread.errors import TermreadError
from termread.fetch.addresses import is_url
from termread.tui import messages
from termread.tui.reader import Landing, ReaderScreen
from termread.tui.wording import progress_sentence, short

if TYPE_CHECKING:
    from termread.library.news import Story
    from termread.tui.app.articles import OpenArticles
    from termread.tui.app.host import Host
    from termread.tui.background import BackgroundOpener

Events = Callable[[], Iterator[Progress | Opened]]


def landing_of(address: str) -> Landing | None:
    """Return where in an article *address* leads, if its fragment says so."""
    return Landing(address=address) if is_url(address) and "#" in address else None


class Opener:
    """Opens what is asked for, and says how far it is."""

    def __init__(self, app: Host, articles: OpenArticles) -> None:
        """Open for *app*, among *articles*."""
        self._app, self._articles = app, articles
        self._desk, self._workers = app.desk, app.background
        self.begun: ReaderScreen | None = None
        """What shows the beginning of a page of which the rest is still to come."""
        self._background: BackgroundOpener | None = None

    @property
    def running(self) -> bool:
        """Whether articles are being opened behind the one that shows."""
        return self._background is not None and self._background.running

    def open_entry(self, message: messages.OpenEntry) -> None:
        """Open a saved article; one that has no text yet is fetched."""
        from termread.desk.bulk import reach_of

        landing, library = Landing(message.place, message.passage), self._desk.library

        def find() -> Opened | str:
            kept = library.entry(message.entry)
            return self._desk.from_shelf(kept) if kept.has_text else kept.address

        def found(opened: Opened | str) -> None:
            if isinstance(opened, str):
                self.open_address(opened, near=reach_of(library, opened))
            else:
                self._articles.show_opened(opened, landing)

        self._workers.run(find, found, self._app.fail)

    def open_story(self, story: Story) -> None:
        """Open a story of what is followed: its text, or else its page, which becomes its text; it is read then."""
        from termread.desk.news import open_story

        address, library = story.url, self._desk.library
        journal.note("info", f"open story {story.id} {address}")

        def opened(event: Progress | Opened) -> None:
            self._opened(event, address)
            if isinstance(event, Opened):
                mark = lambda: library.sources.mark_read([story.id])  # noqa: E731
                self._app.changes.make(mark, lambda _: None, quiet=True)

        self._show_progress(f"Opening {short(address)}")
        self._workers.ask_engine(lambda: open_story(self._desk, story), opened, self._failed)

    def open_typed(self, answer: str) -> None:
        """Open what was typed or pasted: an address, or a text of several lines."""
        from termread.fetch.addresses import resolve

        text = answer.strip()
        try:
            address = "-" if "\n" in text else resolve(text)
        except TermreadError as error:
            self._app.fail(error)
            return
        if self._app.reader is not None:
            self._app.history.leave(self._app.reader.spot)
        self.open_address(address, data=text.encode("utf-8", "replace") if address == "-" else None)

    def open_address(
        self,
        address: str,
        *,
        data: bytes | None = None,
        from_page: str | None = None,
        near: int = 2,
        events: Events | None = None,
    ) -> None:
        """Open *address*, or take its *events*; a page may not lead to files, nor nearer than *near*."""
        if from_page:
            from termread.fetch.addresses import checked_url

            try:
                address = checked_url(address)
            except TermreadError as error:
                self._app.fail(error)
                return
        journal.note("info", f"open {address}")
        if self.begun is not None:
            self.begun.expect(self.begun.opened.kept.address == address)
        self._show_progress(f"Opening {short(address)}")
        self._workers.ask_engine(
            events or (lambda: self._desk.open(Order(address, data=data, begin=True, near=near, named_by=from_page))),
            lambda event: self._opened(event, address),
            self._failed,
            begun=events is not None,
        )

    def read_again(self, charset: str | None) -> None:
        """Reload the article that shows; the saved copy stays where that fails."""
        screen = self._app.reader
        if screen is None:
            return
        kept = screen.opened.kept
        if not screen.opened.whole:
            self.open_address(kept.address)
            return
        self._app.say(f"Reloading {short(kept.address)}", "status")
        self._workers.ask_engine(
            lambda: self._desk.read_again(kept, charset=charset),
            lambda event: self._read_again(event, kept.address),
            lambda error: self._app.fail(TermreadError(f"{error.text} The saved copy stays.", code=error.code)),
        )

    def open_behind(self, addresses: Sequence[str], data: bytes | None) -> None:
        """Open *addresses* behind the article that shows; an error in one is shown and does not stop the rest."""
        from termread.tui.background import BackgroundOpener

        app, count = self._app, 0

        def came(address: str, outcome: Opened | TermreadError | None) -> None:
            nonlocal count
            if isinstance(outcome, TermreadError):
                journal.note("warning", outcome.text)
                text = outcome.text if short(address) in outcome.text else f"{short(address)}: {outcome.text}"
                app.notify(text, severity="error", timeout=10, markup=False)
            elif outcome is not None:
                count += self._articles.add_behind(outcome)
            elif count and app.reader is not None:
                app.say(f"{count} more article{'s' * (count != 1)} open; A switches between them")

        self._background = BackgroundOpener(self._desk, addresses, data, lambda *given: app.call_later(came, *given))

    def cancel(self) -> bool:
        """Cancel what is being opened or fetched; returns whether anything was."""
        if not self._workers.cancel():
            return False
        if self.begun is not None:
            self.begun.expect(False)
        return True

    def stop(self) -> None:
        """Open no more: the program ends."""
        if self._background is not None:
            self._background.cancel()

    def look_for_news(self, opened: Opened) -> None:
        """Ask in the background whether a saved web page has changed, and offer what is new; never insist."""
        kept = opened.kept

        def told(changed: bool) -> None:
            if changed and self._app.reader is not None and self._app.reader.entry == kept.id:
                self._app.say("This page has been updated; r reloads it, your place stays", "notice")

        if is_url(kept.address):
            self._workers.ask_engine(lambda: self._desk.has_changed(kept), told, lambda _: None)

    def _opened(self, event: Progress | Opened, address: str) -> None:
        if isinstance(event, Progress):
            self._show_progress(progress_sentence(address, event))
            return
        self._app.call_after_refresh(self._app.let_keys_in)
        self._app.asked[event.kept.id] = address
        begun = self.begun if self.begun in list(self._articles) else None
        if begun is None or begun.opened.kept.address != event.kept.address:
            self._articles.show_opened(event, landing_of(address))
            self.begun = None if event.whole else self._app.reader
        elif event.whole:
            begun.complete(event)
            self.begun = None
        if not event.fresh:
            self.look_for_news(event)

    def _failed(self, error: TermreadError) -> None:
        if self.begun is not None:
            self.begun.expect(False)
        waiting = self._app.waiting
        if waiting is None:
            self._app.fail(error)
            return
        journal.note("warning", error.text)
        self._app.failed_with = error.status
        self._app.let_keys_in()
        waiting.fail(error)

    def _read_again(self, event: Progress | Opened | Unchanged, address: str) -> None:
        screen = self._app.reader
        if isinstance(event, Progress):
            self._show_progress(progress_sentence(address, event))
        elif isinstance(event, Unchanged):
            self._app.say("No changes since it was saved", "status")
        elif screen is not None and screen.entry == event.kept.id:
            screen.replace(event)
            first_screen.drop(address)

    def _show_progress(self, sentence: str) -> None:
        waiting = self._app.waiting
        if waiting is not None:
            waiting.tell(sentence)
        else:
            self._app.say(sentence, "status")
