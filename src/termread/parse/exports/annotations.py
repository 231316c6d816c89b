"""W3C Web Annotations (https://www.w3.org/TR/annotation-model/) and what Hypothesis exports: passages by their quote."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from termread.parse.exports import fields
from termread.saved import Saved, SavedHighlight
from termread.text import clean

Row = dict[str, Any]


def annotation_rows(rows: Iterator[Row]) -> Iterator[tuple[int, list[Row]]]:
    """Yield the annotations of each page together, under the number of the first."""
    pages: dict[str, tuple[int, list[Row]]] = {}
    for number, row in enumerate(rows, 1):
        pages.setdefault(_source(row), (number, []))[1].append(row)
    yield from pages.values()


def annotated(rows: list[Row], line: int) -> Saved:
    """Read the annotations of one page."""
    made = sorted(filter(None, (fields.moment(row.get("created")) for row in rows)))
    return Saved(
        fields.address(_source(rows[0])),
        added=made[0] if made else None,
        tags=fields.tags(*(row.get("tags") for row in rows)),
        highlights=tuple(marked for row in rows if (marked := _highlight(row))),
        line=line,
    )


def _target(row: Row) -> Row:
    target = row.get("target")
    if isinstance(target, list):
        target = target[0] if target else None
    return target if isinstance(target, dict) else {"source": target}


def _source(row: Row) -> str:
    return fields.line(row.get("uri") or _target(row).get("source") or _target(row).get("id"))


def _highlight(row: Row) -> SavedHighlight | None:
    selectors = _target(row).get("selector")
    known = [selectors] if isinstance(selectors, dict) else list(fields.objects(selectors))
    quotation = next((found for found in known if found.get("type") == "TextQuoteSelector"), {})
    quote, prefix, suffix = (_as_it_stands(quotation.get(name)) for name in ("exact", "prefix", "suffix"))
    made = fields.moment(row.get("created"))
    return SavedHighlight(quote, _note(row), "", made, prefix, suffix) if quote.strip() else None


def _as_it_stands(value: Any) -> str:
    """A piece of the page with the spaces at its ends, which tell where the next piece begins."""
    return clean(value) if isinstance(value, str) else ""


def _note(row: Row) -> str:
    body = row.get("body")
    bodies = [body] if isinstance(body, dict) else fields.objects(body)
    notes = [fields.text(part.get("value")) for part in bodies if part.get("purpose") != "tagging"]
    return "\n\n".join(filter(None, [*notes, fields.text(row.get("text"))]))
