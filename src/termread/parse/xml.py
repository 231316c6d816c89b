"""XML that came from outside: read with its faults, and nothing that it points to."""

from __future__ import annotations

from typing import Any


def read_xml(content: bytes | str) -> Any:
    """Return the root of *content* without comments and instructions, or None where nothing of it can be read.

    Bytes are in the charset that they name; what a text names does not matter any more.
    """
    from lxml import etree

    parser = etree.XMLParser(
        encoding="utf-8" if isinstance(content, str) else None,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        recover=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(content.encode("utf-8", "replace") if isinstance(content, str) else content, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def name_of(element: Any) -> str:
    """Return what *element* is called, whatever its namespace."""
    tag = element.tag
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""
