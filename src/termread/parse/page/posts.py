"""Takes the posts of a thread apart: each one's own text, author, time, points and depth."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import chain, takewhile

from termread.parse.metadata.dates import date_of
from termread.parse.page.class_names import plain_name
from termread.parse.page.model import Element, Page, Post, Run
from termread.parse.page.post_signs import Sign, best, is_name, is_when, number_of
from termread.text import regex
from termread.values import replace

BODY, MAIN = 0.85, 0.5
"""Minimum share of the posts' running text held by elements with one signature to be their bodies; fallback minimum."""
TWICE = 0.1
"""Maximum share of posts with two elements that share the body's signature."""
LINE, FEWEST = 40, 3
"""Longest line, in characters, to be left out as a label ("Reply") if half of the posts, at least so many, have it."""
_LEVEL = regex(r"(?:^|[\s_-])(?:depth|level|indent|nested)[-_]?(\d{1,2})(?:\s|$)")
_TEXT = frozenset(
    ["p", "ul", "ol", "li", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "figure", "table", "tbody", "tr"]
)
"""Elements that text is made of, which are never the whole body of a post."""
_LOOSE = frozenset(["p", "ul", "ol", "blockquote", "pre"])
"""Those that may be part of an opening post without an element of its own."""

Posts = dict[Element, list[Sign]]
"""Elements that are posts, each with its signs."""
Owners = dict[Element, Element]


def owners_in(page: Page, posts: Iterable[Element]) -> Owners:
    """Return, for each element that is or is inside one of *posts*, the innermost such post."""
    known, owners = set(posts), Owners()
    for element in page.elements:
        if element in known:
            owners[element] = element
        elif element.parent in owners:
            owners[element] = owners[element.parent]
    return owners


def set_thread(page: Page, posts: Posts) -> None:
    """Keep each post's own text, leave out everything else, and record the author, time and points of each post."""
    owners = owners_in(page, posts)
    for run in page.runs:
        if run.element not in owners:
            page.exclude(run, "outside")
    told, labels = describe(page, posts, [i for i, run in enumerate(page.runs) if run.excluded is None])
    page.posts.update(told)
    for run in labels:
        page.exclude(run, "label")
    page.story = _around(posts)
    _set_header(page, next(iter(page.posts.values())))


def describe(page: Page, posts: Posts, indices: Iterable[int]) -> tuple[dict[Element, Post], list[Run]]:
    """Return the metadata of each post, and the runs at *indices* that are inside posts but not their own text."""
    owners = owners_in(page, posts)
    texts: dict[Element, list[int]] = {post: [] for post in posts}
    for i in indices:
        if (owner := owners.get(page.runs[i].element)) is not None:
            texts[owner].append(i)
    often = said_often([page.runs[i] for i in own] for own in texts.values())
    bodies, depths = _bodies(page, texts, owners), _depths(posts, owners)
    told: dict[Element, Post] = {}
    labels: list[Run] = []
    for post, said in posts.items():
        body = bodies.get(post)
        author = best(said, "author") or _first_line(page, texts[post], body, often)
        time = best(said, "time")
        when = (date_of(time) or time) if time else None
        told[post] = Post(author, when, number_of(best(said, "points") or ""), depths[post])
        names = {sign.value for sign in said if sign.kind == "author"}
        beside = (page.runs[i] for i in texts[post] if body is None or i not in body or page.runs[i].key in often)
        labels += [
            run for run in beside if body is not None or run.text in names or run.key in often or is_when(run.text)
        ]
    return told, labels


def _set_header(page: Page, opening: Post) -> None:
    """Set the article's author and date from the opening post and drop the dek, which only repeats its beginning."""
    when = opening.time if opening.time and date_of(opening.time) else page.metadata.published
    author = opening.author
    page.metadata = replace(page.metadata, dek=None, authors=(author,) if author else (), byline=author, published=when)


def _first_line(page: Page, own: list[int], body: Element | None, often: set[str]) -> str | None:
    """Return the first short line before a post's own text that may be a name, or None."""
    for i in own:
        run = page.runs[i]
        if run.prose or body is None or i in body:
            return None
        if run.text and is_name(run.text) and run.key not in often:
            return run.text
    return None


def said_often(groups: Iterable[Iterable[Run]]) -> set[str]:
    """Return the keys of short lines that appear in at least half of *groups*, which are posts or cards."""
    said = [{run.key for run in group if 0 < len(run.text) <= LINE and run.kind == "text"} for group in groups]
    times = Counter(chain.from_iterable(said))
    return {line for line, count in times.items() if count >= FEWEST and count * 2 >= len(said)}


def _bodies(page: Page, texts: dict[Element, list[int]], owners: Owners) -> dict[Element, Element]:
    """Return the body of each post: the element with the signature under which most posts keep their text."""
    size_of = {post: sum(page.runs[i].size for i in own if page.runs[i].prose) for post, own in texts.items()}
    sizes: Counter[tuple[str, ...]] = Counter()
    twice: Counter[tuple[str, ...]] = Counter()
    found: defaultdict[tuple[str, ...], dict[Element, Element]] = defaultdict(dict)
    for element in page.elements:
        post = owners.get(element)
        if post is None or post is element or element.tag in _TEXT or element.start == element.end:
            continue
        named = element.name.split("#")[0].strip()
        make = (element.tag, plain_name(element.name)) if named else element.signature
        twice[make] += post in found[make]
        found[make].setdefault(post, element)
        sizes[make] += min(element.weight, size_of[post])
    single = [make for make, each in found.items() if twice[make] <= TWICE * len(each)]
    total = sum(size_of.values())
    fitting = [make for make in single if sizes[make] >= BODY * total]
    if fitting:
        return found[max(fitting, key=lambda make: sum(e.depth for e in found[make].values()) / len(found[make]))]
    most = max(single, key=lambda make: sizes[make], default=None)
    return found[most] if most is not None and sizes[most] >= MAIN * total else {}


def _depths(posts: Posts, owners: Owners) -> dict[Element, int]:
    """Return the depth of each post, from nesting if there is any, or else from its attributes or class."""
    nested: dict[Element, int] = {}
    said: dict[Element, int] = {}
    for post in posts:
        outer = owners.get(post.parent) if post.parent is not None else None
        nested[post] = nested[outer] + 1 if outer is not None and outer in nested else 0
        if (level := _level(post)) is not None:
            said[post] = level
    if any(nested.values()) or len(set(said.values())) < 2:
        return nested
    least = min(said.values())
    return {post: said.get(post, least) - least for post in posts}


def _level(post: Element) -> int | None:
    """Return the depth given in a post's markup, or None."""
    node = post.node
    inner = node.find(".//*[@indent]")
    given = [inner.get("indent") if inner is not None else None]
    for value in (*given, *map(node.get, ("data-depth", "data-level", "aria-level"))):
        if value and value.isdecimal() and len(value) < 4:
            return int(value)
    found = _LEVEL.search(post.name.lower())
    return int(found.group(1)) if found else None


def _around(posts: Iterable[Element]) -> Element:
    """Return the innermost element that contains all posts."""
    first, *rest = posts
    start, end = min([first.start, *(post.start for post in rest)]), max([first.end, *(post.end for post in rest)])
    *_, widest = first.up()
    return next((outer for outer in first.up() if outer.start <= start and end <= outer.end), widest)


def with_text_above(last: Element, page: Page, headline: int) -> Element:
    """Return *last* if it is a box, else one put around it and the text above it, down from the run of the *headline*.

    A post may be several paragraphs without an element of their own.
    """
    above = [
        each for each in page.elements if each.parent is last.parent and headline < each.start < each.end <= last.start
    ]
    own = list(takewhile(lambda each: each.tag in _LOOSE and each.linked * 2 <= each.weight, reversed(above)))
    if last.tag not in _LOOSE or not own:
        return last
    inside = [*reversed(own), last]
    box = replace(last, node=last.node.makeelement("div"), tag="div", name="", attributes={}, start=own[-1].start)
    box.weight, box.linked = sum(each.weight for each in inside), sum(each.linked for each in inside)
    box.written = None
    page.elements.insert(page.elements.index(own[-1]), box)
    for each in inside:
        each.parent = box
    return box
