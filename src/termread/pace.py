"""The length of an article: its word count and reading time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from math import ceil

from termread.article import Article, Block, Entry, Heading, Length, Listing, Paragraph, Quote, leaves

CHARACTERS_A_MINUTE: dict[str, tuple[int, int]] = {
    "ar": (612, 88),
    "de": (920, 86),
    "en": (987, 118),
    "es": (1025, 127),
    "fi": (1078, 121),
    "fr": (998, 126),
    "he": (833, 130),
    "it": (950, 140),
    "ja": (357, 56),
    "ko": (490, 70),
    "nl": (978, 143),
    "pl": (916, 126),
    "pt": (913, 145),
    "ru": (986, 175),
    "sl": (885, 145),
    "sv": (917, 156),
    "tr": (1054, 156),
    "zh": (255, 29),
}
"""Reading speed by language, mean and deviation, as in Firefox's reader view (Trauzettel-Klosinski and Dietz, 2012).

Korean is our own estimate, half the English figure, since a syllable block holds two or more letters. Other languages
use the English speed.
"""

THAI_WORD = 3.5
"""Letters per Thai word, not counting vowels and tones above and below; Thai puts no spaces between words."""

# Plain strings rather than compiled patterns: compiling them takes longer than most articles need to be counted.
_RANGES = "\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_IDEOGRAPHS = f"[{_RANGES}]"
_THAI = "[\u0e01-\u0e4e\u0e80-\u0ece]+"
_THAI_MARK = "[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece]"
_NOT_SPACED = f"[\u0e00-\u0eff\u3000-\u303f\uff00-\uff65{_RANGES}]"
_HANGUL = "[\uac00-\ud7af]"
_KANA = "[\u3040-\u30ff]"


def words(article: Article) -> int:
    """Return the number of words in the paragraphs, headings, lists and quotes of *article*.

    Chinese and Japanese are counted by character, as is usual; Thai and Lao are estimated from their letters.
    """
    return sum(words_in(text) for text in running_text(article.blocks))


def minutes(article: Article) -> tuple[int, int]:
    """Return the reading time in whole minutes for a fast and a slow reader, or (0, 0) if there is no text."""
    length, (mean, deviation) = _length_and_speed(article)
    return ceil(length / (mean + deviation)), ceil(length / (mean - deviation))


def seconds(article: Article) -> float:
    """Return the reading time in seconds at average speed, or 0.0 if there is no text."""
    length, (mean, _) = _length_and_speed(article)
    return 60 * length / mean


def length_of(article: Article) -> Length:
    """Return the length of *article*."""
    return Length(words(article), *minutes(article))


def words_in(text: str) -> int:
    """Return the number of words in *text*, in any script."""
    if text.isascii() or not re.search(_NOT_SPACED, text):
        return len(text.split())
    pieces = re.split(f"({_NOT_SPACED}+)", text)
    others, runs = " ".join(pieces[::2]), " ".join(pieces[1::2])
    thai = sum(ceil(len(re.sub(_THAI_MARK, "", run)) / THAI_WORD) for run in re.findall(_THAI, runs))
    return len(re.findall(_IDEOGRAPHS, runs)) + thai + len(others.split())


def running_text(blocks: Iterable[Block]) -> Iterator[str]:
    """Yield the texts that count as running text."""
    for block in blocks:
        if isinstance(block, Paragraph | Heading | Listing | Quote):
            yield from (leaf.text for leaf in leaves(block))
        elif isinstance(block, Entry):
            yield block.title or ""
            yield from running_text(block.blocks)


def _length_and_speed(article: Article) -> tuple[int, tuple[int, int]]:
    """Return the number of characters of running text, and the reading speed per minute as mean and deviation."""
    texts = list(running_text(article.blocks))
    return sum(map(len, texts)), CHARACTERS_A_MINUTE[_language(article, texts)]


def _language(article: Article, texts: list[str]) -> str:
    """Return the article's key in the speed table, guessed from the script if the page does not give its language."""
    said = (article.language or "").replace("_", "-").split("-")[0].lower()
    if said in CHARACTERS_A_MINUTE:
        return said
    sample = " ".join(texts)[:2000]
    if re.search(_KANA, sample):
        return "ja"
    if len(re.findall(_IDEOGRAPHS, sample)) * 4 > len(sample):
        return "zh"
    return "ko" if len(re.findall(_HANGUL, sample)) * 4 > len(sample) else "en"
