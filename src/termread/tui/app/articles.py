"""The articles that are open, each on a screen of its own, the one that was looked at last at the end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from termread.desk import Opened
from termread.tui.page.article import open_article_of
from termread.tui.page.draw import DEPTHS
from termread.tui.page.place import Spot
from termread.tui.reader import Landing, ReaderScreen

if TYPE_CHECKING:
    from termread.tui.app.host import Host
    from termread.tui.entries import Entry
    from termread.tui.page.early import Early

OPEN_CAP = 20
"""Articles that are open at the same time; the one that was not looked at for longest is closed."""


class OpenArticles:
    """Opens and closes them."""

    def __init__(self, app: Host) -> None:
        self._app = app
        self._screens: list[ReaderScreen] = []
        self._number = 0

    def __iter__(self) -> Iterator[ReaderScreen]:
        return iter(self._screens)

    def __len__(self) -> int:
        return len(self._screens)

    def of_entry(self, entry: int) -> ReaderScreen | None:
        """Return the screen of the saved article numbered *entry*, if it is open; what is not saved has number 0."""
        return next((screen for screen in self if screen.entry == entry and entry), None)

    def of_id(self, name: str | None) -> ReaderScreen | None:
        """Return the open article whose screen has the id *name*."""
        return next((screen for screen in self if screen.id == name), None)

    def show_opened(self, opened: Opened, landing: Landing | None = None) -> None:
        """Show an article that is on the desk."""
        app, screen = self._app, self.of_entry(opened.kept.id)
        if landing is not None and not landing.is_return and app.reader in (None, screen):
            app.history.leave(screen.spot if screen else Spot(opened.kept.id, opened.kept.place))
        if screen is None:
            screen = self.add(opened, landing)
        elif landing is not None:
            screen.arrive(landing)
        self.show(screen)
        if app.desk.trouble:
            app.say(app.desk.trouble, "error")
        app.call_after_refresh(app.tell_wrong_settings)

    def add(self, opened: Opened, landing: Landing | None = None, early: Early | None = None) -> ReaderScreen:
        """Return a new screen for an article, among those that are open; *early* shows it already."""
        app = self._app
        self._number += 1
        screen = ReaderScreen(
            app.desk,
            opened,
            app.look,
            app.palette,
            landing=landing,
            history=app.history,
            early=early and (lambda: open_article_of(early)),
            id=f"article-{self._number}",
        )
        app.install_screen(screen, f"article-{self._number}")
        self._screens.append(screen)
        return screen

    def entries(self) -> list[Entry]:
        """Return the open articles for a list, the last one looked at first, each with the id of its screen."""
        from termread.layout.geometry import left_to_read
        from termread.tui.entries import Entry

        return [
            Entry(
                screen.article.title or screen.opened.kept.address,
                (),
                screen.id,
                role="text",
                note=left_to_read(screen.pager.viewport.done, screen.opened.kept.minutes)
                if screen.pager.is_laid_out
                else "",
            )
            for screen in reversed(self._screens)
        ]

    def add_behind(self, opened: Opened) -> bool:
        """Put an article last among those that are open; returns False if there is no room or it is one of them."""
        if len(self) >= OPEN_CAP or self.of_entry(opened.kept.id):
            return False
        self._screens.insert(0, self.add(opened))
        del self._screens[-1]
        return True

    def show(self, screen: ReaderScreen) -> None:
        """Show an open article; those that were open for too long are closed."""
        self._app.failed_with = 0
        self._app.show_screen(screen)
        if screen in self._screens:
            self._screens.remove(screen)
        self._screens.append(screen)
        for old in self._screens[:-OPEN_CAP]:
            self._screens.remove(old)
            self.let_go(old)

    def close(self, screen: ReaderScreen) -> None:
        """Close an article; the one that shows is let go when it is left."""
        self._screens.remove(screen)
        if screen is not self._app.reader:
            self.let_go(screen)

    def let_go(self, screen: ReaderScreen) -> None:
        """End a screen: Textual keeps one that it is not told to remove, with all its text."""
        self._app.uninstall_screen(screen)
        if screen.is_running:
            screen.remove()

    def keep_snapshots(self, screen: ReaderScreen | None) -> None:
        """Keep what an article will show first when it is opened again."""
        if screen is not None and screen.opened.whole and not self._app.is_headless:
            from termread.commands.keymaps import names_of
            from termread.tui.page.article import keep_snapshots

            address, pager = screen.opened.kept.address, screen.pager
            home = screen.open.reading_place.home(pager.viewport.place)
            asked = self._app.asked.get(screen.entry, address)
            names = names_of(self._app.desk.config, "reader", "anywhere")
            keep_snapshots(pager, home, DEPTHS[self._app.console.color_system], names, (address, asked))
