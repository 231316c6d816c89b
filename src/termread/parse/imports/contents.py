"""The text of an article that another program kept as HTML."""

from __future__ import annotations

from html import escape
from typing import Any

from termread.article import Article
from termread.document import Document
from termread.interchange import ImportedEntry
from termread.parse.imports import fields
from termread.values import replace

_SMALLEST = 200
"""Fewer characters of HTML are usually a message that there is no article."""


def with_content(
    saved: ImportedEntry, content: Any, language: Any = None, *, smallest: int = _SMALLEST
) -> ImportedEntry:
    """Return *saved* with the article in *content* if that is HTML of at least *smallest* characters."""
    if not isinstance(content, str) or len(content) < smallest or "<" not in content:
        return saved
    article = _article(saved, content, fields.line(language))
    return replace(saved, article=article) if article else saved


def _article(saved: ImportedEntry, content: str, language: str) -> Article | None:
    from termread.parse import parse

    tag = f' lang="{escape(language)}"' if language else ""
    head = f"<meta charset=utf-8><title>{escape(saved.title)}</title>"
    body = f"<article>{content}</article>"
    page = f"<!DOCTYPE html><html{tag}><head>{head}</head><body>{body}</body></html>"
    data = page.encode("utf-8", "replace")
    try:
        article = parse(Document(saved.url, data, saved.url, "text/html", "utf-8")).article
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - one text among thousands must not end an import; it can be fetched again
        return None
    if not article.blocks:
        return None
    return replace(
        article,
        title=saved.title or article.title,
        authors=saved.authors or article.authors,
        byline=article.byline or ", ".join(saved.authors) or None,
        published=saved.published or article.published,
        url=saved.url,
    )
