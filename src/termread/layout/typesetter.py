"""Spans to pieces: how texts, rows of ornaments and gaps are set one below the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from termread.article import Prose
from termread.layout.frame import Frame
from termread.layout.galley import Fixed, Galley, Manner, Span, bars
from termread.layout.line import ORNAMENT, Run
from termread.layout.page import Page
from termread.palette import Role
from termread.values import dataclass

if TYPE_CHECKING:
    from termread.layout.piece import Piece


@dataclass(frozen=True, slots=True)
class Manners:
    """How the parts of a page are set: running text, headlines, what stands beside the text, and code."""

    body: Manner
    display: Manner
    plain: Manner
    verbatim: Manner


def manners_of(page: Page, language: str | None) -> Manners:
    """Return how a text in *language* is set on *page*."""
    visual = page.bidi == "visual"
    body = Manner(page.wrap, page.justify, _hyphens(page, language), visual, page.spacing)
    display, plain = Manner("balanced", visual=visual), Manner("greedy", visual=visual)
    return Manners(body, display, plain, Manner("rows", panel=True))


class Typesetter:
    """Sets the texts that it is given, one below the other, and counts their offsets."""

    def __init__(self, page: Page, language: str | None, manners: Manners) -> None:
        self.page = page
        self.language = language
        self.pieces: list[Piece] = []
        self.offset = 0
        self.body, self.display = manners.body, manners.display
        self.plain, self.verbatim = manners.plain, manners.verbatim

    def span(self, prose: Prose, role: Role) -> Span:
        """Return the next leaf of the block as a span."""
        start = self.offset
        if prose.text:
            self.offset += len(prose.text) + 1
        return Span(prose.text, role, prose.marks, start)

    def set(self, frame: Frame, *spans: Span, manner: Manner | None = None) -> Frame:
        """Set *spans* as one text in *frame*; return what the frame is after it."""
        shown = tuple(span for span in spans if span.text)
        if not shown:
            return frame
        start = next((span.start for span in shown if span.start != ORNAMENT), self.offset)
        self.pieces.append(Galley(shown, frame, start, manner or self.plain))
        return frame.opened()

    def row(self, frame: Frame, *runs: Run, indent: int = 0, start: int | None = None) -> None:
        """Set one row of ornaments, before the text that begins at *start* (None: after all that is set)."""
        blank = (Run(" " * indent),) if indent > 0 else ()
        self.pieces.append(Fixed((*frame.rest, *blank, *runs), self.offset if start is None else start))

    def gap(self, frame: Frame) -> None:
        """Leave a row blank, but for the bars of *frame*."""
        self.pieces.append(Fixed(bars(frame.rest), self.offset))


def _hyphens(page: Page, language: str | None) -> str | None:
    """Return the language that *page* divides words in, if it does and the language is known."""
    if not page.hyphenate or language is None:
        return None
    from termread.layout.hyphens import divides

    return language if divides(language) else None
