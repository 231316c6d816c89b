"""The elements of a feed in XML, however broken it is: no item that can be read is lost, and one sentence says what is wrong."""

from __future__ import annotations

import re
from typing import Any

from termread.parse.charset import decode, known
from termread.parse.formats.feeds.repair import END_OF_ITEM, LITERAL, balanced, with_closed_sections
from termread.parse.xml import name_of, parse_safely, repaired
from termread.text import regex
from termread.values import dataclass

_ITEMS = {"rss": "item", "rdf": "item", "channel": "item", "feed": "entry", "urlset": "url", "sitemapindex": "sitemap"}
"""What the items of a feed are called, by the name of its root."""
_ROOT = regex(
    r"<(?P<tag>(?:[\w.-]+:)?(?P<name>rss|rdf|channel|feed|urlset|sitemapindex))(?=[\s/>])[^<>]*>", re.IGNORECASE
)
_PAGE = regex(r"\s*(?:(?:<\?[^>]*>|<!--.*?-->)\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_DOCTYPE = regex(r"<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>", re.IGNORECASE | re.DOTALL)
_ENTITY = regex(r"<!ENTITY\s+([\w.-]+)\s+(?:\"([^\"<&%]{0,500})\"|'([^'<&%]{0,500})')\s*>")
_MOST_ENTITIES = 100
_BAD = regex("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_BAD_NUMBERS = regex(r"&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])|x0*(?:[0-8bcef]|1[0-9a-f]));", re.IGNORECASE)
_NAMESPACE = regex(r"xmlns:([\w.-]+)\s*=\s*(\"[^\"<]*\"|'[^'<]*')")
_OF_ROOT = regex(r"\b(?:xmlns|xml:base|xml:lang)\s*=\s*(?:\"[^\"<]*\"|'[^'<]*')")
_SAID = regex(r"<\?xml\b[^>]{0,200}?encoding\s*=\s*[\"']([\w.:+-]{2,40})", re.IGNORECASE)

_WRONG = {
    5: "goes on after its end",
    9: "has a character that XML does not allow",
    23: "has an ampersand that is not escaped",
    26: "uses an entity that XML does not have",
    27: "uses an entity that XML does not have",
    38: "has an attribute with a tag in it",
    63: "begins a CDATA section that does not end",
    68: "has an ampersand or a tag that is not escaped",
    76: "has a tag that does not fit the one before it",
    77: "has a tag that is not closed",
    201: "uses a prefix that is not declared",
}
"""What is wrong in words, by the number of the error in libxml2."""


@dataclass(frozen=True, slots=True)
class Tree:
    """A feed's root, its items as elements, and what is wrong with it."""

    root: Any
    items: tuple[Any, ...] = ()
    fault: str = ""
    is_cut: bool = False
    """Whether it ends in the middle, so that its last item may be incomplete."""


def tree_of(data: bytes, charset: str | None = None) -> Tree:
    """Return the tree of the feed in *data*; without a root and with a fault if there is none."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = ""
    if text and "<!DOCTYPE" not in text[:5000] and "\x1b" not in text:
        root = parse_safely(text.encode() if data[:1] == b"\xef" else data)
        if root is not None and name_of(root).lower() in _ITEMS:
            fault = "" if data.isascii() else _charset_fault(data, charset, "utf-8")
            return Tree(root, _items(root), fault)
    return _mended(data, charset)


def is_page(text: str) -> bool:
    """Return whether *text* begins as an HTML page does."""
    return _PAGE.match(text.lstrip("\ufeff")) is not None


def has_root(text: str) -> bool:
    """Return whether a feed begins in *text*, which is no page."""
    return not is_page(text) and _ROOT.search(text) is not None


def _items(root: Any) -> tuple[Any, ...]:
    """Return the items of a feed, in the channel or beside it."""
    wanted = _ITEMS[name_of(root).lower()]
    places = [root, *(child for child in root if name_of(child).lower() == "channel")]
    return tuple(child for place in reversed(places) for child in place if name_of(child).lower() == wanted)


def _mended(data: bytes, charset: str | None) -> Tree:
    """Return the tree of a feed that is no well-formed XML in UTF-8."""
    decoded = decode(data, declared=charset)
    text = decoded.text.lstrip("\ufeff")
    if is_page(text):
        return Tree(None, fault="This is a web page (HTML), not a feed.")
    opened = _ROOT.search(text)
    if opened is None:
        return Tree(None, fault=_what_else(text))
    text, faults, is_cut = _bare(text, opened, _charset_fault(data, charset, decoded.charset))
    errors: list[Any] = []
    root = parse_safely(text.encode("utf-8", "replace"), errors=errors)
    if root is not None:
        return Tree(root, _items(root), next(iter(faults), ""))
    line, wrong = (errors[0].line, _WRONG.get(errors[0].type)) if errors else (0, None)
    said = f"Line {line} of this feed {wrong or 'is not valid XML'}; what could be read was read."
    fault = "This feed is cut off; what arrived was read." if is_cut else said
    text = with_closed_sections(text)
    root = parse_safely(repaired(text).encode("utf-8", "replace"))
    if root is not None:
        return Tree(root, _items(root), fault)
    root, items = _one_by_one(text, opened, is_cut=is_cut)
    return Tree(root, items, fault, is_cut)


def _what_else(text: str) -> str:
    """Return what a *text* is that holds no feed."""
    start = text.lstrip()
    if not start:
        return "This feed is empty."
    if "<opml" in start[:2000].lower():
        return "This is a list of feeds (OPML), not a feed."
    if start[:1] in "{[":
        return "This is data (JSON), not a feed."
    return "This is XML, but not a feed." if start.startswith("<?xml") else "This is not a feed."


def _charset_fault(data: bytes, charset: str | None, used: str) -> str:
    """Return what is wrong with the charset that a feed declares, if it is not the one that it was read in."""
    marked = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    found = _SAID.search(data[:1000].decode(used if marked else "latin-1", "replace"))
    if data.isascii():
        return ""
    own, server = found[1].lower() if found else "", (charset or "").lower()
    if own and used == "utf-8" and known(server) not in (None, "utf-8", known(own)):
        return f"The server calls this feed {server}, but it is in UTF-8."
    said = own or server
    if used == "utf-8":
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            return "Not all of this feed is in UTF-8; the other characters were read as Windows-1252."
    if (marked and not said) or used.startswith(known(said or "utf-8") or "?"):
        return ""
    if not said:
        return f"This feed declares no character set and is not in UTF-8; it was read as {used}."
    return f"This feed is not in the character set that it declares ({said}); it was read as {used}."


def _bare(text: str, opened: re.Match[str], fault: str) -> tuple[str, list[str], bool]:
    """Return the feed in *text* alone, what was wrong around it, and whether its end is missing."""
    faults = [fault] if fault else []
    before = text[: opened.start()]
    prologue = re.sub(r"<\?xml.*?\?>|<!--.*?-->|<\?.*?\?>", "", _DOCTYPE.sub("", before), flags=re.DOTALL)
    if (
        prologue.strip()
        or before.count("<?xml ") > 1
        or (before.lstrip() != before and before.lstrip().startswith("<?xml"))
    ):
        faults.append("There is something before this feed's XML; it was ignored.")
    entities = {name: one or other for name, one, other in _ENTITY.findall(before)[:_MOST_ENTITIES]}
    end = text.rfind(f"</{opened['tag']}")
    after = text.find(">", end) + 1 if end >= 0 else 0
    if after and text[after:].strip() and re.sub(r"<!--.*?-->", "", text[after:], flags=re.DOTALL).strip():
        faults.append("There is something after the end of this feed; it was ignored.")
    text = text[opened.start() : after or None]
    if _BAD.search(text) or _BAD_NUMBERS.search(text):
        faults.append("This feed contains control characters; they were removed.")
        text = _BAD_NUMBERS.sub("", _BAD.sub("", text))
    if entities:
        text = re.sub(r"&([\w.-]+);", lambda found: entities.get(found[1], found[0]), text)
    return text, faults, not after


def _starts(text: str, name: str) -> list[int]:
    """Return where the items called *name* begin in *text*, outside CDATA sections and comments."""
    bare = LITERAL.sub(lambda found: " " * len(found.group()), text)
    return [found.start() for found in re.finditer(rf"<(?:[\w.-]+:)?{name}(?=[\s/>])[^<>]*>?", bare, re.IGNORECASE)]


def _one_by_one(text: str, opened: re.Match[str], *, is_cut: bool) -> tuple[Any, tuple[Any, ...]]:
    """Return the root and the items of a feed whose items are parsed each on its own, so that none takes another."""
    starts = _starts(text, _ITEMS[opened["name"].lower()])
    spaces = dict(reversed(_NAMESPACE.findall(text)))
    wrapper = " ".join([*_OF_ROOT.findall(opened.group()), *(f"xmlns:{name}={uri}" for name, uri in spaces.items())])
    found: list[Any] = []
    for start, end in zip(starts, [*starts[1:], len(text)], strict=False):
        piece = text[start:end]
        closed = END_OF_ITEM.search(piece)
        piece = piece[: closed.end()] if closed else piece
        item = _item(piece, wrapper, is_cut=is_cut and end == len(text) and not closed)
        found += [] if item is None else [item]
    head = text[: starts[0]] if starts else text
    root = parse_safely(head.encode("utf-8", "replace"), recover=True)
    if root is None or name_of(root).lower() not in _ITEMS:
        root = parse_safely(f"<{opened['tag']}/>".encode(), recover=True)
    return root, tuple(found)


def _item(piece: str, wrapper: str, *, is_cut: bool) -> Any:
    """Return the element of an item alone, or None if there is nothing in it."""

    def wrapped(inner: str) -> bytes:
        return f"<items {wrapper}>{inner}</items>".encode("utf-8", "replace")

    for inner in (piece, repaired(piece)) if not is_cut else ():
        if (whole := parse_safely(wrapped(inner))) is not None and len(whole):
            return whole[0]
    whole = parse_safely(wrapped(balanced(piece, is_cut=is_cut)), recover=True)
    return whole[0] if whole is not None and len(whole) else None
