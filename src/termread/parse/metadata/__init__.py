"""Reads a page's metadata: headline, byline, dates, dek, language, and where it belongs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from termread.article import Direction, Header
from termread.parse.addresses import host_of, web_address
from termread.parse.metadata.authors import Byline, authors_of
from termread.parse.metadata.dates import dates_of, modified_of
from termread.parse.metadata.declared import (
    JsonLd,
    Tags,
    canonical_of,
    descriptions_of,
    host_name,
    kicker_of,
    read_json_ld,
    read_tags,
    site_of,
)
from termread.parse.metadata.headline import kicker_before, titles_of
from termread.parse.metadata.source import Source, nearby, text_of
from termread.parse.page.tree import Nodes, nodes_by_tag
from termread.parse.parsed import FieldCandidate, choose
from termread.parse.phrasebook import detected_language, phrases_for
from termread.parse.text_shape import size_of
from termread.text import clean_line, regex
from termread.values import dataclass, field

__all__ = ["Metadata", "read_metadata"]

ENOUGH = 400
"""Fewest characters of text for detecting its language."""
RIGHT_TO_LEFT = frozenset({"ar", "he", "fa", "ur", "ps", "ckb", "yi", "dv", "sd", "ug", "iw"})
_TAG = regex(r"^[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*$")
_NUMBER = regex(
    r"(?:[?&](?:page|p|seite|pagina|paged|pg)=|/(?:page|seite|pagina|p)[/-]?|[-_/,](?:page|seite|part|p)?)(\d{1,2})(?=$|[/.?&#])",
    re.IGNORECASE,
)
_NEXT = regex(
    r"(?:\d+$|next(?: page)?|nächste seite|weiter|page suivante|suivant|siguiente|página siguiente|pagina successiva|volgende pagina|次へ|次のページ|下一页|下一頁|다음|»|›|>)\s*[»›>→]?$",
    re.IGNORECASE,
)
_WHOLE = regex(
    r"(?:view all|view as single page|single page|show all|all on one page|auf einer seite(?: lesen)?|alles auf einer seite|en una página|全文表示|阅读全文)\b",
    re.IGNORECASE,
)
_NUMBERED = regex(r"(?:\.html?|[-_/]\d{1,2}|/)+$")
_RELATIVE = 12
"""An address at least this long, in characters, can only be the next page if it contains this page's own name."""


@dataclass(frozen=True, slots=True)
class Metadata(Header):
    """The header of an article, and hints at what kind of page it is."""

    descriptions: tuple[str, ...] = ()
    """Descriptions from meta tags and JSON-LD; the first is the dek unless the page shows another."""
    article_body: str = ""
    """The text given in JSON-LD; a last resort."""
    news: bool = False
    """Whether the page declares itself a news article."""
    live: bool = False
    video: bool = False
    kinds: frozenset[str] = frozenset()
    """The schema.org types in its JSON-LD."""
    og_type: str = ""
    """The value of og:type in lower case."""
    free: bool | None = None
    """Whether the page declares itself free to read, or None if it does not say."""
    candidates: Mapping[str, tuple[FieldCandidate[str], ...]] = field(default_factory=dict)
    """Candidates for title, authors and date, and why each was rejected, if it was; all of them if *every* was set."""
    rules: Mapping[str, str] = field(default_factory=dict)
    """Where title, authors, date and dek were found."""


def read_metadata(root: Any, url: str | None, nodes: Nodes | None = None, *, every: bool = False) -> Metadata:
    """Return the metadata of the page with *root*, an lxml tree; *url* is where it came from.

    *nodes* are the nodes under *root* by tag, if known. Stops at the first reliable candidate for each field, unless *every* candidate is requested.
    """
    named = nodes_by_tag(root) if nodes is None else nodes
    tags, data = read_tags(named["meta"]), read_json_ld(named["script"])
    language, site = language_of(root, tags, data), site_of(tags, data)
    canonical = canonical_of(named["link"], tags, url)
    headings = [(element, text_of(element)) for element in named["h1"]]
    headline, titles = choose(
        titles_of(named, headings, tags, data, [site or "", host_name(url or canonical)]), every=every
    )
    title = headline.value.rstrip(" ¶") if headline else ""
    descriptions = descriptions_of(tags, data, (title, site or ""))
    near = nearby(headings, named["h2"], title)
    source = Source(root, tags, data, near, phrases_for(language), (language or "").lower(), url or canonical)
    signed, bylines = choose(authors_of(source, site or "", every=every), every=every)
    byline = signed.value if signed else Byline()
    dated, dates = choose(dates_of(source), every=every)
    signatures = tuple(FieldCandidate(", ".join(each.value.authors), each.by, each.lost) for each in bylines)
    candidates = {"title": titles, "authors": signatures, "published": dates}
    rules = {name: next((each.by for each in found if not each.lost), "") for name, found in candidates.items()}
    return Metadata(
        title=title,
        kicker=kicker_before(headings, title) or kicker_of(tags, data),
        dek=next(iter(descriptions), None),
        descriptions=descriptions,
        byline=byline.undated() or ", ".join(byline.authors) or None,
        authors=byline.authors,
        published=dated.value if dated else None,
        modified=modified_of(source),
        site=site,
        language=language,
        direction=direction_of(root, language),
        canonical_url=canonical,
        next_url=next_of([*named["link"], *named["a"]], url or canonical),
        **_hints(tags, data),
        candidates=candidates,
        rules={**rules, "dek": "description" if descriptions else ""},
    )


def _hints(tags: Tags, data: JsonLd) -> dict[str, Any]:
    """Return hints at the kind of page from its meta tags and JSON-LD."""
    og_type, free = tags.first("og:type").lower(), data.article.get("isAccessibleForFree")
    return {
        "article_body": data.body(),
        "news": data.is_news(),
        "live": "LiveBlogPosting" in data.kinds,
        "video": og_type.startswith("video") or ("VideoObject" in data.kinds and not data.article.get("headline")),
        "kinds": data.kinds,
        "og_type": og_type,
        "free": None if free is None else str(free).strip().lower().rsplit("/", 1)[-1] not in ("false", "no", "0"),
    }


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


def next_of(links: Iterable[Any], url: str | None) -> str | None:
    """Return the page that continues this one, according to its *links*, on the same host, all on one page or the next number, or None."""
    following: str | None = None
    stem = _NUMBERED.sub("", urlsplit(url or "").path).rpartition("/")[2]
    inside = f"/{stem}"
    for link in links if url else ():
        href = link.get("href") or ""
        if len(href) >= _RELATIVE and not href.startswith(stem) and inside not in href:
            continue
        words = ("".join(link.itertext()) if len(link) else link.text or "").strip()
        whole = _WHOLE.match(words)
        if not whole and not _NEXT.match(words) and "next" not in (link.get("rel") or "").lower():
            continue
        target = web_address(href, url)
        if target is None or host_of(target) != host_of(url) or _bare(target) == _bare(url or ""):
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


def _bare(address: str) -> str:
    return address.split("#", maxsplit=1)[0].rstrip("/")
