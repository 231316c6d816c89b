"""The header of a page: where it is from, headline, dek, byline, date and how long it takes, and a short rule."""

from __future__ import annotations

from termread.article import Article, Prose
from termread.layout.compose import Composer
from termread.layout.frame import Frame
from termread.layout.galley import Span
from termread.layout.line import Run
from termread.layout.words import by_word, written_date

RULE = 6
DOT = " · "


def compose_header(composer: Composer, article: Article, frame: Frame) -> None:
    """Set the header of *article*; each part is left out where it is unknown."""
    if composer.page.head:
        composer.gap(frame)
    site = domain(article)
    between = DOT if site and article.kicker else ""
    composer.set(frame, Span(site, "site"), Span(between, "site"), Span(article.kicker or "", "kicker"))
    composer.set(frame, composer.span(Prose(article.title), "headline"), manner=composer.display)
    if article.dek:
        composer.gap(frame)
        composer.set(frame, composer.span(Prose(article.dek), "dek"), manner=composer.display)
    spans = _byline(composer, article)
    if spans:
        composer.gap(frame)
        composer.set(frame, *spans)
    if len(composer.pieces) > composer.page.head:
        composer.row(frame, Run("─" * min(RULE, frame.width), "rule"), indent=frame.width - RULE if frame.rtl else 0)
    for notice in article.notices:
        composer.gap(frame)
        composer.set(frame.inset("! ", role="notice"), Span(notice.text, "notice"))


def domain(article: Article) -> str:
    """Return the host that *article* is from, without "www.", or else the name of its site."""
    for address in (article.canonical_url, article.url):
        scheme, _, rest = (address or "").partition("://")
        if rest and scheme in ("http", "https"):
            host = rest.split("/")[0].split("?")[0].split("@")[-1].split(":")[0]
            return host.removeprefix("www.")
    return article.site or ""


def _said(minutes: tuple[int, int] | None) -> str:
    if minutes is None:
        return ""
    shortest, longest = minutes
    return f"{shortest} min" if shortest == longest else f"{shortest}-{longest} min"


def _byline(composer: Composer, article: Article) -> list[Span]:
    spans: list[Span] = []
    if article.byline:
        by = by_word(article.language)
        said = not by or article.byline.lower().startswith(by.lower() + " ")
        spans = [Span("" if said else f"{by} ", "byline"), composer.span(Prose(article.byline), "byline")]
    elif article.authors:
        spans = [Span(", ".join(article.authors), "byline")]
    minutes = composer.page.minutes
    for part in (written_date(article.published), _said(minutes)):
        if part:
            spans += [Span(DOT, "byline")] if spans else []
            spans.append(Span(part, "byline"))
    return spans
