"""The command palette: what is typed finds commands, headings, articles and themes; themes are shown as one moves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from termread.layout.search import fold_text
from termread.palette import Theme
from termread.tui.dialogs.frame import WIDE, fitted
from termread.tui.entries import Entries, Entry
from termread.tui.entry_list import EntryList
from termread.tui.page.rows import Inks
from termread.tui.prompt import Answer
from termread.values import dataclass

FRAME = 5
"""Rows that the border, what is typed, a rule and the row above take."""
MOST = 14
"""Rows of the list where the screen has them: what is below it still shows."""
HINTS = "enter: do it", "esc: close"
NARROW = 60
"""Columns below which a command shows only the first of its keys."""
ASKED = "A command, a heading, a title"
PREFIX, INSIDE, SYNONYM, INITIALS = 1.0, 0.7, 0.55, 0.4
"""How well a word matches that begins one of the words, stands inside one, begins a synonym, is made of first letters."""


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that can be chosen."""

    words: str
    does: Callable[[], object]
    what: str = ""
    """Its keys, or what else it is."""
    synonyms: str = ""
    """Further words that find it."""
    key: str = ""
    """Its name among those that were used last."""
    theme: str = ""
    """The theme that it is."""


class Offers:
    """All offers in order, and those that are found elsewhere, later."""

    def __init__(
        self, offers: Sequence[Offer], later: Callable[[str, Callable[[list[Offer]], object]], object] | None = None
    ) -> None:
        """Offer *offers*, and what *later* finds for what was typed and hands over."""
        self._offers = [(offer, *_indexed(offer.words, offer.synonyms)) for offer in offers]
        self.later = later

    def matching(self, query: str) -> list[Offer]:
        """Return what *query* finds, best first and else in order; all of them for a blank one."""
        wanted = _folded(query).split()
        if not wanted:
            return [offer for offer, *_ in self._offers]
        found = [(_score(wanted, *indexed), offer) for offer, *indexed in self._offers]
        return [offer for score, offer in sorted((each for each in found if each[0]), key=lambda each: -each[0])]


def matching(query: str, words: str, synonyms: str = "") -> float:
    """Return how well *words* match *query*, 0 to 1: each of its words begins one of them or stands inside one.

    It may also begin one of the *synonyms*, or be the first letters of several words, which counts less.
    """
    wanted = _folded(query).split()
    return _score(wanted, *_indexed(words, synonyms)) if wanted else 0.0


def _folded(text: str) -> str:
    return f" {fold_text(text.lower())}"


def _indexed(words: str, synonyms: str) -> tuple[str, str, str]:
    """Return *words* and *synonyms* folded, with a blank before each word, and the first letters of *words*."""
    text = _folded(words)
    return text, _folded(synonyms), "".join(part[0] for part in text.split())


def _score(wanted: Sequence[str], text: str, other: str, initials: str) -> float:
    total = 0.0
    for word in wanted:
        if word in text:
            total += PREFIX if f" {word}" in text else INSIDE
        elif f" {word}" in other:
            total += SYNONYM
        elif len(word) > 1 and word[0] in initials and _is_within(word, initials):
            total += INITIALS
        else:
            return 0.0
    return total / len(wanted) * 0.75 + 0.25 * text.startswith(f" {wanted[0]}")


def _is_within(word: str, letters: str) -> bool:
    """Return whether *letters* have those of *word* among them, in order."""
    rest = iter(letters)
    return all(letter in rest for letter in word)


class PaletteScreen(ModalScreen[Offer | None]):
    """Gives the offer that is chosen, or None."""

    DEFAULT_CSS = """
    PaletteScreen { align: center top; background: transparent; }
    PaletteScreen > Vertical { width: 88; max-width: 100%; height: auto; margin: 1 0 0 0; padding: 0 1; background: $background;
        border: round $foreground 30%; }
    PaletteScreen Answer { background: $background; background-tint: transparent; width: 1fr; padding: 0 2; }
    PaletteScreen .rule { height: 1; color: $foreground 30%; background: $background; padding: 0 2; }
    PaletteScreen .hint { height: auto; background: $background; padding: 0 2; }
    PaletteScreen EntryList { height: auto; background: $background; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,ctrl+g", "give_up", "Close", show=False),
        Binding("down,ctrl+n", "move(1)", "Down", show=False, priority=True),
        Binding("up,ctrl+p", "move(-1)", "Up", show=False, priority=True),
        Binding("pagedown", "move(10)", "Ten down", show=False, priority=True),
        Binding("pageup", "move(-10)", "Ten up", show=False, priority=True),
    ]

    def __init__(self, theme: Theme, offers: Offers, try_out: Callable[[str | None], object]) -> None:
        """Let the reader choose among *offers*; *try_out* shows a theme, or with None the one that was chosen."""
        super().__init__()
        self.offers = offers
        self.rows = Entries(lines=1, empty="Nothing has these words", wanted=84)
        self.list = EntryList(self.rows, theme)
        self._try_out = try_out
        self._found: list[Offer] = []
        self._later: list[Offer] = []
        self._searching = False

    def compose(self) -> ComposeResult:
        """Yield the row to type into, what it finds, and the keys."""
        with Vertical():
            yield Answer(placeholder=ASKED, select_on_focus=False, compact=True)
            yield Static("─" * 200, classes="rule", markup=False)
            yield self.list
            yield Static(classes="hint", markup=False)

    def on_mount(self) -> None:
        """Offer everything."""
        self.list.can_focus = False
        self.query_one(Answer).focus()
        self.look_for("")

    def on_resize(self) -> None:
        """Fit the screen."""
        self._fit()

    def set_theme(self, theme: Theme) -> None:
        """Draw in *theme*."""
        self.list.inks = Inks(theme)
        self.list.paint()

    def look_for(self, query: str) -> None:
        """Show what *query* finds here, and ask for what is found elsewhere."""
        self._found, self._later = self.offers.matching(query), []
        self._fill()
        if self.offers.later is not None and query.strip() and not self._searching:
            self._searching = True
            self.offers.later(query, lambda found: self._add(query, found))

    def _add(self, query: str, found: list[Offer]) -> None:
        """Add what was *found* elsewhere, or look again if something else is asked for by now."""
        self._searching = False
        answers = self.query(Answer)  # none once the palette closes, before it is detached
        if not answers:
            return
        now = answers.first().value
        if now != query:
            self.look_for(now)
        else:
            self._later = found
            self._fill(self.rows.cursor)

    def _fill(self, cursor: int = 0) -> None:
        offers = [*self._found, *self._later]

        narrow = self.app.size.width < NARROW

        def entry(offer: Offer) -> Entry:
            return Entry(offer.words, (), offer, "text", offer.what.partition(" ")[0] if narrow else offer.what)

        def entries(first: int, count: int) -> list[Entry]:
            return [entry(each) for each in offers[first : first + count]]

        self.rows.fill(entries, len(offers), cursor=cursor)
        self._fit()
        self.list.paint()

    def _fit(self) -> None:
        lines = fitted(HINTS, min(WIDE, self.app.size.width) - 8)
        room = self.app.size.height - FRAME - len(lines)
        self.list.styles.height = max(1, min(MOST, room, max(2, self.rows.count)))
        self.query_one(".hint", Static).update(Text("\n".join(lines), "dim"))

    @on(Input.Changed)
    def take_words(self, event: Input.Changed) -> None:
        """Find what is typed."""
        event.stop()
        self._try_out(None)
        self.look_for(event.value)

    @on(Input.Submitted)
    def take_current(self, event: Input.Submitted) -> None:
        """Choose what the cursor is on."""
        event.stop()
        self._choose(self.rows.current)

    @on(EntryList.Chosen)
    def take_clicked(self, event: EntryList.Chosen) -> None:
        """Choose what the mouse has clicked."""
        event.stop()
        self._choose(event.entry)

    def action_move(self, steps: int) -> None:
        """Move the cursor, and show the theme that it is on."""
        self.list.obey(lambda: self.rows.move(steps))
        current = self.rows.current
        self._try_out((current.value.theme or None) if current else None)

    def action_give_up(self) -> None:
        """Choose nothing."""
        self._try_out(None)
        self.dismiss(None)

    def _choose(self, entry: Entry | None) -> None:
        if entry is not None:
            self._try_out(None)
            self.dismiss(entry.value)

    def on_key(self, event: events.Key) -> None:
        """Close on backspace where nothing is typed, as other questions do."""
        if event.key == "backspace" and not self.query_one(Answer).value:
            event.stop()
            self.action_give_up()
