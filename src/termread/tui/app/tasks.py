"""What is done in the background for the reader: saving links for later, fetching what was saved, opening the browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from termread.desk.bulk import fetch_all as fetch_pending
from termread.desk.bulk import fetch_into, note_reach
from termread.desk.system import browse as open_in_browser
from termread.engine.engine import Engine
from termread.errors import TermreadError, Unreachable
from termread.fetch.addresses import checked_url
from termread.library.undo_log import changes_from
from termread.tui.messages import Browse, Collect, FetchAll
from termread.tui.wording import short

if TYPE_CHECKING:
    from termread.desk import Desk
    from termread.tui.app.host import Host


Task = Collect | FetchAll | Browse


def begin(app: Host, task: Task) -> None:
    """Begin *task*."""
    match task:
        case Collect():
            _begin_collecting(app, task)
        case FetchAll():
            _fetch_all(app)
        case Browse(address=address):
            _browse(app, address)


def _begin_collecting(app: Host, message: Collect) -> None:
    app.say(f"Saving {short(message.address)} for later", "status")
    app.background.run(lambda: _collect(app.desk, message), lambda text: app.say(text, "status"), app.fail)


def _collect(desk: Desk, message: Collect) -> str:
    """Save and fetch the address of *message*, and return what is to be said; raises TermreadError."""
    library, address = desk.library, checked_url(message.address)
    there = library.find(address)
    with changes_from(message.origin):
        kept = library.save_for_later(address, title=message.title)
    if kept.has_text:
        return "Already saved"
    if there is None or message.near == 2:
        note_reach(library, kept.address, message.near)
    engine = Engine(desk.config.fetch)
    try:
        fetch_into(desk, engine, kept)
    except TermreadError as error:
        if error.code == "local" and there is None:
            with changes_from(message.origin):
                library.delete(kept.id)
            raise
        if error.code == "gone":
            return "Not saved: that was undone"
        return desk.said(f"Saved for later, but not fetched yet: {error.text}")
    finally:
        engine.close()
    return desk.said("Saved for later")


def _fetch_all(app: Host) -> None:
    """Fetch the texts of what was saved for later, and say how it goes."""

    def fetch() -> str:
        pending = app.desk.library.pending()
        if not pending:
            return "Every saved article has its text"
        came, why = 0, ""
        try:
            for _, error in fetch_pending(app.desk, pending):
                came += error is None
                app.call_later(app.say, f"Fetched {came} of {len(pending)}", "status")
        except Unreachable as error:
            why = f"{error.text} "
        rest = "" if came == len(pending) else "; R tries the rest again"
        text = f"Fetched {came} of {len(pending)}{rest}"
        return why + text if why else app.desk.said(text)

    def fetched(text: str) -> None:
        app.refresh_shelf()
        app.say(text, "status")

    app.background.run(fetch, fetched, app.fail)


def _browse(app: Host, address: str) -> None:
    app.say(f"Sending {short(address)} to the browser", "status")
    app.background.run(
        lambda: open_in_browser(address, app.desk.config.browser),
        lambda name: app.say(f"Sent to {name}", "status"),
        app.fail,
    )
