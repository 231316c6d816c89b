"""Hostile files that are no pages: messages, saved pages, feeds, Markdown, our own JSON, and what other programs export."""

from __future__ import annotations

import json
import plistlib
import sys
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cases import ESCAPES, FILL, Case, case, page

sys.path.insert(0, str(Path(__file__).parents[1] / "exports"))
from export_samples import BOOKMARK_PAGES, LISTS, RECORDS, SPREADSHEETS, zipped

STORY = f"<p>marked0030 {FILL * 4}</p>"
MARKS = ("marked0030",)


def _message(subject: str, body: str, *, headers: str = "", kind: str = "text/html; charset=utf-8") -> str:
    return f"From: {subject} <writer@example.com>\nSubject: {subject}\n{headers}MIME-Version: 1.0\nContent-Type: {kind}\n\n{body}"


def mail() -> Iterator[Case]:
    """Messages: escapes in their headers, plain and encoded, and broken parts."""
    for name, escape in ESCAPES.items():
        one_line = escape.replace("\n", " ").replace("\r", " ")
        coded = b64encode(escape.encode("utf-8", "surrogatepass")).decode()
        headers = f"Date: {one_line}\nList-Id: {one_line}\nReply-To: =?utf-8?b?{coded}?=\n"
        yield case("mail", name, _message(one_line, page(STORY, title=escape), headers=headers), MARKS, "eml")
        yield case("mail", f"{name}-coded", _message(f"=?utf-8?b?{coded}?=", page(STORY)), MARKS, "eml")
    parts = f"--x\nContent-Type: text/html\n\n{page(STORY)}\n"
    mixed = "multipart/mixed; boundary=x"
    yield case("mail", "no-end", _message("A", parts, kind=mixed), MARKS, "eml")
    yield case("mail", "no-boundary", _message("A", parts, kind="multipart/mixed"), (), "eml")
    yield case("mail", "wrong-boundary", _message("A", parts, kind="multipart/mixed; boundary=y"), (), "eml")
    deep = "".join(f"--b{n}\nContent-Type: multipart/mixed; boundary=b{n + 1}\n\n" for n in range(300))
    yield case("mail", "deep", _message("A", deep + parts, kind="multipart/mixed; boundary=b0"), (), "eml")
    for coding in ("base64", "quoted-printable", "x-uuencode", "\x1b[31m"):
        broken = _message("A", "=ZZ=" + page(STORY), headers=f"Content-Transfer-Encoding: {coding}\n")
        yield case("mail", f"coding-{len(coding)}-{coding[:2].strip(chr(27))}", broken, (), "eml")
    for charset in ("nonsense", "utf-16", "idna", "\x1b[31m"):
        kind = f"text/html; charset={charset}"
        yield case("mail", f"charset-{charset.strip(chr(27))}", _message("A", page(STORY), kind=kind), (), "eml")
    yield case("mail", "headers", _message("A", page(STORY), headers="X-A: b\n" * 5000), MARKS, "eml")
    yield case("mail", "attachment", _message("A", "x" * 1000, kind="application/pdf; name=\x1b]0;a\x07"), (), "eml")


def archives() -> Iterator[Case]:
    """Pages saved by browsers, as MHTML and as web archives."""
    for name, escape in ESCAPES.items():
        one_line = escape.replace("\n", " ").replace("\r", " ")
        headers = f"Snapshot-Content-Location: https://example.com/{one_line}\n"
        part = f"--x\nContent-Type: text/html; charset=utf-8\nContent-Location: https://example.com/{one_line}\n\n"
        body = f"{part}{page(STORY, title=escape)}\n--x--\n"
        kind = 'multipart/related; type="text/html"; boundary=x'
        yield case("archives", f"{name}-mht", _message(one_line, body, headers=headers, kind=kind), MARKS, "mht")
        main = {"WebResourceData": page(STORY, title=escape).encode("utf-8", "surrogatepass")}
        written = {**main, "WebResourceURL": f"https://example.com/{one_line}", "WebResourceTextEncodingName": one_line}
        try:
            data = plistlib.dumps({"WebMainResource": written}, fmt=plistlib.FMT_BINARY)
        except UnicodeEncodeError:
            data = b"bplist00"
        yield Case("archives", f"{name}-webarchive", data, MARKS if len(data) > 8 else (), "webarchive")
    good = plistlib.dumps(
        {"WebMainResource": {"WebResourceData": page(STORY).encode(), "WebResourceURL": "https://example.com/"}},
        fmt=plistlib.FMT_BINARY,
    )
    yield Case("archives", "cut", good[:-40], (), "webarchive")
    yield Case("archives", "trailer", good[:-8] + b"\xff" * 8, (), "webarchive")
    for number, main_resource in enumerate((None, 5, [], {"WebResourceData": "x"}, {"WebResourceData": b""})):
        whole = plistlib.dumps({"WebMainResource": main_resource} if main_resource is not None else {})
        yield Case("archives", f"types-{number}", whole, (), "webarchive")


def feeds() -> Iterator[Case]:
    """Feeds, which are read as what they are or refused, but never drawn raw."""
    for name, escape in ESCAPES.items():
        plain = "".join(f"&#{ord(c)};" for c in escape) if not escape.startswith("&") else escape
        yield case(
            "feeds",
            f"{name}-rss",
            f'<?xml version="1.0"?><rss version="2.0"><channel><title>{escape}</title><item><title>{plain}</title>'
            f"<link>https://example.com/{plain}</link><description><![CDATA[{escape}{STORY}]]></description></item>"
            "</channel></rss>",
            (),
            "xml",
        )
        yield case(
            "feeds",
            f"{name}-atom",
            f'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>{plain}</title><entry>'
            f"<title>{escape}</title><content type='html'>{escape}</content></entry></feed>",
            (),
            "xml",
        )


def markdown() -> Iterator[Case]:
    """Markdown that nests, repeats or never closes, and front matter full of escapes."""
    for name, escape in ESCAPES.items():
        matter = f'---\ntitle: "{escape}"\nauthor: {escape}\ndate: {escape}\nurl: https://example.com/{escape}\n---\n\n'
        yield case("markdown", f"{name}-matter", f"{matter}marked0030 {FILL * 4}\n", MARKS, "md")
    words = f"\n\nmarked0030 {FILL * 4}\n"
    for name, text in {
        "quotes": "> " * 3_000 + "x",
        "lists": "\n".join("  " * n + "- x" for n in range(400)),
        "stars": "*" * 20_000 + "a",
        "brackets": "[" * 20_000 + "a",
        "links": "[a](" * 5_000,
        "ticks": "`" * 20_000 + "a",
        "fences": "```\n" * 3_001,
        "references": "".join(f"[r{n}]: https://example.com/{n}\n" for n in range(3_000)),
        "table": "|a" * 2_000 + "|\n" + "|-" * 2_000 + "|\n" + "|b" * 2_000 + "|\n",
        "images": "![x](data:text/html,y)" * 1_000,
        "html": "<div>" * 600 + "<script>" + "\x1b[31m",
        "entities": "&#27;&#155;&#x1b;" * 500,
        "headings": "#" * 7 + " x\n" + "# The \x1b]0;harbour\x07 heading\n" * 100,
        "matter-open": "---\ntitle: x\n" * 200,
        "emphasis": "**a *b _c " * 2_000,
    }.items():
        yield case("markdown", name, words + text + words, MARKS, "md")


def own() -> Iterator[Case]:
    """Our own JSON, as somebody else would write it."""
    block: dict[str, Any] = {"type": "paragraph", "text": f"marked0030 {FILL * 4}", "marks": []}
    for name, escape in ESCAPES.items():
        record = {"schema": 1, "title": escape, "byline": escape, "blocks": [block, {**block, "text": escape}]}
        yield case("own", name, json.dumps(record), MARKS, "json")
    lies: dict[str, Any] = {
        "title": {"title": 5},
        "authors": {"authors": 7},
        "blocks": {"blocks": {"type": "rule"}},
        "type": {"blocks": [{"type": "program"}]},
        "level": {"blocks": [{**block, "type": "heading", "level": "x"}]},
        "huge-level": {"blocks": [{**block, "type": "heading", "level": 1 << 70}]},
        "marks": {"blocks": [{**block, "marks": [{"start": -5, "end": 1 << 50, "style": "link", "href": "file:///x"}]}]},
        "style": {"blocks": [{**block, "marks": [{"start": 0, "end": 4, "style": "blink"}]}]},
        "figure": {"blocks": [{"type": "figure", "caption": block, "credit": 1, "alt": 2, "src": 3, "width": "x", "height": []}]},
        "start": {"blocks": [{"type": "list", "ordered": True, "start": 1 << 60, "items": [block]}]},
        "direction": {"direction": "up", "blocks": [block]},
        "notices": {"blocks": [block], "notices": [{"code": 1, "text": None}]},
    }  # fmt: skip
    for name, changed in lies.items():
        yield case(
            "own", f"lie-{name}", json.dumps({"schema": 1, "title": "A", "blocks": [block], **changed}), (), "json"
        )
    deep: Any = block
    for _ in range(150):
        deep = {"type": "quote", "blocks": [deep], "cite": None}
    yield case("own", "deep", json.dumps({"schema": 1, "title": "A", "blocks": [deep]}), (), "json")


def imports() -> Iterator[Case]:
    """Every kind of file that is taken in, with escapes where its titles, tags and notes stand."""
    kinds = {**SPREADSHEETS, **BOOKMARK_PAGES, **RECORDS, **LISTS}
    escapes = [text for text in ESCAPES.values() if not text.startswith("&")]
    for name, (sample, _) in kinds.items():
        for number in range(4):
            escape = "".join(escapes[number::4])
            yield Case("imports", f"{name}-{number}", _with(sample, escape), (), "import", verb="import")
    pair = [_with(SPREADSHEETS["pocket"][0], text) for text in escapes[:2]]
    yield Case(
        "imports", "zip", zipped((f"part_{n}.csv", data) for n, data in enumerate(pair)), (), "zip", verb="import"
    )
    names = [f"../../{escapes[0]}.csv", "/etc/passwd", "C:\\x.csv", "a/" * 200 + "b.csv"]
    slips = zipped((name.replace("\x00", ""), pair[0]) for name in names)
    yield Case("imports", "zip-slip", slips, (), "zip", verb="import")


def _with(sample: Any, escape: str) -> bytes:
    """Return the sample with *escape* where it says One, x, note or words."""
    if isinstance(sample, bytes):
        return sample.replace(b"One", escape.encode("utf-8")[:3].ljust(3))
    if not isinstance(sample, str):
        quoted = json.dumps(escape)[1:-1]
        text = json.dumps(sample)
        for word in ("One", "note", "why", "words", "News"):
            text = text.replace(f'"{word}"', f'"{word}{quoted}"')
        return text.encode()
    quoted = escape.replace('"', "").replace("\n", " ").replace("\r", " ").replace("\x00", "")
    return sample.replace("One", f"One{quoted}").encode("utf-8", "surrogatepass")
