"""The beginning of the article under the cursor, beside the list where the screen is wide enough. It knows no Textual."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from termread.article import Article, Block, Embed, Figure, Gallery, Paragraph, Prose, Table, flatten
from termread.layout import lay_out
from termread.layout.geometry import Geometry
from termread.library.news import Story
from termread.text import clean_line
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
MISSING = "Its text has not been fetched yet. Opening it fetches the text."
PICTURES = Figure | Gallery | Embed | Table
"""What a preview has no room for."""


class Subject(NamedTuple):
    """What a preview is of: what is known of an article, or of a story, without its text."""

    entry: int | None
    """The entry that has its text, if there is one."""
    header: Article
    number: int = 0
    """That of the story, where it has no entry."""


def subject_of(value: Kept | Story) -> Subject:
    """Return what a preview of *value* is of; where there is no text yet, it says so."""
    if isinstance(value, Story):
        site = clean_line(value.sources[0]) if value.sources else None
        note = (value.note,) if value.note else ()
        missing = () if value.entry is not None else (MISSING,)
        said = tuple(Paragraph(Prose(sentence)) for sentence in (*note, *missing))
        header = Article(
            title=value.title,
            site=site,
            dek=value.dek or None,
            authors=value.authors,
            byline=", ".join(value.authors) or None,
            published=value.published or None,
            blocks=said,
        )
        return Subject(value.entry, header, value.id)
    if value.has_text:
        return Subject(value.id, value.header)
    return Subject(None, replace(value.header, blocks=(Paragraph(Prose(MISSING)),)), value.id)


class Preview:
    """Remembers how articles begin, and draws one beginning."""

    def __init__(self) -> None:
        self._known: dict[int, Article | None] = {}
        """What was read of each entry, by its id; None if it could not be read."""
        self._stale: set[int] = set()
        self._drawn: tuple[object, list[Row]] = (None, [])

    def lacks(self, subject: Subject) -> bool:
        """Return whether the beginning of *subject* is still to be read."""
        entry = subject.entry
        return entry is not None and (entry not in self._known or entry in self._stale)

    def take(self, entry: int, article: Article | None) -> None:
        """Take the beginning of *entry*."""
        if len(self._known) >= KEPT:
            self._known.clear()
        self._known[entry] = article and replace(article, blocks=_beginning(article.blocks), anchors=(), cut=())
        self._stale.discard(entry)

    def doubt(self) -> None:
        """Have everything read anew, because the library has changed; until then it shows as it was."""
        self._stale |= set(self._known)

    def rows(self, subject: Subject, look: Look, inks: Inks, columns: int, rows: int) -> list[Row]:
        """Return *rows* rows of *columns* cells with the title of *subject*, its dek and its first lines."""
        article = None if subject.entry is None else self._known.get(subject.entry)
        seen = (subject, article, look, inks, columns, rows)
        if self._drawn[0] != seen:
            self._drawn = seen, _drawn(article or subject.header, look, inks, columns, rows)
        return self._drawn[1]


def _drawn(article: Article, look: Look, inks: Inks, columns: int, rows: int) -> list[Row]:
    geometry = Geometry(columns, rows, columns, status=False)
    lines = lay_out(article, look.page(columns)).lines(0, rows)
    return [draw(line, geometry, inks) for line in lines]


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
