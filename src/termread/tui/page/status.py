"""The status row: messages, questions answered by a key, and the count. It knows no Textual."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import Protocol

from termread.article import HEADER, Place
from termread.layout.geometry import COMING, MARGIN, Geometry, left_to_read, status_row
from termread.palette import Ink, Role
from termread.text import clean, width
from termread.tui.page.rows import Inks, Row, joined
from termread.tui.page.viewport import Viewport
from termread.values import dataclass

PROMPT_GAPS = 4
"""Blank cells around an answer and its cursor, at least, where there is a note beside it."""

COUNT_CAP = 6
"""The most digits of a count."""

SHOWN_FOR = 4.0
"""Seconds that a message stays if no key is pressed."""

TYPED_TOGETHER = 1.0
"""Seconds within which `es` and Enter after a `y` still belong to the answer."""

_REST = {"y": "es", "n": "o"}


class Key(Protocol):
    """A key that was pressed: an event of the framework, or of the early driver."""

    @property
    def key(self) -> str:
        """Its name."""

    @property
    def character(self) -> str | None:
        """The character it types, if it types one."""


Answer = Callable[[Key], bool]
"""Takes a key that was asked for; returns whether to ask for another."""


@dataclass(frozen=True, slots=True)
class Said:
    """A message in the status row; an *urgent* one shows even if the row is hidden."""

    text: str
    role: Role = "status"
    urgent: bool = False


def yes_or_no(event: Key) -> bool | None:
    """Return True for y, False for n, and None for any other key, Enter included."""
    key = (event.character or "").lower()
    return key == "y" if key in _REST else None


class Rest:
    """The keys that only complete an answer whose first key was enough, so that they are not taken for commands."""

    def __init__(self, first: Key) -> None:
        """Expect what may follow the *first* key; capitals only after a capital, or `O` after `n` would do nothing."""
        letter = first.character or ""
        self._letters = _REST[letter.lower()]
        self._capital = letter.isupper()
        self._until = monotonic() + TYPED_TOGETHER

    def takes(self, event: Key) -> bool:
        """Return whether *event* only completes the answer; after one that does not, none does."""
        if monotonic() > self._until:
            return False
        letter = event.character or ""
        if self._letters and (letter.lower() if self._capital else letter) == self._letters[0]:
            self._letters = self._letters[1:]
            return True
        self._until = 0.0
        return event.key == "enter"


class Timer(Protocol):
    """A call that is due later."""

    def stop(self) -> None:
        """Cancel the call."""


class StatusLine:
    """What the status row says and asks, and the keys that it takes."""

    def __init__(self, changed: Callable[[], object], later: Callable[[float, Callable[[], object]], Timer]) -> None:
        """Call *changed* when the row needs drawing, and *later* to have something called after some seconds."""
        self.count: int | None = None
        """The number typed before the current key."""
        self.typed = ""
        self.said: Said | None = None
        self.prompt = ""
        self._changed, self._later = changed, later
        self._answer: Answer | None = None
        self._ended: Callable[[], object] = lambda: None
        self._rest: Rest | None = None
        """Keys that would only complete the last answer."""
        self._silence: Timer | None = None

    @property
    def message(self) -> Said | None:
        """The message or, without one, the question."""
        return self.said or (Said(self.prompt, "status_key", urgent=True) if self.prompt else None)

    def times(self, step: int = 1) -> int:
        """Return *step* times the count, which is 1 if none was typed."""
        return step * (1 if self.count is None else self.count)

    def say(self, text: str, role: Role = "status", *, stay: bool = False) -> None:
        """Show *text* until the next key or, unless *stay* is set, for a few seconds."""
        self.said = Said(text, role, urgent=True) if text else None
        if self._silence:
            self._silence.stop()
        self._silence = None if stay else self._later(SHOWN_FOR, self.be_silent)
        self._changed()

    def be_silent(self) -> None:
        """Remove the message."""
        if self.said:
            self.said = None
            self._changed()

    def ask_key(self, prompt: str, answer: Answer, ended: Callable[[], object] = lambda: None) -> None:
        """Show *prompt* and pass keys to *answer* until it has what it wants or escape is pressed; then call *ended*."""
        self._ended()
        self.prompt, self._answer, self._ended = prompt, answer, ended
        self._changed()

    def ask_yes_no(self, question: str, answer: Callable[[bool], object]) -> None:
        """Ask *question* and pass the reply to *answer*; escape cancels, other keys do nothing.

        The rest of "yes" or "no", and Enter after it, are not taken for commands.
        """

        def take(event: Key) -> bool:
            yes = yes_or_no(event)
            if yes is None:
                return True
            self._rest = Rest(event)
            answer(yes)
            return False

        self.ask_key(question, take)

    def stop_asking(self) -> bool:
        """Drop the question and the count; returns whether there was either."""
        asked = self._answer is not None or bool(self.typed)
        ended, self._ended = self._ended, lambda: None
        self.prompt, self._answer, self.typed = "", None, ""
        ended()
        self._changed()
        return asked

    def key(self, event: Key) -> bool:
        """Take an answer or a digit of the count; returns whether *event* was either. Any other key ends the count."""
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
    """Return the current heading or the title, but *hint* while the header is in view."""
    return hint if viewport.sees(Place(HEADER)) else viewport.heading


def how_far(viewport: Viewport, *, coming: bool = False) -> str:
    """Return the progress and the time left, or that the rest of the article is *coming*."""
    if coming:
        return COMING
    return left_to_read(viewport.done, viewport.layout.page.minutes or (0, 0)) if viewport.limit else ""


def footer(geometry: Geometry, inks: Inks, said: Said, right: str, *, message: bool = False) -> Row:
    """Return the status row with *said* at the left and *right* at the right; a *message* may be wider than the page.

    Where the theme has no ground for it, a rule keeps it from being read as a line of the page.
    """
    left, cells = geometry.footer
    text = clean(said.text).replace("\n", " ")
    if message and width(text) > cells:
        left, cells = min(left, MARGIN), max(cells, geometry.columns - 2 * MARGIN)
    dim = inks.ink("status_dim")
    row = status_row(text, right, cells, keep="left" if message else "right", rule=not dim.ground)
    end = len(row) - len(right) if right and row.endswith(right) else len(row)
    above: tuple[Role, ...] = () if said.role == "status" else (said.role,)
    text = row[:end].rstrip(" ─")
    pieces = [(" " * left, dim), (text, inks.ink("status", (), above) if message else dim), (row[len(text) :], dim)]
    return joined(pieces, dim, geometry.columns)


def prompt_row(geometry: Geometry, inks: Inks, question: str, words: str, note: str) -> Row:
    """Return the status row while *question* is asked and *words* are the answer so far, as the app's own prompt has it."""
    left, cells = geometry.footer
    ansi, panel = inks.theme.ansi, inks.ink("status").ground
    plain = Ink(None if ansi else inks.ink().colour, panel)
    cursor = Ink("black", "white") if ansi else Ink(inks.ink().ground, inks.ink().colour)
    asked = Ink("green", panel, bold=True) if ansi else inks.ink("status_key")
    room = cells - width(question) - 1
    beside = width(note) + 1 if note and width(question + words + note) + PROMPT_GAPS <= cells else 0
    while width(words) >= room - beside > 0:
        words = words[1:]
    pieces = [(" " * left, plain), (question, asked), (f" {words}", plain), (" ", cursor)]
    if beside:
        pieces.append((" " * max(0, room - width(words) - beside) + note, plain))
    return joined(pieces, plain, geometry.columns)
