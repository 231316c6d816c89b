"""The headings of an article: its table of contents."""

from __future__ import annotations

from bisect import bisect_right

from termread.article import Article, Entry, Heading, Place


def headings(article: Article) -> list[tuple[int, str, Place]]:
    """Return the level, text and place of every heading, the titled entries of a live blog among them, in order."""
    found: list[tuple[int, str, Place]] = []
    for index, block in enumerate(article.blocks):
        match block:
            case Heading(level=level, prose=prose):
                found.append((level, prose.text, Place(index)))
            case Entry(title=str(title), time=time, author=author) if title:
                found.append((2, title, Place(index, sum(len(part) + 1 for part in (author, time) if part))))
    return found


def heading_at(contents: list[tuple[int, str, Place]], place: Place) -> str | None:
    """Return the text of the heading that *place* stands under, if any."""
    number = bisect_right(contents, place, key=lambda heading: heading[2])
    return contents[number - 1][1] if number else None
