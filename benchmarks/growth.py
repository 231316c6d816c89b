"""How time and memory grow with the size of a page and of the library, with the exponent of each, as tables and a curve.

    python benchmarks/growth.py [--bytes 40960000] [--entries 1000000] [--curve docs/recordings/growth.svg]

A page of 10 KB to 40 MB, four times as large each step, is parsed, saved, opened, laid out and searched, each in a
fresh process. A library of 10 to 1,000,000 entries of 1 KB each, ten times as many each step, saves one more, and shows
its shelf, counts, filters and searches. Times are processor time, the least of a few tries, so that other programs
matter little. With --write the tables go to growth.md beside this script, for `terminal.py`. An exponent is the slope of a line through the logarithms by least squares, over the upper half of the
sizes, where fixed costs no longer hide it: 1 is in proportion, 0 is the same for all.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import newspage

Series = dict[str, dict[int, float]]
"""Values by what was measured and by size."""

BYTES = [10_000 * 4**step for step in range(7)]
ENTRIES = [10**step for step in range(1, 7)]
MOST = 1.1
"""The largest exponent allowed."""
ENTRY = 1_000
"""Bytes of text of an entry."""
MB = 1 << 20


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bytes", type=int, default=BYTES[-1], help="the largest page")
    parser.add_argument("--entries", type=int, default=ENTRIES[-1], help="the largest library")
    parser.add_argument("--curve", type=Path, help="an SVG file to draw")
    parser.add_argument("--write", action="store_true", help="write the tables for docs/performance.md")
    parser.add_argument("--one", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        step, size, folder = options.one
        print(json.dumps({"make": make, "use": use, "shelve": shelve}[step](int(size), Path(folder))))
        return 0
    pages, library = of_pages(options.bytes), of_library(options.entries)
    text = "\n\n".join(f"{title}\n\n{table(series)}" for title, series in (pages | library).items()) + "\n"
    print(text)
    if options.write:
        Path(__file__).with_name("growth.md").write_text(text, encoding="utf-8")
    if options.curve:
        options.curve.write_text(drawn(pages | library), encoding="utf-8")
    steepest = max(exponent(found) for series in (pages | library).values() for found in series.values())
    print(f"\nThe largest exponent is {steepest:.2f}; at most {MOST} is allowed.")
    return int(steepest > MOST)


def of_pages(most: int) -> dict[str, Series]:
    """Return times and memory by bytes of a page."""
    times, memory = Series(), Series()
    for size in (size for size in BYTES if size <= most):
        with tempfile.TemporaryDirectory() as folder:
            for step in ("make", "use"):
                found, peak = alone(step, size, folder)
                for what, seconds in found.items():
                    times.setdefault(what, {})[size] = seconds * 1000
                memory.setdefault({"make": "parse and save", "use": "open, lay out, search"}[step], {})[size] = peak
        print(f"{size} bytes", file=sys.stderr, flush=True)
    return {"Milliseconds by bytes of a page": times, "MB by bytes of a page": memory}


def of_library(most: int) -> dict[str, Series]:
    """Return times and memory by entries in the library."""
    times, memory = Series(), Series()
    with tempfile.TemporaryDirectory() as folder:
        for count in (count for count in ENTRIES if count <= most):
            found, peak = alone("shelve", count, folder)
            for what, seconds in found.items():
                times.setdefault(what, {})[count] = seconds * 1000
            memory.setdefault("shelf and search", {})[count] = peak
            print(f"{count} entries", file=sys.stderr, flush=True)
    return {"Milliseconds by entries in the library": times, "MB by entries in the library": memory}


def alone(step: str, size: int, folder: str) -> tuple[dict[str, float], float]:
    """Return the seconds that each part of *step* takes in a process of its own, and the MB it takes on top of the program."""
    command = [sys.executable, __file__, "--one", step, str(size), folder]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    found = json.loads(done.stdout)
    return found, found.pop("peak")


def cpu(work: Callable[[], object], tries: int = 3) -> float:
    """Return the least processor time of *work* in seconds."""
    taken = []
    for _ in range(tries):
        begun = time.process_time()
        work()
        taken.append(time.process_time() - begun)
    return min(taken)


def peak() -> float:
    """Return the most memory this process has held so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / MB


def make(size: int, folder: Path) -> dict[str, float]:
    """Parse and save a page of *size* bytes."""
    from termread.document import Document, Reading, Receipt
    from termread.library.api import Library
    from termread.parse import parse

    document = Document("page.html", newspage.html(size).encode())
    parse(Document("warm.html", newspage.html(BYTES[0]).encode()))
    at_first = peak()
    parsed = cpu(lambda: parse(document))
    article = parse(document).article
    library = Library(folder, backups=False)
    reading = Reading(article, Receipt("page.html", size=len(document.data)))
    saved = cpu(lambda: library.keep(reading), 1)
    library.close()
    return {"parse": parsed, "save": saved, "peak": peak() - at_first}


def use(_: int, folder: Path) -> dict[str, float]:
    """Open, lay out and search the page saved there."""
    from termread.layout import Page, lay_out
    from termread.layout.search import find
    from termread.library.api import Library

    library = Library(folder, backups=False)
    (kept,) = library.shelf()
    at_first = peak()
    found = {"open": cpu(lambda: library.article(kept.id))}
    article = library.article(kept.id)
    layout = lay_out(article, Page(72))
    found["first screen"] = cpu(lambda: lay_out(article, Page(72)).lines(0, 40))
    found["all lines"] = cpu(lambda: lay_out(article, Page(72)).settle(math.inf))
    found["search in it"] = cpu(lambda: find(article, "harbour council"))
    found["search for it"] = cpu(lambda: library.search("harbour council"))
    layout.settle(math.inf)
    library.close()
    return found | {"peak": peak() - at_first}


def shelve(count: int, folder: Path) -> dict[str, float]:
    """Fill the library up to *count* entries, and use its shelf."""
    from termread.article import Article, Paragraph, Prose
    from termread.document import Reading, Receipt
    from termread.library.api import Library

    library = Library(folder, backups=False)
    at_first = peak()
    there = library.counts().shelves.get("all", 0)
    library.import_entries(entries(there, count))
    article = Article("One more", blocks=(Paragraph(Prose(text_of(random.Random(count)))),))
    more = iter(range(1000))
    found = {
        "save one": cpu(
            lambda: library.keep(Reading(article, Receipt(f"https://example.com/more/{count}/{next(more)}"))), 9
        ),
        "shelf": cpu(library.shelf, 9),
        "counts": cpu(library.counts),
        "filter": cpu(lambda: library.shelf(words="number 7")),
        "search, rare": cpu(lambda: library.search(f"number{count // 2}"), 9),
        "search, common": cpu(lambda: library.search("harbour council")),
    }
    library.close()
    return found | {"peak": peak() - at_first}


def entries(there: int, count: int) -> Iterator[object]:
    """Yield entries of `ENTRY` bytes each from number *there* to *count*."""
    from termread.article import Article, Paragraph, Prose
    from termread.interchange import ImportedEntry

    for number in range(there, count):
        text = f"number{number} {text_of(random.Random(number))}"
        article = Article(f"Title number {number}", blocks=(Paragraph(Prose(text)),))
        added = f"20{number % 25:02d}-01-01T00:00:00+00:00"
        yield ImportedEntry(f"https://example.com/{number}", article.title, added=added, article=article)


def text_of(dice: random.Random) -> str:
    """Return about `ENTRY` bytes of text."""
    text = ""
    while len(text) < ENTRY:
        text += dice.choice(newspage.SENTENCES[:-1]) + " "
    return text


def exponent(found: dict[int, float]) -> float:
    """Return the slope of the logarithms of values over those of their sizes, for the upper half of the sizes."""
    upper = sorted(found)[len(found) // 2 - (len(found) < 4) :]
    points = [(math.log(size), math.log(max(found[size], 1e-3))) for size in upper]
    mean_x, mean_y = (sum(axis) / len(points) for axis in zip(*points, strict=True))
    spread = sum((x - mean_x) ** 2 for x, _ in points)
    slope = sum((x - mean_x) * (y - mean_y) for x, y in points) / spread if spread else 0.0
    return round(slope, 2) + 0.0  # never -0.0


def table(series: Series) -> str:
    """Return *series* as a table in Markdown, with exponents."""
    sizes = sorted({size for found in series.values() for size in found})
    rows = [["", *map(short, sizes), "exponent"], ["---"] * (len(sizes) + 2)]
    for what, found in series.items():
        rows.append([what, *(f"{found[size]:.3g}" for size in sizes), f"{exponent(found):.2f}"])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def short(size: int) -> str:
    """Return *size* with K or M."""
    return f"{size / 1e6:g} M" if size >= 1_000_000 else f"{size / 1e3:g} K" if size >= 1000 else str(size)


# The curve

WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM = 420, 300, 50, 34, 130, 34
COLOURS = ("#1f6f8b", "#c2571a", "#4d7c2a", "#8a3a80", "#a8871d", "#555555", "#2b50aa")


def drawn(panels: dict[str, Series]) -> str:
    """Return the curves of *panels*, two beside each other, as SVG: both axes logarithmic."""
    rows = (len(panels) + 1) // 2
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {2 * WIDTH} {rows * HEIGHT}" '
        'font-family="sans-serif" font-size="10" fill="#333"><rect width="100%" height="100%" fill="#fff"/>'
    )
    body = (
        f'<g transform="translate({number % 2 * WIDTH} {number // 2 * HEIGHT})">{panel(title, series)}</g>'
        for number, (title, series) in enumerate(panels.items())
    )
    return f"{head}{''.join(body)}</svg>\n"


def panel(title: str, series: Series) -> str:
    """Return one graph: a grid by powers of ten, a line for each of *series* with its exponent, and a title."""
    sizes = [size for found in series.values() for size in found]
    values = [max(value, 1e-2) for found in series.values() for value in found.values()]
    across, up = Axis(sizes, LEFT, WIDTH - RIGHT), Axis(values, HEIGHT - BOTTOM, TOP)
    parts = [f'<text x="{LEFT}" y="18" font-size="12" font-weight="bold">{title}</text>']
    for mark in across.marks:
        x = across.at(mark)
        parts.append(f'<path d="M{x:.1f} {TOP}V{HEIGHT - BOTTOM}" stroke="#ddd"/>')
        parts.append(f'<text x="{x:.1f}" y="{HEIGHT - BOTTOM + 14}" text-anchor="middle">{short(int(mark))}</text>')
    for mark in up.marks:
        y = up.at(mark)
        parts.append(f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" stroke="#ddd"/>')
        parts.append(f'<text x="{LEFT - 6}" y="{y + 3:.1f}" text-anchor="end">{mark:g}</text>')
    named: list[float] = []
    for (what, found), colour in zip(series.items(), COLOURS, strict=False):
        points = [(across.at(size), up.at(max(value, 1e-2))) for size, value in sorted(found.items())]
        line = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
        parts.append(f'<path d="M{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
        height = points[-1][1]
        while any(abs(height - other) < 11 for other in named):
            height += 1
        named.append(height)
        label = f"{what} ({exponent(found):.2f})"
        parts.append(f'<text x="{points[-1][0] + 5:.1f}" y="{height + 3:.1f}" fill="{colour}">{label}</text>')
    return "".join(parts)


class Axis:
    """A logarithmic axis from whole power of ten to whole power of ten."""

    def __init__(self, values: list[float] | list[int], start: float, end: float) -> None:
        self._low, self._high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
        self._start, self._end = start, end
        self.marks = [10.0**power for power in range(self._low, self._high + 1)]

    def at(self, value: float) -> float:
        """Return where *value* is."""
        share = (math.log10(value) - self._low) / max(1, self._high - self._low)
        return self._start + share * (self._end - self._start)


if __name__ == "__main__":
    raise SystemExit(main())
