from __future__ import annotations

from termread.article import Figure, flatten
from termread.document import Document
from termread.parse import parse
from termread.parse.saved_page import source_of

PAGE = "<!DOCTYPE html> <html lang=en><!--\n Page saved with SingleFile \n url: https://example.com/a?b=1 \n saved date: x\n-->"


def test_the_address_is_the_one_in_the_comment():
    assert source_of(PAGE) == "https://example.com/a?b=1"


def test_other_addresses_are_none():
    assert source_of("<!-- url: https://example.com/a -->") is None
    assert source_of(PAGE.replace("https", "javascript")) is None
    assert source_of("x" * 5000 + PAGE) is None


def test_a_saved_page_is_an_article_under_its_address():
    words = "<p>A paragraph of the saved page says a thing or two about gardens, and then some more.</p>" * 3
    article = parse(Document("page.html", f"{PAGE}<title>A page</title><h1>A page</h1>{words}".encode())).article
    assert article.url == "https://example.com/a?b=1"


def test_an_address_that_is_none_is_not_taken_for_one():
    text = b"<!--\n Page saved with SingleFile \n url: https://[news.example.com/story \n--><html><h1>A page</h1><p>Words enough to read.</p></html>"
    assert parse(Document(address="saved.html", data=text)).article.url is None


def test_what_was_hidden_when_the_page_was_saved_is_not_read():
    words = (
        "<p>A paragraph of the saved page says a thing or two about gardens<b class=sf-hidden> in secret</b>, and more.</p>"
        * 3
    )
    hidden = '<div class="promo sf-hidden"><p>Nobody saw this long paragraph on the page, since the style sheet hid it from all.</p></div>'
    article = parse(
        Document("page.html", f"{PAGE}<title>A page</title><h1>A page</h1>{words}{hidden}{words}".encode())
    ).article
    text = "\n".join(map(flatten, article.blocks))
    assert "Nobody saw" not in text
    assert "about gardens, and more." in text


def test_a_picture_that_the_page_carries_is_not_the_one_on_the_net():
    picture = f"data:image/png;base64,{'iVBORw0KGgo' + 'A' * 6989}"
    story = "".join(
        f"<p>The {n} keeper of the lighthouse climbed the long stairs each night for thirty years.</p>"
        for n in "abcdef"
    )
    figure = f'<figure><img width=320 height=200 alt=Lamp src="{picture}" data-src="/lamp.png"><figcaption>The lamp.</figcaption></figure>'
    page = f"{PAGE}<title>A page</title><body><article><h1>A page</h1>{story}{figure}{story.replace('night', 'day')}</article>"
    article = parse(Document("page.html", page.encode())).article
    assert [block.src for block in article.blocks if isinstance(block, Figure)] == [picture]
