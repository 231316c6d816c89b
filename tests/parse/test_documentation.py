"""Documentation is read whole: what it says again, all its sections, and its first sentence."""

from __future__ import annotations

from small_pages import story, words

from termread.document import Document
from termread.parse import parse

ABOUT = "Bridges are lifted by the keeper alone, with the key that hangs in the hut by the water."
WARNING = "Never lift the bridge while anyone stands on it, however slowly, and whatever they may have told you."
CODE = "<pre><code>lift --slowly</code></pre>"


def manual(body: str, *, url: str = "https://bridges.example.com/lifting", head: str = "") -> str:
    text = f"<html><head><title>Lifting bridges</title><meta name=description content='{ABOUT}'>{head}</head><body>{body}</body></html>"
    return words(parse(Document(address=url, data=text.encode(), url=url, media_type="text/html")).article)


def test_a_warning_that_each_section_repeats_is_read_each_time():
    sections = "".join(f"<section><h2>{name}</h2><p>{WARNING}</p>{CODE}</section>" for name in ("Lifting", "Lowering"))
    assert manual(f"<h1>Lifting bridges</h1>{sections}").count(WARNING) == 2


def test_the_first_sentence_stays_in_the_text_though_a_description_says_it_too():
    assert ABOUT in manual(f"<h1>Lifting bridges</h1><p class=intro>{ABOUT}</p>{story(3)}{CODE}")


def test_a_short_section_beside_the_long_one_is_read():
    long, short = story(12), story(2)
    found = manual(
        f"<h1>Lifting bridges</h1><div><section><h2>All</h2>{long}{CODE}</section><section>{short}</section></div>"
    )
    assert found.count(":") == 14


def test_an_address_among_the_docs_is_that_of_documentation_whatever_its_date():
    dated = "<meta property=og:type content=article><meta property=article:published_time content=2026-05-01>"
    body = f"<h1>Lifting bridges</h1><p>{WARNING}</p>{story(3)}<p>{WARNING}</p>"
    assert manual(body, head=dated).count(WARNING) == 1
    for url in ("https://docs.example.com/lifting", "https://example.com/docs/lifting"):
        assert manual(body, head=dated, url=url).count(WARNING) == 2


def test_the_line_that_licenses_a_page_is_none_of_its_text():
    licence = "Except where otherwise noted, this page is licensed under the Creative Commons Attribution 4.0 License."
    assert licence not in manual(f"<h1>Lifting bridges</h1>{story(3)}{CODE}<p>{licence}</p>")
