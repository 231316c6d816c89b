"""Lists laid over the page to choose from: contents, charsets, the open articles, bookmarks and highlights."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from termread.article import Article, Place
from termread.layout.geometry import cut
from termread.layout.passages import text_between
from termread.layout.places import extent
from termread.palette import HIGHLIGHTS, Theme
from termread.tui.dialogs.frame import frame
from termread.tui.entries import Entries, Entry
from termread.tui.entry_list import EntryList
from termread.tui.messages import CloseArticle
from termread.tui.page.features.marks import FLAG, Coloured, Flag, Marks
from termread.tui.page.rows import Inks
from termread.tui.prompt import Prompt

MOST = 76
"""Columns that a list is wide where the screen has them."""

SHARE = 0.9
"""How much of the screen's height a list takes at most."""

SHOWN = 300
"""Characters of a marked passage that the list may show."""

NOTED = 32
"""Columns that it has where a note stands beside it."""

Mark = Flag | Coloured

Outcome = tuple[list[Entry], str]
"""What the list of marks is after a change, and what is said about the change."""


class Chooser(ModalScreen[Entry | None]):
    """Shows entries of one line each; gives the one that is chosen, or None."""

    DEFAULT_CSS = """
    Chooser { align: center middle; background: $background 60%; }
    Chooser > Vertical { width: 80; max-width: 100%; height: auto; padding: 1 2; background: $background;
        border: round $foreground 30%; }
    Chooser EntryList { height: auto; background: $background; }
    Chooser Static { height: 1; background: $background; }
    Chooser .title { margin-bottom: 1; }
    Chooser .hint { height: auto; }
    Chooser.-low > Vertical { padding: 0 2; }
    Chooser.-low .title { margin-bottom: 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "give_up", "Close", show=False),
        Binding("enter", "choose", "Go there", show=False),
        Binding("j,down", "move(1)", "The next", show=False),
        Binding("k,up", "move(-1)", "The one before", show=False),
        Binding("space,pagedown,ctrl+d", "move(10)", "Ten on", show=False),
        Binding("b,pageup,ctrl+u", "move(-10)", "Ten back", show=False),
        Binding("g,home", "move(-999999)", "The first", show=False),
        Binding("G,end", "move(999999)", "The last", show=False),
    ]

    def __init__(
        self,
        theme: Theme,
        title: str,
        entries: Sequence[Entry],
        *,
        cursor: int = 0,
        hints: Sequence[str] = ("enter: go there",),
        lines: int = 1,
        empty: str = "Nothing here yet",
    ) -> None:
        """Let the reader choose among *entries*, the cursor on number *cursor*."""
        super().__init__()
        self.inks = Inks(theme)
        self.heading = title
        self.entries = list(entries)
        self.hints = (*hints, "esc: close")
        self.rows = Entries(lines=lines, empty=empty, wanted=MOST)
        self.list = EntryList(self.rows, theme)
        self._cursor = cursor

    def compose(self) -> ComposeResult:
        """Yield the title, the list, and what the keys do."""
        with Vertical():
            yield Static(classes="title", markup=False)
            yield self.list
            yield Static(classes="hint", markup=False)

    def on_mount(self) -> None:
        """Fill the list."""
        self.fill(self._cursor)
        self.list.focus()

    def fill(self, cursor: int = 0) -> None:
        """Show the entries, the cursor on number *cursor*."""
        self.tell("")
        self.rows.fill(lambda first, count: self.entries[first : first + count], len(self.entries), cursor=cursor)
        self.list.paint()

    def on_resize(self) -> None:
        """Fit the screen."""
        self.tell("")

    def set_theme(self, theme: Theme) -> None:
        """Draw in *theme*."""
        self.inks = self.list.inks = Inks(theme)
        self.tell("")
        self.list.paint()

    def tell(self, text: str) -> None:
        """Say *text* in the last row, or which keys there are."""
        fits = frame(self.app.size, [text] if text else self.hints, title=True, share=SHARE)
        self.set_class(fits.low, "-low")
        self.list.styles.height = max(1, len(self.entries)) * self.rows.stride + (not fits.low)
        self.list.styles.max_height = fits.rows
        heading = Text(cut(self.heading, fits.columns), self.inks.style("heading").without_color)
        self.query_one(".title", Static).update(heading)
        self.query_one(".hint", Static).update(Text(fits.hints, "" if text else "dim"))

    @property
    def chosen(self) -> Entry | None:
        """The entry under the cursor."""
        return self.rows.current

    def action_give_up(self) -> None:
        """Choose nothing."""
        self.dismiss(None)

    def action_choose(self) -> None:
        """Choose the entry under the cursor."""
        self.dismiss(self.chosen)

    def action_move(self, steps: int) -> None:
        """Move the cursor."""
        self.list.obey(lambda: self.rows.move(steps))

    @on(EntryList.Chosen)
    def take_chosen(self, event: EntryList.Chosen) -> None:
        """Choose what the mouse has clicked."""
        event.stop()
        self.dismiss(event.entry)


class ArticlesList(Chooser):
    """Lists the open articles; an entry's value is the id of its screen, which is given to go there."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("x,delete", "close_article", "Close", show=False)]

    def __init__(self, theme: Theme, articles: Sequence[Entry], cursor: int) -> None:
        """List *articles*, the cursor on number *cursor*."""
        super().__init__(theme, "Open articles", articles, cursor=cursor, hints=("enter: open", "x: close it"))

    def action_close_article(self) -> None:
        """Close the one under the cursor."""
        chosen = self.chosen
        if chosen is not None:
            self.entries.remove(chosen)
            self.fill(self.rows.cursor)
            self.post_message(CloseArticle(chosen.value))


class MarksList(Chooser):
    """Gives the mark to go to. What is changed in the list is changed at once by those who made it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("delete,minus", "remove", "Remove it", show=False),
        Binding("equals_sign,plus", "label", "Name it", show=False),
    ]

    def __init__(
        self,
        theme: Theme,
        found: Sequence[Entry],
        *,
        remove: Callable[[Mark, Callable[[Outcome], object]], None],
        name: Callable[[Mark, str, Callable[[Outcome], object]], None],
    ) -> None:
        """List *found*; *remove* removes a mark and *name* names it; both then hand over what the list is."""
        super().__init__(
            theme,
            "Bookmarks and highlights",
            found,
            empty="No marks yet: B bookmarks, H highlights",
            hints=("enter: go there", "+: name", "-: remove"),
        )
        self.prompt = Prompt()
        self._take_away = remove
        self._give_name = name

    def compose(self) -> ComposeResult:
        """Yield the list, and the row that asks for a name."""
        yield from super().compose()
        yield self.prompt

    def on_key(self, event: events.Key) -> None:
        """Jump to the bookmark of a letter; the movement keys of other lists give way to it."""
        if not self.prompt.asking:
            self.tell("")
        letter = event.character or ""
        if self.prompt.asking or len(letter) != 1:
            return
        for entry in self.entries:
            if isinstance(entry.value, Flag) and entry.value.label == letter:
                event.stop()
                event.prevent_default()
                self.dismiss(entry)
                return

    def action_remove(self) -> None:
        """Remove the mark under the cursor."""
        if self.chosen:
            self._take_away(self.chosen.value, self._show)

    def action_label(self) -> None:
        """Name the bookmark under the cursor, or write the highlight's note."""
        if not self.chosen:
            return
        mark: Mark = self.chosen.value
        value = mark.label if isinstance(mark, Flag) else mark.note
        self.prompt.ask("Name" if isinstance(mark, Flag) else "Note", lambda text: self._label(mark, text), value=value)

    def _label(self, mark: Mark, text: str) -> None:
        self._give_name(mark, text.strip(), self._show)

    def _show(self, outcome: Outcome) -> None:
        if not self.is_attached:
            return
        at = self.rows.cursor
        self.entries, said = outcome
        self.fill(at)
        self.tell(said)


def mark_entries(article: Article, marks: Marks) -> list[Entry]:
    """Return the marks of *article* in reading order, bookmarks under their letter or name, highlights in their colour."""
    rows: list[tuple[Place, Entry]] = []
    for flag in marks.flags:
        start, end = extent(article, flag.place, "sentence")
        sign = flag.label if len(flag.label) == 1 else FLAG
        name = f"{flag.label}: " if len(flag.label) > 1 else ""
        rows.append((flag.place, Entry(f"{sign} {name}{_words(article, start, end)}", (), flag, "text")))
    for each in marks.coloured:
        note = f"  * {each.note}" if each.note else ""
        words = cut(_words(article, each.start, each.end), NOTED if note else SHOWN)
        role = HIGHLIGHTS[(each.colour - 1) % len(HIGHLIGHTS)]
        rows.append((each.start, Entry(f"“{words}”{note}", (), each, role)))
    return [entry for _, entry in sorted(rows, key=lambda row: row[0])]


def _words(article: Article, start: Place, end: Place) -> str:
    return " ".join(text_between(article, start, end).split())[:SHOWN]
