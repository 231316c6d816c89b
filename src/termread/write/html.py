"""Articles as one self-contained page: our own stylesheet, no script, and nothing fetched when it is opened."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from functools import cache
from html import escape
from importlib import resources

from termread.article import Article
from termread.saved import Exported
from termread.write.hypertext import Hypertext


def write_html(article: Article, entry: Exported | None = None) -> str:
    """Return *article* as a page; with *entry*, the reader's note and highlights stand at its end."""
    language = f' lang="{escape(article.language)}"' if article.language else ""
    direction = ' dir="rtl"' if article.direction == "rtl" else ""
    body = f"<article>\n{Hypertext(article).whole(entry)}\n</article>"
    return _page(article.title, body, f"{language}{direction}")


def write_html_of(entries: Iterable[Exported]) -> str:
    """Return the articles of *entries* one after another on one page, with a list of them first where they are many."""
    told = list(entries)
    if len(told) == 1:
        return write_html(told[0].to_read(), told[0])
    rows = "".join(f'<li><a href="#a{i}">{escape(entry.title) or i}</a></li>\n' for i, entry in enumerate(told, 1))
    articles = "\n".join(_article(entry.to_read(), entry, i) for i, entry in enumerate(told, 1))
    return _page("Articles kept by termread", f"<nav><ol>\n{rows}</ol></nav>\n{articles}", "")


def _article(article: Article, entry: Exported, number: int) -> str:
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
    """Return the stylesheet of pages and books."""
    return resources.files("termread.write").joinpath("page.css").read_text(encoding="utf-8")
