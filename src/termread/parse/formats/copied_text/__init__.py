"""Find the article in text copied off a page, among banners, menus and repeated captions."""

from __future__ import annotations

from collections.abc import Sequence

from termread.article import Article, Paragraph, Prose, headed
from termread.document import Document
from termread.errors import Empty
from termread.parse.charset import decode
from termread.parse.formats.copied_text.blocks import blocks_of, cut_banners, cut_of, sort
from termread.parse.formats.copied_text.header import first_text, headline_of, read_above, text_begins
from termread.parse.formats.copied_text.lines import Line, lines_of, region_of, runs
from termread.parse.page.compose.notes import with_notes
from termread.parse.parsed import Parsed, Settings
from termread.parse.phrasebook import detected_language, phrases_for


def read_copied(document: Document, settings: Settings) -> Parsed:
    """Return the article in text copied off a page; raises Empty if there is only whitespace."""
    del settings
    decoded = decode(document.data, declared=document.charset, chosen=document.chosen)
    return Parsed(article_in(decoded.text, document.url), decoded.charset, decoded.by)


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


def _as_it_stands(lines: Sequence[Line], language: str | None, url: str | None) -> Article:
    """Return every line as a paragraph; a short first line with others below it becomes the title."""
    first = lines[0].text
    titled = _may_title(lines)
    blocks = tuple(Paragraph(Prose(line.text)) for line in lines[titled:])
    return Article(title=first if titled else "", language=language, url=url, blocks=blocks)


def _may_title(lines: Sequence[Line]) -> bool:
    """Whether the first line is short, not a sentence, and has others below it."""
    return len(lines) > 1 and len(lines[0].text) <= 120 and not lines[0].stops
