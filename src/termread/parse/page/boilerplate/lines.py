"""Boilerplate lines in and around the story: repeats of the header, labels, links and stock phrases.

Repeats of the header and stock newspaper phrases are left out whatever the classifier says. Other lines are mere
suspects, which stay if it considers them part of the story or they are too short for it to judge. On pages that are
not articles, such as documentation and services, nothing is suspect: they say much in short lines and links.
"""

from __future__ import annotations

from collections import Counter
from itertools import islice

from termread.parse.page.class_names import words_of
from termread.parse.page.locate import first_paragraph
from termread.parse.page.model import RUNNING, Element, Page, Run, is_prose, nearest
from termread.parse.text_shape import key
from termread.text import regex

STRUCTURES = frozenset(["li", "td", "th", "blockquote", "dd", "dt", "figure", "caption"])
"""Elements in which a short line is not a label."""
LINE = 80
"""Maximum size of a short line."""
_HEADER, _ABOVE = 120, 60
"""Maximum size of a byline or dateline, and of a label above the story that reads as a sentence."""
_SIGNS = 20
"""How many characters longer than twice its key a text may be."""
_LINK = 15
"""Characters of the shortest link that is a line of its own beside the story."""
_TEASER = 300
"""Characters under a linked heading from which both are part of the story."""
_PHRASE, _ENDING = 300, 90
"""Maximum size of a stock phrase, and of a line that ends a story."""
_FOLLOWS = 0.04
"""Share of the story that may follow a line that ends it."""
_LAST = 3
"""How many of the last runs may be a footer even with a signature of the story's paragraphs."""
_MORE_LIKELY, _LIKELY = 0.5, 0.7
"""Minimum probability for a suspect to stay in the story, and for one that is all link."""
SHORTEST = 60
"""Minimum size of a paragraph that is left out as a repeat."""
OFTEN, REFRAINS = 3, 12
"""If at least this many paragraphs (second) occur more than this often (first), they are repeated on purpose."""
OPENING = 40
"""Length of a key's prefix, in characters, that tells most paragraphs apart."""
RETOLD, REACH = 1_500, 200_000
"""Characters of a run that may repeat a whole story, and characters of earlier text it is compared with."""
SPEAKER = 80
"""Maximum size of the attribution in a pull quote."""
NEAR = 40
"""Maximum distance, in runs, of a pull quote from its paragraph."""
TIME = regex(r"\b\d{1,2}[:.h]\d{2}\b|\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|\b(?:19|20)\d\d\b|\d年|\d月")
_LETTER = regex(r"[^\W\d_]")


def exclude_lines(page: Page) -> None:
    """Leave out lines that repeat the header, stock newspaper phrases, and labels and links beside the story."""
    lines = _Lines(page)
    for position, index in reversed([*enumerate(lines.order)]):  # the lines under a heading are judged before it
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
        """Return the header field that a line repeats, or None."""
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
        """Return whether a run that repeats the dek is the dek by position, not a paragraph or most of the story."""
        opening = self.page.runs[self.first]
        if run.size * 4 >= self.page.prose_size() or (run is not opening and run.element is opening.element):
            return False
        return index < self.first or run.signature not in self.ordinary

    def _times_entries(self, time: Run) -> bool:
        """Return whether a time's signature recurs on times below the first paragraph, as in a live blog."""
        later = (run for run in self.page.runs[self.first + 1 :] if run.excluded is None)
        return any(_is_time(run) for run in later if run.signature == time.signature)

    def phrase(self, run: Run, *, late: bool) -> str | None:
        """Return the reason to leave out a stock newspaper phrase, or None; *late* means it is among the last lines."""
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
        """Return the reason to suspect that a line is not part of the story, or None."""
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
        """Return whether a heading is directly above a paragraph of the story or a long one with its own signature."""
        after = [run for run in self.page.runs[index + 1 : index + 2] if is_prose(run) and not run.linked]
        long = any(run.size > _TEASER or run.signature in self.ordinary for run in after)
        return long and self.page.runs[index].kind == "heading"

    def _is_row(self, index: int) -> bool:
        """Return whether a short line at most two lines away has the same signature: such rows are part of the story."""
        runs, signature = self.page.runs, self.page.runs[index].signature
        for near in (runs[max(index - 2, 0) : index][::-1], runs[index + 1 : index + 3]):
            for run in near:
                if run.size >= LINE or run.excluded is not None:
                    break
                if run.signature == signature:
                    return True
        return False

    def _heads_what_is_cut(self, index: int) -> bool:
        """Return whether a line is the label of what directly follows it, which is code or has been left out."""
        after = self.page.runs[index + 1 : index + 2]
        return any(
            run.kind == "code" or (run.excluded and (run.linked or run.kind != "text") and run.role is None)
            for run in after
        )

    def _is_held(self, run: Run) -> bool:
        """Return whether a line is inside a list, table, quotation or figure, ignoring tables used for page layout."""
        holder = nearest(run.element, STRUCTURES, self.holders)
        if holder is None or holder.tag != "td":
            return holder is not None
        return not any(element.tag == "table" and element.weight * 2 > self.page.total for element in holder.up())


def _is_link(run: Run) -> bool:
    """Return whether a line is just a long link, or several links."""
    if not run.linked or run.linked < 0.8 * len(run.text):
        return False
    return run.linked > _LINK or sum(span.style == "link" for span in run.spans) > 1


def _is_key(run: Run, wanted: str) -> bool:
    """Return whether a run's key is *wanted*; comparing lengths first rules out most runs cheaply."""
    return len(wanted) <= len(run.text) <= 2 * len(wanted) + _SIGNS and run.key == wanted


def _is_time(run: Run) -> bool:
    """Return whether a run is a line with a time or date."""
    return run.size <= _HEADER and run.kind == "text" and not run.sentence and bool(TIME.search(run.text))


def exclude_end(page: Page) -> None:
    """Leave out a line that ends the story and everything after it, or only the line if ordinary text follows."""
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
    """Leave out pull quotes and repeats of long paragraphs and whole stories, unless the text repeats on purpose."""
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
    """Return the start of a run's key, which is cheaper to compute than the whole."""
    begins = key(run.text[: 2 * OPENING])
    return (begins if len(begins) >= OPENING else run.key)[:OPENING]


def _exclude_retold(page: Page, long: list[Run]) -> None:
    """Leave out runs that repeat in one piece what many earlier runs said."""
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
    # Stops once too many parts are missing, because each is searched for in all the earlier text.
    missing = (part for part in parts if part not in before)
    return bool(parts) and sum(1 for _ in islice(missing, len(parts) // 5 + 1)) < 0.2 * len(parts)


def _exclude_pull_quotes(page: Page, kept: list[Run]) -> None:
    """Leave out quotations that a nearby paragraph contains word for word."""
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
    """Return whether a run is inside a quotation; *known* caches the answer by parent element."""
    element = run.element
    around = element.parent
    if around not in known:
        known[around] = around is not None and any(map(_quotes, islice(around.up(), 2)))
    return known[around] or _quotes(element)


def _quotes(element: Element) -> bool:
    """Return whether an element is a quotation or named as a pull quote."""
    if element.tag == "blockquote":
        return True
    words = words_of(element.name) if element.name else ""
    return "pull" in words or "zitat" in words
