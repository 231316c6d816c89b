"""An article as plain text, set for a measure as the reader shows it."""

from __future__ import annotations

from termread.article import Article


def write_text(article: Article, width: int = 72) -> str:
    """Return *article* as lines of at most *width* cells (at least 1), without spaces at their ends."""
    from termread.layout import lay_out
    from termread.layout.page import Page

    layout = lay_out(article, Page(max(width, 1)))
    return "".join(f"{line.text.rstrip()}\n" for line in layout.lines(0, layout.height)).rstrip("\n") + "\n"
