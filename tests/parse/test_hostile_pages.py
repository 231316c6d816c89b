"""Pages that were made, or broken, to hurt: no text lost, no exception but our own, in linear time."""

from __future__ import annotations

import re
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_pages import article, page, story, words

from termread.document import Document
from termread.errors import TermreadError
from termread.parse import Settings, parse
from termread.parse.page.site_rules import read_rule
from termread.parse.page.tree import flatten_tags, without_controls
from termread.parse.visible import read_visible


@pytest.mark.parametrize("depth", [300, 1500, 5000, 50_000])
@pytest.mark.parametrize("tag", ["div", "b", "blockquote"])
def test_text_in_deep_nesting_is_kept(depth, tag):
    found = article(
        page(
            f"<p>Before it all, there was a bridge.</p>{f'<{tag}>' * depth}<p>MARKED is what stands deep inside the page.</p>"
        )
    )
    everything = words(found) + "".join(cut.text for cut in found.cut)
    assert "MARKED" in everything
    if depth > 500:
        assert "flattened" in [notice.code for notice in found.notices]


def test_deep_lists_are_set_without_recursion():
    found = article(page(f"<div>{story(3)}{'<ul><li>x' * 400}</div>"))
    assert found.blocks


def test_control_characters_pass_neither_plain_nor_as_entities():
    found = article(
        page(
            "<p>The \x1b]0;evil\x07 bridge &#27;[31m and &#x1b;]52;c;AAAA&#7; stays, as it was, the council said.</p>"
            + story(4)
        )
    )
    assert not any(ord(c) < 32 and c != "\n" for c in words(found))


def test_entities_of_controls_are_found_in_every_spelling():
    assert (
        without_controls(b"a&#27;b&#x1B;c&#0;d&#x0000007;e&#155;f&#65;g&#x41;h&#270;").decode()
        == "a\ufffdb\ufffdc\ufffdd\ufffde\u203af&#65;g&#x41;h&#270;"
    )


def test_a_control_character_leaves_a_stand_in_and_is_no_loss():
    found = article(
        page("<p>The \x1b bridge &#7; stays &#150; it&#146;s old, the council said on Monday.</p>" + story(4))
    )
    assert "The \ufffd bridge \ufffd stays \u2013 it\u2019s old" in words(found)
    assert "cut-short" not in [notice.code for notice in found.notices]


@pytest.mark.parametrize("head", ["<title>T</title>", "<meta charset=utf-8>", "<head><title>T</title>"])
@pytest.mark.parametrize("tag", ["article", "main", "section", "x-story"])
def test_a_story_is_found_behind_a_head_that_is_never_closed(head, tag):
    found = article(f"<!doctype html><html>{head}<{tag}><p>MARKED {story(3)}</{tag}> loose<meta name=x content=y>")
    assert "MARKED" in words(found)


def test_elements_over_the_cap_are_told():
    document = Document(address="x", data=page("<p>One of very many lines on this page.</p>" * 500).encode())
    found = parse(document, Settings(max_elements=100)).article
    assert "cut-short" in [notice.code for notice in found.notices]


def test_flattening_keeps_text_in_order():
    assert flatten_tags("<div>" * 4 + "a" + "</div>b" * 4, 2).replace("<p>", "").count("b") == 4


@pytest.mark.parametrize("data", [b"", b"   ", b"<html></html>", b"<!-- only -->", b"\x00\x00"])
def test_nothing_is_empty(data):
    with pytest.raises(TermreadError):
        parse(Document(address="x", data=data, media_type="text/html"))


@pytest.mark.parametrize("fault", ["body = 1", "nobody = '.a'", "body = '..'", "body = [", "user_agent = 3"])
def test_a_faulty_site_rule_is_named(fault):
    with pytest.raises(TermreadError, match=r"example\.com\.toml"):
        read_rule("example.com", fault)


TAGS = st.sampled_from(
    [
        "div",
        "p",
        "a href=#x",
        "table",
        "tr",
        "td",
        "li",
        "ul",
        "b",
        "figure",
        "img src=x",
        "br",
        "h2",
        "blockquote",
        "article",
        "pre",
        "/div",
        "/p",
        "/table",
        "/ul",
        "/article",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(TAGS.map(lambda tag: f"<{tag}>"), st.text(max_size=40)), max_size=60))
def test_any_soup_gives_an_article_or_a_sentence(parts):
    found = None
    with suppress(TermreadError):
        found = parse(
            Document(address="x", data="".join(parts).encode("utf-8", "replace"), media_type="text/html")
        ).article
    assert found is None or found.blocks or found.title


@pytest.mark.parametrize(
    "label", ["idna", "punycode", "utf-7", "undefined", "unicode_escape", "rot13", "\x1b", "koi8-r"]
)
def test_the_plain_text_is_read_under_any_label(label):
    for document in (Document("a", b"<p>MARKED", charset=label), Document("a", b"<p>MARKED", chosen=label)):
        assert words(read_visible(document).article) == "MARKED"


def test_the_plain_text_is_read_in_a_charset_that_nothing_names():
    said = "Старый мост закрыли на ремонт, и жители деревни ходят в город через лес."
    assert words(read_visible(Document("a", f"<p>{said}".encode("cp1251"))).article) == said


def test_a_page_that_lost_text_says_how_much():
    found = parse(Document("a", page("<p>w " * 4000).encode()), Settings(max_elements=1000)).article
    (told,) = (notice.text for notice in found.notices if notice.code == "cut-short")
    assert re.search(r"7\d %", told)
