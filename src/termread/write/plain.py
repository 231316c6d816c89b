"""An article as plain text, set for a measure as the reader shows it."""

from __future__ import annotations

from collections.abc import Iterator

from termread.article import Article


def write_text(article: Article, width: int = 72) -> str:
    """Return *article* as lines of at most *width* cells (at least 1), without spaces at their ends."""
    return "".join(text_pieces(article, width))


def text_pieces(article: Article, width: int = 72) -> Iterator[str]:
    """Yield the same text in pieces, one for each block."""
    from termread.layout import lay_out
    from termread.layout.page import Page

    blank = ""
    """Empty lines that are written only where more follows."""
    for lines in lay_out(article, Page(max(width, 1))).all_lines():
        text = blank + "".join(f"{line.text.rstrip()}\n" for line in lines)
        piece = text.rstrip("\n")
        blank = text[len(piece) :]
        yield piece
    yield "\n"
