"""Finds the dek: text between the headline and the first paragraph, set differently from the paragraphs."""

from __future__ import annotations

from collections.abc import Iterable

from termread.parse.metadata.dates import date_in
from termread.parse.page.class_names import words_of
from termread.parse.page.compose.headings import is_bold
from termread.parse.page.locate import first_paragraph, headline_of
from termread.parse.page.model import Page, Run
from termread.parse.text_shape import key, overlap
from termread.text import regex
from termread.values import replace

_DEK = regex(
    r" (?:dek|deck|subhed|standfirst|subtitles?|subheads?|subheadlines?|sub headlines?|sub titles?|sub headings?|subheadings?|summary|lead|lede|leads|intro|introduction|"
    r"teaser|abstract|description|excerpt|entradilla|sottotitolo|occhiello|sommario|bajada|chapo|chapeau|vorspann|anriss|ingress|"
    r"preamble|spot|lid|perex|synopsis|tagline|strapline|strap|underline|abstrato|linha fina) "
)
SHORTEST, MARKED, LONGEST = 25, 400, 800
"""Minimum size of a dek, and its maximum if recognized by name alone or repeated by a description."""
TELLS, BRIEF = 40, 320
"""Minimum and maximum size of a dek recognized by position alone."""
AHEAD, BEHIND, OPENING = 12, 40, 5
"""Runs searched before the first paragraph, without and with a headline; runs after it that may repeat a dek."""
AKIN = 0.15
"""Share of words in common from which a text and a description count as being on the same subject."""
SIGNED, LOOK, PLACE = 90, 1000, 30
"""Characters of the longest byline, of the part of a text that is compared, and of a place name before it."""
_UNFIT = frozenset(
    "byline date title caption share navigation consent advertisement tags related comments "  # noqa: SIM905
    "newsletter footer paywall control dialog hidden".split()
)
_DATELINE = regex(
    r"[^.!?]{0,40}\((?:[A-Z]{2,5}|[A-Z][a-z]+(?: [A-Z][a-z]+)?|dpa|sid|afp)\)\s*(?:[—–-]|$|\s)|[A-Z][A-Z .,/]{2,40}\s?(?:[—–]|--)\s"
)
"""A dateline at the start of a story, with place and agency; a dek has none."""


def find_dek(page: Page) -> None:
    """Find the dek on the page and leave it out of the text, or else use the first description."""
    first, headline, metadata = first_paragraph(page), headline_of(page), page.metadata
    start = max(first - AHEAD, 0) if headline is None else max(headline + 1, first - BEHIND)
    run = _shown(page, start, first) if page.is_article else None
    if run is not None:
        page.admit(run)
        page.exclude(run, "dek")
        dek, by = run.text, "shown before the story"
    else:
        opening = [r for r in page.runs[start : first + OPENING] if r.signature in page.grammar.ordinary]
        begun = [other.text for other in [*opening, *page.runs[first : first + 1]]]
        repeated = any(_is_told(text, begun) for text in metadata.descriptions)
        dek = "" if repeated else next(iter(metadata.descriptions), "")
        by = "description" if dek else ""
    page.metadata = replace(metadata, dek=dek or None, rules={**metadata.rules, "dek": by})


def _shown(page: Page, start: int, first: int) -> Run | None:
    """Return the dek: a run that repeats a description, is named a dek, or is a lone sentence set apart from the story.

    Looks at the runs from *start* to *first*. On a news page a lone sentence there is the dek; elsewhere it may be the
    first sentence of the story, so it must resemble a description if the page has any.
    """
    given, ordinary = page.metadata.descriptions, page.grammar.ordinary
    fitting = [(at, run) for at, run in enumerate(page.runs[start : first + 1], start) if _fits(page, run)]
    apart = [(at, run) for at, run in fitting if run.signature not in ordinary]
    said = [run for _, run in apart if _is_told(run.text, given)]
    named = [run for _, run in apart if run.size <= MARKED and _is_named(run)]
    lone = [run for at, run in apart if _is_lone(page, at, first)]
    sure = page.metadata.news or not given
    akin = [run for run in lone if sure or any(overlap(run.text, text) >= AKIN for text in given)]
    bold = [run for at, run in fitting if at == first and _is_told(run.text, given) and _is_set_apart(page, first)]
    return next(iter([*said, *named, *akin, *bold]), None)


def _is_told(said: str, given: Iterable[str]) -> bool:
    """Return whether a text matches one of those *given*, possibly truncated or preceded by a place name."""
    shown = key(said)[:LOOK]
    return any(_alike(shown, key(other[:LOOK])) for other in given)


def _is_named(run: Run) -> bool:
    """Return whether an element around a run is named as a dek."""
    return any(_DEK.search(words_of(element.name)) for element in list(run.element.up())[:3] if element.name)


def _is_lone(page: Page, at: int, first: int) -> bool:
    """Return whether a run is a single short sentence with its own signature and no section heading after it."""
    run, behind = page.runs[at], page.runs[at + 1 : first]
    if run.kind != "text" or not run.stops or at == first or page.runs[at - 1].kind == "image":
        return False
    sections = any(other.kind == "heading" and other.excluded in (None, "label") for other in behind)
    alike = any(other.kind == "text" and other.signature == run.signature for other in behind)
    return TELLS <= run.size <= BRIEF and not sections and not alike


def _is_set_apart(page: Page, first: int) -> bool:
    """Return whether the first paragraph is all bold and the next one is not."""
    following = next(
        (p for p in page.runs[first + 1 :] if p.excluded is None and p.kind == "text" and p.caption_for is None), None
    )
    return is_bold(page.runs[first]) and following is not None and not is_bold(following)


def _fits(page: Page, run: Run) -> bool:
    """Return whether a run could be a dek: not boilerplate, a note, a list item, a byline, a dateline or links."""
    if run.kind not in ("text", "heading") or run.level == 1 or run.caption_for is not None:
        return False
    if run.key == key(page.metadata.title):
        return False
    parent = run.element.parent
    if run.element.tag == "li" and parent is not None and parent.end - parent.start > 1:
        return False
    if run.excluded in _UNFIT and not (run.excluded == "date" and _is_named(run)):
        return False
    if not SHORTEST <= run.size <= LONGEST or run.linked * 2 >= len(run.text):
        return False
    signed = page.phrases.starts("byline", run.text) or (not run.stops and date_in(run.text))
    return not (run.size <= SIGNED and signed) and not _DATELINE.match(run.text) and not page.phrases.note(run.text)


def _alike(shown: str, said: str) -> bool:
    if not shown or not said or (shown != said and min(len(shown), len(said)) <= TELLS):
        return False
    return 0 <= said.find(shown[:80]) <= PLACE or 0 <= shown.find(said[:80]) <= PLACE
