"""Pages in seven languages at two measures, as they stand in `golden/`; `pytest --rewrite` writes them anew."""

from __future__ import annotations

from pathlib import Path

import pytest
from articles import EVERYTHING
from languages import ENGLISH, GERMAN, LANGUAGES

from termread.article import Article
from termread.layout import Page, lay_out

GOLDEN = Path(__file__).parent / "golden"


def as_golden(article: Article, page: Page, name: str, rewrite: bool) -> None:
    layout = lay_out(article, page)
    text = "".join(line.text.rstrip() + "\n" for line in layout.lines(0, layout.height))
    path = GOLDEN / f"{name}.txt"
    if rewrite:
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("measure", [40, 72])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_in(language, measure, rewrite):
    if language == "thai":
        pytest.importorskip("icu4py", reason="Thai words need the extra [intl]")
    as_golden(LANGUAGES[language], Page(measure, minutes=(6, 8)), f"{language}-{measure}", rewrite)


@pytest.mark.parametrize("measure", [40, 72, 100, 200])
def test_every_kind_of_block(measure, rewrite):
    as_golden(EVERYTHING, Page(measure, minutes=(1, 1), cuts=True, today="2031-10-31"), f"blocks-{measure}", rewrite)


def test_a_page_like_a_book(rewrite):
    as_golden(ENGLISH, Page(60, paragraphs="indent", justify=True, wrap="optimal"), "book-60", rewrite)


def test_german_words_are_divided_but_no_names(rewrite):
    pytest.importorskip("pyphen", reason="hyphenation needs the extra [hyphens]")
    as_golden(GERMAN, Page(34, hyphenate=True), "hyphens-34", rewrite)


def test_tables_as_records_and_pictures(rewrite):
    as_golden(EVERYTHING, Page(48, tables="records", pictures="on", spacing=1), "records-48", rewrite)
