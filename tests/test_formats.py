"""The table of formats is whole: what it names is there, and what is there is in it."""

from __future__ import annotations

import ast
import re
from importlib import import_module
from inspect import signature
from pathlib import Path

import pytest

from termread.formats import FORMATS, by_suffix, load, names
from termread.parse.sniff import NOT_TEXT

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "termread"
SUFFIX = re.compile(r"\.[a-z]+")


def written_out() -> set[str]:
    """The public writers that the modules of `write` have, as the table would name them."""
    found = set()
    for path in (SOURCE / "write").glob("*.py"):
        module = f"write.{path.stem}"
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.FunctionDef) and re.fullmatch(r"write_\w+|\w+_pieces", node.name):
                found.add(f"{module}:{node.name}")
    return found


WHOLE_TEXTS = {
    "write.__init__:write_article",
    "write.__init__:write_entries",
    "write.markdown:write_markdown",
    "write.plain:write_spoken",
    "write.structured:write_error",
}
"""Writers that are no format of their own: the table's two doors, whole texts of piecewise formats, `--plain`, errors."""


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_reads_or_writes_and_names_functions_that_are_there(name):
    entry = FORMATS[name]
    assert entry.reader or entry.one or entry.many or entry.followed
    for place in filter(None, (entry.reader, entry.one, entry.many, entry.followed)):
        assert callable(load(place))
    assert all(SUFFIX.fullmatch(each) for each in (*entry.suffixes, *entry.aliases))
    assert not entry.a_file_each or entry.suffixes
    if entry.one:
        assert set(entry.told) <= set(signature(load(entry.one)).parameters)


def test_a_writer_that_no_format_names_is_not_forgotten():
    named = {place for entry in FORMATS.values() for place in (entry.one, entry.many, entry.followed)}
    assert written_out() - named == WHOLE_TEXTS


def test_an_ending_or_a_media_type_stands_for_one_format_of_a_use():
    for use in ("reader", "one", "many", "followed"):
        ends = [end for name in names(use) for end in (*FORMATS[name].suffixes, *FORMATS[name].aliases)]
        assert sorted(ends) == sorted(by_suffix(use, written=False))
    types = [media for entry in FORMATS.values() for media in entry.media_types]
    assert len(types) == len(set(types))


def test_what_is_recognised_is_read_or_refused():
    source = Path(import_module("termread.parse.sniff").__file__).read_text("utf-8")
    told = set(re.findall(r'return "(\w+)"', source)) | set(by_suffix("reader", written=False).values())
    assert told <= set(names("reader")) | NOT_TEXT | {"empty"}


@pytest.mark.parametrize("name", names("many"))
def test_a_format_of_an_export_is_documented(name):
    assert f"`{name}`" in (ROOT / "docs" / "formats.md").read_text("utf-8")
