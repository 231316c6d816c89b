"""What stands around a story under a roof of its own: cards that lead to other stories, other articles, comments of readers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from termread.parse.page.boilerplate.lines import TIME
from termread.parse.page.class_names import words_of
from termread.parse.page.compose.frames import is_named_live
from termread.parse.page.locate import is_body, titled
from termread.parse.page.model import Element, Page, Run, Signature, is_prose
from termread.parse.text_shape import key

_ENOUGH, _RUNS = 3, 12
"""How many elements of one make are a list of cards, and how many runs a card holds at most."""
_CARD = 450
"""Running text that a card holds at most, on average."""
_TITLE, _HEADLINE = 12, 20
"""Characters of the shortest link that is a headline by itself, and of one that a teaser begins with."""
_STORY = 0.35
"""The share of the body of a story, and of the page, from which elements are its sections."""
_MOST = 0.7
"""The share of the page's running text from which cards are what the page is about."""
_INNER = frozenset(["p", "figure", "tr", "td", "th", "table", "tbody", "blockquote", "h1", "h2", "h3", "body", "main"])
_WHOLE = 0.3
"""The share of the text of all articles that the one with the headline holds, if it is a story of its own."""
_ADDRESSED = frozenset(["data-url", "data-href", "data-permalink", "data-article-url", "data-canonical-url", "itemid"])
"""Attributes that give a box an address of its own."""
_FEWEST = 3
"""How many elements of one make are a thread."""
_SIGN, _DATE = 24, 80
"""Characters of a line that each comment has, such as the offer to reply, and of the line that says when it was made."""
_MOST_COMMENTS = 0.8
"""The share of the page's running text from which a thread is the page: a forum, or a live blog."""
_PARTS = frozenset(["li", "div", "article", "section", "ol", "tr", "dd"])


def exclude_cards(page: Page) -> None:
    """Leave out lists of cards, unless they are most of what the page has to say: then it is a list itself."""
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
    """Return how much running text there is, said twice or not: a list of cards may run past the eye again and again."""
    return sum({run.text: run.size for run in runs if is_prose(run)}.values())


def _are_cards(elements: list[Element], leading: set[int]) -> bool:
    """Return whether elements are short, many, and almost all of them lead away."""
    if len(elements) < _ENOUGH or sum(element.weight for element in elements) > _CARD * len(elements):
        return False
    count = sum(not leading.isdisjoint(range(element.start, element.end)) for element in elements)
    return count * 5 >= 4 * len(elements)


def _are_sections(elements: list[Element], page: Page) -> bool:
    """Return whether elements hold a good part of what is called the body of a story and holds a good part of the page."""
    body = next((outer for outer in elements[0].up() if is_body(outer)), None)
    held = sum(element.weight for element in elements)
    return body is not None and held > _STORY * body.weight and body.weight >= _STORY * page.total


def _teases(run: Run, *, before: bool) -> bool:
    """Return whether an item of a list is a linked headline and the first words of the story.

    They are broken off; *before* the headline of the page it is enough that they begin anew.
    """
    first = next((span for span in run.spans if span.style == "link" and span.start == 0), None)
    if run.element.tag != "li" or first is None or first.end < _HEADLINE:
        return False
    after = run.text[first.end :].lstrip()
    anew = before and run.text[: first.end].rstrip()[-1:].isalnum() and after[:1].isupper()
    return anew or run.text.endswith(("...", "…", "[…]", "[...]"))


def _leads_away(run: Run) -> bool:
    """Return whether a run is a link to something else from its first word to its last."""
    if run.kind not in ("text", "heading") or len(run.text) < _TITLE or run.linked < 0.8 * len(run.text):
        return False
    return not any(span.style == "link" and (span.value or "").startswith("#") for span in run.spans)


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


def _exclude_next(page: Page, headline: Element, wanted: str) -> None:
    """Leave out the boxes behind that of the *headline* that are stories of their own: headed, and signed or addressed."""
    around = set(headline.up())
    for element in page.elements:
        if element.parent not in around or element in around or element.start < headline.end or not element.weight:
            continue
        node, first = element.node, page.runs[element.start]
        signed = first.level == 1 and next(node.iter("time"), None) is not None
        if (signed or not _ADDRESSED.isdisjoint(element.attributes)) and _is_headed(element, page, wanted):
            told = sum(run.size for run in page.runs[headline.end : element.start] if run.prose)
            if told >= _WHOLE * element.weight:
                page.exclude_all(element, "related")


def _is_headed(element: Element, page: Page, wanted: str) -> bool:
    """Return whether the first words in an <article> are a headline, of any level, that is not the one that is *wanted*."""
    first = next((run for run in page.runs[element.start : element.end] if run.text), None)
    return first is not None and first.level > 0 and first.key != wanted and not page.metadata.live


def _is_post(element: Element) -> bool:
    """Return whether an <article> says of itself that it is a whole post."""
    return " hentry " in words_of(element.name) or element.attributes.get("itemtype", "").endswith(
        ("Article", "BlogPosting")
    )


def exclude_comments(page: Page) -> None:
    """Leave out elements of one make that each say when they were written and hold the same short line: comments of readers."""
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
            # Answers and odd lines are often called otherwise than what they stand beside.
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
    """Return the elements that stand in no other of them: answers stand in what they answer."""
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
