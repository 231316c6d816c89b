"""A morning in the app: reading, marking, catching up, muting, an edition, following, and undo, by their keys."""

from __future__ import annotations

from contextlib import asynccontextmanager

import pytest
from front_page import desk_of, following, with_text

from termread.library.api import Library
from termread.tui.app import Start, Termread
from termread.tui.dialogs.following import MuteList, SourcesList
from termread.tui.reader import ReaderScreen
from termread.tui.shelf.screen import ShelfScreen
from termread.tui.shelf.today import TODAY
from waiting import settled, until


@asynccontextmanager
async def running(library: Library | None = None, size=(90, 40)):
    desk = desk_of(library or following())
    app = Termread(desk, Start())
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        yield app, pilot
    desk.close()


def seen(app: Termread) -> str:
    return "\n".join(strip.text.rstrip() for strip in app.screen._compositor.render_strips())


async def press(pilot, *keys: str) -> str:
    await pilot.press(*keys)
    await settled(pilot)
    return seen(pilot.app)


def unread(app: Termread) -> set[str]:
    return {story.title for story in app.desk.library.sources.stories(unread=True)}


async def test_a_story_is_read_and_the_cursor_goes_on_to_the_next():
    library = following()
    with_text(library, "The last ferry")
    async with running(library) as (app, pilot):
        shown = await press(pilot, "enter")
        assert isinstance(app.screen, ReaderScreen)
        assert "The harbor lights come on" in shown
        shown = await press(pilot, "q")
        assert isinstance(app.screen, ShelfScreen)
        assert "• The last ferry" not in shown
        assert "The last ferry" in shown
        assert app.screen.shelf.story.title == "Council keeps the bridge"
        assert "The last ferry" not in unread(app)


async def test_a_story_is_marked_and_unmarked_and_the_mark_is_undone():
    async with running() as (app, pilot):
        assert "Marked as read; U undoes" in await press(pilot, "M")
        assert "The last ferry" not in unread(app)
        assert "Marked as unread; U undoes" in await press(pilot, "M")
        await press(pilot, "M", "U")
        assert "The last ferry" in unread(app)


async def test_catching_up_says_how_many_and_is_undone():
    async with running() as (app, pilot):
        assert "Marked 6 stories as read; U brings them back" in await press(pilot, "C")
        assert not unread(app)
        assert app.screen.shelf.tab is TODAY
        assert "Nothing here is unread" in await press(pilot, "C")
        await press(pilot, "U")
        assert len(unread(app)) == 6


async def test_catching_up_is_for_what_shows():
    async with running() as (app, pilot):
        await press(pilot, "slash", *"bridge", "enter")
        assert "Marked 1 story as read" in await press(pilot, "C")
        await press(pilot, "escape", "L", "j", "j", "enter")
        assert app.screen.shelf.today.name == "Harbor Post"
        assert "Marked 2 stories as read" in await press(pilot, "C")
        assert len(unread(app)) == 3


async def test_a_word_a_source_and_an_author_are_muted_and_unmuted():
    async with running() as (app, pilot):
        shown = await press(pilot, "exclamation_mark")
        assert isinstance(app.screen, MuteList)
        assert "The source Example News" in shown
        assert "The author A Reporter" in shown
        shown = await press(pilot, "j", "j", "enter")
        assert "Muted A Reporter: 1 unread story hidden; U undoes" in shown
        assert "The last ferry" not in shown
        await press(pilot, "exclamation_mark", "enter", *"bridge", "enter")
        assert "bridge" not in " ".join(story.title for story in app.desk.library.sources.stories(unread=True))
        await press(pilot, "exclamation_mark", "G", "enter")
        assert len(app.desk.library.sources.mutes()) == 1
        await press(pilot, "U", "U", "U")
        assert len(unread(app)) == 6


async def test_an_edition_shows_its_stories_and_escape_leaves_it():
    library = following()
    for title in ("The last ferry", "High tides", "A school reopens"):
        with_text(library, title)
    async with running(library) as (app, pilot):
        shown = await press(pilot, "E")
        assert "Minutes" in shown
        shown = await press(pilot, *["backspace"] * 2, *"9", "enter")
        assert "9 minutes:" in shown
        assert 0 < app.screen.rows.count < 4
        shown = await press(pilot, "escape")
        assert app.screen.rows.count == 6
        shown = await press(pilot, "E", *["backspace"] * 2, *"soon", "enter")
        assert "Type a number of minutes" in shown


async def test_what_is_followed_is_listed_renamed_tagged_and_unfollowed():
    async with running() as (app, pilot):
        shown = await press(pilot, "L")
        assert isinstance(app.screen, SourcesList)
        assert "#sea" in shown
        assert "3 unread" in shown
        await press(pilot, "j", "n", *" today", "enter")
        assert {source.name for source in app.desk.library.sources.all()} >= {"Example News today"}
        await press(pilot, "number_sign", *"city, night", "enter")
        assert ("city", "night") in {source.tags for source in app.desk.library.sources.all()}
        before = len(app.desk.library.sources.all())
        await press(pilot, "G", "x")
        assert len(app.desk.library.sources.all()) == before - 1
        await press(pilot, "escape", "U")
        assert len(app.desk.library.sources.all()) == before


@pytest.mark.parametrize(
    ("key", "said", "shelf"),
    [
        ("asterisk", "Added to favorites", "favourites"),
        ("e", "Archived", "archive"),
        ("c", "Saved for later", "inbox"),
    ],
)
@pytest.mark.parametrize("has_text", [True, False])
async def test_a_story_that_is_saved_becomes_an_entry(key, said, shelf, has_text):
    library = following()
    if has_text:
        with_text(library, "The last ferry")
    async with running(library) as (app, pilot):
        assert said in await press(pilot, key)
        assert [kept.title for kept in app.desk.library.shelf(shelf)] == ["The last ferry"]
        assert app.screen.shelf.story.title == "The last ferry"


async def test_tags_make_a_story_an_entry():
    async with running() as (app, pilot):
        await press(pilot, "number_sign", *"sea", "enter")
        assert app.desk.library.counts().tags == {"sea": 1}


async def test_deleting_a_story_marks_it_as_read():
    async with running() as (app, pilot):
        assert "Marked as read; U undoes" in await press(pilot, "D")
        assert "The last ferry" not in unread(app)


async def test_the_keys_of_today_say_what_they_need_elsewhere():
    async with running(Library()) as (app, pilot):
        assert "Move to a story in Today first" in await press(pilot, "M")
        assert "You can only catch up in Today" in await press(pilot, "C")
        assert "You follow nothing yet" in await press(pilot, "r")
        shown = await press(pilot, "right_square_bracket")
        assert "You follow nothing yet" in shown
        assert app.screen.shelf.tab is TODAY


async def test_another_process_brings_stories(tmp_path):
    library = following(library=Library(tmp_path))
    async with running(library) as (app, pilot):
        other = Library(tmp_path)
        story = app.screen.shelf.story
        other.sources.mark_read([story.id])
        other.close()
        app.screen.look_again()
        await until(pilot, lambda: not app.screen.shelf.story.unread)
