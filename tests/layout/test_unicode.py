"""Unicode's own test cases, where Debian's package unicode-data has put them (version 15.0; CI installs it)."""

from __future__ import annotations

import re
from itertools import accumulate
from pathlib import Path

import pytest

from termread.layout.bidi import levels_of
from termread.layout.opportunities import opportunities
from termread.text import clean, graphemes

FOLDER = Path("/usr/share/unicode")
NO_PICTOGRAPH = "\u2701\u200d\u2701"
"""Was joined until Unicode 15.0 was corrected: the sign is no pictograph."""

RESERVED = "\U0001f02c\U0001f3ff"
"""A code point that no character has, yet that 15.0 says would be an emoji."""


def rows_of(name: str) -> list[str]:
    path = FOLDER / name
    if not path.exists():
        pytest.skip(f"Unicode's {path.name} is not here; Debian's unicode-data has it")
    rows = (row.split("#", maxsplit=1)[0].strip() for row in path.read_text("utf-8").splitlines())
    return [row for row in rows if row]


def cases_of(name: str) -> list[tuple[str, list[str]]]:
    """The texts of a break test that `clean` lets pass, each with the pieces that it is to fall into."""
    found = []
    for row in rows_of(name):
        pieces = [_characters(piece.replace("×", " ")) for piece in row.split("÷") if piece.strip()]
        text = "".join(pieces)
        if clean(text) == text and "\n" not in text and "\t" not in text:
            found.append((text, pieces))
    return found


def _characters(codes: str) -> str:
    return "".join(chr(int(code, 16)) for code in re.findall("[0-9A-F]+", codes))


def test_graphemes_are_those_of_unicode():
    cases = cases_of("auxiliary/GraphemeBreakTest.txt")
    assert len(cases) > 300
    wrong = [ascii(text) for text, pieces in cases if graphemes(text) != pieces and text != NO_PICTOGRAPH]
    assert wrong == []


def test_lines_break_nowhere_but_where_unicode_lets_them_and_seldom_less():
    cases = cases_of("auxiliary/LineBreakTest.txt")
    assert len(cases) > 5000
    alike = 0
    for text, pieces in cases:
        ours, allowed = set(opportunities(text).ends), set(accumulate(map(len, pieces)))
        assert ours <= allowed or text == RESERVED, ascii(text)
        alike += ours == allowed
    assert alike / len(cases) > 0.93, "docs/typography.md tells where we are stricter: dashes, slashes, brackets"


@pytest.mark.slow
def test_directions_are_those_of_unicode():
    cases = [row.split(";") for row in rows_of("BidiCharacterTest.txt")]
    seen, wrong = 0, []
    for codes, _, base, levels, _ in cases:
        text = _characters(codes)
        if clean(text) != text or "\n" in text:
            continue
        seen += 1
        found = levels_of(text, int(base))
        if any(level not in ("x", str(mine)) for level, mine in zip(levels.split(), found, strict=True)):
            wrong.append(ascii(text))
    assert seen > 90_000
    assert len(wrong) <= 16, wrong  # angle brackets, more than 63 brackets deep, marks apart from their letters
