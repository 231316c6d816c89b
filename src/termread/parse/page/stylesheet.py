"""The style sheet that a page carries, as far as it hides elements: rules that hold on every screen, by class or id."""

from __future__ import annotations

import re
from collections.abc import Iterator

from termread.parse.page.tree import Node
from termread.values import dataclass

GONE = re.compile(r"display:none|visibility:(?:hidden|collapse)")
CLIPPED = re.compile(
    r"clip:rect\((?:[01](?:px)?,?){4}\)|clip-path:inset\((?:50|100)%|translate[xy]?\(-\d{4,}px"
    r"|(?:^|;)(?:left|right|top|bottom|text-indent|margin-left|margin-top|inset-inline-start):"
    r"-(?:999|\d{4,}|\d{2,}r?em|[1-9]\d{2,}v?[hw%])"
    r"|(?:^|;)width:[01](?:px)?(?:;.*)?;height:[01](?:px)?(?:;|$)|(?:^|;)height:[01](?:px)?(?:;.*)?;width:[01](?:px)?(?:;|$)"
)
"""Styles, written without spaces, that leave nothing of an element for the eye."""
_DECLARED = (
    "display:none",
    "display: none",
    "visibility:hidden",
    "visibility: hidden",
    "clip:rect",
    "clip: rect",
    "left:-",
    "left: -",
    "indent:-",
    "indent: -",
    "clip-path",
)
"""Declarations by which an element may be hidden: looked for one by one, which is quicker than by a pattern."""
_SHOWS = re.compile(
    r"display:(?!none)|visibility:visible|opacity:(?:1|\.|0\.)|clip:auto|clip-path:none|left:(?!-)|position:static"
)
_STATE = re.compile(r":(?:hover|focus)")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SIMPLE = re.compile(r"([\w-]*)((?:[.#][\w-]+)*)")
_NAMES = re.compile(r"([.#])([\w-]+)")
LONGEST = 150_000
"""Characters of style sheets that are looked at."""
MOST = 200
"""Rules that hide elements and are looked at."""


def without_spaces(style: str | None) -> str:
    """Return a style attribute or the declarations of a rule in one form to compare."""
    return "".join(style.lower().split()) if style else ""


@dataclass(frozen=True, slots=True)
class Compound:
    """A part of a selector that one element answers to."""

    tag: str
    classes: frozenset[str]
    own: str
    """An id, or nothing."""

    def matches(self, node: Node) -> bool:
        """Return whether *node* answers to it."""
        if (self.tag and node.tag != self.tag) or (self.own and node.get("id") != self.own):
            return False
        return self.classes <= set((node.get("class") or "").split())


class StyleSheet:
    """What the style sheet of a page hides."""

    def __init__(self, css: str) -> None:
        self.css = css
        self.rules: dict[str, list[tuple[Compound, ...]]] = {}
        self._shown: dict[str, bool] = {}
        self._named: dict[str, bool] = {}
        for selector in _hiding(css):
            way = _compounds(selector)
            if way:
                for name in (f"#{way[-1].own}",) if way[-1].own else way[-1].classes:
                    self.rules.setdefault(name, []).append(way)

    @classmethod
    def of(cls, root: Node) -> StyleSheet:
        """Return the style sheet that the page under *root* carries."""
        texts = [
            text for node in root.iter("style") if (text := node.text) and node.get("media", "all") in ("all", "screen")
        ]
        css = "\n".join(texts)[:LONGEST]
        return cls(_COMMENT.sub(" ", css) if "/*" in css else css)

    def hides(self, node: Node, name: str) -> bool:
        """Return whether a rule hides *node*, whose class is *name*, and no other rule shows it again."""
        if not self.rules or (not self._may_hide(name) and not (node.get("id") and f"#{node.get('id')}" in self.rules)):
            return False
        own = node.get("id")
        for key in (*name.split(), f"#{own}") if own else name.split():
            for way in self.rules.get(key, ()):
                if _answers(way, node) and not self.shows_again(key):
                    return True
        return False

    def _may_hide(self, name: str) -> bool:
        if name not in self._named:
            self._named[name] = not self.rules.keys().isdisjoint(name.split())
        return self._named[name]

    def shows_again(self, key: str) -> bool:
        """Return whether some rule shows what is called *key*, and not only while the mouse is over it."""
        if key not in self._shown:
            self._shown[key] = any(self._showing(key if key.startswith("#") else f".{key}"))
        return self._shown[key]

    def _showing(self, name: str) -> Iterator[bool]:
        css, at = self.css, self.css.find(name)
        while at >= 0:
            end, begin = css.find("{", at), at + len(name)
            if end < 0:
                return
            inside = css[begin:end]
            if not inside[:1].isalnum() and inside[:1] not in ("-", "_") and ";" not in inside and "}" not in inside:
                start = max(css.rfind("}", 0, at), css.rfind("{", 0, at)) + 1
                selectors = [one for one in css[start:end].split(",") if name in one]
                if not all(_STATE.search(one) for one in selectors):
                    yield bool(_SHOWS.search(without_spaces(css[end + 1 : css.find("}", end)])))
            at = css.find(name, begin)


def _hiding(css: str) -> Iterator[str]:
    """Yield the selectors of the rules that hide what they name, those left out that hold only on some screens."""
    depth = last = count = 0
    for at in sorted(at for declared in _DECLARED for at in _places(css, declared)):
        depth += css.count("{", last, at) - css.count("}", last, at)
        last = at
        start = css.rfind("{", 0, at)
        if depth != 1 or start < 0:
            continue
        declared = without_spaces(css[start + 1 : css.find("}", start)])
        if not (GONE.search(declared) or CLIPPED.search(declared)):
            continue
        before = css[max(css.rfind("}", 0, start), css.rfind(";", 0, start)) + 1 : start]
        yield from before.split(",")
        count += 1
        if count == MOST:
            return


def _places(css: str, words: str) -> Iterator[int]:
    at = css.find(words)
    while at >= 0:
        yield at
        at = css.find(words, at + 1)


def _compounds(selector: str) -> tuple[Compound, ...]:
    """Return the parts of a selector of tags, classes and ids; nothing where it asks for more than those."""
    way: list[Compound] = []
    for part in selector.replace(">", " ").split():
        found = _SIMPLE.fullmatch(part)
        if found is None:
            return ()
        names = _NAMES.findall(found.group(2))
        own = next((name for sign, name in names if sign == "#"), "")
        way.append(Compound(found.group(1).lower(), frozenset(name for sign, name in names if sign == "."), own))
    return tuple(way) if way and (way[-1].classes or way[-1].own) else ()


def _answers(way: tuple[Compound, ...], node: Node) -> bool:
    """Return whether *node* and elements around it answer to the parts of a selector."""
    if not way[-1].matches(node):
        return False
    outer = node.iterancestors()
    return all(any(compound.matches(each) for each in outer) for compound in reversed(way[:-1]))
