"""No bytes whatever make a reader of other programs' files fail, and nothing unclean comes out of it."""

from __future__ import annotations

import json
import re

import pytest
from export_samples import BODY, BOOKMARK_PAGES, LISTS, RECORDS, SPREADSHEETS, A, zipped
from hypothesis import given, settings
from hypothesis import strategies as st
from test_sources import SOURCES, enex, item, note

from strategies import entries, saved, some
from termread.errors import TermreadError
from termread.interchange import ImportedEntry, LibraryEntry, import_row_record, library_entry_record
from termread.parse.imports import read_export
from termread.write import write_entries

UNCLEAN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
FILES = [
    data if isinstance(data, bytes) else data.encode()
    for data, _ in [*SPREADSHEETS.values(), *BOOKMARK_PAGES.values(), *LISTS.values()]
] + [json.dumps(data).encode() for data, _ in RECORDS.values()]
FILES += [(data if isinstance(data, str) else json.dumps(data)).encode() for data, _ in SOURCES.values()]
FILES.append(enex(note(A), note()).encode())
FILES.append(json.dumps({"items": [item(canonical=[{"href": A}], summary={"content": BODY})]}).encode())
FILES.append(zipped([(f"{i}.csv", data) for i, data in enumerate(FILES[:3])]))


def strings(value):
    match value:
        case str():
            yield value
        case list():
            for part in value:
                yield from strings(part)
        case dict():
            for part in value.values():
                yield from strings(part)


def taken_in(data):
    try:
        taken = list(read_export(data))
    except TermreadError:
        return []
    for value in taken:
        assert not any(UNCLEAN.search(text) for text in strings(import_row_record(value)))
        if isinstance(value, ImportedEntry):
            assert re.match("https?://", value.url, re.IGNORECASE)
    return taken


@given(st.binary(max_size=300))
@settings(max_examples=100, deadline=None)
def test_random_bytes(data):
    taken_in(data)


@given(
    st.sampled_from(FILES),
    st.lists(st.tuples(st.integers(0, 5000), st.binary(max_size=6), st.integers(0, 8)), max_size=5),
)
@settings(max_examples=300, deadline=None)
def test_damaged_files(data, damages):
    for at, new, gone in damages:
        at %= len(data) + 1
        data = data[:at] + new + data[at + gone :]
    taken_in(data)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=5,
)


@pytest.mark.parametrize("kind", RECORDS)
@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_known_fields_with_any_value(kind, data):
    def spoilt(value):
        if data.draw(st.integers(0, 4)) == 0:
            return data.draw(ANYTHING)
        match value:
            case dict():
                return {name: spoilt(part) for name, part in value.items()}
            case list():
                return [spoilt(part) for part in value]
        return value

    taken_in(json.dumps(spoilt(RECORDS[kind][0])).encode())


@given(some(entries))
@settings(max_examples=40, deadline=None)
def test_a_library_file_comes_in_as_it_went_out(kept):
    out = b"".join(write_entries(kept, "library"))
    back = list(read_export(out)) if out else []
    assert [LibraryEntry(**{**fields_of(entry), "line": 0}) for entry in back] == list(kept)
    assert b"".join(write_entries(back, "library")) == out


def fields_of(entry):
    return {name: getattr(entry, name) for name in LibraryEntry.__slots__}


@given(st.data())
@settings(max_examples=100, deadline=None)
def test_a_library_file_that_somebody_changed_is_checked(data):
    entry = data.draw(entries)
    record = json.loads(json.dumps(library_entry_record(entry)))
    place = record
    while True:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        if not keys:
            return
        key = data.draw(st.sampled_from(keys))
        if isinstance(place[key], dict | list) and data.draw(st.booleans()):
            place = place[key]
            continue
        place[key] = data.draw(ANYTHING)
        break
    for value in taken_in(json.dumps(record).encode()):
        if isinstance(value, LibraryEntry):
            b"".join(write_entries([value], "html"))
            b"".join(write_entries([value], "markdown"))


def test_the_names_of_fields_are_cleaned_too():
    (entry,) = taken_in(b'{"termread":1,"type":"entry","address":"a","aliases":{"\\u001b[31m":null}}')
    assert entry.aliases == ("\ufffd[31m",)


@given(saved)
@settings(max_examples=5, deadline=None)
def test_the_strategies_make_what_readers_make(value):
    assert strings(import_row_record(value))
