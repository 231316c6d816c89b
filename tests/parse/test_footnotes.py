"""Footnotes of pages tied to their calls, in whatever way a page packs them."""

import pytest

from termread.article import Footnotes
from termread.document import Document
from termread.layout.passages import text_between
from termread.layout.places import footnote_at, links
from termread.parse import parse

BODY = "".join(
    f"<p>The {n} keeper of the lighthouse at the northern point climbed the long stairs each night for thirty years, and never fell.</p>"
    for n in ("first", "second", "third", "fourth", "fifth")
)
NOTES = [("1", "It burned oil, as all of them did then."), ("2", "There are 212 of them.")]


def tied(call: str, notes: str, head: str = "") -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Return the notes of a page, and the words of each link that leads to one, with it."""
    calls = "".join(f"<p>The lamp was lit{call.format(n=n)}, he wrote, and the stairs were many.</p>" for n in (1, 2))
    page = f'<html lang="en"><head><title>The Light</title>{head}</head><body><article><h1>The Light</h1>{BODY}{calls}{BODY.replace("keeper", "owner")}{notes}</article></body></html>'
    article = parse(
        Document(address="https://example.com/light", url="https://example.com/light", data=page.encode())
    ).article
    places = {anchor.name: anchor.place for anchor in article.anchors}
    led = []
    for start, end, href in links(article):
        note = footnote_at(article, places[href[1:]]) if href[1:] in places else None
        if note:
            led.append((text_between(article, start, end).strip("[]"), text_between(article, *note)))
    items = [item for block in article.blocks if isinstance(block, Footnotes) for item in block.items]
    return [(item.label, item.prose.text) for item in items], led


def lines(pattern: str) -> str:
    return "".join(pattern.format(n=n, text=text) for n, text in NOTES)


@pytest.mark.parametrize(
    ("call", "notes"),
    [
        ('<a href="#fn{n}" id="r{n}"><sup>{n}</sup></a>', "<hr><p>" + lines('<a id="fn{n}" href="#r{n}">{n}</a> {text}<br>') + "</p>"),
        ("<sup>[{n}]</sup>", "<hr><p>" + lines("[{n}] {text}<br>") + "</p>"),
        ("[{n}]", lines("<p>[{n}] {text}</p>")),
        ("<sup>{n}</sup>", "<h2>Notes</h2>" + lines("<p>{n}. {text}</p>")),
        ("<sup>{n}</sup>", "<h2>Notes</h2><ol>" + lines("<li>{text}</li>") + "</ol>"),
        ('<a href="#_ftn{n}" name="_ftnref{n}">[{n}]</a>', lines('<p><a href="#_ftnref{n}" name="_ftn{n}">[{n}]</a> {text}</p>')),
        ('<a href="#_edn{n}" name="_ednref{n}"><sup>[{n}]</sup></a>', lines('<div id="edn{n}"><p><a href="#_ednref{n}" name="_edn{n}"><sup>[{n}]</sup></a> {text}</p></div>')),
        ('<sup><a href="https://example.com/light#fn{n}">{n}</a></sup>', "<ol>" + lines('<li id="fn{n}">{text} <a href="https://example.com/light#r{n}">↩</a></li>') + "</ol>"),
        ('<sup><a href="https://www.example.org/else/#fn{n}" id="ref{n}">{n}</a></sup>', "<ol>" + lines('<li id="fn{n}"><p>{text} <a href="https://www.example.org/else/#ref{n}">↩</a></p></li>') + "</ol>"),
        ('<span><a href="#fn{n}" title="{n}"><sup>{n}</sup></a></span>', "<ol>" + lines('<li><span id="fn{n}"></span>{text} <a href="#r{n}">↩</a></li>') + "</ol>"),
        ('<a href="#fn{n}" role="doc-noteref">[{n}]</a>', '<aside class="footnote-list">' + lines('<aside class="footnote" id="fn{n}" role="doc-footnote"><span>[<a href="#r{n}">{n}</a>]</span><p>{text}</p></aside>') + "</aside>"),
        ('<a href="/light#n{n}" id="b{n}">{n}</a>', "<ol>" + lines('<li id="n{n}"><p>{text} <a href="/light#b{n}">back</a></p></li>') + "</ol>"),
    ],
    ids=["br-linked", "br-plain", "paragraphs-plain", "raised-dotted", "raised-list", "word", "word-end", "own-address", "other-address", "anchor-in-item", "asides", "path"],
)  # fmt: skip
def test_notes_are_tied_to_their_calls(call, notes):
    found, led = tied(call, notes)
    assert found == NOTES
    assert led == NOTES


def test_numbers_that_nothing_calls_stay_a_list_and_paragraphs():
    assert tied("", "<h2>Steps</h2><ol>" + lines("<li>{text}</li>") + "</ol>") == ([], [])
    assert tied(" in 2<sup>2</sup> rooms", lines("<p>{n}. {text}</p>")) == ([], [])
    assert tied('<a href="https://example.org/other#top">1</a>', lines("<p>{n}. {text}</p>")) == ([], [])


def test_a_link_to_another_page_stays_one_though_a_place_here_has_its_name():
    found, led = tied(
        '<a href="https://example.org/other#fn1">{n}</a>',
        '<p id="fn1">A last word of the editor that nobody calls.</p>',
    )
    assert (found, led) == ([], [])
