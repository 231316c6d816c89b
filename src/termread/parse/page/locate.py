"""Locates the headline and the story, takes back what else belongs to it, and decides whether the choice is in doubt.

No single rule may take most of a page's running text unchallenged: any class name can appear on the story's own
element, and a story can look like a list of comments. In doubt, readability-lxml's answer is weighed against ours.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from termread.parse.page.class_names import words_of
from termread.parse.page.model import TRUSTED, Element, Grammar, Page, Run, Signature, is_prose
from termread.parse.page.tree import without_controls
from termread.parse.text_shape import key
from termread.text import regex

TITLE_CAP = 400
"""Characters of the longest run that can be the headline."""
HOLDS, HOLDS_ALL = 0.8, 0.95
"""Minimum share of the likely text in the story's element, and of all text if the page is not an article."""
UNASKED = 0.5
"""Probability of text belonging to the story if the classifier was not asked."""
AFTER, BIO = 12, 400
"""How many runs after the story are searched for a note about its author, and the note's maximum size."""
UNSURE, FEW = 0.45, 300
"""Share of the non-boilerplate text, and number of characters, below which our own choice is in doubt."""
MORE, PART = 1.5, 0.3
"""Minimum size of an adopted answer, as a multiple of our own choice and as a share of the non-boilerplate text."""
SURVIVES, DOUBTFUL = 0.5, 0.3
"""Shares of the possible story text below which a choice is challenged, and below which the reader is warned."""
SURE = frozenset(["navigation", "footer", "hidden", "dialog", "consent", "drawing"])
"""Reasons that are never challenged."""
UNCHALLENGED = frozenset(["exclude_outside", "exclude_other_articles", "exclude_repeats", "flatten"])
"""Stages that decide by position relative to the story rather than by name or appearance."""
_SOFT = frozenset(
    ["control", "hidden", "player", "promotion", "aside", "label", "outside", "navigation", "dialog", "title", "footer"]
)
"""Reasons that do not apply to a picture with a caption."""
_OF_WRITERS = frozenset(["byline", "end", "outside", "footer", "label", "related"])
"""Reasons for leaving out a note about the author."""
_PARTS = frozenset("p li h1 h2 h3 h4 h5 h6 dd dt pre ul ol dl blockquote figure figcaption".split())  # noqa: SIM905
"""Elements that are always just part of a story, however large."""
_BODY_NAMES = regex(
    r" (?:article|story|entry|post|page|news|blog)s? (?:body|text|content|copy)s? "
    r"| articlebody | storybody | bodytext | fulltext | maintext | articletext | entrycontent | richtext | prose | wysiwyg "
)
_READABLE = 400_000
"""Characters of the longest page that readability-lxml can process in reasonable time."""
_TAGS = regex(r"<[^<>]*>")


def titled(page: Page) -> int | None:
    """Return the index of the title heading: an h1, or else a heading that is not a link; None if there is none."""
    wanted = key(page.metadata.title)
    same = [
        (run.level != 1, i)
        for i, run in enumerate(page.runs)
        if run.level and run.excluded != "hidden" and (run.level == 1 or not run.linked) and run.key == wanted
    ]
    return min(same)[1] if same else None


def headline_of(page: Page) -> int | None:
    """Return the index of the headline: the title heading, or else the first h1, or else a text equal to the title."""
    found = titled(page)
    if found is None:
        found = next((i for i, run in enumerate(page.runs) if run.level == 1 and run.excluded != "hidden"), None)
    if found is not None or not (wanted := key(page.metadata.title)):
        return found
    texts = (i for i, run in enumerate(page.runs) if len(wanted) <= len(run.text) < TITLE_CAP)
    return next((i for i in texts if page.runs[i].key == wanted), None)


def first_paragraph(page: Page) -> int:
    """Return the index of the story's first ordinary paragraph."""
    grammar = page.grammar
    for i, run in enumerate(page.runs):
        if is_prose(run) and run.caption_for is None and (run.signature in grammar.ordinary or not grammar.trusted):
            return i
    return 0


def locate_story(page: Page) -> None:
    """Find the innermost element that holds most of the likely story text, and the signatures of its paragraphs."""
    page.good = page.prose_size()
    page.story = _holding(page)
    if page.story is not None:
        page.grammar = grammar_of(page.runs[page.story.start : page.story.end])


def grammar_of(runs: Iterable[Run]) -> Grammar:
    """Return the one to three signatures that account for most of the running text in *runs*."""
    sizes: Counter[Signature] = Counter()
    for run in runs:
        if run.prose and run.excluded is None:
            sizes[run.element.written or run.element.signature] += run.size
    total = sum(sizes.values())
    chosen: list[Signature] = []
    held = 0
    for signature, size in sizes.most_common(3):
        if (held >= TRUSTED * total and size < 0.15 * total) or (chosen and size < 0.1 * total):
            break
        chosen.append(signature)
        held += size
    return Grammar(frozenset(chosen), held / total if total else 0.0)


def _holding(page: Page) -> Element | None:
    """Return the innermost element that holds most of the likely text, or None if there is no running text."""
    held: defaultdict[Element, float] = defaultdict(float)
    for run in page.runs:
        if is_prose(run):
            held[run.element] += run.size * (UNASKED if run.likely is None or not page.is_article else run.likely)
    if not held:
        return None
    for element in reversed(page.elements):
        if element.parent is not None and element in held:
            held[element.parent] += held[element]
    enough = (HOLDS if page.is_article else HOLDS_ALL) * held[page.elements[0]]
    innermost = max((element for element in held if held[element] >= enough), key=lambda element: element.depth)
    return next((element for element in innermost.up() if element.tag not in _PARTS), innermost)


def is_body(element: Element) -> bool:
    """Return whether an element is marked as the body of a story by its microdata, class or id."""
    if element.node.get("itemprop") == "articleBody":
        return True
    return bool(element.name and element.tag not in ("body", "html") and _BODY_NAMES.search(words_of(element.name)))


def exclude_outside(page: Page) -> None:
    """Leave out everything outside the story, except likely paragraphs with one of its signatures."""
    story = page.story
    for run in (*page.runs[: story.start], *page.runs[story.end :]) if story is not None else ():
        if not (is_prose(run) and run.signature in page.grammar.ordinary and (run.likely or 0) > 0.5):
            page.exclude(run, "outside")


def admit_asides(page: Page) -> None:
    """Take back asides inside the story that have text of their own rather than links."""
    story = page.story
    for element in page.elements if story is not None else ():
        if element.tag != "aside" or element.excluded != "aside" or element.linked * 3 > element.weight:
            continue
        inside = story is not None and element.start in story and element.end <= story.end
        if inside and (element.parent is None or element.parent.excluded is None):
            for run in page.runs[element.start : element.end]:
                if run.excluded == run.element.excluded == "aside":
                    page.admit(run)


def lead_start(page: Page) -> int:
    """Return the index to search for the lead picture from: the start of the element that holds headline and story."""
    story, headline = page.story, headline_of(page)
    if story is None or headline is None:
        return story.start if story is not None else 0
    around = set(story.up())
    common = next((element for element in page.runs[headline].element.up() if element in around), story)
    return min(common.start, story.start)


def admit_pictures(page: Page) -> None:
    """Take back captioned pictures inside the story and above it."""
    story, first = page.story, first_paragraph(page)
    if story is None:
        return
    captioned = {run.caption_for for run in page.runs if run.caption_for is not None}
    for i in (*range(lead_start(page), first), *range(max(first, story.start), story.end)):
        if page.runs[i].kind == "image" and page.runs[i].excluded in _SOFT and i in captioned:
            page.admit(page.runs[i])


def admit_contributor(page: Page) -> None:
    """Take back a note about the author, or a correction, right after the story."""
    kept = (i for i in range(len(page.runs) - 1, -1, -1) if page.runs[i].excluded is None and page.runs[i].text)
    last = next(kept, len(page.runs))
    for run in page.runs[last + 1 : last + 1 + AFTER]:
        if run.excluded in _OF_WRITERS and run.kind == "text" and run.size <= BIO and run.sentence:
            found = page.phrases.note(run.text)
            if found is not None and found[0] in ("contributor", "correction"):
                page.admit(run)
                return


def challenge_of(page: Page) -> tuple[str, str] | None:
    """Return the stage and reason that left out the story, if little of the page's running text is left, or None.

    That pair left out the most text, and readability-lxml finds its article there rather than in what is left.
    """
    if not (taken := _taken(page, SURVIVES)):
        return None
    most = max(taken, key=lambda each: _size(taken[each]))
    answer = readability_text(page.source)
    own = [run for run in page.runs if run.prose and run.excluded is None]
    return most if _size(taken[most], answer) > _size(own, answer) else None


def is_doubtful(page: Page) -> bool:
    """Return whether little of the page's running text is left."""
    return bool(_taken(page, DOUBTFUL))


def _taken(page: Page, share: float) -> dict[tuple[str, str], list[Run]]:
    """Return the distinct running text left out by each stage and reason, or nothing if *share* of it is left."""
    taken: defaultdict[tuple[str, str], list[Run]] = defaultdict(list)
    if page.prose_size() >= share * page.total:
        return taken
    stages = {id(run): stage for stage, run, name, _ in page.moves if name == "excluded"}
    own = {run.text: run.size for run in page.runs if run.prose and run.excluded is None}
    for run in {run.text: run for run in page.runs if run.prose and run.text not in own}.values():
        if run.excluded not in SURE and (stage := stages[id(run)]) not in UNCHALLENGED:
            taken[stage, run.excluded or ""].append(run)
    left, lost = sum(own.values()), sum(map(_size, taken.values()))
    return taken if left < share * (left + lost) else {}


def _size(runs: Iterable[Run], answer: str | None = None) -> int:
    """Return the total size of *runs*, or of those found in *answer*."""
    return sum(run.size for run in runs if answer is None or run.key in answer)


def doubts(page: Page) -> bool:
    """Return whether the choice is in doubt because it holds too little of the non-boilerplate text."""
    own = page.prose_size()
    return own < UNSURE * page.good or (own < FEW and page.good >= 2 * own)


def readability_text(text: str) -> str:
    """Return, as a comparison key, the text that readability-lxml extracts, or an empty string if it finds none."""
    import logging
    from html import unescape

    from readability import Document
    from readability.readability import Unparseable

    if len(text) > _READABLE:
        return ""
    # Otherwise its log prints a traceback on the reader's screen for every page it cannot parse.
    logging.getLogger("readability.readability").disabled = True
    try:
        summary = Document(without_controls(text.encode("utf-8", "replace")).decode()).summary(html_partial=True)
    except (Unparseable, ValueError, TypeError, AttributeError, IndexError, RecursionError):
        return ""
    return key(unescape(_TAGS.sub(" ", summary)))


def adopt(page: Page, answer: str) -> bool:
    """Keep only the runs in readability-lxml's *answer*; return False if it holds too little to be adopted."""
    chosen = [i for i, run in enumerate(page.runs) if run.size >= 20 and run.text and run.key in answer]
    held = sum(page.runs[i].size for i in chosen if page.runs[i].is_running)
    if not chosen or held < max(FEW, MORE * page.prose_size(), PART * page.good):
        return False
    taken = set(chosen)
    for i, run in enumerate(page.runs):
        between = chosen[0] < i < chosen[-1] and run.kind != "text" and run.excluded == "outside"
        if i in taken or between:
            page.admit(run)
        else:
            page.exclude(run, "outside")
    return True
