"""termread in a terminal beside its peers and an earlier build: how fast it opens, obeys, steps and leaves, and what it holds.

    python benchmarks/terminal.py [--rounds 5] [--today PROGRAM] [--rows opening,keys,…] [--write docs/performance.md]

Programs that are not installed are left out. Every round starts all of them one after the other, so that the machine's
moods meet them alike; figures are medians, and the ratios are what matters. Rows of the report are measured in groups:

opening  every program opens the article of 7 KB, obeys a key that leads to the end, and quits; commands that print
keys     the first key, typed as soon as the first text shows: space, j, G and /
leaving  q and Ctrl-C typed 0, 100 and 250 ms after the start
shelf    shelves of 12 and of 10,000 entries: the first rows, and keys typed before they show
sizes    pages of 10 KB to 10 MB, never seen and kept, beside w3m
steps    many presses by lines and by pages
resize   another size of the terminal
rest     memory and work while nothing is typed
imports  instructions of importing
batch    many pages on one core and on two, beside trafilatura's command line
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import batch
import newspage
from stopwatch.early import DELAYS, KEYS, LEAVING, Home, first_key, first_rows, leaves, led_to, tries, typed_ahead
from stopwatch.figures import Figures
from stopwatch.goals import BEFORE, NOW
from stopwatch.instructions import NO_COUNTER, counter, instructions
from stopwatch.measures import opens, prints, reflows, rests, scrolls, through_pipe
from stopwatch.peers import installed, versions
from stopwatch.programs import (
    FRAMEWORK,
    FRAMEWORK_SOURCE,
    PASS,
    SHELVES,
    SIZE,
    SIZES,
    WORDS,
    Build,
    Program,
    last_word,
    lines_app,
    minimal_app,
    w3m,
)
from stopwatch.report import About, report

TERMREAD = str(Path(sys.executable).with_name("termread"))


def main() -> None:
    """Measure, print, and write where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--today", metavar="PROGRAM", help="an earlier build's termread, run in the same rounds")
    parser.add_argument("--rows", default=",".join(Bench.GROUPS), help="the groups of rows to measure (all)")
    parser.add_argument("--pages", type=int, default=1000, help="how many pages for batch")
    parser.add_argument("--data", type=Path, default=batch.PAGES, help="a folder with the pages for batch")
    parser.add_argument("--figures", type=Path, help="a file for what was measured, as JSON")
    parser.add_argument("--again", action="store_true", help="write the report from --figures, and measure nothing")
    parser.add_argument("--write", type=Path, help="where the report goes as well")
    given = parser.parse_args()
    rows = given.rows.split(",")
    if unknown := set(rows) - set(Bench.GROUPS):
        parser.error(f"no such rows: {', '.join(sorted(unknown))}")
    if given.again:
        about = About(**json.loads(given.figures.with_suffix(".about.json").read_text(encoding="utf-8")))
        figures = Figures.load(given.figures)
    else:
        figures, about = measured(given, rows)
    text = report(figures, about)
    print(text)
    if given.write:
        given.write.write_text(text, encoding="utf-8")


def measured(given: argparse.Namespace, rows: list[str]) -> tuple[Figures, About]:
    """Return the figures of the *rows*, and what the report says of the run; both are saved where that was asked for."""
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="termread-bench-") as name:
        bench = Bench(Path(name), given.rounds, given.today)
        bench.batch_pages = (given.data, given.pages)
        peers = versions()
        for row in rows:
            bench.measure(row)
            about = About.now(given.rounds, peers, time.monotonic() - begun)
            if given.figures:
                bench.figures.save(given.figures)
                given.figures.with_suffix(".about.json").write_text(json.dumps(asdict(about)), encoding="utf-8")
    return bench.figures, about


class Bench:
    """The programs, the pages they open, and what was measured of them."""

    GROUPS = ("opening", "keys", "leaving", "shelf", "sizes", "steps", "resize", "rest", "imports", "batch")

    def __init__(self, folder: Path, rounds: int, before: str | None) -> None:
        self.folder, self.rounds, self.figures, self.begun = folder, rounds, Figures(), time.monotonic()
        self.builds = [Build(NOW, TERMREAD, folder), *([Build(BEFORE, before, folder)] if before else [])]
        self.page, last = self.written("page.html", SIZE), last_word(SIZE)
        self.minimal, self.lines = minimal_app(folder, WORDS, last), lines_app(folder, WORDS)
        self.peers = list(installed(self.page, newspage.blocks(SIZE), folder, WORDS, last))
        self.batch_pages = (batch.PAGES, 1000)
        self.warm: set[str] = set()

    def measure(self, row: str) -> None:
        """Measure a group of rows; whatever goes wrong in it, the next ones are measured."""
        print(f"{time.monotonic() - self.begun:4.0f} s  {row}", file=sys.stderr, flush=True)
        try:
            getattr(self, row)()
        except Exception as error:  # noqa: BLE001 - what was measured before is worth more
            self.figures.miss(row, "rows", f"{type(error).__name__}: {error}")

    # The pages and the programs

    def written(self, name: str, size: int) -> Path:
        """Return a page of *size* bytes of text, written once."""
        path = self.folder / name
        if not path.exists():
            path.write_text(newspage.html(size), encoding="utf-8")
        return path

    def seen(self, build: Build) -> Program:
        """Return *build* opening the article, which it keeps."""
        program = build.opening("kept", self.page, WORDS, last_word(SIZE))
        return self.warmed(program)

    def unseen(self, build: Build) -> Program:
        """Return *build* opening the article, with nothing in its home."""
        return build.opening("never seen", self.page, WORDS, last_word(SIZE)).emptied()

    def sized(self, build: Build, label: str, which: str) -> Program:
        """Return *build* opening the page of that size, "kept" or "never seen"; it is open once all of it is kept."""
        page = self.page_of(label)
        program = build.opening(f"{label}, {which}", page, WORDS, last_word(SIZES[label]), whole=True)
        return program.emptied() if which == "never seen" else self.warmed(program)

    def page_of(self, label: str) -> Path:
        """Return the page of that size."""
        return self.written(f"{label.replace(' ', '')}.html", SIZES[label])

    def warmed(self, program: Program) -> Program:
        """Return *program* once it has kept its page, however long a busy machine takes to understand it."""
        if program.name not in self.warm:
            settings = Path(program.env["TERMREAD_HOME"]) / "config"
            settings.mkdir(parents=True, exist_ok=True)
            (settings / "config.toml").write_text("[fetch]\nparse_seconds = 90\n", encoding="utf-8")
            opens(Figures(), program)
            shutil.rmtree(settings)
            opens(Figures(), program)  # the first opening after other settings is slower
            self.warm.add(program.name)
        return program

    # The groups of rows

    def opening(self) -> None:
        """Open the article with every program, and time the commands that print."""
        figures = self.figures
        sources = [(build.named("imports"), build.python, build.imports()) for build in self.builds]
        sources.append((FRAMEWORK, sys.executable, FRAMEWORK_SOURCE))
        for build in self.builds:
            self.seen(build)
        for _ in range(self.rounds):
            prints(figures, PASS, [sys.executable, "-c", "pass"])
            opens(figures, self.minimal)
            for build in self.builds:
                for option in ("--version", "--help"):
                    prints(figures, build.named(option), [build.command, option])
                opens(figures, self.seen(build))
                opens(figures, self.unseen(build))
                piped = through_pipe(build.command, str(self.page))
                prints(figures, build.named("FILE to a pipe"), piped, self.seen(build).env)
            for _ in range(2):  # their difference is small beside them
                for name, python, source in sources:
                    if source:
                        prints(figures, name, [python, "-P", "-c", source])
            for peer in self.peers:
                opens(figures, peer)

    def keys(self) -> None:
        """Type a first key into the article, kept and never seen."""
        homes = {build.label: Home(self.seen(build)) for build in self.builds}
        expected = {build.label: led_to(self.seen(build)) for build in self.builds}
        for _ in range(self.rounds):
            for key in KEYS:
                for build in self.builds:
                    holds = expected[build.label].get(key)
                    homes[build.label].restore()
                    first_key(self.figures, self.seen(build), key, holds)
                    first_key(self.figures, self.unseen(build), key, holds)
                for program in (self.minimal, *(peer for peer in self.peers if peer.name == "w3m")):
                    opens(self.figures, program)
        for home in homes.values():
            home.restore()

    def leaving(self) -> None:
        """Leave the article before it is quite there."""
        homes = {build.label: Home(self.seen(build)) for build in self.builds}
        for _ in range(self.rounds):
            prints(self.figures, FRAMEWORK, [sys.executable, "-P", "-c", FRAMEWORK_SOURCE])
            for key in LEAVING:
                for delay in DELAYS:
                    for build in self.builds:
                        homes[build.label].restore()
                        leaves(self.figures, self.seen(build), key, delay)
        for home in homes.values():
            home.restore()

    def shelf(self) -> None:
        """Open shelves, and type before they show."""
        programs = []
        for build, entries in ((build, entries) for entries in SHELVES for build in self.builds):
            try:
                programs.append((build.shelf(entries), entries))
            except subprocess.SubprocessError as error:
                self.figures.miss(build.named(f"shelf of {entries:,}"), "first", f"not filled: {type(error).__name__}")
        for program, entries in programs:
            first_rows(Figures(), program, entries)
        homes = {program.name: Home(program) for program, _ in programs}
        for number in range(self.rounds):
            opens(self.figures, self.minimal)
            for program, entries in programs:
                homes[program.name].restore()
                first_rows(self.figures, program, entries)
                for way in tries(entries):
                    homes[program.name].restore()
                    typed_ahead(self.figures, program, entries, way, apart=bool(number % 2))

    def sizes(self) -> None:
        """Open the pages of all sizes, never seen, then kept, and with w3m."""
        for label in SIZES:
            print(f"{time.monotonic() - self.begun:4.0f} s    {label}", file=sys.stderr, flush=True)
            for _ in range(self.rounds):
                for build in self.builds:
                    opens(self.figures, self.sized(build, label, "never seen"))
                    opens(self.figures, self.sized(build, label, "kept"))
                for peer in w3m(label, self.page_of(label)):
                    opens(self.figures, peer)

    def steps(self) -> None:
        """Scroll by lines and by pages."""
        large = [self.sized(build, label, "kept") for label in ("10 MB", "10 KB") for build in self.builds]
        scrolls(self.figures, [*large, self.lines], self.rounds)

    def resize(self) -> None:
        """Give the terminal another size."""
        for label in ("100 KB", "10 MB"):
            for build in self.builds:
                reflows(self.figures, self.sized(build, label, "kept"))
        reflows(self.figures, self.lines)

    def rest(self) -> None:
        """Let every program rest with the article open, and the pages of other sizes."""
        programs = [self.minimal, *self.peers]
        for build in self.builds:
            programs += [self.seen(build), self.unseen(build)]
            programs += [self.sized(build, label, which) for label in SIZES for which in ("kept", "never seen")]
        programs += [peer for label in SIZES for peer in w3m(label, self.page_of(label))]
        rests(self.figures, programs)

    def imports(self) -> None:
        """Count the instructions of importing; they are the same every time, so once is enough."""
        for build in self.builds:
            all_, framework = build.named("imports"), build.named(FRAMEWORK)
            source = build.imports()
            if not counter() or source is None:
                self.figures.miss(all_, "instructions", "its modules have other names" if counter() else NO_COUNTER)
                continue
            for name, statement in ((all_, source), (framework, FRAMEWORK_SOURCE)):
                found = instructions(build.python, statement)
                self.figures.wanted(name, "instructions", found, "it could not be counted")
            both = [self.figures.median(name, "instructions") for name in (all_, framework)]
            if None not in both:
                self.figures.note(all_, own=both[0] - both[1])  # type: ignore[operator]

    def batch(self) -> None:
        """Read many pages into JSON on one core and on two."""
        data, count = self.batch_pages
        pages = batch.copies(data, count, self.folder / "batch")
        programs: dict[str, Callable[[int], list[str]]] = {
            build.named("jsonl"): batch.termread(build.command, pages) for build in self.builds
        }
        if (peer := batch.trafilatura(pages, self.folder / "out")) is None:
            self.figures.miss("trafilatura", "pages_1", "trafilatura is not installed")
        else:
            programs["trafilatura"] = peer
        for _ in range(self.rounds):
            for cores in (1, 2):
                for name, command in programs.items():
                    seconds, _ = batch.timed(command(cores), cores, self.folder)
                    self.figures.note(name, **{f"pages_{cores}": count / seconds})


if __name__ == "__main__":
    main()
