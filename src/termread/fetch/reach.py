"""How near an address lies: out in the net, in the network this computer is in, or in this computer itself."""

from __future__ import annotations

import socket
from enum import IntEnum
from ipaddress import IPv4Address, IPv6Address, ip_address


class Reach(IntEnum):
    """How near a host is, however it is spelt: nothing of the net may lead nearer than it lies itself."""

    NET = 0
    NETWORK = 1
    COMPUTER = 2


def reach(host: str) -> Reach:
    """Return how near *host* is, a name or an IP address in any notation that systems understand."""
    name = _normal(host).strip("[]").rstrip(".")
    if name == "localhost" or name.endswith(".localhost"):
        return Reach.COMPUTER
    if name.endswith((".local", ".internal")):
        return Reach.NETWORK
    address = _ip_address(name.partition("%")[0])
    if address is None or address.is_global:
        return Reach.NET
    # What an address is a way to counts, as what it is: a translated or tunnelled one leads to the one inside it.
    itself = address.is_loopback or address.is_unspecified or address.is_link_local
    return Reach.COMPUTER if itself else Reach.NETWORK


def _normal(host: str) -> str:
    """Return *host* as a resolver reads it: other dots and digits as plain ones, and nothing that is not seen."""
    if host.isascii():
        return host.lower()
    from unicodedata import category, normalize

    seen = "".join(letter for letter in host if category(letter) != "Cf" and not "\ufe00" <= letter <= "\ufe0f")
    return normalize("NFKC", normalize("NFKC", seen).casefold()).replace("\u3002", ".")


def _inner(address: IPv6Address) -> IPv4Address | None:
    """Return the address of version 4 that *address* stands for: mapped, tunnelled, or translated (RFC 6052)."""
    if address.ipv4_mapped or address.sixtofour:
        return address.ipv4_mapped or address.sixtofour
    high, low = int(address) >> 32, int(address) & 0xFFFFFFFF
    return IPv4Address(low) if high == 0x0064FF9B << 64 or (high == 0 and low > 1) else None


def _ip_address(name: str) -> IPv4Address | IPv6Address | None:
    try:
        found = ip_address(name)
    except ValueError:
        try:
            # 127.1 and 2130706433 are what a resolver makes of them.
            return ip_address(socket.inet_aton(name))
        except (OSError, ValueError):
            return None
    return _inner(found) or found if isinstance(found, IPv6Address) else found
