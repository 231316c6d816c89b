"""What is set for one site: its manners, its cookies, its own program to fetch with."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from termread import __version__
from termread.config import FetchSettings, Site
from termread.errors import UsageError
from termread.text import clean_line

if TYPE_CHECKING:
    from http.cookiejar import CookieJar


def site_for(host: str, settings: FetchSettings) -> Site:
    """Return what is set for *host*, or for the nearest name above it."""
    name = host.lower().rstrip(".").removeprefix("www.")
    while name:
        if name in settings.sites:
            return settings.sites[name]
        name = name.partition(".")[2]
    return Site()


def origin_of(url: str) -> tuple[str, str, int | None]:
    """Return scheme, host and port of *url*, as browsers tell sites apart; nothing of an address that is none."""
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(url)
        default = {"http": 80, "https": 443}.get(parts.scheme)
        return parts.scheme, (parts.hostname or "").rstrip("."), parts.port or default
    except ValueError:
        return "", "", None


def takes_own_headers(url: str, asked_from: str, settings: FetchSettings) -> bool:
    """Tell whether the reader's own headers for a site go along to *url*.

    They may be a key to it: they go to the host they are set for and not to those below it, and only to the scheme, host
    and port of *asked_from*, so that no redirect takes them along.
    """
    _, host, _ = origin = origin_of(url)
    return origin == origin_of(asked_from) and host.removeprefix("www.") in settings.sites


def asked_address(url: str, named_by: str | None) -> str:
    """Return the address whose origin may be given the reader's own headers: *url*, if the reader asked for it.

    What a page names, *named_by*, is asked for by the page, unless it is by https on the usual port: a link from a
    search to the reader's newspaper is to open there as it does when it is typed.
    """
    scheme, _, port = origin_of(url)
    return url if named_by is None or (scheme, port) == ("https", 443) else named_by


def request_headers(url: str, settings: FetchSettings, site: Site, *, own: bool) -> dict[str, str]:
    """Return the headers to ask for *url* with, the site's *own* if they may go there.

    Honest, and without cookies unless the reader gave some.
    """
    headers = {
        "User-Agent": site.user_agent or settings.user_agent or f"termread/{__version__}",
        "Accept": "text/html,application/xhtml+xml,text/plain;q=0.9,text/markdown;q=0.9,*/*;q=0.5",
        "Accept-Encoding": "gzip, deflate",
        "Connection": "close",
        **(site.headers if own else {}),
    }
    if site.cookies:
        cookie = _cookie_header(url, site.cookies)
        if cookie:
            headers["Cookie"] = cookie
    for name, value in headers.items():
        if not (name + value).isprintable() or not (name + value).isascii():
            raise UsageError(f"The header {clean_line(name)} in the settings holds characters that no header may hold.")
    return headers


def _cookie_header(url: str, path: str) -> str | None:
    from urllib.request import Request

    request = Request(url)  # noqa: S310 - nothing is opened; the jar wants to see a request
    _cookies(path).add_cookie_header(request)
    return request.get_header("Cookie")


def _cookies(path: str) -> CookieJar:
    from http.cookiejar import LoadError, MozillaCookieJar

    jar = MozillaCookieJar(Path(path).expanduser())
    try:
        jar.load(ignore_discard=True, ignore_expires=True)
    except (OSError, LoadError, ValueError):
        raise UsageError(
            f"The cookies file {clean_line(path)} cannot be read. It must be in the Netscape format that browsers export."
        ) from None
    for cookie in jar:
        # Browsers write a cookie that ends with the session as one that ended in 1970.
        cookie.expires = cookie.expires or None
    return jar
