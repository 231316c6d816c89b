"""Entries as references for citation managers: RIS and CSL JSON."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from termread.saved import Exported
from termread.text import clean_line
from termread.write.spans import safe_href
from termread.write.structured import pretty

_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


def write_ris(entries: Iterable[Exported]) -> Iterator[str]:
    """Yield a RIS record an entry, of the type for newspaper articles."""
    for entry in entries:
        rows: list[tuple[str, str | None]] = [
            ("TY", "NEWS"),
            ("TI", entry.title),
            *(("AU", author) for author in entry.authors),
        ]
        rows += [("T2", entry.site), ("DA", "/".join(_parts(entry.published))), ("LA", entry.language)]
        rows += [("UR", _address(entry)), ("Y2", _accessed(entry))]
        rows += [*(("KW", tag) for tag in entry.tags), ("N1", entry.note)]
        yield (
            "".join(f"{tag}  - {clean_line(value)}\n" for tag, value in rows if value and value.strip()) + "ER  - \n\n"
        )


def write_csl(entries: Iterable[Exported]) -> Iterator[str]:
    """Yield one CSL JSON list with an item an entry."""
    yield pretty([_item(entry, number) for number, entry in enumerate(entries, 1)])


def _item(entry: Exported, number: int) -> dict[str, Any]:
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


def _address(entry: Exported) -> str:
    return safe_href(entry.url) or safe_href(entry.address) or ""


def _accessed(entry: Exported) -> str:
    """The day it was read; nothing for an undated reference, since bibutils takes its `Y2` for a date of year "XXXX"."""
    return "/".join(_parts(entry.opened or entry.added)) if _parts(entry.published) else ""


def _parts(time: str | None) -> list[str]:
    found = _DAY.match(time or "")
    return [part for part in found.groups() if part] if found else []


def _date(time: str | None) -> dict[str, Any] | None:
    parts = _parts(time)
    return {"date-parts": [[int(part) for part in parts]]} if parts else None
