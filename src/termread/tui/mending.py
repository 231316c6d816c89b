"""A damaged library on the screen: the offer to mend it, as a question."""

from __future__ import annotations

from termread import first_screen
from termread.errors import TermreadError
from termread.tui.showing import Showing
from termread.values import replace

PAUSE = 0.3
"""Seconds after which a question that has to wait is tried again."""


class Mending(Showing, layer=True):
    """The part of the app that offers to mend what is kept."""

    _offered = False
    """Whether the question was asked, which is asked once."""

    def fail(self, error: TermreadError) -> None:
        """Say what stood in the way, and offer to mend it where that can be done."""
        super().fail(error)
        if error.code == "damaged":
            self.offer_mending()

    def on_damaged(self) -> None:
        """Offer to mend it."""
        self.offer_mending()

    def offer_mending(self) -> None:
        """Ask whether to mend what is kept, once it is known what would come from where."""
        from termread.library import offer_of

        if not self._offered:
            self._offered = True
            self.errands.run(lambda: offer_of(self.desk.folders.data), self._ask, super().fail)

    def _ask(self, offer: str) -> None:
        from termread.tui.screens.asking import Asking

        if self.errands.running:
            self.set_timer(PAUSE, lambda: self._ask(offer))  # an article that comes takes every question away
            return
        self.notify(f"What is kept is damaged. {offer}", severity="error", timeout=60, markup=False)
        self.push_screen(Asking("The library is damaged. Mend it now? y/n"), self._answered)

    def _answered(self, answer: str | None) -> None:
        self.clear_notifications()
        if (answer or "").strip().lower() not in ("y", "yes"):
            self.say("Left as it is; `termread check` mends it", "error")
            return
        self.say("Mending what is kept…", "status")
        self.errands.run(self.desk.mend, self._mended, super().fail)

    def _mended(self, sentences: tuple[str, ...]) -> None:
        first_screen.drop()
        try:
            self._go_back()
        except TermreadError as error:
            super().fail(error)
            return
        self._offered = False
        self.notify("\n".join(sentences), timeout=30, markup=False)
        if self.screen is self.shelf:
            self.shelf.look_again()
        self.say("What is kept is whole again", "status")

    def _go_back(self) -> None:
        """Go back to the library on disk, where what is open has other numbers."""
        self.desk.go_back()
        numbers: dict[int, int] = {}
        for reader in self.articles:
            kept = self.desk.library.find(reader.opened.kept.address)
            if kept is not None:
                numbers[reader.entry] = kept.id
                reader.opened = replace(reader.opened, kept=kept)
        self.history.change(lambda spot: replace(spot, entry=numbers.get(spot.entry, spot.entry)))
        self.asked = {numbers.get(entry, entry): address for entry, address in self.asked.items()}
