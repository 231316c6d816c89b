"""Characters: nothing that steers a terminal passes, and cells are counted as the terminal that takes most of them does."""

from __future__ import annotations

import re
from unicodedata import category

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from termread.text import COMBINING_CAP, STAND_IN, WIDEST, clean, clean_line, graphemes, regex, width

HOSTILE = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from(
            "\x00\x07\x08\x1b\x7f\x80\x9b\x9d\r\n\t\x0b\x85\u2028\u202e\u2066\u200f\ufff9\U000e0041\u0301a"
        ),
        st.characters(categories=["Cs"]),
    ),
    max_size=60,
)


@given(HOSTILE)
@settings(max_examples=400, deadline=None)
def test_no_control_survives(text):
    for letter in clean(text):
        assert letter in "\t\n" or category(letter) not in ("Cc", "Cs", "Zl", "Zp"), ascii(letter)
        assert letter not in "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@given(HOSTILE)
@settings(max_examples=400, deadline=None)
def test_cleaning_twice_is_cleaning_once(text):
    once = clean(text)
    assert clean(once) == once
    line = clean_line(text)
    assert clean_line(line) == line
    assert "\n" not in line


@given(st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"]), max_size=60))
@settings(deadline=None)
def test_honest_text_passes_unchanged(text):
    assert clean(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\x1b[31mb", f"a{STAND_IN}[31mb"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("a\u202eb", f"a{STAND_IN}b"),
        ("\u2067a\u2069", "a"),
        ("e" + "\u0301" * 40, "e" + "\u0301" * COMBINING_CAP),
    ],
)
def test_what_becomes_of(text, expected):
    assert clean(text) == expected


@pytest.mark.parametrize(
    ("text", "cells"), [("abc", 3), ("世界", 4), ("e\u0301", 1), ("🇨🇳", 2), ("👨\u200d👩\u200d👧", 6), ("ไทย", 3)]
)
def test_cells(text, cells):
    assert width(text) == cells


@given(st.text("aé世🇨🇳👨\u200d👩\u0301ไทยิक्षि한각", max_size=30))
@settings(deadline=None)
def test_graphemes_are_the_whole_text(text):
    assert "".join(graphemes(text)) == text


@pytest.mark.parametrize("unseen", ["\ufeff", "\u200b", "\u200d", "\xad", "\u2060"])
def test_a_pile_of_marks_is_capped_though_unseen_characters_part_it(unseen):
    piled = clean("h" + unseen.join(["\u0301" * 6] * 3) + "x")
    assert piled == "h" + "\u0301" * COMBINING_CAP + "x"
    few = "h\u0301\u0301" + unseen + "\u0301x"
    assert clean(few) == few


@pytest.mark.parametrize("letter", ["\u1111", "\u0600", "\U000110bd"])
def test_letters_that_join_without_end_do_not_make_one_that_fits_no_page(letter):
    assert max(map(width, graphemes(letter * 40 + "a"))) <= WIDEST
    for whole in ("\u1112\u1161\u11ab", "\U0001f468\u200d\U0001f469\u200d\U0001f467", "\u0915\u094d\u0937\u094d\u092e"):
        assert graphemes(whole) == [whole]


@pytest.mark.parametrize("mark", ["\u0301", "\u0f71", "\u302a", "\ua8e0", "\u1ab0", "\ufe0f", "\U000e0101", "\u180b"])
@pytest.mark.parametrize("between", ["", "\u200b", "\u2062\ufeff"])
def test_no_more_marks_of_any_script_are_piled_up_than_one_letter_may_keep(mark, between):
    found = clean("a" + (mark + between) * 50 + "b")
    assert found.count(mark) <= COMBINING_CAP
    assert clean(found) == found


def test_the_flags_of_the_home_nations_are_shown():
    flags = [
        "\U0001f3f4" + "".join(chr(0xE0000 + ord(letter)) for letter in code) + "\U000e007f"
        for code in ("gbeng", "gbsct", "gbwls")
    ]
    for flag in flags:
        assert clean(f"Go {flag} go") == f"Go {flag} go"
        assert graphemes(clean(flag)) == [flag]
        assert width(flag) == 2


@pytest.mark.parametrize("code", ["gbxxx", "gben", "gbeng secret"])
def test_tags_that_say_anything_else_are_seen(code):
    tags = "".join(chr(0xE0000 + ord(letter)) for letter in code) + "\U000e007f"
    assert clean(f"\U0001f3f4{tags}") == "\U0001f3f4" + "\ufffd" * len(tags)
    assert clean(f"a{tags}") == "a" + "\ufffd" * len(tags)


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("शिक्षा", 5),  # two spacing marks and two letters that the framework joins to one
        ("திட்டத்தை", 7),
        ("မြန်မာ", 5),
        ("\N{MAN}\u200d\N{WOMAN}\u200d\N{GIRL}", 6),
        ("\N{THUMBS UP SIGN}\N{EMOJI MODIFIER FITZPATRICK TYPE-4}", 4),
        ("\N{HEAVY BLACK HEART}\ufe0f", 2),
        ("日本語", 6),
        ("naïve", 5),
    ],
)
def test_width_is_what_a_terminal_takes_that_joins_no_letters(text, cells):
    assert width(text) == cells


def test_each_spacing_mark_may_take_a_cell():
    marks = [chr(code) for code in range(0x110000) if category(chr(code)) == "Mc"]
    assert [ascii(mark) for mark in marks if width("a" + mark) < 2] == []


@given(st.text())
def test_width_is_never_less_than_what_the_framework_counts(text):
    assert width(text) >= cell_len(text)


def test_a_lazy_pattern_finds_what_a_compiled_one_does():
    lazy, compiled = regex(r"(?P<word>[a-z]+)\d?", re.IGNORECASE), re.compile(r"(?P<word>[a-z]+)\d?", re.IGNORECASE)
    text = "Up1 and down2"
    for _ in range(2):
        assert lazy.match(text, 4)["word"] == compiled.match(text, 4)["word"] == "and"
        assert lazy.sub("-", text, count=1) == compiled.sub("-", text, count=1)
        assert lazy.findall(text) == compiled.findall(text)
        assert list(map(lazy.fullmatch, ["1"])) == [None]
    assert (lazy.pattern, lazy.flags) == (r"(?P<word>[a-z]+)\d?", re.IGNORECASE)
