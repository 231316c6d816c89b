"""The widgets that drive a page: they paint the rows that change, and hand on keys, the mouse and the time."""

from __future__ import annotations

from asyncio import TimerHandle, get_running_loop
from collections.abc import Callable, Iterator, Sequence
from contextvars import copy_context
from functools import cached_property
from time import monotonic
from typing import TYPE_CHECKING, Any, ClassVar, cast

from rich.segment import Segment
from textual import events, on
from textual.geometry import Region
from textual.strip import Strip
from textual.timer import Timer
from textual.widget import Widget

from termread.commands import commands
from termread.tui.graphics.layers import screen_in_view
from termread.tui.page.canvas import Canvas
from termread.tui.page.draw import DEPTHS, changes, write
from termread.tui.page.features import Event
from termread.tui.page.mouse import Mouse
from termread.tui.page.pager import Pager
from termread.tui.page.rows import Row, style_of

if TYPE_CHECKING:
    from textual.app import App

    from termread.tui.graphics.ability import Ability
    from termread.tui.graphics.drawn import Wanted
    from termread.tui.graphics.large_text import Shown
    from termread.tui.textual_compat.terminal import Terminal

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
                data = write(changed, DEPTHS[widget.app.console.color_system])
                terminal.write_frame(data, {each.y for each in changed})
                return
            widget.refresh(*(Region(0, each.y, each.extent, 1) for each in changed))

    def strips(self, crop: Region) -> list[Strip]:
        """Return what shows as the framework draws it, for the cells in *crop*."""
        self._shown = self._shown or self._frame()
        strips = [strip_of(row) for row in self._shown[crop.y : crop.bottom]]
        if crop.column_span != (0, self._widget.size.width):
            strips = [strip.crop(*crop.column_span) for strip in strips]
        return strips

    def pixels(self) -> Wanted:
        """Return the pixels that show, by the row of the screen."""
        return {y: row.pixels for y, row in self._uncovered() if row.pixels is not None}

    def large_text(self) -> Shown:
        """Return the large text that shows, by its upper row on the screen."""
        rows = dict(self._uncovered())
        return {y: row.large for y, row in rows.items() if row.large is not None and y + 1 in rows}

    def _uncovered(self) -> Iterator[tuple[int, Row]]:
        """Yield the rows over which no other widget is, but not the last: a sixel scrolls there."""
        others = [each.region for each in self._widget.screen.children if each is not self._widget and each.display]
        covered = {y for region in others if region for y in range(region.y, region.bottom)}
        yield from ((y, row) for y, row in enumerate(self._shown[:-1]) if y not in covered)

    @property
    def _is_bare(self) -> bool:
        """Whether nothing else shows: the widget fills the top screen, and nothing is over it."""
        widget, screen = self._widget, self._widget.screen
        if screen is not screen_in_view(widget.app) or widget.region != screen.region:
            return False
        return all(each is widget or not each.display or not each.region for each in screen.children)


class Due:
    """A call that is due; a timer of the framework is a task, which costs as much as a step."""

    def __init__(self, handle: TimerHandle) -> None:
        self._handle = handle

    def stop(self) -> None:
        """Do not call."""
        self._handle.cancel()


class CanvasView(Widget):
    """Drives a canvas, which it takes when it first needs it: until then the early driver may have it."""

    ALLOW_SELECT: ClassVar[bool] = False

    def __init__(self, take: Callable[[], Canvas], **options: Any) -> None:
        super().__init__(**options)
        self._take_canvas = take
        self._painter = Painter(self, self.frame)
        self._settling: Timer | None = None
        self._own_context = copy_context()

    def on_mount(self) -> None:
        """Remember whose context this is, for what the event loop calls itself."""
        self._own_context = copy_context()

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

    def pixels(self) -> Wanted:
        """Return the pixels that show, by the row of the screen."""
        return self._painter.pixels()

    def large_text(self) -> Shown:
        """Return the large text that shows, by its upper row on the screen."""
        return self._painter.large_text()

    def ability(self) -> Ability | None:
        """Return how pictures can be drawn; None until the terminal has said it, and then they are."""
        # The answer comes while input is read, where a timer of the framework would not know its app.
        return ability_of(self.app, lambda: self.call_later(self.canvas.repaint))

    def later(self, seconds: float, call: Callable[[], object]) -> Due:
        """Call *call* in so many seconds."""
        # Not by a message to this widget, which takes longer than what most calls do.
        return Due(get_running_loop().call_later(seconds, self._call, call, context=self._own_context))

    def _call(self, call: Callable[[], object]) -> None:
        if not self.is_running:
            return
        try:
            call()
        except Exception as error:  # noqa: BLE001 - it is raised where the framework reports it
            self.call_later(raise_again, error)

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


def raise_again(error: Exception) -> None:
    """Raise *error* in a callback of the framework, which reports it."""
    raise error


def ability_of(app: App[Any], then: Callable[[], object]) -> Ability | None:
    """Return how the terminal of *app* draws pictures; None until it has said it, and then *then* is called."""
    terminal: Terminal | None = getattr(app, "terminal", None)
    if terminal is None:
        from termread.tui.graphics.ability import HALF_BLOCKS

        return HALF_BLOCKS
    return terminal.ability(then)


def strip_of(row: Row) -> Strip:
    """Return *row* as Textual draws it."""
    return Strip([Segment(text, style_of(ink)) for text, ink in row.pieces], row.columns)
