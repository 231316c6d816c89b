"""Code as the page shows it: a line for each box, row or item, and no numbers of lines among them."""

from __future__ import annotations

import re

from termread.parse.page.class_names import words_of
from termread.parse.page.tree import Node
from termread.text import clean

_BOXES = frozenset(["div", "li", "p", "tr", "section"])
_UNREAD = frozenset(["script", "style", "button", "svg", "template"])
_LINE = re.compile(r" (?:line|code line|token line|view line|hljs line|cm line|row|cl line|codeline|code row) ")
_NUMBER = re.compile(
    r" (?:line ?n(?:o|os|um|ums|umbers?|umber rows)(?: \w+)?|line num(?:ber)?s?|lno|ln|lnt|lntd first|gutter|linenodiv|"
    r"blob num|ln num(?:bers)?|ln n|hljs ln(?: n(?:umbers)?)?|rouge gutter|code ?line ?numbers?|ln line|number) "
)
_LANGUAGE = re.compile(r"(?:^|\s)lang(?:uage)?-(\S+)")
_NUMBERS = re.compile(r"[\s\d.:|]*")


def code_of(node: Node) -> str:
    """Return the code in *node*, its lines parted by newlines, without the numbers and buttons that stand among them."""
    parts: list[str] = []
    _collect(node, parts)
    return clean("".join(parts)).expandtabs(4).replace("\u200b", "").replace("\xa0", " ").strip("\n").rstrip()


def language_of(node: Node) -> str | None:
    """Return the language that the class of an element, or of a `code` in it, says its code is in."""
    inner = node.find(".//code")
    names = f"{node.get('class') or ''} {inner.get('class') or '' if inner is not None else ''}"
    found = _LANGUAGE.search(names)
    return found[1] if found else None


def is_listing(table: Node) -> bool:
    """Return whether a table is code: a cell of each row holds a number of a line and nothing else, another one code."""
    first = next(table.iter("tr"), None)
    cells = [] if first is None else [cell for cell in first if cell.tag in ("td", "th")]
    return len(cells) > 1 and is_numbering(cells[0])


def is_numbering(node: Node) -> bool:
    """Return whether an element is a column or a cell with the numbers of lines."""
    named = bool(_NUMBER.search(words_of(node.get("class") or ""))) or node.get("data-line-number") is not None
    return named and _NUMBERS.fullmatch("".join(node.itertext())) is not None


def _collect(node: Node, parts: list[str]) -> None:
    """Add the text of *node* to *parts*, without recursion: code may nest as deep as it likes."""
    stack: list[tuple[Node, bool]] = [(node, True)]
    while stack:
        each, entering = stack.pop()
        if not entering:
            _end(each, node, parts)
            continue
        if each is not node and (not isinstance(each.tag, str) or each.tag in _UNREAD or is_numbering(each)):
            _end(each, node, parts, closed=True)
            continue
        if each.tag == "br":
            parts.append("\n")
        elif each is not node and _is_line(each):
            _begin_line(parts)
        parts.append(each.text or "")
        stack.append((each, False))
        stack.extend((child, True) for child in reversed(each))


def _end(each: Node, root: Node, parts: list[str], *, closed: bool = False) -> None:
    if each is root:
        return
    tail = each.tail or ""
    if not closed and _is_line(each):
        after = each.getnext()
        if (after is None or not _is_line(after)) and tail.strip():
            _begin_line(parts)
        elif each.tag in _BOXES and not tail.strip():
            tail = ""
        if not "".join(each.itertext()).strip() and not _ended(parts):
            parts.append("\n")
    parts.append(tail)


def _begin_line(parts: list[str]) -> None:
    if not _ended(parts):
        parts.append("\n")


def _ended(parts: list[str]) -> bool:
    last = next((part for part in reversed(parts) if part), "\n")
    return last.endswith("\n")


def _is_line(node: Node) -> bool:
    """Return whether an element is a line of code: a box, or what the page calls or lays out as one."""
    if node.tag in _BOXES:
        return True
    if node.tag not in ("span", "code"):
        return False
    style = (node.get("style") or "").replace(" ", "")
    return (
        "display:block" in style
        or node.get("data-line") is not None
        or bool(_LINE.search(words_of(node.get("class") or "")))
    )
