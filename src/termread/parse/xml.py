"""XML that came from outside: read with its faults, and nothing that it points to."""

from __future__ import annotations

from typing import Any


def read_xml(data: bytes) -> Any:
    """Return the root of *data* without comments and instructions, or None where nothing of it can be read."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, recover=True, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def name_of(element: Any) -> str:
    """Return what *element* is called, whatever its namespace."""
    tag = element.tag
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""
