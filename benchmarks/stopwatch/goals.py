"""What speed and size are held to: goals as ratios, older bars, and no loss against an earlier build."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from operator import sub, truediv

import newspage

from stopwatch.figures import Figures, cell
from stopwatch.programs import FRAMEWORK, LINES, MINIMAL, PASS, SHELVES, SIZES

NOW, BEFORE = "termread", "before"
"""The builds: this one, and an earlier one beside it in the same rounds."""
MINIMAL_MEMORY, BYTES_A_TEXT_BYTE = 1.3, 4.0
"""What the screen process may hold: so many times a minimal app, and so many bytes more for each byte of text."""
MINIMAL_MS = 203.0
"""Milliseconds a minimal app takes to its first text on the machine where the bars in milliseconds were set, at rest."""
NO_SLOWER = 1.05
"""What a figure may be of that of the build before."""

Need = tuple[str, str]
"""A program and a figure of it; "{}" in its name stands for the build."""


@dataclass(frozen=True)
class Goal:
    """A figure, what it must be and what it aims at. It is made by *how* of the medians of what it *needs*."""

    what: str
    unit: str
    must: float
    needs: tuple[Need, ...]
    how: Callable[..., float] = truediv
    aim: float | None = None
    least: bool = False
    """Whether it must be no less instead of no more."""

    def of(self, figures: Figures, build: str = NOW) -> float | None:
        """Return the figure of a *build*, None where one of what it needs was not measured."""
        found = [figures.median(name.format(build), figure) for name, figure in self.needs]
        try:
            return self.how(*found) if None not in found else None
        except ZeroDivisionError:
            return None

    def met(self, value: float, limit: float | None) -> bool:
        """Return whether *value* is within *limit*."""
        return limit is not None and (value >= limit if self.least else value <= limit)

    def limit(self, limit: float | None) -> str:
        """Return *limit* as the tables show it."""
        return "" if limit is None else f"{'≥' if self.least else '≤'} {limit:g}"

    def row(self, figures: Figures) -> tuple[str, ...]:
        """Return the row of the table of goals."""
        now, before = self.of(figures), self.of(figures, BEFORE)
        begin = self.what, self.unit, self.limit(self.must), self.limit(self.aim), cell(before)
        if now is None:
            return *begin, "–", "–", f"not measured: {self.reason(figures)}"
        verdict = "aim met" if self.met(now, self.aim) else "met" if self.met(now, self.must) else "**missed**"
        return *begin, cell(now), cell(now / before if before else None), verdict

    def bar_row(self, figures: Figures) -> tuple[str, ...]:
        """Return the row of the table of bars: with the figure at the speed of the machine where they were set."""
        found, begin = self.of(figures), (self.what, f"{self.limit(self.must)} {self.unit}")
        if found is None:
            return *begin, "–", "", f"not measured: {self.reason(figures)}"
        there = found / slowness(figures) if self.unit.startswith("ms") else found
        met = "met" if self.met(found, self.must) else "missed here" if self.met(there, self.must) else "**missed**"
        return *begin, cell(found), "" if there == found else cell(there), met

    def reason(self, figures: Figures) -> str:
        """Return why there is no figure."""
        for name, figure in self.needs:
            if figures.median(name := name.format(NOW), figure) is None:
                reasons = figures.missing.get((name, figure)) or figures.missing.get((name, "first"))
                return f"{name}: {reasons[0]}" if reasons else f"{name} was not run"
        return "a figure it is divided by is 0"


class Tries(Goal):
    """Of how many tries all must succeed."""

    def row(self, figures: Figures) -> tuple[str, ...]:
        """Return the row of the table of goals."""
        told = []
        for build in (BEFORE, NOW):
            tries = [value for name, figure in self.needs for value in figures.all(name.format(build), figure)]
            told.append(f"{sum(tries):.0f} of {len(tries)}" if tries else "–")
            lost = not tries or sum(tries) < len(tries)
        verdict = f"not measured: {self.reason(figures)}" if told[-1] == "–" else "**missed**" if lost else "aim met"
        return self.what, self.unit, "all", "", told[0], told[1], "", verdict


def slowness(figures: Figures) -> float:
    """Return how many times slower this machine is, at this hour, than the one that bars in milliseconds were set on."""
    return (figures.median(MINIMAL, "first") or MINIMAL_MS) / MINIMAL_MS


def beside(program: str, other: str, figure: str = "first", theirs: str = "") -> tuple[Need, ...]:
    """Return what the ratio of a figure of *program* to that of *other* needs."""
    return (program, figure), (other, theirs or figure)


KEPT, SEEN = "{}, kept", "{}, never seen"
LARGE, SMALL = "{}, 10 MB, kept", "{}, 10 KB, kept"
LARGE_SEEN = "{}, 10 MB, never seen"


def _goals() -> Iterator[Goal]:
    minimal = f"x {MINIMAL}"
    yield Goal("kept article: first text", "x w3m", 1.6, beside(KEPT, "w3m"), aim=1.3)
    for key, name in {"space": "space", "j": "`j`", "G": "`G`", "slash": "`/`"}.items():
        needs = beside(KEPT, MINIMAL, f"key_{key}", "key")
        yield Goal(f"kept article: {name} typed when the first text shows, obeyed", minimal, 0.25, needs, aim=0.12)
    for key, name in {"q": "`q`", "ctrl_c": "Ctrl-C"}.items():
        for delay in (0, 100, 250):
            what = f"kept article: {name} typed {delay} ms after the start, to the end of the program"
            needs = beside(KEPT, FRAMEWORK, f"leave_{key}_{delay}", "first")
            yield Goal(what, f"x {FRAMEWORK}", 0.3, needs, aim=0.15)
    for size in SHELVES:
        needs = beside(f"{{}}, shelf of {size:,}", MINIMAL)
        yield Goal(f"shelf of {size:,}: first rows", minimal, 0.2, needs, aim=0.12)
    for size in SHELVES:
        for way, name in {"enter": "Enter", "j_enter": "`j` Enter", "slash": "`/0007`"}.items():
            needs = ((f"{{}}, shelf of {size:,}", f"obeyed_{way}"),)
            yield Tries(f"shelf of {size:,}: {name} typed before it shows, obeyed in order", "tries", 1, needs)
    yield Goal("never seen, 7 KB: first text", minimal, 0.6, beside(SEEN, MINIMAL), aim=0.5)
    for key, name in {"space": "space", "j": "`j`", "G": "`G`", "slash": "`/`"}.items():
        needs = beside(SEEN, MINIMAL, f"key_{key}", "key")
        yield Goal(f"never seen, 7 KB: {name} typed when the first text shows, obeyed", minimal, 1.0, needs, aim=0.8)
    needs = beside("{}, 1 MB, never seen", "w3m, 1 MB")
    yield Goal("never seen, 1 MB: first text", "x w3m", 1.5, needs, aim=1.0)
    needs = beside(LARGE_SEEN, "w3m, 10 MB", "whole", "first")
    yield Goal("never seen, 10 MB: all of it there and kept", "x w3m", 1.5, needs, aim=1.0)
    yield Goal("a page step at 10 MB: CPU", f"x {LINES}", 0.3, beside(LARGE, LINES, "page_cpu"), aim=0.25)
    yield Goal("a page step at 10 MB: p95", "x the same at 10 KB", 1.1, beside(LARGE, SMALL, "page_p95"), aim=1.0)
    needs = (("{}, imports", "instructions"), (f"{{}}, {FRAMEWORK}", "instructions"))
    yield Goal(
        "imports of ours: instructions", f"x {FRAMEWORK}", 0.1, needs, lambda all_, its: all_ / its - 1, aim=0.07
    )
    for cores, must in ((1, 1.8), (2, 3.2)):
        needs = beside("{}, jsonl", "trafilatura", f"pages_{cores}")
        what = f"jsonl of 1,000 pages on {'one core' if cores == 1 else 'two cores'}: pages a second"
        yield Goal(what, "x trafilatura's command line", must, needs, least=True)
    yield Goal("memory at rest", minimal, 1.05, beside(KEPT, MINIMAL, "memory"), aim=1.0)


GOALS = tuple(_goals())


def _bars() -> Iterator[Goal]:
    yield Goal("10 MB kept, first text", f"x {MINIMAL}", 0.6, beside(LARGE, MINIMAL))
    for option in ("--version", "--help"):
        yield Goal(f"`{option}`", f"x {PASS}", 3, beside(f"{{}}, {option}", PASS))
    yield Goal("an article to a pipe", f"x {MINIMAL}", 2, beside("{}, FILE to a pipe", MINIMAL))
    needs = ("{}, imports", "cpu"), (FRAMEWORK, "cpu")
    yield Goal("imports of ours over the framework's, CPU", "ms", 30, needs, sub)
    for name in (KEPT, SEEN, LARGE, LARGE_SEEN):
        yield Goal(f"{name.removeprefix('{}, ')}, quitting", "ms", 80, ((name, "quit"),), float)
    yield Goal("never seen, memory of the screen process", f"x {MINIMAL}", 1.3, beside(SEEN, MINIMAL, "memory"))
    for name in (LARGE, LARGE_SEEN):
        what = f"{name.removeprefix('{}, ')}, memory above {MINIMAL_MEMORY:g} x {MINIMAL}"
        yield Goal(what, "bytes a text byte", BYTES_A_TEXT_BYTE, beside(name, MINIMAL, "memory"), _bytes_a_text_byte)
    for name in (SEEN, LARGE_SEEN):
        yield Goal(f"{name.removeprefix('{}, ')}, memory of the idle child", "MB", 60, ((name, "child"),), float)
    yield Goal("idle, bytes written in 5 s", "bytes", 0, ((KEPT, "idle_bytes"),), float)
    yield Goal("idle, CPU", "%", 0.15, ((KEPT, "idle_cpu"),), float)
    limits = {"p50": (5, "ms"), "p95": (10, "ms"), "p99": (16, "ms"), "max": (30, "ms"), "cpu": (4, "ms of CPU")}
    for kind in ("line", "page"):
        for part, (limit, unit) in limits.items():
            what = f"10 MB, a {kind}, {part.replace('cpu', 'CPU')}"
            yield Goal(what, unit, limit, ((LARGE, f"{kind}_{part}"),), float)
        yield Goal(f"10 MB, a {kind}, bytes", "bytes", 6 * 1024, ((LARGE, f"{kind}_bytes"),), float)
    yield Goal("10 MB, a line, p95", "x 10 KB", 1.2, beside(LARGE, SMALL, "line_p95"))
    yield Goal("10 MB, a line, CPU", f"x {LINES}", 0.6, beside(LARGE, LINES, "line_cpu"))
    yield Goal("100 KB, first right frame upon another size", "ms", 50, (("{}, 100 KB, kept", "resize"),), float)


def _bytes_a_text_byte(ours: float, floor: float) -> float:
    text = sum(len(words.encode()) for _, words in newspage.blocks(SIZES["10 MB"]))
    return max(0.0, ours - MINIMAL_MEMORY * floor) * 2**20 / text


BARS = tuple(_bars())
