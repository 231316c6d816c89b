"""The user's own rules for sites: `sites/HOST.toml` in the config folder."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from urllib.parse import urlsplit

from termread import paths
from termread.config import FetchSettings
from termread.errors import UsageError
from termread.fetch.hosts import site_for
from termread.parse import SiteRule
from termread.parse.page.site_rules import read_rule, rule_for
from termread.values import replace


def site_rules() -> Mapping[str, SiteRule]:
    """Return all rules by host, reloaded if the folder has changed; raises UsageError naming the faulty file."""
    try:
        with os.scandir(f"{paths.config()}/sites") as found:
            stamps = tuple(
                sorted((each.path, each.stat().st_mtime_ns) for each in found if each.name.endswith(".toml"))
            )
    except OSError:
        stamps = ()
    return _read(stamps)


def mannered(settings: FetchSettings, url: str) -> FetchSettings:
    """Return *settings* with the user agent from the rule for *url*, unless the settings already give one.

    Settings for a parent domain still apply, except its headers, which never go to hosts below it.
    """
    rules = site_rules()
    if not rules:
        return settings
    rule = rule_for(rules, url)
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    site = site_for(host, settings)
    if rule is None or not rule.user_agent or site.user_agent:
        return settings
    headers = site.headers if host in settings.sites else {}
    return replace(settings, sites={**settings.sites, host: replace(site, user_agent=rule.user_agent, headers=headers)})


@lru_cache(maxsize=1)
def _read(stamps: tuple[tuple[str, int], ...]) -> Mapping[str, SiteRule]:
    rules = {}
    for path in (Path(path) for path, _ in stamps):
        host = path.stem.lower().removeprefix("www.")
        try:
            rules[host] = read_rule(host, path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError):
            raise UsageError(f"The site rule {path.name} cannot be read.") from None
    return MappingProxyType(rules)
