"""A thousand feeds: `termread sync` beside newsboat and the PyPI package `reader`, from one local server.

    python benchmarks/feeds.py [--feeds 1000] [--hosts 50] [--rounds 3] [--reader PYTHON] [--write benchmarks/feeds.md]

The server is a process of its own and answers on 127.0.0.1 to 127.0.0.50 with an ETag. Each feed has 20 entries, 31 KB.
Programs take turns; times are medians: what passed on the clock, and what all processes had of the processor, which other
programs on the machine change less. Memory is the peak of the resident memory of all processes of a program.
PYTHON is that of an environment where `reader` is installed.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import ClassVar

ENTRIES, ENTRY = 20, 1_400
"""Entries of a feed, and bytes of the text of one: 31 KB a feed."""
SYLLABLES = ["ba", "co", "de", "fi", "gu", "la", "me", "no", "pi", "ru", "sa", "te", "vo", "wi", "ye", "zu"]
WORDS = sorted({a + b + c for a in SYLLABLES for b in SYLLABLES for c in ("", *SYLLABLES[:8])})
PATIENCE = 600
"""Seconds that a program may take."""

READER = """
import sys
from reader import make_reader
with make_reader(sys.argv[1]) as reader:
    if sys.argv[2] == "add":
        for line in open(sys.argv[3]):
            reader.add_feed(line.strip())
    else:
        reader.update_feeds(scheduled=False)
"""
FOLLOW = """
import sys
from pathlib import Path
from typing import ClassVar
from termread.library.api import open_library
library = open_library(Path(sys.argv[1]), backups=False)
for line in open(sys.argv[2]):
    library.sources.follow(line.strip())
library.close()
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--feeds", type=int, default=1000)
    parser.add_argument("--hosts", type=int, default=50)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument(
        "--texts", type=int, default=0, help="measure whole texts too: that many a source, of 20 sources"
    )
    parser.add_argument("--reader", default="", metavar="PYTHON")
    parser.add_argument("--alone", action="store_true", help="only termread")
    parser.add_argument("--write", type=Path, metavar="FILE")
    parser.add_argument("--serve", nargs=2, type=int, metavar=("PORT", "HOSTS"), help="only serve, for another run")
    options = parser.parse_args()
    if options.serve:
        asyncio.run(serve(*options.serve))
        return 0
    with tempfile.TemporaryDirectory() as name, served(options.hosts) as port:
        home = Path(name)
        urls = home / "urls"
        hosts = [f"http://127.0.0.{number % options.hosts + 1}:{port}" for number in range(options.feeds)]
        urls.write_text("".join(f"{host}/feed/{number}\n" for number, host in enumerate(hosts)))
        table = compared(urls, home, options)
        table += whole_texts(hosts, home, options.texts) if options.texts else ""
    print(table)
    if options.write:
        options.write.write_text(table)
    return 0


# The programs


def compared(urls: Path, home: Path, options: argparse.Namespace) -> str:
    """Return the table of all programs that are there."""
    runs: dict[str, dict[str, list[Measured]]] = {}
    for number in range(options.rounds):
        for name, steps in programs(urls, home / str(number), options):
            for step, command in steps:
                found = timed(command)
                runs.setdefault(name, {}).setdefault(step, []).append(found)
                print(f"{number} {name} {step}: {said(found)}", file=sys.stderr, flush=True)
    lines = ["| program | run | seconds | of newsboat's | processor | of newsboat's | peak memory |"]
    lines.append("| --- | --- | --- | --- | --- | --- | --- |")
    for name, steps in runs.items():
        for step, measured in steps.items():
            seconds, used, peak = median(measured)
            base = runs.get("newsboat", {}).get(BESIDE[step])
            wall, spent = (
                (f"{each:.2f}" for each in (seconds / median(base)[0], used / median(base)[1])) if base else ("", "")
            )
            lines.append(
                f"| {name} | {step} | {seconds:.2f} | {wall} | {used:.2f} | {spent} | {peak / 2**20:.0f} MiB |"
            )
    feeds = f"{options.feeds:,} feeds of {ENTRIES} entries on {options.hosts} hosts, {options.rounds} rounds, medians; "
    return f"{feeds}{os.cpu_count()} cores.\n\n" + "\n".join(lines) + "\n"


def median(measured: list[Measured]) -> Measured:
    seconds, used, peak = (statistics.median(each[part] for each in measured) for part in range(3))
    return seconds, used, int(peak)


def said(found: Measured) -> str:
    return f"{found[0]:.2f} s, {found[1]:.2f} s of the processor, {found[2] >> 20} MiB"


BESIDE = {"first": "first", "second": "third", "third": "third"}
"""newsboat's run that each is compared with: its second one asks without conditions."""


def programs(urls: Path, home: Path, options: argparse.Namespace) -> Iterator[tuple[str, list[tuple[str, list[str]]]]]:
    """Yield each program that is there with its runs, as commands, for a round under *home*."""
    home.mkdir()
    if (newsboat := shutil.which("newsboat")) and not options.alone:
        (home / "config").write_text("")
        command = [newsboat, "-C", f"{home}/config", "-u", str(urls), "-c", f"{home}/cache.db", "-x", "reload"]
        yield "newsboat", [("first", command), ("second", command), ("third", command)]
    if options.reader and not options.alone:
        script = [options.reader, "-c", READER, f"{home}/reader.db"]
        subprocess.run([*script, "add", str(urls)], check=True, timeout=PATIENCE)
        yield "reader", [("first", [*script, "update"]), ("second", [*script, "update"])]
    yield "termread", [(step, sync(home / "termread", "--no-texts")) for step in followed(urls, home / "termread")]


def followed(urls: Path, home: Path) -> Iterator[str]:
    """Follow all of *urls* in a new library under *home*, and yield the names of its runs."""
    home.mkdir()
    (home / "data").mkdir()
    subprocess.run([sys.executable, "-c", FOLLOW, f"{home}/data", str(urls)], check=True, timeout=PATIENCE)
    yield from ("first", "second", "third")


def sync(home: Path, *options: str) -> list[str]:
    return ["env", f"TERMREAD_HOME={home}", sys.executable, "-m", "termread", "sync", "--all", *options]


def whole_texts(hosts: list[str], home: Path, most: int) -> str:
    """Return a line about fetching whole texts: *most* of each of twenty sources."""
    urls, place = home / "few", home / "texts"
    urls.write_text("".join(f"{host}/feed/{number}\n" for number, host in enumerate(hosts[:20])))
    list(followed(urls, place))
    (place / "config").mkdir()
    (place / "config" / "config.toml").write_text(f"[follow]\ntexts = {most}\n")
    timed(sync(place, "--no-texts"))
    seconds, used, peak = timed(sync(place))
    count = 20 * min(most, ENTRIES)
    return f"\nWhole texts of {count} stories: {seconds:.1f} s, {count / seconds:.0f} a second, {used:.1f} s of the processor, {peak / 2**20:.0f} MiB.\n"


# The stopwatch


Measured = tuple[float, float, int]
"""Seconds, seconds of the processor, and bytes."""


def timed(command: list[str]) -> Measured:
    """Run *command* and return its seconds and the peak memory of its processes; raises if it fails."""
    began, before, peak = time.perf_counter(), os.times(), 0
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            peak = max(peak, sum(resident(each) for each in family(process.pid)))
            time.sleep(0.02)
    if process.returncode:
        raise SystemExit(f"{command} ended with {process.returncode}")
    after = os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return time.perf_counter() - began, used, peak


def family(pid: int) -> list[int]:
    """Return *pid* and all processes below it."""
    try:
        below = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return [pid]
    return [pid, *(each for child in below for each in family(int(child)))]


def resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError):
        return 0


# The server


@contextmanager
def served(hosts: int) -> Iterator[int]:
    """Yield the port of a server that runs meanwhile."""
    port = 18_000 + os.getpid() % 10_000
    with subprocess.Popen([sys.executable, __file__, "--serve", str(port), str(hosts)]) as server:
        try:
            time.sleep(2)
            yield port
        finally:
            server.kill()


class Talk(asyncio.Protocol):
    """One connection: answers each request at once, with one write."""

    pages: ClassVar[dict[bytes, tuple[bytes, bytes, bytes]]] = {}
    """The ETag, the answer and the answer to a condition that holds, by path."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way back."""
        self.transport, self.head = transport, b""

    def data_received(self, data: bytes) -> None:
        """Answer all requests that are complete."""
        self.head += data
        while (end := self.head.find(b"\r\n\r\n")) >= 0:
            head, self.head = self.head[:end], self.head[end + 4 :]
            path = head.split(b" ", 2)[1]
            page = self.pages.get(path) or self.pages.setdefault(path, made(path))
            etag, whole, unchanged = page
            self.transport.write(unchanged if etag in head else whole)  # type: ignore[attr-defined]


def made(path: bytes) -> tuple[bytes, bytes, bytes]:
    """Return the page at *path* as a `Talk` keeps it: a feed, or a story."""
    _, kind, number = path.decode().split("/", 2)
    body = feed_page(number) if kind == "feed" else story_page(number)
    etag = b'"%s"' % sha256(body).hexdigest()[:16].encode()
    media_type = b"application/rss+xml" if kind == "feed" else b"text/html; charset=utf-8"
    head = b"HTTP/1.1 %s\r\nETag: %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
    return (
        etag,
        head % (b"200 OK", etag, media_type, len(body)) + body,
        head % (b"304 Not Modified", etag, media_type, 0),
    )


def text(seed: str, size: int) -> str:
    """Return some *size* characters of sentences that no other seed gives."""
    chance = random.Random(seed)
    sentences: list[str] = []
    while sum(map(len, sentences)) < size:
        sentences.append(" ".join(chance.choices(WORDS, k=12)).capitalize() + ".")
    return " ".join(sentences)[:size]


def feed_page(number: str) -> bytes:
    items = "".join(
        f"<item><guid>{number}-{entry}</guid><title>{text(f'{entry}-{number}', 40)}</title>"
        f"<link>/story/{number}-{entry}</link><pubDate>Tue, 01 Dec 2026 {entry:02}:00:00 GMT</pubDate>"
        f"<description>&lt;p&gt;{text(f'{number}-{entry}', ENTRY)}&lt;/p&gt;</description></item>"
        for entry in range(ENTRIES)
    )
    return (
        f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Paper {number}</title>'
        f"<link>/</link><description>News</description>{items}</channel></rss>"
    ).encode()


def story_page(number: str) -> bytes:
    paragraphs = "".join(f"<p>{text(f'{number}/{part}', 400)}</p>" for part in range(20))
    return (
        f"<!doctype html><html lang=en><meta charset=utf-8><title>Story {number}</title>"
        f"<article><h1>Story {number}</h1>{paragraphs}</article></html>"
    ).encode()


async def serve(port: int, hosts: int) -> None:
    """Serve for ever."""
    loop = asyncio.get_running_loop()
    for number in range(1, hosts + 1):
        await loop.create_server(Talk, f"127.0.0.{number}", port, backlog=200)
    await asyncio.Event().wait()


if __name__ == "__main__":
    sys.exit(main())
