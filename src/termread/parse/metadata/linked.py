"""What a page says of itself in JSON-LD: one graph of nodes, and the one that is the article."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from termread.text import clean, clean_line
from termread.values import dataclass, field

Node = dict[str, Any]

LARGEST = 4_000_000
"""Characters of JSON that are read from one page."""
DEEPEST = 12

_CONTROL = re.compile(r"[\x00-\x1f]+")
_COMMENT = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*<!\[CDATA\[\*/)|(?:-->|//\s*\]\]>|\]\]>|/\*\]\]>\*/)\s*;?\s*$"
)
_TRAILING = re.compile(r",\s*([}\]])")

_STORIES = ("NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle", "BackgroundNewsArticle")
RANKS = {
    **dict.fromkeys(_STORIES, 5),
    "LiveBlogPosting": 5,
    "ReviewNewsArticle": 5,
    "Report": 4,
    "Article": 4,
    "BlogPosting": 4,
    "ScholarlyArticle": 3,
    "TechArticle": 4,
    "SocialMediaPosting": 2,
    "MedicalWebPage": 2,
    "WebPage": 1,
    "VideoObject": 1,
}


@dataclass(frozen=True, slots=True)
class LinkedData:
    """The article's node, every node by its id, and the kinds that the page has."""

    article: Node = field(default_factory=dict)
    by_id: dict[str, Node] = field(default_factory=dict)
    kinds: frozenset[str] = frozenset()

    def text(self, *names: str) -> str:
        """Return the first of the article's properties *names* that is a text, on one line."""
        for name in names:
            value = self.article.get(name)
            for entry in value if isinstance(value, list) else [value]:
                if isinstance(entry, dict):
                    entry = entry.get("@value") or entry.get("name")
                if isinstance(entry, str) and (line := clean_line(plain(entry))):
                    return line
        return ""

    def nodes(self, name: str) -> list[Node]:
        """Return what the article's property *name* holds as nodes, references followed, plain texts as their name."""
        found = []
        for entry in _flat(self.article.get(name), 0):
            if isinstance(entry, str) and entry.strip():
                entry = {"name": entry}
            if isinstance(entry, dict):
                known = self.by_id.get(str(entry.get("@id")), {})
                found.append({**known, **entry})
        return found

    def is_news(self) -> bool:
        """Return whether the article is said to be a newspaper's."""
        return any(kind.endswith("NewsArticle") for kind in kinds_of(self.article))

    def body(self) -> str:
        """Return the article's text as the data give it, paragraphs kept, or nothing."""
        value = self.article.get("articleBody")
        return clean(plain(value)) if isinstance(value, str) else ""


def linked_data(root: Any) -> LinkedData:
    """Return the linked data of the page with *root*; what is not JSON is mended or passed over."""
    nodes: list[Node] = []
    left = LARGEST
    for script in root.iter("script"):
        if "ld+json" in (script.get("type") or "").lower() and (text := script.text) and len(text) <= left:
            left -= len(text)
            nodes.extend(_nodes(_loaded(text), 0))
    by_id: dict[str, Node] = {}
    for node in nodes:
        if isinstance(node.get("@id"), str) and len(node) > len(by_id.get(node["@id"], {})):
            by_id[node["@id"]] = node
    ranked = max(nodes, key=lambda node: (_rank(node), len(node)), default={})
    article = ranked if _rank(ranked) else {}
    if _rank(article) == 1 and isinstance(article.get("mainEntity"), dict) and _rank(article["mainEntity"]) > 1:
        article = article["mainEntity"]
    return LinkedData(article, by_id, frozenset(kind for node in nodes for kind in kinds_of(node)))


def kinds_of(node: Node) -> list[str]:
    """Return the kinds a node says it is, without the vocabulary's address."""
    value = node.get("@type")
    kinds = value if isinstance(value, list) else [value]
    return [kind.rsplit("/", 1)[-1] for kind in kinds if isinstance(kind, str)]


def plain(text: str) -> str:
    """Return *text* without markup and with its entities resolved: data are often escaped once too often."""
    if "<" in text:
        text = re.sub(
            r"<(?:br|/p|/div|/li|/h[1-6]|/td|/tr|/blockquote|/dd|/dt|/pre|hr)\b[^>]{0,2000}>",
            "\n",
            text,
            flags=re.IGNORECASE,
        )
        text = re.sub(r"<[a-zA-Z/!][^>]{0,2000}>", "", text)
    if "&" in text:
        from html import unescape

        text = unescape(unescape(text))
    return text


def _flat(value: object, depth: int) -> Iterator[object]:
    """Yield *value*, or what stands in it where it is a list, and in the lists inside it."""
    if isinstance(value, list) and depth < DEEPEST:
        for entry in value:
            yield from _flat(entry, depth + 1)
    else:
        yield value


def _rank(node: Node) -> float:
    ranks = [RANKS.get(kind, 0) for kind in kinds_of(node)]
    rank = max(ranks, default=0)
    return rank + (0.5 if rank > 1 and ("datePublished" in node or "articleBody" in node) else 0)


def _loaded(text: str) -> object:
    text = _COMMENT.sub("", text.strip())
    for attempt in (text, _TRAILING.sub(r"\1", _CONTROL.sub(" ", text)).rstrip("; ")):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _nodes(value: object, depth: int) -> Iterator[Node]:
    """Yield the nodes in *value*, and those inside graphs, lists and pages."""
    if depth > DEEPEST:
        return
    if isinstance(value, list):
        for entry in value:
            yield from _nodes(entry, depth + 1)
    elif isinstance(value, dict):
        yield value
        for name in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart", "itemListElement", "author", "publisher"):
            inner = value.get(name)
            if isinstance(inner, dict | list):
                yield from _nodes(inner, depth + 1)
