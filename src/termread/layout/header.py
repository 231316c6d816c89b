"""Sets the header of an article: source, headline, dek, byline and date."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from termread.article import Article, Prose
from termread.layout.model import Frame, Page, Run
from termread.layout.text_block import Span
from termread.layout.words import by_word, written_date, written_minutes
from termread.text import width
from termread.values import replace

if TYPE_CHECKING:
    from termread.layout.text_block import Typesetter

DOT = " · "


def compose_header(typesetter: Typesetter, article: Article, frame: Frame) -> None:
    """Set the header of *article* without the parts that are unknown."""
    if typesetter.page.head:
        typesetter.gap(frame)
    _beside(typesetter, frame, (Span(domain(article), "site"),), Span(article.kicker or "", "kicker"))
    if article.title:
        typesetter.row(frame, Run("━" * frame.width, "headline_rule"))
        typesetter.gap(frame)
    headline = typesetter.span(Prose(article.title), "headline")
    if article.title and is_large(article, typesetter.page):
        half = replace(frame, width=max(1, frame.width // 2))
        typesetter.set(half, headline, style=replace(typesetter.display, spacing=1))
        typesetter.gap(frame)
    else:
        typesetter.set(frame, headline, style=typesetter.display)
    if article.dek:
        typesetter.gap(frame)
        typesetter.set(frame, typesetter.span(Prose(article.dek), "dek"), style=typesetter.display)
    _byline(typesetter, article, frame)
    if len(typesetter.pieces) > typesetter.page.head:
        typesetter.row(frame, Run("─" * frame.width, "rule"))
    for notice in article.notices:
        typesetter.gap(frame)
        typesetter.set(frame.inset("! ", role="notice"), Span(notice.text, "notice"))


def is_large(article: Article, page: Page) -> bool:
    """Return whether the headline has room for text of twice the size: half the measure, and a blank row below each line.

    What is read from right to left has not: no terminal orders it at that size.
    """
    return page.large_headline and article.direction != "rtl"


def domain(article: Article) -> str:
    """Return the host of *article* without "www.", or else the name of its site."""
    for address in (article.canonical_url, article.url):
        scheme, _, rest = (address or "").partition("://")
        if rest and scheme in ("http", "https"):
            host = rest.split("/")[0].split("?")[0].split("@")[-1].split(":")[0]
            return host.removeprefix("www.")
    return article.site or ""


def _byline(typesetter: Typesetter, article: Article, frame: Frame) -> None:
    """Set the byline, date and reading time."""
    date = written_date(article.published, article.language)
    minutes = written_minutes(typesetter.page.minutes, article.language)
    when = Span(DOT.join(part for part in (date, minutes) if part), "byline")
    if article.byline or article.authors or when.text:
        typesetter.gap(frame)
    who = [Span(", ".join(article.authors), "byline")]
    if article.byline:
        by = by_word(article.language)
        said = not by or article.byline.lower().startswith(by.lower() + " ")
        who = [Span("" if said else f"{by} ", "byline"), typesetter.span(Prose(article.byline), "byline")]
    _beside(typesetter, frame, who, when)


def _beside(typesetter: Typesetter, frame: Frame, first: Sequence[Span], second: Span) -> None:
    """Set *first* and *second* on one line separated by a dot, or on two lines if they do not fit."""
    both = second.text and any(span.text for span in first)
    line = (*first, Span(DOT if both else "", first[0].role), second)
    style = replace(typesetter.plain, outer=True)
    if sum(width(span.text) for span in line) <= frame.width:
        typesetter.set(frame, *line, style=style)
    else:
        typesetter.set(frame, *first, style=style)
        typesetter.set(frame, second, style=style)
