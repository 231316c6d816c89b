"""How texts of a page are compared: by their words, whatever stands between them."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from termread.text import clean_line

_TOKEN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W_]+")


def key(text: str) -> str:
    """Return the words of *text*, folded."""
    return " ".join(_TOKEN.findall(unicodedata.normalize("NFKC", text).casefold()))


def overlap(one: str, other: str) -> float:
    """Return the share of words two texts have in common: 1.0 for the same words, 0.0 for none."""
    first, second = set(key(one).split()), set(key(other).split())
    return len(first & second) / len(first | second) if first and second else 0.0


def text_of(element: Any) -> str:
    """Return the text of *element* on one line, scripts and hidden signs left out."""
    return clean_line("".join(_texts(element)))


def _texts(element: Any) -> list[str]:
    parts: list[str] = []
    for node in element.iter():
        if not isinstance(node.tag, str) or node.tag in ("script", "style", "noscript", "svg", "template", "button"):
            if node is not element and node.tail:
                parts.append(node.tail)
            continue
        if not _inside_silent(node, element):
            parts.append((" " if node.tag in ("br", "div", "p", "li") else "") + (node.text or ""))
        if node is not element and node.tail:
            parts.append(node.tail)
    return parts


def _inside_silent(node: Any, top: Any) -> bool:
    while node is not None and node is not top:
        if node.tag in ("script", "style", "noscript", "svg", "template", "button"):
            return True
        node = node.getparent()
    return False
