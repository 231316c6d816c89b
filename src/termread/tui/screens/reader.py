"""The reader: one article, all that can be done with it, and the keys for it."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from termread.tui.actions import bindings
from termread.tui.screens.following import Following
from termread.tui.screens.keeping import Keeping
from termread.tui.screens.landing import Landing
from termread.tui.screens.looking import Looking
from termread.tui.screens.picturing import Picturing
from termread.tui.screens.reading import Reading

__all__ = ["Landing", "ReaderScreen", "Reading"]


class ReaderScreen(Looking, Keeping, Following, Picturing):
    """Reads an article; `Reading` says how it is made and what it tells the app."""

    DEFAULT_CSS = "ReaderScreen { layers: default prompt; }"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("reader")]

    async def perform(self, action: str) -> bool:
        """Do the action of that name, wherever it is made: here, on the page, or in the app."""
        if action in self.view.acts:
            self.view.action_perform(action)
            return True
        for node in (self, self.app):
            if hasattr(node, f"action_{action}"):
                return await self.app.run_action(action, node)
        return False
