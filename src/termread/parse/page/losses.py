"""How much of what a page shows was read: samples of its source are looked for among the runs, all of it if some are missing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from termread.parse.page.model import Page

TOLD = 10
"""The per cent from which a loss is told; less is how text is counted."""
SAMPLES, DOUBTED = 24, 0.34
"""Places of the source at which a text is looked for, and the share of them that may be found nowhere."""
SHORTEST, LONGEST = 24, 120
"""Characters of the shortest and the longest sample."""
_SWALLOWING = ("script", "style", "textarea", "select", "svg", "noscript", "template", "iframe", "object", "title")
"""Elements whose text nobody reads: one that is never closed hides all that follows."""
_UNSEEN = re.compile(rf"<!--.*?-->|<({'|'.join(_SWALLOWING)})\b[^<>]*>.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z!?][^<>]*>?")
_ENTITY = re.compile(r"&#?\w{1,31};")
_ENDS = ("</p>", "</div>", "<br", "</")
"""What a text may stand before; the first of them that a page has often enough is looked for."""


def lost_percent(text: str, page: Page) -> int:
    """Return how many per cent of what the source *text* shows stand in no run of *page*, 0 where it is little."""
    read = "\n".join(run.text for run in page.runs)
    samples = list(_samples(text))
    missing = sum(sample not in read for sample in samples)
    if not missing or missing < DOUBTED * len(samples):
        return 0
    shown = _size(_ENTITY.sub("x", _TAG.sub(" ", _UNSEEN.sub(" ", _without_scripts(text)))))
    lost = round(100 * (shown - _size(read)) / shown) if shown else 0
    return lost if lost >= TOLD else 0


def _samples(text: str) -> Iterator[str]:
    """Yield the last words of a text at each of `SAMPLES` places of the source."""
    end = next((end for end in _ENDS if _is_frequent(end, text)), _ENDS[-1])
    step = len(text) // SAMPLES + 1
    for start in range(0, len(text), step):
        at = text.find(end, start, start + step)
        last = text[max(0, at - LONGEST) : at].rpartition(">")[2] if at >= 0 else ""
        if len(last) >= SHORTEST and last.isprintable() and "&" not in last and "  " not in last:
            yield last.strip()


def _is_frequent(end: str, text: str) -> bool:
    """Return whether a text has an end as often as samples are taken; no more of them are looked for."""
    at = -1
    for _ in range(SAMPLES):
        at = text.find(end, at + 1)
        if at < 0:
            return False
    return True


def _without_scripts(text: str) -> str:
    """Return the source without its scripts and styles; of one that is never closed all that it hides is left."""
    for tag in ("script", "style"):
        first, *parts = text.split(f"<{tag}")
        text = first + "".join(part.partition(f"</{tag}")[2] or part for part in parts)
    return text


def _size(text: str) -> int:
    return len(text) - sum(map(text.count, " \t\n\r\xa0"))
