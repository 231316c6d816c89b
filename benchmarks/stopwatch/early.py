"""What a program does with the keys that are typed before it is quite there: moves, leaves, opens from the shelf."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path

from stopwatch.figures import Figures
from stopwatch.measures import FIRST, KEY, opened
from stopwatch.programs import Program
from stopwatch.run import Run
from stopwatch.screen import Screen

KEYS = {"space": b" ", "j": b"j", "G": b"G", "slash": b"/"}
"""The first keys that a reader may type, each by the name that its figure ends with."""
LEAVING = {"q": b"q", "ctrl_c": b"\x03"}
DELAYS = (0, 100, 250)
"""Milliseconds from the start to the key that leaves."""
LOST = 3
"""Seconds after the first rows by which a key is lost that was typed before them."""
APART = 0.01
"""Seconds between keys that are typed one by one."""
Holds = Callable[[Screen], bool]


class Home:
    """What a program has kept, as it was when this was made: every run can begin with the same."""

    def __init__(self, program: Program) -> None:
        self.path = Path(program.env["TERMREAD_HOME"])
        self.copy = self.path.with_name(self.path.name + ", as it was")
        shutil.rmtree(self.copy, ignore_errors=True)
        shutil.copytree(self.path, self.copy)

    def restore(self) -> None:
        """Bring it back, with the times of its files."""
        shutil.rmtree(self.path, ignore_errors=True)
        shutil.copytree(self.copy, self.path)


def led_to(program: Program) -> dict[str, Holds]:
    """Return for each first key how to tell the screen that it must lead to, learned from a program long awake."""
    found: dict[str, Holds] = {"slash": lambda screen: screen.rows()[-1].strip().startswith("/")}
    with Run(program.command, env=program.env) as run:
        if not opened(Figures(), program, run):
            return found
        run.settle(1.0)
        for key in ("space", "j", "G"):
            run.press(KEYS[key])
            run.settle(0.5)
            text = text_of(run.look())
            found[key] = lambda screen, text=text: text_of(screen) == text  # type: ignore[misc]
            run.press(b"g")
            run.settle(0.5)
        run.quit(program.leave)
    return found


def text_of(screen: Screen) -> list[str]:
    """Return the text of *screen* without its spaces, its last row and its scrollbar."""
    return ["".join(row.split()) for row in screen.rows(margin=2)[:-1]]


def first_key(figures: Figures, program: Program, key: str, holds: Holds | None) -> None:
    """Type *key* as soon as the first text shows, and time until the screen is as *holds* wants it, from the start."""
    figure = f"key_{key}"
    if holds is None:
        figures.miss(program.name, figure, "what the key leads to could not be learned")
        return
    with Run(program.command, env=program.env) as run:
        if not opened(figures, program, run):
            figures.miss(program.name, figure, f"the first text did not come within {FIRST} s")
            return
        before = len(run.raw)
        run.press(KEYS[key])
        when = run.comes(holds, KEY, since=before)
        if not figures.wanted(program.name, figure, when, f"what it leads to did not show within {KEY} s"):
            return
        run.settle(0.6, 3)
        if not holds(run.look()):
            figures.miss(program.name, figure, "it was obeyed, and undone again as the program awoke")
        run.press(b"\x1b" if key == "slash" else b"")
        run.settle(0.1)
        run.quit(program.leave)


def leaves(figures: Figures, program: Program, key: str, delay: int) -> None:
    """Type a key that leaves *delay* milliseconds after the start, and time from there to the end of the program."""
    with Run(program.command, env=program.env) as run:
        end = run.started + delay / 1000
        while (left := end - time.perf_counter()) > 0 and not run.ended:
            run.read(left)
        taken = run.quit(LEAVING[key])
        figure = f"leave_{key}_{delay}"
        if figures.wanted(program.name, figure, taken, "it did not end within 5 s of the key for it"):
            figures.note(program.name, modes=run.left_modes())


def first_rows(figures: Figures, program: Program, entries: int) -> None:
    """Time until the title of the first entry shows."""
    with Run(program.command, env=program.env) as run:
        first = run.until(f"Harbour note {entries - 1:05}", FIRST)
        figures.wanted(program.name, "first", first, f"no row came within {FIRST} s")
        run.settle(0.5)
        run.quit(program.leave)


def tries(entries: int) -> dict[str, tuple[bytes, Holds]]:
    """Return what is typed on the shelf before it shows, and how to tell the screen that it leads to.

    Enter opens the first entry, `j` goes down to the second before, `/` asks for words.
    """
    return {
        "enter": (b"\r", lambda screen: screen.shows(f"Words of note {entries - 1:05} begin")),
        "j_enter": (b"j\r", lambda screen: screen.shows(f"Words of note {entries - 2:05} begin")),
        # A terminal that nobody has taken yet shows what is typed too, but at its top.
        "slash": (b"/0007", lambda screen: "".join(screen.rows()[-1].split()) == "/0007"),
    }


def typed_ahead(figures: Figures, program: Program, entries: int, way: str, *, apart: bool) -> None:
    """Type before the shelf shows, at once or with the keys *apart*; note 1 where all is obeyed in order, else 0."""
    keys, holds = tries(entries)[way]
    with Run(program.command, env=program.env) as run:
        for key in keys:
            run.press(bytes([key]))
            if apart:
                time.sleep(APART)
        run.until("Harbour note", FIRST)
        shown = run.comes(holds, LOST)
        figures.note(program.name, **{f"obeyed_{way}": float(shown is not None)})
