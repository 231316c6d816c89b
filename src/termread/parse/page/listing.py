"""Front pages and listings: pages whose text is mostly in cards, with headlines that link elsewhere.

Such a page becomes a list of its stories: each headline with its link and the text below it. An article surrounded by
other stories is not a listing: it has more text outside such cards, its metadata call it an article, or its address
is that of a story.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from itertools import accumulate, islice
from urllib.parse import urlsplit

from termread.parse.metadata.declared import RANKS
from termread.parse.page.locate import headline_of
from termread.parse.page.model import Element, Page, Run
from termread.parse.page.posts import said_often
from termread.parse.text_shape import key
from termread.text import regex
from termread.values import replace

FEWEST, ROW = 5, 3
"""Fewest stories in a list, and fewest headlines with the same signature in a row."""
LONG = 25
"""Fewest characters, on average, in a row of headlines that are not headings; names and labels are shorter."""
CARD = 1_500
"""Most running text in a card; an element with more is the story itself."""
RATIO = (1, 8)
"""How many times as much text as the rest the cards must hold, by the number of signs of an article (0 or 1)."""
MOST = 0.85
"""Minimum share of the cards' text inside the region that is kept."""
SHORT, SPARSE = 600, 3
"""Characters of sentences on a page of short lines without cards, and how many times as much the lines must hold."""
_OF_PAGE = frozenset(["data", "meta", "meta tags"])
"""Sources that describe the whole page; a name or date from elsewhere may belong to an item."""
_TAKEN = frozenset([None, "related", "promotion", "aside", "byline", "tags", "date", "title", "dek", "player"])
"""Reasons for leaving out a card's text that apply to an article but not to a list."""
_ARTICLE = frozenset(kind for kind, rank in RANKS.items() if rank >= 3)
_DATED = regex(r"/(?:19|20)\d\d/\d\d?(?:/|$)")
_DOCS = regex(r"//(?:[\w-]+\.)*docs?\.|/(?:docs?|documentation|manual|reference)(?:/|$)")
_NUMBERED = regex(r"\d{5}")
_SEVERAL = ""
"""Link target recorded for an element that holds several stories."""


def read_listing(page: Page) -> None:
    """Turn a page with little text outside its cards into a list of stories with headlines, deks, authors and dates."""
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
    """Return whether a page may be an article: not part of a manual, nor declared as something else in its metadata."""
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
    """Return the total size of some runs, counting repeated text once."""
    return sum({run.text: run.size for run in runs}.values())


def _main_of(page: Page) -> list[Element]:
    """Return the element marked as the page's main content, as a list of one or none."""
    mains = (each for each in page.elements if each.tag == "main" or each.attributes.get("role") == "main")
    return list(islice(mains, 1))


def _table(page: Page) -> Element | None:
    """Return the main content of a page that is almost all short lines, as on tables and shops, or None."""
    main = next(iter(_main_of(page)), page.elements[0])
    kept = [run for run in page.runs if run.excluded is None and run.text]
    spoken = _said_once(run for run in kept if run.prose or run.kind == "code")
    lines = [run for run in page.runs[main.start : main.end] if run.excluded is None and not run.prose]
    return main if spoken < SHORT and len(lines) > FEWEST and _said_once(lines) > SPARSE * spoken else None


def _article_signs(page: Page) -> int:
    """Return how many signs point to an article: its type in the metadata, and a slug or a number in its address."""
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
    """Return the link of each headline: lines that are all link, in rows with one signature, in any main content."""
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
    """Return the target of a run's first link if it is another page, or None."""
    href = next((span.value for span in run.spans if span.style == "link" and span.value), "#")
    return None if href.startswith(("#", "javascript:", "mailto:")) else href


def _leads(page: Page, heads: dict[int, str]) -> dict[Element, str]:
    """Return, for each element that holds headlines, their common link target, or `_SEVERAL`."""
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
    """Return whether an element is the largest around a headline that contains no other headline."""
    whole = element.parent is None or leads[element.parent] == _SEVERAL
    return whole and lead != _SEVERAL and element.weight <= CARD


def _headline(card: Element, heads: dict[int, str], page: Page) -> int:
    """Return the index of a card's headline: a heading, or else the first line that is not a label."""
    return min(
        (i for i in range(card.start, card.end) if i in heads),
        key=lambda i: (not page.runs[i].level, len(page.runs[i].text) < LONG, i),
    )


def _around(page: Page, offered: dict[int, int]) -> Element:
    """Return the innermost element that holds most of the cards."""
    indices, held = [*offered], [*accumulate(offered.values(), initial=0)]
    return max(
        (each for each in page.elements if _sum(each, indices, held) >= MOST * held[-1]), key=lambda each: each.depth
    )


def _sum(element: Element, indices: list[int], held: list[int]) -> int:
    return held[bisect_left(indices, element.end)] - held[bisect_left(indices, element.start)]


def _keep(page: Page, region: Element) -> None:
    """Keep the text of the region that is not boilerplate, and whatever lies between it and the title above."""
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
