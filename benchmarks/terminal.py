"""termread in a terminal beside its peers: opening, resting, growing, scrolling, resizing and quitting, and the bars.

    python benchmarks/terminal.py [--rounds 5] [--page FILE --words "first body text" --last WORD] [--write docs/performance.md]

Programs that are not installed are left out. Every round starts all of them one after the other, so that the machine's
moods meet them alike; figures are medians, and the ratios are what matters.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import newspage
from bars import KEPT, PIPE, SEEN, SIZES, sized
from figures import Figures
from floors import IMPORTS, LINES, MINIMAL, PASS, lines_app, minimal_app
from peers import installed, versions
from report import report
from session import Program, opens, prints, reflows, rests, scrolls, through_pipe

SIZE = 7_000
"""Bytes of text of the article, about as long as an opinion piece."""
TERMREAD = str(Path(sys.executable).with_name("termread"))
WORDS = newspage.FIRST[:40]


def main() -> None:
    """Measure, print, and write where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--page", type=Path, help="an HTML page to open instead of ours")
    parser.add_argument("--words", default=WORDS, help="its first body text")
    parser.add_argument("--last", default=last_word(SIZE), help="its last word")
    parser.add_argument("--no-sizes", action="store_true", help="leave out the pages of 10 KB to 10 MB, and scrolling")
    parser.add_argument("--write", type=Path, help="where the report goes as well")
    given = parser.parse_args()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="termread-bench-") as name:
        bench = Bench(Path(name), given.page, given.words, given.last)
        bench.measure(given.rounds, sizes=not given.no_sizes)
    text = report(bench.figures, given.rounds, time.monotonic() - begun, versions())
    print(text)
    if given.write:
        given.write.write_text(text, encoding="utf-8")


def last_word(size: int) -> str:
    """Return the last word of the page with *size* bytes of text; it stands nowhere else."""
    return newspage.blocks(size)[-1][1].split()[-1]


class Bench:
    """The programs, the pages they open, and what was measured of them."""

    def __init__(self, folder: Path, page: Path | None, words: str, last: str) -> None:
        self.folder, self.figures, self.begun = folder, Figures(), time.monotonic()
        self.page = page or self.written("page.html", SIZE)
        self.minimal = Program(MINIMAL, minimal_app(folder, words, last), words, last)
        self.lines = Program(LINES, lines_app(folder, words), words[:20])
        self.kept = self.termread(KEPT, self.page, words, last)
        self.unseen = self.termread(SEEN, self.page, words, last)
        self.peers = list(installed(self.page, newspage.blocks(SIZE), folder, words, last))

    def measure(self, rounds: int, *, sizes: bool) -> None:
        """Do all that there is to be done."""
        self.tell("warming")
        opens(Figures(), self.kept)
        self.tell("opening")
        for _ in range(rounds):
            self.open_all()
        if sizes:
            for label in SIZES:
                self.tell(f"a page of {label}")
                self.keep(label)
                for _ in range(rounds):
                    self.open_sized(label)
        self.tell("resting")
        self.rest(sizes=sizes)
        if sizes:
            self.tell("scrolling")
            scrolls(self.figures, [self.sized("10 MB", "kept"), self.sized("10 KB", "kept"), self.lines], rounds)
            self.tell("other sizes of the terminal")
            for label in ("100 KB", "10 MB"):
                reflows(self.figures, self.sized(label, "kept"))
            reflows(self.figures, self.lines)

    def tell(self, what: str) -> None:
        """Say on standard error what is being done."""
        print(f"{time.monotonic() - self.begun:4.0f} s  {what}", file=sys.stderr, flush=True)

    # The pages and the programs

    def written(self, name: str, size: int) -> Path:
        """Return a page of *size* bytes of text, written once."""
        path = self.folder / name
        if not path.exists():
            path.write_text(newspage.html(size), encoding="utf-8")
        return path

    def termread(self, name: str, page: Path, words: str, last: str) -> Program:
        """Return termread opening *page*, in a home of its own."""
        path = self.folder / f"home of {name}"
        path.mkdir(exist_ok=True)
        env = {"TERMREAD_HOME": str(path)}
        return Program(name, [TERMREAD, str(page)], words, last, env, top=b"g")

    def sized(self, label: str, which: str) -> Program:
        """Return termread opening the page of that size, which counts as open once all of its text is kept."""
        page = self.written(f"{label.replace(' ', '')}.html", SIZES[label])
        program = self.termread(sized(label, which), page, WORDS, last_word(SIZES[label]))
        return replace(program, home=Path(program.env["TERMREAD_HOME"]))

    def w3m(self, label: str) -> list[Program]:
        """Return w3m opening the page of that size, where it is installed."""
        page = self.written(f"{label.replace(' ', '')}.html", SIZES[label])
        opening = Program(f"w3m, {label}", ["w3m", str(page)], WORDS, last_word(SIZES[label]), leave=b"Q")
        return [opening] if shutil.which("w3m") else []

    # What is done in a round

    def keep(self, label: str) -> None:
        """Have the page of that size kept, however long a busy machine takes to understand it."""
        kept = self.sized(label, "kept")
        settings = Path(kept.env["TERMREAD_HOME"]) / "config"
        settings.mkdir(parents=True, exist_ok=True)
        (settings / "config.toml").write_text("[fetch]\nparse_seconds = 90\n", encoding="utf-8")
        opens(Figures(), kept)
        shutil.rmtree(settings)
        opens(Figures(), kept)  # the first opening after other settings is slower

    def open_all(self) -> None:
        """Open the article once with every program."""
        figures = self.figures
        prints(figures, PASS, [sys.executable, "-c", "pass"])
        for option in ("--version", "--help"):
            prints(figures, f"termread {option}", [TERMREAD, option])
        opens(figures, self.minimal)
        opens(figures, self.kept)
        opens(figures, emptied(self.unseen))
        prints(figures, PIPE, through_pipe(TERMREAD, str(self.page)), self.kept.env)
        for _ in range(3):  # their difference is small beside them
            for name, source in IMPORTS.items():
                prints(figures, name, [sys.executable, "-c", source])
        for peer in self.peers:
            opens(figures, peer)

    def open_sized(self, label: str) -> None:
        """Open the page of that size, never seen, then kept, and with w3m."""
        opens(self.figures, emptied(self.sized(label, "never seen")))
        opens(self.figures, self.sized(label, "kept"))
        for w3m in self.w3m(label):
            opens(self.figures, w3m)

    def rest(self, *, sizes: bool) -> None:
        """Let every program rest with the article open, and the pages of other sizes."""
        programs = [self.minimal, self.kept, emptied(self.unseen), *self.peers]
        for label in SIZES if sizes else ():
            programs += [self.sized(label, "kept"), emptied(self.sized(label, "never seen")), *self.w3m(label)]
        rests(self.figures, programs)


def emptied(program: Program) -> Program:
    """Return *program*, with nothing in its home."""
    home = Path(program.env["TERMREAD_HOME"])
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(exist_ok=True)
    return program


if __name__ == "__main__":
    main()
