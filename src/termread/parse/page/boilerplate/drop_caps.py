"""A large initial in a box, a picture or a drawing of its own belongs to the word behind it."""

from __future__ import annotations

import re
from collections import Counter

from termread.parse.page.class_names import words_of
from termread.parse.page.model import Page, Run, Span
from termread.parse.text_shape import size_of

_CAP = re.compile(r"[\"'“”„«»‘’¡¿]?[^\W\d_]")
_NAMED = re.compile(
    r" (?:drop ?caps?(?: \w+)?|initial(?: \w+)?|initiale|lettrine|first letter|big letter|letra capital|cap) "
)
_WORD = re.compile(r"[^\W\d_]+")
_ALONE = frozenset(
    ["a", "i", "o", "y", "e", "u", "à", "é", "ó", "w", "z", "k", "s", "v", "я", "и", "в", "к", "о", "с", "у", "а"]
)
"""Letters that are words."""


def join_drop_caps(page: Page) -> None:
    """Set a large initial before the rest of its word."""
    words: Counter[str] = Counter()
    for cap, run in zip(page.runs, page.runs[1:], strict=False):
        letter = _letter(cap)
        if letter and run.kind == "text" and run.excluded is None and _is_cap_of(cap, run):
            words = words or _words_of(page)
            _prepend(run, letter + (" " if _is_word(letter, run.text, words) else ""))
            cap.text = ""
            page.exclude(cap, "initial")
    for run in page.runs:
        if run.text[1:2] == " " and run.spans and _is_parted(run):
            words = words or _words_of(page)
            if not _is_word(run.text[0], run.text[2:], words):
                _close_up(run)


def _words_of(page: Page) -> Counter[str]:
    """Return how often the page has each word."""
    return Counter(word for run in page.runs for word in _WORD.findall(run.text.casefold()))


def _letter(run: Run) -> str:
    """Return the letter that a run is, in words or as a picture of it."""
    text = run.text if run.kind in ("text", "heading") else run.image.alt if run.image is not None else ""
    if run.excluded is not None and run.excluded != "drawing":
        return ""
    return text if len(text) <= 2 and _CAP.fullmatch(text) else ""


def _is_cap_of(cap: Run, run: Run) -> bool:
    """Return whether a letter is the initial of the text behind it: by its name, or by the small letter that goes on."""
    if run.text[:1].islower() and cap.text[-1:] == cap.text[-1:].upper():
        return True
    return bool(_NAMED.search(words_of(cap.element.name))) and run.text[:1].isalpha()


def _is_word(letter: str, rest: str, words: Counter[str]) -> bool:
    """Return whether the letter is a word by itself: the page has the word behind it elsewhere, and not the two as one."""
    found = _WORD.match(rest.casefold())
    if letter[-1].casefold() not in _ALONE or found is None:
        return False
    return not words[letter[-1].casefold() + found.group()] and words[found.group()] > 1


def _is_parted(run: Run) -> bool:
    """Return whether a blank stands between the initial that a span marks and the rest of its word."""
    named = any(
        s.style == "class" and s.start == 0 and s.end <= 2 and _NAMED.search(words_of(s.value or "")) for s in run.spans
    )
    return named and bool(_CAP.fullmatch(run.text[0])) and run.text[2:3].islower()


def _prepend(run: Run, text: str) -> None:
    run.text = text + run.text
    _move(run, len(text))


def _close_up(run: Run) -> None:
    run.text = run.text[0] + run.text[2:]
    run.spans = [Span(max(s.start - 1, 0), max(s.end - 1, 1), s.style, s.value) for s in run.spans]
    run.ids = [(name, max(offset - 1, 0)) for name, offset in run.ids]
    run.size = size_of(run.text)


def _move(run: Run, by: int) -> None:
    run.spans = [Span(s.start + by, s.end + by, s.style, s.value) for s in run.spans]
    run.ids = [(name, offset + by) for name, offset in run.ids]
    run.size = size_of(run.text)
    run.compared = None
