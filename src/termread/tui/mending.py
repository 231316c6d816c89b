"""A damaged or a missing library on the screen: what to do is a question. Loaded where something is damaged or missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from termread import first_screen
from termread.errors import TermreadError
from termread.library import offer_of
from termread.tui.screens.asking import YesNo
from termread.values import replace

if TYPE_CHECKING:
    from termread.tui.host import Host

PAUSE = 0.3
"""Seconds after which a question that has to wait is tried again."""


class Mending:
    """Offers to mend what is kept, once, and mends it."""

    def __init__(self, app: Host) -> None:
        self._app = app
        self._offered = False
        """Whether the question was asked, which is asked once."""

    def offer(self) -> None:
        """Ask whether to mend what is kept, once it is known what would come from where."""
        if not self._offered:
            self._offered = True
            if self._app.desk.lost:
                self._ask_for_backup()
                return
            self._app.errands.run(lambda: offer_of(self._app.desk.folders.data), self._ask, self._app.fail)

    def _ask(self, offer: str) -> None:
        if self._app.errands.running:
            self._app.set_timer(PAUSE, lambda: self._ask(offer))  # an article that comes takes every question away
            return
        self._app.notify(f"What is kept is damaged. {offer}", severity="error", timeout=60, markup=False)
        self._app.push_screen(YesNo("The library is damaged. Mend it now? y/n", self._answered))

    def _ask_for_backup(self) -> None:
        if self._app.errands.running:
            self._app.set_timer(PAUSE, self._ask_for_backup)
            return
        self._app.clear_notifications()
        self._app.notify(self._app.desk.trouble or "", severity="error", timeout=60, markup=False)
        self._app.push_screen(YesNo("Restore the backup? y/n", self._chosen))

    def _chosen(self, yes: bool | None) -> None:
        self._app.clear_notifications()
        if yes is None:
            self._app.say("Nothing is kept this time; termread will ask again the next time it starts", "error")
            return
        if yes:
            self._app.say("Restoring the backup…", "status")
        work = self._app.desk.restore if yes else self._app.desk.begin_anew
        self._app.errands.run(work, self._found, self._app.fail)

    def _found(self, sentence: str) -> None:
        self._mended((), sentence)

    def _answered(self, yes: bool | None) -> None:
        self._app.clear_notifications()
        if not yes:
            self._app.say("Left as it is; `termread check` mends it", "error")
            return
        self._app.say("Mending what is kept…", "status")
        self._app.errands.run(self._app.desk.mend, self._mended, self._app.fail)

    def _mended(self, sentences: tuple[str, ...], said: str = "The library is whole again") -> None:
        first_screen.drop()
        try:
            self._go_back()
        except TermreadError as error:
            self._app.fail(error)
            return
        self._offered = False
        if sentences:
            self._app.notify("\n".join(sentences), timeout=30, markup=False)
        if self._app.is_screen_installed("shelf") and self._app.shelf.is_running:
            self._app.shelf.look_again()
        self._app.say(said, "status")

    def _go_back(self) -> None:
        """Go back to the library on disk, where what is open has other numbers."""
        self._app.desk.go_back()
        numbers: dict[int, int] = {}
        for reader in self._app.articles:
            kept = self._app.desk.library.find(reader.opened.kept.address)
            if kept is not None:
                numbers[reader.entry] = kept.id
                reader.opened = replace(reader.opened, kept=kept)
        self._app.history.change(lambda spot: replace(spot, entry=numbers.get(spot.entry, spot.entry)))
        self._app.asked = {numbers.get(entry, entry): address for entry, address in self._app.asked.items()}
