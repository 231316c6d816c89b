"""Feeds that are broken in every way that feeds are, each with the items that can still be read."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

WORDS = [
    "Café",
    "ferry",
    "bridge",
    "“harbour”",
    "council",
    "naïve",
    "storm",
    "pier",
    "Über",
    "salt",
    "tide",
    "lamp",
    "quay",
    "señor",
]


@dataclass
class Story:
    title: str
    url: str
    date: str = "2026-05-04T10:00:00Z"
    text: str = "<p>All <b>winter</b> long, said the café.</p>"


@dataclass
class Broken:
    """A broken feed: how it is broken, its bytes, the charset that the server names, and the stories that can be read."""

    kind: str
    data: bytes
    charset: str | None
    readable: list[Story] = field(default_factory=list)


Breaking = Callable[[list[str], list[Story], random.Random], tuple[bytes, str | None, list[Story]]]
"""Makes the bytes, the charset and the readable stories of a feed's pieces: its head, an item each, and its end."""


def stories(chance: random.Random) -> list[Story]:
    return [
        Story(
            f"{chance.choice(WORDS)} {chance.choice(WORDS)} {n}", f"https://example.com/{chance.randrange(10**6)}/{n}"
        )
        for n in range(chance.randint(3, 8))
    ]


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def rss(told: list[Story]) -> list[str]:
    head = '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Post</title><link>https://example.com/</link>\n'
    items = [
        f'<item><title>{each.title}</title>\n<link>{each.url}</link><guid isPermaLink="true">{each.url}</guid>'
        f"<dc:date>{each.date}</dc:date><description>{escaped(each.text)}</description></item>\n"
        for each in told
    ]
    return [head, *items, "</channel></rss>\n"]


def rdf(told: list[Story]) -> list[str]:
    head = (
        '<?xml version="1.0" encoding="utf-8"?>\n<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns="http://purl.org/rss/1.0/"><channel rdf:about="https://example.com/"><title>Post</title><link>https://example.com/</link></channel>\n'
    )
    items = [
        f'<item rdf:about="{each.url}"><title>{each.title}</title>\n<link>{each.url}</link><dc:date>{each.date}</dc:date>'
        f"<description>{escaped(each.text)}</description></item>\n"
        for each in told
    ]
    return [head, *items, "</rdf:RDF>\n"]


def atom(told: list[Story]) -> list[str]:
    head = '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom"><title>Post</title><link href="https://example.com/"/>\n'
    items = [
        f'<entry><title>{each.title}</title>\n<link href="{each.url}"/><id>{each.url}</id><updated>{each.date}</updated>'
        f'<summary type="html">{escaped(each.text)}</summary></entry>\n'
        for each in told
    ]
    return [head, *items, "</feed>\n"]


def _in_item(change: Callable[[str], str], *, loses: bool = False) -> Breaking:
    """Return what breaks one item by *change*; *loses* says that this item need not be read."""

    def breaking(pieces: list[str], told: list[Story], chance: random.Random) -> tuple[bytes, str | None, list[Story]]:
        at = chance.randrange(len(told))
        changed = [change(piece) if n == at + 1 else piece for n, piece in enumerate(pieces)]
        assert changed != pieces
        return "".join(changed).encode(), None, [each for n, each in enumerate(told) if not (loses and n == at)]

    return breaking


def _in_all(change: Callable[[str], bytes], charset: str | None = None) -> Breaking:
    """Return what breaks the whole feed by *change*, and loses nothing."""
    return lambda pieces, told, chance: (change("".join(pieces)), charset, told)


def _cut(pieces: list[str], told: list[Story], chance: random.Random) -> tuple[bytes, str | None, list[Story]]:
    whole = chance.randrange(1, len(told))
    following = pieces[whole + 1].encode()
    begun = following[: chance.randrange(0, len(following) - 12)]
    return "".join(pieces[: whole + 1]).encode() + begun, None, told[:whole]


def _end_tag(name: str, wrong: str) -> Callable[[str], str]:
    return lambda item: item.replace(f"</{name}>", wrong, 1)


def _text(item: str, text: str) -> str:
    """Return an item with *text*, not escaped, in place of its summary."""
    begin = item.index("<description" if "<description" in item else "<summary")
    inner = item.index(">", begin) + 1
    end = item.index("</description" if "<description" in item else "</summary")
    return item[:inner] + text + item[end:]


def _after_title(text: str) -> Callable[[str], str]:
    return lambda item: item.replace("</title>", f"</title>{text}", 1)


def _end_of_item(item: str) -> str:
    return item.replace("</item>", "").replace("</entry>", "")


PARTS: dict[str, Breaking] = {
    "a bare ampersand": _in_item(_after_title("<category>R&D & sons</category>")),
    "an ampersand in a link": _in_item(_after_title('<comments>https://example.com/?a=1&b=2&copy=3</comments>')),
    "an entity of HTML": _in_item(_after_title("<category>caf&eacute;&nbsp;&hellip;</category>")),
    "an entity of nobody": _in_item(_after_title("<category>&harbour;</category>")),
    "an open paragraph": _in_item(lambda item: _text(item, "<p>One.<p>Two <br>lines <img src=x>")),
    "tags that cross": _in_item(lambda item: _text(item, "<b>One <i>two</b> three</i>")),
    "a lone less-than sign": _in_item(lambda item: _text(item, "1 < 2 and 3 <4 > 2")),
    "attributes without quotes": _in_item(lambda item: _text(item, "<a href=https://example.com/x>x</a><p align=left>y</p>")),
    "an attribute twice": _in_item(_after_title('<category domain="x" domain="y">Sea</category>')),
    "an item without an end": _in_item(_end_of_item),
    "a title without an end": _in_item(_end_tag("title", ""), loses=True),
    "a misspelled end": _in_item(_end_tag("title", "</titel>"), loses=True),
    "a prefix of nobody": _in_item(_after_title("<odd:mood>fair</odd:mood>")),
    "CDATA without an end": _in_item(lambda item: _text(item, "<![CDATA[<p>One.</p>")),
    "an end of CDATA too many": _in_item(lambda item: _text(item, "<![CDATA[One ]]> two ]]> <p>three")),
    "a comment without an end": _in_item(_after_title("<!-- to do")),
    "hyphens in a comment": _in_item(_after_title("<!-- a -- b -->")),
    "control characters": _in_item(_after_title("<category>\x01se\x0b\x1fa</category>")),
    "numbers of control characters": _in_item(_after_title("<category>&#0;&#x1F;&#11;</category>")),
    "markup that is very deep": _in_item(lambda item: _text(item, "<div>" * 400 + "deep" + "</div>" * 400)),
    "an end tag of nobody": _in_item(_after_title("</font>")),
    "cut in the middle": _cut,
    "nothing but its end missing": lambda pieces, told, chance: ("".join(pieces[:-1]).encode(), None, told),
    "bytes of Windows-1252": _in_item(lambda item: item),
    "UTF-8 that says ISO-8859-1": _in_all(lambda text: text.replace('"utf-8"', '"iso-8859-1"').encode()),
    "UTF-8 that the server calls windows-1251": _in_all(str.encode, "windows-1251"),
    "Windows-1252 that says UTF-8": _in_all(lambda text: text.encode("cp1252")),
    "UTF-16 that says UTF-8": _in_all(lambda text: text.encode("utf-16")),
    "a charset of nobody": _in_all(lambda text: text.replace('"utf-8"', '"utf-8x"').encode()),
    "blanks in front": _in_all(lambda text: b"\r\n  \n" + text.encode()),
    "a byte order mark behind blanks": _in_all(lambda text: b"\n\xef\xbb\xbf" + text.encode()),
    "a warning in front": _in_all(lambda text: b"<br />\n<b>Warning</b>:  Undefined variable in <b>/x.php</b> on line 3<br />\n" + text.encode()),
    "a script behind": _in_all(lambda text: text.encode() + b"<script>var a = 1 && 2;</script>"),
    "two feeds in one": _in_all(lambda text: text.encode() + b'<?xml version="1.0"?><rss></rss>'),
    "a declaration twice": _in_all(lambda text: b'<?xml version="1.0"?>\n' + text.encode()),
}  # fmt: skip


def _stray(pieces: list[str], told: list[Story], chance: random.Random) -> tuple[bytes, str | None, list[Story]]:
    at = chance.randrange(len(told)) + 1
    changed = [
        _after_title("<category>The ferry~s ~old~ quay</category>")(piece) if n == at else piece
        for n, piece in enumerate(pieces)
    ]
    return "".join(changed).encode().replace(b"~", b"\x92"), None, told


PARTS["bytes of Windows-1252"] = _stray


def _json(told: list[Story]) -> dict[str, object]:
    rows = [
        {"id": each.url, "url": each.url, "title": each.title, "date_published": each.date, "content_html": each.text}
        for each in told
    ]
    return {"version": "https://jsonfeed.org/version/1.1", "title": "Post", "items": rows}


def _json_cut(text: str, told: list[Story], chance: random.Random) -> tuple[bytes, list[Story]]:
    whole = chance.randrange(1, len(told))
    begin = text.index(told[whole].url) - 8
    return text[: begin + chance.randrange(0, 60)].encode(), told[:whole]


def _json_bad_row(text: str, told: list[Story], chance: random.Random) -> tuple[bytes, list[Story]]:
    at = chance.randrange(len(told))
    quoted = json.dumps(told[at].title, ensure_ascii=False)
    return text.replace(quoted, quoted[:-1], 1).encode(), [each for n, each in enumerate(told) if n != at]


JSON_PARTS: dict[str, Callable[[str, list[Story], random.Random], tuple[bytes, list[Story]]]] = {
    "JSON cut in the middle": _json_cut,
    "JSON with a broken row": _json_bad_row,
    "JSON with a comma too many": lambda text, told, chance: (text.replace("}]", "},]").replace('"}', '",}').encode(), told),
    "JSON without its end": lambda text, told, chance: (text[:-2].encode(), told),
}  # fmt: skip

INSTEAD = {
    "a page": b"<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body><p>Please <a href='/x'>sign in</a> & wait.</p></body></html>",
    "a page in XML": b'<?xml version="1.0"?><!-- a page --><html xmlns="http://www.w3.org/1999/xhtml"><body><p>Not found</p></body></html>',
    "nothing": b"",
    "blanks": b" \n\n ",
    "words": b"The site is being moved. Please come back tomorrow.",
    "JSON of another kind": b'{"error": "not found", "items": []}',
    "a list of feeds": b'<?xml version="1.0"?><opml version="2.0"><body><outline xmlUrl="https://example.com/"/></body></opml>',
    "XML of another kind": b'<?xml version="1.0"?><catalog><book><title>One</title></book></catalog>',
    "binary data": bytes(range(256)) * 4,
    "a packed page": b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03" + bytes(range(40, 120)),
}


def broken_feeds(count: int, seed: int = 17) -> Iterator[Broken]:
    """Yield *count* broken feeds, every kind in every format before any comes again."""
    chance = random.Random(seed)
    kinds = [(name, shape) for name in PARTS for shape in (rss, rdf, atom)]
    made = 0
    while True:
        for name, shape in kinds:
            told = stories(chance)
            data, charset, readable = PARTS[name](shape(told), told, chance)
            yield Broken(f"{name} ({shape.__name__})", data, charset, readable)
            if (made := made + 1) == count:
                return
        for name, change in JSON_PARTS.items():
            told = stories(chance)
            data, readable = change(json.dumps(_json(told), ensure_ascii=False), told, chance)
            yield Broken(name, data, None, readable)
            if (made := made + 1) == count:
                return
        for name, data in INSTEAD.items():
            yield Broken(f"{name} instead", data, None)
            if (made := made + 1) == count:
                return
