"""Parses a page's source into one lxml tree without losing text, however broken its tags are."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from termread.parse.page.display import INLINE
from termread.text import STAND_IN, regex
from termread.values import dataclass

Node = Any
"""An lxml node. lxml is imported lazily, and its stubs are incomplete."""

_CONTROLS = regex(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_IS_CONTROL = bytes(byte in (*range(9), 11, 12, *range(14, 32), 127) for byte in range(256))
_CONTROL_CODE = regex(
    rb"&#((?:0*(?:[0-8]|1[124-9]|2[0-9]|3[01]|12[7-9]|1[345][0-9])(?![0-9])"
    rb"|[xX]0*(?:[0-8bBcCeEfF]|1[0-9a-fA-F]|[789][0-9a-fA-F]))(?![0-9a-fA-F]));?"
)
"""A character reference to a control character."""
_TAG = regex(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)([^<>]*)>?")
_DOCUMENT_END = regex(rb"</(?:body|html)[ \n]*>", re.IGNORECASE)
"""Tags that end the page's body. The parser stops there, although HTML 5 says to read on."""
SHORTEST_TAG = 3
"""Characters of the shortest tag; a page too short to exceed the cap need not be counted."""
TOLD = 10
"""Minimum loss, in percent, that is reported; smaller differences come from how text is counted."""
SAMPLES, DOUBTED = 24, 0.34
"""Places in the source where text is sampled, and the share of samples that may be missing."""
FOUND = int((1 - DOUBTED) * SAMPLES) + 1
"""Samples found from which, whatever becomes of the others, too few can be missing."""
SHORTEST, LONGEST = 24, 120
"""Characters of the shortest and the longest sample."""
_SWALLOWING = ("script", "style", "textarea", "select", "svg", "noscript", "template", "iframe", "object", "title")
"""Elements whose text is never shown; one that is never closed hides everything after it."""
_UNSEEN = regex(rf"<!--.*?-->|<({'|'.join(_SWALLOWING)})\b[^<>]*>.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_ANY_TAG = regex(r"</?[a-zA-Z!?][^<>]*>?")
_ENTITY = regex(r"&#?\w{1,31};")
_ENDS = tuple(regex(f"<(?={tag})") for tag in ("/p>", "/div>", "br", "/"))
"""Markup that ends a text sample; the first kind that is frequent enough on the page is used."""
_VOID = frozenset("area base br col embed frame hr img input link meta param source track wbr".split())  # noqa: SIM905
_SELF_CLOSING = frozenset(
    "p li dt dd tr td th tbody thead tfoot option optgroup colgroup html head body".split()  # noqa: SIM905
)
_RUBY = ("rt", "rp", "rb", "rtc")
"""The parts of a ruby; an rtc may contain the first two."""
_OF_HEAD = frozenset(["title", "meta", "link", "base", "script", "style", "noscript", "template", "bgsound"])


@dataclass(frozen=True, slots=True)
class Tree:
    """A parsed page."""

    root: Node
    flattened: bool = False
    """Whether nesting beyond the depth cap was flattened; no text is lost."""
    dropped: float = 0.0
    """Share of the source dropped because of the cap on nodes."""


def plant(
    text: str, data: bytes | None = None, *, max_elements: int = 100_000, flat_from: int | None = None
) -> Tree | None:
    """Return the tree of a page's *text*, or None if it contains nothing to parse; *data* is the text as UTF-8, if known.

    The parser runs in huge-tree mode; otherwise it silently drops text nodes over ten million bytes and everything
    nested deeper than 256 levels. It still drops what is nested deeper than about two thousand levels, so a page that
    deep is parsed again with *flat_from*, the depth from which its tags are removed.
    """
    from lxml import etree

    kept = _within(text, max_elements)
    # Searching bytes is several times faster than searching text.
    if data is None or kept is not text or flat_from is not None:
        data = (kept if flat_from is None else flatten_tags(kept, flat_from)).encode("utf-8", "replace")
    source = without_controls(data)
    # Not lxml.html's parser: it looks up a class for every node, and nothing here needs those classes.
    parser: Any = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, collect_ids=False
    )
    try:
        root = etree.fromstring(_DOCUMENT_END.sub(b"", source), parser)
    except etree.XMLSyntaxError:
        root = None
    if root is not None:
        _empty_head(root)
        _end_elements(root)
        _fill_slots(root)
    return None if root is None else Tree(root, flat_from is not None, 1 - len(kept) / max(1, len(text)))


Nodes = defaultdict[str, list[Node]]
"""The nodes of a tree by their tags, in page order."""


def nodes_by_tag(root: Node) -> Nodes:
    """Return the nodes of the tree under *root* by tag: one pass instead of one search of the tree for each tag."""
    found: Nodes = defaultdict(list)
    for node in root.iter():
        found[node.tag].append(node)
    return found


def without_controls(source: bytes) -> bytes:
    """Return *source*, in UTF-8, with a stand-in for each literal or escaped control character: no tree can hold them.

    References to C1 controls become the windows-1252 characters that browsers show for them.
    """
    if b"\x01" in source.translate(_IS_CONTROL):  # faster than a regular expression
        source = _CONTROLS.sub(lambda found: _shown(chr(found.group()[0])), source)
    return _CONTROL_CODE.sub(_meant, source) if b"&#" in source else source


def _meant(code: re.Match[bytes]) -> bytes:
    from html import unescape

    return _shown(unescape(f"&#{code.group(1).decode()};"))


def _shown(character: str) -> bytes:
    shown = character if character.isprintable() and character else " " if character.isspace() else STAND_IN
    return shown.encode()


def _empty_head(root: Node) -> None:
    """Move elements that do not belong in the head to the body; the HTML 4 parser keeps `article` in an open head."""
    head = root.find("head")
    strays = (
        [] if head is None else [child for child in head if isinstance(child.tag, str) and child.tag not in _OF_HEAD]
    )
    if not strays:
        return
    body = root.find("body")
    if body is None:
        body = root.makeelement("body")
        head.addnext(body)
    for child in reversed(strays):
        child.tail = " ".join(filter(None, (child.tail, body.text)))
        body.text = None
        body.insert(0, child)


def _end_elements(root: Node) -> None:
    """Close elements that HTML 5 closes without an end tag but the HTML 4 parser leaves open."""
    for node in list(root.iter("embed", *_RUBY)):
        held = list(node)
        if node.tag != "embed":
            ends = _RUBY[2:] if node.tag == "rtc" else _RUBY
            held = held[next((at for at, child in enumerate(held) if child.tag in ends), len(held)) :]
        for child in reversed(held):
            node.addnext(child)
        if node.tag == "embed" and node.text:
            node.tail, node.text = node.text + (node.tail or ""), None


def _fill_slots(root: Node) -> None:
    """Move what a host of a declarative shadow root holds into the slots of that root, where browsers show it."""
    for template in [each for each in root.iter("template") if each.get("shadowrootmode")]:
        host, slots = template.getparent(), dict[str, Node]()
        for slot in template.iter("slot"):
            if next(slot.iterancestors("template")) is template:
                slots.setdefault(slot.get("name", ""), slot)
        content: dict[str, list[Node | str]] = {"": [host.text or "", template.tail or ""]}
        host.text = template.tail = None
        for child in [each for each in host if each is not template]:
            content.setdefault(child.get("slot", ""), []).append(child)
            content[""].append(child.tail or "")
            child.tail = None
        for name, nodes in content.items():
            if not any(not isinstance(node, str) or node.strip() for node in nodes):
                continue
            slot = slots.get(name)
            if slot is None:  # browsers show none of it
                slot = host.makeelement("div", hidden="")
                host.append(slot)
            slot.text, slot[:] = None, []
            _append(slot, nodes)


def _append(parent: Node, nodes: Iterable[Node | str]) -> None:
    """Append *nodes*, elements without a tail and texts, to an empty *parent*."""
    for node in nodes:
        if not isinstance(node, str):
            parent.append(node)
        elif len(parent):
            parent[-1].tail = (parent[-1].tail or "") + node
        else:
            parent.text = (parent.text or "") + node


def flatten_tags(text: str, depth: int) -> str:
    """Return *text* without tags nested deeper than *depth*, with a paragraph start in place of each block tag."""
    open_tags: list[str] = []

    def level(found: re.Match[str]) -> str:
        tag = found.group(2).lower()
        if tag in _VOID or tag in _SELF_CLOSING or found.group(3).endswith("/"):
            return found.group()
        if not found.group(1):
            open_tags.append(tag)
        over = len(open_tags) > depth
        if found.group(1) and open_tags and open_tags[-1] == tag:
            open_tags.pop()
        if not over:
            return found.group()
        return "" if tag in INLINE else "<p>"

    return _TAG.sub(level, text)


def _within(text: str, max_elements: int) -> str:
    """Return *text* up to the node that exceeds the cap on nodes."""
    if len(text) < SHORTEST_TAG * max_elements or text.count("<") <= max_elements:
        return text
    count = 0
    for found in _TAG.finditer(text):
        count += not found.group(1)
        if count > max_elements:
            return text[: found.start()]
    return text


def lost_percent(text: str, read: str) -> int:
    """Return the percentage of the source's visible *text* missing from *read*, or 0 if it is below `TOLD`."""
    samples = missing = 0
    for sample in _samples(text):
        samples += 1
        missing += sample not in read
        if samples - missing >= FOUND:
            return 0
    if not missing or missing < DOUBTED * samples:
        return 0
    shown = _size(_ENTITY.sub("x", _ANY_TAG.sub(" ", _UNSEEN.sub(" ", _without_scripts(text)))))
    lost = round(100 * (shown - _size(read)) / shown) if shown else 0
    return lost if lost >= TOLD else 0


def _samples(text: str) -> Iterator[str]:
    """Yield the last words before a tag at each of `SAMPLES` places in the source."""
    end = next((end for end in _ENDS if len(list(islice(end.finditer(text), SAMPLES))) == SAMPLES), _ENDS[-1])
    step = len(text) // SAMPLES + 1
    for start in range(0, len(text), step):
        found = end.search(text, start, start + step)
        last = text[max(0, found.start() - LONGEST) : found.start()].rpartition(">")[2] if found else ""
        if len(last) >= SHORTEST and last.isprintable() and "&" not in last and "  " not in last:
            yield last.strip()


def _without_scripts(text: str) -> str:
    """Return the source without scripts and styles, but keep what follows one that is never closed."""
    for tag in ("script", "style"):
        first, *parts = text.split(f"<{tag}")
        text = first + "".join(part.partition(f"</{tag}")[2] or part for part in parts)
    return text


def _size(text: str) -> int:
    return len(text) - sum(map(text.count, " \t\n\r\xa0"))


def remove(node: Node) -> None:
    """Remove an element but keep the text after it."""
    parent, before, tail = node.getparent(), node.getprevious(), node.tail or ""
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(node)
