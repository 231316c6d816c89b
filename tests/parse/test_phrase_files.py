"""The phrase files: what a contributor must keep to when writing one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import get_args

import pytest

from termread.parse import phrasebook

FILES = sorted(Path(phrasebook.__file__).with_name("phrases").iterdir())


def unique(pairs):
    assert len(dict(pairs)) == len(pairs), [key for key, _ in pairs if [key for key, _ in pairs].count(key) > 1]
    return dict(pairs)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_phrase_file_says_what_it_is_and_where_each_phrase_was_seen(file):
    table = json.loads(file.read_text(encoding="utf-8"), object_pairs_hook=unique)
    assert file.suffix == ".json"
    assert table.pop("about")
    assert table.keys() <= set(get_args(phrasebook.PhraseKind))
    assert all(source for phrases in table.values() for source in phrases.values())
    book = phrasebook.phrases_for(file.stem)
    for kind, phrases in table.items():
        assert {phrasebook.fold(phrase) for phrase in phrases} <= book.exact[kind]
