"""Passages of an article: their text, finding them again after the article has changed, and text fragments for them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote, unquote

from termread.article import HEADER, Article, Passage, Place
from termread.layout.search import Stream, fold_text, stream, text_of
from termread.values import dataclass

CONTEXT = 32
"""Characters of context kept before and after a passage."""

_UNSEEN = dict.fromkeys((0xAD, 0x200B, 0x2060, 0xFEFF))


def text_between(article: Article, start: Place, end: Place) -> str:
    """Return the text from *start* to *end* for copying: line breaks only between paragraphs, no hyphenation."""
    parts = []
    for block in range(start.block, min(end.block, len(article.blocks) - 1) + 1):
        text = text_of(article, block)
        first = start.offset if block == start.block else 0
        last = end.offset if block == end.block else len(text)
        parts.append(text[first:last].translate(_UNSEEN).strip("\n"))
    return "\n\n".join(part for part in parts if part)


def passage(article: Article, start: Place, end: Place) -> Passage:
    """Return the passage from *start* to *end*, with its text and the context on both sides."""
    near = stream(article, max(HEADER, start.block - 1), min(end.block + 2, len(article.blocks)))
    first, last = near.index(start), near.index(end)
    before, after = near.text[max(0, first - CONTEXT) : first], near.text[last : last + CONTEXT]
    return Passage(start, end, near.text[first:last], before, after)


def locate(article: Article, passage: Passage) -> tuple[Place, Place] | None:
    """Return where *passage* is in *article* now, or None if it is gone.

    Tried in order: its old place; the occurrence of its quote with the best matching context; the stretch from the
    beginning of the quote to its end, if only its middle has changed; whatever is between its old context now.
    """
    if passage.quote == passage.suffix == passage.prefix == "":
        return (passage.start, passage.end) if passage.end.block < len(article.blocks) else None
    whole = stream(article)
    start, end = whole.index(passage.start), whole.index(passage.end)
    if passage.quote and whole.text[start:end] == passage.quote and _stands(whole.text, start, end, passage):
        return passage.start, passage.end
    found = _by_quote(whole, passage) or _by_ends(whole.text, passage) or _by_context(whole.text, passage)
    return (whole.place(found[0]), whole.place(found[1])) if found else None


def _stands(text: str, start: int, end: int, passage: Passage) -> bool:
    """Return whether the context of a passage is unchanged: on one side at least, or on both if its quote is short."""
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
    """Yield the offsets of *quote* in *text*: the nearest to *near* on both sides, then all.

    Overlapping occurrences of a repetitive quote are skipped in part, since comparing all would take forever.
    """
    step = max(1, len(quote) // CONTEXT)
    yield from (at for at in (text.find(quote, near), text.rfind(quote, 0, near + len(quote))) if at >= 0)
    at = text.find(quote)
    while at >= 0:
        yield at
        at = text.find(quote, at + step)


def _by_ends(text: str, passage: Passage) -> tuple[int, int] | None:
    """Return the stretch from the beginning of the quote to its end, or None."""
    quote = passage.quote
    if len(quote) < 2 * CONTEXT:
        return None
    first = text.find(quote[:CONTEXT])
    last = text.find(quote[-CONTEXT:], first + CONTEXT) if first >= 0 else -1
    return (first, last + CONTEXT) if 0 <= last - first <= 2 * len(quote) else None


def _by_context(text: str, passage: Passage) -> tuple[int, int] | None:
    """Return the stretch between the context before the passage and that after it, or None."""
    before, after = passage.prefix, passage.suffix
    if len(before) < CONTEXT // 4 or len(after) < CONTEXT // 4:
        return None
    first = text.find(before)
    last = text.find(after, first + len(before)) if first >= 0 else -1
    start = first + len(before)
    return (start, last) if 0 <= last - start <= 2 * len(passage.quote) + CONTEXT else None


def _alike(one: str, other: str) -> int:
    """Return the length of the common prefix of *one* and *other*."""
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


MARK = ":~:text="
WHOLE = 120
"""Passages of up to this many characters are quoted in full; of longer ones, only the first and last words."""

WORDS = 5
CONTEXT_WORDS = 3
NEAR = 80
"""Characters around a passage from which the words of context are taken."""


@dataclass(frozen=True, slots=True)
class Fragment:
    """A text fragment: the text of a passage, or its first words and its last (*end*), and the context."""

    start: str
    end: str = ""
    prefix: str = ""
    suffix: str = ""


def read_fragment(address: str) -> Fragment | None:
    """Return the first text fragment of *address*, as defined by the WICG's URL Fragment Text Directives, or None."""
    found = re.search(re.escape(MARK) + r"([^&]*)", address.partition("#")[2])
    parts = found.group(1).split(",") if found else []
    prefix = unquote(parts.pop(0)[:-1]) if parts and parts[0].endswith("-") else ""
    suffix = unquote(parts.pop()[1:]) if parts and parts[-1].startswith("-") else ""
    if not 1 <= len(parts) <= 2 or not parts[0]:
        return None
    start, end = [unquote(part) for part in (*parts, "")[:2]]
    return Fragment(start, end, prefix, suffix)


def write_fragment(article: Article, start: Place, end: Place) -> str:
    """Return the fragment for the text from *start* to *end*, including "#", with context if it is ambiguous, or ""."""
    whole = stream(article)
    first, last = whole.index(start), whole.index(end)
    text = whole.text[first:last].strip()
    lines = [line.split() for line in text.split("\n") if line.strip()]
    if not lines:
        return ""
    if len(lines) == 1 and (len(text) <= WHOLE or len(lines[0]) < 2 * WORDS):
        head, tail = text, ""
    else:
        head, tail = " ".join(lines[0][:WORDS]), " ".join(lines[-1][-WORDS:])
    parts = [_escaped(part) for part in (head, tail) if part]
    if whole.text.count(head) > 1:
        before = " ".join(whole.text[max(0, first - NEAR) : first].split()[-CONTEXT_WORDS:])
        after = " ".join(whole.text[last : last + NEAR].split()[:CONTEXT_WORDS])
        parts = ([f"{_escaped(before)}-"] if before else []) + parts + ([f"-{_escaped(after)}"] if after else [])
    return f"#{MARK}{','.join(parts)}"


def find_fragment(article: Article, fragment: Fragment) -> tuple[Place, Place] | None:
    """Return where *fragment* is in *article*, ignoring case and diacritics, or None."""
    whole = stream(article)
    gap = r"\W{0,20}?"
    text = fold_text(whole.text)
    before = rf"(?<![^\W_]){_loosely(fragment.prefix)}{gap}" if fragment.prefix else ""
    after = gap + _loosely(fragment.suffix) if fragment.suffix else ""
    first = rf"{before}(?P<text>{_loosely(fragment.start)})"
    found = re.search(first if fragment.end else first + after, text, re.IGNORECASE)
    last = found
    if found and fragment.end:
        # One search after the first match of the beginning is enough: later ones only leave less text for the end.
        last = re.compile(rf"(?P<text>{_loosely(fragment.end)}){after}", re.IGNORECASE).search(text, found.end())
    return (whole.place(found.start("text")), whole.place(last.end("text"))) if found and last else None


def _loosely(words: str) -> str:
    return r"\s+".join(re.escape(word) for word in fold_text(words).split())


def _escaped(text: str) -> str:
    return quote(text, safe="").replace("-", "%2D")
