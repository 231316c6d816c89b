"""Keys that are not actions: a count before one, the letter after one; and what the reader is told meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual import events
from textual.timer import Timer

from termread.palette import Role
from termread.tui.widgets.leaf import Leaf
from termread.tui.widgets.yes_no import Rest, yes_or_no
from termread.values import dataclass

COUNT_CAP = 6
"""Digits a count may have."""

TOLD_FOR = 4.0
"""Seconds that a message stays if nobody touches a key."""

Answer = Callable[[events.Key], bool]
"""Takes a key that was asked for; returns whether it wants another."""


@dataclass(frozen=True, slots=True)
class Said:
    """A message in the status row."""

    text: str
    role: Role = "status"


class Keyed(Leaf, layer=True):
    """A leaf that counts, asks for a letter, and says things."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.count: int | None = None
        """The number typed before the key that is being obeyed."""
        self.typed = ""
        self.said: Said | None = None
        self.prompt = ""
        self._answer: Answer | None = None
        self._rest: Rest | None = None
        """What may still be typed of an answer."""
        self._silence: Timer | None = None

    def times(self, step: int = 1) -> int:
        """Return *step* as many times as the count says."""
        return step * (1 if self.count is None else self.count)

    def say(self, text: str, role: Role = "status", *, stay: bool = False) -> None:
        """Put *text* into the status row until the next key, or for a few seconds; *stay* until the next key only."""
        self.said = Said(text, role)
        if self._silence:
            self._silence.stop()
        self._silence = None if stay else self.set_timer(TOLD_FOR, self.be_silent)
        self.repaint_changes()

    def be_silent(self) -> None:
        """Give the status row back."""
        if self.said:
            self.said = None
            self.repaint_changes()

    def ask_key(self, prompt: str, answer: Answer) -> None:
        """Give the next keys to *answer*, and show *prompt*, until it has what it wants or escape is pressed."""
        self.prompt, self._answer = prompt, answer
        self.repaint_changes()

    def ask_yes_no(self, question: str, answer: Callable[[bool], object]) -> None:
        """Ask *question* until y or n is pressed, and give it to *answer*; escape gives none, other keys change nothing.

        Who types a whole word, or Enter after it, gives no command with that.
        """

        def take(event: events.Key) -> bool:
            yes = yes_or_no(event)
            if yes is None:
                return True
            self._rest = Rest(event)
            answer(yes)
            return False

        self.ask_key(question, take)

    def stop_asking(self) -> bool:
        """Ask no more; returns whether a key was asked for, or a count begun."""
        asked = self._answer is not None or bool(self.typed)
        self.prompt, self._answer, self.typed = "", None, ""
        self.redraw()
        return asked

    def on_key(self, event: events.Key) -> None:
        """Take a key that was asked for, or a digit of a count; any other passes, with the count before it."""
        if self._rest is not None and self._rest.takes(event):
            _keep(event)
            return
        self._rest = None
        told = self.said, self.typed
        self.said = None
        if self._answer is not None:
            _keep(event)
            if event.key == "escape" or not self._answer(event):
                self.stop_asking()
        elif event.character and event.character in "0123456789" and (self.typed or event.character != "0"):
            _keep(event)
            self.typed = (self.typed + event.character)[:COUNT_CAP]
        else:
            self.count = int(self.typed) if self.typed else None
            self.typed = ""
        if told != (self.said, self.typed):
            self.repaint_changes()


def _keep(event: events.Key) -> None:
    event.stop()
    event.prevent_default()
