"""docs/performance.md: the tables, what did not come and why, and the bars."""

from __future__ import annotations

import os
import platform
import time
from importlib.metadata import version

from bars import BARS, MINIMAL_MS, SIZES, slowness
from figures import Figures, cell
from floors import LINES, MINIMAL, PASS
from session import REST, TURN

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
FORM = """\
# Performance

All of this is written by `benchmarks/terminal.py`; how to repeat it is in `benchmarks/README.md`. Times are milliseconds
of wall clock in a pseudo-terminal of 100 x 40, medians over interleaved rounds: read the ratios, not the milliseconds. MB
are 2^20 bytes. First text is the article's first sentence, not its headline.

| | |
|---|---|
| taken | {date}, in {minutes:.1f} minutes on {cores} cores; rounds: {rounds} |
| noise | the slowest round of a program took {noise:.2f} times its fastest (median over programs); load at the end {load:.1f}{busy} |
| versions | Python {python}, textual {textual}, {peers} |

## Opening

An article of 7 KB. The first key leads to the end; its time counts from the start of the program.

{openings}

## At rest

The same article, at its end, nothing typed for {rest} s; once, all programs beside each other.

{resting}

## By size

Pages of HTML with so much text. Of a large one that it has never seen termread shows the beginning first: *all of it* is when
the rest was there and kept. To the end is from the key to the last word. Memory is taken at rest, as above.

{sizes}

## Steps

{presses} presses each, by lines, then by pages, the programs turn about. From the key to the last byte of the answer.

{lines}

{pages}

## Another size of the terminal

From the change to the first frame that shows the text as it then stays: 80 x 24 and 100 x 40, three times.

{resizing}
{missing}
## Bars

{met} of {measured} that were measured are met. A bar in milliseconds was set on a machine at rest, where the minimal Textual app
shows its text after {minimal_ms:g} ms; it took {slowness:.2f} times as long here. The column behind the figure is the figure at that speed.

{bars}
"""


def report(figures: Figures, rounds: int, seconds: float, peers: str) -> str:
    """Return the whole document."""
    by_size = [name for name in figures.values if any(f", {size}" in name for size in SIZES)]
    opened = [name for name in figures.values if name not in by_size and name != LINES]
    rows = [bar.row(figures) for bar in BARS]
    cores, load = os.cpu_count() or 1, os.getloadavg()[0]
    return FORM.format(
        rounds=rounds,
        cores=cores,
        date=time.strftime("%Y-%m-%d", time.gmtime()),
        minutes=seconds / 60,
        load=load,
        busy="" if load <= cores else ": other programs ran, so neither met nor missed is certain",
        python=platform.python_version(),
        textual=version("textual"),
        peers=peers,
        noise=figures.noise(),
        rest=REST,
        presses=f"{rounds * TURN:,}",
        openings=table(figures, opened, OPENING, (MINIMAL, "w3m", PASS)),
        resting=table(figures, with_some(figures, opened, RESTING), RESTING, (MINIMAL,)),
        sizes=table(figures, by_size, GROWING, (MINIMAL,)),
        lines=steps(figures, "line"),
        pages=steps(figures, "page"),
        resizing=table(figures, with_some(figures, list(figures.values), {"resize": ""}), {"resize": "ms"}),
        missing=missing(figures),
        met=sum(row[-1] == "met" for row in rows),
        measured=sum(row[-1] != "not measured" for row in rows),
        minimal_ms=MINIMAL_MS,
        slowness=slowness(figures),
        bars=_rows(("what", "bar", "figure", "at the bars' speed", ""), rows),
    )


def with_some(figures: Figures, names: list[str], columns: dict[str, str]) -> list[str]:
    """Return those *names* of which one of the *columns* was measured, or was tried."""
    return [
        name
        for name in names
        if any(figures.values[name].get(key) or (name, key) in figures.missing for key in columns)
    ]


def steps(figures: Figures, kind: str) -> str:
    """Return the table of presses by *kind*, the CPU of each beside that of the line API app."""
    columns = {f"{kind}_cpu": "CPU ms"} | {f"{kind}_{part}": head for part, head in STEPPING.items()}
    names = with_some(figures, list(figures.values), columns)
    return table(figures, names, columns, (LINES,)).replace("| |", f"| by {kind}s |", 1)


def table(figures: Figures, names: list[str], columns: dict[str, str], beside: tuple[str, ...] = ()) -> str:
    """Return a table of medians, with the ratios of the first column to the programs *beside*."""
    first = next(iter(columns))
    floors = [figures.median(other, first) for other in beside]
    rows = []
    for name in names:
        ours = figures.median(name, first)
        ratios = [f"{ours / floor:.2f}" if ours and floor else "–" for floor in floors]
        rows.append((name, *(cell(figures.median(name, key)) for key in columns), *ratios))
    return _rows(("", *columns.values(), *(f"x {name}" for name in beside)), rows)


def missing(figures: Figures) -> str:
    """Return what was tried and did not come, and why."""
    if not figures.missing:
        return ""
    heads = {**RESTING, **GROWING, **OPENING, "line_p50": "steps", "resize": "another size"}
    told = [
        f"- {name}, {heads.get(key, key)}: {reasons[0]}" + (f" ({len(reasons)} times)" if len(reasons) > 1 else "")
        for (name, key), reasons in figures.missing.items()
    ]
    return "\n## What did not come\n\n" + "\n".join(told) + "\n"


def _rows(heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [f"| {' | '.join(heads)} |".replace("|  |", "| |"), "|---" * len(heads) + "|"]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)])
