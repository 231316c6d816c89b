"""Who wrote it: the names at every place where they may stand, the surest place first."""

from __future__ import annotations

from collections.abc import Iterable

from termread.parse.metadata.byline.places import (
    DATA,
    GIVEN,
    NEAR,
    ONLY,
    TAG,
    WHEN,
    Mention,
    Source,
    is_admin,
)
from termread.parse.metadata.byline.shown import SHOWN, dated, in_lines
from termread.parse.metadata.byline.verdict import OTHER_WORK, Verdict, judge
from termread.parse.metadata.wording import key
from termread.parse.parsed import FieldCandidate
from termread.parse.phrasebook import Phrases
from termread.values import dataclass

__all__ = ["Byline", "Source", "byline_in", "bylines_of", "dated_names"]

EDITOR = 20
"""How sure whoever edited or checked a text is to be its writer where its data say so."""
BESIDE = 60
"""Characters that may stand in a line beside the names that it adds to others."""


@dataclass(frozen=True, slots=True)
class Byline:
    """The names, and the line of the page they stand in where it is known."""

    authors: tuple[str, ...] = ()
    line: str | None = None

    def undated(self) -> str | None:
        """Return the line up to its last name, where a date stands behind it; the date has its own field."""
        line = self.line
        ends = [line.find(name) + len(name) for name in self.authors if name in line] if line else []
        if line and ends and len(ends) == len(self.authors) and WHEN.search(line, max(ends)):
            return line[: max(ends)]
        return line


Judged = tuple[Mention, Verdict]


def bylines_of(source: Source, site: str, *, every: bool) -> list[FieldCandidate[Byline]]:
    """Return who may have written the page of *source* on *site*, the surest first, and why others did not.

    A place is looked at as long as it can hold a surer name than those found, and where the data name somebody for
    colleagues, or if *every* candidate is asked for.
    """
    linked, phrases = source.linked, source.phrases
    admins = (str(node.get("name")) for node in linked.nodes("author") if is_admin(node))
    own = {key(name) for name in (site, linked.text("publisher"), *admins)}
    found = [(mention, judge(mention, own, phrases)) for find in GIVEN for mention in find(source)]
    for place, find in SHOWN:
        best = max((verdict.strength for _, verdict in found), default=0)
        if not every and best >= place.person and not (place is NEAR and best == DATA.person):
            continue
        for mention in find(source):
            verdict = judge(mention, own, phrases)
            found.append((mention, verdict))
            if best < verdict.strength == place.person and not every:
                break
    found = _without_others(found)
    found.sort(key=lambda judged: judged[1].strength, reverse=True)
    if found and (other := next((judged for judged in found[1:] if _says_more(judged, found[0])), None)):
        found.remove(other)
        found.insert(0, other)
    return [
        FieldCandidate(Byline(verdict.names, mention.line), mention.by or mention.place.by, verdict.why)
        for mention, verdict in found
    ]


def _without_others(found: list[Judged]) -> list[Judged]:
    """Return what was *found*, where data and tags name nobody whom the page shows to have done something else."""
    others = {key(name) for _, verdict in found if verdict.why == OTHER_WORK for name in verdict.names}
    kept: list[Judged] = []
    for mention, verdict in found:
        names = tuple(name for name in verdict.names if key(name) not in others)
        if not mention.place.shown and names != verdict.names:
            verdict = Verdict(names or verdict.names, verdict.strength if names else EDITOR)
        kept.append((mention, verdict))
    return kept


def _says_more(judged: Judged, best: Judged) -> bool:
    """Whether *judged* is to be taken for *best*: it confirms what the page shows, or adds colleagues to the data.

    What the page shows goes before its tags only where it names somebody else.
    """
    (mention, verdict), (first, taken) = judged, best
    if first.place.shown and not mention.place.shown and verdict.strength >= TAG.person:
        told = f" {key(first.line or '')} {' '.join(map(key, taken.names))} "
        fewer = first.place is ONLY and len(verdict.names) < len(taken.names)
        return not fewer and any(key(name) in told for name in verdict.names)
    if first.place is DATA and mention.place is NEAR and mention.linked and len(verdict.names) > len(taken.names):
        short = len(mention.line or "") <= sum(map(len, verdict.names)) + BESIDE
        return short and {*map(key, taken.names)} < {*map(key, verdict.names)}
    return False


def byline_in(lines: Iterable[str], phrases: Phrases) -> Byline:
    """Return the names in the first of *lines* that begins as a byline does, or that follows a word that does."""
    for mention in in_lines(lines, phrases):
        if (verdict := judge(mention, (), phrases)).strength:
            return Byline(verdict.names, mention.line)
    return Byline()


def dated_names(line: str, phrases: Phrases) -> tuple[str, ...]:
    """Return the names that a line with a date begins with; none where there is no date in it."""
    mention = dated(line)
    verdict = judge(mention, (), phrases) if mention else None
    return verdict.names if verdict and verdict.strength else ()
