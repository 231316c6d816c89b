"""Stretches of an article: their words, and finding them again when the article has changed."""

from __future__ import annotations

from collections.abc import Iterator

from termread.article import HEADER, Article, Block, Embed, Footnotes, Passage, Place, header_leaves, leaves
from termread.layout.stream import Stream, stream, text_of

CONTEXT = 32
"""Characters that are remembered before and after a passage."""

_UNSEEN = dict.fromkeys((0xAD, 0x200B, 0x2060, 0xFEFF))


def text_between(article: Article, start: Place, end: Place) -> str:
    """Return the words from *start* to *end* as one copies them: no line breaks but between paragraphs, no hyphens."""
    parts = []
    for block in range(start.block, min(end.block, len(article.blocks) - 1) + 1):
        text = text_of(article, block)
        first = start.offset if block == start.block else 0
        last = end.offset if block == end.block else len(text)
        parts.append(text[first:last].translate(_UNSEEN).strip("\n"))
    return "\n\n".join(part for part in parts if part)


def passage(article: Article, start: Place, end: Place) -> Passage:
    """Return the passage from *start* to *end*, with its words and what stands before and after them."""
    near = stream(article, max(HEADER, start.block - 1), min(end.block + 2, len(article.blocks)))
    first, last = near.index(start), near.index(end)
    before, after = near.text[max(0, first - CONTEXT) : first], near.text[last : last + CONTEXT]
    return Passage(start, end, near.text[first:last], before, after)


def locate(article: Article, passage: Passage) -> tuple[Place, Place] | None:
    """Return where *passage* stands in *article* now, or None where its words are gone.

    First where it stood; then wherever its quote stands, by the best context; then from its first words to its last
    ones, where what is between them has changed; then what its context still holds.
    """
    if passage.quote == passage.suffix == passage.prefix == "":
        return (passage.start, passage.end) if passage.end.block < len(article.blocks) else None
    whole = stream(article)
    start, end = whole.index(passage.start), whole.index(passage.end)
    if passage.quote and whole.text[start:end] == passage.quote and _stands(whole.text, start, end, passage):
        return passage.start, passage.end
    found = _by_quote(whole, passage) or _by_ends(whole.text, passage) or _by_context(whole.text, passage)
    return (whole.place(found[0]), whole.place(found[1])) if found else None


def links(article: Article) -> list[tuple[Place, Place, str]]:
    """Return every link of *article* in order: from, to, and where it leads."""
    found: list[tuple[Place, Place, str]] = []
    for block in range(HEADER, len(article.blocks)):
        found += (
            (Place(block, start), Place(block, end), href)
            for start, end, href in _hrefs(article.blocks[block] if block >= 0 else None, article)
        )
    return found


def footnote_at(article: Article, place: Place) -> tuple[Place, Place] | None:
    """Return where the footnote begins and ends that *place* is in, or None where there is none."""
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


def _stands(text: str, start: int, end: int, passage: Passage) -> bool:
    """Return whether what surrounds a passage is still what it was, on one side at least; a few words stand anywhere."""
    before, after = text.endswith(passage.prefix, 0, start), text.startswith(passage.suffix, end)
    return before and after if len(passage.quote) < CONTEXT else before or after


def _by_quote(whole: Stream, passage: Passage) -> tuple[int, int] | None:
    quote, text = passage.quote, whole.text
    if not quote:
        return None
    before = whole.index(passage.start)
    best: tuple[int, int] | None = None
    for at in _stands_at(text, quote, before):
        context = _alike(text[max(0, at - CONTEXT) : at][::-1], passage.prefix[::-1])
        context += _alike(text[at + len(quote) : at + len(quote) + CONTEXT], passage.suffix)
        rank = (context, -abs(at - before))
        if best is None or rank > best:
            best, chosen = rank, at
    return (chosen, chosen + len(quote)) if best else None


def _stands_at(text: str, quote: str, near: int) -> Iterator[int]:
    """Yield where *quote* stands in *text*: the nearest to *near* on both sides, then all.

    Of a quote that repeats itself many times over not every one is named, since comparing them would take for ever.
    """
    step = max(1, len(quote) // CONTEXT)
    yield from (at for at in (text.find(quote, near), text.rfind(quote, 0, near + len(quote))) if at >= 0)
    at = text.find(quote)
    while at >= 0:
        yield at
        at = text.find(quote, at + step)


def _by_ends(text: str, passage: Passage) -> tuple[int, int] | None:
    """Return the stretch from the quote's first words to its last ones."""
    quote = passage.quote
    if len(quote) < 2 * CONTEXT:
        return None
    first = text.find(quote[:CONTEXT])
    last = text.find(quote[-CONTEXT:], first + CONTEXT) if first >= 0 else -1
    return (first, last + CONTEXT) if 0 <= last - first <= 2 * len(quote) else None


def _by_context(text: str, passage: Passage) -> tuple[int, int] | None:
    """Return the stretch between what stood before the passage and what stood after it."""
    before, after = passage.prefix, passage.suffix
    if len(before) < CONTEXT // 4 or len(after) < CONTEXT // 4:
        return None
    first = text.find(before)
    last = text.find(after, first + len(before)) if first >= 0 else -1
    start = first + len(before)
    return (start, last) if 0 <= last - start <= 2 * len(passage.quote) + CONTEXT else None


def _alike(one: str, other: str) -> int:
    """Return how many characters *one* and *other* begin with in common."""
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count
