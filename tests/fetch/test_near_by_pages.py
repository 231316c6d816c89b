"""Whatever a page of the net makes the program ask for does not reach this computer, when it is fetched and later."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from termread.config import Config, folders
from termread.desk import Desk
from termread.desk.bulk import fetch_all, fetch_into, note_reach, reach_of
from termread.document import Wanted
from termread.errors import Unreachable
from termread.fetch import exchange, fetch
from termread.fetch import web as web_module
from termread.fetch.hosts import Reach
from termread.fetch.picture import read_picture
from termread.library.api import Library

NET, OWN = "127.0.0.1", "127.0.0.2"
"""Two addresses of loopback, of which the first is taken for one of the net."""


class Server:
    """Serves one page on loopback and counts how often it was asked."""

    def __init__(self, host: str, page: str = "<p>Words.</p>") -> None:
        self.asked = 0
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.asked += 1
                self.send_response(200)
                self.send_header("Content-Type", "text/html")
                self.end_headers()
                self.wfile.write(page.encode())

            def log_message(self, *_arguments: object) -> None:
                pass

        self._server = ThreadingHTTPServer((host, 0), Handler)
        self.url = f"http://{host}:{self._server.server_address[1]}/"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def serve(monkeypatch):
    for module in (web_module, exchange):
        monkeypatch.setattr(module, "reach", lambda host: Reach.COMPUTER if host == OWN else Reach.NET)
    servers = []

    def start(*arguments: str) -> Server:
        servers.append(Server(*arguments))
        return servers[-1]

    yield start
    for server in servers:
        server.close()


def test_a_meta_refresh_does_not_lead_into_this_computer(serve, settings):
    own = serve(OWN)
    page = serve(NET, f'<meta http-equiv="refresh" content="0; url={own.url}"><p>Words.</p>')
    with pytest.raises(Unreachable) as error:
        fetch(page.url, settings)
    assert (error.value.code, page.asked, own.asked) == ("local", 1, 0)


def test_a_picture_of_a_page_does_not_come_from_this_computer(serve, settings):
    own = serve(OWN)
    with pytest.raises(Unreachable) as error:
        read_picture(own.url, settings, lambda *_, **__: None, Wanted(near=0, named_by="https://example.com/"))
    assert (error.value.code, own.asked) == ("local", 0)


def test_a_further_page_is_asked_for_no_nearer_than_the_first(serve, settings):
    page = serve(NET)
    document = fetch(page.url, settings)
    own = serve(OWN)
    with pytest.raises(Unreachable) as error:
        fetch(own.url, settings, wanted=Wanted(near=document.near, named_by=document.url))
    assert (document.near, error.value.code, own.asked) == (Reach.NET, "local", 0)


def test_what_was_collected_is_judged_by_its_page_whenever_it_is_fetched(home):
    own = Server(OWN)
    library = Library()
    desk = Desk(Config(), folders(), library=library)
    try:
        collected = library.save_for_later(own.url)
        note_reach(library, collected.address, 0)
        ((_, error),) = fetch_all(desk, library.pending())
        assert (error.code, own.asked) == ("local", 0)
        with pytest.raises(Unreachable):
            fetch_into(desk, desk.engine, collected)
        assert own.asked == 0
        note_reach(library, collected.address, 2)
        fetch_into(desk, desk.engine, collected)
        assert own.asked == 1
    finally:
        desk.close()
        own.close()


def test_reach_is_noted_until_the_text_is_there():
    library = Library()
    first, second = (library.save_for_later(f"https://example.com/{n}") for n in range(2))
    note_reach(library, first.address, 0)
    note_reach(library, second.address, 1)
    assert [reach_of(library, each.address) for each in (first, second)] == [0, 1]
    library.delete(first.id)
    note_reach(library, second.address, 1)
    assert [reach_of(library, each.address) for each in (first, second)] == [2, 1]


@pytest.mark.parametrize("noted", ["x", "[]", "7", '{"https://example.com/": "2", "b": 7}', "{"])
def test_a_note_that_is_none_means_nothing(noted):
    library = Library()
    library.remember("collected", noted)
    assert reach_of(library, "https://example.com/") == 2
