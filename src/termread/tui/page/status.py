"""The status row: what it says, what it asks, and the count that is typed into it. It knows no Textual."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple, Protocol

from termread.article import HEADER, Place
from termread.layout.geometry import COMING, MARGIN, Geometry, left_to_read, status_row
from termread.palette import Role
from termread.text import clean, width
from termread.tui.page.inks import Inks
from termread.tui.page.rows import Row, joined
from termread.tui.page.viewport import Viewport

if TYPE_CHECKING:
    from textual import events

COUNT_CAP = 6
"""Digits that a count may have."""

SHOWN_FOR = 4.0
"""Seconds that a message stays if no key is pressed."""

TYPED_TOGETHER = 1.0
"""Seconds within which `es` and Enter after a `y` still belong to the answer."""

_REST = {"y": "es", "n": "o"}

Answer = Callable[["events.Key"], bool]
"""Takes a key that was asked for; returns whether it wants another."""


class Said(NamedTuple):
    """A message in the status row. One that is *urgent* shows even where the status row is hidden."""

    text: str
    role: Role = "status"
    urgent: bool = False


def yes_or_no(event: events.Key) -> bool | None:
    """Return whether a key says yes or no; None for every other, Enter among them."""
    key = (event.character or "").lower()
    return key == "y" if key in _REST else None


class Rest:
    """What may still be typed of an answer that its first key has given, and is no command."""

    def __init__(self, first: events.Key) -> None:
        """Wait for what may follow the *first* key; capitals only after a capital, else `O` after `n` would do nothing."""
        letter = first.character or ""
        self._letters = _REST[letter.lower()]
        self._capital = letter.isupper()
        self._until = monotonic() + TYPED_TOGETHER

    def takes(self, event: events.Key) -> bool:
        """Return whether a key only completes the answer; after one that does not, none does."""
        if monotonic() > self._until:
            return False
        letter = event.character or ""
        if self._letters and (letter.lower() if self._capital else letter) == self._letters[0]:
            self._letters = self._letters[1:]
            return True
        self._until = 0.0
        return event.key == "enter"


class Timer(Protocol):
    """A call that is still to come."""

    def stop(self) -> None:
        """Do not make it."""


class StatusLine:
    """What the status row says and asks until it is answered, a key is pressed, or a few seconds are over."""

    def __init__(self, changed: Callable[[], object], later: Callable[[float, Callable[[], object]], Timer]) -> None:
        """Call *changed* when the row has to be drawn, and *later* with seconds and what is to be called after them."""
        self.count: int | None = None
        """The number that was typed before the key that is being obeyed."""
        self.typed = ""
        self.said: Said | None = None
        self.prompt = ""
        self._changed, self._later = changed, later
        self._answer: Answer | None = None
        self._ended: Callable[[], object] = lambda: None
        self._rest: Rest | None = None
        """What may still be typed of an answer."""
        self._silence: Timer | None = None

    @property
    def message(self) -> Said | None:
        """What is said, or else asked."""
        return self.said or (Said(self.prompt, "status_key", urgent=True) if self.prompt else None)

    def times(self, step: int = 1) -> int:
        """Return *step* times the count."""
        return step * (1 if self.count is None else self.count)

    def say(self, text: str, role: Role = "status", *, stay: bool = False) -> None:
        """Say *text* until the next key, or for a few seconds; with *stay* until the next key only."""
        self.said = Said(text, role, urgent=True) if text else None
        if self._silence:
            self._silence.stop()
        self._silence = None if stay else self._later(SHOWN_FOR, self.be_silent)
        self._changed()

    def be_silent(self) -> None:
        """Take the message away."""
        if self.said:
            self.said = None
            self._changed()

    def ask_key(self, prompt: str, answer: Answer, ended: Callable[[], object] = lambda: None) -> None:
        """Show *prompt* and give the next keys to *answer*, until it wants no more or escape is pressed; then call *ended*."""
        self._ended()
        self.prompt, self._answer, self._ended = prompt, answer, ended
        self._changed()

    def ask_yes_no(self, question: str, answer: Callable[[bool], object]) -> None:
        """Ask *question* until y or n is pressed, and give it to *answer*; escape gives none, other keys change nothing.

        A whole word typed quickly, or Enter after it, is no command.
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
        ended, self._ended = self._ended, lambda: None
        self.prompt, self._answer, self.typed = "", None, ""
        ended()
        self._changed()
        return asked

    def key(self, event: events.Key) -> bool:
        """Take a key that was asked for, or a digit of a count; returns whether it did. Any other ends the count."""
        if self._rest is not None and self._rest.takes(event):
            return True
        self._rest = None
        before = self.said, self.typed
        self.said, taken = None, True
        answer = self._answer
        if answer is not None:
            # An answer that asks another question is not to end that one.
            if event.key == "escape" or (not answer(event) and self._answer is answer):
                self.stop_asking()
        elif event.character and event.character in "0123456789" and (self.typed or event.character != "0"):
            self.typed = (self.typed + event.character)[:COUNT_CAP]
        else:
            self.count = int(self.typed) if self.typed else None
            self.typed, taken = "", False
        if before != (self.said, self.typed):
            self._changed()
        return taken


def where(viewport: Viewport, hint: str = "") -> str:
    """Return what is being read: the heading under the eye or the title, but *hint* while the header is in view."""
    return hint if viewport.sees(Place(HEADER)) else viewport.heading


def how_far(viewport: Viewport, *, coming: bool = False) -> str:
    """Return how far the reader is and what is left to read, or that the rest of the article is still *coming*."""
    if coming:
        return COMING
    return left_to_read(viewport.done, viewport.layout.page.minutes or (0, 0)) if viewport.limit else ""


def footer(geometry: Geometry, inks: Inks, said: Said, right: str, *, message: bool = False) -> Row:
    """Return the status row: *said* at its left and *right* at its right; a *message* may be wider than the page."""
    left, cells = geometry.footer
    text = clean(said.text).replace("\n", " ")
    if message and width(text) > cells:
        left, cells = min(left, MARGIN), max(cells, geometry.columns - 2 * MARGIN)
    row = status_row(text, right, cells, keep="left" if message else "right")
    end = len(row) - len(right) if right and row.endswith(right) else len(row)
    above: tuple[Role, ...] = () if said.role == "status" else (said.role,)
    pieces = [
        (" " * left, inks.ink("status")),
        (row[:end], inks.ink("status", (), above)),
        (row[end:], inks.ink("status_dim")),
    ]
    return joined(pieces, inks.ink("status_dim" if right else "status"), geometry.columns)
