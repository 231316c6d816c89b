"""An order as the child receives it, with the way its answers go."""

from __future__ import annotations

from collections.abc import Callable

from termread.config import FetchSettings
from termread.document import Document
from termread.engine import wire
from termread.engine.messages import Order, Plain
from termread.values import dataclass

Say = Callable[[wire.Answer], None]


@dataclass(frozen=True, slots=True)
class Task:
    """An order as received by the child."""

    order: Order
    settings: FetchSettings
    document: Document | None
    """The document, if it had already been fetched when another child crashed on it."""
    plain: Plain
    say: Say

    def tell(self, step: str, done: int = 0, total: int | None = None, note: str = "") -> None:
        """Report progress if the order asks for it."""
        if self.order.progress:
            self.say(["progress", [step, done, total, note]])
