"""A huge page: its beginning is read while the rest is still coming."""

from __future__ import annotations

from contextlib import asynccontextmanager
from threading import Event

from termread.article import Article, Heading, Paragraph, Place, Prose
from termread.config import Config, folders
from termread.desk import Desk
from termread.document import Reading, Receipt
from termread.engine.messages import Beginning, Progress
from termread.errors import Unreachable
from termread.library.api import Library
from termread.tui.app import Start, Termread
from termread.tui.reader import ReaderScreen
from waiting import PATIENCE, settled, until

ADDRESS = "https://example.com/report"
BLOCKS = tuple(
    Paragraph(Prose(" ".join(f"In {1900 + n} the harbour was quiet on {day} days." for day in range(8))))
    for n in range(90)
)
BEGINNING = Article(title="The long report", language="en", blocks=BLOCKS[:40])
# What is understood of the whole may set something before what was there: the words are what counts.
WHOLE = Article(title="The long report", language="en", blocks=(Heading(2, Prose("In short")), *BLOCKS))


class SlowEngine:
    """Gives the beginning at once, and the rest when it is let."""

    def __init__(self):
        self.rest = Event()
        self.fails = False
        self.whole = WHOLE

    def run(self, order):
        assert order.begin
        yield Progress("parsing")
        yield Beginning(BEGINNING)
        self.rest.wait(PATIENCE)
        if self.fails:
            self.fails = False
            raise Unreachable("The page broke off.")
        yield Reading(self.whole, Receipt(order.address, order.address))

    def start(self): ...
    def cancel(self): ...
    def close(self): ...


@asynccontextmanager
async def running():
    engine = SlowEngine()
    desk = Desk(Config(), folders(), library=Library(), engine=engine)
    app = Termread(desk, Start((ADDRESS,)))
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, ReaderScreen))
        yield app, pilot, engine
        engine.rest.set()
    desk.close()


def seen(app):
    """Return the rows that show, without the scrollbar in their last cell."""
    return [app.reader.view.render_line(y).text[:79].rstrip() for y in range(24)]


async def test_the_beginning_is_read_and_the_rest_takes_its_place_under_the_eye(home):
    async with running() as (app, pilot, engine):
        assert "more is coming" in seen(app)[-1]
        await pilot.press("2", "0", "}", "j")
        before = seen(app)
        engine.rest.set()
        await settled(pilot)
        assert seen(app)[:-1] == before[:-1]
        assert "min left" in seen(app)[-1]
        assert len(app.reader.article.blocks) == 91
        assert len(app.articles) == 1
        assert app.desk.library.find(ADDRESS) is not None


async def test_what_was_looked_for_is_looked_for_in_all_of_it(home):
    async with running() as (app, pilot, engine):
        await pilot.press("slash", *"quiet", "enter")
        assert len(app.reader.pager.find.spans) == 320
        engine.rest.set()
        await settled(pilot)
        assert len(app.reader.pager.find.spans) == 720


async def test_back_leads_to_a_place_that_was_left_in_the_beginning(home):
    async with running() as (app, pilot, engine):
        await pilot.press("5", "}", "G")
        engine.rest.set()
        await settled(pilot)
        await pilot.press("backspace")
        assert app.reader.pager.viewport.place == Place(4)
        assert app.reader.entry == app.desk.library.find(ADDRESS).id


async def test_what_cannot_be_kept_yet_is_said(home):
    async with running() as (app, pilot, _):
        await pilot.press("B")
        assert "still coming" in seen(app)[-1]


async def test_escape_stops_it_and_the_beginning_stays(home):
    async with running() as (app, pilot, _):
        await pilot.press("escape")
        assert "Stopped" in seen(app)[-1]
        assert "more is coming" not in seen(app)[-1]
        await pilot.press("B")
        assert "r reloads it" in seen(app)[-1]
        assert "The long report" in "".join(seen(app))
        assert app.desk.library.find(ADDRESS) is None


async def test_a_whole_that_fails_is_told_and_r_asks_for_it_again(home):
    async with running() as (app, pilot, engine):
        engine.fails = True
        engine.rest.set()
        await until(pilot, lambda: "broke off" in seen(app)[-1])
        assert "more is coming" not in seen(app)[-1]
        assert "The long report" in "".join(seen(app))
        await pilot.press("r")
        await until(pilot, lambda: app.desk.library.find(ADDRESS) is not None)
        assert len(app.articles) == 1


async def test_a_whole_that_is_another_story_is_said(home):
    async with running() as (app, pilot, engine):
        await pilot.press("5", "}")
        engine.whole = Article(title="Another", blocks=(Paragraph(Prose("Nothing of what was read stands here.")),))
        engine.rest.set()
        await until(pilot, lambda: "not in the full article" in seen(app)[-1])
        assert "Nothing of what was read" in "".join(seen(app))
