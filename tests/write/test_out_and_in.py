"""What is handed back in other programs' formats can be taken in again, as far as the format reaches."""

from __future__ import annotations

import pytest

from termread.article import Passage, Place
from termread.interchange import EntryHighlight, ImportedEntry, ImportedHighlight, LibraryEntry
from termread.parse.imports import read_export
from termread.write import write_entries

MADE = "2025-11-01T08:00:00Z"
KEPT = [
    LibraryEntry(
        "https://example.com/a?x=1&y=<2>",
        url="https://example.com/a?x=1&y=2",
        title='=1+1 "quoted", <b>not bold</b>',
        authors=("A. Writer", "B. Writer"),
        published="2025-10-31",
        added=MADE,
        state="archived",
        favourite=True,
        tags=("asia", "long read", "c++"),
        note="Two lines,\nthe second & <last>",
        progress=0.25,
        highlights=(EntryHighlight(Passage(Place(0), Place(0, 5), "words", "some ", " here"), 2, "why", MADE),),
    ),
    LibraryEntry("https://example.com/b", title="Later", added=MADE),
    LibraryEntry("/home/somebody/page.html", title="A file", added=MADE),
]
FIRST, SECOND = KEPT[0], KEPT[1]


def back(how):
    return [value for value in read_export(b"".join(write_entries(KEPT, how))) if isinstance(value, ImportedEntry)]


@pytest.mark.parametrize("how", ["csv", "netscape"])
def test_the_reader_s_own_fields_come_back(how):
    first, second = back(how)
    assert (first.url, second.url) == (FIRST.url, SECOND.address)
    assert (first.title, second.title) == (FIRST.title, SECOND.title)
    assert (first.tags, second.tags) == (FIRST.tags, ())
    assert (first.note, second.note) == (FIRST.note, "")
    assert (first.added, second.added) == (MADE, MADE)


def test_a_spreadsheet_keeps_more():
    first, _ = back("csv")
    assert (first.archived, first.favourite, first.progress) == (True, True, 0.25)
    assert (first.authors, first.published) == (FIRST.authors, "2025-10-31")


def test_annotations_come_back_as_highlights():
    (first,) = back("w3c")
    assert first.url == FIRST.url
    assert first.highlights == (ImportedHighlight("words", "why", "", MADE, "some ", " here"),)
