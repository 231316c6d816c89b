"""A server on loopback with a small paper: its front page, feeds and stories, as a folder of routes."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

STORY = "The ferry began to run again on Tuesday after the storm had passed over the strait. "


def page(title: str, paragraphs: int = 8, head: str = "") -> str:
    """A story of that many paragraphs, about 45 words each."""
    text = "".join(f"<p>{title}, part {n}: {STORY * 3}</p>" for n in range(paragraphs))
    return f"<!doctype html><html lang=en><head><meta charset=utf-8><title>{title}</title>{head}</head><body><article><h1>{title}</h1>{text}</article></body></html>"


def rss(title: str, address: str, *items: str) -> str:
    """A feed of items, each as `item` writes it."""
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title><link>{address}/</link><description>d</description>{"".join(items)}</channel></rss>'


def item(name: str, address: str, hour: int = 6, text: str = "") -> str:
    """An item whose story is under its name."""
    return f"<item><title>{name.title()}</title><link>{address}/{name}.html</link><guid>{address}/{name}.html</guid><pubDate>Mon, 30 Nov 2026 {hour:02}:00:00 GMT</pubDate><description>{text or f'About {name}.'}</description></item>"


class NewsServer:
    """Serves `routes`: a path with its body, or with a status and a body; `asked` has the paths of all requests."""

    def __init__(self) -> None:
        self.routes: dict[str, str | bytes | tuple[int, str]] = {}
        self.asked: list[str] = []
        there = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                there.asked.append(self.path)
                found = there.routes.get(self.path, (404, "no such page"))
                status, body = found if isinstance(found, tuple) else (200, found)
                data = body if isinstance(body, bytes) else body.encode()
                self.send_response(status)
                kind = "text/xml" if data.lstrip()[:5] == b"<?xml" else "text/html; charset=utf-8"
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        """Stop it."""
        self._server.shutdown()
        self._server.server_close()
