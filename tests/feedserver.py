"""A server of feeds on many loopback hosts: connections stay open, validators are checked, and all requests are noted."""

from __future__ import annotations

import socket
from collections import Counter
from collections.abc import Callable
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from time import sleep

Page = tuple[int, dict[str, str], bytes]


def feed(*titles: str, home: str = "http://127.0.0.1/", extra: str = "") -> bytes:
    """Return an RSS feed with an item of each title."""
    items = "".join(
        f"<item><guid>{title}</guid><title>{title}</title><link>{home}{title}</link>"
        f"<description>About {title}.</description></item>"
        for title in titles
    )
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>Paper</title>{extra}{items}</channel></rss>'.encode()
    )


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        ours: FeedServer = self.server.ours  # type: ignore[attr-defined]
        host = self.server.server_address[0]
        with ours.lock:
            ours.asked.append((str(host), self.path, {name.lower(): value for name, value in self.headers.items()}))
            ours.connections.add(self.client_address)
            ours.busy[host] += 1
            ours.most_at_once = max(ours.most_at_once, ours.busy[host])
            ours.most_hosts = max(ours.most_hosts, sum(map(bool, ours.busy.values())))
        try:
            sleep(ours.pause)
            status, headers, body = ours.page(self.path, dict(self.headers))
        finally:
            with ours.lock:
                ours.busy[host] -= 1
        head = f"HTTP/1.1 {status} X\r\nContent-Length: {len(body)}\r\n"
        head += "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        self.wfile.write(head.encode() + b"\r\n" + body)

    def log_message(self, *_: object) -> None:
        pass


class _Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        pass


class FeedServer:
    """Serves `pages` by path, each as its bytes, as (status, headers, bytes), or as a function that returns that."""

    def __init__(self, hosts: int = 1) -> None:
        self.pages: dict[str, bytes | Page | Callable[[], Page]] = {}
        self.validators = True
        """Whether what is given as bytes comes with an ETag."""
        self.pause = 0.0
        self.asked: list[tuple[str, str, dict[str, str]]] = []
        self.connections: set[object] = set()
        self.busy: Counter[object] = Counter()
        self.most_at_once = 0
        """The most requests that one host had at a time."""
        self.most_hosts = 0
        """The most hosts that had one."""
        self.lock = Lock()
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self._servers = [_Quiet((f"127.0.0.{number}", self.port), _Handler) for number in range(1, hosts + 1)]
        for server in self._servers:
            server.ours = self  # type: ignore[attr-defined]
            Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()

    def page(self, path: str, headers: dict[str, str]) -> Page:
        found = self.pages.get(path, (404, {}, b"no"))
        if callable(found):
            found = found()
        if isinstance(found, tuple):
            return found
        given = {"Content-Type": "application/rss+xml"}
        if self.validators:
            given["ETag"] = f'W/"{sha256(found).hexdigest()[:8]}"'
            if headers.get("If-None-Match") == given["ETag"]:
                return 304, given, b""
        return 200, given, found

    def url(self, path: str, host: int = 1) -> str:
        return f"http://127.0.0.{host}:{self.port}{path}"

    def times(self, path: str) -> int:
        return sum(asked == path for _, asked, _ in self.asked)

    def close(self) -> None:
        for server in self._servers:
            server.shutdown()
            server.server_close()
