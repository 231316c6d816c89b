"""Which stories are one, whatever their feeds change; which are told by several papers; and feeds with nonsense in them."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from kept_samples import article, clock, reading
from test_followed import answer, item, titles

from termread.feed import Feed, FeedItem, SourceAnswer
from termread.library.api import Library
from termread.library.items import MOST
from termread.library.likeness import ALIKE, likeness, sketch
from termread.values import replace

AGENCY = (
    "The port of the northern town will close for three weeks in March, the harbour board said on Monday. Divers have found cracks "
    "in the eastern lock, and each of its four gates has to be lifted out and welded. Until then only ships of less than two "
    "thousand tons may pass, at high water and with a pilot. The board expects costs of nine million, a third of which the state "
    "pays. Fishermen asked for help, since the next open port is forty miles away. A spokeswoman said that the ferry to the islands "
    "will leave from the old pier, and that tickets stay valid. The lock was built in 1931 and repaired once, after a storm."
)
SAME_EVENT = (
    "Fishermen in the north are angry. From March on they cannot leave their own harbour for three weeks, because a lock that is "
    "older than most of them has to be mended. Forty miles to the next port, they say, cost more fuel than a night's catch brings. "
    "At a meeting in the town hall on Monday evening the board promised talks, and little else. Some remember the last repair, when "
    "two weeks became three months. The ferry company has moved its timetable to the old pier and expects long queues at weekends. "
    "Whether the money from the state comes in time nobody could say."
)


@pytest.fixture
def paper(library):
    return library.sources.follow("https://example.com/feed.xml")


@pytest.fixture
def other(library):
    return library.sources.follow("https://example.org/feed.xml")


CHANGES = {
    "guid": {"guid": "another"},
    "date": {"published": "2025-12-09T07:00:00Z"},
    "address": {"url": "https://example.com/moved/1"},
}


@pytest.mark.parametrize(
    "changed", [("guid",), ("date",), ("address",), ("guid", "date"), ("guid", "address"), ("date", "address")]
)
def test_a_story_stays_the_same_when_its_feed_changes_one_or_two_of_what_tells_it(library, paper, changed):
    library.sources.take([answer(paper, item(1), item(2))])
    library.sources.mark_read([1])
    renamed = replace(item(1), **{name: value for each in changed for name, value in CHANGES[each].items()})
    for _ in range(2):
        assert library.sources.take([answer(paper, renamed, item(2))]).new == ()
    assert not library.sources.story(1).unread
    assert library.sources.take([answer(paper, item(1), item(2))]).new == ()  # and back


def test_all_three_changed_is_another_story(library, paper):
    library.sources.take([answer(paper, item(1))])
    changed = {name: value for each in CHANGES.values() for name, value in each.items()}
    assert len(library.sources.take([answer(paper, replace(item(1), **changed))]).new) == 1


def test_stories_without_a_guid_an_address_or_a_date_are_known_again(library, paper):
    bare = [FeedItem(title="Only a title"), FeedItem(url="https://example.com/only"), FeedItem(dek="Only a dek")]
    assert len(library.sources.take([answer(paper, *bare)]).new) == 3
    assert library.sources.take([answer(paper, *bare)]).new == ()


def test_a_guid_or_an_address_of_several_items_tells_none_of_them(library, paper):
    live = [item(number, guid="1", url=f"https://example.com/live#post-{number}") for number in range(1, 5)]
    front = [item(number, guid=f"f{number}", url="https://example.com/") for number in range(5, 8)]
    assert len(library.sources.take([answer(paper, *live, *front)]).new) == 7
    assert library.sources.take([answer(paper, *live, *front)]).new == ()
    assert (
        len(library.sources.take([answer(paper, item(8, guid="8", url="https://example.com/live#post-8"), *live)]).new)
        == 1
    )


def test_a_story_listed_twice_is_one(library, paper):
    assert len(library.sources.take([answer(paper, item(1), item(1, guid="again"))]).new) == 1


def test_one_address_in_two_sources_is_one_story_of_both(library, paper, other):
    library.sources.take([answer(paper, item(1))])
    library.sources.mark_read([1])
    tracked = item(1, guid="own", url="http://www.example.com/news/1?utm_source=rss")
    assert library.sources.take([answer(other, tracked, title="Other")]).new == ()
    story = library.sources.story(1)
    assert (story.sources, story.unread) == (("The Paper", "Other"), False)
    assert len(library.sources.stories(source=other.id)) == 1
    library.sources.unfollow(paper.id)
    assert library.sources.story(1).sources == ("Other",)
    assert titles(library) == ["Story number 1"]


def test_one_guid_in_two_sources_is_two_stories_unless_the_text_is_one(library, paper, other):
    library.sources.take([answer(paper, item(1, guid="7"), item(2, guid="8", content=f"<p>{AGENCY}"))])
    one = item(3, guid="7", url="https://example.org/a")
    two = item(2, guid="8", url="https://example.org/b", content=f"<div>{AGENCY}</div>")
    assert len(library.sources.take([answer(other, one, two)]).new) == 1
    assert len(library.sources.story(2).sources) == 2


def test_agency_copy_with_another_headline_is_grouped_and_never_hidden(library, paper, other):
    library.sources.take([answer(paper, item(1, content=f"<p>{AGENCY}"))])
    cut = AGENCY[: AGENCY.index(" Fishermen")].replace("on Monday", "Monday")
    copy = item(
        9,
        title="Lock out of order",
        url="https://example.org/x",
        published="2025-12-01T09:00:00Z",
        content=f"<p>TOWN (agency). {cut}",
    )
    library.sources.take([answer(other, copy)])
    first, second = sorted(library.sources.stories(), key=lambda story: story.id)
    assert (first.also, second.also) == ((2,), (1,))


def test_the_same_title_with_nearly_the_same_dek_on_one_day_is_grouped(library, paper, other):
    dek = "The harbour board closes the eastern lock for three weeks in March."
    library.sources.take([answer(paper, item(1, title="Lock closed", dek=dek))])
    same = item(1, guid="x", url="https://example.org/x", title="Lock closed", dek=f"{dek[:-1]}, it said.")
    generic = item(1, guid="y", url="https://example.org/y", title="Lock closed", dek="Read on")
    library.sources.take([answer(other, same, generic)])
    assert [story.also for story in sorted(library.sources.stories(), key=lambda story: story.id)] == [(2,), (1,), ()]


def test_agency_copy_is_grouped_by_the_pages_where_the_feeds_have_no_text(library, paper, other):
    library.sources.take(
        [
            answer(paper, item(1)),
            answer(other, item(2, url="https://example.org/2"), item(3, url="https://example.org/3")),
        ]
    )
    for story, text in ((1, AGENCY), (2, f"TOWN. {AGENCY}"), (3, SAME_EVENT)):
        address = library.sources.story(story).url
        library.sources.keep(story, reading(address, article("Told", text)))
    assert [library.sources.story(story).also for story in (1, 2, 3)] == [(2,), (1,), ()]


def test_two_stories_on_one_event_are_not_grouped(library, paper, other):
    assert likeness(sketch(AGENCY), sketch(SAME_EVENT)) < ALIKE / 2
    library.sources.take(
        [
            answer(paper, item(1, content=AGENCY)),
            answer(other, item(2, url="https://example.org/2", content=SAME_EVENT)),
        ]
    )
    assert [story.also for story in library.sources.stories()] == [(), ()]


def test_texts_in_a_script_without_spaces_are_compared_too():
    text = (
        "港は三月に三週間閉鎖されると港湾局が月曜日に発表した。東の水門に亀裂が見つかり四つの扉を修理する必要がある。"
    )
    other = "漁師たちは怒っている。隣の港まで四十マイルもあり燃料代は漁獲より高いという。町役場で集会が開かれた。"
    assert likeness(sketch(text), sketch(text + other)) > ALIKE > likeness(sketch(text), sketch(other))


FEW = st.sampled_from(["", "a", "b", "c"])
ITEMS = st.lists(
    st.builds(
        FeedItem,
        guid=FEW,
        url=FEW.map(lambda name: name and f"https://example.com/{name}"),
        title=FEW,
        dek=FEW,
        published=st.sampled_from(
            [None, "2025-12-01", "2025-12-01T10:00:00Z", "1970-01-01T00:00:00Z", "2099-01-01T00:00:00Z"]
        ),
    ),
    max_size=6,
)


@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
@given(ITEMS)
def test_any_answer_taken_twice_changes_nothing(items):
    library = Library(now=clock())
    paper = library.sources.follow("https://example.com/feed.xml")
    same = SourceAnswer(paper.id, "new", Feed(items=tuple(items)))
    new = library.sources.take([same]).new
    before = library.sources.stories()
    again = library.sources.take([same])
    assert (len(before), again.new, again.changed) == (len(new), (), 0)
    assert library.sources.stories() == before
    library.close()


@pytest.mark.parametrize(
    "published", ["1970-01-01T00:00:00Z", "2099-01-01T00:00:00Z", "2099-01-01", "yesterday", "", None, "2025-13-45"]
)
def test_a_date_that_makes_no_sense_is_the_day_it_was_seen(library, paper, published):
    library.sources.take([answer(paper, item(1, published=published))])
    story = library.sources.stories()[0]
    assert story.published == story.seen
    assert story.day.startswith(("2025-12-31", "2026-01-0"))
    assert library.sources.take([answer(paper, item(1, published=published))]).new == ()


ADDRESSES = {
    "javascript:alert(1)": "",
    " JavaScript:alert(1)": "",
    "data:text/html,x": "",
    "file:///etc/passwd": "",
    "mailto:a@example.com": "",
    "//example.com/a": "https://example.com/a",
    "example.com/a b": "https://example.com/a%20b",
    "nonsense": "",
    "https://": "",
    "http://[::1/x": "",
    "https://example.com/\x1b[31m\x07x": "https://example.com/x",
}


@pytest.mark.parametrize("given", ADDRESSES)
def test_only_addresses_of_the_web_are_kept(library, paper, given):
    library.sources.take([answer(paper, item(1, url=given, picture=given))])
    story = library.sources.stories()[0]
    assert "\x1b" not in story.url
    assert story.url.startswith("https://example.com/") or story.url == ""
    if "\x1b" not in given:
        assert (story.url, story.picture or "") == (ADDRESSES[given], ADDRESSES[given])


def test_escapes_and_markup_in_every_field_reach_nobody(library, paper):
    bad = "\x1b]0;x\x07<b>\u202e&amp;\r\n\0"
    hostile = FeedItem(bad, f"https://example.com/{bad}", bad + "T", bad, bad, (bad,), bad, bad, (bad,), bad, bad)
    library.sources.take([SourceAnswer(paper.id, "new", Feed(bad, bad, bad, bad, (hostile,)), fault=bad)])
    shown = repr((library.sources.stories(), library.sources.all(), library.sources.own_text(1)))
    assert not any(sign in shown for sign in ("\\x1b", "\\x07", "\\u202e", "\\x00", "\\r"))


def test_of_a_feed_without_end_the_newest_stories_are_taken_and_it_says_so(library, paper):
    many = tuple(
        FeedItem(
            str(n), f"https://example.com/{n}", f"Title {n}", published=f"20{n // 1000:02}-01-01T00:{n % 60:02}:00Z"
        )
        for n in range(MOST * 20)
    )
    library.sources.take([SourceAnswer(paper.id, "new", Feed(items=many))])
    assert library.sources.counts().stories == MOST
    assert library.sources.all()[0].fault == "It has 20,000 stories; the newest 1,000 were taken."
    assert {story.published[:4] for story in library.sources.stories()} == {"2019"}
