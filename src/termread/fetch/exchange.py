"""One HTTP request through httpx's transport, under one deadline, with no implicit redirects, cookies or decoding."""

from __future__ import annotations

import contextlib
import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

from termread.config import FetchSettings
from termread.errors import TermreadError, UsageError
from termread.fetch.addresses import named_host
from termread.fetch.connections import Line
from termread.fetch.deadline import Deadline
from termread.fetch.faults import BROWSER, fault, fault_of, proxy_fault
from termread.fetch.hosts import Reach, origin_of, proxy_for, reach, request_headers, site_for
from termread.text import regex
from termread.values import dataclass

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Mapping

    import httpx

    from termread.fetch.connections import Connections


_CHARSET = regex(r"charset\s*=\s*[\"']?([^\s\"';,]{1,60})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Asked:
    """A request: its address, extra headers, and how near it may reach; *found* is set to how near it did."""

    url: str
    host: str
    extra: Mapping[str, str]
    reach: Reach
    found: Callable[[Reach], None]
    own: bool = False
    """Whether to send the reader's own headers for the site."""
    connections: Connections | None = None
    """Those to keep open and use again, or None for a connection of its own."""
    method: str = "GET"
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Answer:
    """The head of a response, with the body still compressed, to be read from `chunks`."""

    host: str
    """The host, as shown in messages."""
    status: int
    headers: Mapping[str, str]
    chunks: Iterator[bytes]

    @property
    def media_type(self) -> str | None:
        """The declared media type, in lower case and without parameters."""
        declared = self.headers.get("content-type", "").partition(";")[0].strip().lower()
        return declared or None

    @property
    def charset(self) -> str | None:
        """The declared charset."""
        found = _CHARSET.search(self.headers.get("content-type", ""))
        return found.group(1) if found else None

    @property
    def length(self) -> int | None:
        """The declared length of the body in bytes."""
        declared = self.headers.get("content-length", "")
        return int(declared) if declared.isascii() and declared.isdigit() and len(declared) < 16 else None


_DRAINED = 1 << 16


@contextmanager
def exchange(asked: Asked, settings: FetchSettings, deadline: Deadline) -> Iterator[Answer]:
    """Send the request and yield the response while the connection is open; every failure is a TermreadError."""
    import httpx

    try:
        with _line(asked, settings, deadline) as line:
            response = line.transport.handle_request(_request(asked, settings, deadline, line))
            try:
                host = named_host(asked.host)
                _check_size(response, host, settings)
                headers = {name.lower(): value for name, value in response.headers.items()}
                assert isinstance(response.stream, httpx.SyncByteStream)
                answer = Answer(host, response.status_code, headers, iter(response.stream))
                try:
                    yield answer
                finally:
                    if asked.connections is not None:
                        _drain(answer)
            finally:
                response.close()
    except TermreadError:
        raise
    except (httpx.HTTPError, httpx.InvalidURL, OSError, UnicodeError, ValueError, RuntimeError) as error:
        proxy = None if deadline.passed else _proxy(asked, settings)
        away = proxy_fault(error, named_host(asked.host), proxy) if proxy else None
        raise away or described(error, named_host(asked.host), deadline) from error


def _drain(answer: Answer) -> None:
    """Read the body of an *answer* that has no page, if it is short, so that the connection can be used again."""
    if answer.status >= 300 and (answer.status == 304 or (answer.length or 0) <= _DRAINED):
        with contextlib.suppress(Exception):
            for _ in answer.chunks:
                pass


def described(error: BaseException, host: str, deadline: Deadline) -> TermreadError:
    """Return the sentence for *error*, or a timeout if the deadline cut the connection."""
    if deadline.passed:
        return fault("deadline", f"{host} took longer than {deadline.seconds:g} seconds in total. Try again later.")
    return fault_of(error, host)


@contextmanager
def _line(asked: Asked, settings: FetchSettings, deadline: Deadline) -> Iterator[Line]:
    """Lend a line to the host of *asked*; one that is connected already is checked and watched like a new one."""
    scheme, proxy = asked.url.partition(":")[0].lower(), _proxy(asked, settings)
    if asked.connections is None:
        with _transport(asked, scheme, proxy, settings, deadline) as transport:
            yield Line(transport)
        return

    def make() -> Line:
        return Line(_transport(asked, scheme, proxy, settings, deadline))

    with asked.connections.to(asked.host, (*origin_of(asked.url), proxy), make) as line:
        if line.socket is not None and line.near is not None:
            _admit(asked, line.near)
            deadline.watch(line.socket.dup())
        yield line


def _admit(asked: Asked, near: Reach) -> None:
    """Report how near the host is; raises an error if it is nearer than the request may reach."""
    if near > asked.reach:
        raise near_fault(named_host(asked.host), near)
    asked.found(near)


def _request(asked: Asked, settings: FetchSettings, deadline: Deadline, line: Line) -> httpx.Request:
    import httpx

    headers = {**request_headers(asked.url, settings, site_for(asked.host, settings), own=asked.own), **asked.extra}
    if asked.connections is not None:
        headers["Connection"] = "keep-alive"
    connecting = max(0.001, min(settings.connect_seconds, deadline.left))  # it only cuts established connections
    timeout = {
        "connect": connecting,
        "read": settings.idle_seconds,
        "write": settings.idle_seconds,
        "pool": connecting,
    }
    proxied = _proxy(asked, settings) is not None

    def trace(event: str, info: dict[str, Any]) -> None:
        if event != "connection.connect_tcp.complete":
            return
        connection = info["return_value"].get_extra_info("socket").dup()
        deadline.watch(connection)
        # Check the connected address, not the name, which may resolve to any. Behind a proxy only the name is known.
        near = reach(asked.host) if proxied else max(reach(asked.host), reach(connection.getpeername()[0]))
        try:
            _admit(asked, near)
        except TermreadError:
            info["return_value"].close()
            raise
        if asked.connections is not None:
            line.connected(connection.dup(), near)

    content = None if asked.method == "GET" else asked.body
    extensions = {"timeout": timeout, "trace": trace}
    return httpx.Request(asked.method, asked.url, headers=headers, content=content, extensions=extensions)


def near_fault(host: str, found: Reach) -> TermreadError:
    """Return the error for a page that leads to something nearer than itself."""
    where = "this computer itself" if found == Reach.COMPUTER else "your own network"
    return fault(
        "local",
        f"The page leads to {where} ({host}), which pages from the internet may not. "
        "Open that address yourself if it is what you want.",
    )


def _transport(
    asked: Asked, scheme: str, proxy: str | None, settings: FetchSettings, deadline: Deadline
) -> httpx.HTTPTransport:
    import httpx

    if proxy is None:
        _look_up(asked.host, min(settings.connect_seconds, deadline.left))
    try:
        return httpx.HTTPTransport(
            verify=_trust() if scheme == "https" or proxy else False,
            proxy=None if proxy is None else httpx.Proxy(proxy),
            trust_env=False,
        )
    except (ImportError, ValueError, httpx.InvalidURL):
        raise UsageError(
            f"The proxy for {named_host(asked.host)} is not one termread can use: http:// and https:// proxies are."
        ) from None


def _proxy(asked: Asked, settings: FetchSettings) -> str | None:
    scheme = asked.url.partition(":")[0].lower()
    return proxy_for(scheme, asked.host, settings, site_for(asked.host, settings))


def _look_up(host: str, seconds: float) -> None:
    """Resolve the name in a separate thread, as the system resolver has no timeout; raises its error."""
    import httpx

    errors: list[BaseException] = []
    name = httpx.URL(f"http://{f'[{host}]' if ':' in host else host}/").raw_host.decode("ascii")

    def look_up() -> None:
        try:
            socket.getaddrinfo(name, None, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            errors.append(error)

    thread = threading.Thread(target=look_up, daemon=True)
    thread.start()
    thread.join(seconds)
    if thread.is_alive():
        raise fault(
            "dns-slow",
            f"The name {named_host(host)} could not be looked up in time. Check your connection, then try again.",
        )
    if errors:
        raise fault_of(errors[0], named_host(host))


@cache
def _trust() -> ssl.SSLContext:
    """Return the trusted authorities: those of SSL_CERT_FILE or SSL_CERT_DIR, else the usual ones."""
    import httpx

    return httpx.create_ssl_context()


def _check_size(response: httpx.Response, host: str, settings: FetchSettings) -> None:
    if sum(len(name) + len(value) + 4 for name, value in response.headers.raw) > settings.header_bytes:
        raise fault("headers", f"{host} sent more headers than any page needs, so its response was not read. {BROWSER}")
