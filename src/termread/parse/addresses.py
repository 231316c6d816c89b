"""Addresses as documents write them: joined to that of their page, and nothing where they are malformed."""

from __future__ import annotations

from urllib.parse import parse_qsl, urljoin, urlsplit

from termread.text import clean_line, regex

_REDIRECT = regex(r"/(?:url|l|out|away|redir|redirect)(?:\.php)?/?$")
"""The path of a page that only leads on to the address in its query."""
_TARGETS = ("q", "url", "u", "to")
"""The query's names for that address, likeliest first."""


def joined(base: str | None, address: str) -> str:
    """Return *address* relative to *base*; empty if either is malformed."""
    try:
        return urljoin(base or "", address)
    except ValueError:
        return ""


def host_of(address: str | None) -> str:
    """Return the host of *address* in lower case; empty if it has none or is malformed."""
    try:
        return urlsplit(address or "").hostname or ""
    except ValueError:
        return ""


def web_address(address: str | None, page: str | None) -> str | None:
    """Return *address*, found on the *page*, as an absolute http or https address with a host, or None."""
    address = clean_line(address or "")
    found = joined(page, address) if address else ""
    return found if found[:8].lower().startswith(("http://", "https://")) and host_of(found) else None


def target_of(address: str) -> str:
    """Return the http or https address that a redirecting link holds whole in its query; any other *address* as it is."""
    try:
        parts = urlsplit(address)
        if not _REDIRECT.search(parts.path):
            return address
        said = dict(parse_qsl(parts.query, max_num_fields=50))
    except ValueError:
        return address
    return next((found for name in _TARGETS if (found := web_address(said.get(name), None))), address)
