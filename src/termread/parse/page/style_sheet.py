"""A page's own style sheet: what it hides, puts on lines of their own or numbers, and whose line breaks it keeps.

Only rules that hold on every screen are read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from termread.parse.page.tree import Node
from termread.parse.text_shape import places
from termread.text import regex

GONE = regex(
    r"display:none|visibility:(?:hidden|collapse)"
    r"|^(?!.*(?:padding|transition|animation))(?=.*overflow(?:-y)?:(?:hidden|clip))(?:.*;)?(?:max-)?height:0(?:px|r?em)?(?:;|$)"
)
CLIPPED = regex(
    r"clip:rect\((?:[01](?:px)?,?){4}\)|clip-path:inset\((?:50|100)%|translate[xy]?\(-\d{4,}px"
    r"|(?:^|;)(?:left|right|top|bottom|text-indent|margin-left|margin-top|inset-inline-start):"
    r"-(?:999|\d{4,}|\d{2,}r?em|[1-9]\d{2,}v?[hw%])"
    r"|(?:^|;)width:[01](?:px)?(?:;.*)?;height:[01](?:px)?(?:;|$)|(?:^|;)height:[01](?:px)?(?:;.*)?;width:[01](?:px)?(?:;|$)"
)
"""Styles, without spaces, that make an element invisible."""
_DECLARED = ("display:none", "visibility:hidden", "clip:rect", "clip-path", "left:-", "indent:-", "height:0")
"""Declarations that may hide an element; searching for each string is faster than one regular expression."""
_LINES = regex(r"(?!.*(?:float:[lri]|position:(?:abs|fix)))(?:.*;)?display:(?:block|list-item|table)(?![\w-])")
"""Styles, without spaces, that put an inline element on a line of its own."""
_KEPT = ("white-space:pre", "white-space:break-spaces")
_NUMBERED = ("list-style:", "list-style-type:")
_SHOWS = regex(
    r"display:(?!none)|visibility:visible|opacity:(?:1|\.|0\.)|clip:auto|clip-path:none|left:(?!-)|position:static"
)
_STATE = regex(r":(?:hover|focus)")
_SIMPLE = regex(r"[\w.#>\s-]*")
"""A selector of tags, classes and ids only."""
LONGEST = 150_000
"""Characters of style sheets that are read."""
MOST = 200
"""Most rules for hidden elements that are read."""

Compound = tuple[str, list[str]]
"""A compound selector: a tag or an empty string, and a list of classes and ids, the latter with `#`."""


def without_spaces(style: str) -> str:
    """Return a style attribute or a rule's declarations in lower case without spaces, for comparison."""
    return "".join(style.lower().split())


class StyleSheet:
    """The elements that a page's style sheet hides or puts on lines of their own."""

    def __init__(self, css: str) -> None:
        self.css = css = css.replace(": ", ":")
        self.rules = _ways(css, _DECLARED, _hides)
        """Selectors of rules that hide elements."""
        self.ids = {name[1:] for name in self.rules if name[0] == "#"}
        """Ids in the last part of those selectors."""
        self._shown: dict[str, bool] = {}
        self.lines = _ways(css, ("display:block",), sets_line)
        """Selectors of rules that put an element on a line of its own."""
        self.kept = _ways(css, _KEPT, keeps_lines)
        """Selectors of rules that keep the line breaks of an element's text."""
        self.numbered = [(_compounds(selector), style) for selector, style in _rules(css, _NUMBERED, bool)]
        """Selectors of rules that number lists, and what they declare, in their order."""

    @classmethod
    def of(cls, styles: Iterable[Node]) -> StyleSheet:
        """Return the embedded style sheet of a page, given its `style` elements."""
        sheets = (node for node in styles if node.get("media", "all") in ("all", "screen"))
        return cls(_without_comments("\n".join(node.text or "" for node in sheets)[:LONGEST]))

    def speaks_of(self, name: str) -> bool:
        """Return whether a hiding rule targets a class in *name*."""
        return not self.rules.keys().isdisjoint(name.split())

    def hides(self, node: Node, name: str, own: str) -> bool:
        """Return whether a rule hides *node*, of class *name* and id *own*, and no other rule shows it again."""
        keys = [key for key in (*name.split(), f"#{own}") if key in self.rules]
        return any(not self._shows(key) and any(_answers(way, node) for way in self.rules[key]) for key in keys)

    def sets_line(self, node: Node, name: str) -> bool:
        """Return whether a rule puts the inline element *node*, of class *name*, on a line of its own."""
        return any(_answers(way, node) for key in (node.tag, *name.split()) for way in self.lines.get(key, ()))

    def keeps_lines(self, node: Node) -> bool:
        """Return whether the line breaks in the text of *node* are kept, by its own style or a rule."""
        if keeps_lines(without_spaces(node.get("style") or "")):
            return True
        keys = (node.tag, *(node.get("class") or "").split()) if self.kept else ()
        return any(_answers(way, node) for key in keys for way in self.kept.get(key, ()))

    def numbering(self, node: Node) -> str:
        """Return what the rules for the list *node* declare, the last one last."""
        return ";".join(style for way, style in self.numbered if way and _has(node, way[-1][1]) and _answers(way, node))

    def may_set_line(self, tag: str, name: str) -> bool:
        """Return whether a rule with *tag* or a class in *name* puts some elements on lines of their own."""
        return bool(self.lines) and not self.lines.keys().isdisjoint((tag, *name.split()))

    def _shows(self, name: str) -> bool:
        """Return whether a rule shows elements of the class or id *name*, other than on hover."""
        if name not in self._shown:
            called = name if name[0] == "#" else f".{name}"
            self._shown[name] = any(_SHOWS.search(without_spaces(declared)) for declared in self._declared(called))
        return self._shown[name]

    def _declared(self, name: str) -> Iterator[str]:
        """Yield the declarations of the unconditional rules for *name*."""
        css = self.css
        for at in places(css, name):
            begin, end = at + len(name), css.find("{", at)
            inside = css[begin:end]
            if end < 0 or inside[:1].isalnum() or inside[:1] in ("-", "_") or ";" in inside or "}" in inside:
                continue
            start = max(css.rfind("}", 0, at), css.rfind("{", 0, at)) + 1
            if _is_for_print(css, at):
                continue
            if not all(_STATE.search(one) for one in css[start:end].split(",") if name in one):
                yield css[end + 1 : css.find("}", end)]


def _is_for_print(css: str, at: int) -> bool:
    """Return whether a place in a style sheet is inside a block of rules for print."""
    begin = css.rfind("@media", 0, at)
    before = css[begin:at] if begin >= 0 else ""
    return before.count("{") > before.count("}") and "print" in before.partition("{")[0]


def sets_line(style: str) -> bool:
    """Return whether a style, without spaces, puts an inline element on a line of its own."""
    return _LINES.match(style) is not None


def keeps_lines(style: str) -> bool:
    """Return whether a style, without spaces, keeps the line breaks of the text."""
    return any(declared in style for declared in _KEPT)


def _without_comments(css: str) -> str:
    first, *parts = css.split("/*")
    return first + "".join(" " + part.partition("*/")[2] if "*/" in part else "/*" + part for part in parts)


def _hides(style: str) -> bool:
    return bool(GONE.search(style) or CLIPPED.search(style))


def _ways(css: str, declarations: Iterable[str], fits: Callable[[str], bool]) -> dict[str, list[list[Compound]]]:
    """Return the selectors of the rules whose style *fits*, by each class or `#id` in their last part, or else its tag."""
    found: dict[str, list[list[Compound]]] = {}
    for selector, _ in _rules(css, declarations, fits):
        compounds = _compounds(selector)
        for name in (compounds[-1][1] or compounds[-1][:1]) if compounds else ():
            found.setdefault(name, []).append(compounds)
    return found


def _rules(css: str, declarations: Iterable[str], fits: Callable[[str], object]) -> Iterator[tuple[str, str]]:
    """Yield each selector of the rules whose style *fits*, with that style, except rules that apply only to some screens."""
    depth = last = count = 0
    for at in sorted(at for declared in declarations for at in places(css, declared)):
        depth += css.count("{", last, at) - css.count("}", last, at)
        last = at
        start = css.rfind("{", 0, at)
        if depth != 1 or start < 0 or count == MOST:
            continue
        if fits(without_spaces(style := css[start + 1 : css.find("}", start)])):
            selectors = css[max(css.rfind("}", 0, start), css.rfind(";", 0, start)) + 1 : start]
            yield from ((selector, style) for selector in selectors.split(","))
            count += 1


def _compounds(selector: str) -> list[Compound]:
    """Return the compounds of a selector made of tags, classes and ids, or nothing if it contains anything else."""
    if not _SIMPLE.fullmatch(selector):
        return []
    parts = (part.replace("#", ".#").split(".") for part in selector.replace(">", " ").split())
    found = [(tag.lower(), names) for tag, *names in parts]
    return found if all(name.strip("#") for _, names in found for name in names) else []


def _answers(way: list[Compound], node: Node) -> bool:
    """Return whether *node*, which has a name from the last compound of a selector, matches the whole selector."""
    *outer, (tag, names) = way
    if tag not in ("", node.tag) or (len(names) > 1 and not _has(node, names)):
        return False
    around = node.iterancestors()
    for tag, names in reversed(outer):
        first = names[0] if names and names[0][0] != "#" else ""
        for each in around:
            # Most ancestors fail the first test, which is the cheapest.
            if first in (each.get("class") or "") and tag in ("", each.tag) and _has(each, names):
                break
        else:
            return False
    return True


def _has(node: Node, names: list[str]) -> bool:
    """Return whether an element has all classes and `#id`s in *names*."""
    said = _classes(node.get("class") or "")
    return all(name in said or (name[0] == "#" and name[1:] == node.get("id")) for name in names)


@lru_cache(maxsize=4096)
def _classes(name: str) -> frozenset[str]:
    return frozenset(name.split())
