"""Other articles on the page: those that stand below or inside the one with the headline, as articles of their own."""

from __future__ import annotations

from termread.parse.page.class_names import words_of
from termread.parse.page.model import Element, Page
from termread.parse.text_shape import key


def exclude_other_articles(page: Page) -> None:
    """Leave out an <article> after or inside the one with the headline, if it is one of its own.

    Inside, since a page that leaves its articles open nests each in the one before.
    """
    articles = [element for element in page.elements if element.tag == "article" and element.weight]
    wanted = key(page.metadata.title)
    own = [i for i, run in enumerate(page.runs) if run.level == 1 and run.key == wanted]
    if own:
        _exclude_next(page, page.runs[own[0]].element, wanted)
    if len(articles) < 2:
        return
    holding = [element for element in articles if own and own[0] in element]
    main = holding[-1] if holding else max(articles, key=lambda element: element.weight)
    whole = bool(holding) and main.weight >= _WHOLE * sum(element.weight for element in articles)
    for element in articles:
        heads = (run for run in page.runs[element.start : element.end] if run.level == 1)
        follows = any(run.key != wanted for run in heads) or (whole and _is_headed(element, page, wanted))
        after = element.start >= main.end and follows
        nested = bool(holding) and element.start > own[0] and _is_post(main) and _is_post(element)
        if after or nested:
            page.exclude_all(element, "related")


_WHOLE = 0.3
"""The share of the text of all articles that the one with the headline holds, if it is a story of its own."""


def _exclude_next(page: Page, headline: Element, wanted: str) -> None:
    """Leave out the boxes behind that of the *headline* that are stories of their own: headed, and signed or addressed."""
    around = set(headline.up())
    for element in page.elements:
        if element.parent not in around or element in around or element.start < headline.end or not element.weight:
            continue
        node, first = element.node, page.runs[element.start]
        signed = first.level == 1 and next(node.iter("time"), None) is not None
        if (signed or any(element.attributes.get(name) for name in _ADDRESSED)) and _is_headed(element, page, wanted):
            told = sum(run.size for run in page.runs[headline.end : element.start] if run.prose)
            if told >= _WHOLE * element.weight:
                page.exclude_all(element, "related")


_ADDRESSED = ("data-url", "data-href", "data-permalink", "data-article-url", "data-canonical-url", "itemid")
"""Attributes that give a box an address of its own."""


def _is_headed(element: Element, page: Page, wanted: str) -> bool:
    """Return whether the first words in an <article> are a headline, of any level, that is not the one that is *wanted*."""
    first = next((run for run in page.runs[element.start : element.end] if run.text), None)
    return first is not None and first.level > 0 and first.key != wanted and not page.metadata.live


def _is_post(element: Element) -> bool:
    """Return whether an <article> says of itself that it is a whole post."""
    return " hentry " in words_of(element.name) or element.attributes.get("itemtype", "").endswith(
        ("Article", "BlogPosting")
    )
