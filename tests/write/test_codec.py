"""JSON in, the same values out."""

from __future__ import annotations

import json

from hypothesis import given, settings

from strategies import articles, entries, saved
from termread.codec import article_of, record_of
from termread.saved import Skipped
from termread.transfer import exported_of, exported_record, taken_of, taken_record


def through_json(record):
    return json.loads(json.dumps(record))


@given(articles)
@settings(max_examples=60, deadline=None)
def test_an_article_survives_json(article):
    assert article_of(through_json(record_of(article))) == article


@given(entries)
@settings(max_examples=40, deadline=None)
def test_an_entry_survives_json(entry):
    assert exported_of(through_json(exported_record(entry))) == entry
    assert taken_of(through_json(taken_record(entry))) == entry


@given(saved)
@settings(max_examples=40, deadline=None)
def test_what_another_program_saved_survives_json(value):
    assert taken_of(through_json(taken_record(value))) == value


def test_a_skipped_row_survives_json():
    assert taken_of(taken_record(Skipped(3, "no address"))) == Skipped(3, "no address")
