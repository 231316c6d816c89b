"""What is followed goes to other programs, and comes back from them."""

from __future__ import annotations

import os
import shutil
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from termread.followed import Subscription
from termread.interchange import UnknownField
from termread.library.merge import tidy
from termread.parse.imports import read_export
from termread.text import clean_line
from termread.values import replace
from termread.write.subscriptions import write_opml, write_urls

A, B, C = "https://example.com/a?x=1&y=2", "https://example.com/b", "https://example.com/c"
SOURCES = [
    Subscription(A, 'A & B\'s "paper" <1>', "https://example.com/", ("News", "Sea & land/\\Boats, etc.")),
    Subscription(B),
    Subscription(C, "A page", "https://example.com/c", ("News",), "page"),
]


def read(text):
    """What comes back: the folders of one source together, in the order of the file."""
    found: dict[str, Subscription] = {}
    for row in read_export(text.encode()):
        assert isinstance(row, Subscription | UnknownField), row
        if isinstance(row, Subscription):
            before = found.get(row.address, replace(row, tags=()))
            found[row.address] = replace(row, tags=(*before.tags, *row.tags), line=0)
    return sorted(found.values(), key=lambda row: row.address)


def test_opml_comes_back_whole():
    assert read(write_opml(SOURCES)) == SOURCES
    root = etree.fromstring(write_opml(SOURCES).encode())
    assert (root.tag, root.get("version"), [child.tag for child in root]) == ("opml", "2.0", ["head", "body"])
    assert all(outline.get("text") for outline in root.iter("outline"))


def test_the_same_sources_give_the_same_bytes():
    assert write_opml(SOURCES) == write_opml(tuple(SOURCES))
    assert "<head><title>" in write_opml([])


def test_newsboats_urls_come_back_without_pages():
    expected = """ "News" "Sea & land/\\\\Boats, etc." "~A & B's \\"paper\\" <1>" """.rstrip()
    assert write_urls(SOURCES).splitlines()[0] == A + expected
    assert read(write_urls([*SOURCES[:2], replace(SOURCES[2], kind="feed")])) == [
        replace(source, home="", kind="feed") for source in SOURCES
    ]


LINE = st.text(max_size=12).map(clean_line)


@given(title=LINE, tags=st.lists(LINE, max_size=4).map(tidy))
def test_any_title_and_any_tags_come_back(title, tags):
    source = Subscription(B, title if title != B else "", tags=tuple(tags))
    assert read(write_opml([source])) == [source]
    marked = tuple(tag for tag in tags if tag[:1] not in ("!", "~"))
    source = replace(source, tags=(*marked, "x"))
    assert read(write_urls([source])) == [source]


@pytest.mark.skipif(shutil.which("newsboat") is None, reason="newsboat is not installed")
def test_newsboat_reads_both(tmp_path):
    (tmp_path / "feeds.opml").write_text(write_opml(SOURCES[:2]), encoding="utf-8")
    (tmp_path / "urls").write_text("")
    environment = {**os.environ, "HOME": str(tmp_path), "LC_ALL": "C.UTF-8"}

    def newsboat(*more):
        told = ["newsboat", "-u", tmp_path / "urls", "-c", tmp_path / "cache.db", "-C", os.devnull, *more]
        return subprocess.run(told, env=environment, check=True, timeout=60, capture_output=True, text=True).stdout

    newsboat("-i", tmp_path / "feeds.opml")
    assert [(row.address, row.tags) for row in read((tmp_path / "urls").read_text())] == [(A, ("News",)), (B, ())]
    (tmp_path / "urls").write_text(write_urls(SOURCES), encoding="utf-8")
    exported = read(newsboat("-e"))
    assert [(row.address, row.title) for row in exported] == [(A, SOURCES[0].title), (B, "")]
