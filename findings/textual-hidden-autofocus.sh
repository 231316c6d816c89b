#!/usr/bin/env bash
# Textual gives a screen's first focus to a field that is not displayed, which then takes every key.
#
# Expected: what has `display: none`, or stands in a container that has, gets no focus (as in browsers); Textual's own focus chain,
#   which Tab goes through, leaves it out too.
# Seen: textual 8.2.8 focuses the hidden Input when the screen begins (AUTO_FOCUS is "*" unless set), where it has a region of no cells.
#   Typed letters go into it, and the bindings of the app never hear them; nothing on the screen shows why. The focus chain is empty.
# Why it matters: a row that asks a question is often part of a screen, hidden until it is needed. termread's screens name what gets
#   the focus first.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check textual==8.2.8
"$folder/env/bin/python" - <<'PY'
import asyncio

from textual.app import App
from textual.containers import Horizontal
from textual.widgets import Input, Static


class Page(App):
    BINDINGS = [("s", "hear", "Hear")]

    def compose(self):
        self.heard = 0
        yield Static("A page")
        with Horizontal():
            yield Input()

    def action_hear(self):
        self.heard += 1


async def seen(hidden, first="*"):
    class Hidden(Page):
        CSS = f"{hidden} {{ display: none; }}" if hidden else ""
        AUTO_FOCUS = first

    app = Hidden()
    async with app.run_test() as pilot:
        await pilot.press("s")
        field = app.query_one(Input)
        return app.focused is field, len(app.screen.focus_chain), field.region.area, field.value, app.heard


for hidden, first in (("", "*"), ("Horizontal", "*"), ("Input", "*"), ("Horizontal", "")):
    focused, chain, cells, value, heard = asyncio.run(seen(hidden, first))
    print(f"hidden: {hidden or 'nothing':10} AUTO_FOCUS: {first!r:4} focused: {focused!s:5} chain: {chain} cells: {cells:3} "
          f"typed: {value!r:4} heard: {heard}")
    if hidden:
        assert (chain, cells) == (0, 0)
        assert (focused, value, heard) == ((True, "s", 0) if first else (False, "", 1))
PY
