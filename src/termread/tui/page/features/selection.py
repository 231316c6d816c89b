"""Selecting a passage: by keys from word to word, by the mouse, or by a cursor on a whole paragraph."""

from __future__ import annotations

import sys
from bisect import bisect_left
from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from termread.article import HEADER, Article, Place
from termread.layout.model import Line
from termread.layout.passages import text_between
from termread.layout.places import Unit, extent, move
from termread.layout.search import text_of
from termread.tui.page.features import Feature
from termread.tui.page.features.find import Find
from termread.tui.page.rows import GutterMark, Overlay, Span, clip
from termread.tui.page.status import Said
from termread.tui.page.viewport import cell_of, offset_at

if TYPE_CHECKING:
    from termread.tui.page.canvas import Canvas


class Selection(Feature):
    """The selected passage, as two places, so that it survives every change of the layout."""

    def __init__(self, canvas: Canvas, cursor: Cursor, find: Find) -> None:
        self._canvas, self._cursor, self._find = canvas, cursor, find
        self._ends: tuple[Place, Place] | None = None
        """The tail, which stays, and the head, which moves; both characters are selected."""
        self.span: Span | None = None
        self.going_on = False
        """Whether keys move the head."""
        moves: dict[Unit, tuple[str, str]] = {
            "character": ("character_right", "character_left"),
            "word": ("word_next", "word_previous"),
            "sentence": ("sentence_next", "sentence_previous"),
            "paragraph": ("select_paragraph_next", "select_paragraph_previous"),
        }
        self.actions = {
            "select": self._toggle,
            "other_end": self._turn,
            "select_down": lambda: self._extend_lines(canvas.times()),
            "select_up": lambda: self._extend_lines(-canvas.times()),
            **{names[0]: partial(self._extend, unit, 1) for unit, names in moves.items()},
            **{names[1]: partial(self._extend, unit, -1) for unit, names in moves.items()},
        }

    @property
    def marked(self) -> Span | None:
        """The passage to act on: the selection, or else the cursor's paragraph or the current match if in view."""
        match = self._find.match
        seen = match if match and self._canvas.viewport.sees_some(*match) else None
        return self.span or self._cursor.span or seen

    @property
    def pointed(self) -> Span | None:
        """The passage to bookmark: the selection, or else the cursor's paragraph in view or the sentence of a fresh match."""
        match = self._find.fresh_match
        sentence = extent(self._canvas.article, match[0], "sentence") if match else None
        return self.span or self._cursor.span or sentence

    @property
    def message(self) -> Said | None:
        """What the status row says while keys move the head."""
        if not self.going_on or not self.span:
            return None
        words = len(text_between(self._canvas.article, *self.span).split())
        return Said(f"{words} word{'s' * (words != 1)} · H highlight · y copy · a note · esc", "status_key")

    def opened(self) -> None:
        """Clear the selection."""
        self._ends = self.span = None
        self.going_on = False

    def overlay(self, block: int) -> Iterable[Overlay]:
        """Yield the selected part of *block*."""
        if self.span and self.span[0].block <= block <= self.span[1].block:
            yield clip(*self.span, block, "selection")

    def cancel(self) -> bool:
        """Clear the selection."""
        had = self.span is not None
        self._ends = self.span = None
        self.going_on = False
        return had

    def set(self, tail: Place, head: Place) -> None:
        """Select from *tail* to *head*, in either order, including both characters."""
        self._ends = tail, head
        first, last = sorted(self._ends)
        self.span = first, extent(self._canvas.article, last, "character")[1]

    def select(self, span: Span) -> None:
        """Select exactly *span*."""
        self._ends = self.span = span
        self._canvas.redraw()

    def drop(self) -> bool:
        """Clear the selection and redraw; returns whether anything was selected."""
        had = self.cancel()
        self._canvas.redraw()
        return had

    def _toggle(self) -> None:
        """Start selecting at the match, the cursor's paragraph or the first sentence in view; when selecting, stop."""
        if self.going_on:
            self.drop()
            return
        if self.span is None:
            article, viewport = self._canvas.article, self._canvas.viewport
            begin = self.marked[0] if self.marked else extent(article, viewport.first, "sentence")[0]
            start, end = extent(article, begin if viewport.sees(begin) else viewport.first, "word")
            self.set(start, _last_of(article, start, end))
        self.going_on = True
        self._canvas.say(
            "h l w b ( ) { } move the end, o switches ends; H highlights, y copies, esc cancels", stay=True
        )
        self._canvas.redraw()

    def _turn(self) -> None:
        """Swap head and tail."""
        if self._ends:
            tail, head = self._ends
            self._move(head, tail)

    def _move(self, tail: Place, head: Place) -> None:
        self.set(tail, head)
        self._canvas.reveal(head)

    def _extend(self, unit: Unit, step: int) -> None:
        """Move the head by *step* units; when it is the later end, it takes each unit whole."""
        if self._ends:
            tail, head = self._ends
            steps = self._canvas.times(step)
            if unit == "character" or head < tail:
                self._move(tail, move(self._canvas.article, head, unit, steps))
            else:
                self._move(tail, self._later_end(tail, head, unit, steps))

    def _later_end(self, tail: Place, head: Place, unit: Unit, steps: int) -> Place:
        article = self._canvas.article
        start, end = extent(article, head, unit)
        if steps > 0:
            if head < _last_of(article, start, end):
                steps -= 1
            return _last_of(article, *extent(article, move(article, head, unit, steps), unit))
        back = move(article, start, unit, steps)
        return back if back < tail else _last_of(article, *extent(article, back, unit))

    def _extend_lines(self, lines: int) -> None:
        if not self._ends:
            return
        tail, head = self._ends
        layout = self._canvas.viewport.layout
        number = layout.line_of(head)
        cell = cell_of(layout.line(number), head.offset) or 0
        target = number + lines
        while 0 <= target < layout.height and not layout.line(target).runs:
            target += 1 if lines > 0 else -1
        line = layout.line(min(max(0, target), layout.height - 1))
        self._move(tail, Place(line.place.block, offset_at(line, cell)))


def _last_of(article: Article, start: Place, end: Place) -> Place:
    """Return the place of the last character between *start* and *end*."""
    return move(article, end, "character", -1) if end > start else start


class Cursor(Feature):
    """A cursor on a whole block. While it is off, steps by paragraph scroll the page."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self.block: int | None = None
        """The block it is on, or None while it is off."""
        self.actions = {
            "cursor": self.toggle,
            "paragraph_next": lambda: self._step(canvas.times()),
            "paragraph_previous": lambda: self._step(-canvas.times()),
        }

    @property
    def span(self) -> Span | None:
        """The text of the block it is on, while any of it is in view."""
        if self.block is None:
            return None
        span = Place(self.block), Place(self.block, len(text_of(self._canvas.article, self.block)))
        return span if self._canvas.viewport.sees_some(*span) else None

    @property
    def first(self) -> int:
        """The first block that starts in view, or the one that fills the screen."""
        viewport = self._canvas.viewport
        block, after = viewport.place.block, Place(viewport.place.block + 1)
        begins_above = viewport.layout.line_of(Place(block)) < viewport.top
        seen = begins_above and after.block < len(viewport.article.blocks) and viewport.sees(after)
        return after.block if seen else block

    def opened(self) -> None:
        """Turn the cursor off."""
        self.block = None

    def overlay(self, block: int) -> Iterable[Overlay]:
        """Yield the whole of the block it is on."""
        if block == self.block:
            yield Overlay(0, sys.maxsize, "cursor")

    def gutter(self, line: Line) -> GutterMark | None:
        """Return a bar beside each line of text of the block it is on."""
        here = self.block is not None and line.place.block == self.block and bool(line.runs)
        return GutterMark("▌", "bookmark") if here else None

    def cancel(self) -> bool:
        """Turn the cursor off."""
        had, self.block = self.block is not None, None
        return had

    def toggle(self) -> None:
        """Turn the cursor on at the first block in view, or off."""
        self.block = self.first if self.block is None else None
        self._canvas.redraw()

    def _step(self, steps: int) -> None:
        """Move the cursor or, while it is off, the page by blocks."""
        canvas, viewport = self._canvas, self._canvas.viewport
        if self.block is not None:
            self.block = self._block_from(self.block, steps)
            last = self.block >= len(canvas.article.blocks) - 1
            canvas.reveal(Place(self.block), None if last else Place(self.block + 1))
            return
        here = viewport.place.block
        if steps < 0 and viewport.layout.line_of(Place(here)) < viewport.top:
            steps += 1
        canvas.put(Place(self._block_from(here, steps)))

    def _block_from(self, block: int, steps: int) -> int:
        """Return the block *steps* blocks after *block*, not counting those in folded posts."""
        last = len(self._canvas.article.blocks) - 1
        hidden = self._canvas.viewport.layout.hidden
        if not hidden:
            return min(max(HEADER, block + steps), last)
        shown = [each for each in range(HEADER, last + 1) if each not in hidden]
        return shown[min(max(0, bisect_left(shown, block) + steps), len(shown) - 1)]
