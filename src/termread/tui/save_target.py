"""What is saved of an article, and where to: the file says the format by the end of its name."""

from __future__ import annotations

from pathlib import Path

from termread.article import Article
from termread.errors import LibraryError
from termread.formats import by_suffix
from termread.text import clean_line
from termread.values import dataclass


@dataclass(frozen=True, slots=True)
class Copy:
    """An article to be saved: where it came from, the file it goes to, and the measure that plain text is set for."""

    article: Article
    source: str
    path: Path
    measure: int

    @property
    def name(self) -> str:
        """The name of the file, to be shown."""
        return clean_line(self.path.name)


def kind_of(path: Path) -> str:
    """Return the format that the end of the name of *path* asks for; raises LibraryError where it is none."""
    known = by_suffix("one")
    kind = known.get(path.suffix.lower())
    if kind is None:
        raise LibraryError(f"Nothing was saved: end the name in {', '.join(known)} to choose a format.", code="output")
    return kind
