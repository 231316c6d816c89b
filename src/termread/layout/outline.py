"""Finds an article's headings, links, footnotes and threads of posts."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator

from termread.article import HEADER, Article, Block, Embed, Entry, Footnotes, Heading, Place, header_leaves, leaves


def headings(article: Article) -> list[tuple[int, str, Place]]:
    """Return the level, text and place of every heading in order, including titled entries of a live blog."""
    found: list[tuple[int, str, Place]] = []
    for index, block in enumerate(article.blocks):
        match block:
            case Heading(level=level, prose=prose):
                found.append((level, prose.text, Place(index)))
            case Entry(title=str(title), time=time, author=author) if title:
                found.append((2, title, Place(index, sum(len(part) + 1 for part in (author, time) if part))))
    return found


def heading_at(contents: list[tuple[int, str, Place]], place: Place) -> str | None:
    """Return the text of the heading above *place*, or None."""
    number = bisect_right(contents, place, key=lambda heading: heading[2])
    return contents[number - 1][1] if number else None


def links(article: Article) -> list[tuple[Place, Place, str]]:
    """Return every link of *article* in order: start, end and address."""
    found: list[tuple[Place, Place, str]] = []
    for block in range(HEADER, len(article.blocks)):
        found += (
            (Place(block, start), Place(block, end), href)
            for start, end, href in _hrefs(article.blocks[block] if block >= 0 else None, article)
        )
    return found


def footnote_at(article: Article, place: Place) -> tuple[Place, Place] | None:
    """Return the start and end of the footnote at *place*, or None."""
    block = article.blocks[place.block] if 0 <= place.block < len(article.blocks) else None
    start = 0
    for item in block.items if isinstance(block, Footnotes) else ():
        end = start + sum(len(leaf.text) + 1 for leaf in leaves(Footnotes((item,))))
        if start <= place.offset < end:
            return Place(place.block, start), Place(place.block, end - 1)
        start = end
    return None


def _hrefs(block: Block | None, article: Article) -> Iterator[tuple[int, int, str]]:
    at = 0
    for leaf in header_leaves(article) if block is None else leaves(block):
        for mark in leaf.marks:
            if mark.href:
                yield at + mark.start, at + mark.end, mark.href
        at += len(leaf.text) + 1
    if isinstance(block, Embed) and block.url:
        yield 0, at - 1, block.url


def replies(article: Article, block: int) -> range:
    """Return the blocks of all direct and indirect replies to the post at *block*."""
    post = article.blocks[block]
    depth = post.depth if isinstance(post, Entry) else 0
    end = block + 1
    while end < len(article.blocks):
        below = article.blocks[end]
        if not isinstance(below, Entry) or below.depth <= depth:
            break
        end += 1
    return range(block + 1, end)


def hidden_by(article: Article, folded: Collection[int]) -> dict[int, int]:
    """Return the hidden blocks, each mapped to the *folded* post above it."""
    hidden: dict[int, int] = {}
    for post in sorted(folded):
        for block in replies(article, post):
            hidden.setdefault(block, post)
    return hidden


def folded_words(count: int) -> str:
    """Return the text after the head of a folded post with *count* replies."""
    return "▸" if not count else f"▸ {count} {'reply' if count == 1 else 'replies'}"
