"""Write the table of stages in extraction.md from the pipeline itself: `python docs/make_stages.py`."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from termread.parse.charset import decode
from termread.parse.metadata import read_metadata
from termread.parse.page.compose.article import compose_article
from termread.parse.page.flatten import flatten
from termread.parse.page.page_kind import as_what_it_is
from termread.parse.page.pipeline import STAGES
from termread.parse.page.tree import plant

PAGE = Path(__file__).with_name("extraction.md")
BEFORE: tuple[Callable[..., Any], ...] = (decode, plant, read_metadata, flatten)
AFTER: tuple[Callable[..., Any], ...] = (compose_article, as_what_it_is)


def table() -> str:
    """Return the table in Markdown: each step, the module it is in, and the first line of its docstring."""
    rows = [f"| {_name(step)} | `{_module(step)}` | {_said(step)} |" for step in (*BEFORE, *STAGES, *AFTER)]
    return "\n".join(["| stage | module | what it does |", "| --- | --- | --- |", *rows])


def _name(step: Callable[..., Any]) -> str:
    return f"`{step.__name__}`" if step in STAGES else step.__name__


def _module(step: Callable[..., Any]) -> str:
    return Path(inspect.getfile(step)).relative_to(PAGE.parents[1] / "src" / "termread").as_posix()


def _said(step: Callable[..., Any]) -> str:
    return inspect.getdoc(step).split("\n\n")[0].replace("\n", " ").replace("|", "\\|").replace("<", "&lt;")


def rewritten(text: str) -> str:
    """Return the *text* of extraction.md with the table of today between its marks."""
    return re.sub(r"(<!-- stages -->\n).*?(\n<!-- /stages -->)", lambda m: m[1] + table() + m[2], text, flags=re.DOTALL)


if __name__ == "__main__":
    PAGE.write_text(rewritten(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
