"""Content that interrupts a word or a sentence: drop caps in boxes of their own, and cards that pop up over a name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from termread.parse.page.class_names import words_of
from termread.parse.page.model import Page, Run, Span
from termread.parse.page.tree import Node
from termread.parse.text_shape import size_of
from termread.text import regex

_CAP = regex(r"[\"'“”„«»‘’¡¿]?[^\W\d_]")
_NAMED = regex(
    r" (?:drop ?caps?(?: \w+)?|initial(?: \w+)?|initiale|lettrine|first letter|big letter|letra capital|cap) "
)
_WORD = regex(r"[^\W\d_]+")
_ALONE = frozenset("aioyeuàéówzksvяивкосу")
"""Letters that are words by themselves."""
_PIECES, _CARD, _NAME = 8, 600, 60
"""Runs and characters of the largest card, and characters of the name it starts with."""
_GOES_ON = frozenset(",;:.!?)’'")
"""Characters, besides lowercase letters, that a sentence can continue with."""


def join_drop_caps(page: Page) -> None:
    """Join each drop cap with the rest of its word."""
    words: Counter[str] = Counter()
    for cap, run in zip(page.runs, page.runs[1:], strict=False):
        letter = _letter(cap)
        if letter and run.kind == "text" and run.excluded is None and _is_cap_of(cap, run):
            words = words or _words_of(page)
            _set(run, [letter, " " if _is_word(letter, run.text, words) else "", run])
            cap.text = ""
            page.exclude(cap, "initial")
    for run in page.runs:
        if run.text[1:2] == " " and run.spans and _is_parted(run):
            words = words or _words_of(page)
            if not _is_word(run.text[0], run.text[2:], words):
                run.spans = [Span(max(s.start - 1, 0), max(s.end - 1, 1), s.style, s.value) for s in run.spans]
                run.ids = [(name, max(offset - 1, 0)) for name, offset in run.ids]
                run.text, run.size = run.text[0] + run.text[2:], run.size - 1


def _words_of(page: Page) -> Counter[str]:
    """Return how often each word occurs on the page."""
    return Counter(word for run in page.runs for word in _WORD.findall(run.text.casefold()))


def _letter(run: Run) -> str:
    """Return the letter that makes up a run, as text or as the picture of one, or an empty string."""
    text = run.text if run.kind in ("text", "heading") else run.image.alt if run.image is not None else ""
    fits = len(text) <= 2 and _CAP.fullmatch(text) and run.excluded in (None, "drawing")
    return text if fits and run.element.tag != "center" else ""


def _is_cap_of(cap: Run, run: Run) -> bool:
    """Return whether a letter is the drop cap of the next text, by its class or because that starts in lower case."""
    if run.text[:1].islower() and cap.text[-1:] == cap.text[-1:].upper():
        return True
    return bool(_NAMED.search(words_of(cap.element.name))) and run.text[:1].isalpha()


def _is_word(letter: str, rest: str, words: Counter[str]) -> bool:
    """Return whether the letter is a word of its own: the page uses the next word elsewhere, but not the two joined."""
    found = _WORD.match(rest.casefold())
    if letter[-1].casefold() not in _ALONE or found is None:
        return False
    return not words[letter[-1].casefold() + found.group()] and words[found.group()] > 1


def _is_parted(run: Run) -> bool:
    """Return whether a space separates the drop cap marked by a span from the rest of its word."""
    initial = (s.value or "" for s in run.spans if s.style == "class" and s.start == 0 and s.end <= 2)
    named = any(_NAMED.search(words_of(name)) for name in initial)
    return named and bool(_CAP.fullmatch(run.text[0])) and run.text[2:3].islower()


def join_around_popups(page: Page) -> None:
    """Join each sentence interrupted by a popup card, keeping the name the card starts with and dropping the card."""
    for index, run in enumerate(page.runs):
        end = _rest_of(page, index) if run.kind == "text" and not run.stops else None
        if end is not None:
            card, rest = page.runs[index + 1 : end], page.runs[end]
            _set(run, [run, " ", card[0], "" if rest.text[0] in _GOES_ON else " ", rest])
            _set(rest, [])
            for each in card:
                page.exclude(each, "dialog")


def is_card(node: Node) -> bool:
    """Return whether a node in a line is the card of the preceding link: it has a picture and repeats the link."""
    link = node.getprevious()
    if link is None or link.tag != "a" or (link.tail or "").strip() or node.find(".//img") is None:
        return False
    links = [a.get("href") for a in node.iter("a")]
    return len(links) > 1 and link.get("href") in links


def _rest_of(page: Page, index: int) -> int | None:
    """Return the index of the run that continues a run's sentence after a card, or None if no card interrupts it."""
    element = page.runs[index].element
    last = min(element.end, index + _PIECES + 2)
    if index + 2 >= last or page.runs[index + 1].element is element:
        return None
    end = next((i for i in range(index + 2, last) if page.runs[i].element is element), None)
    if end is None:
        return None
    name, rest, card = page.runs[index + 1], page.runs[end], page.runs[index + 1 : end]
    named = 0 < len(name.text) <= _NAME and name.linked * 5 >= len(name.text) * 4
    goes_on = rest.kind == "text" and (rest.text[:1].islower() or rest.text[:1] in _GOES_ON)
    return end if named and goes_on and sum(each.size for each in card) <= _CARD else None


def _set(run: Run, pieces: Iterable[Run | str]) -> None:
    """Set the text of a run to *pieces* joined together, keeping their spans and anchors."""
    text, linked = "", 0
    spans: list[Span] = []
    ids: list[tuple[str, int]] = []
    for piece in pieces:
        if isinstance(piece, Run):
            spans += [Span(s.start + len(text), s.end + len(text), s.style, s.value) for s in piece.spans]
            ids += [(name, offset + len(text)) for name, offset in piece.ids]
            linked += piece.linked
        text += piece.text if isinstance(piece, Run) else piece
    run.text, run.spans, run.ids, run.linked = text, spans, ids, linked
    run.size, run.compared = size_of(text), None
