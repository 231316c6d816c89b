"""The widget that shows a page: lays the article out for its size, scrolls, and paints the rows that changed."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import Any, ClassVar

from rich.segment import Segment
from textual import on
from textual.events import Key
from textual.geometry import Region
from textual.strip import Strip
from textual.timer import Timer
from textual.widget import Widget

from termread.article import HEADER, Article, Place
from termread.layout import lay_out
from termread.layout.geometry import Geometry, fit
from termread.layout.model import Page
from termread.palette import Role, Theme
from termread.tui.page.draw import Drawer
from termread.tui.page.fast_paint import DEPTHS, changes, write
from termread.tui.page.feature import Feature
from termread.tui.page.inks import Inks, style_of
from termread.tui.page.messages import Jumped, Moved, Visited
from termread.tui.page.rows import Row, blank
from termread.tui.page.status import StatusLine
from termread.tui.page.viewport import Viewport
from termread.values import replace

SLICE, REST = 0.006, 0.006
"""Seconds of work at a time on the heights of a huge article, and of rest between, for the keyboard."""
STILL = 0.15
"""Seconds after a move before that work goes on, so that scrolling never waits for it."""


class Canvas(Widget):
    """Shows an article at the reader's place, which stays when the size, the theme or the settings change."""

    ALLOW_SELECT: ClassVar[bool] = False

    def __init__(self, theme: Theme, page: Page, **options: Any) -> None:
        super().__init__(**options)
        self.article = Article()
        self.inks = Inks(theme)
        self.page = page
        """The settings that the reader wants; `geometry` has the measure that the screen has room for."""
        self.geometry = Geometry(0, 0, 1)
        self.viewport = Viewport.empty()
        self.features: tuple[Feature, ...] = ()
        """The features in z-order: each is drawn over those before it."""
        self.status = StatusLine(self.repaint, self.set_timer)
        self.footing = True
        """Whether the status row has a row of its own."""
        self._wanted = Place(HEADER)
        self._drawer = Drawer()
        self._frame: list[Row] = []
        self._looking = False
        self._settling: Timer | None = None
        self._moved_at = 0.0

    # What is shown

    @property
    def is_laid_out(self) -> bool:
        """Whether the article is laid out; that waits until the size of the screen is known."""
        return self.viewport.article is self.article

    @property
    def is_settled(self) -> bool:
        """Whether every height of the layout is exact."""
        return self._settling is None

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

    def relayout(self) -> None:
        """Lay the article out for the current size and settings, keeping the place."""
        width, height = self.size
        self._drawer.forget()
        self._frame = []
        if not width or not height:
            return
        self.geometry = fit(width, height, self.page.width, status=self.footing)
        page = replace(self.page, width=self.geometry.measure)
        for feature in self.features:
            page = feature.settings(page)
        if self.is_laid_out:
            self.viewport.use(self.viewport.layout.on(page), self.geometry.text_rows)
        else:
            self.viewport = Viewport(lay_out(self.article, page), self.geometry.text_rows, self._wanted)
        self._begin_settling()
        self.refresh()

    # Moving

    def scroll_lines(self, lines: int) -> None:
        """Scroll by *lines*."""
        if lines < 0:
            self._drawer.renumber(self.viewport, self.viewport.settle_above(-lines))
        self.go(self.viewport.top + lines)

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
        """Post that the reader is about to jump from here."""
        self.post_message(Jumped(self.viewport.place))

    def visit(self, go: Callable[[], None]) -> None:
        """Call *go*, which moves, and post that this is for a look, not reading on."""
        here, done = self.viewport.place, self.viewport.done
        self.go_quietly(go)
        if self.viewport.place != here:
            self.post_message(Visited(here, done, self.viewport.place))

    def go_quietly(self, go: Callable[[], None]) -> None:
        """Call *go*, which moves, without posting that."""
        self._looking = True
        go()
        self._looking = False

    def _uncover_place(self, place: Place) -> None:
        for feature in self.features:
            feature.uncover(place)

    def _moved(self) -> None:
        self._moved_at = monotonic()
        self.repaint()
        if not self._looking:
            self.post_message(Moved(self.viewport.place, self.viewport.done))

    # What is said and asked

    def say(self, text: str, role: Role = "status", *, stay: bool = False) -> None:
        """Show *text* in the status row until the next key or, unless *stay* is set, for a few seconds."""
        self.status.say(text, role, stay=stay)

    def times(self, step: int = 1) -> int:
        """Return *step* times the count typed before the key."""
        return self.status.times(step)

    @on(Key)
    def take_key(self, event: Key) -> None:
        """Give the status row a key that it waits for."""
        if self.status.key(event):
            event.stop()
            event.prevent_default()

    # Drawing

    def status_row(self) -> Row | None:
        """Return the status row, or None if it is hidden."""
        return blank(self.geometry, self.inks) if self.geometry.text_rows < self.geometry.rows else None

    def redraw(self) -> None:
        """Redraw everything in view, because what is laid over the text has changed."""
        self._drawer.forget()
        self.repaint()

    def repaint(self) -> None:
        """Paint the rows that differ from what is on the screen."""
        if not self.is_laid_out or not self.is_mounted:
            return
        before, self._frame = self._frame, self._draw()
        if len(before) != len(self._frame):
            self.refresh()
        elif changed := changes(before, self._frame):
            terminal = getattr(self.app, "terminal", None)
            if terminal is not None and self._is_bare:
                terminal.write_frame(write(changed, DEPTHS[self.app.console.color_system]))
                return
            self.refresh(*(Region(0, each.y, each.extent, 1) for each in changed))

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the strips of the screen, after laying the page out again if the size has changed."""
        if (self.size.width, self.size.height) != (self.geometry.columns, self.geometry.rows):
            self.relayout()
        if not self._frame:
            self._frame = self._draw()
        strips = [strip_of(row) for row in self._frame[crop.y : crop.bottom]]
        if crop.column_span != (0, self.geometry.columns):
            strips = [strip.crop(*crop.column_span) for strip in strips]
        return strips

    def render_line(self, y: int) -> Strip:
        """Return the strip of row *y*."""
        return self.render_lines(Region(0, y, self.size.width, 1))[0]

    def _draw(self) -> list[Row]:
        if not self.is_laid_out:
            return [blank(self.geometry, self.inks)] * self.geometry.rows
        rows = self._drawer.rows(self.viewport, self.geometry, self.inks, self.features)
        if status := self.status_row():
            rows[self.geometry.rows - 1 :] = [status]
        return rows

    @property
    def _is_bare(self) -> bool:
        """Whether nothing else shows: this fills the top screen, and nothing is over it."""
        screen = self.screen
        if screen is not self.app.screen or self.region != screen.region:
            return False
        return all(each is self or not each.display or not each.region for each in screen.children)

    # A huge article

    def _begin_settling(self) -> None:
        if self._settling:
            self._settling.stop()
        self._settling = None if self.viewport.layout.settle(0) else self.set_interval(SLICE + REST, self._settle)

    def _settle(self) -> None:
        """Make more heights exact, keeping the lines in view where they are."""
        if not self.is_laid_out or monotonic() - self._moved_at < STILL:
            return
        top, layout = self.viewport.top, self.viewport.layout
        settled = layout.settle(SLICE)
        self.viewport.use(layout, self.viewport.rows)
        self._drawer.renumber(self.viewport, self.viewport.top - top)
        if settled and self._settling:
            self._settling.stop()
            self._settling = None
            self.repaint()


def strip_of(row: Row) -> Strip:
    """Return *row* as Textual draws it."""
    return Strip([Segment(text, style_of(ink)) for text, ink in row.pieces], row.columns)
