"""The samples that other projects publish of their formats, where they are at hand: counts, and what each must show."""

from __future__ import annotations

import pytest

from termread.errors import Unreadable
from termread.parse.imports import read_export
from termread.saved import Skipped, UnknownField

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


def taken(shared, name):
    rows = read_export((shared / "data" / "exports" / name).read_bytes(), name)
    return [row for row in rows if not isinstance(row, UnknownField)]


@pytest.mark.parametrize("name", COUNTS)
def test_every_row_of_a_sample_is_taken_in(shared, name):
    rows = taken(shared, name)
    assert len(rows) == COUNTS[name]
    assert not any(isinstance(row, Skipped) for row in rows)
    assert all(row.url.startswith("http") for row in rows)


@pytest.mark.parametrize("name", NOT_EXPORTS)
def test_what_is_no_export_is_refused(shared, name):
    with pytest.raises(Unreadable):
        taken(shared, name)


def test_highlights_of_books_are_skipped_and_say_why(shared):
    rows = taken(shared, "readwise__highlights.csv")
    assert [(row.line, "no web address" in row.reason) for row in rows] == [(2, True), (3, True)]


def test_three_units_of_time_are_one_moment(shared):
    rows = taken(shared, "linkding__simple_valid_import_file.html")
    assert [row.added for row in rows] == ["2021-03-21T14:39:19Z"] * 3
    assert [row.note for row in rows] == [f"test description {i}" for i in (1, 2, 3)]


def test_a_title_with_line_breaks_is_one_row(shared):
    rows = taken(shared, "wallabag__pocket.csv")
    assert rows[-1].title == "Des abeilles pour résoudre les « conflits » entre les humains et les élépha"
    assert [row.archived for row in rows] == [False, False, False, True, False, True, False]


def test_texts_come_with_wallabag(shared):
    first, second, third = taken(shared, "wallabag__wallabag-v2.json")
    assert first.favourite
    assert second.article.language == "fr" or second.article.language is None
    assert len(second.article.blocks) > 3
    assert third.article is None


def test_python_lists_of_tags(shared):
    rows = taken(shared, "karakeep__readwise-reader_tags.csv")
    assert [row.tags for row in rows] == [("test",), ("test", "test2", "it's crazy"), ("tag's", "another"), ()]
