"""Where a page belongs: its site, section, language, canonical address and next page."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice
from typing import Any
from urllib.parse import urljoin, urlsplit

from termread.article import Direction
from termread.parse.metadata.json_ld import JsonLd
from termread.parse.metadata.source import Tags, text_of
from termread.parse.phrasebook import detected_language
from termread.parse.text_shape import size_of
from termread.text import clean_line

ENOUGH = 400
"""Fewest characters of text for detecting its language."""
RIGHT_TO_LEFT = frozenset({"ar", "he", "fa", "ur", "ps", "ckb", "yi", "dv", "sd", "ug", "iw"})
_TAG = re.compile(r"^[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*$")
_NUMBER = re.compile(
    r"(?:[?&](?:page|p|seite|pagina|paged|pg)=|/(?:page|seite|pagina|p)[/-]?|[-_/,](?:page|seite|part|p)?)(\d{1,2})(?=$|[/.?&#])",
    re.IGNORECASE,
)
_NEXT = re.compile(
    r"(?:\d+$|next(?: page)?|nächste seite|weiter|page suivante|suivant|siguiente|página siguiente|pagina successiva|volgende pagina|次へ|次のページ|下一页|下一頁|다음|»|›|>)\s*[»›>→]?$",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    r"(?:view all|view as single page|single page|show all|all on one page|auf einer seite(?: lesen)?|alles auf einer seite|en una página|全文表示|阅读全文)\b",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(?:\.html?|[-_/]\d{1,2}|/)+$")
_RELATIVE = 12
"""An address at least this long, in characters, can only be the next page if it contains this page's own name."""


def site_of(tags: Tags, data: JsonLd) -> str | None:
    """Return the name of the site, or None."""
    given = tags.first("og:site_name") or data.text("publisher")
    return given or tags.first("application-name", "apple-mobile-web-app-title") or None


def host_name(url: str | None) -> str:
    """Return the longest label of *url*'s host except the last; for an archive's address, of the archived host."""
    hosts = re.findall(r"https?://([^/:?#]+)", url or "")
    labels = hosts[-1].lower().removeprefix("www.").split(".") if hosts else [""]
    return max(labels[:-1], key=len, default="")


def kicker_of(tags: Tags, data: JsonLd) -> str | None:
    """Return the article's section, or None if there is none or it is a slug or a list of tags."""
    text = tags.first("article:section", "og:article:section") or data.text("articleSection")
    slug = text == text.lower() and text.isascii() and " " not in text
    return text if 0 < len(text) <= 60 and not slug and "," not in text else None


def language_of(root: Any, tags: Tags, data: JsonLd) -> str | None:
    """Return the language that the page declares, or else the one detected in its paragraphs, as a BCP 47 tag."""
    body = root.find("body")
    given = (
        *(root.get("lang"), root.get("xml:lang"), body.get("lang") if body is not None else None),
        *(data.text("inLanguage"), tags.first("content-language", "dc.language", "language"), tags.first("og:locale")),
    )
    declared = ((text or "").strip().split(",")[0].strip() for text in given)
    if found := next(filter(_TAG.match, declared), None):
        return found.replace("_", "-")
    text = "\n".join(map(text_of, islice(root.iter("p"), 200)))
    if size_of(text) < ENOUGH:
        text = "\n".join(clean_line(element.tail or "") for element in islice(root.iter("br"), 400))
    return detected_language(text) if size_of(text) >= ENOUGH else None


def direction_of(root: Any, language: str | None) -> Direction:
    """Return the text direction that the page declares, or else that of its language."""
    body = root.find("body")
    said = (root.get("dir") or (body.get("dir") if body is not None else "") or "").lower()
    if said in ("rtl", "ltr"):
        return "rtl" if said == "rtl" else "ltr"
    return "rtl" if (language or "").split("-")[0].lower() in RIGHT_TO_LEFT else "ltr"


def canonical_of(links: Iterable[Any], tags: Tags, url: str | None) -> str | None:
    """Return the canonical address given by the page, or None."""
    own = (link for link in links if "canonical" in (link.get("rel") or "").lower().split())
    found = (_absolute(link.get("href"), url) for link in own)
    return next(filter(None, found), None) or _absolute(tags.first("og:url"), url)


def next_of(root: Any, url: str | None) -> str | None:
    """Return the page that continues this one on the same host, all on one page or the next number, or None."""
    following: str | None = None
    stem = _NUMBERED.sub("", urlsplit(url or "").path).rpartition("/")[2]
    inside = f"/{stem}"
    for link in root.iter("link", "a") if url else ():
        href = link.get("href") or ""
        if len(href) >= _RELATIVE and not href.startswith(stem) and inside not in href:
            continue
        words = ("".join(link.itertext()) if len(link) else link.text or "").strip()
        whole = _WHOLE.match(words)
        if not whole and not _NEXT.match(words) and "next" not in (link.get("rel") or "").lower():
            continue
        target = _absolute(href, url)
        if target is None or urlsplit(target).hostname != urlsplit(url).hostname or _bare(target) == _bare(url or ""):
            continue
        if whole and _continues(url or "", target, any_number=True):
            return target
        if following is None and _continues(url or "", target):
            following = target
    return following


def _continues(url: str, target: str, *, any_number: bool = False) -> bool:
    """Return whether *target* differs from *url* only in its page number, which is the next one."""
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


def _absolute(address: str | None, url: str | None) -> str | None:
    """Return *address*, found on the page at *url*, as an absolute web address, or None if it is not one."""
    address = clean_line(address or "")
    try:
        found = urljoin(url or "", address) if address else ""
        parts = urlsplit(found)
    except ValueError:
        return None
    return found if parts.scheme in ("http", "https") and parts.hostname else None


def _bare(address: str) -> str:
    return address.split("#", maxsplit=1)[0].rstrip("/")
