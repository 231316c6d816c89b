"""The page as the reader likes it: the settings plus changes made with keys, which are remembered between runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from termread.config.settings import PageSettings
from termread.values import asdict, dataclass, replace

if TYPE_CHECKING:
    from termread.config import Config
    from termread.layout.model import Page


@dataclass(frozen=True, slots=True)
class Look(PageSettings):
    """Page settings and theme; *width* is the preferred measure, which the screen may not have room for."""

    theme: str = "auto"
    zen: bool = False

    def page(self, measure: int, *, cuts: bool = False) -> Page:
        """Return the page layout for a measure of *measure* cells."""
        from termread.layout.model import Page

        settings = {name: getattr(self, name) for name in PageSettings.__match_args__}
        return Page(**settings | {"width": measure}, cuts=cuts)


def configured(config: Config) -> Look:
    """Return the look given by the settings."""
    return Look(theme=config.theme, **asdict(config.page))


def remembered(config: Config, memory: str) -> Look:
    """Return the configured look with the changes in *memory*, as written by `memory`; invalid ones are ignored."""
    look = configured(config)
    known = asdict(look)
    fitting: dict[str, Any] = {
        name: value
        for name, value in _changes(memory).items()
        if type(value) is type(known.get(name)) and name not in config.this_time
    }
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
