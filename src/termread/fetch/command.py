"""A page fetched by a program of the reader's own choice: an argument list, never a shell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from termread.config import FetchSettings, Site
from termread.errors import UsageError
from termread.fetch.faults import AGAIN, fault
from termread.text import clean_line

if TYPE_CHECKING:
    from subprocess import Popen

PLACE = "{url}"


def read_command(url: str, host: str, settings: FetchSettings, site: Site) -> bytes:
    """Return what the site's `fetch_command` prints for *url*; raises UsageError or Unreachable."""
    import subprocess
    from urllib.parse import quote

    # Printable ASCII without quotes, as a browser would send it: no program takes a part of it for something else.
    url = quote(url, safe=":/?#[]@!$&()*+,;=%~-._")
    arguments = [part.replace(PLACE, url) for part in site.fetch_command]
    if not any(PLACE in part for part in site.fetch_command):
        arguments.append(url)
    name = clean_line(arguments[0])
    try:
        with subprocess.Popen(arguments, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE) as program:  # noqa: S603
            return _output(program, name, host, settings)
    except OSError as error:
        raise UsageError(
            f"The program {name} that is set as fetch_command for {host} cannot be run: "
            f"{clean_line(error.strerror or '')}."
        ) from None


def _output(program: Popen[bytes], name: str, host: str, settings: FetchSettings) -> bytes:
    import threading

    assert program.stdout is not None
    timer = threading.Timer(settings.total_seconds, program.kill)
    timer.start()
    try:
        data = program.stdout.read(settings.decoded_bytes + 1)
    finally:
        over = not timer.is_alive()
        timer.cancel()
        program.stdout.close()
    status = program.wait()
    if over:
        raise fault(
            "deadline", f"{name} took longer than {settings.total_seconds:g} seconds to fetch from {host}. {AGAIN}"
        )
    if not data.strip():
        raise fault(
            "command", f"{name} gave nothing for the page at {host}: it ended with the status {status}. Try it by hand."
        )
    return data[: settings.decoded_bytes]
