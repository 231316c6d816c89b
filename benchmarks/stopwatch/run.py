"""A stopwatch for full-screen programs: runs one in a pseudo-terminal, answers its questions, and times what it shows."""

from __future__ import annotations

import codecs
import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from stopwatch.screen import Screen

ESCAPES = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[P_^X][^\x1b]*\x1b\\|\x1b[()#%].|\x1b[=>78cDEHMNOZ]|[\x00-\x08\x0b-\x1f]"
)
ANSWERS = {
    b"\x1b[c": b"\x1b[?62;22c",  # what are you: a VT220 with colours
    b"\x1b[6n": b"\x1b[1;1R",  # where is the cursor
    b"\x1b[?u": b"\x1b[?0u",  # which kitty keyboard flags are on
    b"\x1b[?2026$p": b"\x1b[?2026;2$y",  # synchronised output: known, off
    b"\x1b[?2048$p": b"\x1b[?2048;0$y",  # in-band resize: not known
}
MODE = re.compile(rb"\x1b\[\?([0-9;]+)([hl])")
RESTING = {b"7", b"25"}
"""Modes that are on in a terminal that nobody uses."""
UNSET = ("COLUMNS", "LINES", "NO_COLOR", "CI", "PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED")
UNANSWERED = 0.5
"""Seconds after which a key is taken to have no answer."""
SILENCE = 0.015
"""Seconds without a byte after which an answer to a key is taken to be whole."""


def surroundings(env: dict[str, str] | None = None) -> dict[str, str]:
    """Return the environment that programs are measured in, with *env* added."""
    return {name: value for name, value in os.environ.items() if name not in UNSET} | (env or {})


class Run:
    """One program in a terminal of *size* columns and rows. Use it in a `with` statement: it never outlives it."""

    def __init__(
        self, command: list[str], size: tuple[int, int] = (100, 40), env: dict[str, str] | None = None
    ) -> None:
        terminal = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LC_ALL": "C.UTF-8"}
        begun, closed_by_exec = os.pipe()
        self.started = self.heard = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
            try:
                os.execvpe(command[0], command, surroundings(terminal | (env or {})))
            finally:
                os._exit(127)
        os.close(closed_by_exec)
        os.read(begun, 1)  # what is typed from here on is typed to the program, not to the copy of ours that becomes it
        os.close(begun)
        self.size, self.screen, self._drawn = size, Screen(*size), 0
        self.text, self.raw = "", bytearray()
        self.chunks: list[tuple[float, int]] = []
        """Each time something was read: the milliseconds since the start, and how long *raw* was then."""
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self.ended = self.gone = False

    def __enter__(self) -> Run:
        return self

    def __exit__(self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None) -> None:
        self.kill()

    # What is typed and written

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size."""
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def press(self, keys: bytes) -> None:
        """Type *keys*."""
        try:
            os.write(self.fd, keys)
        except OSError:
            self.ended = True

    def read(self, wait: float) -> bytes:
        """Return what the program wrote within *wait* seconds, at the first sign of it."""
        if self.ended or not select.select([self.fd], [], [], wait)[0]:
            return b""
        try:
            data = os.read(self.fd, 1 << 16)
        except OSError:
            data = b""
        self.heard = time.perf_counter()
        self.ended = not data
        self.raw += data
        self.chunks.append(((self.heard - self.started) * 1000, len(self.raw)))
        self.text += self._decode(data)
        for question, answer in ANSWERS.items():
            if question in data:
                self.press(answer)
        return data

    def settle(self, quiet: float = 0.2, limit: float = 5) -> None:
        """Read until nothing has been written for *quiet* seconds, *limit* seconds at most."""
        end = time.perf_counter() + limit
        while self.read(quiet) and time.perf_counter() < end:
            pass

    def look(self) -> Screen:
        """Return the screen with all that has been written."""
        self.screen.feed(bytes(self.raw[self._drawn :]))
        self._drawn = len(self.raw)
        return self.screen

    def frames(self, since: int = 0) -> Iterator[tuple[float, Screen]]:
        """Yield the screen as it stood after each reading that went beyond *since* bytes, with its milliseconds."""
        model, fed = Screen(*self.size), 0
        for when, end in self.chunks:
            model.feed(bytes(self.raw[fed:end]))
            fed = end
            if end > since:
                yield when, model

    # What is waited for, in milliseconds since the start; None where it did not come within *limit* seconds

    def until(self, words: str, limit: float, *, since: int = 0) -> float | None:
        """Return when *words* were written after *since*, or stood on the screen once it was quiet."""
        wanted, end = "".join(words.split()), time.perf_counter() + limit
        while time.perf_counter() < end:
            if self.read(0.05):
                found = wanted in "".join(ESCAPES.sub("", self.text[since:]).split())
            else:
                found = self._drawn < len(self.raw) and self.look().shows(words)
            if found:
                return (self.heard - self.started) * 1000
            if self.ended:
                return None
        return None

    def without(self, words: str, limit: float) -> float | None:
        """Return when *words* no longer stood on the screen, as it is once nothing has been written for a moment."""
        end = time.perf_counter() + limit
        while time.perf_counter() < end and not self.ended:
            if not self.read(0.1) and not self.look().shows(words):
                return (self.heard - self.started) * 1000
        return None

    def comes(self, holds: Callable[[Screen], bool], limit: float, *, since: int = 0) -> float | None:
        """Return when the screen first was as *holds* wants it, after *since* bytes, and still is once it is quiet."""
        end = time.perf_counter() + limit
        while time.perf_counter() < end and not self.ended:
            if not self.read(0.05) and holds(self.look()):
                return next((when for when, screen in self.frames(since) if holds(screen)), None)
        return None

    # What a key costs

    def step(self, keys: bytes) -> tuple[float, int]:
        """Type *keys*; return the milliseconds until the last byte of the answer, and its bytes."""
        begun = time.perf_counter()
        written = 0
        self.press(keys)
        while data := self.read(SILENCE if written else UNANSWERED):
            written += len(data)
        return (self.heard - begun) * 1000, written

    def reflow(self, columns: int, rows: int) -> float | None:
        """Resize; return the milliseconds until the text stands as it will, the last row and the margin left out."""
        self.look()
        begun = time.perf_counter()
        self.screen.resize(columns, rows)
        self.resize(columns, rows)
        frames: list[tuple[float, bytes]] = []
        while data := self.read(0.3 if frames else 2):
            frames.append((self.heard, data))
            if self.heard - begun > 5:
                break
        seen = []
        for when, data in frames:
            self.screen.feed(data)
            seen.append((when, self.screen.rows(margin=2)[:-1]))
        self._drawn = len(self.raw)
        return next(((when - begun) * 1000 for when, rows in seen if rows == seen[-1][1]), None)

    # What it takes

    def cpu(self) -> float:
        """Return the seconds of CPU the program's first process has used."""
        try:
            return time.clock_gettime_ns((~self.pid << 3) | 2) / 1e9
        except OSError:
            return 0.0

    def memory(self) -> float:
        """Return the megabytes of its first process that are resident now."""
        return resident(self.pid)

    def children_memory(self) -> float:
        """Return the megabytes of the processes it has started that are resident now; 0 once they have ended."""
        threads = Path(f"/proc/{self.pid}/task").glob("*/children")
        return sum(resident(int(pid)) for thread in threads for pid in thread.read_text("ascii").split())

    def left_modes(self) -> int:
        """Return how many modes of the terminal are not as they were before the program, as far as it has written."""
        modes: dict[bytes, bool] = {}
        for numbers, to in MODE.findall(bytes(self.raw)):
            modes |= dict.fromkeys(numbers.split(b";"), to == b"h")
        return sum(on != (number in RESTING) for number, on in modes.items())

    # How it ends

    def quit(self, keys: bytes, limit: float = 5.0) -> float | None:
        """Type *keys* and return the milliseconds until the program has gone."""
        begun = time.perf_counter()
        self.press(keys)
        while time.perf_counter() - begun < limit:
            self.read(0.002)
            if os.waitpid(self.pid, os.WNOHANG)[0]:
                self.gone = True
                taken = (time.perf_counter() - begun) * 1000
                self.settle(0.01, 0.5)
                return taken
            if self.ended:
                time.sleep(0.001)
        return None

    def kill(self) -> None:
        """End the program and all that it started, whatever they do."""
        if self.fd < 0:
            return
        if not self.gone:
            with suppress(ProcessLookupError):
                os.killpg(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self.fd)
        self.gone, self.fd = True, -1


def resident(pid: int) -> float:
    """Return the megabytes of a process that are resident now, 0 where it has ended."""
    try:
        status = Path(f"/proc/{pid}/status").read_text("ascii")
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS")), 0.0)


def idle(runs: list[Run], seconds: float) -> list[tuple[int, float]]:
    """Return for each run the bytes written, and the share of a CPU used, while nothing is typed to any of them."""
    used, written = [run.cpu() for run in runs], [0] * len(runs)
    end = time.perf_counter() + seconds
    while (left := end - time.perf_counter()) > 0:
        ready = select.select([run.fd for run in runs if not run.ended], [], [], left)[0]
        for number, run in enumerate(runs):
            if run.fd in ready:
                written[number] += len(run.read(0))
    return [(count, (run.cpu() - before) / seconds) for run, before, count in zip(runs, used, written, strict=True)]
