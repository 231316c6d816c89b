"""What the child answers, put together again as events."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterator
from typing import Any, TypeVar

from termread.article import Article, Block
from termread.codec import article_of, block_of
from termread.document import Reading
from termread.engine.messages import Beginning, Event, Order, Picture, Plain
from termread.engine.wire import decode, error_of, event_of, receipt_of
from termread.errors import Cancelled, EngineLost, Fault, TermreadError, TooLarge
from termread.saved import Taken
from termread.sound import is_sound
from termread.values import replace

Value = TypeVar("Value")

_LAST = frozenset({"unchanged", "picture", "explanation", "done"})


class Overrun(TermreadError):
    """A document broke its child, or its limits; *document* is its record, where it had arrived."""

    def __init__(self, document: object, why: Plain) -> None:
        """Keep the document, and whether it cost too much or met a fault inside."""
        super().__init__("The page broke the process that reads pages, or its limits.", code="overrun")
        self.document = document
        self.why: Plain = why


class Answers:
    """The answers to one order, as they come in."""

    def __init__(self, order: Order) -> None:
        """Nothing has come yet."""
        self._order = order
        self._article: Article | None = None
        self._blocks: list[Block] = []
        self.document: dict[str, Any] | None = None
        """The document as it was fetched, for a second try."""
        self.finished = False

    def take(self, line: bytes) -> Iterator[Event | Taken]:
        """Yield the event that *line* completes, if any; raises the error in it, Overrun, or EngineLost for nonsense."""
        try:
            kind, payload = decode(line)
            yield from self._take(kind, payload)
        except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError) as error:
            raise lost() from error

    def _take(self, kind: str, payload: Any) -> Iterator[Event | Taken]:
        match kind:
            case "article":
                self._article = article_of(payload)
            case "blocks":
                self._blocks += map(block_of, payload)
            case "document":
                self.document = payload
            case "beginning":
                yield Beginning(self._put_together())
            case "reading":
                self.finished = True
                yield self._reading(payload)
            case "overrun":
                raise Overrun(self.document, "cost" if payload == "cost" else "fault")
            case "error":
                raise error_of(payload)
            case _:
                self.finished = kind in _LAST
                if kind != "done":
                    yield _sound(event_of(kind, payload))

    def _reading(self, payload: dict[str, Any]) -> Reading:
        receipt = _sound(receipt_of(payload))
        if receipt.data is None and self._order.keep_data and self.document is not None:
            receipt = replace(receipt, data=b64decode(self.document["data"]))
        return Reading(self._put_together(), receipt)

    def _put_together(self) -> Article:
        """Return the article that came, and be ready for another one."""
        article, blocks = self._article or Article(), tuple(self._blocks)
        self._article, self._blocks = None, []
        return replace(article, blocks=blocks)


def _sound(value: Value) -> Value:
    """Return *value*, which is what its type says; raises TypeError for the lie of a child that was taken over."""
    if not is_sound(value) or (isinstance(value, Picture) and len(value.pixels) != 3 * value.width * value.height):
        raise TypeError(type(value))
    return value


def lost() -> EngineLost:
    """Return the error of a child that ended, or fell silent, or talked nonsense."""
    return EngineLost("The part of termread that reads pages ended before it was done. Nothing is lost; try again.")


def cancelled() -> Cancelled:
    """Return the error of an order that was called off."""
    return Cancelled("Cancelled.")


def broken(order: Order, why: Plain) -> TermreadError:
    """Return the error of a document that cannot be understood within its limits, or that met a fault inside."""
    what = {"picture": "picture", "import": "file"}.get(order.verb, "page")
    if why == "fault":
        return Fault.while_reading(what)
    return TooLarge.to_understand(what)
