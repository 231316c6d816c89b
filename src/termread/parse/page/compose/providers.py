"""Sites whose posts, videos and sounds stand in other pages: by host, and by the class their script looks for."""

from __future__ import annotations

from urllib.parse import urlsplit

from termread.parse.page.class_names import words_of
from termread.parse.page.model import Element

_PROVIDERS = {
    "twitter.com": "x", "x.com": "x", "youtube.com": "youtube", "youtu.be": "youtube", "youtube-nocookie.com": "youtube",
    "instagram.com": "instagram", "facebook.com": "facebook", "tiktok.com": "tiktok", "vimeo.com": "vimeo",
    "bsky.app": "bluesky", "threads.net": "threads", "reddit.com": "reddit", "redditmedia.com": "reddit",
    "soundcloud.com": "soundcloud", "spotify.com": "spotify", "dailymotion.com": "dailymotion", "t.me": "telegram",
    "datawrapper.dwcdn.net": "datawrapper", "infogram.com": "infogram", "flourish.studio": "flourish",
    "google.com": "google", "documentcloud.org": "documentcloud", "apple.com": "apple", "linkedin.com": "linkedin",
}  # fmt: skip
_POSTS = {
    "twitter": "x", "tweet": "x", "instagram": "instagram", "tiktok": "tiktok", "bluesky": "bluesky", "mastodon": "mastodon",
    "facebook": "facebook", "fb": "facebook", "reddit": "reddit", "threads": "threads", "telegram": "telegram",
}  # fmt: skip


def provider_of(address: str) -> str:
    """Return the name of the site that an embedded address belongs to, its host where we know no name."""
    host = (urlsplit(address).hostname or "").removeprefix("www.") if "//" in address else ""
    for known, name in _PROVIDERS.items():
        if host == known or host.endswith("." + known):
            return name
    return host


def post_provider(element: Element) -> str | None:
    """Return the network whose post a quotation in the page is, by the class that its script looks for."""
    if element.tag not in ("blockquote", "div") or not element.name:
        return None
    words = words_of(element.name).split()
    marked = "embed" in words or "media" in words or "tweet" in words or "post" in words
    return (
        next((_POSTS[word] for word in words if word in _POSTS and marked), None)
        if element.tag == "blockquote"
        else None
    )
