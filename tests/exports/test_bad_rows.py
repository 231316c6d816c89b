"""One bad row costs that row: whatever stands in it, the other rows come in, and it is named with its line."""

from __future__ import annotations

import json

import pytest
from export_samples import LISTS, RECORDS, SECONDS, SPREADSHEETS, A, B
from hypothesis import given, settings
from hypothesis import strategies as st
from test_sources import SOURCES

from termread.followed import Subscription
from termread.interchange import ImportedEntry, Skipped, UnknownField, import_row_of, import_row_record
from termread.library.api import Library
from termread.library.identity import identities, identity, site_of
from termread.parse.imports import fields, read_export
from termread.parse.imports.rows import each

BAD_ADDRESSES = [
    "https://[bad/x",
    "https://[::1/x",
    "https://a]b/x",
    "https://example.com:port/x",
    "https://example.com:99999999/x",
    "https://example.com:0/x",
    "https://a..b.example/x",
    f"https://{'a' * 64}.example/x",
    f"https://{'a.' * 200}example/x",
    f"https://{'ü' * 64}.example/x",
    "https://.../x",
    "https://\u2100.example/x",
    "https://user@/x",
    "https://:443/x",
    "https:///x",
    "http://",
    "ftp://example.com/x",
    "javascript:alert(1)",
    "not an address",
    "http://exa%20mple.com/x",
    "https://ex%61mple.com/x",
    "https://a<b>.example/x",
    "https://a\\b.example/x",
    'https://"example.com"/x',
]
ODD_VALUES = [
    *("1e999", "-1", "NaN", "9" * 19, "9" * 5_000, "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"),
    *("2024-02-30", "2024-05-01T25:00:00Z", "\ud800", "\x00", "٣", "²", "[" * 5_000, '["', "{'a':", "\u202e"),
]
SHEETS = {
    **SPREADSHEETS,
    **{name: SOURCES[name] for name in SOURCES if isinstance(SOURCES[name][0], str) and "csv" in name},
}
JSONS = {**RECORDS, **{name: SOURCES[name] for name in SOURCES if not isinstance(SOURCES[name][0], str)}}


def kept(data):
    """What came in, through the pipe and into a library, as the program does it."""
    rows = [import_row_of(json.loads(json.dumps(import_row_record(row)))) for row in read_export(data)]
    saved = [row for row in rows if isinstance(row, ImportedEntry)]
    assert sum(Library().import_entries(saved)) == len(saved)
    for row in rows:
        assert isinstance(row, UnknownField) or row.line > 0
        assert not isinstance(row, Skipped) or row.reason
    return rows


@pytest.mark.parametrize("bad", BAD_ADDRESSES)
@pytest.mark.parametrize(
    "written",
    [
        lambda urls: "url,title\n" + "\n".join(f"{url},T" for url in urls),
        lambda urls: json.dumps([{"url": url, "addedAt": 1} for url in urls]),
        "\n".join,
        lambda urls: "<!DOCTYPE NETSCAPE-Bookmark-file-1><DL>" + "\n".join(f'<DT><A HREF="{url}">T</A>' for url in urls),
        lambda urls: "<opml>" + "\n".join(f'<outline xmlUrl="{url}"/>' for url in urls) + "</opml>",
    ],
)  # fmt: skip
def test_an_address_that_cannot_be_parsed_costs_its_row(bad, written):
    rows = [row for row in kept(written([A, bad, B]).encode()) if not isinstance(row, UnknownField)]
    there = {ImportedEntry: "url", Subscription: "address"}
    assert [getattr(row, there.get(type(row), "line"), 0) for row in rows] == [A, rows[1].line, B]
    assert isinstance(rows[1], Skipped)
    assert rows[1].reason.endswith(("is not a web address", "is not an address that can be opened"))


@pytest.mark.parametrize(
    "address",
    ["https://example.com:8080/x", "https://bücher.example/x", "http://127.0.0.1/x", "https://[2001:db8::1]/x", "http://intranet/x", "https://日本.example/", "https://example.com./x", "https://my_host.example/x"],
)  # fmt: skip
def test_an_address_that_can_be_opened_comes_in(address):
    assert [row.url for row in kept(f"url\n{address}\n".encode())] == [address]


CELLS = st.one_of(st.sampled_from([*BAD_ADDRESSES, *ODD_VALUES, A]), st.text(max_size=12))


@pytest.mark.parametrize("kind", SHEETS)
@given(data=st.data())
@settings(max_examples=30, deadline=None)
def test_no_cell_of_a_spreadsheet_costs_another_row(kind, data):
    text = SHEETS[kind][0].removeprefix("\ufeff")
    parted = ";" if kind == "wallabag csv" else ","
    header = text.split("\n", 1)[0].strip()
    quoted = ('"' + data.draw(CELLS).replace('"', '""') + '"' for _ in header.split(parted))
    row = parted.join(quoted)
    good = [r for r in kept(text.encode()) if isinstance(r, ImportedEntry)]
    spoilt = kept((text.rstrip("\r\n") + "\n" + row + "\n").encode("utf-8", "replace"))
    assert [r for r in spoilt if isinstance(r, ImportedEntry)][: len(good)] == good


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | CELLS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=5,
)


@pytest.mark.parametrize("kind", JSONS)
@given(data=st.data())
@settings(max_examples=30, deadline=None)
def test_no_value_of_a_field_costs_another_row(kind, data):
    def spoilt(value):
        if data.draw(st.integers(0, 5)) == 0:
            return data.draw(ANY_JSON)
        match value:
            case dict():
                return {name: spoilt(part) for name, part in value.items()}
            case _:
                return value

    rows = JSONS[kind][0]
    if isinstance(rows, list) and isinstance(rows[0], dict):
        good = [row for row in kept(json.dumps(rows).encode()) if isinstance(row, ImportedEntry)]
        spoilt_rows = kept(json.dumps([*rows, spoilt(rows[0])]).encode())
        if kind not in {"w3c", "w3c without a quote"}:  # whose rows belong to one page
            assert [row for row in spoilt_rows if isinstance(row, ImportedEntry)][: len(good)] == good


@pytest.mark.parametrize("kind", LISTS)
@given(line=st.one_of(CELLS, st.sampled_from(BAD_ADDRESSES)))
@settings(max_examples=30, deadline=None)
def test_no_line_of_a_list_costs_another(kind, line):
    text = LISTS[kind][0]
    good = [row for row in kept(text.encode()) if isinstance(row, ImportedEntry)]
    spoilt = kept((text.rstrip("\n") + "\n" + line + "\n").encode("utf-8", "replace"))
    assert [row for row in spoilt if isinstance(row, ImportedEntry)][: len(good)] == good


def test_a_number_of_too_many_digits_costs_its_field():
    (row,) = kept(f'[{{"url": "{A}", "addedAt": {"9" * 5_000}, "title": "One"}}]'.encode())
    assert row == ImportedEntry(A, "One", line=1)


def test_what_fails_in_a_reader_costs_its_row():
    def read(row, line):
        return ImportedEntry({"bad": None}[row] or A, line=line) if row == "worse" else ImportedEntry(A, line=line)

    assert list(each([(1, "good"), (2, "worse"), (3, "good")], read)) == [
        ImportedEntry(A, line=1), Skipped(2, "it could not be read"), ImportedEntry(A, line=3),
    ]  # fmt: skip


ADDRESSES = st.one_of(
    st.sampled_from(BAD_ADDRESSES),
    st.text(max_size=20),
    st.text(st.sampled_from("[]:@/.?#%ü\u3002\u2488\u0378\ud800\x00 "), max_size=12).map("https://".__add__),
)  # fmt: skip


@given(ADDRESSES, ADDRESSES, ADDRESSES)
@settings(max_examples=300, deadline=None)
def test_every_address_has_a_key_and_a_site(first, second, third):
    assert isinstance(identity(first), str)
    assert isinstance(site_of(first), str)
    assert identities(first, second, third)


def test_dates_are_read_from_numbers_with_a_fraction():
    assert fields.moment(f"{SECONDS}.75") == "2024-05-01T12:00:00Z"
    assert fields.moment(SECONDS + 0.5) == "2024-05-01T12:00:00Z"
    assert fields.moment("20240501T120000Z") == "2024-05-01T12:00:00Z"
