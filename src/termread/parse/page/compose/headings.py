"""What divides a story: headings, including bold or short lines that serve as such, and scene breaks."""

from __future__ import annotations

import itertools
from collections import defaultdict
from itertools import islice, pairwise

from termread.article import Block, Heading
from termread.parse.page.boilerplate.lines import STRUCTURES
from termread.parse.page.class_names import words_of
from termread.parse.page.model import Element, Page, Run, Signature, is_prose, nearest
from termread.text import regex
from termread.values import replace

_NAMED = regex(
    r" (?:subheads?|sub ?headings?|crossheads?|sub ?titles?|intertitles?|intertitre|zwischentitel|ladillo|mellomtittel|zwischenueberschrift|headline|heading) "
)
_STOPS = tuple(".,;:!…。！،")
_SIGN = regex(r"[■◆●▼▲◇□▽【]\s?\w")
"""Signs with which Chinese, Japanese and Korean newspapers mark section headings."""
LONGEST = 120
"""Size of the longest line that may be a heading."""


def promote_bold_lines(page: Page) -> None:
    """Turn bold lines that precede an ordinary paragraph into headings."""
    order = [i for i in page.kept() if page.runs[i].kind in ("text", "heading")]
    for here, following in itertools.pairwise(order):
        run, after = page.runs[here], page.runs[following]
        if run.size <= LONGEST and here != order[0] and _is_headline(run) and is_prose(after) and not is_bold(after):
            page.becomes(run, "heading", 3)


def promote_lines(page: Page) -> None:
    """Turn short lines with the same signature into headings if each is unique and precedes an ordinary paragraph."""
    makes: defaultdict[Signature, list[int]] = defaultdict(list)
    grammar = page.grammar
    order = [i for i in page.kept() if page.runs[i].kind in ("text", "heading")]
    after = dict(itertools.pairwise(order))
    for i in order:
        run = page.runs[i]
        if run.kind == "text" and run.element.name and run.signature not in grammar.ordinary:
            makes[run.signature].append(i)
    for members in makes.values():
        lines = [page.runs[i] for i in members]
        following = [page.runs[after[i]] for i in members if i in after]
        fitting = all(2 < p.size <= LONGEST and not p.linked and not p.stops and "\n" not in p.text for p in lines)
        leading = len(following) == len(members) and all(p.signature in grammar.ordinary and p.prose for p in following)
        if len(members) > 1 and fitting and leading and len({p.text for p in lines}) == len(lines):
            for run in lines:
                page.becomes(run, "heading", 3)


def _is_headline(run: Run) -> bool:
    if run.kind != "text" or not 2 < run.size <= LONGEST or run.text.endswith(_STOPS) or "\n" in run.text:
        return False
    if any(element.tag in ("li", "td", "th", "blockquote", "figure", "dd") for element in run.element.up()):
        return False
    if _SIGN.match(run.text):
        return not run.stops
    named = run.element.name and _NAMED.search(words_of(run.element.name))
    return bool(named) or (is_bold(run) and not (run.text.endswith("?") and run.size > 60))


def is_bold(run: Run) -> bool:
    """Return whether a run is bold as a whole."""
    return sum(s.end - s.start for s in run.spans if s.style == "strong") >= 0.95 * len(run.text) > 0


def fill_headings(page: Page) -> None:
    """Take back a wholly excluded section if its heading belongs to the story; exclude other empty headings."""
    if all(run.excluded is not None or run.kind == "heading" for run in page.runs):
        return
    below = OTHER
    emptied: list[Run] = []
    for run in reversed(page.runs):
        if run.kind == "heading" and run.excluded is None and _is_of_controls(run, page):
            page.exclude(run, "control")
        if run.excluded is not None:
            emptied += [run] if run.excluded in _LEAVES_BARE and run.text else []
        elif run.kind != "heading" or not emptied or below > run.level:
            below, emptied = run.level or OTHER, []
        elif (run.likely or 0) > LIKELY and len(emptied) <= FEW:
            for each in emptied:
                page.admit(each)
            below, emptied = run.level, []
        else:
            page.exclude(run, "label")


def _is_of_controls(heading: Run, page: Page) -> bool:
    """Return whether an unlikely heading is the only text in a box of several buttons, such as a video player's."""
    if heading.likely is None or heading.likely >= LIKELY:
        return False
    for box in islice(heading.element.up(), 1, BOXES):
        if any(run is not heading and run.text and run.excluded != "control" for run in page.runs[box.start : box.end]):
            return False
        if next(islice(box.node.iter("button"), 1, None), None) is not None:
            return True
    return False


def relevel(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return *blocks* with their headings' levels renumbered from 2 without gaps."""
    levels = sorted({block.level for block in blocks if isinstance(block, Heading)})
    order = {level: min(2 + rank, 6) for rank, level in enumerate(levels)}
    return tuple(replace(block, level=order[block.level]) if isinstance(block, Heading) else block for block in blocks)


OTHER = 7
"""The level of anything but a heading."""
BOXES = 4
"""How many elements around a heading, with its own, are searched for buttons."""
LIKELY, FEW = 0.5, 6
"""The least probability of a heading, and the most runs below it, for its section to be taken back."""
_LEAVES_BARE = frozenset(
    ["related", "label", "unlikely", "promotion", "newsletter", "share", "outside", "aside", "navigation"]
)
"""Only text excluded for these reasons leaves the heading above it empty."""
LINE_OF_SIGNS = 40
"""Characters of the longest scene break."""
_SIGNS = frozenset("*⁂⁎⁑∗＊✱—–―─━⸻-_~〜～§¶#•·・●○◦∘◆◇♦♢■□▪▫★☆✦✧✶✻✽❖❦❧☙※+=×.…†‡༺༻❀♠♣♥⚘")
_PARTED = 3
"""Fewest runs in a table cell or list item for a line of signs in it to be a scene break."""
_LETTERS = frozenset(["oOo", "ooOoo", "o0o", "0o0", "xXx", "XoX"])
"""Letters used as scene breaks."""
_ALONE = frozenset(".")
"""Signs that alone are no scene break but the remains of a sentence."""


def mark_breaks(page: Page) -> None:
    """Turn lines of nothing but signs between two texts of the story into rules."""
    order = [i for i in page.kept() if page.runs[i].kind in ("text", "heading", "rule")]
    holders: dict[Element, Element | None] = {}
    seen = False
    for here, following in pairwise(order):
        run = page.runs[here]
        between = seen and is_break(run) and not is_break(page.runs[following])
        holder = nearest(run.element, STRUCTURES, holders) if between else None
        if between and (holder is None or holder.end - holder.start >= _PARTED) and not page.calls(run):
            page.becomes(run, "rule")
        seen = seen or run.kind == "text"


def is_break(run: Run) -> bool:
    """Return whether a run consists of nothing but scene-break signs."""
    if run.kind not in ("text", "heading") or len(run.text) > LINE_OF_SIGNS or run.linked:
        return False
    signs = "".join(run.text.split())
    return bool(signs) and signs not in _ALONE and (_SIGNS.issuperset(signs) or signs.strip("-–—~=*") in _LETTERS)


def has_scenes(page: Page) -> bool:
    """Return whether the story has scene breaks, so that a single rule does not mark its end."""
    return any(run.kind == "rule" and run.text and run.excluded is None for run in page.runs)
