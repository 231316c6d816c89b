"""Addresses as documents write them: joined to that of their page, and nothing where they are malformed."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

from termread.text import clean_line


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
