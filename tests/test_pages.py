"""Our own pages, from bytes to the words on the screen.

Each folder of `pages` holds a page as it comes (page.html, page.txt, …), the article it must give (article.json), and
that article set at measures of 72 and 40 cells. `pytest --rewrite` writes them anew; read the diff.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from termread.codec import article_of, record_of
from termread.document import Document
from termread.layout import lay_out
from termread.layout.model import Page
from termread.parse import parse

PAGES = Path(__file__).parent / "pages"
NAMES = sorted(path.name for path in PAGES.iterdir() if path.is_dir())
TYPES = {".html": "text/html", ".txt": None, ".md": None, ".eml": None, ".mhtml": None}


def read(folder: Path):
    page = next(path for path in sorted(folder.iterdir()) if path.stem == "page")
    url = f"https://news.example.com/{folder.name}" if page.suffix == ".html" else None
    document = Document(address=url or page.name, data=page.read_bytes(), url=url, media_type=TYPES[page.suffix])
    return parse(document).article


def drawn(article, measure: int) -> str:
    layout = lay_out(article, Page(width=measure))
    layout.settle(10)
    return "\n".join(layout.line(y).text.rstrip() for y in range(layout.height)) + "\n"


def compare(path: Path, text: str, rewrite: bool) -> None:
    if rewrite:
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("name", NAMES)
def test_a_page_gives_its_article(name, rewrite):
    text = json.dumps(record_of(read(PAGES / name)), ensure_ascii=False, indent=1) + "\n"
    compare(PAGES / name / "article.json", text, rewrite)


@pytest.mark.parametrize("measure", [72, 40])
@pytest.mark.parametrize("name", NAMES)
def test_an_article_is_set(name, measure, rewrite):
    article = article_of(json.loads((PAGES / name / "article.json").read_text(encoding="utf-8")))
    compare(PAGES / name / f"{measure}.txt", drawn(article, measure), rewrite)
