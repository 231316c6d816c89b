"""What comes with an item: its picture, its files, and whether it is an episode, a video or a release rather than a story."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any

from termread.feed import Enclosure, Medium
from termread.parse.addresses import host_of
from termread.parse.formats.feeds.links import address_in
from termread.parse.formats.feeds.markup import Fields
from termread.parse.formats.feeds.times import seconds_in
from termread.text import clean_line, regex
from termread.values import replace

_IMAGE_NAME = regex(r"\.(?:jpe?g|png|gif|webp|avif)(?:$|\?)", re.IGNORECASE)
_IMAGE = regex(r"<img\b[^<>]*?\ssrc\s*=\s*(?:\"([^\"]+)\"|'([^']+)'|([^\s\"'<>]+))[^<>]*>", re.IGNORECASE)
_TINY = regex(r"\s(?:width|height)\s*=\s*[\"']?[01](?:px)?[\"'\s/>]", re.IGNORECASE)
"""A picture that only counts readers."""
_VIDEOS = ("youtube.com", "youtu.be", "youtube-nocookie.com", "vimeo.com")
_RELEASE = regex(
    r"/releases/(?:tag/|v?\d+\.\d)|/-/(?:releases|tags)/|/archive/refs/tags/|//pypi\.org/project/[^/]+/[^/]+/?$"
)
_RELEASE_ID = regex(r"tag:[^:]+:Repository/\d+/.")


def files_of(fields: Fields, groups: Iterable[Fields]) -> tuple[Enclosure, ...]:
    """Return the files that come with an item, the same address once."""
    found: dict[str, Enclosure] = {}
    for each in (*_enclosures(fields), *(file for group in groups for file in _media(group))):
        found.setdefault(each.url, each)
    files = tuple(found.values())
    if files and (seconds := seconds_in(fields.said("itunes:duration"))):
        files = (replace(files[0], seconds=files[0].seconds or seconds), *files[1:])
    return files


def _enclosures(fields: Fields) -> Iterator[Enclosure]:
    scope = fields.scope
    for element in fields.all("enclosure", "link", "atom:link"):
        if scope.names[element.tag] == "enclosure" or element.get("rel") == "enclosure":
            address = element.get("url") or element.get("href") or element.text or ""
            if url := address_in(address, scope.base_of(element)):
                yield Enclosure(url, clean_line(element.get("type") or ""), _size(element.get("length")))


def _media(fields: Fields) -> Iterator[Enclosure]:
    for element in fields.all("media:content"):
        url = address_in(element.get("url") or "", fields.scope.base_of(element))
        if url and not _is_picture(element, url):
            kind = clean_line(element.get("type") or element.get("medium") or "")
            yield Enclosure(
                url,
                kind,
                _size(element.get("filesize", element.get("fileSize"))),
                seconds_in(element.get("duration") or ""),
            )


def _size(text: str | None) -> int:
    text = (text or "").strip()
    return int(text) if text.isdecimal() and len(text) < 16 else 0


def _is_picture(element: Any, url: str) -> bool:
    kind = (element.get("medium") or element.get("type") or "").lower()
    return kind.startswith("image") or (not kind and _IMAGE_NAME.search(url) is not None)


def picture_of(fields: Fields, groups: Iterable[Fields], files: Iterable[Enclosure], content: str) -> str | None:
    """Return the address of an item's picture: the largest that it names, else the first in its text."""
    scope = fields.scope
    named: list[tuple[int, str]] = []
    for group in groups:
        for element in group.all("media:content", "media:thumbnail"):
            url = address_in(element.get("url") or "", scope.base_of(element))
            if url and (scope.names[element.tag] == "media:thumbnail" or _is_picture(element, url)):
                named.append((_size(element.get("width")), url))
    if named:
        return max(named, key=lambda each: each[0])[1]
    if found := next((each.url for each in files if each.media_type.startswith("image")), ""):
        return found
    for element in fields.all("itunes:image", "image"):
        if found := address_in(element.get("href") or element.get("url") or element.text or "", scope.base_of(element)):
            return found
    return first_picture(content)


def first_picture(content: str) -> str | None:
    """Return the address of the first picture in HTML *content* that can be seen."""
    for found in _IMAGE.finditer(content) if "<img" in content or "<IMG" in content else ():
        url = address_in(unescape(found[1] or found[2] or found[3]), "")
        if url and not _TINY.search(found.group()):
            return url
    return None


def medium_of(fields: Fields, url: str, guid: str, files: Iterable[Enclosure], *, is_podcast: bool) -> Medium:
    """Return what an item is, unless it is a story: a recording or a picture beside a story makes it nothing else."""
    if "yt:videoid" in fields.by_name or "media:player" in fields.by_name or _is_on(url, _VIDEOS):
        return "video"
    if _RELEASE.search(url) or _RELEASE_ID.match(guid):
        return "release"
    if is_podcast or any(name.startswith("itunes:") for name in fields.by_name):
        kinds = [each.media_type.partition("/")[0] for each in files]
        if "audio" in kinds:
            return "audio"
        if "video" in kinds:
            return "video"
    return ""


def _is_on(url: str, hosts: tuple[str, ...]) -> bool:
    host = host_of(url)
    return any(host == each or host.endswith(f".{each}") for each in hosts)
