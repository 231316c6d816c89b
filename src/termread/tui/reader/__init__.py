"""The reader: one article, all that can be done with it, and the keys for it."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import copy_context
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from textual.actions import SkipAction
from textual.binding import BindingType

from termread.desk import Desk, Look, Opened
from termread.layout.places import figures
from termread.palette import Theme
from termread.tui.messages import LeaveArticle, ReadAgain, ShowShelf
from termread.tui.page.features import Event, FigureChosen, ImageWanted, LinkFollowed
from termread.tui.page.place import Landing
from termread.tui.page.view import raise_again
from termread.tui.reader.annotations import Annotations
from termread.tui.reader.exits import Copies, Exits
from termread.tui.reader.image_loader import ImageLoader
from termread.tui.reader.look import LookControls
from termread.tui.reader.screen import ArticleScreen
from termread.tui.terms import bindings

if TYPE_CHECKING:
    from textual.events import Key

__all__ = ["Landing", "ReaderScreen"]

SETTLED = 0.3
"""Seconds after which an article that was opened is being read."""


class ReaderScreen(ArticleScreen):
    """Reads an article."""

    DEFAULT_CSS = "ReaderScreen { layers: default prompt; }"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("selecting"), *bindings("reader")]

    def __init__(
        self,
        desk: Desk,
        opened: Opened,
        look: Look,
        theme: Theme,
        **options: Any,
    ) -> None:
        """Read *opened*; *options* are those of `ArticleScreen`."""
        super().__init__(desk, opened, look, theme, **options)
        self.acts: dict[str, Callable[[], object]] = {
            "reread": self.reread,
            "shelf": self.shelf,
            "leave": self.leave,
            "cancel": self.cancel,
            "theme": lambda: self.app.call_later(self.app.run_action, "app.theme"),
        }
        """What performs each of the reader's commands, by its name."""
        self.look_controls = LookControls(self)
        self.annotations = Annotations(self)
        self.exits = Exits(self)
        self.images = ImageLoader(self)
        self.copies = Copies(self)
        for part in (self.look_controls, self.annotations, self.copies, self.exits):
            self.acts |= {name: getattr(part, name) for name in part.commands}

    def on_mount(self) -> None:
        """Remember whose context this is: timers need it where a key comes from the terminal itself."""
        self._own_context = copy_context()
        self.set_timer(SETTLED, self._expect_images)

    def _expect_images(self) -> None:
        """Start what loads images if there are any, so that `i` shows them sooner than a process starts."""
        if not self.app.no_color and any(figure.src for figure, _ in figures(self.article)):
            self.prepare_images()

    @cached_property
    def _moves(self) -> dict[str, Callable[[], object]]:
        """What the keys that only move on the page do."""
        moves = {f"perform('{name}')": act for name, act in self.pager.movement.actions.items()}
        bound = {key: each.binding.action for key, each in self.active_bindings.items() if each.node is self}
        return {key: moves[action] for key, action in bound.items() if action in moves}

    def obey(self, key: Key) -> bool:
        """Move on the page by *key* if it only does that; returns whether it does.

        By the framework's way a key is handed on four times, which takes longer than to scroll and to draw.
        """
        if not self.view.has_focus or self.pager.selection.going_on or key.key not in self._moves:
            return False
        self._own_context.run(self._move, key)
        return True

    def _move(self, key: Key) -> None:
        try:
            if not self.pager.status.key(key):
                self._moves[key.key]()
        except Exception as error:  # noqa: BLE001 - it is raised where the framework reports it
            self.call_later(raise_again, error)

    def action_perform(self, name: str) -> None:
        """Perform the command *name*."""
        act = self._act(name)
        if act is not None:
            act()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the keys of other commands to the app, and those of the page to what has the focus instead of it."""
        return action != "perform" or self._act(str(parameters[0])) is not None

    def _act(self, name: str) -> Callable[[], object] | None:
        return (self.view.act(name) if self.view.has_focus else None) or self.acts.get(name)

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
        if self.pager.status.stop_asking():
            return
        # The page that a link leads to may be on its way.
        if getattr(self.app, "is_saving", False) or self.pager.cancel() in (None, self.pager.links):
            if self.images.cancel():
                self.say("Stopped loading images; i twice loads them")
                return
            raise SkipAction

    async def perform(self, name: str) -> None:
        """Perform the command *name*, on the page, here or in the app."""
        act = self.pager.acts.get(name) or self.acts.get(name)
        if act is not None:
            act()
        else:
            await self.app.run_action(f"app.{name}")

    def refresh_marks(self) -> None:
        """Show the marks as they are saved now."""
        self.annotations.refresh()

    def prepare_images(self) -> None:
        """Start what loads images, as some are about to be wanted."""
        self.images.prepare()

    def on_unmount(self) -> None:
        """Load no more images."""
        self.images.stop()

    def ask_words(self, words: str) -> None:
        """Go on asking for words to find, of which *words* are there."""
        self.look_controls.ask_words(words)

    def hear(self, event: Event) -> None:
        """Open what a link leads to, show a figure alone, load an image for the page, or keep track of the place."""
        if isinstance(event, LinkFollowed):
            self.exits.follow(event)
        elif isinstance(event, FigureChosen):
            from termread.tui.figure.screen import FigureScreen

            self.app.push_screen(FigureScreen(self, event.number, lambda src: self.images.order(src, "file")))
        elif isinstance(event, ImageWanted):
            self.images.want(event)
        else:
            super().hear(event)
