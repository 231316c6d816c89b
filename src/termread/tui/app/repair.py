"""A damaged or missing library: the reader is asked what to do. Loaded only then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from termread import first_screen
from termread.errors import TermreadError
from termread.library.backups import offer_of
from termread.tui.dialogs.question import YesNo
from termread.values import replace

if TYPE_CHECKING:
    from termread.tui.app.host import Host

PAUSE = 0.3
"""Seconds after which a question that has to wait is tried again."""


class RepairOffer:
    """Offers to repair the library, once, and repairs it."""

    def __init__(self, app: Host) -> None:
        self._app = app
        self._offered = False
        """Whether the question was asked, which is asked once."""

    def offer(self) -> None:
        """Ask whether to repair the library, once it is known what would come from where."""
        if not self._offered:
            self._offered = True
            if self._app.desk.lost:
                self._ask_for_backup()
                return
            self._app.background.run(lambda: offer_of(self._app.desk.folders.data), self._ask, self._app.fail)

    def _ask(self, offer: str) -> None:
        if self._app.background.running:
            self._app.set_timer(PAUSE, lambda: self._ask(offer))  # an article that comes takes every question away
            return
        self._app.notify(f"Your library is damaged. {offer}", severity="error", timeout=60, markup=False)
        self._app.push_screen(YesNo("Your library is damaged. Repair it now? y/n", self._answered))

    def _ask_for_backup(self) -> None:
        if self._app.background.running:
            self._app.set_timer(PAUSE, self._ask_for_backup)
            return
        self._app.clear_notifications()
        self._app.notify(self._app.desk.trouble or "", severity="error", timeout=60, markup=False)
        self._app.push_screen(YesNo("Restore the backup? y/n", self._chosen))

    def _chosen(self, yes: bool | None) -> None:
        self._app.clear_notifications()
        if yes is None:
            self._app.say("Nothing is saved this time; termread will ask again when it next starts", "error")
            return
        if yes:
            self._app.say("Restoring the backup…", "status")
        work = self._app.desk.restore if yes else self._app.desk.begin_anew
        self._app.background.run(work, self._found, self._app.fail)

    def _found(self, sentence: str) -> None:
        self._repaired((), sentence)

    def _answered(self, yes: bool | None) -> None:
        self._app.clear_notifications()
        if not yes:
            self._app.say("Not repaired; `termread check` repairs it", "error")
            return
        self._app.say("Repairing your library…", "status")
        self._app.background.run(self._app.desk.repair, self._repaired, self._app.fail)

    def _repaired(self, sentences: tuple[str, ...], said: str = "Your library is repaired") -> None:
        first_screen.drop()
        try:
            self._go_back()
        except TermreadError as error:
            self._app.fail(error)
            return
        self._offered = False
        if sentences:
            self._app.notify("\n".join(sentences), timeout=30, markup=False)
        self._app.refresh_shelf()
        self._app.say(said, "status")

    def _go_back(self) -> None:
        """Go back to the library on disk, where what is open has other numbers."""
        self._app.desk.go_back()
        numbers: dict[int, int] = {}
        for reader in self._app.readers:
            kept = self._app.desk.library.find(reader.opened.kept.address)
            if kept is not None:
                numbers[reader.entry] = kept.id
                reader.opened = replace(reader.opened, kept=kept)
        self._app.history.change(lambda spot: replace(spot, entry=numbers.get(spot.entry, spot.entry)))
        self._app.asked = {numbers.get(entry, entry): address for entry, address in self._app.asked.items()}
