"""What was followed in another program is followed here, with the marks of its stories."""

from __future__ import annotations

import pytest

from termread.cli import main
from termread.config import folders
from termread.desk.following import Moving
from termread.feed import FeedItem
from termread.followed import ImportedStory, Subscription
from termread.library.api import Library, open_library

A, B = "https://example.com/a.xml", "https://example.com/b.xml"


def stories(source, count, *, read=()):
    return [
        ImportedStory(source, FeedItem(f"g{n}", f"{source}/{n}", f"Story {n}"), n not in read) for n in range(count)
    ]


@pytest.fixture
def library():
    return Library()


def moved(library, *rows):
    moving = Moving(library)
    for row in rows:
        moving.follow(row) if isinstance(row, Subscription) else moving.add(row)
    moving.settle()
    return moving.new, moving.known, moving.stories, moving.read


def test_sources_come_with_their_names_and_tags(library):
    assert moved(library, Subscription(A, "One", "https://example.com/", ("x",)), Subscription(B, kind="page")) == (
        2,
        0,
        0,
        0,
    )
    first, second = library.sources.all()
    assert (first.address, first.title, first.home, first.tags, first.kind) == (
        A,
        "One",
        "https://example.com/",
        ("x",),
        "feed",
    )
    assert (second.address, second.kind) == (B, "page")


def test_a_source_that_is_followed_keeps_its_name_and_gets_the_tags(library):
    moved(library, Subscription(A, "Mine", tags=("x",)))
    assert moved(library, Subscription(A, "Theirs", tags=("y", "x"))) == (0, 1, 0, 0)
    (source,) = library.sources.all()
    assert (source.title, source.tags) == ("Mine", ("x", "y"))


def test_a_feed_in_two_folders_is_one_source(library):
    assert moved(library, Subscription(A, tags=("x",)), Subscription(A, tags=("y",))) == (1, 0, 0, 0)
    assert library.sources.all()[0].tags == ("x", "y")


def test_many_sources_come_quickly(library):
    rows = [Subscription(f"https://example.com/{n}", f"Paper {n}", tags=(f"t{n % 7}",)) for n in range(2_000)]
    assert moved(library, *rows, *rows) == (2_000, 0, 0, 0)
    assert [(one.title, one.tags) for one in library.sources.all()] == [(row.title, row.tags) for row in rows]


def test_stories_come_with_their_marks(library):
    rows = [*stories(A, 1_200, read=(0, 700)), *stories(B, 3, read=range(3))]
    assert moved(library, Subscription(A, "One"), *rows) == (1, 0, 1_203, 5)
    first = library.sources.find(A)
    assert library.sources.count(source=first.id, unread=True) == 1_198
    assert {story.title for story in library.sources.stories(source=first.id, unread=False)} == {"Story 0", "Story 700"}
    assert library.sources.count(source=library.sources.find(B).id, unread=True) == 0


def test_the_same_file_twice_changes_nothing(library):
    rows = [Subscription(A, "One", tags=("x",)), *stories(A, 20, read=(3,))]
    moved(library, *rows)
    before = [(story.id, story.unread) for story in library.sources.stories()]
    assert moved(library, *rows) == (0, 1, 0, 0)
    assert [(story.id, story.unread) for story in library.sources.stories()] == before


def test_stories_without_a_guid_are_known_by_their_address_or_title(library):
    rows = [
        ImportedStory(A, FeedItem(url=f"{A}/1", title="One"), False),
        ImportedStory(A, FeedItem(title="Two"), False),
    ]
    assert moved(library, *rows) == (0, 0, 2, 2)
    assert library.sources.count(unread=True) == 0


OPML = f"""<opml version="2.0"><body><outline text="News"><outline text="One" xmlUrl="{A}"/></outline>
<outline text="Two" xmlUrl="{B}"/><outline type="link" text="Page" url="https://example.com/page"/>
<outline text="nothing"/></body></opml>"""


def test_import_says_what_is_followed_and_what_is_kept(tmp_path, capsys):
    (tmp_path / "feeds.opml").write_text(OPML)
    assert main(["import", str(tmp_path / "feeds.opml")]) == 0
    said = capsys.readouterr()
    assert said.out == "1 added, 0 merged, 1 skipped\n2 feeds followed\n"
    assert "line 3: it has no address" in said.err
    (tmp_path / "urls").write_text(f'{A} "~One"\n')
    assert main(["import", str(tmp_path / "urls")]) == 0
    assert capsys.readouterr().out == "0 feeds followed, 1 followed already\n"
    library = open_library(folders().data)
    assert [(source.title, source.tags) for source in library.sources.all()] == [("One", ("News",)), ("Two", ())]
    assert library.counts().shelves["all"] == 1
