"""Many presses of one key: what each takes."""

from __future__ import annotations

from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stopwatch import Run


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
