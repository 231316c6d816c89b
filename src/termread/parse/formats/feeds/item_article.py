"""The article in an item of a feed, for when its page cannot be had or says less."""

from __future__ import annotations

from html import escape

from termread.article import Article, Paragraph, Prose, flatten
from termread.document import Document
from termread.errors import Empty, TermreadError
from termread.feed import FeedItem
from termread.parse.formats.mail_and_archives import without_farewell
from termread.parse.metadata.declared import plain
from termread.parse.page.pipeline import read_html
from termread.parse.parsed import Settings
from termread.text import clean, clean_line
from termread.values import replace

ENOUGH = 0.8
"""The share of an item's words that its article must have: a feed's text has little around the story."""


def article_of_item(item: FeedItem) -> Article:
    """Return the article in *item*; raises Empty if it has no text."""
    html = item.content or escape(item.dek, quote=False)
    words = clean(plain(html)).split()
    if not words and "<img" not in html:
        raise Empty("There is no text in this feed's entry; open its page.")
    article = _read(item, html)
    if article is None or _words(article) < ENOUGH * len(words):
        texts = (clean_line(line) for line in plain(html).splitlines())
        article = Article(title="", blocks=tuple(Paragraph(Prose(text)) for text in texts if text))
    if item.medium == "mail":
        article = without_farewell(article)
    return replace(
        article,
        title=item.title or item.dek or article.title,
        url=item.url or None,
        site=item.site or article.site,
        authors=item.authors or article.authors,
        byline=", ".join(item.authors) or article.byline,
        published=item.published or article.published,
        modified=item.updated if item.updated != item.published else None,
        language=item.language or article.language,
        notices=(),
    )


def _words(article: Article) -> int:
    """Return the words of an article and its dek."""
    return sum(len(text.split()) for text in (article.dek or "", *map(flatten, article.blocks)))


def _read(item: FeedItem, html: str) -> Article | None:
    """Return the item's HTML as read by the page parser, or None if that finds nothing."""
    if item.medium != "mail" and "<p" not in html.lower():
        html = f"<p>{html}</p>"
    language = f' lang="{escape(item.language)}"' if item.language else ""
    whole = "<body" in html[:100_000].lower()
    page = (
        html
        if whole
        else (
            f'<!DOCTYPE html><html{language}><head><meta charset="utf-8"><title>{escape(item.title)}</title>'
            f'<meta property="og:type" content="article"></head><body><article>\n{html}\n'
            "</article></body></html>"
        )
    )
    document = Document(
        item.url or "-", page.encode("utf-8", "replace"), url=item.url or None, media_type="text/html", charset="utf-8"
    )
    try:
        return read_html(document, Settings()).article
    except TermreadError:
        return None
