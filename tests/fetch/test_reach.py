"""How near a host is, by every name it may be given."""

from __future__ import annotations

import pytest

from termread.fetch.hosts import Reach, reach

NEAR = {
    Reach.COMPUTER: (
        "localhost LOCALHOST. a.localhost 127.0.0.1 127.9.9.9 127.1 2130706433 0x7f.1 ::1 [::1] 0.0.0.0 0 ::ffff:127.0.0.1 "
        "169.254.1.1 fe80::1%eth0"
    ),
    Reach.NETWORK: "10.0.0.7 192.168.1.1 172.16.0.1 10.1 fd00::1 ::ffff:10.0.0.7 printer.local wiki.internal 100.64.0.1",
    Reach.NET: "example.com 93.184.216.34 2606:2800:220:1::1 localhost.example.com local 10.0.0.7.example.com",
}


@pytest.mark.parametrize(("host", "near"), [(host, near) for near, hosts in NEAR.items() for host in hosts.split()])
def test_a_host_is_as_near_as_it_is_however_it_is_spelt(host, near):
    assert reach(host) == near
