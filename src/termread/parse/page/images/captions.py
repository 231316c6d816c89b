"""Which words are captions and credits, and of which picture: by element, by name, by sign, by place, by its alt text."""

from __future__ import annotations

import re
from collections.abc import Iterable

from termread.parse.page.images.nearby import CAPTION_CAP, Nearby
from termread.parse.page.locate.story import Grammar
from termread.parse.page.model import Box, Piece, Sheet
from termread.parse.text_shape import key, words_of

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


def pair(sheet: Sheet, grammar: Grammar, first: int, last: int, language: str | None) -> None:
    """Give the words that belong to the pictures from piece *first* to *last* their role and their picture."""
    nearby = Nearby(sheet, grammar)
    for index in range(first, last):
        piece = sheet.pieces[index]
        if piece.kind != "image" and not (piece.kind == "embed" and piece.image is not None):
            continue
        for other in _words_of(sheet, index, nearby):
            words = sheet.pieces[other]
            if words.of is None and not _on_button(words):
                words.of = index
                words.role = "credit" if _is_credit(words, piece) else "caption"
    _pair_unmarked(sheet, first, last, language)
    _sort_beside(sheet, first, last, language, nearby)
    _drop_repeats(sheet, first, last, grammar)


def _sort_beside(sheet: Sheet, first: int, last: int, language: str | None, nearby: Nearby) -> None:
    """Make what stands in a figure beside its caption a credit, where it is one, and cut it where it is a mere label."""
    from termread.parse.page.images.credits import is_credit

    captioned: dict[Box, bool] = {}
    for index in range(first, last):
        piece = sheet.pieces[index]
        if piece.kind != "text" or piece.of is not None or piece.cut is not None or piece.size > BESIDE or piece.stops:
            continue
        figure = next((box for box in piece.box.up() if box.tag == "figure"), None)
        if figure is None:
            continue
        if figure not in captioned:
            captioned[figure] = figure.element.find(".//figcaption") is not None
        if not captioned[figure]:
            continue
        if is_credit(piece.text, language):
            piece.of, piece.role = nearby.nearest(index, figure), "credit"
        elif piece.size <= MERE:
            piece.cut = "label"


def _on_button(words: Piece) -> bool:
    """Return whether words are what a button says, and not the caption of a picture that is one as a whole."""
    holder = next((box.tag for box in words.box.up() if box.tag in ("button", "figure", "figcaption")), "")
    return holder == "button"


def _pair_unmarked(sheet: Sheet, first: int, last: int, language: str | None) -> None:
    """Find captions that nothing marks: words after a picture that its alt text says too, or that end in a credit."""
    pieces = sheet.pieces
    captioned = {piece.of for piece in pieces if piece.of is not None}
    for index in range(first, last - 1):
        image, words = pieces[index], pieces[index + 1]
        if image.kind != "image" or image.image is None or words.kind != "text" or words.of is not None:
            continue
        said = words.key
        if (said and said in (key(image.image.alt), key(image.image.title))) or (
            index not in captioned
            and words.size <= 300
            and words.linked * 2 < len(words.text)
            and (_is_credited(words, language) or _is_set_small(words))
        ):
            words.of, words.role = index, "caption"


def _is_set_small(words: Piece) -> bool:
    """Return whether all of a text is set in small letters."""
    return any(s.value == "small" and s.end - s.start >= len(words.text) - 2 for s in words.spans)


def _is_credited(words: Piece, language: str | None) -> bool:
    from termread.parse.page.images.credits import split_credit

    caption, credit = split_credit(words.text, language)
    return bool(credit and caption and len(caption) < len(words.text))


_AT_HAND = 6
"""Pieces away from a picture among which its caption said again is a repeat, however it is written."""


def _drop_repeats(sheet: Sheet, first: int, last: int, grammar: Grammar) -> None:
    """Cut lines that say once more what the caption of a picture says; far from it, only if they are no paragraphs."""
    said = {piece.key: i for i, piece in enumerate(sheet.pieces) if piece.role == "caption" and piece.size > 20}
    for i in range(first, last) if said else ():
        piece = sheet.pieces[i]
        if piece.of is None and piece.cut is None and piece.kind == "text":
            other = said.get(piece.key)
            if other is None:
                continue
            if abs(other - i) <= _AT_HAND or (piece.signature not in grammar.ordinary and piece.box.tag != "li"):
                piece.cut = "repeat"


def _words_of(sheet: Sheet, index: int, nearby: Nearby) -> list[int]:
    """Return the pieces that are the caption and credit of the picture at *index*."""
    pieces = sheet.pieces
    figure = next((box for box in pieces[index].box.up() if box.tag == "figure"), None)
    if figure is not None and nearby.is_small(figure, cap=8):
        own = nearby.words_of(index, figure)
        marked = [i for i in own if _is_marked(pieces[i], figure)]
        after = _named_after(sheet, list(range(figure.end, min(figure.end + 3, len(pieces)))))
        if own or after:
            found = _with_caption(sheet, marked + after, own, index) or own
            return _uncounted(sheet, found)
    return _beside(sheet, index, nearby)


def _uncounted(sheet: Sheet, found: list[int]) -> list[int]:
    """Return the pieces *found* but for those that only count the pictures, which are cut."""
    for i in found:
        if _COUNTER.match(sheet.pieces[i].text):
            sheet.pieces[i].cut = sheet.pieces[i].cut or "control"
    return [i for i in found if not _COUNTER.match(sheet.pieces[i].text)]


def _with_caption(sheet: Sheet, marked: list[int], own: list[int], index: int) -> list[int]:
    """Return the marked words about a picture, with the unmarked ones beside them where only its credit is marked."""
    picture = sheet.pieces[index]
    if marked and all(_is_credit(sheet.pieces[i], picture) for i in marked):
        return sorted({*marked, *(i for i in own if sheet.pieces[i].kind == "text")})
    return marked


def _is_marked(words: Piece, small: Box | None) -> bool:
    """Return whether words in a small box with a picture are marked as said of it, by a box or by how they begin."""
    if words.text.startswith("©") or LABEL.match(words.text):
        return True
    inner = list(_within(words.box, small))
    return any(_named_words(box) or (box.name and CREDIT.search(words_of(box.name))) for box in inner)


def _beside(sheet: Sheet, index: int, nearby: Nearby) -> list[int]:
    """Return the pieces that stand with a picture in the same small box, by their class or by their place."""
    pieces = sheet.pieces
    box: Box | None = pieces[index].box
    for _ in range(5):
        if box is None or box.tag in ("body", "html", "article", "main"):
            break
        held = nearby.count_in(box)
        if held and not nearby.is_small(box, cap=5):
            return _named_after(sheet, nearby.words_in(index + 1, min(index + 4, box.end)))
        if held:
            own = nearby.words_of(index, box)
            named = [i for i in own if _is_marked(pieces[i], box)]
            if not named and _named_words(box):
                named = own
            free = [i for i in own if _may_be_caption(pieces[i], nearby.grammar) and i > index]
            found = _with_caption(sheet, named, free, index) or free
            return _uncounted(sheet, found)
        box = box.parent
    if box is None:
        return []
    return _named_after(sheet, [i for i in range(index + 1, min(index + 4, box.end)) if pieces[i].kind == "text"])


def _named_after(sheet: Sheet, after: list[int]) -> list[int]:
    """Return the leading run of pieces whose own class says caption or credit."""
    found: list[int] = []
    for i in after:
        piece = sheet.pieces[i]
        box, parent = piece.box, piece.box.parent
        if not (_named_words(box) or (parent is not None and _named_words(parent) and parent.weight <= piece.size)):
            break
        if len(piece.text) <= CAPTION_CAP:
            found.append(i)
    return found


def _may_be_caption(piece: Piece, grammar: Grammar) -> bool:
    if piece.signature in grammar.ordinary or len(piece.text) > 500 or piece.kind == "heading":
        return False
    return piece.linked * 10 < len(piece.text) * 6 and len(piece.text) >= 3


def _within(box: Box, outer: Box | None) -> Iterable[Box]:
    for inner in box.up():
        if inner is outer:
            return
        yield inner


def _named_words(box: Box) -> bool:
    if box.tag == "figcaption":
        return True
    words = words_of(box.name) if box.name else ""
    return bool(words and box.tag not in ("body", "html") and (_CAPTION.search(words) or _CREDIT_BOX.search(words)))


_CREDIT_BOX = re.compile(
    r" (?:credits?|copyright|photographer|photocredit|imagecredit|bildquelle|creditline|imagesource|(?:image|photo|picture|media|figure|img|foto|bild) (?:source|author|agency|by|byline|owner|copy)) "
)


def _is_credit(words: Piece, picture: Piece) -> bool:
    """Return whether the class of a piece of words, or of the box just around it, says that it is a credit."""
    if words.text.startswith("©") or (LABEL.match(words.text) and len(words.text) < 80):
        return True
    for box in words.box.up():
        if box is picture.box or (picture.box in box.up() and box.depth < picture.box.depth):
            break
        found = words_of(box.name) if box.name else ""
        if found and CREDIT.search(found) and not _CAPTION.search(found):
            return True
        if box.tag in ("figcaption", "figure"):
            break
    return any(
        s.style == "class" and s.value and s.end - s.start >= len(words.text) - 2 and CREDIT.search(words_of(s.value))
        for s in words.spans
    )
