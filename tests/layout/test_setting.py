"""What the ways of setting do to a paragraph."""

from __future__ import annotations

import itertools
import re
import subprocess
import sys
from itertools import accumulate

import pytest
from articles import TEXT, paragraph
from hypothesis import given, settings
from hypothesis import strategies as st

from termread.article import (
    Article,
    Cell,
    Code,
    Cut,
    Entry,
    Figure,
    Heading,
    Mark,
    Note,
    Paragraph,
    Place,
    Prose,
    Quote,
    Table,
)
from termread.layout import Page, lay_out
from termread.layout.bidi import in_visual_order, levels_of
from termread.layout.line_fit import break_lines, fit
from termread.layout.model import Heights, Run, justified


def rows(article: Article, page: Page) -> list[str]:
    layout = lay_out(article, page)
    return [line.text for line in layout.lines(0, layout.height)]


def texts(text: str, **page) -> list[str]:
    return rows(Article(language="en", blocks=(paragraph(text),)), Page(**page))


def ragged(lines: list[str], width: int) -> int:
    return sum((width - len(line)) ** 2 for line in lines[:-1])


def test_justified_lines_are_full_but_the_last():
    lines = texts(TEXT, width=60, justify=True)
    plain = texts(TEXT, width=60)
    assert [" ".join(line.split()) for line in lines] == plain
    assert {len(line) for line in lines[:-1]} <= {60, *map(len, plain)}
    assert any(len(line) == 60 for line in lines[:-1])
    assert lines[-1] == plain[-1]


def test_optimal_lines_are_never_more_ragged_and_no_more():
    greedy, optimal = texts(TEXT * 3, width=40), texts(TEXT * 3, width=40, wrap="optimal")
    assert ragged(optimal, 40) <= ragged(greedy, 40)
    assert len(optimal) <= len(greedy) + 1


def test_a_lonely_short_word_gets_company():
    assert texts("one two three four five six", width=24) == ["one two three four", "five six"]
    assert texts("some considerably longer wo", width=24) == ["some considerably", "longer wo"]


@given(
    st.text("ab \n世。", max_size=30), st.integers(1, 12), st.sampled_from(["greedy", "optimal", "balanced", "rows"])
)
@settings(max_examples=200, deadline=None)
def test_every_way_to_fit_gives_lines_in_order(text, width, way):
    starts = fit(text, width, width, way).starts
    assert starts[0] == 0
    assert starts == sorted(set(starts))
    assert starts[-1] <= len(text)


def test_a_paragraph_that_follows_another_is_indented():
    article = Article(blocks=(paragraph("one two"), paragraph("three four five")))
    assert rows(article, Page(10, paragraphs="indent")) == ["one two", "  three", "four five"]


def test_hyphens_divide_words_but_not_names():
    pytest.importorskip("pyphen", reason="hyphenation needs the extra [hyphens]")
    lines = texts("It was considered uncharacteristically Constantinopolitan of them", width=22, hyphenate=True)
    assert any(line.endswith("-") for line in lines)
    assert any("Constantinopolitan" in line for line in lines)
    article = Article(language=None, blocks=(paragraph("It was uncharacteristically so of them all"),))
    assert not any("-" in line for line in rows(article, Page(20, hyphenate=True)))


def test_a_soft_hyphen_shows_only_where_the_line_ends():
    assert texts("co\xadop\xader\xadation is", width=8) == ["cooper-", "ation is"]
    assert texts("co\xadop\xader\xadation is", width=20) == ["cooperation is"]


def test_marks_and_offsets_follow_the_text_across_lines():
    article = Article(blocks=(Paragraph(Prose("one two three", (Mark(4, 13, "link", "https://example.com/"),))),))
    runs = [run for line in lay_out(article, Page(8)).lines(0, 9) for run in line.runs]
    assert [(run.text, run.start, run.href) for run in runs] == [
        ("one ", 0, None),
        ("two", 4, "https://example.com/"),
        ("three", 8, "https://example.com/"),
    ]


def test_small_figures_are_raised_and_lowered():
    prose = Prose("CO2 at 10m2", (Mark(2, 3, "sub"), Mark(10, 11, "sup")))
    assert rows(Article(blocks=(Paragraph(prose),)), Page(20)) == ["CO₂ at 10m²"]


def test_a_picture_has_its_room():
    article = Article(blocks=(Figure(Prose("A ship"), src="https://example.com/a.jpg", width=100, height=100),))
    layout = lay_out(article, Page(44, pictures="on"))
    (picture,) = layout.pictures(0, 4)
    assert (picture.y, picture.left, picture.cells, picture.rows) == (0, 0, 44, 22)
    assert {run.role for line in layout.lines(0, 22) for run in line.runs} == {"picture", "picture_mark"}
    assert layout.line(22).text.strip() == "A ship"
    assert layout.pictures(22, 40) == []


@given(st.lists(st.integers(0, 9), min_size=1, max_size=900), st.data())
@settings(max_examples=50, deadline=None)
def test_heights_add_up(values, data):
    heights = Heights(values)
    at = data.draw(st.integers(0, len(values) - 1))
    heights[at] = values[at] = data.draw(st.integers(0, 30))
    tops = [0, *accumulate(values)]
    assert heights.total == tops[-1]
    assert heights.top(at) == tops[at]
    line = data.draw(st.integers(0, max(0, tops[-1] - 1)))
    index = heights.index(line)
    assert tops[index] <= line < tops[index + 1] or tops[-1] == 0


BIDI = "ab אבג דה 12 3.4 (x) ا ب ٣ %$-, "


@given(st.text(BIDI, max_size=24), st.sampled_from([True, False]))
@settings(max_examples=300, deadline=None)
def test_visual_order_is_that_of_the_unicode_algorithm(text, rightward):
    bidi = pytest.importorskip("bidi", reason="the peer of our bidi is not installed (pip install python-bidi)")
    shown = "".join(run.text for run in in_visual_order([Run(text, start=0)], rightward=rightward))
    expected = bidi.get_display(text, base_dir="L" if rightward else "R")  # which mirrors nothing
    assert shown.replace(")", "(") == expected.replace(")", "(")


def test_visual_order_keeps_every_offset():
    runs = in_visual_order([Run("ab אבג 12", start=5)], rightward=True)
    assert sorted(run.start + at for run in runs for at in range(len(run.text))) == list(range(5, 14))
    assert levels_of("אa", 1) == [1, 2]


def test_a_plain_article_needs_no_tables():
    code = (
        "import sys; from termread.article import *; from termread.layout import *;"
        "a = Article('T', blocks=(Paragraph(Prose('words and “more” words – ' * 40)),) * 9);"
        "layout = lay_out(a, Page(60)); layout.lines(0, 40);"
        "print([n for n in ('rich', 'unicode_segmentation_rs', 'pyphen', 'icu4py', 'unicodedata') if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "[]"


def test_rows_fit_is_for_text_whose_lines_mean_something():
    assert fit("a\nbb\n", 1, 1, "rows").starts == [0, 2]
    assert break_lines("", 5) == [0]
    assert lay_out(Article(blocks=(paragraph("x"),)), Page(5)).line_of(Place(0)) == 0


def test_a_credit_that_does_not_fit_behind_its_caption_stands_below_it():
    article = Article(blocks=(Figure(Prose("A ship comes in"), "The Agency"),))
    assert rows(article, Page(40)) == [" ▣  A ship comes in".ljust(28) + "The Agency  "]
    assert rows(article, Page(24)) == [" ▣  A ship comes in     ", "            The Agency  "]


def test_a_byline_and_its_date_part_where_they_are_too_long_for_one_line():
    article = Article(title="T", byline="A. Writer", published="2031-10-31", language="en", url="https://example.com/")
    assert "By A. Writer · 31 Oct 2031 · 6–8 min" in rows(article, Page(40, minutes=(6, 8)))
    narrow = rows(article, Page(24, minutes=(6, 8)))
    assert narrow[narrow.index("By A. Writer") + 1] == "31 Oct 2031 · 6–8 min"


def test_the_header_of_a_page_that_is_read_from_the_right_stands_there():
    article = Article(title="הנמל", language="xx", direction="rtl", published="2031-10-31", url="https://example.com/")
    assert rows(article, Page(30))[0] == "example.com".rjust(30)
    assert rows(article, Page(30))[5] == "2031-10-31".rjust(30)


def test_the_last_short_word_of_any_script_gets_company():
    assert texts("गोदी कर्मचारियों के नाम बदल दिए गए हैं।", width=32)[-1] == "गए हैं।"


def test_a_part_of_the_story_begins_after_two_blank_lines():
    article = Article(
        blocks=(paragraph("one"), Heading(2, Prose("Two")), Heading(3, Prose("three")), paragraph("four"))
    )
    assert rows(article, Page(20)) == ["one", "", "", "Two", "", "three", "", "four"]


def test_a_page_on_a_screen_ends_with_a_margin():
    article = Article(title="T", blocks=(paragraph("one"),))
    assert rows(article, Page(20, head=True))[-2:] == ["one", ""]


def test_code_stands_on_a_panel_of_the_measure():
    layout = lay_out(Article(blocks=(Code("a\n\nbc"),)), Page(6))
    assert [line.text for line in layout.lines(0, 3)] == ["  a   ", "      ", "  bc  "]
    assert {run.role for line in layout.lines(0, 3) for run in line.runs} == {"code"}


def test_a_head_of_two_rows_stands_over_one_rule():
    head = (Cell(Prose("Votes"), True), Cell(Prose(""))), (Cell(Prose("here"), True), Cell(Prose("there"), True))
    body = (Cell(Prose("1")), Cell(Prose("2")))
    found = rows(Article(blocks=(Table((*head, body)),)), Page(30))
    assert [row[:1] for row in found] == ["V", " ", "─", " "]


@given(st.integers(1, 30), st.data())
def test_blanks_are_spread_evenly_over_a_justified_line(gaps, data):
    missing, from_left = data.draw(st.integers(1, gaps)), data.draw(st.booleans())
    line = " ".join("a" * (gaps + 1))
    full = "".join(run.text for run in justified([Run(line)], len(line) + missing, from_left=from_left))
    assert len(full) == len(line) + missing
    doubled = [len(blank) == 2 for blank in re.findall(" +", full)]
    at = [gap for gap, double in enumerate(doubled) if double]
    between = [b - a for a, b in itertools.pairwise(at)]
    assert not between or max(between) - min(between) <= 1


def test_comments_that_were_left_out_are_shown_each_under_its_author():
    entries = tuple(
        Entry(None, None, (paragraph(f"Said {name}."),), name, None, depth) for depth, name in enumerate(("Ada", "Bo"))
    )
    article = Article(
        language="en", blocks=(paragraph("The story."),), cut=(Cut("comments", "Ada\nBo", 0, "", entries),)
    )
    shown = [line.strip() for line in rows(article, Page(40, cuts=True))]
    assert "┊ Ada" in shown
    assert "┊ │ Bo" in shown
    assert "┊ │ Said Bo." in shown


def test_verse_is_set_in_as_its_lines_were_broken():
    verse = "Snow on the sill\nand snow on the stair\nand nobody there."
    assert rows(Article(blocks=(Paragraph(Prose(verse)),)), Page(40)) == [f"    {line}" for line in verse.split("\n")]
    letter = "Two lines\nare no verse."
    assert rows(Article(blocks=(Paragraph(Prose(letter)),)), Page(40)) == letter.split("\n")


def test_a_short_quotation_is_a_pull_quote_and_a_long_one_is_not():
    short = Quote((Paragraph(Prose("The ships did not come.")),), "A. Master")
    assert rows(Article(blocks=(short,)), Page(40)) == ["┃ The ships did not come.", "┃ — A. Master"]
    long = Quote((Paragraph(Prose("The ships did not come. " * 20)),))
    assert all(row.startswith("│ ") for row in rows(Article(blocks=(long,)), Page(40)))


def test_emphasis_of_a_whole_heading_or_note_says_nothing_new():
    whole = Prose("Noon", (Mark(0, 4, "strong"),))
    article = Article(blocks=(Heading(3, whole), Note("info", (Paragraph(whole),)), Paragraph(whole)))
    layout = lay_out(article, Page(40))
    marks = [run.marks for line in layout.lines(0, layout.height) for run in line.runs if run.text == "Noon"]
    assert marks == [(), (), ("strong",)]
