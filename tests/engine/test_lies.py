"""A child that was taken over says what it likes over the pipe: what comes of it is sound, or a sentence."""

from __future__ import annotations

import json
import zlib
from base64 import b64encode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from strategies import articles, printed, saved
from termread.article import Anchor, Article, Cell, Cut, Figure, Heading, Item, Listing, Mark, Place, Prose, Table
from termread.chunks import split
from termread.codec import STYLES
from termread.document import Document, Receipt
from termread.engine import wire
from termread.engine.engine import Engine
from termread.engine.messages import Explanation, Order, Picture, Progress
from termread.engine.wire import Answers
from termread.errors import EngineLost, TermreadError
from termread.layout import lay_out
from termread.layout.model import Page
from termread.pace import length_of
from termread.sound import is_sound
from termread.text import clean

RECEIPT = Receipt("story.html", url="https://example.com/", size=3, data=b"\0\xff")
LIES = st.sampled_from([None, True, -1, 5, 1 << 70, 0.5, "", "x", "\x1b[31m", [], {}, ["x"], [[1]], {"text": 5}])


def told(lines):
    """The events of *lines*; a lie that is caught ends them."""
    answers = Answers(Order("x"))
    error = TermreadError("")
    try:
        for line in lines:
            yield from answers.take(line)
    except TermreadError as caught:
        error = caught
    assert isinstance(error.text, str)
    assert isinstance(error.code, str)
    assert clean(error.text) == error.text


def lied(value, chance, lie):
    """*value* with one part of it, somewhere, changed to *lie*."""
    inside = list(value.items()) if isinstance(value, dict) else list(enumerate(value)) if type(value) is list else []
    if not inside or chance.randrange(4) == 0:
        return lie
    key, part = chance.choice(inside)
    changed = dict(value) if isinstance(value, dict) else list(value)
    changed[key] = lied(part, chance, lie)
    return changed


@given(articles, LIES, st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None)
def test_an_article_is_what_its_type_says_or_is_refused(article, lie, chance):
    chunks = [json.loads(zlib.decompress(chunk)) for chunk in split(article)]
    at = chance.randrange(len(chunks) + 1)
    if at < len(chunks):
        chunks[at] = lied(chunks[at], chance, lie)
    answers = [["chunk", b64encode(zlib.compress(json.dumps(chunk).encode())).decode()] for chunk in chunks]
    answers.append(wire.reading_answer(RECEIPT, length_of(article)))
    if at == len(chunks):
        answers[-1] = lied(answers[-1], chance, lie)
    for event in told(wire.encode(answer) for answer in answers):
        assert is_sound(event), event


WILD = st.builds(Mark, st.integers(-9, 40), st.integers(-9, 40), st.sampled_from(STYLES), st.sampled_from([None, "x"]))
PROSES = st.builds(Prose, st.sampled_from(["", "A", "Some words in a row, and more."]), st.lists(WILD).map(tuple))


@given(PROSES, st.integers(-3, 1 << 52))
@settings(max_examples=80, deadline=None)
def test_marks_and_numbers_that_fit_nothing_are_set_and_written(prose, number):
    blocks = (
        Heading(number, prose),
        Listing(True, (Item(prose),), number),
        Table(((Cell(prose),), ())),
        Figure(prose, width=number, height=-number),
    )
    article = Article("A", blocks=blocks, anchors=(Anchor("x", Place(number, number)),), cut=(Cut("x", "y", number),))
    layout = lay_out(article, Page(40))
    assert layout.lines(0, layout.height)
    assert dict(printed(article, "source", 40))


@given(
    st.one_of(
        saved.map(wire.event_answer),
        st.sampled_from(
            [
                wire.event_answer(Progress("fetching", 3, 9, "example.com")),
                wire.event_answer(Picture(1, 1, (9, 8), b"\x01\x02\x03", "cells", (b"\x01\x02\x03",))),
                wire.event_answer(Explanation("found")),
                wire.error_answer(TermreadError("No.")),
                ["document", wire.document_record(Document("x", b"data"), b"data")],
            ]
        ),
    ),
    LIES,
    st.randoms(use_true_random=False),
)
@settings(max_examples=100, deadline=None)
def test_so_is_everything_else_it_may_say(answer, lie, chance):
    for event in told([wire.encode(lied(json.loads(json.dumps(answer)), chance, lie))]):
        assert is_sound(event), event


@pytest.mark.parametrize(
    "words",
    [
        b"nonsense\n",
        b"\x1b]0;owned\x07\n" * 9,
        b"[" * 100_000 + b"\n",
        b'["progress",["fetching","\\u001b[2J",{},[]]]\n',
        b'["error",[7,{},[]]]\n',
        b'["reading",{}]\n',
        b'["chunk","' + b64encode(b"no chunk") + b'"]\n',
        b'["chunk","' + b64encode(zlib.compress(b"[" * 100_000)) + b'"]\n',
        b'["picture",[1000000,1000000,""]]\n',
        b"",
    ],
)
def test_a_lying_child_is_given_up_in_a_sentence(monkeypatch, words):
    monkeypatch.setattr(
        "termread.engine.engine.CHILD",
        f"import sys; sys.stdin.readline(); sys.stdout.buffer.write({words!r}); sys.stdout.flush()",
    )
    engine = Engine()
    with pytest.raises(EngineLost, match="Nothing is lost"):
        list(engine.run(Order("story.html")))
    engine.close()
