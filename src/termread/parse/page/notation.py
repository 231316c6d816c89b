"""Code and formulas: text of which every line and sign counts."""

from __future__ import annotations

import re

from termread.parse.page.class_names import words_of
from termread.parse.page.model import Span
from termread.parse.page.tree import Node
from termread.text import clean, clean_line, regex
from termread.values import dataclass

_BOXES = frozenset(["div", "li", "p", "tr", "section"])
_UNREAD = frozenset(["script", "style", "button", "svg", "template"])
_LINE = regex(r" (?:line|code line|token line|view line|hljs line|cm line|row|cl line|codeline|code row) ")
_NUMBER = regex(
    r" (?:line ?n(?:o|os|um|ums|umbers?|umber rows)(?: \w+)?|line num(?:ber)?s?|lno|ln|lnt|lntd first|gutter|linenodiv|"
    r"blob num|ln num(?:bers)?|ln n|hljs ln(?: n(?:umbers)?)?|rouge gutter|code ?line ?numbers?|ln line) "
)
_LANGUAGE = regex(r"(?:^|\s)lang(?:uage)?-(\S+)")
_VERSE = regex(r" (?:verse|poem|poetry|stanza|lyrics) ")
_NUMBERS = regex(r"[\s\d.:|]*")


def code_of(node: Node) -> str:
    """Return the code in *node*, one line per source line, without line numbers or buttons."""
    parts: list[str] = []
    _collect(node, parts)
    return clean("".join(parts)).expandtabs(4).replace("\u200b", "").replace("\xa0", " ").strip("\n").rstrip()


def language_of(node: Node) -> str | None:
    """Return the language named by the class of an element or of a `code` inside it, or None."""
    inner = node.find(".//code")
    names = f"{node.get('class') or ''} {inner.get('class') or '' if inner is not None else ''}"
    found = _LANGUAGE.search(names)
    return found[1] if found else None


def is_verse(node: Node) -> bool:
    """Return whether preformatted text is called verse."""
    return _VERSE.search(words_of(node.get("class") or "")) is not None


def is_listing(table: Node) -> bool:
    """Return whether a table is a code listing: the first cell of its first row holds nothing but line numbers."""
    first = next(table.iter("tr"), None)
    cells = [] if first is None else [cell for cell in first if cell.tag in ("td", "th")]
    return len(cells) > 1 and is_numbering(cells[0])


def is_numbering(node: Node) -> bool:
    """Return whether an element is a column or cell of line numbers."""
    named = bool(_NUMBER.search(words_of(node.get("class") or ""))) or node.get("data-line-number") is not None
    return named and _NUMBERS.fullmatch("".join(node.itertext())) is not None


def _collect(node: Node, parts: list[str]) -> None:
    """Append the text of *node* to *parts* iteratively, because code can nest arbitrarily deep."""
    stack: list[tuple[Node, bool]] = [(node, True)]
    while stack:
        each, entering = stack.pop()
        if not entering:
            _end(each, node, parts)
            continue
        if each is not node and (not isinstance(each.tag, str) or each.tag in _UNREAD or is_numbering(each)):
            _end(each, node, parts, closed=True)
            continue
        if each.tag == "br":
            parts.append("\n")
        elif each is not node and _is_line(each):
            _begin_line(parts)
        parts.append(each.text or "")
        stack.append((each, False))
        stack.extend((child, True) for child in reversed(each))


def _end(each: Node, root: Node, parts: list[str], *, closed: bool = False) -> None:
    if each is root:
        return
    tail = each.tail or ""
    if not closed and _is_line(each):
        after = each.getnext()
        if (after is None or not _is_line(after)) and tail.strip():
            _begin_line(parts)
        elif each.tag in _BOXES and not tail.strip():
            tail = ""
        if not "".join(each.itertext()).strip() and not _ended(parts):
            parts.append("\n")
    parts.append(tail)


def _begin_line(parts: list[str]) -> None:
    if not _ended(parts):
        parts.append("\n")


def _ended(parts: list[str]) -> bool:
    last = next((part for part in reversed(parts) if part), "\n")
    return last.endswith("\n")


def _is_line(node: Node) -> bool:
    """Return whether an element is a line of code: a block, or named or styled as a line."""
    if node.tag in _BOXES:
        return True
    if node.tag not in ("span", "code"):
        return False
    style = (node.get("style") or "").replace(" ", "")
    return (
        "display:block" in style
        or node.get("data-line") is not None
        or bool(_LINE.search(words_of(node.get("class") or "")))
    )


_WRAPPED = regex(r"^\{?\\(?:display|text)style\s*(.*?)\}?$", re.DOTALL)
_DELIMITERS = ("$$", "$", r"\(", r"\)", r"\[", r"\]")
_SIMPLE = regex(r"[\w.,′'∞]+")
_TEX = regex(r"\\[A-Za-z]+|[\^_]\{")
_TEX_CLASS = regex(r"(?:^|[\s_-])(?:math|tex|latex|equation|formula)(?:$|[\s_-])", re.IGNORECASE)
DEEPEST = 40
"""Nesting depth beyond which a formula is read as plain text."""


_BLANKS = regex(r"[ \t\r\n]+")
"""Whitespace that MathML collapses to one space."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula in a line of text."""

    text: str
    spans: tuple[Span, ...] = ()
    display: bool = False
    """Whether it is set on a line of its own."""


def formula_of(node: Node) -> Formula:
    """Return the formula of a `math` element, from its own parts, its alternative text or its TeX source."""
    said = clean_line(node.get("alttext") or "")
    if said and not _TEX.search(said):
        return Formula(said, display=is_display(node))
    writer = _Writer()
    writer.write(node, 0)
    text = writer.text.strip()
    if text:
        return Formula(text, tuple(writer.spans), is_display(node))
    note = next((each for each in node.iter("annotation") if "tex" in (each.get("encoding") or "")), None)
    return Formula(bare_tex(said or ("".join(note.itertext()) if note is not None else "")), (), is_display(node))


def written_formula(node: Node) -> Formula | None:
    """Return the formula that a script rendered in *node*, or that a `script` element contains, or None."""
    if node.tag != "script":
        math = next(node.iter("math"), None)
        return formula_of(math) if math is not None else None
    before = node.getprevious()
    drawn = (
        before is not None and "mathjax" in (before.get("class") or "").lower() and "".join(before.itertext()).strip()
    )
    return (
        None if drawn else Formula(bare_tex(node.text or ""), (), "mode=display" in "".join(node.get("type").split()))
    )


def is_display(node: Node) -> bool:
    """Return whether a formula is set on a line of its own, according to its own markup or its container."""
    if node.get("display") == "block" or (node.get("mode") or "") == "display":
        return True
    outer = [node, *node.iterancestors()][:4]
    names = (f"{each.get('class') or ''} {'mjx-display' if each.get('display') == 'true' else ''}" for each in outer)
    return any(
        re.search(r"katex-display|mathjax_?display|mjx-display|mathml-display", name, re.IGNORECASE) for name in names
    )


def drawn_formula(node: Node, alt: str) -> str:
    """Return the TeX of a picture of a formula, or an empty string for any other picture."""
    return bare_tex(alt) if alt and (_TEX.search(alt) or _TEX_CLASS.search(node.get("class") or "")) else ""


def bare_tex(tex: str) -> str:
    """Return TeX on one line, without its delimiters and the style command that wikis wrap around it."""
    text = clean_line(tex)
    for sign in _DELIMITERS:
        text = text.removeprefix(sign).removesuffix(sign).strip()
    found = _WRAPPED.match(text)
    return found.group(1).strip() if found and found.group(1) else text


class _Writer:
    """Writes the parts of a formula on one line."""

    def __init__(self) -> None:
        self.text = ""
        self.spans: list[Span] = []

    def write(self, node: Node, depth: int) -> None:
        """Write the contents of *node*."""
        tag = _name(node)
        if tag.startswith("annotation"):
            return
        parts = [child for child in node if isinstance(child.tag, str)]
        if not parts or depth > DEEPEST:
            self._add(
                " ".join("".join(node.itertext()).split())
                if tag != "mtext"
                else _BLANKS.sub(" ", "".join(node.itertext()))
            )
        elif tag in ("msup", "msub", "msubsup", "munder", "mover", "munderover") and len(parts) > 1:
            self.write(parts[0], depth + 1)
            names = {"msub": ("sub",), "munder": ("sub",), "msup": ("sup",), "mover": ("sup",)}
            for part, style in zip(parts[1:], names.get(tag, ("sub", "sup")), strict=False):
                self._set(part, style, depth)
        elif tag == "mfrac" and len(parts) == 2:
            self._group(parts[:1], depth)
            self._add("/")
            self._group(parts[1:], depth)
        elif tag in ("msqrt", "mroot"):
            if tag == "mroot" and len(parts) == 2:
                self._set(parts.pop(), "sup", depth)
            self._add("√")
            self._group(parts, depth)
        else:
            for part in parts:
                self.write(part, depth + 1)
                self._add({"mtd": " ", "mtr": "; "}.get(_name(part), "") if part is not parts[-1] else "")

    def _group(self, parts: list[Node], depth: int) -> None:
        """Write *parts* in parentheses, unless they are a single number or name."""
        start, before = len(self.text), len(self.spans)
        for part in parts:
            self.write(part, depth + 1)
        if not _SIMPLE.fullmatch(self.text[start:]):
            self.text = f"{self.text[:start]}({self.text[start:]})"
            self.spans[before:] = [Span(s.start + 1, s.end + 1, s.style) for s in self.spans[before:]]

    def _set(self, node: Node, style: str, depth: int) -> None:
        start = len(self.text)
        self.write(node, depth + 1)
        if len(self.text) > start:
            self.spans.append(Span(start, len(self.text), style))

    def _add(self, text: str) -> None:
        self.text += "".join(c for c in text if c not in "\u2061\u2062\u2063\u2064")


def _name(node: Node) -> str:
    return str(node.tag).rpartition(":")[2].rpartition("}")[2].lower()


def task_box(node: Node) -> str:
    """Return the box of a list item's checkbox that readers cannot use, ticked or not, or nothing."""
    usable = node.get("disabled") is None and (node.get("name") or node.get("id"))
    if (node.get("type") or "").lower() != "checkbox" or usable or next(node.iterancestors("li"), None) is None:
        return ""
    return "☐" if node.get("checked") is None else "☑"
