"""Entries of the library as lines for a person, or for a program."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from termread.library.model import Hit, Kept

FORMATS = ("text", "json")


def entry_line(kept: Kept) -> str:
    """Return *kept* in two lines: title and site, then address, state, tags."""
    head = " · ".join(part for part in (kept.title or kept.address, kept.site) if part)
    state: str = "favourite" if kept.favourite else kept.state
    if not kept.has_text:
        state += ", text to come"
    elif 0 < kept.progress < 1:
        state += f", {int(kept.progress * 100)} % read"
    elif kept.progress >= 1:
        state = "read" if state == "reading" else f"{state}, read"
    tail = "  ".join([kept.url or kept.address, f"({state})", *(f"#{tag}" for tag in kept.tags)])
    return f"{head}\n    {tail}\n"


def hit_line(hit: Hit) -> str:
    """Return a find: the entry and its snippet, which a find by tag or date alone has not."""
    return entry_line(hit.kept) + (f"    {hit.snippet}\n" if hit.snippet else "")


def entry_record(kept: Kept) -> dict[str, Any]:
    """Return *kept* as a JSON object."""
    return {
        "id": kept.id,
        "address": kept.address,
        "url": kept.url,
        "title": kept.title,
        "site": kept.site,
        "byline": kept.byline,
        "language": kept.language,
        "published": kept.published,
        "words": kept.words,
        "minutes": list(kept.minutes),
        "added": kept.added,
        "opened": kept.opened,
        "state": kept.state,
        "favourite": kept.favourite,
        "tags": list(kept.tags),
        "note": kept.note,
        "progress": kept.progress,
        "has_text": kept.has_text,
    }


def hit_record(hit: Hit) -> dict[str, Any]:
    """Return a find as a JSON object: the entry, the snippet, and the found words as ranges of it."""
    return {**entry_record(hit.kept), "snippet": hit.snippet, "found": [list(words) for words in hit.found]}


def json_line(record: dict[str, Any]) -> str:
    """Return *record* as one line of JSON."""
    import json

    return json.dumps(record, ensure_ascii=False) + "\n"
