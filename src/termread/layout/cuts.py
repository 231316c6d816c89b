"""What was cut from the page, shown in its place, dimmed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from termread.article import Article, Cut
from termread.layout.frame import Frame
from termread.layout.galley import Span

if TYPE_CHECKING:
    from termread.layout.typesetter import Typesetter


def cuts_by_block(article: Article) -> dict[int, list[Cut]]:
    """Return what was cut from *article* by the block it stood after; the last one for what says a later one."""
    found: dict[int, list[Cut]] = {}
    for cut in article.cut:
        found.setdefault(min(cut.after, len(article.blocks) - 1), []).append(cut)
    return found


def compose_cuts(typesetter: Typesetter, cuts: Sequence[Cut], frame: Frame) -> None:
    """Set *cuts*, each under the reason why."""
    for cut in cuts:
        if typesetter.pieces:
            typesetter.gap(frame)
        inner = typesetter.set(frame.inset("┊ ", role="cut"), Span(f"Cut: {cut.reason}", "cut"))
        typesetter.set(inner, Span(cut.text, "cut"))
