"""How browsers show elements by their tags: inline, block or hidden, and with which marks around their words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


STYLES = {
    "strong": "strong", "b": "strong", "em": "emphasis", "i": "emphasis", "cite": "emphasis", "dfn": "emphasis",
    "var": "emphasis", "code": "code", "kbd": "code", "samp": "code", "tt": "code", "s": "strike", "del": "strike",
    "strike": "strike", "sub": "sub", "sup": "sup",
}  # fmt: skip
"""Elements that change the style of their text, and the style each one sets."""

INLINE = STYLES.keys() | _words(
    "a abbr acronym bdi bdo big blink data font ins label mark marquee nobr output picture q rb ruby rt rtc slot small "
    "source span time u wbr"
)
"""Inline elements."""

BLOCKS = _words(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup html legend li main menu nav ol optgroup p search section table tbody "
    "td tfoot th thead tr ul"
)
"""Block elements."""

HIDDEN = _words(
    "head script style template svg canvas map area input select textarea option datalist progress meter link meta "
    "param rp track col colgroup frame frameset base"
)
"""Elements whose text is never shown."""

EMBEDS = _words(
    "iframe video audio object embed amp-iframe amp-video amp-youtube amp-twitter amp-instagram amp-audio lite-youtube "
    "youtube-video brightcove-video amp-brightcove mux-player bsky-post"
)
"""Elements that embed content from another URL."""

IMAGES = _words("img amp-img amp-anim")
CODE = _words("pre xmp listing plaintext")

DISPLAY = {
    **dict.fromkeys(INLINE, "inline"),
    **dict.fromkeys(BLOCKS, "block"),
    **dict.fromkeys(HIDDEN, "hidden"),
    **dict.fromkeys(EMBEDS, "embed"),
    **dict.fromkeys(IMAGES, "image"),
    **dict.fromkeys(CODE, "code"),
    **{tag: tag for tag in ("br", "hr", "math", "noscript")},
}
"""How the walk reads each element; an unlisted one, such as `button`, is inline or block depending on context."""

BREAKING = BLOCKS | EMBEDS | CODE | _words("hr noscript button summary")
"""Elements that turn an inline element containing them into a block."""

PHRASING = _words("p h1 h2 h3 h4 h5 h6 dt summary caption figcaption")
"""Elements that contain only inline content."""

HEADINGS = {**{f"h{level}": level for level in range(1, 7)}, "summary": 6}
"""Heading levels; a summary heads content that opens on click."""

_MARKS = {
    "“”‘’": "en zh ko tr th vi id ms hi bn ta ur pt-br pt ga cy af sw fil lv",
    "„“‚‘": "de cs sk sl lb bg is et lt hr ka mk sr",
    "«»‹›": "fr de-ch fr-ch it-ch hy gsw rm pt-pt",
    "«»“”": "it es ca eu gl el sq",
    "«»„“": "ru uk be kk ky mn",
    "«»‘’": "no nb nn",
    "„”«»": "pl ro",
    "„”»«": "hu",
    "””’’": "sv fi he",
    "“”‘’ ": "da",
    "‘’“”": "nl",
    "「」『』": "ja zh-hant zh-tw zh-hk",
    "”“’‘": "ar",
    "«»‹› ": "fa",
}
_OF = {tag: marks.strip() for marks, tags in _MARKS.items() for tag in tags.split()}
_ANY = frozenset("“”„‚‘’«»‹›「」『』\"'")
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def marks_of(node: Any) -> tuple[str, str]:
    """Return the quotation marks for a `q` element, or empty strings if the author already typed them."""
    text = "".join(node.itertext()).strip()
    if text and text[0] in _ANY and text[-1] in _ANY:
        return "", ""
    level = sum(outer.tag == "q" for outer in node.iterancestors()) % 2
    marks = _marks(_language(node))
    return marks[2 * level], marks[2 * level + 1]


def _language(node: Any) -> str:
    for each in (node, *node.iterancestors()):
        said = each.get("lang") or each.get(LANG)
        if said:
            return str(said).lower().replace("_", "-")
    return "en"


def _marks(language: str) -> str:
    main = language.split("-", maxsplit=1)[0]
    script = "zh-hant" if main == "zh" and "hant" in language else ""
    return _OF.get(language) or _OF.get(script) or _OF.get(main) or "“”‘’"


def opening_ruby(node: Any) -> str:
    """Return the opening bracket of a ruby reading, or nothing if it continues the previous one."""
    before = node.getprevious()
    return "" if before is not None and before.tag == "rt" and not (before.tail or "").strip() else "（"


def closing_ruby(node: Any) -> str:
    """Return the closing bracket of a ruby reading, or nothing if another one follows."""
    after = node.getnext()
    return "" if after is not None and after.tag == "rt" and not (node.tail or "").strip() else "）"


def breaks_page(said: Mapping[str, str]) -> bool:
    """Return whether an element with attributes *said* marks where a page of the printed book begins."""
    return "pagebreak" in said.get("epub:type", said.get("role", ""))


def is_rule(node: Any, said: Mapping[str, str]) -> bool:
    """Return whether an empty element with attributes *said* is a rule across the text, not a movable one or a menu's."""
    return (
        said.get("role") == "separator"
        and node.tag != "li"
        and said.get("aria-orientation") != "vertical"
        and "aria-valuenow" not in said
        and not "".join(node.itertext()).strip()
    )
