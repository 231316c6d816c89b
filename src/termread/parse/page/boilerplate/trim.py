"""What is cut from inside the story: repeats of the header, labels, cards, links to other stories, what follows its end."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import islice

from termread.parse.page.boilerplate.pull_quotes import cut_pull_quotes
from termread.parse.page.locate.story import Grammar, is_prose
from termread.parse.page.model import Box, Piece, Sheet, Signature, holder_of
from termread.parse.phrasebook import Phrases
from termread.parse.text_shape import key, words_of

TIME = re.compile(r"\b\d{1,2}[:.h]\d{2}\b|\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|\b(?:19|20)\d\d\b|\d年|\d月")
_LETTER = re.compile(r"[^\W\d_]")
_STRUCTURES = frozenset(["li", "td", "th", "blockquote", "dd", "dt", "figure", "caption"])
REPEAT_REACH = 200_000
"""Characters among which a repeat is looked for."""
RETOLD = 1_500
"""Characters of a piece that may be a whole story told once more."""
OFTEN, REFRAINS = 3, 12
"""As many paragraphs, said more than so often each, are no mistake of the page."""
TITLE_CAP = 400
"""The size of a piece up to which it may be the headline."""
LINE = 120
"""The size up to which a piece may be a label, a date line or a byline."""


def kept(sheet: Sheet) -> list[int]:
    """Return the indices of the pieces that are still kept, captions and credits left out."""
    return [i for i, piece in enumerate(sheet.pieces) if piece.cut is None and piece.of is None]


def first_paragraph(sheet: Sheet, grammar: Grammar) -> int:
    """Return the index of the first ordinary paragraph of the story."""
    for i in kept(sheet):
        piece = sheet.pieces[i]
        if is_prose(piece) and (piece.signature in grammar.ordinary or not grammar.trusted):
            return i
    return 0


def cut_header(sheet: Sheet, grammar: Grammar, title: str, dek: str, names: Iterable[str]) -> None:
    """Cut the title, the dek, the byline and the date line, which the article's header says already."""
    first = first_paragraph(sheet, grammar)
    wanted, lead = key(title), key(dek)
    people = [key(name) for name in names if len(name) > 3]
    total = sum(sheet.pieces[i].size for i in kept(sheet) if is_prose(sheet.pieces[i]))
    order = kept(sheet)
    timed = {p.signature for i in order if i > first and _is_time(p := sheet.pieces[i])}
    for i in order:
        piece = sheet.pieces[i]
        if piece.kind not in ("text", "heading") or piece.role == "note":
            continue
        said = piece.key
        if said == wanted or (piece.level == 1 and i < first):
            piece.cut = "title"
        elif (
            lead
            and said == lead
            and i <= first + 2
            and piece.size * 4 < total
            and (i == first or piece.box is not sheet.pieces[first].box)
            and (i < first or piece.signature not in grammar.ordinary)
        ):
            piece.cut = "dek"
        elif i < first and piece.size <= LINE and not piece.prose and any(name in said for name in people):
            piece.cut = "byline"
        elif i < first and _is_time(piece) and not (i == first - 1 and piece.signature in timed):
            piece.cut = "date"


def _is_time(piece: Piece) -> bool:
    """Return whether a piece is a line that tells a time."""
    return piece.kind == "text" and piece.size <= LINE and bool(TIME.search(piece.text)) and not piece.sentence


def cut_labels(sheet: Sheet, grammar: Grammar) -> None:
    """Cut short pieces that are no sentences and not written as the story's own paragraphs."""
    first = first_paragraph(sheet, grammar)
    holders: dict[Box, Box | None] = {}
    order = kept(sheet)
    chapters = {sheet.pieces[i].signature for i in order if i > first and sheet.pieces[i].kind == "heading"}
    above = max((i for i in order if i < first and sheet.pieces[i].kind == "heading"), default=-1)
    dated: dict[Box, bool] = {}
    later = {sheet.pieces[i].signature for i in order if i > first}
    for i in order:
        piece = sheet.pieces[i]
        if piece.kind == "heading" and i < first and piece.level != 1:
            heads = _heads_entry(piece, sheet, first, dated) or (
                i == above and _heads_chapter(piece, sheet, first, chapters)
            )
            piece.cut = piece.cut if heads else "label"
        if piece.kind != "text" or piece.role == "note" or piece.signature in grammar.ordinary:
            continue
        if holder_of(piece.box, _STRUCTURES, holders):
            continue
        if piece.text.endswith(("?", "？")) and piece.signature in later:
            continue
        if sheet.calls(piece):
            continue
        if (i < first and (piece.size < 60 or not piece.sentence)) or (
            grammar.trusted and piece.size < 80 and not piece.stops and not is_bold(piece)
        ):
            piece.cut = "label"


def _heads_entry(piece: Piece, sheet: Sheet, first: int, known: dict[Box, bool]) -> bool:
    """Return whether a heading stands over the first paragraph in a dated box of its own, as in a live blog."""
    box = next((box for box in piece.box.up() if box.tag in ("article", "li")), None)
    if box is None or first not in box:
        return False
    if box not in known:
        inside = sheet.pieces[box.start : box.end]
        known[box] = box.element.find(".//time") is not None and all(p.level != 1 for p in inside)
    return known[box]


def _heads_chapter(piece: Piece, sheet: Sheet, first: int, chapters: set[Signature]) -> bool:
    """Return whether a heading right over the first paragraph, in its box, is written as those of later *chapters* are."""
    return piece.signature in chapters and sheet.pieces[first].box.parent is piece.box.parent


def is_bold(piece: Piece) -> bool:
    """Return whether all of a piece is in bold letters."""
    return any(s.style == "strong" and s.end - s.start >= len(piece.text) * 0.9 for s in piece.spans)


def cut_range(sheet: Sheet, box: Box, reason: str) -> None:
    """Cut all that stands in *box* and is not cut yet."""
    for piece in sheet.pieces[box.start : box.end]:
        piece.cut = piece.cut or reason


def cut_repeats(sheet: Sheet) -> None:
    """Cut long paragraphs that were said before, in one piece or in several; a text that repeats by nature is left."""
    order = [i for i in kept(sheet) if sheet.pieces[i].kind == "text" and sheet.pieces[i].size >= 60]
    said = {i: sheet.pieces[i].key for i in order}
    times = Counter(said.values())
    if sum(count > OFTEN for count in times.values()) >= REFRAINS:
        return
    cut_pull_quotes(sheet, kept(sheet), said)
    seen: set[str] = set()
    before = ""
    for i in order:
        if said[i] in seen or (len(said[i]) > RETOLD and _mostly_in(said[i], before)):
            sheet.pieces[i].cut = "repeat"
        seen.add(said[i])
        before = f"{before} {said[i]}" if len(before) < REPEAT_REACH else before


def _mostly_in(said: str, before: str) -> bool:
    parts = [said[i : i + 60] for i in range(0, len(said) - 60, 120)]
    # No more than may be missing: each is looked for in all that was said.
    missing = (part for part in parts if part not in before)
    return bool(parts) and sum(1 for _ in islice(missing, len(parts) // 5 + 1)) < 0.2 * len(parts)


def cut_end(sheet: Sheet, grammar: Grammar, phrases: Phrases) -> None:
    """Cut what follows a line that ends stories, if almost no ordinary text follows it; else the line alone."""
    order = kept(sheet)
    total = sum(sheet.pieces[i].size for i in order if is_prose(sheet.pieces[i]))
    after = 0
    for position in range(len(order) - 1, -1, -1):
        piece = sheet.pieces[order[position]]
        if _ends(piece, phrases):
            if after < 0.04 * total:
                for i in order[position:]:
                    sheet.pieces[i].cut = "end"
                order = order[:position]
                continue
            piece.cut = "related"
        elif piece.kind == "heading" and position == len(order) - 1:
            piece.cut = "end"
            order = order[:position]
        if is_prose(piece) and piece.signature in grammar.ordinary:
            after += piece.size


def _ends(piece: Piece, phrases: Phrases) -> bool:
    if piece.kind not in ("text", "heading") or piece.size > 90:
        return False
    return phrases.is_whole("read_more", piece.text) or phrases.is_whole("footer", piece.text)


def cut_phrases(sheet: Sheet, grammar: Grammar, phrases: Phrases) -> None:
    """Cut lines that newspapers set between their paragraphs: pointers to other stories, advertisements, invitations."""
    order = kept(sheet)
    holders: dict[Box, Box | None] = {}
    for position, i in enumerate(order):
        piece = sheet.pieces[i]
        if piece.kind not in ("text", "heading") or piece.size > 300:
            continue
        if (holder := holder_of(piece.box, _STRUCTURES, holders)) is not None:
            if holder.tag == "figure" and piece.of is None and not _LETTER.search(piece.text):
                piece.cut = "label"
            continue
        if phrases.is_whole("advertisement", piece.text):
            piece.cut = "advertisement"
        elif phrases.is_read_more(piece.text):
            piece.cut = "related"
        elif phrases.is_whole("consent", piece.text):
            piece.cut = "consent"
        elif piece.kind == "text" and phrases.starts("footer", piece.text):
            late = position >= len(order) - 3 or piece.signature not in grammar.ordinary
            piece.cut = "footer" if late else None
        elif piece.kind == "text" and not _LETTER.search(piece.text) and not sheet.calls(piece):
            piece.cut = "label"


def cut_other_stories(sheet: Sheet, title: str) -> None:
    """Cut an <article> after or inside the one with the headline, if it is one of its own.

    Inside, since a page that leaves its articles open nests each in the one before.
    """
    wanted = key(title)
    articles = [box for box in sheet.boxes if box.tag == "article" and box.weight]
    if len(articles) < 2:
        return
    own = [i for i, p in enumerate(sheet.pieces) if p.level == 1 and p.key == wanted]
    holding = [box for box in articles if own and own[0] in box]
    main = holding[-1] if holding else max(articles, key=lambda box: box.weight)
    for box in articles:
        heads = (p for p in sheet.pieces[box.start : box.end] if p.level == 1)
        after = box.start >= main.end and any(p.key != wanted for p in heads)
        nested = bool(holding) and box.start > own[0] and _is_post(main) and _is_post(box)
        if after or nested:
            cut_range(sheet, box, "related")


def _is_post(box: Box) -> bool:
    """Return whether an <article> says of itself that it is a whole post."""
    return " hentry " in words_of(box.name) or (box.element.get("itemtype") or "").endswith(("Article", "BlogPosting"))


def titled(sheet: Sheet, title: str) -> int | None:
    """Return the index of the heading that is the title: one of the first level, else one that leads nowhere."""
    wanted = key(title)
    same = [
        (p.level != 1, i)
        for i, p in enumerate(sheet.pieces)
        if p.level and p.cut != "hidden" and (p.level == 1 or not p.linked) and p.key == wanted
    ]
    return min(same)[1] if same else None


def headline_of(sheet: Sheet, title: str) -> int | None:
    """Return the index of the headline: the heading that is the title, else the first of the first level, else its words."""
    found = titled(sheet, title)
    if found is not None:
        return found
    first = next((i for i, piece in enumerate(sheet.pieces) if piece.level == 1 and piece.cut != "hidden"), None)
    if first is not None or not (wanted := key(title)):
        return first
    return next((i for i, p in enumerate(sheet.pieces) if p.size < TITLE_CAP and p.key == wanted), None)


def cut_before(sheet: Sheet, title: str) -> None:
    """Cut what stands before the headline, unless a good part of the story does."""
    headline = titled(sheet, title)
    if headline is None:
        return
    order = kept(sheet)
    before = [i for i in order if i < headline]
    weight = sum(sheet.pieces[i].size for i in before if is_prose(sheet.pieces[i]))
    if weight * 3 < 2 * sum(sheet.pieces[i].size for i in order if is_prose(sheet.pieces[i])):
        for i in before:
            if sheet.pieces[i].kind != "image":
                sheet.pieces[i].cut = "navigation"
