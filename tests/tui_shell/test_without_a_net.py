"""R on the shelf without a connection says so once, and asks for nothing more."""

from __future__ import annotations

from termread.config import Config, folders
from termread.desk import Desk
from termread.errors import Unreachable
from termread.library.api import Library
from termread.tui.app import Termread
from waiting import settled


class Away:
    """Stands for the engine where no name can be looked up."""

    def __init__(self):
        self.asked = []

    def run(self, order):
        self.asked.append(order.address)
        raise Unreachable("It is away.", code="dns")

    def start(self): ...
    def cancel(self): ...
    def close(self): ...


async def test_fetching_says_once_that_there_is_no_net_and_stops(monkeypatch):
    away, said = Away(), []
    monkeypatch.setattr("termread.engine.engine.Engine", lambda _: away)
    monkeypatch.setattr("termread.fetch.offline._net_is_there", lambda: False)
    library = Library()
    for number in range(61):
        library.save_for_later(f"https://host{number}.example.com/story")
    desk = Desk(Config(), folders(), library=library)
    app = Termread(desk)
    async with app.run_test(size=(100, 24)) as pilot:
        await settled(pilot)
        monkeypatch.setattr(app, "say", lambda text, role="notice": said.append(text))
        await pilot.press("R")
        await settled(pilot)
    desk.close()
    assert said == ["There is no connection to the internet. Fetched 0 of 61; R tries the rest again"]
    assert len(away.asked) <= 4  # one a host that was being asked when the first answered


async def test_nothing_to_fetch_is_not_said_to_be_lost(home):
    (home / "data").write_text("a file stands where the library would be")
    desk, said = Desk(Config(), folders()), []
    app = Termread(desk)
    async with app.run_test(size=(100, 24)) as pilot:
        await settled(pilot)
        app.say = lambda text, role="notice": said.append(text)
        await pilot.press("R")
        await settled(pilot)
    assert desk.temporary
    desk.close()
    assert said == ["Every saved article has its text"]
