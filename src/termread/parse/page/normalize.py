"""What a page writes in a roundabout way, brought into the form that the walk reads, in its tree."""

from __future__ import annotations

import re

from termread.parse.page.class_names import words_of
from termread.parse.page.tree import Node, plant

_SIDENOTE = re.compile(
    r" (?:side ?notes?|margin ?notes?|sidenote (?:content|text|body)|marginnote (?:content|text|body)) "
)
_NOTE_TAGS = frozenset(["span", "small", "aside", "label", "div"])
FRAMES = 50
"""Pages inside a page that are read."""


def normalize(root: Node) -> None:
    """Read pages that frames carry with them, and make footnotes of notes in the margin."""
    _open_frames(root)
    _gather_sidenotes(root)


def _open_frames(root: Node) -> None:
    """Put the page that a frame carries in the place of the frame."""
    frames = [frame for frame in root.iter("iframe") if (frame.get("srcdoc") or "").strip()]
    for frame in frames[:FRAMES]:
        tree = plant(frame.get("srcdoc"))
        body = tree.root.find("body") if tree is not None else None
        if body is None or not "".join(body.itertext()).strip():
            continue
        frame.tag, frame.text = "div", body.text
        del frame.attrib["srcdoc"]
        frame.attrib.pop("src", None)
        frame[:] = list(body)


def _gather_sidenotes(root: Node) -> None:
    """Move notes in the margin to a list behind the text, as footnotes that it calls."""
    named = [
        node for node in root.iter(*_NOTE_TAGS) if "ote" in node.get("class", "") or node.get("role") == "doc-footnote"
    ]
    notes = [node for node in named if _is_sidenote(node)]
    if not notes:
        return
    holder = _holder(notes[-1])
    listing = holder.makeelement("ol", {"class": "footnotes"})
    for number, note in enumerate(notes, 1):
        name = note.get("id") or f"sidenote-{number}"
        call = note.makeelement("sup")
        link = call.makeelement("a", {"href": f"#{name}", "id": f"{name}-call"})
        link.text, call.tail, note.tail = str(number), note.tail, None
        call.append(link)
        parent = note.getparent()
        parent.replace(note, call)
        _drop_toggle(call)
        item = listing.makeelement("li", {"id": name})
        back = item.makeelement("a", {"href": f"#{name}-call"})
        back.text = "↩"
        item.text, item[:] = note.text, [*note, back]
        listing.append(item)
    holder.append(listing)


def _is_sidenote(node: Node) -> bool:
    """Return whether an element is a note in the margin, in the middle of a paragraph."""
    if not _SIDENOTE.search(words_of(node.get("class", ""))) and node.get("role") != "doc-footnote":
        return False
    if not any(map(str.isalpha, "".join(node.itertext()))):
        return False
    if any(
        _SIDENOTE.search(words_of(each.get("class") or "")) and each.tag != "label" for each in node.iterdescendants()
    ):
        return False
    return any(outer.tag in ("p", "li", "dd", "td", "blockquote", "h2", "h3", "h4") for outer in node.iterancestors())


def _holder(note: Node) -> Node:
    """Return the element that holds the paragraphs among which a note stands."""
    paragraph = [outer for outer in note.iterancestors() if outer.tag in ("p", "ul", "ol", "dl", "table", "blockquote")]
    return (paragraph[-1] if paragraph else note).getparent()


def _drop_toggle(call: Node) -> None:
    """Take out the sign that opens a note on narrow screens, right before its call."""
    for _ in range(2):
        before = call.getprevious()
        if before is None or before.tag not in ("label", "input") or (before.tail or "").strip():
            return
        _remove(before)


def _remove(node: Node) -> None:
    """Take an element out and leave the text behind it."""
    parent, before, tail = node.getparent(), node.getprevious(), node.tail or ""
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(node)
