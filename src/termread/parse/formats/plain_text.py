"""Plain text files: paragraphs are joined; title, headings, lists and code are recognized by their look."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from termread.article import Article, Block, Code, Header, Heading, Item, Listing, Paragraph, Prose, Quote, Rule, headed
from termread.errors import Empty
from termread.parse.formats import text_reader
from termread.parse.metadata.dates import date_in
from termread.parse.metadata.names import names_in
from termread.parse.phrasebook import Phrases, detected_language, phrases_for
from termread.text import clean, clean_line, regex
from termread.values import dataclass

_UNDERLINE = regex(r"^\s*([=\-~^#*])\1{2,}\s*$")
_RULE = regex(r"^\s*([-*_=~#]\s?)\1{2,}\s*$")
_BULLET = regex(r"^\s{0,8}([-*+•‣◦–]|\(?\d{1,3}[.)])\s+(?=\S)")
_NUMBERED = regex(r"^\s*\(?\d")
_SECTION = regex(
    r"^(?:(?:\d{1,2}\.)+|[IVXLC]{1,6}\.|(?:chapter|part|section|kapitel|chapitre|capítulo)\s+\S+)\s*\S?", re.IGNORECASE
)
_STOPS = regex(r"[.!?…。！？:;,][\"'”’»)\]]*$")
LONGEST_HEADING = 90
INDENT = 4
"""Spaces that indent code."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """The lines between two blank lines."""

    lines: tuple[str, ...]

    @property
    def joined(self) -> str:
        """Return the lines joined into one."""
        return clean_line(" ".join(self.lines))


def essay_in(text: str, url: str | None = None) -> Article:
    """Return the article in hard-wrapped text; raises Empty if there is only whitespace."""
    stretches = list(stretches_of(clean(text).expandtabs(4)))
    if not stretches:
        raise Empty("There is no text in it.")
    language = detected_language(" ".join(stretch.joined for stretch in stretches[:200]))
    phrases = phrases_for(language)
    title, rest = _title(_parted(stretches, phrases))
    told = _told(rest[0].lines, phrases) if rest else None
    told, rest = (told, rest[1:]) if told is not None else (Header(), rest)
    blocks = tuple(block for stretch in rest for block in blocks_of(stretch))
    return headed(told, title=title, language=language, url=url, blocks=blocks)


read_plain = text_reader(essay_in)


def stretches_of(text: str) -> Iterator[Stretch]:
    """Yield the stretches of *text* between blank lines."""
    lines: list[str] = []
    for line in [*text.split("\n"), ""]:
        if line.strip():
            lines.append(line.rstrip())
        elif lines:
            yield Stretch(tuple(lines))
            lines = []


def blocks_of(stretch: Stretch) -> Iterator[Block]:
    """Yield the blocks of a stretch."""
    lines = stretch.lines
    if len(lines) > 1 and _UNDERLINE.match(lines[1]) and len(lines[0].strip()) <= LONGEST_HEADING:
        yield Heading(2 if lines[1].strip()[0] in "=#*" else 3, Prose(clean_line(lines[0])))
        if lines[2:]:
            yield from blocks_of(Stretch(lines[2:]))
    elif _RULE.match(stretch.lines[0]) and len(lines) == 1:
        yield Rule()
    elif all(line.lstrip().startswith(">") for line in lines):
        yield Quote((Paragraph(Prose(clean_line(" ".join(line.lstrip("> ") for line in lines)))),))
    elif _BULLET.match(lines[0]):
        yield _listing(lines)
    elif all(line.startswith(" " * INDENT) for line in lines) and _is_code(lines):
        yield Code("\n".join(line[INDENT:] for line in lines))
    elif _is_heading(stretch):
        yield Heading(2, Prose(stretch.joined))
    else:
        yield from _paragraphs(lines)


def _paragraphs(lines: Sequence[str]) -> Iterator[Block]:
    """Yield paragraphs; a list may follow its sentence without a blank line."""
    for at, line in enumerate(lines):
        if at and _BULLET.match(line) and lines[at - 1].rstrip().endswith(":"):
            yield Paragraph(Prose(clean_line(" ".join(lines[:at]))))
            yield _listing(lines[at:])
            return
    yield Paragraph(Prose(clean_line(" ".join(lines))))


def _listing(lines: Sequence[str]) -> Listing:
    items: list[str] = []
    for line in lines:
        if _BULLET.match(line) or not items:
            items.append(_BULLET.sub("", line))
        else:
            items[-1] += " " + line.strip()
    ordered = bool(_NUMBERED.match(lines[0]))
    first = re.search(r"\d+", lines[0]) if ordered else None
    start = int(first.group()) if first else 1
    return Listing(ordered, tuple(Item(Prose(clean_line(item))) for item in items), start)


def _is_code(lines: Sequence[str]) -> bool:
    """Return whether indented lines are code rather than an indented paragraph."""
    text = "\n".join(lines)
    return bool(re.search(r"[{}=<>$|;_]|\w\(|--\w|/\w", text)) and not re.search(
        r"[.!?] +[A-Z][a-z]+ [a-z]+ [a-z]+", text
    )


def _is_heading(stretch: Stretch) -> bool:
    text = stretch.joined
    if len(stretch.lines) > 1 or len(text) > LONGEST_HEADING or not any(c.isalpha() for c in text):
        return False
    return (text.isupper() and len(text) > 3) or bool(_SECTION.match(text)) or not _STOPS.search(text)


def _title(stretches: Sequence[Stretch]) -> tuple[str, list[Stretch]]:
    """Return the title, which is the first stretch if it is short and not a sentence, and the rest."""
    first = stretches[0]
    lines = first.lines
    if len(lines) > 1 and _UNDERLINE.match(lines[0]) and _UNDERLINE.match(lines[-1]):
        lines = lines[1:]
    if len(lines) > 1 and _UNDERLINE.match(lines[1]):
        rest = [Stretch(lines[2:])] if lines[2:] else []
        return clean_line(lines[0]).strip("# "), [*rest, *stretches[1:]]
    if len(lines) <= 3 and len(first.joined) <= 150 and len(stretches) > 1 and not _BULLET.match(lines[0]):
        ends = first.joined[-1:]
        if ends not in ".,;:" or first.joined.isupper():
            return first.joined.strip("# "), list(stretches[1:])
    return "", list(stretches)


LONGEST_TOLD, LONGEST_DATE = 100, 40
"""Characters of the longest byline and the longest date."""


def _parted(stretches: Sequence[Stretch], phrases: Phrases) -> list[Stretch]:
    """Return *stretches* with a byline below the title split off as a stretch of its own."""
    lines = stretches[0].lines
    for at in range(1, min(len(lines), 4)):
        if _told(lines[at:], phrases) is not None:
            return [Stretch(lines[:at]), Stretch(lines[at:]), *stretches[1:]]
    return list(stretches)


def _told(lines: Sequence[str], phrases: Phrases) -> Header | None:
    """Return the author and date in *lines*, or None if a line says anything else."""
    byline, published = None, None
    for line in map(clean_line, lines):
        date = date_in(line)
        if phrases.starts("byline", line) and len(line) <= LONGEST_TOLD and not _STOPS.search(line):
            byline, published = line, published or date
        elif date and len(line) <= LONGEST_DATE:
            published = date
        else:
            return None
    authors = tuple(names_in(byline, phrases)) if byline else ()
    return Header(byline=byline, authors=authors, published=published)
