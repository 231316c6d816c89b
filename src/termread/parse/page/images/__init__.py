"""Pictures, embeds and drawings: their address, size, words and provider, and whether one is only an icon."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import islice
from urllib.parse import urlsplit

from termread.article import Embed
from termread.parse.page.class_names import words_of
from termread.parse.page.compose.links import Links
from termread.parse.page.model import Element, Image, Page, Run
from termread.parse.page.notation import drawn_formula
from termread.parse.page.tree import Node
from termread.parse.saved_page import is_data
from termread.text import clean, clean_line, regex

_PIXELS = regex(r"\d+")
_STAND_IN = regex(
    r"placeholder|(?:^|[/_-])(?:spacer|1x1|blank|transparent|pixel|lazy|loading|loader)[\w-]*\.(?:gif|png|svg)",
    re.IGNORECASE,
)
"""Addresses of placeholders that a script replaces with a picture."""
_ICON = regex(
    r"(?:^|[/_-])(?:icon|icons|logo|printlogo|sprite)[\w-]*\.(?:gif|png|svg|webp)(?:$|\?)|-(?:icon|logo)\.(?:gif|png|svg|webp)",
    re.IGNORECASE,
)
_MAY_STAND_IN = ("placeholder", "spacer", "1x1", "blank", "transparent", "pixel", "lazy", "load")
_MAY_BE_ICON = ("icon", "logo", "sprite")
"""Words that the two patterns need: searching for each string is several times faster than either pattern."""
_NESTED = 8
"""Ancestors searched for a `<picture>`: its sources are nested, since the parser does not know `<source>` as void."""
_LAZY = ("data-bg", "data-background-image", "data-background", "data-bg-src", "data-bgset", "data-src", "style")
"""Attributes that name a background; those for lazy loading come first."""
_PAINTS = frozenset(_LAZY)
_FILE = regex(r"\.(?:jpe?g|png|webp|avif|gif)(?:$|[?#])", re.IGNORECASE)
_URL = regex(r"url\(\s*([^)]+?)\s*\)")
_PICTURE = regex(r" (?:image|img|photo|picture|hero|poster|cover|foto|bild|thumbnail) ")
"""Class words of pictures shown as a background."""
TINY = 40
"""An image whose smaller side has at most this many pixels is an icon."""


def _stands_in(address: str) -> bool:
    """Return whether an address is that of a placeholder."""
    return any(map(address.lower().__contains__, _MAY_STAND_IN)) and _STAND_IN.search(address) is not None


def read_image(node: Node) -> Image:
    """Return the address, words and size of an image node."""
    get = dict(node.items()).get
    source = get("data-src") or get("data-original") or get("data-lazy-src") or get("src") or ""
    if source.startswith("data:") or _stands_in(source):
        source = ""
    if not source:
        source = _largest(_candidates(node) or _picture_sources(node))
    if not source and is_data(own := "".join((get("src") or "").split())):
        source = own
    words = clean(get("alt") or "")
    return Image(source, words, clean(get("title") or ""), pixels(get("width")), pixels(get("height")))


_CANDIDATES = ("srcset", "data-srcset", "data-lazy-srcset", "data-original-set", "data-src", "data-lazy-src")
"""Attributes that name the files of a picture, including those for lazy loading."""


def _candidates(node: Node) -> str:
    """Return the value of the first attribute that names more than a placeholder, or ""."""
    named = (node.get(name) or "" for name in _CANDIDATES)
    return next((files for files in named if files and not files.startswith("data:") and not _stands_in(files)), "")


def _picture_sources(node: Node) -> str:
    """Return the files named by the first source of the `<picture>` around *node*, or ""."""
    for around in islice(node.iterancestors(), _NESTED):
        if around.tag == "picture":
            return next(filter(None, map(_candidates, around.iter("source"))), "")
    return ""


def _largest(srcset: str) -> str:
    """Return the address in a srcset with the greatest width or density, or ""."""
    best, best_size = "", -1.0
    for candidate in srcset.split(", "):
        words = candidate.strip().rstrip(",").split()
        if not words or words[0].startswith("data:"):
            continue
        digits = _PIXELS.search(words[1]) if len(words) > 1 else None
        size = float(digits.group()) if digits else 0.0
        if size > best_size:
            best, best_size = words[0], size
    return best


def pixels(value: str | None) -> int | None:
    """Return the number of pixels that an attribute states, or None."""
    found = _PIXELS.match(value.strip()) if value else None
    return int(found.group()) if found and "%" not in (value or "") and len(found.group()) < 6 else None


def is_icon(node: Node, image: Image) -> bool:
    """Return whether an image is too small to be a picture."""
    sizes = [size for size in (image.width, image.height) if size is not None]
    small = bool(sizes and min(sizes) <= TINY) or "emoji" in (node.get("class") or "")
    if small or not image.src:
        return small or _stands_in(node.get("src") or "")
    named = not image.src.startswith("data:") and any(map(image.src.lower().__contains__, _MAY_BE_ICON))
    return named and _ICON.search(image.src) is not None


def read_embed(node: Node, tag: str) -> Image:
    """Return the address, words and size of an embed, with its tag as the title."""
    get, source = node.get, node.find(".//source")
    address = get("src") or get("data-src") or get("data") or (source.get("src") if source is not None else "") or ""
    if not address and get("videoid"):
        address = f"https://www.youtube.com/watch?v={get('videoid')}"
    words = clean(get("title") or get("aria-label") or "")
    return Image(address, words, tag, pixels(get("width")), pixels(get("height")))


def read_background(node: Node, said: Mapping[str, str]) -> Image | None:
    """Return the picture that an empty element shows as its background, by style or lazy loading, or None."""
    if _PAINTS.isdisjoint(said):
        return None
    value = next(said[name] for name in _LAZY if name in said)
    painted = _URL.search(value)
    address = (painted[1] if painted else value.split(" ")[0]).strip("'\"")
    if not (painted or _FILE.search(address)) or address.startswith("data:") or _stands_in(address):
        return None
    framed = any(outer.tag == "figure" for outer in islice(node.iterancestors(), _NESTED))
    if not (framed or said.get("role") == "img" or _PICTURE.search(words_of(said.get("class", "")))):
        return None
    return Image(address, clean(said.get("aria-label") or said.get("title") or ""), "", None, None)


def complete_figure(figure: Element, runs: list[Run]) -> None:
    """Add the missing picture to a figure with only text: a caption, or the stand-in of our own exported pages."""
    inside = runs[figure.start :]
    if any(run.kind != "text" for run in inside):
        return
    for run in inside:
        if run.element.name == "picture":
            href = next((span.value for span in run.spans if span.style == "link"), None)
            run.kind, run.image = "image", Image(href or "", run.text, "", None, None)
            run.text, run.spans, run.linked, run.size = "", (), 0, 0
            return
    holds = any(figure.node.find(f".//{tag}") is not None for tag in ("blockquote", "table"))
    if not holds and figure.node.find(".//figcaption") is not None and sum(run.size for run in inside) < 600:
        runs.append(Run("image", figure, image=Image("", "", "", None, None)))


LONGEST = 60
"""Characters of the longest alternative text that may be part of a sentence."""
MARK = 12
"""Characters of the longest text in a drawing that is an inline symbol rather than a chart."""
_DECORATION = regex(
    r"\b(?:icons?|logos?|external|links?|arrows?|opens?|new (?:tab|window)|bullets?|separator|divider|spacer|image|photo|"
    r"picture|thumbnail|avatar|share|download|pdf|lock(?:ed)?|premium|play|video|chevron|caret|close|menu|search|info|"
    r"externer|extern|fenster|enlace|lien|symbol)\b|^https?:|\.(?:gif|jpe?g|png|svg|webp)$|_",
    re.IGNORECASE,
)
_CAP = regex(r"[\"'“„«‘’¡¿]?\w", re.UNICODE)


def words_of_picture(node: Node, image: Image, before: str) -> str:
    """Return the alternative text of a picture after the text *before* if it is part of the sentence, or ""."""
    alt = image.alt
    if not alt:
        return ""
    tail = node.tail or ""
    if formula := drawn_formula(node, alt):
        return formula
    if len(alt) <= 2:
        return alt if before or _begins_word(alt, tail, node) else ""
    if (
        not is_icon(node, image)
        or not before
        or len(alt) > LONGEST
        or _DECORATION.search(alt)
        or _is_said(node, alt, before)
    ):
        return ""
    return ("" if before.endswith(("(", "“", "„", "«", "‘")) else " ") + alt + (" " if tail[:1].isalnum() else "")


def _begins_word(alt: str, tail: str, node: Node) -> bool:
    """Return whether a picture of a character is the initial of the word after it, or a symbol before a sentence."""
    if not _CAP.fullmatch(alt):
        return not alt.isascii()
    return tail[:1].islower() or bool(re.search(r"drop|initial|lettrine|cap", node.get("class") or "", re.IGNORECASE))


def _is_said(node: Node, alt: str, before: str) -> bool:
    """Return whether the text next to a picture says the same, or is that of a link that the picture decorates."""
    folded = alt.casefold()
    if before.casefold().endswith(folded) or (node.tail or "").strip().casefold().startswith(folded):
        return True
    link = next(node.iterancestors("a"), None)
    return link is not None and "".join(link.itertext()).strip() != ""


def drawn_words(node: Node) -> str:
    """Return all text in a drawing, or else its name if that is a single letter."""
    words = (" ".join("".join(text.itertext()).split()) for text in node.iter("text", "foreignobject"))
    said = " ".join(filter(None, words))
    return said or (name if _CAP.fullmatch(name := _name(node)) else "")


def words_of_drawing(node: Node, said: str) -> str:
    """Return the text for a drawing that is an inline symbol, or ""; *said* is all text in it."""
    if said or node.get("role") != "img" or node.get("aria-hidden") == "true":
        return said if len(said) <= MARK else ""
    name = _name(node)
    plain = len(name) <= LONGEST and not _DECORATION.search(name) and next(node.iterancestors("a"), None) is None
    return name if plain else ""


def _name(node: Node) -> str:
    """Return the accessible name of a drawing."""
    title = next(node.iter("title"), None)
    return clean_line(node.get("aria-label") or ("".join(title.itertext()) if title is not None else ""))


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
"""Networks by the class words that their embedding scripts look for."""
_EMBEDDED = frozenset(["embed", "media", "tweet", "post"])


def provider_of(address: str) -> str:
    """Return the name of the provider of an embedded address, or its host if the provider is unknown."""
    host = (urlsplit(address).hostname or "").removeprefix("www.") if "//" in address else ""
    return next((name for known, name in _PROVIDERS.items() if host == known or host.endswith("." + known)), host)


def post_provider(element: Element) -> str | None:
    """Return the network of a post embedded as a blockquote, by the class that its script looks for, or None."""
    if element.tag != "blockquote" or not is_post(element.name):
        return None
    return next((_POSTS[word] for word in words_of(element.name).split() if word in _POSTS), None)


def is_post(name: str) -> bool:
    """Return whether the class of a blockquote is one that scripts turn into an embedded post."""
    return not _EMBEDDED.isdisjoint(words_of(name).split())


def embed_of(run: Run, links: Links) -> Embed | None:
    """Return the embed of an iframe, video or audio element, or None if it is an ad, a tracker or the like."""
    source = run.image.src if run.image is not None else ""
    if source.startswith(_SILENT) or any(word in source for word in _SERVICES):
        return None
    address = links("https:" + source if source.startswith("//") else source)
    if run.image is None or not address:
        return None
    kind = run.image.title.removeprefix("amp-")
    return Embed(provider_of(address) or kind, address, run.image.alt)


def say_captions(page: Page, links: Links) -> None:
    """Add the captions of a video or audio to its own words, or exclude them if it is not shown."""
    for words in page.runs:
        shown = page.runs[words.caption_for] if words.caption_for is not None else None
        if shown is None or shown.kind != "embed" or shown.image is None or shown.excluded is not None:
            continue
        if embed_of(shown, links) is None:
            page.exclude(words, "player")
        elif words.text not in shown.image.alt:
            shown.image.alt = f"{shown.image.alt}\n{words.text}".strip()


def post_of(element: Element, runs: list[Run], links: Links) -> Embed | None:
    """Return the post quoted in *element*: its text and its address (by default its last link), or None if empty."""
    text = "\n".join(run.text for run in runs if run.text)
    hrefs = [span.value for run in runs for span in run.spans if span.style == "link"]
    own = (
        element.attributes.get("cite")
        or element.attributes.get("data-instgrm-permalink")
        or (hrefs[-1] if hrefs else None)
    )
    address = links(own) or ""
    return Embed(post_provider(element) or provider_of(address), address, text) if text or address else None
