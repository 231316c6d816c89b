"""RSS of every version and Atom: what the elements of a channel and of its items say."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from termread.feed import Feed, FeedItem
from termread.parse.formats.feeds import media
from termread.parse.formats.feeds.authors import names_in
from termread.parse.formats.feeds.links import XML_BASE, address_in
from termread.parse.formats.feeds.markup import XML_LANG, Fields, Names, Scope, dek_of, html_of, once, source_of
from termread.parse.formats.feeds.times import days_in, hours_in, pause, utc
from termread.parse.formats.feeds.tree import Tree
from termread.parse.xml import name_of
from termread.text import clean_line
from termread.values import dataclass, replace

_PUBLISHED = (
    "pubdate",
    "published",
    "issued",
    "dc:date",
    "dcterms:issued",
    "dcterms:created",
    "created",
    "atom:published",
    "date",
)
_UPDATED = ("updated", "modified", "dcterms:modified", "atom:updated", "lastbuilddate")
_TEXTS = (
    "content:encoded",
    "content",
    "atom:content",
    "xhtml:body",
    "body",
    "description",
    "summary",
    "atom:summary",
    "itunes:summary",
)
_DEKS = (
    "summary",
    "description",
    "atom:summary",
    "dc:description",
    "itunes:subtitle",
    "itunes:summary",
)


@dataclass(frozen=True, slots=True)
class Channel:
    """What holds for every item of a feed unless it says otherwise."""

    scope: Scope
    authors: tuple[str, ...] = ()
    is_podcast: bool = False


def scope_of(root: Any, address: str) -> Scope:
    """Return what holds in the feed with this *root* that came from *address*."""
    space = root.tag[1:].partition("}")[0] if root.tag.startswith("{") else ""
    is_atom = name_of(root).lower() == "feed"
    has_bases = next(root.iterfind(f".//*[@{XML_BASE}]"), None) is not None or root.get(XML_BASE) is not None
    return Scope(Names("" if name_of(root) == "RDF" else space, is_atom=is_atom), address, has_bases)


def read_channel(tree: Tree, address: str) -> Feed:
    """Return the feed in *tree* without its items."""
    scope = scope_of(tree.root, address)
    fields = _head(tree.root, scope)
    home = _link(fields) or address_in(fields.said("id"), "")
    return Feed(
        title=fields.line("title", "dc:title"),
        home=home,
        dek=dek_of(
            fields.line("description", "subtitle", "tagline", "itunes:subtitle", "itunes:summary"), fields.line("title")
        ),
        language=_language(tree.root, fields),
        moved=fields.address("itunes:new-feed-url"),
        ttl=pause(fields.said("ttl"), fields.said("sy:updateperiod"), fields.said("sy:updatefrequency")),
        skip_hours=hours_in(_parts(fields, "skiphours")),
        skip_days=days_in(_parts(fields, "skipdays")),
    )


def item_reader(tree: Tree, address: str) -> Callable[[Any], FeedItem]:
    """Return what makes an item of an element of the feed in *tree*."""
    scope = scope_of(tree.root, address)
    if not address:
        # A file has no address: what it says of itself has to do.
        head = _head(tree.root, scope)
        scope = replace(scope, base=head.address("link") or _link(head) or _link(head, "self"))
    fields = _head(tree.root, scope)
    is_podcast = any(name.startswith("itunes:") for name in fields.by_name)
    channel = Channel(scope, _persons(fields, "author") if scope.names.is_atom else (), is_podcast)
    return lambda element: read_item(element, channel)


def date_of_item(element: Any, names: Names) -> str:
    """Return the date of an item alone, to sort by; empty if it has none."""
    dates = {names[child.tag]: child.text for child in element if isinstance(child.tag, str)}
    return next((found for name in (*_PUBLISHED, *_UPDATED) if (found := utc(dates.get(name) or ""))), "")


def read_item(element: Any, channel: Channel) -> FeedItem:
    """Return the item in *element*."""
    scope = channel.scope
    fields = scope.fields(element)
    groups = _groups(fields)
    title = fields.line("title", "atom:title", "dc:title", "itunes:title") or next(
        filter(None, (each.line("media:title") for each in groups)), ""
    )
    files = media.files_of(fields, groups)
    guid = clean_line(
        fields.said("guid", "id", "dc:identifier")
        or element.get("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about")
        or ""
    )
    url = (
        fields.address("feedburner:origlink")
        or _link(fields)
        or _named(fields, guid)
        or (files[0].url if files else "")
    )
    content = _content(fields, "" if scope.names.is_atom else url)
    dek = _dek(fields, content, title)
    published = utc(fields.said(*_PUBLISHED))
    updated = utc(fields.said(*_UPDATED))
    source = next(fields.all("source", "atom:source"), None)
    return FeedItem(
        guid=guid,
        url=url,
        title=title,
        dek=dek,
        content="" if _says_no_more(content, dek) else content,
        authors=_authors(fields, groups) or _source_authors(source, scope) or channel.authors,
        published=published or updated,
        updated=updated,
        tags=_tags(fields),
        language=_language(element, fields),
        site=_site(source, scope),
        picture=media.picture_of(fields, groups, files, content),
        enclosures=files,
        medium=media.medium_of(fields, url, guid, files, is_podcast=channel.is_podcast),
    )


def _head(root: Any, scope: Scope) -> Fields:
    """Return the fields of a feed: those of its channel, and those beside it."""
    head = next((child for child in root if name_of(child).lower() == "channel"), root)
    return scope.fields(head)


def _link(fields: Fields, rel: str = "alternate") -> str:
    """Return the address of the link with this *rel*, pages before other types; any plain link is an alternate one."""
    found: list[tuple[bool, str]] = []
    for element in fields.all("link", "atom:link"):
        said = (element.get("rel") or "alternate").lower().rpartition("/")[2]
        address = element.get("href") or element.text or ""
        if said == rel and (url := address_in(address, fields.scope.base_of(element))):
            found.append(
                ((element.get("type") or "text/html").lower() not in ("text/html", "application/xhtml+xml"), url)
            )
    return min(found, key=lambda each: each[0])[1] if found else ""


def _named(fields: Fields, guid: str) -> str:
    """Return the address in an item's identity, if that is one, or its only link of another kind."""
    said = next(fields.all("guid", "id"), None)
    if guid[:8].lower().startswith(("http://", "https://")) and (
        said is None or (said.get("ispermalink") or said.get("isPermaLink") or "").lower() != "false"
    ):
        return address_in(guid, "")
    if said is not None and (said.get("isPermaLink") or "").lower() == "true":
        return address_in(guid, fields.scope.base_of(said))
    others = (
        each
        for each in fields.all("link", "atom:link")
        if each.get("rel") not in ("self", "edit", "replies", "enclosure", "license", "hub")
    )
    return next((url for each in others if (url := address_in(each.get("href") or "", fields.scope.base_of(each)))), "")


def _groups(fields: Fields) -> list[Fields]:
    """Return an item's fields and those of its media elements, which say more about the files in them."""
    outer = [fields.scope.fields(each) for each in fields.all("media:group")]
    inner = [
        fields.scope.fields(each) for group in (fields, *outer) for each in group.all("media:content") if len(each)
    ]
    return [fields, *outer, *inner]


def _content(fields: Fields, base: str) -> str:
    """Return the longest text of an item as HTML."""
    best = ""
    for element in _told(fields, *_TEXTS):
        if len(element) or len(element.text or "") > len(best):
            text = html_of(element, fields.scope, base)
            best = text if len(text) > len(best) else best
    return best


def _dek(fields: Fields, content: str, title: str) -> str:
    scope = fields.scope
    for element in _told(fields, *_DEKS):
        if dek := dek_of(html_of(element, scope) if len(element) else source_of(element, scope), title):
            return dek
    return dek_of(content, title)


def _told(fields: Fields, *names: str) -> list[Any]:
    """Return an item's elements with one of *names*; if it has no such text, the description of its only medium.

    The description of a picture beside a text is its caption.
    """
    own = [element for element in fields.all(*names) if len(element) or (element.text or "").strip()]
    groups = [fields, *(fields.scope.fields(each) for each in fields.all("media:group"))]
    return own or [element for group in groups for element in group.all("media:description")]


def _says_no_more(content: str, dek: str) -> bool:
    """Return whether *content* is nothing but the *dek*."""
    if not dek or len(content) > 4 * len(dek) + 200 or "<a" in content or "<img" in content:
        return not content
    return not dek.endswith("…") and dek_of(content, "") == dek


def _authors(fields: Fields, groups: list[Fields]) -> tuple[str, ...]:
    for name in ("author", "atom:author", "dc:creator"):
        if found := _persons(fields, name):
            return found
    credited = (each for group in groups for each in group.all("media:credit") if each.get("role") == "author")
    return _persons(fields, "itunes:author") or once(clean_line(each.text or "") for each in credited)


def _persons(fields: Fields, name: str) -> tuple[str, ...]:
    """Return the names in the fields called *name*, which hold a name or an element with one."""
    return once(person for element in fields.all(name) for person in _person(element))


def _person(element: Any) -> Iterator[str]:
    names = [child.text or "" for child in element if name_of(child).lower() == "name"]
    mails = [child.text or "" for child in element if name_of(child).lower() == "email"]
    for text in names or mails or [element.text or ""]:
        yield from names_in(text)


def _source_authors(source: Any, scope: Scope) -> tuple[str, ...]:
    return _persons(scope.fields(source), "author") if source is not None and len(source) else ()


def _site(source: Any, scope: Scope) -> str:
    """Return the title of the feed that an item was taken from."""
    if source is None:
        return ""
    return scope.fields(source).line("title", "atom:title") if len(source) else clean_line(source.text or "")


def _tags(fields: Fields) -> tuple[str, ...]:
    elements = fields.all("category", "dc:subject", "atom:category")
    found = [clean_line(each.get("label") or each.get("term") or each.text or "") for each in elements]
    keywords = fields.line("media:keywords") or fields.line("itunes:keywords")
    return once([*found, *map(str.strip, keywords.split(","))])


def _language(element: Any, fields: Fields) -> str | None:
    said = fields.said("language", "dc:language") or element.get(XML_LANG) or ""
    return clean_line(said).replace("_", "-")[:35] or None


def _parts(fields: Fields, name: str) -> list[str]:
    """Return the texts of the elements in the element called *name*."""
    return [clean_line(child.text or "") for element in fields.all(name) for child in element]
