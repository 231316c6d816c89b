"""What the shelf says of its list: how it is ordered, what it is narrowed to, and where the cursor is. It knows no Textual."""

from __future__ import annotations

from collections.abc import Sequence

from termread.library.model import Sort
from termread.text import clean_line
from termread.tui.entries import Entries
from termread.tui.shelf.contents import Keys, Tab, hints, order_notes, with_keys
from termread.values import dataclass

ORDERS = {"today": "by source", "tags": "by name"}
"""How tabs are ordered that have only one order, unless the newest comes first."""


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What a list is narrowed to: a tag, words of the filter, a search, what is followed or an edition."""

    tag: str = ""
    words: str = ""
    query: str = ""
    name: str = ""
    """How the source or the edition is called that all of it belongs to."""

    def __bool__(self) -> bool:
        return any((self.tag, self.words, self.query, self.name))


def number(entries: Entries) -> str:
    """Return the number of the entry under the cursor, of how many."""
    more = "+" if entries.open_end else ""
    return f"{entries.cursor + 1:,} of {entries.count:,}{more}" if entries.count else ""


def order_of(tab: Tab, query: str, order: Sort, keys: Keys) -> Sequence[str]:
    """Return how the *order* of the entries on *tab* is called, in words that take more or less room."""
    if query.strip():
        return ("best match first",)
    if tab.shelf is None:
        return (ORDERS.get(tab.name, "newest first"),)
    return order_notes(order, keys)


def now(narrowing: Narrowing, room: int, keys: Keys, names: dict[str, str]) -> str:
    """Return what the list is narrowed to, or as many of the keys for *names* as have *room*, the help last to go."""
    parts = [narrowing.name]
    parts += [f"#{narrowing.tag}" if narrowing.tag else "", f"/{narrowing.words}" if narrowing.words else ""]
    if narrowing.query.strip():
        parts = [f"Search: {narrowing.query}"]
    if not any(parts):
        return hints(room, keys, names)
    leads = "back to the tags" if narrowing == Narrowing(narrowing.tag) else "show all"
    return clean_line("  ".join(filter(None, parts))) + with_keys(f"   {{cancel}}: {leads}", keys)
