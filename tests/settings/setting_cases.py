"""A case for each setting: what is set in config.toml, and where the difference is seen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import seen as see
import seen_following as following
import seen_page as of_page


@dataclass(frozen=True)
class Case:
    """What `observe` returns with the default, and with the setting as in `toml`; `given` is set both times."""

    toml: str
    observe: Callable[..., Any]
    """Takes the settings and the folder of the test; a place of `toml` in brackets is filled by `places`."""
    default: Any
    changed: Any
    given: str = ""


def fetch(setting: str, path: str, default: Any, changed: Any, *, given: str = "", observe: Any = None) -> Case:
    """Return the case of a setting of [fetch], which the page under *path* shows."""
    seen = observe or (lambda config, place: see.outcome(config, path))
    return Case(f"[fetch]\n{given}{setting}\n", seen, default, changed, f"[fetch]\n{given}")


def page(setting: str, observe: Callable[..., Any], default: Any, changed: Any, *, given: str = "") -> Case:
    """Return the case of a setting of [page], which the layout shows."""
    return Case(f"[page]\n{given}{setting}\n", observe, default, changed, f"[page]\n{given}")


def site(setting: str, observe: Callable[..., Any], default: Any, changed: Any) -> Case:
    """Return the case of a setting of one site."""
    return Case(f'[sites."127.0.0.1"]\n{setting}\n', observe, default, changed)


def account(setting: str, default: Any, changed: Any, *, given: str = "") -> Case:
    """Return the case of a setting of [server], which the account shows: kind, address, user and secret."""
    given = f'[server]\naddress = "example.com"\n{given}'
    return Case(f"{given}{setting}\n", see.account, default, changed, given)


WHOLE = "The ferry runs again"
BY_TOKEN = 'token_command = ["echo", "abc"]\n'
ABC = ("miniflux", "https://example.com", "", "abc")
MINE = ("miniflux", "https://example.com", "me", "secret")

CASES: dict[str, Case] = {
    # Everywhere
    "theme": Case('theme = "sepia"', see.theme, "dusk", "sepia"),
    "light": Case('light = "sepia"', see.theme_on_light, "paper", "sepia"),
    "dark": Case('dark = "night"', see.theme, "dusk", "night"),
    "themes": Case('dark = "mine"\n[themes.mine]\nlink = "#fff"', see.link_color, "#8dbbe3", "#ffffff"),
    "keymap": Case('keymap = "vim"', see.moved_by("ctrl+e"), False, True),
    "keys": Case('[keys]\nline_down = "Z"', see.moved_by("Z"), False, True),
    "mouse": Case("mouse = false", see.takes_the_mouse, True, False),
    "browser": Case('browser = ["{place}/mine"]', see.browser, "usual", "mine"),
    "keep_pages": Case("keep_pages = false", see.keeps_the_page, True, False),
    "backups": Case("backups = false", see.backs_up, True, False),
    # How the page is set
    "page.width": page("width = 40", of_page.longest_row, 71, 40),
    "page.spacing": page("spacing = 1", of_page.blank_rows_between_lines, False, True),
    "page.paragraphs": page('paragraphs = "indent"', of_page.indented, False, True),
    "page.wrap": page('wrap = "optimal"', of_page.raggedness, 521, 437, given="width = 50\n"),
    "page.justify": page("justify = true", of_page.both_edges_even, False, True),
    "page.hyphenate": page("hyphenate = true", of_page.hyphenated, False, True, given="width = 24\n"),
    "page.bidi": page('bidi = "visual"', of_page.hebrew, of_page.HEBREW, of_page.HEBREW[::-1]),
    "page.tables": page('tables = "records"', of_page.fields_of_the_table, 0, 16),
    "page.large_headline": page("large_headline = true", of_page.large_lines_where_they_can_be_drawn, 0, 1),
    "page.pictures": page('pictures = "on"', of_page.pictures, 0, 1),
    # How pages are fetched
    "fetch.user_agent": fetch('user_agent = "Reader/1"', "good", see.OURS, "Reader/1", observe=see.user_agent),
    "fetch.proxy": Case('[fetch]\nproxy = "{proxy}"', see.through_a_proxy, "refused", WHOLE),
    "fetch.join_pages": fetch("join_pages = false", "part/1", [1, 2, 3], [1], observe=see.parts),
    "fetch.retries": fetch("retries = 0", "flaky", WHOLE, "reset"),
    "fetch.retry_after_seconds": fetch("retry_after_seconds = 0.5", "busy/1", WHOLE, "status-503"),
    "fetch.connect_seconds": fetch(
        "connect_seconds = 0.1",
        "",
        "deadline",
        "no-answer",
        given="total_seconds = 2\nretries = 0\n",
        observe=see.no_answer,
    ),
    "fetch.idle_seconds": fetch(
        "idle_seconds = 0.2", "gone-quiet", "deadline", "silent", given="total_seconds = 2\nretries = 0\n"
    ),
    "fetch.total_seconds": fetch("total_seconds = 0.3", "", True, False, observe=see.is_whole),
    "fetch.redirects": fetch("redirects = 0", "hop", WHOLE, "redirects"),
    "fetch.refreshes": fetch("refreshes = 0", "refresh", WHOLE, "redirects"),
    "fetch.header_bytes": fetch("header_bytes = 99_000", "big-head", "headers", WHOLE),
    "fetch.wire_bytes": fetch("wire_bytes = 2048", "good", WHOLE, "part"),
    "fetch.decoded_bytes": fetch("decoded_bytes = 2048", "gzip", WHOLE, "part"),
    "fetch.ratio": fetch("ratio = 2", "gzip", WHOLE, "part", given="ratio_from = 1024\n"),
    "fetch.ratio_from": fetch("ratio_from = 1024", "gzip", WHOLE, "part", given="ratio = 2\n"),
    "fetch.parse_seconds": fetch("parse_seconds = 0.1", "", False, True, observe=see.costs_too_much),
    "fetch.parse_bytes": fetch("parse_bytes = 67_108_864", "", "drawn", "too much", observe=see.large_picture),
    "fetch.begin_bytes": fetch("begin_bytes = 0", "", True, False, observe=see.beginning),
    "fetch.pages": fetch("pages = 2", "part/1", [1, 2, 3], [1, 2], observe=see.parts),
    "fetch.picture_cache_bytes": fetch("picture_cache_bytes = 0", "", 1, 2, observe=see.times_a_picture_is_fetched),
    "fetch.workers": fetch("workers = 9", "", see.CORES, 9, observe=see.processes),
    # How what is followed is refreshed
    "follow.texts": Case("[follow]\ntexts = 1", following.texts, 3, 1),
    "follow.hosts": Case("[follow]\nhosts = 1", following.hosts_at_a_time, 2, 1),
    "follow.pause": Case("[follow]\npause = 0", following.pause, 0.5, 0.0),
    "follow.minutes": Case("[follow]\nminutes = 1", following.stories_of_an_edition, 3, 1),
    "follow.days": Case("[follow]\ndays = 1", following.texts_of_two_days_ago, 1, 0),
    "follow.refresh": Case("[follow]\nrefresh = 5", following.minutes_between_refreshes, 60, 5),
    # A server that one has already
    "server.kind": account('kind = "greader"', ABC, ("greader", *ABC[1:]), given=BY_TOKEN),
    "server.address": Case(
        f'[server]\n{BY_TOKEN}address = "example.com/v1/"\n', see.account, "", ABC, f"[server]\n{BY_TOKEN}"
    ),
    "server.user": account('user = "me"', see.INCOMPLETE, MINE, given='password_command = ["echo", "secret"]\n'),
    "server.password_command": account(
        'password_command = ["echo", "secret"]', see.INCOMPLETE, MINE, given='user = "me"\n'
    ),
    "server.token_command": account('token_command = ["echo", "abc"]', see.INCOMPLETE, ABC),
    "server.token": account('token = "abc"', see.INCOMPLETE, ABC),
    # What is set for one site
    "sites.user_agent": site('user_agent = "Reader/2"', see.user_agent, see.OURS, "Reader/2"),
    "sites.cookies": site('cookies = "{place}/cookies.txt"', see.cookie, None, "kind=oatmeal"),
    "sites.headers": site('headers = {X-Reader = "me"}', see.own_header, None, "me"),
    "sites.fetch_command": site('fetch_command = ["{place}/get", "{url}"]', see.outcome_of_good, WHOLE, "By command"),
    "sites.proxy": Case('[sites."127.0.0.1"]\nproxy = "{proxy}"', see.through_a_proxy, "refused", WHOLE),
}
