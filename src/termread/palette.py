"""Themes as plain values: what each role of the page looks like. The first screen and the framework both read them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, get_args

from termread.article import Style

Role = Literal[
    "text",
    "site",
    "kicker",
    "headline",
    "dek",
    "byline",
    "rule",
    "heading",
    "subheading",
    "note",
    "note_label",
    "note_bar",
    "quote",
    "quote_bar",
    "cite",
    "marker",
    "table",
    "table_head",
    "table_line",
    "code",
    "frame",
    "picture",
    "caption",
    "credit",
    "embed",
    "entry_time",
    "entry_title",
    "footnote",
    "cut",
    "link",
    "link_focus",
    "hint",
    "match",
    "match_focus",
    "selection",
    "cursor",
    "highlight_1",
    "highlight_2",
    "highlight_3",
    "highlight_4",
    "bookmark",
    "scrollbar",
    "status",
    "status_dim",
    "status_key",
    "notice",
    "error",
]
ROLES: tuple[Role, ...] = get_args(Role)


@dataclass(frozen=True, slots=True)
class Ink:
    """How a role is drawn: colours as #rrggbb or an ANSI colour's name (None: what is there already), and attributes."""

    colour: str | None = None
    ground: str | None = None
    bold: bool = False
    italic: bool = False
    underline: bool = False
    dim: bool = False
    reverse: bool = False
    strike: bool = False

    def over(self, below: Ink) -> Ink:
        """Return this ink laid over *below*: what it does not say shows through."""
        return Ink(
            self.colour or below.colour,
            self.ground or below.ground,
            self.bold or below.bold,
            self.italic or below.italic,
            self.underline or below.underline,
            self.dim or below.dim,
            self.reverse or below.reverse,
            self.strike or below.strike,
        )


@dataclass(frozen=True, slots=True)
class Theme:
    """A named set of inks; in an *ansi* theme the terminal's own colours are used."""

    name: str
    dark: bool
    inks: dict[Role, Ink] = field(default_factory=dict)
    ansi: bool = False

    def ink(self, role: Role) -> Ink:
        """Return the ink of *role* over the ink of plain text."""
        text = self.inks["text"]
        return text if role == "text" else self.inks.get(role, Ink()).over(text)

    def ink_of(self, role: Role, marks: tuple[Style, ...] = (), above: tuple[Role, ...] = ()) -> Ink:
        """Return the ink of text in *role* with *marks*, under the roles *above* it, of which the last lies on top."""
        ink = self.ink(role)
        for mark in marks:
            ink = (self.inks.get(mark, Ink()) if mark in ("code", "link") else _MARKED.get(mark, Ink())).over(ink)
        for role in above:
            ink = self.inks.get(role, Ink()).over(ink)
        return ink


_MARKED: dict[Style, Ink] = {"strong": Ink(bold=True), "emphasis": Ink(italic=True), "strike": Ink(strike=True)}
