"""Questions in the last row: a row to type into as a dialog, and one that y or n answers."""

from __future__ import annotations

from collections.abc import Callable

from textual import events
from textual.app import ComposeResult
from textual.screen import ModalScreen
from textual.widgets import Static

from termread.tui.page.status import TYPED_TOGETHER, Rest, yes_or_no
from termread.tui.prompt import Answer, Prompt


class Question(ModalScreen[str | None]):
    """Asks for one line; where a text may be pasted, it is taken whole, lines and all."""

    DEFAULT_CSS = "Question { background: transparent; layers: default prompt; }"

    def __init__(
        self, question: str, hint: str = "", *, value: str = "", paste: bool = False, measure: int = 72
    ) -> None:
        """Ask *question*."""
        super().__init__()
        self.prompt = Prompt(measure=measure)
        self._question, self._hint, self._value = question, hint, value
        self._paste = paste

    def compose(self) -> ComposeResult:
        """Yield the row that asks."""
        yield self.prompt

    def on_mount(self) -> None:
        """Ask."""
        self.prompt.ask(self._question, self._answer, value=self._value, hint=self._hint, dropped=self.action_give_up)

    def _answer(self, answer: str) -> None:
        self.dismiss(answer)

    def action_give_up(self) -> None:
        """Give no answer."""
        self.dismiss(None)

    def on_answer_pasted(self, event: Answer.Pasted) -> None:
        """Take a pasted text of several lines at once."""
        event.stop()
        if self._paste:
            self.dismiss(event.text)


class YesNo(ModalScreen[None]):
    """Asks until y or n is pressed; escape gives no answer, other keys change nothing.

    Who types a whole word, or Enter after it, gives no command with that.
    """

    DEFAULT_CSS = """
    YesNo { background: transparent; }
    YesNo > Static { dock: bottom; height: auto; padding: 0 2; background: $surface; color: $accent; text-style: bold; }
    """

    def __init__(self, question: str, answered: Callable[[bool | None], object]) -> None:
        """Ask *question*, and give the answer to *answered*."""
        super().__init__()
        self._question, self._answered = question, answered
        self._rest: Rest | None = None

    def compose(self) -> ComposeResult:
        """Yield the question."""
        yield Static(self._question, markup=False)

    def on_key(self, event: events.Key) -> None:
        """Take the answer and what is still typed of it; a key after that is for whoever shows then."""
        event.stop()
        event.prevent_default()
        if self._rest is None:
            yes = yes_or_no(event)
            if yes is not None:
                self._rest = Rest(event)
                self.query_one(Static).display = False
                self.set_timer(TYPED_TOGETHER, self._go)
                self._answered(yes)
            elif event.key == "escape":
                self._go()
                self._answered(None)
        elif not self._rest.takes(event):
            self._go()
            self.app.call_later(self.app.post_message, events.Key(event.key, event.character))
        elif event.key == "enter":
            self._go()

    def _go(self) -> None:
        if self.is_current:
            self.dismiss()
