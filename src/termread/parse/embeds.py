"""What another site shows inside the page: posts, videos, sounds; their provider, link and words."""

from __future__ import annotations

from typing import Protocol
from urllib.parse import urlsplit

from termread.article import Embed
from termread.parse.boxes import Box, Piece
from termread.parse.furniture import words_of


class Linker(Protocol):
    """Makes a link absolute."""

    def __call__(self, href: str | None) -> str | None: ...


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
_SILENT = ("about:", "data:", "javascript:", "blob:")
_SERVICES = (
    "googletagmanager",
    "doubleclick",
    "recaptcha",
    "consent",
    "taboola",
    "outbrain",
    "amazon-adsystem",
    "disqus",
    "/ads",
    "tracking",
)


def provider_of(address: str) -> str:
    """Return the name of the site that an embedded address belongs to, its host where we know no name."""
    host = (urlsplit(address).hostname or "").removeprefix("www.") if "//" in address else ""
    for known, name in _PROVIDERS.items():
        if host == known or host.endswith("." + known):
            return name
    return host


def post_provider(box: Box) -> str | None:
    """Return the network whose post a quotation in the page is, by the class that its script looks for."""
    if box.tag not in ("blockquote", "div") or not box.name:
        return None
    words = words_of(box.name).split()
    marked = "embed" in words or "media" in words or "tweet" in words or "post" in words
    return (
        next((_POSTS[word] for word in words if word in _POSTS and marked), None) if box.tag == "blockquote" else None
    )


def embed_of(piece: Piece, links: Linker) -> Embed | None:
    """Return the embed that a frame, a video or a sound in the page is; None for what is only machinery."""
    if piece.image is None:
        return None
    source = piece.image.src
    if source.startswith(_SILENT) or any(word in source for word in _SERVICES):
        return None
    address = links("https:" + source if source.startswith("//") else source) or ""
    kind = piece.image.title.removeprefix("amp-")
    if not address:
        return None
    return Embed(provider_of(address) or ("video" if kind == "video" else kind), address, piece.image.alt)


def post_of(box: Box, pieces: list[Piece], links: Linker) -> Embed | None:
    """Return the post quoted in *box*: its words, and the last link in it, which is the post's own."""
    text = "\n".join(piece.text for piece in pieces if piece.text)
    hrefs = [span.value for piece in pieces for span in piece.spans if span.style == "link"]
    own = box.element.get("cite") or box.element.get("data-instgrm-permalink") or (hrefs[-1] if hrefs else None)
    address = links(own) or ""
    return Embed(post_provider(box) or provider_of(address), address, text) if text or address else None
