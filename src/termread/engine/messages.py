"""What goes over the engine's pipe, as values."""

from __future__ import annotations

from typing import Literal

from termread.article import Article
from termread.document import Reading
from termread.values import dataclass

Verb = Literal["open", "picture", "import", "explain"]
Plain = Literal["", "cost", "fault"]
"""Whether only the visible text of a document is asked for, and why: it cost too much, or reading it failed inside."""
Step = Literal["starting", "connecting", "waiting", "fetching", "parsing", "joining", "importing"]


@dataclass(frozen=True, slots=True)
class Order:
    """What the engine is asked to do: fetch and understand *address*, or *data* that was read already."""

    address: str
    verb: Verb = "open"
    data: bytes | None = None
    """Standard input or a pasted text; nothing is fetched then."""
    charset: str | None = None
    """Chosen by the reader over all signs."""
    etag: str | None = None
    last_modified: str | None = None
    keep_data: bool = True
    """Whether the receipt shall carry the bytes."""
    begin: bool = False
    """Whether the beginning of a huge page is wanted before the rest is understood."""
    join: bool = True
    """Whether the further pages of a split article are fetched."""
    near: int = 2
    """How near the address may lead (`fetch.hosts`): to this computer where the reader asks, else as its page does."""
    named_by: str | None = None
    """The address of the page that named it; None where the reader did."""
    width: int = 0
    """For a picture: the pixels it may be wide."""
    height: int = 0


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the engine is: a step, bytes so far, and bytes in all where that is known."""

    step: Step
    done: int = 0
    total: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Beginning:
    """What the beginning of a huge page says; the reading of all of it follows."""

    article: Article


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The server says that the kept copy is still good."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture ready to be drawn: rows of RGB triples."""

    width: int
    height: int
    pixels: bytes


@dataclass(frozen=True, slots=True)
class Explanation:
    """How a page was understood, in lines for a person."""

    text: str


Event = Progress | Beginning | Reading | Unchanged | Picture | Explanation
