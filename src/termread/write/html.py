"""Articles as one self-contained page: our own stylesheet, no scripts, and nothing loaded from elsewhere."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from html import escape
from importlib import resources
from typing import assert_never

from termread.article import (
    HEADER,
    Article,
    Block,
    Code,
    Embed,
    Entry,
    Figure,
    Footnote,
    Footnotes,
    Gallery,
    Heading,
    Listing,
    Mark,
    Note,
    NoteKind,
    Paragraph,
    Prose,
    Quote,
    Rule,
    Style,
    Table,
)
from termread.interchange import LibraryEntry
from termread.write.markup import DEEPEST, NOTE_LABELS, Notes, Tag, entry_parts, list_tags, safe_href, weave

_ELEMENTS: dict[Style, str] = {
    "strong": "strong",
    "emphasis": "em",
    "code": "code",
    "strike": "del",
    "sub": "sub",
    "sup": "sup",
}

_NOTE_CLASSES: dict[NoteKind, str] = {
    "editor": "note editors-note",
    "correction": "note correction",
    "disclosure": "note disclosure",
    "contributor": "note",
    "info": "note",
}
"""Class names for kinds of note, recognized when the page is read again."""


class Hypertext:
    """Writes one article; *prefix* keeps its ids distinct from those of other articles on the page.

    *place* says where an embedded picture goes: inline in the page, or to a file in a book.
    """

    def __init__(self, article: Article, prefix: str = "b", place: Callable[[str], str | None] = str) -> None:
        self.article = article
        self.prefix = prefix
        self.place = place
        self.notes = Notes(article)
        self.written = 0
        """Footnotes written so far."""
        self.anchors: Mapping[str, int] = {anchor.name: anchor.place.block for anchor in article.anchors}

    def whole(self, entry: LibraryEntry | None = None) -> str:
        """Return the header, the body, and the reader's notes and highlights."""
        return "\n".join(filter(None, [self.header(), self.body(), kept(entry) if entry else ""]))

    def header(self) -> str:
        """Return kicker, headline, dek and the line of byline, site and date, as far as they are known."""
        article = self.article
        source = safe_href(article.canonical_url) or safe_href(article.url)
        told = [escape(part) for part in (article.byline, article.site) if part]
        told += [f'<time datetime="{escape(day)}">{escape(day)}</time>'] if (day := _day(article.published)) else []
        told += [f'<a href="{escape(source)}">source</a>'] if source else []
        rows = [
            _element("p", escape(article.kicker or ""), "kicker"),
            f'<h1 id="{self.prefix}{HEADER}">{escape(article.title)}</h1>' if article.title.strip() else "",
            _element("p", escape(article.dek or ""), "dek"),
            _element("p", " · ".join(told), "byline"),
            *(_element("p", escape(notice.text), "notice") for notice in article.notices),
        ]
        return _element("header", "\n" + "\n".join(filter(None, rows)) + "\n")

    def body(self) -> str:
        """Return the blocks, with an id on each one that a link points to."""
        named = set(self.anchors.values())
        rows = []
        for index, block in enumerate(self.article.blocks):
            markup = self.block(block)
            if index in named:
                markup = f'<div id="{self.prefix}{index}">{markup}</div>'
            rows.append(markup)
        return "\n".join(rows)

    def block(self, block: Block) -> str:
        """Return one block as HTML."""
        match block:
            case Heading(level, prose):
                return f"<h{min(max(level, 2), 6)}>{self.prose(prose)}</h{min(max(level, 2), 6)}>"
            case Paragraph(prose):
                return f"<p>{self.prose(prose)}</p>"
            case Quote(blocks, cite):
                return f"<blockquote>{self.all(blocks)}{_element('p', escape(cite or ''), 'cite')}</blockquote>"
            case Note(kind, blocks):
                return f'<aside class="{_NOTE_CLASSES[kind]}"><p class="label">{NOTE_LABELS[kind]}</p>{self.all(blocks)}</aside>'
            case Listing():
                return self._listing(block)
            case Table():
                return self._table(block)
            case Code(text):
                return f"<pre><code>{escape(text)}</code></pre>"
            case Figure():
                return self._figure(block)
            case Gallery(figures):
                return f'<div class="gallery">{self.all(figures)}</div>'
            case Embed(provider, url, text):
                return f'<p class="embed">{_linked(text or provider or url, url)}</p>'
            case Entry(blocks=blocks, depth=depth):
                head = " · ".join(map(escape, entry_parts(block)))
                style = f' style="margin-inline-start: {1.5 * min(depth, DEEPEST):g}em"' if depth else ""
                return f'<section class="entry"{style}>{_element("h3", head)}{self.all(blocks)}</section>'
            case Footnotes(items):
                return f'<section class="footnotes">{"".join(map(self._footnote, items))}</section>'
            case Rule():
                return "<hr/>"
            case _:
                assert_never(block)

    def _listing(self, listing: Listing) -> str:
        opening, items = list_tags(listing)
        rows = "".join(
            f"{tag}{self.prose(item.prose)}{self.all(item.blocks)}</li>"
            for tag, item in zip(items, listing.items, strict=True)
        )
        return f"{opening}{rows}{'</ol>' if listing.ordered else '</ul>'}"

    def all(self, blocks: Iterable[Block]) -> str:
        """Return several blocks as HTML."""
        return "".join(self.block(block) for block in blocks)

    def prose(self, prose: Prose) -> str:
        """Return running text with its marks as HTML."""
        return weave(prose, self._tag, lambda start, end, _: _text(prose.text[start:end]))

    def _tag(self, mark: Mark) -> Tag | None:
        if mark.style != "link":
            name = _ELEMENTS[mark.style]
            return Tag(f"<{name}>", f"</{name}>")
        number = self.notes.called(mark, "")
        if number is not None:
            return Tag(f'<a href="#{self.prefix}n{number + 1}" role="doc-noteref">', "</a>")
        href = safe_href(mark.href)
        if href is None and mark.href and mark.href[:1] == "#" and mark.href[1:] in self.anchors:
            href = f"#{self.prefix}{self.anchors[mark.href[1:]]}"
        return Tag(f'<a href="{escape(href)}">', "</a>") if href else None

    def _footnote(self, item: Footnote) -> str:
        self.written += 1
        label = f"<sup>{escape(item.label)}</sup> " if item.label else ""
        own = f"{self.prefix}n{self.written}"
        return f'<div id="{own}"><p>{label}{self.prose(item.prose)}</p>{self.all(item.blocks)}</div>'

    def _table(self, table: Table) -> str:
        width = max((len(row) for row in table.rows), default=0)
        rows = []
        for row in table.rows:
            cells = [f"<{_cell(c.header)}>{self.prose(c.prose)}</{_cell(c.header)}>" for c in row]
            rows.append(f"<tr>{''.join(cells)}{'<td></td>' * (width - len(row))}</tr>")
        if not width:
            return _element("p", self.prose(table.caption or Prose()))
        caption = _element("caption", self.prose(table.caption)) if table.caption else ""
        return f'<div class="wide"><table>{caption}<tbody>{"".join(rows)}</tbody></table></div>'

    def _figure(self, figure: Figure) -> str:
        source = self.place(figure.src) if figure.src.startswith("data:image/") else None
        shown = f'<img src="{escape(source)}" alt="{escape(figure.alt)}"/>' if source else ""
        picture = _element("p", shown or _linked(figure.alt or "Picture", figure.src), "picture")
        credit = f'<span class="credit">{escape(figure.credit)}</span>' if figure.credit else ""
        caption = _element("figcaption", " ".join(filter(None, [self.prose(figure.caption), credit])))
        return f"<figure>{picture}{caption}</figure>"


def kept(entry: LibraryEntry) -> str:
    """Return the reader's note and highlights, or an empty string."""
    rows = [f"<p>{_text(entry.note)}</p>"] if entry.note else []
    for highlight in entry.highlights:
        rows.append(f"<blockquote><p><mark>{_text(highlight.passage.quote)}</mark></p></blockquote>")
        rows += [f"<p>{_text(highlight.note)}</p>"] if highlight.note else []
    return f'<section class="kept"><h2>Notes and highlights</h2>{"".join(rows)}</section>' if rows else ""


def _day(time: str | None) -> str:
    found = re.match(r"\d{4}(-\d\d){0,2}", time or "")
    return found.group() if found else ""


def _element(name: str, inside: str, kind: str = "") -> str:
    """Return an element, or an empty string if it has no content."""
    if not inside.strip():
        return ""
    return f'<{name} class="{kind}">{inside}</{name}>' if kind else f"<{name}>{inside}</{name}>"


def _cell(header: bool) -> str:
    return "th" if header else "td"


def _linked(text: str, url: str) -> str:
    href = safe_href(url)
    return f'<a href="{escape(href)}">{escape(text)}</a>' if href else escape(text)


def _text(text: str) -> str:
    return escape(text).replace("\n", "<br/>")


def write_html(article: Article, entry: LibraryEntry | None = None) -> str:
    """Return *article* as a page; *entry* adds the reader's note and highlights at the end."""
    language = f' lang="{escape(article.language)}"' if article.language else ""
    direction = ' dir="rtl"' if article.direction == "rtl" else ""
    body = f"<article>\n{Hypertext(article).whole(entry)}\n</article>"
    return _page(article.title, body, f"{language}{direction}")


def write_html_of(entries: Iterable[LibraryEntry]) -> str:
    """Return the articles of *entries* on one page, preceded by a list of contents if there are several."""
    told = list(entries)
    if len(told) == 1:
        return write_html(told[0].to_read(), told[0])
    rows = "".join(f'<li><a href="#a{i}">{escape(entry.title) or i}</a></li>\n' for i, entry in enumerate(told, 1))
    articles = "\n".join(_article(entry.to_read(), entry, i) for i, entry in enumerate(told, 1))
    return _page("Articles kept by termread", f"<nav><ol>\n{rows}</ol></nav>\n{articles}", "")


def _article(article: Article, entry: LibraryEntry, number: int) -> str:
    language = f' lang="{escape(article.language)}"' if article.language else ""
    body = Hypertext(article, f"a{number}b").whole(entry)
    return f'<article id="a{number}"{language} dir="{article.direction}">\n{body}\n</article>'


def _page(title: str, body: str, attributes: str) -> str:
    style = stylesheet()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; img-src data:; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return f"""<!DOCTYPE html>
<html{attributes}>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="termread">
<title>{escape(title)}</title>
<style>{style}</style>
</head>
<body>
<main>
{body}
</main>
</body>
</html>
"""


@cache
def stylesheet() -> str:
    """Return the stylesheet for pages and books."""
    return resources.files("termread.write").joinpath("page.css").read_text(encoding="utf-8")
