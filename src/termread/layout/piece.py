"""What every block is set in: pieces. Read by the type checker alone."""

from __future__ import annotations

from typing import Protocol

from termread.layout.line import Line


class Piece(Protocol):
    """Some rows of a block."""

    @property
    def height(self) -> int:
        """How many rows it has."""

    @property
    def start(self) -> int:
        """The offset of its first character in the block's flattened text."""

    def line(self, row: int, block: int) -> Line:
        """Return row *row* of it, as a line of the block with index *block*."""

    def row_of(self, offset: int) -> int:
        """Return the row that shows the character at *offset*."""
