"""How much of what a page shows was read: samples of its source are looked for among the runs, all of it if some are missing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from termread.parse.page.model import Page

TOLD = 10
"""The per cent from which a loss is told; less is how text is counted."""
SAMPLES, DOUBTED = 24, 0.34
"""Places of the source at which a text is looked for, and the share of them that may be found nowhere."""
_SWALLOWING = ("script", "style", "textarea", "select", "svg", "noscript", "template", "iframe", "object", "title")
"""Elements whose text nobody reads: one that is never closed hides all that follows."""
_UNSEEN = re.compile(rf"<!--.*?-->|<({'|'.join(_SWALLOWING)})\b[^<>]*>.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z!?][^<>]*>?")
_ENTITY = re.compile(r"&#?\w{1,31};")
_TEXT = re.compile(r">([^<>&\s][^<>&\n\r\t]{28,60})")


def lost_percent(text: str, page: Page) -> int:
    """Return how many per cent of what the source *text* shows stand in no run of *page*, 0 where it is little."""
    read = "\n".join(run.text for run in page.runs)
    text = _without_scripts(text)
    samples = list(_samples(text))
    if sum(sample not in read for sample in samples) < DOUBTED * len(samples):
        return 0
    shown = _size(_ENTITY.sub("x", _TAG.sub(" ", _UNSEEN.sub(" ", text))))
    lost = round(100 * (shown - _size(read)) / shown) if shown else 0
    return lost if lost >= TOLD else 0


def _samples(text: str) -> Iterator[str]:
    """Yield the first words of a text at each of `SAMPLES` places of the source."""
    step = len(text) // SAMPLES + 1
    for start in range(text.find("<body") + 1, len(text), step):
        if found := _TEXT.search(text, start, start + step):
            yield " ".join(found.group(1).replace("\xad", "").split())


def _without_scripts(text: str) -> str:
    """Return the source without its scripts and styles; of one that is never closed all that it hides is left."""
    for tag in ("script", "style"):
        first, *parts = text.split(f"<{tag}")
        text = first + "".join(part.partition(f"</{tag}")[2] or part for part in parts)
    return text


def _size(text: str) -> int:
    return len(text) - sum(map(text.count, " \t\n\r\xa0"))
