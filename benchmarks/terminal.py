"""termread in a terminal beside its peers: first text, first key, steps, size, idling and quitting.

    python benchmarks/terminal.py [--rounds 7] [--page FILE --words "first body text"] [--write docs/performance.md]

Programs that are not installed are left out. Every round starts all of them one after the other, so that the machine's
moods meet them alike; figures are medians, and the ratios are what matters.
"""

from __future__ import annotations

import argparse
import datetime
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import textwrap
import time
from collections import defaultdict
from collections.abc import Callable
from functools import partial
from importlib.metadata import version
from pathlib import Path
from statistics import median

import newspage
from peers import Peer, installed
from stopwatch import Run

SIZE = 7_000
"""Bytes of text of the article, about as long as an opinion piece."""
TERMREAD = [str(Path(sys.executable).with_name("termread"))]
IMPORTS = {
    "import textual.app": "import textual.app, textual.widget, textual.screen",
    "import all that opens an article": "import termread.cli.screen, termread.tui.app, termread.tui.screens.reader, termread.library.sqlite",
}
MINIMAL = """
from textual.app import App
from textual.widgets import Static
class Minimal(App):
    BINDINGS = [("q", "quit", "quit"), ("G", "last", "last")]
    def compose(self):
        yield Static({text!r}, markup=False)
    def action_last(self):
        self.query_one(Static).update({last!r})
Minimal().run()
"""
LINES = """
from rich.segment import Segment
from textual.app import App
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
TEXT = {text!r}
class Lines(ScrollView, can_focus=True):
    BINDINGS = [("j", "step(1)", ""), ("space", "step(38)", "")]
    def on_mount(self):
        self.virtual_size = Size(90, 2000)
    def render_line(self, y):
        return Strip([Segment(f"{{y + self.scroll_offset.y}} {{TEXT}}"[:90])])
    def action_step(self, count):
        self.scroll_to(y=self.scroll_offset.y + count, animate=False)
class LinesApp(App):
    BINDINGS = [("q", "quit", "quit")]
    def compose(self):
        yield Lines()
LinesApp().run()
"""


class Bench:
    """The programs, the pages they open, and what was measured of them."""

    def __init__(self, folder: Path, page: Path, words: str, last: str) -> None:
        self.folder, self.page, self.words, self.last = folder, page, words, last
        self.peers = list(installed(page, newspage.blocks(SIZE), folder))
        self.figures: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
        for name, source in (("minimal", MINIMAL), ("lines", LINES)):
            (folder / f"{name}.py").write_text(source.format(text=words, last=last), encoding="utf-8")

    def home(self, name: str, *, fresh: bool = False) -> dict[str, str]:
        """Return an environment in which termread has a home of its own, emptied if *fresh*."""
        path = self.folder / f"home-{name}"
        if fresh:
            shutil.rmtree(path, ignore_errors=True)
        path.mkdir(exist_ok=True)
        return {"TERMREAD_HOME": str(path)}

    def note(self, name: str, **figures: float | None) -> None:
        """Keep what was measured of *name* in this round."""
        for key, value in figures.items():
            if value is not None:
                self.figures[name][key].append(value)

    def open(self, name: str, command: list[str], env: dict[str, str] | None = None, last: str | None = None) -> None:
        """Time one opening by termread or a minimal app."""
        self.read(Peer(name, command, env=env or {}), last)

    def read(self, peer: Peer, last: str | None = None) -> None:
        """Time one opening: first body text, the first key (to the end) obeyed, idling, memory and quitting."""
        run = Run(peer.command, env=peer.env)
        for words, keys in peer.way:
            run.until(words, 20)
            run.press(keys)
        first = run.until(self.words, 90)
        if first is None:
            run.kill()
            return
        written = len(run.text)
        run.press(peer.last)
        self.note(peer.name, first=first, key=run.until(last or self.last, 10, since=written))
        while run.read(0.5):
            pass
        idle_bytes, idle_cpu = run.idle(2.0)
        self.note(peer.name, idle_bytes=idle_bytes, idle_cpu=idle_cpu * 100, memory=run.memory())
        run.press(b"g" if peer.command[0] in TERMREAD else b"")  # where it is left, it opens again
        while run.read(0.3):
            pass
        self.note(peer.name, quit=run.quit(peer.leave), modes=run.left_modes())

    def prints(self, name: str, command: list[str], env: dict[str, str] | None = None) -> None:
        """Time a command that prints and ends, and take its processor time."""
        surroundings = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"} | (env or {})
        begun = time.perf_counter()
        with subprocess.Popen(command, env=surroundings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as run:
            _, status, used = os.wait4(run.pid, 0)
            run.returncode = os.waitstatus_to_exitcode(status)
        self.note(name, first=(time.perf_counter() - begun) * 1000, cpu=(used.ru_utime + used.ru_stime) * 1000)

    def steps(
        self, name: str, command: list[str], env: dict[str, str] | None = None, count: int = 300, words: str = ""
    ) -> None:
        """Time many lines and pages, and a few changes of the terminal's size."""
        run = Run(command, env=env)
        if run.until(words or self.words, 120) is None:
            run.kill()
            return
        while run.read(0.5):
            pass
        for key, keys, back, number in (("line", b"j", b"k", count), ("page", b" ", b"b", count // 3)):
            taken = run.steps(keys, back, number)
            self.note(name, **{f"{key}_p50": taken.percentile(0.5), f"{key}_p95": taken.percentile(0.95)})
            self.note(name, **{f"{key}_p99": taken.percentile(0.99), f"{key}_max": taken.percentile(1)})
            self.note(name, **{f"{key}_bytes": taken.median_bytes, f"{key}_cpu": taken.cpu_ms})
        self.note(name, memory=run.memory())
        for size in ((80, 24), (100, 40)) * 3:
            self.note(name, resize=run.step(b"", size)[0])
            while run.read(0.3):
                pass
        run.quit(b"q")

    def median(self, name: str, key: str) -> float | None:
        """Return the median of a figure, None where it was never measured."""
        values = self.figures[name].get(key)
        return median(values) if values else None


def openings(bench: Bench) -> list[Callable[[], None]]:
    """Return what one round does."""
    python, page = sys.executable, str(bench.page)
    kept = bench.home("kept")
    jobs: list[Callable[[], None]] = [
        lambda: bench.prints("python -c pass", [python, "-c", "pass"]),
        lambda: bench.prints("termread --version", [*TERMREAD, "--version"]),
        lambda: bench.prints("termread --help", [*TERMREAD, "--help"]),
        lambda: bench.open("minimal Textual app", [python, str(bench.folder / "minimal.py")]),
        lambda: bench.open("termread, kept", [*TERMREAD, page], env=kept),
        lambda: bench.open("termread, never seen", [*TERMREAD, page], env=bench.home("fresh", fresh=True)),
        lambda: bench.prints("termread FILE, to a pipe", ["sh", "-c", f"{TERMREAD[0]} '{page}' | cat"], env=kept),
    ]
    jobs += [partial(bench.prints, name, [python, "-c", source]) for name, source in IMPORTS.items()]
    return jobs + [partial(bench.read, peer) for peer in bench.peers]


def sizes(bench: Bench, rounds: int) -> None:
    """Open and scroll pages of 10 KB to 10 MB."""
    for label, size in (("10 KB", 10_000), ("100 KB", 100_000), ("1 MB", 1_000_000), ("10 MB", 10_000_000)):
        path = bench.folder / f"{label.replace(' ', '')}.html"
        path.write_text(newspage.html(size), encoding="utf-8")
        command, last = [*TERMREAD, str(path)], newspage.blocks(size)[-1][1].split()[-1]
        bench.words = newspage.FIRST[:40]
        for _ in range(rounds):
            fresh = bench.home("size", fresh=True)
            bench.open(f"termread, {label}, never seen", command, fresh, last)
            bench.open(f"termread, {label}, kept", command, fresh, last)
            if shutil.which("w3m"):
                bench.open(f"w3m, {label}", ["w3m", str(path)], None, last)
        bench.steps(f"termread, {label}, kept", command, bench.home("size"))
    bench.steps("Textual line API app", [sys.executable, str(bench.folder / "lines.py")], words=bench.words[:20])


def table(bench: Bench, names: list[str], columns: dict[str, str], beside: tuple[str, ...] = ()) -> str:
    """Return a Markdown table of medians, with the ratios of the first column to the programs *beside*."""
    heads = [*columns.values(), *(f"x {name}" for name in beside)]
    rows = [f"| | {' | '.join(heads)} |", "|---" * (len(heads) + 1) + "|"]
    for name in names:
        values = [bench.median(name, key) for key in columns]
        floors = [bench.median(other, next(iter(columns))) for other in beside]
        ratios = [values[0] / floor if values[0] and floor else None for floor in floors]
        cells = ["–" if v is None else f"{v:.0f}" if v >= 100 else f"{v:.3g}" for v in values]
        rows.append(f"| {name} | {' | '.join([*cells, *('–' if r is None else f'{r:.2f}' for r in ratios)])} |")
    return "\n".join(rows)


def report(bench: Bench, rounds: int) -> str:
    """Return docs/performance.md."""
    named = [name for name in bench.figures if " KB" not in name and " MB" not in name and "line API" not in name]
    sized = [name for name in bench.figures if " KB" in name or " MB" in name]
    stepped = [name for name in bench.figures if bench.median(name, "line_p50") is not None]
    noise = [max(v["first"]) / min(v["first"]) for v in bench.figures.values() if len(v.get("first", ())) > 2]
    opened = {
        "first": "first text ms",
        "cpu": "CPU ms",
        "key": "first key ms",
        "quit": "quit ms",
        "modes": "modes left",
        "memory": "MB",
        "idle_bytes": "idle bytes",
        "idle_cpu": "idle CPU %",
    }
    stepping = {
        f"{kind}_{part}": f"{kind} {part}"
        for kind in ("line", "page")
        for part in ("p50", "p95", "p99", "max", "bytes", "cpu")
    } | {"resize": "resize ms"}
    return textwrap.dedent(
        """\
        # Performance

        Written by `benchmarks/terminal.py`; how to repeat it is in `benchmarks/README.md`. Times are milliseconds of wall
        clock in a pseudo-terminal of 100 x 40, medians of {rounds} interleaved rounds, on {cores} cores, {date}; Python {python},
        textual {textual}. The slowest round of a program took {noise:.2f} times its fastest (median over programs), so read the
        ratios, not the milliseconds. First text is the article's first sentence, not its headline.

        ## Opening

        {openings}

        ## By size

        {sizes}

        ## Steps

        {steps}
        """
    ).format(
        rounds=rounds,
        cores=os.cpu_count(),
        date=datetime.datetime.now(datetime.UTC).date(),
        python=platform.python_version(),
        textual=version("textual"),
        noise=median(noise) if noise else 1,
        openings=table(bench, named, opened, ("minimal Textual app", "w3m", "python -c pass")),
        sizes=table(bench, sized, opened, ("minimal Textual app",)),
        steps=table(bench, stepped, stepping),
    )


def main() -> None:
    """Measure, print, and write where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--page", type=Path, help="an HTML page to open instead of ours")
    parser.add_argument("--words", default=newspage.FIRST[:40], help="its first body text")
    parser.add_argument("--last", default=newspage.blocks(SIZE)[-1][1].split()[-1], help="its last word")
    parser.add_argument("--no-sizes", action="store_true", help="leave out the pages of 10 KB to 10 MB")
    parser.add_argument("--write", type=Path, help="where the report goes as well")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="termread-bench-") as name:
        folder = Path(name)
        page = given.page or folder / "page.html"
        if not given.page:
            page.write_text(newspage.html(SIZE), encoding="utf-8")
        bench = Bench(folder, page, given.words, given.last)
        bench.open("warming", [*TERMREAD, str(page)], env=bench.home("kept"))
        bench.figures.clear()
        for _ in range(given.rounds):
            for job in openings(bench):
                job()
        if not given.no_sizes:
            sizes(bench, max(1, given.rounds // 3))
        text = report(bench, given.rounds)
    print(text)
    if given.write:
        given.write.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
