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
from dataclasses import dataclass, field
from statistics import median

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


@dataclass
class Steps:
    """Latencies in milliseconds and bytes of a series of key presses."""

    ms: list[float] = field(default_factory=list)
    bytes: list[int] = field(default_factory=list)
    cpu_ms: float = 0.0

    def percentile(self, part: float) -> float:
        """Return the latency that *part* of the presses stay within."""
        ordered = sorted(self.ms)
        return ordered[min(len(ordered) - 1, int(part * len(ordered)))] if ordered else float("nan")

    @property
    def median_bytes(self) -> float:
        """Bytes written by a typical press."""
        return median(self.bytes) if self.bytes else float("nan")


class Run:
    """One program in a terminal of *size* columns and rows."""

    def __init__(
        self, command: list[str], size: tuple[int, int] = (100, 40), env: dict[str, str] | None = None
    ) -> None:
        surroundings = {name: value for name, value in os.environ.items() if name not in UNSET}
        surroundings |= {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LC_ALL": "C.UTF-8", **(env or {})}
        self.started = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
            try:
                os.execvpe(command[0], command, surroundings)
            finally:
                os._exit(127)
        self.resize(*size)
        self.text = ""
        self.raw = bytearray()
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self.ended = False

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size."""
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def read(self, wait: float) -> bytes:
        """Return what the program wrote within *wait* seconds, at the first sign of it."""
        if self.ended or not select.select([self.fd], [], [], wait)[0]:
            return b""
        try:
            data = os.read(self.fd, 1 << 16)
        except OSError:
            data = b""
        self.ended = not data
        self.raw += data
        self.text += self._decode(data)
        for question, answer in ANSWERS.items():
            if question in data:
                self.press(answer)
        return data

    def press(self, keys: bytes) -> None:
        """Type *keys*."""
        try:
            os.write(self.fd, keys)
        except OSError:
            self.ended = True

    def until(self, words: str, limit: float = 60, *, since: int = 0) -> float | None:
        """Return the milliseconds since the start until *words* were written after *since*, None if they never were."""
        wanted = "".join(words.split())
        while time.perf_counter() - self.started < limit and not self.ended:
            if self.read(0.05) and wanted in "".join(ESCAPES.sub("", self.text[since:]).split()):
                return (time.perf_counter() - self.started) * 1000
        return None

    def step(self, keys: bytes, size: tuple[int, int] | None = None) -> tuple[float, int]:
        """Type *keys*, or resize to *size*; return the milliseconds until the last byte of the answer, and its bytes."""
        begun = last = time.perf_counter()
        written = 0
        if size:
            self.resize(*size)
        self.press(keys)
        while True:
            data = self.read(0.05 if written else 0.5)
            if not data:
                return (last - begun) * 1000, written
            last = time.perf_counter()
            written += len(data)

    def steps(self, keys: bytes, back: bytes, count: int) -> Steps:
        """Type *keys* *count* times, and *back* from where they lead no further; return what each press took."""
        steps = Steps()
        before = self.cpu()
        for _ in range(count):
            ms, written = self.step(keys)
            if written:
                steps.ms.append(ms)
                steps.bytes.append(written)
            else:
                keys, back = back, keys
        steps.cpu_ms = (self.cpu() - before) * 1000 / max(1, count)
        return steps

    def cpu(self) -> float:
        """Return the seconds of CPU the program's first process has used."""
        try:
            return time.clock_gettime_ns((~self.pid << 3) | 2) / 1e9
        except OSError:
            return 0.0

    def memory(self) -> float:
        """Return the megabytes of memory that are resident now."""
        with open(f"/proc/{self.pid}/status", encoding="ascii") as status:  # noqa: PTH123 - a file of the kernel
            return next((int(line.split()[1]) / 1024 for line in status if line.startswith("VmRSS")), 0.0)

    def idle(self, seconds: float) -> tuple[int, float]:
        """Return the bytes written and the share of a CPU used while nothing is typed."""
        used, begun, written = self.cpu(), time.perf_counter(), 0
        while (left := begun + seconds - time.perf_counter()) > 0:
            written += len(self.read(left))
        return written, (self.cpu() - used) / seconds

    def left_modes(self) -> int:
        """Return how many modes of the terminal are not as they were before the program, as far as it has written."""
        modes: dict[bytes, bool] = {}
        for numbers, to in MODE.findall(bytes(self.raw)):
            modes |= dict.fromkeys(numbers.split(b";"), to == b"h")
        return sum(on != (number in RESTING) for number, on in modes.items())

    def quit(self, keys: bytes = b"q", limit: float = 5.0) -> float:
        """Type *keys* and return the milliseconds until the program has gone."""
        begun = time.perf_counter()
        self.press(keys)
        while time.perf_counter() - begun < limit:
            self.read(0.002)
            if os.waitpid(self.pid, os.WNOHANG)[0]:
                taken = (time.perf_counter() - begun) * 1000
                while self.read(0.01):
                    pass
                os.close(self.fd)
                return taken
            if self.ended:
                time.sleep(0.001)
        self.kill()
        return float("nan")

    def kill(self) -> None:
        """End the program, whatever it does."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.fd)
