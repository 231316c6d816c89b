"""Links: moving the focus from one to the next, showing where it leads, and following it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from termread.article import Place
from termread.layout.geometry import MARGIN
from termread.layout.passages import text_between
from termread.layout.places import extent, links
from termread.tui.addresses import display_url, place_in
from termread.tui.page.feature import Feature
from termread.tui.page.messages import LinkFollowed
from termread.tui.page.rows import Overlay
from termread.tui.page.status import Said

if TYPE_CHECKING:
    from termread.tui.page.canvas import Canvas

Link = tuple[Place, Place, str]
"""Where a link begins and ends, and its address."""


class Links(Feature):
    """The links of the article and the one in focus."""

    def __init__(self, view: Canvas) -> None:
        self._view = view
        self._all: list[Link] | None = None
        self.focused: int | None = None
        """Which of all links is in focus."""
        self.actions = {
            "link_next": lambda: self._step(view.times()),
            "link_previous": lambda: self._step(-view.times()),
            "follow": self.follow,
        }

    @property
    def all(self) -> list[Link]:
        """All links of the article, found when first needed."""
        if self._all is None:
            self._all = links(self._view.article)
        return self._all

    @property
    def current(self) -> Link | None:
        """The link in focus."""
        return None if self.focused is None else self.all[self.focused]

    @property
    def in_view(self) -> list[int]:
        """The numbers of the links that begin in view."""
        first, last = self._view.viewport.place.block, self._view.viewport.last.block
        near = [index for index, (start, _, _) in enumerate(self.all) if first <= start.block <= last]
        return [index for index in near if self._view.viewport.sees(self.all[index][0])]

    @property
    def message(self) -> Said | None:
        """What the status row says of the link in focus: its address, or the words it points to in this article."""
        if self.current is None:
            return None
        article, geometry = self._view.article, self._view.geometry
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

    def go(self, href: str, *, picture: bool = False) -> None:
        """Go to *href* if it is inside the article, else tell the screen; *picture* is whether it is an image."""
        place = place_in(self._view.article, href)
        if place is not None:
            self._view.jump(place)
        elif href.startswith("#"):
            self._view.say("This link points to a place that is not in the article", "error")
        else:
            self._view.post_message(LinkFollowed(href, picture=picture))

    def _step(self, steps: int) -> None:
        """Move the focus by *steps* links, or to the first in view if the link in focus is out of view."""
        if not self.all:
            self._view.say("This article has no links")
            return
        if self.current and self._view.viewport.sees(self.current[0]):
            self.focused = ((self.focused or 0) + steps) % len(self.all)
        else:
            shown = self.in_view
            self.focused = shown[0 if steps > 0 else -1] if shown else self._nearest(steps)
        start, end, _ = self.all[self.focused]
        self._view.look_at(start, end)

    def _nearest(self, steps: int) -> int:
        """Return the first link below the viewport or, with negative *steps*, the last one above it."""
        place = self._view.viewport.place
        after = next((index for index, link in enumerate(self.all) if link[0] >= place), len(self.all))
        return (after if steps > 0 else after - 1) % len(self.all)
