"""Orders as JSON lines, with the settings that they are carried out by."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from typing import Any

from termread.config import FetchSettings, Site
from termread.engine.messages import Order, Plain
from termread.engine.server_wire import server_order_of, server_order_record
from termread.engine.source_wire import item_of, item_record
from termread.feed import SourceOrder
from termread.values import asdict


def order_line(order: Order, settings: FetchSettings | None, *, plain: Plain, document: object) -> bytes:
    """Return *order* as a line for the child.

    With *plain*, only the visible text is requested, of *document* if its record is available.
    """
    record: dict[str, object] = asdict(order)
    record["data"] = None if order.data is None else b64encode(order.data).decode("ascii")
    record["sources"] = [asdict(source) for source in order.sources]
    record["item"] = None if order.item is None else item_record(order.item)
    record["server"] = None if order.server is None else server_order_record(order.server)
    more = {"settings": None if settings is None else settings_record(settings), "plain": plain, "document": document}
    # ASCII only, so that file names that are not valid UTF-8 survive.
    return json.dumps({"order": record, **more}).encode("ascii")


def order_of(record: dict[str, Any]) -> Order:
    """Return the order in *record*."""
    data, region, item, server = (record.pop(name) for name in ("data", "region", "item", "server"))
    return Order(
        **record | {"sources": tuple(_source_order_of(each) for each in record["sources"])},
        region=region and tuple(region),
        data=None if data is None else b64decode(data),
        item=None if item is None else item_of(item),
        server=None if server is None else server_order_of(server),
    )


def _source_order_of(record: dict[str, Any]) -> SourceOrder:
    rest = {name: tuple(record[name]) for name in ("skip_hours", "skip_days")}
    return SourceOrder(**record | rest)


def settings_record(settings: FetchSettings) -> dict[str, Any]:
    """Return *settings* as a JSON object."""
    record = asdict(settings)
    record["sites"] = {host: asdict(site) for host, site in settings.sites.items()}
    return record


def settings_of(record: dict[str, Any]) -> FetchSettings:
    """Return the settings in *record*."""
    sites = {
        host: Site(**{**site, "fetch_command": tuple(site["fetch_command"])}) for host, site in record["sites"].items()
    }
    return FetchSettings(**{**record, "sites": sites})
