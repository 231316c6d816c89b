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
    "a abbr acronym bdi bdo big data font ins label mark nobr picture q rb ruby rt small source span time u wbr"
)
"""Elements that do not break the line."""

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

DISPLAY = {
    **dict.fromkeys(INLINE, "inline"),
    **dict.fromkeys(HIDDEN, "hidden"),
    **dict.fromkeys(EMBEDS, "embed"),
    **dict.fromkeys(IMAGES, "image"),
    **{tag: tag for tag in ("br", "hr", "noscript", "pre")},
}
"""What the walk does with each element; what is not named here breaks lines."""

UNBROKEN = INLINE | IMAGES | HIDDEN | {"br"}
"""What an inline element may hold and still be one."""

HEADINGS = {f"h{level}": level for level in range(1, 7)}
