"""A question in the last row, over whatever shows."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.screen import ModalScreen

from termread.tui.widgets.prompt import Answer, Prompt


class Asking(ModalScreen[str | None]):
    """Asks for one line; where a text may be pasted, it is taken whole, lines and all."""

    DEFAULT_CSS = "Asking { background: transparent; layers: default prompt; }"

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
