"""The leaf: a page drawn line by line, the window on it, and the status row below. It knows nothing of keys."""

from __future__ import annotations

from time import monotonic
from typing import Any, ClassVar

from textual.filter import ANSIToTruecolor, LineFilter
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.timer import Timer
from textual.widget import Widget

from termread.article import Article, Place
from termread.layout import Layout, lay_out
from termread.layout.geometry import THUMB, Geometry, fit
from termread.layout.model import Line, Page
from termread.palette import Theme
from termread.tui.layers import Layered
from termread.tui.widgets.drawing import Over, Row, blank, draw, with_thumb
from termread.tui.widgets.inks import Inks
from termread.tui.widgets.overlay import Overlay
from termread.tui.widgets.painting import Change, Painted, is_bare
from termread.tui.widgets.sight import Sight
from termread.values import replace

ROWS_KEPT = 600
"""Drawn rows that are remembered; a few screens of them."""

SLICE, REST = 0.006, 0.006
"""Seconds of work on the heights of a huge article, and of rest for the keyboard after it."""
STILL = 0.15
"""Seconds after a move in which that work waits, so that no step does."""


class Leaf(Layered, Widget, layer=True):
    """Draws an article at the reader's place. Whatever changes, size or theme or page, the place stays."""

    ALLOW_SELECT: ClassVar[bool] = False

    class Moved(Message):
        """The reader is at another place."""

        def __init__(self, place: Place, done: float) -> None:
            self.place = place
            self.done = done
            super().__init__()

    def __init__(self, theme: Theme, page: Page, **options: Any) -> None:
        super().__init__(**options)
        self.article = Article()
        self.inks = Inks(theme)
        self.page = page
        """What the reader wants; its width is the measure where the screen has room for it."""
        self.sheet = Geometry(0, 0, 1)
        self.sight: Sight | None = None
        self.footing = True
        """Whether there is a status row."""
        self.overlays: list[Overlay] = []
        self._wanted_place = Place(-1)
        self._rows: dict[int, Row] = {}
        self._frame: list[Row] = []
        self._settling: Timer | None = None
        self._moved_at = 0.0
        self._changes = 0
        """The changes of heights that the drawn rows know of."""

    # What is shown

    def show(self, article: Article, place: Place | None = None) -> None:
        """Show *article* from *place*, or from its beginning."""
        self.article = article
        self._wanted_place = place or Place(-1)
        self.sight = None
        self._lay()

    def set_theme(self, theme: Theme) -> None:
        """Draw in *theme* from now on."""
        self.inks = Inks(theme)
        self.redraw()

    def set_page(self, page: Page) -> None:
        """Set the text another way; the page's width means the measure that is wanted."""
        self.page = page
        self._lay()

    # Moving

    def scroll_lines(self, lines: int) -> None:
        """Move by *lines*."""
        if self.sight:
            if lines < 0:
                self._renumber(self.sight.settle_above(-lines))
            self.go(self.sight.top + lines)

    def go(self, top: int) -> None:
        """Put line *top* first."""
        if self.sight and self.sight.scroll_to(top):
            self.moved()

    def put(self, place: Place, below: int = 0) -> None:
        """Put the line of *place* first, or the one so many lines *below* it."""
        if self.sight and self.sight.put(place, below):
            self.moved()

    def reveal(self, start: Place, end: Place | None = None) -> None:
        """Bring a passage into sight, moving only if it is not; draw anew what lies over the text."""
        if self.sight and self.sight.reveal(start, end):
            self.moved()
        self.redraw()

    def moved(self) -> None:
        """Draw what is in sight now, and tell."""
        self._moved_at = monotonic()
        self.repaint_changes()
        self.tell_moved()

    def tell_moved(self) -> None:
        """Tell where the reader is now."""
        if self.sight:
            self.post_message(self.Moved(self.sight.place, self.sight.done))

    # Drawing

    @property
    def is_telling(self) -> bool:
        """Whether the status row stands over the last line where it has no row of its own."""
        return False

    def status(self, sheet: Geometry) -> Row:
        """Return the status row."""
        return blank(sheet, self.inks)

    def redraw(self) -> None:
        """Draw everything in sight anew: what lies over the text has changed."""
        self._rows.clear()
        self.repaint_changes()

    def repaint_changes(self) -> None:
        """Paint the rows that differ from what is on the screen, as far to the right as they do."""
        if self.sight is None or not self.is_mounted:
            return
        old, self._frame = self._frame, self._compose_frame()
        if len(old) != len(self._frame):
            self.refresh()
            return
        changes = [
            Change(y, before, now)
            for y, (before, now) in enumerate(zip(old, self._frame, strict=True))
            if before is not now and before.pieces != now.pieces
        ]
        if not changes:
            return
        if is_bare(self):
            self.app._display(self.screen, Painted(changes))
        else:
            self.refresh(*(Region(0, each.y, each.extent, 1) for each in changes))

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the strips of the screen; a page laid out for another size is laid out anew first."""
        if (self.size.width, self.size.height) != (self.sheet.columns, self.sheet.rows):
            self._lay()
        if not self._frame:
            self._frame = self._compose_frame()
        strips = [row.strip for row in self._frame[crop.y : crop.bottom]]
        if crop.column_span != (0, self.sheet.columns):
            strips = [strip.crop(*crop.column_span) for strip in strips]
        return strips

    def render_line(self, y: int) -> Strip:
        """Return the strip of row *y*."""
        return self.render_lines(Region(0, y, self.size.width, 1))[0]

    def notify_style_update(self) -> None:
        """Forget what was drawn: colours pass through filters that may have changed."""
        super().notify_style_update()
        self._rows.clear()
        self._frame = []

    def line_at(self, y: int) -> Line | None:
        """Return the line of the page that row *y* of the screen shows."""
        if self.sight is None or not 0 <= y < self.sheet.text_rows:
            return None
        line = self.sight.top + y
        return self.sight.layout.line(line) if line < self.sight.layout.height else None

    def shift_of(self, line: Line) -> int:
        """Return how many cells of *line* are pushed out to the left."""
        del line
        return 0

    def finish(self, row: Row, y: int) -> Row:
        """Return *row* with what stands over the screen rather than over the text."""
        del y
        return row

    def _lay(self) -> None:
        """Lay the article out for the size there is, the place kept."""
        width, height = self.size
        self._rows.clear()
        self._frame = []
        if not width or not height:
            return
        self.sheet = fit(width, height, self.page.width, status=self.footing)
        page = replace(self.page, width=self.sheet.measure)
        layout = self.sight.layout.on(page) if self.sight else lay_out(self.article, page)
        if self.sight is None:
            self.sight = Sight(layout, self.sheet.text_rows, self._wanted_place)
        else:
            self.sight.relay(layout, self.sheet.text_rows)
        self._settle_from(layout)
        self.refresh()

    def _compose_frame(self) -> list[Row]:
        if self.sight is None:
            return [blank(self.sheet, self.inks)] * self.sheet.rows
        sight, sheet = self.sight, self.sheet
        self._draw_missing(sight)
        nothing = blank(sheet, self.inks)
        rows = [self._rows.get(line, nothing) for line in range(sight.top, sight.top + sheet.text_rows)]
        for y in sheet.thumb(sight.top, sight.layout.height):
            rows[y] = with_thumb(rows[y], sheet, self.inks, THUMB)
        rows = [self.finish(row, y) for y, row in enumerate(rows)]
        if sheet.text_rows < sheet.rows:
            rows.append(self.status(sheet))
        elif self.is_telling:
            rows[-1] = self.status(sheet)
        return rows

    def _draw_missing(self, sight: Sight) -> None:
        layout = sight.layout
        if self._changes != layout.changes or len(self._rows) > ROWS_KEPT:
            self._rows.clear()
        missing = [line for line in range(sight.top, sight.bottom) if line not in self._rows]
        if missing:
            first, before = missing[0], layout.changes
            lines = layout.lines(first, missing[-1] + 1)
            if layout.changes != before:
                # What is below has moved; nothing above has.
                self._rows = {line: row for line, row in self._rows.items() if line < first}
                lines = layout.lines(first, sight.bottom)
            filters = self._filters()
            over: dict[int, list[Over]] = {}
            for number, line in enumerate(lines, first):
                if number not in self._rows:
                    self._rows[number] = self._draw(line, over, filters)
        self._changes = layout.changes

    def _renumber(self, shift: int) -> None:
        """Keep the drawn rows that are in sight, now that the lines above them are *shift* more than was estimated."""
        if self.sight and self._changes != self.sight.layout.changes:
            seen = range(self.sight.top - shift, self.sight.top - shift + self.sight.rows)
            self._rows = {line + shift: self._rows[line] for line in seen if line in self._rows}
            self._changes = self.sight.layout.changes

    def _draw(self, line: Line, over: dict[int, list[Over]], filters: list[LineFilter]) -> Row:
        """Return *line* drawn; what lies *over* its block is looked up once for all its lines."""
        block = line.place.block
        if block not in over:
            over[block] = [each for overlay in self.overlays for each in overlay.over(block)]
        gutters = [sign for overlay in reversed(self.overlays) if (sign := overlay.gutter(line))]
        gutter = min(gutters, key=lambda sign: sign.weak, default=None)
        row = draw(line, self.sheet, self.inks, over[block], gutter, self.shift_of(line))
        for each in filters:
            filtered = row.strip.apply_filter(each, self.background_colors[1])
            row = Row.of(filtered, row.columns, row.extent)
        return row

    def _filters(self) -> list[LineFilter]:
        """Return what colours have to pass through; that the terminal's own become true ones is not wanted of a page."""
        return [each for each in self.get_line_filters() if not isinstance(each, ANSIToTruecolor)]

    # A huge article

    def _settle_from(self, layout: Layout) -> None:
        if self._settling:
            self._settling.stop()
        self._settling = None if layout.settle(0) else self.set_interval(SLICE + REST, self._settle)

    def _settle(self) -> None:
        """Make more heights exact; the lines in sight stay, whatever those above them turn out to be."""
        if self.sight is None or monotonic() - self._moved_at < STILL:
            return
        settled = self.sight.layout.settle(SLICE)
        top = self.sight.top
        self.sight.relay(self.sight.layout, self.sight.rows)
        self._renumber(self.sight.top - top)
        if settled and self._settling:
            self._settling.stop()
            self._settling = None
            self.repaint_changes()
