"""The dek where the page shows it: between the headline and the first paragraph, and written unlike the paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable

from termread.parse.metadata.wording import overlap
from termread.parse.page.boilerplate.labels import is_bold
from termread.parse.page.class_names import words_of
from termread.parse.page.locate.headline import first_paragraph, headline_of
from termread.parse.page.model import Page, Run
from termread.parse.text_shape import key
from termread.values import replace

_DEK = re.compile(
    r" (?:dek|deck|subhed|standfirst|subtitles?|subheads?|subheadlines?|sub headlines?|sub titles?|sub headings?|subheadings?|summary|lead|lede|leads|intro|introduction|"
    r"teaser|abstract|description|excerpt|entradilla|sottotitolo|occhiello|sommario|bajada|chapo|chapeau|vorspann|anriss|ingress|"
    r"spot|lid|perex|synopsis|tagline|strapline|strap|underline|abstrato|linha fina) "
)
_INITIAL = re.compile(r" (?:drop ?caps?|initial letter|first letter|lettrine|initiale?) ")
"""How a first paragraph with a large initial is called; no dek has one."""
SHORTEST, LONGEST = 25, 800
"""Sizes between which a text may be a dek that a description repeats."""
MARKED = 400
"""The size up to which a text may be one by its name."""
TELLS, BRIEF = 40, 320
"""Sizes between which a text may be one by its place alone."""
AHEAD, BEHIND = 12, 40
"""Runs before the first paragraph among which a dek stands: where there is no headline, and where there is one."""
UNDER = 4
"""Runs behind the headline among which a heading is its second line rather than a label."""
AKIN = 0.15
"""The share of common words at which a text is about what a description is about."""
OPENING = 5
"""Runs from the first paragraph on that a description may only repeat."""
PLACE = 30
"""Characters that the name of a town before a text may take."""
_UNFIT = frozenset(
    "byline date title caption share navigation consent advertisement tags related comments "  # noqa: SIM905
    "newsletter footer paywall control dialog hidden".split()
)


_WHEN = re.compile(r"\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|\b\d{1,2}[:.]\d{2}\b(?!\s?%)|\b(?:19|20)\d{2}$")
_DATELINE = re.compile(
    r"[^.!?]{0,40}\((?:[A-Z]{2,5}|[A-Z][a-z]+(?: [A-Z][a-z]+)?|dpa|sid|afp)\)\s*(?:[—–-]|$|\s)|[A-Z][A-Z .,/]{2,40}\s?(?:[—–]|--)\s"
)
"""How the first words of a story begin, with the town and the agency; a dek has neither."""
DATED = 90
"""The size up to which a text with a time in it is a date line."""


def find_dek(page: Page) -> None:
    """Take the dek as the page shows it, which is then left out of the text, else the first of its descriptions."""
    index, metadata = _shown(page), page.metadata
    dek: str | None
    if index is not None:
        run = page.runs[index]
        page.admit(run)
        page.exclude(run, "dek")
        dek, by = run.text, "shown before the story"
    else:
        dek = _described(page)
        by = "description" if dek else ""
    page.metadata = replace(metadata, dek=dek, rules={**metadata.rules, "dek": by})


def _shown(page: Page) -> int | None:
    """Return the index of the dek.

    A newspaper puts a sentence between headline and story only if it is the dek; others begin to tell there.
    """
    runs, ordinary, given = page.runs, page.grammar.ordinary, page.metadata.descriptions
    first, start = _place(page)
    headline = headline_of(page)
    title = runs[headline].key if headline is not None else ""
    fitting = [
        i
        for i in range(start, min(first + 1, len(runs)))
        if _fits(page, runs[i]) and runs[i].key != title and not _is_story(page, i, first)
    ]
    apart = [i for i in fitting if i < first or runs[i].signature not in ordinary]
    said = next((i for i in apart if _is_told(runs[i].key, given)), None)
    named = next((i for i in apart if runs[i].size <= MARKED and _is_named(runs[i])), None)
    if said is not None or named is not None:
        return said if said is not None else named
    likely = _likely(page, [i for i in apart if i < first and _is_lone(page, i, first)], start)
    if likely is None and first in fitting and _is_told(runs[first].key, given) and _is_set_apart(page, first):
        return first
    return likely


def _place(page: Page) -> tuple[int, int]:
    """Return the index of the first paragraph, and the index from which on a dek may stand."""
    first, headline = first_paragraph(page), headline_of(page)
    return first, max(first - AHEAD, 0) if headline is None else max(headline + 1, first - BEHIND)


def _told(page: Page) -> list[str]:
    """Return the descriptions that say something else than a caption does."""
    captions = {run.key for run in page.runs if run.caption_for is not None}
    return [text for text in page.metadata.descriptions if not any(_alike(key(text), said) for said in captions)]


def _described(page: Page) -> str | None:
    """Return the first description, unless the beginning of the story says it already."""
    first, start = _place(page)
    told, runs, ordinary = _told(page), page.runs, page.grammar.ordinary
    opening = [run.text for run in runs[start : first + OPENING] if run.signature in ordinary or run is runs[first]]
    return None if any(_is_told(key(text), opening) for text in told) else next(iter(told), None)


def _likely(page: Page, between: list[int], start: int) -> int | None:
    """Return which of the texts *between* headline and story is the dek, by its place and by the descriptions."""
    told, news = _told(page), page.metadata.news
    sentences = [i for i in between if page.runs[i].kind == "text" and page.runs[i].stops]
    akin = [i for i in between if any(overlap(page.runs[i].text, text) >= AKIN for text in told)]
    under = [i for i in between if page.runs[i].kind == "heading" and i < start + UNDER]
    placed = [i for i in sentences if news and page.runs[i - 1].kind != "image"]
    choices = [*(i for i in akin if i in sentences), *akin, *placed, *under]
    return next(iter(choices or (() if told else sentences)), None)


def _is_told(said: str, given: Iterable[str]) -> bool:
    """Return whether one of the texts *given* is the one with the key *said*."""
    return any(_alike(said, key(other)) for other in given)


def _is_named(run: Run) -> bool:
    """Return whether a run is called a dek by its element or one around it."""
    return any(_DEK.search(words_of(element.name)) for element in list(run.element.up())[:3] if element.name)


def _is_lone(page: Page, at: int, first: int) -> bool:
    """Return whether a run is one brief text of its make, and no section of the story begins behind it."""
    run = page.runs[at]
    if run.signature in page.grammar.ordinary or not TELLS <= run.size <= BRIEF:
        return False
    behind = page.runs[at + 1 : first]
    if any(other.kind == "heading" and other.excluded in (None, "label") for other in behind):
        return False
    return all(other.signature != run.signature for other in behind if other.kind == "text")


def _is_set_apart(page: Page, first: int) -> bool:
    """Return whether the first paragraph is all in bold letters, and the next one is not."""
    following = next(
        (p for p in page.runs[first + 1 :] if p.excluded is None and p.kind == "text" and p.caption_for is None), None
    )
    return is_bold(page.runs[first]) and following is not None and not is_bold(following)


def _is_story(page: Page, at: int, first: int) -> bool:
    """Return whether a run is loose text in the very element that the story's loose text stands in."""
    run, opening = page.runs[at], page.runs[first]
    loose = run is not opening and run.element is opening.element
    return loose and page.grammar.trusted and run.signature in page.grammar.ordinary


def _fits(page: Page, run: Run) -> bool:
    """Return whether a run may be a dek: neither furniture nor a note, one of several points, a byline, a date line or a line of links."""
    if run.kind not in ("text", "heading") or run.level == 1 or run.caption_for is not None:
        return False
    parent = run.element.parent
    if run.element.tag == "li" and parent is not None and parent.end - parent.start > 1:
        return False
    if run.element.name and _INITIAL.search(words_of(run.element.name)):
        return False
    if run.excluded in _UNFIT and not (run.excluded == "date" and _is_named(run)):
        return False
    if not SHORTEST <= run.size <= LONGEST or run.linked * 2 >= len(run.text):
        return False
    if run.size <= DATED and ((_WHEN.search(run.text) and not run.stops) or page.phrases.starts("byline", run.text)):
        return False
    return not _DATELINE.match(run.text) and not page.phrases.note(run.text)


def _alike(shown: str, said: str) -> bool:
    """Return whether two texts are the same one, cut short or not, with a town before it or without."""
    if not shown or not said:
        return False
    if shown == said:
        return True
    if min(len(shown), len(said)) <= TELLS:
        return False
    return 0 <= said.find(shown[:80]) <= PLACE or 0 <= shown.find(said[:80]) <= PLACE
