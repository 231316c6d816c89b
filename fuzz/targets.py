"""Coverage-guided fuzzing with atheris.

    python fuzz/targets.py clean|decode|parse|layout|import [libFuzzer's options] [FOLDER OF SEEDS]

`fuzz/run.sh` runs them all. What a target raises is a finding.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable
from pathlib import Path

import atheris

sys.path[:0] = [str(Path(__file__).parents[1] / "tests" / "hostile")]

with atheris.instrument_imports(include=["termread"]):
    from judge import faults

    from termread.article import Article, Code, Heading, Paragraph, Prose
    from termread.document import Document, Reading, Receipt
    from termread.errors import TermreadError
    from termread.layout import lay_out
    from termread.layout.model import Page
    from termread.parse import parse
    from termread.parse.charset import decode
    from termread.parse.imports import read_export
    from termread.parse.visible import read_visible
    from termread.text import clean, clean_line, width


def clean_text(data: bytes) -> None:
    """What is cleaned is clean, and cleaning it again changes nothing."""
    text = atheris.FuzzedDataProvider(data).ConsumeUnicode(len(data))
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert not any(
        (ord(c) < 32 and c not in "\n\t") or 0x7F <= ord(c) < 0xA0 or 0x202A <= ord(c) <= 0x202E for c in cleaned
    )
    assert "\n" not in clean_line(text)


def decode_bytes(data: bytes) -> None:
    """Any bytes under any label become text."""
    label = data[:12].decode("latin-1")
    assert isinstance(decode(data[12:], declared=label).text, str)


def parse_page(data: bytes) -> None:
    """Any page gives a clean article or a sentence."""
    document = Document("page.html", data)
    for read in (parse, read_visible):
        with contextlib.suppress(TermreadError):
            wrong = list(faults(Reading(read(document).article, Receipt("page.html"))))
            assert not wrong, wrong


def lay_out_article(data: bytes) -> None:
    """No line is wider than the measure, but those that scroll sideways."""
    provider = atheris.FuzzedDataProvider(data)
    measure = provider.ConsumeIntInRange(2, 120)
    text = clean(provider.ConsumeUnicode(len(data)))
    article = Article(title=text[:40], blocks=(Heading(2, Prose(text[:80])), Paragraph(Prose(text)), Code(text)))
    layout = lay_out(article, Page(measure))
    for line in layout.lines(0, min(layout.height, 300)):
        assert line.wide or sum(width(run.text) for run in line.runs) + line.indent <= measure, line


def import_entries(data: bytes) -> None:
    """Any file is taken in, or refused in a sentence."""
    with contextlib.suppress(TermreadError):
        for _ in read_export(data):
            pass


TARGETS: dict[str, Callable[[bytes], None]] = {
    "clean": clean_text,
    "decode": decode_bytes,
    "parse": parse_page,
    "layout": lay_out_article,
    "import": import_entries,
}

if __name__ == "__main__":
    atheris.Setup([sys.argv[0], *sys.argv[2:]], TARGETS[sys.argv[1]])
    atheris.Fuzz()
