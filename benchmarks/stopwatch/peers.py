"""The readers that termread is measured beside: each that is installed, with the article in the form it takes."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from html import escape
from pathlib import Path

import newspage

from stopwatch.programs import Program
from termread.article import Article, Figure, Heading, Paragraph, Prose, Quote
from termread.write.epub import write_epub
from termread.write.markdown import write_markdown

TITLE = "Harbour notes"
END = b"\x1bOF"
"""The End key as curses expects it."""
VERSION = re.compile(r"(?<![A-Za-uw-z])\d[\w.+]*")
Blocks = list[tuple[str, str]]


def installed(page: Path, blocks: Blocks, folder: Path, text: str, last_word: str) -> Iterator[Program]:
    """Yield the peers that are installed, each with a file of its own in *folder* where it does not take the HTML *page*."""
    for name, make in MAKERS.items():
        if shutil.which(name):
            yield replace(make(page, blocks, folder), text=text, last_word=last_word)


def versions() -> str:
    """Return the names of the peers that are installed, with their versions, and of those that are not."""
    told = []
    for name in MAKERS:
        flag = "-version" if name in ("w3m", "lynx") else "--version"
        if not shutil.which(name):
            told.append(f"{name} not installed")
            continue
        try:
            said = subprocess.run([name, flag], check=False, capture_output=True, text=True, timeout=20).stdout
        except subprocess.TimeoutExpired:
            said = ""
        found = VERSION.search(said)
        told.append(f"{name} {found[0] if found else 'of unknown version'}")
    return ", ".join(told)


def _w3m(page: Path, _: Blocks, __: Path) -> Program:
    return Program("w3m", ["w3m", str(page)], leave=b"Q")


def _lynx(page: Path, _: Blocks, __: Path) -> Program:
    return Program("lynx", ["lynx", str(page)], end=END, leave=b"Q")


def _less(page: Path, _: Blocks, __: Path) -> Program:
    return Program("less", ["less", str(page)])


def _newsboat(_: Path, blocks: Blocks, folder: Path) -> Program:
    """Return newsboat with the article in its cache, two keys away."""
    home = folder / "newsboat"
    home.mkdir(exist_ok=True)
    text = escape("".join(f"<p>{escape(text)}</p>" for _, text in blocks))
    item = f"<item><title>{TITLE}</title><guid>1</guid><link>https://example.com/1</link><description>{text}</description></item>"
    feed = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Example</title>{item}</channel></rss>'
    (home / "feed.xml").write_text(feed, encoding="utf-8")
    (home / "urls").write_text(f"file://{home / 'feed.xml'}\n", encoding="utf-8")
    command = ["newsboat", "-u", str(home / "urls"), "-c", str(home / "cache.db"), "-C", "/dev/null"]
    subprocess.run([*command, "-x", "reload"], check=False, capture_output=True, stdin=subprocess.DEVNULL)
    return Program("newsboat", command, way=(("Example", b"\r"), (TITLE, b"\r")), end=END, leave=b"qqq")


def _baca(_: Path, blocks: Blocks, folder: Path) -> Program:
    (folder / "page.epub").write_bytes(write_epub(_article(blocks)))
    home = folder / "baca"
    home.mkdir(exist_ok=True)
    return Program(
        "baca", ["baca", str(folder / "page.epub")], top=b"g", env={"HOME": str(home), "XDG_CONFIG_HOME": str(home)}
    )


def _frogmouth(_: Path, blocks: Blocks, folder: Path) -> Program:
    (folder / "page.md").write_text(write_markdown(_article(blocks)), encoding="utf-8")
    home = folder / "frogmouth"
    home.mkdir(exist_ok=True)
    command = ["frogmouth", str(folder / "page.md")]
    return Program("frogmouth", command, end=b"\x1b[F", leave=b"\x11", env={"XDG_DATA_HOME": str(home)})


MAKERS: dict[str, Callable[[Path, Blocks, Path], Program]] = {
    "w3m": _w3m,
    "lynx": _lynx,
    "less": _less,
    "newsboat": _newsboat,
    "baca": _baca,
    "frogmouth": _frogmouth,
}


def _article(blocks: Blocks) -> Article:
    kinds = {
        "p": lambda text: Paragraph(Prose(text)),
        "h2": lambda text: Heading(2, Prose(text)),
        "blockquote": lambda text: Quote((Paragraph(Prose(text)),)),
        "figure": lambda text: Figure(Prose(text)),
    }
    return Article(
        title=TITLE, language="en", blocks=tuple(kinds[kind](text) for kind, text in blocks or newspage.blocks(0))
    )
