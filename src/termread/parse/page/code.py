"""Extracts code as the page displays it: one line per box, row or item, without line numbers."""

from __future__ import annotations

from termread.parse.page.class_names import words_of
from termread.parse.page.tree import Node
from termread.text import clean, regex

_BOXES = frozenset(["div", "li", "p", "tr", "section"])
_UNREAD = frozenset(["script", "style", "button", "svg", "template"])
_LINE = regex(r" (?:line|code line|token line|view line|hljs line|cm line|row|cl line|codeline|code row) ")
_NUMBER = regex(
    r" (?:line ?n(?:o|os|um|ums|umbers?|umber rows)(?: \w+)?|line num(?:ber)?s?|lno|ln|lnt|lntd first|gutter|linenodiv|"
    r"blob num|ln num(?:bers)?|ln n|hljs ln(?: n(?:umbers)?)?|rouge gutter|code ?line ?numbers?|ln line|number) "
)
_LANGUAGE = regex(r"(?:^|\s)lang(?:uage)?-(\S+)")
_NUMBERS = regex(r"[\s\d.:|]*")


def code_of(node: Node) -> str:
    """Return the code in *node*, one line per source line, without line numbers or buttons."""
    parts: list[str] = []
    _collect(node, parts)
    return clean("".join(parts)).expandtabs(4).replace("\u200b", "").replace("\xa0", " ").strip("\n").rstrip()


def language_of(node: Node) -> str | None:
    """Return the language named by the class of an element or of a `code` inside it, or None."""
    inner = node.find(".//code")
    names = f"{node.get('class') or ''} {inner.get('class') or '' if inner is not None else ''}"
    found = _LANGUAGE.search(names)
    return found[1] if found else None


def is_listing(table: Node) -> bool:
    """Return whether a table is a code listing: the first cell of its first row holds nothing but line numbers."""
    first = next(table.iter("tr"), None)
    cells = [] if first is None else [cell for cell in first if cell.tag in ("td", "th")]
    return len(cells) > 1 and is_numbering(cells[0])


def is_numbering(node: Node) -> bool:
    """Return whether an element is a column or cell of line numbers."""
    named = bool(_NUMBER.search(words_of(node.get("class") or ""))) or node.get("data-line-number") is not None
    return named and _NUMBERS.fullmatch("".join(node.itertext())) is not None


def _collect(node: Node, parts: list[str]) -> None:
    """Append the text of *node* to *parts* iteratively, because code can nest arbitrarily deep."""
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
    """Return whether an element is a line of code: a block, or named or styled as a line."""
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
