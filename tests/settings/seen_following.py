"""What a reader sees of the settings of what is followed."""

from __future__ import annotations

from argparse import Namespace
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

from feedserver import FeedServer, feed
from termread.article import Article
from termread.cli.news import run_edition
from termread.config import folders
from termread.desk import Desk, news
from termread.document import Reading, Receipt
from termread.library.api import Library
from termread.library.model import now
from termread.tui.app.news import News

STORY = b"<!doctype html><title>One</title><article><h1>One</h1>" + b"<p>The ferry runs again, they say.</p>" * 20


@contextmanager
def desk_that_follows(config, hosts=1):
    """Yield a desk that follows a paper of three stories on each host, and the server of those."""
    server, desk = FeedServer(hosts), Desk(config, folders(), library=Library())
    for host in range(1, hosts + 1):
        server.pages[f"/{host}"] = feed("one", "two", "three", home=server.url("/story/", host))
        desk.library.sources.follow(server.url(f"/{host}", host))
    server.pages |= {f"/story/{name}": (200, {"Content-Type": "text/html"}, STORY) for name in ("one", "two", "three")}
    try:
        yield desk, server
    finally:
        desk.close()
        server.close()


def texts(config):
    """Return how many stories have their text after a refresh."""
    with desk_that_follows(config) as (desk, _):
        list(news.refresh(desk))
        return sum(story.entry is not None for story in desk.library.sources.stories())


def texts_of_two_days_ago(config, monkeypatch):
    """Return how many texts that came two days ago, and were never opened, are there after a refresh."""
    with desk_that_follows(config) as (desk, _):
        library = desk.library
        list(news.refresh(desk, texts=False))
        two_days_ago = (datetime.now(UTC) - timedelta(days=2)).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        monkeypatch.setattr(library.sources, "_now", lambda: two_days_ago)
        story = library.sources.stories()[0]
        kept = library.sources.keep(story.id, Reading(Article(title="One"), Receipt(story.url)))
        monkeypatch.setattr(library.sources, "_now", now)
        list(news.refresh(desk, texts=False))
        return int(library.sources.story(story.id).entry == kept.id)


def hosts_at_a_time(config):
    """Return how many of two hosts are asked at a time."""
    with desk_that_follows(config, 2) as (desk, server):
        server.pause = 0.5
        list(news.refresh(desk, texts=False))
        return server.most_hosts


def pause(config, monkeypatch):
    """Return the pause between two pages."""
    asked = []
    monkeypatch.setattr(news, "over_hosts", lambda *_, pause, over: iter(asked.append(pause) or ()))
    with desk_that_follows(config) as (desk, _):
        list(news.refresh(desk))
    return asked[0]


def stories_of_an_edition(config, place):
    """Return how many stories an edition has."""
    with desk_that_follows(config) as (desk, _):
        list(news.refresh(desk))
        options = {"minutes": None, "tag": "", "source": "", "mark_read": False, "format": "csv"}
        run_edition(Namespace(**options, output=str(place / "edition.csv")), desk)
        return len((place / "edition.csv").read_text().splitlines()) - 1


def minutes_between_refreshes(config):
    """Return after how many minutes the open program asks again."""
    seconds = []
    app = SimpleNamespace(desk=SimpleNamespace(config=config), is_headless=False)
    app.set_timer, app.set_interval = (lambda *_: None), (lambda every, _: seconds.append(every))
    News(app).begin()
    return seconds[0] / 60
