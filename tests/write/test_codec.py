"""JSON in, the same values out."""

from __future__ import annotations

import json
from typing import get_args

import pytest
from hypothesis import Phase, find, given, settings

from strategies import articles, entries, saved, shallow_blocks
from termread.article import Article, Block
from termread.codec import article_of, block_of, block_record, record_of
from termread.interchange import Skipped, import_row_of, import_row_record, library_entry_of, library_entry_record
from termread.values import fields


def through_json(record):
    return json.loads(json.dumps(record))


@given(articles)
@settings(max_examples=60, deadline=None)
def test_an_article_survives_json(article):
    assert article_of(through_json(record_of(article))) == article


@pytest.mark.slow
def test_every_kind_of_block_and_every_field_is_in_the_schema():
    for kind in get_args(Block):
        block = find(
            shallow_blocks,
            lambda block, kind=kind: isinstance(block, kind),
            settings=settings(max_examples=5000, database=None, phases=[Phase.generate]),
        )
        record = block_record(block)
        assert type(block_of(through_json(record))) is kind
        own = {each.name for each in fields(kind)} - {"prose"}
        assert own <= record.keys(), kind
    assert {each.name for each in fields(Article)} <= record_of(Article()).keys()


@given(entries)
@settings(max_examples=40, deadline=None)
def test_an_entry_survives_json(entry):
    assert library_entry_of(through_json(library_entry_record(entry))) == entry
    assert import_row_of(through_json(import_row_record(entry))) == entry


@given(saved)
@settings(max_examples=40, deadline=None)
def test_what_another_program_saved_survives_json(value):
    assert import_row_of(through_json(import_row_record(value))) == value


def test_a_skipped_row_survives_json():
    assert import_row_of(import_row_record(Skipped(3, "no address"))) == Skipped(3, "no address")
