"""Understanding a page takes time in proportion to its length, whatever it is full of."""

from __future__ import annotations

import sys

import pytest
from small_pages import SENTENCES, URL, page

from termread.document import Document
from termread.parse import Settings, parse

pytestmark = pytest.mark.slow


FEW, TIMES = 120, 4
NEARLY = 5.5
"""What so many times the elements may take: four times as many calls and little more, where a quadratic rule takes sixteen."""


def letters(number: int) -> str:
    """Return a number in letters, since the numbers in a class say nothing."""
    return "".join(chr(97 + int(digit)) for digit in str(number))


def said(number: int) -> str:
    return f"{number}: {SENTENCES[number % len(SENTENCES)]}"


def each(make):
    return lambda count: "".join(map(make, range(count)))


def inside(opening: str, make, closing: str):
    return lambda count: f"{opening}{each(make)(count)}{closing}"


PICTURE = '<img src="/{0}.jpg" width=600 height=400>'
POST = """<div class=post id=post-{0}><a class=username href="/users/{0}">jo{0}</a> <time datetime=2026-01-02>Jan 2</time>
<div class=said><p>{1}</p></div></div>"""
FULL_OF = {
    "paragraphs": each(lambda n: f"<p>{said(n)}</p>"),
    "paragraphs of other makes": each(lambda n: f'<p class="{letters(n)}">{said(n)}</p>'),
    "headings": each(lambda n: f"<h2>Part {n}</h2>"),
    "chapters": each(lambda n: f"<h2>Part {n}</h2><p>{said(n)}</p>"),
    "short lines": each(lambda n: f"<p>Line {n}</p>"),
    "lines that are broken": each(lambda n: f"line {n}<br>"),
    "questions": each(lambda n: f'<p class="{letters(n)}">Is it {n}?</p>'),
    "links": each(lambda n: f"<p><a href=/{n}>The headline of another story, number {n}</a></p>"),
    "linked headings": each(lambda n: f"<h3><a href=/{n}>The headline of another story, number {n}</a></h3>"),
    "pictures": each(PICTURE.format),
    "pictures with words": each(lambda n: f"<div>{PICTURE.format(n)}<p class=words>A bridge, the {n}th</p></div>"),
    "figures": each(lambda n: f"<figure>{PICTURE.format(n)}<figcaption>Bridge {n}. Photo: Jo</figcaption></figure>"),
    "a gallery": inside("<figure>", lambda n: f"{PICTURE.format(n)}<figcaption>Bridge {n}.</figcaption>", "</figure>"),
    "items": inside("<ul>", lambda n: f"<li>Item {n} of a list</li>", "</ul>"),
    "linked items": inside("<ul>", lambda n: f"<li><a href=/{n}>The headline of a story, {n}</a></li>", "</ul>"),
    "lists": each(lambda n: f"<ul><li>Item {n}</li><li>And another</li></ul>"),
    "rows": inside("<table>", lambda n: f"<tr><td>Row {n}</td><td>{n}</td></tr>", "</table>"),
    "tables": each(lambda n: f"<table><tr><td>A {n}</td><td>1</td></tr><tr><td>B</td><td>2</td></tr></table>"),
    "quotations": each(lambda n: f"<p>{said(n)}</p><blockquote class=pull>{said(n)[:60]}</blockquote>"),
    "notes": each(lambda n: f"<p>Editor's note: {said(n)}</p>"),
    "boxes": each(lambda n: f"<p>{said(n)}</p><div class=infobox><h3>Facts</h3><p class=x>{said(n)}</p></div>"),
    "footnotes": lambda count: (
        each(lambda n: f"<p>{said(n)}<a href=#n{n}>{n}</a></p>")(count)
        + inside("<ol>", lambda n: f"<li id=n{n}>Note {n} <a href=#r{n}>back</a></li>", "</ol>")(count)
    ),
    "times": each(lambda n: f"<div><time>{n % 28 + 1}.1.2026</time><p>{said(n)}</p></div>"),
    "entries": each(lambda n: f"<article class=liveblog><time>{n}:00</time><h2>At {n}</h2><p>{said(n)}</p></article>"),
    "posts": each(lambda n: POST.format(n, said(n))),
    "posts of a thread": inside(
        '<div itemscope itemtype="https://schema.org/QAPage">', lambda n: POST.format(n, said(n)), "</div>"
    ),
    "signatures": each(lambda n: "<p><b>JANE DOE</b></p>"),
    "comments": each(lambda n: f"<div class=c><p>2.1.2026</p><p>{said(n)}</p><p>Reply</p></div>"),
    "fields": each(lambda n: f"<div><p>Sign up for letter {n}</p><input type=email></div>"),
}


def calls_for(text: str) -> int:
    """Return how many functions are called, and generators resumed, to understand a page."""
    document = Document(address=URL, data=text.encode(), url=URL, media_type="text/html")
    count = 0

    def note(_frame, event, _argument):
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        parse(document, Settings())
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("kind", FULL_OF)
def test_a_page_full_of_anything_takes_calls_in_proportion_to_its_length(kind):
    around = each(lambda n: f"<p>{said(1000 + n)}</p>")(12)
    few, many = (page(f"<div>{around}{FULL_OF[kind](count)}{around}</div>") for count in (FEW, FEW * TIMES))
    calls_for(few)  # what is read once, such as the phrases of the language, is not counted
    assert calls_for(many) < NEARLY * calls_for(few)
