"""Feeds and their items as JSON, and what sources answered: lists in the order of the fields, since there are many."""

from __future__ import annotations

from typing import Any

from termread.feed import Enclosure, Feed, FeedItem, Found, SourceAnswer
from termread.values import asdict, replace

Record = list[Any]


def item_record(item: FeedItem) -> Record:
    """Return *item* as a JSON array."""
    record = list(asdict(item).values())
    record[_ENCLOSURES] = [list(asdict(each).values()) for each in item.enclosures]
    return record


def item_of(record: Record) -> FeedItem:
    """Return the item in *record*."""
    for at in _TUPLES:
        record[at] = tuple(record[at])
    record[_ENCLOSURES] = tuple(Enclosure(*each) for each in record[_ENCLOSURES])
    return FeedItem(*record)


def source_answer_record(answer: SourceAnswer) -> dict[str, Any]:
    """Return *answer* as a JSON object."""
    feed = answer.feed
    record = asdict(answer)
    if feed is not None:
        record["feed"] = {**asdict(feed), "items": [item_record(item) for item in feed.items]}
    return record


def source_answer_of(record: dict[str, Any]) -> SourceAnswer:
    """Return the answer in *record*; raises KeyError, TypeError or ValueError if it is none."""
    feed = record["feed"]
    if feed is not None:
        items = tuple(item_of(item) for item in feed["items"])
        rest = {"skip_hours": tuple(feed["skip_hours"]), "skip_days": tuple(feed["skip_days"])}
        record["feed"] = Feed(**{**feed, **rest, "items": items})
    return SourceAnswer(**record)


def found_record(found: Found) -> dict[str, Any]:
    """Return what was *found* as a JSON object."""
    record = asdict(replace(found, answer=SourceAnswer(0, "new")))
    return {**record, "answer": source_answer_record(found.answer)}


def found_of(record: dict[str, Any]) -> Found:
    """Return what was found as *record* says; raises KeyError, TypeError or ValueError if it is invalid."""
    return Found(**{**record, "answer": source_answer_of(record["answer"]), "others": tuple(record["others"])})


_FIELDS = list(asdict(FeedItem()))
_ENCLOSURES = _FIELDS.index("enclosures")
_TUPLES = [at for at, value in enumerate(asdict(FeedItem()).values()) if isinstance(value, tuple)]
