"""An export into a folder: a file an entry, for programs that keep notes as files."""

from __future__ import annotations

import pytest

from termread.cli.queries import fill_folder
from termread.errors import UsageError
from termread.interchange import LibraryEntry

ENTRIES = [
    LibraryEntry(f"https://example.com/{i}", title="The same headline" if i < 2 else "Another") for i in range(3)
]


@pytest.mark.parametrize(("how", "suffix"), [("markdown", "md"), ("html", "html"), ("epub", "epub")])
def test_every_entry_has_a_file_of_its_own(tmp_path, how, suffix):
    fill_folder(tmp_path / "new" / "folder", ENTRIES, how)
    names = sorted(path.name for path in (tmp_path / "new" / "folder").iterdir())
    assert names == [f"Another.{suffix}", f"The-same-headline-2.{suffix}", f"The-same-headline.{suffix}"]


def test_what_is_one_file_does_not_go_into_a_folder(tmp_path):
    with pytest.raises(UsageError):
        fill_folder(tmp_path, ENTRIES, "csv")
