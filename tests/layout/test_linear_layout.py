"""Setting a text, and looking for places in it, takes work in proportion to its length, whatever it is made of."""

from __future__ import annotations

import re
import sys

import pytest

from termread.article import (
    Article,
    Cell,
    Code,
    Cut,
    Footnote,
    Footnotes,
    Heading,
    Item,
    Listing,
    Mark,
    Paragraph,
    Passage,
    Place,
    Prose,
    Quote,
    Table,
)
from termread.layout import Page, lay_out
from termread.layout.passages import Fragment, find_fragment, locate
from termread.layout.places import move, starts
from termread.layout.search import find

pytestmark = pytest.mark.slow


FEW, TIMES = 800, 4
NEARLY = 5.5
"""How much more work four times the text may take: four times and little more, where a quadratic rule takes sixteen."""


def over(unit: str):
    return lambda count: (unit * (count // len(unit) + 1))[:count]


def between(first: str, unit: str, last: str = ""):
    return lambda count: first + over(unit)(count) + last


TEXTS = {
    "digits": over("0123456789"),
    "stops": over("."),
    "punctuation": over(".,;:!?"),
    "hyphens": over("-"),
    "dashes": over("—"),
    "quotation marks": over("“"),
    "brackets": over("("),
    "words in brackets": over("(a"),
    "one word": over("abcdefghij"),
    "short words": over("a b "),
    "an address": between("https://example.com/", "a/b?c=d&"),
    "spaces before a stop": between("a", " ", "."),
    "spaces between words": between("a", " ", "b"),
    "spaces of no break": over("\xa0"),
    "tabs": over("a\t"),
    "newlines": over("a\n"),
    "empty rows": over("\n"),
    "marks on one letter": between("a", "\u0301"),
    "a mark on each letter": over("a\u0301"),
    "joined people": over("\U0001f468\u200d"),
    "flags": over("🇩🇪"),
    "emoji": over("😀"),
    "chosen shapes": over("a\ufe0f"),
    "Hebrew": over("שלום "),
    "Hebrew without a space": over("ש"),
    "Hebrew and brackets": between("ש", "(["),
    "Hebrew and pairs of brackets": between("ש", "(a)"),
    "Hebrew and Latin": over("abc שלום (1,2) "),
    "Arabic and numbers": over("مرحبا ١٢٣ "),
    "Chinese": over("港口用了六年"),
    "Chinese stops": over("。"),
    "Chinese and spaces": between("字", " ", "。"),
    "Japanese ties": over("字 ー"),
    "Thai": over("ก"),
    "Georgian": over("ა"),
    "Georgian after digits": between("ა", "0123456789"),
    "Georgian after stops": between("ა", "-,"),
    "Hindi": over("क्ष"),
    "old Korean": over("\u1100"),
    "empty spaces": over("\u200b"),
    "words and empty spaces": over("a\u200b"),
    "word joiners": over("a\u2060"),
    "soft hyphens": over("ab\xad"),
    "soft hyphens alone": over("\u200b\xad"),
    "long words": over("extraordinary "),
}
PAGES = {
    "greedy": Page(40),
    "optimal": Page(40, wrap="optimal"),
    "hyphenated": Page(40, hyphenate=True, justify=True, spacing=1),
    "in visual order": Page(40, bidi="visual", paragraphs="indent"),
    "narrow": Page(3),
}


def several(make, size: int = 30):
    return lambda count: tuple(make(number) for number in range(count // size))


def listing(depth: int) -> Listing:
    inner = (listing(depth - 1),) if depth else ()
    return Listing(False, (Item(Prose("An item"), inner),))


BLOCKS = {
    "a heading": lambda count: (Heading(2, Prose(over("word ")(count))),),
    "a heading of digits": lambda count: (Heading(2, Prose(over("1")(count))),),
    "code in one row": lambda count: (Code(over("a = (ש) ")(count)),),
    "code in rows": lambda count: (Code(over("a\n")(count)),),
    "a cell": lambda count: (Table(((Cell(Prose(over("1 ")(count))), Cell(Prose("x"))),)),),
    "a cell of spaces": lambda count: (Table(((Cell(Prose("1" + " " * count + "x")), Cell(Prose("x"))),)),),
    "rows of cells": lambda count: (Table(several(lambda n: (Cell(Prose(f"{n}")), Cell(Prose("b"))), 8)(count)),),
    "a row of cells": lambda count: (Table((several(lambda n: Cell(Prose(f"{n}")), 20)(count),)),),
    "a long row and short ones": lambda count: (
        Table((several(lambda n: Cell(Prose("a")))(count), *several(lambda n: (Cell(Prose("b")),))(count))),
    ),
    "a row of heads": lambda count: (
        Table((several(lambda n: Cell(Prose(f"Head {n}"), header=True), 60)(count), (Cell(Prose("b")),))),
    ),
    "items": lambda count: (Listing(True, several(lambda n: Item(Prose(f"Item {n}")))(count)),),
    "nested lists": several(lambda n: listing(6), 8),
    "quotations": lambda count: (Quote(several(lambda n: Paragraph(Prose(f"Line {n}")))(count)),),
    "footnotes": lambda count: (Footnotes(several(lambda n: Footnote(f"{n}", Prose("A note")))(count)),),
    "links": lambda count: (
        Paragraph(Prose("ab " * count, several(lambda n: Mark(30 * n, 30 * n + 9, "link", "#"))(3 * count))),
    ),
    "short paragraphs": several(lambda n: Paragraph(Prose(f"Paragraph {n}")), 10),
}
LOOKING = {
    "sentences of stops": lambda text: starts(text("."), "sentence"),
    "sentences of stops and quotation marks": lambda text: starts(text(".”"), "sentence"),
    "many words on": lambda text: move(article(text("ab ")), Place(0), "word", 100 * len(text("ab ")) // FEW),
    "a quote that repeats itself": lambda text: locate(
        article(text("a")), Passage(Place(0), Place(0, 5), text("a")[: len(text("a")) // 2], "x", "y")
    ),
    "a quote that stands everywhere": lambda text: locate(
        article(text("ab ")), Passage(Place(0), Place(0, 1), "ab", "x", "y")
    ),
    "words": lambda text: find(article(text("a  ")), "a b"),
    "a fragment without its end": lambda text: find_fragment(article(text("a ")), Fragment("a", "b")),
    "a fragment with context": lambda text: find_fragment(article(text("a, ")), Fragment("a", "b", "a", "c")),
}


def article(text: str) -> Article:
    return Article("A title", language="en", blocks=(Paragraph(Prose(text)),))


class Meter:
    """Counts calls, the characters that patterns go over, and those that are copied out of a text."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.count = 0
        meter = self

        class Text(str):
            """A text whose copies are counted."""

            __slots__ = ()

            def __getitem__(self, index):
                found = str.__getitem__(self, index)
                meter.count += len(found) // 8
                return Text(found) if isinstance(index, slice) else found

            def __add__(self, other):
                meter.count += (len(self) + len(other)) // 8
                return str.__add__(self, other)

            def __hash__(self):
                return str.__hash__(self)

            def __eq__(self, other):
                return str.__eq__(self, other)

        class Pattern:
            """A pattern that counts what it goes over."""

            def __init__(self, pattern: re.Pattern[str]) -> None:
                self._pattern = pattern

            def __getattr__(self, name: str):
                return getattr(self._pattern, name)

            def _go(self, way: str, text: str, first: int = 0, last: int = sys.maxsize) -> re.Match[str] | None:
                found = getattr(self._pattern, way)(text, first, last)
                end = found.end() if found else min(len(text), last) if way == "search" else self._reach(text, first)
                meter.count += max(0, end - first) // 8
                return found

            def _reach(self, text: str, first: int) -> int:
                """Return how far a match is looked for that is not there: over all that its first part takes."""
                head = re.match(r"\[[^\]]*\]\*", self._pattern.pattern)
                return re.compile(head.group()).match(text, first).end() if head else first

            def match(self, *arguments):
                return self._go("match", *arguments)

            def search(self, *arguments):
                return self._go("search", *arguments)

        class Patterns:
            """The module `re`, with patterns that count."""

            def __getattr__(self, name: str):
                return getattr(re, name)

            def compile(self, pattern: str, flags: int = 0) -> Pattern:
                return Pattern(re.compile(pattern, flags))

            def search(self, pattern: str, text: str, flags: int = 0) -> re.Match[str] | None:
                return self.compile(pattern, flags).search(text)

        self.text = Text
        for name, module in list(sys.modules.items()):
            if name.startswith("termread.layout"):
                for each, value in list(vars(module).items()):
                    if isinstance(value, re.Pattern):
                        monkeypatch.setattr(module, each, Pattern(value))
                    elif value is re:
                        monkeypatch.setattr(module, each, Patterns())

    def of(self, work) -> int:
        """Return what *work* takes."""
        self.count = 0

        def note(_frame, event, _argument):
            self.count += event in ("call", "c_call")

        before = sys.getprofile()
        sys.setprofile(note)
        try:
            work()
        finally:
            sys.setprofile(before)
        return self.count


@pytest.fixture
def meter(monkeypatch):
    # Everything is loaded before its patterns are taken.
    for page in PAGES.values():
        set_whole((Paragraph(Prose("港口 “ש” a\u0301 ก")), Heading(2, Prose("a b"))), page)
    find(article("é"), "e")
    return Meter(monkeypatch)


def set_whole(blocks, page: Page, **more) -> None:
    layout = lay_out(Article("A title", language="en", blocks=blocks, **more), page)
    layout.lines(0, layout.height)


def assert_linear(meter: Meter, work) -> None:
    work(FEW // 2)  # what is loaded once is not counted, nor what is remembered of words as long
    few = meter.of(lambda: work(FEW))
    assert meter.of(lambda: work(TIMES * FEW)) < NEARLY * few


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("kind", TEXTS)
def test_a_paragraph_of_anything_is_set_in_proportion_to_its_length(kind, page, meter):
    make = TEXTS[kind]
    assert_linear(meter, lambda count: set_whole((Paragraph(Prose(meter.text(make(count)))),), PAGES[page]))


@pytest.mark.parametrize("page", [Page(40), Page(40, bidi="visual", tables="records")], ids=["wide", "records"])
@pytest.mark.parametrize("kind", BLOCKS)
def test_blocks_of_every_kind_are_set_in_proportion_to_their_length(kind, page, meter):
    assert_linear(meter, lambda count: set_whole(BLOCKS[kind](count), page))


def test_what_was_cut_is_shown_in_proportion_to_what_was_cut(meter):
    def work(count):
        cuts = tuple(Cut("advertisement", "Buy", number) for number in range(count // 10))
        set_whole(BLOCKS["short paragraphs"](count), Page(40, cuts=True), cut=cuts)

    assert_linear(meter, work)


@pytest.mark.parametrize("kind", LOOKING)
def test_places_are_found_in_proportion_to_the_length_of_the_text(kind, meter):
    assert_linear(meter, lambda count: LOOKING[kind](lambda unit: meter.text(over(unit)(count))))
