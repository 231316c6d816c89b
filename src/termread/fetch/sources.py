"""Asking a source: one conditional request, by a connection that stays open, and what the answer says of the next."""

from __future__ import annotations

from datetime import datetime

from termread.config import FetchSettings
from termread.document import Document, Wanted
from termread.fetch.body import silent
from termread.fetch.connections import Connections
from termread.fetch.deadline import Deadline
from termread.fetch.schedule import fresh_seconds
from termread.fetch.web import visit_for, visited
from termread.values import dataclass, replace

ACCEPT = (
    "application/atom+xml,application/rss+xml,application/feed+json,application/xml;q=0.9,text/xml;q=0.9,"
    "application/json;q=0.8,text/html;q=0.7,*/*;q=0.5"
)
RETRIES = 1
"""How often a source is asked again at once after a fault that may pass; later there is the next refresh."""


@dataclass(frozen=True, slots=True)
class Came:
    """What came from a source."""

    document: Document | None
    """None: nothing has changed."""
    moved: str = ""
    """Where it has moved for good, or empty."""
    fresh: int | None = None
    """For how many seconds the answer says it is fresh."""
    near: int = 0
    """How near it came from, as in `Document`."""


def ask(url: str, settings: FetchSettings, wanted: Wanted, connections: Connections, now: datetime) -> Came:
    """Return what comes from the feed at *url*, or nothing if the *wanted* validators are still right.

    Raises the errors of `fetch`.
    """
    settings = replace(settings, retries=min(settings.retries, RETRIES))
    with Deadline(settings.total_seconds) as deadline:
        visit = visit_for(url, settings, silent, wanted, deadline)
        visit.connections, visit.accept = connections, ACCEPT
        document = visited(url, visit)
        return Came(document, visit.moved, fresh_seconds(visit.headers, now), int(visit.reach))
