"""W3C Web Annotations (https://www.w3.org/TR/annotation-model/) and the JSON of Hypothesis: highlights located by quotation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from termread.interchange import ImportedEntry, ImportedHighlight
from termread.parse.imports import fields
from termread.parse.imports.rows import Record, objects
from termread.text import clean


def annotation_rows(rows: Iterator[Record]) -> Iterator[tuple[int, list[Record]]]:
    """Yield the annotations of each page together, numbered like the first."""
    pages: dict[str, tuple[int, list[Record]]] = {}
    for number, row in enumerate(rows, 1):
        pages.setdefault(_source(row), (number, []))[1].append(row)
    yield from pages.values()


def annotated(rows: list[Record], line: int) -> ImportedEntry:
    """Read the annotations of one page; a note without a quotation applies to the page."""
    made = sorted(filter(None, (fields.moment(row.get("created")) for row in rows)))
    url = fields.address(_source(rows[0]))
    marked = [(_highlight(row), _note(row)) for row in rows]
    return ImportedEntry(
        url,
        next(filter(None, (fields.title(_title(row), url) for row in rows)), ""),
        added=made[0] if made else None,
        tags=fields.tags(*([*fields.labels(row.get("tags")), *_tags(row)] for row in rows)),
        note="\n\n".join(note for mark, note in marked if mark is None and note),
        highlights=tuple(mark for mark, _ in marked if mark),
        line=line,
    )


def _target(row: Record) -> Record:
    target = row.get("target")
    if isinstance(target, list):
        target = target[0] if target else None
    return target if isinstance(target, Record) else Record(source=target)


def _source(row: Record) -> str:
    source = _target(row).first("source", "id")
    if isinstance(source, Record):
        source = source.first("id", "source")
    return fields.line(row.get("uri") or source)


def _title(row: Record) -> Any:
    document = row.get("document")
    title = document.get("title") if isinstance(document, Record) else None
    return next(iter(title), None) if isinstance(title, list) else title


def _highlight(row: Record) -> ImportedHighlight | None:
    selectors = _target(row).get("selector")
    known = [selectors] if isinstance(selectors, Record) else list(objects(selectors))
    quotation = next((found for found in known if found.get("type") == "TextQuoteSelector"), Record())
    quote, prefix, suffix = (_as_it_stands(quotation.get(name)) for name in ("exact", "prefix", "suffix"))
    made = fields.moment(row.get("created"))
    return ImportedHighlight(quote, _note(row), "", made, prefix, suffix) if quote.strip() else None


def _as_it_stands(value: Any) -> str:
    """Return a quotation with the spaces at its ends, which mark where the next text begins."""
    return clean(value) if isinstance(value, str) else ""


def _bodies(row: Record) -> list[Record]:
    body = row.get("body")
    return [body] if isinstance(body, Record) else list(objects(body))


def _note(row: Record) -> str:
    notes = [fields.text(part.get("value")) for part in _bodies(row) if part.get("purpose") != "tagging"]
    body = row.get("body")
    plain = body if isinstance(body, str) and not body.startswith(("http:", "https:")) else row.get("bodyValue")
    return "\n\n".join(filter(None, [*notes, fields.text(plain), fields.text(row.get("text"))]))


def _tags(row: Record) -> list[str]:
    return [fields.line(part.get("value")) for part in _bodies(row) if part.get("purpose") == "tagging"]
