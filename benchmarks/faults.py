"""Every fault of our own server: what is said, how long it takes, what memory it takes, and what keys cost meanwhile.

    python benchmarks/faults.py [--way engine|open|again|link] [--seconds 5]

*engine* asks the engine for each address. The others meet them on the screen, one after the other in one program: *open*
asks for each address with `o`, *again* reads a kept page again whose server has the fault now, *link* follows a link to
it; keys and Esc are timed where a server never ends. Caps are the default ones, but for the deadline in all, and the
silence, which are --seconds and half of them.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1] / "tests")]

from faultserver import HANDLERS, PAGE, STORY, FaultServer, Talk  # noqa: E402
from terminal import Terminal, foreign, termread  # noqa: E402
from termread.config import FetchSettings  # noqa: E402
from termread.document import Reading  # noqa: E402
from termread.engine.batch import read_one  # noqa: E402
from termread.engine.engine import Engine  # noqa: E402
from termread.engine.messages import Order  # noqa: E402

NUMBERED = {"status": "404", "busy": "1", "part": "1", "leaf": "1"}
"""The number that follows a fault's name where the engine asks for it."""
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
    """Read the command line, and meet the faults."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--way", choices=("engine", *WAYS), default="engine")
    parser.add_argument("--seconds", type=float, default=5.0)
    options = parser.parse_args()
    return by_engine(options.seconds) if options.way == "engine" else on_screen(options.way, options.seconds)


def by_engine(seconds: float) -> int:
    """Meet every fault in the engine."""
    server = FaultServer()
    settings = replace(FetchSettings(), total_seconds=seconds, idle_seconds=seconds / 2, retries=0)
    uncaught, slowest, heaviest = 0, 0.0, 0.0
    for name in HANDLERS:
        engine = Engine(settings)
        start = time.monotonic()
        outcome = read_one(engine, Order(server.url(f"{name}/{NUMBERED[name]}" if name in NUMBERED else name)))
        took = time.monotonic() - start
        child = peak(engine.pid)
        engine.close()
        said = outcome.article.notices[0].text if isinstance(outcome, Reading) and outcome.article.notices else ""
        if not isinstance(outcome, Reading):
            said = f"{type(outcome).__name__} {outcome.code}: {outcome.text}"
            uncaught += outcome.code in ("engine-lost", "error")
        slowest, heaviest = max(slowest, took), max(heaviest, child)
        print(f"{took:6.2f} s {child:5.0f} MB  {name:18} {said[:150]}")
    screen = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{len(HANDLERS)} faults, {uncaught} uncaught, slowest {slowest:.1f} s (deadline {seconds:g}), "
        f"child at most {heaviest:.0f} MB, this side {screen:.0f} MB"
    )
    return 1 if uncaught or slowest > seconds + 3 else 0


def on_screen(way: str, seconds: float) -> int:
    """Meet every fault with the program open."""
    paths = list(faults())
    HANDLERS.update(then=_then, linked=_linked)
    before, keys = WAYS[way]
    server, wrong = FaultServer(), 0
    delays: list[float] = []
    stops: list[float] = []
    with tempfile.TemporaryDirectory() as home:
        config = Path(home, "config")
        config.mkdir()
        (config / "config.toml").write_text(
            f"[fetch]\nretries = 0\ntotal_seconds = {seconds}\nidle_seconds = {seconds / 2}\n"
        )
        with termread(rows=24, env={"TERMREAD_HOME": home}) as terminal:
            terminal.wait_for("q: quit")
            terminal.settle(0.5)
            for path in paths:
                mark = len(terminal.output)
                _ask(terminal, server.url(before + path))
                for key in keys:
                    terminal.settle(0.5, 6)
                    terminal.press(key)
                if path.partition("/")[0] in HANGS:
                    delays += _key_delays(terminal)
                    stops += _await_end(terminal, path, seconds)
                terminal.settle(0.6, seconds + 4)
                wrong += _tell(terminal, path, mark)
                terminal.press("\x1b")
                terminal.settle(0.1, 1)
            terminal.press("\x03")
            status = terminal.end()
        reports = len(list(Path(home).rglob("report-*")))
    print(
        f"{len(paths)} faults, {wrong} wrong, {reports} reports, status {status}; keys {statistics.median(delays) * 1000:.0f} ms, "
        f"at most {max(delays) * 1000:.0f}; Esc {', '.join(f'{stop * 1000:.0f}' for stop in stops)} ms"
    )
    return 1 if wrong or reports or status != 130 else 0


def _tell(terminal: Terminal, path: str, mark: int) -> bool:
    """Print what is said of a fault since *mark*; return whether anything is wrong with it."""
    found, memory = foreign(terminal.output[mark:]), peak(terminal.process.pid)
    said = [line.strip(" ▐▌") for line in terminal.text.splitlines() if line.strip(" ▐▌")]
    print(f"{path:22} {memory:4.0f} MB  {said[-1][:110]}", *found[:2], flush=True)
    return bool(found) or memory > MEMORY or terminal.process.poll() is not None


def _await_end(terminal: Terminal, path: str, seconds: float) -> Iterator[float]:
    """Wait for the deadline of a server that never ends, or stop it by Esc and yield how long that takes."""
    if path.endswith("/esc"):
        yield _delay(terminal, "\x1b", "Stopped")
    else:
        _read(terminal, seconds + 1)


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


def peak(pid: int | None) -> float:
    """Return the megabytes that a process has taken at most, 0 where that cannot be told."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM")), 0.0)


if __name__ == "__main__":
    raise SystemExit(main())
