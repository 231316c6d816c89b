"""The beginning of the article under the cursor, beside the list where the screen is wide enough. It knows no Textual."""

from __future__ import annotations

from typing import TYPE_CHECKING

from termread.article import Article, Block, Embed, Figure, Gallery, Paragraph, Prose, Table, flatten
from termread.layout import lay_out
from termread.layout.geometry import Geometry
from termread.tui.page.draw import draw
from termread.tui.page.rows import Inks, Row
from termread.values import replace

if TYPE_CHECKING:
    from termread.desk.look import Look
    from termread.library.model import Kept

KEPT = 200
"""Beginnings that are remembered."""
MOST = 8_000
"""Characters of a beginning that are remembered: more than the largest screen shows."""
PICTURES = Figure | Gallery | Embed | Table
"""What a preview has no room for."""


class Preview:
    """Remembers how articles begin, and draws one beginning."""

    def __init__(self) -> None:
        self._known: dict[int, Article | None] = {}
        """What was read of each entry, by its id; None if it could not be read."""
        self._stale: set[int] = set()
        self._drawn: tuple[object, list[Row]] = (None, [])

    def lacks(self, kept: Kept) -> bool:
        """Return whether the beginning of *kept* is still to be read."""
        return kept.has_text and (kept.id not in self._known or kept.id in self._stale)

    def take(self, entry: int, article: Article | None) -> None:
        """Take the beginning of *entry*."""
        if len(self._known) >= KEPT:
            self._known.clear()
        self._known[entry] = article and replace(article, blocks=_beginning(article.blocks), anchors=(), cut=())
        self._stale.discard(entry)

    def doubt(self) -> None:
        """Have everything read anew, because the library has changed; until then it shows as it was."""
        self._stale |= set(self._known)

    def rows(self, kept: Kept, look: Look, inks: Inks, columns: int, rows: int) -> list[Row]:
        """Return *rows* rows of *columns* cells with the title of *kept*, its dek and its first lines."""
        article = self._known.get(kept.id)
        seen = (kept, article, look, inks, columns, rows)
        if self._drawn[0] != seen:
            self._drawn = seen, _drawn(article or _header(kept), look, inks, columns, rows)
        return self._drawn[1]


def _drawn(article: Article, look: Look, inks: Inks, columns: int, rows: int) -> list[Row]:
    geometry = Geometry(columns, rows, columns, status=False)
    lines = lay_out(article, look.page(columns)).lines(0, rows)
    return [draw(line, geometry, inks) for line in lines]


def _header(kept: Kept) -> Article:
    """Return what is known of *kept* without its text, and why there is none."""
    if kept.has_text:
        return kept.header
    said = Paragraph(Prose("Its text has not been fetched yet. Opening it fetches the text."))
    return replace(kept.header, blocks=(said,))


def _beginning(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return the first of *blocks* that are text, as many as a screen may show."""
    found: list[Block] = []
    length = 0
    for block in blocks:
        if length >= MOST:
            break
        if not isinstance(block, PICTURES):
            found.append(block)
            length += len(flatten(block))
    return tuple(found)
