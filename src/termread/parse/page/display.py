"""The elements of HTML by what they do to a line of text."""

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
    "a abbr acronym bdi bdo big data font ins label mark nobr picture q rb ruby rp rt small source span time u wbr"
)
"""Elements that do not break the line."""

SKIPPED = _words(
    "head script style template svg canvas map area input select textarea option datalist progress meter link meta "
    "param track col colgroup frame frameset base"
)
"""Elements whose text nobody reads."""

EMBEDS = _words(
    "iframe video audio object embed amp-iframe amp-video amp-youtube amp-twitter amp-instagram amp-audio lite-youtube "
    "youtube-video brightcove-video amp-brightcove mux-player bsky-post"
)
"""Elements that show something of another address."""

IMAGES = _words("img amp-img amp-anim")
