"""The classifier's features: numbers about a run's shape, elements, position and neighbours.

None identifies a publisher. Words in classes and ids count only through their odds (see `weights`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import accumulate
from operator import attrgetter

from termread.parse.page.boilerplate.lines import TIME
from termread.parse.page.classify.weights import ClassWords, has_words
from termread.parse.page.locate import grammar_of, titled
from termread.parse.page.model import Element, Page, Run, Signature
from termread.parse.text_shape import key
from termread.text import regex

OF_ELEMENT = (
    "tag", "side", "up_most", "up_half", "headline_box", "alike_share", "alike_dated",
    "words_own", "words_least", "words_most", "box_share", "box_links",
)  # fmt: skip
"""Features of the element that a run is in; the last two are also used for its ancestors."""
OF_AROUND = ("parent_share", "parent_runs", "outer_share", "outer_links")
OF_SIGNATURE = ("kind_share", "kind_runs", "kind_text")
OF_RUN = ("size", "links", "stops", "level", "spaces", "times", "described", "italic")
OF_PLACE = ("before", "after", "position", "until_ordinary", "from_headline", "from_heading", "links_around")
OF_NEIGHBOURS = ("links_before", "size_after", "links_after")
OF_PAGE = ("page_prose", "page_runs", "page_news", "page_half")
FEATURES = (*OF_ELEMENT, *OF_AROUND, *OF_SIGNATURE, *OF_RUN, *OF_PLACE, *OF_NEIGHBOURS, *OF_PAGE)

_TAGS = {
    "p": 1, "blockquote": 1.5, "li": 2, "dd": 2, "dt": 2, "td": 3, "th": 3, "pre": 4, "figcaption": 7, "figure": 7, "div": 8, "section": 9,
    "article": 10, "main": 11, "a": 12, "button": 13, "label": 13, "address": 14, "form": 15, "footer": 16, "aside": 17, "nav": 18,
}  # fmt: skip
_SIDES = {"aside": 1, "header": 2, "footer": 3, "form": 4, "fieldset": 4, "dialog": 5, "button": 6, "nav": 7, "menu": 7}
_ROLES = {
    "complementary": 1, "banner": 2, "contentinfo": 3, "form": 4, "search": 4, "dialog": 5, "button": 6, "navigation": 7, "menu": 7,
}  # fmt: skip
_DIGIT = regex(r"\d")
_LABEL, _LOOK, _WINDOW, _FAR, _GLANCE = 80, 1000, 6, 99, 24
_NO_ODDS = (0.0, 0.0, 0.0)
LINE, LINK = 20, 40
"""Size below which a line is left to the rules, and the same for a line that is almost all link."""

Row = list[float]


def is_asked(run: Run) -> bool:
    """Return whether the classifier judges a run: headings, code, and all but the shortest lines of text."""
    if run.kind != "text":
        return bool(run.text)
    return run.size >= LINK or (run.size >= LINE and run.linked <= 0.9 * len(run.text))


class Sums:
    """Prefix sums over the runs of a page: the sum of any range takes one subtraction."""

    def __init__(self, runs: list[Run]) -> None:
        self.prose = list(accumulate((run.size if run.prose else 0 for run in runs), initial=0))
        self.length = list(accumulate((len(run.text) for run in runs), initial=0))
        self.linked = list(accumulate((run.linked for run in runs), initial=0))
        self.dated = list(accumulate(map(_is_dated, runs), initial=0))


def _is_dated(run: Run) -> bool:
    """Return whether a run is a short line containing a date or a time of day."""
    text = run.text
    return 0 < len(text) <= _LABEL and _DIGIT.search(text) is not None and TIME.search(text) is not None


def rows_of(page: Page, words: ClassWords) -> dict[int, Row]:
    """Return the features of each run to be judged, by index, in the order of `FEATURES`.

    The elements' weights must already be set.
    """
    texts = [i for i, run in enumerate(page.runs) if run.text]
    asked = [i for i in texts if is_asked(page.runs[i])]
    if not asked:
        return {}
    sums = Sums(page.runs)
    headline = titled(page)
    elements = _elements(_holding(page, asked), page, sums, words, headline)
    signatures = _signatures(page, asked)
    places = _places(page, asked, sums, headline)
    half = _smallest(list(elements), 0.5 * page.total)
    of_page = [
        max(page.total, 1),
        len(texts),
        page.metadata.news,
        (half.end - half.start) / len(page.runs) if half else 0,
    ]
    around = _runs(page, asked)
    rows: dict[int, Row] = {}
    for i in asked:
        element = page.runs[i].element
        parent = element.parent or element
        outer = parent.parent or parent
        rows[i] = [
            *elements[element],
            elements[parent][-2],
            parent.end - parent.start,
            *elements[outer][-2:],
            *signatures[page.runs[i].signature],
            *around[i],
            *places[i],
            *of_page,
        ]
    return rows


def _holding(page: Page, asked: list[int]) -> list[Element]:
    """Return the elements that contain a run to be judged, outermost first."""
    found: set[Element] = set()
    for i in asked:
        element: Element | None = page.runs[i].element
        while element is not None and element not in found:
            found.add(element)
            element = element.parent
    return [element for element in page.elements if element in found]


def _smallest(elements: list[Element], least: float) -> Element | None:
    """Return the deepest of *elements* with at least this much running text, or None."""
    found = [element for element in elements if element.weight >= least]
    return max(found, key=_depth, default=None)


_depth = attrgetter("depth")


def _elements(
    holding: list[Element], page: Page, sums: Sums, words: ClassWords, headline: int | None
) -> dict[Element, Row]:
    """Return the features of each element, outermost first, since many are inherited from the parent."""
    total = max(page.total, 1)
    least_most, most_most = _range(_smallest(holding, 0.7 * page.total), page)
    least_half, most_half = _range(_smallest(holding, 0.35 * page.total), page)
    lengths, linked = sums.length, sums.linked
    alike = _alike(holding, sums, total)
    rows: dict[Element, Row] = {}
    outermost: Row = [0, 0, -1, -1, -1, 0, 0, 0, 0, 0, 1, 0]
    for element in holding:
        start, end, tag = element.start, element.end, element.tag
        outer = rows[element.parent] if element.parent is not None else outermost
        own, least, best = words.odds_of(element.name) if has_words(element) else _NO_ODDS
        many = alike.get(element) or (outer[5], outer[6])
        length = lengths[end] - lengths[start]
        share = element.weight / total
        rows[element] = [
            _TAGS.get(tag, 20 - element.heading),
            _SIDES.get(tag) or _ROLES.get(element.attributes.get("role", "")) or outer[1],
            0 if start <= least_most and end >= most_most else outer[2] + 1,
            0 if start <= least_half and end >= most_half else outer[3] + 1,
            share if headline is not None and start <= headline < end else outer[4],
            *many,
            own,
            min(outer[8], least),
            max(outer[9], best),
            share,
            (linked[end] - linked[start]) / length if length else 0,
        ]
    return rows


def _range(element: Element | None, page: Page) -> tuple[int, int]:
    """Return the range of an element's runs, or, without an element, a range that no element covers."""
    return (element.start, element.end) if element is not None else (-1, len(page.runs) + 1)


def _alike(holding: list[Element], sums: Sums, total: int) -> dict[Element, tuple[float, float]]:
    """Return, for each group of three or more like siblings, their share of the running text and how many are dated."""
    makes: defaultdict[tuple[object, ...], list[Element]] = defaultdict(list)
    for element in holding:
        if element.weight and element.parent is not None and element.tag != "p":
            makes[element.parent, element.tag, element.name.split(" #")[0]].append(element)
    found: dict[Element, tuple[float, float]] = {}
    for members in makes.values():
        if len(members) >= 3:
            dated = sum(sums.dated[each.end] > sums.dated[each.start] for each in members) / len(members)
            share = sum(each.weight for each in members) / total
            found.update(dict.fromkeys(members, (share, dated)))
    return found


def _signatures(page: Page, asked: list[int]) -> dict[Signature, Row]:
    """Return for each signature its share of the running text, its number of runs, and its share of all text."""
    told: dict[Signature, Row] = {}
    text = 0
    for i in asked:
        run = page.runs[i]
        row = told.setdefault(run.signature, [0, 0, 0])
        row[0] += run.size if run.prose else 0
        row[1] += 1
        row[2] += run.size
        text += run.size
    total, text = max(page.total, 1), max(text, 1)
    return {signature: [prose / total, count, size / text] for signature, (prose, count, size) in told.items()}


def _runs(page: Page, asked: list[int]) -> dict[int, Row]:
    """Return the features of each run on its own."""
    times = Counter(page.runs[i].text for i in asked)
    described = list(filter(None, (key(text)[:400] for text in page.metadata.descriptions[:3])))
    rows: dict[int, Row] = {}
    for i in asked:
        run = page.runs[i]
        text, length = run.text[:_LOOK], len(run.text)
        spans = run.spans
        italic = sum([span.end - span.start for span in spans if span.style == "emphasis"]) if spans else 0
        rows[i] = [
            run.size,
            run.linked / length,
            text.count(".") + text.count("?") + text.count("!") + text.count("。"),
            run.level if run.kind == "heading" else 7 if run.kind == "code" else 0,
            text.count(" "),
            times[run.text],
            _is_described(run, described) if described and 40 <= run.size <= _LOOK else 0,
            italic / length,
        ]
    return rows


def _is_described(run: Run, described: list[str]) -> bool:
    """Return whether a run begins like one of the page's descriptions, or with the whole of it."""
    first = key(run.text[:_GLANCE])[: _GLANCE // 2]  # it settles most cases without computing the key of the whole run
    near = [text for text in described if len(text) < 50 or first in text]
    return bool(near) and any(run.key[:50] in text or text[:50] in run.key[:50] for text in near)


def _places(page: Page, asked: list[int], sums: Sums, headline: int | None) -> dict[int, Row]:
    """Return the features of each run's position among the others, and of its neighbours."""
    runs, total = page.runs, max(page.total, 1)
    near: list[Row] = [[runs[i].size, runs[i].linked / len(runs[i].text)] for i in asked]
    near.append([-1, -1])  # after the last, and before the first
    ordinary = grammar_of(runs).ordinary
    until = _distances([runs[i].prose and runs[i].signature in ordinary for i in reversed(asked)])[::-1]
    headed = _distances([runs[i].kind == "heading" for i in asked])
    title = asked.index(headline) if headline is not None and headline in asked else None
    rows: dict[int, Row] = {}
    for k, i in enumerate(asked):
        first, last = asked[max(0, k - _WINDOW)], asked[min(len(asked) - 1, k + _WINDOW)] + 1
        length = sums.length[last] - sums.length[first]
        rows[i] = [
            sums.prose[i] / total,
            1 - sums.prose[i + 1] / total,
            k / len(asked),
            until[k],
            k - title if title is not None else 0,
            headed[k],
            (sums.linked[last] - sums.linked[first]) / length,
            near[k - 1][1],
            *near[k + 1],
        ]
    return rows


def _distances(flags: list[bool]) -> list[int]:
    """Return the distance from each position back to the previous flag, at most `_FAR`."""
    found, distance = [], _FAR
    for flag in flags:
        found.append(distance)
        distance = 1 if flag else min(distance + 1, _FAR)
    return found
