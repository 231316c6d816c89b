"""How HTML's elements are laid out: the one table of what is inline, what breaks lines, and what nobody sees."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


STYLES = {
    "strong": "strong", "b": "strong", "em": "emphasis", "i": "emphasis", "cite": "emphasis", "dfn": "emphasis",
    "var": "emphasis", "code": "code", "kbd": "code", "samp": "code", "tt": "code", "s": "strike", "del": "strike",
    "strike": "strike", "sub": "sub", "sup": "sup",
}  # fmt: skip
"""Elements that set their text otherwise, and the mark they leave."""

INLINE = STYLES.keys() | _words(
    "a abbr acronym bdi bdo big blink data font ins label mark marquee nobr output picture q rb ruby rt rtc slot small "
    "source span time u wbr"
)
"""Elements that do not break the line."""

BLOCKS = _words(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup html legend li main menu nav ol optgroup p search section table tbody "
    "td tfoot th thead tr ul"
)
"""Elements that break the line."""

HIDDEN = _words(
    "head script style template svg canvas map area input select textarea option datalist progress meter link meta "
    "param rp track col colgroup frame frameset base"
)
"""Elements whose text nobody reads."""

EMBEDS = _words(
    "iframe video audio object embed amp-iframe amp-video amp-youtube amp-twitter amp-instagram amp-audio lite-youtube "
    "youtube-video brightcove-video amp-brightcove mux-player bsky-post"
)
"""Elements that show something of another address."""

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
"""What the walk does with each element; one that is not named here, such as `button`, is a part of the line it is in."""

BREAKING = BLOCKS | EMBEDS | CODE | _words("hr noscript button summary")
"""What makes a block of an inline element that holds it."""

PHRASING = _words("p h1 h2 h3 h4 h5 h6 dt summary caption figcaption")
"""Elements that hold nothing but lines."""

HEADINGS = {**{f"h{level}": level for level in range(1, 7)}, "summary": 6}
"""The levels of headings; a summary heads what a click opens."""
