"""The reader's ways through the page: lines, screens, paragraphs, headings, per cent."""

from __future__ import annotations

import sys
from bisect import bisect_left
from collections.abc import Callable, Iterable
from typing import Any

from textual.message import Message

from termread.article import HEADER, Article, Entry, Place
from termread.layout.model import Line, Page
from termread.layout.outline import headings
from termread.text import width
from termread.tui.widgets.drawing import Gutter, Over
from termread.tui.widgets.keyed import Keyed
from termread.tui.widgets.overlay import Overlay
from termread.values import replace


class Moving(Keyed, layer=True):
    """The Move group of the actions, and the paragraph cursor."""

    class Leapt(Keyed.Moved):
        """The reader left a place by a jump, to which *back* leads; Moved follows."""

    class Visited(Message):
        """The reader went from *here*, where so much was *done*, to *place* for a look."""

        def __init__(self, here: Place, done: float, place: Place) -> None:
            self.here = here
            self.done = done
            self.place = place
            super().__init__()

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.cursor: int | None = None
        """The block that the paragraph cursor stands on."""
        self.headings: list[tuple[int, str, Place]] = []
        self.shifts: dict[int, int] = {}
        self._looking = False
        self.overlays.append(Cursor(self))

    def show(self, article: Article, place: Place | None = None) -> None:
        """Show *article*, its headings known and no cursor in it."""
        self.headings = list(headings(article))
        self.cursor = None
        self.shifts = {}
        self.page = replace(self.page, folded=frozenset())
        super().show(article, place)

    def leap(self) -> None:
        """Tell that the reader is about to jump from here."""
        if self.sight:
            self.post_message(self.Leapt(self.sight.place, self.sight.done))

    def jump(self, place: Place) -> None:
        """Go to *place* for a look; *back* leads here."""
        self.leap()
        self.visit(lambda: self.put(place))

    def look_at(self, start: Place, end: Place) -> None:
        """Bring a passage into sight for a look, moving only if it is not."""
        self.visit(lambda: self.reveal(start, end))

    def visit(self, go: Callable[[], None]) -> None:
        """Let *go* lead elsewhere, and tell that this is not reading on."""
        if self.sight:
            here, done = self.sight.place, self.sight.done
            self.go_unheard(go)
            if self.sight.place != here:
                self.post_message(self.Visited(here, done, self.sight.place))

    def go_unheard(self, go: Callable[[], None]) -> None:
        """Let *go* lead elsewhere, and tell nothing."""
        self._looking = True
        go()
        self._looking = False

    def tell_moved(self) -> None:
        """Tell where the reader is now, unless they only look."""
        if not self._looking:
            super().tell_moved()

    def action_line_down(self) -> None:
        """Move on by lines."""
        self.scroll_lines(self.times())

    def action_line_up(self) -> None:
        """Move back by lines."""
        self.scroll_lines(-self.times())

    def action_page_forward(self) -> None:
        """Move on by screens, one line of the former kept."""
        self.scroll_lines(self.times(max(1, self.sheet.text_rows - 1)))

    def action_page_back(self) -> None:
        """Move back by screens."""
        self.scroll_lines(-self.times(max(1, self.sheet.text_rows - 1)))

    def action_half_down(self) -> None:
        """Move on by half screens."""
        self.scroll_lines(self.times(max(1, self.sheet.text_rows // 2)))

    def action_half_up(self) -> None:
        """Move back by half screens."""
        self.scroll_lines(-self.times(max(1, self.sheet.text_rows // 2)))

    def action_start(self) -> None:
        """Go to the beginning, or to the line that the count says."""
        self.leap()
        self.go(0 if self.count is None else self.count - 1)

    def action_end(self) -> None:
        """Go to the end, or to the line that the count says."""
        if self.sight:
            self.leap()
            self.go(self.sight.limit if self.count is None else self.count - 1)

    def action_percent(self) -> None:
        """Go as far as the count says."""
        if self.sight and self.count is not None:
            self.leap()
            self.go(round(self.sight.limit * min(self.count, 100) / 100))

    def action_paragraph_next(self) -> None:
        """Move on by blocks, or the cursor."""
        self._step_blocks(self.times())

    def action_paragraph_previous(self) -> None:
        """Move back by blocks, or the cursor."""
        self._step_blocks(-self.times())

    def action_heading_next(self) -> None:
        """Move on by headings."""
        if self.sight:
            places = [place for place in self._headings() if self.sight.layout.line_of(place) > self.sight.top]
            self._go_among(places, self.times() - 1)

    def action_post_next(self) -> None:
        """Move on by posts of the top level."""
        if self.sight:
            places = [place for place in self._posts() if self.sight.layout.line_of(place) > self.sight.top]
            self._go_among(places, self.times() - 1)

    def action_post_previous(self) -> None:
        """Move back by posts of the top level, before the first of them to the beginning."""
        if self.sight:
            places = [place for place in self._posts() if self.sight.layout.line_of(place) < self.sight.top]
            self._go_among([*reversed(places), Place(HEADER)], self.times() - 1)

    def _posts(self) -> list[Place]:
        blocks = enumerate(self.article.blocks)
        return [Place(index) for index, block in blocks if isinstance(block, Entry) and not block.depth]

    def action_fold(self) -> None:
        """Fold the post at the cursor, or the first in sight, or unfold it."""
        block = self._post()
        if block is None:
            self.say("There is no post here to fold")
            return
        self._fold(self.page.folded ^ {block})
        if self.sight and not self.sight.sees(Place(block)):
            self.put(Place(block))

    def _post(self) -> int | None:
        """Return the post at the cursor, or else the first one in sight."""
        if self.sight is None:
            return None
        first = self._first_block() if self.cursor is None else self.cursor
        last = self.sight.layout.place_at(self.sight.bottom - 1).block if self.cursor is None else first
        blocks = self.article.blocks
        shown = (block for block in range(max(first, 0), last + 1) if block not in self.sight.layout.hidden)
        return next((block for block in shown if isinstance(blocks[block], Entry)), None)

    def _fold(self, folded: frozenset[int]) -> None:
        super().set_page(replace(self.page, folded=folded))

    def _unfold(self, place: Place) -> None:
        """Show *place* where it is in the text of a folded post, or in a reply to one."""
        if place.offset and place.block in self.page.folded:
            self._fold(self.page.folded - {place.block})
        while self.sight and (post := self.sight.layout.hidden.get(place.block)) is not None:
            self._fold(self.page.folded - {post})

    def set_page(self, page: Page) -> None:
        """Set the text another way; what is folded stays so."""
        super().set_page(replace(page, folded=self.page.folded))

    def put(self, place: Place, below: int = 0) -> None:
        """Put the line of *place* first; a folded post that holds it is unfolded."""
        self._unfold(place)
        super().put(place, below)

    def reveal(self, start: Place, end: Place | None = None) -> None:
        """Bring a passage into sight; a folded post that holds it is unfolded."""
        self._unfold(start)
        super().reveal(start, end)

    def action_heading_previous(self) -> None:
        """Move back by headings, before the first of them to the beginning."""
        if self.sight:
            shown = self._headings()
            before = bisect_left([self.sight.layout.line_of(place) for place in shown], self.sight.top)
            self._go_among([Place(HEADER), *shown[:before]][::-1], self.times() - 1)

    def _headings(self) -> list[Place]:
        """Return where the headings are that no fold hides."""
        hidden = self.sight.layout.hidden if self.sight else {}
        return [place for _, _, place in self.headings if place.block not in hidden]

    def action_cursor(self) -> None:
        """Show the paragraph cursor on the first block in sight, or take it away."""
        self.cursor = self._first_block() if self.cursor is None else None
        self.redraw()

    def action_table_right(self) -> None:
        """Show more of the right of a wide table or of long lines of code."""
        self._shift(self.times(8))

    def action_table_left(self) -> None:
        """Show more of their left."""
        self._shift(-self.times(8))

    def shift_of(self, line: Line) -> int:
        """Return how far *line* is pushed out: only lines that are wider than the measure are."""
        return self.shifts.get(line.place.block, 0) if line.wide else 0

    def _shift(self, cells: int) -> None:
        lines = [line for y in range(self.sheet.text_rows) if (line := self.line_at(y)) and line.wide]
        widest: dict[int, int] = {}
        for line in lines:
            widest[line.place.block] = max(widest.get(line.place.block, 0), width(line.text))
        beyond = {block: cells - self.sheet.measure for block, cells in widest.items() if cells > self.sheet.measure}
        if not beyond:
            self.say("Nothing in sight is wider than the page")
        for block, most in beyond.items():
            self.shifts[block] = min(max(0, self.shifts.get(block, 0) + cells), most)
        self.redraw()

    def _step_blocks(self, steps: int) -> None:
        if self.sight is None:
            return
        if self.cursor is not None:
            self.cursor = self._block_from(self.cursor, steps)
            last = len(self.article.blocks) - 1
            self.reveal(Place(self.cursor), Place(self.cursor + 1) if self.cursor < last else None)
            return
        line_of = self.sight.layout.line_of
        here = self.sight.place.block
        if steps < 0 and line_of(Place(here)) < self.sight.top:
            steps += 1
        self.put(Place(self._block_from(here, steps)))

    def _block_from(self, block: int, steps: int) -> int:
        """Return the block so many *steps* from *block*, folded ones not counted."""
        last = len(self.article.blocks) - 1
        hidden = self.sight.layout.hidden if self.sight else {}
        if not hidden:
            return min(max(HEADER, block + steps), last)
        shown = [each for each in range(HEADER, last + 1) if each not in hidden]
        return shown[min(max(0, bisect_left(shown, block) + steps), len(shown) - 1)]

    def _first_block(self) -> int:
        """Return the first block whose beginning is in sight, or the one that fills the screen."""
        assert self.sight
        block = self.sight.place.block
        after = Place(block + 1)
        begins_above = self.sight.layout.line_of(Place(block)) < self.sight.top
        if begins_above and after.block < len(self.article.blocks) and self.sight.sees(after):
            return after.block
        return block

    def _go_among(self, places: list[Place], index: int) -> None:
        if places:
            self.put(places[min(max(0, index), len(places) - 1)])


class Cursor(Overlay):
    """The bar beside the paragraph that the cursor stands on."""

    def __init__(self, view: Moving) -> None:
        self.view = view

    def over(self, block: int) -> Iterable[Over]:
        """Yield the whole block that the cursor stands on."""
        if block == self.view.cursor:
            yield Over(0, sys.maxsize, "cursor")

    def gutter(self, line: Line) -> Gutter | None:
        """Return the bar beside every line of the block that has text."""
        here = self.view.cursor is not None and line.place.block == self.view.cursor and bool(line.runs)
        return Gutter("▌", "bookmark") if here else None
