"""What another site shows inside the page: posts, videos, sounds; their provider, link and words."""

from __future__ import annotations

from urllib.parse import urlsplit

from termread.article import Embed
from termread.parse.page.class_names import words_of
from termread.parse.page.compose.links import Links
from termread.parse.page.model import Element, Page, Run

_SILENT = ("about:", "data:", "javascript:", "blob:")
_SERVICES = (
    "googletagmanager", "doubleclick", "recaptcha", "consent", "taboola", "outbrain", "amazon-adsystem", "disqus", "/ads",
    "tracking",
)  # fmt: skip
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
"""Networks, by the words in the class that their script looks for."""
_EMBEDDED = frozenset(["embed", "media", "tweet", "post"])


def provider_of(address: str) -> str:
    """Return the name of the site that an embedded address belongs to, its host where we know no name."""
    host = (urlsplit(address).hostname or "").removeprefix("www.") if "//" in address else ""
    return next((name for known, name in _PROVIDERS.items() if host == known or host.endswith("." + known)), host)


def post_provider(element: Element) -> str | None:
    """Return the network whose post a quotation in the page is, by the class that its script looks for."""
    if element.tag != "blockquote" or not is_post(element.name):
        return None
    return next((_POSTS[word] for word in words_of(element.name).split() if word in _POSTS), None)


def is_post(name: str) -> bool:
    """Return whether the class of a quotation says that a script makes a post of it."""
    return not _EMBEDDED.isdisjoint(words_of(name).split())


def embed_of(run: Run, links: Links) -> Embed | None:
    """Return the embed that a frame, a video or a sound in the page is; None for what is only machinery."""
    source = run.image.src if run.image is not None else ""
    if source.startswith(_SILENT) or any(word in source for word in _SERVICES):
        return None
    address = links("https:" + source if source.startswith("//") else source)
    if run.image is None or not address:
        return None
    kind = run.image.title.removeprefix("amp-")
    return Embed(provider_of(address) or kind, address, run.image.alt)


def say_captions(page: Page, links: Links) -> None:
    """Add the words that belong to a video or a sound to its own; leave them out where it is only machinery."""
    for words in page.runs:
        shown = page.runs[words.caption_for] if words.caption_for is not None else None
        if shown is None or shown.kind != "embed" or shown.image is None or shown.excluded is not None:
            continue
        if embed_of(shown, links) is None:
            page.exclude(words, "player")
        elif words.text not in shown.image.alt:
            shown.image.alt = f"{shown.image.alt}\n{words.text}".strip()


def post_of(element: Element, runs: list[Run], links: Links) -> Embed | None:
    """Return the post quoted in *element*: its words, and the last link in it, which is the post's own."""
    text = "\n".join(run.text for run in runs if run.text)
    hrefs = [span.value for run in runs for span in run.spans if span.style == "link"]
    own = (
        element.attributes.get("cite")
        or element.attributes.get("data-instgrm-permalink")
        or (hrefs[-1] if hrefs else None)
    )
    address = links(own) or ""
    return Embed(post_provider(element) or provider_of(address), address, text) if text or address else None
