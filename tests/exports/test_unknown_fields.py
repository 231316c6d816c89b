"""No column is dropped in silence: what was not understood is named, with the rows that had it."""

from __future__ import annotations

import json

import pytest
from export_samples import A, B

from termread.interchange import UnknownField
from termread.parse.imports import read_export
from termread.parse.imports.rows import Record, read_json


def unknown(data):
    text = data if isinstance(data, str) else json.dumps(data)
    return {row.name: row.rows for row in read_export(text.encode()) if isinstance(row, UnknownField)}


@pytest.mark.parametrize(
    ("data", "fields"),
    [
        (f"url,title,mood\n{A},One,glad\n{B},Two,\n", {"mood": 1}),
        (f"url,title,Word Count\n{A},One,900\n{B},Two,800\n", {"Word Count": 2}),
        (f"url,title,title\n{A},One,Uno\n", {"title (column 3)": 1}),
        (f"url,,title\n{A},x,One\n", {"(column 2)": 1}),
        (f"url,title\n{A},One,more\n", {"(column 3)": 1}),
        (f"url,title,mood\n{A},One,glad\nno address,Two,sad\n", {"mood": 1}),
        (f"url,title\n{A},One\n", {}),
        ([{"url": A, "addedAt": 1, "mood": "glad", "summary": None}], {"mood": 1}),
        ([{"url": A, "addedAt": 1, "highlights": [{"content": "q", "mood": 1}]}], {"highlights.mood": 1}),
        ({"bookmarks": [{"content": {"type": "link", "url": A, "author": "x"}}], "version": 3}, {"content.author": 1, "version": 0}),
        (f'<!DOCTYPE NETSCAPE-Bookmark-file-1><DL><DT><A HREF="{A}" ICON="x" PRIVATE="1">One</A></DL>', {"icon": 1, "private": 1}),
        (f'<opml><body><outline text="One" title="Two" xmlUrl="{A}" language="en"/></body></opml>', {"language": 1}),
        (f'<posts><post href="{A}" description="x" hash="abc"/></posts>', {"hash": 1}),
        ('{"termread":1,"type":"entry","address":"a","mood":"glad"}', {"mood": 1}),
    ],
)  # fmt: skip
def test_a_field_that_was_not_understood_is_named(data, fields):
    assert unknown(data) == fields


def test_names_from_outside_are_cleaned_and_counted_up_to_a_cap():
    (name,) = unknown(f"url,\x1b[31m{'x' * 300}\n{A},1\n")
    assert "\x1b" not in name
    assert len(name) <= 60
    rows = [{"url": A, "addedAt": 1, **{f"field {n}": 1 for n in range(5_000)}}]
    assert len(unknown(rows)) == 200


def test_a_record_knows_what_was_read():
    record = read_json('{"a": {"b": 1, "c": ""}, "d": [{"e": 1}, 2], "f": null, "g": 0}')
    assert sorted(record.unread()) == ["a", "d", "g"]
    record["a"].get("b")
    for part in record["d"][:1]:
        part.get("x")
    assert sorted(record.unread()) == ["d.e", "g"]
    assert Record(a="", b="2").first("a", "b") == "2"
