"""What was left out, with its reason, its stage and the block it stood after, so that a reader can be shown it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import groupby

from termread.article import Cut
from termread.parse.page.model import Page


def cuts_of(page: Page, starts: list[int], moved: Sequence[int]) -> tuple[Cut, ...]:
    """Return what was left out, neighbours with one reason together.

    *starts* are the first runs of the blocks that were made, *moved* where these blocks stand now.
    """
    stages = {id(run): stage for stage, run, name, _ in page.moves if name == "excluded"}
    left: list[tuple[int, str, str, str]] = []
    for i, run in enumerate(page.runs):
        with_picture = run.excluded is None and run.caption_for is not None
        out = page.runs[run.caption_for or 0] if with_picture else run  # words are left out with their picture
        if out.excluded and run.text:
            left.append((i, run.text, out.excluded, stages.get(id(out), "flatten")))
    cuts: list[Cut] = []
    groups = groupby(left, key=lambda row: (row[2], row[3], bisect_left(starts, row[0]) - 1))
    for (reason, stage, after), members in groups:
        cuts.append(Cut(reason, "\n".join(row[1] for row in members), moved[after] if after >= 0 else after, stage))
    return tuple(cuts)
