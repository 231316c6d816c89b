"""Text whose line breaks the style keeps: verse, and code in boxes."""

from __future__ import annotations

from termread.parse.page.display import CODE, DISPLAY, HIDDEN
from termread.parse.page.style_sheet import StyleSheet, without_spaces
from termread.parse.page.tree import Node
from termread.text import regex

_CODE = regex(r"font-family:[^;]*(?:monospace|courier|consolas|menlo)")
"""A style, without spaces, that sets text as code."""


def keep_lines(root: Node, sheet: StyleSheet) -> bool:
    """Turn the line breaks that a style keeps into `br` elements, and boxes styled as code into `pre`.

    Returns whether there were any.
    """
    changed = False
    for node in [node for node in root.iter("*") if DISPLAY.get(node.tag) in ("block", "inline")]:
        if not sheet.keeps_lines(node):
            continue
        if DISPLAY[node.tag] == "block" and _CODE.search(without_spaces(node.get("style") or "")):
            node.tag, changed = "pre", True
        elif not any(outer.tag in CODE for outer in node.iterancestors()):
            changed = _break_lines(node) or changed
    return changed


def _break_lines(node: Node) -> bool:
    """Turn the line breaks in the text of *node* into `br` elements, and return whether there were any."""
    broken = False
    for each in list(node.iter("*")):
        if each.tag not in CODE and each.tag not in HIDDEN:
            first, *rest = _lines(each.text, each[0] if len(each) else None, None)
            each.text = first
            for at, line in enumerate(rest):
                each.insert(at, _br(each, line))
            broken = broken or bool(rest)
        if each is not node and not any(outer.tag in CODE for outer in each.iterancestors()):
            first, *rest = _lines(each.tail, each, each.getnext())
            each.tail = first
            parent = each.getparent()
            place = parent.index(each) + 1
            for at, line in enumerate(rest):
                parent.insert(place + at, _br(parent, line))
            broken = broken or bool(rest)
    return broken


def _lines(text: str | None, *beside: Node | None) -> list[str]:
    """Return the lines of a text; the white space next to a block is not one."""
    if not text or (text.isspace() and any(node is None or DISPLAY.get(node.tag) != "inline" for node in beside)):
        return [text or ""]
    return text.split("\n")


def _br(parent: Node, tail: str) -> Node:
    br = parent.makeelement("br")
    br.tail = tail
    return br
