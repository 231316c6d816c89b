"""Fast line breaking of Chinese, Japanese and Korean text: checks pairs of characters only where a line is full.

The breaks are those of `opportunities`: UAX #14, with quotation marks between wide characters as brackets (LB19a).
"""

from __future__ import annotations

import re

from termread.layout.breaking import fold, held, inner_breaks, spaces_around, wide_spaces
from termread.text import is_plain

_FILL = "\0"
# Not compiled here: that would take longer than setting an article that does not need them.
_WIDE = (
    "\u3001-\u301e\u3041-\u3096\u309b-\u309f\u30a0-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3"
    "\uff01-\uff03\uff06-\uff5d"
)
_ODD = f"[^{_WIDE} !#%&(),\\-./:;?0-9A-Za-z\xc0-\xd6\xd8-\xf6\xf8-\xff\u2014\u2018\u2019\u201c\u201d\u2026]"
_RUN = f"[{_WIDE}]+"
_BRACKETS = "〈《「『【〔〖〘〚〝（［｛"
BRACKETS = frozenset(_BRACKETS)
_ENDS = "、。〉》」』】〕〗〙〛〞！），．？］｝"
_CLOSING = frozenset(_ENDS)
_SHUT = (_CLOSING - frozenset("！？")) | frozenset(")]([")
_TIES = "々〜゛゜ゝゞ゠・ーヽヾ：；ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ"
_TIED = frozenset(_TIES)
EASTERN = (
    f"(?<=[{_WIDE}])(?<![{_BRACKETS}])(?=[“‘][{_WIDE}])|(?<=[{_WIDE}][”’])(?=[{_WIDE}])(?![{_ENDS}{_TIES}])"
    rf"|(?<=[0-9A-Za-z\xc0-\xd6\xd8-\xf6\xf8-\xff])(?=[{_BRACKETS}])"
)
"""Where LB19a and LB30 of Unicode 16 allow a break next to wide characters, but older tables do not."""

_MAY_OPEN = frozenset("#&(—")
_MAY_CLOSE = frozenset("!),-./:;?—…")
_BEYOND = "\u2027"


def is_wide(text: str) -> bool:
    """Return whether `break_wide` can break *text*."""
    return re.search(_ODD, text) is None


def break_wide(text: str, width: int, first: int) -> list[int]:
    """Return the offsets where the lines of *text* begin; see `line_fit.break_lines`."""
    grown = re.sub(_RUN, _doubled, text)
    inner, spaces = frozenset(inner_breaks(text)), wide_spaces(text)
    end = len(grown.rstrip(" "))
    stop = len(text.rstrip(" "))
    starts = [0]
    at, cell, limit = 0, 0, first
    while limit < end:
        full = at + limit - cell - grown.count(_FILL, cell, limit)
        cell = limit
        if grown[limit] == _FILL:
            full -= 1
            cell -= 1
        start = _last_break(text, at, full, inner, spaces)
        if start == at:
            start = max(fold(text, at, full) if is_plain(text[at : full + 1]) else full, at + 1)
        if start >= stop:
            break
        if start != full:
            low, high = sorted((start, full))
            cells = high - low + sum(1 for letter in text[low:high] if letter > _BEYOND)
            cell += cells if start > full else -cells
        at = start
        starts.append(at)
        limit = cell + width
    return starts


def _doubled(run: re.Match[str]) -> str:
    return _FILL.join(run.group()) + _FILL


def _last_break(text: str, at: int, full: int, inner: frozenset[int], spaces: list[tuple[int, int]]) -> int:
    """Return the last offset up to *full* where the line that begins at *at* may end, or *at* if there is none."""
    if text[full] == " ":
        after = spaces_around(text, full, spaces)[1]
        if may_break(text, after, inner, spaces):
            return after
    while full > at and not may_break(text, full, inner, spaces):
        full -= 1
    return full


def may_break(text: str, at: int, inner: frozenset[int], spaces: list[tuple[int, int]]) -> bool:
    """Return whether *text* may break before its character *at*; *spaces* are its `wide_spaces`."""
    before, after = text[at - 1], text[at]
    end = spaces_around(text, at - 1, spaces)[0] if before == " " else at
    if after in _TIED or after in _CLOSING or before in BRACKETS:
        return before == " " and after in _TIED and not _closes(text, end)
    if before == " ":
        return after != " " and not held(text, at, end)
    if before < _BEYOND and after < _BEYOND:
        return at in inner
    if after < _BEYOND:
        if after in "“‘":
            return text[at + 1 : at + 2] > _BEYOND
        return after in _MAY_OPEN or after.isalnum()
    if before in "”’":
        return at > 1 and text[at - 2] > _BEYOND
    if before in "#%&":
        return after not in BRACKETS
    return before > _BEYOND or before in _MAY_CLOSE or before.isalnum()


def _closes(text: str, end: int) -> bool:
    """Return whether the character before *end*, where spaces begin, is an opening or closing bracket."""
    before = text[end - 1 : end]
    return before in _SHUT or before in BRACKETS
