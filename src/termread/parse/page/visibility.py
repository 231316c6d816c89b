"""What of a page no browser shows, by attributes, by well-known classes and by the style sheet that the page carries."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice
from typing import Any

from termread.parse.page.class_names import words_of
from termread.parse.page.stylesheet import CLIPPED, GONE, StyleSheet, without_spaces
from termread.parse.page.tree import Node

_FAINT = re.compile(
    r"opacity:0(?:\.0*)?(?![.\d])|font-size:0(?![.\d])|scale\(0\)|(?:^|;)(?:max-)?(?:height|width):0(?![.\d])"
)
"""Styles that hide a word in a line, while scripts use them for boxes that will be shown."""
_NO_SIZE = re.compile(r"font-size:0(?![.\d])")

_UNSEEN = re.compile(
    r" (?:(?<! not )sr only|sronly|visually hidden|hidden visually|visuallyhidden|vis(?:ually)? ?hid(?:e|den)|"
    r"screen ?reader(?: (?:text|only))?|screen ?readers(?: only)?|off ?screen|off canvas text|assistive(?: text)?|"
    r"element invisible|(?:a11y|accessib(?:le|ly|ility)) (?:hidden|text|only)|show for sr|for screen ?readers?|aural|vh) "
)
"""Words of classes that hide text from the eye and keep it for screen readers."""
_GONE_CLASSES = frozenset(["hidden", "d-none", "is-hidden", "u-hidden", "display-none"])
_SHOWN_AGAIN = re.compile(
    r"\w:(?:block|flex|grid|inline|table|contents|not-sr-only)|(?:^|\s)d-\w+-(?:block|flex|grid|inline|table)"
)
"""Classes that show on wider screens what another class hides."""
_NARROW = re.compile(
    r"(?:^|\s)(?:d-(?:sm|md|lg|xl)-none|(?:sm|md|lg|xl):hidden|(?:show-for-small|mobile)-only|only-mobile|"
    r"visible-(?:xs|phone)|hidden-(?:md|lg|desktop))(?!\S)"
)
"""Classes of text that only narrow screens show."""
_TIP = re.compile(
    r" (?:tool ?tip ?(?:text|content|body|inner|box|bubble|panel|definition|description|message|popup)|tippy(?: \w+)*|"
    r"(?:popover|hover ?card|info ?tip) (?:text|content|body|inner)|footnote tooltip|tooltiptext) "
)
_MAYBE_TIP = re.compile(r" (?:tool ?tips?|popovers?|hover ?cards?|info ?tips?|tips?|hints?|popups?|flyout) ")
_ICON = re.compile(
    r" (?:material (?:icons?|symbols)|mat icon|icons?|octicon|glyphicons?|fa|fas|far|fal|fab|fa (?:solid|regular|brands)|"
    r"bi|mdi|icofont|icon ?font|ligature|ionicons?|feather|ti|dashicons) "
)
_ICON_WORD = re.compile(r"[a-z0-9]+(?:[_-][a-z0-9]+)*|[\ue000-\uf8ff\s]+")
_PERMALINK = re.compile(
    r" (?:header ?links?|heading ?(?:links?|anchors?)|header anchors?|anchors?|anchor ?(?:links?|js)(?: \w+)?|permalinks?|"
    r"hash ?links?|direct ?links?|headline anchor|section ?links?|autolink|toc anchor|margin toggle|ae anchor) "
)
_FORMULA = re.compile(r" (?:katex|math ?jax|mwe math element|mjx) ")


@lru_cache(maxsize=8192)
def kind_of_class(name: str) -> str:
    """Return what a class says of text in a line: that it is unseen, a tip, an icon's word, a permalink or a formula."""
    words = words_of(name)
    if _UNSEEN.search(words) or _NARROW.search(name) or is_gone(name):
        return "unseen"
    for kind, pattern in (("formula", _FORMULA), ("tip", _TIP), ("maybe tip", _MAYBE_TIP), ("icon", _ICON)):
        if pattern.search(words):
            return kind
    return "permalink" if _PERMALINK.search(words) else ""


_TELLS = re.compile(
    r"credit|copyright|source|photograph|agency|author|rights|provider|byline|fuente|quelle|drop-?cap|initial|lettrine",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def is_telling(name: str) -> bool:
    """Return whether a class says what a stretch of a line is: a credit, a source, an initial."""
    return bool(_TELLS.search(name))


@lru_cache(maxsize=8192)
def is_gone(name: str) -> bool:
    """Return whether a class takes an element off the page on screens of any width."""
    return not _GONE_CLASSES.isdisjoint(name.split()) and not _SHOWN_AGAIN.search(name)


class Visibility:
    """What of a page is shown: asked for each element by the walk."""

    def __init__(self, root: Node) -> None:
        self.root = root
        self.sheet = StyleSheet.of(root)
        self._controlled: set[str] | None = None

    def hides_box(self, node: Node, name: str) -> bool:
        """Return whether an element that breaks lines is hidden, and no click on the page reveals it; *name* is its class."""
        get = node.get
        style, hidden = get("style"), get("hidden")
        if style:
            style = without_spaces(style)
        gone = (
            (hidden is not None and hidden != "until-found")
            or bool(style and (GONE.search(style) or CLIPPED.search(style) or self._without_size(node, style)))
            or ("hidden" in name and is_gone(name))
            or self.sheet.hides(node, name)
        )
        return gone and not self.is_revealed(node)

    def hides_words(self, node: Node, name: str) -> bool:
        """Return whether an element inside a line is hidden; *name* is its class."""
        get = node.get
        style = without_spaces(get("style"))
        if style and (CLIPPED.search(style) or (_FAINT.search(style) and not _resized(node))):
            return True
        if (style and GONE.search(style)) or get("hidden") is not None:
            return not (_MORE.search(words_of(f"{name} {get('id') or ''}")) and _is_text(node))
        if get("role") == "tooltip" or get("popover") is not None:
            return True
        if self.sheet.hides(node, name):
            return not (_MORE.search(words_of(f"{name} {get('id') or ''}")) and _is_text(node))
        return bool(name) and self._hides_named(node, kind_of_class(name))

    def hides_within(self, node: Node) -> bool:
        """Return whether a box in the middle of a line is a tip or hidden, so that the line goes on behind it."""
        name = node.get("class") or ""
        if node.get("role") == "tooltip" or (name and kind_of_class(name) == "tip"):
            return True
        return self.hides_box(node, name)

    def _hides_named(self, node: Node, kind: str) -> bool:
        match kind:
            case "unseen":
                return True
            case "tip":
                return any(map(str.isalpha, "".join(node.itertext())))
            case "maybe tip":
                return _is_tip(node)
            case "icon":
                text = "".join(node.itertext()).strip()
                return bool(text) and _ICON_WORD.fullmatch(text) is not None and node.tag in ("i", "span")
            case "permalink":
                return _is_sign(node)
            case _:
                return False

    def _without_size(self, node: Node, style: str) -> bool:
        return bool(_NO_SIZE.search(style)) and not _resized(node)

    def is_revealed(self, node: Node) -> bool:
        """Return whether a click on the page shows what is hidden: a panel of an accordion or of tabs, the rest of a text."""
        if node.get("role") == "tabpanel" or _PANEL.search(
            words_of(f"{node.get('class') or ''} {node.get('id') or ''}")
        ):
            return _is_text(node)
        own = node.get("id")
        if own and _is_text(node) and own in self.controlled:
            return True
        before = node.getprevious()
        return before is not None and _is_control(before) and _is_text(node)

    @property
    def controlled(self) -> set[str]:
        """The ids of what buttons and links of the page say that they open."""
        if self._controlled is None:
            names = "@aria-controls|//@data-target|//@data-bs-target|//@data-toggle-target|//a[@onclick or @role='button' or @data-toggle]/@href"
            found = self.root.xpath(f"//{names}|//*[@aria-expanded]/@href")
            self._controlled = {word.lstrip("#") for value in found for word in value.split()}
            clicks = self.root.xpath("//@onclick")
            self._controlled.update(word for value in clicks for word in re.findall(r"['\"]#?([\w-]+)['\"]", value))
        return self._controlled


_PANEL = re.compile(
    r" (?:accordion \w+|accordion|collapse|collapsible(?: \w+)?|collapsed|tab ?(?:pane|panel|content)|toggle content|"
    r"expand(?:able|ed)?(?: \w+)?|faq(?: \w+)?|answer|(?:read|show|see)? ?more(?: (?:text|content))?|spoiler(?: \w+)?) "
)
_MORE = re.compile(r" (?:more|rest|full ?text|(?:read|show|see) ?more(?: \w+)?) ")
"""Names of the rest of a text, which a click shows in its place."""
_CONTROL = re.compile(r" (?:accordion|toggler?|expand(?:er)?|collapsible|read more|show more|spoiler|faq) ")


def _is_control(node: Any) -> bool:
    """Return whether an element is a control that opens what follows it, or holds one and little else."""
    inside = [node, *node.iter("button", "a", "label")][:4]
    return any(
        each.tag == "button"
        or each.get("aria-expanded") is not None
        or each.get("onclick") is not None
        or bool(_CONTROL.search(words_of(each.get("class") or "")))
        for each in inside
    )


def heads_panel(button: Any) -> bool:
    """Return whether a button is the heading of a panel that it opens: one of several, each with its text right behind it."""
    if button.get("aria-expanded") is None and not _CONTROL.search(words_of(button.get("class") or "")):
        return False
    outer, panel = button.getparent(), button.getnext()
    if panel is None and outer is not None:
        outer, panel = outer.getparent(), outer.getnext()
    if panel is None or outer is None or panel.tag not in ("div", "section", "p", "ul", "dd") or not _is_text(panel):
        return False
    return next(islice(outer.iter("button"), 1, None), None) is not None


def _is_text(node: Any) -> bool:
    """Return whether an element holds text to read rather than links, fields or nothing."""
    if next(node.iter("form", "input", "nav", "select"), None) is not None:
        return False
    text = len("".join(node.itertext()).strip())
    linked = sum(len("".join(a.itertext())) for a in node.iter("a"))
    return text > 0 and linked * 2 < text


def _resized(node: Any) -> bool:
    """Return whether something inside a node may set the size that the node itself has not."""
    return any(each.get("style") or each.get("class") for each in node.iterdescendants())


def _is_tip(node: Any) -> bool:
    """Return whether an element that is called a tip is one, rather than the term that has it."""
    parent = node.getparent()
    if parent is None or parent.tag not in (
        "span",
        "a",
        "abbr",
        "dfn",
        "button",
        "i",
        "b",
        "em",
        "strong",
        "sup",
        "mark",
        "label",
    ):
        return False
    before = (parent.text or "").strip() or node.getprevious() is not None
    return bool(before) and not any(
        _MAYBE_TIP.search(words_of(each.get("class") or "")) for each in node.iterdescendants()
    )


def _is_sign(node: Any) -> bool:
    """Return whether a permalink is a mere sign, beside words of the line that it belongs to."""
    text = "".join(node.itertext()).strip()
    if not any(map(str.isalnum, text)):
        return True
    heading = next(node.iterancestors("h1", "h2", "h3", "h4", "h5", "h6"), None)
    return heading is not None and len(text) <= 30 and "".join(heading.itertext()).strip() != text
