"""Pairs captions and credits with pictures, by the innermost element that contains both."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Literal

from termread.parse.metadata.dates import dates_in
from termread.parse.page.class_names import words_of
from termread.parse.page.images.credits import CREDIT, LABEL, header_of, is_credit, split_credit
from termread.parse.page.locate import lead_start
from termread.parse.page.model import Element, Page, Run, nearest
from termread.parse.text_shape import key
from termread.text import regex

Verdict = Literal["marked", "plain", "no"]

CAPTION = regex(
    r" (?:fig ?captions?|captions?|legend|cutline|bildunterschrift|bildtext|bildetekst|bu|pie foto|didascalia|legende|"
    r"(?:image|photo|picture|media|figure|img|foto|bild|pic) (?:text|description|desc|title|info|note|alt|meta|details|infos)|imagetext|photodesc|"
    r"imgcaption|photocaption|imagecaption) "
)
"""Class words of captions."""
_COUNTER = regex(
    r"^\W*(?:(?:image|bild|photo|foto|slide|picture)?\s*\d{1,3}\s*(?:/|of|von|de|sur|di|av|of the|out of)\s*\d{1,3}|[<>‹›«»+×x✕]|\d{1,3}:\d\d)\W*$",
    re.IGNORECASE,
)
CAPTION_CAP, PLAIN_CAP, UNBOXED_CAP = 1200, 500, 300
"""Characters of the longest caption: marked as one, known only by its place, in no element with its picture."""
BESIDE, MERE = 80, 20
"""Sizes of the longest line next to a caption in a figure that may be a credit, and a label such as *Image*."""
FEW, FEW_IN_FIGURE, FEW_MORE = 5, 8, 3
"""Most runs of text in an element, or a figure, with a single picture, and how many more for each further picture."""
HEADING_CAP = 120
"""Size of the longest heading; a longer one that ends like a sentence is a caption in large type."""
DATE_CAP = 40
"""Characters of the longest date with its time of day."""
_WORD = regex(r"[^\W\d_]+")
_OF_DATE = regex(
    r"[ap]m|uhr|h|at|um|gmt|utc|[a-z]{1,3}t|mon|tues?|wed|thur?s?|fri|sat|sun|\w+(?:day|tag|woch)", re.IGNORECASE
)
BEHIND = 3
"""How many runs after a picture may be its caption if no element contains only these."""
_AT_HAND = 6
"""Within this many runs of a caption, the same text is a repeat whatever its signature."""
_SOFT = frozenset([None, "outside"])
"""Text that is not marked as a caption may still be one if it was excluded for one of these reasons."""
_FIGURES = frozenset(["figure"])
_BUTTONS = frozenset(["button", "figure", "figcaption"])
_ROWS = frozenset(["tr", "tbody", "thead", "table"])
_WHOLE = frozenset(["body", "html", "article", "main"])


def pair_captions(page: Page) -> None:
    """Pair captions and credits with the pictures of the story and those above it."""
    if page.story is not None:
        pair(page, lead_start(page), page.story.end, page.phrases.language)


def pair(page: Page, first: int, last: int, language: str | None) -> None:
    """Pair the captions and credits from run *first* up to *last* with their pictures."""
    pictures = Pictures(page)
    said = header_of(page)
    plain: dict[int, list[tuple[Element, int]]] = {}
    for index, box, picture in pictures.words_from(first, last):
        words, verdict = page.runs[index], pictures.verdict(index, box, picture, language)
        if verdict == "no" or words.caption_for is not None or pictures.is_on_button(words):
            continue
        is_credit = verdict == "marked" and _is_marked_credit(words, box)
        if not is_credit and (reason := _says_nothing(words, said, page.metadata.language)):
            page.exclude(words, reason)
        elif verdict == "plain":
            plain.setdefault(picture, []).append((box, index))
        else:
            page.caption(words, picture, "credit" if is_credit else "caption")
    captioned = {run.caption_for for run in page.runs if run.role == "caption"}
    for picture, found in plain.items():
        for box, index in found:
            if picture not in captioned and box is found[0][0]:
                page.caption(page.runs[index], picture)
            elif box.tag == "figure":
                _sort_beside(page, page.runs[index], picture, language)
    _drop_repeats(page, first, last)


def _says_nothing(words: Run, said: frozenset[str], language: str | None) -> str | None:
    """Return why text is not about a picture, or None: it counts pictures, repeats the header, or is a date."""
    if _COUNTER.match(words.text):
        return "control"
    return "title" if words.key in said else "label" if _is_date(words.text, language) else None


def _is_date(text: str, language: str | None) -> bool:
    """Return whether a text is nothing but a date, perhaps with the weekday and time."""
    if len(text) > DATE_CAP or not any(map(str.isdecimal, text)):
        return False
    for start, end, _ in reversed(found := dates_in(text, language or "")):
        text = text[:start] + text[end:]
    return bool(found) and all(map(_OF_DATE.fullmatch, _WORD.findall(text)))


class Pictures:
    """The pictures of a page, with the innermost element around each text that contains any."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.found = [i for i, run in enumerate(page.runs) if run.image is not None]
        self.words = [i for i, run in enumerate(page.runs) if run.kind in ("text", "heading")]
        self.small: dict[Element, bool] = {}
        self.figures: dict[Element, Element | None] = {}
        self.buttons: dict[Element, Element | None] = {}
        self.boxes: dict[Element, Element | None] = {}

    def _box(self, element: Element | None) -> Element | None:
        """Return the innermost element with pictures around *element*, or None; within a small figure, the figure."""
        way: list[Element] = []
        while element is not None and element not in self.boxes and not self._holds_pictures(element):
            way.append(element)
            element = element.parent
        if element is not None and element not in self.boxes:
            figure = nearest(element, _FIGURES, self.figures)
            self.boxes[element] = figure if figure is not None and self._is_small(figure) else element
        found = self.boxes[element] if element is not None else None
        self.boxes.update(dict.fromkeys(way, found))
        return found

    def _holds_pictures(self, element: Element) -> bool:
        at = bisect_left(self.found, element.start)
        return at < len(self.found) and self.found[at] < element.end

    def words_from(self, first: int, last: int) -> Iterator[tuple[int, Element, int]]:
        """Yield the texts from run *first* up to *last*, each with its innermost box with pictures and its picture."""
        inside = self.words[bisect_left(self.words, first) : bisect_left(self.words, last)] if self.found else []
        for index in inside:
            box = self._box(self.page.runs[index].element)
            picture = self._nearest(index, box) if box is not None else 0
            if box is not None and (index <= picture + BEHIND or self._is_small(box)):
                yield index, box, picture

    def _nearest(self, index: int, box: Element) -> int:
        """Return the last picture in *box* before a text, or else the first one after it."""
        at = bisect_left(self.found, index)
        return self.found[at - 1] if at and self.found[at - 1] >= box.start else self.found[at]

    def verdict(self, index: int, box: Element, picture: int, language: str | None) -> Verdict:
        """Return whether a text belongs to a picture in *box*: "marked" as such, "plain" by place alone, or "no"."""
        page, words = self.page, self.page.runs[index]
        if box.tag == "figure" and self._has_words_of_its_own(picture, box):
            return "no"
        if box.tag in _ROWS and _is_in_row_of_words(page.runs[picture].element):
            return "no"
        if self._is_small(box):
            if _is_marked(words, box):
                return "marked"
            if words.excluded not in _SOFT:
                return "no"
            if box.tag == "figure" or is_named(box):
                return "plain"
            fits = index > picture and 3 <= len(words.text) <= PLAIN_CAP
            if fits and words.signature not in page.grammar.ordinary and words.linked * 10 < len(words.text) * 6:
                return "plain"
        elif self._is_behind(index, picture):
            return "marked"
        return "plain" if index == picture + 1 and _is_said_below(words, page.runs[picture], language) else "no"

    def _has_words_of_its_own(self, picture: int, outer: Element) -> bool:
        """Return whether a picture is in a figure nested in *outer* that has text of its own."""
        figure = nearest(self.page.runs[picture].element, _FIGURES, self.figures)
        return figure is not None and figure is not outer and self._count(figure) > 0

    def _count(self, element: Element) -> int:
        """Return the number of runs of text in an element."""
        return bisect_left(self.words, element.end) - bisect_left(self.words, element.start)

    def _is_behind(self, index: int, picture: int) -> bool:
        """Return whether all texts from a picture to this one have the class of a caption, and none is in a figure."""
        for i in range(index, picture, -1):
            element, parent, size = self.page.runs[i].element, self.page.runs[i].element.parent, self.page.runs[i].size
            named = is_named(element) or (parent is not None and is_named(parent) and parent.weight <= size)
            if not named or len(self.page.runs[i].text) > CAPTION_CAP or nearest(element, _FIGURES, self.figures):
                return False
        return index > picture

    def is_on_button(self, words: Run) -> bool:
        """Return whether a text is a button's label, and not the caption of a picture that is a button as a whole."""
        holder = nearest(words.element, _BUTTONS, self.buttons)
        return holder is not None and holder.tag == "button"

    def _is_small(self, box: Element) -> bool:
        """Return whether an element contains little more than its pictures and text about them."""
        if box not in self.small:
            start, count = bisect_left(self.words, box.start), self._count(box)
            pictures = bisect_left(self.found, box.end) - bisect_left(self.found, box.start)
            few = (FEW_IN_FIGURE if box.tag == "figure" else FEW) + FEW_MORE * (pictures - 1)
            fits = box.tag not in _WHOLE and count <= few
            self.small[box] = fits and not any(self._is_story(i, box) for i in self.words[start : start + count])
        return self.small[box]

    def _is_story(self, index: int, box: Element) -> bool:
        """Return whether a text in an element is too much for a caption."""
        run, grammar = self.page.runs[index], self.page.grammar
        if len(run.text) > CAPTION_CAP or box.tag == "figure":
            return len(run.text) > CAPTION_CAP
        return (run.kind == "heading" and not (run.stops and run.size > HEADING_CAP)) or (
            run.is_running and run.signature in grammar.ordinary and grammar.trusted
        )


def is_named(element: Element) -> bool:
    """Return whether the tag or class of an element marks a caption or credit."""
    if element.tag == "figcaption":
        return True
    words = words_of(element.name) if element.name and element.tag not in ("body", "html") else ""
    return bool(words and (CAPTION.search(words) or CREDIT.search(words)))


def _is_marked(words: Run, box: Element) -> bool:
    """Return whether a text is marked as a caption or credit, by its beginning or by an element below *box*."""
    return bool(words.text.startswith("©") or LABEL.match(words.text)) or any(map(is_named, _within(words, box)))


def _within(words: Run, box: Element) -> Iterator[Element]:
    for element in words.element.up():
        if element is box:
            return
        yield element


def _is_marked_credit(words: Run, box: Element) -> bool:
    """Return whether a text is marked as a credit, by its beginning, its class, or an element below *box*."""
    if words.text.startswith("©") or (LABEL.match(words.text) and len(words.text) < BESIDE):
        return True
    for element in _within(words, box):
        named = words_of(element.name) if element.name else ""
        if named and CREDIT.search(named) and not CAPTION.search(named):
            return True
        if element.tag == "figcaption":
            break
    return any(
        span.style == "class" and _is_whole(words, span.start, span.end) and CREDIT.search(words_of(span.value or ""))
        for span in words.spans
    )


def _is_said_below(words: Run, picture: Run, language: str | None) -> bool:
    """Return whether the text right below a picture is its alternative text, ends in a credit, or is in small type."""
    if words.kind != "text" or picture.image is None or picture.kind != "image":
        return False
    if words.key and words.key in (key(picture.image.alt), key(picture.image.title)):
        return True
    if words.size > UNBOXED_CAP or words.linked * 2 >= len(words.text):
        return False
    styles = {span.value or span.style for span in words.spans if _is_whole(words, span.start, span.end)}
    if "small" in styles or "emphasis" in styles or ("strong" in styles and words.stops and words.size <= BESIDE):
        return True
    return all(split_credit(words.text, language))


def _is_whole(words: Run, start: int, end: int) -> bool:
    return end - start >= len(words.text) - 2


def _sort_beside(page: Page, words: Run, picture: int, language: str | None) -> None:
    """Mark a line next to the caption in a figure as a credit if it is one, and exclude it if it is a mere label."""
    if words.excluded is not None or words.size > BESIDE or words.stops:
        return
    if is_credit(words.text, language):
        page.caption(words, picture, "credit")
    elif words.size <= MERE:
        page.exclude(words, "label")


def _drop_repeats(page: Page, first: int, last: int) -> None:
    """Exclude lines that repeat a caption; far from it, only if they are not paragraphs."""
    said = {run.key: i for i, run in enumerate(page.runs) if run.role == "caption" and run.size > MERE}
    most = 2 * max(map(len, said), default=0) + MERE  # in a longer text, more than half would be punctuation
    for i in range(first, last) if said else ():
        run = page.runs[i]
        if run.caption_for is not None or run.excluded is not None or run.kind != "text" or len(run.text) > most:
            continue
        if run.key in said:
            near = abs(said[run.key] - i) <= _AT_HAND
            if near or (run.signature not in page.grammar.ordinary and run.element.tag != "li"):
                page.exclude(run, "repeat")


def _is_in_row_of_words(element: Element) -> bool:
    """Return whether a picture in *element* is in a table row that has text in other cells."""
    row = next((outer for outer in element.up() if outer.tag == "tr"), None)
    cells = row.node if row is not None else ()
    return any("".join(cell.itertext()).strip() for cell in cells if cell.find(".//img") is None)
