"""What a reader does around the reading: the shelf, opening, help, the palette, themes."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from termread.article import Article, Paragraph, Prose
from termread.config import Config, folders
from termread.desk import Desk
from termread.document import Reading, Receipt
from termread.library.api import Library
from termread.palette import THEMES
from termread.tui.app import Start, Termread
from termread.tui.dialogs.information import HelpScreen
from termread.tui.dialogs.waiting import WaitingScreen
from termread.tui.reader import ReaderScreen
from termread.tui.shelf.contents import date_of
from termread.tui.shelf.screen import ShelfScreen
from waiting import resized, settled, until

PAGE = str(Path(__file__).parents[1] / "pages" / "opinion" / "page.html")
HOSTILE = "\x1b]0;owned\x07[@click=app.quit]Quit[/] [citation needed] \u202eevil"


def article(title: str, text: str = "The harbour was quiet in the morning. " * 20) -> Article:
    return Article(title=title, site="Courier", language="en", blocks=tuple(Paragraph(Prose(text)) for _ in range(30)))


def library(*titles: str) -> Library:
    kept = Library()
    for number, title in enumerate(titles):
        kept.keep(Reading(article(title), Receipt(f"https://example.com/{number}")), opened=False)
    return kept


@asynccontextmanager
async def running(kept: Library | None = None, start: Start | None = None, size=(90, 30), config=None):
    desk = Desk(config or Config(), folders(), library=kept if kept is not None else library("One", "Two", "Three"))
    app = Termread(desk, start)
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


async def test_the_shelf_shows_what_is_kept_and_opens_it():
    async with running() as (app, pilot):
        assert isinstance(app.screen, ShelfScreen)
        assert "Inbox 3" in seen(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, ReaderScreen)
        shown = await press(pilot, "q")
        assert isinstance(app.screen, ShelfScreen)
        assert "Continue" in shown


async def test_filter_as_you_type_and_escape_brings_all_back():
    async with running(library("Quiet ports", "Loud bridges", "Quiet schools")) as (_, pilot):
        shown = await press(pilot, "slash", *"quiet")
        assert "Quiet ports" in shown
        assert "Loud bridges" not in shown
        shown = await press(pilot, "enter", "escape")
        assert "Loud bridges" in shown


async def test_search_shows_snippets_and_leads_to_the_passage():
    kept = library("One")
    long = (
        *(Paragraph(Prose("Nothing of note. " * 30)) for _ in range(30)),
        Paragraph(Prose("A zeppelin came at last.")),
    )
    kept.keep(Reading(Article(title="Late", blocks=long), Receipt("https://example.com/late")), opened=False)
    async with running(kept) as (app, pilot):
        await pilot.press("F", *"zeppelin")
        await until(pilot, lambda: "zeppelin" in seen(app).split("Search")[0])
        assert date_of(app.screen.rows.current.value.kept) in next(
            row for row in seen(app).splitlines() if "Late" in row
        )
        await pilot.press("enter")
        shown = await press(pilot, "enter")
        assert isinstance(app.screen, ReaderScreen)
        assert "A zeppelin came at last." in shown


async def test_archive_favourite_tag_delete_and_undo():
    async with running() as (app, pilot):
        kept = app.desk.library
        first = app.screen.rows.current.value
        await press(pilot, "asterisk")
        assert kept.entry(first.id).favourite
        await press(pilot, "number_sign", *"news, sea", "enter")
        assert kept.entry(first.id).tags == ("news", "sea")
        assert "Inbox 2" in await press(pilot, "e")
        assert kept.entry(first.id).state == "archived"
        assert "Inbox 1" in await press(pilot, "D")
        assert "Inbox 2" in await press(pilot, "U")


async def test_tabs_turn_and_tags_lead_to_their_articles():
    async with running() as (app, pilot):
        first = app.screen.rows.current.value
        app.desk.library.set_tags(first.id, ["sea"])
        for _ in range(10):
            shown = await press(pilot, "tab")
            if app.screen.shelf.tab.name == "tags":
                break
        assert "#sea" in shown
        shown = await press(pilot, "enter")
        assert first.title in shown
        assert "#sea   esc: back to the tags" in shown


async def test_escape_leaves_a_filter_then_a_tag_for_the_tags():
    async with running(library("Quiet ports", "Loud bridges", "Quiet schools")) as (app, pilot):
        kept, shelf = app.desk.library, app.screen.shelf
        for each in kept.shelf("all"):
            kept.set_tags(each.id, ["air", "sea"])
        while shelf.tab.name != "tags":
            await press(pilot, "tab")
        await press(pilot, "j", "enter", "slash", *"quiet", "enter")
        assert "esc: show all" in seen(app)
        shown = await press(pilot, "escape")
        assert "Loud bridges" in shown
        assert shelf.tag == "sea"
        await press(pilot, "F", "escape")
        assert shelf.tag == "sea"
        shown = await press(pilot, "escape")
        assert shelf.tab.name == "tags"
        assert shelf.value == "sea"
        assert "#air" in shown


async def test_a_damaged_library_is_told_whole_and_reading_goes_on(home):
    where = folders()
    where.data.mkdir(parents=True)
    (where.data / "library.db").write_bytes(b"no library" * 1000)
    app = Termread(Desk(Config(), where), Start((PAGE,)))
    async with app.run_test(size=(50, 20)) as pilot:
        await settled(pilot)
        assert "slower ports" in seen(app)
        assert any("termread restore" in note.message for note in app._notifications)


async def test_highlights_are_listed_and_lead_to_their_place():
    kept = library("One")
    entry = kept.shelf("all")[0].id
    from termread.article import Place
    from termread.layout.passages import passage

    kept.add_highlight(entry, passage(kept.article(entry), Place(20, 4), Place(20, 11)), 1, "the sea")
    async with running(kept) as (app, pilot):
        shown = await press(pilot, "shift+tab", "shift+tab", "shift+tab")
        while app.screen.shelf.tab.name != "marks":
            shown = await press(pilot, "tab")
        assert "“harbour”" in shown
        assert "the sea" in shown
        await press(pilot, "enter")
        assert app.screen.pager.viewport.sees(Place(20, 4))


async def test_a_page_is_opened_kept_and_opened_again_without_the_engine():
    async with running(library(), Start((PAGE,))) as (app, pilot):
        assert isinstance(app.screen, ReaderScreen)
        assert "slower ports" in seen(app)
        assert app.desk.kept_copy(PAGE) is not None
        await press(pilot, "s")
        assert isinstance(app.screen, ShelfScreen)
        await press(pilot, "o", *PAGE, "enter")
        assert isinstance(app.screen, ReaderScreen)
        assert len(app.articles) == 1


async def test_a_pasted_text_is_opened_whole():
    from textual.events import Paste

    text = Path(PAGE).with_name("page.html").read_text(encoding="utf-8")
    async with running() as (app, pilot):
        await pilot.press("o")
        app.post_message(Paste(text))
        await settled(pilot)
        assert isinstance(app.screen, ReaderScreen)
        assert "slower ports" in seen(app)


async def test_what_cannot_be_opened_is_said_and_the_page_stays():
    async with running() as (app, pilot):
        shown = await press(pilot, "o", *"nosuch.html", "enter")
        assert "There is no file nosuch.html." in shown
        assert isinstance(app.screen, ShelfScreen)


async def test_at_the_start_what_stands_in_the_way_is_said_with_what_to_do(tmp_path):
    (tmp_path / "empty.html").write_bytes(b"")
    async with running(library(), Start((str(tmp_path / "empty.html"),))) as (app, pilot):
        await until(pilot, lambda: "try again" in seen(app))
        assert isinstance(app.screen, WaitingScreen)
        assert "empty" in seen(app)
        await press(pilot, "s")
        assert isinstance(app.screen, ShelfScreen)


async def test_several_articles_are_open_each_at_its_place():
    async with running() as (app, pilot):
        await press(pilot, "enter")
        first = app.screen
        await press(pilot, "space", "s", "tab", "enter")
        assert app.screen is not first
        shown = await press(pilot, "A")
        assert "Open articles" in shown
        await press(pilot, "enter")
        assert app.screen is first
        assert first.pager.viewport.top > 0


async def test_an_article_that_is_closed_takes_its_memory_with_it(monkeypatch):
    monkeypatch.setattr("termread.tui.app.articles.OPEN_CAP", 2)
    async with running(library(*"ABCDEF")) as (app, pilot):
        for number in range(1, 7):
            app.opener.open_address(f"https://example.com/{number - 1}")
            await settled(pilot)
        assert [reader.opened.article.title for reader in app.articles] == ["E", "F"]
        assert sum(isinstance(node, ReaderScreen) for node in app._registry) == 2
        await press(pilot, "A", "x", "escape")
        await settled(pilot)
        assert app.reader.opened.article.title == "F"
        assert sum(isinstance(node, ReaderScreen) for node in app._registry) == 1
        await press(pilot, "A", "x", "escape")
        await settled(pilot)
        assert isinstance(app.screen, ShelfScreen)
        assert not any(isinstance(node, ReaderScreen) for node in app._registry)


async def test_help_teaches_with_the_readers_own_keys():
    from termread.config.file import parse

    async with running(config=parse('[keys]\nzen = "Z"\n')) as (app, pilot):
        await press(pilot, "enter")
        shown = await press(pilot, "question_mark")
        assert isinstance(app.screen, HelpScreen)
        assert "Keyboard shortcuts" in shown
        zen = next(
            row
            for block in app.screen.canvas.article.blocks
            for row in getattr(block, "rows", ())
            if "hide the status row" in row[1].prose.text
        )
        assert zen[0].prose.text.strip() == "Z"
        await press(pilot, "escape")
        await press(pilot, "Z")
        assert app.screen.look.zen


async def test_the_palette_asks_in_our_words_and_without_a_picture():
    async with running() as (_, pilot):
        shown = await press(pilot, "ctrl+p")
        assert "A command, a heading, a title" in shown
        assert "🔎" not in shown


async def test_the_palette_finds_actions_headings_and_what_is_kept():
    async with running(library("Quiet ports", "Loud bridges")) as (app, pilot):
        await press(pilot, "enter")
        await press(pilot, "ctrl+p")
        await pilot.press(*"next theme")
        await until(pilot, lambda: "Next theme" in seen(app))
        before = app.palette.name
        await pilot.press("enter")
        await until(pilot, lambda: app.palette.name != before)


async def test_the_palette_takes_a_theme_by_its_name():
    async with running(library("Quiet ports")) as (app, pilot):
        await press(pilot, "enter")
        await press(pilot, "ctrl+p")
        await pilot.press(*"theme sepia")
        await until(pilot, lambda: "Theme: sepia" in seen(app))
        await pilot.press("enter")
        await until(pilot, lambda: app.palette.name == "sepia")


async def test_themes_switch_live_and_are_remembered():
    async with running() as (app, pilot):
        names = []
        for _ in THEMES:
            await press(pilot, "T")
            names.append(app.palette.name)
        assert sorted(names) == sorted(THEMES)
        assert app.desk.look.theme == names[-1]


async def test_clashes_of_keys_are_said(monkeypatch):
    from termread.config.file import parse

    async with running(config=parse('[keys]\nfind = "j"\n')) as (app, _):
        assert "j is bound to both" in seen(app)
    told = []
    monkeypatch.setattr(Termread, "notify", lambda _, message, **__: told.append(message))
    async with running(config=parse('[keys]\nfind = "j"\nnonsense = "x"\n')):
        (notice,) = told
        assert "j is bound to both" in notice
        assert "no command nonsense" in notice


async def test_what_comes_from_outside_is_only_ever_text():
    from termread.text import clean_line

    kept = Library()
    hostile = clean_line(HOSTILE)
    kept.keep(
        Reading(
            Article(title=hostile, site=hostile, blocks=(Paragraph(Prose(hostile)),)), Receipt("https://example.com/a")
        )
    )
    kept.set_tags(kept.shelf("all")[0].id, [hostile])
    async with running(kept) as (app, pilot):
        for _ in range(7):
            shown = await press(pilot, "tab")
            assert "\x1b" not in shown
            assert "\u202e" not in shown
        await press(pilot, "enter")
        await press(pilot, "ctrl+p")
        await pilot.press(*"citation")
        await until(pilot, lambda: "citation needed" in seen(app))
        assert app.is_running


@pytest.mark.parametrize("size", [(1, 1), (3, 2), (20, 5), (300, 80)])
async def test_every_screen_at_every_size(size):
    async with running(size=size) as (app, pilot):
        for key in ("question_mark", "escape", "A", "escape", "slash", "escape", "enter", "I", "escape", "t", "escape"):
            await press(pilot, key)
        assert app.is_running


async def test_a_hundred_thousand_articles_are_a_list_like_any_other():
    class Huge(Library):
        def shelf(self, shelf="all", *, tag="", words="", sort="opened", offset=0, limit=200):
            kept = super().shelf("all")[0]
            return [replace(kept, id=n + 1, title=f"Number {n}") for n in range(offset, min(offset + limit, 100_000))]

        def counts(self):
            counts = super().counts()
            return replace(counts, shelves=dict.fromkeys(counts.shelves, 100_000))

    kept = Huge()
    kept.keep(Reading(article("One"), Receipt("https://example.com/a")))
    async with running(kept) as (_, pilot):
        shown = await press(pilot, "G")
        assert "Number 99999" in shown
        assert "100,000 of 100,000" in shown
        assert "Number 99997" in await press(pilot, "k", "k")


@pytest.mark.parametrize("columns", [100, 88, 60, 40, 24])
async def test_the_key_of_the_help_shows_however_narrow_the_shelf(columns):
    async with running(size=(columns, 20)) as (app, _):
        last = seen(app).splitlines()[-1]
        assert "?: help" in last
        assert last.endswith("1 of 3")


async def test_all_that_the_command_line_names_is_open_the_first_of_it_shown(tmp_path):
    pages = []
    for name in ("First", "Second", "Third"):
        path = tmp_path / f"{name}.md"
        path.write_text(f"# {name} of all\n\n" + "The harbour was quiet. " * 40, encoding="utf-8")
        pages.append(str(path))
    addresses = (pages[0], pages[1], str(tmp_path / "none.html"), pages[2], "-")
    start = Start(addresses, data=b"# Said on the way in\n\n" + b"Nobody asked for this text. " * 40)
    async with running(Library(), start) as (app, pilot):
        shown = seen(app)
        assert "First of all" in shown
        assert "none.html" in " ".join(note.message for note in app._notifications)
        shown = await press(pilot, "A")
        order = [shown.index(title) for title in ("First of", "Second of", "Third of", "Said on")]
        assert order == sorted(order)
        assert "Second of all" in await press(pilot, "enter")
        assert app.desk.library.counts().shelves["inbox"] >= 2


async def test_when_the_first_cannot_be_opened_the_others_are():
    async with running(Library(), Start(("/no/such/page.html", PAGE))) as (app, pilot):
        assert isinstance(app.screen, WaitingScreen)
        assert "quiet case for slower ports" in await press(pilot, "A")
        await press(pilot, "enter")
        assert isinstance(app.screen, ReaderScreen)


async def test_what_is_known_can_be_scrolled_on_a_small_screen_and_its_keys_stay():
    start = Start((PAGE,))
    async with running(Library(), start, size=(40, 20)) as (_, pilot):
        shown = await press(pilot, "I")
        assert "j: more · c: charset · esc: back" in shown
        assert "Charset" not in shown
        shown = await press(pilot, *"jjjjjjjjjjjj")
        assert "Charset" in shown
        assert "esc: back" in shown
        await resized(pilot, 90, 40)
        assert "j: more" not in seen(pilot.app)
