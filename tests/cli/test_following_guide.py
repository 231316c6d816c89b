"""The commands that docs/following.md shows do what it says, on a paper on loopback."""

from __future__ import annotations

import re
import shlex
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from test_following import page, rss

from newsserver import NewsServer, item
from termread.cli import main
from termread.config.file import parse
from termread.config.settings import FollowSettings
from termread.values import fields

GUIDE = (Path(__file__).parents[2] / "docs" / "following.md").read_text("utf-8")
BLOCKS = re.findall(r"```sh\n(.*?)```", GUIDE, re.DOTALL)


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A folder to work in, with the files that the guide names, and the paper."""
    server = NewsServer()
    url = server.url
    world = f'<link rel="alternate" type="application/rss+xml" href="{url}/world.xml">'
    server.routes = {
        "/": page("The Example", 1, f'<link rel="alternate" type="application/rss+xml" href="{url}/feed.xml">'),
        "/world": page("World", 1, world),
        "/feed.xml": rss("The Example", url, item("one", url), item("two", url)),
        "/world.xml": rss("World", url, item("three", url)),
        **{f"/{name}.html": page(name.title(), 20) for name in ("one", "two", "three")},
    }
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("cur", "new", "tmp"):
        (tmp_path / "Mail" / "Newsletters" / name).mkdir(parents=True)
    letter = f"From: A Writer <writer@example.com>\nSubject: This week\nMessage-ID: <1@example.com>\n\n{'Words. ' * 90}"
    (tmp_path / "Mail" / "Newsletters" / "new" / "1").write_text(letter)
    (tmp_path / "feeds.opml").write_text(f'<opml version="2.0"><body><outline xmlUrl="{url}/feed.xml"/></body></opml>')
    (tmp_path / ".newsboat").mkdir()
    (tmp_path / ".newsboat" / "urls").write_text(f'{url}/feed.xml "news"\n')
    with closing(sqlite3.connect(tmp_path / ".newsboat" / "cache.db")) as made:
        made.execute("CREATE TABLE rss_feed (rssurl, url, title)")
        made.execute("CREATE TABLE rss_item (id, guid, title, author, url, feedurl, pubDate, content, unread, enclosure_url, enclosure_type, deleted)")  # fmt: skip
        made.execute("INSERT INTO rss_feed VALUES (?, '', 'The Example')", [f"{url}/feed.xml"])
        made.commit()
    yield server
    server.close()


def test_every_command_of_the_guide_works(place, capsys):
    done = []
    for line in "".join(BLOCKS).splitlines():
        program, *words = shlex.split(line, comments=True)
        assert program == "termread"
        words = [re.sub("^~", str(Path.home()), word.replace("https://example.com", place.url)) for word in words]
        assert main(words) == 0, (line, capsys.readouterr().err)
        done.append(words[0])
    assert {"follow", "following", "unfollow", "sync", "today", "edition", "mute", "unmute"} == set(done)
    assert Path("morning.epub").read_bytes()[:2] == b"PK"
    assert "<outline" in Path("feeds.opml").read_text()


def test_the_guide_names_every_setting():
    table = GUIDE[GUIDE.index("## Settings") :]
    for setting in fields(FollowSettings):
        assert f"`{setting.name}`" in table
        assert parse(f"[follow]\n{setting.name} = {setting.default}\n").faults == ()
