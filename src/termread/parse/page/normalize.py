"""Rewrites unusual markup in the page's tree into forms that the walk understands."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from termread.parse.page.class_names import words_of
from termread.parse.page.preserved import keep_lines
from termread.parse.page.style_sheet import StyleSheet
from termread.parse.page.tree import Node, Nodes, nodes_by_tag, plant, remove
from termread.parse.page.visibility import PANEL, SIDENOTE, is_text
from termread.parse.page.word_lists import gather_items
from termread.parse.text_shape import places
from termread.text import regex

_NOTE_TAGS = frozenset(["span", "small", "aside", "label", "div"])
_CALLED_TAGS = (*_NOTE_TAGS, "section", "article", "li", "ul", "dd", "fieldset")
"""Elements that may be margin notes or tab panels."""
_NUMBER = regex(r"[\[(]?(\d{1,3})[\])]?\.?")
_STOPS = (".", "!", "?", "…", "。", "↩", "↑", "^", "”", ")")
_CAPTION = regex(
    r"\[(?:wp_)?caption(?: [^\]<>]{0,500})?\]\s{0,9}((?:<a\b[^>]{0,2000}>)?\s{0,9}<img\b[^>]{0,4000}>\s{0,9}(?:</a>)?)([^\[\]]{0,2000}?)\[/(?:wp_)?caption\]"
)
_CODE_ALONE = regex(
    r"(?<=>)\s*\[(?:gallery|playlist|audio|video|embed|ngg\w*|vc_\w+|/vc_\w+|et_pb_\w+|/et_pb_\w+)(?: [^\]<>]{0,500})?\]\s*(?=</?(?:p|div|br|section|article)\b)"
)
"""A shortcode alone between two block tags."""
_ANY_CODE = regex(r"\[/?(?:wp_caption|caption|gallery|playlist|audio|video|embed|ngg|vc_|et_pb_)")
"""Cheap test for any shortcode; the full patterns are slow on pages with many brackets."""
_LEADS = ("href", "data-tab", "data-target", "aria-controls")
"""Attributes that link a tab to its panel."""
NAME = 60
"""Characters of the longest tab name."""
FEWEST = 3
"""Fewest words of a footnote in the middle of a sentence; anything shorter may be its number."""
DEPTH = 8
"""How many elements at the beginning of a note may hold its number."""
FRAMES = 50
"""Most frames that are read per page."""


def render_shortcodes(text: str) -> str:
    """Return a page's source with WordPress shortcodes that were left unrendered either rendered or removed."""
    if any(_ANY_CODE.match(text, at) for at in places(text, "[")):
        text = _CAPTION.sub(r"<figure>\1<figcaption>\2</figcaption></figure>", text)
        text = _CODE_ALONE.sub("", text)
    return text


def normalize(root: Node, nodes: Nodes) -> Nodes:
    """Inline framed pages, and rewrite Word's lists, numbered sentences and signed quotations; return *nodes*, those of *root* by tag."""
    if _open_frames(nodes["iframe"]) | gather_items(nodes["p"]):
        nodes = nodes_by_tag(root)
    for table in nodes["table"]:
        _number_lines(table)
    _sign_quotations(nodes["figcaption"])
    return nodes


def move_unusual(root: Node, sheet: StyleSheet) -> bool:
    """Turn margin notes into footnotes, tabs into headings of their panels, and line breaks that a style keeps into `br`.

    Returns whether there were any.
    """
    kept = keep_lines(root, sheet)
    notes: list[Node] = []
    panels: list[Node] = []
    for node in root.iter(*_CALLED_TAGS):
        if _is_sidenote(node):
            notes.append(node)
        elif PANEL.search(f"{node.get('role')} {node.get('class')}"):
            panels.append(node)
    _gather_sidenotes(notes)
    _head_panels(root, panels)
    return kept or bool(notes) or len(panels) > 1


def number_lists(lists: Iterable[Node], sheet: StyleSheet) -> None:
    """Give each of *lists* the numbering that the style sheet declares, before its own."""
    for each in lists if sheet.numbered else ():
        if declared := sheet.numbering(each):
            each.set("style", f"{declared};{each.get('style') or ''}")


def _number_lines(table: Node) -> None:
    """Convert a two-column table of numbered sentences into lines that start with their number."""
    rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]
    numbers = [_NUMBER.fullmatch("".join(row[0].itertext()).strip()) if len(row) == 2 else None for row in rows]
    if not all(numbers) or [int(found[1]) for found in numbers if found] != list(range(1, len(rows) + 1)):
        return
    if not all("".join(row[1].itertext()).rstrip().endswith(_STOPS) for row in rows):
        return
    for each in (table, *table.iter("tbody", "tr", "td", "th")):
        each.tag = {"tr": "p", "td": "span", "th": "span"}.get(each.tag, "div")
    for number, _ in rows:
        number.tail = " "


def _open_frames(frames: Iterable[Node]) -> bool:
    """Replace each frame with the page embedded in it, and return whether there was one."""
    framed = [frame for frame in frames if (frame.get("srcdoc") or "").strip()]
    for frame in framed[:FRAMES]:
        tree = plant(frame.get("srcdoc"))
        body = tree.root.find("body") if tree is not None else None
        if body is None or not "".join(body.itertext()).strip():
            continue
        frame.tag, frame.text = "div", body.text
        del frame.attrib["srcdoc"]
        frame.attrib.pop("src", None)
        frame[:] = list(body)
    return bool(framed)


def _gather_sidenotes(notes: list[Node]) -> None:
    """Move margin notes to a list of footnotes after the text."""
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
        _drop_toggles(call)
        _drop_numbers(note)
        item = listing.makeelement("li", {"id": name})
        back = item.makeelement("a", {"href": f"#{name}-call"})
        back.text = "↩"
        item.text, item[:] = note.text, [*note, back]
        listing.append(item)
    holder.append(listing)


def _head_panels(root: Node, panels: list[Node]) -> None:
    """Give each panel of text its tab's name as a heading."""
    if len(panels) < 2:
        return
    tabs = root.xpath(
        "//*[@role='tab' or @aria-controls or @data-target or @data-tab or self::a[starts-with(@href,'#')]]"
    )
    names = {tab.get(way, "").lstrip("#"): tab for way in _LEADS for tab in tabs if tab.get(way)}
    names |= {f"labelled {tab.get('id')}": tab for tab in tabs if tab.get("id")}
    placed = _tabs_by_place(root, panels)
    for panel in panels:
        named = names.get(f"labelled {panel.get('aria-labelledby')}", names.get(panel.get("id", "")))
        tab = placed.get(panel) if named is None else named
        outer = panel.getparent()
        if tab is None or outer is None or not is_text(panel):
            continue
        words = " ".join("".join(tab.itertext()).split())
        if 0 < len(words) <= NAME:
            tab[:], tab.text = [], None
            _open_panel(panel, outer, words)


def _tabs_by_place(root: Node, panels: list[Node]) -> dict[Node, Node]:
    """Return the tab of each panel that follows a row of as many tabs as there are panels."""
    found: dict[Node, Node] = {}
    for row in root.xpath("//*[@role='tablist']"):
        tabs, around = row.xpath(".//*[@role='tab']"), row.getparent()
        beside = [panel for panel in panels if around in panel.iterancestors()]
        if len(tabs) == len(beside):
            found.update(zip(beside, tabs, strict=True))
    return found


def _open_panel(panel: Node, outer: Node, name: str) -> None:
    """Replace a panel with its contents under a heading."""
    levels = [int(each.tag[1]) for each in panel.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    heading = panel.makeelement(f"h{max(2, min(levels, default=4) - 1)}")
    heading.text, heading.tail = name, panel.text
    inside, place = [heading, *panel], outer.index(panel)
    inside[-1].tail = (inside[-1].tail or "") + (panel.tail or "")
    outer[place : place + 1] = inside
    for around in (outer, *outer.iterancestors("div", "section")):
        if "tab" in around.get("class", "").lower():
            del around.attrib["class"]


def _sign_quotations(captions: Iterable[Node]) -> None:
    """Move the caption of a figure that holds a quotation below the quotation, as its source."""
    for caption in captions:
        quote = caption.getprevious()
        if quote is not None and quote.tag == "blockquote" and len(caption.getparent()) == 2:
            caption.tag = "footer"
            quote.append(caption)


def _is_sidenote(node: Node) -> bool:
    """Return whether an element is a margin note in the middle of a paragraph."""
    found = SIDENOTE.search(words_of(node.get("class", "")))
    if not (found or node.get("role") == "doc-footnote") or node.tag not in _NOTE_TAGS:
        return False
    text = "".join(node.itertext())
    if not any(map(str.isalpha, text)) or (found and "foot" in found[0] and not _is_beside(node, text)):
        return False
    if any(
        SIDENOTE.search(words_of(each.get("class") or "")) and each.tag != "label" for each in node.iterdescendants()
    ):
        return False
    return any(outer.tag in ("p", "li", "dd", "td", "blockquote", "h2", "h3", "h4") for outer in node.iterancestors())


def _is_beside(node: Node, text: str) -> bool:
    """Return whether a footnote of several words is in the middle of a sentence."""
    before = node.getprevious()
    told = node.getparent().text if before is None else before.tail or "".join(before.itertext())
    return node.tag == "span" and len(text.split()) >= FEWEST and bool((told or "").strip())


def _holder(note: Node) -> Node:
    """Return the element that contains the paragraphs around a note."""
    paragraph = [outer for outer in note.iterancestors() if outer.tag in ("p", "ul", "ol", "dl", "table", "blockquote")]
    return (paragraph[-1] if paragraph else note).getparent()


def _drop_toggles(call: Node) -> None:
    """Remove the number right before a note's reference, and the marker that opens the note on narrow screens."""
    for _ in range(2):
        before = call.getprevious()
        if before is None or (before.tail or "").strip():
            return
        if before.tag not in ("label", "input") and not _is_number(before):
            return
        remove(before)


def _drop_numbers(note: Node) -> None:
    """Remove the numbers at the beginning of a note, down to its first words."""
    for each in [each for each in islice(note.iterdescendants("a", "span", "sup"), DEPTH) if _is_number(each)]:
        if "".join(note.itertext()).strip().startswith("".join(each.itertext()).strip()):
            remove(each)


def _is_number(node: Node) -> bool:
    return _NUMBER.fullmatch("".join(node.itertext()).strip()) is not None


_CALL = regex(r"""\$R([CRS])\(\s*["']([^"']{1,60})["']\s*,\s*["']([^"']{1,60})["']""")
"""`$RC(boundary, content)` and `$RR(boundary, content, styles)` replace a fallback; `$RS(content, mark)`, a mark."""
_COMMENT = regex(r"<!--(/?)\$[?!~]?-->")
LONGEST = 1_000
"""Most elements in a fallback."""
_BEGIN, _END = "termread-begin", "termread-end"


def mark_boundaries(text: str) -> str:
    """Return *text* with elements in place of React's boundary comments, because the tree keeps no comments."""
    # Searching for one character is many times faster than searching for the call.
    if not any(_CALL.match(text, at) for at in places(text, "$")):
        return text
    return _COMMENT.sub(lambda found: f'<template id="{_END if found[1] else _BEGIN}"></template>', text)


def place_streamed(root: Node, text: str) -> None:
    """Move each streamed part of the page to where the script in its source *text* puts it, replacing the fallback."""
    calls = _CALL.findall(text) if "$R" in text else ()
    if not calls:
        return
    named = {node.get("id"): node for node in root.iter("template", "div") if node.get("id")}
    for kind, first, second in calls:
        mark, part = named.get(second if kind == "S" else first), named.pop(first if kind == "S" else second, None)
        if mark is None or part is None or part.tag != "div" or mark.tag != "template" or _holds(part, mark):
            continue
        if kind != "S":
            _drop_fallback(mark)
        rest, children = mark.tail, list(part)
        mark.tail, part.text = part.text, None
        for child in reversed(children):
            mark.addnext(child)
        last = children[-1] if children else mark
        last.tail = f"{last.tail or ''}{rest or ''}" or None


def _holds(part: Node, mark: Node) -> bool:
    return any(outer is part for outer in mark.iterancestors("div"))


def _drop_fallback(mark: Node) -> None:
    """Remove the fallback between a boundary's *mark* and the boundary's end."""
    within: list[Node] = []
    ends = 1
    for node in islice(mark.itersiblings(), LONGEST):
        ends += {_BEGIN: 1, _END: -1}.get(node.get("id"), 0)
        if not ends:
            mark.tail = None
            for each in within:
                mark.getparent().remove(each)
            return
        within.append(node)
