"""The sizes of pictures that an article carries itself, so that the page keeps the right room for each from the start."""

from __future__ import annotations

import base64
import io

from termread.article import Article, Block, Figure, Gallery
from termread.values import replace

HEAD = 64 << 10
"""Characters of a picture that are read first; only some JPEGs with a preview in their notes need all of them."""
_MARK = ";base64,"


def with_sizes(article: Article) -> Article:
    """Return *article* with the width and height of each picture that it carries and for which its page states neither."""
    return replace(article, blocks=tuple(map(_with_size, article.blocks)))


def _with_size(block: Block) -> Block:
    match block:
        case Figure():
            return _sized(block)
        case Gallery(figures):
            return replace(block, figures=tuple(map(_sized, figures)))
        case _:
            return block


def _sized(figure: Figure) -> Figure:
    if figure.width or figure.height or not figure.src.startswith("data:image/"):
        return figure
    body = figure.src.partition(_MARK)[2]
    size = _size(body[:HEAD]) or (_size(body) if len(body) > HEAD else None)
    return replace(figure, width=size[0], height=size[1]) if size else figure


def _size(coded: str) -> tuple[int, int] | None:
    try:
        data = base64.b64decode(coded)
    except ValueError:
        return None
    from termread.engine.drawing.decode import natural_size

    return natural_size(io.BytesIO(data))
