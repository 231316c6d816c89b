"""What stands before and beside the text of a Markdown file: its front matter, and its footnotes."""

from __future__ import annotations

import re

from termread.text import clean_line

_FRONT = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_TOML = re.compile(r"\A\+\+\+[ \t]*\n(.*?)\n\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"^([A-Za-z][\w -]{0,40}):[ \t]*(.*)$")
_FOOTNOTE = re.compile(r"^ {0,3}\[\^([^\]\s]{1,40})\]:[ \t]*(.*)$")
_BLOCK = re.compile(r"^ {0,3}(?:[-*+>#|]|`{3}|~{3}|\d{1,9}[.)]\s)")
"""How a line begins that is a block of its own right below a footnote."""
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")

Fields = dict[str, list[str]]


def front_matter(text: str) -> tuple[Fields, str]:
    """Return the fields of the front matter by lower-case name, each a list of values, and the text after it."""
    if toml := _TOML.match(text):
        return _toml_fields(toml.group(1)), text[toml.end() :]
    found = _FRONT.match(text)
    if found is None:
        return {}, text
    fields: Fields = {}
    name = ""
    for line in found.group(1).split("\n"):
        if field := _FIELD.match(line):
            name = field.group(1).lower()
            fields[name] = _values(field.group(2))
        elif name and line.strip().startswith("- "):
            fields[name] += _values(line.strip()[2:])
        elif name and line[:1].isspace() and line.strip():
            fields[name] = [" ".join([*fields[name], line.strip()]).lstrip("|>- ")]
    return fields, text[found.end() :]


def _toml_fields(text: str) -> Fields:
    """Return the top-level fields of Hugo's and Zola's front matter; none where it is not TOML."""
    import tomllib

    try:
        found = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError):
        return {}
    listed = {name.lower(): value if isinstance(value, list) else [value] for name, value in found.items()}
    return {
        name: [clean_line(str(value)) for value in values if not isinstance(value, dict | list)]
        for name, values in listed.items()
    }


def footnotes(text: str) -> tuple[list[tuple[str, str]], str]:
    """Return the footnotes of *text* as (label, Markdown) in order, and the text without them.

    What is indented below a footnote is a part of it, and so is a line that follows it at once.
    """
    notes: list[tuple[str, list[str]]] = []
    kept: list[str] = []
    fence, inside, blank = "", False, False
    for line in text.split("\n"):
        mark = _FENCE.match(line)
        if mark and (not fence or line.strip().startswith(fence)):
            fence = "" if fence else mark.group(1)
        found = None if fence else _FOOTNOTE.match(line)
        if found:
            notes.append((found.group(1), [found.group(2)]))
            inside = True
        elif inside and (not line.strip() or line.startswith(("    ", "\t"))):
            notes[-1][1].append(line[1:] if line.startswith("\t") else line[4:])
        elif inside and not blank and not _BLOCK.match(line):
            notes[-1][1].append(line)
        else:
            inside = False
            kept.append(line)
        blank = not line.strip()
    return [(label, "\n".join(lines).strip()) for label, lines in notes], "\n".join(kept)


def _values(text: str) -> list[str]:
    """Return the values in a field: one, or those of a list in square brackets."""
    text = text.strip()
    if text.startswith("[") and text.endswith("]") and not text.startswith("[["):
        return [_bare(part) for part in text[1:-1].split(",") if part.strip()]
    return [_bare(text)] if text else []


def _bare(text: str) -> str:
    text = text.strip()
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'" else text
