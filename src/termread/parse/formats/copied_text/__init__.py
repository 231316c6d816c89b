"""Text copied off a page: the article in it, among banners, menus and repeated captions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from termread.article import Article, Block, Cut, Figure, Heading, Item, Listing, Paragraph, Prose, headed
from termread.errors import Empty
from termread.parse.formats import text_reader
from termread.parse.formats.copied_text.header import first_text, headline_of, read_above, text_begins
from termread.parse.formats.copied_text.lines import Line, is_dated, is_sign, lines_of, region_of, runs
from termread.parse.page.compose.notes import with_notes
from termread.parse.page.images.credits import is_credit, split_credit
from termread.parse.phrasebook import Phrases, detected_language, phrases_for
from termread.text import regex

LONGEST_CAPTION = 420
LONGEST_HEADING = 140
LONGEST_BANNER = 600
_BULLET = regex(r"^(?:[•‣▪◦●○■□–—*·-]|\d{1,2}[.)])\s+\S")


def article_in(text: str, url: str | None = None) -> Article:
    """Return the article in *text*; raises Empty if there is only whitespace."""
    lines = lines_of(text)
    if not lines:
        raise Empty("There is no text in it.")
    language = detected_language("\n".join(line.text for line in lines if runs(line)))
    phrases = phrases_for(language)
    cut_banners(lines, phrases)
    start, stop = region_of(lines, phrases)
    if start == stop:
        return _as_it_stands(lines, language, url)
    head = headline_of(lines, start, stop, phrases)
    if head is None and start == 0 and _may_title(lines):
        head = 0
    begin = start if head is None else head + 1
    story = lines[begin:stop]
    first = text_begins(story, first_text(lines, begin, stop) - begin, phrases)
    sort(story, lines[head].key if head is not None else "", first, phrases)
    above = read_above(story, first, phrases)
    blocks, cuts = blocks_of(story, language)
    before = lines[:begin] if head is None else [*lines[:head], *lines[head + 1 : begin]]
    return headed(
        above,
        title=lines[head].text if head is not None else "",
        language=language,
        url=url,
        blocks=tuple(with_notes(blocks, phrases)),
        cut=(*cut_of(before, -1), *cuts, *cut_of(lines[stop:], len(blocks) - 1)),
    )


read_copied = text_reader(article_in)


def _as_it_stands(lines: Sequence[Line], language: str | None, url: str | None) -> Article:
    """Return every line as a paragraph; a short first line with others below it becomes the title."""
    first = lines[0].text
    titled = _may_title(lines)
    blocks = tuple(Paragraph(Prose(line.text)) for line in lines[titled:])
    return Article(title=first if titled else "", language=language, url=url, blocks=blocks)


def _may_title(lines: Sequence[Line]) -> bool:
    """Whether the first line is short, not a sentence, and has others below it."""
    return len(lines) > 1 and len(lines[0].text) <= 120 and not lines[0].stops


def cut_banners(lines: Sequence[Line], phrases: Phrases) -> None:
    """Cut the lines that ask for consent, wherever they are, and the labels around them."""
    asking = [line.size < LONGEST_BANNER and phrases.holds("consent", line.text) is not None for line in lines]
    for i, line in enumerate(lines):
        if asking[i] and (
            runs(line) or any(asking[j] and runs(lines[j]) for j in (i - 1, i + 1) if 0 <= j < len(lines))
        ):
            line.cut = "consent"


def sort(story: Sequence[Line], title: str, first: int, phrases: Phrases) -> None:
    """Give the lines of the story their roles, and those that are not part of it the reasons to cut them.

    *title* is the headline's key; the text begins at index *first*, after what leads into it.
    """
    cut_phrases(story, phrases)
    caption(story, phrases)
    cut_repeats(story, title)
    label(story[first:])


def cut_phrases(story: Sequence[Line], phrases: Phrases) -> None:
    """Cut the lines whose words say that they are not part of the story."""
    for line in story:
        if line.size < 300 and phrases.is_whole("advertisement", line.text):
            line.cut = "advertisement"
        elif is_sign(line, phrases) or (line.size < 240 and phrases.is_read_more(line.text)):
            line.cut = "related"
        elif phrases.is_whole("footer", line.text):
            line.cut = "footer"


def caption(story: Sequence[Line], phrases: Phrases) -> None:
    """Find captions: repeated in a row, ending with a credit, or followed by one."""
    for i, line in enumerate(story):
        if line.cut or line.role or line.size > LONGEST_CAPTION:
            continue
        if is_credit(line.text, phrases.language) and line.size < 120:
            line.role = "credit"
            continue
        twin = next((other for other in story[i + 1 : i + 4] if _says_again(line, other)), None)
        if twin is not None:
            _join(story, i, story.index(twin, i + 1))
        elif _ends_in_credit(line, phrases):
            line.role = "caption"


def _join(story: Sequence[Line], first: int, last: int) -> None:
    """Merge a caption and its repetition into the fuller of the two."""
    one, other = story[first], story[last]
    fuller, lesser = (one, other) if len(one.text) >= len(other.text) else (other, one)
    fuller.role, fuller.cut, lesser.role, lesser.cut = "caption", None, None, "repeat"


def _says_again(line: Line, other: Line) -> bool:
    if line.size < 15 or other.cut == "repeat" or not line.key:
        return False
    if line.key == other.key:
        return True
    return (
        len(line.key) > 25
        and other.size < LONGEST_CAPTION
        and (other.key.startswith(line.key) or line.key.startswith(other.key))
        and len(other.key) > 25
    )


def _ends_in_credit(line: Line, phrases: Phrases) -> bool:
    caption, credit = split_credit(line.text, phrases.language)
    return bool(credit) and len(caption) >= 15 and not re.search(r"[.!?…] \S.*[.!?…] \S.*[.!?…]", caption)


def cut_repeats(story: Sequence[Line], title: str) -> None:
    """Cut repetitions: the headline, captions, and labels found all over the page."""
    seen = {title}
    for line in story:
        if line.cut or not line.key:
            continue
        if line.key in seen:
            line.cut = "repeat"
        elif line.times > 2 and line.size < 80 and not line.stops and line.role is None:
            line.cut = "label"
        elif line.size > 25:
            seen.add(line.key)


def label(story: Sequence[Line]) -> None:
    """Tell headings from labels: a line alone above running text that is not a sentence is a heading."""
    known = Counter(word for line in story if runs(line) and not line.cut for word in line.words)
    for run in _runs_of_short(story):
        if all(_BULLET.match(line.text) for line in run) or _is_list(run, known):
            for line in run:
                line.role = "item"
            continue
        for line in run[:-1]:
            line.cut = line.cut or "label"
        last = run[-1]
        if is_dated(last.text) or last.size > LONGEST_HEADING or last is _last(story):
            last.cut = last.cut or "label"
        else:
            last.role = "heading"


def _runs_of_short(story: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield runs of lines that are not sentences and have no role yet."""
    run: list[Line] = []
    for line in story:
        if line.cut or line.role in ("caption", "credit"):
            continue
        if line.role is None and not line.sentence and not (line.size > LONGEST_HEADING):
            run.append(line)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _is_list(run: Sequence[Line], known: Counter[str]) -> bool:
    if len(run) < 3:
        return False
    words = [word for line in run for word in line.words]
    return bool(words) and sum(known[word] > 0 for word in words) > 0.6 * len(words)


def _last(story: Sequence[Line]) -> Line | None:
    return next((line for line in reversed(story) if line.cut is None), None)


HEADER = ("byline", "date", "dek", "title")


def blocks_of(lines: Sequence[Line], language: str | None) -> tuple[list[Block], list[Cut]]:
    """Return the blocks made of the story's lines, and what was cut between them."""
    blocks: list[Block] = []
    cuts: list[Cut] = []
    for line in lines:
        if line.cut:
            cuts.append(Cut(line.cut, line.text, len(blocks) - 1))
        elif line.role not in HEADER:
            _set(line, blocks, language)
    return blocks, cuts


def _set(line: Line, blocks: list[Block], language: str | None) -> None:
    last = blocks[-1] if blocks else None
    match line.role:
        case "caption":
            caption, credit = split_credit(line.text, language)
            if isinstance(last, Figure) and not last.caption.text:
                blocks[-1] = Figure(Prose(caption), credit or last.credit)
            else:
                blocks.append(Figure(Prose(caption), credit))
        case "credit":
            credit = split_credit(line.text, language)[1] or line.text
            if isinstance(last, Figure) and not last.credit:
                blocks[-1] = Figure(last.caption, credit)
            elif not isinstance(last, Figure):
                blocks.append(Figure(credit=credit))
        case "heading":
            blocks.append(Heading(2, Prose(line.text)))
        case "item":
            items = last.items if isinstance(last, Listing) else ()
            listing = Listing(False, (*items, Item(Prose(line.text.lstrip("•‣▪◦●○■□–—*·- ")))))
            blocks[-1:] = [listing] if isinstance(last, Listing) else [*blocks[-1:], listing]
        case _:
            blocks.append(Paragraph(Prose(line.text)))


def cut_of(lines: Sequence[Line], after: int) -> tuple[Cut, ...]:
    """Return the lines outside the story as one cut."""
    text = "\n".join(line.text for line in lines)
    return (Cut("furniture", text, after),) if text else ()
