"""How everything looks: the reader's look and theme, changed, tried out, and as light or dark as the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from termread import first_screen
from termread.desk import Look
from termread.tui.terms import textual_theme
from termread.values import replace

if TYPE_CHECKING:
    from termread.palette import Theme
    from termread.tui.app.host import Host
    from termread.tui.terminal_background import Lightness


class Appearance:
    """Lets every screen of the app look as the reader wants it."""

    def __init__(self, app: Host) -> None:
        """Begin with the look that the reader had last."""
        self._app = app
        self._chosen: Look = app.desk.look
        self.look = self._chosen
        """How pages look now."""
        self.theme: Theme = app.desk.theme(self.look)
        self._tell_framework()

    def set(self, look: Look, said: str = "") -> None:
        """Let every page look so, remember it, and say *said* then."""
        app = self._app
        self._chosen = look
        self._show(look)
        first_screen.drop()
        weak = self.hard_to_read if said else ""

        def remembered(_: None) -> None:
            if weak:
                app.warn(weak)
            elif said:
                app.say(app.desk.said(said), "status")

        app.changes.make(lambda: app.desk.remember_look(look), remembered, quiet=True)

    def set_theme(self, name: str) -> None:
        """Use the theme called *name* from now on."""
        if self._app.no_color:
            self._app.say("NO_COLOR is set: there are no colors")
        else:
            self.set(replace(self._chosen, theme=name), f"Theme: {name}")

    def next_theme(self) -> None:
        """Use the next theme."""
        names, here = self._app.desk.config.theme_names[1:], self.theme.name
        self.set_theme(names[(names.index(here) + 1) % len(names)] if here in names else names[0])

    def try_out(self, name: str | None) -> None:
        """Show everything in the theme called *name* without choosing it, or with None as it was chosen."""
        look = self._chosen if name is None else replace(self._chosen, theme=name)
        if look != self.look and not self._app.no_color:
            self._show(look)

    def suit(self, background: Lightness) -> None:
        """Let the theme "auto" suit the terminal's *background*, and remember that for the next start."""
        app = self._app
        if background == app.desk.terminal.said("background"):
            return
        app.desk.terminal.note("background", background)
        app.changes.make(app.desk.terminal.keep, lambda _: None, quiet=True)
        if app.desk.theme(self.look) != self.theme:
            first_screen.drop()
            self._show(self.look)

    def enlarge(self, able: bool) -> None:
        """Draw headlines in larger text if the terminal is *able* to, and remember that for the next start."""
        app = self._app
        known = "yes" if able else "no"
        if known == app.desk.terminal.said("large text"):
            return
        app.desk.terminal.note("large text", known)
        app.changes.make(app.desk.terminal.keep, lambda _: None, quiet=True)
        first_screen.drop()
        for reader in app.readers:
            reader.pager.headline.able = app.desk.large_text
            reader.pager.relayout()

    @property
    def hard_to_read(self) -> str:
        """What is hard to read in the theme, if it is one of the reader's own, as a sentence."""
        own = self._app.desk.config.themes.get(self.theme.name)
        if own is None:
            return ""
        from termread.config.themes import advice

        return next(advice(self.theme.name, own), "")

    def _show(self, look: Look) -> None:
        app = self._app
        self.look, self.theme = look, app.desk.theme(look)
        self._tell_framework()
        for reader in app.readers:
            reader.set_look(look, self.theme)
        shown = {*app.screen_stack, *([app.shelf] if app.is_screen_installed("shelf") else ())}
        for screen in shown:
            set_theme = getattr(screen, "set_theme", None)
            if callable(set_theme):
                set_theme(self.theme)

    def _tell_framework(self) -> None:
        theme = textual_theme(self.theme)
        self._app.register_theme(theme)
        self._app.theme = theme.name
