"""What one does with the stories on Today: mark them as read, catch up, mute, pick an edition, and choose among sources."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from termread.library.news import Mute, Story
from termread.library.undo_log import SHELF
from termread.text import clean_line
from termread.tui import messages
from termread.tui.entries import Entry
from termread.tui.shelf.contents import with_keys
from termread.tui.shelf.edits import Edits
from termread.tui.shelf.today import TODAY, Edition, Part

if TYPE_CHECKING:
    from termread.library.news import Muting
    from termread.library.sources import Sources
    from termread.tui.shelf.host import ShelfHost

MOST = 100_000
"""Stories that are marked or picked from at a time."""
NO_STORY = "Move to a story in Today first"


class Stories:
    """Changes the stories that *screen* shows, by its *edits*."""

    commands: ClassVar[tuple[str, ...]] = (
        *("mark_read", "catch_up", "mute", "edition", "save_edition", "sources"),
        *("follow_source", "refresh", "browse", "collect"),
    )

    def __init__(self, screen: ShelfHost, edits: Edits) -> None:
        """Change what is on the shelf that *screen* shows."""
        self._screen, self._edits = screen, edits
        self._shelf, self._today = screen.shelf, screen.shelf.today
        self._desk = screen.desk

    @property
    def _sources(self) -> Sources:
        return self._desk.library.sources

    # Read and unread

    def mark_read(self) -> None:
        """Mark the story under the cursor as read, or as unread."""
        story, sources = self._shelf.story, self._sources
        if story is None:
            self._screen.say(NO_STORY)
            return

        def turn() -> str:
            read = sources.story(story.id).unread
            sources.mark_read([story.id], read)
            return "Marked as read" if read else "Marked as unread"

        self._edits.make(turn, self._edits.said)

    def catch_up(self) -> None:
        """Mark all stories that show as read."""
        if self._shelf.tab is not TODAY:
            self._screen.say("You can only catch up in Today")
            return
        chosen, part = self._today.chosen(self._shelf.words), self._today.part
        if isinstance(part, Edition) or self._shelf.words:
            mark = partial(self._mark_those, part.ids if isinstance(part, Edition) else None)
        else:
            seen = self._today.seen
            mark = partial(self._sources.catch_up, source=chosen.get("source"), tag=chosen.get("tag", ""), until=seen)

        def said(count: int) -> str:
            if not count:
                return "Nothing here is unread"
            marked = f"Marked {count:,} stor{'y' if count == 1 else 'ies'} as read"
            return self._desk.said(marked + with_keys("; {undo} brings them back", self._shelf.keys))

        self._edits.make(mark, said)

    def _mark_those(self, ids: tuple[int, ...] | None) -> int:
        """Mark the stories with these *ids*, or those that the filter shows, as read; return how many those are."""
        if ids is None:
            chosen = self._today.chosen(self._shelf.words)
            chosen["since"] = ""
            found = self._sources.stories(**chosen, limit=MOST)
        else:
            found = self._sources.stories(ids=ids, limit=len(ids))
        unread = [story.id for story in found if story.unread]
        if unread:
            self._sources.mark_read(unread)
        return len(unread)

    # Muting

    def mute(self) -> None:
        """Let the reader choose what to mute, or to unmute."""
        from termread.tui.dialogs.following import MuteList

        story, sources = self._shelf.story, self._sources

        def offer(mutes: tuple[Mute, ...]) -> None:
            first = next((each for each in sources.all() if story and each.id == story.source), None)
            self._screen.show(MuteList(self._shelf.inks.theme, story, first, mutes), chosen)

        def chosen(entry: Entry | None) -> None:
            if entry is None:
                return
            mute: Mute = entry.value
            if mute.added:
                self._edits.make(lambda: sources.unmute(mute.kind, mute.value), lambda _: unmuted(mute))
            elif mute.value:
                self._mute(mute.kind, mute.value)
            else:
                hint = "stories with this word in their title or summary go"
                self._screen.prompt.ask("Mute the word", lambda word: self._mute("word", word.strip()), hint=hint)

        def unmuted(mute: Mute) -> str:
            return self._edits.said(f"No longer muted: {mute.value}")

        self._screen.changes.look(sources.mutes, offer)

    def _mute(self, kind: Muting, value: str) -> None:
        if not value:
            return
        before = self._today.counts.unread
        self._edits.make(lambda: self._sources.mute(kind, value), lambda _: self._muted(value, before))

    def _muted(self, value: str, before: int) -> str:
        gone = before - self._today.counts.unread
        return self._edits.said(f"Muted {value}: {gone:,} unread stor{'y' if gone == 1 else 'ies'} hidden")

    # An edition

    def edition(self) -> None:
        """Ask for how many minutes the reader has, and pick unread stories for them."""
        minutes = f"{self._desk.config.follow.minutes:g}"
        self._screen.prompt.ask("Minutes", self._pick, value=minutes, hint="how long you have to read")

    def _pick(self, answer: str) -> None:
        from termread.desk.edition import edition, reading_time

        if not answer.strip():
            return
        try:
            wanted = max(1, min(int(answer.strip().removesuffix("min")), 24 * 60))
        except ValueError:
            self._screen.say(f"Type a number of minutes, such as {self._desk.config.follow.minutes:g}", "error")
            return
        chosen = self._today.chosen(self._shelf.words)
        chosen["since"] = ""

        def found(picked: list[Story]) -> None:
            if not picked:
                some = self._today.counts.unread
                said = f"No unread story here takes {wanted} minutes or less" if some else "No unread stories"
                self._screen.say(said)
                return
            taken = round(sum(map(reading_time, picked)))
            self.narrow(Edition(wanted, taken, tuple(story.id for story in picked)))
            self._screen.say(self._today.name + with_keys("   {save_edition}: save as EPUB", self._shelf.keys))

        library = self._desk.library
        self._screen.background.run(lambda: edition(library, wanted, **chosen), found, self._screen.fail)

    def save_edition(self) -> None:
        """Ask for a file to save the edition to."""
        if not isinstance(self._today.part, Edition):
            self._screen.say(with_keys("Press {edition} first: an edition is saved as one EPUB", self._shelf.keys))
            return
        from datetime import date

        name = f"today-{date.today().isoformat()}.epub"
        self._screen.prompt.ask("Save as", partial(self._save, self._today.part), value=name, hint="one EPUB")

    def _save(self, edition: Edition, name: str) -> None:
        from termread.tui.dialogs.question import YesNo

        if not name.strip():
            return
        path = Path(name.strip()).expanduser()
        path = path if path.suffix.lower() == ".epub" else path.with_name(f"{path.name}.epub")

        def save(yes: bool | None = True) -> None:
            if yes:
                self._screen.post_message(messages.SaveEdition(edition.ids, path))
            else:
                self._screen.say("Not saved")

        if path.exists():
            self._screen.show(YesNo(f"{clean_line(path.name)} exists. Overwrite it? y/n", save), lambda _: None)
        else:
            save()

    # Sources

    def narrow(self, part: Part | None) -> None:
        """Show only *part* of Today."""
        self._shelf.go_to(TODAY)
        self._today.part = part
        self._shelf.fill()
        self._screen.look_again()

    def sources(self) -> None:
        """List what is followed; one that is chosen narrows Today to its stories."""
        from termread.tui.dialogs.following import SourcesList

        def offer(found: object) -> None:
            del found
            dialog = SourcesList(self._shelf.inks.theme, self._sources, self._edits.make)
            self._screen.show(dialog, lambda entry: self.narrow(entry.value) if entry is not None else None)

        self._screen.changes.look(self._sources.all, offer)

    def follow_source(self) -> None:
        """Follow what the entry under the cursor is from, or ask whether to stop."""
        story, kept = self._shelf.story, self._shelf.kept
        if story is not None:
            self._screen.post_message(messages.Follow(story.url, origin=SHELF, source=story.source))
        elif kept is not None:
            self._screen.post_message(messages.Follow(kept.url or kept.address, origin=SHELF, entry=kept.id))
        else:
            self._screen.say("Put the cursor on an article first")

    def refresh(self) -> None:
        """Ask all that is followed for new stories."""
        self._screen.post_message(messages.Refresh())

    # Elsewhere

    def browse(self) -> None:
        """Open the address of the entry in the browser."""
        address = self._address
        if address.startswith(("http://", "https://")):
            self._screen.post_message(messages.Browse(address))
        else:
            self._screen.say("This has no web address")

    def collect(self) -> None:
        """Save the story for later."""
        story = self._shelf.story
        if story is None:
            self._screen.say(NO_STORY)
            return
        self._edits.change(lambda kept: self._saved(kept.id))

    def _saved(self, entry: int) -> str:
        self._desk.library.set_state(entry, "inbox")
        return "Saved for later"

    @property
    def _address(self) -> str:
        story, kept = self._shelf.story, self._shelf.kept
        return story.url if story else (kept.url or kept.address) if kept else ""
