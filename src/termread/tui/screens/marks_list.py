"""The bookmarks and highlights of an article in one list: a letter jumps, there they are named, noted and removed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from termread.article import Article, Place
from termread.layout.geometry import cut
from termread.layout.passages import text_between
from termread.layout.places import extent
from termread.palette import HIGHLIGHTS, Theme
from termread.tui.page.features.marks import FLAG, Coloured, Flag, Marks
from termread.tui.screens.chooser import Chooser
from termread.tui.widgets.prompt import Prompt
from termread.tui.widgets.rows import Entry

SHOWN = 300
"""Characters of a marked passage that the list may show."""

NOTED = 32
"""Cells that it has where a note stands beside it."""

Mark = Flag | Coloured

Outcome = tuple[list[Entry], str]
"""What the list is after a change, and what is said about the change."""


def entries(article: Article, marks: Marks) -> list[Entry]:
    """Return the marks of *article* in reading order, bookmarks under their letter or name, highlights in their colour."""
    rows: list[tuple[Place, Entry]] = []
    for flag in marks.flags:
        start, end = extent(article, flag.place, "sentence")
        sign = flag.label if len(flag.label) == 1 else FLAG
        name = f"{flag.label}: " if len(flag.label) > 1 else ""
        rows.append((flag.place, Entry(f"{sign} {name}{_words(article, start, end)}", (), flag, "text")))
    for each in marks.coloured:
        note = f"  * {each.note}" if each.note else ""
        words = cut(_words(article, each.start, each.end), NOTED if note else SHOWN)
        role = HIGHLIGHTS[(each.colour - 1) % len(HIGHLIGHTS)]
        rows.append((each.start, Entry(f"“{words}”{note}", (), each, role)))
    return [entry for _, entry in sorted(rows, key=lambda row: row[0])]


class MarksList(Chooser):
    """Gives the mark to go to. What is changed in the list is changed at once by those who made it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("delete,minus", "remove", "Remove it", show=False),
        Binding("equals_sign,plus", "label", "Name it", show=False),
    ]

    def __init__(
        self,
        theme: Theme,
        found: Sequence[Entry],
        *,
        remove: Callable[[Mark, Callable[[Outcome], object]], None],
        name: Callable[[Mark, str, Callable[[Outcome], object]], None],
    ) -> None:
        """List *found*; *remove* removes a mark and *name* names it; both then hand over what the list is."""
        super().__init__(
            theme,
            "Bookmarks and highlights",
            found,
            empty="B marks a sentence, H a passage",
            hint="enter: go there   +: name   -: remove",
        )
        self.prompt = Prompt()
        self._take_away = remove
        self._give_name = name

    def compose(self) -> ComposeResult:
        """Yield the list, and the row that asks for a name."""
        yield from super().compose()
        yield self.prompt

    def on_key(self, event: events.Key) -> None:
        """Jump to the bookmark of a letter; the movement keys of other lists give way to it."""
        if not self.prompt.asking:
            self.tell(self.hint)
        letter = event.character or ""
        if self.prompt.asking or len(letter) != 1:
            return
        for entry in self.entries:
            if isinstance(entry.value, Flag) and entry.value.label == letter:
                event.stop()
                event.prevent_default()
                self.dismiss(entry)
                return

    def action_remove(self) -> None:
        """Remove the mark under the cursor."""
        if self.chosen:
            self._take_away(self.chosen.value, self._show)

    def action_label(self) -> None:
        """Name the bookmark under the cursor, or write the highlight's note."""
        if not self.chosen:
            return
        mark: Mark = self.chosen.value
        value = mark.label if isinstance(mark, Flag) else mark.note
        self.prompt.ask("Name" if isinstance(mark, Flag) else "Note", lambda text: self._label(mark, text), value=value)

    def _label(self, mark: Mark, text: str) -> None:
        self._give_name(mark, text.strip(), self._show)

    def _show(self, outcome: Outcome) -> None:
        if not self.is_attached:
            return
        at = self.rows.cursor
        self.entries, said = outcome
        self.fill(at)
        self.tell(said)


def _words(article: Article, start: Place, end: Place) -> str:
    return " ".join(text_between(article, start, end).split())[:SHOWN]
