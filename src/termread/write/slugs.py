"""Headings as targets of links, by the names that GitHub, pandoc and others give them."""

from __future__ import annotations

import re

from termread.article import Article, Heading

_LEFT_OUT = re.compile(r"[^\w\- ]")


def slugs(article: Article) -> dict[str, str]:
    """Return the slug of the heading that each name in *article* leads to; names of other places have none."""
    counted: dict[str, int] = {}
    of_block: dict[int, str] = {}
    titles = [(-1, article.title)] if article.title else []
    titles += [(at, block.prose.text) for at, block in enumerate(article.blocks) if isinstance(block, Heading)]
    for at, title in titles:
        slug = _LEFT_OUT.sub("", title.strip().lower()).replace(" ", "-")
        again = counted.get(slug, 0)
        counted[slug] = again + 1
        of_block[at] = f"{slug}-{again}" if again else slug
    return {a.name: of_block[a.place.block] for a in article.anchors if of_block.get(a.place.block)}
