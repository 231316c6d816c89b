"""Highlights and bookmarks as W3C Web Annotations (https://www.w3.org/TR/annotation-model/)."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from typing import Any

from termread.article import Passage
from termread.saved import Exported
from termread.write.spans import safe_href
from termread.write.structured import pretty

_CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def write_w3c(entries: Iterable[Exported]) -> Iterator[str]:
    """Yield one JSON list with an annotation a highlight or bookmark."""
    yield pretty([annotation for entry in entries for annotation in annotations_of(entry)])


def annotations_of(entry: Exported) -> Iterator[dict[str, Any]]:
    """Yield the highlights of an entry, then its bookmarks, as annotations."""
    for highlight in entry.highlights:
        body = [{"type": "TextualBody", "value": highlight.note, "purpose": "commenting"}] if highlight.note else []
        yield _annotation(entry, highlight.passage, "highlighting", highlight.created, body)
    for bookmark in entry.bookmarks:
        body = [{"type": "TextualBody", "value": bookmark.label, "purpose": "identifying"}] if bookmark.label else []
        yield _annotation(entry, bookmark.passage, "bookmarking", bookmark.created, body)


def _annotation(
    entry: Exported, passage: Passage, motivation: str, created: str, body: list[dict[str, str]]
) -> dict[str, Any]:
    source = safe_href(entry.url) or safe_href(entry.address) or entry.address
    place = f"{passage.start.block}:{passage.start.offset}-{passage.end.block}:{passage.end.offset}"
    identity = uuid.uuid5(uuid.NAMESPACE_URL, f"{source}\n{motivation}\n{place}\n{created}\n{passage.quote}")
    annotation: dict[str, Any] = {
        "@context": _CONTEXT,
        "id": f"urn:uuid:{identity}",
        "type": "Annotation",
        "motivation": motivation,
        "created": created,
        "body": body,
        "target": {"source": source, "selector": _quotation(passage)},
    }
    return {name: value for name, value in annotation.items() if value}


def _quotation(passage: Passage) -> dict[str, str]:
    quotation = {"exact": passage.quote, "prefix": passage.prefix, "suffix": passage.suffix}
    return {"type": "TextQuoteSelector", **{name: text for name, text in quotation.items() if text or name == "exact"}}
