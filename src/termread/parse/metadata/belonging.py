"""Where a page belongs: its site, section and language, its own address, and the page that follows it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any
from urllib.parse import urljoin, urlsplit

from termread.article import Direction
from termread.parse.metadata.linked import LinkedData
from termread.parse.metadata.tags import Tags
from termread.parse.metadata.wording import text_of
from termread.parse.phrasebook import detected_language
from termread.parse.text_shape import size_of
from termread.text import clean_line

RIGHT_TO_LEFT = frozenset({"ar", "he", "fa", "ur", "ps", "ckb", "yi", "dv", "sd", "ug", "iw"})

_TAG = re.compile(r"^[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*$")
_NUMBER = re.compile(
    r"(?:[?&](?:page|p|seite|pagina|paged|pg)=|/(?:page|seite|pagina|p)[/-]?|[-_/,](?:page|seite|part|p)?)(\d{1,2})(?=$|[/.?&#])",
    re.IGNORECASE,
)
_NEXT = re.compile(
    r"^(?:\d+$|next(?: page)?|nächste seite|weiter|page suivante|suivant|siguiente|página siguiente|pagina successiva|volgende pagina|次へ|次のページ|下一页|下一頁|다음|»|›|>)\s*[»›>→]?$",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    r"^(?:view all|view as single page|single page|show all|all on one page|auf einer seite(?: lesen)?|alles auf einer seite|en una página|全文表示|阅读全文)\b",
    re.IGNORECASE,
)


def site_of(tags: Tags, linked: LinkedData) -> str | None:
    """Return the name of the site."""
    publisher = next(
        (clean_line(str(node["name"])) for node in linked.nodes("publisher") if isinstance(node.get("name"), str)), ""
    )
    return (
        tags.first("og:site_name") or publisher or tags.first("application-name", "apple-mobile-web-app-title") or None
    )


def host_name(url: str | None) -> str:
    """Return the name in the host of *url*, or of the address that an archive keeps in it: `example` of www.example.org."""
    hosts = re.findall(r"https?://([^/:?#]+)", url or "")
    labels = hosts[-1].lower().removeprefix("www.").split(".") if hosts else [""]
    return max(labels[:-1], key=len, default="")


def kicker_of(tags: Tags, linked: LinkedData) -> str | None:
    """Return the section the article stands in, where the page names one; a slug or a list of tags is no name."""
    text = tags.first("article:section", "og:article:section") or linked.text("articleSection")
    slug = text == text.lower() and text.isascii() and " " not in text
    return text if 0 < len(text) <= 60 and not slug and "," not in text else None


def language_of(root: Any, tags: Tags, linked: LinkedData) -> str | None:
    """Return the language the page declares, as a BCP 47 tag."""
    body = next(root.iter("body"), None)
    candidates = (
        root.get("lang"),
        root.get("xml:lang"),
        body.get("lang") if body is not None else None,
        linked.text("inLanguage"),
        tags.first("content-language", "dc.language", "language"),
        tags.first("og:locale"),
    )
    for text in candidates:
        text = (text or "").strip().split(",")[0].strip()
        if _TAG.match(text):
            return text.replace("_", "-")
    return _detected(root)


TOLD = 400
"""Characters of paragraphs from which their language can be told."""


def _detected(root: Any) -> str | None:
    """Return the language that the page's paragraphs are in, where it declares none."""
    text = "\n".join(text_of(p) for p in islice(root.iter("p"), 200))
    if size_of(text) < TOLD:
        text = "\n".join(_loose_texts(root))
    return detected_language(text) if size_of(text) >= TOLD else None


def _loose_texts(root: Any) -> Iterator[str]:
    """Yield the texts of the page that stand in no paragraph, but between line breaks."""
    for element in islice(root.iter("br"), 400):
        if text := clean_line(element.tail or ""):
            yield text


def direction_of(root: Any, language: str | None) -> Direction:
    """Return which way the text runs: as the page says, else as its language does."""
    body = next(root.iter("body"), None)
    said = (root.get("dir") or (body.get("dir") if body is not None else "") or "").lower()
    if said in ("rtl", "ltr"):
        return "rtl" if said == "rtl" else "ltr"
    return "rtl" if (language or "").split("-")[0].lower() in RIGHT_TO_LEFT else "ltr"


def canonical_of(root: Any, tags: Tags, url: str | None) -> str | None:
    """Return the address the page gives as its own."""
    for link in root.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split() and (found := _web(link.get("href"), url)):
            return found
    return _web(tags.first("og:url"), url)


def next_of(root: Any, url: str | None) -> str | None:
    """Return the page that continues this one: all on one page, or the next number, on the same host."""
    if not url:
        return None
    following: str | None = None
    for link in root.iter("a", "link"):
        words = ("".join(link.itertext()) if len(link) else link.text or "").strip()
        is_whole = bool(_WHOLE.match(words))
        if not (is_whole or _NEXT.match(words) or "next" in (link.get("rel") or "").lower()):
            continue
        target = _web(link.get("href"), url)
        if target is None or urlsplit(target).hostname != urlsplit(url).hostname or _bare(target) == _bare(url):
            continue
        if is_whole and _continues(url, target, any_number=True):
            return target
        if following is None and _continues(url, target):
            following = target
    return following


def _continues(url: str, target: str, *, any_number: bool = False) -> bool:
    """Whether *target* is *url* with the next page's number and nothing else changed; another story never is."""
    here, there = _bare(url), _bare(target)
    stem = re.sub(r"\.html?$", "", here.split("?", maxsplit=1)[0])
    if any_number and there.startswith(re.sub(r"[-_/]\d{1,2}$", "", stem)):
        return True
    for found in _NUMBER.finditer(there):
        number = int(found.group(1))
        if number == 2 and there.startswith(stem) and found.start() >= len(stem):
            return True
        for old in _NUMBER.finditer(here):
            same = here[: old.start(1)] == there[: found.start(1)] and here[old.end(1) :] == there[found.end(1) :]
            if same and number == int(old.group(1)) + 1:
                return True
    return False


def _web(address: str | None, url: str | None) -> str | None:
    address = clean_line(address or "")
    if not address:
        return None
    try:
        found = urljoin(url or "", address)
        parts = urlsplit(found)
    except ValueError:
        return None
    return found if parts.scheme in ("http", "https") and parts.hostname else None


def _bare(address: str) -> str:
    return address.split("#", maxsplit=1)[0].rstrip("/")
