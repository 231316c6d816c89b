"""Which words are captions and credits, and of which picture: by node, by name, by sign, by place, by its alt text."""

from __future__ import annotations

import re
from collections.abc import Iterable

from termread.parse.page.class_names import words_of
from termread.parse.page.images.nearby import CAPTION_CAP, Nearby
from termread.parse.page.locate.bounds import lead_start
from termread.parse.page.model import Element, Grammar, Page, Run
from termread.parse.text_shape import key

_CAPTION = re.compile(
    r" (?:fig ?captions?|captions?|legend|cutline|bildunterschrift|bildtext|bildetekst|bu|pie foto|didascalia|legende|"
    r"(?:image|photo|picture|media|figure|img|foto|bild|pic) (?:text|description|desc|title|info|note|alt|meta|details|infos)|imagetext|photodesc|"
    r"lb caption|wp caption text|imgcaption|photocaption|imagecaption) "
)
CREDIT = re.compile(
    r" (?:credits?|copyrights?|photographer|fotograf|photocredit|imagecredit|bildquelle|quelle|fuente|creditline|rights|imagesource|"
    r"(?:image|photo|picture|media|figure|img|foto|bild) (?:source|author|agency|by|byline|owner|copy)|source|agency|author|byline|provider) "
)
"""What the class of a credit says."""
LABEL = re.compile(
    r"^\W*(?:(?:photo|image|picture|foto|bild|fotos|bilder|photos)?\s*(?:credits?|quelle|bildquelle|source|fuente|copyright|by|von|par)|photo|image|picture|foto|bild)\s*[:：]\s*",
    re.IGNORECASE,
)
"""What a credit, or what is said of a picture, begins with."""
_COUNTER = re.compile(
    r"^\W*(?:(?:image|bild|photo|foto|slide|picture)?\s*\d{1,3}\s*(?:/|of|von|de|sur|di|av|of the|out of)\s*\d{1,3}|[<>‹›«»+×x✕]|\d{1,3}:\d\d)\W*$",
    re.IGNORECASE,
)
BESIDE, MERE = 80, 20
"""Sizes up to which a line in a figure beside its caption is a credit, and a label such as *Image*."""


def pair_captions(page: Page) -> None:
    """Give the words that belong to the story's pictures, and to those above it, their role and their picture."""
    if page.story is not None:
        pair(page, lead_start(page), page.story.end, page.phrases.language)


def pair(page: Page, first: int, last: int, language: str | None) -> None:
    """Give the words that belong to the pictures from run *first* to *last* their role and their picture."""
    nearby = Nearby(page)
    for index in range(first, last):
        run = page.runs[index]
        if run.kind != "image" and not (run.kind == "embed" and run.image is not None):
            continue
        for other in _words_of(page, index, nearby):
            words = page.runs[other]
            if words.caption_for is None and not _on_button(words):
                page.caption(words, index, "credit" if _is_credit(words, run) else "caption")
    _pair_unmarked(page, first, last, language)
    _sort_beside(page, first, last, language, nearby)
    _drop_repeats(page, first, last)


def _sort_beside(page: Page, first: int, last: int, language: str | None, nearby: Nearby) -> None:
    """Make what stands in a figure beside its caption a credit, where it is one, and cut it where it is a mere label."""
    from termread.parse.page.images.credits import is_credit

    captioned: dict[Element, bool] = {}
    for index in range(first, last):
        run = page.runs[index]
        if (
            run.kind != "text"
            or run.element.tag == "figcaption"
            or run.caption_for is not None
            or run.excluded is not None
            or run.size > BESIDE
            or run.stops
        ):
            continue
        figure = next((element for element in run.element.up() if element.tag == "figure"), None)
        if figure is None:
            continue
        if figure not in captioned:
            captioned[figure] = figure.node.find(".//figcaption") is not None
        if not captioned[figure]:
            continue
        if is_credit(run.text, language):
            page.caption(run, nearby.nearest(index, figure), "credit")
        elif run.size <= MERE:
            page.exclude(run, "label")


def _on_button(words: Run) -> bool:
    """Return whether words are what a button says, and not the caption of a picture that is one as a whole."""
    holder = next(
        (element.tag for element in words.element.up() if element.tag in ("button", "figure", "figcaption")), ""
    )
    return holder == "button"


def _pair_unmarked(page: Page, first: int, last: int, language: str | None) -> None:
    """Find captions that nothing marks: words after a picture that its alt text says too, or that end in a credit."""
    runs = page.runs
    captioned = {run.caption_for for run in runs if run.caption_for is not None}
    for index in range(first, last - 1):
        image, words = runs[index], runs[index + 1]
        if image.kind != "image" or image.image is None or words.kind != "text" or words.caption_for is not None:
            continue
        said = words.key
        if (said and said in (key(image.image.alt), key(image.image.title))) or (
            index not in captioned
            and words.size <= 300
            and words.linked * 2 < len(words.text)
            and (_is_credited(words, language) or _is_set_small(words))
        ):
            page.caption(words, index)


def _is_set_small(words: Run) -> bool:
    """Return whether all of a text is set in small letters."""
    return any(s.value == "small" and s.end - s.start >= len(words.text) - 2 for s in words.spans)


def _is_credited(words: Run, language: str | None) -> bool:
    from termread.parse.page.images.credits import split_credit

    caption, credit = split_credit(words.text, language)
    return bool(credit and caption and len(caption) < len(words.text))


_AT_HAND = 6
"""Runs away from a picture among which its caption said again is a repeat, however it is written."""


def _drop_repeats(page: Page, first: int, last: int) -> None:
    """Cut lines that say once more what the caption of a picture says; far from it, only if they are no paragraphs."""
    said = {run.key: i for i, run in enumerate(page.runs) if run.role == "caption" and run.size > 20}
    for i in range(first, last) if said else ():
        run = page.runs[i]
        if run.caption_for is None and run.excluded is None and run.kind == "text":
            other = said.get(run.key)
            if other is None:
                continue
            if abs(other - i) <= _AT_HAND or (run.signature not in page.grammar.ordinary and run.element.tag != "li"):
                page.exclude(run, "repeat")


def _words_of(page: Page, index: int, nearby: Nearby) -> list[int]:
    """Return the runs that are the caption and credit of the picture at *index*."""
    runs = page.runs
    figure = next((element for element in runs[index].element.up() if element.tag == "figure"), None)
    if figure is not None and nearby.is_small(figure, cap=8):
        own = nearby.words_of(index, figure)
        marked = [i for i in own if _is_marked(runs[i], figure)]
        after = _named_after(page, index, list(range(figure.end, min(figure.end + 3, len(runs)))))
        if own or after:
            found = _with_caption(page, marked + after, own, index) or own
            return _uncounted(page, found)
    return _beside(page, index, nearby)


def _uncounted(page: Page, found: list[int]) -> list[int]:
    """Return the runs *found* but for those that only count the pictures, which are cut."""
    for i in found:
        if _COUNTER.match(page.runs[i].text):
            page.exclude(page.runs[i], "control")
    return [i for i in found if not _COUNTER.match(page.runs[i].text)]


def _with_caption(page: Page, marked: list[int], own: list[int], index: int) -> list[int]:
    """Return the marked words about a picture, with the unmarked ones beside them where only its credit is marked."""
    picture = page.runs[index]
    if marked and all(_is_credit(page.runs[i], picture) for i in marked):
        return sorted({*marked, *(i for i in own if page.runs[i].kind == "text")})
    return marked


def _is_marked(words: Run, small: Element | None) -> bool:
    """Return whether words in a small element with a picture are marked as said of it, by an element or by how they begin."""
    if words.text.startswith("©") or LABEL.match(words.text):
        return True
    inner = list(_within(words.element, small))
    return any(_named_words(element) or (element.name and CREDIT.search(words_of(element.name))) for element in inner)


def _beside(page: Page, index: int, nearby: Nearby) -> list[int]:
    """Return the runs that stand with a picture in the same small element, by their class or by their place."""
    runs = page.runs
    element: Element | None = runs[index].element
    for _ in range(5):
        if element is None or element.tag in ("body", "html", "article", "main"):
            break
        held = nearby.count_in(element)
        if held and not nearby.is_small(element, cap=5):
            return _named_after(page, index, nearby.words_in(index + 1, min(index + 4, element.end)))
        if held:
            own = nearby.words_of(index, element)
            named = [i for i in own if _is_marked(runs[i], element)]
            if not named and _named_words(element):
                named = own
            free = [i for i in own if _may_be_caption(runs[i], page.grammar) and i > index]
            found = _with_caption(page, named, free, index) or free
            return _uncounted(page, found)
        element = element.parent
    if element is None:
        return []
    return _named_after(
        page, index, [i for i in range(index + 1, min(index + 4, element.end)) if runs[i].kind == "text"]
    )


def _named_after(page: Page, index: int, after: list[int]) -> list[int]:
    """Return the leading run of runs whose own class says caption or credit, but for those of another figure, or of several."""
    found: list[int] = []
    for i in after:
        run = page.runs[i]
        figure = next((element for element in run.element.up() if element.tag == "figure"), None)
        if figure is not None and (figure.node.find(".//figure") is not None or _shows_another(page, figure, index)):
            break
        element, parent = run.element, run.element.parent
        if not (_named_words(element) or (parent is not None and _named_words(parent) and parent.weight <= run.size)):
            break
        if len(run.text) <= CAPTION_CAP:
            found.append(i)
    return found


def _shows_another(page: Page, figure: Element, index: int) -> bool:
    """Return whether a figure shows a picture, and not the one at *index*."""
    return index not in figure and any(run.kind in ("image", "embed") for run in page.runs[figure.start : figure.end])


def _may_be_caption(run: Run, grammar: Grammar) -> bool:
    if run.signature in grammar.ordinary or len(run.text) > 500 or run.kind == "heading":
        return False
    return run.linked * 10 < len(run.text) * 6 and len(run.text) >= 3


def _within(element: Element, outer: Element | None) -> Iterable[Element]:
    for inner in element.up():
        if inner is outer:
            return
        yield inner


def _named_words(element: Element) -> bool:
    if element.tag == "figcaption":
        return True
    words = words_of(element.name) if element.name else ""
    return bool(words and element.tag not in ("body", "html") and (_CAPTION.search(words) or _CREDIT_BOX.search(words)))


_CREDIT_BOX = re.compile(
    r" (?:credits?|copyright|photographer|photocredit|imagecredit|bildquelle|creditline|imagesource|(?:image|photo|picture|media|figure|img|foto|bild) (?:source|author|agency|by|byline|owner|copy)) "
)


def _is_credit(words: Run, picture: Run) -> bool:
    """Return whether the class of a run of words, or of the element just around it, says that it is a credit."""
    if words.text.startswith("©") or (LABEL.match(words.text) and len(words.text) < 80):
        return True
    for element in words.element.up():
        if element is picture.element or (picture.element in element.up() and element.depth < picture.element.depth):
            break
        found = words_of(element.name) if element.name else ""
        if found and CREDIT.search(found) and not _CAPTION.search(found):
            return True
        if element.tag in ("figcaption", "figure"):
            break
    return any(
        s.style == "class" and s.value and s.end - s.start >= len(words.text) - 2 and CREDIT.search(words_of(s.value))
        for s in words.spans
    )
