"""Is every word of the story there, in whole sentences? Pages as a browser shows them, beside what each reader makes of them.

    python benchmarks/fidelity.py DIR… [--cache DIR] [--peers] [--worst 5] [--limit N]

Each DIR holds folders with a page.html. The text of the story's box, as headless Chromium lays it out, is compared with the
article, line by line (`visible_text.py`; where there is no Chromium, with our own walk over the tree). The box is the
smallest that holds nine tenths of the article's word groups; lines that the article names in its `cut` are left aside, and
so are lines of which a reader shows nothing: those are a matter of choice, which `extraction.py` scores. In the lines that are left, a figure for a thousand words each:

lost      words of the line that the reader does not show
glued     words that the reader joins to the next one
broken    sentences of the line that the reader spreads over two blocks
merged    lines that the reader runs together
moved     lines that the reader shows in another place

Words that only say that a credit or a byline follows ("Photo by") are left out on purpose and not counted as lost.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import pairwise
from pathlib import Path

from visible_text import Browser, Line, within

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0eff\u1780-\u17ff\u1000-\u109f]")
END = re.compile(r"[.!?…。！？؟।][\"'”’»)\]]*$")
GRAM = 3
FIGURE = "\u2063"
"""What begins the text of a figure among the blocks."""
LABELS = frozenset(
    [
        "photo",
        "photos",
        "photograph",
        "image",
        "images",
        "picture",
        "pictures",
        "foto",
        "fotos",
        "foto's",
        "bild",
        "bilder",
        "credit",
        "credits",
        "source",
        "quelle",
        "by",
        "von",
        "de",
        "di",
        "av",
        "af",
        "crédit",
        "crédits",
        "photographie",
        "fotografie",
        "fotografía",
        "imagen",
        "imagem",
        "copyright",
        "via",
        "video",
        "illustration",
        "graphic",
        "courtesy",
        "bildquelle",
        "写真",
        "사진",
        "фото",
    ]
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


def main() -> None:
    """Measure the pages that were named."""
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("data", type=Path, nargs="+")
    reader.add_argument("--cache", type=Path, default=Path("/tmp/termread-fidelity"))
    reader.add_argument("--peers", action="store_true")
    reader.add_argument("--worst", type=int, default=0)
    reader.add_argument("--limit", type=int)
    options = reader.parse_args()
    readers: dict[str, Callable[[Path], list[str]]] = {"termread": lambda page: termread(page)[0]}
    if options.peers:
        readers |= {"w3m": w3m, "trafilatura": trafilatura}
    browser = Browser(options.cache) if shutil.which("chromium") and shutil.which("chromedriver") else None
    for data in options.data:
        sums: dict[str, Counter[str]] = {name: Counter() for name in readers}
        worst: list[tuple[float, str, Counter[str]]] = []
        pages = [folder / "page.html" for folder in sorted(data.iterdir()) if (folder / "page.html").exists()]
        for page in pages[: options.limit]:
            blocks, cut, ours = termread(page)
            if not blocks:
                continue
            lines = browser.lines(f"{data.name}-{page.parent.name}", page) if browser else ours
            story = story_lines(lines, blocks, cut)
            for name, read in readers.items():
                found = compare(story, blocks if name == "termread" else read(page))
                sums[name] += found
                if name == "termread":
                    worst.append((sum(found[key] for key in FAULTS), page.parent.name, found))
        print(f"{data.name}: {len(pages)} pages, a thousand words, by {'Chromium' if browser else 'our own walk'}")
        for name, found in sums.items():
            print(
                f"  {name:12}" + "  ".join(f"{key} {1000 * found[key] / max(found['words'], 1):.2f}" for key in FAULTS)
            )
        for _, name, found in sorted(worst, key=lambda row: row[0], reverse=True)[: options.worst]:
            print(f"    {name}: " + ", ".join(f"{key} {found[key]}" for key in FAULTS if found[key]))
    if browser:
        browser.close()


FAULTS = ("lost", "glued", "broken", "merged", "moved")


def story_lines(lines: list[Line], blocks: list[str], cut: list[str]) -> list[str]:
    """Return the lines of the story's box that the article does not say it left out."""
    said = {gram for block in blocks for gram in grams(block)}
    left_out = {" ".join(words_of(text)) for text in cut}
    return [line for line in within(lines, said, grams) if " ".join(words_of(line)) not in left_out]


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
            lost = [index for index in words if index not in where]
            glued = [index for index in lost if is_glued(page.words, index, shown.words, where)]
            labels = [index for index in lost if page.words[index] in LABELS]
            found["glued"] += len(glued)
            found["labels"] += len(labels)
            found["lost"] += len(lost) - len(glued) - len(labels)
            found["broken"] += breaks(there, page, shown, where)
        found["merged"] += is_merged(before, words[0], shown, where)
        before = words[-1]
    return found


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


def is_glued(words: list[str], index: int, shown: list[str], where: dict[int, int]) -> bool:
    """Return whether the word at *index* is a part of the word that is shown next to its neighbour."""
    near = [where[i] for i in (index - 2, index - 1, index + 1, index + 2) if i in where]
    around = {shown[j] for at in near for j in range(max(at - 2, 0), min(at + 3, len(shown)))}
    joined = [words[index] + words[index + 1]] if index + 1 < len(words) else []
    joined += [words[index - 1] + words[index]] if index else []
    return any(pair in word for pair in joined for word in around)


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
    from bisect import bisect_left

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


def termread(page: Path) -> tuple[list[str], list[str], list[Line]]:
    """Return the blocks of the article, what was cut, and the page's lines by our own walk (only without a browser)."""
    from termread.article import Figure, Gallery, header_leaves, leaves
    from termread.document import Document
    from termread.errors import TermreadError
    from termread.parse import parse

    try:
        article = parse(Document("page.html", page.read_bytes(), "https://example.com/", "text/html")).article
    except TermreadError:
        return [], [], []
    texts = [leaf.text for leaf in header_leaves(article)]
    for block in article.blocks:
        # A caption and its credit are one line on the page.
        figures = block.figures if isinstance(block, Gallery) else (block,)
        if isinstance(figures[0], Figure):
            texts += [FIGURE + " ".join(leaf.text for leaf in leaves(figure)) for figure in figures]
        else:
            texts += [leaf.text for leaf in leaves(block)]
    return texts, [cut.text for cut in article.cut], [((0,), text) for text in texts]


def w3m(page: Path) -> list[str]:
    """Return the lines that w3m prints."""
    command = ["w3m", "-dump", "-T", "text/html", "-cols", "100000", "-O", "UTF-8", str(page)]
    return subprocess.run(command, capture_output=True, check=False).stdout.decode("utf-8", "replace").splitlines()


def trafilatura(page: Path) -> list[str]:
    """Return the lines of trafilatura's text."""
    import trafilatura as peer

    return (peer.extract(page.read_bytes().decode("utf-8", "replace"), include_comments=False) or "").splitlines()


if __name__ == "__main__":
    main()
