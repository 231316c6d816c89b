"""What another site shows inside the page: posts, videos, sounds; their provider, link and words."""

from __future__ import annotations

from typing import Protocol

from termread.article import Embed
from termread.parse.page.compose.providers import post_provider, provider_of
from termread.parse.page.model import Box, Piece


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


def say_captions(pieces: list[Piece], links: Linker) -> None:
    """Add the words that belong to a video or a sound to its own; leave them out where it is only machinery."""
    for words in pieces:
        shown = pieces[words.of] if words.of is not None else None
        if shown is None or shown.kind != "embed" or shown.image is None or shown.cut is not None:
            continue
        if embed_of(shown, links) is None:
            words.cut = words.cut or "player"
        elif words.text not in shown.image.alt:
            shown.image.alt = f"{shown.image.alt}\n{words.text}".strip()


def post_of(box: Box, pieces: list[Piece], links: Linker) -> Embed | None:
    """Return the post quoted in *box*: its words, and the last link in it, which is the post's own."""
    text = "\n".join(piece.text for piece in pieces if piece.text)
    hrefs = [span.value for piece in pieces for span in piece.spans if span.style == "link"]
    own = box.element.get("cite") or box.element.get("data-instgrm-permalink") or (hrefs[-1] if hrefs else None)
    address = links(own) or ""
    return Embed(post_provider(box) or provider_of(address), address, text) if text or address else None
