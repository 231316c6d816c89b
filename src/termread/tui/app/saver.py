"""An article into a file of the reader's choice, whole or not at all, while the keyboard goes on answering."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock, Thread
from typing import TYPE_CHECKING

from termread.errors import Cancelled, LibraryError, TermreadError
from termread.text import clean_line
from termread.write import whole_file

if TYPE_CHECKING:
    from textual.timer import Timer

    from termread.tui.app.host import Host
    from termread.tui.messages import Save

SOON = 0.3
"""Seconds after which progress is shown, and again each time."""

PATIENCE = 2.0
"""Seconds that the end of the program waits for a cancelled file to be removed."""


class FileWriter:
    """One article on its way into its file; it can be stopped until it is there."""

    def __init__(self, save: Save) -> None:
        """Save what *save* says once it is `run`."""
        self.save = save
        self.done = 0
        """The pieces written, about as many as blocks."""
        self._lock = Lock()
        self._state = "writing"

    def run(self) -> None:
        """Write the file. Raises Cancelled where it was stopped, LibraryError where it fails; no part is left of it then."""
        from termread.write import write_article

        save = self.save
        try:
            with whole_file(save.path) as file:
                for piece in write_article(save.article, save.format, save.source, save.measure):
                    file.write(piece)
                    self.done += 1
                    self._go_on("writing")
                self._go_on("finished")
        except OSError as error:
            why = error.strerror or "it failed"
            raise LibraryError(f"{clean_line(str(save.path))} could not be written: {why}.", code="output") from error

    def stop(self) -> bool:
        """Stop it; returns whether that is still possible."""
        return self._become("stopped")

    def _go_on(self, state: str) -> None:
        if not self._become(state):
            raise Cancelled(f"Stopped; {self.save.name} was not saved")

    def _become(self, state: str) -> bool:
        with self._lock:
            if self._state == "writing":
                self._state = state
                return True
            return False


class Saver:
    """Saves one article at a time beside the screen, tells how far it is, and stops when it is told to."""

    def __init__(self, app: Host) -> None:
        """Save for *app*."""
        self._app = app
        self._writer: FileWriter | None = None
        self._thread: Thread | None = None
        self._timer: Timer | None = None
        self._then: Callable[[], None] | None = None

    @property
    def running(self) -> bool:
        """Whether a file is being written."""
        return self._writer is not None

    def begin(self, save: Save) -> None:
        """Save an article, unless another is still being saved."""
        if self._writer is not None:
            self._app.say(f"{self._writer.save.name} is still being saved; esc stops it", "error")
            return
        writer = self._writer = FileWriter(save)
        self._timer = self._app.set_interval(SOON, self._tell)
        self._thread = Thread(target=self._work, args=(writer,), daemon=True, name="termread-saving")
        self._thread.start()

    def stop(self) -> bool:
        """Stop it, and whatever was to follow; returns whether there was anything to stop."""
        self._then = None
        return self._writer is not None and self._writer.stop()

    def then(self, action: Callable[[], None]) -> bool:
        """Do *action* once the file is there; returns False where none is being written, or this was asked for before."""
        if self._writer is None or self._then is not None:
            return False
        self._then = action
        self._tell()
        return True

    def close(self) -> None:
        """Stop, and take away what was written so far."""
        self.stop()
        if self._thread is not None:
            self._thread.join(PATIENCE)

    def _work(self, writer: FileWriter) -> None:
        outcome: Exception | None = None
        try:
            writer.run()
        except Exception as error:  # noqa: BLE001 - it is told, or belongs to the app, which reports it
            outcome = error
        self._app.call_later(self._ended, writer, outcome)

    def _ended(self, writer: FileWriter, outcome: Exception | None) -> None:
        if self._timer is not None:
            self._timer.stop()
        self._writer = None
        then, self._then = self._then, None
        if isinstance(outcome, Cancelled):
            self._app.say(outcome.text, "status")
        elif isinstance(outcome, TermreadError):
            self._app.fail(outcome)
        elif outcome is not None:
            raise outcome
        else:
            self._app.say(f"Saved to {clean_line(str(writer.save.path.absolute()))}", "status")
            if then is not None:
                then()

    def _tell(self) -> None:
        if self._writer is None:
            return
        save, done = self._writer.save, self._writer.done
        share = f" {min(99, 100 * done // (len(save.article.blocks) + 1))} %" if done else ""
        after = ", then quitting; esc stops both" if self._then else "; esc stops it"
        self._app.say(f"Saving {save.name}{share}{after}", "status")
