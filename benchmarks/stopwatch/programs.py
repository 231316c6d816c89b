"""What is run: termread as two builds, and the least that the interpreter and the framework can do. Peers are in `peers`."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import newspage

PASS = "python -c pass"
MINIMAL = "minimal Textual app"
LINES = "Textual line API app"
FRAMEWORK = "import textual.app"
FRAMEWORK_SOURCE = "import textual.app, textual.widget, textual.screen"

SIZE = 7_000
"""Bytes of text of the article, about as long as an opinion piece."""
SIZES = {"10 KB": 10_000, "100 KB": 100_000, "1 MB": 1_000_000, "10 MB": 10_000_000}
"""Bytes of text of the pages by which growth is measured."""
SHELVES = (12, 10_000)
"""Entries of the shelves that are opened."""
WORDS = newspage.FIRST[:40]

MINIMAL_APP = """
from textual.app import App
from textual.widgets import Static
class Minimal(App):
    BINDINGS = [("q", "quit", "quit"), ("G", "last", "last")]
    def compose(self):
        yield Static({text!r}, markup=False)
    def action_last(self):
        self.query_one(Static).update({last!r})
Minimal().run()
"""
LINES_APP = """
from rich.segment import Segment
from textual.app import App
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
TEXT = {text!r}
class Lines(ScrollView, can_focus=True):
    BINDINGS = [("j", "step(1)", ""), ("k", "step(-1)", ""), ("space", "step(38)", ""), ("b", "step(-38)", "")]
    def on_mount(self):
        self.virtual_size = Size(90, 2000)
    def render_line(self, y):
        return Strip([Segment(f"{{y + self.scroll_offset.y}} {{TEXT}}"[:90])])
    def action_step(self, count):
        self.scroll_to(y=self.scroll_offset.y + count, animate=False)
class LinesApp(App):
    BINDINGS = [("q", "quit", "quit")]
    def compose(self):
        yield Lines()
LinesApp().run()
"""
IMPORTS = (
    "import termread.cli.screen, termread.tui.app, termread.tui.reader, termread.library.api",
    "import termread.cli.screen, termread.tui.app, termread.tui.screens.reader, termread.library.sqlite",
)
"""All that a build needs to open an article, by its names of now and by those of 26a4fb1."""
FILL = """
import os, sys
from pathlib import Path
from termread.article import Article, Paragraph, Prose
from termread.document import Reading, Receipt
try:
    from termread.library.api import open_library
except ImportError:  # where 26a4fb1 has it
    from termread.library import open_library
library = open_library(Path(os.environ["TERMREAD_HOME"], "data"))
for number in range(int(sys.argv[1])):
    text = f"Words of note {number:05} begin here. " + sys.argv[2]
    article = Article(f"Harbour note {number:05}", language="en", blocks=(Paragraph(Prose(text)),))
    library.keep(Reading(article, Receipt(f"https://example.com/{number}")))
library.close()
"""


@dataclass(frozen=True)
class Program:
    """A program that opens an article: its command, what shows that it has, and the keys to move and to leave."""

    name: str
    command: list[str]
    text: str = ""
    """The first words of its text."""
    last_word: str = ""
    env: dict[str, str] = field(default_factory=dict)
    way: tuple[tuple[str, bytes], ...] = ()
    """What to wait for, and what to press then, until the text is asked for."""
    end: bytes = b"G"
    top: bytes = b""
    """What leads back to where it is to open again."""
    leave: bytes = b"q"
    home: Path | None = None
    """Where all of the text must be kept before it counts as open; None where the first text is enough."""

    def emptied(self) -> Program:
        """Return it, with nothing in its home."""
        home = Path(self.env["TERMREAD_HOME"])
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir(parents=True, exist_ok=True)
        return self


@dataclass(frozen=True)
class Build:
    """One build of termread, by the name that its rows begin with and its command."""

    label: str
    command: str
    folder: Path
    """Where its homes are."""

    @property
    def python(self) -> str:
        """The interpreter that the build is installed for."""
        return str(Path(self.command).with_name("python"))

    def named(self, what: str) -> str:
        """Return the name of the build doing *what*."""
        return f"{self.label}, {what}"

    def opening(self, what: str, page: Path, words: str, last: str, *, whole: bool = False) -> Program:
        """Return it opening *page* in a home of its own; with *whole*, it is open once all of the text is kept."""
        name = self.named(what)
        home = self.folder / f"home of {name}"
        home.mkdir(parents=True, exist_ok=True)
        env = {"TERMREAD_HOME": str(home)}
        return Program(name, [self.command, str(page)], words, last, env, top=b"g", home=home if whole else None)

    def shelf(self, entries: int) -> Program:
        """Return it opening a shelf with so many *entries*, each with an article of 1 KB, made once."""
        name = self.named(f"shelf of {entries:,}")
        home = self.folder / f"home of {name}"
        env = {"TERMREAD_HOME": str(home)}
        if not home.exists():
            home.mkdir(parents=True)
            words = " ".join(newspage.SENTENCES[:-1])
            self.script(FILL, str(entries), words, env=env)
        return Program(name, [self.command], env=env)

    def imports(self) -> str | None:
        """Return the statement that imports all that opens an article, None where its modules have other names."""
        return next((source for source in IMPORTS if self._runs(source)), None)

    def script(self, source: str, *arguments: str, env: dict[str, str]) -> None:
        """Run *source* with its interpreter."""
        from stopwatch.run import surroundings

        subprocess.run([self.python, "-P", "-c", source, *arguments], check=True, env=surroundings(env), timeout=300)

    def _runs(self, source: str) -> bool:
        return not subprocess.run([self.python, "-P", "-c", source], check=False, capture_output=True).returncode


def last_word(size: int) -> str:
    """Return the last word of the page with *size* bytes of text; it stands nowhere else."""
    return newspage.blocks(size)[-1][1].split()[-1]


def minimal_app(folder: Path, text: str, last: str) -> Program:
    """Return an app that shows *text*, and *last* upon G."""
    return Program(MINIMAL, _script(folder / "minimal.py", MINIMAL_APP.format(text=text, last=last)), text, last)


def lines_app(folder: Path, text: str) -> Program:
    """Return an app that scrolls lines of *text* without animation."""
    return Program(LINES, _script(folder / "lines.py", LINES_APP.format(text=text)), text[:20])


def w3m(label: str, page: Path) -> list[Program]:
    """Return w3m opening the *page* of that size, where it is installed."""
    program = Program(f"w3m, {label}", ["w3m", str(page)], WORDS, last_word(SIZES[label]), leave=b"Q")
    return [program] if shutil.which("w3m") else []


def _script(path: Path, source: str) -> list[str]:
    path.write_text(source, encoding="utf-8")
    return [sys.executable, str(path)]
