"""XML that came from outside: read with its faults, and nothing that it points to."""

from __future__ import annotations

from typing import Any

from termread.parse.xml_repair import repaired


def read_xml(content: bytes | str) -> Any:
    """Return the root of *content* without comments and instructions, or None where nothing of it can be read.

    Bytes are in the charset that they name; what a text names does not matter any more.
    """
    from lxml import etree

    def parsed(data: bytes, *, as_utf8: bool, recover: bool) -> Any:
        parser = etree.XMLParser(
            encoding="utf-8" if as_utf8 else None,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            recover=recover,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            return etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError):
            return None

    text = content if isinstance(content, str) else _as_utf8(content)
    data = content.encode("utf-8", "replace") if isinstance(content, str) else content
    root = parsed(data, as_utf8=isinstance(content, str), recover=False)
    if root is None and text is not None:
        return parsed(repaired(text).encode("utf-8", "replace"), as_utf8=True, recover=True)
    return parsed(data, as_utf8=False, recover=True) if root is None else root


def _as_utf8(data: bytes) -> str | None:
    """Return *data* as text if it is in UTF-8, whatever it says."""
    try:
        return None if b"\0" in data else data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None


def name_of(element: Any) -> str:
    """Return what *element* is called, whatever its namespace."""
    tag = element.tag
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""
