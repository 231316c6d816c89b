"""Which language a text without markup is in."""

from __future__ import annotations

import re
from pathlib import Path

LOOK = 20_000
"""Characters the detector is shown."""
SURE = 450
"""The distance up to which the detector's answer is taken."""

_SCRIPTS = (
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("zh", re.compile("[\u3400-\u9fff]")),
    ("th", re.compile("[\u0e01-\u0e5b]")),
    ("el", re.compile("[\u0370-\u03ff]")),
)
"""Languages that are told by their letters; Japanese is known by its own among the Chinese ones, hence the order."""
SHARE = 0.25
"""The share of a text's characters from which letters tell its language."""


def detected_language(text: str) -> str | None:
    """Return the language of *text* as a BCP 47 tag, if it is one that we have a phrase book of."""
    if not text.isascii():
        look = text[:LOOK]
        for language, letters in _SCRIPTS:
            if len(letters.findall(look)) >= SHARE * len(look):
                return language
    from resiliparse.parse.lang import detect_fast

    tag, distance = detect_fast(text[:LOOK])
    book = Path(__file__).with_name("phrases") / f"{tag}.toml"
    return tag if distance <= SURE and tag.isalpha() and book.is_file() else None
