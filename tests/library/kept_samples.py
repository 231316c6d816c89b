"""Articles to keep, a clock, and marks."""

from __future__ import annotations

from itertools import count

from termread.article import Article, Figure, Heading, Paragraph, Passage, Place, Prose
from termread.document import Reading, Receipt


def clock():
    """A clock that goes a second further each time it is asked."""
    ticks = count()
    return lambda: f"2026-01-01T{(n := next(ticks)) // 3600 % 24:02}:{n // 60 % 60:02}:{n % 60:02}.000Z"


def article(title="A bridge is opened", *texts, **more):
    texts = texts or ("The bridge over the river was opened today.", "Ships pass below it; trains pass above.")
    return Article(title=title, blocks=tuple(Paragraph(Prose(text)) for text in texts), **more)


def reading(address="https://example.com/story", told=None, **receipt):
    return Reading(told or article(), Receipt(address, **receipt))


def passage(block=0, start=4, end=10, quote="bridge"):
    return Passage(Place(block, start), Place(block, end), quote, "The ", " over")


def _long_block(number):
    return Heading(2, Prose(f"Part {number}")) if number % 10 == 0 else Paragraph(Prose(f"{number}. " + "word " * 200))


LONG = Article("Long", blocks=(*map(_long_block, range(500)), Figure(Prose("The last picture"), "example")))
