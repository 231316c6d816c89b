"""A server on loopback that follows feeds, with the documented shapes of Miniflux's API and of the Google Reader API.

Where each shape is documented: docs/servers.md. No code of those servers is in here.
"""

from __future__ import annotations

import json
import threading
import time
from base64 import b64encode
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

USER, PASSWORD, TOKEN = "reader", "open sesame/é", "api-token-1"
EDIT_TOKEN = "edit-1".ljust(57, "Z")


@dataclass
class Entry:
    """A story on the server."""

    id: int
    feed: int
    title: str = "A story"
    url: str = ""
    content: str = "<p>The whole text.</p>"
    unread: bool = True
    starred: bool = False
    changed: float = 0.0
    more: dict[str, Any] = field(default_factory=dict)


@dataclass
class Feed:
    """A feed that the server follows."""

    id: int
    title: str
    url: str
    home: str = "https://example.com/"
    category: str = "News"


class NewsServer:
    """The store and the server; use it as a context manager."""

    def __init__(self) -> None:
        self.feeds: dict[int, Feed] = {}
        self.entries: dict[int, Entry] = {}
        self.requests: list[tuple[str, str]] = []
        self.fault: Callable[[BaseHTTPRequestHandler], bool] = lambda _handler: False
        """Answers instead, if it returns true."""
        self.edit_token = EDIT_TOKEN
        self.prefix = ""
        self._clock = 1_795_000_000.0
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}{self.prefix}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def tick(self) -> float:
        self._clock += 1
        return self._clock

    def add_feed(self, title: str = "A paper", category: str = "News") -> Feed:
        number = len(self.feeds) + 1
        feed = self.feeds[number] = Feed(number, title, f"https://example.com/{number}.xml?a=1&b=2", category=category)
        return feed

    def add(self, feed: Feed, count: int = 1, **more: Any) -> list[Entry]:
        added = []
        for _ in range(count):
            number = max(self.entries, default=0x1F00) + 1
            given = {"title": f"Story {number}", "url": f"https://example.com/{feed.id}/{number}", **more}
            entry = self.entries[number] = Entry(number, feed.id, changed=self.tick(), **given)
            added.append(entry)
        return added

    def mark(self, entry: int, *, unread: bool | None = None, starred: bool | None = None) -> None:
        """Mark a story, as its reader would on the server's own pages."""
        there = self.entries[entry]
        there.unread = there.unread if unread is None else unread
        there.starred = there.starred if starred is None else starred
        there.changed = self.tick()

    def marks(self) -> dict[int, tuple[bool, bool]]:
        return {entry.id: (entry.unread, entry.starred) for entry in self.entries.values()}


def _moment(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="microseconds")


class _Refused(Exception):
    """An answer that is an error: its status and body."""


def _handler(server: NewsServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

        def do_GET(self) -> None:
            with suppress(BrokenPipeError, ConnectionResetError):
                self._answer()

        def do_POST(self) -> None:
            self.do_GET()

        def do_PUT(self) -> None:
            self.do_GET()

        def _answer(self) -> None:
            url = urlsplit(self.path)
            length = int(self.headers.get("Content-Length") or 0)
            self.body = self.rfile.read(length).decode() if length else ""
            self.query = parse_qs(url.query)
            self.form = parse_qs(self.body) if "urlencoded" in self.headers.get("Content-Type", "") else {}
            server.requests.append((self.command, self.path))
            if server.fault(self):
                return
            path = url.path.removeprefix(server.prefix).strip("/").split("/")
            try:
                status, body = _miniflux(self, path) if path[0] == "v1" else _greader(self, path)
            except _Refused as refused:
                status, body = refused.args
            self.say(status, body)

        def say(self, status: int, body: Any, media_type: str = "") -> None:
            text = body if isinstance(body, str) else json.dumps(body)
            data = text.encode()
            self.send_response(status)
            self.send_header(
                "Content-Type", media_type or ("text/plain" if isinstance(body, str) else "application/json")
            )
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

    def _miniflux(handler: Handler, path: list[str]) -> tuple[int, Any]:
        basic = "Basic " + b64encode(f"{USER}:{PASSWORD}".encode()).decode()
        if handler.headers.get("X-Auth-Token") != TOKEN and handler.headers.get("Authorization") != basic:
            return 401, {"error_message": "access unauthorized"}
        match handler.command, *path[1:]:
            case "GET", "feeds":
                return 200, [_miniflux_feed(feed) for feed in server.feeds.values()]
            case "GET", "entries":
                return 200, _miniflux_entries(handler.query)
            case "GET", "entries", number:
                return 200, _miniflux_entry(_there(number))
            case "PUT", "entries":
                asked = json.loads(handler.body)
                known = [number for number in asked["entry_ids"] if number in server.entries]
                if not known or asked["status"] not in ("read", "unread"):
                    return 500, {"error_message": "store: nothing has been updated"}
                for number in known:
                    server.mark(number, unread=asked["status"] == "unread")
                return 204, ""
            case "PUT", "entries", number, "bookmark":
                entry = _there(number)
                server.mark(entry.id, starred=not entry.starred)
                return 204, ""
            case _:
                return 404, {"error_message": "resource not found"}

    def _there(number: str) -> Entry:
        entry = server.entries.get(int(number))
        if entry is None:
            raise _Refused(404, {"error_message": "resource not found"})
        return entry

    def _miniflux_feed(feed: Feed) -> dict[str, Any]:
        category = {"id": 1, "user_id": 1, "title": feed.category}
        told = {"id": feed.id, "user_id": 1, "feed_url": feed.url, "site_url": feed.home, "title": feed.title}
        return {**told, "checked_at": _moment(0), "parsing_error_count": 0, "disabled": False, "category": category}

    def _miniflux_entry(entry: Entry) -> dict[str, Any]:
        told = {
            "id": entry.id,
            "user_id": 1,
            "feed_id": entry.feed,
            "status": "unread" if entry.unread else "read",
            "hash": f"{entry.id:064x}",
            "title": entry.title,
            "url": entry.url,
            "comments_url": "",
            "published_at": "2026-11-30T06:00:00+01:00",
            "created_at": _moment(entry.changed),
            "changed_at": _moment(entry.changed),
            "content": entry.content,
            "author": "The Desk",
            "share_code": "",
            "starred": entry.starred,
            "reading_time": 1,
            "enclosures": None,
            "tags": ["bridges"],
        }
        return {**told, "feed": _miniflux_feed(server.feeds[entry.feed]), **entry.more}

    def _miniflux_entries(query: dict[str, list[str]]) -> dict[str, Any]:
        def given(name: str, default: str = "") -> str:
            return query.get(name, [default])[0]

        found = list(server.entries.values())
        if status := given("status"):
            found = [entry for entry in found if entry.unread == (status == "unread")]
        if given("starred"):
            found = [entry for entry in found if entry.starred]
        if since := given("changed_after"):
            found = [entry for entry in found if entry.changed > int(since)]
        order = {"id": lambda entry: entry.id, "changed_at": lambda entry: entry.changed}[given("order", "id")]
        found.sort(key=order, reverse=given("direction", "asc") == "desc")
        total = len(found)
        found = [entry for entry in found if entry.id > int(given("after_entry_id", "0"))]
        some = found[int(given("offset", "0")) :][: int(given("limit", "100"))]
        return {"total": total, "entries": [_miniflux_entry(entry) for entry in some]}

    def _greader(handler: Handler, path: list[str]) -> tuple[int, Any]:
        if path == ["accounts", "ClientLogin"]:
            if (handler.form.get("Email"), handler.form.get("Passwd")) != ([USER], [PASSWORD]):
                return 401, "Unauthorized!"
            return 200, f"SID={USER}/abc\nLSID=null\nAuth={USER}/abc\n"
        if handler.headers.get("Authorization") != f"GoogleLogin auth={USER}/abc":
            return 401, "Unauthorized!"
        match handler.command, *path[3:]:
            case "GET", "token":
                return 200, server.edit_token + "\n"
            case "GET", "subscription", "list":
                return 200, {"subscriptions": [_greader_feed(feed) for feed in server.feeds.values()]}
            case "GET", "stream", "items", "ids":
                return 200, _greader_ids(handler.query)
            case "POST", "stream", "items", "contents":
                wanted = {_number(each) for each in handler.form.get("i", [])}
                items = [_greader_item(entry) for entry in server.entries.values() if entry.id in wanted]
                return 200, {"id": "user/-/state/com.google/reading-list", "updated": int(time.time()), "items": items}
            case "POST", "edit-tag":
                if handler.form.get("T") != [server.edit_token]:
                    return 401, "Unauthorized!"
                for number in {_number(each) for each in handler.form["i"]} & server.entries.keys():
                    for how, value in (("a", True), ("r", False)):
                        for tag in handler.form.get(how, []):
                            if tag.endswith("/read"):
                                server.mark(number, unread=not value)
                            elif tag.endswith("/starred"):
                                server.mark(number, starred=value)
                return 200, "OK"
            case _:
                return 400, "Bad Request!"

    def _number(given: str) -> int:
        return int(given.rpartition("/")[2], 16) if "/" in given else int(given)

    def _greader_feed(feed: Feed) -> dict[str, Any]:
        label = {"id": f"user/-/label/{feed.category}", "label": feed.category}
        told = {"id": f"feed/{feed.id}", "title": feed.title, "categories": [label]}
        return {**told, "url": feed.url, "htmlUrl": feed.home, "iconUrl": "https://example.com/icon.png"}

    def _greader_ids(query: dict[str, list[str]]) -> dict[str, Any]:
        found = sorted(server.entries.values(), key=lambda entry: -entry.id)
        if query["s"] == ["user/-/state/com.google/starred"]:
            found = [entry for entry in found if entry.starred]
        if query.get("xt") == ["user/-/state/com.google/read"]:
            found = [entry for entry in found if entry.unread]
        start, count = int(query.get("c", ["0"])[0]), int(query.get("n", ["20"])[0])
        some = found[start : start + count]
        more = {"continuation": str(start + count)} if start + count < len(found) else {}
        return {"itemRefs": [{"id": str(entry.id)} for entry in some], **more}

    def _greader_item(entry: Entry) -> dict[str, Any]:
        states = ["reading-list", *([] if entry.unread else ["read"]), *(["starred"] if entry.starred else [])]
        told = {
            "id": f"tag:google.com,2005:reader/item/{entry.id:016x}",
            "crawlTimeMsec": "1795000000123",
            "timestampUsec": "1795000000123456",
            "published": 1_796_014_800,
            "title": entry.title,
            "author": "The Desk",
            "summary": {"content": entry.content},
            "alternate": [{"href": entry.url}],
            "categories": [*(f"user/-/state/com.google/{state}" for state in states), "user/-/label/News"],
            "origin": {"streamId": f"feed/{entry.feed}", "title": server.feeds[entry.feed].title},
        }
        return {**told, **entry.more}

    return Handler
