"""How fast articles are set, beside rich's own wrapping in the same rounds, and what a 10 MB article costs.

    python benchmarks/layout.py [rounds] [--beside PYTHON]

Prints lines a second (wrapping, offsets only), then for an article of 10 MB: first screen, resize, settling, search,
and the memory that the layout keeps; then paragraphs of 200 KB that are hard to break, set and drawn line by line,
beside another build of termread whose interpreter is named. Times are of the process clock, the best of the rounds.
"""

from __future__ import annotations

import argparse
import gc
import subprocess
import sys
import tracemalloc
from collections.abc import Callable
from time import process_time

from termread.article import Article, Paragraph, Place, Prose
from termread.layout import Page, lay_out
from termread.layout.line_fit import break_lines
from termread.layout.search import find

WIDTH = 80
NEWS = (
    "The harbour was rebuilt in six years, and it was meant to steady a trade that has been anything but steady – a "
    "well-known pattern, as one official put it. Both coasts spoke of a “non-confrontational” approach, of lower "
    "duties from the first of the month, and of talks in the autumn; nobody spoke of what was left out. "
)
HARD = """
import sys
from time import process_time
from termread.article import Article, Paragraph, Prose
from termread.layout import Page, lay_out
for name, unit in (("digits", "0123456789"), ("punctuation", ".,;:!?"), ("words", "word "), ("Georgian", "\u10d0")):
    text = (unit * 200_000)[:200_000]
    if len(sys.argv) > 1 and name not in sys.argv[1:]:
        continue
    start = process_time()
    layout = lay_out(Article(blocks=(Paragraph(Prose(text)),)), Page(72))
    layout.lines(0, layout.height)
    print(name, process_time() - start, flush=True)
"""
CHINESE = "港口用了六年时间重建，目的是稳定一直起伏不定的贸易。一位官员说，“这是众所周知的模式”；双方都提到２０３１年的计划，也谈到秋天的会谈。"


def best(rounds: int, work: Callable[[], object]) -> float:
    seconds = []
    for _ in range(rounds):
        start = process_time()
        work()
        seconds.append(process_time() - start)
    return min(seconds)


def wrapping(rounds: int) -> None:
    from rich._wrap import divide_line

    for name, text in (("news", NEWS), ("Chinese", CHINESE)):
        paragraphs = [text[at % 40 :] for at in range(200_000 // len(text))]
        ours = best(rounds, lambda own=paragraphs: [break_lines(each, WIDTH) for each in own])
        theirs = best(rounds, lambda own=paragraphs: [divide_line(each, WIDTH) for each in own])
        lines = sum(len(break_lines(each, WIDTH)) for each in paragraphs)
        others = sum(len(divide_line(each, WIDTH)) + 1 for each in paragraphs)
        print(
            f"{name:8} {lines / ours / 1000:7.0f} k lines/s   rich {others / theirs / 1000:5.0f} k lines/s"
            f"   {lines / ours / (others / theirs):4.1f} x"
        )


def large(rounds: int) -> None:
    blocks = tuple(Paragraph(Prose(f"{number}. {NEWS}")) for number in range(10_000_000 // (len(NEWS) + 6)))
    article = Article("A long article", blocks=blocks)
    size = sum(len(block.prose.text) for block in blocks)
    layout = lay_out(article, Page(72))
    middle = Place(len(blocks) // 2, 100)

    def resize() -> None:
        narrow = layout.on(Page(60))
        top = narrow.line_of(middle)
        narrow.lines(top, top + 40)

    print(f"{size / 1e6:.1f} MB in {len(blocks)} blocks, times in ms:")
    print(f"  first screen   {1000 * best(rounds, lambda: lay_out(article, Page(72)).lines(0, 40)):7.1f}")
    print(f"  resize, middle {1000 * best(rounds, resize):7.1f}")
    print(f"  place to line  {1e3 * best(rounds, lambda: [layout.line_of(middle) for _ in range(100)]) / 100:7.3f}")
    print(f"  settle         {1000 * best(1, lambda: layout.settle(1e9)):7.1f}   for {layout.height} lines")
    for words in ("harbour", "nowhere to be found", "Both coasts"):
        print(f"  search         {1000 * best(rounds, lambda own=words: find(article, own)):7.1f}   for {words!r}")
    gc.collect()
    tracemalloc.start()
    kept = lay_out(article, Page(72))
    kept.settle(1e9)
    held = tracemalloc.get_traced_memory()[0]
    print(f"  the layout keeps {held / 1e3:.0f} KB: {held / size:.2f} bytes a byte of text")


def hard(beside: str | None) -> None:
    ours = _hard(sys.executable)
    theirs = _hard(beside, "digits", "punctuation", "words") if beside else {}
    print("200 KB in one paragraph, every line drawn, in ms:")
    for name, seconds in ours.items():
        other = (
            f"   the other build {1000 * theirs[name]:9.1f}: 1/{theirs[name] / seconds:.0f}" if name in theirs else ""
        )
        print(f"  {name:14} {1000 * seconds:7.1f}{other}")


def _hard(python: str, *names: str) -> dict[str, float]:
    told = subprocess.run([python, "-c", HARD, *names], check=True, capture_output=True, text=True).stdout
    return {name: float(seconds) for name, seconds in (line.split() for line in told.splitlines())}


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("rounds", nargs="?", type=int, default=5)
    arguments.add_argument("--beside", metavar="PYTHON")
    given = arguments.parse_args()
    hard(given.beside)
    wrapping(given.rounds)
    large(given.rounds)
