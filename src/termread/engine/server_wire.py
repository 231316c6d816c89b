"""What a server that follows feeds is asked and answers, as JSON."""

from __future__ import annotations

from typing import Any

from termread.engine.source_wire import item_of, item_record
from termread.server import Account, Mark, ServerAnswer, ServerFeed, ServerOrder, ServerStory
from termread.values import asdict

Record = dict[str, Any]


def server_order_record(order: ServerOrder) -> Record:
    """Return *order* as a JSON object."""
    return {**asdict(order), "account": asdict(order.account), "marks": [asdict(mark) for mark in order.marks]}


def server_order_of(record: Record) -> ServerOrder:
    """Return the order in *record*."""
    marks = tuple(Mark(**mark) for mark in record["marks"])
    return ServerOrder(Account(**record["account"]), record["since"], tuple(record["known"]), marks)


def server_answer_record(answer: ServerAnswer) -> Record:
    """Return *answer* as a JSON object."""
    return {
        **asdict(answer),
        "feeds": None if answer.feeds is None else [asdict(feed) for feed in answer.feeds],
        "stories": [{**asdict(story), "item": item_record(story.item)} for story in answer.stories],
        "sent": [asdict(mark) for mark in answer.sent],
    }


def server_answer_of(record: Record) -> ServerAnswer:
    """Return the answer in *record*; raises KeyError, TypeError or ValueError if it is none."""
    feeds = record["feeds"]
    told = {name: None if record[name] is None else tuple(record[name]) for name in ("unread", "starred")}
    return ServerAnswer(
        feeds=None if feeds is None else tuple(ServerFeed(**{**feed, "tags": tuple(feed["tags"])}) for feed in feeds),
        stories=tuple(ServerStory(**{**story, "item": item_of(story["item"])}) for story in record["stories"]),
        since=record["since"],
        sent=tuple(Mark(**mark) for mark in record["sent"]),
        gone=tuple(record["gone"]),
        **told,
    )
