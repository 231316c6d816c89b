"""The reading place is moved by reading only, and an article is read when its end was read."""

from __future__ import annotations

import pytest

from termread.article import Article, Paragraph, Place, Prose
from termread.tui.reader import Landing

BEGUN = Place(5)
SHORT = Article(title="Short", language="en", blocks=(Paragraph(Prose("Twenty words are soon read. " * 30)),))
"""Some fifty seconds to read, a third of that is seventeen."""


def kept(reader):
    reader.save_place()
    library = reader.desk.library
    return library.later(lambda: library.entry(reader.entry)).result(60)  # after what was to be saved before it


async def bookmarked(pilot, reader, place):
    """Bookmark what is at *place* under x, and be back at the beginning of what was read."""
    reader.pager.put(place)
    await pilot.press("m", "x")
    reader.pager.put(BEGUN)
    await pilot.pause()


JUMPS = [
    pytest.param(("'", "x"), id="a bookmark"),
    pytest.param(("'", "enter"), id="a mark of the list"),
    pytest.param(("/", *"later 9", "enter"), id="words"),
    pytest.param(("/", *"later", "enter", "n", "n", "n"), id="the next match"),
    pytest.param(("t", "G", "enter"), id="a heading"),
    pytest.param(("F", "s"), id="a link inside"),
]


@pytest.mark.parametrize("keys", JUMPS)
async def test_a_jump_is_a_visit(reading, keys):
    async with reading(place=BEGUN) as (pilot, reader):
        await bookmarked(pilot, reader, Place(26))
        if keys[0] == "F":
            reader.pager.put(Place(1))
            await pilot.pause()
        home = reader.pager.viewport.place
        await pilot.press(*keys)
        await pilot.pause()
        there = reader.pager.viewport.place
        assert there != home
        assert kept(reader).place == home
        await pilot.press("backspace")
        assert reader.pager.viewport.place == home
        assert kept(reader).place == home


@pytest.mark.parametrize("keys", JUMPS)
async def test_who_moves_on_from_there_reads_there(reading, keys):
    async with reading(place=BEGUN) as (pilot, reader):
        await bookmarked(pilot, reader, Place(18))
        await pilot.press(*keys)
        await pilot.pause()
        await pilot.press("k", "k")
        assert kept(reader).place == reader.pager.viewport.place != BEGUN


async def test_back_over_several_visits_is_a_visit_until_the_reader_is_home(reading):
    async with reading(place=BEGUN) as (pilot, reader):
        await bookmarked(pilot, reader, Place(18))
        await pilot.press("'", "x", "/", *"later 3", "enter", "backspace")
        assert reader.pager.viewport.place == Place(18)
        assert kept(reader).place == BEGUN
        await pilot.press("backspace", "j", "j", "j", "j")
        assert kept(reader).place == reader.pager.viewport.place != BEGUN


async def test_a_search_that_is_given_up_moves_nothing(reading):
    async with reading(place=BEGUN) as (pilot, reader):
        await pilot.press("/", *"later", "escape")
        assert reader.pager.viewport.place == kept(reader).place == BEGUN


async def test_where_the_reader_moved_before_a_jump_is_kept(reading):
    async with reading(place=BEGUN) as (pilot, reader):
        await pilot.press("space")
        moved = reader.pager.viewport.place
        await pilot.press("/", *"later 9", "enter")
        assert kept(reader).place == moved != BEGUN


async def test_the_end_and_the_beginning_are_gone_to_by_reading(reading):
    async with reading(place=BEGUN) as (pilot, reader):
        await pilot.press("G")
        assert kept(reader).progress == 1


@pytest.mark.parametrize(
    "address", ["https://example.com/harbour#:~:text=Later%209", "https://example.com/harbour#note"]
)
async def test_what_an_address_names_is_visited(reading, address):
    async with reading(place=BEGUN, landing=Landing(address=address)) as (pilot, reader):
        assert reader.pager.viewport.place.block > 20
        assert kept(reader).place == BEGUN
        await pilot.press("k")
        assert kept(reader).place.block > 20


async def test_a_screen_that_is_read_anew_at_the_same_words_is_still_visited(reading):
    async with reading(place=BEGUN) as (pilot, reader):
        await pilot.press("/", *"later 9", "enter")
        reader.replace(reader.opened)
        assert reader.pager.viewport.place != BEGUN
        assert kept(reader).place == BEGUN


# Read to the end


@pytest.fixture
def clock(monkeypatch):
    """Seconds that pass only when a test says so."""
    seconds = [0.0]
    monkeypatch.setattr("termread.tui.page.place.monotonic", lambda: seconds[0])
    return seconds


def continued(reader):
    return [entry.id for entry in reader.desk.library.shelf("continue")] == [reader.entry]


async def test_what_was_read_to_the_end_leaves_continue_and_is_under_all(reading):
    async with reading() as (pilot, reader):
        await pilot.press("space")
        kept(reader)
        assert continued(reader)
        await pilot.press("G")
        kept(reader)
        assert not continued(reader)
        assert [entry.id for entry in reader.desk.library.shelf("all")] == [reader.entry]


async def test_a_look_back_at_the_headline_does_not_unread_an_article(reading):
    async with reading() as (pilot, reader):
        await pilot.press("G", "g")
        assert (kept(reader).progress, reader.pager.viewport.top) == (1, 0)
        await pilot.press("space")
        assert 0 < kept(reader).progress < 1


@pytest.mark.parametrize(("seconds", "read"), [(0, False), (4, False), (15, False), (18, True)])
async def test_an_article_of_one_screen_is_read_after_a_third_of_its_time(reading, clock, seconds, read):
    async with reading(SHORT, size=(100, 60)) as (_, reader):
        assert reader.pager.viewport.limit == 0
        assert kept(reader).progress == 0
        assert continued(reader)
        clock[0] += seconds
        assert (kept(reader).progress == 1) is read
        assert continued(reader) is not read


@pytest.mark.parametrize(("seconds", "read"), [(4.9, False), (5, True)])
async def test_the_shortest_article_wants_five_seconds(reading, clock, seconds, read):
    article = Article(title="Very short", language="en", blocks=(Paragraph(Prose("One line of text.")),))
    async with reading(article) as (_, reader):
        clock[0] += seconds
        assert (kept(reader).progress == 1) is read


async def test_time_behind_another_screen_does_not_count(reading, clock):
    from textual.screen import Screen

    async with reading(SHORT, size=(100, 60)) as (pilot, reader):
        await pilot.app.push_screen(Screen())
        await pilot.pause()
        clock[0] += 100
        await pilot.app.pop_screen()
        await pilot.pause()
        assert kept(reader).progress == 0
        clock[0] += 18
        assert kept(reader).progress == 1
