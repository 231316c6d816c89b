"""Values that came from outside are what their types say, all the way down."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from strategies import entries, saved
from termread.article import Article, Heading, Mark, Paragraph, Prose
from termread.interchange import LibraryEntry
from termread.sound import is_sound

WHOLE = LibraryEntry(
    "https://example.com/", article=Article(blocks=(Paragraph(Prose("text", (Mark(0, 2, "strong"),))),))
)


@given(entries, saved)
@settings(max_examples=30, deadline=None)
def test_what_the_types_allow_is_sound(entry, value):
    assert is_sound(entry)
    assert is_sound(value)


@pytest.mark.parametrize(
    "spoilt",
    [
        replace(WHOLE, title=1),
        replace(WHOLE, title=None),
        replace(WHOLE, tags=["x"]),
        replace(WHOLE, tags=("x", 1)),
        replace(WHOLE, state="burnt"),
        replace(WHOLE, favourite="yes"),
        replace(WHOLE, progress=float("nan")),
        replace(WHOLE, place=(0, 0)),
        replace(WHOLE, article=Article(blocks=(Heading("2", Prose("text")),))),
        replace(WHOLE, article=Article(blocks=(Paragraph("text"),))),
        replace(WHOLE, article=Article(blocks=("text",))),
        replace(WHOLE, article=Article(blocks=(Paragraph(Prose("text", (Mark(0, True, "strong"),))),))),
        replace(WHOLE, article=Article(blocks=(Paragraph(Prose("text", (Mark(0, 1, "bold"),))),))),
    ],
)
def test_what_they_do_not_is_not(spoilt):
    assert is_sound(WHOLE)
    assert not is_sound(spoilt)
