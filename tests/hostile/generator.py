"""Hostile documents by rule: each attacks one thing, and carries words that must be read or their loss be told."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Callable, Iterator

from cases import ESCAPES, FILL, Case, case, page
from files import archives, feeds, imports, mail, markdown, own

MARKUP = (
    "[@click=app.quit]x[/]",
    "[/] x",
    "[/bold]",
    "[link=file:///etc/passwd]x",
    "[citation needed]",
    "a[0] = b[i]",
    "[b",
    "]",
    "[[x]]",
    "\\[red]x",
)


def documents() -> Iterator[Case]:
    """Yield all cases; the same ones every time."""
    for group in (
        _escapes,
        _entities,
        _in_metadata,
        _in_files,
        _markup,
        _nesting,
        _unclosed,
        _many,
        _giants,
        _tables,
        _charsets,
        _binaries,
        _text_shapes,
        _links,
        _json_ld,
        _broken,
        mail,
        archives,
        feeds,
        markdown,
        own,
        imports,
    ):
        yield from group()


def _marked(number: int) -> tuple[str, str]:
    mark = f"marked{number:04d}"
    return mark, f"<p>{mark} {FILL * 3}</p>"


PLACES: dict[str, Callable[[str], str]] = {
    "headline": lambda x: f"<h2>{x} heading</h2>",
    "paragraph": lambda x: f"<p>{x} {FILL}</p>",
    "emphasis": lambda x: f"<p>{FILL}<b>{x}</b><i>{x}</i></p>",
    "list": lambda x: f"<ul><li>{x} item</li><li>{FILL}</li></ul>",
    "quote": lambda x: f"<blockquote><p>{x} {FILL}</p><cite>{x}</cite></blockquote>",
    "code": lambda x: f"<pre><code class='language-{x}'>{x} code\n\t{x}</code></pre>",
    "table": lambda x: f"<table><caption>{x}</caption><tr><th>{x}<td>{x}</table>",
    "caption": lambda x: (
        f"<figure><img src='a.jpg' alt='{x}'><figcaption>{x} caption. Photo: {x}</figcaption></figure>"
    ),
    "note": lambda x: f"<p><em>Editor's note: {x} {FILL}</em></p>",
    "embed": lambda x: (
        f"<blockquote class='twitter-tweet'><p>{x}</p><a href='https://example.com/{x}'>{x}</a></blockquote>"
    ),
    "time": lambda x: f"<time datetime='{x}'>{x}</time>",
    "byline": lambda x: f"<p class=byline>By {x} Writer</p>",
}


def _escapes() -> Iterator[Case]:
    for name, escape in ESCAPES.items():
        for place, wrap in PLACES.items():
            mark, body = _marked(1)
            yield case("escapes", f"{name}-in-{place}", page(wrap(escape) + body), (mark,))


def _entities() -> Iterator[Case]:
    for name, escape in ESCAPES.items():
        mark, body = _marked(2)
        coded = escape if escape.startswith("&") else "".join(f"&#{ord(c)};" for c in escape)
        hexed = escape if escape.startswith("&") else "".join(f"&#x{ord(c):x};" for c in escape)
        for place in ("headline", "paragraph", "caption"):
            yield case(
                "entities", f"{name}-{place}", page(PLACES[place](coded + hexed) + body, title=f"T {coded}"), (mark,)
            )


def _in_metadata() -> Iterator[Case]:
    for name, escape in ESCAPES.items():
        mark, body = _marked(3)
        head = "".join(
            f'<meta property="{field}" content="x {escape}">'
            for field in (
                "og:title",
                "og:description",
                "og:site_name",
                "article:author",
                "article:published_time",
                "og:image",
                "og:url",
            )
        )
        head += f'<meta name="author" content="A {escape}"><link rel="canonical" href="https://example.com/{escape}"><link rel=next href="/{escape}">'
        yield case("metadata", name, page(body, title=f"Quiet {escape}", head=head), (mark,))
        data = {
            "@type": "NewsArticle",
            "headline": escape,
            "author": [{"name": escape}],
            "datePublished": escape,
            "articleBody": escape,
        }
        yield case(
            "metadata",
            f"{name}-json",
            page(body, head=f"<script type='application/ld+json'>{json.dumps(data)}</script>"),
            (mark,),
        )


def _in_files() -> Iterator[Case]:
    for name, escape in ESCAPES.items():
        yield case(
            "texts",
            name,
            f"A quiet harbour {escape}\n\nBy {escape}\n\nmarked0004 {FILL * 5}\n\n{escape}\n",
            ("marked0004",),
            "txt",
        )
        yield case(
            "texts",
            f"{name}-md",
            f"# Harbour {escape}\n\nmarked0004 [{escape}](http://example.com/{escape}) {FILL * 5}\n\n```{escape}\n{escape}\n```\n",
            ("marked0004",),
            "md",
        )


def _markup() -> Iterator[Case]:
    for number, markup in enumerate(MARKUP):
        mark, body = _marked(5)
        yield case("markup", f"title-{number}", page(body, title=f"Story {markup}"), (mark,))
        yield case("markup", f"body-{number}", page(f"<p>{markup} {FILL}</p>{body}<ul><li>{markup}</ul>"), (mark,))


def _nesting() -> Iterator[Case]:
    for tag in ("div", "blockquote", "ul><li", "span", "b", "section", "table><tr><td", "em"):
        closing = tag.split("><")
        end = "".join(f"</{part}>" for part in reversed(closing))
        for depth in (100, 300, 2000, 20_000):
            mark, body = _marked(6)
            inner = "marked0007 innermost " + FILL
            yield case(
                "nesting",
                f"{closing[0]}-{depth}",
                page(body + f"<{tag}>" * depth + inner + end * depth),
                (mark, "marked0007"),
            )


def _unclosed() -> Iterator[Case]:
    for tag in (
        "div",
        "p",
        "b",
        "a href=/x",
        "blockquote",
        "ul",
        "li",
        "table",
        "td",
        "font",
        "h2",
        "section",
        "article",
    ):
        text = "".join(f"<{tag}>{FILL}" for _ in range(600))
        yield case(
            "unclosed",
            tag.split()[0],
            page(f"<p>marked0008 {FILL * 3}</p>{text}<p>marked0009 {FILL}"),
            ("marked0008", "marked0009"),
        )
    for hidden in (
        "<script>",
        "<style>",
        "<!--",
        "<title>",
        "<textarea>",
        "<select>",
        "<svg>",
        "<noscript>",
        "<template>",
        "<iframe>",
        "<object>",
        "<math>",
    ):
        yield case(
            "unclosed",
            f"hiding-{hidden.strip('<>!-') or 'comment'}",
            page(f"<p>marked0010 {FILL * 5}</p>{hidden}<p>after</p>"),
            ("marked0010",),
        )


def _many() -> Iterator[Case]:
    for tag, count in (
        ("p", 20_000),
        ("br", 60_000),
        ("span", 60_000),
        ("li", 20_000),
        ("img src=a.jpg", 5_000),
        ("a href=/x", 20_000),
        ("div", 120_000),
        ("h2", 5_000),
        ("figure", 5_000),
        ("hr", 20_000),
    ):
        yield case(
            "many",
            f"{tag.split()[0]}-{count}",
            page(f"<p>marked0011 {FILL * 4}</p>" + f"<{tag}>w " * count),
            ("marked0011",),
        )
    yield case(
        "many",
        "attributes",
        page(f"<p {' '.join(f'a{n}=1' for n in range(20_000))}>marked0012 {FILL * 4}</p>"),
        ("marked0012",),
    )
    yield case(
        "many",
        "classes",
        page(f"<p class='{' '.join(f'c{n}' for n in range(20_000))}'>marked0012 {FILL * 4}</p>"),
        ("marked0012",),
    )
    yield case("many", "entities", page(f"<p>marked0012 {'&amp;' * 200_000}</p>"), ("marked0012",))
    yield case("many", "metas", page(f"<p>marked0012 {FILL * 4}</p>", head="<meta " * 20_000), ("marked0012",))
    yield case("many", "comments", page(f"<p>marked0012 {FILL * 4}</p>" + "<!-- x -->" * 50_000), ("marked0012",))


def _giants() -> Iterator[Case]:
    word = "w" * 200_000
    yield case(
        "giants", "one-word", page(f"<p>marked0013 {word} marked0014 {FILL * 3}</p>"), ("marked0013", "marked0014")
    )
    yield case(
        "giants", "one-paragraph", page(f"<p>marked0013 {FILL * 20_000} marked0014</p>"), ("marked0013", "marked0014")
    )
    yield case(
        "giants",
        "eleven-megabytes",
        page(f"<p>marked0013 {FILL * 5}</p><p>{'word ' * 2_300_000} marked0014</p>"),
        ("marked0013", "marked0014"),
    )
    yield case(
        "giants",
        "script",
        page(f"<p>marked0013 {FILL * 5}</p>", head=f"<script>{'x=1;' * 3_000_000}</script>"),
        ("marked0013",),
    )
    yield case("giants", "attribute", page(f"<p title='{'x' * 2_000_000}'>marked0013 {FILL * 5}</p>"), ("marked0013",))
    yield case("giants", "title", page(f"<p>marked0013 {FILL * 5}</p>", title="T " * 100_000), ("marked0013",))
    yield case(
        "giants",
        "link",
        page(f"<p>marked0013 {FILL * 5}<a href='https://example.com/{'a' * 500_000}'>x</a></p>"),
        ("marked0013",),
    )
    yield case("giants", "text", f"marked0013 {FILL * 30_000}", ("marked0013",), "txt")
    yield case("giants", "one-line", "marked0013" + "x" * 3_000_000, ("marked0013",), "txt")


def _tables() -> Iterator[Case]:
    lead = f"<p>marked0015 {FILL * 4}</p>"
    for name, table in {
        "wide": "<tr>" + "<td>c" * 5_000,
        "long": "<tr><td>a<td>b" * 5_000,
        "colspan": "<tr><td colspan=100000000>a<td>b",
        "rowspan": "<tr><td rowspan=100000000>a<td>b<tr><td>c",
        "both": "<tr><td colspan=65534 rowspan=65534>a" * 5,
        "negative": "<tr><td colspan=-5>a<td colspan=x>b<td colspan=''>c",
        "empty": "",
        "nested": "<tr><td><table>" * 60 + "<tr><td>x",
        "no-rows": "<td>a<td>b",
        "captions": "<caption>c" * 200 + "<tr><td>a<td>b",
        "text-outside": "loose text<tr>more<td>a</tr>text",
    }.items():
        yield case("tables", name, page(f"{lead}<table>{table}</table><p>marked0016 {FILL * 3}</p>"), ("marked0015",))


CHARSETS = (
    "utf-8",
    "iso-8859-1",
    "windows-1252",
    "utf-16",
    "utf-7",
    "ebcdic-cp-us",
    "x-user-defined",
    "\x1b[31m",
    "rot13",
    "base64",
    "idna",
    "unicode_escape",
    "zlib",
    "nonsense",
    "a" * 500,
    "'\"><p>",
    "undefined",
)


def _charsets() -> Iterator[Case]:
    for number, charset in enumerate(CHARSETS):
        body = f"<html><head><meta charset='{charset}'><title>Charset</title></head><body><p>marked0017 caf\u00e9 na\u00efve {FILL * 5}</p></body></html>"
        yield Case("charsets", f"meta-{number}", body.encode("utf-8"), ("marked0017",))
    for charset in (
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "utf-32",
        "shift_jis",
        "gb18030",
        "euc-kr",
        "koi8-r",
        "cp1251",
        "big5",
        "utf-8-sig",
    ):
        body = (
            f"<html><head><meta charset=utf-8><title>Lie</title></head><body><p>marked0018 {FILL * 5}</p></body></html>"
        )
        yield Case("charsets", f"lie-{charset}", body.encode(charset), ())
    yield Case("charsets", "high-bytes", b"<p>marked0019 " + b"\xe9" + b"a" * 30_000, ("marked0019",))
    yield Case("charsets", "all-bytes", b"<p>marked0019 " + bytes(range(256)) * 20 + b"</p>", ("marked0019",))
    yield Case(
        "charsets",
        "overlong",
        b"<p>marked0019 \xc0\x9b[31m \xe0\x80\x9b[0m \xed\xa0\x80 " + FILL.encode() * 4,
        ("marked0019",),
    )


def _binaries() -> Iterator[Case]:
    noise = random.Random(7).randbytes(20_000)
    for name, data in {
        "noise": noise,
        "nulls": b"\0" * 20_000,
        "png": b"\x89PNG\r\n\x1a\n" + noise,
        "jpeg": b"\xff\xd8\xff\xe0" + noise,
        "pdf": b"%PDF-1.7\n" + noise,
        "zip": b"PK\x03\x04" + noise,
        "gzip": gzip.compress(noise),
        "elf": b"\x7fELF" + noise,
        "mp3": b"ID3\x03" + noise,
        "mp4": b"\0\0\0\x18ftypmp42" + noise,
        "json": json.dumps({"a": ["x"] * 500}).encode(),
        "deep-json": b"[" * 50_000,
        "xml": b"<?xml version='1.0'?><!DOCTYPE l [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]><l>&b;</l>",
        "xxe": b"<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><html><p>&e; " + FILL.encode() * 5,
        "svg": b"<svg xmlns='http://www.w3.org/2000/svg'><text>hello</text></svg>",
        "empty": b"",
        "blank": b" \n\t\r\n ",
        "comment": b"<!-- nothing -->",
        "doctype": b"<!doctype html>",
        "tag": b"<p>",
        "less-than": b"<" * 50_000,
        "ampersands": b"&" * 50_000,
    }.items():
        for ending in ("html", "txt"):
            yield Case("binaries", f"{name}-{ending}", data, (), ending)


def _text_shapes() -> Iterator[Case]:
    shapes = {
        "zalgo": "h" + "\u0301\u0310\u0352" * 100,
        "emoji": "\U0001f468\u200d\U0001f469\u200d\U0001f467" * 50,
        "flags": "\U0001f1e9\U0001f1ea" * 50,
        "arabic": "\u0645\u0631\u062d\u0628\u0627 " * 50,
        "mixed": "abc \u05e9\u05dc\u05d5\u05dd 123 \u202e def",
        "thai": "\u0e01\u0e32\u0e23\u0e1b\u0e23\u0e30\u0e0a\u0e38\u0e21" * 50,
        "cjk": "\u65b0\u95fb" * 300,
        "zero-width": "\u200b\u200c\u200d\ufeff" * 100 + "x",
        "soft-hyphens": "so\u00adft " * 50,
        "private": "\ue000\uf8ff\U000f0000" * 20,
        "noncharacters": "\ufffe\uffff\ufdd0",
        "variation": "a\ufe0f\ufe0e" * 50,
        "spaces": "\u00a0\u2003\u3000 \u202f" * 100 + "x",
    }
    for name, shape in shapes.items():
        mark, body = _marked(20)
        yield case(
            "shapes", name, page(f"<p>{shape} {FILL}</p><h2>{shape}</h2>{body}", title=f"On {shape[:60]}"), (mark,)
        )
        yield case("shapes", f"{name}-text", f"On {shape[:60]}\n\n{mark} {FILL * 5}\n\n{shape}\n", (mark,), "txt")


def _links() -> Iterator[Case]:
    for number, href in enumerate(
        (
            "javascript:alert(1)",
            "file:///etc/passwd",
            "data:text/html,x",
            "vbscript:x",
            "http://[::1",
            "http://\x1b]8;;\x07",
            "//",
            "-oProxyCommand=x",
            "http://user:pw@example.com/",
            "https://exa\u0301mple.com/",
            "mailto:a\x1b@example.com",
            "http://127.0.0.1/",
            "\x00http://x",
            "java\nscript:alert(1)",
            "#" * 5000,
            "http://" + "a." * 3000,
            "tel:1",
            "",
            " ",
        )
    ):
        mark, body = _marked(21)
        yield case(
            "links",
            str(number),
            page(f'<p>{FILL}<a href="{href}">a link</a><img src="{href}"></p>{body}', head=f'<base href="{href}">'),
            (mark,),
        )


def _json_ld() -> Iterator[Case]:
    for name, text in {
        "deep": "[" * 5_000,
        "deep-objects": '{"@graph":' * 3_000,
        "numbers": '{"@type":"NewsArticle","headline":1e999,"author":{"name":[[1]]},"datePublished":{}}',
        "null": '{"@type":null,"headline":null,"author":null}',
        "huge-number": '{"@type":"NewsArticle","headline":' + "9" * 10_000 + "}",
        "not-json": "<p>not json",
        "types": '[{"@type":["NewsArticle",1,null],"author":"x"},3,"s",null,[[[]]]]',
        "many": "[" + ",".join(['{"@type":"Person","name":"x"}'] * 20_000) + "]",
        "cycle": '{"@type":"NewsArticle","author":{"@id":"#a"},"@id":"#a"}',
    }.items():
        mark, body = _marked(22)
        yield case("json-ld", name, page(body, head=f'<script type="application/ld+json">{text}</script>'), (mark,))


def _broken() -> Iterator[Case]:
    whole = page("".join(PLACES[place](place) for place in PLACES) + _marked(23)[1]).encode()
    chance = random.Random(11)
    for number in range(60):
        data = bytearray(whole)
        for _ in range(1 + number // 4):
            at = chance.randrange(len(data))
            match chance.randrange(4):
                case 0:
                    data[at] = chance.randrange(256)
                case 1:
                    del data[at : at + chance.randrange(40)]
                case 2:
                    data[at:at] = chance.choice(
                        [b"<", b">", b"</", b"<!--", b"\x1b[0m", b"\x9b", b"&#27;", b'"', b"\0", b"]]>"]
                    )
                case _:
                    data[at:at] = bytes(data[at : at + chance.randrange(200)])
        yield Case("broken", str(number), bytes(data))
