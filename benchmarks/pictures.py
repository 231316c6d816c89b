"""How fast a photograph shows: decoded in the child beside Pillow alone, and from `i` to pixels beside chafa.

`python benchmarks/pictures.py [PICTURE]`; without one, a JPEG of 2 MB is made. It prints medians and the two ratios.
"""

from __future__ import annotations

import argparse
import io
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

from PIL import Image
from stopwatch.run import Run

from termread.engine.drawing import draw_picture
from termread.engine.messages import Drawing, Order

CELLS = 60, 35
"""Columns and rows of the picture."""
ROUNDS = 9
LIMIT = 10.0
"""Seconds that a picture may take to show."""
SHOWN = 0.02
"""Seconds without a byte after which a picture is whole."""


def photograph(path: Path) -> None:
    """Write a JPEG of twelve million pixels and some 2 MB."""
    noise = Image.effect_noise((1600, 1200), 60).resize((4000, 3000), Image.Resampling.BICUBIC)
    slope = Image.radial_gradient("L").resize((4000, 3000))
    Image.merge("RGB", (noise, slope, slope.transpose(Image.Transpose.ROTATE_180))).save(path, quality=60)


def processor_time(act: Callable[[], object]) -> float:
    """Return the milliseconds of processor time that *act* takes here and in what it runs."""
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    before = [resource.getrusage(kind) for kind in kinds]
    act()
    after = [resource.getrusage(kind) for kind in kinds]
    return 1000 * sum(b.ru_utime + b.ru_stime - a.ru_utime - a.ru_stime for a, b in zip(before, after, strict=True))


def by_pillow(data: bytes) -> None:
    """Scale as Pillow itself does."""
    image = Image.open(io.BytesIO(data))
    size = CELLS[0], 2 * CELLS[1]
    image.draft("RGB", size)
    image.thumbnail(size)


def decoding(data: bytes) -> None:
    """Print what each drawing costs in the child beside Pillow's own scaling."""
    cells = Order("x", "picture", width=CELLS[0], height=2 * CELLS[1])
    pixels = {"width": 10 * CELLS[0], "height": 20 * CELLS[1], "row_pixels": 20}
    drawings: tuple[Drawing, ...] = ("whole", "sixel", "strips")
    orders = [cells, *(Order("x", "picture", drawing=drawing, **pixels) for drawing in drawings)]
    taken: dict[str, list[float]] = {}
    for _ in range(ROUNDS):
        taken.setdefault("Pillow", []).append(processor_time(lambda: by_pillow(data)))
        for order in orders:
            taken.setdefault(order.drawing, []).append(processor_time(lambda order=order: draw_picture(data, order)))
    for name, times in taken.items():
        print(f"{name:>8} {median(times):7.1f} ms CPU")
    print(f"cells / Pillow: {median(taken['cells']) / median(taken['Pillow']):.2f} (at most 1.5)")


def until_shown(run: Run, signs: int) -> float:
    """Return the seconds until a picture of more than *signs* half blocks is written and nothing follows."""
    begun, since = time.perf_counter(), len(run.text)
    last = begun
    while time.perf_counter() - begun < LIMIT:
        if run.read(SHOWN):
            last = run.heard
        elif run.text.count("▀", since) + run.text.count("▄", since) > signs:
            return last - begun
    raise SystemExit("the picture did not show")


READ = 1.0
"""Seconds that the question takes to be read that the first `i` asks."""


def from_key(picture: Path, folder: Path, way: str) -> float:
    """Return the seconds from a key to a whole picture in termread, by *way*.

    They are `i` where images were off, so that the child has yet to start; `i again`, with the child there; and `y`, the
    answer to what the first `i` asks.
    """
    home = Path(tempfile.mkdtemp(dir=folder))  # a new one each time, as what `i` did last is remembered
    (home / "config").mkdir()
    (home / "config" / "config.toml").write_text(f'[page]\npictures = "{"ask" if way == "y" else "off"}"\n')
    page = folder / "page.html"
    words = "<p>The harbor wakes before the town does, and boats come in with the tide. </p>" * 9
    page.write_text(f'<title>A photograph</title><article><h1>A photograph</h1><img src="{picture}">{words}</article>')
    command = [sys.executable, "-m", "termread", str(page)]
    with Run(command, (CELLS[0] + 10, CELLS[1] + 15), {"TERMREAD_HOME": str(home)}) as run:
        run.until("A photograph", LIMIT)
        run.settle(0.7)
        if way == "i again":
            run.press(b"i")
            until_shown(run, 99)
            run.press(b"i")
        if way != "i":
            run.press(b"i" if way == "y" else b"")
            run.settle(READ)
        run.press(b"y" if way == "y" else b"i")
        return until_shown(run, 99)


def by_chafa(picture: Path, _: Path) -> float:
    """Return the seconds until chafa has drawn the picture in cells of half blocks."""
    command = [
        "chafa",
        "-f",
        "symbols",
        "--symbols",
        "vhalf",
        "-c",
        "full",
        "-s",
        f"{CELLS[0]}x{CELLS[1]}",
        str(picture),
    ]
    with Run(command, (CELLS[0] + 10, CELLS[1] + 15)) as run:
        begun = run.started
        while run.read(1):
            pass
        return run.heard - begun


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("picture", nargs="?", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        picture = given.picture or folder / "photograph.jpg"
        if given.picture is None:
            photograph(picture)
        print(
            f"{picture.name}: {picture.stat().st_size / 1e6:.1f} MB, to {CELLS[0]} x {CELLS[1]} cells, {os.cpu_count()} cores"
        )
        decoding(picture.read_bytes())
        if not shutil.which("chafa"):
            raise SystemExit("chafa is not installed")
        ways: dict[str, Callable[[], float]] = {
            "chafa": lambda: by_chafa(picture, folder),
            **{way: partial(from_key, picture, folder, way) for way in ("i", "i again", "y")},
        }
        taken: dict[str, list[float]] = {way: [] for way in ways}
        for _ in range(ROUNDS):
            for way, time_it in ways.items():
                taken[way].append(1000 * time_it())
        for way, times in taken.items():
            ratio = median(mine / theirs for mine, theirs in zip(times, taken["chafa"], strict=True))
            print(f"{way:>8} {median(times):7.1f} ms, {ratio:.2f} of chafa (at most 1.2)")
        version = subprocess.run(["chafa", "--version"], capture_output=True, text=True, check=True).stdout
        print(version.splitlines()[0])


if __name__ == "__main__":
    main()
