"""Fetching a page from the web: retries, redirects, decompression within the caps, and type checks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial
from time import sleep
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from termread.article import Notice
from termread.config import FetchSettings
from termread.document import Document, Wanted
from termread.errors import Empty, Unreachable, UsageError
from termread.fetch.addresses import checked_url, named_host
from termread.fetch.body import Body, Tell, as_utf8, read_body, refresh_target, silent
from termread.fetch.deadline import Deadline
from termread.fetch.exchange import Answer, Asked, exchange, near_fault
from termread.fetch.faults import AGAIN, BROWSER, PASSING, fault, retry_after, status_fault
from termread.fetch.hosts import Reach, asked_address, reach, site_for, takes_own_headers
from termread.text import clean_line, regex
from termread.values import dataclass, field, replace

if TYPE_CHECKING:
    from termread.fetch.connections import Connections

_REDIRECTS = frozenset({300, 301, 302, 303, 307, 308})
_PERMANENT = frozenset({301, 308})
_NO_HOST = regex(r"\s*https?:///", re.IGNORECASE)
_BACKOFF = 0.5
"""Seconds before the first retry; each further one waits three times as long."""


class NotModified(Exception):
    """The copy with these validators is still current."""


class Redirect(Exception):
    """The page is at another address."""

    def __init__(self, target: str, *, permanent: bool = False) -> None:
        """Set the *target*, as written by the server, and whether it is to be asked there from now on."""
        super().__init__(target)
        self.target, self.permanent = target, permanent


@dataclass(slots=True)
class Visit:
    """The state of one fetch: redirects so far, and the caps that all of its requests share."""

    settings: FetchSettings
    tell: Tell
    deadline: Deadline
    reach: Reach
    """How near the next request may reach: no nearer than the last page requested."""
    page: bool
    asked_from: str
    """The address whose origin may receive the reader's own headers."""
    validators: Mapping[str, str] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    redirects: int = 0
    refreshes: int = 0
    accept: str = ""
    """The media types wanted, in the words of the Accept header; empty: those of a page."""
    connections: Connections | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    """Those of the last answer."""
    moved: str = ""
    """Where the address has moved for good, or empty."""
    for_now: bool = False
    """Whether any redirect so far holds only for now."""


def read_web(
    url: str,
    settings: FetchSettings,
    tell: Tell = silent,
    wanted: Wanted = Wanted(),  # noqa: B008 - a frozen value
) -> Document | None:
    """Return the document at *url*, or None if the copy with the *wanted* validators is still current.

    If *wanted* is not a page, its type is not checked and nothing in it is followed.

    Raises Unreachable, Empty, NotText, TooLarge or UsageError.
    """
    with Deadline(settings.total_seconds) as deadline:
        return visited(url, visit_for(url, settings, tell, wanted, deadline))


def visit_for(url: str, settings: FetchSettings, tell: Tell, wanted: Wanted, deadline: Deadline) -> Visit:
    """Return the visit with which to fetch *url*."""
    given = {"If-None-Match": wanted.etag, "If-Modified-Since": wanted.last_modified}
    validators = {name: value for name, value in given.items() if value and value.isascii() and value.isprintable()}
    asked_from = asked_address(url, wanted.named_by)
    return Visit(settings, tell, deadline, Reach(wanted.near), wanted.page, asked_from, validators)


def visited(url: str, visit: Visit) -> Document | None:
    """Return the document at *url*, or None if the copy that the visit has validators of is still current."""
    try:
        checked = checked_url(url)
        _check_reach(checked, visit)
        document = _visit(checked, visit)
    except NotModified:
        return None
    return replace(document, address=url, near=int(visit.reach))


def _visit(url: str, visit: Visit) -> Document:
    while True:
        try:
            document = _persistently(url, visit)
        except Redirect as redirect:
            visit.redirects += 1
            url = _next(url, redirect.target, visit)
            visit.for_now = visit.for_now or not redirect.permanent
            visit.moved = visit.moved if visit.for_now else url
            continue
        target = refresh_target(document.data) if visit.page and _is_html(document) else None
        if target is None or urljoin(url, target).partition("#")[0] == url:
            return document
        visit.refreshes += 1
        visit.for_now = True
        url = _next(url, target, visit)


def _next(url: str, target: str, visit: Visit) -> str:
    """Return where to go from *url* when redirected to *target*; raises an error if that must not be followed."""
    host, settings = named_host(_host(url)), visit.settings
    if visit.redirects > settings.redirects or visit.refreshes > settings.refreshes:
        raise fault("redirects", f"{host} redirects without end, so nothing was read. {BROWSER}")
    try:
        if _NO_HOST.match(target):
            raise ValueError(target)
        found = checked_url(urljoin(url, target.strip()))
    except (UsageError, ValueError):
        raise fault(
            "redirect",
            f"{host} redirects to an address that termread does not follow ({clean_line(target)[:100]}). {BROWSER}",
        ) from None
    if found in visit.seen:
        raise fault(
            "redirects", f"{host} redirects in a circle; it may want cookies, which termread does not send. {BROWSER}"
        )
    _check_reach(found, visit)
    return found


def _check_reach(url: str, visit: Visit) -> None:
    """Raise an error if the address is nearer than the visit may reach, as far as its name shows."""
    if (near := reach(_host(url))) > visit.reach:
        raise near_fault(named_host(_host(url)), near)


def _persistently(url: str, visit: Visit) -> Document:
    """Request *url*, retrying while the error is temporary."""
    visit.seen.add(url)
    wait = _BACKOFF
    for last in [False] * visit.settings.retries + [True]:
        try:
            return _once(url, visit)
        except Unreachable as error:
            pause = error.wait or wait
            hopeless = error.code not in PASSING or pause > visit.settings.retry_after_seconds
            if last or hopeless or pause >= visit.deadline.left:
                raise
            visit.tell("waiting", note=f"{named_host(_host(url))}: once more in {pause:.0f} s")
            sleep(pause)
            wait *= 3
    raise AssertionError(url)


def _once(url: str, visit: Visit) -> Document:
    settings, host = visit.settings, named_host(_host(url))
    site = site_for(_host(url), settings)
    if site.fetch_command:
        from termread.fetch.local import read_command

        visit.tell("fetching", note=host)
        visit.reach = reach(_host(url))
        return Document(url, read_command(url, host, settings, site), url, "text/html", fetched=_now())
    visit.tell("connecting", note=host)
    own = takes_own_headers(url, visit.asked_from, settings)
    extra = {**visit.validators, **({"Accept": visit.accept} if visit.accept else {})}
    asked = Asked(url, _host(url), extra, visit.reach, partial(setattr, visit, "reach"), own, visit.connections)
    with exchange(asked, settings, visit.deadline) as answer:
        _check_status(answer, visit)
        body = read_body(answer, settings, visit.tell, visit.deadline, page=visit.page)
    return _document(url, answer, body)


def _check_status(answer: Answer, visit: Visit) -> None:
    """Return if the answer carries a page; raises Redirect, NotModified or the error for its status."""
    status, visit.headers = answer.status, answer.headers
    if status in _REDIRECTS and answer.headers.get("location"):
        raise Redirect(as_utf8(answer.headers["location"]), permanent=status in _PERMANENT)
    if status == 304 and visit.validators:
        raise NotModified
    if status in (204, 205):
        raise Empty(f"{answer.host} says that this page is empty ({status}). {BROWSER}")
    if not 200 <= status < 300:
        error = status_fault(status, answer.host, answer.headers)
        error.wait = retry_after(answer.headers)
        raise error


def _document(url: str, answer: Answer, body: Body) -> Document:
    reason = body.shortfall
    if answer.status == 206 and reason is None:
        reason = f"{answer.host} sent only part of the page. {AGAIN}"
    if not body.data.strip():
        if reason:
            raise fault(body.code or "cut", reason)
        raise Empty(f"{answer.host} sent an empty page. {BROWSER}")
    document = Document(
        address=url,
        data=body.data,
        url=url,
        media_type=answer.media_type,
        charset=answer.charset,
        etag=_validator(answer.headers.get("etag")),
        last_modified=_validator(answer.headers.get("last-modified")),
        fetched=_now(),
    )
    if reason is None and _is_html(document) and _breaks_off(body.data):
        reason = f"The page breaks off in the middle, as {answer.host} sent it. {AGAIN}"
    if reason is None:
        return document
    # No validators for a truncated copy: the server would say that it is still current.
    return replace(
        document, etag=None, last_modified=None, notices=(Notice("part", f"Only part of the page arrived. {reason}"),)
    )


def _breaks_off(data: bytes) -> bool:
    """Return whether HTML ends inside a tag or mid-text, as it does if its length was wrong."""
    end = data[-4096:].lower().rstrip()
    if b"<html" not in data[:4096].lower() or b"</html" in end or b"</body" in end:
        return False
    return not end.endswith(b">") or len(re.findall(rb"<article[\s>]", data)) > data.count(b"</article")


def _is_html(document: Document) -> bool:
    return document.media_type in (None, "text/html", "application/xhtml+xml")


def _validator(value: str | None) -> str | None:
    return clean_line(value)[:1000] if value else None


def _host(url: str) -> str:
    try:
        return clean_line(urlsplit(url).hostname or "")
    except ValueError:
        return ""


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
