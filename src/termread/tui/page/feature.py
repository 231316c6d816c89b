"""The interface of the features of the page view."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from termread.article import Place
from termread.layout.model import Line, Page
from termread.tui.page.rows import GutterMark, Overlay, Scene


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
