"""Bytes to articles, purely: the reader of a format, chosen by what the document says it is, then by its look; of a large page, its beginning first."""

from __future__ import annotations

from typing import Any

from termread.article import Article
from termread.document import Document
from termread.errors import TermreadError
from termread.formats import FORMATS, load
from termread.parse.parsed import Parsed, Settings, SiteRule, Step
from termread.parse.sniff import kind_of, refuse
from termread.values import replace

__all__ = ["Parsed", "Settings", "SiteRule", "Step", "begin", "parse"]


def parse(document: Document, settings: Settings = Settings()) -> Parsed:  # noqa: B008 - a frozen value
    """Return the article in *document*; raises NotText, Empty, Unreadable or TooLarge."""
    kind = kind_of(document)
    if kind not in FORMATS:
        raise refuse(kind, len(document.data))
    parsed: Parsed = load(FORMATS[kind].reader)(document, settings)
    return parsed


LARGE = 8
"""A page is large if it is this many times as long as the part parsed first."""
HUGE = 32
"""From this many times on, its beginning shows even if the date of the page may still be found in the rest."""
ENOUGH = 1_200
"""The fewest characters of running text worth showing first."""
_JSON_LD = rb"(?is)<script[^<>]{1,200}application/ld\+json[^<>]{0,200}>.*?</script>"


def begin(document: Document, settings: Settings, size: int) -> Article | None:
    """Return the article in the first *size* bytes of a large HTML page, or None if there is too little to trust.

    Nothing in it may change when the rest is parsed, so that what the page says of itself is taken from all of it.
    """
    import re

    from termread.pace import running_text

    data = document.data
    if not size or len(data) < LARGE * size or b"\0" in data[:size] or kind_of(document) != "html":
        return None
    # Cut between two tags, so that no character or word is split.
    cut = data.rfind(b">", 0, size) + 1
    first = replace(document, data=data[:cut] + b"".join(re.findall(_JSON_LD, data[cut:])))
    try:
        article: Article = load(FORMATS["html"].reader)(first, settings).article
    except TermreadError:
        return None
    dated = article.published is not None or len(data) >= HUGE * size
    enough = sum(map(len, running_text(article.blocks))) >= ENOUGH
    return article if dated and enough and not article.notices else None


def load_lxml() -> None:
    """Import lxml without `inspect`, which takes longer than the rest of it.

    It asks for a single function, and calls that only for parsers with a target of one's own. To be called before there
    are threads: they must not see the stand-in.
    """
    import sys
    from types import ModuleType

    if "inspect" in sys.modules:
        return

    def getfullargspec(function: Any) -> Any:
        import inspect

        return inspect.getfullargspec(function)

    stand_in: Any = ModuleType("inspect")
    stand_in.getfullargspec = getfullargspec
    sys.modules["inspect"] = stand_in
    try:
        import lxml.etree  # noqa: F401 - this is the loading
    finally:
        del sys.modules["inspect"]
