"""The architecture as a test: what a module may load, and how large a thing may grow."""

from __future__ import annotations

import ast
import subprocess
import sys
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "termread"
MODULES = sorted(
    ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts).removesuffix(".__init__")
    for path in SOURCE.rglob("*.py")
    if path.name != "__main__.py"
)
OUTSIDE_TUI = [name for name in MODULES if not name.startswith("termread.tui")]

HEAVY = ["textual", "httpx", "lxml", "readability", "trafilatura", "markdown_it", "PIL", "asyncio", "rich.markdown"]
OWNERS = {"textual": "termread.tui", "httpx": "termread.fetch", "lxml": "termread.parse", "sqlite3": "termread.library"}


def loaded_by(code: str, *names: str) -> list[str]:
    """The *names* that a fresh interpreter has loaded after *code*."""
    script = f"import sys\n{code}\nprint(*[n for n in {list(names)!r} if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)
    return done.stdout.split()


@pytest.mark.parametrize("module", OUTSIDE_TUI)
def test_importing_a_module_outside_tui_loads_nothing_heavy(module):
    allowed = {name for name, owner in OWNERS.items() if module.startswith(owner)}
    assert loaded_by(f"import {module}", *(name for name in HEAVY if name not in allowed)) == []


def test_the_screen_process_does_not_load_what_only_the_engine_needs():
    code = "import termread.cli, termread.desk; from termread.tui.textual_compat.preload import load_textual; load_textual(); import termread.tui.app"
    wanted = ["httpx", "lxml", "readability", "trafilatura", "markdown_it", "rich.markdown", "PIL", "ssl"]
    assert loaded_by(code, *wanted) == []


def test_what_textual_is_loaded_without_can_still_be_loaded():
    assert loaded_by(
        "from termread.tui.textual_compat.preload import load_textual; load_textual(); import ssl", "ssl"
    ) == ["ssl"]


def test_what_textual_is_built_on_is_preloaded_until_it_is_enough():
    code = "from termread.tui.textual_compat.preload import preload; preload(lambda: {})"
    beneath = ("asyncio", "rich.console", "platformdirs.unix", "ssl", "textual")
    assert loaded_by(code.format("False"), *beneath) == ["asyncio", "rich.console", "platformdirs.unix"]
    assert loaded_by(code.format("True"), *beneath) == []


def test_an_article_is_shown_read_and_searched_without_the_framework():
    code = """
from termread.article import Article, Paragraph, Place, Prose
from termread.layout.model import Page
from termread.palette import THEMES
from termread.tui.page import article, early
from termread.tui.page.draw import whole, write
from termread.tui.page.features.marks import Flag
from termread.tui.page.pager import Pager

text = Article(title="The harbour", blocks=tuple(Paragraph(Prose("Boats come in with the tide. " * 9)) for _ in range(9)))
pager = Pager(THEMES["paper"], Page(40))
pager.show(text, Place(3))
pager.marks.flags = [Flag(1, Place(3), "", Place(3, 28))]
pager.resize(60, 12)
rows = pager.frame()
assert len(rows) == 12 and all(len(row.text) == 60 for row in rows), rows
assert rows[0].text.split()[:3] == ["▸", "Boats", "come"] and "The harbour" in rows[-1].text, rows
assert "Boats come in" in write(whole(rows), "true")
pager.acts["line_down"]()
pager.find.as_typed("harbour")
assert pager.find.count == "1/1" and pager.frame()[0].text != rows[0].text
"""
    assert loaded_by(code, "textual", "rich.style", "rich.console", "asyncio") == []


def imports_of(path: Path) -> set[str]:
    """Our modules that *path* imports anywhere: at its head, in a function, or for its types alone."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            inner = {f"{node.module}.{each.name}" for each in node.names} & set(MODULES)
            found |= inner or ({node.module} & set(MODULES))
        elif isinstance(node, ast.Import):
            found |= {each.name for each in node.names} & set(MODULES)
    return found


def test_no_module_imports_back():
    graph = {}
    for path in SOURCE.rglob("*.py"):
        name = ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts).removesuffix(".__init__")
        graph[name] = imports_of(path) - {name}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(f"an import circle: {' <- '.join(error.args[1])}")


def test_no_class_stands_on_another_of_ours_deeper_than_two():
    bases = {}
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef):
                bases[node.name] = [each.id for each in node.bases if isinstance(each, ast.Name)]

    def depth(name):
        return 1 + max((depth(each) for each in bases[name] if each in bases and each != name), default=0)

    assert {name: depth(name) for name in bases if depth(name) > 2} == {}


def functions() -> list[tuple[str, int]]:
    """Every function of the source with its length in lines, docstring left out."""
    found = []
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                body = node.body
                doc = body[0] if ast.get_docstring(node) is not None else None
                size = (node.end_lineno or node.lineno) - node.lineno + 1
                size -= (doc.end_lineno or doc.lineno) - doc.lineno + 1 if doc else 0
                found.append((f"{path.relative_to(SOURCE)}:{node.lineno} {node.name}", size))
    return found


LONG_FUNCTIONS = {"parse/page/pipeline.py _read": "the whole way of a page from bytes to article, in order"}
LONG_FILES = {
    "article.py": "the sum type of blocks, which every match must exhaust, in one place",
    "palette.py": "every color of every theme; nothing else lists them",
    "parse/page/model.py": "the page, its runs and its elements, and the moves that alone may change them",
}
MANY_PARAMETERS = {
    "tui/dialogs/lists.py __init__": "the texts of a list and what its keys do, each by keyword",
    "tui/reader/screen.py __init__": "the parts that a reader's screen is composed of",
    "tui/prompt.py ask": "a question and how it is answered, by keyword",
}
"""The exceptions to the limits, each with its reason."""


def test_functions_stay_small():
    over = {name.partition(":")[0] + " " + name.rsplit(" ", 1)[1] for name, size in functions() if size > 40}
    assert over == LONG_FUNCTIONS.keys()


def test_files_stay_small():
    sizes = {str(path.relative_to(SOURCE)): path.read_text("utf-8").count("\n") for path in SOURCE.rglob("*.py")}
    assert {name for name, size in sizes.items() if size > 300} == LONG_FILES.keys()


def test_functions_take_few_parameters():
    over = set()
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                names = [each.arg for each in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)]
                if len(names) - (names[:1] in (["self"], ["cls"])) > 5:
                    over.add(f"{path.relative_to(SOURCE)} {node.name}")
    assert over == MANY_PARAMETERS.keys()


def test_no_module_has_a_name_that_says_nothing():
    empty = {"utils", "util", "helpers", "helper", "manager", "base", "common", "misc"}
    assert [name for name in MODULES if empty & set(name.split("."))] == []


def test_opening_the_library_loads_no_cryptography():
    # OpenSSL costs every start 20 ms and 5 MB.
    assert loaded_by("import termread.library.api, termread.library.backups", "hashlib", "secrets", "ssl") == []
