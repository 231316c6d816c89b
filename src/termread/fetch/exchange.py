"""One request and its answer, through httpx's transport, under one deadline: no redirects, no cookies, no decoding happen behind our back."""

from __future__ import annotations

import contextlib
import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from termread.config import FetchSettings
from termread.errors import TermreadError, UsageError
from termread.fetch.addresses import named_host
from termread.fetch.faults import BROWSER, fault, fault_of, proxy_fault
from termread.fetch.hosts import Reach, proxy_for, reach, request_headers, site_for
from termread.values import dataclass

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Mapping

    import httpx


class Deadline:
    """Cuts every connection it knows of once its *seconds* are over; use it as a context."""

    def __init__(self, seconds: float) -> None:
        """Begin to count."""
        self.seconds = seconds
        self.passed = False
        self._until = monotonic() + seconds
        self._sockets: list[socket.socket] = []
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True

    @property
    def left(self) -> float:
        """Seconds that are left."""
        return max(0.0, self._until - monotonic())

    def watch(self, connection: socket.socket) -> None:
        """Cut *connection* too when the time is over."""
        self._sockets.append(connection)
        if self.passed:
            self._cut()

    def __enter__(self) -> Self:
        """Start the clock."""
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop the clock and let the connections go."""
        self._timer.cancel()
        for connection in self._sockets:
            connection.close()

    def _cut(self) -> None:
        self.passed = True
        for connection in self._sockets:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)


_CHARSET = re.compile(r"charset\s*=\s*[\"']?([^\s\"';,]{1,60})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Asked:
    """A request: where, with which further headers, and how near it may lead; *found* is told how near it did."""

    url: str
    host: str
    extra: Mapping[str, str]
    reach: Reach
    found: Callable[[Reach], None]
    own: bool = False
    """Whether the reader's own headers for the site go along."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The head of an answer, and its body still packed, to be drawn from `chunks`."""

    host: str
    """As sentences name it."""
    status: int
    headers: Mapping[str, str]
    chunks: Iterator[bytes]

    @property
    def media_type(self) -> str | None:
        """As declared, lower case, without parameters."""
        declared = self.headers.get("content-type", "").partition(";")[0].strip().lower()
        return declared or None

    @property
    def charset(self) -> str | None:
        """As declared."""
        found = _CHARSET.search(self.headers.get("content-type", ""))
        return found.group(1) if found else None

    @property
    def length(self) -> int | None:
        """Bytes of the body as declared."""
        declared = self.headers.get("content-length", "")
        return int(declared) if declared.isascii() and declared.isdigit() and len(declared) < 16 else None


@contextmanager
def exchange(asked: Asked, settings: FetchSettings, deadline: Deadline) -> Iterator[Answer]:
    """Ask, and give the answer while the connection is open; every fault on the way is a TermreadError."""
    import httpx

    try:
        request = _request(asked, settings, deadline)
        with _transport(asked, request.url.scheme, settings, deadline) as transport:
            response = transport.handle_request(request)
            try:
                host = named_host(asked.host)
                _check_size(response, host, settings)
                headers = {name.lower(): value for name, value in response.headers.items()}
                assert isinstance(response.stream, httpx.SyncByteStream)
                yield Answer(host, response.status_code, headers, iter(response.stream))
            finally:
                response.close()
    except TermreadError:
        raise
    except (httpx.HTTPError, httpx.InvalidURL, OSError, UnicodeError, ValueError, RuntimeError) as error:
        proxy = None if deadline.passed else _proxy(asked, settings)
        away = proxy_fault(error, named_host(asked.host), proxy) if proxy else None
        raise away or described(error, named_host(asked.host), deadline) from error


def described(error: BaseException, host: str, deadline: Deadline) -> TermreadError:
    """Return the sentence for *error*; where the deadline cut the connection, it is that."""
    if deadline.passed:
        return fault("deadline", f"{host} took longer than {deadline.seconds:g} seconds in total. Try again later.")
    return fault_of(error, host)


def _request(asked: Asked, settings: FetchSettings, deadline: Deadline) -> httpx.Request:
    import httpx

    headers = {**request_headers(asked.url, settings, site_for(asked.host, settings), own=asked.own), **asked.extra}
    connecting = max(0.001, min(settings.connect_seconds, deadline.left))  # the deadline cuts only what is connected
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
        # The address of the connection, not the name: a name may stand for any. Behind a proxy only the name is known.
        near = reach(asked.host) if proxied else max(reach(asked.host), reach(connection.getpeername()[0]))
        if near > asked.reach:
            info["return_value"].close()
            raise near_fault(named_host(asked.host), near)
        asked.found(near)

    return httpx.Request("GET", asked.url, headers=headers, extensions={"timeout": timeout, "trace": trace})


def near_fault(host: str, found: Reach) -> TermreadError:
    """Return the error of a page that leads nearer than it lies itself."""
    where = "this computer itself" if found == Reach.COMPUTER else "your own network"
    return fault(
        "local",
        f"The page leads to {where} ({host}), which pages from the internet may not. "
        "Open that address yourself if it is what you want.",
    )


def _transport(asked: Asked, scheme: str, settings: FetchSettings, deadline: Deadline) -> httpx.HTTPTransport:
    import httpx

    proxy = _proxy(asked, settings)
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
    """Look the name up in a thread of its own, since the system's look-up knows no deadline; raises its fault."""
    import socket

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
    """Return whom we trust: what SSL_CERT_FILE or SSL_CERT_DIR name, else the usual authorities."""
    import httpx

    return httpx.create_ssl_context()


def _check_size(response: httpx.Response, host: str, settings: FetchSettings) -> None:
    if sum(len(name) + len(value) + 4 for name, value in response.headers.raw) > settings.header_bytes:
        raise fault("headers", f"{host} sent more headers than any page needs, so its response was not read. {BROWSER}")
