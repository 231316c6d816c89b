"""What a reader can do on the page, a feature a module, and their interface with the pager."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from termread.article import Place
from termread.layout.model import Line, Page
from termread.tui.page.rows import GutterMark, Overlay, Scene
from termread.values import dataclass

if TYPE_CHECKING:
    from termread.tui.graphics.ability import Ability


class Feature:
    """One thing that the page view does. A feature defines only the methods that it needs."""

    actions: Mapping[str, Callable[[], object]] = MappingProxyType({})
    """Its actions by name."""

    def opened(self) -> None:
        """Reset: the view is about to show another article."""

    def settings(self, page: Page) -> Page:
        """Return *page* with the settings that this feature needs."""
        return page

    def overlay(self, block: int) -> Iterable[Overlay]:  # noqa: ARG002
        """Yield what is laid over the text of *block*, the lowest first."""
        return ()

    def gutter(self, line: Line) -> GutterMark | None:  # noqa: ARG002
        """Return a sign for the margin beside *line*, if there is one."""
        return None

    def decorate(self, scene: Scene) -> None:
        """Replace rows of *scene* to draw over the screen rather than over the text."""

    def uncover(self, place: Place) -> None:
        """Make sure that *place* is laid out: the reader is about to go there."""

    def cancel(self) -> bool:
        """Cancel what is in progress; returns whether there was anything."""
        return False


@dataclass(frozen=True, slots=True)
class Moved:
    """The reader scrolled to *place*; *done* is how far through the article that is, from 0 to 1."""

    place: Place
    done: float


@dataclass(frozen=True, slots=True)
class Jumped:
    """The reader left *place* by a jump and may want to go back to it."""

    place: Place


@dataclass(frozen=True, slots=True)
class Visited:
    """The reader went from *here*, *done* through the article, to look at *place*."""

    here: Place
    done: float
    place: Place


@dataclass(frozen=True, slots=True)
class LinkFollowed:
    """The reader followed a link out of this article."""

    href: str


@dataclass(frozen=True, slots=True)
class FigureChosen:
    """The reader wants to see figure *number* of the article, counted from 0, alone on the screen."""

    number: int


@dataclass(frozen=True, slots=True)
class ImageWanted:
    """An image is in view and should be loaded for room of *cells* by *rows*, drawn for what the terminal can do."""

    src: str
    cells: int
    rows: int
    ability: Ability

    @property
    def width(self) -> int:
        """The most pixels in width."""
        return min(self.cells * self.ability.cell[0], self.ability.most[0])

    @property
    def height(self) -> int:
        """The most pixels in height."""
        return min(self.rows * self.ability.cell[1], self.ability.most[1])


Event = Moved | Jumped | Visited | LinkFollowed | FigureChosen | ImageWanted
"""What the page tells whoever drives it."""
