"""Whether it is a page that cannot be reached, or everything: then there is no sense in trying the rest of a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from termread.errors import TermreadError, Unreachable

if TYPE_CHECKING:
    from termread.config import FetchSettings

_PROBED = "example.com"
"""A name that is reserved for ever (RFC 2606) and that every resolver knows."""
_AWAY = frozenset({"no-way", "dns", "dns-busy"})
"""Codes of faults that one host may have, or all of them."""


def offline(error: TermreadError, settings: FetchSettings) -> Unreachable | None:
    """Return the error that tells of no connection at all, if that is why *error* came; looks up one name to know."""
    if error.code == "proxy-away" and not any(site.proxy for site in settings.sites.values()):
        return Unreachable(error.text, code="offline")
    if error.code in _AWAY and not _net_is_there():
        return Unreachable("There is no connection to the internet.", code="offline")
    return None


def _net_is_there() -> bool:
    """Return whether a name can be looked up and there is a way to its address; nothing is sent there."""
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
