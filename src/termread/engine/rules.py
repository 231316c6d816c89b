"""The user's own rules for sites: `sites/HOST.toml` in the config folder."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from urllib.parse import urlsplit

from termread.config import FetchSettings, folders
from termread.errors import UsageError
from termread.fetch.hosts import site_for
from termread.parse import SiteRule
from termread.parse.page.site_rules import read_rule, rule_for
from termread.values import replace


def site_rules() -> Mapping[str, SiteRule]:
    """Return all rules by host, reloaded if the folder has changed; raises UsageError naming the faulty file."""
    folder = folders().config / "sites"
    try:
        stamps = tuple(sorted((path, path.stat().st_mtime_ns) for path in folder.glob("*.toml")))
    except OSError:
        stamps = ()
    return _read(stamps)


def mannered(settings: FetchSettings, url: str) -> FetchSettings:
    """Return *settings* with the user agent from the rule for *url*, unless the settings already give one.

    Settings for a parent domain still apply, except its headers, which never go to hosts below it.
    """
    rule = rule_for(site_rules(), url)
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    site = site_for(host, settings)
    if rule is None or not rule.user_agent or site.user_agent:
        return settings
    headers = site.headers if host in settings.sites else {}
    return replace(settings, sites={**settings.sites, host: replace(site, user_agent=rule.user_agent, headers=headers)})


@lru_cache(maxsize=1)
def _read(stamps: tuple[tuple[Path, int], ...]) -> Mapping[str, SiteRule]:
    rules = {}
    for path, _ in stamps:
        host = path.stem.lower().removeprefix("www.")
        try:
            rules[host] = read_rule(host, path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError):
            raise UsageError(f"The site rule {path.name} cannot be read.") from None
    return MappingProxyType(rules)
