"""Line breaks: by the rules, whole, and the same by the quick and the general way."""

from __future__ import annotations

from itertools import accumulate, pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from termread.layout.line_fit import break_lines
from termread.layout.opportunities import UNSEEN, opportunities
from termread.layout.wide import is_wide
from termread.text import graphemes, is_plain, width

PLAIN = "aab  c1 ’‘“”«»\"'-‐–—/!?.,:;()[]$%&…éßжю\xa0_=\n"
WIDE = "世界のっー、。「」（）！・々：１한ab1  é,.:()!?-—…%&#/“”‘’"
ANY = PLAIN + "世界，。「」ー\u200b\xadไทย🇨🇳👨\u200d👩\u0301ايनि１"


def lines(text: str, cells: int) -> list[str]:
    starts = [*break_lines(text, cells), len(text)]
    return [text[a:b] for a, b in pairwise(starts)]


def shown(line: str) -> int:
    return width(line.rstrip(" \n\t").translate(dict.fromkeys(map(ord, UNSEEN))))


@given(st.text(PLAIN, max_size=60))
@settings(max_examples=400, deadline=None)
def test_plain_text_breaks_only_where_uax_14_allows(text):
    from unicode_segmentation_rs import line_break_units

    text = text.replace("\n", "")
    assert is_plain(text)
    allowed = set(accumulate(map(len, line_break_units(text))))
    assert set(opportunities(text).ends) <= allowed


@given(st.text(PLAIN, max_size=60), st.integers(1, 30))
@example("a (b c", 3)
@example("aa\n\nb", 1)
@settings(max_examples=400, deadline=None)
def test_the_quick_way_and_the_general_way_agree(text, cells):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("termread.layout.opportunities.is_plain", lambda _: False)
        general = opportunities(text)
    assert break_lines(text, cells) == general.greedy(cells, cells) == opportunities(text).greedy(cells, cells)
    assert [unit for unit in general.ends if unit not in opportunities(text).ends] == []


@given(st.text(WIDE, max_size=40), st.integers(1, 30))
@settings(max_examples=600, deadline=None)
def test_wide_text_breaks_as_in_the_general_way(text, cells):
    assert is_wide(text)
    assert break_lines(text, cells) == opportunities(text).greedy(cells, cells)


@given(st.text(ANY, max_size=60), st.integers(1, 30))
@settings(max_examples=400, deadline=None)
def test_no_character_is_lost_and_no_line_is_too_wide(text, cells):
    set_lines = lines(text, cells)
    assert "".join(set_lines) == text
    for line in set_lines:
        whole = line.rstrip(" \n\t")
        assert shown(line) <= cells or len(graphemes(whole.strip(UNSEEN))) == 1


@given(st.text(ANY, max_size=60), st.integers(1, 30))
@settings(max_examples=400, deadline=None)
def test_a_grapheme_is_never_cut(text, cells):
    edges = set(accumulate(map(len, graphemes(text)))) | {0}
    assert set(break_lines(text, cells)) <= edges


@given(st.text(ANY, max_size=60), st.integers(1, 30), st.integers(1, 30))
@settings(deadline=None)
def test_lines_begin_in_order(text, cells, first):
    starts = break_lines(text, cells, first)
    assert starts[0] == 0
    assert all(a < b for a, b in pairwise(starts))


@pytest.mark.parametrize(
    ("text", "cells", "expected"),
    [
        ("5\xa0o’clock now", 9, ["5\xa0o’clock ", "now"]),
        ("a well-known way", 8, ["a well-", "known ", "way"]),
        ("an e-mail", 5, ["an ", "e-mai", "l"]),
        ("steady — a pattern", 8, ["steady — ", "a ", "pattern"]),
        ("2019–2021", 6, ["2019–2", "021"]),
        ("co\xadop\xaderation", 7, ["co\xadop\xad", "eration"]),
        ("wo\u200brd", 2, ["wo\u200b", "rd"]),
        ("世界，你好。再见", 4, ["世", "界，", "你", "好。", "再见"]),
        ("「世界」です", 4, ["「世", "界」", "です"]),
        ("他说“世界”很大", 6, ["他说", "“世界”", "很大"]),
        ("コーヒー", 4, ["コー", "ヒー"]),
        ("🇨🇳🇨🇳", 3, ["🇨🇳", "🇨🇳"]),
        ("https://example.com/a/long", 14, ["https://exampl", "e.com/a/long"]),
        ("Quoi ? Non !", 6, ["Quoi ? ", "Non !"]),
        ("il dit « oui » et", 9, ["il dit ", "« oui » ", "et"]),
        ("one\ntwo", 9, ["one\n", "two"]),
    ],
)
def test_lines_of(text, cells, expected):
    assert lines(text, cells) == expected


def test_thai_words_stay_whole_where_a_dictionary_is_installed():
    pytest.importorskip("icu4py", reason="Thai words need the extra [intl]")
    assert lines("ประธานาธิบดีสหรัฐกล่าวว่า", 10) == ["ประธานาธิบดี", "สหรัฐกล่าวว่า"]
