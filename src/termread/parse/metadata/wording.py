"""How texts of a page are compared: by their words, whatever stands between them."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from termread.parse import text_shape
from termread.parse.page.quotes import closing_ruby, opening_ruby
from termread.text import clean_line

DEEPEST = 60
"""Levels below which no header's text stands."""

_SILENT = frozenset({"script", "style", "noscript", "svg", "template", "button", "rp"})
_BREAKING = frozenset({"br", "div", "p", "li", "h1", "h2", "h3", "section"})
_TOKEN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W_]+")


def key(text: str) -> str:
    """Return the words of *text*, folded; each Chinese and Japanese character is one."""
    if text.isascii():
        return text_shape.key(text)
    return " ".join(_TOKEN.findall(unicodedata.normalize("NFKC", text.replace("\u00ad", "")).casefold()))


def overlap(one: str, other: str) -> float:
    """Return the share of words two texts have in common: 1.0 for the same words, 0.0 for none."""
    first, second = set(key(one).split()), set(key(other).split())
    return len(first & second) / len(first | second) if first and second else 0.0


def text_of(element: Any) -> str:
    """Return the text of *element* on one line, scripts and hidden signs left out."""
    if not len(element):
        return clean_line(element.text or "")
    parts: list[str] = []
    _collect(element, parts, 0)
    return clean_line("".join(parts))


def _collect(element: Any, parts: list[str], depth: int) -> None:
    parts.append(element.text or "")
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _SILENT and depth < DEEPEST:
            if child.tag in _BREAKING:
                parts.append(" ")
            if child.tag == "rt":
                parts.append(opening_ruby(child))
            _collect(child, parts, depth + 1)
            if child.tag == "rt":
                parts.append(closing_ruby(child))
            if child.tag in _BREAKING:
                parts.append(" ")
        parts.append(child.tail or "")
