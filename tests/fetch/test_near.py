"""What a page of the net names leads no nearer than the net, by the address that the connection really has."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from termread.config import FetchSettings, Site
from termread.document import Wanted
from termread.errors import Unreachable
from termread.fetch import fetch
from termread.fetch import web as web_module
from termread.fetch.hosts import Reach, asked_address, reach, takes_own_headers
from termread.values import replace


class Server:
    """Serves on loopback and keeps what it was asked."""

    def __init__(self, redirect: str = "") -> None:
        self.asked: list[dict[str, str]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.asked.append({name.lower(): value for name, value in self.headers.items()})
                self.send_response(302 if redirect and self.path == "/" else 200)
                if redirect:
                    self.send_header("Location", redirect)
                self.send_header("Content-Type", "text/html")
                self.end_headers()
                self.wfile.write(b"<p>Words.</p>")

            def log_message(self, *_arguments: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def serve():
    servers = []

    def start(redirect: str = "") -> Server:
        servers.append(Server(redirect))
        return servers[-1]

    yield start
    for server in servers:
        server.close()


@pytest.fixture
def by_name(monkeypatch):
    """Makes every name look as if it were of the net, as a name does that its owner has pointed at this computer."""
    monkeypatch.setattr(web_module, "reach", lambda _host: Reach.NET)
    from termread.fetch import exchange

    monkeypatch.setattr(exchange, "reach", lambda host: reach(host) if host[0].isdigit() else Reach.NET)


ODD = [
    "127。0。0。1",
    "127．0．0．1",
    "127｡0｡0｡1",
    "１２７.0.0.1",
    "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ",
    "local\u00adhost",
    "ＬＯＣＡＬＨＯＳＴ。",
    "0177.0.0.1",
]


@pytest.mark.parametrize("host", [*ODD, "64:ff9b::7f00:1", "2002:7f00:1::1", "::127.0.0.1"])
def test_a_host_of_this_computer_is_known_in_every_spelling(host):
    assert reach(host) == Reach.COMPUTER


@pytest.mark.parametrize("host", ["10。0。0。7", "192｡168｡1｡1", "printer。local", "64:ff9b::a00:7", "2002:a00:7::1"])
def test_a_host_of_the_own_network_is_known_in_every_spelling(host):
    assert reach(host) == Reach.NETWORK


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", *ODD[:4]])
def test_what_a_page_of_the_net_names_is_not_asked_of_this_computer(host, serve, settings):
    server = serve()
    with pytest.raises(Unreachable) as error:
        fetch(f"http://{host}:{server.port}/", settings, wanted=Wanted(near=0))
    assert error.value.code == "local"
    assert not server.asked


def test_the_address_of_the_connection_counts_and_not_the_name(serve, settings, by_name):
    server = serve()
    with pytest.raises(Unreachable) as error:
        fetch(f"http://localhost:{server.port}/", settings, wanted=Wanted(near=0))
    assert error.value.code == "local"
    assert not server.asked


def test_what_the_reader_asks_for_may_be_of_this_computer_and_lead_on_there(serve, settings):
    server = serve(redirect="/next")
    document = fetch(f"http://127.0.0.1:{server.port}/", settings)
    assert document is not None
    assert document.near == Reach.COMPUTER
    assert len(server.asked) == 2


def keyed(settings: FetchSettings) -> FetchSettings:
    return replace(settings, sites={"127.0.0.1": Site(headers={"X-Key": "secret"})})


def test_own_headers_go_to_the_address_that_was_asked_for(serve, settings):
    server = serve(redirect="/next")
    fetch(f"http://127.0.0.1:{server.port}/", keyed(settings))
    assert [asked.get("x-key") for asked in server.asked] == ["secret", "secret"]


def test_own_headers_do_not_go_to_another_port(serve, settings):
    other = serve()
    server = serve(redirect=f"http://127.0.0.1:{other.port}/")
    fetch(f"http://127.0.0.1:{server.port}/", keyed(settings))
    assert [asked.get("x-key") for asked in (*server.asked, *other.asked)] == ["secret", None]


def test_own_headers_do_not_go_where_a_page_of_another_site_leads(serve, settings):
    server = serve()
    fetch(f"http://127.0.0.1:{server.port}/", keyed(settings), wanted=Wanted(named_by="https://example.com/"))
    assert server.asked[0].get("x-key") is None


@pytest.mark.parametrize(
    ("url", "asked_from", "goes"),
    [
        ("https://example.com/a", "https://example.com/", True),
        ("https://www.example.com/a", "https://www.example.com/", True),
        ("https://example.com/a", "https://news.example.org/", False),
        ("https://example.com/a", "http://example.com/", False),
        ("https://example.com:443/a", "https://EXAMPLE.com/", True),
        ("http://example.com/a", "http://example.com/", True),
        ("http://example.com/a", "https://example.com/", False),
        ("http://example.com/a", "https://news.example.org/", False),
        ("https://example.com:8443/", "https://example.com/", False),
        ("https://news.example.com/", "https://news.example.com/", False),
        ("https://example.com.example.org/", "https://example.com/", False),
    ],
)
def test_own_headers_go_to_their_own_site_only(url, asked_from, goes):
    settings = FetchSettings(sites={"example.com": Site(headers={"X-Key": "secret"})})
    assert takes_own_headers(url, asked_from, settings) == goes


@pytest.mark.parametrize(
    ("url", "named_by", "asked"),
    [
        ("http://example.com/a", None, "http://example.com/a"),
        ("https://example.com/a", "https://search.example/", "https://example.com/a"),
        ("http://example.com/a", "https://example.com/", "https://example.com/"),
        ("https://example.com:8443/a", "https://example.com/", "https://example.com/"),
    ],
)
def test_what_a_page_names_is_asked_for_by_the_page_unless_it_is_plain_https(url, named_by, asked):
    assert asked_address(url, named_by) == asked


def test_a_fetch_command_gets_a_percent_encoded_address(settings):
    sites = {"example.com": Site(fetch_command=("echo", "<p>{url}</p>"))}
    document = fetch("https://example.com/a b\"é'`|\\", replace(settings, sites=sites))
    assert document is not None
    assert document.data.strip() == b"<p>https://example.com/a%20b%22%C3%A9%27%60%7C%5C</p>"
