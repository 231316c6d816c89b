"""What a page says of itself: headline, byline, dates, dek, language, and where it belongs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from termread.article import Header
from termread.parse.metadata.around import around
from termread.parse.metadata.belonging import (
    canonical_of,
    direction_of,
    host_name,
    kicker_of,
    language_of,
    next_of,
    site_of,
)
from termread.parse.metadata.byline import Byline, Source, bylines_of
from termread.parse.metadata.headline import headline_of, words_before
from termread.parse.metadata.linked import LinkedData, linked_data
from termread.parse.metadata.published import modified_of, published_of
from termread.parse.metadata.tags import Tags, descriptions_of, tags_of
from termread.parse.parsed import FieldCandidate, choose
from termread.parse.phrasebook import phrases_for
from termread.values import dataclass, field

__all__ = ["Metadata", "read_metadata"]


@dataclass(frozen=True, slots=True)
class Metadata(Header):
    """The header of an article as its page tells it, and hints at what kind of page it is."""

    descriptions: tuple[str, ...] = ()
    """What the page's tags and data say that it is about; the first of them is the dek until the text shows another."""
    article_body: str = ""
    """The text as JSON-LD gives it; a rescue, never the first choice."""
    news: bool = False
    """Whether the page says it is a newspaper's article."""
    live: bool = False
    video: bool = False
    kinds: frozenset[str] = frozenset()
    """The kinds of schema.org that its data say that it has."""
    og_type: str = ""
    """What og:type says that the page is, in small letters."""
    free: bool | None = None
    """Whether the page says it is free to read; None where it does not say."""
    candidates: Mapping[str, tuple[FieldCandidate[str], ...]] = field(default_factory=dict)
    """What title, authors and date may be, and why each was taken or not; all of them where every one was asked for."""
    rules: Mapping[str, str] = field(default_factory=dict)
    """Where the title, the authors, the date and the dek were found."""


def read_metadata(root: Any, url: str | None, *, every: bool = False) -> Metadata:
    """Return what the page with *root*, an lxml tree, says of itself; *url* is where it came from.

    Candidates are looked for only until one can be taken, unless *every* one is asked for.
    """
    tags, linked = tags_of(root), linked_data(root)
    language = language_of(root, tags, linked)
    site = site_of(tags, linked)
    names = [site or "", host_name(url)]
    headline, titles = choose(headline_of(root, tags, linked, names), every=every)
    title = headline.value.rstrip(" ¶") if headline else ""
    descriptions = descriptions_of(tags, linked, title, site or "")
    elements = list(root.iter("*"))
    near = around(elements, title)
    source = Source(linked, tags, elements, near, phrases_for(language))
    signed, signatures = choose(bylines_of(source, site or "", every=every), every=every)
    byline = signed.value if signed else Byline()
    tag = (language or "").lower()
    dated, days = choose(published_of(source, url, tag), every=every)
    canonical = canonical_of(root, tags, url)
    return Metadata(
        title=title,
        kicker=words_before(root, title) or kicker_of(tags, linked),
        dek=next(iter(descriptions), None),
        descriptions=descriptions,
        byline=byline.undated() or ", ".join(byline.authors) or None,
        authors=byline.authors,
        published=dated.value if dated else None,
        modified=modified_of(source, tag),
        site=site,
        language=language,
        direction=direction_of(root, language),
        canonical_url=canonical,
        next_url=next_of(root, url or canonical),
        article_body=linked.body(),
        news=linked.is_news(),
        live="LiveBlogPosting" in linked.kinds,
        video=_is_video(tags, linked),
        kinds=linked.kinds,
        og_type=tags.first("og:type").lower(),
        free=_free(linked),
        candidates={
            "title": titles,
            "authors": tuple(FieldCandidate(", ".join(c.value.authors), c.by, c.lost) for c in signatures),
            "published": days,
        },
        rules={
            "title": headline.by if headline else "",
            "authors": signed.by if signed else "",
            "published": dated.by if dated else "",
            "dek": "description" if descriptions else "",
        },
    )


def _is_video(tags: Tags, linked: LinkedData) -> bool:
    return tags.first("og:type").startswith("video") or (
        "VideoObject" in linked.kinds and not linked.article.get("headline")
    )


def _free(linked: LinkedData) -> bool | None:
    value = linked.article.get("isAccessibleForFree")
    if value is None:
        return None
    return str(value).strip().lower().rsplit("/", 1)[-1] not in ("false", "no", "0")
