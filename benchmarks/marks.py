"""What a mark, a tag and an undo cost on an article of 3 MB, and a backup and a restore: one build beside another.

    python benchmarks/marks.py [--against PYTHON]

PYTHON is the interpreter of another build. Both run the same script in turn; figures are medians in milliseconds.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys

SCRIPT = """
import inspect, json, random, statistics, tempfile, time
from pathlib import Path
from termread.article import Article, Paragraph, Passage, Place, Prose
from termread.document import Reading, Receipt
try:
    from termread.library.api import open_library
    from termread.library.backups import backup, restore
except ImportError:  # where 26a4fb1 has them
    from termread.library import backup, open_library, restore
draw = random.Random(7)
words = ["".join(draw.choices("abcdefghij", k=draw.randint(2, 9))) for _ in range(20000)]
blocks = tuple(Paragraph(Prose(" ".join(draw.choices(words, k=150)))) for _ in range(3200))
folder = Path(tempfile.mkdtemp(prefix="termread-marks-"))
library = open_library(folder)
entry = library.keep(Reading(Article("Long", blocks=blocks), Receipt("https://example.com/long"))).id
for number in range(200):
    few = Article(f"Short {number}", blocks=blocks[number * 8 : number * 8 + 8])
    library.keep(Reading(few, Receipt(f"https://example.com/{number}", data=b"x" * 20000)))
def timed(action):
    began = time.perf_counter()
    action()
    return (time.perf_counter() - began) * 1000
def toggle():
    mark = library.add_bookmark(entry, Passage(Place(0, 0), Place(0, 2), "ab"))
    library.remove_bookmark(mark.id)
def undo():  # until 30 November 2026 it was of the whole library
    assert library.undo(*[entry][: len(inspect.signature(library.undo).parameters)])
taken = {
    "B, on and off": [timed(toggle) for _ in range(5)],
    "#": [timed(lambda: library.set_tags(entry, [f"tag{n}"])) for n in range(5)],
    "U": [timed(undo) for _ in range(5)],
}
library.close()
taken["backup"] = [timed(lambda: backup(folder, folder / f"{n}.db")) for n in range(5)]
backup(folder)
taken["restore"] = [timed(lambda: restore(folder)) for _ in range(5)]
print(json.dumps({name: statistics.median(each) for name, each in taken.items()}))
"""


def measure(python: str) -> dict[str, float]:
    """Return the figures of the build that *python* has."""
    done = subprocess.run([python, "-P", "-c", SCRIPT], capture_output=True, check=True, text=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--against", help="the interpreter of another build")
    options = parser.parse_args()
    here = measure(sys.executable)
    there = measure(options.against) if options.against else {}
    print("| ms | this build | the other | ratio |\n| --- | --- | --- | --- |")
    for name, taken in here.items():
        other = there.get(name)
        print(f"| {name} | {taken:.1f} | {other or 0:.1f} | {f'1/{other / taken:.1f}' if other else ''} |")


if __name__ == "__main__":
    main()
