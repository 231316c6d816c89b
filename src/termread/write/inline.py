"""Running text as Markdown that round-trips exactly, with references to footnotes and links to headings."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import accumulate, pairwise
from typing import Any

from termread.article import Article, Footnote, Heading, Mark, Prose, Style
from termread.text import regex
from termread.values import asdict, replace
from termread.write.markup import Notes, Tag, Tags, safe_href, weave

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


CALL = "\0"
"""Placeholder for a footnote reference in text made by `numbered`; it cannot occur in outside text."""
CALLED = "#^"
"""Prefix of the address of such a reference; the footnote's label follows."""

TARGET = "#/"
"""Prefix of the address of a link to a heading; the heading's slug follows."""


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


def numbered(article: Article) -> Article:
    """Return *article* with unique footnote labels, and a placeholder for each reference to one.

    Links to its headings point to their slugs.
    """
    notes, targets = Notes(article), slugs(article)
    if not notes.items and not targets:
        return article
    labels = notes.labels()
    following = iter(labels)

    def rewrite(value: Any) -> Any:
        match value:
            case Prose():
                return _with_calls(_with_targets(value, targets), notes, labels)
            case tuple():
                return tuple(map(rewrite, value))
            case Footnote():
                label = next(following)
                return Footnote(label, rewrite(value.prose), rewrite(value.blocks))
            case _ if hasattr(value, "__match_args__"):
                return replace(value, **{name: rewrite(part) for name, part in asdict(value).items()})
            case _:
                return value

    return replace(article, blocks=rewrite(article.blocks))


def _with_targets(prose: Prose, targets: dict[str, str]) -> Prose:
    """Point links to headings at their slugs."""
    if not any(mark.style == "link" and mark.href and mark.href[1:] in targets for mark in prose.marks):
        return prose
    marks = (
        replace(m, href=f"{TARGET}{targets[m.href[1:]]}")
        if m.href and m.href[0] == "#" and m.href[1:] in targets
        else m
        for m in prose.marks
    )
    return Prose(prose.text, tuple(marks))


def _with_calls(prose: Prose, notes: Notes, labels: list[str]) -> Prose:
    """Replace each reference with a placeholder, linked to its note's label."""
    calls: list[tuple[int, int, str]] = []
    for mark in sorted(prose.marks, key=lambda m: (m.start, -m.end, m.style)):
        number = notes.called(mark, prose.text[mark.start : mark.end])
        if number is not None and mark.end > mark.start:
            start, end = _bracketed(prose.text, mark)
            if not calls or calls[-1][1] <= start:
                calls.append((start, end, labels[number]))
    return _replaced(prose, calls) if calls else prose


def _replaced(prose: Prose, calls: list[tuple[int, int, str]]) -> Prose:
    """Replace each of *calls*, which must not overlap, with a placeholder; marks inside them are dropped."""
    edges = [0, *(edge for start, end, _ in calls for edge in (start, end)), len(prose.text)]
    text = CALL.join(prose.text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True))
    starts = [start for start, _, _ in calls]
    shorter = [0, *accumulate(end - start - 1 for start, end, _ in calls)]

    def moved(at: int) -> int:
        before = bisect_left(starts, at)
        inside = before and at < calls[before - 1][1]
        return calls[before - 1][0] - shorter[before - 1] + 1 if inside else at - shorter[before]

    def swallowed(mark: Mark) -> bool:
        before = bisect_right(starts, mark.start)
        return bool(before) and mark.end <= calls[before - 1][1]

    marks = [replace(m, start=moved(m.start), end=moved(m.end)) for m in prose.marks if not swallowed(m)]
    for start, _, label in calls:
        marks.append(Mark(moved(start), moved(start) + 1, "link", f"{CALLED}{label}"))
    return Prose(text, tuple(sorted(marks, key=lambda m: (m.start, -m.end, m.style))))


def _bracketed(text: str, mark: Mark) -> tuple[int, int]:
    """Return a reference's range, including any square brackets around it."""
    around = text[max(mark.start - 1, 0) : mark.start] + text[mark.end : mark.end + 1]
    return (mark.start - 1, mark.end + 1) if around == "[]" else (mark.start, mark.end)


_LEFT_OUT = regex(r"[^\w\- ]")


def slugs(article: Article) -> dict[str, str]:
    """Return the heading slug for each anchor in *article*; anchors elsewhere have none."""
    counted: dict[str, int] = {}
    of_block: dict[int, str] = {}
    titles = [(-1, article.title)] if article.title else []
    titles += [(at, block.prose.text) for at, block in enumerate(article.blocks) if isinstance(block, Heading)]
    for at, title in titles:
        slug = _LEFT_OUT.sub("", title.strip().lower()).replace(" ", "-")
        again = counted.get(slug, 0)
        counted[slug] = again + 1
        of_block[at] = f"{slug}-{again}" if again else slug
    return {a.name: of_block[a.place.block] for a in article.anchors if of_block.get(a.place.block)}
