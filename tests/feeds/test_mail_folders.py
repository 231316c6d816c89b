"""Mail folders as feeds: each message is a story, and the folder stays as it is."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from termread.engine.mailboxes import read_mailbox
from termread.fetch import mailbox
from termread.fetch.mailbox import is_mailbox
from termread.parse.formats.feeds.item_article import article_of_item

HTML = """From: "The Weekly Boat" <boat@example.com>
Subject: =?utf-8?q?Caf=C3=A9_news?=
Date: Mon, 04 May 2026 10:00:00 +0200
Message-ID: <a1@example.com>
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="b1"

--b1
Content-Type: text/plain; charset=utf-8

Plain words.
--b1
Content-Type: text/html; charset=utf-8

<html><head><title>Not this</title></head><body><p>The council met on Monday and voted for the bridge.</p>
<p>It was a long night, and the vote was narrow.</p><p>You get this since you are on the list. Unsubscribe</p></body></html>
--b1--
"""
TEXT = """From: ann@example.com
Subject: A letter
Date: Tue, 05 May 2026 10:00:00 +0200
Message-ID: <a2@example.com>

The council met on Monday and voted for the bridge, which
has been closed since the storm of last winter.

Ann & Bert
"""


def folder(tmp_path, **messages):
    for name in ("cur", "new", "tmp"):
        (tmp_path / "News" / name).mkdir(parents=True)
    for name, text in messages.items():
        place, _, rest = name.partition("_")
        (tmp_path / "News" / place / rest.replace("__", ":2,")).write_text(text)
    return tmp_path / "News"


def state(path):
    return sorted(
        (str(each.relative_to(path)), each.read_bytes(), each.stat().st_mtime_ns)
        for each in path.rglob("*")
        if each.is_file()
    )


def test_the_messages_of_a_maildir_are_stories_and_stay_as_they_are(tmp_path):
    path = folder(tmp_path, new_1="" + HTML, cur_2__S=TEXT, cur_3__ST=TEXT.replace("a2@", "a3@"), tmp_4=TEXT)
    before = state(path)
    feed = read_mailbox(path)
    assert state(path) == before
    assert (feed.title, feed.fault) == ("News", "")
    letter, weekly = feed.items
    assert (weekly.title, weekly.authors, weekly.published) == (
        "Café news",
        ("The Weekly Boat",),
        "2026-05-04T08:00:00Z",
    )
    assert (weekly.guid, weekly.medium, weekly.url) == ("a1@example.com", "mail", "")
    assert weekly.dek.startswith("The council met on Monday")
    assert letter.content == (
        "<p>The council met on Monday and voted for the bridge, which has been closed since the storm of last winter.</p><p>Ann &amp; Bert</p>"
    )
    assert letter.authors == ("ann@example.com",)


def test_a_message_becomes_an_article_without_its_farewell(tmp_path):
    (item,) = read_mailbox(folder(tmp_path, new_1=HTML)).items
    article = article_of_item(item)
    texts = [block.prose.text for block in article.blocks]
    assert (article.title, article.byline) == ("Café news", "The Weekly Boat")
    assert texts == [
        "The council met on Monday and voted for the bridge.",
        "It was a long night, and the vote was narrow.",
    ]


def mbox(*messages: str) -> bytes:
    return "".join(f"From ann@example.com Mon May  4 10:00:00 2026\n{each}\n" for each in messages).encode()


def test_an_mbox_is_read_without_what_is_still_being_written(tmp_path):
    path = tmp_path / "list.mbox"
    quoted = TEXT.replace("Ann & Bert", ">From here on it is easy.\nFrom the quay too.")
    path.write_bytes(mbox(HTML, quoted))
    assert is_mailbox(path)
    assert [item.guid for item in read_mailbox(path).items] == ["a2@example.com", "a1@example.com"]
    assert (
        "<br>" in read_mailbox(path).items[0].content
        or "From here on it is easy." in read_mailbox(path).items[0].content
    )
    whole = mbox(TEXT, HTML)
    for end in (len(whole) - 10, len(whole) - 250, len(mbox(TEXT)) + 60):
        path.write_bytes(whole[:end])
        assert [item.guid for item in read_mailbox(path).items] == ["a2@example.com"]
    os.utime(path, (1_700_000_000, 1_700_000_000))
    assert len(read_mailbox(path).items) == 2, "nobody writes it any more"
    path.write_bytes(whole)
    path.with_name("list.mbox.lock").touch()
    assert len(read_mailbox(path).items) == 1


def test_limits_of_a_folder_are_told(tmp_path, monkeypatch):
    monkeypatch.setattr(mailbox, "MOST", 2)
    monkeypatch.setattr(mailbox, "LARGEST", 2_000)
    path = tmp_path / "m"
    path.write_bytes(mbox(*(TEXT.replace("a2@", f"b{i}@") for i in range(4)), TEXT + "x" * 3_000 + "\n"))
    feed = read_mailbox(path)
    assert [item.guid for item in feed.items] == ["b3@example.com"]
    assert feed.fault == "Messages left out because there are too many or they are too large: 4."


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("none", "This mail folder cannot be read: No such file or directory."),
        ("folder", "This folder is not a Maildir: it has no folders cur and new."),
        ("text", "This file is not a mailbox (mbox): it does not begin with a From line."),
    ],
)
def test_what_is_no_mail_folder_says_so(tmp_path, name, says):
    (tmp_path / "folder").mkdir()
    (tmp_path / "text").write_text("Words.\n")
    feed = read_mailbox(tmp_path / name)
    assert (feed.items, feed.fault) == ((), says)
    assert not is_mailbox(tmp_path / name)


def test_mail_is_read_without_loading_the_net(tmp_path):
    path = folder(tmp_path, new_1=HTML)
    program = (
        "import sys; from pathlib import Path; from termread.engine.mailboxes import read_mailbox\n"
        f"assert len(read_mailbox(Path({str(path)!r})).items) == 1\n"
        "print([name for name in ('httpx', 'ssl', 'lxml.etree', 'textual') if name in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
