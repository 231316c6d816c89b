"""The inline tokens of Markdown to running text with its marks."""

from __future__ import annotations

import re
from typing import Any

from termread.article import Mark, Prose, Style
from termread.text import clean

Token = Any

_STYLES: dict[str, Style] = {"strong": "strong", "em": "emphasis", "s": "strike"}
_REFERENCE = re.compile(r"\[\^([^\]\s]{1,40})\]")
_TAG = re.compile(r"</?[A-Za-z!][^>]*>")
_SAFE = ("http://", "https://", "mailto:", "#")


def prose_of(tokens: list[Token]) -> Prose:
    """Return the text of inline *tokens*, with strong, emphasis, strike, code and links marked; pictures are left out."""
    writer = _Writer()
    for token in tokens:
        writer.take(token)
    return writer.prose()


class _Writer:
    """The text so far, its marks, and the styles that are open."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.marks: list[Mark] = []
        self.open: list[tuple[Style, int, str | None]] = []

    def take(self, token: Token) -> None:
        kind = token.type
        if kind in ("text", "text_special"):
            self.references(token.content)
        elif kind in ("softbreak", "hardbreak"):
            self.add(" " if kind == "softbreak" else "\n")
        elif kind == "code_inline":
            start = self.length
            self.add(token.content)
            self.mark(Mark(start, self.length, "code"))
        elif kind == "html_inline":
            self.add("\n" if token.content.lower().startswith("<br") else _TAG.sub("", token.content))
        elif kind == "link_open":
            self.open.append(("link", self.length, str(token.attrGet("href") or "")))
        elif kind.endswith("_open") and kind[:-5] in _STYLES:
            self.open.append((_STYLES[kind[:-5]], self.length, None))
        elif kind.endswith("_close") and self.open:
            style, start, href = self.open.pop()
            if style != "link":
                self.mark(Mark(start, self.length, style))
            elif href and href.startswith(_SAFE):
                self.mark(Mark(start, self.length, "link", clean(href)))

    def references(self, text: str) -> None:
        """Add text in which calls of footnotes are set above the line."""
        at = 0
        for found in _REFERENCE.finditer(text):
            self.add(text[at : found.start()])
            start = self.length
            self.add(found.group(1))
            self.mark(Mark(start, self.length, "sup"))
            at = found.end()
        self.add(text[at:])

    def add(self, text: str) -> None:
        text = clean(text)
        self.parts.append(text)
        self.length += len(text)

    def mark(self, mark: Mark) -> None:
        if mark.end > mark.start:
            self.marks.append(mark)

    def prose(self) -> Prose:
        raw = "".join(self.parts)
        text = raw.strip()
        lead = len(raw) - len(raw.lstrip())
        marks = []
        for mark in self.marks:
            start, end = max(mark.start - lead, 0), min(mark.end - lead, len(text))
            if start < end:
                marks.append(Mark(start, end, mark.style, mark.href))
        return Prose(text, tuple(sorted(marks, key=lambda m: (m.start, -m.end, m.style))))
