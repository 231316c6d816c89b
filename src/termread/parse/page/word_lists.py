"""Lists from Microsoft Word, which writes each item as a paragraph with its bullet or number typed out."""

from __future__ import annotations

import re
from collections.abc import Iterable

from termread.parse.page.tree import Node, remove
from termread.text import regex

_LEVEL = regex(r"mso-list:\s*l\d+\s+level(\d)")
_NUMBER = regex(r"\(?(\d{1,4}|[a-z])[.)]", re.IGNORECASE)


def gather_items(paragraphs: Iterable[Node]) -> bool:
    """Turn each row of Word's items among *paragraphs* into a list, nested by their levels; return whether there was any."""
    lists: list[tuple[int, Node]] = []
    """The open lists, outermost first, each with its level."""
    found = False
    for item in list(paragraphs):
        stated = _LEVEL.search(item.get("style") or "")
        mark = _mark_of(item) if stated is not None else None
        if stated is None or mark is None:
            continue
        found, level = True, int(stated[1])
        if not lists or item.getprevious() is not lists[0][1] or (lists[0][1].tail or "").strip():
            lists = []
        while len(lists) > 1 and lists[-1][0] > level:
            lists.pop()
        if not lists or lists[-1][0] < level:
            lists.append((level, _begin_list(item, mark, lists[-1][1] if lists else None)))
        remove(mark)
        lists[0][1].tail, item.tail, item.tag = item.tail, None, "li"
        item.attrib.pop("class", None)
        item.attrib.pop("style", None)
        lists[-1][1].append(item)
    return found


def _mark_of(item: Node) -> Node | None:
    """Return the element at the beginning of an item that holds its bullet or number and the space after it, or None."""
    mark = item[0] if len(item) and not (item.text or "").strip() else None
    text = "".join(mark.itertext()) if mark is not None and mark.tag == "span" else ""
    is_mark = text[-1:].isspace() and (len(text.strip()) == 1 or _NUMBER.fullmatch(text.strip()))
    return mark if is_mark and "".join(item.itertext()).strip() != text.strip() else None


def _begin_list(item: Node, mark: Node, outer: Node | None) -> Node:
    """Add a list for *item*, whose bullet or number is *mark*, before it or in the last item of the *outer* list."""
    number = _NUMBER.fullmatch("".join(mark.itertext()).strip())
    made: Node = item.makeelement("ol" if number else "ul")
    if number and number[1].isdigit():
        made.set("start", number[1])
    elif number:
        made.set("type", number[1] if number[1] in "iI" else "a")
        made.set("start", "1" if number[1] in "iI" else str(ord(number[1].lower()) - ord("a") + 1))
    if outer is None:
        item.addprevious(made)
    else:
        outer[-1].append(made)
    return made
