"""What a reader shows of a page, word by word: which word of one text each word of another is, and what is wrong with it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import pairwise

GRAM = 3
"""Words of the groups by which two texts are aligned."""
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0eff\u1780-\u17ff\u1000-\u109f]")
END = re.compile(r"[.!?…。！？؟।][\"'”’»)\]]*$")
FIGURE = "\u2063"
"""What begins the text of a figure among the blocks."""
LABELS = frozenset(
    re.findall(
        r"\S+",
        "photo photos photograph image images picture pictures foto fotos foto's bild bilder credit credits source quelle "
        "by of von de di av af crédit crédits photographie fotografie fotografía imagen imagem copyright via video "
        "illustration graphic courtesy bildquelle 写真 사진 фото",
    )
)
"""Words that say no more than that a name follows."""
SHOWN = 0.5
"""The share of a line's words that a reader must show for the line to be one of the story."""


@dataclass
class Text:
    """Words in order, and for each the line it stands in."""

    words: list[str] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    ends: set[int] = field(default_factory=set)
    """The indexes of the words that end a sentence."""
    figures: set[int] = field(default_factory=set)
    """The lines that are a caption with its credit; the page may show them as two."""

    @classmethod
    def of(cls, lines: list[str]) -> Text:
        """Return the words of *lines*; each newline in a line begins another."""
        text = cls()
        number = 0
        for whole in lines:
            for line in whole.split("\n"):
                if line.startswith(FIGURE):
                    text.figures.add(number)
                for token in line.split():
                    for word in words_of(token):
                        text.words.append(word)
                        text.lines.append(number)
                    if text.words and END.search(token):
                        text.ends.add(len(text.words) - 1)
                number += 1
        return text


def words_of(text: str) -> list[str]:
    """Return the words of *text*, case folded; each letter where a script has no spaces."""
    found: list[str] = []
    for word in WORD.findall(text.casefold().replace("\u00ad", "").replace("\u200b", "")):
        found.extend(word if WIDE.search(word) else [word])
    return found


def grams(text: str) -> list[tuple[str, ...]]:
    """Return the groups of three words in *text*."""
    words = words_of(text)
    return [tuple(words[i : i + GRAM]) for i in range(len(words) - GRAM + 1)]


def compare(story: list[str], blocks: list[str]) -> Counter[str]:
    """Return how many words of *story* the *blocks* lose or glue, and how many of its lines they break, merge or move."""
    page, shown = Text.of(story), Text.of(blocks)
    where, moved = align(page.words, shown.words)
    found: Counter[str] = Counter(moved=len({page.lines[i] for i in moved}))
    where |= moved
    by_line: dict[int, list[int]] = {}
    for index, line in enumerate(page.lines):
        by_line.setdefault(line, []).append(index)
    running = "\n".join(f" {said} " for said in _joined(shown))
    before: int | None = None
    for words in by_line.values():
        there = [index for index in words if index in where]
        # Said in one piece: the same words elsewhere on the page may have drawn the alignment away.
        intact = f" {' '.join(page.words[index] for index in words)} " in running
        if not intact and (len(there) < SHOWN * len(words) or len(there) < min(GRAM, len(words))):
            before = None
            continue
        found["words"] += len(words)
        if not intact:
            found += min(
                (wrong(words, page, shown, way) for way in (where, beside(words, page, shown))), key=Counter.total
            )
        found["merged"] += is_merged(before, words[0], shown, where)
        before = words[-1]
    return found


def wrong(words: list[int], page: Text, shown: Text, where: dict[int, int]) -> Counter[str]:
    """Return what is wrong with a line that is aligned as *where* says."""
    found = Counter(fault for fault, _ in faults(words, page, shown, where))
    found["broken"] += breaks([index for index in words if index in where], page, shown, where)
    return found


def beside(words: list[int], page: Text, shown: Text) -> dict[int, int]:
    """Return which word each of a line's *words* is in the one line shown that has most of them."""
    wanted = {page.words[index] for index in words}
    lines: dict[int, list[int]] = {}
    for at, line in enumerate(shown.lines):
        lines.setdefault(line, []).append(at)
    best = max(lines.values(), key=lambda line: len(wanted & {shown.words[at] for at in line}), default=[])
    same = SequenceMatcher(None, [page.words[i] for i in words], [shown.words[at] for at in best], autojunk=False)
    return {words[run.a + k]: best[run.b + k] for run in same.get_matching_blocks() for k in range(run.size)}


def faults(words: list[int], page: Text, shown: Text, where: dict[int, int]) -> Iterator[tuple[str, int]]:
    """Yield what is wrong with each of the *words* of a line that is not where it should be."""
    for index in words:
        if index in where or (page.words[index].isdigit() and index == words[0]):
            continue
        around = _around(index, shown, where)
        if _is_label(page.words[index], [shown.words[at] for at in around if shown.lines[at] in shown.figures]):
            continue
        joined = [at for at in (index - 1, index) if 0 <= at < len(page.words) - 1]
        pairs = [
            at for at in joined if any(page.words[at] + page.words[at + 1] in shown.words[near] for near in around)
        ]
        if not pairs:
            yield "lost", index
        elif len(page.words[pairs[0]]) > 1:
            yield "glued", index


def _around(index: int, shown: Text, where: dict[int, int]) -> set[int]:
    """Return which words are shown beside the neighbours of the word at *index*."""
    near = [where[i] for i in (index - 2, index - 1, index + 1, index + 2) if i in where]
    return {at for place in near for at in range(max(place - 2, 0), min(place + 3, len(shown.words)))}


def _is_label(word: str, beside: list[str]) -> bool:
    """Return whether a word says that a credit follows, alone or glued to a word *beside* it in a figure's line."""
    glued = any(word.endswith(label) and word.removesuffix(label) in beside for label in LABELS)
    return bool(beside) and (word in LABELS or glued)


def is_merged(before: int | None, first: int, shown: Text, where: dict[int, int]) -> bool:
    """Return whether the words at *before* and *first*, the last and the first of two lines, stand in one line here."""
    if before is None or before not in where or where.get(first) != where[before] + 1:
        return False
    line = shown.lines[where[first]]
    return shown.lines[where[before]] == line and line not in shown.figures


def _joined(text: Text) -> list[str]:
    lines: dict[int, list[str]] = {}
    for word, line in zip(text.words, text.lines, strict=True):
        lines.setdefault(line, []).append(word)
    return [" ".join(words) for words in lines.values()]


def breaks(there: list[int], page: Text, shown: Text, where: dict[int, int]) -> int:
    """Return how many sentences of a line stand in two blocks: words next to each other there and parted here."""
    return sum(
        after == index + 1 and index not in page.ends and shown.lines[where[index]] != shown.lines[where[after]]
        for index, after in pairwise(there)
    )


def align(page: list[str], shown: list[str]) -> tuple[dict[int, int], dict[int, int]]:
    """Return which word of *shown* each word of *page* is: those in the same order, and those in another place.

    Word groups that stand once on both sides are anchors; the longest run of anchors in order parts both texts, and
    what lies between two anchors is compared word by word.
    """
    once = dict(_single(page))
    there = _single(shown)
    anchors = sorted((at, there[gram]) for gram, at in once.items() if gram in there)
    chain = _rising(anchors)
    where: dict[int, int] = {}
    a = b = 0
    for i, j in [*chain, (len(page), len(shown))]:
        if i > a and j > b and (i - a) * (j - b) < 4_000_000:
            matcher = SequenceMatcher(None, page[a:i], shown[b:j], autojunk=False)
            for run in matcher.get_matching_blocks():
                where.update((a + run.a + k, b + run.b + k) for k in range(run.size))
        if i < len(page):
            where[i] = j
        a, b = i + 1, j + 1
    taken = set(where.values())
    moved = {
        at + k: there[gram] + k
        for gram, at in once.items()
        if gram in there
        for k in range(GRAM)
        if at + k not in where and there[gram] + k not in taken
    }
    return where, moved


def _single(words: list[str]) -> dict[tuple[str, ...], int]:
    groups = [tuple(words[i : i + GRAM]) for i in range(len(words) - GRAM + 1)]
    counts = Counter(groups)
    return {group: at for at, group in enumerate(groups) if counts[group] == 1}


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest run of *pairs*, sorted by their first, whose second rises too."""
    tails: list[int] = []
    ends: list[int] = []
    parents: list[int] = []
    for at, (_, j) in enumerate(pairs):
        k = bisect_left(tails, j)
        parents.append(ends[k - 1] if k else -1)
        tails[k : k + 1] = [j]
        ends[k : k + 1] = [at]
    found: list[tuple[int, int]] = []
    at = ends[-1] if ends else -1
    while at >= 0:
        found.append(pairs[at])
        at = parents[at]
    return found[::-1]
