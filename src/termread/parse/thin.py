"""thin."""

from __future__ import annotations
import json
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Metadata:
    title: str = ""
    dek: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    language: str | None = None
    live: bool = False
    video: bool = False
    free: bool | None = None
    article_body: str = ''


@dataclass
class Decoded:
    text: str
    charset: str
    by: str


def decode(data, declared=None):
    import re

    named = re.search(rb"""charset=["']?([\w-]+)""", data[:4096])
    for name in ("utf-8", named.group(1).decode() if named else "cp1252", "cp1252"):
        try:
            return Decoded(data.decode(name), name, "detected")
        except (UnicodeDecodeError, LookupError):
            continue
    return Decoded(data.decode("utf-8", "replace"), "utf-8", "detected")


def read_metadata(root: Any, url):
    m = Metadata(language=root.get("lang"))

    def norm(s):
        return " ".join((s or "").split())

    og = {}
    for e in root.iter("meta"):
        og.setdefault(e.get("property") or e.get("name"), e.get("content"))
    h1 = [norm("".join(e.itertext())) for e in root.iter("h1")]
    h1 = [h for h in h1 if h]
    t = norm(og.get("og:title"))
    m.title = h1[0] if len(h1) == 1 else (t or (h1[0] if h1 else norm(root.findtext(".//title"))))
    m.dek = norm(og.get("og:description") or og.get("description")) or None
    for e in root.iter("script"):
        if e.get("type") == "application/ld+json":
            try:
                d = json.loads(e.text or "")
            except ValueError:
                continue
            for n in d if isinstance(d, list) else d.get("@graph", [d]):
                if isinstance(n, dict) and n.get("datePublished"):
                    m.published = n["datePublished"]
                    a = n.get("author") or []
                    a = a if isinstance(a, list) else [a]
                    m.authors = tuple(x["name"] for x in a if isinstance(x, dict) and isinstance(x.get("name"), str))
    return m
