"""Which language a text without markup is in."""

from __future__ import annotations

from pathlib import Path

LOOK = 20_000
"""Characters the detector is shown."""
SURE = 450
"""The distance up to which the detector's answer is taken."""


def detected_language(text: str) -> str | None:
    """Return the language of *text* as a BCP 47 tag, if it is one that we have a phrase book of."""
    from resiliparse.parse.lang import detect_fast

    tag, distance = detect_fast(text[:LOOK])
    book = Path(__file__).with_name("phrases") / f"{tag}.toml"
    return tag if distance <= SURE and tag.isalpha() and book.is_file() else None
