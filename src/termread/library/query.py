"""What a reader types to search, understood.

    words all of them      "a phrase"      begin*      -without      -"without this"
    author:NAME   site:NAME   tag:NAME   before:2025-12-31   after:2025   and each of them with - in front

`after:` counts the day it names, `before:` does not; a month or a year may stand for its first day.
"""

from __future__ import annotations

import re
from typing import Literal, cast

from termread.errors import UsageError
from termread.library.folding import tokens
from termread.values import dataclass

Field = Literal["author", "site", "tag", "before", "after"]

_PIECE = re.compile(
    r"(?P<minus>-?)(?:(?P<field>author|site|tag|before|after):)?(?:[\"“”„](?P<phrase>[^\"“”„]*)(?:[\"“”„]|$)|(?P<word>\S*))",
    re.IGNORECASE,
)
_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")


@dataclass(frozen=True, slots=True)
class Term:
    """One thing to be found: words that follow each other, the last of them perhaps only a beginning."""

    words: tuple[str, ...]
    prefix: bool = False
    wanted: bool = True


@dataclass(frozen=True, slots=True)
class Filter:
    """What an entry must be, or must not be where it is not *wanted*."""

    field: Field
    value: str
    wanted: bool = True


@dataclass(frozen=True, slots=True)
class Query:
    """Terms and filters that all must hold."""

    terms: tuple[Term, ...] = ()
    filters: tuple[Filter, ...] = ()

    @property
    def wanted(self) -> tuple[Term, ...]:
        """The terms to be found."""
        return tuple(term for term in self.terms if term.wanted)

    @property
    def unwanted(self) -> tuple[Term, ...]:
        """The terms that must not be found."""
        return tuple(term for term in self.terms if not term.wanted)

    def of(self, field: Field) -> tuple[Filter, ...]:
        """Return the filters on *field*."""
        return tuple(found for found in self.filters if found.field == field)


def understand(text: str) -> Query:
    """Return what *text* asks for; an empty Query for blanks.

    Raises UsageError where a date is none, a filter has no value, or there is no letter to look for.
    """
    terms: list[Term] = []
    filters: list[Filter] = []
    for piece in _PIECE.finditer(text):
        wanted = not piece["minus"]
        if piece["field"]:
            filters.append(
                _filter(cast("Field", piece["field"].lower()), piece["phrase"] or piece["word"] or "", wanted)
            )
        else:
            term = _term(piece, wanted)
            terms += [term] if term.words else []
    if text.strip() and not terms and not filters:
        message = f"There is no word to look for in “{text.strip()}”."
        raise UsageError(message)
    return Query(tuple(terms), tuple(filters))


def _term(piece: re.Match[str], wanted: bool) -> Term:
    phrase = piece["phrase"]
    said = piece["word"] if phrase is None else phrase
    return Term(tuple(tokens(said)), phrase is None and said.endswith("*"), wanted)


def _filter(field: Field, value: str, wanted: bool) -> Filter:
    value = value.strip()
    if not value:
        message = f"{field}: wants something after it, such as {field}:{'2025-01-31' if field in ('before', 'after') else 'name'}."
        raise UsageError(message)
    if field in ("before", "after") and not _DATE.fullmatch(value):
        message = f"{field}: wants a date such as 2025-01-31, 2025-01 or 2025, not “{value}”."
        raise UsageError(message)
    if field in ("author", "site") and not tokens(value):
        message = f"There is no word to look for in “{field}:{value}”."
        raise UsageError(message)
    return Filter(field, value, wanted)
