"""What a page declares about itself: its meta tags and its JSON-LD, a graph of nodes one of which describes the article."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from termread.parse.addresses import web_address
from termread.parse.text_shape import word_key
from termread.text import clean, clean_line, regex
from termread.values import dataclass, field

Node = dict[str, Any]

LARGEST, DEEPEST = 4_000_000, 12
"""Characters of JSON read per page, and maximum depth of nested nodes."""
RANKS = {
    **dict.fromkeys(["NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle"], 5),
    **dict.fromkeys(["BackgroundNewsArticle", "ReviewNewsArticle", "LiveBlogPosting"], 5),
    **dict.fromkeys(["Report", "Article", "BlogPosting", "TechArticle"], 4),
    "ScholarlyArticle": 3,
    **dict.fromkeys(["SocialMediaPosting", "MedicalWebPage"], 2),
    **dict.fromkeys(["WebPage", "VideoObject"], 1),
}
"""The schema.org types that can describe an article, by rank; the node with the highest rank wins."""
_NESTED = ("@graph", "mainEntity", "mainEntityOfPage", "hasPart", "itemListElement", "author", "publisher")

_CONTROL = regex(r"[\x00-\x1f]+")
_COMMENT = regex(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*<!\[CDATA\[\*/)|(?:-->|//\s*\]\]>|\]\]>|/\*\]\]>\*/)\s*;?\s*$"
)
_TRAILING = regex(r",\s*([}\]])")
_LINE_END = regex(r"<(?:br|/p|/div|/li|/h[1-6]|/td|/tr|/blockquote|/dd|/dt|/pre|hr)\b[^>]{0,2000}>", re.IGNORECASE)
_TAG = regex(r"<[a-zA-Z/!][^>]{0,2000}>")
SHORTEST = 10
"""Characters of the shortest useful description."""
_CUT_OFF = regex(r"\s*(?:\.\.\.|…|\[\.\.\.\]|\[…\]|\[&hellip;\])\s*$")


@dataclass(frozen=True, slots=True)
class JsonLd:
    """The article's node, all nodes by id, and the types of all nodes."""

    article: Node = field(default_factory=dict)
    by_id: dict[str, Node] = field(default_factory=dict)
    kinds: frozenset[str] = frozenset()

    def text(self, *names: str) -> str:
        """Return the first of the article's properties *names* that is text, on one line; empty if there is none."""
        for name in names:
            for entry in _flat(self.article.get(name), 0):
                if isinstance(entry, dict):
                    entry = entry.get("@value") or entry.get("name")
                if isinstance(entry, str) and (line := clean_line(plain(entry))):
                    return line
        return ""

    def nodes(self, name: str) -> list[Node]:
        """Return the values of the article's property *name* as nodes: references resolved, strings made into names."""
        values = [{"name": each} if isinstance(each, str) else each for each in _flat(self.article.get(name), 0)]
        return [{**self.by_id.get(str(node.get("@id")), {}), **node} for node in values if isinstance(node, dict)]

    def is_news(self) -> bool:
        """Return whether the article's type is a kind of NewsArticle."""
        return any(kind.endswith("NewsArticle") for kind in kinds_of(self.article))

    def body(self) -> str:
        """Return the article's text with its paragraphs; empty if the page does not include it."""
        value = self.article.get("articleBody")
        return clean(plain(value)) if isinstance(value, str) else ""


@dataclass(frozen=True, slots=True)
class Tags:
    """The contents of meta tags by name, property or itemprop, in page order, as written."""

    values: dict[str, list[str]]

    def all(self, *names: str) -> list[str]:
        """Return all nonempty values of *names*, cleaned."""
        found = (value for name in names for value in self.values.get(name, ()))
        return [line for value in found if (line := clean_line(plain(value)))]

    def first(self, *names: str) -> str:
        """Return the first value of the first of *names* that has one; empty if none has."""
        return next(iter(self.all(*names)), "")


def read_tags(metas: Iterable[Any]) -> Tags:
    """Return the contents of the meta elements *metas*."""
    values: dict[str, list[str]] = {}
    for element in metas:
        name = element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv")
        if name and (content := element.get("content")):
            values.setdefault(name.strip().lower(), []).append(content)
    return Tags(values)


def read_json_ld(scripts: Iterable[Any]) -> JsonLd:
    """Return the JSON-LD in a page's *scripts*, repairing small errors and skipping what cannot be parsed."""
    nodes: list[Node] = []
    left = LARGEST
    for script in scripts:
        if "ld+json" in (script.get("type") or "").lower() and (text := script.text) and len(text) <= left:
            left -= len(text)
            nodes.extend(_nodes(_loaded(text), 0))
    by_id = {node["@id"]: node for node in sorted(nodes, key=len) if isinstance(node.get("@id"), str)}
    article = max(nodes, key=lambda node: (_rank(node), len(node)), default={})
    entity = article.get("mainEntity")
    if _rank(article) == 1 and isinstance(entity, dict) and _rank(entity) > 1:
        article = entity
    kinds = frozenset(kind for node in nodes for kind in kinds_of(node))
    return JsonLd(article if _rank(article) else {}, by_id, kinds)


def kinds_of(node: Node) -> list[str]:
    """Return the types of a node without their vocabulary's URL."""
    value = node.get("@type")
    kinds = value if isinstance(value, list) else [value]
    return [kind.rsplit("/", 1)[-1] for kind in kinds if isinstance(kind, str)]


def plain(text: str) -> str:
    """Return *text* without markup and entities; pages often escape their metadata once too often."""
    if "<" in text:
        text = _TAG.sub("", _LINE_END.sub("\n", text))
    if "&" in text:
        from html import unescape

        text = unescape(unescape(text))
    return text


def _flat(value: object, depth: int) -> Iterator[object]:
    """Yield *value*, or the items of a list and the lists inside it."""
    if isinstance(value, list) and depth < DEEPEST:
        for entry in value:
            yield from _flat(entry, depth + 1)
    else:
        yield value


def _rank(node: Node) -> float:
    rank = max((RANKS.get(kind, 0) for kind in kinds_of(node)), default=0)
    return rank + (0.5 if rank > 1 and ("datePublished" in node or "articleBody" in node) else 0)


def _loaded(text: str) -> object:
    text = text.strip()
    if text[:1] not in ("{", "[") or text[-1:] not in ("}", "]"):
        text = _COMMENT.sub("", text)
    for mend in (str, _mended):
        try:
            return json.loads(mend(text), strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _mended(text: str) -> str:
    """Return *text* without control characters, trailing commas and a semicolon at the end."""
    return _TRAILING.sub(r"\1", _CONTROL.sub(" ", text)).rstrip("; ")


def _nodes(value: object, depth: int) -> Iterator[Node]:
    """Yield the nodes in *value*, and those nested in graphs, lists and pages."""
    if isinstance(value, list) and depth <= DEEPEST:
        for entry in value:
            yield from _nodes(entry, depth + 1)
    elif isinstance(value, dict) and depth <= DEEPEST:
        yield value
        for name in _NESTED:
            if isinstance(inner := value.get(name), dict | list):
                yield from _nodes(inner, depth + 1)


def descriptions_of(tags: Tags, data: JsonLd, known: Iterable[str]) -> tuple[str, ...]:
    """Return the page's distinct descriptions, complete ones before truncated ones, except texts in *known*."""
    given = [
        *tags.all("og:description"),
        data.text("description"),
        *tags.all("description", "twitter:description", "dc.description", "sailthru.description"),
    ]
    texts: dict[str, str] = {}
    for text in (text for text in given if len(text) >= SHORTEST):
        texts.setdefault(word_key(text), _CUT_OFF.sub("…", text))
    for text in known:
        texts.pop(word_key(text), None)
    return tuple(sorted(texts.values(), key=lambda text: text.endswith("…")))


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


def canonical_of(links: Iterable[Any], tags: Tags, url: str | None) -> str | None:
    """Return the canonical address given by the page, or None."""
    own = (link for link in links if "canonical" in (link.get("rel") or "").lower().split())
    found = (web_address(link.get("href"), url) for link in own)
    return next(filter(None, found), None) or web_address(tags.first("og:url"), url)
