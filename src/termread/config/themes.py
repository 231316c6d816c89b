"""Themes of the reader's own: tables of colors in the settings, completed, checked for contrast, and printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from termread.palette import COLOURS, READABLE, Colours, contrast, is_light, weak

MEANT: dict[str, str] = {
    "background": "the page",
    "panel": "behind code, the status row and the cursor's paragraph",
    "text": "running text",
    "strong": "headlines, headings, and text on a match or a highlight",
    "soft": "byline, captions, quotations' sources, notes",
    "faint": "rules and frames",
    "aside": "credits, and what is least important",
    "accent": "kicker, list markers, labels, keys",
    "link": "links",
    "selection": "behind selected text",
    "match": "behind words that were found",
    "focus": "behind the match or hint that has the focus",
    "error": "error messages",
    "yellow": "first color of highlights",
    "green": "second color of highlights",
    "blue": "third color of highlights",
    "red": "fourth color of highlights",
}
"""Every color of a theme, and what it is for."""

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
_STEPS = 50
_LINES = 1.9
"""The contrast of rules and frames."""


def colour(word: str) -> str:
    """Return *word*, #rgb or #rrggbb, as #rrggbb in small letters; raises ValueError if it is neither."""
    if not _COLOUR.fullmatch(word):
        raise ValueError(word)
    digits = word[1:].lower()
    return "#" + (digits if len(digits) == 6 else "".join(2 * digit for digit in digits))


def completed(given: Mapping[str, str], base: str = "") -> Colours:
    """Return all colors of a theme of which *given* are set: the others are those of *base*.

    Without a base they are those of paper or dusk, whichever is as light, made readable on the background; greys are
    mixed from the text and the background.
    """
    if base:
        return {**COLOURS[base], **given}
    text = given.get("text")
    light = is_light(given["background"]) if "background" in given else text is not None and not is_light(text)
    start = COLOURS["paper" if light else "dusk"]
    if not {"background", "text"} & given.keys():
        return {**start, **given}
    return {**_mixed({**start, **given}, "#000000" if light else "#ffffff"), **given}


def _mixed(start: Colours, pole: str) -> Colours:
    """Return *start* with greys between its text and background, and its other colors moved until text can be read."""
    background, text = start["background"], start["text"]
    panel = _mix(background, text, 0.06)
    strong = _mix(text, pole, 0.5)
    greys = {
        "panel": panel,
        "strong": strong,
        "soft": _towards(background, text, panel, READABLE + 1),
        "aside": _towards(background, text, panel, READABLE + 0.2),
        "faint": _towards(background, text, background, _LINES),
    }
    inks = {name: _towards(start[name], pole, panel, READABLE) for name in ("accent", "link", "error")}
    grounds = {
        name: _towards(start[name], background, strong, READABLE + 1)
        for name in ("selection", "match", "yellow", "green", "blue", "red")
    }
    return {**start, **greys, **inks, **grounds}


def _towards(colour: str, end: str, other: str, wanted: float) -> str:
    """Return the first color on the way from *colour* to *end* that has the contrast *wanted* to *other*, or *end*."""
    steps = (_mix(colour, end, step / _STEPS) for step in range(_STEPS + 1))
    return next((each for each in steps if contrast(each, other) >= wanted), end)


def _mix(one: str, other: str, share: float) -> str:
    pairs = [(int(one[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(left + (right - left) * share):02x}" for left, right in pairs)


def advice(name: str, colours: Colours) -> Iterator[str]:
    """Yield a sentence for each of *colours* that is hard to read, with a color that is not."""
    told: dict[str, tuple[float, str]] = {}
    for (above, below), ratio in weak(colours).items():
        said = "the text on focus" if above == "on_focus" else above
        if said not in told or ratio < told[said][0]:
            told[said] = ratio, below
    for above, (ratio, below) in told.items():
        change = "focus" if above == "the text on focus" else above
        if above in ("text", "strong") and below not in ("background", "panel"):
            change = below  # a highlight or a match should give way, not all the text
        better = _better(colours, change)
        todo = f'Try {change} = "{better}".' if better else f"Move {change} further from {below}."
        yield f"Theme {name}: {above} is hard to read on {below} ({ratio:.1f}:1, not {READABLE}:1). {todo}"


def _better(colours: Colours, name: str) -> str:
    """Return the color nearest to that of *name* with which it is not in `weak` any more, or an empty string."""
    others = len([pair for pair in weak(colours) if name not in pair])
    for step in range(1, _STEPS + 1):
        for pole in ("#000000", "#ffffff"):
            tried = _mix(colours[name], pole, step / _STEPS)
            if len(weak({**colours, name: tried})) <= others:
                return tried
    return ""


def summary(colours: Colours) -> str:
    """Return in words whether *colours* are light or dark, and how readable."""
    if not colours:
        return "the terminal's own colors"
    ratio = contrast(colours["text"], colours["background"])
    return f"{'light' if is_light(colours['background']) else 'dark':<5}  text {ratio:.1f}:1"


def table(name: str, colours: Colours) -> str:
    """Return *colours* as a table of the settings file, each with what it is for and how readable it is."""
    lines = [f"[themes.{name}]"]
    for each, says in MEANT.items():
        ratio = contrast(colours[each], colours["background"])
        told = f", {ratio:.1f}:1" if each in ("text", "strong", "soft", "aside", "accent", "link", "error") else ""
        lines.append(f'{each} = "{colours[each]}"'.ljust(24) + f"  # {says}{told}")
    return "\n".join(lines) + "\n"
