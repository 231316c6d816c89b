"""Annotated pages, with the runs of each as the classifier sees them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from publicsuffixlist import PublicSuffixList

from termread.parse.charset import decode
from termread.parse.metadata import read_metadata
from termread.parse.page.boilerplate import weigh
from termread.parse.page.boilerplate.interruptions import join_around_popups
from termread.parse.page.classify.features import Row, rows_of
from termread.parse.page.classify.weights import ClassWords
from termread.parse.page.flatten import flatten
from termread.parse.page.model import Element
from termread.parse.page.tree import plant
from training.labels import Label, labels_of

_SUFFIXES = PublicSuffixList()


@dataclass
class Example:
    """A page: its source, and the features and labels of its runs."""

    path: Path
    truth: dict[str, Any]
    domain: str
    """Its registrable domain; pages of one domain are always in the same fold."""
    elements: list[Element] = field(default_factory=list)
    places: list[Element] = field(default_factory=list)
    """The element of each row."""
    rows: list[Row] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)

    def fold(self, folds: int) -> int:
        """Return the fold of its domain."""
        return int(hashlib.sha256(self.domain.encode()).hexdigest(), 16) % folds

    @property
    def set_aside(self) -> bool:
        """Whether its domain is in the half reserved for checking choices, never for making them."""
        return int(hashlib.sha256(f"half{self.domain}".encode()).hexdigest(), 16) % 2 == 1


def examples_in(folders: list[Path]) -> Iterator[Example]:
    """Yield the pages in *folders* (`<page>/page.html` with `<page>/truth.json`), sorted by name."""
    for folder in folders:
        for path in sorted(folder.iterdir()):
            if (path / "page.html").exists() and (path / "truth.json").exists():
                truth = json.loads((path / "truth.json").read_text("utf-8"))
                yield Example(path, truth, domain_of(truth, path.name))


def domain_of(truth: dict[str, Any], name: str) -> str:
    """Return the registrable domain of a page, from its address or else from its host or name."""
    host = (urlsplit(truth.get("url") or "").hostname or truth.get("host") or name.split("--", maxsplit=1)[0]).lower()
    return _SUFFIXES.privatesuffix(host) or host


def read(example: Example) -> None:
    """Fill in the rows and labels of a page, except for class words, whose odds differ between folds."""
    decoded = decode((example.path / "page.html").read_bytes())
    tree = plant(decoded.text)
    if tree is None:
        return
    page = flatten(tree.root)
    page.metadata = read_metadata(tree.root, example.truth.get("url"))
    join_around_popups(page)
    weigh(page)
    rows = rows_of(page, ClassWords({}))
    runs = [page.runs[i] for i in rows]
    example.rows = list(rows.values())
    example.labels = labels_of(example.truth, [run.text for run in runs])
    example.places = [run.element for run in runs]
    example.elements = page.elements
    for element in page.elements:
        element.node = None  # frees the large tree, which is no longer needed
