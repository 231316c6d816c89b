"""Links by keys: a focus that goes from one to the next, letters to type, and footnotes in a popup."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product
from typing import TYPE_CHECKING

from termread.article import Place
from termread.layout.geometry import MARGIN
from termread.layout.model import ORNAMENT, Line, Run
from termread.layout.passages import text_between
from termread.layout.places import extent, footnote_at, links
from termread.tui.page.draw import draw
from termread.tui.page.features import Feature, LinkFollowed
from termread.tui.page.rows import Overlay, Scene, Span, blank, with_labels
from termread.tui.page.status import Key, Said
from termread.tui.page.viewport import cell_of, scrolled
from termread.tui.wording import display_url, place_in

if TYPE_CHECKING:
    from termread.tui.page.canvas import Canvas

Link = tuple[Place, Place, str]
"""Where a link begins and ends, and its address."""


class Links(Feature):
    """The links of the article and the one in focus."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._all: list[Link] | None = None
        self.focused: int | None = None
        """Which of all links is in focus."""
        self.actions = {
            "link_next": lambda: self._step(canvas.times()),
            "link_previous": lambda: self._step(-canvas.times()),
            "follow": self.follow,
        }

    @property
    def all(self) -> list[Link]:
        """All links of the article, found when first needed."""
        if self._all is None:
            self._all = links(self._canvas.article)
        return self._all

    @property
    def current(self) -> Link | None:
        """The link in focus."""
        return None if self.focused is None else self.all[self.focused]

    @property
    def in_view(self) -> list[int]:
        """The numbers of the links that begin in view."""
        first, last = self._canvas.viewport.place.block, self._canvas.viewport.last.block
        near = [index for index, (start, _, _) in enumerate(self.all) if first <= start.block <= last]
        return [index for index in near if self._canvas.viewport.sees(self.all[index][0])]

    @property
    def message(self) -> Said | None:
        """What the status row says of the link in focus: its address, or the words it points to in this article."""
        if self.current is None:
            return None
        article, geometry = self._canvas.article, self._canvas.geometry
        place = place_in(article, self.current[2])
        if place is None:
            address = display_url(self.current[2], max(geometry.footer[1], geometry.columns - 2 * MARGIN))
            return Said(address, "status_key", urgent=True)
        words = " ".join(text_between(article, *extent(article, place, "sentence")).split())
        return Said(f"To {f'“{words}”' if words else 'a place in this article'}", "status_key", urgent=True)

    def opened(self) -> None:
        """Focus no link."""
        self._all = self.focused = None

    def overlay(self, block: int) -> Iterable[Overlay]:
        """Yield the link in focus if it is in *block*."""
        if self.current and self.current[0].block == block:
            yield Overlay(self.current[0].offset, self.current[1].offset, "link_focus")

    def cancel(self) -> bool:
        """Remove the focus."""
        had, self.focused = self.focused is not None, None
        return had

    def follow(self) -> None:
        """Follow the link in focus; if there is none, focus one."""
        if self.current is None:
            self._step(1)
        else:
            self.go(self.current[2])

    def go(self, href: str) -> None:
        """Go to *href* if it is inside the article, else tell the screen."""
        place = place_in(self._canvas.article, href)
        if place is not None:
            self._canvas.jump(place)
        elif href.startswith("#"):
            self._canvas.say("This link points to a place that is not in the article", "error")
        else:
            self._canvas.driver.tell(LinkFollowed(href))

    def _step(self, steps: int) -> None:
        """Move the focus by *steps* links, or to the first in view if the link in focus is out of view."""
        if not self.all:
            self._canvas.say("This article has no links")
            return
        if self.current and self._canvas.viewport.sees(self.current[0]):
            self.focused = ((self.focused or 0) + steps) % len(self.all)
        else:
            shown = self.in_view
            self.focused = shown[0 if steps > 0 else -1] if shown else self._nearest(steps)
        start, end, _ = self.all[self.focused]
        self._canvas.look_at(start, end)

    def _nearest(self, steps: int) -> int:
        """Return the first link below the viewport or, with negative *steps*, the last one above it."""
        place = self._canvas.viewport.place
        after = next((index for index, link in enumerate(self.all) if link[0] >= place), len(self.all))
        return (after if steps > 0 else after - 1) % len(self.all)


SHARE = 3
"""The popup takes at most one row in *SHARE* of the screen."""


class Footnotes(Feature):
    """Shows the footnote that the link in focus points to."""

    def __init__(self, canvas: Canvas, links: Links) -> None:
        self._canvas, self._links = canvas, links

    @property
    def footnote(self) -> Span | None:
        """The footnote that the link in focus points to, while the link is in view and the footnote is not."""
        link, sees = self._links.current, self._canvas.viewport.sees
        place = place_in(self._canvas.article, link[2]) if link and sees(link[0]) else None
        note = footnote_at(self._canvas.article, place) if place else None
        return note if note and not sees(note[1]) else None

    @property
    def message(self) -> Said | None:
        """What the status row says while the popup shows."""
        return Said("enter: go to the note   esc: stay", "status_key", urgent=True) if self.footnote else None

    def click(self, place: Place, href: str) -> None:
        """Follow the link at *place*; the first click on a footnote shows its popup."""
        links = self._links
        clicked = next((index for index, (start, end, _) in enumerate(links.all) if start <= place < end), None)
        before, links.focused = links.focused, clicked
        if clicked is not None and clicked != before and self.footnote:
            self._canvas.redraw()
        else:
            links.focused = before
            links.go(href)

    def decorate(self, scene: Scene) -> None:
        """Put the popup over the bottom of the page, or over the top if the link is at the bottom."""
        note, link, geometry = self.footnote, self._links.current, scene.geometry
        if note is None or link is None or geometry.text_rows < 2 * SHARE:
            return
        rows = [draw(line, geometry, scene.inks) for line in self._lines(note)]
        if not rows:
            return
        edge = draw(Line((Run("─" * geometry.measure, "rule"),), note[0]), geometry, scene.inks)
        first = geometry.text_rows - len(rows) - 1
        if scene.viewport.layout.line_of(link[0]) - scene.viewport.top < first - 1:
            scene.rows[first:] = [edge, *rows]
        else:
            scene.rows[: len(rows) + 2] = [blank(geometry, scene.inks), *rows, edge]

    def _lines(self, note: Span) -> list[Line]:
        """Return as many lines of *note* as fit."""
        layout = self._canvas.viewport.layout
        lines = layout.lines(layout.line_of(note[0]), layout.line_of(note[1]) + 1)
        own = [line for line in lines if any(run.start != ORNAMENT for run in line.runs)]
        return own[: max(1, self._canvas.geometry.text_rows // SHARE)]


LETTERS = "asdfghjklqwertyuiopzxcvbnm"


def labels(count: int) -> Iterator[str]:
    """Yield *count* labels of one length, the easiest letters first."""
    length = 1
    while len(LETTERS) ** length < count:
        length += 1
    for letters, _ in zip(product(LETTERS, repeat=length), range(count), strict=False):
        yield "".join(letters)


class Hints(Feature):
    """Labels every link in view, and follows the one whose letters are typed."""

    def __init__(self, canvas: Canvas, links: Links) -> None:
        self._canvas, self._links = canvas, links
        self.shown: dict[str, int] = {}
        """The labels on the screen, and the number of the link each stands for."""
        self._typed = ""
        self.actions = {"hints": self._show}

    def opened(self) -> None:
        """Remove the labels."""
        self._end()

    def decorate(self, scene: Scene) -> None:
        """Put the next letter of each label that begins with what has been typed before its link."""
        labels: dict[int, list[tuple[int, str]]] = {}
        for label, number in self.shown.items():
            start = self._links.all[number][0]
            y = scene.viewport.layout.line_of(start) - scene.viewport.top
            line = scene.viewport.line_at(y) if label.startswith(self._typed) else None
            cell = cell_of(line, start.offset) if line else None
            shown = None if line is None or cell is None else scrolled(line, cell, scene.viewport.shift_of(line))
            if shown is not None:
                # Two letters would need two blanks, so the second one shows when the first is typed.
                labels.setdefault(y, []).append((scene.geometry.left + shown, label[len(self._typed)]))
        for y, there in labels.items():
            scene.rows[y] = with_labels(scene.rows[y], sorted(there), scene.inks)

    def _show(self) -> None:
        """Label the links in view and wait for letters."""
        numbers = self._links.in_view
        if not numbers:
            self._canvas.say("No links in view")
            return
        self.shown = dict(zip(labels(len(numbers)), numbers, strict=True))
        self._canvas.status.ask_key("Type a link's letters; esc cancels", self._take, self._end)

    def _take(self, event: Key) -> bool:
        self._typed += (event.character or " ").lower()
        if self._typed in self.shown:
            self._links.focused = self.shown[self._typed]
            self._end()
            self._links.follow()
            return False
        self._canvas.repaint()
        return any(label.startswith(self._typed) for label in self.shown)

    def _end(self) -> None:
        self.shown, self._typed = {}, ""
