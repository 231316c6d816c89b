"""The program on the screen: it opens and closes articles, and does what their screens ask for by messages."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.filter import LineFilter, Monochrome, NoColor
from textual.screen import Screen

from termread import first_screen, palette
from termread.desk import Desk, Look, Opened
from termread.engine.messages import Progress
from termread.fetch.addresses import STANDARD_INPUT
from termread.tui import keymaps, messages
from termread.tui.actions import ACTIONS, bindings
from termread.tui.colours import NoColour, framework_theme
from termread.tui.opening import Opening
from termread.tui.textual_compat import private
from termread.tui.widgets.history import Spot
from termread.values import dataclass, replace

if TYPE_CHECKING:
    from textual.command import Provider
    from textual.driver import Driver


@dataclass(frozen=True, slots=True)
class Start:
    """What the program begins with: the shelf, or addresses, of which the first may be open already."""

    addresses: tuple[str, ...] = ()
    opened: Opened | None = None
    events: Callable[[], Iterator[Progress | Opened]] | None = None
    """What is still to come of the first address, where its opening has begun already."""
    data: bytes | None = None
    """What came by standard input, if that is among the addresses."""
    painted: bool = False
    """Whether what is kept of the first address shows on the terminal already."""


def _commands() -> type[Provider]:
    from termread.tui.commands import Commands

    return Commands


class Termread(Opening, inherit_bindings=False):
    """The app. Its screens are the shelf, and one for each article that is open."""

    TITLE = "termread"
    CSS = """
    CommandPalette > Vertical { margin: 1 2; max-width: 88; background: $background; }
    CommandPalette SearchIcon { display: none; }
    CommandPalette #--input { background: $background; border: hkey $foreground 30%; }
    CommandPalette CommandList { background: $background; border-bottom: hkey $foreground 30%; scrollbar-size-vertical: 1;
        scrollbar-color: $foreground 30%; scrollbar-background: $background; }
    CommandList > .option-list--option-highlighted { background: $surface; color: $foreground; text-style: bold; }
    CommandList > .option-list--option { text-style: none; }
    """
    COMMANDS: ClassVar[set[Any]] = {_commands}
    COMMAND_PALETTE_BINDING = "ctrl+backslash"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("anywhere"),
        Binding("ctrl+q", "quit", "Leave", show=False, priority=True, id="quit_now"),
        # Also over a dialog, which hides what the app binds without priority.
        Binding("ctrl+c", "copy_or_quit", "Quit", show=False, priority=True),
        Binding("ctrl+z", "suspend", "Off to the shell", show=False, priority=True),
    ]

    def __init__(self, desk: Desk, start: Start | None = None, *, driver: type[Driver] | None = None) -> None:
        """Show *start* at *desk*."""
        super().__init__(desk, driver=driver)
        self.start = start or Start()
        self.from_shelf = not self.start.addresses
        self.no_color = bool(os.environ.get("NO_COLOR"))
        self._no_colour = [NoColour()] if self.no_color else []
        self._take_theme()
        self.set_keymap(
            {
                action.name: keymaps.bound(keys)
                for action in ACTIONS
                if (keys := keymaps.keys_of(desk.config)[action.name]) != action.keys
            }
        )
        self.scroll_sensitivity_y = 1.0
        self.animation_level = "none"

    # What shows first

    _next_screen: Screen[Any] | None = None
    """What replaces an empty first screen."""

    def get_default_screen(self) -> Screen[Any]:
        """Return what shows first: the article if it is there already, the shelf if none was asked for."""
        screen = self._first_screen()
        push = private(screen, "_push_result_callback")
        if push is None:
            self._next_screen = screen
            return super().get_default_screen()
        push(self, None)  # Textual forgets it, and fails when the screen is switched
        return screen

    def _first_screen(self) -> Screen[Any]:
        if self.start.opened is not None:
            address = self.start.addresses[0]
            self.asked[self.start.opened.kept.id] = address
            landing = self.landing_of(address)
            if landing is not None:
                self.history.leave(Spot(self.start.opened.kept.id, self.start.opened.kept.place))
            reader = self.reader_for(self.start.opened, landing)
            self.begun = None if self.start.opened.whole else reader
            return reader
        if self.start.addresses:
            from termread.tui.screens.waiting import WaitingScreen

            self._waiting = WaitingScreen(self.palette, self.start.addresses[0])
            return self._waiting
        return self.shelf

    def on_mount(self) -> None:
        """Begin."""
        if self._next_screen is not None:
            self.push_screen(self._next_screen)
        self.watch_signals()
        self.wrong_settings = self._wrong_settings()
        if self.waiting is None:
            self.call_after_refresh(self.tell_wrong_settings)
        if self.desk.trouble and not self.desk.lost:
            self.warn(self.desk.trouble)
        if self.desk.damaged or self.desk.lost:
            self.offer_mending()
        opened = self.start.opened
        if self.start.addresses and (opened is None or not opened.whole):
            self.open_address(self.start.addresses[0], data=self._data_of_first(), events=self.start.events)
        elif opened is not None:
            self.look_for_news(opened)
        elif not self.desk.trouble:
            self.welcome()
        if self.start.addresses[1:]:
            self.open_others(self.start.addresses[1:], self.start.data)
        self.call_after_refresh(self._freeze)
        if self.waiting is None:
            self.call_after_refresh(self.let_keys_in)

    def _wrong_settings(self) -> str:
        """Return what is wrong with the settings, where several things are the first of the file with their number."""
        faults = self.desk.config.faults
        if not faults:
            return " ".join(keymaps.faults(self.desk.config))
        file = self.desk.folders.config_file
        more = f" And {len(faults) - 1} more: termread --print-config names them." if faults[1:] else ""
        return faults[0].replace(str(file), file.name) + more

    @property
    def is_settled(self) -> bool:
        """Whether nothing is on its way."""
        others = self.others is not None and self.others.running
        busy = self.errands.running or self.errands.out or self.saver.running or self.desk.library.busy
        return not (busy or others)

    def on_say(self, message: messages.Say) -> None:
        """Say it."""
        self.say(message.text, message.role)

    # How it looks

    def set_look(self, look: Look, said: str = "") -> None:
        """Set every page as *look* says, remember it, and say what *said* says then."""
        self.look = look
        self.palette = palette.chosen(look.theme, os.environ)
        self._take_theme()
        for reader in self.articles:
            reader.set_look(look, self.palette)
        if self.is_screen_installed("shelf"):
            self.shelf.set_theme(self.palette)
        first_screen.drop()

        def remembered(_: None) -> None:
            if said:
                self.say(self.desk.said(said), "status")

        self.changes.make(lambda: self.desk.remember_look(look), remembered, quiet=True)

    def on_look_changed(self, message: messages.LookChanged) -> None:
        """Set pages so."""
        self.set_look(message.look)

    def action_theme(self) -> None:
        """Take the next theme."""
        if os.environ.get("NO_COLOR"):
            self.say("NO_COLOR is set: there are no colours")
            return
        names = list(palette.THEMES)
        name = names[(names.index(self.palette.name) + 1) % len(names)]
        self.set_look(replace(self.look, theme=name), f"Theme: {name}")

    # Anywhere

    def action_help(self) -> None:
        """Show the help."""
        from termread.tui.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(self.desk.config, self.palette, self.look))

    def action_open(self) -> None:
        """Ask for an address or a text."""
        from termread.tui.screens.asking import Asking

        def opened(answer: str | None) -> None:
            if answer:
                self.open_typed(answer)

        self.push_screen(
            Asking("Open", "an address, a file, or a pasted text", paste=True, measure=self.look.width), opened
        )

    def action_articles(self) -> None:
        """Let the reader choose among the open articles."""
        from termread.tui.screens.articles import ArticlesScreen

        shown = self.reader

        def chosen(entry: Any) -> None:
            closed = shown is not None and shown not in self.articles
            if entry is not None:
                self.depart()
                self.show_reader(entry.value)
            elif closed:
                self.show_shelf()
            if shown is not None and closed:
                self.let_go(shown)

        self.push_screen(ArticlesScreen(self.palette, self.articles, shown), chosen)

    def action_cancel(self) -> None:
        """Stop what runs."""
        if self.saver.stop():
            return
        if self.errands.call_off():
            if self.begun is not None:
                self.begun.expect(False)
            self.say("Stopped", "status")

    def action_copy_or_quit(self) -> None:
        """Copy what is selected, else quit as ctrl-c does."""
        reader = self.reader
        selected = reader.get_selected_text() if reader is not None and reader is self.screen else None
        if selected:
            self.run_action_in_reader("copy")
        else:
            self.leave(130)

    def action_suspend(self) -> None:
        """Go to the shell."""
        self.action_suspend_process()

    def action_palette(self) -> None:
        """Show everything by name."""
        from textual.command import CommandPalette

        if not isinstance(self.screen, CommandPalette):
            self.push_screen(CommandPalette(placeholder="An action, a heading, a title", id="--command-palette"))

    def action_mouse(self) -> None:
        """Give the mouse back to the terminal, or take it again."""
        if self.terminal is not None:
            ours = self.terminal.toggle_mouse()
            self.say("The mouse is termread's" if ours else "The mouse is the terminal's; F6 takes it back", "status")

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Return none: our own provider has all there is."""
        del screen
        return ()

    def run_action_in_reader(self, name: str) -> None:
        """Do an action of the article that shows."""
        if self.reader is not None:
            self.run_worker(self.reader.perform(name), exit_on_error=False)

    def handle_bindings_clash(self, clashed_bindings: set[Binding], node: Any) -> None:
        """Say nothing: `keymaps.faults` has told it in better words."""

    # Small things

    def _data_of_first(self) -> bytes | None:
        return self.start.data if self.start.addresses[0] == STANDARD_INPUT else None

    def get_line_filters(self) -> list[LineFilter]:
        """Return the filters of colours: an empty NO_COLOR means nothing, any other really no colour."""
        kept = [each for each in super().get_line_filters() if not isinstance(each, Monochrome | NoColor)]
        return [*kept, *self._no_colour]

    def _take_theme(self) -> None:
        theme = framework_theme(self.palette)
        self.register_theme(theme)
        self.theme = theme.name

    def _freeze(self) -> None:
        """Take what is loaded out of the garbage collector's way: no step of reading waits for it then."""
        import gc

        gc.freeze()
        gc.enable()


def picture_app(*, theme: str = "auto", page: str | None = None) -> Termread:
    """Return the app for a picture: *page* open, or the shelf, in *theme*."""
    from termread.config import Config, folders
    from termread.fetch.addresses import resolve

    desk = Desk(replace(Config(), theme=theme), folders())
    return Termread(desk, Start((resolve(str(Path(page))),)) if page else Start())
