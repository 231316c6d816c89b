"""Where in an article a reader arrives: at a place, at a passage, or at what an address names."""

from __future__ import annotations

from termread.article import Article, Passage, Place
from termread.layout.passages import locate
from termread.tui.page.rows import Span
from termread.tui.widgets.addresses import inside
from termread.values import dataclass


@dataclass(frozen=True, slots=True)
class Landing:
    """Where in an article the reader wants to arrive; nothing said means where they left off."""

    place: Place | None = None
    passage: Passage | None = None
    address: str = ""
    """The address as asked for: its fragment may name a place or a passage."""

    @property
    def is_return(self) -> bool:
        """Whether the reader comes back to where they read, and not for a look."""
        return self.passage is None and not self.address


class Gone(Exception):
    """The passage that was wanted is not in the article any more."""


def spot_of(article: Article, landing: Landing) -> Place | Span | None:
    """Return the place or the passage of *article* that *landing* means, or None where it says none; raises Gone."""
    if landing.place is not None:
        return landing.place
    if landing.passage is None and "#" not in landing.address:
        return None
    from termread.layout.passages import find_fragment, read_fragment

    fragment = read_fragment(landing.address)
    if landing.passage is None and fragment is None:
        return inside(article, "#" + landing.address.partition("#")[2])
    found = locate(article, landing.passage) if landing.passage else None
    if found is None and fragment is not None:
        found = find_fragment(article, fragment)
    if found is None:
        raise Gone
    return found
