"""The cells of a terminal that draws characters over several cells (OSC 66), by the rules of kitty's text sizing protocol."""

from __future__ import annotations

import re

from termread.text import drawn_width

PART = re.compile(
    rb"\x1b\]66;(?P<keys>[^;]*);(?P<large>[^\x07\x1b]*)(?:\x07|\x1b\\)"
    rb"|\x1b\[(?P<row>\d+);(?P<column>\d+)H|\x1b\[H(?P<home>)|\x1b\[(?P<erased>\d+)X|\x1b(?P<kept>[78])|(?P<where>\x1b\[6n)"
    rb"|\x1b\[\?1049[hl](?P<clear>)|\x1b\[2J(?P<cleared>)"
    rb"|\x1b[P_\]][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b\[[?<>=]?[\d;:]*\$?[A-Za-z]|\x1b.|[\r\n]"
    rb"|(?P<text>[^\x1b\r\n]+)",
    re.DOTALL,
)


class Block:
    """A character over several cells."""

    def __init__(self, text, y, x, width, height):
        self.text, self.y, self.x, self.width, self.height = text, y, x, width, height
        self.cells = [(y + below, x + beside) for below in range(height) for beside in range(width)]


class LargeCells:
    """Takes what is written, and knows what stands in each cell: a character, or the block that covers it."""

    def __init__(self, columns, rows):
        self.columns, self.rows = columns, rows
        self.there = {}
        self.y = self.x = 0
        self.kept = 0, 0
        self.reports = ""

    def feed(self, data):
        for found in PART.finditer(data):
            self._take(found)

    def _take(self, found):
        if found["large"] is not None:
            keys = dict(pair.split("=") for pair in found["keys"].decode().split(":") if pair)
            scale, wide = int(keys.get("s", 1)), int(keys.get("w", 0))
            text = found["large"].decode()
            assert all(character.isprintable() for character in text)
            for part in [text] if wide else text:
                self._put(Block(part, self.y, self.x, scale * (wide or drawn_width(part)), scale))
        elif found["row"]:
            self.y, self.x = min(int(found["row"]), self.rows) - 1, min(int(found["column"]), self.columns) - 1
        elif found["home"] is not None:
            self.y = self.x = 0
        elif found["clear"] is not None or found["cleared"] is not None:
            self.there = {}
        elif found["erased"]:
            for x in range(self.x, self.x + int(found["erased"])):
                self._free(self.y, x)
                self.there.pop((self.y, x), None)
        elif found["kept"]:
            if found["kept"] == b"7":
                self.kept = self.y, self.x
            else:
                self.y, self.x = self.kept
        elif found["where"]:
            self.reports += f"\x1b[{self.y + 1};{self.x + 1}R"
        elif found["text"]:
            for character in found["text"].decode("utf-8", "replace"):
                self._write(character)

    def _write(self, character):
        block = self.there.get((self.y, self.x))
        while isinstance(block, Block) and block.y < self.y:  # what is written below its first row moves past it
            self.x += block.width
            block = self.there.get((self.y, self.x))
        width = drawn_width(character)
        for x in range(self.x, self.x + width):
            self._free(self.y, x)
            self.there[self.y, x] = character if x == self.x else ""
        self.x = min(self.x + width, self.columns - 1)

    def _put(self, block):
        for cell in block.cells:
            self._free(*cell)
        for cell in block.cells:
            self.there[cell] = block
        self.x += block.width

    def _free(self, y, x):
        """Erase the block that covers a cell."""
        block = self.there.get((y, x))
        if isinstance(block, Block):
            for cell in block.cells:
                self.there.pop(cell, None)

    @property
    def large(self):
        """The large text, by row and column where it begins."""
        found, end = {}, None
        for (y, x), block in sorted(self.there.items()):
            if isinstance(block, Block) and (y, x) == (block.y, block.x):
                if (y, x) != end:
                    begin = y, x
                    found[begin] = ""
                found[begin] += block.text
                end = y, x + block.width
        return found

    @property
    def text(self):
        """What is not large, as rows."""
        there = {cell: what for cell, what in self.there.items() if isinstance(what, str)}
        return ["".join(there.get((y, x), " ") for x in range(self.columns)).rstrip() for y in range(self.rows)]
