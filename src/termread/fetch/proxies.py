"""Which proxy a page goes through: the site's own, the general one, or the environment's."""

from __future__ import annotations

import os
from collections.abc import Mapping
from ipaddress import ip_address, ip_network

from termread.config import FetchSettings, Site


def proxy_for(
    scheme: str, host: str, settings: FetchSettings, site: Site, environment: Mapping[str, str] = os.environ
) -> str | None:
    """Return the address of the proxy for *host*, or None. Settings go before HTTP(S)_PROXY, which NO_PROXY limits."""
    if site.proxy or settings.proxy:
        return _with_scheme(site.proxy or settings.proxy)
    if is_exempt(host, _variable(environment, "no_proxy")):
        return None
    found = _variable(environment, f"{scheme}_proxy") or _variable(environment, "all_proxy")
    return _with_scheme(found) if found else None


def is_exempt(host: str, exceptions: str) -> bool:
    """Tell whether *host* is among *exceptions*, as NO_PROXY lists them: names with all below them, addresses, networks, `*`."""
    host = host.lower().strip("[]").rstrip(".")
    return any(_matches(host, entry.strip().lower()) for entry in exceptions.split(",") if entry.strip())


def _matches(host: str, entry: str) -> bool:
    if entry == "*":
        return True
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
