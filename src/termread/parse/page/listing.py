"""Front pages and listings: pages that say little but in boxes with headlines that lead away.

Such a page becomes the list of what it offers: each headline with its link, and what the page says below it. An article
with other stories around it is none: it says more outside of such boxes, its data call it an article, or its address is
that of a story.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from itertools import accumulate, islice
from urllib.parse import urlsplit

from termread.parse.metadata.json_ld import RANKS
from termread.parse.page.locate import headline_of
from termread.parse.page.model import Element, Page, Run
from termread.parse.page.posts import said_often
from termread.parse.text_shape import key
from termread.values import replace

FEWEST, ROW = 5, 3
"""How many stories make a list of a page, and how many headlines of one make are a row of them."""
LONG = 25
"""Characters of a row's headlines, on average, where they are no headings: names and labels are shorter."""
CARD = 1_500
"""Running text of the largest box that offers a story; one that holds more is the story."""
RATIO = (1, 8)
"""How much more the boxes must say than the rest of the page, by the signs that it is an article; with more it is one."""
MOST = 0.85
"""The share of what the boxes say that stands in the part of the page that is read."""
SHORT, SPARSE = 600, 3
"""Characters of sentences on a page without such boxes that says all in short lines, and how much more these must say."""
_OF_PAGE = frozenset(["data", "meta", "meta tags"])
"""Places that speak of the whole page; a name or a date elsewhere may be that of an item."""
_TAKEN = frozenset([None, "related", "promotion", "aside", "byline", "tags", "date", "title", "dek", "player"])
"""Reasons for which the text of a box is left out on the page of a story, and on no list."""
_ARTICLE = frozenset(kind for kind, rank in RANKS.items() if rank >= 3)
_DATED = re.compile(r"/(?:19|20)\d\d/\d\d?(?:/|$)")
_DOCS = re.compile(r"//(?:[\w-]+\.)*docs?\.|/(?:docs?|documentation|manual|reference)(?:/|$)")
_NUMBERED = re.compile(r"\d{5}")
_SEVERAL = ""
"""Where an element leads that holds several stories."""


def read_listing(page: Page) -> None:
    """Take a page for a list of stories where it says little beside them: each with its headline, dek, writer and date."""
    signs = _article_signs(page)
    page.is_article = _may_be_article(page, signs)
    plays = page.metadata.video and (signs or page.metadata.og_type.startswith("video"))
    if signs >= len(RATIO) or page.metadata.live or plays:
        return
    heads = _headlines(page)
    leads = _leads(page, heads)
    cards = {each: _headline(each, heads, page) for each, lead in leads.items() if _is_card(each, lead, leads)}
    offers = {i for card in cards for i in range(card.start, card.end)}
    offers |= {i for i in heads if leads[page.runs[i].element] == _SEVERAL}
    offered = {i: page.runs[i].size for i in sorted(offers) if page.runs[i].excluded in _TAKEN}
    beside = (run for i, run in enumerate(page.runs) if run.prose and i not in offers and not run.excluded)
    said = _said_once(page.runs[i] for i in offered)
    if len(set(heads.values())) >= FEWEST and said > RATIO[signs] * _said_once(beside):
        page.cards = cards
        page.listed = _around(page, offered)
    elif not signs:
        page.listed = _table(page)
    if page.listed is not None:
        page.consider(f"a list of {len(page.cards)} stories", "chosen")
        _keep(page, page.listed)


def _may_be_article(page: Page, signs: int) -> bool:
    """Return whether a page may be an article, and is no part of a manual nor what its data say that it is instead."""
    metadata = page.metadata
    if any(_DOCS.search(url) for url in (page.url, metadata.canonical_url) if url):
        return False
    dated = metadata.published and metadata.rules.get("published") != "the text"
    if dated or metadata.byline or metadata.og_type == "article" or not metadata.kinds.isdisjoint(_ARTICLE):
        return True
    if any(run.kind == "code" and run.excluded is None for run in page.runs):
        return False
    return signs >= len(RATIO) or not (metadata.og_type or metadata.kinds)


def _said_once(runs: Iterable[Run]) -> int:
    """Return how much runs say, what is said twice counted once."""
    return sum({run.text: run.size for run in runs}.values())


def _main_of(page: Page) -> list[Element]:
    """Return what the page says is its main part, as a list of one or none."""
    mains = (each for each in page.elements if each.tag == "main" or each.attributes.get("role") == "main")
    return list(islice(mains, 1))


def _table(page: Page) -> Element | None:
    """Return the main part of a page that says hardly anything in sentences, and much in short lines, as tables and shops do."""
    main = next(iter(_main_of(page)), page.elements[0])
    kept = [run for run in page.runs if run.excluded is None and run.text]
    spoken = _said_once(run for run in kept if run.prose or run.kind == "code")
    lines = [run for run in page.runs[main.start : main.end] if run.excluded is None and not run.prose]
    return main if spoken < SHORT and len(lines) > FEWEST and _said_once(lines) > SPARSE * spoken else None


def _article_signs(page: Page) -> int:
    """Return how much speaks for an article: what the page's data call it, and an address that is a headline or a number."""
    metadata = page.metadata
    try:
        address = urlsplit(page.url or metadata.canonical_url or "")
    except ValueError:
        address = urlsplit("")
    if address.netloc and not address.path.strip("/") and not address.query:
        return 0
    if metadata.news or not metadata.kinds.isdisjoint(_ARTICLE):
        return len(RATIO)
    last = address.path.rstrip("/").rpartition("/")[2]
    words = len(re.findall(r"[^\W_]+", last.partition(".")[0]))
    numbered = _DATED.search(address.path) or _NUMBERED.search(last + address.query)
    telling = 2 if numbered or words > 3 else words == 3 or last.isdecimal()
    return (metadata.og_type == "article") + telling


def _headlines(page: Page) -> dict[int, str]:
    """Return where each headline leads: lines that are all link, in rows of one make, in the page's main part if it has one."""
    rows: defaultdict[tuple[object, bool], dict[int, str]] = defaultdict(dict)
    for i, run in enumerate(page.runs):
        if run.linked and run.linked >= 0.8 * len(run.text) and run.excluded in _TAKEN and (lead := _lead(run)):
            rows[run.signature, run.level > 0][i] = lead
    found: dict[int, str] = {}
    for (_, headed), row in rows.items():
        if len(set(row.values())) >= ROW and (headed or sum(len(page.runs[i].text) for i in row) >= LONG * len(row)):
            found |= row
    for main in _main_of(page):
        inside = {i: lead for i, lead in found.items() if i in main}
        if len(set(inside.values())) >= FEWEST:
            return inside
    return found


def _lead(run: Run) -> str | None:
    """Return where the first link of a run leads, if that is another page."""
    href = next((span.value for span in run.spans if span.style == "link" and span.value), "#")
    return None if href.startswith(("#", "javascript:", "mailto:")) else href


def _leads(page: Page, heads: dict[int, str]) -> dict[Element, str]:
    """Return, for each element that holds headlines, where they all lead, or `_SEVERAL`."""
    leads: dict[Element, str] = {}
    for i, lead in heads.items():
        element = page.runs[i].element
        leads[element] = lead if leads.get(element, lead) == lead else _SEVERAL
    for element in reversed(page.elements):
        if element in leads and element.parent is not None:
            lead = leads[element]
            leads[element.parent] = lead if leads.get(element.parent, lead) == lead else _SEVERAL
    return leads


def _is_card(element: Element, lead: str, leads: dict[Element, str]) -> bool:
    """Return whether an element is the largest around a headline that holds no other."""
    whole = element.parent is None or leads[element.parent] == _SEVERAL
    return whole and lead != _SEVERAL and element.weight <= CARD


def _headline(card: Element, heads: dict[int, str], page: Page) -> int:
    """Return which run of a card is its headline: a heading, else its first line that is no label."""
    return min(
        (i for i in range(card.start, card.end) if i in heads),
        key=lambda i: (not page.runs[i].level, len(page.runs[i].text) < LONG, i),
    )


def _around(page: Page, offered: dict[int, int]) -> Element:
    """Return the innermost element that holds most of what is offered."""
    indices, held = [*offered], [*accumulate(offered.values(), initial=0)]
    return max(
        (each for each in page.elements if _sum(each, indices, held) >= MOST * held[-1]), key=lambda each: each.depth
    )


def _sum(element: Element, indices: list[int], held: list[int]) -> int:
    return held[bisect_left(indices, element.end)] - held[bisect_left(indices, element.start)]


def _keep(page: Page, region: Element) -> None:
    """Keep the text of the region that is no boilerplate, and what stands between it and the title above."""
    title, wanted = headline_of(page), key(page.metadata.title)
    above = range(title + 1 if title is not None else 0, region.start)
    often = said_often(
        [run for i, run in enumerate(page.runs[card.start : card.end], card.start) if i != head]
        for card, head in page.cards.items()
    )
    seen: set[tuple[Element | None, str]] = set()
    first = min((card.start for card in page.cards), default=0)
    owners = {i: card for card in page.cards for i in range(card.start, card.end)}
    for i, run in enumerate(page.runs):
        if not ((i in region and i >= first) or ((i in region or i in above) and (run.prose or run.level))):
            page.exclude(run, "outside")
        elif run.kind not in ("text", "heading", "code") or run.key in often:
            page.exclude(run, "label")
        elif i not in owners and run.level == 1 and run.key == wanted:
            page.exclude(run, "title")
        elif i in owners and (owners[i], run.text) in seen:
            page.exclude(run, "repeat")
        elif run.excluded in _TAKEN:
            page.admit(run)
        seen.add((owners.get(i), run.text))
    dek = (
        None if any(run.excluded is None and run.text == page.metadata.dek for run in page.runs) else page.metadata.dek
    )
    page.story = region
    said = page.metadata.rules
    authors, published = (said.get(name) in _OF_PAGE for name in ("authors", "published"))
    page.metadata = replace(
        page.metadata,
        dek=dek,
        authors=page.metadata.authors if authors else (),
        byline=page.metadata.byline if authors else None,
        published=page.metadata.published if published else None,
        modified=page.metadata.modified if published else None,
    )
