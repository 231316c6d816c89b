"""What parsing takes beside a document, and what it gives back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Generic, TypeVar

from termread.article import Article
from termread.values import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class SiteRule:
    """What a person wrote about the pages of one host: selectors, CSS or XPath, each a list of alternatives."""

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
    """What may be set about parsing."""

    sites: Mapping[str, SiteRule] = field(default_factory=dict)
    """Site rules by host; a rule counts for the host's subdomains too."""
    max_elements: int = 100_000
    max_depth: int = 500
    candidates: bool = False
    """Whether to look for all that title, authors and date may be, for explaining, where one would do."""


@dataclass(frozen=True, slots=True)
class Step:
    """One line of how a page was understood: the stage, what it found, and the milliseconds it took."""

    stage: str
    found: str
    milliseconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A choice of the story that was weighed: what it is, how many characters of running text it holds, and the verdict."""

    name: str
    size: int
    verdict: str


@dataclass(frozen=True, slots=True)
class Parsed:
    """An article and how it was come by."""

    article: Article
    charset: str | None = None
    charset_by: str | None = None
    """bom, header, meta, detected or chosen."""
    trace: tuple[Step, ...] = ()
    rules: Mapping[str, str] = field(default_factory=dict)
    """Where title, authors, date and dek were found."""
    candidates: tuple[Candidate, ...] = ()
    """The choices of the story that were weighed, the last of them the one that stands."""
    fields: Mapping[str, tuple[FieldCandidate[str], ...]] = field(default_factory=dict)
    """What title, authors and date may be, and why each was taken or not."""


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
