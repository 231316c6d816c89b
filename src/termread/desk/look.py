"""The page as the reader likes it: the settings plus changes made with keys, which are remembered between runs."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from termread import palette
from termread.config.settings import PageSettings, current
from termread.values import asdict, dataclass, fields, replace

if TYPE_CHECKING:
    from termread.config import Config
    from termread.layout.model import Page
    from termread.palette import Theme


@dataclass(frozen=True, slots=True)
class Look(PageSettings):
    """Page settings and theme; *width* is the preferred measure, which the screen may not have room for."""

    theme: str = "auto"
    zen: bool = False

    def page(self, measure: int, *, cuts: bool = False) -> Page:
        """Return the page layout for a measure of *measure* cells; there are no pictures without colors.

        The headline has its usual size: only a screen may draw it larger.
        """
        from termread.layout.model import Page

        settings = {name: getattr(self, name) for name in PageSettings.__match_args__}
        pictures = "off" if os.environ.get("NO_COLOR") else self.pictures
        return Page(**settings | {"width": measure, "pictures": pictures, "large_headline": False}, cuts=cuts)


def theme_of(look: Look, config: Config, environment: Mapping[str, str], background: str = "") -> Theme:
    """Return the theme of *look* on a terminal with *environment*; a non-empty NO_COLOR means one without color.

    "auto", and a theme that is gone, is the one that the settings name for a light or dark *background* or, where that is
    not known, for what COLORFGBG says, which few terminals set: dark if nothing does.
    """
    if environment.get("NO_COLOR"):
        return palette.monochrome()
    name = look.theme
    if name not in palette.COLOURS and name not in config.themes:
        light = environment.get("COLORFGBG", "").rpartition(";")[2] in ("7", "15")
        name = config.light if (background or ("light" if light else "dark")) == "light" else config.dark
    own = config.themes.get(name)
    return palette.THEMES[name] if own is None else palette.built(name, own)


def configured(config: Config) -> Look:
    """Return the look given by the settings."""
    return Look(theme=config.theme, **asdict(config.page))


def remembered(config: Config, memory: str) -> Look:
    """Return the configured look with the changes in *memory*, as written by `memory`; invalid ones are ignored."""
    look, changes = configured(config), _changes(memory)
    fitting: dict[str, Any] = {}
    for each in fields(look) if changes else ():
        value = current(each, changes.get(each.name))
        if type(value) is type(getattr(look, each.name)) and each.name not in config.this_time:
            fitting[each.name] = value
    return replace(look, **fitting)


def memory(look: Look, config: Config, before: str = "") -> str:
    """Return, as JSON, how *look* differs from the configured one; command-line overrides stay as in *before*."""
    import json

    plain = asdict(configured(config))
    changes = {name: value for name, value in asdict(look).items() if value != plain[name]}
    former = {name: value for name, value in _changes(before).items() if name in config.this_time}
    return json.dumps(former | changes)


def _changes(memory: str) -> dict[str, Any]:
    if not memory:
        return {}
    import json

    try:
        record = json.loads(memory)
    except ValueError:
        return {}
    return cast("dict[str, Any]", record) if isinstance(record, dict) else {}
