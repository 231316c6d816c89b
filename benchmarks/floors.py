"""What termread is measured beside where no peer does the same: the interpreter, the framework, and the least one can do."""

from __future__ import annotations

import sys
from pathlib import Path

PASS = "python -c pass"
MINIMAL = "minimal Textual app"
LINES = "Textual line API app"
FRAMEWORK = "import textual.app"
OURS = "import all that opens an article"
IMPORTS = {
    FRAMEWORK: "import textual.app, textual.widget, textual.screen",
    OURS: "import termread.cli.screen, termread.tui.app, termread.tui.reader, termread.library.api",
}

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


def minimal_app(folder: Path, text: str, last: str) -> list[str]:
    """Return the command of an app that shows *text*, and *last* upon G."""
    return _script(folder / "minimal.py", MINIMAL_APP.format(text=text, last=last))


def lines_app(folder: Path, text: str) -> list[str]:
    """Return the command of an app that scrolls lines of *text* without animation."""
    return _script(folder / "lines.py", LINES_APP.format(text=text))


def _script(path: Path, source: str) -> list[str]:
    path.write_text(source, encoding="utf-8")
    return [sys.executable, str(path)]
