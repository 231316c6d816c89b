"""Text fragments: the part of an address after `#:~:text=`, which names a passage by its words."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

from termread.article import Article, Place
from termread.layout.search import fold_text
from termread.layout.stream import stream
from termread.values import dataclass

MARK = ":~:text="
WHOLE = 120
"""Characters up to which a passage is named whole; of a longer one, its first and last words."""

WORDS = 5
CONTEXT_WORDS = 3
NEAR = 80
"""Characters among which the words around a passage are looked for."""


@dataclass(frozen=True, slots=True)
class Fragment:
    """The words of a passage (with *end*, only its first ones and its last ones), and what stands around it."""

    start: str
    end: str = ""
    prefix: str = ""
    suffix: str = ""


def read_fragment(address: str) -> Fragment | None:
    """Return the first text fragment of *address*, as the WICG's Text Fragments define it, or None."""
    found = re.search(re.escape(MARK) + r"([^&]*)", address.partition("#")[2])
    parts = found.group(1).split(",") if found else []
    prefix = unquote(parts.pop(0)[:-1]) if parts and parts[0].endswith("-") else ""
    suffix = unquote(parts.pop()[1:]) if parts and parts[-1].startswith("-") else ""
    if not 1 <= len(parts) <= 2 or not parts[0]:
        return None
    start, end = [unquote(part) for part in (*parts, "")[:2]]
    return Fragment(start, end, prefix, suffix)


def write_fragment(article: Article, start: Place, end: Place) -> str:
    """Return the fragment, `#` and all, that names the text from *start* to *end*, with context where it is not the only one."""
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
    """Return where *fragment* stands in *article*, or None; letters count, their case and diacritics do not."""
    whole = stream(article)
    gap = r"\W{0,20}?"
    text = fold_text(whole.text)
    before = rf"(?<![^\W_]){_loosely(fragment.prefix)}{gap}" if fragment.prefix else ""
    after = gap + _loosely(fragment.suffix) if fragment.suffix else ""
    first = rf"{before}(?P<text>{_loosely(fragment.start)})"
    found = re.search(first if fragment.end else first + after, text, re.IGNORECASE)
    last = found
    if found and fragment.end:
        # Looked for once, after the first beginning: what does not end after that one ends after no later one.
        last = re.compile(rf"(?P<text>{_loosely(fragment.end)}){after}", re.IGNORECASE).search(text, found.end())
    return (whole.place(found.start("text")), whole.place(last.end("text"))) if found and last else None


def _loosely(words: str) -> str:
    return r"\s+".join(re.escape(word) for word in fold_text(words).split())


def _escaped(text: str) -> str:
    return quote(text, safe="").replace("-", "%2D")
