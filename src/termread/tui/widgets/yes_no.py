"""Answers by one key, after which nothing that is still typed of the word is taken for a command."""

from __future__ import annotations

from time import monotonic

from textual import events

TYPED_TOGETHER = 1.0
"""Seconds within which `es` and Enter behind a `y` still belong to the answer."""

_REST = {"y": "es", "n": "o"}


def yes_or_no(event: events.Key) -> bool | None:
    """Return whether a key says yes or no; None for every other, Enter among them."""
    key = (event.character or "").lower()
    return key == "y" if key in _REST else None


class Rest:
    """What may still be typed of an answer that its first key has given."""

    def __init__(self, first: events.Key) -> None:
        """Wait for what may follow the *first* key; capitals only after a capital, else `O` after `n` would do nothing."""
        letter = first.character or ""
        self._letters = _REST[letter.lower()]
        self._capital = letter.isupper()
        self._until = monotonic() + TYPED_TOGETHER

    def takes(self, event: events.Key) -> bool:
        """Whether a key only completes the answer; after one that does not, none does."""
        if monotonic() > self._until:
            return False
        letter = event.character or ""
        if self._letters and (letter.lower() if self._capital else letter) == self._letters[0]:
            self._letters = self._letters[1:]
            return True
        self._until = 0.0
        return event.key == "enter"
