"""Opening an address outside: in the browser, by a list of arguments and never through a shell."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence

from termread.errors import Unreachable, UsageError
from termread.text import clean_line

SCHEMES = ("http://", "https://", "mailto:")
LENGTH_CAP = 8192


def browse(address: str, program: Sequence[str] = ()) -> str:
    """Open *address* with *program* (empty: the system's own choice) and return the program's name.

    Raises UsageError for what is not http, https or mailto, Unreachable where no program can be started.
    """
    import subprocess
    from threading import Thread

    safe = outside(address)
    for command in [tuple(program)] if program else _programs():
        if not (path := shutil.which(command[0])):
            continue
        try:
            process = subprocess.Popen(  # noqa: S603 - a list of arguments, the address checked and percent-encoded
                [path, *command[1:], safe],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        except OSError:
            continue
        Thread(target=process.wait, daemon=True).start()
        return os.path.basename(command[0])  # noqa: PTH119 - a name, not a path
    raise Unreachable('No browser was found. Name one in the settings: browser = ["firefox"].')


def outside(address: str) -> str:
    """Return *address* fit to leave the program: a known scheme, printable ASCII, no quotes, no leading dash."""
    from urllib.parse import quote

    address = address.strip()
    if not address.lower().startswith(SCHEMES) or len(address) > LENGTH_CAP:
        raise UsageError(f"Only http, https and mailto addresses are opened outside, not {clean_line(address)[:80]}")
    return quote(address, safe=":/?#[]@!$&()*+,;=%~-._")


def _programs() -> list[tuple[str, ...]]:
    if sys.platform == "darwin":
        return [("open",)]
    given = os.environ.get("BROWSER", "").split(os.pathsep)
    chosen = [tuple(entry.split()) for entry in given if entry.strip() and "%" not in entry]
    return [*chosen, ("xdg-open",), ("gio", "open"), ("sensible-browser",), ("firefox",), ("chromium",)]
