"""Marking a passage: by keys from word to word, by the mouse, or with the paragraph cursor. A passage is two places."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from termread.article import Article, Place
from termread.layout.passages import text_between
from termread.layout.places import Unit, extent, move
from termread.layout.search import text_of
from termread.tui.widgets.cells import cell_of, offset_at
from termread.tui.widgets.drawing import Over, lying
from termread.tui.widgets.finding import Span
from termread.tui.widgets.linking import Linking
from termread.tui.widgets.overlay import Overlay


class Selection(Overlay):
    """What is selected: from one end to the other, the character at the later end with it. It outlives every layout."""

    def __init__(self) -> None:
        self.tail: Place | None = None
        """The end that stays."""
        self.head: Place | None = None
        """The end that moves."""
        self.span: Span | None = None

    def set(self, article: Article, tail: Place, head: Place) -> None:
        """Select from *tail* to *head*, in either order, both characters with it."""
        self.tail, self.head = tail, head
        first, last = sorted((tail, head))
        self.span = first, extent(article, last, "character")[1]

    def take(self, span: Span) -> None:
        """Select exactly *span*."""
        self.tail, self.head = span
        self.span = span

    def clear(self) -> None:
        """Select nothing."""
        self.tail = self.head = self.span = None

    def over(self, block: int) -> Iterable[Over]:
        """Yield what of the selection lies over *block*."""
        if self.span and self.span[0].block <= block <= self.span[1].block:
            yield lying(*self.span, block, "selection")


class Selecting(Linking, layer=True):
    """The Mark up group of the actions, as far as the page itself is concerned."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.selection = Selection()
        self.selecting = False
        """Whether keys move an end of the selection."""
        self.overlays.append(self.selection)

    def show(self, article: Article, place: Place | None = None) -> None:
        """Show *article* with nothing selected in it."""
        self.selection.clear()
        self.selecting = False
        super().show(article, place)

    @property
    def marked(self) -> Span | None:
        """What an action is about: the selection, else of what is in sight the cursor's paragraph or the match looked at."""
        match = self.found.span
        return self.selection.span or self._cursor_span or (match if match and self._sees_some(match) else None)

    @property
    def pointed(self) -> Span | None:
        """What the reader points at: the selection, the cursor's paragraph in sight, or the sentence of a fresh match."""
        match = self.fresh_match
        sentence = extent(self.article, match[0], "sentence") if match else None
        return self.selection.span or self._cursor_span or sentence

    @property
    def _cursor_span(self) -> Span | None:
        if self.cursor is None:
            return None
        span = Place(self.cursor), Place(self.cursor, len(text_of(self.article, self.cursor)))
        return span if self._sees_some(span) else None

    def _sees_some(self, span: Span) -> bool:
        """Return whether any line of *span* is in sight."""
        if self.sight is None:
            return False
        line_of = self.sight.layout.line_of
        return line_of(span[0]) < self.sight.bottom and self.sight.top <= line_of(span[1])

    def text_of(self, span: Span) -> str:
        """Return the words of *span* as one copies them."""
        return text_between(self.article, *span)

    def select(self, span: Span) -> None:
        """Select exactly *span*."""
        self.selection.take(span)
        self.redraw()

    def drop_selection(self) -> bool:
        """Select nothing; returns whether anything was selected."""
        had = self.selection.span is not None
        self.selection.clear()
        self.selecting = False
        self.redraw()
        return had

    def action_select(self) -> None:
        """Begin to mark: at the match looked at, the cursor's paragraph, or the first sentence in sight; again: stop."""
        if self.selecting:
            self.drop_selection()
            return
        if self.selection.span is None and self.sight:
            begin = self.marked[0] if self.marked else extent(self.article, self.sight.first, "sentence")[0]
            if not self.sight.sees(begin):
                begin = self.sight.first
            start, end = extent(self.article, begin, "word")
            self.selection.set(self.article, start, _last_of(self.article, start, end))
        self.selecting = True
        self.say("h l w b ( ) { } move the end, o the other; H highlights, y copies, esc gives up", stay=True)
        self.redraw()

    def action_other_end(self) -> None:
        """Move the other end from now on."""
        tail, head = self.selection.head, self.selection.tail
        if tail and head:
            self.selection.set(self.article, tail, head)
            self.reveal(head)

    def action_character_left(self) -> None:
        """Move the end by characters."""
        self._extend("character", -1)

    def action_character_right(self) -> None:
        """Move the end by characters."""
        self._extend("character", 1)

    def action_word_next(self) -> None:
        """Move the end by words."""
        self._extend("word", 1)

    def action_word_previous(self) -> None:
        """Move the end by words."""
        self._extend("word", -1)

    def action_sentence_next(self) -> None:
        """Move the end by sentences."""
        self._extend("sentence", 1)

    def action_sentence_previous(self) -> None:
        """Move the end by sentences."""
        self._extend("sentence", -1)

    def action_select_paragraph_next(self) -> None:
        """Move the end by paragraphs."""
        self._extend("paragraph", 1)

    def action_select_paragraph_previous(self) -> None:
        """Move the end by paragraphs."""
        self._extend("paragraph", -1)

    def action_select_down(self) -> None:
        """Move the end by lines."""
        self._extend_lines(self.times())

    def action_select_up(self) -> None:
        """Move the end by lines."""
        self._extend_lines(-self.times())

    def _extend(self, unit: Unit, step: int) -> None:
        """Move the head; units longer than a character are taken whole when the head is the later end."""
        tail, head = self.selection.tail, self.selection.head
        if tail is None or head is None:
            return
        there = self._unit_edge(head, unit, self.times(step), later=head >= tail)
        self.selection.set(self.article, tail, there)
        self.reveal(there)

    def _unit_edge(self, head: Place, unit: Unit, steps: int, *, later: bool) -> Place:
        if unit == "character" or not later:
            return move(self.article, head, unit, steps)
        start, end = extent(self.article, head, unit)
        last = _last_of(self.article, start, end)
        if steps > 0:
            if head < last:
                steps -= 1
            start, end = extent(self.article, move(self.article, head, unit, steps), unit)
            return _last_of(self.article, start, end)
        back = move(self.article, start, unit, steps)
        tail = self.selection.tail
        if tail is not None and back < tail:
            return back
        return _last_of(self.article, *extent(self.article, back, unit))

    def _extend_lines(self, lines: int) -> None:
        tail, head = self.selection.tail, self.selection.head
        if tail is None or head is None or self.sight is None:
            return
        layout = self.sight.layout
        number = layout.line_of(head)
        cell = cell_of(layout.line(number), head.offset) or 0
        step = 1 if lines > 0 else -1
        target = number + lines
        while 0 <= target < layout.height and not layout.line(target).runs:
            target += step
        line = layout.line(min(max(0, target), layout.height - 1))
        there = Place(line.place.block, offset_at(line, cell))
        self.selection.set(self.article, tail, there)
        self.reveal(there)


def _last_of(article: Article, start: Place, end: Place) -> Place:
    """Return the place of the last character between *start* and *end*."""
    return move(article, end, "character", -1) if end > start else start
