"""Every setting as a frozen value: it says once what it is, its default, its sentence, what it may be.

`file` checks by that, and prints it as the commented file of `termread --print-config`.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from termread.values import dataclass, field

KEYMAPS = ("termread", "less", "vim", "newsboat", "emacs")


def theme_names() -> tuple[str, ...]:
    """Return what the theme can be set to."""
    from termread.palette import THEMES

    return "auto", *THEMES


def setting(default: Any, says: str, *, one_of: Any = (), least: float | None = None) -> Any:
    """Return a field that is *default* unless the file says otherwise, and that explains itself as *says*."""
    return field(default=default, metadata={"says": says, "one_of": one_of, "least": least})


@dataclass(frozen=True, slots=True)
class Site:
    """How one site, and all below its name, is asked for its pages."""

    user_agent: str = setting("", "what termread calls itself there; empty: as everywhere")
    cookies: str = setting("", "a file of cookies to send, as browsers export them (Netscape format)")
    headers: Mapping[str, str] = field(
        default_factory=dict,
        metadata={
            "says": "further headers for this host alone; no redirect to another scheme, host or port takes them along"
        },
    )
    fetch_command: tuple[str, ...] = setting(
        (), "a program that prints the page; {url} stands for the address, percent-encoded"
    )
    proxy: str = setting("", "the proxy for this site")


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """How pages are fetched, and the caps that keep a page from hurting: bytes, seconds, counts."""

    user_agent: str = setting("", "what termread calls itself; empty: termread/VERSION")
    proxy: str = setting("", "the proxy for all sites; empty: HTTP_PROXY, HTTPS_PROXY and NO_PROXY hold")
    join_pages: bool = setting(True, "whether the further pages of a split article are fetched")
    retries: int = setting(2, "how often what may pass is tried again", least=0)
    retry_after_seconds: float = setting(10.0, "the longest that a server's wish to wait is heeded", least=0)
    connect_seconds: float = setting(10.0, "the longest that a connection may take", least=0.1)
    idle_seconds: float = setting(15.0, "the longest silence", least=0.1)
    total_seconds: float = setting(60.0, "the longest that a page may take in all", least=0.1)
    redirects: int = setting(10, "how many times a page may send elsewhere", least=0)
    refreshes: int = setting(5, "how many times a page may do so by its own text", least=0)
    header_bytes: int = setting(64 << 10, "bytes of headers", least=1024)
    wire_bytes: int = setting(20 << 20, "bytes of a page as sent", least=1024)
    decoded_bytes: int = setting(50 << 20, "bytes of a page unpacked, and of a file", least=1024)
    ratio: int = setting(200, "how many times its size a page may unpack to, above ratio_from", least=1)
    ratio_from: int = setting(1 << 20, "unpacked bytes that are not suspicious yet", least=0)
    parse_seconds: float = setting(10.0, "seconds of processor time to understand a page", least=0.1)
    parse_bytes: int = setting(512 << 20, "bytes of memory to understand a page", least=64 << 20)
    begin_bytes: int = setting(
        128 << 10, "bytes of a huge page that are understood first; 0: it shows when all is", least=0
    )
    pages: int = setting(20, "pages of a split article", least=1)
    workers: int = setting(0, "processes that read many inputs at a time; 0: one a core, and four to fetch", least=0)
    sites: Mapping[str, Site] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class PageSettings:
    """How the page is set until a key changes it; what keys change is remembered and goes before this."""

    width: int = setting(72, "the measure: cells of a line of text", least=1)
    spacing: int = setting(0, "blank lines between lines of text", one_of=(0, 1))
    paragraphs: str = setting("space", "what tells paragraphs apart", one_of=("space", "indent"))
    wrap: str = setting("greedy", "how lines are filled", one_of=("greedy", "optimal"))
    justify: bool = setting(False, "whether both edges are even")
    hyphenate: bool = setting(False, "whether words are hyphenated, where the language is known")
    bidi: str = setting(
        "logical", "who orders right-to-left text: the terminal, or termread", one_of=("logical", "visual")
    )
    tables: str = setting("wide", "tables that are too wide: scrolled, or one record a row", one_of=("wide", "records"))
    pictures: bool = setting(False, "whether pictures are drawn, not only their captions")


@dataclass(frozen=True, slots=True)
class Config:
    """Everything that can be set."""

    theme: str = setting("auto", "auto: paper where the terminal says it is light, else dusk", one_of=theme_names)
    keymap: str = setting("termread", "whose habits the keys follow", one_of=KEYMAPS)
    mouse: bool = setting(True, "whether the mouse belongs to termread (F6 gives it back)")
    browser: tuple[str, ...] = setting((), "the program that opens a link; empty: the system's own")
    keep_pages: bool = setting(True, "whether the page itself is kept beside its article")
    backups: bool = setting(True, "whether the library is backed up once a day")
    page: PageSettings = field(default_factory=PageSettings)
    fetch: FetchSettings = field(default_factory=FetchSettings)
    keys: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Keys by the name of their action, several parted by blanks."""
    this_time: tuple[str, ...] = ()
    """The names in the look that the command line gave: they go before what is remembered, and are not remembered."""
    faults: tuple[str, ...] = ()
    """What is wrong in the file, a sentence each that names the line; the default holds there."""
