"""What another site shows inside the page: posts, videos, sounds; their provider, link and words."""

from __future__ import annotations

from typing import Protocol

from termread.article import Embed
from termread.parse.page.compose.providers import post_provider, provider_of
from termread.parse.page.model import Element, Page, Run


class Linker(Protocol):
    """Makes a link absolute."""

    def __call__(self, href: str | None) -> str | None:
        """Return *href* absolute, or None."""
        ...


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


def embed_of(run: Run, links: Linker) -> Embed | None:
    """Return the embed that a frame, a video or a sound in the page is; None for what is only machinery."""
    if run.image is None:
        return None
    source = run.image.src
    if source.startswith(_SILENT) or any(word in source for word in _SERVICES):
        return None
    address = links("https:" + source if source.startswith("//") else source) or ""
    kind = run.image.title.removeprefix("amp-")
    if not address:
        return None
    return Embed(provider_of(address) or ("video" if kind == "video" else kind), address, run.image.alt)


def say_captions(page: Page, links: Linker) -> None:
    """Add the words that belong to a video or a sound to its own; leave them out where it is only machinery."""
    for words in page.runs:
        shown = page.runs[words.caption_for] if words.caption_for is not None else None
        if shown is None or shown.kind != "embed" or shown.image is None or shown.excluded is not None:
            continue
        if embed_of(shown, links) is None:
            page.exclude(words, "player")
        elif words.text not in shown.image.alt:
            shown.image.alt = f"{shown.image.alt}\n{words.text}".strip()


def post_of(element: Element, runs: list[Run], links: Linker) -> Embed | None:
    """Return the post quoted in *element*: its words, and the last link in it, which is the post's own."""
    text = "\n".join(run.text for run in runs if run.text)
    hrefs = [span.value for run in runs for span in run.spans if span.style == "link"]
    own = element.node.get("cite") or element.node.get("data-instgrm-permalink") or (hrefs[-1] if hrefs else None)
    address = links(own) or ""
    return Embed(post_provider(element) or provider_of(address), address, text) if text or address else None
