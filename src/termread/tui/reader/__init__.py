"""The reader: one article, all that can be done with it, and the keys for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.actions import SkipAction
from textual.binding import BindingType

from termread.desk import Desk, Look, Opened
from termread.palette import Theme
from termread.tui.bindings import bindings
from termread.tui.messages import LeaveArticle, ReadAgain, ShowShelf
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
        self.acts: dict[str, Callable[[], object]] = {
            "reread": self.reread,
            "shelf": self.shelf,
            "leave": self.leave,
            "cancel": self.cancel,
            "theme": lambda: self.app.call_later(self.app.run_action, "app.theme"),
        }
        """What performs each of the reader's commands, by its name."""
        self.annotations = Annotations(self)
        self.exits = Exits(self)
        self.images = ImageLoader(self)
        self.copies = Copies(self)
        for part in (LookControls(self), self.annotations, self.copies, self.exits):
            self.acts |= {name: getattr(part, name) for name in part.commands}

    def action_perform(self, name: str) -> None:
        """Perform the command *name*."""
        self.acts[name]()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the keys of other commands to the app."""
        return action != "perform" or parameters[0] in self.acts

    def reread(self) -> None:
        """Reload the article from its source."""
        self.post_message(ReadAgain(self.entry))

    def shelf(self) -> None:
        """Show the shelf."""
        self.save_place()
        self.post_message(ShowShelf())

    def leave(self) -> None:
        """Leave the article."""
        self.save_place()
        self.post_message(LeaveArticle())

    def cancel(self) -> None:
        """Cancel what was begun last; with nothing begun, the app cancels what runs."""
        if self.view.status.stop_asking():
            return
        # The page that a link leads to may be on its way.
        if getattr(self.app, "is_saving", False) or self.view.cancel() in (None, self.view.links):
            raise SkipAction

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
