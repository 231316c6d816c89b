"""An article on the screen: opened at its place, found in, moved through with back and forward, left with its place kept."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar, NamedTuple

from textual import events
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
from termread.tui.messages import Browse, Collect, Damaged, LeaveArticle, OpenAddress, OpenEntry, ReadAgain, ShowShelf
from termread.tui.widgets.addresses import inside, leads_home, told
from termread.tui.widgets.article_view import ArticleView
from termread.tui.widgets.history import History
from termread.tui.widgets.prompt import Prompt

PAUSE = 1.5
"""Seconds after which the reading place is kept, counted from the first move."""


class Spot(NamedTuple):
    """A place in one of the kept articles."""

    entry: int
    place: Place


class Landing(NamedTuple):
    """Where in an article the reader wants to arrive; nothing said means where they left off."""

    place: Place | None = None
    passage: Passage | None = None
    address: str = ""
    """The address as asked for: its fragment may name a place or a passage."""


class Reading(Screen[None]):
    """Reads one article. What it cannot do itself it asks of the app by the messages of `tui.messages`."""

    AUTO_FOCUS: ClassVar[str | None] = "ArticleView"
    DEFAULT_CSS = "Reading { layers: default prompt; }"

    def __init__(
        self,
        desk: Desk,
        opened: Opened,
        look: Look,
        theme: Theme,
        *,
        landing: Landing | None = None,
        history: History[Spot] | None = None,
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
        found = self._find_landing(self._landing)
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
        found = self._find_landing(landing)
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
        self.history.change(lambda spot: spot._replace(entry=opened.kept.id) if spot.entry == begun else spot)
        self.opened, self.view.coming, self.view.page = opened, False, self._page()
        found = locate(opened.article, here)
        self.view.show(opened.article, found[0] if found else here.start)
        self.view.found.look_for(opened.article, words)
        self.view.be_silent()
        self._save_soon()

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
            self.say(
                error.text if self.opened.whole else "The rest of this page is still coming; then it is kept", "error"
            )
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

    # Back and forward

    def on_moving_leapt(self, message: ArticleView.Leapt) -> None:
        """Remember where a jump began."""
        message.stop()
        self.history.leave(Spot(self.entry, message.place))

    def action_go_back(self) -> None:
        """Go back to where the last jump began."""
        self._turn(self.history.back(self.spot), "Nothing lies behind")

    def action_go_forward(self) -> None:
        """Go forward again."""
        self._turn(self.history.forward(self.spot), "Nothing lies ahead")

    def _turn(self, spot: Spot | None, none: str) -> None:
        if spot is None:
            self.say(none)
        elif spot.entry == self.entry:
            self.view.put(spot.place)
        else:
            self.save_place()
            self.post_message(OpenEntry(spot.entry, place=spot.place))

    # Links, and away

    def on_linking_followed(self, message: ArticleView.Followed) -> None:
        """Open what a link leads to."""
        message.stop()
        if self.from_net and leads_home(message.href):
            question = f"{told(message.href)} lies in your own network. Go there? y/n"
            self.view.ask_key(question, lambda key: self._go_home(key, message))
        else:
            self._go_out(message)

    def _go_home(self, key: events.Key, message: ArticleView.Followed) -> bool:
        if key.character == "y":
            self._go_out(message)
        return False

    def _go_out(self, message: ArticleView.Followed) -> None:
        if message.picture or message.href.startswith("mailto:"):
            self.post_message(Browse(message.href))
            return
        self.history.leave(self.spot)
        self.save_place()
        self.post_message(OpenAddress(message.href, from_page=True))

    def action_browse(self) -> None:
        """Open the link in focus in the browser, or this article."""
        address = self.view.link or self.article.url or self.article.canonical_url
        if address:
            self.post_message(Browse(address))
        else:
            self.say("This article has no address on the net")

    def action_collect(self) -> None:
        """Keep the link in focus for later."""
        if self.view.link is None or self.view.focused_link is None:
            self.say("Tab goes to a link; c keeps it for later")
            return
        start, end, href = self.view.links[self.view.focused_link]
        if self.from_net and leads_home(href):
            self.say("This link leads into your own network, and is not kept", "notice")
            return
        self.post_message(Collect(href, self.view.text_of((start, end))))

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

    def _find_landing(self, landing: Landing) -> Place | tuple[Place, Place] | None:
        """Return the place or the passage that *landing* means, or None; say so where its words are gone."""
        if landing.place is not None:
            return landing.place
        if landing.passage is None and "#" not in landing.address:
            return None
        from termread.layout.fragments import find_fragment, read_fragment

        fragment = read_fragment(landing.address)
        if landing.passage is None and fragment is None:
            return inside(self.article, "#" + landing.address.partition("#")[2])
        found = locate(self.article, landing.passage) if landing.passage else None
        if found is None and fragment is not None:
            found = find_fragment(self.article, fragment)
        if found is None:
            self.say("The passage is not in this article any more", "notice")
        return found

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
