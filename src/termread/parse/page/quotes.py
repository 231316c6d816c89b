"""Signs that a browser sets and a text has to write: quotation marks of a language, brackets around a reading."""

from __future__ import annotations

from termread.parse.page.tree import Node

_MARKS = {
    "“”‘’": "en zh ko tr th vi id ms hi bn ta ur pt-br pt ga cy af sw fil lv",
    "„“‚‘": "de cs sk sl lb bg is et lt hr ka mk sr",
    "«»‹›": "fr de-ch fr-ch it-ch hy gsw rm pt-pt",
    "«»“”": "it es ca eu gl el sq",
    "«»„“": "ru uk be kk ky mn",
    "«»‘’": "no nb nn",
    "„”«»": "pl ro",
    "„”»«": "hu",
    "””’’": "sv fi he",
    "“”‘’ ": "da",
    "‘’“”": "nl",
    "「」『』": "ja zh-hant zh-tw zh-hk",
    "”“’‘": "ar",
    "«»‹› ": "fa",
}
_OF = {tag: marks.strip() for marks, tags in _MARKS.items() for tag in tags.split()}
_ANY = frozenset("“”„‚‘’«»‹›「」『』\"'")
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def marks_of(node: Node) -> tuple[str, str]:
    """Return the marks of a `q` element; empty ones where its author wrote them too."""
    text = "".join(node.itertext()).strip()
    if text and text[0] in _ANY and text[-1] in _ANY:
        return "", ""
    level = sum(outer.tag == "q" for outer in node.iterancestors()) % 2
    marks = _marks(_language(node))
    return marks[2 * level], marks[2 * level + 1]


def _language(node: Node) -> str:
    for each in (node, *node.iterancestors()):
        said = each.get("lang") or each.get(LANG)
        if said:
            return str(said).lower().replace("_", "-")
    return "en"


def _marks(language: str) -> str:
    main = language.split("-", maxsplit=1)[0]
    script = "zh-hant" if main == "zh" and "hant" in language else ""
    return _OF.get(language) or _OF.get(script) or _OF.get(main) or "“”‘’"


def opening_ruby(node: Node) -> str:
    """Return what stands before a reading: a bracket, unless it goes on another."""
    before = node.getprevious()
    return "" if before is not None and before.tag == "rt" and not (before.tail or "").strip() else "（"


def closing_ruby(node: Node) -> str:
    """Return what stands behind a reading."""
    after = node.getnext()
    return "" if after is not None and after.tag == "rt" and not (node.tail or "").strip() else "）"
