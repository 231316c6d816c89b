"""The help: all that can be done, by what it is for, with the reader's own keys; set as an article is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from termread.article import Article, Block, Cell, Heading, Mark, Paragraph, Prose, Table
from termread.config import Config
from termread.desk import Look
from termread.palette import Theme
from termread.tui.actions import GROUPS, Group, actions, labels
from termread.tui.keymaps import keys_of
from termread.tui.page.canvas import Canvas
from termread.values import replace

KEYS = 16
"""Cells that keys have at least, so that all groups stand alike."""

ABOUT: Mapping[Group, str] = {
    "Move": "A number before a key repeats it: 5j, 3 space, 50%. Your place is kept when you leave, whatever the width.",
    "Find": "Words are found as you type. Escape leads back to where you were.",
    "Links": "Articles open here, one in the place of the other, and the way back is remembered.",
    "Look": "What you change is remembered, and all articles follow.",
    "Keep": "All that you open is kept whole and opens without the net. Nothing is lost: U undoes.",
    "Mark up": "v begins a passage and the keys below move its end; the mouse does it too.",
    "Ask": "",
    "Shelf": "These hold where all that is kept is listed.",
    "Away": "",
}


def help_article(keys: Mapping[str, tuple[str, ...]], columns: int = 80) -> Article:
    """Return the help as an article for *columns* cells, *keys* being those of every action by its name."""
    dek = "Press q or esc to go back to reading."
    return Article(
        title="What the keys do", dek=dek, language="en", blocks=tuple(_blocks(keys, min(KEYS, columns // 5)))
    )


def _blocks(keys: Mapping[str, tuple[str, ...]], least: int) -> Iterator[Block]:
    for group in GROUPS:
        yield Heading(2, Prose(group))
        if ABOUT[group]:
            yield Paragraph(Prose(ABOUT[group]))
        rows = [
            (_keys(labels(keys[action.name]).ljust(least)), Cell(Prose(action.sentence)))
            for action in actions()
            if action.group == group
        ]
        yield Table(tuple(rows))


def _keys(text: str) -> Cell:
    return Cell(Prose(text, (Mark(0, len(text), "strong"),) if text else ()))


class HelpScreen(Screen[None]):
    """Shows the help."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,escape,question_mark", "dismiss", "Back", show=False),
        Binding("j,down", "scroll(1)", "On", show=False),
        Binding("k,up", "scroll(-1)", "Back", show=False),
        Binding("space,f,pagedown", "page(2)", "On", show=False),
        Binding("b,pageup", "page(-2)", "Back", show=False),
        Binding("d,ctrl+d", "page(1)", "On", show=False),
        Binding("u,ctrl+u", "page(-1)", "Back", show=False),
        Binding("g,home", "scroll(-999999)", "The beginning", show=False),
        Binding("G,end", "scroll(999999)", "The end", show=False),
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
