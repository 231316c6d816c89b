"""What is followed goes out with the library and comes in again."""

from __future__ import annotations

import json

from kept_samples import clock, reading
from test_followed import answer, item

from termread.desk.following import Moving
from termread.followed import ImportedMute, ImportedStory, Subscription
from termread.interchange import LibraryEntry, Skipped, UnknownField
from termread.library.api import Library
from termread.parse.own_files import is_ledger, read_ledger
from termread.write import write_entries


def filled():
    library = Library(now=clock())
    paper = library.sources.follow("https://example.com/feed.xml", title="The Paper", tags=["local", "ü"])
    other = library.sources.follow("https://example.org/feed", kind="page", home="https://example.org/")
    library.sources.take(
        [answer(paper, *map(item, range(1, 6))), answer(other, item(2, guid="own"), item(7, title="\x1b[31mSeven"))]
    )
    library.sources.mark_read([1, 2])
    for kind, value in (("word", "weather"), ("author", "Ann Other"), ("source", "https://example.org/feed")):
        library.sources.mute(kind, value)
    library.keep(reading("https://example.com/news/3"))
    return library


def out(library):
    return b"".join(write_entries([*library.everything(), *library.sources.everything()], "library")).decode()


def into(library, text):
    moving, entries, skipped = Moving(library), [], []
    for row in read_ledger(text.splitlines()):
        match row:
            case LibraryEntry():
                entries.append(row)
            case Subscription():
                moving.follow(row)
            case ImportedStory():
                moving.add(row)
            case ImportedMute():
                moving.mute(row)
            case _:
                skipped.append(row)
    library.import_entries(entries)
    moving.settle()
    return skipped


def facts(library):
    counts = library.sources.counts()
    sources = [(one.address, one.title, one.tags, one.kind, one.unread) for one in library.sources.all()]
    told = [(one.title, one.sources, one.guid, one.published, one.day, one.unread) for one in library.sources.stories()]
    return sources, told, counts, [(one.kind, one.value) for one in library.sources.mutes()]


def test_what_is_followed_goes_out_and_in_with_its_marks_and_mutes():
    library = filled()
    first = out(library)
    again = Library(now=clock())
    assert into(again, first) == []
    assert facts(again) == facts(library)
    assert out(again) == first
    assert into(again, first) == []
    assert facts(again) == facts(library)


def test_a_story_that_was_kept_already_has_its_entry():
    again = Library(now=clock())
    into(again, out(filled()))
    (kept,) = again.shelf()
    library = Library(now=clock())
    library.keep(reading("https://example.com/news/3"))
    paper = library.sources.follow("https://example.com/feed.xml")
    library.sources.take([answer(paper, item(3), item(4))])
    assert [story.entry for story in library.sources.stories()] == [None, 1]
    assert [story.title for story in library.sources.waiting(9)] == ["Story number 4"]
    assert kept.words


def test_what_is_followed_comes_into_a_library_that_follows_it_already():
    library = Library(now=clock())
    paper = library.sources.follow("https://example.com/feed.xml", title="Mine", tags=["own"])
    library.sources.take([answer(paper, item(1), item(9))])
    library.sources.mark_read([2])
    into(library, out(filled()))
    found = library.sources.all()[0]
    assert (found.title, found.tags) == ("Mine", ("local", "own", "ü"))
    unread = {story.title: story.unread for story in library.sources.stories()}
    assert unread == {
        "Story number 9": False,
        "Story number 5": True,
        "Story number 4": True,
        "Story number 3": True,
        "Story number 2": False,
        "Story number 1": False,
    }


def test_the_texts_of_stories_that_were_not_opened_stay_at_home():
    library = filled()
    library.sources.keep(5, reading("https://example.com/news/5"))
    assert [entry.address for entry in library.everything()] == ["https://example.com/news/3"]
    assert [entry.state for entry in library.everything([2])] == ["inbox"]


def test_a_file_that_begins_with_a_source_is_known_and_what_is_wrong_in_it_is_named():
    lines = [json.loads(line) for line in out(filled()).splitlines()][1:]
    assert is_ledger(json.dumps(lines[0]))
    strange = [
        {**lines[0], "kind": "telepathy"},
        {**lines[-1], "item": {"guid": 1}},
        {**lines[0], "type": "omen"},
        {**lines[0], "mood": "good"},
        {"termread": 2, "type": "mute", "kind": "word"},
    ]
    skipped = into(Library(now=clock()), "\n".join(map(json.dumps, strange)))
    assert [type(one) for one in skipped] == [Skipped, Skipped, Skipped, Skipped, UnknownField]
