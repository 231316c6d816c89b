"""Every kind of file termread takes in, in small samples of our own: counts and fields."""

from __future__ import annotations

import json
import zipfile

import pytest
from export_samples import BODY, BOOKMARK_PAGES, LISTS, NOON, RECORDS, SECONDS, SPREADSHEETS, A, B, zipped

from termread.article import Paragraph
from termread.errors import Empty, TermreadError, Unreadable
from termread.interchange import ImportedEntry, ImportedHighlight, Skipped, UnknownField
from termread.parse.imports import read_export


def read(data):
    rows = read_export(data.encode() if isinstance(data, str) else data)
    return [row for row in rows if not isinstance(row, UnknownField)]


@pytest.mark.parametrize("kind", SPREADSHEETS)
def test_spreadsheets(kind):
    data, expected = SPREADSHEETS[kind]
    assert read(data) == expected


@pytest.mark.parametrize("kind", BOOKMARK_PAGES)
def test_bookmark_pages(kind):
    data, expected = BOOKMARK_PAGES[kind]
    assert read(data) == expected


@pytest.mark.parametrize("kind", RECORDS)
def test_records(kind):
    data, expected = RECORDS[kind]
    assert read(json.dumps(data)) == expected


@pytest.mark.parametrize("kind", LISTS)
def test_lists(kind):
    data, expected = LISTS[kind]
    assert read(data) == expected


def test_the_text_that_was_saved_elsewhere_comes_along():
    (saved,) = read(json.dumps([{"url": A, "title": "One", "is_archived": 0, "is_starred": 0, "language": "en", "published_by": ["A. Writer"], "content": BODY}]))  # fmt: skip
    assert saved.article.title == "One"
    assert saved.article.authors == ("A. Writer",)
    assert saved.article.url == A
    assert [type(block) for block in saved.article.blocks] == [Paragraph, Paragraph]


def test_a_pocket_zip_with_its_parts():
    part = "title,url,time_added,tags,status\n"
    data = zipped([("part_000000.csv", f"{part}One,{A},{SECONDS},,unread\n"), ("part_000001.csv", f"{part}Two,{B},{SECONDS},,archive\nBad,,,,\n"), ("odd.json", "{}"), ("picture.png", "x")])  # fmt: skip
    assert read(data) == [
        ImportedEntry(A, "One", NOON, line=2),
        ImportedEntry(B, "Two", NOON, archived=True, line=2),
        Skipped(3, "part_000001.csv: it has no address"),
        Skipped(0, f"odd.json: {unknown()}"),
    ]


def unknown():
    with pytest.raises(Unreadable) as caught:
        read("{}")
    return str(caught.value)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_an_omnivore_zip_with_texts_and_highlights():
    rows = [
        {"slug": "one", "title": "One", "url": A, "savedAt": NOON, "state": "Active"},
        {"slug": "../two", "title": "Two", "url": B, "savedAt": NOON, "state": "Active"},
    ]
    data = zipped(
        [
            ("metadata_0_to_20.json", json.dumps(rows)),
            ("content/one.html", f"<html><body>{BODY}</body></html>"),
            ("content/one.html", f"<html><body>{BODY}</body></html>"),
            ("highlights/one.md", "> first words\n> second line\n\nwhy\n\n> more words\n"),
        ]
    )
    one, two = read(data)
    assert one.highlights == (ImportedHighlight("first words\nsecond line", "why"), ImportedHighlight("more words"))
    assert len(one.article.blocks) == 2
    assert two == ImportedEntry(B, "Two", NOON, line=2)


def test_a_zip_bomb_is_refused_and_named():
    data = zipped([("a.csv", b"0" * 60_000_000), ("b.csv", f"url\n{A}\n")], compression=zipfile.ZIP_DEFLATED)
    refused, saved = read(data)
    assert refused.reason == "a.csv: it is packed more than 200 times smaller than it is"
    assert saved == ImportedEntry(A, line=2)


def test_a_zip_in_a_zip_is_not_opened():
    (skipped,) = read(zipped([("a.csv", zipped([("b.csv", f"url\n{A}\n")]))]))
    assert skipped.reason.startswith("a.csv: termread cannot import this file")


@pytest.mark.parametrize(
    ("data", "kind", "says"),
    [
        (b"  \n", Empty, "empty"),
        (b"Just a letter to somebody.", Unreadable, "It reads the exports of Pocket, Instapaper, Omnivore"),
        (
            b"<html><body><p>A page with <a href='https://example.com/'>a link</a></p></body></html>",
            Unreadable,
            "Pocket",
        ),
        (b'{"a": 1}', Unreadable, "Pocket"),
        (b"[" * 100_000, Unreadable, "nests too deep"),
        (b"PK\x03\x04 broken", Unreadable, "zip file is damaged"),
        (zipped([("a.png", "x")]), Unreadable, "Pocket"),
        (
            b"A book (A. Writer)\n- Your Highlight | Added on Monday\n\nwords\n==========\n",
            Unreadable,
            "Kindle",
        ),
    ],
)
def test_what_cannot_be_taken_in_says_what_can(data, kind, says):
    with pytest.raises(kind) as caught:
        read(data)
    assert says in str(caught.value)
    assert isinstance(caught.value, TermreadError)


def test_control_characters_do_not_pass():
    (saved,) = read(f"url,title,tags,note\n{A},\x1b[31mred\x07,\x9bx,\u202eback\n")
    assert "\x1b" not in repr(saved.title + "".join(saved.tags) + saved.note).replace("\\x1b", "\x1b")


def test_control_characters_in_bookmarks_leave_a_stand_in():
    page = f'<!DOCTYPE NETSCAPE-Bookmark-file-1><DL><DT><A HREF="{A}" TAGS="a\x07b">x\x1b[31m &#27;&#146;</A><DD>n\x08o</DL>'
    (saved,) = read(page)
    assert (saved.title, saved.tags, saved.note) == ("x\ufffd[31m \ufffd’", ("a\ufffdb",), "n\ufffdo")


def test_a_file_that_is_not_utf8_is_still_read():
    (saved,) = read(f"url,title\n{A},café\n".encode("windows-1252"))
    assert saved.title == "café"
    (saved,) = read(f"url,title\n{A},café\n".encode("utf-16"))
    assert saved.title == "café"
    for kind in ("utf-16-le", "utf-16-be"):
        (saved,) = read(f"url,title\n{A},café\n".encode(kind))
        assert saved.title == "café"


def test_a_quotation_mark_that_is_never_closed_swallows_one_row_only():
    rows = [f"{A}/{number},Title {number}" for number in range(5)]
    rows[2] = f'{A}/2,"Title 2'
    found = read("url,title\n" + "\n".join(rows) + "\n")
    assert [one.title for one in found if isinstance(one, ImportedEntry)] == [
        "Title 0",
        "Title 1",
        "Title 3",
        "Title 4",
    ]
    assert [one for one in found if isinstance(one, Skipped)] == [Skipped(4, "a quotation mark in it is never closed")]
    (last,) = read(f'url,title\n{A},"two\nlines"')
    assert last.title == "two lines"


def test_json_that_was_cut_off_says_where():
    with pytest.raises(Unreadable, match="broken in line 2, as if it had been cut off"):
        read('[{"href":"https://example.com/1","extended":""},\n{"hr')
