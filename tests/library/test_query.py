"""What a reader types to search, and words as the index sees them."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termread.errors import UsageError
from termread.library.db.search import match_of
from termread.library.query import Filter, Query, Term, folded_in_place, indexed, tokens, understand

PIECES = [*'ab é釜"“”*-:.()^+ ', "author:", "tag:", "before:", " AND ", " NEAR ", "2025-01-01"]
TYPED = st.lists(st.sampled_from(PIECES)).map("".join)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("a bridge", Query((Term(("a",)), Term(("bridge",))))),
        ('"a bridge"', Query((Term(("a", "bridge")),))),
        ("“a bridge", Query((Term(("a", "bridge")),))),
        ("brid*", Query((Term(("brid",), prefix=True),))),
        ("-bridge", Query((Term(("bridge",), wanted=False),))),
        ('-"a bridge"', Query((Term(("a", "bridge"), wanted=False),))),
        ("ex-wife", Query((Term(("ex", "wife")),))),
        ("釜山", Query((Term(("釜", "山")),))),
        ("ÉTÉ", Query((Term(("ete",)),))),
        ("Author:khalid", Query((), (Filter("author", "khalid"),))),
        ('author:"Ann Other" x', Query((Term(("x",)),), (Filter("author", "Ann Other"),))),
        ("-tag:a", Query((), (Filter("tag", "a", wanted=False),))),
        ("after:2025-01", Query((), (Filter("after", "2025-01"),))),
        ("12:30", Query((Term(("12", "30")),))),
        ("a - b ! c", Query((Term(("a",)), Term(("b",)), Term(("c",))))),
        ("", Query()),
    ],
)
def test_understood(typed, meant):
    assert understand(typed) == meant


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("before:yesterday", "before: wants a date such as 2025-01-31, 2025-01 or 2025, not “yesterday”."),
        ("after:", "after: wants something after it, such as after:2025-01-31."),
        ("site:", "site: wants something after it, such as site:name."),
        ("?!", "There is nothing to search for in “?!”."),
        ("author:!", "There is nothing to search for in “author:!”."),
    ],
)
def test_what_cannot_be_understood_is_told(typed, told):
    with pytest.raises(UsageError) as error:
        understand(typed)
    assert error.value.text == told


@given(TYPED | st.text())
def test_nothing_typed_is_an_error_of_the_index(typed):
    try:
        query = understand(typed)
    except UsageError:
        return
    match = match_of(query)
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("CREATE VIRTUAL TABLE t USING fts5(title, author, site, text, notes, tags)")
        if match:
            connection.execute("SELECT * FROM t WHERE t MATCH ?", (match,)).fetchall()
    finally:
        connection.close()


@given(st.text())
def test_folding_in_place_keeps_every_offset(text):
    assert len(folded_in_place(text)) == len(text)


@given(st.text(st.sampled_from("ab éßẞİıIς釜山สวัかが각タёйΆςứ1 .")))
def test_the_index_and_we_see_the_same_words(text):
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("CREATE VIRTUAL TABLE t USING fts5(x, tokenize='unicode61 remove_diacritics 2')")
        connection.execute("CREATE VIRTUAL TABLE v USING fts5vocab(t, instance)")
        connection.execute("INSERT INTO t VALUES (?)", (indexed(text),))
        seen = [row[0] for row in connection.execute("SELECT term FROM v ORDER BY offset")]
    finally:
        connection.close()
    assert seen == tokens(text)
