"""What a hostile document is, and the control sequences that nothing may pass on."""

from __future__ import annotations

from dataclasses import dataclass

FILL = "The harbour was quiet that morning, and the boats lay still along the wall. "


HEAVY = 60_000
"""Bytes."""


@dataclass(frozen=True, slots=True)
class Case:
    """One document: its group, its name, its bytes, and the words that stand visibly in it."""

    group: str
    name: str
    data: bytes
    marks: tuple[str, ...] = ()
    ending: str = "html"
    verb: str = "open"
    """What it is given to the engine for."""

    @property
    def heavy(self) -> bool:
        """Whether it is so large that only the script reads it, not the suite."""
        return len(self.data) > HEAVY


ESCAPES = {
    "title": "\x1b]0;owned\x07",
    "clipboard": "\x1b]52;c;b3duZWQ=\x07",
    "link": "\x1b]8;;http://evil.example\x1b\\",
    "notify": "\x1b]9;owned\x07",
    "clear": "\x1b[2J\x1b[H",
    "colour": "\x1b[31m",
    "mouse": "\x1b[?1003h",
    "screen": "\x1b[?1049l",
    "dcs": "\x1bP+q544e\x1b\\",
    "apc": "\x1b_Ga=T\x1b\\",
    "reset": "\x1bc",
    "c1-csi": "\x9b31m",
    "c1-osc": "\x9d0;owned\x9c",
    "bells": "\x07\x08\x7f\x0e\x0f",
    "null": "a\x00b",
    "return": "over\rwritten",
    "bidi": "\u202egnirts\u2066",
    "tags": "\U000e0041\U000e0042\U000e007f",
    "lines": "a\u2028b\u2029c\x85d\x0be",
    "surrogate": "&#xd800;&#xdfff;",
}


def page(body: str, *, title: str = "A quiet harbour", head: str = "") -> str:
    """Return an article page with *body* in it."""
    return (
        f"<!doctype html><html lang=en><head><meta charset=utf-8><title>{title}</title>{head}</head>"
        f"<body><article><h1>{title}</h1>{body}</article></body></html>"
    )


def case(group: str, name: str, text: str, marks: tuple[str, ...] = (), ending: str = "html") -> Case:
    """Return a case whose bytes are *text* in UTF-8."""
    return Case(group, name, text.encode("utf-8", "surrogatepass"), marks, ending)
