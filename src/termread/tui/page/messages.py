"""The messages that the page view posts to its screen."""

from __future__ import annotations

from textual.message import Message

from termread.article import Place


class Moved(Message):
    """The reader scrolled to *place*; *done* is how far through the article that is, from 0 to 1."""

    def __init__(self, place: Place, done: float) -> None:
        super().__init__()
        self.place, self.done = place, done


class Jumped(Message):
    """The reader left *place* by a jump and may want to go back to it."""

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place


class Visited(Message):
    """The reader went from *here*, *done* through the article, to look at *place*."""

    def __init__(self, here: Place, done: float, place: Place) -> None:
        super().__init__()
        self.here, self.done, self.place = here, done, place


class LinkFollowed(Message):
    """The reader followed a link out of this article; *picture* is whether it is an image."""

    def __init__(self, href: str, *, picture: bool = False) -> None:
        super().__init__()
        self.href, self.picture = href, picture


class ImageWanted(Message):
    """An image is in view and should be loaded in *width* by *height* pixels, two pixels per cell in height."""

    def __init__(self, src: str, width: int, height: int) -> None:
        super().__init__()
        self.src, self.width, self.height = src, width, height
