"""An article on the screen: opened at its place, read, shown again when it changes, left with its place saved."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.screen import Screen

from termread.article import Article, Place
from termread.desk import Desk, Look, Opened
from termread.desk.system import missing_for
from termread.errors import TermreadError
from termread.layout.passages import text_between
from termread.palette import Role, Theme
from termread.tui.background import Changes
from termread.tui.messages import Damaged
from termread.tui.page.article import OpenArticle
from termread.tui.page.features import Event, Moved, Visited
from termread.tui.page.place import History, Landing, Spot
from termread.tui.page.rows import Span
from termread.tui.page.view import PageView
from termread.tui.prompt import Prompt
from termread.tui.wording import changes, is_private, reach_of
from termread.values import replace

if TYPE_CHECKING:
    from termread.tui.page.pager import Pager

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
        early: Callable[[], OpenArticle | None] | None = None,
        id: str | None = None,  # noqa: A002 - Textual's name for it
    ) -> None:
        """Show *opened* as *look* and *theme* set it; *history* is shared by all that are open.

        *early* hands over what shows on the terminal already, which is asked for as late as possible.
        """
        super().__init__(id=id)
        self.desk = desk
        self.opened = opened
        self.history = history or History()
        self.changes = Changes(self, desk, self.fail)
        self.view = PageView(lambda: self.open.pager, self.hear)
        self.prompt = Prompt(measure=look.width)
        self.arrived = False
        """Whether the article is open where the reader wanted to arrive, so that keys can be obeyed."""
        self._new: Callable[[], OpenArticle] = lambda: OpenArticle(opened, look, theme, desk)
        self._early = early
        self._landing = landing or Landing()

    @cached_property
    def open(self) -> OpenArticle:
        """The article in its pager, as it shows on the terminal already if it does."""
        early = self._early() if self._early else None
        if early is None:
            self._early = None
        return early or self._new()

    @property
    def entry(self) -> int:
        """The number of the article's entry in the library."""
        return self.opened.kept.id

    @property
    def article(self) -> Article:
        """The article."""
        return self.opened.article

    @property
    def pager(self) -> Pager:
        """What the page is, and does."""
        return self.open.pager

    @property
    def look(self) -> Look:
        """How the page looks."""
        return self.open.look

    @property
    def spot(self) -> Spot:
        """Where the reader is."""
        return Spot(self.entry, self.pager.viewport.place)

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

    def on_mount(self) -> None:
        """Open the article where the reader wants to arrive, unless it shows there already."""
        if self._early is None:
            self._open()
        else:
            self.call_after_refresh(self._go_on)

    def _go_on(self) -> None:
        """Go on with what the reader has begun before the app was there."""
        pager = self.open.pager
        if self._early is None:
            self._open()
            return
        self._remember_jumps()
        if pager.find.prompt is not None:
            words, pager.find.prompt = pager.find.prompt, None
            self.ask_words(words)
        if pager.status.said:
            self.say(pager.status.said.text, pager.status.said.role)
        self._arrive()

    def _open(self) -> None:
        found = self._found(self._landing)
        kept = self.opened.kept.place
        place = found if isinstance(found, Place) else found[0] if found else kept
        if not self._landing.is_return:
            self.open.reading_place.visit(kept, place)
        self.pager.show(self.article, place)
        if isinstance(found, tuple):
            self.pager.selection.select(found)
        self.refresh_marks()
        self._arrive()

    def _arrive(self) -> None:
        self.arrived = True
        self.open.reading_place.show()
        self._save_soon()
        if sentence := missing_for(self.article, self.look):
            self.say(sentence, "notice")

    def on_screen_resume(self) -> None:
        """Count the time that the article shows."""
        if self.arrived:
            self.open.reading_place.show()

    def on_screen_suspend(self) -> None:
        """Save the place: something else shows now."""
        self.open.reading_place.hide()
        self.save_place()

    def on_unmount(self) -> None:
        """Save the place."""
        self.save_place()

    # What the app tells

    def say(self, text: str, role: Role = "status", *, stay: bool = False) -> None:
        """Say *text* in the status row."""
        self.pager.say(text, role, stay=stay)

    def arrive(self, landing: Landing) -> None:
        """Go where *landing* says, from wherever the reader is."""
        if not self.pager.is_laid_out:
            self._landing = landing  # it shows for the first time
            return
        found = self._found(landing)
        if isinstance(found, Place) and landing.is_return:
            self.pager.put(found)
        elif found is not None:
            self.save_place()
            here = self.pager.viewport.place
            self.pager.go_quietly(lambda: self._look_at(found))
            self.open.reading_place.visit(here, self.pager.viewport.place)

    def _look_at(self, found: Place | Span) -> None:
        if isinstance(found, Place):
            self.pager.put(found)
        else:
            self.pager.selection.select(found)
            self.pager.reveal(*found)

    def set_look(self, look: Look, theme: Theme) -> None:
        """Set the page as *look* says, in *theme*; the place stays."""
        if (look, theme) == (self.look, self.pager.inks.theme):
            return
        self.open.look = look
        self.prompt.measure = look.width
        self.pager.footing = not look.zen
        self.pager.set_theme(theme)
        self.pager.set_page(self.open.page)

    def replace(self, opened: Opened) -> None:
        """Show the article as it has been read again, at the same words, and say what changed."""
        before, self.opened = self.article, opened
        self.open.become(opened)
        self.refresh_marks()
        self.say(changes(before, opened.article), "status_key")

    def complete(self, opened: Opened) -> None:
        """Show all of the article whose beginning showed so far, at the same words."""
        words, begun = self.pager.find.words, self.entry
        begins = self.pager.viewport.place.block <= 0
        self.history.change(lambda spot: replace(spot, entry=opened.kept.id) if spot.entry == begun else spot)
        self.opened, self.pager.coming = opened, False
        found = self.open.become(opened)
        self.pager.find.look_for(words)
        self.pager.status.be_silent()
        if not found and not begins:
            self.say("Your place in the beginning is not in the full article", "notice")
        self._save_soon()

    def expect(self, coming: bool) -> None:
        """Say whether the rest of the article is still coming, as long as only its beginning shows."""
        self.pager.coming = coming and not self.opened.whole
        self.pager.repaint()

    def save_place(self) -> None:
        """Save the reading place, if the reader has arrived, moved or read to the end since."""
        found = self.open.to_save()
        if found is not None:
            self.changes.make(lambda: self.desk.library.read_to(self.entry, *found), lambda _: None, quiet=True)

    def refresh_marks(self) -> None:
        """Show the marks as they are saved now."""

    def ask_words(self, words: str) -> None:
        """Go on asking for words to find, of which *words* are there."""

    def prepare_images(self) -> None:
        """Start what loads images, as some are about to be wanted."""

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
            return _NOT_SAVED[self.pager.coming]
        return self.desk.trouble if error.code == "gone" and not self.entry and self.desk.trouble else error.text

    # The place

    def hear(self, event: Event) -> None:
        """Save the place: a while after a move, at once before the reader looks elsewhere."""
        timed = self.open.unsaved
        self.open.hear(event)
        self._remember_jumps()
        if isinstance(event, Visited):
            self.save_place()
        elif isinstance(event, Moved) and not timed:
            self.set_timer(PAUSE, self.save_place)

    def _remember_jumps(self) -> None:
        for place in self.open.left:
            self.history.leave(Spot(self.entry, place))
        self.open.left.clear()

    def _save_soon(self) -> None:
        self.open.unsaved = True
        self.set_timer(PAUSE, self.save_place)

    def get_selected_text(self) -> str | None:
        """Return what ctrl-c copies."""
        span = self.pager.selection.span
        return text_between(self.article, *span) if span else None

    def _found(self, landing: Landing) -> Place | Span | None:
        """Return where *landing* leads, or None; say so where its words are gone."""
        try:
            return landing.spot(self.article)
        except LookupError:
            self.say("This passage is no longer in the article", "notice")
            return None
