"""Themes as plain values: what each role of the page looks like. The first screen and the framework both read them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Literal, get_args

from termread.article import Style
from termread.values import dataclass, field

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
HIGHLIGHTS: tuple[Role, ...] = ("highlight_1", "highlight_2", "highlight_3", "highlight_4")


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


def _theme(ground: str, panel: str, text: str, strong: str, soft: str, faint: str, name: str, **ink: str) -> Theme:
    """Return a theme of inks: *soft* for what stands back, *faint* for lines; the keywords name what has a meaning."""
    accent, link, select, found, focus = ink["accent"], ink["link"], ink["select"], ink["found"], ink["focus"]
    light = _lightness(ground) > 0.5
    on_focus = strong if light else ground
    return Theme(
        name,
        not light,
        {
            "text": Ink(text, ground),
            "site": Ink(soft),
            "kicker": Ink(accent),
            "headline": Ink(strong, bold=True),
            "dek": Ink(text),
            "byline": Ink(soft),
            "rule": Ink(faint),
            "heading": Ink(strong, bold=True),
            "subheading": Ink(soft, bold=True),
            "note": Ink(soft),
            "note_label": Ink(accent, bold=True),
            "note_bar": Ink(accent),
            "quote": Ink(text),
            "quote_bar": Ink(faint),
            "cite": Ink(soft),
            "marker": Ink(accent),
            "table_head": Ink(strong, bold=True),
            "table_line": Ink(faint),
            "code": Ink(text, panel),
            "frame": Ink(faint),
            "picture": Ink(soft),
            "caption": Ink(soft),
            "credit": Ink(ink["stage"]),
            "embed": Ink(soft),
            "entry_time": Ink(accent, bold=True),
            "entry_title": Ink(strong, bold=True),
            "footnote": Ink(soft),
            "cut": Ink(ink["stage"]),
            "link": Ink(link, underline=True),
            "link_focus": Ink(ground, link),
            "hint": Ink(on_focus, focus, bold=True),
            "match": Ink(strong, found, bold=True),
            "match_focus": Ink(on_focus, focus, bold=True),
            "selection": Ink(strong, select),
            "cursor": Ink(None, panel),
            **{role: Ink(strong, colour) for role, colour in zip(HIGHLIGHTS, ink["highlights"].split(), strict=True)},
            "bookmark": Ink(accent, bold=True),
            "scrollbar": Ink(faint),
            "status": Ink(soft, panel),
            "status_dim": Ink(ink["stage"], panel),
            "status_key": Ink(accent, panel, bold=True),
            "notice": Ink(accent),
            "error": Ink(ink["error"], bold=True),
        },
    )


def _lightness(colour: str) -> float:
    """Return the relative luminance of #rrggbb, 0 to 1, as the accessibility guidelines define it."""
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (red, green, blue)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours #rrggbb, 1 to 21; 4.5 is what text needs and 7 what it should have."""
    dark, light = sorted((_lightness(one), _lightness(other)))
    return (light + 0.05) / (dark + 0.05)


_PLAIN: dict[Role, Ink] = {
    "text": Ink(),
    "site": Ink(dim=True),
    "headline": Ink(bold=True),
    "byline": Ink(dim=True),
    "rule": Ink(dim=True),
    "heading": Ink(bold=True),
    "subheading": Ink(bold=True, italic=True),
    "note_label": Ink(bold=True),
    "note_bar": Ink(bold=True),
    "quote_bar": Ink(dim=True),
    "cite": Ink(dim=True),
    "table_head": Ink(bold=True),
    "table_line": Ink(dim=True),
    "code": Ink(bold=True),
    "frame": Ink(dim=True),
    "picture": Ink(dim=True),
    "credit": Ink(dim=True),
    "embed": Ink(dim=True),
    "entry_time": Ink(bold=True),
    "entry_title": Ink(bold=True),
    "footnote": Ink(dim=True),
    "cut": Ink(dim=True),
    "link": Ink(underline=True),
    "link_focus": Ink(reverse=True),
    "hint": Ink(bold=True, reverse=True),
    "match": Ink(reverse=True),
    "match_focus": Ink(bold=True, underline=True, reverse=True),
    "selection": Ink(reverse=True),
    "cursor": Ink(bold=True),
    "highlight_1": Ink(underline=True),
    "highlight_2": Ink(bold=True, underline=True),
    "highlight_3": Ink(italic=True, underline=True),
    "highlight_4": Ink(bold=True, italic=True, underline=True),
    "bookmark": Ink(bold=True),
    "scrollbar": Ink(dim=True),
    "status": Ink(reverse=True),
    "status_dim": Ink(reverse=True),
    "status_key": Ink(bold=True, reverse=True),
    "notice": Ink(bold=True),
    "error": Ink(bold=True, reverse=True),
}

MONOCHROME = Theme("monochrome", dark=True, ansi=True, inks=_PLAIN)
"""No colour at all, for NO_COLOR: every meaning is told by weight, underline, slant or reverse."""


def _ansi(name: str) -> Theme:
    """Return the theme of the terminal's own colours."""
    coloured: dict[Role, Ink] = {
        "kicker": Ink("cyan"),
        "note_label": Ink("yellow", bold=True),
        "note_bar": Ink("yellow"),
        "marker": Ink("cyan"),
        "code": Ink("green"),
        "entry_time": Ink("cyan", bold=True),
        "link": Ink("blue", underline=True),
        "hint": Ink("black", "yellow", bold=True),
        "match": Ink("black", "yellow"),
        "match_focus": Ink("black", "green", bold=True),
        "highlight_1": Ink("black", "yellow"),
        "highlight_2": Ink("black", "green"),
        "highlight_3": Ink("black", "cyan"),
        "highlight_4": Ink("black", "magenta"),
        "bookmark": Ink("yellow", bold=True),
        "status": Ink(dim=True),
        "status_dim": Ink(dim=True),
        "status_key": Ink("cyan", bold=True),
        "notice": Ink("yellow"),
        "error": Ink("red", bold=True),
    }
    return Theme(name, dark=True, ansi=True, inks=_PLAIN | coloured)


_RECIPES: dict[str, Callable[[str], Theme]] = {
    "paper": partial(
        _theme, "#fbf9f4", "#f1eee6", "#2a2723", "#14120f", "#625c52", "#b9b2a4",
        stage="#706a5f", accent="#9c3d1f", link="#1d5687", select="#cbdcec", found="#f6e3a6", focus="#eda83a",
        highlights="#fbeaa0 #d5ecc0 #cfe4f5 #f9d6de", error="#a8201a",
    ),
    "sepia": partial(
        _theme, "#f4ecd8", "#eae0c8", "#43341f", "#2a1e0e", "#6a563a", "#bfae8c",
        stage="#715c3e", accent="#8f3f12", link="#24566a", select="#d6cfae", found="#f0d791", focus="#e09a3c",
        highlights="#f5dd8b #d3dfa6 #c7dcd9 #f0cbb8", error="#9c1f14",
    ),
    "dusk": partial(
        _theme, "#22252d", "#2b2f39", "#d6d3cb", "#f3efe6", "#a5a49f", "#565b68",
        stage="#9796a0", accent="#e2a672", link="#8dbbe3", select="#3d4c63", found="#5d5126", focus="#e8b953",
        highlights="#574c1d #34502f #2b4a63 #5a3547", error="#f08a7c",
    ),
    "night": partial(
        _theme, "#0b0b0c", "#161617", "#bdb8ae", "#dcd6ca", "#918c83", "#3c3a37",
        stage="#858079", accent="#c99561", link="#7fa8cb", select="#29364a", found="#4a3f18", focus="#cf9f3f",
        highlights="#433a12 #223c20 #1b374d #452735", error="#e0796b",
    ),
    "contrast": partial(
        _theme, "#000000", "#1c1c1c", "#ffffff", "#ffffff", "#e6e6e6", "#b0b0b0",
        stage="#d8d8d8", accent="#ffd24a", link="#8fd0ff", select="#0050a0", found="#5c4a00", focus="#ffe100",
        highlights="#5c4a00 #005a1e #00467a #7a0046", error="#ff9a8a",
    ),
    "ansi": _ansi,
}  # fmt: skip
"""How each theme is mixed from its colours."""


class _Themes(Mapping[str, Theme]):
    """The themes by name. A reader looks at one of them, so each is mixed when it is first asked for."""

    def __init__(self) -> None:
        self._mixed: dict[str, Theme] = {}

    def __getitem__(self, name: str) -> Theme:
        if name not in self._mixed:
            self._mixed[name] = _RECIPES[name](name)
        return self._mixed[name]

    def __iter__(self) -> Iterator[str]:
        return iter(_RECIPES)

    def __len__(self) -> int:
        return len(_RECIPES)


THEMES = _Themes()


def default_theme(environment: Mapping[str, str]) -> str:
    """Return the theme that suits the terminal: paper where COLORFGBG names a light ground, else dusk."""
    ground = environment.get("COLORFGBG", "").rpartition(";")[2]
    return "paper" if ground in ("7", "15") else "dusk"


def chosen(name: str, environment: Mapping[str, str]) -> Theme:
    """Return the theme *name* (auto: what suits the terminal), without any colour where NO_COLOR is set and not empty."""
    if environment.get("NO_COLOR"):
        return MONOCHROME
    return THEMES[name if name in _RECIPES else default_theme(environment)]
