"""The shelf: all saved articles, and what can be done with one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar, TypeVar

from textual import on
from textual.binding import BindingType

from termread import first_screen
from termread.errors import TermreadError
from termread.library.model import Bookmark, Highlight, Hit, Kept
from termread.library.undo_log import SHELF, Undone, changes_from
from termread.tui import messages
from termread.tui.bindings import bindings
from termread.tui.shelf.list import ShelfList
from termread.tui.shelf.tabs import TABS
from termread.tui.widgets.entry_list import EntryList

Result = TypeVar("Result")


class ShelfScreen(ShelfList):
    """Opens, moves, marks and deletes the entry under the cursor."""

    commands: ClassVar[tuple[str, ...]] = (
        *("read", "favourite", "archive", "delete", "tags", "undo", "redo", "add", "fetch_all"),
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("shelf")]

    def acts(self) -> dict[str, Callable[[], object]]:
        """Return what performs each command of the shelf, by its name."""
        own = {name: getattr(self, name) for name in self.commands}
        return super().acts() | own | {name: partial(self._in_app, name) for name in ("theme", "quit")}

    def action_perform(self, name: str) -> None:
        """Perform the command *name*."""
        self.acts()[name]()

    def _in_app(self, name: str) -> None:
        self.app.call_later(self.app.run_action, f"app.{name}")

    async def perform(self, name: str) -> None:
        """Perform the command *name*, here or in the app."""
        if name in self.acts():
            self.action_perform(name)
        else:
            await self.app.run_action(f"app.{name}")

    @on(EntryList.Chosen)
    def read_clicked(self) -> None:
        """Open what the mouse has clicked."""
        self.read()

    @on(EntryList.Moved)
    def show_cursor(self) -> None:
        """Say where the cursor is."""
        self._draw()

    def read(self) -> None:
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
                self._go(TABS[4])
            case _:
                return

    def favourite(self) -> None:
        """Make it a favorite, or no longer."""
        library = self.desk.library
        self._change(
            lambda kept: library.set_favourite(kept.id, not library.entry(kept.id).favourite), "Changed; U undoes"
        )

    def archive(self) -> None:
        """Archive or unarchive it."""

        def move(kept: Kept) -> None:
            archived = self.desk.library.entry(kept.id).state == "archived"
            self.desk.library.set_state(kept.id, "inbox" if archived else "archived")

        self._change(move, "Moved; U undoes")

    def delete(self) -> None:
        """Delete it."""
        match self.rows.current and self.rows.current.value:
            case Highlight(id=number):
                self._attempt(lambda: self.desk.library.remove_highlight(number), "Highlight removed; U undoes")
            case Bookmark(id=number):
                self._attempt(lambda: self.desk.library.remove_bookmark(number), "Bookmark removed; U undoes")
            case _:
                self._change(lambda kept: self.desk.library.delete(kept.id), "Deleted; U undoes")

    def tags(self) -> None:
        """Ask for its tags."""
        kept = self._kept()
        if kept is not None:
            self.prompt.ask(
                "#",
                lambda tags: self._tagged(kept, tags),
                value=", ".join(kept.tags),
                hint="tags, separated by commas",
            )

    def undo(self) -> None:
        """Undo the last change that was made on the shelf."""
        self._turn_back(lambda: self.desk.library.undo(SHELF), "Undone", "Nothing to undo on the shelf")

    def redo(self) -> None:
        """Redo what was undone last on the shelf."""
        self._turn_back(lambda: self.desk.library.redo(SHELF), "Redone", "Nothing to redo on the shelf")

    def add(self) -> None:
        """Ask for an address to save for later."""
        self.prompt.ask("Save", self._add, hint="an address, to be read later")

    def fetch_all(self) -> None:
        """Fetch the texts that are missing."""
        self.post_message(messages.FetchAll())

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
        """Change what is saved, and say what *said* makes of it; what articles would show first may be wrong then."""

        def changed(result: Result) -> None:
            self.look_again()
            self.say(said(result))

        first_screen.drop()
        with changes_from(SHELF):
            self.changes.make(change, changed)
