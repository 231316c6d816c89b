"""The row that asks for one line of text, in the place of the status row."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from termread.layout.geometry import fit
from termread.text import clean, clean_line, width

GAPS = 4
"""Blank cells around the answer and its cursor."""

Take = Callable[[str], None]


class Answer(Input):
    """The input. Pasting several lines into it while it is empty posts `Pasted`."""

    class Pasted(Message):
        """Several lines were pasted."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def on_paste(self, event: events.Paste) -> None:
        """Take a pasted line into the answer, and hand on a text of several."""
        text = clean(event.text).strip()
        if "\n" in text and not self.value:
            self.post_message(self.Pasted(text))
        else:
            self.replace(clean_line(event.text), *sorted(self.selection))
        event.prevent_default()
        event.stop()


class Prompt(Horizontal):
    """Asks for one line of text, and passes the answer, and what is typed until then, to whoever asked."""

    DEFAULT_CSS = """
    Prompt { dock: bottom; layer: prompt; height: 1; width: 1fr; display: none; background: $surface; color: $foreground; }
    Prompt > Static { height: 1; width: auto; color: $accent; background: $surface; text-style: bold; padding: 0 1 0 0; }
    Prompt > Input { width: 1fr; height: 1; border: none; padding: 0; background: $surface; color: $foreground; }
    Prompt > Input:focus { border: none; background: $surface; background-tint: transparent; }
    Prompt > .told { color: $foreground; text-style: none; padding: 0 0 0 1; }
    """

    def __init__(self, *, measure: int = 72, **options: Any) -> None:
        """Take the place of the status row below a page of *measure* cells."""
        super().__init__(**options)
        self.measure = measure
        self._cells = measure
        self._taken: Take | None = None
        self._typed: Take | None = None
        self._dropped: Callable[[], None] | None = None
        self._before: Widget | None = None
        """The widget that had the focus."""

    def compose(self) -> ComposeResult:
        """Yield the question, the answer, and a note beside it."""
        yield Static(markup=False)
        yield Answer(select_on_focus=False, compact=True)
        yield Static(markup=False, classes="told")

    @property
    def asking(self) -> bool:
        """Whether a question is open."""
        return bool(self.display)

    def ask(
        self,
        question: str,
        taken: Take,
        *,
        value: str = "",
        hint: str = "",
        typed: Take | None = None,
        dropped: Callable[[], None] | None = None,
    ) -> None:
        """Ask *question*: call *taken* with the answer on enter, *typed* on every change, and *dropped* on escape."""
        self._taken, self._typed, self._dropped = taken, None, dropped
        self.query(Static).first().update(question)
        self._stand()
        self.tell("")
        answer = self.query_one(Input)
        answer.placeholder = self._hint_that_fits(hint, question)
        answer.value = value = clean(value)
        answer.cursor_position = len(value)
        if not self.asking:
            self._before = self.screen.focused
        self.display = True
        self.screen.set_focus(answer)
        self.call_after_refresh(self._listen, typed, value)

    def _hint_that_fits(self, hint: str, question: str) -> str:
        """Return *hint* up to the last comma that has room beside *question*."""
        room = self._cells - width(question) - GAPS
        while hint and width(hint) > room:
            hint = hint.rpartition(", ")[0] if ", " in hint else ""
        return hint

    def tell(self, text: str) -> None:
        """Show *text* to the right of the answer, if there is room."""
        told, asked = self.query(Static).last(), self.query(Static).first()
        told.update(text)
        beside = width(str(asked.content)) + width(self.query_one(Input).value) + width(text)
        told.display = width(text) > 0 and beside + GAPS <= self._cells

    def close(self) -> None:
        """Close the prompt and give the focus back."""
        self._taken = self._typed = self._dropped = None
        self.display = False
        self.screen.set_focus(self._before)

    def drop(self) -> None:
        """Cancel the question."""
        dropped = self._dropped
        self.close()
        if dropped:
            dropped()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Pass on what is typed."""
        event.stop()
        if self._typed:
            self._typed(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Pass on the answer."""
        event.stop()
        taken = self._taken
        self.close()
        if taken:
            taken(event.value)

    def on_key(self, event: events.Key) -> None:
        """Cancel on escape, and on backspace in an empty answer."""
        if event.key == "escape" or (event.key == "backspace" and not self.query_one(Input).value):
            event.stop()
            event.prevent_default()
            self.drop()

    def on_resize(self) -> None:
        """Stay below the page."""
        self._stand()

    def _stand(self) -> None:
        width, height = self.screen.size
        left, cells = fit(width, height, self.measure).footer
        self._cells = cells
        self.styles.padding = (0, max(0, width - left - cells), 0, left)

    def _listen(self, typed: Take | None, begun: str) -> None:
        """Start passing on what is typed, and what has been typed since the question was asked with answer *begun*."""
        self._typed = typed
        answer = self.query_one(Input).value
        if typed and self.asking and answer != begun:
            typed(answer)
