"""Every setting, declared once: name, type, default, description and allowed values.

`Config` is the whole file, `PageSettings` its [page], `FetchSettings` its [fetch],
`FollowSettings` its [follow], `Site` one of its [sites."HOST"].
Parsing validates against these declarations, and `termread --print-config` prints them; the reader's look and the
layout's page inherit `PageSettings`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any, Literal

from termread.values import dataclass, field

Keymap = Literal["termread", "less", "vim", "newsboat", "emacs"]
Pictures = Literal["off", "ask", "on"]
"""Which pictures are drawn: none, those that came with the article until the reader agrees to the others, or all."""


def theme_names(own: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the allowed values of the theme setting, the reader's *own* themes last."""
    from termread.palette import THEMES

    return "auto", *THEMES, *own


def _real_themes() -> tuple[str, ...]:
    return theme_names()[1:]


def setting(
    default: Any,
    says: str,
    *,
    least: float | None = None,
    one_of: Callable[[], tuple[str, ...]] | None = None,
    formerly: Mapping[bool, str] = MappingProxyType({}),
) -> Any:
    """Return a field with the value *default* unless the file sets it, and *says* as its description.

    A number is at least *least*. Allowed values come from the type, or from *one_of* if they are the names of themes.
    A setting that was true or false once has its values for that in *formerly*.
    """
    return field(default=default, metadata={"says": says, "least": least, "one_of": one_of, "formerly": formerly})


def current(declared: Any, value: Any) -> Any:
    """Return *value* of the *declared* setting, or what it is called today."""
    return declared.metadata.get("formerly", {}).get(value, value) if isinstance(value, bool) else value


@dataclass(frozen=True, slots=True)
class Site:
    """How pages of one site and its subdomains are fetched."""

    user_agent: str = setting("", "what termread calls itself there; empty: as everywhere")
    cookies: str = setting("", "a file of cookies to send, as browsers export them (Netscape format)")
    headers: Mapping[str, str] = field(
        default_factory=dict,
        metadata={
            "says": "more headers for this host only; never sent on to another scheme, host or port by a redirect"
        },
    )
    fetch_command: tuple[str, ...] = setting(
        (), "a program that prints the page; {url} stands for the address, percent-encoded"
    )
    proxy: str = setting("", "the proxy for this site")


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """How pages are fetched, and the caps that protect against hostile or broken pages: bytes, seconds, counts."""

    user_agent: str = setting("", "what termread calls itself; empty: termread/VERSION")
    proxy: str = setting("", "the proxy for all sites; empty: HTTP_PROXY, HTTPS_PROXY and NO_PROXY hold")
    join_pages: bool = setting(True, "fetch the further pages of a split article")
    retries: int = setting(2, "how often to try again after a fault that may pass", least=0)
    retry_after_seconds: float = setting(10.0, "the longest Retry-After to honor, in seconds", least=0)
    connect_seconds: float = setting(10.0, "the longest that a connection may take", least=0.1)
    idle_seconds: float = setting(15.0, "the longest silence", least=0.1)
    total_seconds: float = setting(60.0, "the longest that a page may take in all", least=0.1)
    redirects: int = setting(10, "maximum HTTP redirects", least=0)
    refreshes: int = setting(5, "maximum meta-refresh redirects", least=0)
    header_bytes: int = setting(64 << 10, "maximum bytes of headers", least=1024)
    wire_bytes: int = setting(20 << 20, "maximum bytes of a page as sent", least=1024)
    decoded_bytes: int = setting(50 << 20, "maximum bytes of a page unpacked, and of a file", least=1024)
    ratio: int = setting(200, "how many times its size a page may unpack to, above ratio_from", least=1)
    ratio_from: int = setting(1 << 20, "unpacked bytes that are never suspicious", least=0)
    parse_seconds: float = setting(10.0, "maximum seconds of processor time to parse a page", least=0.1)
    parse_bytes: int = setting(512 << 20, "maximum bytes of memory to parse a page", least=64 << 20)
    begin_bytes: int = setting(
        64 << 10, "bytes of a huge page to parse and show first; 0: show it when all is", least=0
    )
    pages: int = setting(20, "maximum pages of a split article", least=1)
    picture_cache_bytes: int = setting(
        256 << 20, "bytes of pictures to keep for reading offline; the oldest go first; 0: keep none", least=0
    )
    workers: int = setting(0, "processes that read many inputs at a time; 0: one a core, and four to fetch", least=0)
    sites: Mapping[str, Site] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class FollowSettings:
    """How what is followed is refreshed."""

    texts: int = setting(20, "how many new stories of a source to fetch whole, the newest first; 0: none", least=0)
    hosts: int = setting(16, "how many hosts to ask at a time", least=1)
    pause: float = setting(0.5, "seconds between two pages of one host", least=0)
    refresh: float = setting(
        60.0, "minutes between two refreshes while the screen is open; 0: only when asked", least=0
    )
    minutes: float = setting(20.0, "the minutes of an edition", least=1)
    days: float = setting(90.0, "days for which the text of a story that you never open is kept", least=1)


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """A server that follows feeds for the reader, and how to log in there."""

    kind: Literal["miniflux", "greader"] = setting(
        "miniflux", "its API: Miniflux's own, or the Google Reader API (FreshRSS, Inoreader and others)"
    )
    address: str = setting("", "where it is, as https://example.com; empty: you have none")
    user: str = setting("", "your name there; empty with a token")
    password_command: tuple[str, ...] = setting((), "a program that prints the password of its API in one line")
    token_command: tuple[str, ...] = setting(
        (), "a program that prints a token in one line, in place of user and password"
    )
    token: str = setting("", "the token itself; keep this file to yourself then (chmod 600)")


_TRUE_OR_FALSE = MappingProxyType({True: "on", False: "off"})


@dataclass(frozen=True, slots=True)
class PageSettings:
    """How text is set. Changes made with keys are remembered and override the file."""

    width: int = setting(72, "the measure: cells of a line of text", least=1)
    spacing: Literal[0, 1] = setting(0, "blank lines between lines of text")
    paragraphs: Literal["space", "indent"] = setting("space", "what separates paragraphs: a blank line or an indent")
    wrap: Literal["greedy", "optimal"] = setting("greedy", "how lines are filled")
    justify: bool = setting(False, "make both edges even")
    hyphenate: bool = setting(False, "hyphenate words, where the language is known")
    bidi: Literal["logical", "visual"] = setting(
        "logical", "who orders right-to-left text: the terminal (logical) or termread (visual)"
    )
    tables: Literal["wide", "records"] = setting("wide", "tables that are too wide: scrolled, or one record a row")
    large_headline: bool = setting(False, "draw the headline in larger text, where the terminal can (kitty 0.40)")
    pictures: Pictures = setting(
        "ask",
        "draw pictures, or only their captions; ask: those from the web once i was pressed",
        formerly=_TRUE_OR_FALSE,
    )


@dataclass(frozen=True, slots=True)
class Config:
    """All settings."""

    theme: str = setting("auto", "auto: as light or dark as the terminal", one_of=theme_names)
    light: str = setting("paper", "the theme that auto means on a light terminal", one_of=_real_themes)
    dark: str = setting("dusk", "the theme that auto means on a dark terminal", one_of=_real_themes)
    keymap: Keymap = setting("termread", "whose keys to use")
    mouse: bool = setting(True, "whether the mouse belongs to termread (F6 gives it back)")
    browser: tuple[str, ...] = setting((), "the program that opens a link; empty: the system's own")
    keep_pages: bool = setting(True, "keep the page itself beside its article")
    backups: bool = setting(True, "back up the library once a day")
    page: PageSettings = field(default_factory=PageSettings)
    fetch: FetchSettings = field(default_factory=FetchSettings)
    follow: FollowSettings = field(default_factory=FollowSettings)
    server: ServerSettings = field(default_factory=ServerSettings)
    keys: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Keys by action name, several separated by spaces."""
    themes: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: MappingProxyType({}))
    """The reader's own themes: their colors, all of them, by name."""
    this_time: tuple[str, ...] = ()
    """Page settings given on the command line: they override remembered ones and are not remembered."""
    faults: tuple[str, ...] = ()
    """What is wrong in the file, one sentence each with its line; the default applies there."""

    @property
    def theme_names(self) -> tuple[str, ...]:
        """All themes by name, those of the reader's own last; "auto" comes first."""
        return theme_names(self.themes)
