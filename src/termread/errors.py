"""The errors of termread, one tree. Each is one clear sentence: what happened, and what to do.

TermreadError
├── UsageError            the command line or a config file is wrong            exit 2
├── Unreadable            there is nothing to read in it                        exit 1
│   ├── NotText           it is a picture, a PDF, a program                     exit 1
│   └── Empty             it has no text at all                                 exit 1
├── NoInput               no such file, not a regular file, not permitted       exit 66
├── Unreachable           the net or the server did not give it                 exit 69
├── TooLarge              it is over a cap, or takes too long to understand     exit 1
├── EngineLost            the engine ended before it answered                   exit 70
├── Fault                 termread itself failed over it                        exit 70
├── LibraryError          what is kept cannot be read or written                exit 74
└── Cancelled             the reader pressed Esc or ^C                          exit 130
"""

from __future__ import annotations


class TermreadError(Exception):
    """Anything termread can tell its reader in a sentence."""

    status = 1
    code = "error"

    def __init__(self, text: str, *, code: str | None = None) -> None:
        """Keep the sentence *text*, and *code*, the word that programs know the case by."""
        super().__init__(text)
        self.text = text
        if code is not None:
            self.code = code


class UsageError(TermreadError):
    """The command line or the configuration is wrong."""

    status = 2
    code = "usage"


class Unreadable(TermreadError):
    """There is nothing to read in it."""

    code = "unreadable"


class NotText(Unreadable):
    """It is not text."""

    code = "not-text"


class Empty(Unreadable):
    """It has no text at all."""

    code = "empty"


class NoInput(TermreadError):
    """There is no such file, or it cannot be opened."""

    status = 66
    code = "no-input"


class Unreachable(TermreadError):
    """The net or the server did not give it."""

    status = 69
    code = "unreachable"


class TooLarge(TermreadError):
    """It is over a cap, or takes too long to understand."""

    code = "too-large"

    @classmethod
    def to_understand(cls, what: str) -> TooLarge:
        """Return the error of a page, a file or a picture that is over the limits of the process that reads it."""
        return cls(f"This {what} takes too much time or memory to understand. Open it in the browser instead.")


class EngineLost(TermreadError):
    """The engine ended before it answered."""

    status = 70
    code = "engine-lost"


class Fault(TermreadError):
    """Termread itself failed over it."""

    status = 70
    code = "fault"

    @classmethod
    def while_reading(cls, what: str) -> Fault:
        """Return the error of a page, a file or a picture that a fault of ours keeps from being read."""
        return cls(
            f"Something went wrong inside termread while it read this {what}. "
            "Open it in the browser instead; with --log error, termread logs where it failed."
        )


class LibraryError(TermreadError):
    """What is kept cannot be read or written."""

    status = 74
    code = "library"


class Cancelled(TermreadError):
    """The reader called it off."""

    status = 130
    code = "cancelled"


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
"""Class by name, for errors that come over the engine's pipe."""
