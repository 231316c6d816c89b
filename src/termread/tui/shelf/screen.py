"""The screen of the shelf: it draws the model, asks in its last row, and changes what is saved."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar, TypeVar

from textual import on
from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import ModalScreen, Screen

from termread.errors import TermreadError
from termread.library.model import Hit
from termread.library.news import Story
from termread.palette import Role, Theme
from termread.tui import messages
from termread.tui.background import Changes, Workers
from termread.tui.entry_list import EntryList
from termread.tui.page.rows import Inks
from termread.tui.prompt import Prompt
from termread.tui.shelf.contents import of_hit
from termread.tui.shelf.drawing import panes
from termread.tui.shelf.edits import Edits
from termread.tui.shelf.model import Shelf
from termread.tui.shelf.stories import Stories
from termread.tui.shelf.today import TODAY
from termread.tui.shelf.view import ShelfRows
from termread.tui.terms import bindings

Answer = TypeVar("Answer")

LATER = 1.0
"""Seconds after a change in which what shows first at the next start is kept."""

PAUSE = 0.15
"""Seconds without a key after which what is typed is searched for."""


class ShelfScreen(Screen[None]):
    """Opens, moves, marks and deletes the entry under the cursor."""

    AUTO_FOCUS: ClassVar[str | None] = "EntryList"
    DEFAULT_CSS = "ShelfScreen { layers: default prompt; }"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("shelf")]
    commands: ClassVar[tuple[str, ...]] = ("read", "fetch_all", "filter", "search", "cancel")

    def __init__(self, shelf: Shelf, workers: Workers) -> None:
        """Show *shelf*; *workers* search it."""
        super().__init__()
        self.shelf = shelf
        self.desk = shelf.desk
        self.changes = Changes(self, self.desk, self.fail)
        self.background = workers
        self.shelf.failed = lambda error: self.call_later(self.fail, error)  # it may come while drawing
        self.shelf.search = self._searched
        self.rows = self.shelf.entries
        self.view = ShelfRows(shelf, workers, self.fail)
        self.prompt = Prompt()
        self.edits = Edits(self)
        self.stories = Stories(self, self.edits)

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

    def tell(self, progress: str) -> None:
        """Say how far something is, until there is something else to say; nothing takes it away."""
        self._do(lambda: setattr(self.shelf, "progress", progress))

    def show(self, dialog: ModalScreen[Answer], taken: Callable[[Answer | None], object]) -> None:
        """Show *dialog* over the shelf, and give its answer to *taken*."""
        self.app.push_screen(dialog, lambda answer: (taken(answer), None)[1])

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

        self.background.run(lambda: keep(self.desk, *self.app.size), lambda _: None, self.fail)

    def fail(self, error: TermreadError) -> None:
        """Say what went wrong, and have a damaged library repaired."""
        self.say(error.text, "error")
        if error.code == "damaged":
            self.post_message(messages.Damaged())

    # Commands

    def acts(self) -> dict[str, Callable[[], object]]:
        """Return what performs each command of the shelf, by its name."""
        own = {name: getattr(part, name) for part in (self, self.edits, self.stories) for name in part.commands}
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

        self.background.run(lambda: self.desk.library.search(words), found, self.fail)

    # What one does with an entry

    def read(self) -> None:
        """Read the entry under the cursor, at its place or at the passage."""
        target = self.shelf.enter()
        if isinstance(target, Story):
            self.post_message(messages.OpenStory(target))
        elif target is not None:
            self.post_message(messages.OpenEntry(target.entry, passage=target.passage))

    def fetch_all(self) -> None:
        """Fetch the texts that are missing, or on Today look for new stories."""
        self.post_message(messages.Refresh() if self.shelf.tab is TODAY else messages.FetchAll())
