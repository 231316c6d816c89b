"""Spans that a style sheet sets as lines of their own: nothing but the sheet stands between their words."""

from __future__ import annotations

from termread.parse.page.tree import Node


def begins_line(node: Node) -> bool:
    """Return whether a span is a line or a cell: one follows another at once, and nothing else stands around them.

    They are lines if they have one class and several words each, and cells if the next box has as many.
    """
    before = node.getprevious()
    if before is None or before.tail or before.tag != "span":
        return False
    around = node.getparent()
    if (around.text or "").strip() or (around[-1].tail or "").strip():
        return False
    if before.get("class") == node.get("class") and _has_words(before) and _has_words(node):
        return bool(node.get("class"))
    return around.tag in ("div", "li") and not _words(node)[:1].islower() and _is_row(around)


def _is_row(box: Node) -> bool:
    """Return whether a box holds as many spans as the one beside it, which is of its make."""
    tags = [child.tag for child in box]
    beside = (box.getnext(), box.getprevious())
    return any(each is not None and _make(each) == _make(box) and [c.tag for c in each] == tags for each in beside)


def _make(node: Node) -> tuple[object, str | None]:
    return node.tag, node.get("class")


def _words(node: Node) -> str:
    return "".join(node.itertext()).strip()


def _has_words(node: Node) -> bool:
    return " " in _words(node)
