"""The widgets that drive a page: they paint the rows that change, and hand on keys, the mouse and the time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from time import monotonic
from typing import Any, ClassVar, cast

from rich.segment import Segment
from textual import events, on
from textual.geometry import Region
from textual.strip import Strip
from textual.timer import Timer
from textual.widget import Widget

from termread.article import Place
from termread.commands import commands
from termread.layout.model import Line, Run
from termread.layout.places import Unit, extent
from termread.tui.page.canvas import Canvas
from termread.tui.page.draw import DEPTHS, changes, write
from termread.tui.page.features import Event
from termread.tui.page.pager import Pager
from termread.tui.page.rows import Row, style_of
from termread.tui.page.viewport import offset_at, run_at, unscrolled

SLICE, REST = 0.006, 0.006
"""Seconds of work at a time on the heights of a huge article, and of rest between, for the keyboard."""
STILL = 0.15
"""Seconds after a move before that work goes on, so that scrolling never waits for it."""

SELECTING = frozenset(command.name for command in commands("selecting"))


class Painter:
    """Paints on a widget those rows of its frame that changed, past the framework where nothing else shows."""

    def __init__(self, widget: Widget, frame: Callable[[], Sequence[Row]]) -> None:
        """Paint on *widget* what *frame* returns, a row for each of its lines."""
        self._widget, self._frame = widget, frame
        self._shown: Sequence[Row] = ()

    def forget(self) -> None:
        """Paint all rows the next time."""
        self._shown = ()

    def paint(self) -> None:
        """Paint the rows that differ from what shows."""
        widget = self._widget
        before, self._shown = self._shown, self._frame()
        if len(before) != len(self._shown):
            widget.refresh()
        elif changed := changes(before, self._shown):
            terminal = getattr(widget.app, "terminal", None)
            if terminal is not None and self._is_bare:
                terminal.write_frame(write(changed, DEPTHS[widget.app.console.color_system]))
                return
            widget.refresh(*(Region(0, each.y, each.extent, 1) for each in changed))

    def strips(self, crop: Region) -> list[Strip]:
        """Return what shows as the framework draws it, for the cells in *crop*."""
        self._shown = self._shown or self._frame()
        strips = [strip_of(row) for row in self._shown[crop.y : crop.bottom]]
        if crop.column_span != (0, self._widget.size.width):
            strips = [strip.crop(*crop.column_span) for strip in strips]
        return strips

    @property
    def _is_bare(self) -> bool:
        """Whether nothing else shows: the widget fills the top screen, and nothing is over it."""
        widget, screen = self._widget, self._widget.screen
        if screen is not widget.app.screen or widget.region != screen.region:
            return False
        return all(each is widget or not each.display or not each.region for each in screen.children)


class CanvasView(Widget):
    """Drives a canvas, which it takes when it first needs it: until then the early driver may have it."""

    ALLOW_SELECT: ClassVar[bool] = False

    def __init__(self, take: Callable[[], Canvas], **options: Any) -> None:
        super().__init__(**options)
        self._take_canvas = take
        self._painter = Painter(self, self.frame)
        self._settling: Timer | None = None

    @cached_property
    def canvas(self) -> Canvas:
        """What this drives."""
        canvas = self._take_canvas()
        canvas.driver = self
        canvas.colors = not (self.is_attached and self.app.no_color)
        return canvas

    @property
    def is_settled(self) -> bool:
        """Whether every height of the layout is exact."""
        return self._settling is None

    def frame(self) -> Sequence[Row]:
        """Return the rows of the screen."""
        return self.canvas.frame()

    def paint(self) -> None:
        """Paint the rows that differ from what is on the screen."""
        if not self.is_mounted:
            return
        canvas = self.canvas
        if self._settling is None and not canvas.settle():
            self._settling = self.set_timer(STILL, self._settle)
        self._painter.paint()

    def later(self, seconds: float, call: Callable[[], object]) -> Timer:
        """Call *call* in so many seconds."""
        return self.set_timer(seconds, call)

    def tell(self, event: Event) -> None:
        """Hear of what the reader did."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the strips of the screen, after laying the page out again if the size has changed."""
        if not self.canvas.is_sized(*self.size):
            self._painter.forget()
            self.canvas.resize(*self.size)
        return self._painter.strips(crop)

    def render_line(self, y: int) -> Strip:
        """Return the strip of row *y*."""
        return self.render_lines(Region(0, y, self.size.width, 1))[0]

    def _settle(self) -> None:
        """Make more heights of a huge article exact, while the reader does not scroll: then it only looks again later."""
        wait = STILL - (monotonic() - self.canvas.moved_at) if self.canvas.is_laid_out else STILL
        if wait <= 0 and self.canvas.settle(SLICE):
            self._settling = None
            self.paint()
        else:
            self._settling = self.set_timer(max(wait, SLICE + REST), self._settle)


class PageView(CanvasView, can_focus=True):
    """Drives a pager, by the keys and the mouse."""

    DEFAULT_CSS = "PageView { width: 1fr; height: 1fr; }"

    def __init__(self, take: Callable[[], Pager], hear: Callable[[Event], object] = str, **options: Any) -> None:
        """Drive the pager that *take* returns; *hear* is told what the reader does."""
        super().__init__(take, **options)
        self._hear = hear

    @property
    def pager(self) -> Pager:
        """What this drives."""
        return cast("Pager", self.canvas)

    @cached_property
    def mouse(self) -> Mouse:
        """What the mouse does on the page."""
        return Mouse(self.pager, self)

    def tell(self, event: Event) -> None:
        """Hear of what the reader did."""
        self._hear(event)

    def act(self, name: str) -> Callable[[], object] | None:
        """Return the action *name* if a key may perform it now: those of selecting only while the reader is selecting."""
        return self.pager.acts.get(name) if self.pager.selection.going_on or name not in SELECTING else None

    @on(events.Key)
    def take_key(self, event: events.Key) -> None:
        """Give the status row a key that it waits for."""
        if self.pager.status.key(event):
            event.stop()
            event.prevent_default()

    @on(events.MouseEvent)
    def take_mouse(self, event: events.MouseEvent) -> None:
        """Handle the mouse."""
        if self.mouse.take(event):
            event.stop()


def strip_of(row: Row) -> Strip:
    """Return *row* as Textual draws it."""
    return Strip([Segment(text, style_of(ink)) for text, ink in row.pieces], row.columns)


WHEEL = 3
"""Lines that a notch of the wheel moves."""

DRAG = 0.05
"""Seconds per line while a drag beyond the edge scrolls."""
TAKEN: dict[int, Unit] = {2: "word", 3: "paragraph"}
"""What a double and a triple click select."""


class Mouse:
    """Turns cells into places by our own hit test, so a selection is not tied to the layout."""

    def __init__(self, pager: Pager, view: Widget) -> None:
        """Act on *pager*; *view*, which drives it, captures the mouse."""
        self._pager, self._view = pager, view
        self._held: Place | None = None
        """Where the button went down."""
        self._held_row = 0
        self._pointer = (0, 0)
        self._dragged = False
        """Whether the mouse has moved since then."""
        self._scrolling: Timer | None = None
        """Scrolls while a drag is beyond the edge."""

    def take(self, event: events.MouseEvent) -> bool:
        """Act on *event*; returns whether it was handled."""
        match event:
            case events.MouseScrollDown():
                self._pager.scroll_lines(WHEEL)
            case events.MouseScrollUp():
                self._pager.scroll_lines(-WHEEL)
            case events.MouseDown(button=1):
                self._hold(event)
            case events.MouseMove():
                self._move(event)
            case events.MouseUp() if self._held is not None:
                self._let_go()
            case events.Click():
                self._click(event)
            case _:
                return False
        return not isinstance(event, events.MouseMove)

    def hit(self, x: int, y: int) -> Place | None:
        """Return the place of the character at column *x* of row *y*, or in the margins of the nearest one."""
        line = self._pager.viewport.line_at(min(max(0, y), self._pager.geometry.text_rows - 1))
        return Place(line.place.block, offset_at(line, self._cell(line, x))) if line else None

    def _run_at(self, x: int, y: int) -> Run | None:
        line = self._pager.viewport.line_at(y)
        return run_at(line, self._cell(line, x)) if line else None

    def _cell(self, line: Line, x: int) -> int:
        return unscrolled(line, x - self._pager.geometry.left, self._pager.viewport.shift_of(line))

    def _hold(self, event: events.MouseDown) -> None:
        """Start what may become a drag."""
        self._held = self.hit(event.x, event.y)
        self._pointer = (event.x, event.y)
        self._held_row, self._dragged = event.y, False
        self._view.capture_mouse()

    def _move(self, event: events.MouseMove) -> None:
        """Continue a drag."""
        if self._held is None or (event.x, event.y) == self._pointer:
            return
        self._pointer, self._dragged = (event.x, event.y), True
        self._drag()
        rows = self._pager.geometry.text_rows
        beyond = event.y <= 0 < self._held_row or event.y >= rows > self._held_row
        if beyond and self._scrolling is None:
            self._scrolling = self._view.set_interval(DRAG, self._drag_beyond)
        elif not beyond:
            self._stop_scrolling()

    def _let_go(self) -> None:
        """End a drag."""
        self._held = None
        self._view.release_mouse()
        self._stop_scrolling()
        if self._dragged and self._pager.selection.span:
            self._pager.say("y copies, H highlights, a adds a note")

    def _click(self, event: events.Click) -> None:
        """Follow a link, select a word or paragraph, or clear the selection."""
        here = self.hit(event.x, event.y)
        if here is None or self._dragged:
            return
        if unit := TAKEN.get(event.chain):
            self._pager.selection.select(extent(self._pager.article, here, unit))
        elif not self._pager.selection.drop() and (run := self._run_at(event.x, event.y)) and run.href:
            self._pager.footnotes.click(here, run.href, picture=run.role == "picture")

    def _drag(self) -> None:
        there = self.hit(*self._pointer)
        if self._held is not None and there is not None:
            self._pager.selection.set(self._held, there)
            self._pager.redraw()

    def _drag_beyond(self) -> None:
        self._pager.scroll_lines(-1 if self._pointer[1] <= 0 else 1)
        self._drag()

    def _stop_scrolling(self) -> None:
        if self._scrolling:
            self._scrolling.stop()
            self._scrolling = None
