"""What a field of the header may be, where each candidate stands, and why all but one of them lost."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar

from termread.values import dataclass, replace

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class FieldCandidate(Generic[Value]):
    """A value that a field may have, the place that says so, and why it was not taken."""

    value: Value
    by: str
    lost: str = ""
    """The reason why it cannot be or was not taken; empty for the one that was."""


def choose(
    candidates: Iterable[FieldCandidate[Value]], *, every: bool
) -> tuple[FieldCandidate[Value] | None, tuple[FieldCandidate[Value], ...]]:
    """Return the first of *candidates* that no reason speaks against, and all of them with why they lost.

    Candidates are looked for only until one can be taken, unless *every* one is asked for.
    """
    taken: FieldCandidate[Value] | None = None
    seen: list[FieldCandidate[Value]] = []
    for candidate in candidates:
        if taken is not None and not candidate.lost:
            same = candidate.value == taken.value
            candidate = replace(candidate, lost="the same" if same else f"{taken.by} is surer")
        elif not candidate.lost:
            taken = candidate
        seen.append(candidate)
        if taken is not None and not every:
            break
    return taken, tuple(seen)
