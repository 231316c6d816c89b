"""Posts of a thread are folded and unfolded, and nothing that is folded is out of reach."""

from __future__ import annotations

from dataclasses import replace

import pytest

from termread.article import Article, Entry, Heading, Paragraph, Place, Prose
from termread.layout import lay_out
from termread.layout.model import Page
from tui_reader.seeing import rows

DEPTHS = (0, 1, 2, 1, 0, 1, 0)


def post(number, depth):
    said = (Paragraph(Prose(f"Post number {number} has this to say about the pump.")), Paragraph(Prose("And more.")))
    return Entry(None, None, said, f"reader {number}", 7, depth)


THREAD = Article("Water in the cellar", blocks=tuple(post(number, depth) for number, depth in enumerate(DEPTHS)))


def shown(reader):
    return "\n".join(rows(reader))


def lines_of(folded, article=THREAD):
    layout = lay_out(article, Page(60, folded=frozenset(folded)))
    return ["".join(run.text for run in line.runs) for line in layout.lines(0, layout.height)]


def test_a_folded_post_is_its_head_with_the_number_of_its_replies():
    text = "\n".join(lines_of({0}))
    assert "reader 0  +7  ▸ 3 replies" in text
    assert "number 0" not in text
    assert "reader 1" not in text
    assert "reader 3" not in text
    assert "number 4" in text


@pytest.mark.parametrize(("folded", "words"), [({6}, "▸"), ({4}, "▸ 1 reply"), ({1, 0}, "▸ 3 replies")])
def test_replies_are_counted_once(folded, words):
    assert any(line.endswith(words) for line in lines_of(folded))


def test_an_entry_of_a_live_blog_folds_alone():
    entries = tuple(Entry("10:00", f"Entry {n}", (Paragraph(Prose("It rained.")),)) for n in range(3))
    text = lines_of({1}, Article("Live", blocks=entries))
    assert sum("It rained." in line for line in text) == 2
    assert any(line.endswith("Entry 1  ▸") for line in text)


def test_no_line_is_left_of_what_is_folded():
    assert not any(a == b == "" for a, b in zip(lines_of({0, 4, 6})[3:], lines_of({0, 4, 6})[4:], strict=False))


async def test_x_folds_the_first_post_in_sight_and_unfolds_it(reading):
    async with reading(THREAD, size=(80, 40)) as (pilot, reader):
        before = shown(reader)
        await pilot.press("x")
        assert "▸ 3 replies" in shown(reader)
        assert "reader 1" not in shown(reader)
        await pilot.press("x")
        assert shown(reader) == before


async def test_x_folds_the_post_at_the_cursor(reading):
    async with reading(THREAD, size=(80, 40)) as (pilot, reader):
        reader.pager.cursor.toggle()
        await pilot.press("}", "}", "}", "}", "}", "x")
        assert reader.pager.cursor.block == 4
        assert "reader 4" in shown(reader)
        assert "number 4" not in shown(reader)
        assert "number 5" not in shown(reader)
        assert "number 3" in shown(reader)
        await pilot.press("}")
        assert reader.pager.cursor.block == 6
        await pilot.press("{")
        assert reader.pager.cursor.block == 4


async def test_words_inside_a_folded_post_are_found_and_shown(reading):
    async with reading(THREAD, size=(80, 12)) as (pilot, reader):
        await pilot.press("x")
        assert "number 2" not in shown(reader)
        await pilot.press("/", *"number 2", "enter")
        assert "number 2" in shown(reader)


async def test_words_of_a_folded_post_itself_are_found_and_shown(reading):
    async with reading(THREAD, size=(80, 40)) as (pilot, reader):
        await pilot.press("x")
        assert "number 0" not in shown(reader)
        await pilot.press("/", *"number 0", "enter")
        assert "number 0" in shown(reader)
        assert "reader 1" in shown(reader)


async def test_steps_over_posts_pass_what_is_folded(reading):
    longer = replace(THREAD, blocks=(*THREAD.blocks, *(post(number, 0) for number in range(7, 14))))
    async with reading(longer, size=(80, 14)) as (pilot, reader):
        await pilot.press("x", ")", ")")
        assert rows(reader)[0].strip().startswith("reader 4")
        await pilot.press("{")
        assert "reader 0" in rows(reader)[0]


async def test_a_fold_outlives_another_width(reading):
    async with reading(THREAD, size=(80, 40)) as (pilot, reader):
        await pilot.press("x", "+")
        assert "▸ 3 replies" in shown(reader)


async def test_a_long_post_stays_in_sight_as_it_folds(reading):
    long = Entry(None, None, tuple(Paragraph(Prose(f"Line {n}. " + "word " * 60)) for n in range(30)), "ada")
    async with reading(Article("Pump", blocks=(long, post(1, 0))), size=(80, 20)) as (pilot, reader):
        await pilot.press("space", "space", "x")
        assert "ada  ▸" in shown(reader)


async def test_where_there_is_no_post_x_says_so(reading):
    article = Article("Pump", blocks=(Heading(2, Prose("One")), Paragraph(Prose("A text."))))
    async with reading(article) as (pilot, reader):
        await pilot.press("x")
        assert "No post here" in shown(reader)
        assert reader.pager.folds.folded == frozenset()


def test_places_hold_in_a_folded_post():
    layout = lay_out(THREAD, Page(60, folded=frozenset({0})))
    assert layout.line_of(Place(4)) == layout.line_of(Place(1)) == layout.line_of(Place(3))
    assert layout.place_at(layout.line_of(Place(4))) == Place(4)
