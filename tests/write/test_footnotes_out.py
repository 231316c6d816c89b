"""Calls of footnotes lead to their own notes in everything that is written, and pandoc reads them all."""

import json
import re
import shutil
import subprocess

import pytest
from lxml import html

from termread.article import (
    Anchor,
    Article,
    Block,
    Footnote,
    Footnotes,
    Heading,
    Item,
    Listing,
    Mark,
    Paragraph,
    Place,
    Prose,
    Quote,
)
from termread.write.epub import write_epub
from termread.write.html import write_html
from termread.write.markdown import write_markdown


def call(before: str, label: str, name: str, after: str = "", *more: Mark) -> Prose:
    at = len(before), len(before) + len(label)
    return Prose(before + label + after, (Mark(*at, "link", f"#{name}"), Mark(*at, "sup"), *more))


BLOCKS: tuple[Block, ...] = (
    Heading(2, call("First", "1", "a")),
    Paragraph(call("It was lit", "2", "b", ", he said.")),
    Paragraph(Prose("All this is strong3.", (Mark(0, 20, "strong"), Mark(18, 19, "link", "#c")))),
    Footnotes((Footnote("1", Prose("Note a.")), Footnote("2", Prose("Note b."), (Paragraph(Prose("More of b.")),)), Footnote("*", Prose("Note c.")))),
    Heading(2, Prose("Second")),
    Quote((Paragraph(call("Foggy", "[1]", "d", ".")),)),
    Listing(False, (Item(call("Rain", "2", "e")),)),
    Paragraph(Prose("See 2 in the notes, and nowhere.", (Mark(0, 19, "link", "#e"), Mark(24, 31, "link", "#gone")))),
    Footnotes((Footnote("1", Prose("Note d.")), Footnote("2", Prose("Note e.")))),
)  # fmt: skip
ANCHORS = (
    Anchor("a", Place(3, 0)),
    Anchor("b", Place(3, 8)),
    Anchor("c", Place(3, 27)),
    Anchor("d", Place(8, 0)),
    Anchor("e", Place(8, 8)),
)
ARTICLE = Article(title="The Light", blocks=BLOCKS, anchors=ANCHORS)


def test_markdown_calls_each_note_by_a_label_of_its_own():
    told = write_markdown(ARTICLE)
    assert "## First[^1]" in told
    assert "It was lit[^2], he said." in told
    assert "**All this is strong[^3].**" in told
    assert "> Foggy[^4]." in told
    assert "- Rain[^5]" in told
    assert "See 2 in the notes, and nowhere." in told
    assert re.findall(r"^\[\^(\d)\]: (Note .)", told, re.MULTILINE) == list(
        zip("12345", ("Note a", "Note b", "Note c", "Note d", "Note e"), strict=True)
    )
    assert "\0" not in told


def test_links_to_headings_of_the_article_lead_there():
    links = Prose(
        "See the two parts.", (Mark(4, 11, "link", "#x"), Mark(12, 17, "link", "#y"), Mark(0, 3, "link", "#z"))
    )
    blocks = (Paragraph(links), Heading(2, Prose("The Sea, again")), Heading(2, Prose("The Sea, again")))
    article = Article(blocks=blocks, anchors=(Anchor("x", Place(1)), Anchor("y", Place(2)), Anchor("z", Place(0))))
    assert write_markdown(article).startswith("See [the two](#the-sea-again) [parts](#the-sea-again-1).")


def test_labels_that_do_not_clash_stay():
    article = Article(
        blocks=(Paragraph(call("Lit", "7", "x")), Footnotes((Footnote("7", Prose("Oil.")),))),
        anchors=(Anchor("x", Place(1)),),
    )
    assert write_markdown(article) == "Lit[^7]\n\n[^7]: Oil.\n"


def test_a_raised_label_without_a_link_is_a_call_too():
    article = Article(
        blocks=(
            Paragraph(Prose("Lit7, 10m2.", (Mark(3, 4, "sup"), Mark(9, 10, "sup")))),
            Footnotes((Footnote("7", Prose("Oil.")),)),
        )
    )
    assert write_markdown(article) == "Lit[^7], 10m<sup>2</sup>.\n\n[^7]: Oil.\n"


def test_a_page_leads_each_call_to_its_note():
    page = html.document_fromstring(write_html(ARTICLE))
    led = [
        (a.text_content(), page.get_element_by_id(a.get("href")[1:]).text_content())
        for a in page.xpath("//a[@role='doc-noteref']")
    ]
    assert [text.split(" ", 1)[1][:7] for _, text in led] == [
        "Note a.",
        "Note b.",
        "Note c.",
        "Note d.",
        "Note e.",
        "Note e.",
    ]
    assert len(set(page.xpath("//@id"))) == len(page.xpath("//@id"))


def test_a_book_leads_each_call_to_its_note():
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(write_epub(ARTICLE))) as book:
        chapter = html.document_fromstring(book.read("book/article-00001.xhtml"))
    hrefs = chapter.xpath("//a[@role='doc-noteref']/@href")
    assert [chapter.get_element_by_id(href[1:]).text_content()[2:9] for href in hrefs][:3] == [
        "Note a.",
        "Note b.",
        "Note c.",
    ]


def notes_in(tree: object) -> list[str]:
    """Return the words of each note in a tree that pandoc made, in order."""
    found = []
    waiting = [tree]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict) and value.get("t") == "Note":
            found.append(" ".join(re.findall(r'"t": "Str", "c": "([^"]*)"', json.dumps(value))))
        elif isinstance(value, dict | list):
            waiting += reversed([*value.values()] if isinstance(value, dict) else value)
    return found


@pytest.mark.skipif(shutil.which("pandoc") is None, reason="pandoc is not installed")
@pytest.mark.parametrize("flavour", ["markdown", "gfm", "commonmark_x"])
def test_pandoc_reads_every_note_of_our_markdown(flavour):
    run = subprocess.run(
        ["pandoc", "-f", flavour, "-t", "json"],
        input=write_markdown(ARTICLE),
        capture_output=True,
        text=True,
        check=True,
    )
    assert [words[:6] for words in notes_in(json.loads(run.stdout))] == [
        "Note a",
        "Note b",
        "Note c",
        "Note d",
        "Note e",
    ]
