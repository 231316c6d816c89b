"""All that a layout may depend on beside the article."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from termread.values import dataclass, field


@dataclass(frozen=True, slots=True)
class Page:
    """The measure in cells and how text is set in it."""

    width: int
    """The measure: cells of a line of text, at least 1."""
    spacing: int = 0
    """Blank lines between lines of text: 0 or 1."""
    paragraphs: Literal["space", "indent"] = "space"
    """What tells paragraphs apart: a blank line, or a first-line indent."""
    wrap: Literal["greedy", "optimal"] = "greedy"
    justify: bool = False
    hyphenate: bool = False
    bidi: Literal["logical", "visual"] = "logical"
    tables: Literal["wide", "records"] = "wide"
    """Tables wider than the measure: scrolled sideways, or one record a row."""
    pictures: bool = False
    """Room for pictures, not only for their frames."""
    shapes: Mapping[str, float] = field(default_factory=dict)
    """How much higher than wide pictures are, by their address, where it is known better than by the page.

    0: it could not be had, and has no room.
    """
    cuts: bool = False
    """What was cut is shown in its place."""
    folded: frozenset[int] = frozenset()
    """The blocks that are folded posts: their text and their replies are not shown."""
    today: str | None = None
    """ISO date that dates of entries are told relative to; None: always in full."""
    head: bool = False
    """A blank line above the header and one below the end, as the margins of a page that is turned on a screen."""
    minutes: tuple[int, int] | None = None
    """How long reading takes, from and to, for the header; None: not said."""
