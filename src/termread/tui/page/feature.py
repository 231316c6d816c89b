"""What a feature of the page view may do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from termread.article import Place
from termread.layout.model import Line, Page
from termread.tui.page.rows import GutterMark, Overlay, Scene


class Feature:
    """One thing that the page view does. A feature defines only the methods that it needs."""

    actions: Mapping[str, Callable[[], object]] = MappingProxyType({})
    """What it does for each of its actions, by the action's name."""

    def opened(self) -> None:
        """Begin anew: the view is about to show another article."""

    def settings(self, page: Page) -> Page:
        """Return *page* as this feature wants it laid out."""
        return page

    def overlay(self, block: int) -> Iterable[Overlay]:  # noqa: ARG002
        """Yield what lies over the text of *block*, the lowest first."""
        return ()

    def gutter(self, line: Line) -> GutterMark | None:  # noqa: ARG002
        """Return the sign in the margin beside *line*, if there is one."""
        return None

    def decorate(self, scene: Scene) -> None:
        """Replace rows of *scene* by what stands over the screen rather than over the text."""

    def uncover(self, place: Place) -> None:
        """Make sure that *place* is shown: the reader is about to go there."""

    def cancel(self) -> bool:
        """Give up what was begun; returns whether there was anything to give up."""
        return False
