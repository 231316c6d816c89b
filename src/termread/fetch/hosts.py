"""What is known about a host: how near it is, its proxy, and its site's settings."""

from __future__ import annotations

import os
from collections.abc import Mapping
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING

from termread import __version__
from termread.config import FetchSettings, Site
from termread.errors import UsageError
from termread.text import clean_line

if TYPE_CHECKING:
    from http.cookiejar import CookieJar
    from ipaddress import IPv4Address, IPv6Address


class Reach(IntEnum):
    """How near a host is, however it is spelled: pages may not reach anything nearer than themselves."""

    NET = 0
    NETWORK = 1
    COMPUTER = 2


def reach(host: str) -> Reach:
    """Return how near *host* is, given a name or an IP address in any notation that systems accept."""
    name = _normal(host).strip("[]").rstrip(".")
    if name == "localhost" or name.endswith(".localhost"):
        return Reach.COMPUTER
    if name.endswith((".local", ".internal")):
        return Reach.NETWORK
    address = _ip_address(name.partition("%")[0])
    if address is None or address.is_global:
        return Reach.NET
    # An address that embeds another, by translation or tunnelling, counts as the one inside it.
    itself = address.is_loopback or address.is_unspecified or address.is_link_local
    return Reach.COMPUTER if itself else Reach.NETWORK


def _normal(host: str) -> str:
    """Return *host* as a resolver reads it: Unicode dots and digits as ASCII, and invisible characters removed."""
    if host.isascii():
        return host.lower()
    from unicodedata import category, normalize

    seen = "".join(letter for letter in host if category(letter) != "Cf" and not "\ufe00" <= letter <= "\ufe0f")
    return normalize("NFKC", normalize("NFKC", seen).casefold()).replace("\u3002", ".")


def _inner(address: IPv6Address) -> IPv4Address | None:
    """Return the IPv4 address embedded in *address*: mapped, tunnelled, or translated (RFC 6052)."""
    from ipaddress import IPv4Address

    if address.ipv4_mapped or address.sixtofour:
        return address.ipv4_mapped or address.sixtofour
    high, low = int(address) >> 32, int(address) & 0xFFFFFFFF
    return IPv4Address(low) if high == 0x0064FF9B << 64 or (high == 0 and low > 1) else None


def _ip_address(name: str) -> IPv4Address | IPv6Address | None:
    from ipaddress import IPv6Address, ip_address
    from socket import inet_aton

    try:
        found = ip_address(name)
    except ValueError:
        try:
            # Resolvers accept 127.1 and 2130706433 too.
            return ip_address(inet_aton(name))
        except (OSError, ValueError):
            return None
    return _inner(found) or found if isinstance(found, IPv6Address) else found


def proxy_for(
    scheme: str, host: str, settings: FetchSettings, site: Site, environment: Mapping[str, str] = os.environ
) -> str | None:
    """Return the proxy for *host*, or None. Settings take precedence over HTTP(S)_PROXY, to which NO_PROXY applies."""
    if site.proxy or settings.proxy:
        return _with_scheme(site.proxy or settings.proxy)
    if is_exempt(host, _variable(environment, "no_proxy")):
        return None
    found = _variable(environment, f"{scheme}_proxy") or _variable(environment, "all_proxy")
    return _with_scheme(found) if found else None


def is_exempt(host: str, exceptions: str) -> bool:
    """Return whether *host* matches *exceptions*, a NO_PROXY list of domains, addresses, networks or `*`."""
    host = host.lower().strip("[]").rstrip(".")
    return any(_matches(host, entry.strip().lower()) for entry in exceptions.split(",") if entry.strip())


def _matches(host: str, entry: str) -> bool:
    if entry == "*":
        return True
    from ipaddress import ip_address, ip_network

    try:
        return ip_address(host) in ip_network(entry, strict=False)
    except ValueError:
        name = entry.rsplit(":", 1)[0] if entry.count(":") == 1 else entry
        name = name.lstrip("*").lstrip(".").strip("[]")
        return host == name or host.endswith(f".{name}")


def _variable(environment: Mapping[str, str], name: str) -> str:
    return environment.get(name) or environment.get(name.upper()) or ""


def _with_scheme(proxy: str) -> str:
    return proxy if "://" in proxy else f"http://{proxy}"


def site_for(host: str, settings: FetchSettings) -> Site:
    """Return the settings for *host*, or for its nearest parent domain."""
    name = host.lower().rstrip(".").removeprefix("www.")
    while name:
        if name in settings.sites:
            return settings.sites[name]
        name = name.partition(".")[2]
    return Site()


def origin_of(url: str) -> tuple[str, str, int | None]:
    """Return the origin of *url*: scheme, host and port; empty if it is not a valid address."""
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(url)
        default = {"http": 80, "https": 443}.get(parts.scheme)
        return parts.scheme, (parts.hostname or "").rstrip("."), parts.port or default
    except ValueError:
        return "", "", None


def takes_own_headers(url: str, asked_from: str, settings: FetchSettings) -> bool:
    """Return whether to send the reader's own headers for a site to *url*.

    They may hold credentials, so they go only to the exact host they are set for, never to its subdomains, and only to
    the origin of *asked_from*, so that no redirect can carry them elsewhere.
    """
    _, host, _ = origin = origin_of(url)
    return origin == origin_of(asked_from) and host.removeprefix("www.") in settings.sites


def asked_address(url: str, named_by: str | None) -> str:
    """Return the address whose origin may receive the reader's own headers: *url*, if the reader asked for it.

    A link found on the page *named_by* counts as requested by that page, unless it is https on the default port: a link
    from a search engine to the reader's newspaper should open as if it had been typed.
    """
    scheme, _, port = origin_of(url)
    return url if named_by is None or (scheme, port) == ("https", 443) else named_by


def request_headers(url: str, settings: FetchSettings, site: Site, *, own: bool) -> dict[str, str]:
    """Return the request headers for *url*, including the site's *own* if they may be sent there.

    Honest about what termread is, with no cookies unless the reader supplied them.
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

    request = Request(url)  # noqa: S310 - nothing is opened; the cookie jar needs a request object
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
        # Browsers export session cookies with an expiry in 1970.
        cookie.expires = cookie.expires or None
    return jar
