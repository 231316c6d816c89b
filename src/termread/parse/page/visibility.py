"""Decides which elements browsers do not show, by attributes, well-known classes and the embedded style sheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import islice

from termread.parse.page.class_names import words_of
from termread.parse.page.display import breaks_page
from termread.parse.page.style_sheet import CLIPPED, GONE, StyleSheet, sets_line, without_spaces
from termread.parse.page.tree import Node
from termread.text import regex

_FAINT = regex(
    r"opacity:0(?:\.0*)?(?![.\d])|font-size:0(?![.\d])|scale\(0\)|(?:^|;)(?:max-)?(?:height|width):0(?![.\d])"
)
"""Styles that hide inline text; on blocks, scripts use them for content that will be shown."""
_NO_SIZE = regex(r"font-size:0(?![.\d])")

_UNSEEN = regex(
    r" (?:(?<! not )sr only|sronly|visually hidden|hidden visually|visuallyhidden|vis(?:ually)? ?hid(?:e|den)|"
    r"screen ?readers?|off ?screen|off canvas text|assistive(?: text)?|element invisible|"
    r"(?:a11y|accessib(?:le|ly|ility)) (?:hidden|text|only)|show for sr|aural|vh) "
)
"""Class words that hide text visually but keep it for screen readers."""
_GONE_CLASSES = frozenset(["hidden", "d-none", "is-hidden", "u-hidden", "display-none"])
_SHOWN_AGAIN = regex(
    r"\w:(?:block|flex|grid|inline|table|contents|not-sr-only)|(?:^|\s)d-(?!print)\w+-(?:block|flex|grid|inline|table)"
)
"""Classes that show on wider screens what another class hides."""
_NARROW = regex(
    r"(?:^|\s)(?:d-(?:sm|md|lg|xl)-none|(?:sm|md|lg|xl):hidden|(?:show-for-small|mobile)-only|only-mobile|"
    r"visible-(?:xs|phone)|hidden-(?:md|lg|desktop))(?!\S)"
)
"""Classes for text shown only on narrow screens."""
_MAYBE_TIP = r"tool ?tips?|popovers?|hover ?cards?|info ?tips?|tips?|hints?|popups?|flyout"
_TIP = regex(f" (?:{_MAYBE_TIP}) ")
_KINDS = (
    ("formula", regex(r" (?:katex|math ?jax|mwe math element|mjx) ")),
    (
        "tip",
        regex(
            r" (?:tool ?tip ?(?:text|content|body|inner|box|bubble|panel|definition|description|message|popup)|tippy|"
            r"(?:popover|hover ?card|info ?tip) (?:text|content|body|inner)|footnote tooltip) "
        ),
    ),
    ("maybe tip", _TIP),
    (
        "icon",
        regex(
            r" (?:material (?:icons?|symbols)|mat icon|icons?|octicon|glyphicons?|fa[srlb]?|bi|mdi|icofont|icon ?font|"
            r"ligature|ionicons?|feather|ti|dashicons) "
        ),
    ),
    (
        "permalink",
        regex(
            r" (?:header ?links?|heading ?(?:links?|anchors?)|anchors?|anchor(?:links?|js)|permalinks?|hash ?links?|"
            r"direct ?links?|section ?links?|autolink|margin toggle) "
        ),
    ),
)
"""Kinds of inline text by class name, most reliable first."""
_ANY_KIND = regex("|".join(pattern.pattern for pattern in (_UNSEEN, *(pattern for _, pattern in _KINDS))))
_ICON_WORD = regex(r"[a-z0-9]+(?:[_-][a-z0-9]+)*|[\ue000-\uf8ff\s]+")
_TELLS = (
    "credit", "copyright", "source", "photograph", "agency", "author", "rights", "provider", "byline", "fuente",
    "quelle", "dropcap", "drop-cap", "initial", "lettrine",
)  # fmt: skip
_HIDING = frozenset(["style", "hidden", "role", "popover", "epub:type"])
"""Attributes besides class and id that may hide an element, or make it a margin note or a panel."""
SIDENOTE = regex(r" (?:(?:side|margin) ?notes?|(?:role|inline) footnote|footnotes?) ")
PANEL = regex(r"^tabpanel |tab-pane|tabs-panel")
"""The role and class of a tab's panel."""
_UNUSUAL_ROLES = frozenset(["doc-footnote", "tabpanel"])
_PANEL = regex(
    r" (?:accordion|collapse|collapsible|collapsed|tab ?(?:pane|panel|content)|toggle content|expand(?:able|ed)?|faq|"
    r"answer|(?:read|show|see)? ?more|spoiler) "
)
"""Names of content that opens on click."""
_MORE = regex(r" (?:(?:read|show|see)?more|rest|full ?text) ")
"""Names of the rest of a text, revealed in place on click."""
_OPENED = ("aria-controls", "data-target", "data-bs-target", "data-toggle-target", "aria-expanded", "href")
_CONTROLLING = frozenset([*_OPENED[:-1], "onclick", "data-toggle"])
_OPENS = _CONTROLLING | {"role"}
"""Attributes of controls; most name what they open."""
_QUOTED = regex(r"['\"]#?([\w-]+)['\"]")
_CONTROL = regex(r" (?:accordion|toggler?|expand(?:er)?|collapsible|read more|show more|spoiler|faq) ")
_TERMS = frozenset(["span", "a", "abbr", "dfn", "button", "i", "b", "em", "strong", "sup", "mark", "label"])
"""Elements that can be the term a tip explains."""


@lru_cache(maxsize=8192)
def kind_of_class(name: str) -> str:
    """Return what kind of inline text a class names: unseen, a tip, an icon's word, a permalink or a formula."""
    words = words_of(name)
    kinds = _KINDS if _ANY_KIND.search(words) else ()
    if (kinds and _UNSEEN.search(words)) or _NARROW.search(name) or is_gone(name):
        return "unseen"
    return next((kind for kind, pattern in kinds if pattern.search(words)), "")


@lru_cache(maxsize=8192)
def is_telling(name: str) -> bool:
    """Return whether a class identifies a span of a line as a credit, a source or an initial."""
    lower = name.lower()
    return any(word in lower for word in _TELLS)


@lru_cache(maxsize=8192)
def _is_unusual(name: str) -> bool:
    """Return whether a class names a margin note or the panel of a tab."""
    if "ote" not in name and "tab" not in name:
        return False
    return SIDENOTE.search(words_of(name)) is not None or PANEL.search(name) is not None


def is_gone(name: str) -> bool:
    """Return whether a class hides an element on screens of every width."""
    return not _GONE_CLASSES.isdisjoint(name.split()) and not _SHOWN_AGAIN.search(name)


@lru_cache(maxsize=1024)
def _hiding_style(style: str, in_line: bool) -> tuple[bool, bool, bool]:
    """Return whether a style attribute clips the element, gives it no size, or takes it off the page."""
    style = without_spaces(style)
    faint = _FAINT if in_line else _NO_SIZE
    return CLIPPED.search(style) is not None, faint.search(style) is not None, GONE.search(style) is not None


class Visibility:
    """Tells the walk which elements are shown."""

    def __init__(self, root: Node, styles: Iterable[Node]) -> None:
        self.root = root
        self.sheet = StyleSheet.of(styles)
        self._ids = self.sheet.ids
        self.hiding = _HIDING | {"id"} if self._ids else _HIDING
        """Attributes besides the class that may hide a block."""
        self.unusual = False
        """Whether an element seen so far may be a margin note or a tab's panel, or keeps its line breaks."""
        self._controlled: set[str] | None = None
        self._hiding = _GONE_CLASSES.union(self.sheet.rules)
        self.suspects: dict[str | None, bool] = {"": False, None: False}
        """Whether a class may hide an element, cached."""
        self.suspects_in_line: dict[str | None, bool] = {"": False, None: False}
        """Whether a class may hide an inline element, cached."""

    def hides(self, node: Node, said: Mapping[str, str], *, in_line: bool) -> bool:
        """Return whether an element with attributes *said* is hidden and no click on the page reveals it.

        Called for every element, so the common case, where nothing could hide it, returns early.
        """
        name = said.get("class", "")
        suspected = (self.suspects_in_line if in_line else self.suspects).get(name)
        if suspected is None:
            suspected = self._suspect(name, in_line)
        if not suspected and _HIDING.isdisjoint(said) and (not self._ids or said.get("id") not in self._ids):
            return False
        if said.get("role") in _UNUSUAL_ROLES or (not self.unusual and self.sheet.keeps_lines(node)):
            self.unusual = True
        return self._is_hidden(node, said, in_line)

    def _suspect(self, name: str, in_line: bool) -> bool:
        """Return whether a class may hide an element, cached per page."""
        found = self.suspects.get(name)
        if found is None:
            listed, kept = (not names.isdisjoint(name.split()) for names in (self._hiding, self.sheet.kept.keys()))
            self.unusual = self.unusual or _is_unusual(name)
            found = self.suspects[name] = kept or (listed and (self.sheet.speaks_of(name) or is_gone(name)))
        if in_line:
            found = self.suspects_in_line[name] = found or kind_of_class(name) != ""
        return found

    def _is_hidden(self, node: Node, said: Mapping[str, str], in_line: bool) -> bool:
        name, own = said.get("class", ""), said.get("id", "")
        clipped, no_size, gone = _hiding_style(said.get("style", ""), in_line)
        clipped = clipped or (no_size and not _resized(node))
        if (in_line and clipped) or breaks_page(said):
            return True
        gone = gone or said.get("hidden", "until-found") != "until-found" or is_gone(name)
        if clipped or gone or self.sheet.hides(node, name, own):
            return not self._is_revealed(node, said, in_line)
        kind = kind_of_class(name) if in_line else ""
        return in_line and ("popover" in said or said.get("role") == "tooltip" or _hides_named(node, kind))

    def sets_line(self, node: Node, said: Mapping[str, str]) -> bool:
        """Return whether an inline element is put on a line of its own by its own style or the page's style sheet."""
        if "style" in said and sets_line(without_spaces(said["style"])):
            return True
        return bool(self.sheet.lines) and self.sheet.sets_line(node, said.get("class", ""))

    def _is_revealed(self, node: Node, said: Mapping[str, str], in_line: bool) -> bool:
        """Return whether a click reveals a hidden element: the rest of a text, or a panel of an accordion or tabs."""
        before, own = node.getprevious(), said.get("id", "")
        words = words_of(f"{said.get('class', '')} {own}")
        if in_line:
            return _MORE.search(words) is not None and is_text(node)
        if said.get("role") == "tabpanel" or _PANEL.search(words) or (before is not None and _is_control(before)):
            return is_text(node)
        return own != "" and is_text(node) and own in self.controlled

    @property
    def controlled(self) -> set[str]:
        """The ids that buttons and links on the page name as their targets."""
        if self._controlled is None:
            self._controlled = set()
            for node in self.root.iter("*"):  # several times faster than XPath
                keys = node.keys()
                if keys and not _OPENS.isdisjoint(keys):
                    said = dict(node.items())
                    if said.get("role") == "button" or _CONTROLLING & said.keys():
                        words = " ".join([said[name] for name in _OPENED if name in said])
                        self._controlled.update(word.lstrip("#") for word in words.split())
                        self._controlled.update(_QUOTED.findall(said.get("onclick", "")))
        return self._controlled


def is_tip(said: Mapping[str, str]) -> bool:
    """Return whether a block in mid-line is a tip, given its attributes *said*, so that the line continues after it."""
    return (
        said.get("role") == "tooltip"
        or "popover" in said
        or ("class" in said and kind_of_class(said["class"]) == "tip")
    )


def heads_panel(button: Node) -> bool:
    """Return whether a button heads the panel right after it that it opens, as one of several such buttons."""
    if button.get("aria-expanded") is None and not _CONTROL.search(words_of(button.get("class", ""))):
        return False
    outer, panel = button.getparent(), button.getnext()
    if panel is None and outer is not None:
        outer, panel = outer.getparent(), outer.getnext()
    if panel is None or outer is None or panel.tag not in ("div", "section", "p", "ul", "dd") or not is_text(panel):
        return False
    return next(islice(outer.iter("button"), 1, None), None) is not None


def _hides_named(node: Node, kind: str) -> bool:
    """Return whether an inline element is hidden, given the *kind* that its class names."""
    match kind:
        case "" | "formula":
            return False
        case "unseen":
            return True
        case "maybe tip":
            return _is_tip(node)
        case "tip":
            return any(map(str.isalpha, "".join(node.itertext())))
        case "icon":
            return node.tag in ("i", "span") and _ICON_WORD.fullmatch("".join(node.itertext()).strip()) is not None
        case _:
            return _is_sign(node, "".join(node.itertext()).strip())


def _is_control(node: Node) -> bool:
    """Return whether an element is a control that opens what follows it, or contains one and little else."""
    return any(
        each.tag == "button"
        or each.get("aria-expanded") is not None
        or each.get("onclick") is not None
        or _CONTROL.search(words_of(each.get("class", "")))
        for each in (node, *islice(node.iter("button", "a", "label"), 3))
    )


def is_text(node: Node) -> bool:
    """Return whether an element holds readable text rather than links, fields or nothing."""
    if next(node.iter("form", "input", "nav", "select"), None) is not None:
        return False
    text = len("".join(node.itertext()).strip())
    linked = sum(len("".join(a.itertext())) for a in node.iter("a"))
    return linked * 2 < text


def _resized(node: Node) -> bool:
    """Return whether a style inside a node may restore the font size that the node itself sets to zero."""
    return any(each.get("style") or each.get("class") for each in node.iterdescendants())


def _is_tip(node: Node) -> bool:
    """Return whether an element named as a tip is one, rather than the term with the tip."""
    parent = node.getparent()
    if parent is None or parent.tag not in _TERMS:
        return False
    is_behind = (parent.text or "").strip() or node.getprevious() is not None
    return bool(is_behind) and not any(_TIP.search(words_of(each.get("class", ""))) for each in node.iterdescendants())


def _is_sign(node: Node, text: str) -> bool:
    """Return whether a permalink is a mere symbol next to the words of its line."""
    if not any(map(str.isalnum, text)):
        return True
    heading = next(node.iterancestors("h1", "h2", "h3", "h4", "h5", "h6"), None)
    return heading is not None and len(text) <= 30 and "".join(heading.itertext()).strip() != text
