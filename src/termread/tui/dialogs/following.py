"""The lists about what is followed: the sources, each with what is wrong with it, and what is muted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from termread.library.news import Mute, Source, Story
from termread.palette import Theme
from termread.text import clean_line
from termread.tui.dialogs.lists import Chooser
from termread.tui.entries import SHORTENED, Entry, Piece
from termread.tui.prompt import Prompt

if TYPE_CHECKING:
    from termread.library.sources import Sources

Make = Callable[[Callable[[], Any], Callable[[Any], str]], None]
"""Makes a change to the library, and says what the second makes of its result."""


class SourcesList(Chooser):
    """Lists what is followed; gives the source whose stories are to show, or a tag. Changes are made at once."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("x,delete,D", "unfollow", "Unfollow it", show=False),
        Binding("n", "rename", "Rename it", show=False),
        Binding("number_sign", "tags", "Its tags", show=False),
        Binding("U", "undo", "Undo", show=False),
    ]

    def __init__(self, theme: Theme, sources: Sources, make: Make) -> None:
        """List all *sources*; *make* makes what is changed of them."""
        self._sources, self._make = sources, make
        super().__init__(
            theme,
            "What you follow",
            list(_entries(sources)),
            lines=2,
            empty="You follow nothing yet: @ on an article, or `termread follow`",
            hints=("enter: its stories", "n: rename", "#: tags", "x: unfollow"),
        )
        self.prompt = Prompt()

    def compose(self) -> ComposeResult:
        """Yield the list, and the row that asks."""
        yield from super().compose()
        yield self.prompt

    def action_unfollow(self) -> None:
        """Follow the one under the cursor no longer."""
        source = self._source
        if source is not None:
            self._change(lambda: self._sources.unfollow(source.id), f"Unfollowed {clean_line(source.name)}; U undoes")

    def action_rename(self) -> None:
        """Ask for another name."""
        source = self._source
        if source is None:
            return

        def rename(answer: str) -> None:
            if name := answer.strip():
                self._change(lambda: self._sources.change(source.id, title=name), f"Now called {name}; U undoes")

        self.prompt.ask("Name", rename, value=clean_line(source.title))

    def action_tags(self) -> None:
        """Ask for its tags."""
        source = self._source
        if source is None:
            return

        def tag(answer: str) -> None:
            tags = tuple(sorted({each.strip().lstrip("#") for each in answer.split(",")} - {""}))
            self._change(
                lambda: self._sources.change(source.id, tags=tags), f"Tags: {', '.join(tags) or 'none'}; U undoes"
            )

        self.prompt.ask("#", tag, value=", ".join(source.tags), hint="tags, separated by commas")

    def action_undo(self) -> None:
        """Undo the last change made here or on the shelf."""
        self.dismiss(None)
        self.app.call_later(self.app.run_action, "screen.perform('undo')")

    @property
    def _source(self) -> Source | None:
        value = self.chosen and self.chosen.value
        return value if isinstance(value, Source) else None

    def _change(self, change: Callable[[], object], said: str) -> None:
        def changed(_: object) -> str:
            if self.is_attached:
                at = self.rows.cursor
                self.entries = list(_entries(self._sources))
                self.fill(at)
                self.tell(said)
            return said

        self._make(change, changed)


def _entries(sources: Sources) -> Iterator[Entry]:
    """Yield the tags of *sources*, then the sources: those that have something wrong with them first."""
    found = sources.all()
    by_tag: dict[str, int] = {}
    for each in found:
        for tag in each.tags:
            by_tag[tag] = by_tag.get(tag, 0) + each.unread
    for tag, unread in sorted(by_tag.items()):
        yield Entry(f"#{clean_line(tag)}", (), tag, role="kicker", note=_count(unread))
    for each in sorted(found, key=lambda each: (not each.fault, each.name.casefold())):
        tags = " ".join(f"#{clean_line(tag)}" for tag in each.tags)
        fault, address = clean_line(each.fault), clean_line(each.address)
        below = Piece(fault, "error", SHORTENED) if fault else Piece(address, "byline", SHORTENED)
        line = (below, *[Piece(f"  {tags}", "kicker")][: bool(tags)])
        yield Entry(clean_line(each.name), (line,), each, role="text", note=_count(each.unread))


def _count(unread: int) -> str:
    return f"{unread:,} unread" if unread else ""


class MuteList(Chooser):
    """Gives what to mute: something of a story, or a word to be asked for, which has no value; or a mute to take back."""

    def __init__(self, theme: Theme, story: Story | None, source: Source | None, mutes: Sequence[Mute]) -> None:
        """Offer what *story*, which is from *source*, has, and all *mutes*."""
        offers = [Entry("A word …", (), Mute("word", ""), role="text")]
        if source is not None:
            offers.append(
                Entry(f"The source {clean_line(source.name)}", (), Mute("source", source.address), role="text")
            )
        authors = story.authors if story else ()
        offers += [Entry(f"The author {clean_line(each)}", (), Mute("author", each), role="text") for each in authors]
        muted = [
            Entry(f"Unmute the {mute.kind} {clean_line(mute.value)}", (), mute, role="byline", note="muted")
            for mute in mutes
        ]
        super().__init__(theme, "Mute", [*offers, *muted], hints=("enter: mute, or unmute",))
