"""Work beside the keyboard counts as under way until what came of it has been told."""

from __future__ import annotations

from threading import Event

from termread.config import Config, folders
from termread.desk import Desk
from termread.errors import TermreadError
from termread.library.api import Library
from termread.tui.app import Termread
from waiting import PATIENCE, settled


async def test_nothing_is_settled_while_an_errand_is_out():
    app = Termread(Desk(Config(), folders(), library=Library()))
    async with app.run_test() as pilot:
        await settled(pilot)
        for outcome in ("what came of it", TermreadError("It failed.")):
            may, told = Event(), []

            def work(outcome=outcome, may=may):
                may.wait(PATIENCE)
                if isinstance(outcome, TermreadError):
                    raise outcome
                return outcome

            app.background.run(work, told.append, told.append)
            await pilot.pause()
            assert not app.is_settled
            may.set()
            await settled(pilot)
            assert told == [outcome]
    app.desk.close()
