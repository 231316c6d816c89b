"""The rows of the shelf: what an entry shows of itself, the rules between days, the preview, and that every row fits."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from threading import Event

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from termread import first_screen
from termread.article import Article, Figure, Paragraph, Place, Prose
from termread.config import Config, folders
from termread.desk import Desk
from termread.document import Reading, Receipt
from termread.errors import LibraryError
from termread.library.api import Library
from termread.library.model import Kept
from termread.palette import SOURCES, THEMES, contrast
from termread.text import drawn_width
from termread.tui.app import Start, Termread
from termread.tui.shelf.contents import TABS, count_of, fitting, of_kept, source_of
from termread.tui.shelf.days import day_of, named, short
from termread.tui.shelf.early import EarlyShelf
from termread.tui.shelf.model import Shelf
from termread.values import replace
from waiting import settled

TODAY = datetime.now(UTC).astimezone().replace(hour=12)
CLOCK = [TODAY]
PARAGRAPH = "The harbor lights come on one after the other while the last ferry turns around the pier. "
STORIES = (
    # title, site, byline, days ago, progress
    ("The last ferry of the evening leaves without its captain", "Example News", "A Reporter", 0, 0.4),
    ("Ferries", "Harbor Post", "Harbor Post", 0, 0.0),
    ("港の明かりが一つずつ灯るころ、最後のフェリーが桟橋を回っていく", "Example News", None, 1, 1.0),
    ("Before the storm", None, None, 40, 0.9),
)


def desk_of(stories=STORIES, *, theme: str = "paper") -> Desk:
    """Return a desk with *stories*, the first one read last."""
    library = Library(now=lambda: CLOCK[0].astimezone(UTC).isoformat(timespec="milliseconds"))
    for number, (title, site, byline, ago, progress) in reversed(list(enumerate(stories))):
        CLOCK[0] = TODAY - timedelta(days=ago, minutes=number)
        blocks = (Figure(alt="A pier"), *(Paragraph(Prose(PARAGRAPH * 9)) for _ in range(9)))
        story = Article(
            title=title,
            site=site,
            byline=byline,
            dek="What is known",
            language="en",
            published="2020-02-03",
            blocks=blocks,
        )
        kept = library.keep(Reading(story, Receipt(f"https://example.com/{number}")))
        if progress:
            library.read_to(kept.id, Place(1), progress)
    return Desk(replace(Config(), theme=theme), folders(), library=library)


def frame(desk: Desk, columns: int, rows: int) -> list[str]:
    shelf = EarlyShelf(desk)
    shelf.resize(columns, rows)
    shelf.rest()
    return [row.text.rstrip() for row in shelf.frame()]


EMPTY = Library()
EARLIER = named(day_of((TODAY - timedelta(days=40)).isoformat()))


def test_an_entry_shows_its_source_date_and_progress():
    assert frame(desk_of(), 80, 19) == [
        f"   termread{'4 saved':>66}",
        "",
        "   Continue 3   Inbox   Favorites   Archive   All 4   Tags   Highlights",
        "",
        "   ── Today ────────────────────────────────── last read first   ,: change ──",
        " ▌ The last ferry of the evening leaves without its captain",
        " ▌ ▽ Example News · 3 Feb 2020 · A Reporter               5 min left ━━━─────",
        "",
        "   Ferries",
        "   ● Harbor Post · 3 Feb 2020                                         7–9 min",
        f"   ── {EARLIER} ".ljust(77, "─"),
        "   Before the storm",
        "   ● example.com · 3 Feb 2020                             1 min left ━━━━━━━─",
        *[""] * 5,
        "   /: filter   F: search   tab: next   o: open   q: quit   ?: help     1 of 3",
    ]


def test_at_forty_columns_what_matters_less_is_left_out_and_nothing_is_cut():
    assert frame(desk_of(), 40, 15) == [
        "   termread                   4 saved",
        "",
        "   Continue 3   Inbox   Favorites ›",
        "",
        "   ── Today ── last read first (,) ──",
        " ▌ The last ferry of the evening…",
        " ▌ ▽ Example… · 3 Feb 2020   ━━━─────",
        "",
        "   Ferries",
        "   ● Harbor Post · 3 Feb 2020",
        f"   ── {EARLIER} ".ljust(37, "─"),
        "   Before the storm",
        "   ● example.… · 3 Feb 2020  ━━━━━━━─",
        "",
        "  o: open   q: quit   ?: help   1 of 3",
    ]


def test_from_140_columns_on_a_preview_stands_beside_the_list():
    shown = frame(desk_of(), 140, 19)
    beside = [row[89:].rstrip() for row in shown[5:-1]]
    assert all(row[86] == "│" for row in shown[5:-1])
    assert [row for row in beside if row.strip("━─")] == [
        "Example News",
        "The last ferry of the evening",
        "leaves without its captain",
        "What is known",
        "By A Reporter · 3 Feb 2020",
        "The harbor lights come on one after the other",
        "while the last ferry turns around the pier. The",
    ]
    assert not any("│" in row for row in frame(desk_of(), 139, 19))


async def test_the_preview_follows_the_cursor_without_being_waited_for():
    app = Termread(desk_of(), Start())
    async with app.run_test(size=(150, 20)) as pilot:
        await settled(pilot)
        await seen(pilot, "What is known")
        held = Event()
        read = app.desk.library.beginning
        app.desk.library.beginning = lambda entry: held.wait(9) and read(entry)
        await pilot.press("j")
        assert sum(row.text.count("Ferries") for row in app.screen.shelf.frame()) == 2
        await pilot.press("k", "k", "j")
        held.set()
        await seen(pilot, "What is known")


async def seen(pilot, words: str) -> None:
    for _ in range(200):
        if any(words in row.text for row in pilot.app.screen.shelf.frame()):
            return
        await pilot.pause(0.02)
    raise AssertionError(words)


def test_a_preview_that_cannot_be_read_shows_the_title_and_says_nothing(monkeypatch):
    def damaged(entry):
        raise LibraryError("It is damaged.", code="damaged")

    desk = desk_of()
    monkeypatch.setattr(desk.library, "beginning", damaged)
    shown = frame(desk, 140, 19)
    assert sum("The last ferry" in row for row in shown) == 2
    assert "damaged" not in "".join(shown)


@pytest.mark.parametrize("columns", [40, 60, 139, 140])
@pytest.mark.parametrize("tab", TABS, ids=[tab.name for tab in TABS])
def test_an_empty_tab_says_in_whole_what_to_press(tab, columns):
    shelf = Shelf(Desk(Config(), folders(), library=Library()), THEMES["paper"])
    shelf.resize(columns, 24)
    shelf.go_to(tab)
    text = " ".join(" ".join(row.text for row in shelf.frame()).split())
    assert shelf.entries.empty in text.replace(" │", "")
    assert "Press " in shelf.entries.empty or "press " in shelf.entries.empty
    assert "{" not in text


def test_the_keys_that_show_are_those_of_the_settings():
    config = replace(Config(), keys={"sort": "O", "open": "ctrl+o", "help": "ctrl+h"})
    shelf = EarlyShelf(Desk(config, folders(), library=Library()))
    shelf.resize(80, 12)
    text = "\n".join(row.text for row in shelf.frame())
    assert "Press ctrl-o to open" in text
    assert "ctrl-h: help" in text


@pytest.mark.parametrize(
    ("order", "names"),
    [
        ("opened", ["Today", EARLIER]),
        ("published", ["Mon 3 Feb 2020"]),
        ("site", ["example.com", "Example News", "Harbor Post"]),
        ("title", []),
    ],
)
def test_each_order_names_its_groups(order, names):
    shelf = EarlyShelf(desk_of())
    shelf.order = order
    shelf.look_again()
    shelf.resize(80, 30)
    rules = [row.text.split("── ")[1].split(" ─")[0] for row in shelf.frame() if row.text.startswith("   ── ")]
    assert rules == names


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2026-12-01", "Today"),
        ("2026-11-30", "Yesterday"),
        ("2026-11-29", "Sun 29 Nov"),
        ("2025-11-30", "Sun 30 Nov 2025"),
        ("2027-01-01", "Fri 1 Jan 2027"),
        ("No date", "No date"),
        ("2026-13-45", "2026-13-45"),
        ("", ""),
    ],
)
def test_days_are_called_as_people_call_them(day, name):
    assert named(day, date(2026, 12, 1)) == name


@given(st.text(max_size=30))
def test_a_day_can_be_asked_of_any_text(text):
    assert isinstance(named(text), str)
    assert isinstance(short(text), str)
    assert day_of(text) == "" or len(day_of(text)) == 10


TEXTS = st.text(st.sampled_from("ab c·…-港灯か👩‍👩‍👧é́ΩЖ한नी\u0301🇩🇪"), max_size=60)


KEPT = st.builds(
    Kept,
    id=st.integers(1, 9),
    key=st.just("key"),
    address=TEXTS,
    url=st.none(),
    title=TEXTS,
    site=TEXTS,
    byline=TEXTS,
    published=st.sampled_from([None, "2020-02-03", "2020", "soon"]),
    minutes=st.sampled_from([(0, 0), (7, 9), (70, 900)]),
    added=st.sampled_from(["", "2026-11-30T10:00:00.000Z", "2020-02-03"]),
    favourite=st.booleans(),
    tags=st.lists(TEXTS, max_size=3).map(tuple),
    progress=st.floats(0, 1),
    has_text=st.booleans(),
)


@settings(max_examples=40)
@given(
    st.lists(KEPT, max_size=6),
    st.one_of(st.integers(1, 220), st.sampled_from([40, 80, 139, 140])),
    st.integers(1, 40),
    st.sampled_from(["dusk", "ansi"]),
    st.sampled_from(TABS),
)
def test_every_row_is_as_wide_as_the_screen(kept, columns, rows, theme, tab):
    shelf = Shelf(Desk(Config(), folders(), library=EMPTY), THEMES[theme])
    shelf.go_to(tab)
    shelf.resize(columns, rows)
    for order in ("opened", "site"):
        shelf.show([of_kept(each, order) for each in kept], "Nothing is here. Press {open} to open something.")
        for each in kept[:1]:
            shelf.preview.take(each.id, Article(title=each.title, blocks=(Paragraph(Prose(each.byline * 20)),)))
        shown = shelf.frame()
        assert len(shown) == rows
        # By its pieces, as they are drawn: a joiner at the end of one joins nothing to the next.
        assert {sum(drawn_width(text) for text, _ in row.pieces) for row in shown} == {columns}


@given(st.integers(1, 120), st.sampled_from(TABS))
def test_the_tabs_have_room_and_say_that_there_are_more(room, tab):
    shown, before, after = fitting({each: count_of(each, EMPTY.counts()) for each in TABS}, tab, room)
    assert tab in [each for each, _ in shown]
    assert (before, after) == (shown[0][0] is not TABS[0], shown[-1][0] is not TABS[-1])
    assert len(shown) == 1 or sum(len(name) + 3 for _, name in shown) - 3 + 2 * (before + after) <= room


def test_a_source_has_the_same_sign_wherever_it_stands():
    kept = desk_of().library.shelf()
    signs = {(source_of(each), of_kept(each).below[0][0]) for each in kept}
    assert len(signs) == len({source_of(each) for each in kept}) == 3


@pytest.mark.parametrize("theme", [theme for theme in THEMES.values() if not theme.ansi], ids=lambda theme: theme.name)
def test_the_colors_of_sources_can_be_read(theme):
    colors = [theme.ink(role).colour for role in SOURCES]
    assert len(set(colors)) == len(SOURCES)
    for ground in (theme.ink("text").ground, theme.ink("cursor").ground):
        assert min(contrast(color, ground) for color in colors) >= 4.5


def test_what_the_shelf_shows_first_is_void_the_next_day(home, monkeypatch):
    import time

    first_screen.keep(first_screen.SHELF, (80, 24), b"shelf")
    assert first_screen.find(first_screen.SHELF, (80, 24))
    tomorrow = time.localtime(time.time() + 86_400)
    monkeypatch.setattr(first_screen, "localtime", lambda: tomorrow)
    assert not first_screen.find(first_screen.SHELF, (80, 24))


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ("*", "Added to favorites; U undoes"),
        ("**", "Removed from favorites; U undoes"),
        ("e", "Archived; U undoes"),
        ("D", "Deleted; U undoes"),
        ("eU", "Undone: moving “The last ferry"),
        (",", "Newest first"),
    ],
)
async def test_each_key_says_what_it_did(keys, said):
    app = Termread(desk_of(), Start())
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        for key in keys:
            await pilot.press("comma" if key == "," else key)
            await settled(pilot)
        assert said in app.screen.shelf.frame()[-1].text


async def test_unarchiving_says_where_it_went():
    app = Termread(desk_of(), Start())
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await pilot.press("e", "tab", "tab", "tab", "e")
        await settled(pilot)
        assert "Moved to the inbox; U undoes" in app.screen.shelf.frame()[-1].text


def test_an_empty_list_has_no_rule():
    assert not any("──" in row for row in frame(Desk(Config(), folders(), library=EMPTY), 80, 24))
