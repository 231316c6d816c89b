"""Where lines end: greedily, in offsets only, by UAX #14; each text in the quickest way that gives its lines."""

from __future__ import annotations

from termread.layout.plain_breaks import BEFORE_WIDE, break_row, is_plain


def break_lines(text: str, width: int, first: int | None = None) -> list[int]:
    """Return the offsets where the lines of *text* begin, in a measure of *width* cells, *first* for the first line.

    There is at least one line. White space at the end of a line hangs over the measure; a newline always ends a line.
    """
    first = width if first is None else first
    if not is_plain(text):
        return _break_any(text, width, first)
    if "\n" not in text:
        return break_row(text, width, first)
    starts: list[int] = []
    at = 0
    for row in text.split("\n"):
        starts += [at + start for start in break_row(row, width, first)]
        at += len(row) + 1
        first = width
    return starts


def _break_any(text: str, width: int, first: int) -> list[int]:
    # Loaded where they are needed: most articles are plain.
    if max(text) > BEFORE_WIDE:
        from termread.layout.wide import break_wide, is_wide

        if is_wide(text):
            return break_wide(text, width, first)
    from termread.layout.opportunities import opportunities

    return opportunities(text).greedy(width, first)
