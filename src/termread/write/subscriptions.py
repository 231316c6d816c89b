"""What is followed, for other programs: OPML 2.0, and newsboat's `urls`."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from termread.followed import Subscription

_TITLE = "What termread follows"


def write_opml(sources: Iterable[Subscription]) -> str:
    """Return *sources* as OPML, in a folder for each tag; one with several tags stands in each of its folders.

    A category would hold several tags in one place, but newsboat and others drop it.
    """
    folders: dict[str, list[str]] = {"": []}
    for source in sources:
        for tag in source.tags or ("",):
            folders.setdefault(tag, []).append(_outline(source))
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<opml version="2.0">']
    lines += [f"<head><title>{_TITLE}</title></head>", "<body>"]
    for tag, outlines in folders.items():
        inside = [f"  {outline}" if tag else outline for outline in outlines]
        lines += [f"<outline{_attributes(text=tag, title=tag)}>", *inside, "</outline>"] if tag else inside
    return "\n".join([*lines, "</body>", "</opml>", ""])


def _outline(source: Subscription) -> str:
    name = source.title or source.address
    if source.kind == "page":
        where = _attributes(type="html", text=name, title=name, url=source.address)
    else:
        where = _attributes(type="rss", text=name, title=name, xmlUrl=source.address)
    return f"<outline{where}{_attributes(htmlUrl=source.home) if source.home else ''}/>"


def _attributes(**given: str) -> str:
    return "".join(f' {name}="{escape(value)}"' for name, value in given.items())


def write_urls(sources: Iterable[Subscription]) -> str:
    """Return *sources* as newsboat's `urls`: the address of each feed with its tags and name; pages are comments."""
    return "".join(_line(source) for source in sources)


def _line(source: Subscription) -> str:
    if source.kind == "page":
        return f"# {source.address} is a page, which newsboat cannot follow\n"
    name = [f"~{source.title}"] if source.title else []
    return " ".join([source.address.replace(" ", "%20"), *map(_quoted, [*source.tags, *name])]) + "\n"


def _quoted(word: str) -> str:
    return '"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"'
