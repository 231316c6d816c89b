"""Documents that break their child or its limits are read once more, plainly, by a fresh one."""

import plistlib
from dataclasses import replace

import pytest

from termread.config import FetchSettings
from termread.document import Document, Reading
from termread.engine.engine import Engine
from termread.engine.messages import Order
from termread.errors import Fault, NotText, TermreadError, TooLarge
from termread.parse.visible import read_visible

STORY = (
    b"<html><title>A long night</title><body><p>The council met until dawn.</p><p>It will meet again.</p></body></html>"
)

ENCODED = {
    "book.epub": b"PK\x03\x04\x14\0\0\0\0\0" + b"\0" * 20 + b"mimetypeapplication/epub+zip" + bytes(range(256)) * 8,
    "page.webarchive": plistlib.dumps({"WebMainResource": {"WebResourceData": STORY}}, fmt=plistlib.FMT_BINARY),
    "letter.eml": b"From: a@example.com\nSubject: b\nDate: c\nContent-Transfer-Encoding: base64\n\nPHA+VGhlIGNvdW5jaWw8\n",
    "saved.mhtml": b"From: <Saved>\nSnapshot-Content-Location: https://example.com/\nMIME-Version: 1.0\n"
    b"Content-Type: multipart/related; boundary=x\n\n--x\nContent-Type: text/html\n"
    b"Content-Transfer-Encoding: base64\n\nPHA+VGhlIGNvdW5jaWw8\n--x--\n",
}


def breaking(trouble):
    """Return orders for a child in which understanding a page means *trouble*."""
    return f"import termread.engine.work as w\ndef parse(*a, **k):\n    {trouble}\nw.parse = parse\n"


@pytest.fixture
def engine(monkeypatch):
    from termread.engine import engine as process

    def of(trouble):
        lines = breaking(trouble) + process.CHILD
        monkeypatch.setattr(process, "CHILD", lines)
        seconds = 1.0 if "while" in trouble else 60.0
        return Engine(replace(FetchSettings(), parse_seconds=seconds, parse_bytes=128 << 20))

    made = []

    def make(trouble):
        made.append(of(trouble))
        return made[-1]

    yield make
    for each in made:
        each.close()


@pytest.mark.parametrize(
    "trouble",
    [
        "while True: pass",
        "x = b'x' * (1 << 40)",
        "import os; os.abort()",
        "import os; os.kill(os.getpid(), 11)",
        "raise ZeroDivisionError",
        "return parse()",
    ],
    ids=["time", "memory", "abort", "segv", "bug", "depth"],
)
def test_a_page_that_breaks_its_child_is_read_plainly(engine, trouble):
    *_, reading = engine(trouble).run(Order("-", data=STORY))
    assert isinstance(reading, Reading)
    assert reading.article.title == "A long night"
    assert [block.prose.text for block in reading.article.blocks] == [
        "The council met until dawn.",
        "It will meet again.",
    ]
    assert [notice.code for notice in reading.article.notices] == ["plain"]


@pytest.mark.parametrize(
    ("trouble", "why"),
    [
        ("x = b'x' * (1 << 40)", "too much time or memory"),
        ("return parse()", "too much time or memory"),
        ("import os; os.abort()", "too much time or memory"),
        ("raise ZeroDivisionError", "went wrong inside termread"),
        ("from termread.parse.metadata import nothing_of_the_kind", "went wrong inside termread"),
        ("class Panic(BaseException): pass\n    raise Panic", "went wrong inside termread"),
        ("import os; os.kill(os.getpid(), 11)", "went wrong inside termread"),
    ],
    ids=["memory", "depth", "abort", "bug", "import", "panic", "segv"],
)
def test_a_fault_inside_is_never_told_as_too_much(engine, trouble, why):
    *_, reading = engine(trouble).run(Order("-", data=STORY))
    (notice,) = reading.article.notices
    assert why in notice.text


@pytest.mark.parametrize(
    ("trouble", "error"),
    [("import os; os.abort()", TooLarge), ("raise ZeroDivisionError", Fault)],
    ids=["cost", "fault"],
)
@pytest.mark.parametrize("name", ["book.epub", "page.webarchive", "letter.eml", "saved.mhtml"])
def test_bytes_that_are_not_words_are_never_shown(engine, trouble, error, name):
    with pytest.raises(error, match=r"(?i)this file"):
        list(engine(trouble).run(Order(name, data=ENCODED[name])))


def test_what_holds_no_words_is_named_also_where_fetching_it_failed_inside():
    with pytest.raises(NotText, match="a PDF"):
        read_visible(Document("x", b"%PDF-1.7 words enough for a page"), fault=True)


@pytest.mark.parametrize("verb", ["explain", "import"])
def test_a_fault_inside_is_told_for_every_order(engine, verb):
    broken = engine(
        "raise KeyError\nimport termread.parse.imports as e, termread.parse.explain as x\ne.read_export = x.explain = parse"
    )
    with pytest.raises(Fault, match=r"went wrong inside termread.*--log error") as raised:
        list(broken.run(Order("-", verb, data=STORY)))
    assert isinstance(raised.value, TermreadError)
    assert raised.value.status == 70


def test_what_is_even_then_too_much_is_a_sentence(engine):
    broken = engine("import os; os.abort()\nimport termread.parse.visible as v\nv.read_visible = parse")
    with pytest.raises(TooLarge, match="too much time or memory"):
        list(broken.run(Order("-", data=STORY)))


def test_plain_reading_is_linear():
    for data in (
        b"<" * 4_000_000,
        b"<script>" * 500_000,
        b"<!--" * 1_000_000,
        b"<p " * 1_000_000,
        b"&" * 4_000_000,
        b"<title>" * 500_000,
    ):
        assert read_visible(Document("x", data + b"<p>words</p>")).article.blocks


def test_nothing_hidden_is_read_and_nothing_seen_is_lost():
    page = b"""<head><title>T &amp; t</title><style>p{}</style></head><body><script>if (a<b) x()</script><p>One<br>two <b>th</b>ree
    <!-- no --> four</p>1 < 2<template>no</template><ul><li>five<li>six</ul>"""
    article = read_visible(Document("x", page)).article
    assert article.title == "T & t"
    assert [block.prose.text for block in article.blocks] == ["One", "two three four", "1 < 2", "five", "six"]


def test_a_tag_that_is_never_closed_hides_nothing():
    assert read_visible(Document("x", b"<p><script>All the words")).article.blocks
