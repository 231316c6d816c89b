"""Optional dependencies: what each is for, and how to install it."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from termread.article import Figure

if TYPE_CHECKING:
    from termread.article import Article
    from termread.desk.look import Look

PARTS = {
    "images": ("PIL", "Pictures need Pillow"),
    "hyphens": ("pyphen", "Hyphenation needs pyphen"),
    "completion": ("shtab", "Shell completion needs shtab"),
    "intl": ("icu4py", "Line breaks in Thai, Lao, Khmer and Burmese need icu4py"),
}
"""Each extra's module, and the start of the sentence that says what is missing without it."""


def missing(extra: str) -> str | None:
    """Return the sentence that says how to install the extra *extra*, or None if it is installed."""
    module, what = PARTS[extra]
    if find_spec(module) is not None:
        return None
    return f"{what}: pip install 'termread[{extra}]'"


def missing_for(article: Article, look: Look) -> str | None:
    """Return the sentence about the first extra missing for *article* and *look*, or None if it has all it needs."""
    from termread.layout.words import is_unspaced

    if look.pictures and any(isinstance(block, Figure) for block in article.blocks):
        return missing("images")
    if look.hyphenate and article.language and (sentence := missing("hyphens")):
        return sentence
    return missing("intl") if is_unspaced(article.language) else None
