"""What a reader sees of the settings: on the page, on the screen, on the net and in the library."""

from __future__ import annotations

import io
import os
import socket
from contextlib import ExitStack, contextmanager

from seen_page import ARTICLE, WORDS

from faultserver import PAGE, STORY, FaultServer
from terminal import termread
from termread import __version__
from termread.cli import main
from termread.config import folders
from termread.desk import Desk, Opened
from termread.document import Reading, Receipt
from termread.engine.engine import Engine
from termread.engine.messages import Beginning, Order, Picture
from termread.errors import TermreadError
from termread.library.api import Library, open_library
from termread.tui.app import Termread
from waiting import settled

OURS = f"termread/{__version__}"
CORES = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
ADDRESS = "https://example.com/story"

# On the screen


@contextmanager
def desk_with(config, article=ARTICLE):
    desk = Desk(config, folders(), library=Library())
    desk.keep(Reading(article, Receipt(ADDRESS, ADDRESS)))
    try:
        yield desk
    finally:
        desk.close()


async def theme(config, place):
    with desk_with(config) as desk:
        app = Termread(desk)
        async with app.run_test() as pilot:
            await settled(pilot)
            return app.theme.removeprefix("termread-")


async def theme_on_light(config, place, monkeypatch):
    monkeypatch.setenv("COLORFGBG", "0;15")
    return await theme(config, place)


def link_color(config):
    with desk_with(config) as desk:
        return desk.theme(desk.look).ink("link").colour


def moved_by(key):
    """Return the observer that tells whether *key* goes one line on."""

    async def moved(config, place):
        with desk_with(config) as desk:
            app = Termread(desk)
            async with app.run_test(size=(80, 12)) as pilot:
                await settled(pilot)
                await pilot.press("enter")
                await settled(pilot)
                before = app.reader.pager.viewport.top
                await pilot.press(key)
                await settled(pilot)
                return app.reader.pager.viewport.top == before + 1

    return moved


def takes_the_mouse(config, place):
    (place / "story.txt").write_text(f"{WORDS}\n\n" * 9)
    with termread(str(place / "story.txt")) as terminal:
        terminal.wait_for_app()
        terminal.press("q")
        terminal.end()
        return b"\x1b[?1000h" in terminal.output


async def browser(config, place, monkeypatch):
    for name in ("usual", "mine"):
        script(place / name, f'echo {name} > "{place}/opened"')
    monkeypatch.setenv("BROWSER", str(place / "usual"))
    with desk_with(config) as desk:
        app = Termread(desk)
        async with app.run_test() as pilot:
            await settled(pilot)
            for key in ("enter", "O"):
                await pilot.press(key)
                await settled(pilot)
    return (place / "opened").read_text().strip()


# In the library


def keeps_the_page(config, place):
    with server() as there:
        desk = Desk(config, folders(), library=Library())
        try:
            *_, opened = desk.open(there.url("good"))
            assert isinstance(opened, Opened)
            return desk.library.receipt(opened.kept.id, data=True).data is not None
        finally:
            desk.close()


def backs_up(config, place, monkeypatch):
    begun = []
    monkeypatch.setattr("termread.library.backups.start", begun.append)
    library = open_library(folders().data, backups=False)
    library.keep(Reading(ARTICLE, Receipt(ADDRESS, ADDRESS)))
    library.remember("begun", "1")
    library.close()
    assert main(["list"]) == 0
    return begun == [folders().data]


# From the net


@contextmanager
def server():
    found = FaultServer()
    try:
        yield found
    finally:
        found.close()


@contextmanager
def engine_with(config):
    engine = Engine(config.fetch)
    try:
        yield engine
    finally:
        engine.close()


def events(config, order):
    with engine_with(config) as engine:
        return list(engine.run(order))


def outcome_at(config, address):
    """Return the title of what is there, or the code of what stood in the way of some or all of it."""
    try:
        article = events(config, Order(address))[-1].article
    except TermreadError as error:
        return error.code
    return next((each.code for each in article.notices if each.code != "second-voice"), article.title)


def outcome(config, path):
    with server() as there:
        return outcome_at(config, there.url(path))


def is_whole(config, place):
    """Tell whether all comes that a slow server sends."""
    return outcome(config, "slow") == "The ferry runs again"


def outcome_of_good(config, place):
    page = PAGE.replace(b"The ferry runs again", b"By command")
    (place / "page").write_bytes(page)
    script(place / "get", f'cat "{place}/page"')
    return outcome(config, "good")


def parts(config, place):
    with server() as there:
        article = events(config, Order(there.url("part/1")))[-1].article
    text = "\n".join(block.prose.text for block in article.blocks)
    return [number for number in (1, 2, 3) if f"Part {number}." in text]


def header(name):
    """Return the observer of the header *name* of a request."""

    def sent(config, place):
        cookies = "# Netscape HTTP Cookie File\n127.0.0.1\tFALSE\t/\tFALSE\t0\tkind\toatmeal\n"
        (place / "cookies.txt").write_text(cookies)
        with server() as there:
            outcome_at(config, there.url("good"))
            return there.asked[-1][1].get(name)

    return sent


user_agent, cookie, own_header = header("user-agent"), header("cookie"), header("x-reader")


def through_a_proxy(config, place):
    """Ask for a page at a port where nobody is; a proxy has one all the same."""
    return outcome_at(config, "http://127.0.0.1:1/good")


def no_answer(config, place):
    """Ask where so many wait to be let in that a further connection is never made."""
    with ExitStack() as stack:
        full = stack.enter_context(socket.create_server(("127.0.0.1", 0), backlog=0))
        for _ in range(3):
            waiting = stack.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(full.getsockname())
        return outcome_at(config, f"http://127.0.0.1:{full.getsockname()[1]}/")


def large_page(size):
    paragraphs = (b"<p>Paragraph %d. %s</p>" % (number, STORY * 3) for number in range(size // len(STORY) // 3))
    return b"<html lang=en><title>Large</title><body><article><h1>Large</h1>" + b"".join(paragraphs)


def costs_too_much(config, place):
    article = events(config, Order("-", data=large_page(1 << 20)))[-1].article
    return bool(article.notices)


def beginning(config, place):
    order = Order("-", data=large_page(2 << 20 | 1 << 18), begin=True)
    return any(isinstance(event, Beginning) for event in events(config, order))


def large_picture(config, place):
    from PIL import Image

    file = io.BytesIO()
    Image.new("RGB", (6000, 5000)).save(file, "PNG")
    try:
        *_, last = events(config, Order("-", verb="picture", data=file.getvalue(), width=9, height=9))
    except TermreadError:
        return "too much"
    return "drawn" if isinstance(last, Picture) else last


def times_a_picture_is_fetched(config, place):
    with server() as there, engine_with(config) as engine:
        for _ in range(2):
            list(engine.run(Order(there.url("picture"), verb="picture", width=9, height=9)))
        return there.times("picture")


def processes(config, place, monkeypatch):
    started = []

    class Counted(Engine):
        def __init__(self, settings):
            started.append(self)
            super().__init__(settings)

    monkeypatch.setattr("termread.engine.batch.Engine", Counted)
    for name in "ab":
        (place / name).write_text("Words to be read.")
    assert main(["-o", str(place / "out.txt"), str(place / "a"), str(place / "b")]) == 0
    return len(started)


def script(path, line):
    path.write_text(f"#!/bin/sh\n{line}\n")
    path.chmod(0o755)


INCOMPLETE = "Under [server], set user and password_command, or token_command."


def account(config):
    """Return the account for the server that follows feeds, or what is missing, or "" if there is no server."""
    from termread.desk.server import account_of, has_server

    try:
        given = account_of(config) if has_server(config) else None
    except TermreadError as error:
        return error.text
    return "" if given is None else (given.kind, given.address, given.user, given.secret)
