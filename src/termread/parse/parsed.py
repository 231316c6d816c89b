"""The settings and the result of parsing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Generic, TypeVar

from termread.article import Article
from termread.values import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class SiteRule:
    """A user's rule for the pages of a host: CSS or XPath selectors, each a list of alternatives."""

    host: str
    body: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    date: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    next: tuple[str, ...] = ()
    user_agent: str | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings for parsing."""

    sites: Mapping[str, SiteRule] = field(default_factory=dict)
    """Site rules by host; a rule counts for the host's subdomains too."""
    max_elements: int = 100_000
    max_depth: int = 500
    candidates: bool = False
    """Whether to collect all candidates for title, authors and date, as `explain` needs."""


@dataclass(frozen=True, slots=True)
class Step:
    """A stage of parsing: its name, what it found, and its time in milliseconds."""

    stage: str
    found: str
    milliseconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A candidate for the story: its element, its characters of running text, and the verdict."""

    name: str
    size: int
    verdict: str


@dataclass(frozen=True, slots=True)
class Parsed:
    """An article and how it was found."""

    article: Article
    charset: str | None = None
    charset_by: str | None = None
    """bom, header, meta, detected or chosen."""
    trace: tuple[Step, ...] = ()
    rules: Mapping[str, str] = field(default_factory=dict)
    """The place where title, authors, date and dek were found."""
    candidates: tuple[Candidate, ...] = ()
    """The candidates for the story; the last one was chosen."""
    fields: Mapping[str, tuple[FieldCandidate[str], ...]] = field(default_factory=dict)
    """The candidates for title, authors and date, and why each was taken or not."""


Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class FieldCandidate(Generic[Value]):
    """A candidate for a field: its value, its place, and why it was not taken."""

    value: Value
    by: str
    lost: str = ""
    """Why it was not taken; empty for the one that was."""


def choose(
    candidates: Iterable[FieldCandidate[Value]], *, every: bool
) -> tuple[FieldCandidate[Value] | None, tuple[FieldCandidate[Value], ...]]:
    """Return the first acceptable candidate, and all candidates with why they lost.

    Stops at the first acceptable candidate unless *every* is set.
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
