"""Requests to the API of a server that has an account for the reader: no redirects, no retries, one sentence for what fails."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import urlencode, urlsplit

from termread.config import FetchSettings
from termread.errors import TermreadError, TooLarge
from termread.fetch.addresses import checked_url, named_host
from termread.fetch.body import read_body, silent
from termread.fetch.deadline import Deadline
from termread.fetch.exchange import Answer, Asked, exchange
from termread.fetch.faults import fault, retry_after, status_fault
from termread.fetch.hosts import Reach
from termread.text import clean_line
from termread.values import dataclass

Pairs = Iterable[tuple[str, str]]
_JSON, _FORM = "application/json", "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Call:
    """One request: a path below the server's address, its query, and what is sent."""

    path: str
    query: tuple[tuple[str, str], ...] = ()
    method: str = "GET"
    form: tuple[tuple[str, str], ...] | None = None
    json: str | None = None


def request(address: str, call: Call, headers: Mapping[str, str], settings: FetchSettings) -> bytes:
    """Send *call* to the server at *address* with these *headers*, and return the body of its answer.

    Raises Unreachable, with the code `status-N` for an HTTP status that is no success; TooLarge; or UsageError for an
    address that cannot be asked.
    """
    url = checked_url(f"{address}/{call.path}" + (f"?{urlencode(call.query)}" if call.query else ""))
    host = urlsplit(url).hostname or ""
    extra, body = {"Accept": _JSON, **headers}, b""
    if call.form is not None:
        extra["Content-Type"], body = _FORM, urlencode(call.form).encode("ascii")
    elif call.json is not None:
        extra["Content-Type"], body = _JSON, call.json.encode("utf-8")
    asked = Asked(url, host, extra, Reach.COMPUTER, lambda _near: None, own=True, method=call.method, body=body)
    with Deadline(settings.total_seconds) as deadline, exchange(asked, settings, deadline) as answer:
        _check(answer, address)
        if answer.status in (204, 205):
            return b""
        found = read_body(answer, settings, silent, deadline, page=False)
    if found.shortfall:
        if found.code in ("large", "bomb"):
            raise TooLarge(f"{named_host(host)} answered with more than termread takes at a time.", code="large")
        raise fault(found.code or "cut", found.shortfall)
    return found.data


def _check(answer: Answer, address: str) -> None:
    status, host = answer.status, answer.host
    if 200 <= status < 300:
        return
    if target := answer.headers.get("location", "") if 300 <= status < 400 else "":
        raise fault(
            f"status-{status}",
            f"{host} redirects to {clean_line(target)[:100]}, and termread sends a password only to the address you set. "
            "If that is your server, set its address under [server].",
        )
    error: TermreadError
    match status:
        case 401 | 403:
            error = fault(
                f"status-{status}",
                f"{host} refuses the name or the password ({status}). Check user and password_command, or token_command, "
                "under [server]; FreshRSS and Miniflux want the password of their API.",
            )
        case 404 | 405:
            error = fault(
                f"status-{status}",
                f"{host} has no such API at {clean_line(address)[:200]} ({status}). Check kind and address under [server].",
            )
        case 408 | 429 | 500 | 502 | 503 | 504:
            error = status_fault(status, host, answer.headers)
            error.wait = retry_after(answer.headers)
        case _:
            error = fault(f"status-{status}", f"{host} does not understand what termread asked of its API ({status}).")
    raise error
