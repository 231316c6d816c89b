"""Whether a fault is that of one host, or there is no connection at all."""

from __future__ import annotations

from termread.config import FetchSettings
from termread.errors import TermreadError, Unreachable

_PROBED = "example.com"
"""A permanently reserved name (RFC 2606) that every resolver knows."""
_AWAY = frozenset({"no-way", "dns", "dns-busy"})
"""Codes of errors that may affect one host or all of them."""


def offline(error: TermreadError, settings: FetchSettings) -> Unreachable | None:
    """Return the "offline" error if that is the cause of *error*, else None; looks up one name to find out."""
    if error.code == "proxy-away" and not any(site.proxy for site in settings.sites.values()):
        return Unreachable(error.text, code="offline")
    if error.code in _AWAY and not _net_is_there():
        return Unreachable("There is no connection to the internet.", code="offline")
    return None


def _net_is_there() -> bool:
    """Return whether a name can be resolved and its address is routable; nothing is sent to it."""
    import socket

    try:
        found = socket.getaddrinfo(_PROBED, 443, type=socket.SOCK_DGRAM)
    except OSError:
        return False
    for family, kind, protocol, _, address in found:
        try:
            with socket.socket(family, kind, protocol) as probe:
                probe.connect(address)
        except OSError:
            continue
        return True
    return False
