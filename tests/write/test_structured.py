"""Articles as JSON for programs: every key there, in the documented order, and the same article read back."""

from __future__ import annotations

import json
import re

from hypothesis import given, settings

from strategies import articles, printed
from termread.article import Article, Paragraph, Prose
from termread.codec import article_of
from termread.errors import Empty, NoInput
from termread.write.structured import error_record, write_error, write_json, write_jsonl

CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2028\u2029\ud800-\udfff\U000e0000-\U000e007f]")
KEYS = [
    *("schema", "source", "url", "canonical_url", "site", "language", "direction", "title", "kicker", "dek", "byline"),
    *("published", "modified", "next_url", "authors", "words", "minutes", "notices", "cut", "anchors", "blocks"),
]


@given(articles)
@settings(max_examples=40, deadline=None)
def test_json_holds_the_whole_article(article):
    record = json.loads(write_jsonl(article, "page.html"))
    assert list(record) == KEYS
    assert article_of(record) == article
    assert json.loads(write_json(article, "page.html")) == record


def test_a_line_is_one_line_and_unknown_is_null():
    article = Article(title="Title", blocks=(Paragraph(Prose("Two\nlines, three words")),))
    text = write_jsonl(article, "page.html")
    assert text.count("\n") == 1
    record = json.loads(text)
    assert (record["byline"], record["published"], record["authors"]) == (None, None, [])
    assert record["words"] == 4
    assert len(record["minutes"]) == 2


def test_a_source_cannot_steer_a_terminal():
    assert json.loads(write_jsonl(Article(), "a\x1b[31m\x9b\u202eb.html"))["source"] == "a\ufffd[31m\ufffd\ufffdb.html"


def test_what_failed_is_a_line_of_its_own():
    assert error_record("a.html", Empty("There is no text in it.")) == {
        "source": "a.html",
        "error": {"code": "empty", "text": "There is no text in it."},
    }
    assert json.loads(write_error("b", NoInput("No such file.\x1b")))["error"]["text"] == "No such file.\ufffd"


@given(article=articles)
@settings(max_examples=60)
def test_no_format_holds_a_control_character(article):
    for _, text in printed(article, "page.html", 30):
        assert not CONTROL.search(text)


def test_every_format_gives_text_that_ends_with_a_newline():
    article = Article(title="Title", blocks=(Paragraph(Prose("Some words")),))
    for _, text in printed(article, "page.html", 40):
        assert text.endswith("\n")
        assert "Some words" in text
