from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termread.article import (
    Article,
    Entry,
    Figure,
    Heading,
    Item,
    Listing,
    Note,
    Paragraph,
    Prose,
    Quote,
)
from termread.pace import minutes, words, words_in


def of(*texts, language=None):
    return Article(language=language, blocks=tuple(Paragraph(Prose(text)) for text in texts))


def test_paragraphs_headings_lists_quotes_and_entries_count():
    blocks = (
        Heading(2, Prose("Two words")),
        Paragraph(Prose("And three more")),
        Listing(ordered=False, items=(Item(Prose("one"), (Paragraph(Prose("two three")),)),)),
        Quote((Paragraph(Prose("four words of somebody")),), cite="him"),
        Entry("10:00", "A title", (Paragraph(Prose("with text")),)),
    )
    assert words(Article(blocks=blocks)) == 2 + 3 + 3 + 5 + 4


def test_captions_and_notes_do_not_count():
    blocks = (Figure(Prose("A caption of five words")), Note("editor", (Paragraph(Prose("Words of the desk")),)))
    assert words(Article(title="A headline", blocks=blocks)) == 0
    assert minutes(Article(blocks=blocks)) == (0, 0)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("One – two", 3),
        ("今日は良い天気です。", 9),
        ("两国元首在釜山会晤，深入沟通。", 13),
        ("APEC 会议在2025年举行", 8),
        ("오늘은 날씨가 좋습니다", 3),
        ("วันนี้อากาศดีมาก", 4),
        ("ภาษาไทย and English", 4),
    ],
)
def test_words_are_counted_in_every_script(text, count):
    assert words_in(text) == count


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "x" * 6008, (6, 7)),
        ("en-GB", "x" * 6008, (6, 7)),
        ("ar", "س" * 612, (1, 2)),
        ("zh-Hans", "字" * 2550, (9, 12)),
        (None, "字" * 2550, (9, 12)),
        (None, "これはひらがなである。" * 100, (3, 4)),
        (None, "안녕하세요 여러분 " * 100, (2, 3)),
        ("sw", "x" * 987, (1, 2)),
        (None, "x", (1, 1)),
    ],
)
def test_minutes_are_a_range_by_language(language, text, expected):
    assert minutes(of(text, language=language)) == expected


@given(st.text())
def test_any_text_has_a_count_and_a_range(text):
    low, high = minutes(of(text))
    assert 0 <= low <= high
    assert words_in(text) >= 0
