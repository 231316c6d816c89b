"""Spans that a style sheet sets as lines of their own: nothing but the sheet stands between their words."""

from __future__ import annotations

from termread.parse.page.tree import Node


def begins_line(node: Node) -> bool:
    """Return whether a span follows one of its class at once, each of several words, where nothing else stands around them."""
    before = node.getprevious()
    if before is None or before.tail or before.tag != "span" or before.get("class") != node.get("class"):
        return False
    around = node.getparent()
    if (around.text or "").strip() or (around[-1].tail or "").strip():
        return False
    return _has_words(before) and _has_words(node)


def _has_words(node: Node) -> bool:
    return " " in "".join(node.itertext()).strip()
