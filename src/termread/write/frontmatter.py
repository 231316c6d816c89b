"""What is known of an article as YAML front matter, under the keys that Obsidian's web clipper uses."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from termread.article import Article
from termread.saved import Exported
from termread.write.spans import safe_href

Value = str | bool | tuple[str, ...]


def front_matter(article: Article, entry: Exported | None = None) -> str:
    """Return the front matter with its fences, or nothing where nothing is known."""
    known = [line for name, value in _values(article, entry) if value for line in _lines(name, value)]
    return "\n".join(["---", *known, "---"]) if known else ""


def _values(article: Article, entry: Exported | None) -> Iterator[tuple[str, Value | None]]:
    yield "title", article.title or (entry.title if entry else "")
    yield (
        "source",
        safe_href(article.canonical_url) or safe_href(article.url) or safe_href(entry.url if entry else None),
    )
    yield "author", article.authors or tuple(filter(None, [article.byline]))
    yield "site", article.site
    yield "published", article.published
    yield "modified", article.modified
    yield "description", article.dek
    yield "language", article.language
    if entry:
        yield "created", entry.added
        yield "state", entry.state
        yield "favourite", entry.favourite
        yield "tags", tuple(re.sub(r"\s+", "-", tag.strip()) for tag in entry.tags)


def _lines(name: str, value: Value) -> Iterator[str]:
    match value:
        case bool():
            yield f"{name}: {json.dumps(value)}"
        case str():
            yield f"{name}: {_quoted(value)}"
        case tuple():
            yield f"{name}:"
            yield from (f"  - {_quoted(part)}" for part in value)


def _quoted(text: str) -> str:
    """A YAML double-quoted scalar, of which a JSON string is a part; it cannot be taken for a date or a number."""
    return json.dumps(" ".join(text.split()), ensure_ascii=False)
