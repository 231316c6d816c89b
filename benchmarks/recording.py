"""What stands on the screen in the first half second: a kept article, the shelf, and a page never seen before, as SVG.

    python benchmarks/recording.py FOLDER [--program termread] [--tries 3] [--length 500]

Each program runs in a pseudo-terminal; a key is typed as soon as its first text shows. Every frame that changed something
is drawn, with its milliseconds since the start, below a line of time on which a minimal Textual app and w3m are marked.
Of the tries, that with the median first text is drawn.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from itertools import groupby
from pathlib import Path

import newspage
from pyte.screens import Char
from stopwatch.figures import Figures
from stopwatch.measures import opens
from stopwatch.programs import SIZE, WORDS, Build, Program, last_word, minimal_app
from stopwatch.run import Run

COLUMNS, ROWS = 64, 20
"""The terminal."""
TOGETHER = 4
"""Milliseconds within which two frames are drawn as one: no screen shows both."""
ACROSS, WIDTH, HEIGHT, GAP, TOP = 2, 7, 14, 16, 84
"""Frames beside each other; the size of a cell in pixels; the room around a frame and above all of them."""
NAMED = {
    "black": "#000000",
    "red": "#cd3131",
    "green": "#0dbc79",
    "brown": "#e5e510",
    "blue": "#2472c8",
    "magenta": "#bc3fbc",
    "cyan": "#11a8cd",
    "white": "#e5e5e5",
}
PAPER, INK = "#1c1c1c", "#d0d0d0"
"""The colours of a terminal that nobody has painted."""
HEAD = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" \
font-family="'DejaVu Sans Mono','Menlo','Consolas',monospace" font-size="12">
<title>{title}</title>
<rect width="100%" height="100%" fill="#ffffff"/>
<text x="{gap}" y="24" font-size="15" font-weight="bold">{title}</text>
"""
Cells = list[list[Char]]


@dataclass
class Recording:
    """The frames of one run: the milliseconds and the cells of each, when the key was typed, its name, and how long it is."""

    frames: list[tuple[float, Cells]]
    first: float
    typed: float
    key: str
    length: int


def main() -> None:
    """Record all three and write them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--program", default=str(Path(sys.executable).with_name("termread")))
    parser.add_argument("--tries", type=int, default=3)
    parser.add_argument("--length", type=int, default=500, help="milliseconds that are recorded")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="termread-recording-") as name:
        folder = Path(name)
        page = folder / "page.html"
        page.write_text(newspage.html(SIZE), encoding="utf-8")
        marks = list(others(folder, page, given.tries))
        for scene, title, program, text, key, key_name in scenes(Build("termread", given.program, folder), page):
            taken = [recorded(program, text, key, key_name, given.length) for _ in range(given.tries)]
            found = sorted((one for one in taken if one), key=lambda one: one.first)
            if not found:
                print(f"{scene}: no text came")
                continue
            middle = found[len(found) // 2]
            (given.folder / f"{scene}.svg").write_text(svg(title, middle, marks), encoding="utf-8")
            print(f"{scene}: first text at {middle.first:.0f} ms, {len(middle.frames)} frames")


def scenes(build: Build, page: Path) -> Iterator[tuple[str, str, Program, str, bytes, str]]:
    """Yield what is recorded: its file, its title, the program, its first text, and the key with its name."""
    kept = build.opening("kept", page, WORDS, last_word(SIZE))
    for _ in range(2):
        recorded(kept, WORDS)
    yield "kept", "A kept article opens; space is typed at once", kept, WORDS, b" ", "space"
    shelf = build.shelf(12)
    for _ in range(2):
        recorded(shelf, "Harbour note")
    yield "shelf", "The shelf opens; j is typed at once", shelf, "Harbour note", b"j", "j"
    unseen = build.opening("never seen", page, WORDS, last_word(SIZE))
    title = "A page never seen before opens; space is typed at once"
    yield "unseen", title, unseen, WORDS, b" ", "space"


def others(folder: Path, page: Path, tries: int) -> Iterator[tuple[str, float]]:
    """Yield the names of other programs and the milliseconds to their first text."""
    figures = Figures()
    minimal, w3m = minimal_app(folder, WORDS, last_word(SIZE)), Program("w3m", ["w3m", str(page)], WORDS, leave=b"Q")
    for _ in range(tries):
        for program in (minimal, w3m):
            opens(figures, program)
    for program in (w3m, minimal):
        if (first := figures.median(program.name, "first")) is not None:
            yield program.name, first


def recorded(program: Program, text: str, key: bytes = b"", name: str = "", length: int = 0) -> Recording | None:
    """Run *program*, type *key* when *text* shows, and return the frames of so many milliseconds; None without a text."""
    if program.name.endswith("never seen"):
        program.emptied()
    with Run(program.command, size=(COLUMNS, ROWS), env=program.env) as run:
        first = run.until(text, 30)
        typed = (time.perf_counter() - run.started) * 1000
        run.press(key)
        while not run.ended and (left := run.started + length / 1000 - time.perf_counter()) > 0:
            run.read(left)
        frames = list(changes(run, length))
        run.settle(1.0)
        run.press(b"g")
        run.settle(0.5)
        run.quit(b"q")
    return None if first is None else Recording(frames, first, typed, name, length)


def changes(run: Run, length: int) -> Iterator[tuple[float, Cells]]:
    """Yield each frame of the first *length* milliseconds that shows something else than the one before, and the last of a moment."""
    seen: Cells = []
    waiting: tuple[float, Cells] | None = None
    for when, screen in run.frames():
        if when > length:
            break
        if waiting and when - waiting[0] > TOGETHER:
            yield waiting
            waiting = None
        if (cells := screen.cells()) != seen:
            seen, waiting = cells, (waiting[0] if waiting else when, cells)
    if waiting:
        yield waiting


def svg(title: str, recording: Recording, marks: list[tuple[str, float]]) -> str:
    """Return the picture of a recording: a line of time, then its frames, row by row."""
    across, down = COLUMNS * WIDTH + GAP, ROWS * HEIGHT + 2 * GAP + 8
    rows = -(-len(recording.frames) // ACROSS)
    width, height = ACROSS * across + GAP, TOP + rows * down
    parts = [HEAD.format(width=width, height=height, gap=GAP, title=escape(title))]
    told = {round(recording.typed): f"{recording.key} typed"}
    parts += timeline(width, recording, marks)
    for number, (when, cells) in enumerate(recording.frames):
        left, top = GAP + number % ACROSS * across, TOP + number // ACROSS * down
        before = recording.frames[number - 1][0] if number else 0
        keys = "".join(f", {said} at {at} ms" for at, said in told.items() if before <= at < when)
        parts.append(f'<text x="{left}" y="{top + 12}">{when:.0f} ms{escape(keys)}</text>')
        parts.append(f'<svg x="{left}" y="{top + 18}" width="{COLUMNS * WIDTH}" height="{ROWS * HEIGHT}">')
        parts += drawn(cells)
        parts.append("</svg>")
    return "\n".join([*parts, "</svg>\n"])


def timeline(width: int, recording: Recording, marks: list[tuple[str, float]]) -> Iterator[str]:
    """Yield a line of time with a stroke for each frame, for the key, and for the first text of other programs."""
    length = recording.length
    begin, scale = GAP, (width - 2 * GAP) / length
    yield f'<line x1="{begin}" y1="52" x2="{width - GAP}" y2="52" stroke="#999999"/>'
    for at in range(0, length + 1, max(100, length // 500 * 100)):
        anchor = "start" if at == 0 else "end" if at == length else "middle"
        yield f'<text x="{begin + at * scale:.0f}" y="70" fill="#777777" text-anchor="{anchor}">{at} ms</text>'
    for when, _ in recording.frames:
        yield f'<rect x="{begin + when * scale - 1:.0f}" y="44" width="3" height="16" fill="#2472c8"/>'
    yield f'<circle cx="{begin + recording.typed * scale:.0f}" cy="52" r="4" fill="#cd3131"/>'
    for name, when in marks:
        at, late = begin + min(when, length) * scale, when > length
        said = escape(f"{name}: {when:.0f} ms")
        anchor = "end" if late or when > length * 0.7 else "start"
        yield f'<line x1="{at:.0f}" y1="40" x2="{at:.0f}" y2="60" stroke="#777777" stroke-dasharray="2"/>'
        yield f'<text x="{at:.0f}" y="38" fill="#777777" text-anchor="{anchor}">{said}</text>'


def drawn(cells: Cells) -> Iterator[str]:
    """Yield the elements of a screen: a ground, then each run of cells that look alike."""
    yield f'<rect width="100%" height="100%" fill="{PAPER}"/>'
    for y, row in enumerate(cells):
        x = 0
        wide = [not after.data for after in row[1:]] + [False]
        for look, run in groupby(zip(row, wide, strict=True), key=_look):
            group = [cell for cell, _ in run]
            yield from _run_of(x, y, "".join(cell.data for cell in group), len(group), look)
            x += len(group)


def _look(found: tuple[Char, bool]) -> tuple[str, str, bool, bool, bool, bool]:
    """Return what cells must share to be drawn as one text; a font seldom has wide characters of two cells."""
    cell, wide = found
    ink, ground = _colour(cell.fg, INK), _colour(cell.bg, PAPER)
    inks = (ground, ink) if cell.reverse else (ink, ground)
    return *inks, cell.bold, cell.italics, cell.underscore, wide or not cell.data


def _colour(name: str, default: str) -> str:
    if name == "default":
        return default
    return NAMED.get(name.removeprefix("bright"), f"#{name}")


def _run_of(x: int, y: int, text: str, length: int, look: tuple[str, str, bool, bool, bool, bool]) -> Iterator[str]:
    ink, ground, bold, italic, underlined, _ = look
    if ground != PAPER:
        box = f'x="{x * WIDTH}" y="{y * HEIGHT}" width="{length * WIDTH}" height="{HEIGHT}"'
        yield f'<rect {box} fill="{ground}" shape-rendering="crispEdges"/>'
    if text.strip():
        before = len(text) - len(text.lstrip())
        style = ' font-weight="bold"' * bold + ' font-style="italic"' * italic
        style += ' text-decoration="underline"' * underlined
        shown = length - before - (len(text) - len(text.rstrip()))
        place = f'x="{(x + before) * WIDTH}" y="{y * HEIGHT + 11}" textLength="{shown * WIDTH}"'
        yield f'<text {place} fill="{ink}" xml:space="preserve"{style}>{escape(text.strip())}</text>'


if __name__ == "__main__":
    main()
