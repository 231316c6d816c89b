"""Today, the front page, without a framework: what stands on it, what each story shows, and what the keys find."""

from __future__ import annotations

import pytest
from front_page import PAPERS, at, desk_of, following, with_text

from termread.feed import FeedItem
from termread.library.api import Library
from termread.tui.page.tty import keys_in
from termread.tui.shelf.early import EarlyShelf
from termread.tui.shelf.model import Shelf
from termread.tui.shelf.today import TODAY, Edition, midnight


def shelf_of(library: Library, columns: int = 80, rows: int = 40) -> EarlyShelf:
    shelf = EarlyShelf(desk_of(library))
    shelf.resize(columns, rows)
    shelf.rest()
    return shelf


def seen(shelf: Shelf) -> list[str]:
    return [row.text.rstrip() for row in shelf.frame()]


def titles(shelf: Shelf) -> list[str]:
    return [entry.head for number in range(shelf.entries.count) if (entry := shelf.entries.entry(number))]


def test_unread_stories_stand_by_day_and_source(home):
    assert seen(shelf_of(following(), rows=27)) == [
        f"   termread{'6 unread':>66}",
        "",
        "   Today 6   Continue   Inbox   Favorites   Archive   All   Tags   Highlights",
        "",
        "   ── Today ──────────────────────────────────────────────────── by source ──",
        " ▌ • The last ferry",
        " ▌   ▽ Example News · It left early.",
        "",
        "   • Council keeps the bridge",
        "     ▽ Example News · After nine years.",
        "",
        "   • High tides",
        "     ● Harbor Post · Sandbags are out.",
        "",
        "   • Episode 12",
        "     ○ Tide Talk · audio · On the moon.",
        "   ── Yesterday ─────────────────────────────────────────────────────────────",
        "   • A school reopens",
        "     ▽ Example News",
        "",
        "   • The fish market moves",
        "     ● Harbor Post",
        *[""] * 4,
        "   r: refresh   C: catch up   M: mark read   ]: next unread   ?: help  1 of 6",
    ]


def test_there_is_no_today_where_nothing_is_followed(home):
    shelf = shelf_of(Library())
    assert "Today" not in "\n".join(seen(shelf))
    for _ in range(7):
        shelf.turn(1)
        assert shelf.tab is not TODAY


def test_the_shelf_begins_with_today_only_if_something_is_unread(home):
    library = following()
    library.save_for_later("https://example.com/waits")
    assert shelf_of(library).tab is TODAY
    library.sources.catch_up()
    assert shelf_of(library).tab.name == "inbox"


def test_a_story_that_was_read_stays_in_its_place_today(home):
    library = following()
    shelf = shelf_of(library)
    before = titles(shelf)
    library.sources.mark_read([shelf.story.id])
    assert shelf.look_again()
    assert titles(shelf) == before
    assert shelf.tab is TODAY
    assert not shelf.story.unread
    assert not [row for row in seen(shelf) if "• The last ferry" in row]
    assert [row for row in seen(shelf) if "The last ferry" in row]


def test_a_new_look_begins_at_the_first_unread_story(home):
    library = following()
    shelf = shelf_of(library)
    library.sources.mark_read([shelf.story.id])
    assert shelf_of(library).story.title == "Council keeps the bridge"


def test_the_cursor_stays_on_its_story_while_others_come(home):
    library = following()
    shelf = shelf_of(library, rows=20)
    shelf.entries.go(4)
    row = next(y for y, text in enumerate(seen(shelf)) if text.startswith(" ▌"))
    story = shelf.story
    fresh = tuple(FeedItem(f"x{n}", f"https://example.com/x{n}", f"Fresh {n}", published=at(0.1)) for n in range(7))
    following({"Example News": (*PAPERS["Example News"], *fresh)}, library=library)
    assert shelf.look_again()
    assert shelf.story.id == story.id
    assert row == next(y for y, text in enumerate(seen(shelf)) if text.startswith(" ▌"))


@pytest.mark.parametrize(
    ("keys", "story"),
    [
        ("]", "High tides"),
        ("]]", "Episode 12"),
        ("]]]]]]", "The fish market moves"),
        ("G[[", "Episode 12"),
        ("G[[[[[[[[", "The last ferry"),
    ],
)
def test_the_next_unread_story_is_found(home, keys, story):
    library = following()
    bridge = next(each for each in library.sources.stories() if "bridge" in each.title)
    library.sources.mark_read([bridge.id])
    shelf = shelf_of(library)
    for key in keys_in(keys.encode()):
        assert shelf.key(key) is shelf
    assert shelf.story.title == story


def test_it_is_said_where_there_is_no_unread_story(home):
    library = following()
    shelf = shelf_of(library)
    for key in keys_in(b"G]"):
        shelf.key(key)
    assert seen(shelf)[-1].strip().startswith("No unread stories below")
    library.sources.catch_up()
    shelf = shelf_of(library)
    assert shelf.tab is not TODAY
    for key in keys_in(b"]"):
        shelf.key(key)
    assert shelf.tab is TODAY
    assert seen(shelf)[-1].strip().startswith("No unread stories")


def test_a_filter_a_source_and_a_tag_narrow_it(home):
    shelf = shelf_of(following())
    shelf.filter("bridge")
    assert titles(shelf) == ["Council keeps the bridge"]
    shelf.widen()
    shelf.today.part = next(each for each in shelf.today.sources.all() if each.title == "Harbor Post")
    shelf.fill()
    assert titles(shelf) == ["High tides", "The fish market moves"]
    assert "Harbor Post   esc: show all" in seen(shelf)[-1]
    shelf.today.part = "sea"
    shelf.fill()
    assert titles(shelf) == ["High tides", "The fish market moves"]
    assert "#sea   esc: show all" in seen(shelf)[-1]
    shelf.filter("nothing like it")
    assert "Nothing here matches" in "\n".join(seen(shelf))
    shelf.widen()
    assert len(titles(shelf)) == 2
    shelf.widen()
    assert len(titles(shelf)) == 6


def test_an_edition_is_only_its_stories(home):
    library = following()
    shelf = shelf_of(library)
    ids = tuple(each.id for each in library.sources.stories() if "bridge" in each.title or "tides" in each.title)
    shelf.today.part = Edition(20, 9, ids)
    shelf.fill()
    assert titles(shelf) == ["Council keeps the bridge", "High tides"]
    assert "20 minutes: 2 stories, 9 min" in seen(shelf)[-1]
    library.sources.mark_read(ids[:1])
    shelf.look_again()
    assert len(titles(shelf)) == 2


def test_the_preview_has_the_text_or_says_that_there_is_none(home):
    library = following()
    shelf = shelf_of(library, 160)
    assert "Its text has not been fetched yet" in "\n".join(seen(shelf))
    with_text(library, "The last ferry")
    shelf = shelf_of(library, 160)
    assert "The harbor lights come on" in "\n".join(seen(shelf))
    assert [row for row in seen(shelf) if "Example News" in row and " min" in row]


def test_enter_on_a_story_is_left_to_the_app(home):
    shelf = shelf_of(following())
    (key,) = keys_in(b"\r")
    assert shelf.key(key) is None


def test_midnight_is_today_here():
    assert midnight() < at(0)
    assert midnight().endswith("Z")
