"""Every fault of our own server met on the screen: what is said, what the keys cost meanwhile, and what is kept.

    python benchmarks/faults_on_screen.py [--way open|again|link] [--seconds 4]

*open* asks for each address with `o`, *again* reads a kept page again whose server has the fault now, *link* follows a
link to it. One program meets them all, one after the other. Caps are the default ones, but for the deadline in all, and
the silence, which are --seconds and half of them. Keys and Esc are timed where a server never ends.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1] / "tests")]

from faults import peak  # noqa: E402

from faultserver import HANDLERS, PAGE, STORY, FaultServer, Talk  # noqa: E402
from terminal import Terminal, foreign, termread  # noqa: E402

MORE = b"".join(b"<p>%d. %s</p>" % (number, STORY * 3) for number in range(60))
LONG = PAGE.replace(b"</article>", MORE + b"</article>")
LINKED = b"</p><p>The ferry, said the harbour master on Tuesday, runs by <a href='/%s'>the old timetable</a> again.</p>"
HANGS = ("gone-quiet", "endless-chunks", "drip", "drip-head", "endless-hints", "silence-midway")
STATUSES = (401, 402, 403, 404, 405, 410, 418, 429, 451, 500, 502, 503, 504)
PLAIN = ("good", "flaky", "busy", "part", "status")
MEMORY = 120.0
"""Megabytes that the program may take."""


def _then(talk: Talk) -> None:
    """Answer well the first time, and with the fault from then on."""
    if sum(path == f"then/{talk.path}" for path, _ in talk.server.asked) < 2:
        talk.answer(LONG)
        return
    kind, _, talk.path = talk.path.partition("/")
    HANDLERS[kind](talk)


def _linked(talk: Talk) -> None:
    talk.answer(LONG.replace(b"</p>", LINKED % talk.path.encode(), 1))


WAYS = {"open": ("", ""), "again": ("then/", "r"), "link": ("linked/", "\t\r")}
"""What stands before the path of the fault, and the keys that then lead to it."""


def faults() -> Iterator[str]:
    """Yield the path of each."""
    yield from (f"status/{number}" for number in STATUSES)
    yield from (name for name in HANDLERS if name not in PLAIN)
    yield from (f"{name}/esc" for name in HANGS)


def main() -> int:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--way", choices=WAYS, default="open")
    parser.add_argument("--seconds", type=float, default=4.0)
    options = parser.parse_args()
    paths = list(faults())
    HANDLERS.update(then=_then, linked=_linked)
    before, keys = WAYS[options.way]
    server, wrong, count = FaultServer(), 0, 0
    delays: list[float] = []
    stops: list[float] = []
    with tempfile.TemporaryDirectory() as home:
        config = Path(home, "config")
        config.mkdir()
        (config / "config.toml").write_text(
            f"[fetch]\nretries = 0\ntotal_seconds = {options.seconds}\nidle_seconds = {options.seconds / 2}\n"
        )
        with termread(rows=24, env={"TERMREAD_HOME": home}) as terminal:
            terminal.wait_for("q: leave")
            terminal.settle(0.5)
            for path in paths:
                mark = len(terminal.output)
                _ask(terminal, server.url(before + path))
                for key in keys:
                    terminal.settle(0.5, 6)
                    terminal.press(key)
                if path.partition("/")[0] in HANGS:
                    delays += _key_delays(terminal)
                    if path.endswith("/esc"):
                        stops.append(_delay(terminal, "\x1b", "Stopped"))
                    else:
                        _read(terminal, options.seconds + 1)
                terminal.settle(0.6, options.seconds + 4)
                found = foreign(terminal.output[mark:])
                memory = peak(terminal.process.pid)
                count += 1
                wrong += bool(found) or memory > MEMORY or terminal.process.poll() is not None
                said = [line.strip(" ▐▌") for line in terminal.text.splitlines() if line.strip(" ▐▌")]
                print(f"{path:22} {memory:4.0f} MB  {said[-1][:110]}", *found[:2], flush=True)
                terminal.press("\x1b")
                terminal.settle(0.1, 1)
            terminal.press("\x03")
            status = terminal.end()
        reports = len(list(Path(home).rglob("report-*")))
    print(
        f"{count} faults, {wrong} wrong, {reports} reports, status {status}; keys {statistics.median(delays) * 1000:.0f} ms, "
        f"at most {max(delays) * 1000:.0f}; Esc {', '.join(f'{stop * 1000:.0f}' for stop in stops)} ms"
    )
    return 1 if wrong or reports or status != 130 else 0


def _ask(terminal: Terminal, address: str) -> None:
    terminal.press("o")
    terminal.wait_for("an address, a file")
    terminal.press(address + "\r")


def _key_delays(terminal: Terminal) -> Iterator[float]:
    """Yield how long keys take until something of theirs is on the screen, while a page is awaited."""
    terminal.settle(0.3, 0.6)
    for key in "zzzz":  # what it changes is always seen
        start, before = time.monotonic(), len(terminal.output)
        terminal.press(key)
        while len(terminal.output) == before and time.monotonic() - start < 1:
            terminal.read(0.005)
        yield time.monotonic() - start
        terminal.settle(0.05, 0.2)


def _delay(terminal: Terminal, key: str, text: str) -> float:
    start = time.monotonic()
    terminal.press(key)
    while text not in terminal.text and time.monotonic() - start < 3:
        terminal.read(0.005)
    return time.monotonic() - start


def _read(terminal: Terminal, seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        terminal.read(0.05)


if __name__ == "__main__":
    raise SystemExit(main())
