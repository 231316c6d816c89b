"""The addresses in a feed: absolute, each relative to the base around it, also in its HTML."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape, unescape
from typing import Any

from termread.parse.addresses import joined, web_address
from termread.text import regex

XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_PLAIN = regex(r"https?://[\w-]+(?:\.[\w-]+)*(?::\d{1,5})?(?:[/?#][!-~]*)?", re.ASCII)
_TAG = regex(r"<[a-zA-Z][^<>]*>")
_LINK = regex(
    r"(\s(?:href|src|poster|srcset|data-src|data-srcset)\s*=\s*)(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>]+))", re.IGNORECASE
)
_RELATIVE = regex(
    r"\s(?:href|src|poster|srcset|data-src|data-srcset)\s*=\s*[\"']?\s*(?![\"'\s#>]|[a-z][a-z0-9+.-]*:)", re.IGNORECASE
)
_SCHEME = regex(r"#|[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_CANDIDATE = regex(r"((?:^|,)\s*)([^\s,][^\s]*)")
_LINKS = ("href", "src", "poster", "srcset", "data-src", "data-srcset")


def address_in(text: str, base: str) -> str:
    """Return the web address in *text*, absolute and without blanks; empty if there is none."""
    text = unescape(text) if "&amp;" in text else text
    if _PLAIN.fullmatch(text) and "/." not in text:
        return text
    return (web_address(text, base) or "").replace(" ", "%20")


def resolve_within(element: Any, base: str) -> None:
    """Make the addresses below *element* absolute, each relative to the bases around it."""
    for child in element:
        if isinstance(child.tag, str):
            said = child.get(XML_BASE) or child.get("xml:base")
            own = (joined(base, said.strip()) or base) if said else base
            for name in _LINKS:
                if value := child.get(name):
                    child.set(name, _absolute(name, value, own))
            resolve_within(child, own)


def resolved(html: str, base: str) -> str:
    """Return *html* with its addresses made absolute."""
    if "xml:base" in html:
        return _with_own_bases(html, base)
    if not base or not _RELATIVE.search(html):
        return html

    def attribute(found: re.Match[str]) -> str:
        value = found[2] or found[3] or found[4] or ""
        name = found[1].strip(" \t\n\r=").lower()
        return f'{found[1]}"{_absolute(name, value, base)}"'

    return _TAG.sub(lambda tag: _LINK.sub(attribute, tag.group()), html)


def _with_own_bases(html: str, base: str) -> str:
    from lxml import etree
    from lxml.html import fragment_fromstring

    try:
        root = fragment_fromstring(html, create_parent="div")
    except (etree.LxmlError, ValueError):
        return html
    resolve_within(root, base)
    parts = [etree.tostring(child, encoding="unicode", method="html") for child in root]
    return escape(root.text or "", quote=False) + "".join(parts)


def _absolute(name: str, value: str, base: str) -> str:
    """Return the *value* of a link's attribute *name* with absolute addresses."""
    if name.endswith("srcset"):
        return _CANDIDATE.sub(lambda found: found[1] + _absolute("src", found[2], base), value)
    value = value.strip()
    if not value or _SCHEME.match(value):
        return value
    if value[0] == "/" and value[1:2] != "/" and "/." not in value:
        return _origin(base) + value
    return joined(base, value) or value


@lru_cache(maxsize=256)
def _origin(base: str) -> str:
    return joined(base, "/")[:-1]
