"""What is private in Textual is named in one place; where a name is gone, the program reads on."""

from __future__ import annotations

import ast
import importlib
import re
import sys
from pathlib import Path

import pytest
from textual.app import App

import termread.tui.textual_compat as compat
from terminal import Terminal
from termread.tui.textual_compat import PRIVATE

SOURCE = Path(compat.__file__).parents[2]
PAGE = str(Path(__file__).parents[1] / "pages" / "opinion" / "page.html")
NAMES = [name for *_, name in PRIVATE]


@pytest.mark.parametrize(("module", "thing", "name"), PRIVATE, ids=NAMES)
async def test_textual_still_has_the_private_name(module, thing, name):
    inside = importlib.import_module(module)
    owner = eval(thing, {"App": App, **vars(inside)}) if thing else inside
    assert hasattr(owner, name), f"{thing or module} has no {name} any more: see termread.tui.textual_compat"


def foreign_names(path):
    """The private names that a module reaches for in what is not its own."""
    tree = ast.parse(path.read_text("utf-8"))
    own = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute) and of_self(node.value)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and re.match(r"_[a-z]", node.attr) and not of_self(node.value):
            if node.attr not in own:
                yield node.attr
        elif isinstance(node, ast.ImportFrom) and re.search(r"\b(textual|rich|asyncio)\b.*\._", node.module or ""):
            yield node.module
        elif isinstance(node, ast.Call) and of_super(node.func):
            yield node.func.attr


def of_self(node):
    return isinstance(node, ast.Name) and node.id in ("self", "cls")


def of_super(node):
    return isinstance(node, ast.Attribute) and ast.unparse(node.value) == "super()" and re.match(r"_[a-z]", node.attr)


def test_no_other_module_of_the_screen_uses_a_private_name_of_the_framework():
    found = {
        (str(path.relative_to(SOURCE)), name)
        for path in (SOURCE / "tui").rglob("*.py")
        if "textual_compat" not in path.parts
        for name in foreign_names(path)
    }
    assert found == set()


READS = """
import sys
from termread.tui.textual_compat import away
away.add({name!r})
if {name!r} == "_handle_exception":
    from termread.tui.app.stage import Stage
    del Stage._handle_exception
from termread.cli import main
sys.exit(main())
"""


@pytest.mark.parametrize("name", NAMES)
def test_an_article_is_read_without_it(name):
    with Terminal((sys.executable, "-c", READS.format(name=name), PAGE), rows=24) as terminal:
        terminal.wait_for_app()
        terminal.press(" ")
        terminal.wait_for("What happened next")
        terminal.press("/quay\r")
        terminal.wait_for("/quay")
        terminal.press("\x1b")
        terminal.wait_until(lambda: "/quay" not in terminal.text)
        terminal.press("s")
        terminal.wait_for("Favorites")
        terminal.press("q")
        assert terminal.end() == 0
        assert terminal.left_on == set()
