"""What was measured of each program, and why what was not measured is missing."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from statistics import median


class Figures:
    """Values by program and by what was measured, one a round."""

    def __init__(self) -> None:
        self.values: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
        self.missing: dict[tuple[str, str], list[str]] = defaultdict(list)

    def note(self, program: str, **found: float | None) -> None:
        """Keep what was found of *program* in this round."""
        for figure, value in found.items():
            if value is not None:
                self.values[program][figure].append(value)

    def miss(self, program: str, figure: str, reason: str) -> None:
        """Keep why a figure did not come this time."""
        self.values[program]  # it has a row in the tables all the same
        self.missing[program, figure].append(reason)

    def wanted(self, program: str, figure: str, value: float | None, reason: str) -> bool:
        """Keep *value*, or *reason* where it is None; return whether it came."""
        if value is None:
            self.miss(program, figure, reason)
        else:
            self.note(program, **{figure: value})
        return value is not None

    def all(self, program: str, figure: str) -> list[float]:
        """Return the value of every round in which it came."""
        return self.values[program].get(figure, []) if program in self.values else []

    def median(self, program: str, figure: str) -> float | None:
        """Return the median over the rounds, None where it was never measured."""
        values = self.all(program, figure)
        return median(values) if values else None

    def noise(self) -> float:
        """Return how many times its fastest the slowest first text of a program was: the median over programs."""
        first = [found["first"] for found in self.values.values() if len(found.get("first", ())) > 1]
        return median(max(values) / min(values) for values in first) if first else 1.0

    def save(self, path: Path) -> None:
        """Write all of it to *path*, as JSON."""
        missing = [[program, figure, reasons] for (program, figure), reasons in self.missing.items()]
        path.write_text(json.dumps({"values": self.values, "missing": missing}, indent=1), encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> Figures:
        """Return what was saved in *path*."""
        found, figures = json.loads(path.read_text(encoding="utf-8")), cls()
        for program, values in found["values"].items():
            figures.values[program].update(values)
        for program, figure, reasons in found["missing"]:
            figures.missing[program, figure] += reasons
        return figures


def cell(value: float | None) -> str:
    """Return three digits of *value*, a dash for none."""
    return "–" if value is None else f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
