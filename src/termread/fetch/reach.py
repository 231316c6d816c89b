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
    name = host.lower().strip("[]").rstrip(".")
    if name == "localhost" or name.endswith(".localhost"):
        return Reach.COMPUTER
    if name.endswith((".local", ".internal")):
        return Reach.NETWORK
    address = _ip_address(name.partition("%")[0])
    if address is None or address.is_global:
        return Reach.NET
    itself = address.is_loopback or address.is_unspecified or address.is_link_local
    return Reach.COMPUTER if itself else Reach.NETWORK


def _ip_address(name: str) -> IPv4Address | IPv6Address | None:
    try:
        found = ip_address(name)
    except ValueError:
        try:
            # 127.1 and 2130706433 are what a resolver makes of them.
            return ip_address(socket.inet_aton(name))
        except (OSError, ValueError):
            return None
    return found.ipv4_mapped or found if isinstance(found, IPv6Address) else found
