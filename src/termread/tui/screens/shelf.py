"""The shelf: all that is kept, and what can be done with an entry of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, TypeVar

from textual.binding import BindingType

from termread import first_screen
from termread.errors import TermreadError
from termread.library.model import Bookmark, Highlight, Hit, Kept
from termread.library.undo_log import SHELF, Undone, changes_from
from termread.tui import messages
from termread.tui.actions import bindings
from termread.tui.screens.boards import BOARDS
from termread.tui.screens.shelving import Shelving

Result = TypeVar("Result")


class ShelfScreen(Shelving):
    """Reads, moves, marks and deletes the entry under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("shelf")]

    def on_rows_chosen(self) -> None:
        """Read what was chosen by the mouse."""
        self.action_read()

    def on_rows_moved(self) -> None:
        """Say where the cursor is."""
        self._draw()

    def action_read(self) -> None:
        """Read the entry under the cursor, at its place or at the passage."""
        match self.rows.current and self.rows.current.value:
            case Kept(id=entry):
                self.post_message(messages.OpenEntry(entry))
            case Hit(kept=kept, passage=passage):
                self.post_message(messages.OpenEntry(kept.id, passage=passage))
            case Highlight(article=entry, passage=passage) | Bookmark(article=entry, passage=passage):
                self.post_message(messages.OpenEntry(entry, passage=passage))
            case str(tag):
                self.tag = tag
                self._go(BOARDS[4])
            case _:
                return

    def action_favourite(self) -> None:
        """Make it a favourite, or no longer."""
        library = self.desk.library
        self._change(
            lambda kept: library.set_favourite(kept.id, not library.entry(kept.id).favourite), "Changed; U undoes"
        )

    def action_archive(self) -> None:
        """Into the archive, or back."""

        def move(kept: Kept) -> None:
            archived = self.desk.library.entry(kept.id).state == "archived"
            self.desk.library.set_state(kept.id, "inbox" if archived else "archived")

        self._change(move, "Moved; U undoes")

    def action_delete(self) -> None:
        """Delete it."""
        match self.rows.current and self.rows.current.value:
            case Highlight(id=number):
                self._attempt(lambda: self.desk.library.remove_highlight(number), "Highlight removed; U brings it back")
            case Bookmark(id=number):
                self._attempt(lambda: self.desk.library.remove_bookmark(number), "Bookmark removed; U brings it back")
            case _:
                self._change(lambda kept: self.desk.library.delete(kept.id), "Deleted; U brings it back")

    def action_tags(self) -> None:
        """Ask for its tags."""
        kept = self._kept()
        if kept is not None:
            self.prompt.ask(
                "#",
                lambda tags: self._tagged(kept, tags),
                value=", ".join(kept.tags),
                hint="tags, with commas between them",
            )

    def action_undo(self) -> None:
        """Undo the last change that was made on the shelf."""
        self._turn_back(lambda: self.desk.library.undo(SHELF), "Undone", "Nothing to undo on the shelf")

    def action_redo(self) -> None:
        """Make again what was undone last on the shelf."""
        self._turn_back(lambda: self.desk.library.redo(SHELF), "Redone", "Nothing to redo on the shelf")

    def action_add(self) -> None:
        """Ask for an address to keep for later."""
        self.prompt.ask("Keep", self._add, hint="an address, to be read later")

    def action_fetch_all(self) -> None:
        """Fetch what is still to come."""
        self.post_message(messages.FetchAll())

    async def action_theme(self) -> None:
        """Take the next theme."""
        await self.run_action("app.theme")

    async def action_quit(self) -> None:
        """Leave."""
        await self.run_action("app.quit")

    # Inside

    def _turn_back(self, turn: Callable[[], Undone | None], done: str, nothing: str) -> None:
        def turned(undone: Undone | None) -> str:
            return self.desk.said(f"{done}: {undone.words}") if undone else nothing

        self._make(turn, turned)

    def _add(self, answer: str) -> None:
        from termread.fetch.addresses import resolve

        if answer.strip():
            try:
                self.post_message(messages.Collect(resolve(answer.strip()), origin=SHELF))
            except TermreadError as error:
                self._fail(error)

    def _tagged(self, kept: Kept, tags: str) -> None:
        wanted = sorted({tag.strip().lstrip("#") for tag in tags.split(",")} - {""})
        self._attempt(lambda: self.desk.library.set_tags(kept.id, wanted), "Tags: " + (", ".join(wanted) or "none"))

    def _kept(self) -> Kept | None:
        match self.rows.current and self.rows.current.value:
            case Kept() as kept:
                return kept
            case Hit(kept=kept):
                return kept
            case _:
                return None

    def _change(self, change: Callable[[Kept], object], said: str) -> None:
        kept = self._kept()
        if kept is not None:
            self._attempt(lambda: change(kept), said)

    def _attempt(self, change: Callable[[], object], said: str) -> None:
        self._make(change, lambda _: self.desk.said(said))

    def _make(self, change: Callable[[], Result], said: Callable[[Result], str]) -> None:
        """Change what is stored, and say what *said* makes of it; what articles would show first may be wrong then."""

        def changed(result: Result) -> None:
            self.look_again()
            self.say(said(result))

        first_screen.drop()
        with changes_from(SHELF):
            self.changes.make(change, changed)
