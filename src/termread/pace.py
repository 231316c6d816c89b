"""How long an article is, in words and in minutes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from termread.article import Article, Block, Entry, Heading, Listing, Paragraph, Quote, leaves

PACE = {
    "en": (987, 118),
    "de": (920, 86),
    "fr": (998, 126),
    "es": (1025, 127),
    "ru": (986, 175),
    "ar": (612, 88),
    "he": (833, 130),
    "ja": (357, 56),
    "zh": (255, 29),
}
"""Characters a minute and their spread, by language: the figures of Firefox's Reader View."""

WIDE_WORD = 2
"""Characters that make a word, on average, in the scripts that put no space between words."""

_CLOSE = "\u3005\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f\u0e00-\u0e7f\u0e80-\u0eff\u1780-\u17ff\u1000-\u109f"
_WORD = re.compile(rf"[^\W_{_CLOSE}]+(?:['’.\-][^\W_{_CLOSE}]+)*")
_UNSPACED = re.compile(f"[{_CLOSE}]+")
_COMBINING = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")


def words(article: Article) -> int:
    """Return the number of words in paragraphs, headings, lists and quotes."""
    return sum(words_in(text) for text in running_text(article))


def minutes(article: Article) -> tuple[int, int]:
    """Return how long reading takes, as whole minutes from the quicker to the slower reader; (0, 0) without text."""
    length = sum(len("".join(text.split())) + text.count(" ") for text in running_text(article))
    if not length:
        return 0, 0
    pace, spread = PACE.get((article.language or "en").split("-")[0].lower(), PACE["en"])
    return max(1, round(length / (pace + spread))), max(1, -(-length // (pace - spread)))


def words_in(text: str) -> int:
    """Return the number of words in *text*; runs of Chinese, Japanese, Thai and their like count two characters a word."""
    unspaced = sum(
        -(-len(_COMBINING.sub("", found.group())) // WIDE_WORD)
        for found in _UNSPACED.finditer(text)
        if not text.isascii()
    )
    return sum(1 for _ in _WORD.finditer(text)) + unspaced


def running_text(article: Article) -> Iterator[str]:
    """Yield the texts that a reader reads as running text."""
    for block in article.blocks:
        yield from _running(block)


def _running(block: Block) -> Iterator[str]:
    match block:
        case Paragraph() | Heading() | Listing() | Quote():
            yield from (leaf.text for leaf in leaves(block))
        case Entry(title=title, blocks=blocks):
            yield title or ""
            for inner in blocks:
                yield from _running(inner)
        case _:
            return
