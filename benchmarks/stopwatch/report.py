"""docs/performance.md: the goals, the tables, what did not come and why, set into what is written by hand."""

from __future__ import annotations

import os
import platform
import re
import time
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from stopwatch.figures import Figures, cell
from stopwatch.goals import BARS, BEFORE, GOALS, MINIMAL_MS, NO_SLOWER, NOW, slowness
from stopwatch.instructions import NO_COUNTER, counter
from stopwatch.measures import REST, TURN
from stopwatch.programs import LINES, MINIMAL, PASS, SIZES

TEMPLATE = Path(__file__).parents[1] / "performance.template.md"
"""What is written by hand; `<!-- name -->` stands where something measured goes."""
GROWTH = TEMPLATE.with_name("growth.md")
"""The tables that `growth.py` has written."""
FEEDS = TEMPLATE.with_name("feeds.md")
"""Those of `feeds.py`."""
SLOT = re.compile(r"<!-- (\w+) -->")

OPENING = {
    "first": "first text ms",
    "cpu": "CPU ms",
    "key": "first key ms",
    "quit": "quit ms",
    "modes": "modes left",
}
RESTING = {
    "memory": "MB",
    "child": "MB of its children",
    "idle_bytes": "idle bytes",
    "idle_cpu": "idle CPU %",
}
GROWING = {
    "first": "first text ms",
    "whole": "all of it ms",
    "jump": "to the end ms",
    "quit": "quit ms",
    "memory": "MB",
    "child": "MB of its children",
}
STEPPING = {"p50": "p50 ms", "p95": "p95 ms", "p99": "p99 ms", "max": "max ms", "cpu": "CPU ms", "bytes": "bytes"}
COMPARED = {
    "first": "first text",
    "whole": "all of it",
    "key": "first key",
    "quit": "quitting",
    "memory": "memory",
    "child": "child's memory",
    "line_cpu": "line, CPU",
    "page_cpu": "page, CPU",
    "page_p95": "page, p95",
    "resize": "resizing",
    "own": "instructions",
}
"""The figures of which none may be larger than those of the build before, or next to nothing."""
TITLES = {
    **RESTING,
    **GROWING,
    **OPENING,
    "line_p50": "steps",
    "resize": "another size",
    "instructions": "instructions",
    "pages_1": "pages a second on one core",
    "pages_2": "pages a second on two cores",
}


@dataclass(frozen=True)
class About:
    """What is to be said of a run: its rounds and peers, how long it took, and when and at what load it ended."""

    rounds: int
    peers: str
    seconds: float
    date: str
    load: float

    @classmethod
    def now(cls, rounds: int, peers: str, seconds: float) -> About:
        """Return what is to be said of a run that ends now."""
        return cls(rounds, peers, seconds, time.strftime("%Y-%m-%d", time.gmtime()), os.getloadavg()[0])


def report(figures: Figures, about: About) -> str:
    """Return the whole document."""
    found = {**_about(figures, about), **_held(figures), **_tables(figures, about.rounds)}
    return SLOT.sub(lambda slot: found.get(slot[1], slot[0]), TEMPLATE.read_text(encoding="utf-8"))


def _about(figures: Figures, about: About) -> dict[str, str]:
    """Return what is to be said of the run."""
    cores = os.cpu_count() or 1
    busy = "" if about.load <= cores else ": other programs ran, so neither met nor missed is certain"
    return {
        "rounds": str(about.rounds),
        "cores": str(cores),
        "date": about.date,
        "minutes": f"{about.seconds / 60:.1f}",
        "load": f"{about.load:.1f}{busy}",
        "versions": f"Python {platform.python_version()}, textual {version('textual')}, {about.peers}",
        "noise": f"{figures.noise():.2f}",
        "growth": _written(GROWTH),
        "feeds": _written(FEEDS),
        "counter": f"by {counter()}" if counter() else f"not counted, since {NO_COUNTER}",
    }


def _written(tables: Path) -> str:
    return tables.read_text(encoding="utf-8").strip() if tables.exists() else "Not measured."


def _held(figures: Figures) -> dict[str, str]:
    """Return the tables of what the figures are held to."""
    goals, bars = [goal.row(figures) for goal in GOALS], [bar.bar_row(figures) for bar in BARS]
    heads = ("what", "in", "must", "aim", BEFORE, "now", f"x {BEFORE}", "")
    return {
        "goals": _rows(heads, goals),
        "goals_met": _tally(goals, ("met", "aim met")),
        "bars": _rows(("what", "bar", "figure", "at the bars' speed", ""), bars),
        "bars_met": _tally(bars, ("met",)),
        "minimal_ms": f"{MINIMAL_MS:g}",
        "slowness": f"{slowness(figures):.2f}",
        "compared": compared(figures),
    }


def _tally(rows: list[tuple[str, ...]], met: tuple[str, ...]) -> str:
    measured = [row for row in rows if not row[-1].startswith("not measured")]
    return f"{sum(row[-1] in met for row in measured)} of the {len(measured)} that were measured are met"


def _tables(figures: Figures, rounds: int) -> dict[str, str]:
    """Return the tables of medians."""
    ours = [name for name in figures.values if not name.startswith(f"{BEFORE}, ")]
    by_size = [name for name in ours if any(f", {size}" in name for size in SIZES)]
    opened = [name for name in ours if name not in by_size and figures.all(name, "first") and name != LINES]
    return {
        "rest": str(REST),
        "presses": f"{rounds * TURN:,}",
        "openings": table(figures, opened, OPENING, (MINIMAL, "w3m", PASS)),
        "resting": table(
            figures, with_some(figures, [n for n in ours if n not in by_size], RESTING), RESTING, (MINIMAL,)
        ),
        "sizes": table(figures, with_some(figures, by_size, GROWING), GROWING, (MINIMAL,)),
        "lines": steps(figures, ours, "line"),
        "pages": steps(figures, ours, "page"),
        "resizing": table(figures, with_some(figures, ours, {"resize": ""}), {"resize": "ms"}),
        "missing": missing(figures),
    }


def with_some(figures: Figures, names: list[str], columns: dict[str, str]) -> list[str]:
    """Return those *names* of which one of the *columns* was measured, or was tried."""
    return [
        name
        for name in names
        if any(figures.values[name].get(key) or (name, key) in figures.missing for key in columns)
    ]


def steps(figures: Figures, names: list[str], kind: str) -> str:
    """Return the table of presses by *kind*, the CPU of each beside that of the line API app."""
    columns = {f"{kind}_cpu": "CPU ms"} | {f"{kind}_{part}": head for part, head in STEPPING.items()}
    return table(figures, with_some(figures, names, columns), columns, (LINES,)).replace("| |", f"| by {kind}s |", 1)


def table(figures: Figures, names: list[str], columns: dict[str, str], beside: tuple[str, ...] = ()) -> str:
    """Return a table of medians, with the ratios of the first column to the programs *beside* and the build before."""
    first = next(iter(columns))
    floors = [figures.median(other, first) for other in beside]
    rows = []
    for name in names:
        ours = figures.median(name, first)
        others = [*floors, figures.median(counterpart(name), first)]
        ratios = [f"{ours / other:.2f}" if ours and other else "–" for other in others]
        rows.append((name, *(cell(figures.median(name, key)) for key in columns), *ratios))
    return _rows(("", *columns.values(), *(f"x {name}" for name in (*beside, BEFORE))), rows)


def counterpart(name: str) -> str:
    """Return the name of what the build before does in place of *name*, "" if it has none."""
    return name.replace(NOW, BEFORE, 1) if name.startswith(f"{NOW}, ") else ""


def compared(figures: Figures) -> str:
    """Return all figures as multiples of those of the build before, those above `NO_SLOWER` in bold."""
    rows, worse, count = [], 0, 0
    for name in [name for name in figures.values if counterpart(name) in figures.values]:
        row = []
        for figure in COMPARED:
            ours, theirs = figures.median(name, figure), figures.median(counterpart(name), figure)
            ratio = ours / theirs if ours is not None and theirs else None
            worse, count = worse + (ratio is not None and ratio > NO_SLOWER), count + (ratio is not None)
            row.append("" if ratio is None else f"**{ratio:.2f}**" if ratio > NO_SLOWER else f"{ratio:.2f}")
        if any(row):
            rows.append((name.removeprefix(f"{NOW}, "), *row))
    if not rows:
        return "Not measured: no earlier build was named with `--today`."
    return f"{worse} of {count} are above {NO_SLOWER:g}.\n\n" + _rows((f"x {BEFORE}", *COMPARED.values()), rows)


def missing(figures: Figures) -> str:
    """Return what was tried and did not come, and why."""
    told = [
        f"- {name}, {TITLES.get(key, key.replace('_', ' '))}: {reasons[0]}"
        + (f" ({len(reasons)} times)" if len(reasons) > 1 else "")
        for (name, key), reasons in figures.missing.items()
    ]
    return "\n".join(told) or "Nothing that was tried."


def _rows(heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [f"| {' | '.join(heads)} |".replace("|  |", "| |"), "|---" * len(heads) + "|"]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)])
