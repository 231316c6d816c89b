"""The tree of a page is the one that HTML 5 asks for, where the parser, which knows HTML 4, builds another."""

from __future__ import annotations

import pytest
from lxml import etree
from small_pages import article, page, story

from termread.article import flatten
from termread.parse.page.tree import plant


def body_of(text):
    return etree.tostring(plant(text).root.find("body"), encoding="unicode").replace("/>", ">")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("<p>a <embed src=x> b <b>c</b> d</p>", '<p>a <embed src="x"> b <b>c</b> d</p>'),
        ("<embed src=x>a<p>b</p><embed src=y>c", '<embed src="x">a<p>b</p><embed src="y">c'),
        ("<ruby>漢<rt>kan<rb>字<rt>ji</ruby>", "<ruby>漢<rt>kan</rt><rb>字</rb><rt>ji</rt></ruby>"),
        ("<ruby>漢<rp>(<rt>kan<rp>)</ruby> a", "<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby> a"),
        ("<ruby>A<rtc><rt>b<rt>c</rtc></ruby>", "<ruby>A<rtc><rt>b</rt><rt>c</rt></rtc></ruby>"),
        ("<p>a</p></body><p>b</p>c</html\n><p>d", "<p>a</p><p>b</p>c<p>d</p>"),
        ("<p>a</p></html>b<p>c</p></HTML>\n<div>d</div>", "<p>a</p>b<p>c</p>\n<div>d</div>"),
    ],
)
def test_elements_end_where_html_5_ends_them(text, wanted):
    assert body_of(text) == f"<body>{wanted}</body>"


@pytest.mark.parametrize("end", ["</html>", "</body></html>", "</body></html><html><body>"])
def test_a_story_that_goes_on_behind_the_end_of_the_document_is_read_whole(end):
    found = article(page(f"<main>{story(4)}{end}{story(4)}"))
    assert sum("council" in flatten(block) or "ferry" in flatten(block) for block in found.blocks) >= 2
    assert len(found.blocks) == 8


def test_the_words_behind_an_embed_are_read():
    found = article(page(f"<main>{story(3)}<p>Watch <embed src=film.swf> it before the winter.</p>{story(3)}</main>"))
    assert "it before the winter." in " ".join(flatten(block) for block in found.blocks)
    assert len([block for block in found.blocks if len(flatten(block)) > 80]) == 6


@pytest.mark.parametrize(
    ("shadow", "light", "wanted"),
    [
        ("<p>one<slot></slot>three", "<p>two</p>", "one two three"),
        ("<slot name=b></slot>|<slot></slot>", "first <i slot=b>named</i> last", "named | first last"),
        ("a <slot>fallback</slot> z", "", "a fallback z"),
        ("a <slot name=x>fallback</slot> z", "<b slot=y>never shown</b>", "a fallback z"),
        ("a <x-in><template shadowrootmode=closed>(<slot></slot>)</template><slot></slot></x-in> z", "b", "a ( b ) z"),
    ],
)
def test_what_a_shadow_host_holds_stands_in_the_slots_of_its_shadow_root(shadow, light, wanted):
    template = f'<template shadowrootmode="open">{shadow}</template>'
    body = plant(f"<body><x-host>{template}{light}</x-host></body>").root.find("body")
    for hidden in body.xpath(".//*[@hidden]"):
        hidden.getparent().remove(hidden)
    assert " ".join(" ".join(part.strip() for part in body.itertext()).split()) == wanted
