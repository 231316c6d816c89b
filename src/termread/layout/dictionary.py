"""Words of scripts that write none apart (Thai, Lao, Khmer, Burmese), where ICU is installed (extra `intl`)."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from itertools import chain
from typing import Any

_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")


_LANGUAGES = frozenset({"th", "lo", "km", "my"})


def is_unspaced(language: str | None) -> bool:
    """Return whether *language* writes its words without spaces, in a script that ICU divides."""
    return (language or "").partition("-")[0].lower() in _LANGUAGES


def divided(units: list[str]) -> list[str]:
    """Return *units* with those of such a script cut at their words; as they are where no dictionary is installed."""
    breaker = _breaker()
    if breaker is None:
        return units
    return list(chain.from_iterable(breaker(unit, "th") if _UNSPACED.search(unit) else (unit,) for unit in units))


@cache
def _breaker() -> Callable[..., Any] | None:
    try:
        from icu4py.breakers import LineBreaker
    except ImportError:
        return None
    found: Callable[..., Any] = LineBreaker
    return found
