"""Articles and library entries as data for other programs: JSON (docs/schema.md), bookmark files, CSV, RIS, CSL, W3C."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from html import escape
from typing import Any

from termread.article import Article, Passage
from termread.codec import Record, record_of
from termread.errors import TermreadError
from termread.followed import FollowedRow
from termread.interchange import LibraryEntry, followed_record, library_entry_record
from termread.pace import minutes, words
from termread.text import clean_line, regex
from termread.write.markup import safe_href


def article_record(article: Article, source: str) -> Record:
    """Return *article*, read from *source* (a path or URL as given), as a JSON object."""
    record = record_of(article)
    counted: dict[str, Any] = {"words": words(article), "minutes": list(minutes(article))}
    head = {"schema": record.pop("schema"), "source": clean_line(source)}
    tail = {name: record.pop(name) for name in ("notices", "cut", "anchors", "blocks")}
    return head | record | counted | tail


def error_record(source: str, error: TermreadError) -> Record:
    """Return the *error* for *source* as a JSON object."""
    return {"source": clean_line(source), "error": {"code": error.code, "text": clean_line(error.text)}}


def write_json(article: Article, source: str) -> str:
    """Return *article* as one indented JSON object."""
    return pretty(article_record(article, source))


def write_jsonl(article: Article, source: str) -> str:
    """Return *article* as one line of JSON."""
    return line(article_record(article, source))


def write_error(source: str, error: TermreadError) -> str:
    """Return the *error* for *source* as one line of JSON."""
    return line(error_record(source, error))


def line(record: Record) -> str:
    """Return *record* on one line, ending with a newline."""
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n"


def pretty(value: Record | list[Record]) -> str:
    """Return JSON indented for people, ending with a newline."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def write_library(rows: Iterable[LibraryEntry | FollowedRow]) -> Iterator[str]:
    """Yield one line of JSON for each entry and all that is followed; the same library always gives the same bytes."""
    for row in rows:
        yield line(library_entry_record(row) if isinstance(row, LibraryEntry) else followed_record(row))


_HEAD = """<!DOCTYPE NETSCAPE-Bookmark-file-1>
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">
<TITLE>Bookmarks</TITLE>
<H1>Bookmarks</H1>
<DL><p>
"""


def write_netscape(entries: Iterable[LibraryEntry]) -> Iterator[str]:
    """Yield a bookmark file, one entry at a time; entries without a web address are skipped."""
    yield _HEAD
    for entry in entries:
        href = safe_href(entry.url) or safe_href(entry.address)
        if href:
            yield _bookmark(entry, href)
    yield "</DL><p>\n"


def _bookmark(entry: LibraryEntry, href: str) -> str:
    added, opened = seconds(entry.added), seconds(entry.opened)
    attributes = [f'HREF="{escape(href)}"']
    attributes += [f'ADD_DATE="{added}"'] if added is not None else []
    attributes += [f'LAST_VISIT="{opened}"'] if opened is not None else []
    attributes.append(f'TOREAD="{int(entry.state != "archived")}"')
    tags = ",".join(tag for tag in (" ".join(tag.replace(",", " ").split()) for tag in entry.tags) if tag)
    attributes += [f'TAGS="{escape(tags)}"'] if tags else []
    note = f"    <DD>{escape(entry.note)}\n" if entry.note.strip() else ""
    return f"    <DT><A {' '.join(attributes)}>{escape(entry.title or href)}</A>\n{note}"


def seconds(time: str | None) -> int | None:
    """Return an ISO 8601 time as seconds since 1970, or None if it is not one."""
    try:
        return int(datetime.fromisoformat(time).timestamp()) if time else None
    except (ValueError, OverflowError):
        return None


COLUMNS = (
    "url",
    "title",
    "tags",
    "added",
    "opened",
    "state",
    "favourite",
    "progress",
    "site",
    "authors",
    "published",
    "note",
)

_FORMULA = regex(r"(\A|[;\t\r\n])([ \"']*)(?=[=+\-@\t\r\uff1d\uff0b\uff0d\uff20])")
"""A formula character at the start of a cell, including after any separator a spreadsheet might split on."""


def write_csv(entries: Iterable[LibraryEntry]) -> Iterator[str]:
    """Yield a header row and one row per entry; tags and authors are JSON lists, times ISO 8601 UTC."""
    yield _row(COLUMNS)
    for entry in entries:
        yield _row(
            (
                entry.url or entry.address,
                entry.title,
                _list(entry.tags),
                entry.added,
                entry.opened or "",
                entry.state,
                str(entry.favourite).lower(),
                f"{entry.progress:g}",
                entry.site or "",
                _list(entry.authors),
                entry.published or "",
                entry.note,
            )
        )


def _list(values: tuple[str, ...]) -> str:
    return json.dumps(values, ensure_ascii=False)


def _row(cells: Iterable[str]) -> str:
    import csv
    from io import StringIO

    written = StringIO()
    csv.writer(written, lineterminator="\n").writerow([_inert(cell) for cell in cells])
    return written.getvalue()


def _inert(cell: str) -> str:
    """Put an apostrophe before anything that a spreadsheet would run as a formula.

    A spreadsheet that splits on semicolons or tabs, as in much of Europe, may start a cell in the middle of ours.
    """
    return _FORMULA.sub(r"\1'\2", cell)


_DAY = regex(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


def write_ris(entries: Iterable[LibraryEntry]) -> Iterator[str]:
    """Yield one RIS record per entry, of the newspaper article type.

    The year is given twice: pandoc reads no other tag than `PY`, and `DA` is a date only with three slashes.
    """
    for entry in entries:
        day = _parts(entry.published)
        rows: list[tuple[str, str | None]] = [
            ("TY", "NEWS"),
            ("TI", entry.title),
            *(("AU", author) for author in entry.authors),
        ]
        rows += [
            ("T2", entry.site),
            ("PY", "".join(day[:1])),
            ("DA", "/".join((day + [""] * 3)[:3]) + "/" if day else ""),
        ]
        rows.append(("LA", entry.language))
        rows += [("UR", _address(entry)), ("Y2", _accessed(entry))]
        rows += [*(("KW", tag) for tag in entry.tags), ("N1", entry.note)]
        yield (
            "".join(f"{tag}  - {clean_line(value)}\n" for tag, value in rows if value and value.strip()) + "ER  - \n\n"
        )


def write_csl(entries: Iterable[LibraryEntry]) -> Iterator[str]:
    """Yield one CSL JSON list with one item per entry."""
    yield pretty([_item(entry, number) for number, entry in enumerate(entries, 1)])


def _item(entry: LibraryEntry, number: int) -> dict[str, Any]:
    item = {
        "id": f"termread-{number}",
        "type": "article-newspaper",
        "title": entry.title,
        "author": [{"literal": author} for author in entry.authors],
        "container-title": entry.site,
        "issued": _date(entry.published),
        "accessed": _date(entry.opened or entry.added),
        "language": entry.language,
        "URL": _address(entry),
        "keyword": ", ".join(entry.tags),
        "note": entry.note,
    }
    return {name: value for name, value in item.items() if value}


def _address(entry: LibraryEntry) -> str:
    return safe_href(entry.url) or safe_href(entry.address) or ""


def _accessed(entry: LibraryEntry) -> str:
    """The day it was read; empty for an undated reference, as bibutils parses its `Y2` as a date in year "XXXX"."""
    return "/".join(_parts(entry.opened or entry.added)) if _parts(entry.published) else ""


def _parts(time: str | None) -> list[str]:
    found = _DAY.match(time or "")
    return [part for part in found.groups() if part] if found else []


def _date(time: str | None) -> dict[str, Any] | None:
    parts = _parts(time)
    return {"date-parts": [[int(part) for part in parts]]} if parts else None


_CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def write_w3c(entries: Iterable[LibraryEntry]) -> Iterator[str]:
    """Yield one JSON list with one annotation per highlight or bookmark."""
    yield pretty([annotation for entry in entries for annotation in annotations_of(entry)])


def annotations_of(entry: LibraryEntry) -> Iterator[dict[str, Any]]:
    """Yield an entry's highlights, then its bookmarks, as W3C annotations."""
    for highlight in entry.highlights:
        body = [{"type": "TextualBody", "value": highlight.note, "purpose": "commenting"}] if highlight.note else []
        yield _annotation(entry, highlight.passage, "highlighting", highlight.created, body)
    for bookmark in entry.bookmarks:
        body = [{"type": "TextualBody", "value": bookmark.label, "purpose": "identifying"}] if bookmark.label else []
        yield _annotation(entry, bookmark.passage, "bookmarking", bookmark.created, body)


def _annotation(
    entry: LibraryEntry, passage: Passage, motivation: str, created: str, body: list[dict[str, str]]
) -> dict[str, Any]:
    import uuid

    source = _address(entry) or entry.address
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
