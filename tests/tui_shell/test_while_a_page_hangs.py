"""The keyboard while a server lets a page wait: it drips a byte now and then, and never ends."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Event, Thread

sys.path.insert(0, str(Path(__file__).parents[1]))
from terminal import termread

PAGE = str(Path(__file__).parents[1] / "pages" / "opinion" / "page.html")


@contextmanager
def dripping():
    over = Event()

    class Drip(StreamRequestHandler):
        def handle(self):
            self.rfile.readline()
            try:
                self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 99999\r\n\r\n<title>")
                while not over.wait(0.05):
                    self.wfile.write(b"a")
            except OSError:
                return

    server = ThreadingTCPServer(("127.0.0.1", 0), Drip)
    server.daemon_threads = True
    Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/story"
    finally:
        over.set()
        server.shutdown()
        server.server_close()


def test_escape_stops_a_page_that_hangs_and_q_leaves():
    with dripping() as address, termread(address) as terminal:
        terminal.wait_for("Fetching")
        terminal.press("\x1b")
        terminal.wait_for("Stopped")
        terminal.press("q")
        assert terminal.end() == 0
        assert terminal.left_on == set()


def test_one_escape_stops_a_link_that_was_followed(tmp_path):
    with dripping() as address:
        page = tmp_path / "page.html"
        story = "<p>The harbour was quiet that morning, and the boats lay still along the wall.</p>" * 3
        page.write_text(
            f"<title>A</title><article>{story}<p>This is <a href='{address}'>a link</a> that hangs, in a story."
        )
        with termread(str(page)) as terminal:
            terminal.wait_for_app("that hangs")
            terminal.press("\t\r")
            terminal.wait_for("Fetching")
            terminal.press("\x1b")
            terminal.wait_for("Stopped")
            terminal.press("q")
            assert terminal.end() == 0


def test_a_page_that_hangs_leaves_the_one_that_shows_to_be_read():
    with dripping() as address, termread(PAGE) as terminal:
        terminal.wait_for_app("slower ports")
        terminal.press("o")
        terminal.wait_for("an address, a file")
        terminal.press(address + "\r")
        terminal.wait_for("Fetching")
        terminal.press("G")
        terminal.wait_for("100 %")
        terminal.press("\x1b")
        terminal.wait_for("Stopped")
        terminal.press("g")
        terminal.wait_for("The quiet case for slower ports")
        terminal.press("q")
        assert terminal.end() == 0
