"""An article on the screen: opened at its place, found in, left with its place kept."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.screen import Screen

from termread.article import HEADER, Article, Passage, Place, flatten
from termread.desk import Desk, Look, Opened
from termread.errors import TermreadError
from termread.layout.page import Page
from termread.layout.passages import locate, passage
from termread.layout.places import extent
from termread.layout.sheet import first_words
from termread.palette import Role, Theme
from termread.tui.layers import Layered
from termread.tui.messages import Damaged, LeaveArticle, ReadAgain, ShowShelf
from termread.tui.screens.landing import Gone, Landing, spot_of
from termread.tui.widgets.addresses import leads_home
from termread.tui.widgets.article_view import ArticleView
from termread.tui.widgets.finding import Span
from termread.tui.widgets.history import History, Spot
from termread.tui.widgets.prompt import Prompt
from termread.values import replace

PAUSE = 1.5
"""Seconds after which the reading place is kept, counted from the first move."""


_UNKEPT = {
    True: "The rest of this page is still coming; then it is kept",
    False: "The rest of this page did not come, so it is not kept; r reads it again",
}
"""Why nothing can be kept of a beginning, by whether the rest is coming."""


class Reading(Layered, Screen[None], layer=True):
    """Reads one article. What it cannot do itself it asks of the app by the messages of `tui.messages`."""

    AUTO_FOCUS: ClassVar[str | None] = "ArticleView"

    def __init__(
        self,
        desk: Desk,
        opened: Opened,
        look: Look,
        theme: Theme,
        *,
        landing: Landing | None = None,
        history: History | None = None,
        **options: Any,
    ) -> None:
        """Read *opened*, which *look* and *theme* set; *history* is shared by all that are open."""
        super().__init__(**options)
        self.desk = desk
        self.opened = opened
        self.look = look
        self.history = history or History()
        self.cuts = False
        self.view = ArticleView(theme, self._page())
        self.view.footing = not look.zen
        self.view.coming = not opened.whole
        self.view.first = first_words(opened.kept.id, desk.config.keys)
        self.prompt = Prompt(measure=look.width)
        self._landing = landing or Landing()
        self._unsaved = False

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
        return Spot(self.entry, self.view.sight.place if self.view.sight else Place(HEADER))

    @property
    def from_net(self) -> bool:
        """Whether the article came from the net, so that it may not lead into this computer unasked."""
        return self.opened.kept.address.startswith(("http:", "https:")) and not leads_home(self.opened.kept.address)

    def compose(self) -> ComposeResult:
        """Yield the page, and the row that asks."""
        yield self.view
        yield self.prompt

    def on_mount(self) -> None:
        """Open the article where the reader wants to arrive."""
        found = self._found(self._landing)
        place = found if isinstance(found, Place) else found[0] if found else self.opened.kept.place
        self.view.show(self.article, place)
        if isinstance(found, tuple):
            self.view.selection.take(found)
        self.refresh_marks()
        self._save_soon()

    def on_unmount(self) -> None:
        """Keep the place."""
        self.save_place()

    # What the app tells

    def say(self, text: str, role: Role = "status", *, stay: bool = False) -> None:
        """Say *text* in the status row."""
        self.view.say(text, role, stay=stay)

    def arrive(self, landing: Landing) -> None:
        """Go where *landing* says, from wherever the reader is."""
        found = self._found(landing)
        if isinstance(found, Place):
            self.view.put(found)
        elif found is not None:
            self.view.select(found)
            self.view.reveal(*found)

    def set_look(self, look: Look, theme: Theme) -> None:
        """Set the page as *look* says, in *theme*; the place stays."""
        if (look, theme) == (self.look, self.view.inks.theme):
            return
        self.look = look
        self.prompt.measure = look.width
        self.view.footing = not look.zen
        self.view.set_theme(theme)
        self.view.set_page(self._page())

    def replace(self, opened: Opened) -> None:
        """Show the article as it has been read again, at the same words, and say what changed."""
        here = self._here()
        before, self.opened = self.article, opened
        found = locate(opened.article, here)
        self.view.show(opened.article, found[0] if found else here.start)
        self.refresh_marks()
        self.say(changes(before, opened.article), "status_key")

    def complete(self, opened: Opened) -> None:
        """Show all of the article whose beginning showed so far, at the same words."""
        here, words, begun = self._here(), self.view.found.words, self.entry
        self.history.change(lambda spot: replace(spot, entry=opened.kept.id) if spot.entry == begun else spot)
        self.opened, self.view.coming = opened, False
        self.view.page = self._page()
        found = locate(opened.article, here)
        self.view.show(opened.article, found[0] if found else here.start)
        self.view.found.look_for(opened.article, words)
        self.view.be_silent()
        if found is None and here.start.block > 0:
            self.say("The words you were at are not in the whole article", "notice")
        self._save_soon()

    def expect(self, coming: bool) -> None:
        """Say whether the rest of the article is still coming, as long as only its beginning shows."""
        self.view.coming = coming and not self.opened.whole
        self.view.refresh()

    def save_place(self) -> None:
        """Keep the reading place, if the reader has come or moved since."""
        if self._unsaved and self.view.sight and self.opened.whole:
            self._unsaved = False
            with self.told():
                self.desk.library.read_to(self.entry, self.view.sight.place, self.view.sight.done)

    def refresh_marks(self) -> None:
        """Look up anew what is marked; a screen that keeps marks does it."""

    @contextmanager
    def told(self) -> Iterator[None]:
        """Do something that may fail, and say its sentence if it does."""
        try:
            yield
        except TermreadError as error:
            self.say(error.text if self.opened.whole else _UNKEPT[self.view.coming], "error")
            if error.code == "damaged":
                self.post_message(Damaged())

    # Finding

    def action_find(self) -> None:
        """Find words as they are typed."""
        self.view.begin_find()
        self.prompt.ask("/", self._keep_find, value="", hint="words", typed=self._find, dropped=self.view.drop_find)

    def _find(self, words: str) -> None:
        self.view.find_as_typed(words)
        self.prompt.tell(self.view.found.count() if words else "")

    def _keep_find(self, words: str) -> None:
        if not words:
            self.view.drop_find()
            return
        self.view.keep_find()
        if not self.view.found.spans:
            self.say(f"“{words}” is not in this article", "notice")

    # Away

    def action_reread(self) -> None:
        """Read the article again from its source."""
        self.post_message(ReadAgain(self.entry))

    def action_shelf(self) -> None:
        """Show the shelf."""
        self.save_place()
        self.post_message(ShowShelf())

    def action_leave(self) -> None:
        """Leave the article."""
        self.save_place()
        self.post_message(LeaveArticle())

    def action_cancel(self) -> None:
        """Give up what was begun last; with nothing begun, the app stops what runs."""
        view = self.view
        if view.stop_asking() or view.drop_selection():
            view.redraw()
        elif view.drop_link():
            view.redraw()
            # The page that it leads to may be on its way.
            raise SkipAction
        elif view.found.words:
            view.found.look_for(self.article, "")
            view.redraw()
        elif view.cursor is not None:
            view.action_cursor()
        else:
            raise SkipAction

    # The place

    def on_leaf_moved(self, message: ArticleView.Moved) -> None:
        """Keep the place after a pause."""
        message.stop()
        self._save_soon()

    def _save_soon(self) -> None:
        if not self._unsaved:
            self._unsaved = True
            self.set_timer(PAUSE, self.save_place)

    def get_selected_text(self) -> str | None:
        """Return what ctrl-c copies."""
        span = self.view.selection.span
        return self.view.text_of(span) if span else None

    def _here(self) -> Passage:
        start = self.spot.place
        return passage(self.article, start, extent(self.article, start, "sentence")[1])

    def _found(self, landing: Landing) -> Place | Span | None:
        """Return where *landing* leads, or None; say so where its words are gone."""
        try:
            return spot_of(self.article, landing)
        except Gone:
            self.say("The passage is not in this article any more", "notice")
            return None

    def _page(self) -> Page:
        return self.opened.page(self.look, cuts=self.cuts)


def changes(before: Article, after: Article) -> str:
    """Return in a sentence how *after* differs from *before*."""
    old, new = [[flatten(block) for block in article.blocks] for article in (before, after)]
    if old == new:
        return "Nothing has changed" if before.title == after.title else "The headline has changed"
    added, gone = len(set(new) - set(old)), len(set(old) - set(new))
    parts = [f"{count} {word}" for count, word in ((added, "new or changed"), (gone, "gone")) if count]
    return f"Read again: paragraphs {' and '.join(parts)}" if parts else "Read again: paragraphs in another order"
