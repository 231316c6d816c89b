"""What a page step costs with three pictures in sight, by protocol, beside one without: CPU, bytes, and when pixels show.

`python benchmarks/pixels.py`. The terminals take their steps in turn; the medians of CPU time, as the scheduler counts it, are
little disturbed by what else runs, but the time until pixels show is. Read the ratios.
"""

from __future__ import annotations

import argparse
import os
import re
import select
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from terminal import Terminal, termread

NAME = "\x1bP>|{}\x1b\\\x1b[6;20;10t"
ANSWERS = {
    "no pictures": "",
    "half blocks": "\x1b[?62;c",
    "kitty": "\x1b_Gi=31;OK\x1b\\" + NAME.format("kitty(0.26.5)") + "\x1b[?62;c",
    "kitty_unicode": "\x1b_Gi=31;OK\x1b\\" + NAME.format("kitty(0.42.0)") + "\x1b[?62;c",
    "sixel": NAME.format("a terminal") + "\x1b[?1;0;256S\x1b[?62;4c",
    "iterm2": NAME.format("iTerm2 3.4.19") + "\x1b[?62;4c",
}
DRAWN = {
    "half blocks": "▀".encode(),
    "kitty": b"a=p,i=",
    "kitty_unicode": "\U0010eeee".encode(),
    "sixel": b"\x1bP0;1;0q",
    "iterm2": b"\x1b]1337;File=",
}
LATE = "sixel", "iterm2"
PLAIN = "no pictures"
ROWS, STEPS = 44, 7
PIXELS = re.compile(rb"\x1bP0;1;0q[^\x1b]*\x1b\\|\x1b\]1337;File=[^\x07]*\x07|(?:\x1b_G[^\x1b]*\x1b\\)")


def make_page(folder: Path, *, pictures: bool) -> str:
    """Write an article of which every screen has three pictures, like photographs, and return its path."""
    from PIL import Image, ImageChops

    parts = []
    for number in range(3 * STEPS):
        if pictures:
            base = Image.effect_mandelbrot((900, 225), (-2.2 + number / 90, -1, 0.6, 1), 60)
            noise = Image.effect_noise((900, 225), 24)
            bands = (base, ImageChops.add(base, noise, 2), ImageChops.invert(base))
            Image.merge("RGB", bands).save(folder / f"{number}.jpg", quality=85)
            parts.append(f'<figure><img src="{number}.jpg" width="900" height="225"></figure>')
        parts.append(f"<p>Paragraph {number} tells of a harbour where boats come in with the tide.</p>")
        if not pictures:
            parts.append(f"<p>{f'And number {number} goes on about the market at its side. ' * 9}</p>")
    path = folder / "page.html"
    path.write_text(f"<title>A story</title><article><h1>A story</h1>{''.join(parts)}</article>")
    return str(path)


def cpu(terminal: Terminal) -> float:
    """Return the CPU seconds of the screen process so far."""
    threads = Path(f"/proc/{terminal.process.pid}/task").glob("*/schedstat")
    return sum(int(thread.read_text().split()[0]) for thread in threads) / 1e9


def drain(terminal: Terminal, quiet: float) -> tuple[bytes, float]:
    """Take all that is written until nothing comes for *quiet* seconds; return it, and when the last of it came."""
    taken, last = [], 0.0
    while select.select([terminal.master], [], [], quiet)[0]:
        taken.append(os.read(terminal.master, 1 << 20))
        last = time.monotonic()
    return b"".join(taken), last


def begin(kind: str, terminal: Terminal) -> None:
    """Answer as a terminal of this *kind*, and go through the page once, so that all pictures are there."""
    terminal._stream.feed = lambda _: None  # the model of the screen takes longer than the program
    terminal.wait_for_output(b"A story")
    terminal.press("g")
    if kind in DRAWN:
        terminal.wait_for_output(b"\x1b[>q")
        terminal.press("\x1b[?2026;2$y" + ANSWERS[kind])
        terminal.wait_for_output(DRAWN[kind])
    for key in STEPS * " " + 4 * "b":
        terminal.press(key)
        drain(terminal, 0.5)


def step(kind: str, terminal: Terminal, key: str) -> tuple[float, int, float, int]:
    """Press *key*; return the CPU seconds and the bytes of that, and when the last of the pixels came, with their bytes."""
    before, pressed = cpu(terminal), time.monotonic()
    terminal.press(key)
    written, last = drain(terminal, 0.3)
    pixels = sum(map(len, PIXELS.findall(written))) if kind in LATE else 0
    return cpu(terminal) - before, len(written), last - pressed if pixels else 0.0, pixels


def measure(kinds: Sequence[str], pages: dict[bool, str], rounds: int) -> None:
    """Print what a step costs by each of the *kinds*, which take their steps in turn, so that a busy machine slows all."""
    taken: dict[str, list[tuple[float, int, float, int]]] = {kind: [] for kind in kinds}
    with ExitStack() as opened:
        terminals = {
            kind: opened.enter_context(termread(pages[kind != PLAIN], rows=ROWS, columns=100)) for kind in kinds
        }
        for kind, terminal in terminals.items():
            begin(kind, terminal)
        for number in range(rounds):
            for kind, terminal in terminals.items():
                taken[kind].append(step(kind, terminal, "  bb"[number % 4]))
        for terminal in terminals.values():
            terminal.press("q")
            drain(terminal, 0.1)
            terminal.end()
    plain = median(work for work, *_ in taken[PLAIN])
    print("| | ms of CPU a step | x without | KB a step | ms from the key to the last pixel | most | KB of pixels |")
    print("|---|---|---|---|---|---|---|")
    for kind, steps in taken.items():
        work, size, _, pixels = (median(values) for values in zip(*steps, strict=True))
        late = [1000 * seconds for _, _, seconds, count in steps if count] or [0]
        print(
            f"| {kind} | {1000 * work:.2f} | {work / plain:.2f} | {size / 1000:.1f}"
            f" | {median(late):.0f} | {max(late):.0f} | {pixels / 1000:.0f} |"
        )


def main() -> None:
    """Measure each protocol and print a table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--kinds", default=",".join(ANSWERS), help="which, separated by commas")
    options.add_argument("--rounds", type=int, default=40, help="how many steps each takes")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["TERMREAD_HOME"] = f"{folder}/home"
        Path(folder, "home", "config").mkdir(parents=True)
        Path(folder, "home", "config", "config.toml").write_text('[page]\npictures = "on"\n')
        pages = {}
        for pictures in (True, False):
            place = Path(folder, str(pictures))
            place.mkdir()
            pages[pictures] = make_page(place, pictures=pictures)
        measure(list(dict.fromkeys([PLAIN, *chosen.kinds.split(",")])), pages, chosen.rounds)


if __name__ == "__main__":
    main()
