"""Posts that are folded: of each only the head is shown, and nothing of those that answer it."""

from __future__ import annotations

from collections.abc import Collection

from termread.article import Article, Entry


def replies(article: Article, block: int) -> range:
    """Return the blocks of the posts that answer the post at *block*, and of those that answer them."""
    post = article.blocks[block]
    depth = post.depth if isinstance(post, Entry) else 0
    end = block + 1
    while end < len(article.blocks):
        below = article.blocks[end]
        if not isinstance(below, Entry) or below.depth <= depth:
            break
        end += 1
    return range(block + 1, end)


def hidden_by(article: Article, folded: Collection[int]) -> dict[int, int]:
    """Return the blocks that are not shown, each with the *folded* post that it is below."""
    hidden: dict[int, int] = {}
    for post in sorted(folded):
        for block in replies(article, post):
            hidden.setdefault(block, post)
    return hidden


def folded_words(count: int) -> str:
    """Return what stands behind the head of a folded post with *count* replies."""
    return "▸" if not count else f"▸ {count} {'reply' if count == 1 else 'replies'}"
