"""What is drawn over the text of a terminal: the pixels of pictures, and large text, each from when it is first needed."""

from __future__ import annotations

from collections.abc import Callable, Container
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from termread.tui.page.draw import DEPTHS

if TYPE_CHECKING:
    from textual.app import App
    from textual.screen import Screen

    from termread.tui.graphics.ability import Ability
    from termread.tui.graphics.large_text import LargeText, Shown
    from termread.tui.graphics.pixels import Pixels
    from termread.tui.terminal_answers import Answers
    from termread.write.terminal import Depth


class Host(Protocol):
    """The terminal."""

    app: App[Any]
    fileno: int
    answers: Answers

    def write(self, data: str) -> None:
        """Write *data*."""

    def write_pixels(self, data: str) -> None:
        """Write *data*, shown at once, and leave the cursor where it was."""


class Layers:
    """Ends each frame with what belongs over it; only the screen on top has that, if it has a `view` of an article or a figure."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._pixels: Pixels | None = None
        self._large_text: LargeText | None = None

    def ability(self, then: Callable[[], object], may_ask: Callable[[], bool]) -> Ability | None:
        """Return how pictures can be drawn; None until the terminal has answered, and *then* is called once it has.

        The terminal is asked only where *may_ask* allows it.
        """
        if self._pixels is None:
            from termread.tui.graphics.pixels import Pixels

            self._pixels = Pixels(self._host, ask=may_ask())
        return self._pixels.ability(then)

    def ask_for_large_text(self, tell: Callable[[bool], object]) -> None:
        """Ask the terminal whether it can draw large text, which shows from then on, and *tell* the app what it says."""
        if self._large_text is None:
            from termread.tui.graphics.large_text import LargeText

            # The answer comes while input is read, where the framework would not know its app.
            self._large_text = LargeText(self._host, partial(self._host.app.call_later, tell))

    def around(self, frame: str, rows: Container[int], *, at_once: bool) -> str:
        """Return *frame*, which draws *rows*, with what belongs over it; large text only where it shows *at_once*."""
        if self._pixels is None and self._large_text is None:
            return frame
        view = getattr(screen_in_view(self._host.app), "view", None)
        if self._pixels is not None:
            frame += self._pixels.update(getattr(view, "pixels", dict), rows)
        if self._large_text is not None and at_once:
            shown: Shown = getattr(view, "large_text", dict)()
            frame = self._large_text.around(frame, shown, rows, self._depth)
        return frame

    def clear(self) -> str:
        """Return what takes all of it away, before the terminal is given back."""
        large = self._large_text.clear(self._depth) if self._large_text is not None else ""
        return large + (self._pixels.clear() if self._pixels is not None else "")

    @property
    def _depth(self) -> Depth:
        return DEPTHS[self._host.app.console.color_system]


def screen_in_view(app: App[Any]) -> Screen[Any] | None:
    """Return the top screen of *app* that has anything on it: a question that was answered is empty until it goes.

    What changes below such a screen must not be left to the framework, which would draw all of it again and again.
    """
    stack = app.screen_stack
    empty = (screen.is_modal and not any(each.display for each in screen.children) for screen in reversed(stack))
    return next((screen for screen, nothing in zip(reversed(stack), empty, strict=True) if not nothing), None)
