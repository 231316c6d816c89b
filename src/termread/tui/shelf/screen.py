"""The screen of the shelf: it draws the model, asks in its last row, and changes what is saved."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar, TypeVar

from textual import on
from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen

from termread import first_screen
from termread.errors import TermreadError
from termread.library.model import Bookmark, Highlight, Hit, Kept
from termread.library.undo_log import SHELF, Change, changes_from
from termread.palette import Role, Theme
from termread.tui import messages
from termread.tui.background import Changes, Workers
from termread.tui.entry_list import EntryList
from termread.tui.page.rows import Inks
from termread.tui.prompt import Prompt
from termread.tui.shelf.contents import of_hit, with_keys
from termread.tui.shelf.drawing import panes
from termread.tui.shelf.model import Shelf
from termread.tui.shelf.view import ShelfRows
from termread.tui.terms import bindings

Result = TypeVar("Result")

LATER = 1.0
"""Seconds after a change in which what shows first at the next start is kept."""

PAUSE = 0.15
"""Seconds without a key after which what is typed is searched for."""


class ShelfScreen(Screen[None]):
    """Opens, moves, marks and deletes the entry under the cursor."""

    AUTO_FOCUS: ClassVar[str | None] = "EntryList"
    DEFAULT_CSS = "ShelfScreen { layers: default prompt; }"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("shelf")]
    commands: ClassVar[tuple[str, ...]] = (
        *("read", "favourite", "archive", "delete", "tags", "undo", "redo", "add", "fetch_all"),
        *("filter", "search", "cancel"),
    )

    def __init__(self, shelf: Shelf, workers: Workers) -> None:
        """Show *shelf*; *workers* search it."""
        super().__init__()
        self.shelf = shelf
        self.desk = shelf.desk
        self.changes = Changes(self, self.desk, self._fail)
        self._workers = workers
        self.shelf.failed = lambda error: self.call_later(self._fail, error)  # it may come while drawing
        self.shelf.search = self._searched
        self.rows = self.shelf.entries
        self.view = ShelfRows(shelf, workers, self._fail)
        self.prompt = Prompt()

    def compose(self) -> ComposeResult:
        """Yield the shelf, and the row that asks."""
        yield self.view
        yield self.prompt

    def on_mount(self) -> None:
        """Begin with what was begun, else what waits, else everything."""
        self.on_resize()
        self.look_again()
        if self.shelf.is_asking:
            self.shelf.is_asking = False
            self.filter()

    def on_resize(self) -> None:
        """Ask below the list and the preview."""
        self.prompt.measure = panes(self.app.size.width).room

    # What the app tells

    def say(self, text: str, role: Role = "status") -> None:
        """Say *text* in the last row until the next key."""
        self._do(lambda: self.shelf.say(text, role))

    def set_theme(self, theme: Theme) -> None:
        """Draw in *theme*."""
        self.shelf.inks = Inks(theme)
        self.view.paint()

    def look_again(self) -> None:
        """Show what is saved now."""
        if self.shelf.look_again() and self.desk.library.busy:
            self.changes.make(lambda: None, lambda _: self.look_again(), quiet=True)
        elif not self.app.is_headless:
            self.set_timer(LATER, self._keep)
        self.view.paint()

    def _keep(self) -> None:
        """Keep what shows first at the next start, for one that comes before this program has ended."""
        from termread.tui.shelf.early import keep

        self._workers.run(lambda: keep(self.desk, *self.app.size), lambda _: None, self._fail)

    def _fail(self, error: TermreadError) -> None:
        self.say(error.text, "error")
        if error.code == "damaged":
            self.post_message(messages.Damaged())

    # Commands

    def acts(self) -> dict[str, Callable[[], object]]:
        """Return what performs each command of the shelf, by its name."""
        own = {name: getattr(self, name) for name in self.commands}
        return self.shelf.acts() | own | {name: partial(self._in_app, name) for name in ("theme", "quit")}

    def action_perform(self, name: str) -> None:
        """Perform the command *name*."""
        self._do(self.acts()[name])

    def _do(self, act: Callable[[], object]) -> None:
        self.view.obey(act)

    def _in_app(self, name: str) -> None:
        self.app.call_later(self.app.run_action, f"app.{name}")

    async def perform(self, name: str) -> None:
        """Perform the command *name*, here or in the app."""
        if name in self.acts():
            self.action_perform(name)
        else:
            await self.app.run_action(f"app.{name}")

    def on_key(self) -> None:
        """Take away what was said."""
        if self.shelf.said:
            self.shelf.said = None
            self.view.paint()

    @on(EntryList.Chosen)
    def read_clicked(self) -> None:
        """Open what the mouse has clicked."""
        self._do(self.read)

    # Narrowing what shows

    def filter(self) -> None:
        """Filter as it is typed."""
        self.shelf.query = ""
        narrow = lambda words: self._do(lambda: self.shelf.filter(words))  # noqa: E731
        self.prompt.ask("/", narrow, value=self.shelf.words, hint="title, site or author", typed=narrow)

    def search(self) -> None:
        """Search everything as it is typed."""
        self.prompt.ask(
            "Search",
            self._searched,
            value=self.shelf.query,
            hint='words, "a phrase", -without, author: site: tag: before: after:',
            typed=self._search_soon,
            dropped=lambda: self._searched(""),
        )

    def cancel(self) -> None:
        """Take the filter or the search away, or leave the tag; with none, the app cancels what runs."""
        if not self.shelf.is_narrowed or getattr(self.app, "is_saving", False):
            raise SkipAction
        self.shelf.widen()

    def _search_soon(self, words: str) -> None:
        """Search once the typing pauses."""
        self.shelf.query = words
        self.set_timer(PAUSE, lambda: self._searched(words) if words == self.shelf.query else None)

    def _searched(self, words: str) -> None:
        self.shelf.query = words
        if not words.strip():
            self._do(self.shelf.fill)
            return

        def found(hits: list[Hit]) -> None:
            if words == self.shelf.query:
                entries = [of_hit(hit) for hit in hits]
                self._do(lambda: self.shelf.show(entries, "No article contains these words."))

        self._workers.run(lambda: self.desk.library.search(words), found, self._fail)

    # What one does with an entry

    def read(self) -> None:
        """Read the entry under the cursor, at its place or at the passage."""
        target = self.shelf.enter()
        if target is not None:
            self.post_message(messages.OpenEntry(target.entry, passage=target.passage))

    def favourite(self) -> None:
        """Make it a favorite, or no longer."""
        library = self.desk.library

        def turn(kept: Kept) -> str:
            wanted = not library.entry(kept.id).favourite
            library.set_favourite(kept.id, wanted)
            return "Added to favorites" if wanted else "Removed from favorites"

        self._change(turn)

    def archive(self) -> None:
        """Archive or unarchive it."""
        library = self.desk.library

        def move(kept: Kept) -> str:
            archived = library.entry(kept.id).state == "archived"
            library.set_state(kept.id, "inbox" if archived else "archived")
            return "Moved to the inbox" if archived else "Archived"

        self._change(move)

    def delete(self) -> None:
        """Delete it."""
        value, kept, library = self.shelf.value, self.shelf.kept, self.desk.library
        if isinstance(value, Highlight):
            self._attempt(lambda: library.remove_highlight(value.id), "Highlight removed")
        elif isinstance(value, Bookmark):
            self._attempt(lambda: library.remove_bookmark(value.id), "Bookmark removed")
        elif kept is not None:
            self._attempt(lambda: library.delete(kept.id), "Deleted")

    def tags(self) -> None:
        """Ask for its tags."""
        kept = self.shelf.kept
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

    def _turn_back(self, turn: Callable[[], Change | None], done: str, nothing: str) -> None:
        def turned(undone: Change | None) -> str:
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

    def _change(self, change: Callable[[Kept], str]) -> None:
        """Change the entry under the cursor, and say what *change* returns."""
        kept = self.shelf.kept
        if kept is not None:
            self._make(lambda: change(kept), self._said)

    def _attempt(self, change: Callable[[], object], said: str) -> None:
        self._make(change, lambda _: self._said(said))

    def _said(self, change: str) -> str:
        """Return what is said of a *change* that can be undone."""
        return self.desk.said(change + with_keys("; {undo} undoes", self.shelf.keys))

    def _make(self, change: Callable[[], Result], said: Callable[[Result], str]) -> None:
        """Change what is saved, and say what *said* makes of it; what articles would show first may be wrong then."""

        def changed(result: Result) -> None:
            self.look_again()
            self.say(said(result))

        first_screen.drop()
        with changes_from(SHELF):
            self.changes.make(change, changed)
