"""Links: one in focus with its address below, letters on all in sight, and the way into and out of the article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product
from typing import Any

from textual import events
from textual.message import Message

from termread.article import Article, Place
from termread.layout.outline import links
from termread.tui.widgets.addresses import inside
from termread.tui.widgets.cells import cell_of, shown_from
from termread.tui.widgets.drawing import Over, Row, with_label
from termread.tui.widgets.finding import Finding
from termread.tui.widgets.overlay import Overlay

LETTERS = "asdfghjklqwertyuiopzxcvbnm"
Link = tuple[Place, Place, str]


def labels(count: int) -> Iterator[str]:
    """Yield *count* labels of one length, the easiest letters first."""
    length = 1
    while len(LETTERS) ** length < count:
        length += 1
    for letters, _ in zip(product(LETTERS, repeat=length), range(count), strict=False):
        yield "".join(letters)


class Linking(Finding, layer=True):
    """The Links group of the actions, as far as the page itself is concerned."""

    class Followed(Message):
        """The reader wants to read what a link leads to."""

        def __init__(self, href: str, *, picture: bool = False) -> None:
            self.href = href
            self.picture = picture
            super().__init__()

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._links: list[Link] | None = None
        self.focused_link: int | None = None
        self.hints: dict[str, int] = {}
        """Labels on the screen, and the links they stand for."""
        self._letters = ""
        self.overlays.append(Focus(self))

    @property
    def links(self) -> list[Link]:
        """The links of the article, looked for when they are first needed."""
        if self._links is None:
            self._links = links(self.article)
        return self._links

    @property
    def link(self) -> str | None:
        """The address of the link in focus."""
        return None if self.focused_link is None else self.links[self.focused_link][2]

    def show(self, article: Article, place: Place | None = None) -> None:
        """Show *article*, none of its links in focus."""
        self._links = None
        self.focused_link = None
        self.hints = {}
        super().show(article, place)

    def action_link_next(self) -> None:
        """Put the next link into focus, the first in sight if the reader has gone elsewhere."""
        self._step_link(self.times())

    def action_link_previous(self) -> None:
        """Put the link before into focus."""
        self._step_link(-self.times())

    def action_follow(self) -> None:
        """Go where the link in focus leads; without one, put one into focus."""
        if self.link is None:
            self._step_link(1)
        else:
            self.follow(self.link)

    def action_hints(self) -> None:
        """Put letters on the links in sight and wait for them."""
        shown = self._links_in_sight()
        if not shown:
            self.say("No link in sight")
            return
        self.hints = dict(zip(labels(len(shown)), shown, strict=True))
        self._letters = ""
        self.ask_key("Letters of the link; esc to stay", self._take_letter)

    def follow(self, href: str, *, picture: bool = False) -> None:
        """Go to a place inside the article, or tell that another is wanted; it may be a *picture*."""
        place = inside(self.article, href)
        if place is not None:
            self.jump(place)
        elif href.startswith("#"):
            self.say("This link leads to a place that is not in the article", "error")
        else:
            self.post_message(self.Followed(href, picture=picture))

    def drop_link(self) -> bool:
        """Take the focus from a link; returns whether one had it."""
        had, self.focused_link = self.focused_link is not None, None
        return had

    def stop_asking(self) -> bool:
        """Ask no more, the letters gone from the links."""
        self.hints = {}
        return super().stop_asking()

    def finish(self, row: Row, y: int) -> Row:
        """Lay the letters over the links of row *y*."""
        if not self.hints:
            return row
        line = self.line_at(y)
        for label, index in self.hints.items():
            start = self.links[index][0]
            if line is None or start.block != line.place.block or not label.startswith(self._letters):
                continue
            cell = cell_of(line, start.offset)
            shown = None if cell is None else shown_from(line, cell, self.shift_of(line))
            if shown is not None:
                row = with_label(row, self.sheet.left + shown, label, self.inks)
        return row

    def _take_letter(self, event: events.Key) -> bool:
        self._letters += (event.character or " ").lower()
        if self._letters in self.hints:
            self.focused_link = self.hints[self._letters]
            self.call_next(self.action_follow)
            return False
        going = any(label.startswith(self._letters) for label in self.hints)
        self.redraw()
        return going

    def _step_link(self, steps: int) -> None:
        if not self.links or self.sight is None:
            self.say("No links here")
            return
        if self.focused_link is not None and self.sight.sees(self.links[self.focused_link][0]):
            self.focused_link = (self.focused_link + steps) % len(self.links)
        else:
            shown = self._links_in_sight()
            first = shown[0 if steps > 0 else -1] if shown else self._link_behind(self.sight.place, steps)
            self.focused_link = first
        self.look_at(*self.links[self.focused_link][:2])

    def _link_behind(self, place: Place, steps: int) -> int:
        """Return the link next to *place*, behind it or before it as *steps* says."""
        behind = next((index for index, link in enumerate(self.links) if link[0] >= place), len(self.links))
        return (behind if steps > 0 else behind - 1) % len(self.links)

    def _links_in_sight(self) -> list[int]:
        assert self.sight
        first, last = self.sight.place, self.sight.layout.place_at(max(0, self.sight.bottom - 1))
        near = [i for i, (start, _, _) in enumerate(self.links) if first.block <= start.block <= last.block]
        return [index for index in near if self.sight.sees(self.links[index][0])]


class Focus(Overlay):
    """The link in focus, as it lies over the text."""

    def __init__(self, view: Linking) -> None:
        self.view = view

    def over(self, block: int) -> Iterable[Over]:
        """Yield the link in focus if it is in *block*."""
        if self.view.focused_link is not None:
            start, end, _ = self.view.links[self.view.focused_link]
            if start.block == block:
                yield Over(start.offset, end.offset, "link_focus")
