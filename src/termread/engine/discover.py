"""Discovery: what can be followed at an address, with what it says now.

A feed or a mailbox is what it is. A page leads to a feed that it names, else to one where sites usually keep theirs; if
there is none, the page itself can be followed as a list of stories.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path
from urllib.parse import urljoin

from termread.document import Document, Wanted
from termread.engine.limits import limited
from termread.engine.rules import mannered, site_rules
from termread.engine.source_wire import found_record
from termread.engine.task import Task
from termread.errors import TermreadError, Unreadable
from termread.feed import Feed, Found, SourceAnswer
from termread.fetch import fetch, is_url
from termread.fetch.hosts import Reach
from termread.fetch.mailbox import is_mailbox
from termread.parse import Settings
from termread.parse.feed_links import WELL_KNOWN, FeedLink, feeds_in
from termread.parse.formats.feeds import feed_of, is_feed
from termread.text import clean_line
from termread.values import replace

NAMED = 5
"""Feeds that a page names which are asked at most until one is a feed."""
GUESSED = 8
"""Usual places that are asked."""
FEWEST = 3
"""Stories that a page must list to be followed itself."""
AWAY = frozenset(
    ["refused", "no-answer", "silent", "deadline", "dns", "dns-busy", "no-way", "status-429", "status-503"]
)
"""Codes of errors after which a host is not asked further."""


def discover(task: Task) -> None:
    """Answer with what can be followed at the order's address; raises TermreadError with a sentence if nothing can."""
    address = task.order.address
    found = _on_the_web(address, task) if is_url(address) else _here(address, task)
    task.say(["found", found_record(found)])


def _on_the_web(address: str, task: Task) -> Found:
    document = _fetched(address, Wanted(near=task.order.near), task)
    if is_feed(document.data):
        return Found(address, "feed", "feed", _answer(document, _feed(document, task)))
    with limited(task.settings.parse_seconds, task.settings.parse_bytes):
        named = feeds_in(document.data, document.url or address, document.charset)
    places = [(link.url, "named") for link in named[:NAMED]]
    usual = (urljoin(document.url or address, path) for path in WELL_KNOWN[:GUESSED])
    places += [(url, "guessed") for url in dict.fromkeys(usual) if url not in {link.url for link in named}]
    for url, how in places:
        try:
            asked = _fetched(url, Wanted(near=document.near, named_by=document.url), task)
            if is_feed(asked.data) and (feed := _feed(asked, task)).items:
                others = _others(named, url) if how == "named" else ()
                return Found(url, "feed", "named" if how == "named" else "guessed", _answer(asked, feed), others)
        except TermreadError as error:
            if error.code in AWAY:
                break
    return _page(address, document, task)


def _fetched(address: str, wanted: Wanted, task: Task) -> Document:
    document = fetch(address, mannered(task.settings, address), task.tell, wanted)
    assert document is not None  # nothing was asked for with a condition
    return document


def _feed(document: Document, task: Task) -> Feed:
    with limited(task.settings.parse_seconds, task.settings.parse_bytes):
        return feed_of(document.data, document.charset, document.url)


def _others(named: Sequence[FeedLink], taken: str) -> tuple[str, ...]:
    """Return the feeds that are named besides the one that is *taken*, each as its title and address."""
    others = {link.url: link.title for link in named if link.url != taken}
    return tuple(f"{title} ({url})" if title else url for url, title in others.items())


def _page(address: str, document: Document, task: Task) -> Found:
    """Return the page in *document* as a list of stories; raises Unreadable if it is none."""
    from termread.parse.front_page import stories_in

    with limited(task.settings.parse_seconds, task.settings.parse_bytes):
        feed = stories_in(document, Settings(site_rules()))
    if len(feed.items) < FEWEST:
        raise Unreadable(
            f"{clean_line(address)} is neither a feed nor a list of stories, and it names no feed. "
            "Look for a link to its feed on the page, and follow that."
        )
    return Found(address, "page", "page", _answer(document, feed))


def _here(address: str, task: Task) -> Found:
    """Return the mailbox or feed that is the file or folder *address*; raises Unreadable if it is neither."""
    path = Path(address)
    if is_mailbox(path):
        from termread.engine.mailboxes import read_mailbox

        with limited(task.settings.parse_seconds, task.settings.parse_bytes):
            feed = read_mailbox(path)
        return Found(address, "mail", "mail", _answer(Document(address, b"", near=Reach.COMPUTER), feed))
    shown = clean_line(address)
    if path.is_dir():
        raise Unreadable(f"{shown} is a folder, but not a Maildir: it has no folders cur and new.")
    document = fetch(address, task.settings)
    if document is None or not is_feed(document.data):
        raise Unreadable(f"{shown} is neither a feed nor a mailbox, so there is nothing to follow.")
    return Found(address, "feed", "feed", _answer(replace(document, near=Reach.COMPUTER), _feed(document, task)))


def _answer(document: Document, feed: Feed) -> SourceAnswer:
    from datetime import UTC, datetime

    from termread.fetch.schedule import chance, due_after_success, written

    now = datetime.now(UTC)
    digest = blake2b(document.data, digest_size=16).hexdigest() if document.data and not document.notices else ""
    return SourceAnswer(
        0,
        "new",
        feed,
        etag=document.etag,
        last_modified=document.last_modified,
        digest=digest,
        near=document.near,
        checked=written(now),
        due=written(due_after_success(now, feed, None, chance())),
        fault=document.notices[0].text if document.notices else feed.fault,
    )
