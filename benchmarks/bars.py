"""What speed and size are held to: one list of bars, each with how its figure is made of what was measured."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import newspage
from figures import Figures, cell
from floors import FRAMEWORK, LINES, MINIMAL, OURS, PASS

KEPT, SEEN = "termread, kept", "termread, never seen"
PIPE = "termread FILE, to a pipe"
SIZES = {"10 KB": 10_000, "100 KB": 100_000, "1 MB": 1_000_000, "10 MB": 10_000_000}
"""Bytes of text of the pages by which growth is measured."""
MINIMAL_MEMORY, BYTES_A_TEXT_BYTE = 1.3, 4.0
"""What the screen process may hold: so many times a minimal app, and so many bytes more for each byte of text."""

MINIMAL_MS = 203.0
"""Milliseconds a minimal app takes to its first text on the machine where the bars in milliseconds were set, at rest."""

Figure = Callable[[Figures], float | None]


@dataclass(frozen=True)
class Bar:
    """A figure that may be no larger than its limit."""

    what: str
    limit: float
    unit: str
    figure: Figure

    def row(self, figures: Figures) -> tuple[str, str, str, str, str]:
        """Return what it is about, the bar, the figure, what that is at the bars' speed, and whether it is met."""
        found, bar = self.figure(figures), f"≤ {self.limit:g} {self.unit}"
        if found is None:
            return self.what, bar, "–", "", "not measured"
        there = found / slowness(figures) if self.unit.startswith("ms") else found
        met = "met" if found <= self.limit else "missed here" if there <= self.limit else "**missed**"
        return self.what, bar, cell(found), "" if there == found else cell(there), met


def slowness(figures: Figures) -> float:
    """Return how many times slower this machine is, at this hour, than the one that bars in milliseconds were set on."""
    return (figures.median(MINIMAL, "first") or MINIMAL_MS) / MINIMAL_MS


def sized(size: str, which: str) -> str:
    """Return the name of termread, opening the page of that *size*, *which* is "kept" or "never seen"."""
    return f"termread, {size}, {which}"


def plain(program: str, figure: str) -> Figure:
    """Return the figure as it is."""
    return lambda figures: figures.median(program, figure)


def ratio(program: str, other: str, figure: str = "first") -> Figure:
    """Return how many times the figure of *other* that of *program* is."""

    def found(figures: Figures) -> float | None:
        ours, theirs = figures.median(program, figure), figures.median(other, figure)
        return ours / theirs if ours is not None and theirs else None

    return found


def over(program: str, other: str, figure: str) -> Figure:
    """Return by how much the figure of *program* is above that of *other*."""

    def found(figures: Figures) -> float | None:
        ours, theirs = figures.median(program, figure), figures.median(other, figure)
        return ours - theirs if ours is not None and theirs is not None else None

    return found


def bytes_a_text_byte(program: str, size: int) -> Figure:
    """Return how many bytes *program* holds for each byte of a text of *size*, above what it may hold without one."""
    text = sum(len(words.encode()) for _, words in newspage.blocks(size))

    def found(figures: Figures) -> float | None:
        ours, floor = figures.median(program, "memory"), figures.median(MINIMAL, "memory")
        return max(0.0, ours - MINIMAL_MEMORY * floor) * 2**20 / text if ours and floor else None

    return found


def _opening() -> Iterator[Bar]:
    large, unseen = sized("10 MB", "kept"), sized("10 MB", "never seen")
    yield Bar("kept, first text", 2, "x w3m", ratio(KEPT, "w3m"))
    yield Bar("kept, first text", 0.2, f"x {MINIMAL}", ratio(KEPT, MINIMAL))
    yield Bar("never seen, first text", 1, f"x {MINIMAL}", ratio(SEEN, MINIMAL))
    for name in (KEPT, SEEN):
        yield Bar(
            f"{name.removeprefix('termread, ')}, first key obeyed", 1.3, f"x {MINIMAL}", ratio(name, MINIMAL, "key")
        )
    yield Bar("10 MB kept, first text", 0.6, f"x {MINIMAL}", ratio(large, MINIMAL))
    yield Bar("10 MB of HTML never seen, first text", 2, "x w3m", ratio(unseen, "w3m, 10 MB"))
    for option in ("--version", "--help"):
        yield Bar(f"`{option}`", 3, f"x {PASS}", ratio(f"termread {option}", PASS))
    yield Bar("an article to a pipe", 2, f"x {MINIMAL}", ratio(PIPE, MINIMAL))
    yield Bar("imports of ours over the framework's, CPU", 30, "ms", over(OURS, FRAMEWORK, "cpu"))
    for name in (KEPT, SEEN, large, unseen):
        yield Bar(f"{name.removeprefix('termread, ')}, quitting", 80, "ms", plain(name, "quit"))


def _resting() -> Iterator[Bar]:
    for name in (KEPT, SEEN):
        what = name.removeprefix("termread, ")
        yield Bar(
            f"{what}, memory of the screen process", MINIMAL_MEMORY, f"x {MINIMAL}", ratio(name, MINIMAL, "memory")
        )
    for which in ("kept", "never seen"):
        measured = bytes_a_text_byte(sized("10 MB", which), SIZES["10 MB"])
        what = f"10 MB {which}, memory above {MINIMAL_MEMORY:g} x {MINIMAL}"
        yield Bar(what, BYTES_A_TEXT_BYTE, "bytes a text byte", measured)
    for name in (SEEN, sized("10 MB", "never seen")):
        yield Bar(f"{name.removeprefix('termread, ')}, memory of the idle child", 60, "MB", plain(name, "child"))
    yield Bar("idle, bytes written in 5 s", 0, "bytes", plain(KEPT, "idle_bytes"))
    yield Bar("idle, CPU", 0.15, "%", plain(KEPT, "idle_cpu"))


def _moving() -> Iterator[Bar]:
    large, small = sized("10 MB", "kept"), sized("10 KB", "kept")
    limits = {"p50": (5, "ms"), "p95": (10, "ms"), "p99": (16, "ms"), "max": (30, "ms"), "cpu": (4, "ms of CPU")}
    for kind in ("line", "page"):
        for part, (limit, unit) in limits.items():
            yield Bar(f"10 MB, a {kind}, {part.replace('cpu', 'CPU')}", limit, unit, plain(large, f"{kind}_{part}"))
        yield Bar(f"10 MB, a {kind}, bytes", 6 * 1024, "bytes", plain(large, f"{kind}_bytes"))
        yield Bar(f"10 MB, a {kind}, p95", 1.2, "x 10 KB", ratio(large, small, f"{kind}_p95"))
        yield Bar(f"10 MB, a {kind}, CPU", 0.6, f"x {LINES}", ratio(large, LINES, f"{kind}_cpu"))
    yield Bar("100 KB, first right frame upon another size", 50, "ms", plain(sized("100 KB", "kept"), "resize"))


BARS = (*_opening(), *_resting(), *_moving())
