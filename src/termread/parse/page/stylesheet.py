"""The style sheet that a page carries, as far as it hides elements or sets them as lines: rules for every screen, by name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from termread.parse.page.tree import Node

GONE = re.compile(r"display:none|visibility:(?:hidden|collapse)")
CLIPPED = re.compile(
    r"clip:rect\((?:[01](?:px)?,?){4}\)|clip-path:inset\((?:50|100)%|translate[xy]?\(-\d{4,}px"
    r"|(?:^|;)(?:left|right|top|bottom|text-indent|margin-left|margin-top|inset-inline-start):"
    r"-(?:999|\d{4,}|\d{2,}r?em|[1-9]\d{2,}v?[hw%])"
    r"|(?:^|;)width:[01](?:px)?(?:;.*)?;height:[01](?:px)?(?:;|$)|(?:^|;)height:[01](?:px)?(?:;.*)?;width:[01](?:px)?(?:;|$)"
)
"""Styles, written without spaces, that leave nothing of an element for the eye."""
_DECLARED = (
    "display:none", "display: none", "visibility:hidden", "visibility: hidden", "clip:rect", "clip: rect", "clip-path",
    "left:-", "left: -", "indent:-", "indent: -",
)  # fmt: skip
"""Declarations by which an element may be hidden: looked for one by one, which is quicker than by a pattern."""
_LINES = re.compile(r"(?!.*(?:float:[lri]|position:(?:abs|fix)))(?:.*;)?display:(?:block|list-item|table)(?![\w-])")
"""Styles, written without spaces, that set an element inside a line as a line of its own."""
_SHOWS = re.compile(
    r"display:(?!none)|visibility:visible|opacity:(?:1|\.|0\.)|clip:auto|clip-path:none|left:(?!-)|position:static"
)
_STATE = re.compile(r":(?:hover|focus)")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_COMPOUND = re.compile(r"([\w-]*)((?:[.#][\w-]+)*)")
_NAME = re.compile(r"[.#][\w-]+")
LONGEST = 150_000
"""Characters of style sheets that are looked at."""
MOST = 200
"""Rules that hide elements and are looked at."""

Compound = tuple[str, frozenset[str]]
"""A part of a selector that one element answers to: its tag, or nothing, and its classes and id with their signs."""


def without_spaces(style: str) -> str:
    """Return a style attribute or the declarations of a rule in one form to compare."""
    return "".join(style.lower().split())


class StyleSheet:
    """What the style sheet of a page hides."""

    def __init__(self, css: str) -> None:
        self.css = css
        self.rules: dict[str, list[list[Compound]]] = {}
        """The selectors of rules that hide, by each class, or id with its sign, of what they name."""
        self._shown: dict[str, bool] = {}
        self._lined: dict[tuple[str, str], list[str]] = {}
        for compounds in map(_compounds, _selectors(css, _DECLARED, _hides)):
            for name in compounds[-1][1] if compounds else ():
                self.rules.setdefault(name.lstrip("."), []).append(compounds)
        self.lines: dict[str, list[list[Compound]]] = {}
        """The selectors of rules that set lines, by each class, or else by the tag."""
        for compounds in map(_compounds, _selectors(css, ("display:block", "display: block"), sets_line)):
            for name in (compounds[-1][1] or compounds[-1][:1]) if compounds else ():
                self.lines.setdefault(name.lstrip("."), []).append(compounds)

    @classmethod
    def of(cls, root: Node) -> StyleSheet:
        """Return the style sheet that the page under *root* carries."""
        sheets = (node for node in root.iter("style") if node.get("media", "all") in ("all", "screen"))
        css = "\n".join(node.text or "" for node in sheets)[:LONGEST]
        return cls(_COMMENT.sub(" ", css) if "/*" in css else css)

    def speaks_of(self, name: str) -> bool:
        """Return whether some rule that hides speaks of a class in *name*."""
        return not self.rules.keys().isdisjoint(name.split())

    def hides(self, node: Node, name: str, own: str) -> bool:
        """Return whether a rule hides *node*, of class *name* and id *own*, and no other rule shows it again."""
        keys = [key for key in (*name.split(), f"#{own}") if key in self.rules]
        return any(not self._shows(key) and any(_answers(way, node) for way in self.rules[key]) for key in keys)

    def sets_line(self, node: Node, name: str) -> bool:
        """Return whether a rule sets *node*, an element inside a line whose class is *name*, as a line of its own."""
        keys = self._lined.get((node.tag, name))
        if keys is None:
            keys = self._lined[node.tag, name] = [key for key in (node.tag, *name.split()) if key in self.lines]
        return keys != [] and any(_answers(way, node) for key in keys for way in self.lines[key])

    def _shows(self, name: str) -> bool:
        """Return whether some rule shows what has the class or id *name*, and not only while the mouse is over it."""
        if name not in self._shown:
            called = name if name[0] == "#" else f".{name}"
            self._shown[name] = any(_SHOWS.search(without_spaces(declared)) for declared in self._declared(called))
        return self._shown[name]

    def _declared(self, name: str) -> Iterator[str]:
        """Yield the declarations of the rules that hold for *name* at all times."""
        css = self.css
        for at in _places(css, name):
            begin, end = at + len(name), css.find("{", at)
            inside = css[begin:end]
            if end < 0 or inside[:1].isalnum() or inside[:1] in ("-", "_") or ";" in inside or "}" in inside:
                continue
            start = max(css.rfind("}", 0, at), css.rfind("{", 0, at)) + 1
            if not all(_STATE.search(one) for one in css[start:end].split(",") if name in one):
                yield css[end + 1 : css.find("}", end)]


def sets_line(style: str) -> bool:
    """Return whether a style, written without spaces, sets an element inside a line as a line of its own."""
    return _LINES.match(style) is not None


def _hides(style: str) -> bool:
    return bool(GONE.search(style) or CLIPPED.search(style))


def _selectors(css: str, declarations: Iterable[str], fits: Callable[[str], bool]) -> Iterator[str]:
    """Yield the selectors of the rules whose style *fits*, those left out that hold only on some screens."""
    depth = last = count = 0
    for at in sorted(at for declared in declarations for at in _places(css, declared)):
        depth += css.count("{", last, at) - css.count("}", last, at)
        last = at
        start = css.rfind("{", 0, at)
        if depth != 1 or start < 0 or count == MOST:
            continue
        if fits(without_spaces(css[start + 1 : css.find("}", start)])):
            yield from css[max(css.rfind("}", 0, start), css.rfind(";", 0, start)) + 1 : start].split(",")
            count += 1


def _places(css: str, words: str) -> Iterator[int]:
    at = css.find(words)
    while at >= 0:
        yield at
        at = css.find(words, at + 1)


def _compounds(selector: str) -> list[Compound]:
    """Return the parts of a selector of tags, classes and ids; nothing where it asks for more than those."""
    found = [_COMPOUND.fullmatch(part) for part in selector.replace(">", " ").split()]
    parts = [(part.group(1).lower(), frozenset(_NAME.findall(part.group(2)))) for part in found if part]
    return parts if len(parts) == len(found) else []


def _answers(way: list[Compound], node: Node) -> bool:
    """Return whether *node*, which has one of the names at the end of a selector, and elements around it answer to it."""
    *outer, (tag, names) = way
    if tag not in ("", node.tag) or (len(names) > 1 and not names <= _names_of(node)):
        return False
    around = node.iterancestors()
    return all(
        any(tag in ("", each.tag) and names <= _names_of(each) for each in around) for tag, names in reversed(outer)
    )


def _names_of(node: Node) -> set[str]:
    """Return the classes and the id of an element with their signs."""
    return {f".{each}" for each in node.get("class", "").split()} | {f"#{node.get('id')}"}
