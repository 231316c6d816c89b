"""Information: the help, with every command and the reader's own keys, and what is known about an article and its page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from rich.table import Table as Grid
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from termread.article import Article, Block, Cell, Heading, Mark, Paragraph, Prose, Table
from termread.commands import GROUPS, Group, commands, labels
from termread.commands.keymaps import keys_of
from termread.config import Config
from termread.desk import Look
from termread.document import Receipt
from termread.layout.words import written_minutes
from termread.library.model import Kept
from termread.palette import Theme
from termread.text import clean_line
from termread.tui.dialogs.frame import frame
from termread.tui.dialogs.lists import Chooser
from termread.tui.entries import Entry
from termread.tui.page.canvas import Canvas
from termread.tui.page.rows import Inks
from termread.tui.page.view import CanvasView
from termread.tui.wording import display_url, size
from termread.values import replace

CHARSETS = (
    "utf-8", "windows-1252", "iso-8859-15", "windows-1250", "windows-1251", "koi8-r", "windows-1253", "windows-1254",
    "windows-1255", "windows-1256", "shift_jis", "euc-jp", "gb18030", "big5", "euc-kr", "tis-620", "utf-16-le", "utf-16-be",
)  # fmt: skip
"""The charsets that can be chosen."""

LABEL = 12
"""Cells that the names of what is known take."""

BY = {
    "bom": "from its byte order mark",
    "header": "from the server",
    "meta": "from the page",
    "detected": "guessed from the bytes",
    "chosen": "chosen by you",
}


def known(article: Article, kept: Kept, receipt: Receipt) -> Iterator[tuple[str, str]]:
    """Yield the name and the value of everything that is known; what is not is left out."""
    yield "Title", article.title
    yield "By", article.byline or ", ".join(article.authors)
    yield "Site", article.site or ""
    yield "Published", article.published or ""
    yield "Updated", article.modified or ""
    yield "Language", article.language or ""
    if kept.words:
        yield "Length", f"{kept.words} words, {written_minutes(kept.minutes)}"
    yield "Address", display_url(article.canonical_url or article.url or kept.address)
    if receipt.url and receipt.url != article.canonical_url:
        yield "Came from", display_url(receipt.url)
    yield "Fetched", (receipt.fetched or "")[:16].replace("T", " ")
    yield (
        "Page",
        ", ".join(part for part in (receipt.media_type or "", size(receipt.size) if receipt.size else "") if part),
    )
    if receipt.charset:
        by = BY.get(receipt.charset_by or "", "")
        yield "Charset", f"{receipt.charset}{f', {by}' if by else ''}"
    yield "Tags", ", ".join(kept.tags)
    yield "Note", kept.note
    if article.cut:
        yield "Cut", f"{len(article.cut)} part{'s' * (len(article.cut) != 1)} of the page; X shows them"
    for notice in article.notices:
        yield "Notice", notice.text


class Information(ModalScreen[str | None]):
    """Shows what is known; gives the charset to read the page in, if the reader chooses one."""

    DEFAULT_CSS = """
    Information { align: center middle; background: $background 60%; }
    Information > Vertical { width: 80; max-width: 100%; height: auto; padding: 1 2; background: $background;
        border: round $foreground 30%; }
    Information VerticalScroll { height: auto; background: $background; scrollbar-size: 0 0; }
    Information Static { background: $background; color: $foreground; height: auto; }
    Information .keys { height: auto; margin-top: 1; }
    Information.-low > Vertical { padding: 0 2; }
    Information.-low .keys { margin-top: 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,I,enter", "give_up", "Back to the page", show=False),
        Binding("c", "charset", "Read the page in another charset", show=False),
        Binding("j,down", "scroll(1)", "Down", show=False),
        Binding("k,up", "scroll(-1)", "Up", show=False),
        Binding("space,pagedown,ctrl+d", "scroll(8)", "Down", show=False),
        Binding("b,pageup,ctrl+u", "scroll(-8)", "Up", show=False),
    ]

    def __init__(self, theme: Theme, article: Article, kept: Kept, receipt: Receipt) -> None:
        """Tell of *article*."""
        super().__init__()
        self.inks = Inks(theme)
        self.rows = [(name, clean_line(value)) for name, value in known(article, kept, receipt) if value]
        self.receipt = receipt

    def compose(self) -> ComposeResult:
        """Yield a line for each thing known, and the keys, which stay when there is more than has room."""
        table = Grid.grid()
        table.add_column(width=LABEL, style="dim")
        table.add_column(ratio=1, overflow="fold")
        for name, value in self.rows:
            table.add_row(name, Text(value))
        with Vertical():
            with VerticalScroll(can_focus=False):
                yield Static(table, markup=False)
            yield Static(classes="keys", markup=False)

    def on_mount(self) -> None:
        """Fit what is known into the screen."""
        self.on_resize()

    def on_resize(self) -> None:
        """Fit what is known into the screen there is."""
        self._tell_keys()
        self.call_after_refresh(self._tell_keys)

    def _tell_keys(self) -> None:
        known = self.query_one(VerticalScroll)
        more = "j: more" if known.max_scroll_y else ""
        charset = "c: charset" if self.receipt.size else ""
        fits = frame(self.app.size, [part for part in (more, charset, "esc: back") if part])
        self.set_class(fits.low, "-low")
        known.styles.max_height = fits.rows
        self.query_one(".keys", Static).update(Text(fits.hints, "dim"))

    def action_give_up(self) -> None:
        """Go back to the page."""
        self.dismiss(None)

    def action_scroll(self, lines: int) -> None:
        """Scroll."""
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)

    def action_charset(self) -> None:
        """Choose the charset to read the page in."""
        now = (self.receipt.charset or "").lower()
        entries = [Entry(name, (), name, "text", "now" if name == now else "") for name in CHARSETS]
        at = CHARSETS.index(now) if now in CHARSETS else 0
        self.app.push_screen(
            Chooser(self.inks.theme, "Read the page as", entries, cursor=at, hints=("enter: read it so",)),
            self._read_as,
        )

    def _read_as(self, entry: Entry | None) -> None:
        if entry is not None:
            self.dismiss(str(entry.value))


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
    "Figure": "These keys work while a figure is alone on the screen, after p, a click on it, or Enter with the cursor on it.",
    "Shelf": "These keys work on the shelf, where all saved articles are listed.",
    "Today": "These keys work on the shelf. Today has the stories of what you follow: the unread ones, and what you read today.",
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
        yield CanvasView(lambda: self.canvas)

    def on_mount(self) -> None:
        """Show it."""
        self.canvas.show(help_article(self._keys, self.size.width))

    def set_theme(self, theme: Theme) -> None:
        """Draw in *theme*."""
        self.canvas.set_theme(theme)

    def action_scroll(self, lines: int) -> None:
        """Move by lines."""
        self.canvas.scroll_lines(lines)

    def action_page(self, halves: int) -> None:
        """Move by half screens."""
        self.canvas.scroll_lines(halves * max(1, (self.size.height - 1) // 2))
