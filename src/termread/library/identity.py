"""Whether two addresses belong to the same story.

This is decided by each address's key, which is never fetched. It omits what link sources add and what publishers vary
by device: tracking parameters, fragments, AMP and mobile hosts, the scheme, default ports.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote, unquote_to_bytes, urlsplit

from termread.text import clean_line

_TRACKERS = """
fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid ysclid twclid ttclid igshid igsh mc_cid mc_eid mkt_tok
_hsenc _hsmi hsctatracking vero_id oly_anon_id oly_enc_id wickedid ref_src ref_url smid smtyp smprod cmp cmpid
cmpid_p xtor ocid ito ns_campaign ns_mchannel ns_source ns_linkname ncid srnd sref soc_src soc_trk guccounter
guce_referrer guce_referrer_sig unlocked_article_code gift giftid giftcopy sharetoken partner _branch_match_id
_gl _ga spm share_from shareuid clicktime bxid esrc fbc referringsource si s_cid wt_mc wt_zmc at_medium
at_campaign amp outputtype usqp amp_js_v amp_gsa __twitter_impression
"""
TRACKERS = frozenset(_TRACKERS.split())
"""Parameters that track where the reader came from, compared ignoring case."""

_PREFIXES = ("utm_", "at_custom", "pk_", "mtm_", "hsa_", "stm_", "itm_", "ga_", "__hs", "sc_c", "piwik_", "matomo_")
_OTHER_DEVICES = frozenset({"www", "m", "mobile", "amp", "wap", "touch"})
_UNRESERVED = "-._~!$&'()*+,;=:@/"
_AMP_CACHE = r"/(?:[a-z]/)?(?P<secure>s/)?(?P<host>[^/]+\.[^/]+)(?P<path>/.*)?$"
_AMP_TAIL = r"(?i)(?:/amp|\.amp)(?P<kind>\.html?)?/?$"
_AMP_HEAD = r"(?i)/amp(?=/[^/])"
_DEFAULT_PORTS = {"http": 80, "https": 443}


def identity(address: str) -> str:
    """Return the key of *address*: the same for every form of a web address; a file's is its absolute path.

    An address that cannot be parsed is its own key.
    """
    try:
        return _key(address)
    except ValueError:  # includes UnicodeError
        return address.strip()


def _key(address: str) -> str:
    parts = urlsplit(address.strip())
    port = parts.port
    scheme = parts.scheme.lower()
    if scheme == "file":
        return "file:" + os.path.abspath(os.fsdecode(unquote_to_bytes(parts.path)))  # noqa: PTH100 - no disk access
    if scheme not in _DEFAULT_PORTS or not parts.hostname:
        return address if re.match(r"[a-z][a-z0-9+.-]+:", address) else _path(address)
    host, path = _host(parts.hostname), _folded(parts.path)
    cached = re.match(_AMP_CACHE, path.removeprefix("/amp") if host == "google.com" else path)
    if cached and (host.endswith("cdn.ampproject.org") or (host == "google.com" and path.startswith("/amp/"))):
        host, path = _host(cached["host"]), cached["path"] or "/"
    if port not in (None, _DEFAULT_PORTS[scheme]):
        host = f"{host}:{port}"
    path = _without_dots(path)
    head = re.match(_AMP_HEAD, path)
    path = re.sub(_AMP_TAIL, lambda tail: tail["kind"] or "", path[head.end() :] if head else path)
    query = "&".join(_telling(parts.query))
    fragment = f"#{parts.fragment}" if parts.fragment.startswith("!") else ""
    return f"https://{host}{path.rstrip('/') or '/'}{'?' * bool(query)}{query}{fragment}"


def identities(address: str, url: str | None = None, canonical: str | None = None) -> dict[str, str]:
    """Return every key of a story, with its address: as given, after redirects, and the page's canonical one.

    A canonical address only counts within the same site, so that no page can pose as another site's, and a front page
    never counts as the address of a story linked from it.
    """
    first = identity(address)
    found = {first: address}
    if first.startswith("https://"):
        if url and not _is_front(arrived := identity(url)):
            found.setdefault(arrived, url)
        if canonical and not _is_front(own := identity(canonical)) and _domain(own) in map(_domain, found):
            found.setdefault(own, canonical)
    return found


def all_identities(addresses: Iterable[str]) -> dict[str, str]:
    """Return the keys of *addresses*, each with the first address that has it."""
    found: dict[str, str] = {}
    for address in addresses:
        found.setdefault(identity(address), address)
    return found


def lasting(address: str, key: str) -> str:
    """Return *address* as stored under *key*: paths are absolute, since the current folder may differ next time."""
    relative = key.startswith("file:") and not address.lower().startswith("file:") and not os.path.isabs(address)  # noqa: PTH117
    return clean_line(key.removeprefix("file:") if relative else address)


def site_of(address: str) -> str:
    """Return the host of a web address as in its key, or an empty string."""
    key = identity(address)
    return _hostname(key) if key.startswith("https://") else ""


def _path(path: str) -> str:
    return "file:" + os.path.abspath(path) if path and path != "-" else path  # noqa: PTH100 - no disk access


def _host(name: str) -> str:
    """Return a host in lower case and ASCII, without labels such as "m" that name a device."""
    name = name.lower().rstrip(".")
    if not name.isascii():
        try:
            name = name.encode("idna").decode("ascii")
        except UnicodeError:
            name = quote(name)
    labels = name.split(".")
    return ".".join([label for label in labels[:-2] if label not in _OTHER_DEVICES] + labels[-2:])


def _folded(text: str) -> str:
    """Return *text* with every percent-encoding in its one canonical form."""
    return quote(unquote_to_bytes(text), safe=_UNRESERVED)


def _without_dots(path: str) -> str:
    """Return *path* with . and .. resolved (RFC 3986, 5.2.4)."""
    kept: list[str] = []
    for segment in path.split("/"):
        if segment == "..":
            if len(kept) > 1:
                kept.pop()
        elif segment != ".":
            kept.append(segment)
    return "/".join(kept)


def _telling(query: str) -> Iterator[str]:
    for pair in query.split("&"):
        name = pair.partition("=")[0].lower()
        if pair and name not in TRACKERS and not name.startswith(_PREFIXES):
            yield quote(unquote_to_bytes(pair.replace("+", " ")), safe="-._~!$'()*,;=:@/?")


def _hostname(key: str) -> str:
    """The host in *key*, or an empty string if the address cannot be parsed."""
    try:
        return urlsplit(key).hostname or ""
    except ValueError:
        return ""


def _is_front(key: str) -> bool:
    try:
        parts = urlsplit(key)
    except ValueError:
        return False
    return parts.path in ("", "/") and not parts.query


def _domain(key: str) -> str:
    """Return the part of a host registered by one publisher: two labels, or three under suffixes such as co.uk."""
    host = _hostname(key)
    labels = host.split(".")
    count = 3 if len(labels) > 2 and len(labels[-1]) == 2 and len(labels[-2]) <= 3 else 2
    return host if re.fullmatch(r"[\d.]+|.*:.*", host) else ".".join(labels[-count:])
