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


def request_headers(url: str, settings: FetchSettings, site: Site) -> dict[str, str]:
    """Return the headers to ask for *url* with: honest, and without cookies unless the reader gave some."""
    headers = {
        "User-Agent": site.user_agent or settings.user_agent or f"termread/{__version__}",
        "Accept": "text/html,application/xhtml+xml,text/plain;q=0.9,text/markdown;q=0.9,*/*;q=0.5",
        "Accept-Encoding": "gzip, deflate",
        "Connection": "close",
        **site.headers,
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
