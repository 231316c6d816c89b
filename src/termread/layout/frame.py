"""Where copy is set: how many cells it has, and what stands at its left."""

from __future__ import annotations

from termread.layout.line import Run
from termread.palette import Role
from termread.values import dataclass, replace

NARROWEST = 6
"""Cells that ornaments must leave to the text; where they cannot, they are left out."""


@dataclass(frozen=True, slots=True)
class Frame:
    """*width* cells for text beside ornaments: *rest* on every line, but *first* on the first line that is set in it."""

    width: int
    rest: tuple[Run, ...] = ()
    first: tuple[Run, ...] | None = None
    rtl: bool = False
    """The page is read from the right: ornaments stand at the right."""

    def inset(self, rest: str, first: str | None = None, role: Role = "text") -> Frame:
        """Return the frame that is left inside ornaments of one width: *rest*, and *first* on the first line."""
        from termread.text import width

        left = self.width - width(rest)
        if left < NARROWEST:
            return self
        lines = (*self.rest, _run(rest, role))
        opening = lines if first is None else (*(self.first or self.rest), _run(first, role))
        if first is None and self.first is not None:
            opening = (*self.first, _run(rest, role))
        return replace(self, width=left, rest=lines, first=opening)

    def opened(self) -> Frame:
        """Return this frame after its first line."""
        return self if self.first is None else replace(self, first=None)


def _run(text: str, role: Role) -> Run:
    return Run(text, role if text.strip() else "text")
