"""A line of a page's text while it is gathered: its blanks joined, its control characters gone, its styles noted."""

from __future__ import annotations

import re
from typing import Any

from termread.parse.page.model import Span
from termread.text import clean

_SPACES = re.compile("(?:[\t\n\r\x0b\x0c]| (?=[ \t\n\r\x0b\x0c]))[ \t\n\r\x0b\x0c]*")
"""What is set as one blank, as far as it is written otherwise."""
PARAGRAPH = 100
"""Characters from which a line that ends with a stop is a paragraph where the page only breaks the line."""
_STOPS = frozenset(".!?…。！？।॥؟۔။។៕።։།”»")


_CLOSING = frozenset(",.;:!?)]…”’")


class Line:
    """The line of text that the walk gathers."""

    __slots__ = ("begun", "breaks", "ids", "length", "linked", "parts", "skipped", "spaced", "spans")

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        """Begin a new line."""
        self.parts: list[str] = []
        self.spans: list[Span] = []
        self.ids: list[tuple[str, int]] = []
        self.length = self.linked = self.breaks = self.begun = 0
        self.spaced = True
        self.skipped = False
        """Whether something that is not read stands behind the last words."""

    def space(self) -> None:
        """Add a blank."""
        if not self.spaced:
            self.parts.append(" ")
            self.length += 1
            self.spaced = True

    def add(self, text: str, linked: bool) -> None:
        """Add *text*, which is no mere blank, its blanks as one."""
        if "  " in text or not text.isprintable():
            text = _evenly_spaced(text)
        if not text.isascii():
            text = clean(text)
        if self.skipped:
            self._close_up(text)
        if self.spaced and text[:1] == " ":
            text = text[1:]
        if not text:
            return
        self.parts.append(text)
        self.length += len(text)
        self.spaced = text[-1] == " "
        if linked:
            self.linked += len(text)

    def _close_up(self, text: str) -> None:
        """Take back the blank before what is not read, where *text* goes on with a mark that follows its word at once."""
        self.skipped = False
        if self.spaced and self.parts and text[:1] in _CLOSING:
            self.parts[-1], self.length, self.spaced = self.parts[-1][:-1], self.length - 1, False
            for span in self.spans:
                span.end = min(span.end, self.length)

    def ends_paragraph(self) -> bool:
        """Return whether the line is long and ends with a stop: what breaks there is a paragraph."""
        return self.length - self.begun - self.spaced >= PARAGRAPH and self.last[-1:] in _STOPS

    @property
    def last(self) -> str:
        """The last words that were added."""
        return next((text for part in reversed(self.parts) if (text := part.rstrip())), "")

    def is_open(self) -> bool:
        """Return whether the line has begun a sentence and not ended it."""
        return bool(self.parts) and not self.breaks and self.last[-1:] not in _STOPS

    def spans_within(self, raw: str, text: str, still_open: list[tuple[Any, Span]]) -> list[Span]:
        """Return the styled stretches of the line's *text*, which is *raw* without the blanks around it."""
        if raw == text and not still_open:
            return self.spans
        lead = len(raw) - len(raw.lstrip())
        spans = [*self.spans, *(Span(s.start, self.length, s.style, s.value) for _, s in still_open)]
        return [
            Span(max(s.start - lead, 0), min(s.end - lead, len(text)), s.style, s.value)
            for s in spans
            if s.end - lead > 0 and s.start - lead < len(text) and s.end > s.start
        ]

    def end_line(self) -> None:
        """Set a line break where the page has one."""
        if self.parts and self.spaced:
            self.parts[-1] = self.parts[-1][:-1]
            self.length -= 1
        self.parts.append("\n")
        self.length += 1
        self.begun = self.length
        self.spaced = True


def _evenly_spaced(text: str) -> str:
    """Return *text* with its blanks as one each, without soft hyphens and control characters."""
    if not text.isascii():
        return _SPACES.sub(" ", text).replace("\xad", "")
    return clean(f"{' ' * text[0].isspace()}{' '.join(text.split())}{' ' * text[-1].isspace()}")
