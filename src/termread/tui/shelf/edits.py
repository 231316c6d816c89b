"""What one does with what is on the shelf: mark, archive, tag, delete and add, each change undone by one key."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, TypeVar

from termread import first_screen
from termread.errors import LibraryError, TermreadError
from termread.library.model import Bookmark, Highlight, Kept
from termread.library.news import Story
from termread.library.undo_log import SHELF, Change, changes_from
from termread.tui import messages
from termread.tui.shelf.contents import with_keys

if TYPE_CHECKING:
    from termread.library.api import Library
    from termread.tui.shelf.host import ShelfHost

Result = TypeVar("Result")


class Edits:
    """Changes the entry under the cursor of *screen*."""

    commands: ClassVar[tuple[str, ...]] = ("favourite", "archive", "delete", "tags", "undo", "redo", "add")

    def __init__(self, screen: ShelfHost) -> None:
        """Change what is on the shelf that *screen* shows."""
        self._screen = screen
        self._shelf = screen.shelf
        self._desk = screen.desk

    def favourite(self) -> None:
        """Make it a favorite, or no longer."""
        library = self._desk.library

        def turn(kept: Kept) -> str:
            wanted = not library.entry(kept.id).favourite
            library.set_favourite(kept.id, wanted)
            return "Added to favorites" if wanted else "Removed from favorites"

        self.change(turn)

    def archive(self) -> None:
        """Archive or unarchive it."""
        library = self._desk.library

        def move(kept: Kept) -> str:
            archived = library.entry(kept.id).state == "archived"
            library.set_state(kept.id, "inbox" if archived else "archived")
            return "Moved to the inbox" if archived else "Archived"

        self.change(move)

    def delete(self) -> None:
        """Delete it; a story is only marked as read, for the feed would bring it back."""
        value, kept, library = self._shelf.value, self._shelf.kept, self._desk.library
        if isinstance(value, Story):
            self.attempt(lambda: library.sources.mark_read([value.id]), "Marked as read")
        elif isinstance(value, Highlight):
            self.attempt(lambda: library.remove_highlight(value.id), "Highlight removed")
        elif isinstance(value, Bookmark):
            self.attempt(lambda: library.remove_bookmark(value.id), "Bookmark removed")
        elif kept is not None:
            self.attempt(lambda: library.delete(kept.id), "Deleted")

    def tags(self) -> None:
        """Ask for its tags."""
        story, kept, library = self._shelf.story, self._shelf.kept, self._desk.library
        if story is not None and story.entry is not None:
            kept = library.entry(story.entry)
        if story is not None or kept is not None:
            tags = ", ".join(kept.tags) if kept else ""
            self._screen.prompt.ask("#", self._tagged, value=tags, hint="tags, separated by commas")

    def undo(self) -> None:
        """Undo the last change that was made on the shelf."""
        self._turn_back(lambda: self._desk.library.undo(SHELF), "Undone", "Nothing to undo on the shelf")

    def redo(self) -> None:
        """Redo what was undone last on the shelf."""
        self._turn_back(lambda: self._desk.library.redo(SHELF), "Redone", "Nothing to redo on the shelf")

    def add(self) -> None:
        """Ask for an address to save for later."""
        self._screen.prompt.ask("Save", self._add, hint="an address, to be read later")

    def _turn_back(self, turn: Callable[[], Change | None], done: str, nothing: str) -> None:
        def turned(undone: Change | None) -> str:
            return self._desk.said(f"{done}: {undone.words}") if undone else nothing

        self.make(turn, turned)

    def _add(self, answer: str) -> None:
        from termread.fetch.addresses import resolve

        if answer.strip():
            try:
                self._screen.post_message(messages.Collect(resolve(answer.strip()), origin=SHELF))
            except TermreadError as error:
                self._screen.fail(error)

    def _tagged(self, tags: str) -> None:
        wanted = sorted({tag.strip().lstrip("#") for tag in tags.split(",")} - {""})

        def tag(kept: Kept) -> str:
            self._desk.library.set_tags(kept.id, wanted)
            return "Tags: " + (", ".join(wanted) or "none")

        self.change(tag)

    def change(self, change: Callable[[Kept], str]) -> None:
        """Change the entry under the cursor, which a story becomes with that, and say what *change* returns."""
        story, kept, library = self._shelf.story, self._shelf.kept, self._desk.library
        if story is not None:
            self.make(lambda: change(entry_of(library, story)), self.said)
        elif kept is not None:
            self.make(lambda: change(kept), self.said)

    def attempt(self, change: Callable[[], object], said: str) -> None:
        """Make a *change*, and say *said*."""
        self.make(change, lambda _: self.said(said))

    def said(self, change: str) -> str:
        """Return what is said of a *change* that can be undone."""
        return self._desk.said(change + with_keys("; {undo} undoes", self._shelf.keys))

    def make(self, change: Callable[[], Result], said: Callable[[Result], str]) -> None:
        """Change what is saved, and say what *said* makes of it; what articles would show first may be wrong then."""

        def changed(result: Result) -> None:
            self._screen.look_again()
            self._screen.say(said(result))

        first_screen.drop()
        with changes_from(SHELF):
            self._screen.changes.make(change, changed)


def entry_of(library: Library, story: Story) -> Kept:
    """Return the entry of *story*; one that has no text yet is saved for later. Raises LibraryError."""
    found = library.sources.story(story.id)
    if found.entry is not None:
        return library.entry(found.entry)
    if not found.url:
        raise LibraryError("This story has no address, so it cannot be saved.", code="gone")
    kept = library.save_for_later(found.url, title=found.title)
    library.sources.link(found.id, kept.id)
    return kept
