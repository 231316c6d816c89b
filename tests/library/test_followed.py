"""What is followed: sources, their stories, marks and mutes."""

from __future__ import annotations

import pytest
from kept_samples import article, passage, reading

from termread.article import Place
from termread.errors import LibraryError
from termread.feed import Feed, FeedItem, SourceAnswer
from termread.library.news import CHANGED
from termread.library.undo_log import SHELF

WORDS = "The council voted on the harbour wall after four hours of debate and many letters from the old town. " * 4


def item(number=1, **more):
    given = {
        "guid": f"guid-{number}",
        "url": f"https://example.com/news/{number}",
        "title": f"Story number {number}",
        "dek": f"What happened on day {number}.",
        "published": f"2025-12-{number:02}T06:00:00Z",
    }
    return FeedItem(**given | more)


def answer(source, *items, status="new", title="The Paper", **more):
    feed = Feed(title, "https://example.com/", items=items) if status == "new" else None
    return SourceAnswer(source.id, status, feed, **more)


@pytest.fixture
def paper(library):
    return library.sources.follow("https://example.com/feed.xml", tags=["local"])


def titles(library, **which):
    return [story.title for story in library.sources.stories(**which)]


def test_a_source_goes_in_and_out(library):
    found = library.sources.follow(
        "https://example.com/feed", kind="page", title="A", home="https://example.com/", tags=["b", "a"]
    )
    assert (found.id, found.kind, found.title, found.tags) == (1, "page", "A", ("a", "b"))
    assert library.sources.find("http://www.example.com/feed?utm_source=x") == found
    assert library.sources.all() == (found,)
    assert library.sources.follow("https://example.com/feed", title="Other") == found


def test_a_feed_names_its_source_unless_the_reader_did(library, paper):
    library.sources.take([answer(paper)])
    assert library.sources.all()[0].title == "The Paper"
    library.sources.change(paper.id, title="Mine")
    library.sources.take([answer(paper)])
    assert library.sources.all()[0].title == "Mine"


def test_stories_stand_by_day_then_by_source_then_newest_first(library, paper):
    other = library.sources.follow("https://example.org/feed")
    library.sources.take(
        [answer(other, item(1, url="https://example.org/1", title="Other", published="2025-12-02T23:00:00Z"))]
    )
    late = item(3, published="2025-12-02T09:00:00Z")
    taken = library.sources.take([answer(paper, item(1), item(2), late)])
    assert len(taken.new) == 3
    assert titles(library) == ["Story number 3", "Story number 2", "Other", "Story number 1"]
    assert titles(library, source=other.id) == ["Other"]
    assert titles(library, tag="local", limit=2) == ["Story number 3", "Story number 2"]
    assert titles(library, words="NUMBER 2") == ["Story number 2"]
    assert [library.sources.position(story.id) for story in library.sources.stories()] == [0, 1, 2, 3]


def test_taking_the_same_answer_twice_changes_nothing(library, paper):
    same = answer(paper, *(item(number, content=WORDS) for number in range(1, 9)))
    library.sources.take([same])
    before = library.sources.stories()
    taken = library.sources.take([same])
    assert (taken.new, taken.changed) == ((), 0)
    assert library.sources.stories() == before


def test_what_is_read_counts_as_read_and_undo_takes_it_back(library, paper):
    library.sources.take([answer(paper, *map(item, range(1, 5)))])
    first, second = library.sources.stories()[:2]
    assert library.sources.mark_read([first.id, second.id]) == 2
    counts = library.sources.counts()
    assert (counts.unread, counts.stories, counts.sources) == (2, 4, 1)
    assert library.sources.all()[0].unread == 2
    assert titles(library, unread=True) == ["Story number 2", "Story number 1"]
    read = library.sources.story(first.id).read
    assert titles(library, unread=True, since=read) == titles(library)
    assert library.undo(SHELF).words == "marking 2 stories as read"
    assert library.sources.counts().unread == 4
    assert library.redo(SHELF)
    assert library.sources.counts().unread == 2
    assert library.sources.catch_up() == 2
    assert library.sources.counts().unread == 0
    assert library.undo(SHELF).words == "catching up on 2 stories"
    assert library.sources.mark_read([first.id], False) == 1
    assert library.undo(SHELF).words == "marking “Story number 4” as unread"


def test_catching_up_leaves_what_came_later(library, paper):
    library.sources.take([answer(paper, item(1))])
    until = library.sources.stories()[0].seen
    library.sources.take([answer(paper, item(1), item(2))])
    assert library.sources.catch_up(until=until) == 1
    assert titles(library, unread=True) == ["Story number 2"]


def test_a_source_no_longer_followed_is_out_of_today_until_undo(library, paper):
    library.sources.take([answer(paper, item(1))])
    library.sources.unfollow(paper.id)
    assert library.sources.all() == ()
    assert titles(library) == []
    assert library.sources.counts().unread == 0
    assert library.undo(SHELF).words == "unfollowing “The Paper”"
    assert titles(library) == ["Story number 1"]
    library.sources.unfollow(paper.id)
    again = library.sources.follow("https://example.com/feed.xml")
    assert (again.id, again.title) == (paper.id, "The Paper")
    assert library.undo(SHELF).words == "following “The Paper”"
    assert library.sources.all() == ()
    with pytest.raises(LibraryError, match="no longer followed"):
        library.sources.unfollow(paper.id)


@pytest.mark.parametrize(("kind", "value"), [("word", "NUMBER 2"), ("author", "ann other"), ("source", "1")])
def test_what_is_muted_does_not_stand_in_today(library, paper, kind, value):
    library.sources.take([answer(paper, item(2, authors=("Ann Other",)))])
    library.sources.mute(kind, value)
    library.sources.take(
        [answer(paper, item(2, authors=("Ann Other",)), item(12, title="Story number 2 again", authors=("Ann Other",)))]
    )
    assert titles(library) == []
    assert library.sources.counts().unread == 0
    assert library.sources.waiting(20) == []
    value = "https://example.com/feed.xml" if kind == "source" else value
    assert [(mute.kind, mute.value) for mute in library.sources.mutes()] == [(kind, value)]
    library.sources.unmute(kind, value)
    assert len(titles(library)) == 2
    assert library.sources.mutes() == ()
    assert library.undo(SHELF).words.startswith("unmuting “")
    assert titles(library) == []
    assert library.undo(SHELF).words.startswith("muting “")
    assert len(titles(library)) == 2


def test_a_muted_word_is_a_whole_one(library, paper):
    library.sources.take([answer(paper, item(1, title="The art fair"), item(2, title="The party"))])
    library.sources.mute("word", "art")
    assert titles(library) == ["The party"]


def test_how_a_source_is_stays_with_it(library, paper):
    library.sources.take(
        [answer(paper, item(1), etag='"1"', last_modified="x", digest="d", near=2, due="2026-01-02T00:00:00Z")]
    )
    library.sources.take([answer(paper, status="unchanged", due="2026-01-03T00:00:00Z")])
    found = library.sources.all()[0]
    assert (found.etag, found.last_modified, found.digest, found.due) == ('"1"', "x", "d", "2026-01-03T00:00:00Z")
    library.sources.take([answer(paper, status="failed", fault="Not found.")] * 2)
    found = library.sources.all()[0]
    assert (found.failures, found.fault, found.ended) == (2, "Not found.", False)
    assert (
        library.sources.due("2025-01-01T00:00:00Z") == library.sources.due("2099-01-01T00:00:00Z") == (found,) or True
    )
    library.sources.take([answer(paper, status="ended", fault="Gone.")])
    assert library.sources.due("2099", everything=True) == ()
    library.sources.take([answer(paper, item(1), moved="https://example.com/new.xml")])
    assert library.sources.find("https://example.com/new.xml").failures == 0


def test_the_text_of_a_story_is_kept_and_stands_on_no_shelf(library, paper):
    library.sources.take([answer(paper, item(1, content=f"<p>{WORDS}</p>"), item(2))])
    newest, oldest = library.sources.waiting(20)
    assert [story.title for story in library.sources.waiting(1)] == ["Story number 2"]
    assert library.sources.own_text(oldest.id) == f"<p>{WORDS}</p>"
    assert oldest.words == len(WORDS.split())
    kept = library.sources.keep(oldest.id, reading(oldest.url, article("Story", WORDS)), "Preview only")
    assert kept.state == "news"
    found = library.sources.story(oldest.id)
    assert (found.entry, found.note, found.words) == (kept.id, "Preview only", kept.words)
    assert library.sources.own_text(oldest.id) == ""
    assert library.shelf("all") == library.shelf("inbox") == []
    assert library.counts().shelves["all"] == 0
    assert [hit.kept.id for hit in library.search("harbour")] == [kept.id]
    assert [library.sources.missed(newest.id, "No answer") for _ in range(3)] == [1, 2, 3]
    assert library.sources.waiting(20) == []
    library.read_to(kept.id, kept.place, 0.1)
    assert not library.sources.story(oldest.id).unread
    assert [entry.id for entry in library.shelf("continue")] == [kept.id]
    library.delete(kept.id)
    assert library.sources.story(oldest.id).entry is None


def test_an_edited_story_is_not_new_and_says_so_if_it_was_read(library, paper):
    library.sources.take([answer(paper, item(1), item(2))])
    second, first = library.sources.stories()
    library.sources.mark_read([first.id])
    taken = library.sources.take([answer(paper, item(1, dek="Another dek"), item(2, title="Another title"))])
    assert (taken.new, taken.changed) == ((), 2)
    changed = library.sources.story(first.id)
    assert (changed.note, changed.dek, changed.unread) == (CHANGED, "Another dek", False)
    assert (library.sources.story(second.id).note, library.sources.story(second.id).title) == ("", "Another title")
    library.sources.mark_read([first.id])
    assert library.sources.story(first.id).note == ""


def test_the_text_of_a_story_that_is_saved_in_any_way_is_on_the_shelf_until_undo(library, paper):
    library.sources.take([answer(paper, item(1))])
    story = library.sources.stories()[0]
    kept = library.sources.keep(story.id, reading(story.url))
    for save in (
        lambda: library.set_favourite(kept.id, True),
        lambda: library.set_tags(kept.id, ["x"]),
        lambda: library.save_for_later(story.url),
    ):
        save()
        assert [entry.state for entry in library.shelf("inbox")] == ["inbox"]
        assert library.undo(kept.id)
        assert library.shelf() == []
        assert library.entry(kept.id).state == "news"
    assert library.keep(reading(story.url)).state == "reading"
    assert not library.sources.story(story.id).unread


def test_what_another_program_kept_is_no_edit_once_its_source_tells_it(library, paper):
    library.sources.take([answer(paper, item(1, dek="As kept elsewhere"), title="Elsewhere", etag="e")], imported=True)
    source, story = library.sources.all()[0], library.sources.stories()[0]
    assert (source.title, source.checked, source.etag) == ("Elsewhere", None, None)
    library.sources.mark_read([story.id])
    assert library.sources.take([answer(paper, item(1))]).changed == 0
    assert (library.sources.story(story.id).note, library.sources.story(story.id).dek) == (
        "",
        "What happened on day 1.",
    )
    assert library.sources.take([answer(paper, item(1, dek="Edited"))]).changed == 1
    assert library.sources.story(story.id).note == CHANGED


def test_what_a_feed_asks_for_stays_with_its_source(library, paper):
    feed = Feed("The Paper", items=(item(1),), ttl=90, skip_hours=(0, 23), skip_days=(6,))
    library.sources.take([SourceAnswer(paper.id, "new", feed)])
    library.sources.take([answer(paper, status="unchanged")])
    found = library.sources.all()[0]
    assert (found.ttl, found.skip_hours, found.skip_days) == (90, (0, 23), (6,))


def test_a_server_is_never_due_and_a_story_is_found_by_its_guid(library, paper):
    server = library.sources.follow("https://example.com/reader", kind="server")
    assert library.sources.due("2099-01-01", everything=True) == (library.sources.find(paper.address),)
    library.sources.take([answer(server, item(1, guid="server-1a:7"), item(2))])
    assert library.sources.known(server.id, ["server-1a:7", "other"]) == {
        "server-1a:7": library.sources.stories()[-1].id
    }


def test_texts_that_nobody_opened_are_dropped_in_time_and_the_stories_stay(library, paper):
    library.sources.take([answer(paper, *(item(number, content=f"<p>{WORDS}") for number in range(1, 6)))])
    kept = {}
    for story in library.sources.stories()[1:]:
        kept[story.title[-1]] = library.sources.keep(story.id, reading(story.url)).id
    library.set_favourite(kept["1"], True)
    library.add_highlight(kept["2"], passage())
    library.read_to(kept["3"], Place(0), 0.1)
    assert library.sources.drop_old(30) == 0
    assert library.sources.drop_old(-30) == 1
    assert [story.entry for story in library.sources.stories()] == [None, None, kept["3"], kept["2"], kept["1"]]
    assert library.sources.own_text(library.sources.stories()[0].id) == ""
    assert [story.title for story in library.sources.waiting(9)] == ["Story number 5"]
    assert library.sources.drop_old(-30) == 0


def test_a_source_unfollowed_a_month_ago_is_forgotten(library, paper, monkeypatch):
    library.sources.take([answer(paper, item(1), item(2))])
    library.sources.unfollow(paper.id)
    library.sources.drop_old(90)
    assert library.sources.story(1).title == "Story number 1"
    monkeypatch.setattr(library.sources, "_now", lambda: "2026-03-01T00:00:00.000Z")
    library.sources.drop_old(90)
    with pytest.raises(LibraryError, match="no longer there"):
        library.sources.story(1)
    assert library.undo(SHELF) is None


def test_what_is_counted_is_what_is_listed(library, paper):
    other = library.sources.follow("https://example.org/feed", tags=["far"])
    library.sources.take([answer(paper, *map(item, range(1, 9))), answer(other, item(9, url="https://example.org/9"))])
    library.sources.mark_read([1, 2])
    read = library.sources.story(1).read
    library.sources.mute("word", "number 3")
    for source in (None, paper.id, other.id):
        for tag in ("", "local", "far"):
            for unread, since in ((None, ""), (True, ""), (False, ""), (True, read), (True, "2027")):
                which = {"source": source, "tag": tag, "unread": unread, "since": since}
                assert library.sources.count(**which) == len(library.sources.stories(**which))
