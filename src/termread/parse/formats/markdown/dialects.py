"""Markdown beyond CommonMark, as Obsidian and others write it: wiki links, embeds, highlights, comments, front matter."""

from __future__ import annotations

import re
from typing import Any

from termread.text import clean_line, regex

_CALLOUT = regex(r"\[!([A-Za-z][\w-]{0,30})\][+-]?\s*")
_FENCE = regex(r"^ {0,3}(`{3,}|~{3,})")
_BEYOND = regex(
    r"(?P<code>(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`))"
    r"|(?<!\\)(?P<embed>!?)\[\[(?P<wiki>[^\[\]\n]{1,300})\]\]"
    r"|(?<![=\\])==(?![=\s])(?P<highlight>[^=\n](?:(?!==).){0,1000}?)(?<![=\s\\])==(?!=)"
    r"|(?<![%\\])%%(?!%)(?P<comment>[^%\n]{0,2000}?)%%"
    r"|(?<![\\\w])\^\[(?P<note>(?:[^\[\]\n]|\[[^\[\]\n]*\]){1,1000})\]|(?<=\w)\^\[(?P<close>(?=[^\]]*[^\W\d])(?:[^\[\]\n]|\[[^\[\]\n]*\]){1,1000})\]"
)
_BLOCK_NAME = regex(r"(?<=\S)\s+\^[A-Za-z0-9-]{1,40}$")
_TASK = regex(r"^(\s*(?:[-*+]|\d{1,9}[.)])\s+)\[([ xX])\](?=\s)")
_PICTURE = regex(r"\.(?:png|jpe?g|gif|webp|avif|bmp|svg)$", re.IGNORECASE)
_SIZE = regex(r"\d+(?:x\d+)?")
_SPECIAL = regex(r"([\\`*_\[\]<>#])")


def as_commonmark(text: str) -> str:
    """Return Markdown *text* with dialect syntax rewritten as CommonMark; code is left alone."""
    if not any(sign in text for sign in ("[[", "==", "%%", "^", "- [", "* [", "+ [", ". [")):
        return text
    notes: list[str] = []
    lines: list[str] = []
    fence, hidden = "", False
    for line in text.split("\n"):
        mark = _FENCE.match(line)
        if mark and not hidden and (not fence or line.strip().startswith(fence)):
            fence = "" if fence else mark.group(1)
        elif not fence and line.strip() == "%%":
            hidden = not hidden
            continue
        elif not fence and not mark:
            line = _line(line, notes)
        if not hidden:
            lines.append(line)
    return "\n".join([*lines, *(f"\n[^inline-{n}]: {said}" for n, said in enumerate(notes, 1))])


def take_callout(paragraph: Any) -> tuple[str, list[Any]] | None:
    """Remove the first line of a callout from its first *paragraph*, an inline token.

    Returns its kind and the tokens of its title, or None if the quotation is not a callout.
    """
    children = paragraph.children or []
    found = _CALLOUT.match(children[0].content) if children and children[0].type == "text" else None
    if found is None:
        return None
    end = next((at for at, child in enumerate(children) if child.type in ("softbreak", "hardbreak")), len(children))
    children[0].content = children[0].content[found.end() :]
    paragraph.children = children[end + 1 :]
    return found.group(1).lower(), children[:end]


def label_of(wiki: str) -> str:
    """Return the text of a wiki link: what follows its `|`, else the name of its target."""
    name, bar, shown = wiki.partition("|")
    if bar and shown.strip():
        return shown.strip()
    page, _, part = name.partition("#")
    return " > ".join(filter(None, (page.strip(), part.strip().lstrip("^"))))


def without_wiki_links(text: str) -> str:
    """Return *text* with each wiki link replaced by its text."""
    return re.sub(r"\[\[([^\[\]]+)\]\]", lambda found: label_of(found.group(1)), text)


def _line(line: str, notes: list[str]) -> str:
    def written(found: re.Match[str]) -> str:
        if found["code"]:
            return found["code"]
        if found["wiki"] is not None:
            return _wiki(found["wiki"], embedded=bool(found["embed"]))
        if found["highlight"] is not None:
            return _BEYOND.sub(written, found["highlight"])
        if found["comment"] is not None:
            return ""
        notes.append(found["note"] or found["close"])
        return f"[^inline-{len(notes)}]"

    line = _TASK.sub(lambda found: f"{found.group(1)}{'☐' if found.group(2) == ' ' else '☑'}", line)
    return _BLOCK_NAME.sub("", _BEYOND.sub(written, line))


def _wiki(wiki: str, *, embedded: bool) -> str:
    name, _, shown = wiki.partition("|")
    if embedded and _PICTURE.search(name.strip()):
        named = name.strip().rpartition("/")[2].rpartition(".")[0]
        alt = named if not shown.strip() or _SIZE.fullmatch(shown.strip()) else shown.strip()
        return f"![{_escaped(alt)}](<{name.strip()}>)"
    return _escaped(label_of(wiki))


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


_FRONT = regex(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_TOML = regex(r"\A\+\+\+[ \t]*\n(.*?)\n\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD = regex(r"^([A-Za-z][\w -]{0,40}):[ \t]*(.*)$")
_FOOTNOTE = regex(r"^ {0,3}\[\^([^\]\s]{1,40})\]:[ \t]*(.*)$")
_BLOCK = regex(r"^ {0,3}(?:[-*+>#|]|`{3}|~{3}|\d{1,9}[.)]\s)")
"""The start of a line that is a block of its own even right below a footnote."""

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
    """Return the top-level fields of Hugo's and Zola's front matter; empty if it is not valid TOML."""
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
    """Return the footnotes of *text* as (label, Markdown) in order, and the rest of the text.

    Indented lines below a footnote belong to it, as does a line that follows directly.
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
    """Return the values of a field: one, or the items of a list in square brackets."""
    text = text.strip()
    if text.startswith("[") and text.endswith("]") and not text.startswith("[["):
        return [_bare(part) for part in text[1:-1].split(",") if part.strip()]
    return [_bare(text)] if text else []


def _bare(text: str) -> str:
    text = text.strip()
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'" else text
