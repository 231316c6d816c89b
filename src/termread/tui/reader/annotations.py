"""What the reader marks in an article and says of it: bookmarks, highlights, notes, tags, favorite, archive, undo."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from termread.article import Passage, Place
from termread.layout.geometry import cut
from termread.layout.passages import passage, text_between
from termread.layout.places import extent
from termread.tui.page.features.marks import Flag, Marks, marks_of
from termread.tui.page.rows import Span
from termread.tui.reader.part import Part

if TYPE_CHECKING:
    from termread.desk import Opened
    from termread.library.model import Kept
    from termread.library.undo_log import Change
    from termread.tui.dialogs.lists import Mark, Outcome
    from termread.tui.entries import Entry
    from termread.tui.page.status import Key

COLORS = 4
NAMED = 28
"""Columns of a sentence that name it in the last row."""


class Annotations(Part):
    """The commands that change what is saved of an article."""

    commands: ClassVar[tuple[str, ...]] = (
        *("bookmark", "mark", "marks", "favourite", "archive", "tags", "undo", "redo", "highlight", "note"),
    )
    _highlighted: Span | None = None
    """What was highlighted last, which H and a are about while nothing is selected."""

    def refresh(self) -> None:
        """Find the bookmarks and highlights of the article where they stand now."""
        self.changes.look(self._find_marks, self._show_marks)

    def _find_marks(self) -> Marks:
        return marks_of(self.library, self.entry, self.article)

    def _show_marks(self, found: Marks) -> None:
        self.pager.marks.flags, self.pager.marks.coloured = found.flags, found.coloured
        self.pager.redraw()

    def _change_marks(self, change: Callable[[Marks], str], then: Callable[[str], object] | None = None) -> None:
        """Make a change, which is told the marks as they are when its turn comes, and say what it returns."""

        def turn() -> tuple[str, Marks]:
            said = change(self._find_marks())
            return said, self._find_marks()

        def changed(outcome: tuple[str, Marks]) -> None:
            said, marks = outcome
            self._show_marks(marks)
            self.say(said)
            if then:
                then(said)

        self.pager.selection.drop()
        self.changes.make(turn, changed)

    def bookmark(self) -> None:
        """Bookmark what is pointed at, or remove its bookmark; one that has a letter or a name stays."""
        start, end = self._pointed()
        first = max(min(end, extent(self.article, start, "sentence")[1]), _after(start))
        words = cut(" ".join(text_between(self.article, start, end).split()), NAMED)
        library, here = self.library, passage(self.article, start, end)

        def toggle(marks: Marks) -> str:
            there = [flag for flag in marks.flags if start <= flag.place < first]
            plain = next((flag for flag in there if not flag.label), None)
            if plain:
                library.remove_bookmark(plain.id)
                return self.desk.said("Bookmark removed; U undoes")
            if there:
                return f"Bookmarked already, as “{there[0].label}”; remove it from the list (')"
            library.add_bookmark(self.entry, here)
            return self.desk.said(f"Bookmarked {f'“{words}”' if words else ''}; ' lists, U undoes")

        self._change_marks(toggle)

    def mark(self) -> None:
        """Bookmark what is pointed at under a letter."""
        self.pager.status.ask_key("Bookmark under which letter?", self._mark)

    def marks(self) -> None:
        """List bookmarks and highlights, to go to one, name it, or remove it."""
        from termread.tui.dialogs.lists import MarksList

        def listed(found: Marks) -> None:
            self._show_marks(found)
            rows = MarksList(self.pager.inks.theme, self._listed(), remove=self._remove_mark, name=self._name_mark)
            self.screen.app.push_screen(rows, self._go_to)

        self.changes.look(self._find_marks, listed)

    def favourite(self) -> None:
        """Make the article a favorite, or no longer."""

        def toggle() -> str:
            favourite = not self.library.entry(self.entry).favourite
            self.library.set_favourite(self.entry, favourite)
            return self.desk.said("Favorite" if favourite else "No longer a favorite")

        self.changes.make(toggle, self.say)

    def archive(self) -> None:
        """Move the article into the archive, or back from it."""

        def toggle() -> str:
            archived = self.library.entry(self.entry).state != "archived"
            self.library.set_state(self.entry, "archived" if archived else "reading")
            return self.desk.said("Archived" if archived else "Unarchived")

        self.changes.make(toggle, self.say)

    def tags(self) -> None:
        """Ask for the article's tags."""

        def ask(kept: Kept) -> None:
            self.screen.prompt.ask("#", self._tag, value=", ".join(kept.tags), hint="tags, separated by commas")

        self.changes.look(lambda: self.library.entry(self.entry), ask)

    def undo(self) -> None:
        """Undo the last change of this article."""
        self._turn_back(lambda: self.library.undo(self.entry), "Undone", "Nothing to undo in this article")

    def redo(self) -> None:
        """Redo what was undone last in this article."""
        self._turn_back(lambda: self.library.redo(self.entry), "Redone", "Nothing to redo in this article")

    def _turn_back(self, turn_back: Callable[[], Change | None], done: str, nothing: str) -> None:
        def turn() -> tuple[str, Opened | None]:
            turned = turn_back()
            recoded = turned is not None and turned.what == "charset"
            opened = self.desk.from_shelf(self.library.entry(self.entry)) if recoded else None
            return self.desk.said(f"{done}: {turned.words}") if turned else nothing, opened

        def turned_back(outcome: tuple[str, Opened | None]) -> None:
            said, opened = outcome
            if opened:
                self.screen.replace(opened)
            self.refresh()
            self.say(said)

        self.pager.selection.drop()
        self.changes.make(turn, turned_back)

    def highlight(self) -> None:
        """Highlight what is selected; on a highlight, its next color, and after the last none."""
        span = self._marked("Select first: v (words) or ; (paragraph), then H")
        if span is None:
            return
        self._highlighted = span
        library, here = self.library, passage(self.article, *span)

        def recolor(marks: Marks) -> str:
            there = marks.on(*span)
            if there is None:
                library.add_highlight(self.entry, here)
                return self.desk.said("Highlighted; H again: next color, a: note")
            if there.colour < COLORS:
                library.change_highlight(there.id, colour=there.colour + 1)
                return self.desk.said(f"Color {there.colour + 1} of {COLORS}")
            library.remove_highlight(there.id)
            return self.desk.said("Highlight removed; U undoes")

        self.pager.selection.going_on = False
        self._change_marks(recolor)

    def note(self) -> None:
        """Ask for a note to what is selected, which is highlighted by it."""
        span = self._marked("Select first: v (words) or ; (paragraph), then a")
        if span is not None:
            there = self.pager.marks.on(*span)
            self.screen.prompt.ask("Note", lambda note: self._note(span, note), value=there.note if there else "")

    def _go_to(self, entry: Entry | None) -> None:
        if entry is not None:
            self.pager.jump(entry.value.place if isinstance(entry.value, Flag) else entry.value.start)

    def _remove_mark(self, mark: Mark, then: Callable[[Outcome], object]) -> None:
        library = self.library

        def remove(_: Marks) -> str:
            what = "Bookmark" if isinstance(mark, Flag) else "Highlight"
            (library.remove_bookmark if isinstance(mark, Flag) else library.remove_highlight)(mark.id)
            return self.desk.said(f"{what} removed; U in the article undoes")

        self._change_marks(remove, lambda said: then((self._listed(), said)))

    def _name_mark(self, mark: Mark, text: str, then: Callable[[Outcome], object]) -> None:
        library = self.library

        def name(_: Marks) -> str:
            if isinstance(mark, Flag):
                library.label_bookmark(mark.id, text)
                return self.desk.said(f"Named “{text}”" if text else "Name removed")
            library.change_highlight(mark.id, note=text)
            return self.desk.said("Note saved" if text else "Note removed")

        self._change_marks(name, lambda said: then((self._listed(), said)))

    def _listed(self) -> list[Entry]:
        from termread.tui.dialogs.lists import mark_entries

        return mark_entries(self.article, self.pager.marks)

    def _mark(self, event: Key) -> bool:
        letter = event.character or ""
        if len(letter) == 1 and letter.isalpha():
            self.screen.call_next(self._bookmark_under, letter, passage(self.article, *self._pointed()))
        else:
            self.screen.call_next(self.say, "Not bookmarked: type a letter")
        return False

    def _bookmark_under(self, letter: str, here: Passage) -> None:
        def add(_: Marks) -> str:
            self.library.add_bookmark(self.entry, here, letter)
            return self.desk.said(f"Bookmarked under {letter}")

        self._change_marks(add)

    def _tag(self, tags: str) -> None:
        wanted = sorted({tag.strip().lstrip("#") for tag in tags.split(",")} - {""})
        said = self.desk.said("Tags: " + ", ".join(wanted) if wanted else "No tags")
        self.changes.make(lambda: self.library.set_tags(self.entry, wanted), lambda _: self.say(said))

    def _note(self, span: Span, note: str) -> None:
        here, note = passage(self.article, *span), note.strip()

        def write(marks: Marks) -> str:
            there = marks.on(*span)
            if there is not None:
                self.library.change_highlight(there.id, note=note)
            elif note:
                self.library.add_highlight(self.entry, here, note=note)
            return self.desk.said("Note saved" if note else "No note")

        self._change_marks(write)

    def _marked(self, hint: str) -> Span | None:
        """Return what is selected, else what was highlighted last while it is there and in view; say *hint* if neither."""
        span = self.pager.selection.marked or self._highlighted
        if span is None or (span == self._highlighted and not self._is_highlighted(span)):
            self.say(hint)
            return None
        return span

    def _is_highlighted(self, span: Span) -> bool:
        return self.pager.viewport.sees(span[0]) and self.pager.marks.on(*span) is not None

    def _pointed(self) -> Span:
        return self.pager.selection.pointed or self.top_sentence


def _after(place: Place) -> Place:
    return Place(place.block, place.offset + 1)
