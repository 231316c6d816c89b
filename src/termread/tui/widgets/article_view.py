"""The view of an article: one widget that draws it, moves in it, and says in its last row where the reader is."""

from __future__ import annotations

from typing import Any, ClassVar

from textual.binding import BindingType

from termread.article import HEADER, Article, Place
from termread.layout.geometry import COMING, GUTTER, MARGIN, Geometry, left_to_read, status_row
from termread.layout.outline import heading_at
from termread.layout.passages import text_between
from termread.layout.places import extent
from termread.palette import Role
from termread.text import clean, width
from termread.tui.actions import actions, bindings
from termread.tui.widgets.addresses import inside, told
from termread.tui.widgets.drawing import Row, joined, with_label
from termread.tui.widgets.keyed import Said
from termread.tui.widgets.marks import Marks
from termread.tui.widgets.pointing import Pointing


class ArticleView(Pointing, can_focus=True):
    """Shows one article. It knows the page and the reader's place in it, not where articles come from or are kept."""

    DEFAULT_CSS = "ArticleView { width: 1fr; height: 1fr; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("selecting"),
        *bindings("reader", of=Pointing),
    ]

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.marks = Marks()
        self.overlays.insert(1, self.marks)  # over the paragraph cursor, under all else
        self.coming = False
        """Whether more of the article is still to come."""
        self.first = ""
        """What is said while the header is in sight."""
        self._first_text = -1
        """The row of the first text in sight, where that matters."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let the keys of marking hold only while a passage is being marked."""
        del parameters
        return self.selecting or action not in SELECTING

    def show(self, article: Article, place: Place | None = None) -> None:
        """Show *article* from *place*, with no marks in it yet."""
        self.marks.flags, self.marks.coloured = (), ()
        super().show(article, place)

    def finish(self, row: Row, y: int) -> Row:
        """Give the first text in sight the sign of a bookmark whose sentence began above it."""
        if y == 0:
            self._first_text = self._find_first_text() if self.marks.flags else -1
        row = super().finish(row, y)
        line = self.line_at(y) if y == self._first_text else None
        sign = self.marks.above(line) if line else None
        if sign is None or not self.sheet.left:
            return row
        return with_label(row, max(0, self.sheet.left - GUTTER), sign.text, self.inks, sign.role)

    def _find_first_text(self) -> int:
        rows = range(self.sheet.text_rows)
        return next((y for y in rows if (line := self.line_at(y)) and line.runs), -1)

    def where(self) -> str:
        """Return what the reader is reading: the heading under the eye, or the title once it is out of sight."""
        if self.sight is None or self.sight.sees(Place(HEADER)):
            return self.first
        return heading_at(self.headings, self.sight.eye) or self.article.title

    def now(self) -> Said:
        """Return what matters most now, for the left of the status row."""
        return self._told() or Said(self.where())

    def _told(self) -> Said | None:
        """Return what matters more than where the reader is."""
        if self.said:
            return self.said
        if self.prompt:
            return Said(self.prompt, "status_key")
        if self.selecting and self.selection.span:
            words = len(self.text_of(self.selection.span).split())
            return Said(f"{words} word{'s' * (words != 1)} · H highlight · y copy · a note · esc", "status_key")
        if self.link:
            return Said(self._leads(self.link), "status_key")
        if self.found.words:
            return Said(f"/{self.found.words}  {self.found.count()}", "status_key")
        return None

    def _leads(self, link: str) -> str:
        """Return where *link* leads: its address, or the words at that place in this article."""
        if self.footnote:
            return "enter: to this note   esc: stay"
        place = inside(self.article, link)
        if place is None:
            return told(link, max(self.sheet.footer[1], self.sheet.columns - 2 * MARGIN))
        words = " ".join(text_between(self.article, *extent(self.article, place, "sentence")).split())
        return f"To {f'“{words}”' if words else 'a place in this article'}"

    @property
    def is_telling(self) -> bool:
        """Whether something is said or asked, or a link is about to be followed, that the reader has to know."""
        return bool(self.said or self.prompt or self.link)

    def status(self, sheet: Geometry) -> Row:
        """Return the status row: what matters now, and how much is left."""
        told = self._told()
        rest = left_to_read(self.sight.done, self.page.minutes or (0, 0)) if self.sight and self.sight.limit else ""
        right = self.typed or (COMING if self.coming else rest)
        return self._footer(sheet, told or Said(self.where()), right, message=told is not None)

    def _footer(self, sheet: Geometry, said: Said, right: str, *, message: bool) -> Row:
        left, cells = sheet.footer
        text = clean(said.text).replace("\n", " ")
        if message and width(text) > cells:
            left, cells = min(left, MARGIN), max(cells, sheet.columns - 2 * MARGIN)
        row = status_row(text, right, cells, keep="left" if message else "right")
        cut = len(row) - len(right) if right and row.endswith(right) else len(row)
        above: tuple[Role, ...] = () if said.role == "status" else (said.role,)
        pieces = [
            (" " * left, self.inks.style("status")),
            (row[:cut], self.inks.style("status", (), above)),
            (row[cut:], self.inks.style("status_dim")),
        ]
        return joined(pieces, self.inks.style("status_dim" if right else "status"), sheet.columns)


SELECTING = frozenset(action.name for action in actions("selecting"))
