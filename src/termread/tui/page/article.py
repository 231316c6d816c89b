"""An article in a pager, at the place where the reader is: what the early driver shows, and the app goes on with."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from termread import first_screen
from termread.commands import commands
from termread.commands.keymaps import names_of
from termread.first_key import FIRST
from termread.layout.geometry import first_words
from termread.layout.passages import locate, passage
from termread.layout.places import extent
from termread.pace import seconds
from termread.tui.page.canvas import NoDriver
from termread.tui.page.draw import whole, write
from termread.tui.page.features import Event, Jumped, Moved, Visited
from termread.tui.page.features.marks import marks_of
from termread.tui.page.pager import Pager
from termread.tui.page.place import ReadingPlace
from termread.tui.page.tty import decode
from termread.values import replace
from termread.write.terminal import depth_of

if TYPE_CHECKING:
    from termread.article import Passage, Place
    from termread.desk import Desk, Look, Opened
    from termread.layout.model import Page
    from termread.palette import Theme
    from termread.tui.page.early import Early, EarlyScreen
    from termread.tui.page.rows import Row
    from termread.tui.page.tty import Key
    from termread.write.terminal import Depth

EARLY = frozenset(command.name for command in commands() if command.group in ("Move", "Find"))
"""The commands that are obeyed before the framework is there."""


class OpenArticle:
    """An opened article in its pager, and where its reader is in it, who reads here or only looks at another place."""

    def __init__(self, opened: Opened, look: Look, theme: Theme, desk: Desk) -> None:
        """Set *opened* as *look* and *theme* have it, at the place where it was left; *desk* knows settings and terminal."""
        self.opened = opened
        self.look = look
        self.cuts = False
        """Whether what was cut from the page shows."""
        self.pager = Pager(theme, self.page)
        self.pager.footing, self.pager.coming = not look.zen, not opened.whole
        self.pager.headline.able = desk.large_text
        self.pager.hint = first_words(opened.kept.id, desk.config.keys)
        self.reading_place = ReadingPlace(opened.kept, seconds(opened.article))
        self.unsaved = False
        """Whether the reader has arrived or moved since the place was saved."""
        self.left: list[Place] = []
        """Where jumps began."""
        self._progress = opened.kept.progress
        """What of it is saved."""
        self._read_until: tuple[Place, float] | None = None
        """Where the reader read, with the progress, before looking elsewhere, if that is not saved."""

    @property
    def page(self) -> Page:
        """How the article is to be laid out."""
        page = replace(self.opened.page(self.look, cuts=self.cuts), large_headline=self.look.large_headline)
        return replace(page, pictures="off") if os.environ.get("NO_COLOR") else page

    @property
    def here(self) -> Passage:
        """The sentence at the place of the page."""
        article, start = self.opened.article, self.pager.viewport.place
        return passage(article, start, extent(article, start, "sentence")[1])

    def hear(self, event: Event) -> None:
        """Keep track of where the reader is by what the page tells."""
        match event:
            case Moved():
                self.reading_place.move(self.pager.viewport)
                self.unsaved = True
            case Jumped(place):
                self.left.append(place)
            case Visited(here, done, place):
                if self.reading_place.visited != here:
                    self.left.append(here)
                    self._read_until = (here, done) if self.unsaved else None
                self.reading_place.visit(here, place)
            case _:
                pass

    def to_save(self) -> tuple[Place, float] | None:
        """Return the place and the progress to save, if the reader has arrived, moved or read to the end since."""
        if not self.pager.is_laid_out or not self.opened.whole:
            return None
        found = self.reading_place.to_keep(self.pager.viewport)
        if found is None or not (self.unsaved or self._progress < found[1] == 1):
            found = self._read_until
        self.unsaved, self._read_until = False, None
        if found is not None:
            self._progress = found[1]
        return found

    def become(self, opened: Opened) -> bool:
        """Show *opened* instead at the same words; returns whether they are still in it."""
        here, self.opened = self.here, opened
        found = locate(opened.article, here)
        place = found[0] if found else here.start
        if self.reading_place.visited == here.start:
            self.reading_place.visit(here.start, place)
        self.pager.page = self.page
        self.pager.show(opened.article, place)
        return found is not None


def snapshots(pager: Pager, home: Place, depth: Depth, names: Mapping[str, str]) -> Iterator[tuple[bytes, bytes]]:
    """Yield what draws the article of *pager* as it will show first when it is opened again at *home*, after b"".

    Then yield each of `FIRST`, and what draws the article once that is typed, if it leads anywhere by these *names*.
    """
    fresh = Pager(pager.inks.theme, replace(pager.page, cuts=False))
    fresh.footing, fresh.coming, fresh.hint, fresh.colors = pager.footing, pager.coming, pager.hint, False
    fresh.headline.able = pager.headline.able
    fresh.show(pager.article, home)
    fresh.marks.flags, fresh.marks.coloured = pager.marks.flags, pager.marks.coloured
    fresh.resize(pager.geometry.columns, pager.geometry.rows)
    for typed in (b"", *FIRST):
        key, _ = decode(typed) if typed else (None, 0)
        if key is None or obey(fresh, key, names):
            yield typed, write(whole(fresh.frame()), depth).encode("utf-8", "replace")
        fresh.put(home)


def keep_snapshots(pager: Pager, home: Place, depth: Depth, names: Mapping[str, str], arguments: Iterable[str]) -> None:
    """Keep the `snapshots` of *pager* for the next time that one of the *arguments* opens its article."""
    from termread.fetch.addresses import is_url

    if not pager.is_laid_out or not pager.geometry.rows:
        return
    size = pager.geometry.columns, pager.geometry.rows
    # One that has a fragment leads to a passage.
    right = [each for each in dict.fromkeys(arguments) if each and not ("#" in each and is_url(each))]
    for typed, screen in snapshots(pager, home, depth, names):
        for argument in right:
            first_screen.keep(argument, size, screen, typed)


def obey(pager: Pager, key: Key, names: Mapping[str, str]) -> bool:
    """Obey a key that moves or finds, by the *names* of its actions; returns False for one that only the app knows."""
    if pager.find.prompt is not None:
        return pager.find.type(key)
    if (key.character or "x") in "0123456789" and pager.status.key(key):
        return True
    name = names.get(key.key, "")
    act = pager.find.ask if name == "find" else pager.acts.get(name) if name in EARLY else None
    if act is None:
        return False
    pager.status.key(key)
    act()
    return True


def open_article_of(early: Early) -> OpenArticle | None:
    """Take the article that *early* shows over from it: None where that shows none, or something failed."""
    early.hand_over()
    return early.screen.open if isinstance(early.screen, EarlyArticle) and not early.failed else None


class EarlyArticle(NoDriver):
    """An opened article under the early driver: an `EarlyScreen`, and the driver of its pager."""

    def __init__(self, desk: Desk, opened: Opened, asked: str = "", *, from_shelf: bool = False) -> None:
        """Show *opened*, which the reader *asked* for by this argument; *from_shelf* is where `q` leads then."""
        look = desk.look
        self.open = OpenArticle(opened, look, desk.theme(look), desk)
        self.open.unsaved = True
        self.desk, self._asked, self._from_shelf = desk, asked, from_shelf
        self._names = names_of(desk.config, "reader", "anywhere")
        pager = self.open.pager
        pager.show(opened.article, opened.kept.place)
        marks = marks_of(desk.library, opened.kept.id, opened.article)
        pager.marks.flags, pager.marks.coloured = marks.flags, marks.coloured
        pager.colors = False  # images come with the app
        pager.driver = self
        self.open.reading_place.show()

    # As a driver

    def tell(self, event: Event) -> None:
        """Hear of what the reader did."""
        self.open.hear(event)

    # As a screen

    def resize(self, columns: int, rows: int) -> None:
        """Lay out for so many cells."""
        self.open.pager.resize(columns, rows)

    def frame(self) -> list[Row]:
        """Return the rows of the screen."""
        return self.open.pager.frame()

    def key(self, key: Key) -> EarlyScreen | None:
        """Obey a key that moves or finds, or one that leaves."""
        if key.key in ("ctrl+c", "ctrl+q"):
            raise SystemExit(130 if key.key == "ctrl+c" else 0)
        if self._names.get(key.key) == "leave" and self.open.pager.find.prompt is None and not self._from_shelf:
            raise SystemExit(0)
        return self if obey(self.open.pager, key, self._names) else None

    def rest(self) -> bool:
        """Do nothing: all of it shows."""
        return False

    def leave(self) -> None:
        """Save the place and, if that is another one, what shows first the next time."""
        from termread.errors import TermreadError

        kept, found = self.open.opened.kept, self.open.to_save()
        if found is None:
            return
        try:
            self.desk.library.read_to(kept.id, *found)
        except TermreadError as error:
            self.desk.trouble = self.desk.trouble or error.text
            return
        if found[0] != kept.place or not first_screen.kept:
            asked = (kept.address, self._asked)
            keep_snapshots(self.open.pager, found[0], depth_of(os.environ), self._names, asked)
