"""The canvas of a page: lays the article out for a screen, scrolls and draws it. It knows no framework."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING, Protocol

from termread.article import HEADER, Article, Place
from termread.layout import lay_out
from termread.layout.geometry import Geometry, fit
from termread.layout.model import Page
from termread.palette import Role, Theme
from termread.tui.page.draw import Drawer
from termread.tui.page.features import Event, Feature, Jumped, Moved, Visited
from termread.tui.page.rows import Inks, Row, blank
from termread.tui.page.status import StatusLine, Timer
from termread.tui.page.viewport import Viewport
from termread.values import replace

if TYPE_CHECKING:
    from termread.tui.graphics.ability import Ability


class Driver(Protocol):
    """What puts a page on a screen: the widget of the framework, or before that the early driver."""

    def paint(self) -> None:
        """Show what `frame` returns now, because it may have changed."""

    def later(self, seconds: float, call: Callable[[], object]) -> Timer:
        """Call *call* in so many seconds."""

    def tell(self, event: Event) -> None:
        """Hear of what the reader did."""

    def ability(self) -> Ability | None:
        """Return how pictures can be drawn; None until the terminal has said it, and then `paint` is called."""


class NoTimer:
    """A call that never comes."""

    def stop(self) -> None:
        """Nothing is due."""


class NoDriver:
    """Shows nothing, for a page of which only a frame is wanted."""

    def paint(self) -> None:
        """Show nothing."""

    def later(self, seconds: float, call: Callable[[], object]) -> Timer:
        """Call nothing."""
        del seconds, call
        return NoTimer()

    def tell(self, event: Event) -> None:
        """Hear nothing."""

    def ability(self) -> Ability | None:
        """Draw no pictures."""
        return None


class Canvas:
    """Shows an article at the reader's place, which stays when the size, the theme or the settings change."""

    def __init__(self, theme: Theme, page: Page) -> None:
        self.driver: Driver = NoDriver()
        self.article = Article()
        self.inks = Inks(theme)
        self.page = page
        """The settings that the reader wants; `geometry` has the measure that the screen has room for."""
        self.geometry = Geometry(0, 0, 1)
        self.viewport = Viewport.empty()
        self.features: tuple[Feature, ...] = ()
        """The features in z-order: each is drawn over those before it."""
        self.status = StatusLine(self.repaint, self._later)
        self.footing = True
        """Whether the status row has a row of its own."""
        self.colors = True
        """Whether the terminal shows colors."""
        self.moved_at = 0.0
        """When the reader moved last, by the monotonic clock."""
        self._size = (0, 0)
        self._wanted = Place(HEADER)
        self._drawer = Drawer()
        self._looking = False

    # What is shown

    @property
    def is_laid_out(self) -> bool:
        """Whether the article is laid out; that waits until the size of the screen is known."""
        return self.viewport.article is self.article

    def show(self, article: Article, place: Place | None = None) -> None:
        """Show *article* from *place*, or from its beginning."""
        self.article = article
        self._wanted = place or Place(HEADER)
        self.viewport = Viewport.empty()
        for feature in self.features:
            feature.opened()
        self.relayout()

    def set_theme(self, theme: Theme) -> None:
        """Change the theme."""
        self.inks = Inks(theme)
        self.redraw()

    def set_page(self, page: Page) -> None:
        """Change the settings."""
        self.page = page
        self.relayout()

    def is_sized(self, columns: int, rows: int) -> bool:
        """Return whether this is for a screen of *columns* by *rows* cells."""
        return self._size == (columns, rows)

    def resize(self, columns: int, rows: int) -> None:
        """Lay out for a screen of *columns* by *rows* cells."""
        self._size = columns, rows
        self.relayout()

    def relayout(self) -> None:
        """Lay the article out for the current size and settings, keeping the place."""
        columns, rows = self._size
        self._drawer.forget()
        if not columns or not rows:
            return
        self.geometry = fit(columns, rows, self.page.width, status=self.footing)
        page = replace(self.page, width=self.geometry.measure)
        for feature in self.features:
            page = feature.settings(page)
        if self.is_laid_out:
            self.viewport.use(self.viewport.layout.on(page), self.geometry.text_rows)
        else:
            self.viewport = Viewport(lay_out(self.article, page), self.geometry.text_rows, self._wanted)
        self.viewport.withhold_heading()
        self.repaint()

    def settle(self, seconds: float = 0.0) -> bool:
        """Spend *seconds* on making heights exact, keeping the lines in view; returns whether all of them are."""
        top, layout = self.viewport.top, self.viewport.layout
        settled = layout.settle(seconds)
        if seconds:
            self.viewport.use(layout, self.viewport.rows)
            self._drawer.renumber(self.viewport, self.viewport.top - top)
        return settled

    # Moving

    def scroll_lines(self, lines: int) -> None:
        """Scroll by *lines*."""
        if lines < 0:
            self._drawer.renumber(self.viewport, self.viewport.settle_above(-lines))
        self.go(self.viewport.top + lines)

    def turn(self, lines: int) -> None:
        """Scroll by *lines* to a page that does not end with a heading."""
        if lines < 0:
            self._drawer.renumber(self.viewport, self.viewport.settle_above(-lines))
        if self.viewport.scroll_to(self.viewport.top + lines):
            self.viewport.withhold_heading()
            self._moved()

    def go(self, top: int) -> None:
        """Scroll to put line *top* first."""
        if self.viewport.scroll_to(top):
            self._moved()

    def put(self, place: Place, below: int = 0) -> None:
        """Scroll to put *place* first, or the line *below* lines further down."""
        self._uncover_place(place)
        if self.viewport.put(place, below):
            self._moved()

    def reveal(self, start: Place, end: Place | None = None) -> None:
        """Scroll a passage into view if it is not, and redraw."""
        self._uncover_place(start)
        if self.viewport.reveal(start, end):
            self._moved()
        self.redraw()

    def jump(self, place: Place) -> None:
        """Go to *place* for a look; the back key returns here."""
        self.leave()
        self.visit(lambda: self.put(place))

    def look_at(self, start: Place, end: Place) -> None:
        """Scroll a passage into view for a look."""
        self.visit(lambda: self.reveal(start, end))

    def leave(self) -> None:
        """Tell that the reader is about to jump from here."""
        self.driver.tell(Jumped(self.viewport.place))

    def visit(self, go: Callable[[], None]) -> None:
        """Call *go*, which moves, and tell that this is for a look, not reading on."""
        here, done = self.viewport.place, self.viewport.done
        self.go_quietly(go)
        if self.viewport.place != here:
            self.driver.tell(Visited(here, done, self.viewport.place))

    def go_quietly(self, go: Callable[[], None]) -> None:
        """Call *go*, which moves, without telling that."""
        self._looking = True
        go()
        self._looking = False

    def _later(self, seconds: float, call: Callable[[], object]) -> Timer:
        return self.driver.later(seconds, call)

    def _uncover_place(self, place: Place) -> None:
        for feature in self.features:
            feature.uncover(place)

    def _moved(self) -> None:
        self.moved_at = monotonic()
        self.repaint()
        if not self._looking:
            self.driver.tell(Moved(self.viewport.place, self.viewport.done))

    # What is said

    def say(self, text: str, role: Role = "status", *, stay: bool = False) -> None:
        """Show *text* in the status row until the next key or, unless *stay* is set, for a few seconds."""
        self.status.say(text, role, stay=stay)

    def times(self, step: int = 1) -> int:
        """Return *step* times the count typed before the key."""
        return self.status.times(step)

    # Drawing

    def status_row(self) -> Row | None:
        """Return the status row, or None if it is hidden."""
        return blank(self.geometry, self.inks) if self.geometry.text_rows < self.geometry.rows else None

    def redraw(self) -> None:
        """Redraw everything in view, because what is laid over the text has changed."""
        self._drawer.forget()
        self.repaint()

    def repaint(self) -> None:
        """Have what has changed painted."""
        if self.is_laid_out:
            self.driver.paint()

    def frame(self) -> list[Row]:
        """Return the rows of the screen."""
        if not self.is_laid_out:
            return [blank(self.geometry, self.inks)] * self.geometry.rows
        rows = self._drawer.rows(self.viewport, self.geometry, self.inks, self.features)
        if status := self.status_row():
            rows[self.geometry.rows - 1 :] = [status]
        return rows
