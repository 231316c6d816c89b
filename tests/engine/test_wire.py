import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from strategies import articles
from termread import chunks
from termread.article import Article, Notice, Paragraph, Prose
from termread.config import FetchSettings, Site
from termread.document import Document, Reading, Receipt
from termread.engine import order_wire, wire
from termread.engine.messages import Beginning, Explanation, Order, Picture, Progress, Unchanged
from termread.engine.wire import Answers
from termread.errors import EngineLost, Unreachable
from termread.interchange import ImportedEntry, Skipped
from termread.pace import length_of
from termread.text import clean
from termread.values import replace

RECEIPT = Receipt("story.html", url="https://example.com/", size=3, data=b"\0\xff")


def taken(answers, order=None):
    reader = Answers(order or Order("x"))
    return [event for answer in answers for event in reader.take(wire.encode(answer))]


def reading_answers(article):
    return [*wire.article_answers(article), wire.reading_answer(RECEIPT, length_of(article))]


@settings(max_examples=60)
@given(articles)
def test_an_article_passes_the_pipe_cleaned_and_otherwise_unchanged(article):
    (reading,) = taken(reading_answers(article))
    assert reading.receipt == RECEIPT
    assert len(reading.article.blocks) == len(article.blocks)
    assert clean(repr(reading.article)) == repr(reading.article)
    if clean(repr(article)) == repr(article):
        assert reading.article == article
    if reading.chunks:
        assert chunks.join(reading.chunks) == reading.article


def test_a_beginning_passes_the_pipe_before_the_whole():
    first = Article(title="A long one", blocks=(Paragraph(Prose("The beginning.")),))
    whole = replace(first, blocks=(*first.blocks, Paragraph(Prose("The rest."))))
    answers = [*wire.article_answers(first), ["beginning", None], *reading_answers(whole)]
    assert taken(answers) == [Beginning(first), Reading(whole, RECEIPT, tuple(chunks.split(whole)), length_of(whole))]


def test_events_pass_the_pipe():
    for event in (
        Progress("fetching", 3, 9, "example.com"),
        Unchanged(),
        Picture(1, 1, (9, 8), b"\x01\x02\x03", "cells", (b"\x01\x02\x03",)),
        Picture(9, 9, (90, 90), b"\x01\x02\x03", "sixel", (b"#0;2;0;0;0", b"#0!9~-#0!9?")),
        Explanation("it was\n\tfound"),
        ImportedEntry("https://example.com/", title="A", tags=("x", "y")),
        Skipped(3, "no address"),
    ):
        assert taken([wire.event_answer(event)]) == [event]


@pytest.mark.parametrize(
    "picture",
    [
        Picture(2, 1, (9, 8), b"\1\2\3", "cells", (b"\1\2\3",)),
        Picture(1, 1, (9, 8), b"\1\2", "cells", (b"\1\2\3",)),
        Picture(1, 1, (9, 8, 7), b"\1\2\3", "cells", (b"\1\2\3",)),
        Picture(1, 1, (0, 8), b"\1\2\3", "cells", (b"\1\2\3",)),
        Picture(1, 1, (9, 8), b"\1\2\3", "whole", ()),
        Picture(1, 6, (9, 8), b"\1\2\3", "sixel", (b"", b"#0~\x1b]0;title\x07")),
    ],
)
def test_a_picture_that_does_not_fit_itself_or_has_control_characters_is_refused(picture):
    with pytest.raises(EngineLost):
        taken([wire.event_answer(picture)])


@given(st.text(alphabet=st.sampled_from('\\"u001bnrtbf\x1b\x9b\u202e\u2028 a\x7f')))
def test_no_control_character_passes_even_from_a_child_that_was_taken_over(text):
    import json

    for line in (
        json.dumps(["explanation", text]).encode(),
        json.dumps(["explanation", text], ensure_ascii=False).encode("utf-8", "replace"),
    ):
        _, found = wire.decode(line)
        assert clean(found) == found
        if clean(text) == text:
            assert found == text


def test_nonsense_is_refused():
    for line in (b"", b"[]", b"{}", b"[1,2]", b'["x"]', b"\xff\xfe", b"[" * 100):
        try:
            wire.decode(line)
        except (ValueError, RecursionError):
            continue
        raise AssertionError(line)


def test_an_order_reaches_the_child():
    import json

    order = Order("caf\udce9.html", data=b"\0\xff", charset="koi8-r")
    settings = FetchSettings(sites={"example.com": Site(fetch_command=("curl", "{url}"))})
    message = json.loads(order_wire.order_line(order, settings, plain="fault", document=None))
    assert order_wire.order_of(message["order"]) == order
    assert order_wire.settings_of(message["settings"]) == settings
    assert message["plain"] == "fault"


def test_a_document_reaches_a_second_child():
    import zlib

    document = Document("x", b"data", notices=(Notice("part", "Cut."),), charset="utf-8")
    assert wire.document_of(wire.document_record(document, zlib.compress(document.data))) == document


def test_an_error_keeps_its_kind():
    class Passing(Unreachable):
        pass

    kind, payload = wire.error_answer(Passing("No.", code="reset"))
    error = wire.error_of(payload)
    assert (kind, type(error), error.text, error.code) == ("error", Unreachable, "No.", "reset")
