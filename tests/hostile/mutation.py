"""Mutants: pages of ours after a few blows, always the same ones for the same seed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from cases import ESCAPES
from generator import documents

PAGES = Path(__file__).parents[1] / "pages"

PIECES = [
    *(escape.encode("utf-8", "surrogatepass") for escape in ESCAPES.values()),
    *(
        b"<",
        b">",
        b"</",
        b"/>",
        b"<!--",
        b"-->",
        b"<![CDATA[",
        b"]]>",
        b'"',
        b"'",
        b"&",
        b"&#27;",
        b"&#x9b;",
        b"\0",
        b"\xff",
    ),
    *(
        b"<div>",
        b"</p>",
        b"<table>",
        b"<td colspan=99999>",
        b"<script>",
        b"<style>",
        b"<svg>",
        b"<li>",
        b"<blockquote>",
        b"<h1>",
    ),
    *(
        b"<meta charset=utf-16>",
        b"<base href=//x>",
        b"<title>",
        b"[/]",
        b"{",
        b"}",
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b"\xe2\x80\xae",
    ),
]


def mutants(seeds: list[bytes], count: int, seed: int) -> Iterator[bytes]:
    """Yield *count* documents, each some pages of ours after a few blows."""
    chance = random.Random(seed)
    for _ in range(count):
        data = bytearray(chance.choice(seeds))
        for _ in range(chance.choice((1, 2, 4, 8, 16, 64))):
            strike(data, seeds, chance)
        yield bytes(data[:400_000])


def strike(data: bytearray, seeds: list[bytes], chance: random.Random) -> None:
    """Change *data* in one place."""
    at = chance.randrange(len(data) + 1)
    length = chance.choice((1, 2, 8, 40, 400))
    match chance.randrange(6):
        case 0:
            data[at : at + 1] = bytes([chance.randrange(256)])
        case 1:
            del data[at : at + length]
        case 2:
            data[at:at] = chance.choice(PIECES) * chance.choice((1, 1, 1, 3, 200))
        case 3:
            data[at:at] = data[at : at + length] * chance.choice((1, 2, 30))
        case 4:
            other = chance.choice(seeds)
            start = chance.randrange(len(other) or 1)
            data[at:at] = other[start : start + length * 10]
        case _:
            data[:] = data[:at] if chance.random() < 0.2 else data


def seed_pages() -> list[bytes]:
    """Return our own pages and the smaller hostile documents, to begin with."""
    pages = [path.read_bytes() for path in sorted(PAGES.glob("*/*")) if path.suffix in (".html", ".txt")]
    return pages * 10 + [
        case.data for case in documents() if case.ending in ("html", "txt") and 0 < len(case.data) < 20_000
    ]
