"""Pages that send elsewhere by their own text: `<meta http-equiv="refresh">`."""

from __future__ import annotations

import re
from html import unescape

HEAD = 64 << 10
"""Bytes in which such a tag may stand."""
_SOON = 10.0
"""Seconds above which it is a page that renews itself, not one that sends elsewhere."""
_LITTLE = 2000
"""Visible characters under which even a page's advice to readers without JavaScript is followed."""

_HIDDEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|template|textarea|title)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE
)
_NOSCRIPT = re.compile(r"<noscript\b.*?(?:</noscript\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_META = re.compile(r"<meta\s[^<>]{0,4000}>", re.IGNORECASE)
# Possessive, so that no blank or digit is tried in more ways than one.
_REFRESH = re.compile(r"http-equiv\s*+=\s*+(?:[\"']\s*+)?refresh\b", re.IGNORECASE)
_CONTENT = re.compile(r"content\s*+=\s*+(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.IGNORECASE)
_TARGET = re.compile(r"\s*+([0-9.]*+)(?:\s*+[;,]\s*+|\s++)(?:url\s*+=\s*+)?[\"']?([^\"']+)", re.IGNORECASE)


def refresh_target(data: bytes) -> str | None:
    """Return the address that the page *data* sends its reader to within seconds, as written there."""
    head = _HIDDEN.sub(" ", data[:HEAD].decode("latin-1"))
    found = _target(_NOSCRIPT.sub(" ", head))
    if found is None and len(data) < HEAD and len(" ".join(_without_tags(head).split())) < _LITTLE:
        found = _target(head)
    return None if found is None else as_utf8(found)


def _without_tags(text: str) -> str:
    """Return *text* with a blank for each tag; what opens and never closes is text."""
    kept, at = [], 0
    closed = text.rfind(">")  # known beforehand: else each "<" after it would be looked for to the end of the text
    while (start := text.find("<", at)) >= 0 and start < closed:
        kept.append(text[at:start])
        at = text.index(">", start) + 1
    return " ".join([*kept, text[at:]])


def _target(text: str) -> str | None:
    for meta in _META.findall(text):
        content = _CONTENT.search(meta)
        if not content or not _REFRESH.search(meta):
            continue
        target = _TARGET.match(unescape(next(filter(None, content.groups()), "")))
        if target and _seconds(target.group(1)) <= _SOON:
            return target.group(2).strip()
    return None


def _seconds(digits: str) -> float:
    try:
        return float(digits or 0)
    except ValueError:
        return 0.0


def as_utf8(text: str) -> str:
    """Return *text*, read as Latin-1, as the UTF-8 that it is, if it is."""
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text
