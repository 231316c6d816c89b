"""What a reader sees of the settings of the page: an article with everything that they are about, laid out."""

from __future__ import annotations

from termread.article import Article, Cell, Figure, Paragraph, Prose, Table
from termread.config import folders
from termread.desk import Desk
from termread.document import Reading, Receipt
from termread.layout import lay_out
from termread.library.api import Library
from termread.tui.page.article import OpenArticle

WORDS = "The harbour wakes before the town does and extraordinarily considerable quantities of mackerel come in. " * 4
HEBREW = "שלום"
TABLE = Table(tuple(tuple(Cell(Prose(f"r{r}c{c} some longer words"), r == 0) for c in range(8)) for r in range(3)))
ARTICLE = Article(
    title="The harbour",
    url="https://example.com/story",
    language="en",
    blocks=(
        *(Paragraph(Prose(WORDS)) for _ in range(6)),
        Paragraph(Prose(HEBREW)),
        TABLE,
        Figure(Prose("The boats."), "", "", "https://example.com/boats.png", 600, 400),
    ),
)


def layout_of(config, blocks=ARTICLE.blocks):
    """Return the layout of an article of *blocks*, as the desk has it set."""
    desk = Desk(config, folders(), library=Library())
    told = Article(title="", language="en", blocks=tuple(blocks))
    opened = desk.keep(Reading(told, Receipt("https://example.com/story")))
    return lay_out(told, opened.page(desk.look))


def body(config, *blocks):
    """Return the rows of *blocks*, without those of the header."""
    found = layout_of(config, blocks)
    rows = [line.text for line in found.lines(0, found.height)]
    start = next(number for number, row in enumerate(rows) if row.startswith("───"))
    return "\n".join(rows[start + 1 :]).strip("\n").split("\n")


def paragraph(config):
    return body(config, Paragraph(Prose(WORDS)))


def longest_row(config, place):
    return max(map(len, paragraph(config)))


def blank_rows_between_lines(config, place):
    return paragraph(config)[1] == ""


def indented(config, place):
    rows = body(config, *(Paragraph(Prose(WORDS)) for _ in range(2)))
    return any(row.startswith("  The harbour") for row in rows)


def raggedness(config, place):
    rows = paragraph(config)[:-1]
    return sum((50 - len(row)) ** 2 for row in rows)


def both_edges_even(config, place):
    return {len(row) for row in paragraph(config)[:-1]} == {72}


def hyphenated(config, place):
    return any(row.endswith("-") for row in paragraph(config))


def hebrew(config, place):
    return body(config, Paragraph(Prose(HEBREW)))[0].strip()


def fields_of_the_table(config, place):
    return sum(": " in row for row in body(config, Paragraph(Prose(HEBREW)), TABLE))


def pictures(config, place):
    found = layout_of(config)
    return len(found.pictures(0, found.height))


def large_lines_where_they_can_be_drawn(config, place):
    desk = Desk(config, folders(), library=Library())
    desk.terminal.note("large text", "yes")
    opened = desk.keep(Reading(ARTICLE, Receipt("https://example.com/story")))
    pager = OpenArticle(opened, desk.look, desk.theme(desk.look), desk).pager
    pager.show(ARTICLE)
    pager.resize(80, 24)
    return sum(row.large is not None for row in pager.frame())
