"""An edition fills a given time with unread stories of as many sources as possible."""

from __future__ import annotations

from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termread.desk.edition import OVER, pick, reading_time
from termread.library.news import Story

numbers = count(1)


def story(source, minutes, hour=6, **more):
    how = {"id": next(numbers), "entry": 1, "published": f"2026-11-30T{hour:02}:00:00Z", **more}
    return Story(source=source, sources=(f"Paper {source}",), guid="", url="", title="", minutes=(minutes, minutes), **how)  # fmt: skip


def test_the_sources_take_turns_newest_first():
    first, second, third = (story(1, 5, hour) for hour in (9, 8, 7))
    other, older = story(2, 5, 6), story(2, 5, 5)
    given = [first, second, third, other, older]
    assert pick(given, 20) == [first, second, other, older]
    assert pick(given, 10) == [first, other]
    assert pick(given, 100) == given


def test_many_sources_for_a_short_time_give_their_newest():
    stories = [story(source, 5, hour) for source, hour in ((1, 1), (2, 9), (3, 4))]
    assert pick(stories, 5) == [stories[1]]


def test_a_story_that_is_too_long_gives_way_to_one_that_fits():
    long, short, other = story(1, 30, 9), story(1, 4, 8), story(2, 16, 7)
    assert pick([long, short, other], 20) == [short, other]
    assert pick([long], 20) == []


def test_no_two_of_one_group():
    first = story(1, 5, 9, id=901, also=(902,))
    copy = story(2, 5, 8, id=902, also=(901,))
    told_once = story(3, 5, 7, id=903, also=(902,))
    assert pick([first, copy], 20) == [first]
    assert pick([copy, told_once], 20) == [copy]


def test_whole_texts_go_before_the_texts_of_feeds():
    teaser, whole = story(1, 5, 9, entry=None), story(2, 5, 1)
    assert pick([teaser, whole], 5) == [whole]
    assert pick([teaser, whole], 10) == [teaser, whole]


@pytest.mark.parametrize("without", [{"unread": False}, {"medium": "audio"}, {"medium": "video"}])
def test_what_is_read_or_is_not_for_reading_stays_out(without):
    assert pick([story(1, 5, **without)], 20) == []


def test_a_story_without_a_text_stays_out():
    assert pick([story(1, 0)], 20) == []


STORIES = st.lists(
    st.builds(
        story,
        st.integers(1, 5),
        st.integers(0, 40),
        st.integers(0, 23),
        entry=st.sampled_from([None, 1]),
        unread=st.booleans(),
    ),
    max_size=40,
)


@given(stories=STORIES, minutes=st.integers(1, 120))
def test_an_edition_never_takes_longer_and_leaves_no_room_for_another_story(stories, minutes):
    picked = pick(stories, minutes)
    spent = sum(map(reading_time, picked))
    assert spent <= minutes * (1 + OVER)
    assert picked == [story for story in stories if story in picked]
    left = [story for story in stories if story.unread and any(story.minutes) and story not in picked]
    assert all(spent + reading_time(story) > minutes * (1 + OVER) for story in left)
