"""Convert inline Markdown tokens to text with marks."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from termread.article import Mark, Prose, Style
from termread.text import clean, clean_line, regex

Token = Any

_STYLES: dict[str, Style] = {"strong": "strong", "em": "emphasis", "s": "strike"}
_REFERENCE = regex(r"\[\^([^\]\s]{1,40})\]")
_TAG = regex(r"</?[A-Za-z!][^>]*>")
_TAGS: dict[str, Style] = {
    "strong": "strong", "b": "strong", "em": "emphasis", "i": "emphasis", "del": "strike", "s": "strike", "sub": "sub", "sup": "sup",
    "code": "code",
}  # fmt: skip
_STYLED = regex(rf"<(/?)({'|'.join(_TAGS)})>")
_SAFE = ("http://", "https://", "mailto:", "#")


def note_address(label: str) -> str:
    """Return the link target of the footnote *label*."""
    return f"#note-{clean_line(label)}"


def shown_label(label: str) -> str:
    """Return the displayed label of a footnote; an inline footnote shows only its number."""
    return label.removeprefix("inline-")


def prose_of(tokens: list[Token], labels: Collection[str] = ()) -> Prose:
    """Return inline *tokens* as text with marks for strong, emphasis, strike, code and links; pictures are skipped.

    *labels* are the footnotes it may refer to.
    """
    writer = _Writer(labels)
    for token in tokens:
        writer.take(token)
    return writer.prose()


def without_pictures(children: Sequence[Token]) -> Iterator[Token]:
    """Yield inline tokens without their pictures; one in the middle of a line leaves its alternative text there."""
    ends = ("softbreak", "hardbreak")
    for before, child, after in zip([None, *children], children, [*children[1:], None], strict=False):
        inside = before is not None and after is not None and before.type not in ends and after.type not in ends
        if child.type != "image":
            yield child
        elif inside and child.content.strip():
            child.type = "text"
            yield child
        elif inside and after is not None and after.content.startswith(" "):
            after.content = after.content[1:]


class _Writer:
    """Collects text, marks and open styles."""

    def __init__(self, labels: Collection[str]) -> None:
        self.labels = labels
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
            self.tag(token.content.lower())
        elif kind == "link_open":
            self.open.append(("link", self.length, str(token.attrGet("href") or "")))
        elif kind.endswith("_open") and kind[:-5] in _STYLES:
            self.open.append((_STYLES[kind[:-5]], self.length, None))
        elif kind.endswith("_close") and (kind == "link_close" or kind[:-6] in _STYLES):
            self.close("link" if kind == "link_close" else _STYLES.get(kind[:-6]))

    def close(self, wanted: Style | None) -> None:
        """Close the innermost style *wanted* and drop unclosed tags inside it."""
        while self.open:
            style, start, href = self.open.pop()
            if style != wanted:
                continue
            if style != "link":
                self.mark(Mark(start, self.length, style))
            elif href and href.startswith(_SAFE):
                self.mark(Mark(start, self.length, "link", clean(href)))
            return

    def tag(self, tag: str) -> None:
        """Handle an HTML tag: a line break, or the start or end of a style."""
        found = _STYLED.fullmatch(tag)
        if found is None:
            self.add("\n" if tag.startswith("<br") else _TAG.sub("", tag))
        elif not found.group(1):
            self.open.append((_TAGS[found.group(2)], self.length, None))
        elif self.open and self.open[-1][0] == _TAGS[found.group(2)]:
            style, start, _ = self.open.pop()
            self.mark(Mark(start, self.length, style))

    def references(self, text: str) -> None:
        """Add text, with footnote references as superscript links."""
        at = 0
        for found in _REFERENCE.finditer(text):
            if found.group(1) not in self.labels:
                continue
            self.add(text[at : found.start()])
            start = self.length
            self.add(shown_label(found.group(1)))
            self.mark(Mark(start, self.length, "link", note_address(found.group(1))))
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
