"""Lines in and around the story that are none of it, each judged once: what the header says already, labels, links, phrases.

What the header says, and what newspapers say word for word, is left out whatever the classifier says. Other lines are only
suspects, which stay where it takes them for a part of the story, or where they are too short for it to judge. Documentation and
services say much in short lines and links: there nothing is suspect.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice

from termread.parse.page.class_names import words_of
from termread.parse.page.locate import first_paragraph
from termread.parse.page.model import RUNNING, Element, Page, Run, is_prose, nearest
from termread.parse.text_shape import key

STRUCTURES = frozenset(["li", "td", "th", "blockquote", "dd", "dt", "figure", "caption"])
"""Elements in which a short line is no label."""
LINE = 80
"""The size up to which a line is short."""
_HEADER, _ABOVE = 120, 60
"""The sizes up to which a line may be a byline or a date line, and a label above the story though it is a sentence."""
_SIGNS = 20
"""Characters by which a text may be longer than twice its key."""
_LINK = 15
"""Characters of the shortest link that is a line of its own beside the story."""
_TEASER = 300
"""Characters under a linked heading beyond which they are a part of the story."""
_PHRASE, _ENDING = 300, 90
"""The size up to which a line may be a phrase, and up to which one ends a story."""
_FOLLOWS = 0.04
"""The share of the story that may stand below a line that ends it."""
_LAST = 3
"""How many of the last runs may be a footer, though they are written as paragraphs are."""
_MORE_LIKELY, _LIKELY = 0.5, 0.7
"""How likely a suspect must be of the story to stay, and one that is all link."""
SHORTEST = 60
"""The size of the shortest paragraph that is a repeat where it is said again."""
OFTEN, REFRAINS = 3, 12
"""As many paragraphs, said more than so often each, are no mistake of the page."""
OPENING = 40
"""Characters of a key by which most paragraphs differ."""
RETOLD, REACH = 1_500, 200_000
"""Characters of a run that may be a whole story told once more, and those among which it is looked for."""
SPEAKER = 80
"""The size of the longest line in a pull quote that says whose words it has."""
NEAR = 40
"""How many runs away from its paragraph a pull quote may stand."""
TIME = re.compile(r"\b\d{1,2}[:.h]\d{2}\b|\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|\b(?:19|20)\d\d\b|\d年|\d月")
_LETTER = re.compile(r"[^\W\d_]")


def exclude_lines(page: Page) -> None:
    """Leave out lines that say what the header says, that are phrases of newspapers, and labels and links beside the story."""
    lines = _Lines(page)
    for position, index in reversed([*enumerate(lines.order)]):  # what a line heads is judged before it
        run = page.runs[index]
        if run.kind not in ("text", "heading") or run.role in ("note", "formula"):
            continue
        reason = lines.of_header(index, run) or lines.phrase(run, late=position >= len(lines.order) - _LAST)
        if reason is None and page.is_article and (run.likely or 0) < (_LIKELY if _is_link(run) else _MORE_LIKELY):
            reason = lines.suspected(index, run)
        if reason is not None:
            page.exclude(run, reason)


class _Lines:
    """What the lines of a page are judged by."""

    def __init__(self, page: Page) -> None:
        self.page, self.order = page, page.kept()
        self.first, self.ordinary = first_paragraph(page), page.grammar.ordinary
        self.title, self.dek = key(page.metadata.title), key(page.metadata.dek or "")
        self.people = [key(name) for name in page.metadata.authors if len(name) > 3]
        self.later = {page.runs[i].signature for i in self.order if i > self.first}
        self.said = Counter(page.runs[i].text for i in self.order)
        self.holders: dict[Element, Element | None] = {}

    def of_header(self, index: int, run: Run) -> str | None:
        """Return what of the article's header a line says again, if it does."""
        above = index < self.first
        if (above and run.level == 1) or _is_key(run, self.title):
            return "title"
        if self.dek and index <= self.first + 2 and _is_key(run, self.dek) and self._is_dek(index, run):
            return "dek"
        if not above or run.size > _HEADER:
            return None
        if not run.prose and any(name in run.key for name in self.people):
            return "byline"
        if _is_time(run) and not (index == self.first - 1 and self._times_entries(run)):
            return "date"
        return None

    def _is_dek(self, index: int, run: Run) -> bool:
        """Return whether a run that says the dek is one by its place: no paragraph of the story, nor most of it."""
        opening = self.page.runs[self.first]
        if run.size * 4 >= self.page.prose_size() or (run is not opening and run.element is opening.element):
            return False
        return index < self.first or run.signature not in self.ordinary

    def _times_entries(self, time: Run) -> bool:
        """Return whether times are written like this one below the first paragraph too, as in a live blog."""
        later = (run for run in self.page.runs[self.first + 1 :] if run.excluded is None)
        return any(_is_time(run) for run in later if run.signature == time.signature)

    def phrase(self, run: Run, *, late: bool) -> str | None:
        """Return why a line is left out that is a newspaper's phrase; *late* says that it is one of the last."""
        phrases, text = self.page.phrases, run.text
        if run.size > _PHRASE:
            return None
        if not text[:1].isalpha() and not _LETTER.search(text):
            return None if self._is_held(run) or any(map(str.isalnum, text)) or self.page.calls(run) else "label"
        if not phrases.begin(text) or self._is_held(run):
            return None
        if phrases.is_whole("advertisement", text):
            return "advertisement"
        if phrases.is_read_more(text):
            return "related"
        if phrases.is_whole("consent", text):
            return "consent"
        footer = run.kind == "text" and phrases.starts("footer", text)
        return "footer" if footer and (late or run.signature not in self.ordinary) else None

    def suspected(self, index: int, run: Run) -> str | None:
        """Return what a line may be that is none of the story."""
        above, judged = index < self.first, run.likely is not None
        if not (above or run.linked) and run.signature in self.ordinary:
            return None
        held = self._is_held(run)
        if _is_link(run) and (judged or not held):
            told = run.signature in self.ordinary and run.stops and run.size >= RUNNING
            return None if told or self._heads_part(index) else "related"
        if above and run.signature in self.later:
            return None
        if run.kind == "heading":
            return "label" if above else None
        if run.signature in self.ordinary or held or self.page.calls(run):
            return None
        if above:
            return "label" if run.size < _ABOVE or not run.sentence else None
        if not self.page.grammar.trusted or run.size >= LINE or run.stops or self._is_row(index):
            return None
        return "label" if judged or self.said[run.text] > 1 or self._heads_what_is_cut(index) else None

    def _heads_part(self, index: int) -> bool:
        """Return whether a heading stands right over a paragraph of the story, or over a long one of its own."""
        after = [run for run in self.page.runs[index + 1 : index + 2] if is_prose(run) and not run.linked]
        long = any(run.size > _TEASER or run.signature in self.ordinary for run in after)
        return long and self.page.runs[index].kind == "heading"

    def _is_row(self, index: int) -> bool:
        """Return whether a short line as this one stands right above or below: rows of one make are a part of the story."""
        near = self.page.runs[max(index - 1, 0) : index + 2 : 2]
        signature = self.page.runs[index].signature
        return any(run.size < LINE and run.excluded is None and run.signature == signature for run in near)

    def _heads_what_is_cut(self, index: int) -> bool:
        """Return whether a line is the label of what stands right behind it: of code, or of what was left out."""
        after = self.page.runs[index + 1 : index + 2]
        return any(
            run.kind == "code" or (run.excluded and (run.linked or run.kind != "text") and run.role is None)
            for run in after
        )

    def _is_held(self, run: Run) -> bool:
        """Return whether a line stands in a list, a table, a quotation or a figure; no table that is the page's layout counts."""
        holder = nearest(run.element, STRUCTURES, self.holders)
        if holder is None or holder.tag != "td":
            return holder is not None
        return not any(element.tag == "table" and element.weight * 2 > self.page.total for element in holder.up())


def _is_link(run: Run) -> bool:
    """Return whether a line is a long link and nothing else, or several links."""
    if not run.linked or run.linked < 0.8 * len(run.text):
        return False
    return run.linked > _LINK or sum(span.style == "link" for span in run.spans) > 1


def _is_key(run: Run, wanted: str) -> bool:
    """Return whether the key of a run is the one that is *wanted*; most are told by their length."""
    return len(wanted) <= len(run.text) <= 2 * len(wanted) + _SIGNS and run.key == wanted


def _is_time(run: Run) -> bool:
    """Return whether a run is a line that tells a time."""
    return run.size <= _HEADER and run.kind == "text" and not run.sentence and bool(TIME.search(run.text))


def exclude_end(page: Page) -> None:
    """Leave out what follows a line that ends stories, if almost no ordinary text follows it; else the line alone."""
    order, grammar = page.kept(), page.grammar
    most = _FOLLOWS * page.prose_size()
    after = 0
    for position in range(len(order) - 1, -1, -1):
        run = page.runs[order[position]]
        if run.size <= _ENDING and _ends(page, run):
            if after >= most:
                page.exclude(run, "related")
                continue
            for i in order[position:]:
                page.exclude(page.runs[i], "end")
            order = order[:position]
        elif run.kind == "heading" and position == len(order) - 1:
            page.exclude(run, "end")
            order = order[:position]
        elif is_prose(run) and run.signature in grammar.ordinary:
            after += run.size


def _ends(page: Page, run: Run) -> bool:
    if run.kind not in ("text", "heading") or not page.phrases.begin(run.text):
        return False
    return page.phrases.is_whole("read_more", run.text) or page.phrases.is_whole("footer", run.text)


def exclude_repeats(page: Page) -> None:
    """Leave out long paragraphs that were said before, in one run or in several; a text that repeats by nature is left."""
    kept = [page.runs[i] for i in page.kept() if page.runs[i].kind in ("text", "heading")]
    long = [run for run in kept if run.kind == "text" and run.size >= SHORTEST]
    openings = list(map(_opening, long))
    often = Counter(openings)
    alike = [run for run, opening in zip(long, openings, strict=True) if often[opening] > 1]
    times = Counter(run.key for run in alike)
    if sum(count > OFTEN for count in times.values()) >= REFRAINS:
        return
    _exclude_pull_quotes(page, kept)
    seen: set[str] = set()
    for run in alike:
        if run.key in seen:
            page.exclude(run, "repeat")
        seen.add(run.key)
    if any(len(run.text) > RETOLD for run in long):
        _exclude_retold(page, long)


def _opening(run: Run) -> str:
    """Return how the key of a run begins, which is sooner told than all of it."""
    begins = key(run.text[: 2 * OPENING])
    return (begins if len(begins) >= OPENING else run.key)[:OPENING]


def _exclude_retold(page: Page, long: list[Run]) -> None:
    """Leave out runs that say in one what was said in many before."""
    before: list[str] = []
    length = 0
    for run in long:
        if len(run.key) > RETOLD and _mostly_in(run.key, " ".join(before)):
            page.exclude(run, "repeat")
        if length < REACH:
            before.append(run.key)
            length += len(run.key)


def _mostly_in(said: str, before: str) -> bool:
    parts = [said[i : i + 60] for i in range(0, len(said) - 60, 120)]
    # No more than may be missing: each is looked for in all that was said.
    missing = (part for part in parts if part not in before)
    return bool(parts) and sum(1 for _ in islice(missing, len(parts) // 5 + 1)) < 0.2 * len(parts)


def _exclude_pull_quotes(page: Page, kept: list[Run]) -> None:
    """Leave out quotations that a paragraph near them has word for word."""
    known: dict[Element | None, bool] = {}
    for i, run in enumerate(kept):
        if 15 <= run.size <= 400 and _is_pulled(run, known):
            near = kept[max(0, i - NEAR) : i + NEAR]
            others = (each.key for each in near if each is not run and each.kind == "text" and each.size >= SHORTEST)
            if any(run.key in other for other in others):
                page.exclude(run, "pull quote")
                frame = next((element for element in run.element.up() if element.tag == "blockquote"), run.element)
                if sum(each.size for each in page.runs[frame.start : frame.end]) - run.size <= SPEAKER:
                    page.exclude_all(frame, "pull quote")


def _is_pulled(run: Run, known: dict[Element | None, bool]) -> bool:
    """Return whether a run stands in a quotation; what stands around elements is *known* by the first of them."""
    element = run.element
    around = element.parent
    if around not in known:
        known[around] = around is not None and any(map(_quotes, islice(around.up(), 2)))
    return known[around] or _quotes(element)


def _quotes(element: Element) -> bool:
    """Return whether an element is a quotation, or is called one."""
    if element.tag == "blockquote":
        return True
    words = words_of(element.name) if element.name else ""
    return "pull" in words or "zitat" in words
