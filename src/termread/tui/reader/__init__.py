"""The reader: one article, all that can be done with it, and the keys for it."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.binding import BindingType

from termread.desk import Desk, Look, Opened
from termread.palette import Theme
from termread.tui.bindings import bindings
from termread.tui.page.messages import ImageWanted, Jumped, LinkFollowed
from termread.tui.reader.annotations import Annotations
from termread.tui.reader.copies import Copies
from termread.tui.reader.image_loader import ImageLoader
from termread.tui.reader.links import Exits
from termread.tui.reader.look import LookControls
from termread.tui.reader.place import History, Landing, Spot
from termread.tui.reader.screen import ArticleScreen

__all__ = ["Landing", "ReaderScreen"]


class ReaderScreen(ArticleScreen):
    """Reads an article."""

    DEFAULT_CSS = "ReaderScreen { layers: default prompt; }"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("reader")]

    def __init__(
        self,
        desk: Desk,
        opened: Opened,
        look: Look,
        theme: Theme,
        *,
        landing: Landing | None = None,
        history: History | None = None,
        id: str | None = None,  # noqa: A002 - Textual's name for it
    ) -> None:
        super().__init__(desk, opened, look, theme, landing=landing, history=history, id=id)
        self.annotations = Annotations(self)
        self.exits = Exits(self)
        self.images = ImageLoader(self)
        self.copies = Copies(self)
        for part in (LookControls(self), self.annotations, self.copies, self.exits):
            self.acts |= {name: getattr(part, name) for name in part.commands}

    async def perform(self, name: str) -> None:
        """Perform the command *name*, on the page, here or in the app."""
        performer = next((each for each in (self.view, self) if name in each.acts), None)
        if performer is not None:
            performer.action_perform(name)
        else:
            await self.app.run_action(f"app.{name}")

    def refresh_marks(self) -> None:
        """Show the marks as they are saved now."""
        self.annotations.refresh()

    def on_unmount(self) -> None:
        """Load no more images."""
        self.images.stop()

    @on(LinkFollowed)
    def follow_link(self, message: LinkFollowed) -> None:
        """Open what a link leads to."""
        message.stop()
        self.exits.follow(message)

    @on(Jumped)
    def remember_jump(self, message: Jumped) -> None:
        """Remember where a jump began."""
        message.stop()
        self.history.leave(Spot(self.entry, message.place))

    @on(ImageWanted)
    def load_image(self, message: ImageWanted) -> None:
        """Load an image for the page."""
        message.stop()
        self.images.want(message)
