"""An article on the screen: opened at its place, read, shown again when it changes, left with its place saved."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.screen import Screen

from termread.article import Article, Passage, Place
from termread.desk import Desk, Look, Opened
from termread.desk.system import missing_for
from termread.errors import TermreadError
from termread.layout.geometry import first_words
from termread.layout.model import Page
from termread.layout.passages import locate, passage, text_between
from termread.layout.places import extent
from termread.pace import seconds
from termread.palette import Role, Theme
from termread.tui.addresses import is_private, reach_of
from termread.tui.changes import Changes
from termread.tui.dialogs.question import Prompt
from termread.tui.messages import Damaged
from termread.tui.page.messages import Moved, Visited
from termread.tui.page.rows import Span
from termread.tui.page.view import PageView
from termread.tui.progress_text import changes
from termread.tui.reader.place import History, Landing, ReadingPlace, Spot
from termread.values import replace

PAUSE = 1.5
"""Seconds after which the reading place is saved, counted from the first move."""

_NOT_SAVED = {
    True: "The rest of this page is still coming; it is saved once it is here",
    False: "The rest of this page did not come, so it is not saved; r reloads it",
}
"""Why a beginning cannot be saved, by whether the rest is coming."""


class ArticleScreen(Screen[None]):
    """Shows one article. What it cannot do itself it asks of the app by the messages of `tui.messages`."""

    AUTO_FOCUS: ClassVar[str | None] = "PageView"

    def __init__(
        self,
        desk: Desk,
        opened: Opened,
        look: Look,
        theme: Theme,
        *,
        landing: Landing | None = None,
        history: History | None = None,
        id: str | None = None,  # noqa: A002 - Textual's name for it
    ) -> None:
        """Show *opened* as *look* and *theme* set it; *history* is shared by all that are open."""
        super().__init__(id=id)
        self.desk = desk
        self.opened = opened
        self.look = look
        self.history = history or History()
        self.changes = Changes(self, desk, self.fail)
        self.cuts = False
        self.view = PageView(theme, self.page)
        self.view.footing = not self.look.zen
        self.view.coming = not opened.whole
        self.view.hint = first_words(opened.kept.id, desk.config.keys)
        self.prompt = Prompt(measure=self.look.width)
        self.reading_place = ReadingPlace(opened.kept, seconds(opened.article))
        self._landing = landing or Landing()
        self._unsaved = False
        self._progress = opened.kept.progress
        """What of it is saved."""

    @property
    def entry(self) -> int:
        """The number of the article's entry in the library."""
        return self.opened.kept.id

    @property
    def article(self) -> Article:
        """The article."""
        return self.opened.article

    @property
    def spot(self) -> Spot:
        """Where the reader is."""
        return Spot(self.entry, self.view.viewport.place)

    @property
    def from_net(self) -> bool:
        """Whether the article came from the net, so that it may not lead into this computer unasked."""
        return self.opened.kept.address.startswith(("http:", "https:")) and not is_private(self.opened.kept.address)

    def near(self, href: str) -> int:
        """Return how near *href* may lead that this article names (`fetch.reach`)."""
        return reach_of(href, self.opened.kept.address) if self.from_net else 2

    def compose(self) -> ComposeResult:
        """Yield the page, and the row that asks."""
        yield self.view
        yield self.prompt

    @property
    def page(self) -> Page:
        """How the article is to be laid out."""
        return self.opened.page(self.look, cuts=self.cuts)

    def on_mount(self) -> None:
        """Open the article where the reader wants to arrive."""
        found = self._found(self._landing)
        kept = self.opened.kept.place
        place = found if isinstance(found, Place) else found[0] if found else kept
        if not self._landing.is_return:
            self.reading_place.visit(kept, place)
        self.view.show(self.article, place)
        if isinstance(found, tuple):
            self.view.selection.select(found)
        self.refresh_marks()
        self._save_soon()
        if sentence := missing_for(self.article, self.look):
            self.say(sentence, "notice")

    def on_screen_resume(self) -> None:
        """Count the time that the article shows."""
        self.reading_place.show()

    def on_screen_suspend(self) -> None:
        """Save the place: something else shows now."""
        self.reading_place.hide()
        self.save_place()

    def on_unmount(self) -> None:
        """Save the place."""
        self.save_place()

    # What the app tells

    def say(self, text: str, role: Role = "status", *, stay: bool = False) -> None:
        """Say *text* in the status row."""
        self.view.say(text, role, stay=stay)

    def arrive(self, landing: Landing) -> None:
        """Go where *landing* says, from wherever the reader is."""
        if not self.view.is_laid_out:
            self._landing = landing  # it shows for the first time
            return
        found = self._found(landing)
        if isinstance(found, Place) and landing.is_return:
            self.view.put(found)
        elif found is not None:
            self.save_place()
            here = self.view.viewport.place
            self.view.go_quietly(lambda: self._look_at(found))
            self.reading_place.visit(here, self.view.viewport.place)

    def _look_at(self, found: Place | Span) -> None:
        if isinstance(found, Place):
            self.view.put(found)
        else:
            self.view.selection.select(found)
            self.view.reveal(*found)

    def set_look(self, look: Look, theme: Theme) -> None:
        """Set the page as *look* says, in *theme*; the place stays."""
        if (look, theme) == (self.look, self.view.inks.theme):
            return
        self.look = look
        self.prompt.measure = look.width
        self.view.footing = not look.zen
        self.view.set_theme(theme)
        self.view.set_page(self.page)

    def replace(self, opened: Opened) -> None:
        """Show the article as it has been read again, at the same words, and say what changed."""
        here = self._here()
        before, self.opened = self.article, opened
        self._show_again(here)
        self.refresh_marks()
        self.say(changes(before, opened.article), "status_key")

    def complete(self, opened: Opened) -> None:
        """Show all of the article whose beginning showed so far, at the same words."""
        here, words, begun = self._here(), self.view.find.words, self.entry
        self.history.change(lambda spot: replace(spot, entry=opened.kept.id) if spot.entry == begun else spot)
        self.opened, self.view.coming = opened, False
        self.view.page = self.page
        found = self._show_again(here)
        self.view.find.look_for(words)
        self.view.status.be_silent()
        if not found and here.start.block > 0:
            self.say("Your place in the beginning is not in the full article", "notice")
        self._save_soon()

    def expect(self, coming: bool) -> None:
        """Say whether the rest of the article is still coming, as long as only its beginning shows."""
        self.view.coming = coming and not self.opened.whole
        self.view.refresh()

    def save_place(self) -> None:
        """Save the reading place, if the reader has arrived, moved or read to the end since."""
        if not self.view.is_laid_out or not self.opened.whole:
            return
        place, progress = self.reading_place.to_keep(self.view.viewport) or (None, 0.0)
        if place is not None and (self._unsaved or self._progress < progress == 1):
            self._store_place(place, progress)
        self._unsaved = False

    def _store_place(self, place: Place, progress: float) -> None:
        self._unsaved, self._progress = False, progress
        self.changes.make(lambda: self.desk.library.read_to(self.entry, place, progress), lambda _: None, quiet=True)

    def refresh_marks(self) -> None:
        """Show the marks as they are saved now."""

    def fail(self, error: TermreadError) -> None:
        """Say why something was not done, where the reader looks."""
        self.say(self._why_not(error), "error")
        if self.app.screen is not self and (say := getattr(self.app, "say", None)):
            say(self._why_not(error), "error")
        if error.code == "damaged":
            self.post_message(Damaged())

    def _why_not(self, error: TermreadError) -> str:
        """Return why nothing can be saved of this article, where *error* only says that there is no entry."""
        if not self.opened.whole:
            return _NOT_SAVED[self.view.coming]
        return self.desk.trouble if error.code == "gone" and not self.entry and self.desk.trouble else error.text

    # The place

    @on(Moved)
    def keep_moving(self, message: Moved) -> None:
        """Save the place after a pause."""
        message.stop()
        self.reading_place.move(self.view.viewport)
        self._save_soon()

    @on(Visited)
    def look_elsewhere(self, message: Visited) -> None:
        """Remember where the reader reads, who only looks somewhere else now."""
        message.stop()
        if self.reading_place.visited != message.here:
            self.history.leave(Spot(self.entry, message.here))
            if self._unsaved and self.opened.whole:
                self._store_place(message.here, message.done)
        self.reading_place.visit(message.here, message.place)

    def _save_soon(self) -> None:
        if not self._unsaved:
            self._unsaved = True
            self.set_timer(PAUSE, self.save_place)

    def get_selected_text(self) -> str | None:
        """Return what ctrl-c copies."""
        span = self.view.selection.span
        return text_between(self.article, *span) if span else None

    def _show_again(self, here: Passage) -> bool:
        """Show what the article is now at the words of *here*; returns whether they are still in it."""
        found = locate(self.article, here)
        place = found[0] if found else here.start
        if self.reading_place.visited == here.start:
            self.reading_place.visit(here.start, place)
        self.view.show(self.article, place)
        return found is not None

    def _here(self) -> Passage:
        start = self.spot.place
        return passage(self.article, start, extent(self.article, start, "sentence")[1])

    def _found(self, landing: Landing) -> Place | Span | None:
        """Return where *landing* leads, or None; say so where its words are gone."""
        try:
            return landing.spot(self.article)
        except LookupError:
            self.say("This passage is no longer in the article", "notice")
            return None
