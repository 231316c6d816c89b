"""What a page says that its story is about, in its tags and data; the dek that it shows is looked for in its text."""

from __future__ import annotations

import re

from termread.parse.metadata.linked import LinkedData
from termread.parse.metadata.tags import Tags
from termread.parse.metadata.wording import key

SHORTEST = 10
"""Characters of the shortest description that says anything."""
_CUT_OFF = re.compile(r"\s*(?:\.\.\.|…|\[\.\.\.\]|\[…\]|\[&hellip;\])\s*$")


def descriptions_of(tags: Tags, linked: LinkedData, title: str, site: str) -> tuple[str, ...]:
    """Return what the page says it is about, once each, whole ones before those that are cut off in the middle."""
    given = [
        *tags.all("og:description"),
        linked.text("description"),
        *tags.all("description", "twitter:description", "dc.description", "sailthru.description"),
    ]
    wanted = (key(title), key(site))
    texts = {key(text): text for text in reversed(given) if len(text) >= SHORTEST and key(text) not in wanted}
    once = list(reversed(texts.values()))
    cut = [_CUT_OFF.sub("…", text) for text in once if _CUT_OFF.search(text)]
    return (*(text for text in once if not _CUT_OFF.search(text)), *cut)
