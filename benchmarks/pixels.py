"""What a page step costs with three pictures in sight, by protocol, beside one without: CPU, bytes, and when pixels show.

Run it with nothing else on the machine: `python benchmarks/pixels.py`. Read the ratios.
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import sys
import tempfile
import time
from pathlib import Path

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


def measure(kind: str, page: str) -> dict[str, float]:
    """Return what a step costs on *page* where the terminal answers as one of this *kind*."""
    with termread(page, rows=ROWS, columns=100) as terminal:
        terminal._stream.feed = lambda _: None  # the model of the screen takes longer than the program
        terminal.wait_for_output(b"A story")
        terminal.press("g")
        if kind in DRAWN:
            terminal.wait_for_output(b"\x1b[>q")
            terminal.press("\x1b[?2026;2$y" + ANSWERS[kind])
            terminal.wait_for_output(DRAWN[kind])
        for _ in range(STEPS):  # all pictures are there after this
            terminal.press(" ")
            terminal.settle(0.5)
        steps, late, sizes = [], [], []
        for key in "b " * 4:
            before = cpu(terminal)
            for _ in range(STEPS - 3):
                start = len(terminal.output)
                pressed = time.monotonic()
                terminal.press(key)
                terminal.settle(0.05 if kind in LATE else 0.15)
                drawn = len(terminal.output)
                if kind in LATE:
                    terminal.wait_until(lambda at=drawn: PIXELS.search(terminal.output, at))
                    late.append(time.monotonic() - pressed)
                    terminal.settle(0.06)
                sizes.append(len(terminal.output) - start)
            steps.append((cpu(terminal) - before) / (STEPS - 3))
        terminal.press("q")
        terminal.end()
    return {
        "ms of CPU a step": 1000 * statistics.median(steps),
        "KB a step": statistics.median(sizes) / 1000,
        "ms from the key to the first pixel": 1000 * statistics.median(late) if late else 0,
        "most": 1000 * max(late, default=0),
    }


def main() -> None:
    """Measure each protocol and print a table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--kinds", default=",".join(ANSWERS), help="which, separated by commas")
    kinds = options.parse_args().kinds.split(",")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["TERMREAD_HOME"] = f"{folder}/home"
        Path(folder, "home", "config").mkdir(parents=True)
        Path(folder, "home", "config", "config.toml").write_text('[page]\npictures = "on"\n')
        pages = {}
        for pictures in (True, False):
            place = Path(folder, str(pictures))
            place.mkdir()
            pages[pictures] = make_page(place, pictures=pictures)
        plain = 0.0
        print("| | ms of CPU a step | x without | KB a step | ms from the key to the first pixel | most |")
        print("|---|---|---|---|---|---|")
        for kind in ("no pictures", *(each for each in kinds if each != "no pictures")):
            row = measure(kind, pages[kind != "no pictures"])
            work, size, first, most = row.values()
            plain = plain or work
            print(f"| {kind} | {work:.2f} | {work / plain:.2f} | {size:.1f} | {first:.0f} | {most:.0f} |", flush=True)


if __name__ == "__main__":
    main()
