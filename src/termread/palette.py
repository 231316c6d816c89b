"""Themes as plain data: the look of each role on the page, shared by the first screen and the framework."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Literal, get_args

from termread.article import Style
from termread.values import dataclass, field

Role = Literal[
    "text",
    "site",
    "kicker",
    "headline_rule",
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
    "pull_quote",
    "pull_bar",
    "cite",
    "marker",
    "table",
    "table_head",
    "table_line",
    "code",
    "table_caption",
    "picture",
    "picture_mark",
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
    "source_1",
    "source_2",
    "source_3",
    "source_4",
    "source_5",
    "source_6",
    "scrollbar",
    "status",
    "status_dim",
    "status_key",
    "notice",
    "error",
]
ROLES: tuple[Role, ...] = get_args(Role)
HIGHLIGHTS: tuple[Role, ...] = ("highlight_1", "highlight_2", "highlight_3", "highlight_4")
SOURCES: tuple[Role, ...] = ("source_1", "source_2", "source_3", "source_4", "source_5", "source_6")


@dataclass(frozen=True, slots=True)
class Ink:
    """How a role is drawn: colours as #rrggbb or ANSI names (None: whatever is below), and attributes."""

    colour: str | None = None
    ground: str | None = None
    bold: bool = False
    italic: bool = False
    underline: bool = False
    dim: bool = False
    reverse: bool = False
    strike: bool = False

    def over(self, below: Ink) -> Ink:
        """Return this ink laid over *below*, which shows through wherever this one sets nothing."""
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
    """A named set of inks; an *ansi* theme uses the terminal's own colours."""

    name: str
    dark: bool
    inks: dict[Role, Ink] = field(default_factory=dict)
    ansi: bool = False

    def ink(self, role: Role) -> Ink:
        """Return the ink of *role* over that of plain text."""
        text = self.inks["text"]
        return text if role == "text" else self.inks.get(role, Ink()).over(text)

    def ink_of(self, role: Role, marks: tuple[Style, ...] = (), above: tuple[Role, ...] = ()) -> Ink:
        """Return the ink of text in *role* with *marks*, under the roles *above* it, the last of which is topmost."""
        ink = self.ink(role)
        for mark in marks:
            ink = (self.inks.get(mark, Ink()) if mark in ("code", "link") else _MARKED.get(mark, Ink())).over(ink)
        for role in above:
            ink = self.inks.get(role, Ink()).over(ink)
        return ink


_MARKED: dict[Style, Ink] = {"strong": Ink(bold=True), "emphasis": Ink(italic=True), "strike": Ink(strike=True)}
_ATTRIBUTES = frozenset({"bold", "italic", "underline", "dim", "reverse"})

_MIXED: dict[Role, str] = {
    "text": "text on background",
    "site": "soft",
    "kicker": "accent",
    "headline_rule": "accent",
    "headline": "bold strong",
    "dek": "italic text",
    "byline": "soft",
    "rule": "faint",
    "heading": "bold accent",
    "subheading": "accent",
    "note": "soft",
    "note_label": "bold soft",
    "note_bar": "faint",
    "quote": "text",
    "quote_bar": "faint",
    "pull_quote": "italic strong",
    "pull_bar": "accent",
    "cite": "soft",
    "marker": "soft",
    "table_head": "bold strong",
    "table_line": "faint",
    "code": "text on panel",
    "table_caption": "soft",
    "picture": "soft on panel",
    "picture_mark": "accent on panel",
    "caption": "italic soft on panel",
    "credit": "aside on panel",
    "embed": "soft",
    "entry_time": "bold accent",
    "entry_title": "bold strong",
    "footnote": "soft",
    "cut": "aside",
    "link": "underline link",
    "link_focus": "background on link",
    "hint": "bold on_focus on focus",
    "match": "bold strong on match",
    "match_focus": "bold on_focus on focus",
    "selection": "strong on selection",
    "cursor": "on panel",
    "highlight_1": "strong on yellow",
    "highlight_2": "strong on green",
    "highlight_3": "strong on blue",
    "highlight_4": "strong on red",
    "bookmark": "bold accent",
    **{role: role for role in SOURCES},
    "scrollbar": "faint",
    "status": "soft on panel",
    "status_dim": "aside on panel",
    "status_key": "bold accent on panel",
    "notice": "accent",
    "error": "bold error",
}
"""How each role is drawn in a colour theme: attributes, a theme colour, and a background."""

_PLAIN: dict[Role, str] = {
    **dict.fromkeys(("site", "byline", "rule", "quote_bar", "note_bar", "cite", "table_line"), "dim"),
    **dict.fromkeys(("credit", "embed", "footnote", "cut", "scrollbar", "status", "status_dim"), "dim"),
    **dict.fromkeys(("headline_rule", "headline", "heading", "note_label", "table_head", "code"), "bold"),
    **dict.fromkeys(("entry_time", "entry_title", "cursor", "bookmark", "notice"), "bold"),
    **dict.fromkeys(("link_focus", "match", "selection"), "reverse"),
    **dict.fromkeys(("hint", "status_key", "error"), "bold reverse"),
    "text": "",
    "picture_mark": "reverse",
    **dict.fromkeys(("dek", "subheading", "caption", "pull_quote"), "italic"),
    "link": "underline",
    "match_focus": "bold underline reverse",
    "highlight_1": "underline",
    "highlight_2": "bold underline",
    "highlight_3": "italic underline",
    "highlight_4": "bold italic underline",
}
"""The same without colour: every distinction is made by weight, underline, italics or reverse video."""

_ANSI: dict[Role, str] = _PLAIN | {
    **dict.fromkeys(("kicker", "headline_rule", "subheading", "pull_bar", "notice"), "magenta"),
    **dict.fromkeys(("heading", "entry_time", "bookmark", "status_key"), "bold magenta"),
    "picture_mark": "black on magenta",
    "code": "green",
    "link": "underline bright_blue",
    "hint": "black on yellow",
    "match": "black on yellow",
    "match_focus": "black on green",
    "highlight_1": "black on yellow",
    "highlight_2": "black on green",
    "highlight_3": "black on cyan",
    "highlight_4": "black on magenta",
    "source_1": "red",
    "source_2": "yellow",
    "source_3": "green",
    "source_4": "cyan",
    "source_5": "bright_blue",
    "source_6": "magenta",
    "error": "bold red",
}
"""The same in the terminal's own colours."""


def _inks(table: Mapping[Role, str], colours: Mapping[str, str]) -> dict[Role, Ink]:
    return {role: _ink(says, colours) for role, says in table.items()}


def _ink(says: str, colours: Mapping[str, str]) -> Ink:
    """Return the ink described by *says*: attributes and a colour, then "on" and the background."""
    ink: dict[str, Any] = {}
    place = "colour"
    for word in says.split():
        if word in _ATTRIBUTES:
            ink[word] = True
        elif word == "on":
            place = "ground"
        else:
            ink[place] = colours.get(word, word)
    return Ink(**ink)


def _lightness(colour: str) -> float:
    """Return the relative luminance of #rrggbb, 0 to 1, as defined by WCAG."""
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (red, green, blue)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the WCAG contrast ratio of two #rrggbb colours, 1 to 21; text needs 4.5 and ideally 7."""
    dark, light = sorted((_lightness(one), _lightness(other)))
    return (light + 0.05) / (dark + 0.05)


@cache
def monochrome() -> Theme:
    """Return the theme without any colour, for NO_COLOR."""
    return Theme("monochrome", dark=True, ansi=True, inks=_inks(_PLAIN, {}))


Colours = Mapping[str, str]
"""What a theme is mixed from: #rrggbb by the names that each theme in `COLOURS` has."""

READABLE = 4.5
"""The least contrast of text that is easy to read (WCAG, level AA)."""

COLOURS: dict[str, Colours] = {
    "paper": {
        "background": "#fbf9f4", "panel": "#f1eee6", "text": "#2a2723", "strong": "#14120f", "soft": "#625c52",
        "faint": "#b9b2a4", "aside": "#706a5f", "accent": "#923819", "link": "#1d5687", "selection": "#cbdcec",
        "match": "#f6e3a6", "focus": "#eda83a", "error": "#a8201a",
        "yellow": "#fbeaa0", "green": "#d5ecc0", "blue": "#cfe4f5", "red": "#f9d6de",
    },
    "sepia": {
        "background": "#f4ecd8", "panel": "#eae0c8", "text": "#43341f", "strong": "#2a1e0e", "soft": "#6a563a",
        "faint": "#bfae8c", "aside": "#715c3e", "accent": "#83380e", "link": "#24566a", "selection": "#d6cfae",
        "match": "#f0d791", "focus": "#e09a3c", "error": "#9c1f14",
        "yellow": "#f5dd8b", "green": "#d3dfa6", "blue": "#c7dcd9", "red": "#f0cbb8",
    },
    "dusk": {
        "background": "#22252d", "panel": "#2b2f39", "text": "#d6d3cb", "strong": "#f3efe6", "soft": "#a5a49f",
        "faint": "#565b68", "aside": "#9796a0", "accent": "#e2a672", "link": "#8dbbe3", "selection": "#3d4c63",
        "match": "#5d5126", "focus": "#e8b953", "error": "#f08a7c",
        "yellow": "#574c1d", "green": "#34502f", "blue": "#2b4a63", "red": "#5a3547",
    },
    "night": {
        "background": "#0b0b0c", "panel": "#161617", "text": "#bdb8ae", "strong": "#dcd6ca", "soft": "#918c83",
        "faint": "#3c3a37", "aside": "#858079", "accent": "#c99561", "link": "#7fa8cb", "selection": "#29364a",
        "match": "#4a3f18", "focus": "#cf9f3f", "error": "#e0796b",
        "yellow": "#433a12", "green": "#223c20", "blue": "#1b374d", "red": "#452735",
    },
    "contrast": {
        "background": "#000000", "panel": "#1c1c1c", "text": "#ffffff", "strong": "#ffffff", "soft": "#e6e6e6",
        "faint": "#b0b0b0", "aside": "#d8d8d8", "accent": "#ffd24a", "link": "#8fd0ff", "selection": "#0050a0",
        "match": "#5c4a00", "focus": "#ffe100", "error": "#ff9a8a",
        "yellow": "#5c4a00", "green": "#005a1e", "blue": "#00467a", "red": "#7a0046",
    },
    "ansi": {},
}  # fmt: skip
"""The themes, by the colours they are built from; one with none uses the terminal's colours."""


def built(name: str, colours: Colours) -> Theme:
    """Return the theme *name* of *colours*, which are all that `COLOURS` has, or none for the terminal's own."""
    if not colours:
        return Theme(name, dark=True, ansi=True, inks=_inks(_ANSI, {}))
    more = {"on_focus": _on_focus(colours), **_hues(_lightness(colours["accent"]))}
    return Theme(name, not is_light(colours["background"]), _inks(_MIXED, {**colours, **more}))


@cache
def _theme(name: str) -> Theme:
    return built(name, COLOURS[name])


_HUES = ((0.8, 0.1, 0.1), (0.6, 0.3, 0.0), (0.1, 0.45, 0.1), (0.0, 0.4, 0.4), (0.1, 0.25, 0.9), (0.5, 0.1, 0.7))
"""Red, amber, green, teal, blue and violet, as shares of linear light."""


def _hues(light: float) -> dict[str, str]:
    """Return a colour for each of `SOURCES`, all of the luminance *light*, so that all stand out from the ground alike."""
    found: dict[str, str] = {}
    for role, hue in zip(SOURCES, _HUES, strict=True):
        own = 0.2126 * hue[0] + 0.7152 * hue[1] + 0.0722 * hue[2]
        white = max(0.0, (light - own) / (1 - own))
        parts = [part * min(1.0, light / own) * (1 - white) + white for part in hue]
        shares = (12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055 for part in parts)
        found[role] = "#" + "".join(f"{round(255 * share):02x}" for share in shares)
    return found


class _Themes(Mapping[str, Theme]):
    """The themes by name, each built on first use since a reader only sees one."""

    def __getitem__(self, name: str) -> Theme:
        return _theme(name)

    def __iter__(self) -> Iterator[str]:
        return iter(COLOURS)

    def __len__(self) -> int:
        return len(COLOURS)


THEMES = _Themes()


def is_light(background: str) -> bool:
    """Return whether dark text is easier to read on *background*, #rrggbb, than light text."""
    return contrast(background, "#000000") > contrast(background, "#ffffff")


def _on_focus(colours: Colours) -> str:
    return colours["strong" if is_light(colours["background"]) else "background"]


def weak(colours: Colours) -> dict[tuple[str, str], float]:
    """Return which of *colours* are hard to read on which other, with their contrast, below `READABLE`."""
    known = {**colours, "on_focus": _on_focus(colours)}
    found: dict[tuple[str, str], float] = {}
    for role, says in _MIXED.items():
        if role in SOURCES:  # they stand out from the ground as the accent does
            continue
        ink = _ink(says, {})  # in the colours' names
        pair = ink.colour or "text", ink.ground or "background"
        ratio = contrast(*(known[name] for name in pair))
        if "faint" not in pair and pair[::-1] not in found and ratio < READABLE:
            found[pair] = ratio
    return found
