"""Where the headline and the story stand on a page, what else belongs to the story, and whether the choice is doubtful.

No rule may take most of a page's running text unchallenged: any word can stand on the element of the story itself, and a
story can look like a list of comments. Where ours is in doubt, it is weighed against the answer of readability-lxml.
"""

from __future__ import annotations

import logging
import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from termread.parse.page.class_names import words_of
from termread.parse.page.model import TRUSTED, Element, Grammar, Page, Run, Signature, is_prose
from termread.parse.page.tree import without_controls
from termread.parse.text_shape import key

TITLE_CAP = 400
"""Characters of the longest run that can be the headline."""
HOLDS, HOLDS_ALL = 0.8, 0.95
"""The share of the likely text that the story's element holds, and of all text where the page is no article."""
UNASKED = 0.5
"""How likely text is to be of the story if the classifier was not asked."""
AFTER, BIO = 12, 400
"""Runs after the story among which a word about its writer stands, and the most characters that it takes."""
UNSURE, FEW = 0.45, 300
"""The share of the text that is no boilerplate, and the characters, below which our own choice is doubted."""
MORE, PART = 1.5, 0.3
"""How many times our own choice an answer must hold to be adopted, and what share of the text that is no boilerplate."""
SURVIVES, DOUBTFUL = 0.5, 0.3
"""The shares of the running text that may be the story below which a choice is challenged, and the reader is told."""
SURE = frozenset(["navigation", "footer", "hidden", "dialog", "consent", "drawing"])
"""Reasons that are never challenged."""
UNCHALLENGED = frozenset(["exclude_outside", "exclude_other_articles", "exclude_repeats", "flatten"])
"""Stages that go by where the story is, and not by a name or a look."""
_SOFT = frozenset(
    ["control", "hidden", "player", "promotion", "aside", "label", "outside", "navigation", "dialog", "title", "footer"]
)
"""Reasons that do not count for a picture that has a caption."""
_OF_WRITERS = frozenset(["byline", "end", "outside", "footer", "label", "related"])
"""Reasons for which a word about the writer is left out."""
_PARTS = frozenset("p li h1 h2 h3 h4 h5 h6 dd dt pre ul ol dl blockquote figure figcaption".split())  # noqa: SIM905
"""Elements that hold a part of a story, however large, and never all of it."""
_BODY_NAMES = re.compile(
    r" (?:article|story|entry|post|page|news|blog)s? (?:body|text|content|copy)s? "
    r"| articlebody | storybody | bodytext | fulltext | maintext | articletext | entrycontent | richtext | prose | wysiwyg "
)
_READABLE = 400_000
"""Characters of the longest page that readability-lxml can take in time."""
_TAGS = re.compile(r"<[^<>]*>")


def titled(page: Page) -> int | None:
    """Return the index of the heading that is the title: one of the first level, else one that leads nowhere."""
    wanted = key(page.metadata.title)
    same = [
        (run.level != 1, i)
        for i, run in enumerate(page.runs)
        if run.level and run.excluded != "hidden" and (run.level == 1 or not run.linked) and run.key == wanted
    ]
    return min(same)[1] if same else None


def headline_of(page: Page) -> int | None:
    """Return the index of the headline: the heading that is the title, else the first h1, else the title as a text."""
    found = titled(page)
    if found is None:
        found = next((i for i, run in enumerate(page.runs) if run.level == 1 and run.excluded != "hidden"), None)
    if found is not None or not (wanted := key(page.metadata.title)):
        return found
    texts = (i for i, run in enumerate(page.runs) if len(wanted) <= len(run.text) < TITLE_CAP)
    return next((i for i in texts if page.runs[i].key == wanted), None)


def first_paragraph(page: Page) -> int:
    """Return the index of the first ordinary paragraph of the story."""
    grammar = page.grammar
    for i, run in enumerate(page.runs):
        if is_prose(run) and run.caption_for is None and (run.signature in grammar.ordinary or not grammar.trusted):
            return i
    return 0


def locate_story(page: Page) -> None:
    """Find the innermost element that holds most of what is likely to be the story, and how its paragraphs are written."""
    page.good = page.prose_size()
    page.story = _holding(page)
    if page.story is not None:
        page.grammar = grammar_of(page.runs[page.story.start : page.story.end])


def grammar_of(runs: Iterable[Run]) -> Grammar:
    """Return the one to three signatures that hold most of the running text among *runs*."""
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
    """Return the innermost element that holds most of the likely text; None if there is no running text."""
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
    """Return whether an element says of itself that it is the body of a story."""
    if element.node.get("itemprop") == "articleBody":
        return True
    return bool(element.name and element.tag not in ("body", "html") and _BODY_NAMES.search(words_of(element.name)))


def exclude_outside(page: Page) -> None:
    """Leave out what stands outside the story, but for paragraphs written as the story's that are more likely of it than not."""
    story = page.story
    for run in (*page.runs[: story.start], *page.runs[story.end :]) if story is not None else ():
        if not (is_prose(run) and run.signature in page.grammar.ordinary and (run.likely or 0) > 0.5):
            page.exclude(run, "outside")


def admit_asides(page: Page) -> None:
    """Take back in the asides inside the story that hold text of their own and not links."""
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
    """Return where to look from for the lead picture: the start of the element that holds both headline and story."""
    story, headline = page.story, headline_of(page)
    if story is None or headline is None:
        return story.start if story is not None else 0
    around = set(story.up())
    common = next((element for element in page.runs[headline].element.up() if element in around), story)
    return min(common.start, story.start)


def admit_pictures(page: Page) -> None:
    """Take back in the pictures of the story, and those above it, that have a caption."""
    story, first = page.story, first_paragraph(page)
    if story is None:
        return
    captioned = {run.caption_for for run in page.runs if run.caption_for is not None}
    for i in (*range(lead_start(page), first), *range(max(first, story.start), story.end)):
        if page.runs[i].kind == "image" and page.runs[i].excluded in _SOFT and i in captioned:
            page.admit(page.runs[i])


def admit_contributor(page: Page) -> None:
    """Take back in the line right after the story that says who wrote it."""
    kept = (i for i in range(len(page.runs) - 1, -1, -1) if page.runs[i].excluded is None and page.runs[i].text)
    last = next(kept, len(page.runs))
    for run in page.runs[last + 1 : last + 1 + AFTER]:
        if run.excluded in _OF_WRITERS and run.kind == "text" and run.size <= BIO and run.sentence:
            found = page.phrases.note(run.text)
            if found is not None and found[0] in ("contributor", "correction"):
                page.admit(run)
                return


def challenge_of(page: Page) -> tuple[str, str] | None:
    """Return the stage and the reason that took the story, if little of the page's running text is left.

    They are those that took most of it, if readability-lxml finds its story there rather than in what is left.
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
    """Return the running text that each stage took for each reason, each text once; nothing if *share* of it is left."""
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
    """Return the size of *runs*, or of those that stand in an *answer*."""
    return sum(run.size for run in runs if answer is None or run.key in answer)


def doubts(page: Page) -> bool:
    """Return whether the choice holds so little of the text that is no boilerplate that it is unsure."""
    own = page.prose_size()
    return own < UNSURE * page.good or (own < FEW and page.good >= 2 * own)


def readability_text(text: str) -> str:
    """Return, as a comparison key, the text that readability-lxml takes for the article; empty if it finds none."""
    from html import unescape

    from readability import Document
    from readability.readability import Unparseable

    if len(text) > _READABLE:
        return ""
    # Its log would print a traceback on the reader's screen for each page it cannot read.
    logging.getLogger("readability.readability").disabled = True
    try:
        summary = Document(without_controls(text).decode()).summary(html_partial=True)
    except (Unparseable, ValueError, TypeError, AttributeError, IndexError, RecursionError):
        return ""
    return key(unescape(_TAGS.sub(" ", summary)))


def adopt(page: Page, answer: str) -> bool:
    """Keep the runs in readability-lxml's *answer* and no others; return False if it holds too little to be adopted."""
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
