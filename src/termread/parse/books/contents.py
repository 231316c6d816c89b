"""The table of contents of a book, and the headings that its text has only there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from termread.article import Block, Footnotes, Heading, Paragraph, Place, Prose, Rule
from termread.parse.books.names import Names
from termread.parse.text_shape import key
from termread.parse.xml import name_of
from termread.text import clean_line
from termread.values import dataclass

_LOOK = 3
"""Blocks at the start of a chapter among which its own heading stands."""
_DEEPEST = 5


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the table: what it is called, the member and the place in it that it leads to, and how deep it stands."""

    title: str
    name: str
    fragment: str
    level: int


def entries_of_nav(root: Any, folder: str, names: Names) -> Iterator[Entry]:
    """Yield the entries of an EPUB 3 navigation document; page lists and landmarks are none."""
    navs = [element for element in root.iter() if name_of(element) == "nav"]
    table = next((nav for nav in navs if "toc" in _kind(nav)), None)
    for link in table.iter() if table is not None else ():
        if name_of(link) == "a" and link.get("href"):
            level = sum(name_of(outer) in ("ol", "ul") for outer in link.iterancestors())
            yield from _entry(link, link.get("href"), level, folder, names)


def entries_of_ncx(root: Any, folder: str, names: Names) -> Iterator[Entry]:
    """Yield the entries of an EPUB 2 table (NCX)."""
    for point in root.iter():
        if name_of(point) != "navPoint":
            continue
        label = next((child for child in point if name_of(child) == "navLabel"), None)
        content = next((child for child in point if name_of(child) == "content"), None)
        if label is not None and content is not None:
            level = 1 + sum(name_of(outer) == "navPoint" for outer in point.iterancestors())
            yield from _entry(label, content.get("src") or "", level, folder, names)


def with_titles(blocks: Sequence[Block], entries: Sequence[tuple[Entry, Place]]) -> tuple[list[Block], list[int]]:
    """Return *blocks* with the headings of *entries* that the text has not, and where each block stands now.

    *entries* come with the places they lead to.
    """
    titles: dict[int, list[Heading]] = {}
    named = dict[int, Heading]()
    for entry, place in entries:
        heading = Heading(min(entry.level, _DEEPEST), Prose(entry.title))
        at = _first_text(blocks, place.block)
        if at is None or isinstance(blocks[at], Footnotes) or _is_headed(blocks, at, entry.title):
            continue
        if _says(blocks[at], entry.title):
            named[at] = heading
        else:
            titles.setdefault(place.block, []).append(heading)
    made: list[Block] = []
    moved: list[int] = []
    for at, block in enumerate(blocks):
        made += titles.get(at, [])
        moved.append(len(made))
        made.append(Heading(named[at].level, block.prose) if at in named and isinstance(block, Paragraph) else block)
    return made, moved


def places(
    entries: Sequence[Entry], anchors: Mapping[str, Place], numbers: Mapping[str, int]
) -> list[tuple[Entry, Place]]:
    """Return the entries that lead to a place in the text, with it; *numbers* are those of the chapters by their names."""
    found: list[tuple[Entry, Place]] = []
    for entry in entries:
        number = numbers.get(entry.name)
        names = (f"{number}.{entry.fragment}", f"{number}") if entry.fragment else (f"{number}",)
        place = next((anchors[name] for name in names if name in anchors), None)
        if place is not None and (not found or found[-1][1] != place or found[-1][0].title != entry.title):
            found.append((entry, place))
    return found


def _first_text(blocks: Sequence[Block], at: int) -> int | None:
    return next((i for i in range(at, min(at + _LOOK, len(blocks))) if not isinstance(blocks[i], Rule)), None)


def _is_headed(blocks: Sequence[Block], at: int, title: str) -> bool:
    """Return whether a heading stands at the beginning of the text from *at* on, or the title is said there in another way."""
    for block in blocks[at : at + _LOOK]:
        if isinstance(block, Heading):
            return True
        if isinstance(block, Paragraph) and len(block.prose.text) >= len(title) + 40:
            return False
    return False


def _says(block: Block, title: str) -> bool:
    if not isinstance(block, Paragraph) or len(block.prose.text) > len(title) + 12:
        return False
    return bool(key(title)) and key(title) in key(block.prose.text)


def _entry(element: Any, href: str, level: int, folder: str, names: Names) -> Iterator[Entry]:
    title = clean_line("".join(element.itertext()))
    name = names.find(folder, href)
    if title and name:
        yield Entry(title, name, href.partition("#")[2], max(level, 1))


def _kind(element: Any) -> list[str]:
    return (
        " ".join(value for name, value in element.items() if name.endswith(("type", "role")))
        .replace("doc-", "")
        .split()
    )
