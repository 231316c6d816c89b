"""Is every word of the story there, in whole sentences? Pages as a browser shows them, beside what each reader makes of them.

    python benchmarks/fidelity.py DIR… [--cache DIR] [--peers] [--worst 5] [--limit N]

Each DIR holds folders with a page.html. The text of the story's box, as headless Chromium lays it out, is compared with the
article, line by line (`visible_text.py`; where there is no Chromium, with our own walk over the tree). The box is the
smallest that holds nine tenths of the article's word groups; lines that the article names in its `cut` are left aside, and
so are lines of which a reader shows nothing: those are a matter of choice, which `extraction.py` scores. In the lines that
are left, a figure for a thousand words each, over all words and (in brackets) of the page in the middle:

lost      words of the line that the reader does not show
glued     words that the reader joins to the next one
broken    sentences of the line that the reader spreads over two blocks
merged    lines that the reader runs together
moved     lines that the reader shows in another place

The pages were saved without their style sheets, and without those the browser shows what they hide. Where a page links a
sheet, words in a line that the article names in its `cut` as hidden or as a card are therefore set aside for every reader
alike, and counted as *hidden*. On a page that links none, each word that the browser shows counts.

No loss either is what the reader shows in a form of its own: the word that says that a credit follows ("Photo by"), beside
a picture; the number of a note or of a list's item; the label of a note; an initial that the page sets apart from its word.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import pairwise
from pathlib import Path
from statistics import median

from alignment import GRAM, align
from visible_text import Browser, Line, within

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
FAULTS = ("lost", "glued", "broken", "merged", "moved")
SHEET = re.compile(rb"<link[^>]+stylesheet", re.IGNORECASE)


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
        pages = [folder / "page.html" for folder in sorted(data.iterdir()) if (folder / "page.html").exists()]
        found: dict[str, dict[str, Counter[str]]] = {name: {} for name in readers}
        for page in pages[: options.limit]:
            blocks, cut, ours = termread(page)
            if not blocks:
                continue
            lines = browser.lines(f"{data.name}-{page.parent.name}", page) if browser else ours
            story, hidden = story_lines(lines, blocks, cut, linked=bool(SHEET.search(page.read_bytes())))
            for name, read in readers.items():
                found[name][page.parent.name] = compare(story, blocks if name == "termread" else read(page))
            found["termread"][page.parent.name]["hidden"] = hidden
        print(f"{data.name}: {len(pages)} pages, a thousand words, by {'Chromium' if browser else 'our own walk'}")
        for name, counts in found.items():
            print(f"  {name:12}" + "  ".join(f"{key} {figure(counts.values(), key)}" for key in FAULTS))
        print(f"  hidden, set aside: {sum(count['hidden'] for count in found['termread'].values())} words")
        worst = sorted(found["termread"].items(), key=lambda row: -sum(row[1][key] for key in FAULTS))
        for name, count in worst[: options.worst]:
            print(f"    {name}: " + ", ".join(f"{key} {count[key]}" for key in FAULTS if count[key]))
    if browser:
        browser.close()


def figure(counts: Collection[Counter[str]], key: str) -> str:
    """Return how many faults of one kind there are for a thousand words: over all pages, and on the page in the middle."""
    mean = 1000 * sum(count[key] for count in counts) / max(sum(count["words"] for count in counts), 1)
    middle = median([1000 * count[key] / max(count["words"], 1) for count in counts] or [0])
    return f"{mean:.2f} ({middle:.2f})"


def story_lines(
    lines: list[Line], blocks: list[str], cut: list[tuple[str, str]], *, linked: bool
) -> tuple[list[str], int]:
    """Return the lines of the story's box that the article does not say it left out, and how many words were set aside.

    *linked* says whether the page links a style sheet, which is not there: then the words that the article names as hidden
    are taken out of the lines.
    """
    said = {gram for block in blocks for gram in grams(block)}
    shown = "\n".join(_spaced(block) for block in blocks)
    left_out = f" {' '.join(_spaced(text).strip() for _, text in cut)} "
    hidden = {text for reason, text in cut if reason in ("hidden", "dialog")} if linked else set()
    patterns = [_anywhere(text) for text in sorted(hidden, key=len, reverse=True) if words_of(text)]
    story, aside = [], 0
    for line in within(lines, said, grams):
        if _spaced(line) in shown:
            story.append(line)
        elif _spaced(line) not in left_out:
            kept = line
            for pattern in patterns:
                kept = pattern.sub(" ", kept)
            aside += len(words_of(line)) - len(words_of(kept))
            story.append(kept)
    return story, aside


def _spaced(text: str) -> str:
    return f" {' '.join(words_of(text))} "


def _anywhere(text: str) -> re.Pattern[str]:
    """Return what finds the words of *text* in a line; several also where the page glues them to others."""
    words = WORD.findall(text)
    found = r"[\W_]*".join(map(re.escape, words))
    return re.compile(found if len(words) > 1 else rf"\b{found}\b", re.IGNORECASE)


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


def termread(page: Path) -> tuple[list[str], list[tuple[str, str]], list[Line]]:
    """Return the blocks of the article, what was cut, and the page's lines by our own walk (only without a browser)."""
    from termread.article import Figure, Gallery, Note, header_leaves, leaves
    from termread.document import Document
    from termread.errors import TermreadError
    from termread.layout.words import note_label
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
            texts += [note_label(block.kind, article.language)] if isinstance(block, Note) else []
            texts += [leaf.text for leaf in leaves(block)]
    return texts, [(cut.reason, cut.text) for cut in article.cut], [((0,), text) for text in texts]


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
