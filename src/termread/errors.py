"""The errors of termread, as one tree. Each message is one clear sentence: what happened and what to do about it.

TermreadError
├── UsageError            bad command line or config file                       exit 2
├── Unreadable            nothing to read in the document                       exit 1
├── NotText               a picture, a PDF, a program                           exit 1
├── Empty                 no text at all                                        exit 1
├── NoInput               no such file, not a regular file, no permission       exit 66
├── Unreachable           the network or the server failed                      exit 69
├── TooLarge              over a cap, or too slow to parse                      exit 1
├── EngineLost            the engine ended before answering                     exit 70
├── Fault                 a bug in termread                                     exit 70
├── LibraryError          the library cannot be read or written                 exit 74
└── Cancelled             the reader pressed Esc or ^C                          exit 130
"""

from __future__ import annotations


class TermreadError(Exception):
    """Base class of every error that termread reports to the reader."""

    status = 1
    code = "error"

    def __init__(self, text: str, *, code: str | None = None) -> None:
        """Set the message *text* and *code*, a stable identifier for programs."""
        super().__init__(text)
        self.text = text
        if code is not None:
            self.code = code


class UsageError(TermreadError):
    """The command line or the configuration is wrong."""

    status = 2
    code = "usage"


class Unreadable(TermreadError):
    """There is nothing to read in the document."""

    code = "unreadable"


class NotText(TermreadError):
    """The document is not text."""

    code = "not-text"


class Empty(TermreadError):
    """The document has no text at all."""

    code = "empty"


class NoInput(TermreadError):
    """The file does not exist or cannot be opened."""

    status = 66
    code = "no-input"


class Unreachable(TermreadError):
    """The network or the server failed."""

    status = 69
    code = "unreachable"
    wait: float | None = None
    """Seconds that the server asks clients to wait before the next try."""


class TooLarge(TermreadError):
    """The document is over a cap, or takes too long to parse."""

    code = "too-large"

    @classmethod
    def to_understand(cls, what: str) -> TooLarge:
        """Return the error for a page, file or picture that exceeds the limits of the process reading it."""
        return cls(f"This {what} takes too much time or memory to understand. Open it in the browser instead.")


class EngineLost(TermreadError):
    """The engine ended before it answered."""

    status = 70
    code = "engine-lost"


class Fault(TermreadError):
    """Termread itself has a bug."""

    status = 70
    code = "fault"

    @classmethod
    def while_reading(cls, what: str) -> Fault:
        """Return the error for a page, file or picture that could not be read because of a bug in termread."""
        return cls(
            f"Something went wrong inside termread while it read this {what}. "
            "Open it in the browser instead; with --log error, termread logs where it failed."
        )


class LibraryError(TermreadError):
    """The library cannot be read or written."""

    status = 74
    code = "library"


class Cancelled(TermreadError):
    """The reader cancelled."""

    status = 130
    code = "cancelled"


NOTHING_TO_READ = Unreadable, NotText, Empty
"""Errors of a document that came whole and has no article in it."""

KINDS: dict[str, type[TermreadError]] = {
    kind.__name__: kind
    for kind in (
        TermreadError,
        UsageError,
        Unreadable,
        NotText,
        Empty,
        NoInput,
        Unreachable,
        TooLarge,
        EngineLost,
        Fault,
        LibraryError,
        Cancelled,
    )
}
"""Classes by name, for errors sent over the engine's pipe."""
