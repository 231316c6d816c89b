"""What is wrong with an outcome of a hostile document, if anything."""

from __future__ import annotations

import json
from collections.abc import Iterator

from strategies import printed
from termread.codec import record_of
from termread.document import Reading
from termread.engine.engine import Engine
from termread.engine.messages import Order
from termread.errors import TermreadError
from termread.interchange import ImportedEntry, LibraryEntry, Skipped, import_row_record
from termread.text import clean
from termread.write.structured import write_error


def faults(outcome: Reading | TermreadError, marks: tuple[str, ...] = ()) -> Iterator[str]:
    """Yield what is wrong: a control character in any format, or words that are missing without a notice."""
    if not isinstance(outcome, Reading):
        if clean(outcome.text) != outcome.text:
            yield f"control characters in the sentence {outcome.text!r}"
        if marks:
            yield f"nothing was read: {outcome.text}"
        yield from _uncleaned("jsonl", write_error("source", outcome))
        return
    article = outcome.article
    for name, text in printed(article, "source", 72):
        yield from _uncleaned(name, text)
    everything = json.dumps(record_of(article))
    missing = [mark for mark in marks if mark not in everything]
    if missing and not article.notices:
        yield f"lost without a word: {missing}"


def faults_of_import(engine: Engine, path: str) -> Iterator[str]:
    """Yield what is wrong with what is taken in from the export at *path*: anything unclean, or no web address."""
    try:
        for event in engine.run(Order(path, verb="import")):
            if isinstance(event, ImportedEntry | Skipped | LibraryEntry):
                yield from _uncleaned(type(event).__name__, json.dumps(import_row_record(event), ensure_ascii=False))
            if isinstance(event, ImportedEntry) and not event.url.lower().startswith(("http://", "https://")):
                yield f"no web address: {event.url!r}"
    except TermreadError as error:
        yield from _uncleaned("error", error.text)


def _uncleaned(name: str, text: str) -> Iterator[str]:
    if clean(text) != text:
        wrong = next((i for i, (a, b) in enumerate(zip(text, clean(text), strict=False)) if a != b), len(text))
        yield f"control characters in {name}: {text[max(0, wrong - 20) : wrong + 20]!r}"
