"""The marks of a text: sorted, each once, and in one order whatever the hash seed."""

from __future__ import annotations

from termread.parse.page.compose.links import prose_of
from termread.parse.page.model import Span


def test_links_over_the_same_words_keep_the_order_of_the_page():
    hrefs = [f"https://example.com/{n}" for n in range(12)]
    found = prose_of("word", [Span(0, 4, "link", href) for href in [*hrefs, *hrefs]], lambda href: href)
    assert [mark.href for mark in found.marks] == hrefs
