"""What is done with a program in a terminal, and what is noted of it. Nothing here waits for ever."""

from __future__ import annotations

import os
import shlex
import signal
import sqlite3
import subprocess
import threading
import time
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from stopwatch.figures import Figures
from stopwatch.programs import Program
from stopwatch.run import Run, idle, surroundings

FIRST, WHOLE, KEY, ENDED = 60, 120, 10, 60
"""Seconds that the first text, the rest of the text, the answer to a key, and a command that prints may take."""
COMING = "more is coming"
"""What termread says while only the beginning of a large page is there."""
TURN = 100
"""Presses of a key that a program has at its turn."""
REST = 5
"""Seconds that nothing is typed."""


def prints(figures: Figures, name: str, command: list[str], env: dict[str, str] | None = None) -> None:
    """Time a command that prints and ends, and take its processor time."""
    begun = time.perf_counter()
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, env=surroundings(env), stdout=quiet, stderr=quiet, start_new_session=True) as run:
        limit = threading.Timer(ENDED, os.killpg, (run.pid, signal.SIGKILL))
        limit.start()
        _, status, used = os.wait4(run.pid, 0)
        limit.cancel()
        run.returncode = os.waitstatus_to_exitcode(status)
    if run.returncode:
        figures.miss(name, "first", f"it ended with {run.returncode}")
        return
    figures.note(name, first=(time.perf_counter() - begun) * 1000, cpu=(used.ru_utime + used.ru_stime) * 1000)


def through_pipe(*command: str) -> list[str]:
    """Return a command whose output goes to a pipe."""
    return ["sh", "-c", f"{shlex.join(command)} | cat"]


def opened(figures: Figures, program: Program, run: Run) -> bool:
    """Wait for the first text, and for the rest where that counts; return whether all came."""
    for words, keys in program.way:
        if run.until(words, KEY) is None:
            figures.miss(program.name, "first", f"“{words}”, on the way to the text, did not show")
            return False
        run.press(keys)
    first = run.until(program.text, FIRST)
    if not figures.wanted(program.name, "first", first, f"the first text did not come within {FIRST} s"):
        return False
    if program.home is None:
        return True
    whole = run.without(COMING, WHOLE)
    if whole is not None and (whole := kept(run, program.home, whole)) is None:
        figures.miss(program.name, "whole", f"only the beginning came, and “{' '.join(run.look().rows()[-1].split())}”")
        return False
    run.settle(0.4)
    return figures.wanted(program.name, "whole", whole, f"the rest of the text did not come within {WHOLE} s")


def kept(run: Run, home: Path, shown: float) -> float | None:
    """Return when all that was *shown* is kept too, in milliseconds since the start; None where it never is."""
    for _ in range(KEY * 50):
        if holds_text(home):
            return shown
        run.read(0.02)
        shown = (time.perf_counter() - run.started) * 1000
    return None


def holds_text(home: Path) -> bool:
    """Return whether a library below *home* keeps an article with its text."""
    for path in home.rglob("library.db"):
        with (
            suppress(sqlite3.Error),
            closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=KEY)) as library,
        ):
            return bool(library.execute("SELECT count(*) FROM entries WHERE has_text").fetchone()[0])
    return False


def opens(figures: Figures, program: Program) -> None:
    """Time one opening: the first text, the rest, a key that leads to the end, and quitting."""
    with Run(program.command, env=program.env) as run:
        if not opened(figures, program, run):
            return
        written, pressed = len(run.text), (time.perf_counter() - run.started) * 1000
        run.press(program.end)
        obeyed = run.until(program.last_word, KEY, since=written)
        if figures.wanted(program.name, "key", obeyed, f"the last word did not show within {KEY} s of the key for it"):
            figures.note(program.name, jump=(obeyed or 0) - pressed)
        run.settle()
        run.press(program.top)
        run.settle()
        left = run.quit(program.leave)
        if figures.wanted(program.name, "quit", left, "it did not end within 5 s of the key for it"):
            figures.note(program.name, modes=run.left_modes())


def rests(figures: Figures, programs: list[Program]) -> None:
    """Open all of the *programs*, go to the end in each, type nothing, and note what they take and do meanwhile."""
    with ExitStack() as stack:
        runs = []
        for program in programs:
            run = stack.enter_context(Run(program.command, env=program.env))
            if opened(Figures(), program, run):
                run.press(program.end)
                run.settle()
                runs.append((program, run))
            else:
                figures.miss(program.name, "memory", "its text did not come")
        time.sleep(1)
        for _, run in runs:
            run.settle(0.1)
        for (program, run), (written, share) in zip(runs, idle([run for _, run in runs], REST), strict=True):
            figures.note(program.name, idle_bytes=written, idle_cpu=share * 100)
            figures.note(program.name, memory=run.memory(), child=run.children_memory())
        for program, run in runs:
            run.press(program.top)
        time.sleep(1)
        for program, run in runs:
            run.settle(0.05)
            run.quit(program.leave)


@dataclass
class Steps:
    """Latencies in milliseconds and bytes of a series of presses of a key, and the key that leads back."""

    key: bytes
    back: bytes
    ms: list[float] = field(default_factory=list)
    bytes: list[int] = field(default_factory=list)
    cpu: float = 0.0
    """Seconds of CPU that all of them took."""
    pressed: int = 0
    _reach: int = 0

    def take(self, run: Run, count: int) -> None:
        """Type the key *count* times.

        Where the end was met it turns, and turns again as many steps later, so that no more presses are lost on an end.
        """
        before, straight = run.cpu(), 0
        for _ in range(count):
            ms, written = run.step(self.key)
            if written:
                self.ms.append(ms)
                self.bytes.append(written)
                straight += 1
            if not written or straight == self._reach:
                self._reach = max(self._reach, straight)
                self.key, self.back, straight = self.back, self.key, 0
        self.cpu += run.cpu() - before
        self.pressed += count

    def percentile(self, part: float) -> float | None:
        """Return the latency that *part* of the presses stay within."""
        ordered = sorted(self.ms)
        return ordered[min(len(ordered) - 1, int(part * len(ordered)))] if ordered else None

    def figures(self, kind: str) -> dict[str, float | None]:
        """Return what is known of them, each by its name with *kind* before it."""
        return {
            f"{kind}_p50": self.percentile(0.5),
            f"{kind}_p95": self.percentile(0.95),
            f"{kind}_p99": self.percentile(0.99),
            f"{kind}_max": self.percentile(1),
            f"{kind}_bytes": median(self.bytes) if self.bytes else None,
            f"{kind}_cpu": self.cpu * 1000 / self.pressed if self.pressed else None,
        }


def scrolls(figures: Figures, programs: list[Program], turns: int) -> None:
    """Open all of the *programs* and scroll them by lines and by pages, turn about, *turns* times."""
    with ExitStack() as stack:
        scrolled = []
        for program in programs:
            run = stack.enter_context(Run(program.command, env=program.env))
            if opened(Figures(), program, run):
                run.settle(0.5)
                scrolled.append((program.name, run, {"line": Steps(b"j", b"k"), "page": Steps(b" ", b"b")}))
            else:
                figures.miss(program.name, "line_p50", "its text did not come")
        for kind in ("line", "page"):
            for _ in range(turns):
                for _, run, steps in scrolled:
                    steps[kind].take(run, TURN)
        for name, run, steps in scrolled:
            for kind, taken in steps.items():
                figures.note(name, **taken.figures(kind))
            run.press(b"g")
            run.settle(0.2)
            run.quit(b"q")


def reflows(figures: Figures, program: Program) -> None:
    """Give the terminal another size a few times."""
    with Run(program.command, env=program.env) as run:
        if not opened(Figures(), program, run):
            figures.miss(program.name, "resize", "its text did not come")
            return
        run.settle(0.5)
        for columns, rows in ((80, 24), (100, 40)) * 3:
            right = run.reflow(columns, rows)
            figures.wanted(program.name, "resize", right, "nothing was written upon another size of the terminal")
        run.quit(program.leave)
