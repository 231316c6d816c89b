"""Screens that nobody sees: X, sway and a browser, each with a terminal to type in and to take pictures of."""

from __future__ import annotations

import base64
import fcntl
import json
import os
import shutil
import struct
import subprocess
import sys
import tempfile
import termios
import threading
import time
from collections import Counter
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))
from terminal import PATIENCE

SOURCE = Path(__file__).parents[2] / "src"
RED = (204, 41, 41)
"""A color that no theme has, of which sixels can say every channel."""
NOBODY = 65534
"""A user that sway runs as, since it refuses to run as root."""
XTERM_JS = os.environ.get("TERMREAD_XTERM_JS", "")
"""A folder with the npm packages @xterm/xterm, @xterm/addon-image and playwright-core in its node_modules."""


def needs(*programs, modules=False):
    missing = [name for name in programs if shutil.which(name) is None]
    missing += [] if not modules or XTERM_JS else ["xterm.js (TERMREAD_XTERM_JS)"]
    return pytest.mark.skipif(bool(missing), reason=f"{', '.join(missing)} not installed")


class Display:
    """A terminal on a screen, with something to type, to change its size, and to take pictures with."""

    def picture(self):
        """Return the screen as a PPM."""
        raise NotImplementedError

    @property
    def red(self):
        """How many pixels of the screen are red."""
        pixels = self.picture().split(b"\n", 3)[3]
        counts = Counter(pixels[at : at + 3] for at in range(0, len(pixels), 3))
        return sum(
            count for color, count in counts.items() if all(abs(a - b) < 8 for a, b in zip(color, RED, strict=True))
        )

    def wait(self, holds):
        end = time.monotonic() + 2 * PATIENCE
        while not holds(red := self.red):
            assert time.monotonic() < end, f"{red} red pixels"
            time.sleep(0.2)
        return red

    def wait_for(self, count):
        return self.wait(lambda red: abs(red - count) <= count / 50)

    def settle(self, least):
        """Return how many pixels are red, once there are more than *least* and no more come."""
        before = 0
        while (red := self.wait(lambda red: red > least)) != before:
            before = red
            time.sleep(0.5)
        return red


@contextmanager
def ended(process):
    """End *process* afterwards."""
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def started(command, environment, **options):
    options = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL} | options
    return ended(subprocess.Popen(command, env=environment, **options))


class X(Display):
    """A terminal in an X window."""

    def __init__(self, environment):
        self.environment = environment

    def _run(self, *command):
        return subprocess.run(command, env=self.environment, capture_output=True, check=True).stdout

    def type(self, *keys):
        self._run("xdotool", "key", "--delay", "60", *keys)

    def resize(self, width, height):
        (window, *_) = self._run("xdotool", "search", "--onlyvisible", "--name", ".").split()
        self._run("xdotool", "windowsize", window.decode(), str(width), str(height))

    def picture(self):
        return self._run("import", "-silent", "-window", "root", "-depth", "8", "ppm:-")


@contextmanager
def x(command, **more):
    """Run *command*, a terminal, on an X screen of its own."""
    read, write = os.pipe()
    arguments = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1000x700x24", "-nolisten", "tcp"]
    with started(arguments, os.environ, pass_fds=[write]):
        os.close(write)
        with os.fdopen(read) as answer:
            number = answer.readline().strip()
        own = {"DISPLAY": f":{number}", "PYTHONPATH": str(SOURCE), "LIBGL_ALWAYS_SOFTWARE": "1"}
        environment = {**os.environ, **own, **more}
        with started(command, environment):
            yield X(environment)


class Sway(X):
    """A terminal in sway."""

    def type(self, *keys):
        self._run("wtype", "-s", "150", "-d", "60", *(part for key in keys for part in ("-k", key)))

    def resize(self, width, height):
        self._run("swaymsg", "output", "HEADLESS-1", "resolution", f"{width}x{height}")

    def picture(self):
        return self._run("grim", "-t", "ppm", "-")


@contextmanager
def sway(command, **more):
    """Run *command*, a terminal, in a sway of its own."""
    user = ("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups") if os.geteuid() == 0 else ()
    with tempfile.TemporaryDirectory(prefix="sway", dir="/tmp") as folder:
        configuration = Path(folder, "config")
        configuration.write_text("output HEADLESS-1 resolution 1000x700\ndefault_border none\n")
        if user:
            os.chown(folder, NOBODY, NOBODY)
            configuration.chmod(0o644)
        headless = {"WLR_BACKENDS": "headless", "WLR_RENDERER": "pixman", "WLR_LIBINPUT_NO_DEVICES": "1"}
        own = {"XDG_RUNTIME_DIR": folder, "HOME": folder, "PATH": os.environ["PATH"], **headless}
        with started((*user, "sway", "-c", str(configuration)), own):
            sockets = wait_for_files(folder, "sway-ipc.*.sock", "wayland-?")
            environment = {
                **os.environ,
                "XDG_RUNTIME_DIR": folder,
                "SWAYSOCK": sockets[0],
                "WAYLAND_DISPLAY": Path(sockets[1]).name,
                "PYTHONPATH": str(SOURCE),
                **more,
            }
            with started(command, environment):
                yield Sway(environment)


def wait_for_files(folder, *patterns):
    end = time.monotonic() + PATIENCE
    while True:
        found = [next(map(str, Path(folder).glob(pattern)), "") for pattern in patterns]
        if all(found):
            return found
        assert time.monotonic() < end, "sway has not started"
        time.sleep(0.1)


class Browser(Display):
    """xterm.js with its image add-on in Chromium, which a script of ours drives, and a program on a terminal behind it."""

    COLUMNS, ROWS = 90, 32

    def __init__(self, script, master):
        self._script, self._master = script, master
        self._answers = []
        self._told = threading.Condition()
        self.cell = json.loads(script.stdout.readline())["cell"]
        self._threads = [threading.Thread(target=self._hear), threading.Thread(target=self._show)]
        self._threads[0].start()

    def start(self):
        """Show what the program writes from now on."""
        self._tell_size(self.COLUMNS, self.ROWS)
        self._threads[1].start()

    def end(self):
        """Close the browser, once the program is gone."""
        self._threads[1].join(PATIENCE)
        with suppress(OSError):
            self._script.stdin.close()
        self._threads[0].join(PATIENCE)
        self._script.stdout.close()
        os.close(self._master)

    def _tell_size(self, columns, rows):
        pixels = int(columns * self.cell[0]), int(rows * self.cell[1])
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, *pixels))

    def _order(self, **order):
        self._script.stdin.write(json.dumps(order).encode() + b"\n")
        self._script.stdin.flush()

    def _show(self):
        with suppress(OSError, ValueError):
            while data := os.read(self._master, 65536):
                self._order(write=base64.b64encode(data).decode())

    def _hear(self):
        with suppress(OSError, ValueError):
            for line in self._script.stdout:
                answer = json.loads(line)
                if "typed" in answer:
                    os.write(self._master, base64.b64decode(answer["typed"]))
                else:
                    with self._told:
                        self._answers.append(answer)
                        self._told.notify()

    def _ask(self, **order):
        with self._told:
            self._order(**order)
            assert self._told.wait_for(lambda: self._answers, PATIENCE)
            return self._answers.pop()

    def type(self, *keys):
        sent = {"question": "?", "End": "\x1b[F", "Home": "\x1b[H"}
        self._ask(type=[sent.get(key, key) for key in keys])

    def resize(self, width, height):
        columns, rows = int(width / self.cell[0]), int(height / self.cell[1])
        self._ask(size=[columns, rows])
        self._tell_size(columns, rows)

    def picture(self):
        png = base64.b64decode(self._ask(shot=True)["shot"])
        return subprocess.run(
            ["convert", "-", "-depth", "8", "ppm:-"], input=png, capture_output=True, check=True
        ).stdout


@contextmanager
def browser(command, **more):
    """Run *command* on xterm.js in a browser."""
    master, slave = os.openpty()
    script = (
        "node",
        str(Path(__file__).with_name("xterm_js.cjs")),
        shutil.which("chromium"),
        str(Browser.COLUMNS),
        str(Browser.ROWS),
    )
    modules = {**os.environ, "NODE_PATH": str(Path(XTERM_JS, "node_modules"))}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with started(script, modules, **pipes) as node:
        display = Browser(node, master)
        display.start()
        own = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "PYTHONPATH": str(SOURCE)}
        piped = {"stdin": slave, "stdout": slave, "stderr": slave, "start_new_session": True}
        try:
            with started(
                command,
                {**os.environ, **own, **more},
                preexec_fn=lambda: fcntl.ioctl(slave, termios.TIOCSCTTY, 0),
                **piped,
            ):
                yield display
        finally:
            os.close(slave)
            display.end()
