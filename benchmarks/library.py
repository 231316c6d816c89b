"""The library at size: a generated one of 100,000 articles of 900 words, a tenth of them Chinese.

    python benchmarks/library.py [--articles N] [--folder DIR] [--keep]

Prints a table for docs/library.md. Texts are made of drawn words, so that the index sees a vocabulary like that of news:
few words that are everywhere, many that are rare.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import zlib
from bisect import bisect
from itertools import accumulate
from pathlib import Path

from termread.article import Article, Paragraph, Place, Prose
from termread.codec import record_of
from termread.document import Reading, Receipt
from termread.interchange import ImportedEntry, LibraryEntry
from termread.library.api import Library, open_library

WORDS = 900
now = time.perf_counter
"""The clock; --cpu takes the processor's, for a machine that others use too."""
VOCABULARY = 60_000


class Writer:
    """Writes articles nobody would read, always the same ones."""

    def __init__(self) -> None:
        """Invent the words of two languages, each with how often it is used."""
        self.draw = random.Random(7)
        syllables = [c + v for c in "bcdfghklmnprstvw" for v in "aeiou"]
        self.words = ["".join(self.draw.choices(syllables, k=self.draw.randint(1, 5))) for _ in range(VOCABULARY)]
        self.weights = list(accumulate(1 / (rank + 3) for rank in range(VOCABULARY)))
        self.signs = [chr(code) for code in range(0x4E00, 0x4E00 + 3500)]
        self.sign_weights = list(accumulate(1 / (rank + 20) for rank in range(3500)))

    def word(self) -> str:
        """Draw a word."""
        return self.words[bisect(self.weights, self.draw.random() * self.weights[-1])]

    def sign(self) -> str:
        """Draw a Chinese character."""
        return self.signs[bisect(self.sign_weights, self.draw.random() * self.sign_weights[-1])]

    def text(self, count: int, chinese: bool) -> str:
        """Draw a paragraph."""
        if chinese:
            return "".join(self.sign() for _ in range(count * 3 // 2)) + "。"
        return " ".join(self.word() for _ in range(count)).capitalize() + "."

    def article(self, number: int) -> Article:
        """Write one article of `WORDS` words; each tenth is Chinese."""
        chinese = number % 10 == 0
        return Article(
            title=self.text(9, chinese),
            byline=f"By Reporter {number % 400}",
            authors=(f"Reporter {number % 400}",),
            published=f"20{10 + number % 16}-{1 + number % 12:02}-{1 + number % 28:02}",
            site=f"Paper {number % 90}",
            language="zh" if chinese else "en",
            canonical_url=f"https://paper{number % 90}.example.com/{number}",
            blocks=tuple(Paragraph(Prose(self.text(WORDS // 18, chinese))) for _ in range(18)),
        )


def fill(library: Library, articles: int) -> tuple[float, int]:
    """Fill *library* and return the seconds it took and the bytes of compressed JSON."""
    writer, size = Writer(), 0

    def all_of_them():
        nonlocal size
        for number in range(articles):
            article = writer.article(number)
            size += len(zlib.compress(json.dumps(record_of(article), ensure_ascii=False).encode(), 6))
            address = article.canonical_url
            state = ("inbox", "reading", "archived", "archived")[number % 4]
            tags = (f"tag{number % 50}",) if number % 3 == 0 else ()
            yield LibraryEntry(
                address,
                address,
                title=article.title,
                site=article.site,
                byline=article.byline,
                authors=article.authors,
                language=article.language,
                published=article.published,
                added=f"2026-{1 + number * 12 // articles:02}-01T00:00:{number % 60:02}.{number % 1000:03}Z",
                state=state,
                favourite=number % 40 == 0,
                tags=tags,
                article=article,
                receipt=Receipt(address, address, "text/html", "utf-8", "header", 90_000, f'"{number}"'),
            )

    began = now()
    library.import_entries(all_of_them())
    return now() - began, size


def milliseconds(action, times: int = 1) -> list[float]:
    """Return how long *action* took each time, sorted."""
    taken = []
    for turn in range(times):
        began = now()
        action(turn)
        taken.append((now() - began) * 1000)
    return sorted(taken)


def middle(taken: list[float]) -> float:
    """Return the median."""
    return taken[len(taken) // 2]


def late(taken: list[float]) -> float:
    """Return the 95th percentile."""
    return taken[min(len(taken) - 1, int(len(taken) * 0.95))]


def told(name: str, taken: list[float], bar: str = "") -> None:
    print(f"| {name} | {middle(taken):.1f} | {late(taken):.1f} | {taken[-1]:.1f} | {bar} |", flush=True)


def queries(writer: Writer) -> list[str]:
    """Return what readers ask: rare, common and very common words, phrases, beginnings, filters, Chinese of 1 to 4 signs."""
    asked = []
    long = [word for word in writer.words if len(word) > 3]
    for turn in range(40):
        rare, seldom = writer.words[1000 + turn * 1400], writer.words[200 + turn * 20]
        often = writer.words[turn % 20]
        sign, other = writer.signs[turn * 40], writer.signs[turn * 3]
        asked += [rare, seldom, often, f"{seldom} {often}", f"{rare} -{seldom}", f'"{often} {writer.words[1]}"']
        asked += [
            f"{long[1000 + turn * 1000][:4]}*",
            f"{seldom} author:{turn}",
            f"{often} site:paper{turn}",
            f"{seldom} tag:tag{turn}",
        ]
        asked += [
            f"{seldom} after:2020 before:2021",
            sign,
            other,
            sign + other,
            other + sign + sign,
            f"author:{turn} tag:tag3",
        ]
    return asked


FIRST_ROWS = """
import sys, time
from pathlib import Path
now = getattr(time, sys.argv[2])
began = now()
from termread.library.api import open_library
library = open_library(Path(sys.argv[1]))
rows = library.shelf("continue", limit=50), library.counts()
print((now() - began) * 1000)
"""


def first_rows(folder: Path) -> list[float]:
    """Return how long a fresh process takes to the first rows of the shelf and its counts."""
    command = [sys.executable, "-c", FIRST_ROWS, str(folder), now.__name__]
    return sorted(float(subprocess.run(command, capture_output=True, check=True).stdout) for _ in range(9))


def sizes(path: Path, articles: int, compressed: int) -> None:
    """Print how large the database is, over what is in it."""
    connection = sqlite3.connect(path)
    index = connection.execute("SELECT sum(pgsize) FROM dbstat WHERE name LIKE 'texts%'").fetchone()[0]
    pages = connection.execute("SELECT sum(pgsize) FROM dbstat WHERE name = 'pages'").fetchone()[0]
    whole = connection.execute("SELECT sum(pgsize) FROM dbstat").fetchone()[0] - pages
    connection.close()
    print(
        f"\n{articles:,} articles: {whole / 1e6:,.0f} MB without fetched bytes; compressed JSON {compressed / 1e6:,.0f} MB, "
        f"index {index / 1e6:,.0f} MB; ratio {whole / (compressed + index):.2f} (bar 1.6)"
    )


def measure(folder: Path, articles: int) -> None:
    """Fill a library in *folder* and measure every verb that a reader waits for."""
    empty = folder / "empty"
    open_library(empty).close()
    full = folder / "full"
    library = open_library(full)
    taken, compressed = fill(library, articles)
    print(f"filled in {taken:.0f} s\n\n| ms | median | p95 | most | bar |\n| --- | --- | --- | --- | --- |")
    nothing, rows = first_rows(empty), first_rows(full)
    told("first rows of an empty shelf, fresh process", nothing)
    told("first rows of the full shelf, fresh process", rows, f"+60 (is {middle(rows) - middle(nothing):+.0f})")
    for shelf in ("continue", "inbox", "favourites", "archive", "all"):
        for sort in ("opened", "title", "length"):
            told(f"shelf {shelf} by {sort}", milliseconds(lambda _: library.shelf(shelf, sort=sort), 5))  # noqa: B023
    writer = Writer()
    told("shelf filtered by words", milliseconds(lambda n: library.shelf(words=writer.words[n * 50][:5]), 40))
    told("shelf of a tag", milliseconds(lambda n: library.shelf(tag=f"tag{n}"), 20))
    told("counts", milliseconds(lambda _: library.counts(), 9))
    asked = queries(writer)
    told("search", milliseconds(lambda n: library.search(asked[n]), len(asked)), "50")
    told("search for a beginning of two letters", milliseconds(lambda n: library.search(f"{writer.words[n][:2]}*"), 20))
    slow = sorted(((milliseconds(lambda _: library.search(query))[0], query) for query in asked), reverse=True)[:6]  # noqa: B023
    fresh = [writer.article(10_000_000 + n) for n in range(300)]
    data = zlib.compress(random.Random(1).randbytes(30_000))
    readings = [Reading(a, Receipt(a.canonical_url or "", data=data, size=90_000)) for a in fresh]
    told("save", milliseconds(lambda n: library.keep(readings[n]), 300), "10")
    ids = [library.find(a.canonical_url or "").id for a in fresh]  # type: ignore[union-attr]
    told("save again", milliseconds(lambda n: library.keep(readings[n]), 100), "10")
    told("keep the place", milliseconds(lambda n: library.read_to(ids[n], Place(3, 1), 0.2), 300))
    told("tag", milliseconds(lambda n: library.set_tags(ids[n], ["x"]), 100))
    told("delete", milliseconds(lambda n: library.delete(ids[n]), 50))
    told("undo", milliseconds(lambda n: library.undo(ids[n]), 50))
    told("open a kept article", milliseconds(lambda n: library.article(ids[n]), 100))
    long = Article("Long", blocks=tuple(Paragraph(Prose(writer.text(200, False))) for _ in range(10_000)))
    told("save 10 MB", milliseconds(lambda _: library.keep(Reading(long, Receipt("https://example.com/long")))))
    number = library.find("https://example.com/long").id  # type: ignore[union-attr]
    told("all of 10 MB", milliseconds(lambda _: library.article(number), 3))
    library.close()
    print("\nslowest searches:", ", ".join(f"{query} {taken:.0f} ms" for taken, query in slow))
    for count in (10_000, 100_000):
        other = open_library(folder / f"import{count}")
        saved = [ImportedEntry(f"https://example.com/{n}", f"Title {n}", tags=("a", "b"), line=n) for n in range(count)]
        seconds = milliseconds(lambda _: other.import_entries(saved))[0] / 1000  # noqa: B023
        print(f"taking in {count:,} rows: {seconds:.1f} s")
        other.close()
    sizes(full / "library.db", articles, compressed)


def main() -> None:
    """Measure in a folder of its own, and remove it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--keep", action="store_true", help="leave the generated library where it is")
    parser.add_argument("--cpu", action="store_true", help="count this process's own time")
    options = parser.parse_args()
    if options.cpu:
        global now  # noqa: PLW0603 - a script has one clock
        now = time.process_time
    folder = Path(options.folder or tempfile.mkdtemp(prefix="termread-library-"))
    try:
        measure(folder, options.articles)
    finally:
        if not options.keep:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
