"""What was cut from the page, shown in its place, dimmed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from termread.article import Article
from termread.layout.frame import Frame
from termread.layout.galley import Span

if TYPE_CHECKING:
    from termread.layout.compose import Composer


def compose_cuts(composer: Composer, article: Article, block: int, frame: Frame) -> None:
    """Set what was cut after *block* of *article*, each piece under the reason why."""
    for cut in article.cut:
        if cut.after == block or (block == len(article.blocks) - 1 and cut.after > block):
            if composer.pieces:
                composer.gap(frame)
            inner = composer.set(frame.inset("┊ ", role="cut"), Span(f"Cut: {cut.reason}", "cut"))
            composer.set(inner, Span(cut.text, "cut"))
