"""What the page view tells the screen that holds it."""

from __future__ import annotations

from textual.message import Message

from termread.article import Place


class Moved(Message):
    """The reader moved on to *place*, reading; so much of the article is *done*, from 0 to 1."""

    def __init__(self, place: Place, done: float) -> None:
        super().__init__()
        self.place, self.done = place, done


class Jumped(Message):
    """The reader left *place* by a jump, and may want to go back."""

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place


class Visited(Message):
    """The reader went from *here*, where so much was *done*, to *place* for a look."""

    def __init__(self, here: Place, done: float, place: Place) -> None:
        super().__init__()
        self.here, self.done, self.place = here, done, place


class LinkFollowed(Message):
    """The reader wants to go where *href* leads, out of this article."""

    def __init__(self, href: str, *, picture: bool = False) -> None:
        super().__init__()
        self.href, self.picture = href, picture


class ImageWanted(Message):
    """An image is in view: it should come in so many pixels, two to the height of a cell."""

    def __init__(self, src: str, width: int, height: int) -> None:
        super().__init__()
        self.src, self.width, self.height = src, width, height
