"""Self-contained boilerplate around a story: cards that link to other stories, other articles, readers' comments."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from termread.parse.page.boilerplate.lines import TIME
from termread.parse.page.class_names import plain_name, words_of
from termread.parse.page.compose.frames import is_named_live
from termread.parse.page.locate import is_body, titled
from termread.parse.page.model import Element, Page, Run, Signature, is_prose
from termread.parse.text_shape import key

_ENOUGH, _RUNS = 3, 12
"""Fewest elements with the same signature in a list of cards, and the most runs in a card."""
_CARD = 450
"""Maximum running text per card, on average."""
_TITLE, _HEADLINE = 12, 20
"""Characters of the shortest link that is a headline by itself, and of the shortest headline of a teaser."""
_STORY = 0.35
"""Share of the story's body, and of the page, from which elements are sections of the story."""
_MOST = 0.7
"""Share of the page's running text from which cards are its main content."""
_INNER = frozenset(["p", "figure", "tr", "td", "th", "table", "tbody", "blockquote", "h1", "h2", "h3", "body", "main"])
_WHOLE = 0.3
"""Minimum share of the text of all articles in the one with the headline if it is a story of its own."""
_ADDRESSED = frozenset(["data-url", "data-href", "data-permalink", "data-article-url", "data-canonical-url", "itemid"])
"""Attributes that give a box its own address."""
_FEWEST = 3
"""Fewest elements with the same signature in a thread."""
_SIGN, _DATE = 24, 80
"""Characters of a line repeated in each comment, such as "Reply", and of the line with its date."""
_MOST_COMMENTS = 0.8
"""Share of the page's running text from which a thread is the page itself, as in a forum or live blog."""
_PARTS = frozenset(["li", "div", "article", "section", "ol", "tr", "dd"])


def exclude_cards(page: Page) -> None:
    """Leave out lists of cards, unless they hold most of the page's text, which makes the page a list itself."""
    headline = titled(page) or 0
    teasers = {i for i, run in enumerate(page.runs) if run.linked and _teases(run, before=i < headline)}
    leading = teasers | {i for i, run in enumerate(page.runs) if run.linked and _leads_away(run)}
    makes: defaultdict[Signature, list[Element]] = defaultdict(list)
    for element in page.elements:
        count = element.end - element.start
        few = 2 <= count <= _RUNS or (count == 1 and element.tag == "li" and element.start in teasers)
        if few and element.excluded is None and element.parent is not None and element.tag not in _INNER:
            makes[element.signature].append(element)
    inside = {
        i
        for elements in makes.values()
        if _are_cards(elements, leading) and not _are_sections(elements, page)
        for element in elements
        for i in range(element.start, element.end)
    }
    if _said_once(page.runs[i] for i in inside) < _MOST * _said_once(page.runs):
        for i in inside:
            page.exclude(page.runs[i], "related")


def _said_once(runs: Iterable[Run]) -> int:
    """Return the amount of running text, counting repeats once, because a list of cards may appear several times."""
    return sum({run.text: run.size for run in runs if is_prose(run)}.values())


def _are_cards(elements: list[Element], leading: set[int]) -> bool:
    """Return whether elements are short and numerous and nearly all link elsewhere."""
    if len(elements) < _ENOUGH or sum(element.weight for element in elements) > _CARD * len(elements):
        return False
    count = sum(not leading.isdisjoint(range(element.start, element.end)) for element in elements)
    return count * 5 >= 4 * len(elements)


def _are_sections(elements: list[Element], page: Page) -> bool:
    """Return whether elements hold much of an element named as the story's body that itself holds much of the page."""
    body = next((outer for outer in elements[0].up() if is_body(outer)), None)
    held = sum(element.weight for element in elements)
    return body is not None and held > _STORY * body.weight and body.weight >= _STORY * page.total


def _teases(run: Run, *, before: bool) -> bool:
    """Return whether a list item is a linked headline followed by the first words of its story.

    Those words must be cut off, or, *before* the page's headline, start with a capital letter.
    """
    first = next((span for span in run.spans if span.style == "link" and span.start == 0), None)
    if run.element.tag != "li" or first is None or first.end < _HEADLINE:
        return False
    after = run.text[first.end :].lstrip()
    anew = before and run.text[: first.end].rstrip()[-1:].isalnum() and after[:1].isupper()
    return anew or run.text.endswith(("...", "…", "[…]", "[...]"))


def _leads_away(run: Run) -> bool:
    """Return whether a run is almost entirely a link, and not to an anchor on this page."""
    if run.kind not in ("text", "heading") or len(run.text) < _TITLE or run.linked < 0.8 * len(run.text):
        return False
    return not any(span.style == "link" and (span.value or "").startswith("#") for span in run.spans)


def exclude_other_articles(page: Page) -> None:
    """Leave out each <article> after or inside the one with the headline if it is a separate story.

    It may be inside because pages that forget to close an article nest the next one in it.
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


def _exclude_next(page: Page, headline: Element, wanted: str) -> None:
    """Leave out later boxes beside the *headline*'s that are separate stories: headed, and dated or with an address.

    If the box that holds the headline is of the same make, any short line heads them.
    """
    around = {outer.parent: outer for outer in headline.up()}
    for element in page.elements:
        own = around.get(element.parent)
        if own is None or own is element or element.start < headline.end or not element.weight:
            continue
        first = page.runs[element.start]
        alike = bool(element.name) and (element.tag, plain_name(element.name)) == (own.tag, plain_name(own.name))
        signed = (alike or first.level == 1) and _is_dated(element, page)
        headed = _is_headed(element, page, wanted) or (alike and first.kind == "text" and not first.prose)
        if headed and (signed or not _ADDRESSED.isdisjoint(element.attributes)):
            told = sum(run.size for run in page.runs[headline.end : element.start] if run.prose)
            if told >= _WHOLE * element.weight:
                page.exclude_all(element, "related")


def _is_dated(element: Element, page: Page) -> bool:
    """Return whether an element holds a time, or begins with a line with a date."""
    first = page.runs[element.start : element.start + _ENOUGH]
    dated = any(len(run.text) <= _DATE and TIME.search(run.text) for run in first)
    return dated or next(element.node.iter("time"), None) is not None


def _is_headed(element: Element, page: Page, wanted: str) -> bool:
    """Return whether an <article> starts with a heading, of any level, other than the *wanted* headline."""
    first = next((run for run in page.runs[element.start : element.end] if run.text), None)
    return first is not None and first.level > 0 and first.key != wanted and not page.metadata.live


def _is_post(element: Element) -> bool:
    """Return whether an <article> is marked as a complete post by its class or itemtype."""
    return " hentry " in words_of(element.name) or element.attributes.get("itemtype", "").endswith(
        ("Article", "BlogPosting")
    )


def exclude_comments(page: Page) -> None:
    """Leave out readers' comments: like elements or siblings that each have a date and the same short line."""
    if page.metadata.live:
        return
    makes: defaultdict[Signature, list[Element]] = defaultdict(list)
    siblings: defaultdict[tuple[str, int], list[Element]] = defaultdict(list)
    for element in page.elements:
        if (
            element.weight
            and element.excluded is None
            and element.tag in _PARTS
            and element.end - element.start >= _FEWEST
            and not is_named_live(element)
        ):
            makes[element.signature].append(element)
            # Replies and unusual entries often have another class than their siblings.
            siblings[element.tag, id(element.parent)].append(element)
    for elements in (*makes.values(), *siblings.values()):
        apart = _outermost(elements)
        if (
            len(apart) >= _FEWEST
            and sum(element.weight for element in apart) < _MOST_COMMENTS * page.total
            and _are_comments(apart, page)
        ):
            for element in apart:
                page.exclude_all(element, "comments")


def _outermost(elements: list[Element]) -> list[Element]:
    """Return the elements that are not inside another one, since replies are nested in what they reply to."""
    kept: list[Element] = []
    for element in elements:
        if not kept or element.start >= kept[-1].end:
            kept.append(element)
    return kept


def _are_comments(elements: list[Element], page: Page) -> bool:
    lines: Counter[str] = Counter()
    dated = written = 0
    for element in elements:
        inside = page.runs[element.start : element.end]
        dated += any(len(run.text) <= _DATE and TIME.search(run.text) for run in inside)
        written += any(run.is_running for run in inside)
        lines.update({run.key for run in inside if 0 < len(run.text) <= _SIGN})
    most = max(lines.values(), default=0)
    return min(dated, written, most) * 5 >= 4 * len(elements)
