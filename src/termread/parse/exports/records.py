"""JSON files: which program wrote one is told by the names of its fields."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from termread.errors import Unreadable
from termread.parse.exports import browsers, fields, services
from termread.parse.exports.annotations import annotated, annotation_rows
from termread.parse.exports.ledger import is_ledger, read_ledger
from termread.saved import Saved, Taken

Row = dict[str, Any]


class Family(NamedTuple):
    """The rows of one program: the fields that tell them, and how one is read."""

    needs: frozenset[str]
    read: Callable[[Row, int], Saved]


_LISTS = (
    Family(frozenset({"url", "is_read", "is_fav"}), services.wallabag_1),
    Family(frozenset({"url", "is_archived", "is_starred"}), services.wallabag),
    Family(frozenset({"url", "slug", "savedAt"}), services.omnivore),
    Family(frozenset({"url", "tag_names"}), services.linkding),
    Family(frozenset({"href", "extended"}), services.pinboard),
    Family(frozenset({"url", "is_saved"}), services.elcurator),
    Family(frozenset({"given_url", "annotations"}), services.pocket_annotations),
    Family(frozenset({"url", "highlights"}), services.pocket_annotations),
    Family(frozenset({"article__url"}), services.readability),
    Family(frozenset({"url", "created", "title"}), services.delicious),
)


_BEGINS = re.compile(r"\s*[\[{]\s*[{\"]")


def recognise(text: str) -> Iterator[Taken] | None:
    """Return what a JSON file holds, or None where it is not JSON of a kind that is known."""
    if is_ledger(text):
        return read_ledger(text.split("\n"))
    try:
        whole = json.loads(text)
    except RecursionError:
        raise Unreadable("This JSON nests too deep to be another program's export.") from None
    except json.JSONDecodeError as error:
        if not _BEGINS.match(text):
            return None
        raise Unreadable(
            f"This JSON is broken in line {error.lineno}, as if it had been cut off. Export it again; nothing was taken in."
        ) from None
    return _object(whole) if isinstance(whole, dict) else _list(fields.listed(whole))


def _list(rows: list[Any]) -> Iterator[Taken] | None:
    known = [row for row in rows[:20] if isinstance(row, dict)]
    if any(row.get("type") == "Annotation" for row in known):
        return fields.each(annotation_rows(fields.objects(rows)), annotated)
    for family in _LISTS:
        if any(family.needs <= row.keys() for row in known):
            numbered = ((number, row) for number, row in enumerate(rows, 1))
            return fields.each(numbered, _only_objects(family.read))
    return None


def _only_objects(read: Callable[[Row, int], Saved]) -> Callable[[Any, int], Saved]:
    def read_any(row: Any, line: int) -> Saved:
        if not isinstance(row, dict):
            raise fields.BadRow("it is not an entry")
        return read(row, line)

    return read_any


def _object(whole: Row) -> Iterator[Taken] | None:
    bookmarks = fields.listed(whole.get("bookmarks"))
    if isinstance(whole.get("roots"), dict):
        return fields.each(browsers.chrome_rows(whole), browsers.chrome)
    if "children" in whole and ("guid" in whole or "root" in whole or "dateAdded" in whole):
        return fields.each(browsers.firefox_rows(whole), browsers.firefox)
    if isinstance(whole.get("collections"), list):
        return fields.each(_linkwarden_rows(whole["collections"]), services.linkwarden)
    if any(isinstance(row, dict) and "content" in row for row in bookmarks[:20]):
        return _karakeep(whole, bookmarks)
    if whole.get("type") == "Annotation":
        return _list([whole])
    for name in ("bookmarks", "results", "items", "annotations", "rows", "entries"):
        if isinstance(whole.get(name), list):
            rows = whole[name]
            hypothesis = any(isinstance(row, dict) and {"uri", "target"} <= row.keys() for row in rows[:20])
            return fields.each(annotation_rows(fields.objects(rows)), annotated) if hypothesis else _list(rows)
    return None


def _karakeep(whole: Row, bookmarks: list[Any]) -> Iterator[Taken]:
    names = {
        found["id"]: fields.line(found.get("name"))
        for found in fields.objects(whole.get("lists"))
        if isinstance(found.get("id"), str)
    }
    read = _only_objects(lambda row, line: services.karakeep(row, line, names))
    return fields.each(enumerate(bookmarks, 1), read)


def _linkwarden_rows(collections: list[Any]) -> Iterator[tuple[int, Row]]:
    """Each link with the names of its collection and of those that hold it, outermost first."""
    known = {found["id"]: found for found in fields.objects(collections) if isinstance(found.get("id"), int)}
    number = 0
    for collection in fields.objects(collections):
        folders: list[str] = []
        above: Row | None = collection
        while above and len(folders) < 20:
            folders.insert(0, fields.line(above.get("name")))
            parent = above.get("parentId")
            above = known.get(parent) if isinstance(parent, int) else None
        for link in fields.objects(collection.get("links")):
            number += 1
            yield number, {**link, "folders": folders}
