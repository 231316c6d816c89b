"""The help: every command with the reader's own keys, set as an article is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from termread.article import Article, Block, Cell, Heading, Mark, Paragraph, Prose, Table
from termread.commands import GROUPS, Group, commands, labels
from termread.commands.keymaps import keys_of
from termread.config import Config
from termread.desk import Look
from termread.palette import Theme
from termread.tui.page.canvas import Canvas
from termread.values import replace

KEYS = 16
"""Cells that keys have at least, so that all groups stand alike."""

ABOUT: Mapping[Group, str] = {
    "Move": "A count repeats a command: 5j, 3 space. Your place is saved when you leave, whatever the width.",
    "Find": "Words are found as you type. Escape goes back to where you were.",
    "Links": "Links open here, and the way back is remembered.",
    "Look": "Changes are remembered, and apply to all articles.",
    "Keep": "Everything you open is saved whole and opens offline. Any change can be undone with U.",
    "Mark up": "v starts a selection and the keys below move its end; the mouse works too.",
    "Open": "",
    "Shelf": "These keys work on the shelf, where all saved articles are listed.",
    "General": "",
}


def help_article(keys: Mapping[str, tuple[str, ...]], columns: int = 80) -> Article:
    """Return the help as an article for *columns* cells, *keys* being those of every command by its name."""
    dek = "Press q or esc to go back to reading."
    return Article(
        title="Keyboard shortcuts", dek=dek, language="en", blocks=tuple(_blocks(keys, min(KEYS, columns // 5)))
    )


def _blocks(keys: Mapping[str, tuple[str, ...]], least: int) -> Iterator[Block]:
    for group in GROUPS:
        yield Heading(2, Prose(group))
        if ABOUT[group]:
            yield Paragraph(Prose(ABOUT[group]))
        rows = [
            (_keys(labels(keys[command.name]).ljust(least)), Cell(Prose(command.sentence)))
            for command in commands()
            if command.group == group
        ]
        yield Table(tuple(rows))


def _keys(text: str) -> Cell:
    return Cell(Prose(text, (Mark(0, len(text), "strong"),) if text else ()))


class HelpScreen(Screen[None]):
    """Shows the help."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,escape,question_mark", "dismiss", "Up", show=False),
        Binding("j,down", "scroll(1)", "Down", show=False),
        Binding("k,up", "scroll(-1)", "Up", show=False),
        Binding("space,f,pagedown", "page(2)", "Down", show=False),
        Binding("b,pageup", "page(-2)", "Up", show=False),
        Binding("d,ctrl+d", "page(1)", "Down", show=False),
        Binding("u,ctrl+u", "page(-1)", "Up", show=False),
        Binding("g,home", "scroll(-999999)", "Beginning", show=False),
        Binding("G,end", "scroll(999999)", "End", show=False),
    ]

    def __init__(self, config: Config, theme: Theme, look: Look) -> None:
        """Show the keys as *config* has them."""
        super().__init__()
        self.canvas = Canvas(theme, replace(look.page(look.width), head=True))
        self._keys = keys_of(config)

    def compose(self) -> ComposeResult:
        """Yield the page."""
        yield self.canvas

    def on_mount(self) -> None:
        """Show it."""
        self.canvas.show(help_article(self._keys, self.size.width))

    def action_scroll(self, lines: int) -> None:
        """Move by lines."""
        self.canvas.scroll_lines(lines)

    def action_page(self, halves: int) -> None:
        """Move by half screens."""
        self.canvas.scroll_lines(halves * max(1, (self.size.height - 1) // 2))
