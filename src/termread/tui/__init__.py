"""The screen. Only this package knows textual."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from termread.desk import Desk
    from termread.tui.app import Start


def run(desk: Desk, start: Start) -> tuple[int, str | None]:
    """Run the program on the terminal; returns its exit status, and where the report of a fault is, if there was one."""
    import os
    import sys
    import threading
    import warnings

    from termread.tui.app import Termread
    from termread.tui.textual_compat.terminal import Terminal

    # What a shell exports of its window's size is not true for long; the framework would believe it before the terminal.
    for name in ("COLUMNS", "LINES"):
        os.environ.pop(name, None)
    # Python would draw what these tell over the page.
    sys.unraisablehook = threading.excepthook = _note
    warnings.simplefilter("ignore")
    app = Termread(desk, start, driver=Terminal)
    app.run(mouse=desk.config.mouse)
    status = app.return_code if app.left_with is None or app.reported else app.left_with
    return status or 0, app.reported


def _note(fault: Any) -> None:
    """Note a fault that nobody waits for to hear of."""
    from termread import journal

    journal.note("error", f"{fault.exc_type.__name__}, unheard of")
