"""What the vocabulary of names.json and of the phrase files is worth on publishers that did not teach it.

For each fifth of the publishers the words are derived anew: a word that no page of the other four fifths shows, in the
name of an element or in its text, is forgotten, as if nobody had thought of it. What is then scored on the fifth is what the
mechanisms and the words of other publishers do for it. Nothing else is learned from pages: there are no weights.
A harder question is asked by `nameless`: what is left where no name of an element says anything.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from termread.parse import phrasebook
from termread.parse.charset import decode
from termread.parse.page import boilerplate as furniture
from termread.parse.page.class_names import words_of
from termread.parse.page.flatten import flatten
from termread.parse.page.tree import plant
from termread.values import replace

FIFTHS = 5
_NAMED = re.compile(r"(\s(?:class|id)\s*=\s*)([\"'])(.*?)\2", re.DOTALL)
_WORD = re.compile("[A-Za-z]+")


def nameless(page: bytes) -> bytes:
    """Return a page whose classes and ids say nothing: each word in them is another, always the same one.

    What is scored then is what the tree, the grammar of the page and the text do without any word for an element.
    """
    text = _NAMED.sub(lambda found: f'{found[1]}"{_WORD.sub(_scrambled, found[3])}"', decode(page).text)
    return ("\ufeff" + text).encode("utf-8", "replace")


def _scrambled(word: re.Match[str]) -> str:
    digest = hashlib.sha256(word.group().encode()).digest()
    return "q" + "".join(chr(97 + byte % 26) for byte in digest[:6])


def fifth_of(page: str) -> int:
    """Return the fifth that the publisher of a page falls in, always the same."""
    return int(hashlib.sha256(page.split("_", maxsplit=1)[0].encode()).hexdigest(), 16) % FIFTHS


class Vocabulary:
    """The words that pages show, by the fifth of their publisher."""

    def __init__(self, folders: Iterable[Path]) -> None:
        self.met: defaultdict[int, set[str]] = defaultdict(set)
        self.said: defaultdict[int, set[str]] = defaultdict(set)
        self.book = furniture.rules()
        self.phrases = self._phrases()
        for folder in folders:
            self._read(folder)

    def _phrases(self) -> set[str]:
        files = (Path(phrasebook.__file__).parent / "phrases").glob("*.json")
        return {phrase for file in files for words in phrasebook._read(file.stem).values() for phrase in words}

    def _read(self, folder: Path) -> None:
        planted = plant(decode((folder / "page.html").read_bytes()).text)
        if planted is None:
            return
        page = flatten(planted.root)
        fifth = fifth_of(folder.name)
        names = " ".join({words_of(element.name) for element in page.elements if element.name})
        tokens = set(names.split())
        self.met[fifth] |= self.book.words.keys() & tokens
        self.met[fifth] |= {phrase for rows in self.book.phrases.values() for phrase, _ in rows if phrase in names}
        text = phrasebook.fold("\n".join(run.text for run in page.runs))
        self.said[fifth] |= {phrase for phrase in self.phrases if phrasebook.fold(phrase) in text}

    @contextmanager
    def without(self, fifth: int) -> Iterator[tuple[int, int]]:
        """Forget what only this fifth, or no page at all, shows; yields how many words and phrases are left."""
        met = set().union(*(words for other, words in self.met.items() if other != fifth))
        said = set().union(*(words for other, words in self.said.items() if other != fifth))
        book = self.book
        rules = replace(
            book,
            words={word: why for word, why in book.words.items() if word in met},
            phrases={first: [row for row in rows if row[0] in met] for first, rows in book.phrases.items()},
        )
        read = phrasebook._read

        def known(tag: str) -> dict[Any, dict[str, str]]:
            return {kind: {p: why for p, why in words.items() if p in said} for kind, words in read(tag).items()}

        with patch.object(furniture, "rules", lambda: rules), patch.object(phrasebook, "_read", known):
            _forget()
            yield len(met), len(said)
        _forget()


def _forget() -> None:
    """Empty what was kept of answers that came from another vocabulary."""
    for kept in (furniture.named, phrasebook.every_phrase, phrasebook._phrases, phrasebook._label):
        kept.cache_clear()
