from __future__ import annotations

from termread.document import Document
from termread.parse import parse
from termread.parse.singlefile import source_of

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
