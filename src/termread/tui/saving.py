"""An article into a file of the reader's choice, whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path

from termread.article import Article
from termread.errors import LibraryError
from termread.text import clean_line

KINDS: Mapping[str, str] = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".json": "json",
    ".jsonl": "jsonl",
    ".epub": "epub",
}
"""What a file is by the end of its name."""


def save(article: Article, source: str, path: Path, measure: int) -> None:
    """Write *article*, read from *source*, to *path*; the end of its name says how. LibraryError where that fails."""
    kind = KINDS.get(path.suffix.lower())
    if kind is None:
        raise LibraryError(f"Nothing was saved: end the name in {', '.join(KINDS)} to choose a format.", code="output")
    data = _writer(kind)(article, source, measure)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_bytes(data)
        part.replace(path)
    except OSError as error:
        why = error.strerror or "it fails"
        raise LibraryError(f"{clean_line(str(path))} cannot be written: {why}.", code="output") from error
    finally:
        part.unlink(missing_ok=True)


def _writer(kind: str) -> Callable[[Article, str, int], bytes]:
    if kind == "epub":
        from termread.write.epub import write_epub

        return lambda article, _, __: write_epub(article)
    from termread.write import FORMATS

    return lambda article, source, measure: FORMATS[kind](article, source, measure).encode("utf-8", "replace")
