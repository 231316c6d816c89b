"""The benchmarks still fit the program, and the document they write is whole even where nothing could be measured."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"
REPORT = """
from stopwatch.figures import Figures
from stopwatch.report import About, report
figures = Figures()
figures.note("termread, kept", first=50, key=100)
figures.note("before, kept", first=40, key=200)
figures.note("w3m", first=25)
figures.miss("termread, shelf of 12", "first", "no row came within 60 s")
print(report(figures, About.now(5, "w3m", 60.0)))
"""


def run(*arguments: str) -> str:
    """Return what Python prints for the *arguments*, among the benchmarks."""
    env = {**os.environ, "PYTHONPATH": str(BENCHMARKS)}
    done = subprocess.run([sys.executable, *arguments], capture_output=True, text=True, env=env, check=False)
    assert not done.returncode, done.stderr
    return done.stdout


@pytest.mark.slow
@pytest.mark.parametrize("script", sorted(BENCHMARKS.glob("*.py")), ids=lambda path: path.stem)
def test_a_benchmark_imports_only_what_is_there(script):
    run("-c", "import runpy, sys; runpy.run_path(sys.argv[1], run_name='loaded')", str(script))


def test_the_report_fills_every_slot_and_gives_a_reason_for_each_goal_without_a_figure():
    text = run("-c", REPORT)
    assert "<!--" not in text
    assert "| kept article: first text | x w3m | ≤ 1.6 | ≤ 1.3 | 1.6 | 2 | 1.25 | **missed** |" in text
    assert "not measured: termread, shelf of 12: no row came within 60 s" in text
    assert "| kept | **1.25** |" in text
