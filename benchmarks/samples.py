"""Read the samples of other projects' formats, and the text that termread began with, and say what is wrong.

    TERMREAD_SHARED=DIR python benchmarks/samples.py

DIR/data/exports holds the samples, DIR/data/seed the text. They belong to others, so no test of the suite needs them;
`tests/exports/export_samples.py` has our own of each kind.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from termread.article import Figure, Note
from termread.document import Document
from termread.errors import Unreadable
from termread.interchange import Skipped, UnknownField
from termread.parse import parse
from termread.parse.imports import read_export

COUNTS = {
    "feedlist.opml": 1,
    "instapaper__2023_no_tags.csv": 2,
    "instapaper__2025_with_tags.csv": 4,
    "karakeep__linkwarden-export.json": 6,
    "karakeep__netscape_duplicates.html": 2,
    "karakeep__netscape_nested.html": 1,
    "karakeep__readwise-reader_basic.csv": 3,
    "karakeep__readwise-reader_tags.csv": 4,
    "linkding__simple_valid_import_file.html": 3,
    "matter__export.csv": 1,
    "onetab__export.txt": 3,
    "pocket__annotations_hpi_shape.json": 1,
    "raindrop__export.csv": 3,
    "safari__Bookmarks.plist": 1,
    "w3c__annotation.json": 1,
    "wallabag__chrome-bookmarks": 1,
    "wallabag__delicious_export.2021.02.06_21.10.json": 3,
    "wallabag__elcurator.json": 1,
    "wallabag__firefox-bookmarks.json": 2,
    "wallabag__instapaper-export.csv": 4,
    "wallabag__omnivore.json": 6,
    "wallabag__pinboard_export": 3,
    "wallabag__pocket.csv": 7,
    "wallabag__readability-read.json": 2,
    "wallabag__readability.json": 3,
    "wallabag__ril_export.html": 2,
    "wallabag__shaarli-bookmarks.html": 2,
    "wallabag__wallabag-v1-read.json": 3,
    "wallabag__wallabag-v1.json": 2,
    "wallabag__wallabag-v2-read.json": 2,
    "wallabag__wallabag-v2.json": 3,
}
NOT_EXPORTS = ["jsonfeed.json", "google-news-sitemap.xml", "zotero__newspaper.ris", "kindle__My_Clippings_en_es_zh.txt"]  # fmt: skip


def main() -> int:
    """Print what is wrong, and return 1 where something is."""
    data = Path(os.environ["TERMREAD_SHARED"]) / "data"
    wrong = [*wrong_exports(data / "exports"), *wrong_seed(next((data / "seed").glob("*.txt")))]
    print("\n".join(wrong) or f"{len(COUNTS) + len(NOT_EXPORTS) + 1} samples are read as they should be.")
    return 1 if wrong else 0


def wrong_exports(folder: Path) -> Iterator[str]:
    """Yield a line for each sample whose rows are not all taken in, or that is taken for an export and is none."""
    for name, count in COUNTS.items():
        rows = [row for row in read_export((folder / name).read_bytes(), name) if not isinstance(row, UnknownField)]
        skipped = sum(isinstance(row, Skipped) for row in rows)
        if len(rows) != count or skipped:
            yield f"{name}: {len(rows)} rows of {count}, {skipped} skipped"
    for name in NOT_EXPORTS:
        try:
            list(read_export((folder / name).read_bytes(), name))
        except Unreadable:
            continue
        yield f"{name}: is no export, and was read as one"


def wrong_seed(path: Path) -> Iterator[str]:
    """Yield what is wrong with the article in the text that the project began with."""
    article = parse(Document(path.name, path.read_bytes())).article
    found = {
        "title": article.title == "Busan handshake opens a new chapter in China-U.S. ties",
        "authors": article.authors == ("Imran Khalid",),
        "date": article.published is None,
        "figures": [block.credit for block in article.blocks if isinstance(block, Figure)] == ["Xinhua", "Xinhua"],
        "notes": [block.kind for block in article.blocks if isinstance(block, Note)] == ["editor", "contributor"],
    }
    yield from (f"{path.name}: the {name} is wrong" for name, right in found.items() if not right)


if __name__ == "__main__":
    sys.exit(main())
