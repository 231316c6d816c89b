"""Inline text and code languages as Markdown that round-trips exactly."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise

from termread.article import Mark, Prose, Style
from termread.text import regex
from termread.values import replace
from termread.write.markup import Tag, Tags, safe_href, weave
from termread.write.notes import CALL, CALLED, TARGET

_SPECIAL = regex(
    r"[\\`*\[\]~|]"
    r"|(?<![^\W_])_|_(?![^\W_])"  # not inside a word
    r"|<(?=[A-Za-z/!?%])"
    r"|&(?=#?\w+;)"
    r"|(?<!\S)#|#(?=\s|$)"
    r"|=(?==)|\$(?!\d)|%(?=%)"  # Obsidian's highlights, formulas and comments
)
_EXECUTED = regex(
    r"\s*(?:\$?=|\{|(?:r|python|py|julia|js|ojs)\s|(?:input|view|button)\[)|.*<%", re.DOTALL | re.IGNORECASE
)
"""Code spans that note apps execute: Dataview `=` and `$=`, knitr `r x`, Quarto `{python} x`, Meta Bind, Templater."""
_LINE_START = regex(r"(?m)^(?:(?=[-+>](?:\s|$)|-{2,}|=+\s*$|>)|(?P<number>\d{1,9})(?=[.)](?:\s|$)))")
_SIGNS: dict[Style, str] = {"strong": "**", "emphasis": "*", "strike": "~~"}
_NAMES: dict[Style, str] = {
    "strong": "strong",
    "emphasis": "em",
    "strike": "del",
    "sub": "sub",
    "sup": "sup",
    "code": "code",
}


def markdown_of(prose: Prose) -> str:
    """Return *prose* as Markdown, with a backslash for each hard line break."""
    lines = [_line_start(line.strip()) for line in _woven(prose).split("\n")]
    return "\\\n".join(line for line in lines if line)


def markdown_line(prose: Prose) -> str:
    """Return *prose* as Markdown on a single line."""
    return " ".join(_woven(prose).split())


def escaped(text: str) -> str:
    """Escape plain text for Markdown, on a single line."""
    return markdown_line(Prose(text))


def target(href: str) -> str:
    """Escape an address for use as a link destination."""
    return href.replace("(", "%28").replace(")", "%29")


def _woven(prose: Prose) -> str:
    marks = tuple(mark for mark in (_trimmed(mark, prose.text) for mark in prose.marks) if mark.start < mark.end)
    trimmed = Prose(prose.text, marks)
    pictures = {mark.start - 1 for mark in marks if prose.text[max(mark.start - 1, 0) : mark.start] == "!"}
    special = sorted(pictures.union(found.start() for found in _SPECIAL.finditer(prose.text)))

    def escape(start: int, end: int, tags: Tags) -> str:
        if prose.text[start:end] == CALL:
            return ""
        if any(tag.opening[0] == "`" for tag in tags):
            return prose.text[start:end]
        inside = special[bisect_left(special, start) : bisect_left(special, end)]
        written = "\\".join(prose.text[a:b] for a, b in pairwise([start, *inside, end]))
        return written.replace("\\<%", "&lt;%")  # Templater ignores the backslash

    return weave(trimmed, lambda mark: _tag(mark, trimmed), escape)


def _trimmed(mark: Mark, text: str) -> Mark:
    """Trim white space from the ends of a mark, where Markdown does not allow it."""
    inside = text[max(mark.start, 0) : max(mark.end, 0)]
    left = len(inside) - len(inside.lstrip())
    return replace(mark, start=max(mark.start, 0) + left, end=max(mark.start, 0) + len(inside.rstrip()))


def _tag(mark: Mark, prose: Prose) -> Tag | None:
    match mark.style:
        case "link" if _is_call(mark):
            return Tag(f"[^{(mark.href or '').removeprefix(CALLED)}]", "")
        case "link" if mark.href and mark.href.startswith(TARGET):
            return Tag("[", f"](#{target(mark.href.removeprefix(TARGET))})")
        case "link":
            href = safe_href(mark.href)
            return Tag("[", f"]({target(href)})") if href else None
        case "strong" | "emphasis" | "strike" if _takes_signs(mark, prose):
            sign = _SIGNS[mark.style]
            return Tag(sign, sign)
        case "code" if _takes_ticks(mark, prose):
            return _ticks(prose.text[mark.start : mark.end])
        case style:
            return Tag(f"<{_NAMES[style]}>", f"</{_NAMES[style]}>")


def _takes_signs(mark: Mark, prose: Prose) -> bool:
    """Whether asterisks work: CommonMark needs white space outside or a letter inside, and no other mark in the way."""
    before, after = prose.text[max(mark.start - 1, 0) : mark.start], prose.text[mark.end : mark.end + 1]
    others = [o for o in prose.marks if o is not mark and o.start <= mark.end and mark.start <= o.end]
    others = [o for o in others if not (_is_call(o) and (o.start == mark.end or o.end == mark.start))]
    if any(_crosses(mark, other) or other.style == mark.style for other in others):
        return False
    inner = [other for other in others if mark.start <= other.start and other.end <= mark.end]
    first = prose.text[mark.start].isalnum() and all(other.start > mark.start for other in inner)
    last = prose.text[mark.end - 1].isalnum() and all(other.end < mark.end for other in inner)
    return (first or not before or before.isspace()) and (last or not after or after.isspace())


def _is_call(mark: Mark) -> bool:
    return mark.href is not None and mark.href.startswith(CALLED)


def _crosses(one: Mark, other: Mark) -> bool:
    """Whether two marks touch, or overlap without one containing the other."""
    apart = other.end < one.start or one.end < other.start
    nested = (one.start <= other.start and other.end <= one.end) or (other.start <= one.start and one.end <= other.end)
    return not apart and not nested


def _takes_ticks(mark: Mark, prose: Prose) -> bool:
    code = prose.text[mark.start : mark.end]
    inert = "\n" not in code and not _EXECUTED.match(code) and prose.text[mark.start - 1 : mark.start] != "}"
    return inert and not any(
        other is not mark and (mark.start < other.start <= mark.end or mark.start <= other.end < mark.end)
        for other in prose.marks
    )


def _ticks(code: str) -> Tag:
    """A fence longer than every run of backticks in *code*, padded with a space where one would touch it."""
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", code)), default=0))
    pad = " " if code[0] == "`" or code[-1] == "`" else ""
    return Tag(fence + pad, pad + fence)


def _line_start(line: str) -> str:
    return _LINE_START.sub(lambda found: f"{found['number'] or ''}\\", line)


_KNOWN_LANGUAGES = """
abap ada agda apache applescript asciidoc asm assembly awk bash bat batch bibtex c c# c++ clojure cmake cobol coffeescript
conf console cpp crystal cs csharp css csv cuda cypher cython d dart delphi diff docker dockerfile dos dotenv elixir elm
erlang f# fish fortran fsharp gherkin gleam glsl go golang gradle graphql groovy haml handlebars haskell haxe hcl hlsl hs
html http ini java javascript jinja js json json5 jsonc jsonl jsx julia kotlin kt latex less lisp llvm log lua make makefile
markdown matlab md nasm nginx nim nix objc objective-c objectivec ocaml octave pascal patch perl php plaintext postgresql
powershell prolog properties proto protobuf ps1 puppet purescript py python python3 qml r racket raku rb regex rs ruby rust
sass scala scheme scss sed sh shell shell-session smalltalk solidity sql svelte svg swift tcl terraform tex text toml ts tsx
txt typescript v vala vb verilog vhdl vim viml vue wasm wat xml xslt yaml yml zig zsh
"""
LANGUAGES = frozenset(_KNOWN_LANGUAGES.split())


def code_language(name: str | None) -> str:
    """Return *name* in lower case if it is in `LANGUAGES`, else an empty string."""
    found = (name or "").strip().lower()
    return found if found in LANGUAGES else ""
