"""How many instructions a Python statement takes: the one figure that no other program on the machine can change."""

from __future__ import annotations

import re
import shutil
import subprocess
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from stopwatch.run import surroundings

PATIENCE = 180
"""Seconds that a count may take; valgrind is thirty times as slow as the program alone."""
NO_COUNTER = "neither perf, where the processor lets it count, nor valgrind is there"


@cache
def counter() -> str:
    """Return "perf" where the processor's own counter can be read, else "valgrind", or "" where there is neither."""
    if shutil.which("perf") and _perf(["true"]) is not None:
        return "perf"
    return "valgrind" if shutil.which("valgrind") else ""


def instructions(python: str, source: str) -> float | None:
    """Return the instructions that *python* takes for *source*, in user space, with its own start; None if it fails."""
    command = [python, "-P", "-c", source]
    if counter() == "perf":
        counts = sorted(count for _ in range(5) if (count := _perf(command)) is not None)
        return counts[len(counts) // 2] if counts else None
    return _valgrind(command) if counter() else None


def _perf(command: list[str]) -> float | None:
    said = _run(["perf", "stat", "-x", ",", "-e", "instructions:u", *command])
    found = said and re.search(r"^(\d+),", said, re.MULTILINE)
    return float(found[1]) if found else None


def _valgrind(command: list[str]) -> float | None:
    with TemporaryDirectory() as folder:
        out = Path(folder, "out")
        said = _run(["valgrind", "--tool=cachegrind", "--cache-sim=no", f"--cachegrind-out-file={out}", *command])
    found = said and re.search(r"I\s+refs:\s+([\d,]+)", said)
    return float(found[1].replace(",", "")) if found else None


def _run(command: list[str]) -> str | None:
    env = surroundings({"PYTHONHASHSEED": "0"})
    try:
        done = subprocess.run(command, check=False, capture_output=True, text=True, env=env, timeout=PATIENCE)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return None if done.returncode else done.stderr
