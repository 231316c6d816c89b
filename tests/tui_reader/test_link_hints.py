"""Hints stand in blanks before their links, or the text moves for them, so that every letter of the text can still be read."""

from __future__ import annotations

import pytest

from termread.article import Article, Item, Listing, Mark, Paragraph, Prose
from termread.layout import Page
from termread.palette import THEMES
from termread.text import drawn_width
from termread.tui.page.pager import Pager
from termread.tui.page.rows import Inks, joined, with_labels
from termread.tui.page.tty import keys_in


def linked(text: str, *words: str) -> Prose:
    marks = []
    at = 0
    for number, word in enumerate(words):
        at = text.index(word, at)
        marks.append(Mark(at, at + len(word), "link", f"https://example.com/{number}"))
        at += len(word)
    return Prose(text, tuple(marks))


def pager_of(*blocks, columns: int = 60) -> Pager:
    pager = Pager(THEMES["dusk"], Page(50))
    pager.show(Article(blocks=blocks))
    pager.resize(columns, 30)
    return pager


def texts(pager: Pager) -> list[str]:
    return [row.text for row in pager.frame()[:-1]]


def hinted(pager: Pager) -> list[str]:
    """The rows while the hints show, each no word poorer and no cell longer than before."""
    before = texts(pager)
    pager.acts["hints"]()
    after = texts(pager)
    for old, new in zip(before, after, strict=True):
        assert drawn_width(old) == drawn_width(new)
        letters = iter(new)
        assert all(letter in letters for letter in old if letter != " "), (old, new)
    return after


@pytest.mark.parametrize(
    ("text", "words", "row"),
    [
        ("A ferry and a boat.", ("ferry",), "Aaferry and a boat."),
        ("Ferry and a boat.", ("Ferry", "boat"), "aFerry and asboat."),
        ("The (old) “ferry” left.", ("old", "ferry"), "Thea(old)s“ferry” left."),
        ("A motorboat left.", ("boat",), "A motoraboat left."),
        ("It left¹,² in time.", ("¹", "²"), "It lefta¹,s² in time."),
    ],
)
def test_a_hint_stands_in_the_blank_before_its_link(text, words, row):
    assert hinted(pager_of(Paragraph(linked(text, *words))))[0].strip() == row


def test_a_hint_before_the_first_word_of_a_line_stands_in_the_margin():
    pager = pager_of(Paragraph(linked("Ferry.", "Ferry")))
    assert hinted(pager)[0].index("aFerry") == pager.geometry.left - 1


def test_many_links_show_the_letter_to_type_next():
    pager = pager_of(
        *(Paragraph(linked(f"Go to {n} now", str(n))) for n in range(14)), Paragraph(linked("z " * 20, *"z" * 20))
    )
    shown = hinted(pager)
    assert shown[0].strip() == "Go toa0 now"
    for key in keys_in(b"s"):
        pager.status.key(key)
    rows = [row.strip() for row in texts(pager)]
    assert rows[0] == "Go to 0 now"
    assert "zazszdzfzg" in rows[28]


def test_text_without_blanks_moves_for_its_hints():
    text = "港の再建は六年で終わった。" * 6
    pager = pager_of(Paragraph(linked(text, "再建", "六年", "終わ")), columns=58)
    before = texts(pager)
    rows = hinted(pager)
    assert rows[0].strip().startswith("港のa再建はs六年でd終わった。港の再建")
    assert [row.rstrip() for row in rows[1:]] == [row.rstrip() for row in before[1:]]


@pytest.mark.parametrize(
    ("text", "words", "row"),
    [
        ("前の、次の、中", ("前", "次", "中"), "a前の、s次の、d中"),
        ("Anti-war and “war” on one/two", ("war", "“war", "two"), "Anti-awar ands“war” on one/dtwo"),
        ("Say “war” twice", ("war",), "Saya“war” twice"),
    ],
)
def test_a_hint_stands_right_before_its_link(text, words, row):
    assert hinted(pager_of(Paragraph(linked(text, *words))))[0].strip() == row


def test_where_nothing_can_move_a_hint_takes_a_punctuation_mark():
    inks = Inks(THEMES["dusk"])
    row = joined([("前の、次の、中中", inks.ink())], inks.ink(), 16)
    assert with_labels(row, [(0, "a"), (6, "s"), (12, "d")], inks).text == "a の s次の d中中"


def test_an_item_keeps_its_words():
    pager = pager_of(Listing(False, (Item(linked("One ferry", "One")), Item(linked("Two", "Two")))))
    assert [row.strip() for row in hinted(pager)[:2]] == ["•aOne ferry", "•sTwo"]
