"""How the reader likes the page: what the settings say, and over it what keys have changed, remembered between runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from termread.config.settings import PageSettings
from termread.values import asdict, dataclass, fields, replace

if TYPE_CHECKING:
    from termread.config import Config
    from termread.layout.model import Page


@dataclass(frozen=True, slots=True)
class Look(PageSettings):
    """How text is set and in which theme; *width* is the measure that the reader wants, which a screen may not have."""

    theme: str = "auto"
    zen: bool = False

    def page(self, measure: int, *, cuts: bool = False) -> Page:
        """Return the page for a measure of *measure* cells."""
        from termread.layout.model import Page

        settings = {field.name: getattr(self, field.name) for field in fields(PageSettings)}
        return Page(**settings | {"width": measure}, cuts=cuts)


def configured(config: Config) -> Look:
    """Return the look that the settings give."""
    return Look(theme=config.theme, **asdict(config.page))


def remembered(config: Config, memory: str) -> Look:
    """Return the configured look, changed as *memory*, written by `memory`, says; nonsense in it is passed over."""
    look = configured(config)
    known = asdict(look)
    fitting: dict[str, Any] = {
        name: value
        for name, value in _changes(memory).items()
        if type(value) is type(known.get(name)) and name not in config.this_time
    }
    return replace(look, **fitting)


def memory(look: Look, config: Config, before: str = "") -> str:
    """Return, as JSON, what *look* changes in the configured one; what was given for this time is as *before*."""
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
