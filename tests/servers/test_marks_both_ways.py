"""Whatever is marked on either side, in any order, with outages between: what changed since the last sync holds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accountserver import PASSWORD, USER, NewsServer
from termread.article import Article, Paragraph, Prose
from termread.config import Config, FetchSettings, Folders, ServerSettings
from termread.desk import Desk
from termread.desk.server import sync
from termread.document import Reading, Receipt
from termread.engine.messages import Order
from termread.engine.servers import converse
from termread.errors import Unreachable
from termread.library.api import Library
from termread.server import ServerAnswer

STORIES = 3
SETTINGS = FetchSettings(retries=0)
Marks = dict[tuple[int, str], bool]

ONE = st.tuples(
    st.sampled_from(["here", "there"]),
    st.integers(0, STORIES - 1),
    st.sampled_from(["unread", "starred"]),
    st.booleans(),
)
STEP = st.one_of(ONE, st.tuples(st.just("sync"), st.integers(0, 3)), st.tuples(st.just("sync"), st.just(99)))
"""A mark on one side, or a sync whose server fails after as many changes."""


class InThisProcess:
    """An engine without a child."""

    def run(self, order: Order) -> Iterator[ServerAnswer]:
        assert order.server is not None
        yield from converse(order.server, SETTINGS)


class Pair:
    """A library and a server that have the same stories."""

    def __init__(self, server: NewsServer, kind: Any, folders: Folders) -> None:
        given = ServerSettings(kind, server.address, USER, ("printf", "%s", PASSWORD))
        self.desk = Desk(Config(server=given), folders, library=Library())
        self.server = server
        self.entries = [entry.id for entry in server.add(server.add_feed(), STORIES)]
        self.sync()
        by_title = {story.title: story.id for story in self.desk.library.sources.stories()}
        self.stories = [by_title[server.entries[entry].title] for entry in self.entries]
        self.texts = []
        for story in self.stories:
            article = Article(f"{story}", blocks=(Paragraph(Prose(f"Text {story} of the story.")),))
            reading = Reading(article, Receipt(f"https://example.com/text/{story}"))
            self.texts.append(self.desk.library.sources.keep(story, reading).id)

    def sync(self) -> None:
        for _ in sync(self.desk, InThisProcess()):  # type: ignore[arg-type]
            pass

    def mark(self, side: str, number: int, what: str, value: bool) -> None:
        library = self.desk.library
        if side == "there":
            self.server.mark(self.entries[number], **{what: value})
        elif what == "unread":
            library.sources.mark_read([self.stories[number]], read=not value)
        else:
            library.set_favourite(self.texts[number], value)

    def here(self) -> Marks:
        library = self.desk.library
        unread = {(n, "unread"): library.sources.story(story).unread for n, story in enumerate(self.stories)}
        return unread | {(n, "starred"): library.entry(text).favourite for n, text in enumerate(self.texts)}

    def there(self) -> Marks:
        found = [self.server.entries[entry] for entry in self.entries]
        unread = {(n, "unread"): entry.unread for n, entry in enumerate(found)}
        return unread | {(n, "starred"): entry.starred for n, entry in enumerate(found)}


def failing_after(count: int) -> Any:
    left = count

    def fails(handler: Any) -> bool:
        nonlocal left
        if handler.command == "GET" or handler.path.endswith(("ClientLogin", "contents?output=json")):
            return False
        left -= 1
        return left < 0 and (handler.say(503, "") or True)

    return fails


@pytest.mark.parametrize("kind", ["miniflux", "greader"])
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEP, min_size=1, max_size=12))
def test_the_change_since_the_last_sync_holds(kind: str, steps: list[Any], tmp_path: Any) -> None:
    with NewsServer() as server:
        pair = Pair(server, kind, Folders(tmp_path, tmp_path, tmp_path, tmp_path))
        try:
            agreed = pair.there()
            for step in [*steps, ("sync", 99)]:
                if step[0] != "sync":
                    pair.mark(*step)
                    continue
                here, there = pair.here(), pair.there()
                wanted = {mark: here[mark] if here[mark] != agreed[mark] else there[mark] for mark in agreed}
                server.fault = failing_after(step[1])
                with suppress(Unreachable):
                    pair.sync()
                server.fault = lambda _handler: False
                assert pair.here() == wanted
                agreed = pair.there()
            assert pair.there() == wanted == pair.here()
            assert pair.desk.library.server.waiting() == ()
        finally:
            pair.desk.close()
