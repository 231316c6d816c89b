"""A server on loopback with every fault that a page can have on its way; one raw socket a connection."""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import re
import socket
import struct
import threading
import time
import zlib
from collections.abc import Callable
from functools import cache

STORY = b"The ferry began to run again on Tuesday after the storm had passed over the strait. "
PAGE = (
    b"<!doctype html><html lang=en><head><meta charset=utf-8><title>The ferry runs again</title></head><body><article>"
    b"<h1>The ferry runs again</h1>"
    + b"".join(b"<p>%s</p>" % (STORY * 3) for _ in range(20))
    + b"</article></body></html>"
)
PICTURE = (
    b"BM" + struct.pack("<IIIIiiHHIIIIII", 86, 0, 54, 40, 2, 4, 1, 24, 0, 32, 0, 0, 0, 0) + b"\0\0\xff" * 2 + b"\0\0"
)
PICTURE += PICTURE[-8:] * 3
"""A red picture of 2 by 4 pixels, as a bitmap."""
HALF = PAGE[: len(PAGE) // 2]

Handler = Callable[["Talk"], None]


class Talk:
    """One request and the connection it came by."""

    def __init__(self, server: FaultServer, connection: socket.socket, path: str, headers: dict[str, str]) -> None:
        self.server = server
        self.connection = connection
        self.path = path
        self.headers = headers

    def send(self, data: bytes) -> None:
        self.connection.sendall(data)

    def answer(self, body: bytes = PAGE, status: str = "200 OK", length: int | None = -1, **headers: str) -> None:
        lines = [f"HTTP/1.1 {status}", "Connection: close"]
        if length is not None:
            lines.append(f"Content-Length: {len(body) if length < 0 else length}")
        given = {"content_type": "text/html; charset=utf-8", **headers}
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in given.items() if value]
        self.send("\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body)

    def reset(self) -> None:
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()

    def until_gone(self, piece: bytes, pause: float = 0.0) -> None:
        with contextlib.suppress(OSError):
            for _ in range(1 << 20):
                self.send(piece)
                if pause:
                    time.sleep(pause)


class FaultServer:
    """Listens on a free port of 127.0.0.1; `asked` keeps the paths and headers of all requests."""

    def __init__(self, tls: object = None) -> None:
        _bomb()  # made before anybody waits for them
        _deflated_bomb()
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.now = "good"
        """What stands under the address `now`."""
        self._tls = tls
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        scheme = "http" if self._tls is None else "https"
        return f"{scheme}://{host}:{self.port}/{path}"

    def times(self, path: str) -> int:
        return sum(asked == path for asked, _ in self.asked)

    def close(self) -> None:
        self._listener.close()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._talk, args=(connection,), daemon=True).start()

    def _talk(self, connection: socket.socket) -> None:
        if self._tls is not None:
            try:
                connection = self._tls.wrap_socket(connection, server_side=True, do_handshake_on_connect=False)
            except OSError:
                return
        with contextlib.suppress(OSError), connection:
            head = b""
            while b"\r\n\r\n" not in head:
                piece = connection.recv(65536)
                if not piece:
                    return
                head += piece
                if head[:7] == b"CONNECT":
                    connection.sendall(b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")
                    return
                if head[:1] != b"G":
                    connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
                    return
            first, *lines = head.split(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
            path = re.sub(r"^http://[^/]+", "", first.split()[1]).lstrip("/")  # with its host where we are the proxy
            headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
            self.asked.append((path, headers))
            name = self.now if path == "now" else path.partition("?")[0]
            kind, _, rest = name.partition("/")
            handler = HANDLERS.get(name) or HANDLERS.get(kind)
            talk = Talk(self, connection, rest, headers)
            if handler is None:
                talk.answer(b"<p>no such page", "404 Not Found")
            else:
                handler(talk)
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)


@cache
def _bomb(size: int = 1 << 26) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    zeros = b" " * (1 << 20)
    start = packer.compress(HALF)
    return start + b"".join(packer.compress(zeros) for _ in range(size >> 20)) + packer.flush()


@cache
def _deflated_bomb() -> bytes:
    return zlib.compress(bytes(1 << 26), 9)


def _garbled() -> bytes:
    words = b" ".join(hashlib.sha256(b"%d" % number).hexdigest().encode() for number in range(500))
    packed = bytearray(gzip.compress(HALF + words))
    packed[9000:9100] = b"\xff\x00" * 50
    return bytes(packed)


def _status(talk: Talk) -> None:
    talk.answer(b"<html><h1>The error page</h1><p>" + STORY * 20 + b"</html>", f"{talk.path} Whatever \x1b]0;x\x07")


def _conditional(talk: Talk) -> None:
    if talk.headers.get("if-none-match") == '"v1"':
        talk.send(b'HTTP/1.1 304 Not Modified\r\nETag: "v1"\r\nConnection: close\r\n\r\n')
    else:
        talk.answer(etag='"v1"', last_modified="Mon, 01 Jun 2026 10:00:00 GMT")


def _busy(talk: Talk) -> None:
    asked = talk.server.times(f"busy/{talk.path}")
    if asked < 2:
        talk.answer(b"", "503 Service Unavailable", retry_after=talk.path)
    else:
        talk.answer()


def _refresh(target: str) -> Handler:
    return lambda talk: talk.answer(
        f'<html><head><meta http-equiv="refresh" content="0; url={target}"></head><body>Moved</body></html>'.encode()
    )


def _redirect(target: str, status: str = "302 Found") -> Handler:
    return lambda talk: talk.answer(b"", status, location=target)


def _flaky(talk: Talk) -> None:
    if talk.server.times("flaky") < 2:
        talk.reset()
    else:
        talk.answer()


def _short(talk: Talk) -> None:
    talk.answer(HALF, length=len(PAGE))


def _slow(talk: Talk) -> None:
    talk.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(PAGE) + HALF)
    time.sleep(1)
    talk.send(PAGE[len(HALF) :])


def _reset_midway(talk: Talk) -> None:
    talk.answer(HALF, length=len(PAGE))
    time.sleep(0.05)
    talk.reset()


def _part(talk: Talk) -> None:
    number = int(talk.path)
    more = f'<link rel="next" href="/part/{number + 1}">' if number < 3 else ""
    body = f"<p>Part {number}. {STORY.decode() * 4}</p>" * 3
    talk.answer(
        f"<html><head>{more}<title>In parts</title></head><body><article>{body}</article></body></html>".encode()
    )


def _leaf(talk: Talk) -> None:
    """A story on numbered pages; where one page has it all, a link says so."""
    kind, _, number = talk.path.partition("/")
    ways = " ".join(f'<a href="/leaf/{kind}/{n}">{n}</a>' for n in (1, 2, 3) if str(n) != number)
    if kind == "whole":
        ways += ' <a href="/leaf/whole/all">View all</a>'
    numbers = (1, 2, 3) if number == "all" else (int(number),)
    body = "".join(f"<p>Leaf {n}, {line}. {STORY.decode() * 3}</p>" for n in numbers for line in range(3))
    page = f"<html><head><title>On leaves</title></head><body><article><h1>On leaves</h1>{body}<p>{ways}</p></article></body></html>"
    talk.answer(page.encode())


def _chunked(body: bytes) -> Handler:
    return lambda talk: talk.answer(body, length=None, transfer_encoding="chunked")


HANDLERS: dict[str, Handler] = {
    "good": lambda talk: talk.answer(),
    "picture": lambda talk: talk.answer(PICTURE, content_type="image/bmp"),
    "no-length": lambda talk: talk.answer(length=None),
    "status": _status,
    "gone-quiet": lambda talk: time.sleep(60),
    "empty": lambda talk: talk.answer(b""),
    "blank": lambda talk: talk.answer(b" \n\t "),
    "nothing": lambda talk: talk.send(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"),
    "conditional": _conditional,
    "busy": _busy,
    "flaky": _flaky,
    # Ways that lead elsewhere.
    "loop": _redirect("/loop"),
    "circle-a": _redirect("/circle-b"),
    "circle-b": _redirect("/circle-a"),
    "endless-hops": lambda talk: talk.answer(b"", "302 Found", location=f"/endless-hops/{len(talk.server.asked)}"),
    "hop": _redirect("/good"),
    "hop-umlaut": _redirect("/\u00fcber".encode().decode("latin-1")),
    "\u00fcber": lambda talk: talk.answer(),
    "%C3%BCber": lambda talk: talk.answer(),
    "hop-nowhere": lambda talk: talk.answer(b"", "302 Found"),
    "hop-file": _redirect("file:///etc/passwd"),
    "hop-ftp": _redirect("ftp://example.com/x"),
    "hop-data": _redirect("data:text/html,<p>x"),
    "hop-script": _redirect("javascript:alert(1)"),
    "hop-bad-host": _redirect("http://[::1"),
    "hop-no-host": _redirect("http:///nohost"),
    "hop-bad-name": _redirect("http://xn--a.xn--\u00ff/"),
    "hop-network": _redirect("http://192.168.1.1/good"),
    "hop-home": lambda talk: talk.answer(b"", "302 Found", location=f"http://127.0.0.1:{talk.server.port}/good"),
    "refresh": _refresh("/good"),
    "refresh-loop": _refresh("/refresh-loop?x"),
    "refresh-endless": lambda talk: _refresh(f"/refresh-endless/{len(talk.server.asked)}")(talk),
    "refresh-file": _refresh("file:///etc/passwd"),
    # Codings.
    "gzip": lambda talk: talk.answer(gzip.compress(PAGE), content_encoding="gzip"),
    "deflate": lambda talk: talk.answer(zlib.compress(PAGE), content_encoding="deflate"),
    "bare-deflate": lambda talk: talk.answer(zlib.compress(PAGE)[2:-4], content_encoding="deflate"),
    "two-members": lambda talk: talk.answer(
        gzip.compress(HALF) + gzip.compress(PAGE[len(HALF) :]), content_encoding="gzip"
    ),
    "not-gzip": lambda talk: talk.answer(PAGE, content_encoding="gzip"),
    "gzip-twice": lambda talk: talk.answer(gzip.compress(gzip.compress(PAGE)), content_encoding="gzip, gzip"),
    "brotli": lambda talk: talk.answer(b"\x8b\x02\x80hello\x03", content_encoding="br"),
    "cut-gzip": lambda talk: talk.answer(gzip.compress(PAGE * 20)[:-300], content_encoding="gzip"),
    "garbled-gzip": lambda talk: talk.answer(_garbled(), content_encoding="gzip"),
    "bomb": lambda talk: talk.answer(_bomb(), content_encoding="gzip"),
    "deflate-bomb": lambda talk: talk.answer(_deflated_bomb(), content_encoding="deflate"),
    "bomb-in-gzip": lambda talk: talk.answer(gzip.compress(_bomb()), content_encoding="gzip"),
    # Lengths, pieces, ends.
    "short": _short,
    "slow": _slow,
    "reset-midway": _reset_midway,
    "reset": lambda talk: talk.reset(),
    "close": lambda talk: None,
    "length-too-small": lambda talk: talk.answer(PAGE, length=len(PAGE) // 2),
    "two-lengths": lambda talk: talk.send(
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 7\r\nConnection: close\r\n\r\nhello!!"
    ),
    "length-nonsense": lambda talk: talk.send(b"HTTP/1.1 200 OK\r\nContent-Length: banana\r\n\r\nhello"),
    "chunked": _chunked(b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE)),
    "bad-chunk": _chunked(b"%x\r\n%s\r\nzzz\r\nmore\r\n" % (len(HALF), HALF)),
    "cut-chunk": _chunked(b"%x\r\n%s" % (len(PAGE), HALF)),
    # What never ends.
    "endless": lambda talk: (talk.answer(b"", length=None), talk.until_gone(PAGE))[0],
    "endless-chunks": lambda talk: (
        _chunked(b"%x\r\n%s\r\n" % (len(HALF), HALF))(talk),
        talk.until_gone(b"5\r\nhello\r\n", 0.01),
    )[0],
    "drip": lambda talk: (talk.answer(HALF, length=len(PAGE)), talk.until_gone(b" ", 0.05))[0],
    "drip-head": lambda talk: (talk.send(b"HTTP/1.1 200 OK\r\nX-Slow: "), talk.until_gone(b"a", 0.05))[0],
    "endless-head": lambda talk: (
        talk.send(b"HTTP/1.1 200 OK\r\n"),
        talk.until_gone(b"X-More: " + b"a" * 80 + b"\r\n"),
    )[0],
    "endless-hints": lambda talk: talk.until_gone(b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n", 0.01),
    "silence-midway": lambda talk: (talk.answer(HALF, length=len(PAGE)), time.sleep(60))[0],
    "big-head": lambda talk: talk.answer(x_big="a" * 90_000),
    "many-cookies": lambda talk: talk.answer(
        x_set="\r\n".join(["a"] + [f"Set-Cookie: c{i}={'x' * 40}" for i in range(1200)])
    ),
    # Not what it says.
    "ssh": lambda talk: talk.send(b"SSH-2.0-OpenSSH_9.2\r\n\r\n"),
    "noise": lambda talk: talk.send(bytes(range(256)) * 4),
    "http-nonsense": lambda talk: talk.send(b"HTTP/9.9 abc\r\n\r\n"),
    "status-999": lambda talk: talk.answer(status="999 Odd"),
    "pdf": lambda talk: talk.answer(b"%PDF-1.7\n" + b"\0" * 50, content_type="application/pdf"),
    "pdf-as-html": lambda talk: talk.answer(b"%PDF-1.7\n" + b"\0" * 50),
    "png-as-html": lambda talk: talk.answer(b"\x89PNG\r\n\x1a\n" + b"\0" * 50),
    "film": lambda talk: talk.answer(b"\0" * 50, content_type="video/mp4"),
    "no-type": lambda talk: talk.answer(content_type=""),
    "odd-type": lambda talk: talk.answer(content_type="text/\x1b[31mhtml; charset=\x1b[31m"),
    "challenge": lambda talk: talk.answer(b"Just a moment...", "403 Forbidden", cf_mitigated="challenge"),
    "part": _part,
    "leaf": _leaf,
}
