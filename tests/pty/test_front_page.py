"""A morning in a real terminal: what is followed shows at once, is refreshed, read, marked, synced, and opened again."""

from __future__ import annotations

import subprocess
from contextlib import closing
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from zipfile import is_zipfile

import pytest

from feedserver import FeedServer
from terminal import TERMREAD, Terminal, termread
from termread import first_screen
from termread.config import folders
from termread.library.api import open_library

TEXT = "<p>The harbor lights come on one after the other while the last ferry turns around the pier.</p>"
PAPERS = {
    "Example News": ["The last ferry", "The old bridge"],
    "Harbor Post": ["High tides"],
    "Tide Talk": ["What the moon does"],
}
ONLY_PAINT = (
    *TERMREAD[:2],
    "from termread import first_screen as f; print(end='' if f.show(f.SHELF) else 'NONE'); f.release()",
)
LOOK = ("data", "fg", "bg", "bold", "italics", "underscore", "reverse", "strikethrough")


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*TERMREAD, *arguments], capture_output=True, text=True, timeout=60, check=False)


def publish(server: FeedServer, host: int, name: str, titles: list[str]) -> str:
    """Let the paper *name* have stories called *titles*; return the address of its feed."""
    items = ""
    for number, title in enumerate(titles):
        link = server.url(f"/{host}/{title.replace(' ', '-')}", host)
        date = format_datetime(datetime.now(UTC) - timedelta(seconds=60 * number))
        items += f"<item><guid>{title}</guid><title>{title}</title><link>{link}</link><pubDate>{date}</pubDate></item>"
        page = f"<!doctype html><html lang=en><title>{title}</title><article><h1>{title}</h1>{TEXT * 12}</article>"
        server.pages[f"/{host}/{title.replace(' ', '-')}"] = (200, {"Content-Type": "text/html"}, page.encode())
    feed = f'<?xml version="1.0"?><rss version="2.0"><channel><title>{name}</title>{items}</channel></rss>'
    server.pages[f"/{host}/feed"] = (200, {"Content-Type": "application/rss+xml"}, feed.encode())
    return server.url(f"/{host}/feed", host)


@pytest.fixture
def papers():
    """A server with three papers, each on a host of its own."""
    server = FeedServer(len(PAPERS))
    yield server
    server.close()


def unread() -> int:
    with closing(open_library(folders().data, backups=False)) as library:
        return library.sources.counts().unread


def cells(terminal: Terminal) -> list[list[tuple]]:
    screen = terminal.screen
    return [
        [tuple(getattr(screen.buffer[y][x], name) for name in LOOK) for x in range(screen.columns)]
        for y in range(screen.lines)
    ]


def test_a_morning(home, papers):
    addresses = [publish(papers, host, *paper) for host, paper in enumerate(PAPERS.items(), 1)]
    for address in addresses:
        assert run("follow", address).returncode == 0
    publish(papers, 1, "Example News", ["Ferry found", *PAPERS["Example News"]])
    with termread(columns=90, rows=30) as terminal:
        terminal.wait_for_app("Today 4")
        terminal.press("r")
        terminal.wait_for("1 new story")
        terminal.wait_for("Today 5")
        terminal.press("E\r")
        terminal.wait_for("20 minutes: 5 stories")
        terminal.press("S\x15" + str(home / "morning.epub") + "\r")
        terminal.wait_for("Saved 5 stories to morning.epub")
        assert is_zipfile(home / "morning.epub")
        terminal.press("\x1bg\r")
        terminal.wait_for("harbor lights")
        terminal.press("@")
        terminal.wait_for("You follow Example News. Unfollow it? y/n")
        terminal.press("n")
        terminal.press("q")
        terminal.wait_for("Today 4")
        terminal.press("\r")
        terminal.wait_for("harbor lights")
        terminal.press("q")
        terminal.wait_for("Today 3")
        terminal.press("C")
        terminal.wait_for("Marked 3 stories as read; U brings them back")
        terminal.press("q")
        assert terminal.end() == 0
        assert terminal.left_on == set()
    assert unread() == 0
    publish(papers, 2, "Harbor Post", ["Low tides", *PAPERS["Harbor Post"]])
    synced = run("sync", "--all")
    assert (synced.returncode, synced.stderr) == (0, "")
    with termread(columns=90, rows=30) as terminal:
        terminal.wait_for_app("Today 1")
        assert terminal.text.splitlines()[4].startswith("   ── Today")
        terminal.wait_for("▌ • Low tides")
        terminal.press("q")
        assert terminal.end() == 0


@pytest.mark.parametrize(("columns", "rows"), [(40, 20), (80, 24), (200, 40)])
def test_the_first_screen_of_today_is_what_the_app_draws_cell_for_cell(home, papers, columns, rows):
    with closing(open_library(folders().data, backups=False)) as library:
        from termread.feed import Feed, FeedItem, SourceAnswer

        for number, (name, titles) in enumerate(PAPERS.items()):
            items = tuple(FeedItem(title, f"https://example.com/{title}", title, "A summary.") for title in titles)
            source = library.sources.follow(f"https://example.com/{number}")
            library.sources.take([SourceAnswer(source.id, "new", Feed(title=name, items=items))])
    with termread(columns=columns, rows=rows) as terminal:
        terminal.wait_for_app("Today 4")
        terminal.wait_for("1 of 4")
        terminal.press("q")
        assert terminal.end() == 0
        drawn = cells(terminal)
        terminal.wait_until(lambda: any((home / "cache" / first_screen.FOLDER).glob("[!.]*")))
    with Terminal(ONLY_PAINT, columns=columns, rows=rows) as early:
        assert early.end() == 0
        assert cells(early) == drawn
