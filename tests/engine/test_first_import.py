"""The child imports its parser while its first order may already need another one: neither may see half a package."""

import io
import plistlib
import zipfile

import pytest

from termread.document import Reading
from termread.engine.engine import CHILD, Engine
from termread.engine.messages import Order
from termread.interchange import ImportedEntry
from termread.paths import ENGINE_LOG

SLOW_IMPORTS = """
import threading, time
from importlib.machinery import SourceFileLoader

def create_slowly(loader, spec):
    if spec.submodule_search_locations and threading.current_thread() is not threading.main_thread():
        time.sleep(0.2)

SourceFileLoader.create_module = create_slowly
"""
"""The thread that warms up pauses where it has begun on a package that no other thread can see yet, as it may on a
loaded machine."""

STORY = "The council met on Monday and voted for the new bridge. " * 6


def book():
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf"><metadata/><manifest><item id="a" href="a.xhtml" '
        'media-type="application/xhtml+xml"/></manifest><spine><itemref idref="a"/></spine></package>'
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr(
            "META-INF/container.xml",
            '<container><rootfiles><rootfile full-path="package.opf"/></rootfiles></container>',
        )
        archive.writestr("package.opf", package)
        archive.writestr("a.xhtml", f"<html><body><h1>The bridge</h1><p>{STORY}</p></body></html>")
    return made.getvalue()


FEED = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>The bridge</title><item><title>The vote</title>
<link>https://example.com/vote</link><description>{STORY}</description></item></channel></rss>"""
PLAIN = "\n".join(
    ["The council met on Monday and voted for the new bridge across", "the river, after a long night."] * 4
)
MAIL = f"From: desk@example.com\nTo: reader@example.com\nSubject: The bridge\nDate: Mon, 4 May 2026 10:00:00 +0000\n\n{STORY}"
SAVED_PAGE = f"""From: <Saved by a browser>
Snapshot-Content-Location: https://example.com/
Subject: The bridge
MIME-Version: 1.0
Content-Type: multipart/related; boundary="x"

--x
Content-Type: text/html

<html><body><article><h1>The bridge</h1><p>{STORY}</p></article></body></html>
--x--
"""
WEB_ARCHIVE = plistlib.dumps(
    {
        "WebMainResource": {
            "WebResourceData": f"<html><body><h1>The bridge</h1><p>{STORY}</p></body></html>".encode(),
            "WebResourceMIMEType": "text/html",
            "WebResourceURL": "https://example.com/",
        }
    },
    fmt=plistlib.FMT_BINARY,
)
JSON_FEED = '{"version": "https://jsonfeed.org/version/1.1", "title": "The bridge", "items": [{"id": "1", "content_text": "%s"}]}'

FILES = {
    "page.html": f"<!doctype html><title>The bridge</title><article><h1>The bridge</h1><p>{STORY}</p></article>",
    "note.md": f"# The bridge\n\n{STORY}\n",
    "letter.eml": MAIL,
    "book.epub": book(),
    "copied.txt": f"The bridge\n\nBy the desk\n\n{STORY}\n\n{STORY}\n",
    "plain.txt": PLAIN,
    "feed.xml": FEED,
    "feed.json": JSON_FEED % STORY,
    "page.mhtml": SAVED_PAGE,
    "page.webarchive": WEB_ARCHIVE,
}


@pytest.fixture
def fresh(monkeypatch, tmp_path):
    log = tmp_path / "engine.log"
    monkeypatch.setenv(ENGINE_LOG, str(log))
    monkeypatch.setattr("termread.engine.engine.CHILD", SLOW_IMPORTS + CHILD)
    engine = Engine()
    yield engine
    engine.close()
    # Either thread may be the one that fails: the order, or the warming up that the next order counts on.
    assert log.read_text() == ""


def data_of(name):
    content = FILES[name]
    return content if isinstance(content, bytes) else content.encode()


@pytest.mark.parametrize("name", FILES)
def test_a_file_of_each_kind_is_understood_by_a_child_that_is_still_importing(fresh, name):
    *_, reading = fresh.run(Order(name, data=data_of(name)))
    assert isinstance(reading, Reading)
    assert [notice.text for notice in reading.article.notices if notice.code == "plain"] == []


def test_an_import_is_read_by_a_child_that_is_still_importing(fresh):
    rows = b"title,url,time_added,tags,status\nThe bridge,https://example.com/bridge,1700000000,,unread\n"
    assert [type(event) for event in fresh.run(Order("saved.csv", "import", data=rows))][-1] is ImportedEntry


def test_a_page_is_explained_by_a_child_that_is_still_importing(fresh):
    *_, explanation = fresh.run(Order("note.md", "explain", data=data_of("note.md")))
    assert "stages" in explanation.text
