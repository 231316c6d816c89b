"""Each key waits for its turn: what the one before leads to comes first."""

from __future__ import annotations

import asyncio

from textual.app import App
from textual.events import Key
from textual.message import Message
from textual.widget import Widget

from termread.tui.textual_compat.app_hooks import KeyQueue


class Asked(Message):
    """What a key leads to."""


class Told(Message):
    """What a widget tells itself first."""


class Box(Widget, can_focus=True):
    BINDINGS = (("g", "give", ""),)

    def action_give(self):
        self.post_message(Told())

    async def on_key(self, event):
        self.app.log_of.append(event.key)
        if event.key == "g":
            return
        if event.key == "s":
            await asyncio.sleep(0.05)
        if event.key == "t":
            self.post_message(Told())
        else:
            self.post_message(Asked())

    def on_told(self, event):
        event.stop()
        self.post_message(Asked())


class Shell(App):
    def compose(self):
        self.log_of = []
        yield Box()

    def on_asked(self):
        self.log_of.append("asked")


async def typed(*batches):
    app = Shell()
    async with app.run_test() as pilot:
        keys = KeyQueue(app, app.post_message)
        for batch in batches:
            keys.take(Key(key, key) for key in batch)
        for _ in range(50):
            await pilot.pause(0.01)
            if app.log_of.count("asked") == sum(map(len, batches)):
                break
        return app.log_of


async def test_a_key_waits_until_the_one_before_has_shown_what_it_leads_to():
    assert await typed("sab") == ["s", "asked", "a", "asked", "b", "asked"]


async def test_what_a_widget_tells_itself_first_comes_before_the_next_key():
    assert await typed("ta") == ["t", "asked", "a", "asked"]


async def test_what_an_action_leads_to_comes_before_the_next_key():
    assert await typed("ga") == ["g", "asked", "a", "asked"]


async def test_keys_that_come_later_wait_as_well():
    assert await typed("s", "a", "b") == ["s", "asked", "a", "asked", "b", "asked"]


async def test_a_key_that_is_obeyed_at_once_goes_no_further_and_never_before_one_on_its_way():
    app, obeyed = Shell(), []

    def obey(key):
        if key.key == "o":
            obeyed.append(list(app.log_of))
        return key.key == "o"

    async with app.run_test() as pilot:
        keys = KeyQueue(app, app.post_message, obey)
        keys.take(Key(key, key) for key in "s")
        await pilot.pause(0.2)
        keys.take(Key(key, key) for key in "oosa")
        await pilot.pause(0.5)
        assert obeyed == [["s", "asked"]] * 2
        assert app.log_of == ["s", "asked", "s", "asked", "a", "asked"]
