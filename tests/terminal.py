"""A terminal for tests: a program in a pty, what it has drawn as rows of text, and which modes it has left on."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Sequence

import pyte

MODE = re.compile(rb"\x1b\[\?([0-9;]+)([hl])")
KITTY = re.compile(rb"\x1b\[([<>])[0-9]*u")
TERMREAD = (sys.executable, "-c", "import sys; from termread.cli import main; sys.exit(main())")
BEGUN = re.compile(rb"\x1b(?:\[[?<>=]?[0-9;]*)?\Z")
"""A sequence of which only the beginning has been read."""
ALTERNATE = b"\x1b[?1049h"
TAKEN = b"\x1b[?2004h"
"""What the framework writes once it has taken the terminal."""
PATIENCE = 15.0
"""Seconds after which what is waited for will never come, however slow the machine."""
AT_REST = {7, 25}
"""Modes that are on in a terminal at rest: wrapping, the cursor."""

OURS = re.compile(
    rb"\x1b\[[0-9;]*[mHJK]"  # colours, positions, erasing
    rb"|\x1b\[\?(?:7|25|47|1000|1002|1003|1004|1006|1015|1016|1049|2004|2026|2031|2048)(?:;[0-9]+)*[hl]"  # modes
    rb"|\x1b\[\?(?:2026|2048)\$p|\x1b\[[<>=]?[0-9;]*u|\x1b\[c|\x1b\[[0-9;]*t"  # questions, the keyboard
    rb"|\x1b\]8;(?:id=[0-9a-zA-Z-]*)?;(?:(?:https?|mailto):[!-~]*)?\x1b\\"  # links
    rb"|\x1b\]52;c;[A-Za-z0-9+/=]*\x07"  # what the reader copies, in base64
    rb"|\x1b\]11;\?\x1b\\"  # what color the background is
    rb"|\x1b\]22;[a-z]*\x07"  # the shape of the pointer
    rb"|[\t\r\n]"
)
FOREIGN = re.compile(rb"[\x00-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\xaa-\xae]|\xf3\xa0[\x80\x81][\x80-\xbf]")
"""C0, DEL, C1, bidi overrides, tag characters."""


def foreign(output: bytes) -> list[bytes]:
    """Return what stands in *output* that is no sequence of ours, each with its surroundings."""
    rest = OURS.sub(b"", output)
    return [rest[max(0, found.start() - 20) : found.end() + 20] for found in FOREIGN.finditer(rest)]


class Terminal:
    """One program on one terminal. Use it in a `with` statement."""

    def __init__(
        self,
        argv: Sequence[str],
        *,
        columns: int = 100,
        rows: int = 40,
        env: dict[str, str] | None = None,
        stdin: bytes | None = None,
        cwd: str | None = None,
    ) -> None:
        self.output = b""
        self._begun = b""
        self.modes: set[int] = set(AT_REST)
        self.kitty = 0
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self.master, self.slave = pty.openpty()
        self._set_size(columns, rows)
        self.attributes = termios.tcgetattr(self.slave)
        environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", **(env or {})}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        for name in ("COLUMNS", "LINES"):
            environment.pop(name, None)
        self.process = subprocess.Popen(
            list(argv),
            stdin=subprocess.PIPE if stdin is not None else self.slave,
            stdout=self.slave,
            stderr=self.slave,
            env=environment,
            cwd=cwd,
            start_new_session=True,
            preexec_fn=self._take_terminal,  # noqa: PLW1509
        )
        if stdin is not None:
            assert self.process.stdin is not None
            self.process.stdin.write(stdin)
            self.process.stdin.close()

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self.master)
        if self.slave >= 0:
            os.close(self.slave)

    # What is seen

    @property
    def text(self) -> str:
        """The screen as text."""
        # pyte's own display fails on the second half of a wide character whose first half was written over.
        cells, columns = self.screen.buffer, range(self.screen.columns)
        return "\n".join("".join(cells[y][x].data for x in columns).rstrip() for y in range(self.screen.lines))

    def read(self, seconds: float = 0.0) -> bool:
        """Take in what is written within *seconds*; returns whether anything was."""
        ready, _, _ = select.select([self.master], [], [], seconds)
        if not ready:
            return False
        try:
            data = os.read(self.master, 65536)
        except OSError:
            data = b""
        if not data:
            return False
        self.output += data
        data = self._begun + data
        begun = BEGUN.search(data)
        self._begun = begun.group() if begun else b""
        data = data[: len(data) - len(self._begun)]
        for found in MODE.finditer(data):
            for number in map(int, found.group(1).split(b";")):
                (self.modes.add if found.group(2) == b"h" else self.modes.discard)(number)
        for found in KITTY.finditer(data):
            self.kitty += 1 if found.group(1) == b">" else -1
        # A terminal comes to its alternate screen empty; pyte knows no such screen.
        self._stream.feed(KITTY.sub(b"", data).replace(ALTERNATE, ALTERNATE + b"\x1b[2J"))
        return True

    def wait_until(self, holds: Callable[[], object], seconds: float = PATIENCE) -> str:
        """Read until *holds*, and return the screen."""
        end = time.monotonic() + seconds
        while not holds():
            if time.monotonic() > end:
                raise AssertionError(f"it never came to be so:\n{self.text}\n{self.output[-400:]!r}")
            self.read(0.05)
        return self.text

    def wait_for(self, text: str) -> str:
        """Read until *text* is on the screen, and return the screen."""
        return self.wait_until(lambda: text in self.text)

    def wait_for_output(self, data: bytes, times: int = 1) -> None:
        """Read until *data* has been written so many *times*."""
        self.wait_until(lambda: self.output.count(data) >= times)

    def wait_for_app(self, text: str = "min left") -> str:
        """Read until the framework has taken the terminal and has itself drawn *text*, which is on the screen.

        From then on signals reach the app; what was on the screen before may be what the first screen has painted.
        """
        self.wait_for_output(TAKEN)
        self.wait_until(lambda: text.encode() in self.output.split(TAKEN, 1)[1])
        return self.wait_for(text)

    def catch_up(self) -> str:
        """Read what has been written already, and return the screen."""
        while self.read():
            pass
        return self.text

    def settle(self, quiet: float = 0.3, seconds: float = 10.0) -> str:
        """Read until nothing has been written for *quiet* seconds, and return the screen.

        That proves nothing of what the program has done: tests wait for what they are to see, and only fuzzing is content.
        """
        end = time.monotonic() + seconds
        while self.read(quiet) and time.monotonic() < end:
            pass
        return self.text

    # What is done

    def press(self, keys: str) -> None:
        """Type *keys*."""
        os.write(self.master, keys.encode())

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size."""
        self._set_size(columns, rows)
        self.screen.resize(rows, columns)
        os.kill(self.process.pid, signal.SIGWINCH)

    def signal(self, number: int) -> None:
        """Send the program a signal."""
        os.kill(self.process.pid, number)

    def hang_up(self) -> None:
        """Close the window: the terminal is gone, and the system says so."""
        os.close(self.slave)
        self.slave = -1
        os.close(self.master)
        self.master = os.open(os.devnull, os.O_RDWR)

    def end(self, seconds: float = PATIENCE) -> int:
        """Wait for the program to end, and return its exit status, or 128 and the signal that killed it."""
        self.wait_until(lambda: self.process.poll() is not None, seconds)
        self.catch_up()
        status = self.process.returncode
        return status if status >= 0 else 128 - status

    @property
    def left_on(self) -> set[int]:
        """Modes that are not as in a terminal at rest; -1 stands for its attributes, -2 for the keyboard protocol."""
        wrong = self.modes ^ AT_REST
        if self.slave >= 0 and termios.tcgetattr(self.slave) != self.attributes:
            wrong.add(-1)
        if self.kitty > 0:
            wrong.add(-2)
        return wrong

    def _set_size(self, columns: int, rows: int) -> None:
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def _take_terminal(self) -> None:
        fcntl.ioctl(self.slave, termios.TIOCSCTTY, 0)


def termread(*arguments: str, **options: object) -> Terminal:
    """Run termread in a terminal."""
    return Terminal((*TERMREAD, *arguments), **options)  # type: ignore[arg-type]
