"""A long article is written to its last word, though its heights are only estimated at first."""

from __future__ import annotations

import pytest

from termread.article import Article, Code, Entry, Figure, Heading, Item, Listing, Mark, Paragraph, Prose
from termread.layout import Page, lay_out
from termread.layout.layout import EXACT
from termread.write.plain import text_pieces, write_spoken

UNITS = {
    "words": "harbour ",
    "long words": "extraordinarily ",
    "rows": "a\n",
    "Chinese": "港口用了六年",
    "one word": "abcdefghij" * 9,
}


def long_article(unit: str) -> Article:
    text = (unit * 300).strip()
    blocks = [Paragraph(Prose(f"{text} END{n}")) for n in range(2 * EXACT // len(text))]
    return Article("A title", language="en", blocks=(*blocks, Heading(2, Prose("Last")), Code(f"{unit} THE END")))


@pytest.mark.parametrize("width", [20, 72])
@pytest.mark.parametrize("unit", UNITS)
def test_every_block_is_written(unit, width):
    article = long_article(UNITS[unit])
    text = "".join(text_pieces(article, width))
    assert text.count("END") == len(article.blocks) - 1
    assert text.endswith("THE END\n")


def test_the_text_of_a_long_article_is_that_of_its_exact_layout():
    article = long_article("extraordinarily ")
    layout = lay_out(article, Page(40))
    layout.settle(float("inf"))
    lines = [line.text.rstrip() for line in layout.lines(0, layout.height)]
    assert "".join(text_pieces(article, 40)) == "\n".join(lines).rstrip("\n") + "\n"


def test_a_text_comes_in_pieces_of_about_a_block():
    article = long_article("harbour ")
    pieces = list(text_pieces(article, 40))
    assert len(article.blocks) < len(pieces) < len(article.blocks) + 4


def test_a_picture_is_told_by_its_words_and_has_no_room():
    figure = Figure(Prose("The old quay"), "Agency", "Boats at a wall", "data:image/png;base64,AA==", 600, 400)
    article = Article(blocks=(figure, Figure(alt="A gull", src="https://example.com/gull.png"), Figure()))
    assert "".join(text_pieces(article, 40)).splitlines() == [
        " ▣  Boats at a wall",
        "    The old quay                Agency",
        "",
        " ▣  A gull",
        "",
        " ▣  Picture",
    ]
    spoken = write_spoken(article)
    assert "Picture: Boats at a wall. Caption: The old quay. Credit: Agency." in spoken
    assert "Picture: A gull." in spoken
    assert "Picture: no description." in spoken


def test_words_struck_out_are_marked_in_plain_text():
    struck = Prose("It costs two three.", (Mark(9, 12, "strike"), Mark(13, 18, "strong")))
    article = Article("A title", blocks=(Paragraph(struck), Listing(False, (Item(struck),))))
    assert "".join(text_pieces(article, 40)).count("It costs ~~two~~ three.") == 2
    assert "\n\nIt costs ~~two~~ three.\n" in write_spoken(article)


def test_a_post_of_nobody_known_is_spoken_as_an_entry_alone():
    posts = (Entry(None, None, (Paragraph(Prose("Is it dry?")),)), Entry(None, None, (), "Ben", depth=1))
    assert "Entry.\n\nIs it dry?\n\nEntry, level 2: Ben\n" in write_spoken(Article(blocks=posts))
