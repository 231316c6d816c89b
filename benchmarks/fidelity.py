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
from collections.abc import Callable, Collection
from importlib.util import find_spec
from pathlib import Path
from statistics import median

from reading.comparison import FIGURE, WORD, compare, grams, words_of
from reading.visible_text import Browser, Line, within

FAULTS = ("lost", "glued", "broken", "merged", "moved")
SHEET = re.compile(rb"<link[^>]+stylesheet", re.IGNORECASE)


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
    there = shutil.which("chromium") and shutil.which("chromedriver") and find_spec("selenium")
    browser = Browser(options.cache) if there else None
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
