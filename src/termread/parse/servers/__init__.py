"""What servers that follow feeds answer: bytes of JSON to values, purely. Anything of an unexpected type is left out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from termread.errors import Unreadable

Record = dict[str, Any]


def load(data: bytes) -> Any:
    """Return the JSON in *data*; raises Unreadable saying what it is instead."""
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        is_page = data.lstrip()[:1] == b"<"
        what = "a web page" if is_page else "broken JSON" if data.lstrip()[:1] in (b"{", b"[") else "something else"
        raise Unreadable(
            f"The server answered with {what}, not as its API does. Check kind and address under [server].",
            code="no-api",
        ) from None


def records(value: Any) -> Iterator[Record]:
    """Yield the JSON objects in a list."""
    if isinstance(value, list):
        yield from (each for each in value if isinstance(each, dict))


def record(value: Any) -> Record:
    """Return *value*, or an empty object if it is none."""
    return value if isinstance(value, dict) else {}


def text(value: Any) -> str:
    """Return *value* if it is a text, else an empty one."""
    return value if isinstance(value, str) else ""


def number(value: Any) -> str:
    """Return an id as text: a positive whole number below 2^63, or an empty text."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 20:
        value = int(value)
    return str(value) if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 1 << 63 else ""
