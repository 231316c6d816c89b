"""Threads: pages of posts by readers, such as a forum's topic, a question with its answers, comments on a link.

A thread is told by its shape, posts of one make that each say who wrote them and when and that hold most of the page's
text, and by schema.org. It becomes entries; what is no post's own text is left out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from itertools import chain

from termread.parse.metadata.linked import RANKS
from termread.parse.page.class_names import plain_name, words_of
from termread.parse.page.locate.headline import headline_of
from termread.parse.page.model import Element, Page
from termread.parse.page.post_groups import (
    FEWEST,
    PARTS,
    SPREAD,
    are_numbered,
    groups_of,
    outermost,
    own_weights,
    weight_of,
)
from termread.parse.page.post_signs import Sign, is_when, signs_in
from termread.parse.page.posts import owners_in, set_thread

MOST = 0.6
"""The share of the page's running text that its posts hold at least, where it does not say that it is a thread."""
NUMBERED = 0.4
"""The same where the posts are numbered, as a forum's are."""
PLAIN = 0.5
"""The share of all text outside links that they hold at least: reviews on the page of a service hold less."""
BOTH = 0.8
"""The share of posts that say both who wrote them and when, on a page that does not say that it is a thread."""
LINK = 200
"""Characters of running text above comments from which their page is an article, unless a reader wrote that text too."""
ASKED = 0.3
"""The share of a thread's text that what stands above posts of another make holds at most; an article holds more."""
PROFILE = 3
"""The rank from which a sign for an author names a user of the site."""
LEADS, AUTHORS = 150, 2
"""Characters of links that a post may hold with hardly any text, and how many writers it may name as surely as its own."""

HEADLINE = 20
"""Characters of the shortest headline of a card; what heads a post is its writer's name."""
FORUM = frozenset(["DiscussionForumPosting", "QAPage"])
_ITEM = re.compile(r"""item[tT]ype\s*=\s*["']?https?://(?:www\.)?schema\.org/(\w+)""")
_ARTICLE = frozenset(kind for kind, rank in RANKS.items() if rank >= 3)
_COMMENTS = frozenset(["comment", "comments"])
_COMMENT = frozenset(["comment", "comments", "commentlist", "reply", "response"])


def read_thread(page: Page) -> None:
    """Take a page of posts for a thread: each post with its own text, its author, time, points and depth."""
    kinds = page.metadata.kinds | _items(page.source)
    said = not kinds.isdisjoint(FORUM)
    if page.metadata.live or (not said and (page.metadata.news or not kinds.isdisjoint(_ARTICLE))):
        return
    groups = groups_of(page, said=said)
    if not groups:
        return
    signs = signs_in(page, outermost(chain.from_iterable(groups)))
    posts = max((_posts_in(group, signs, page, said=said) for group in groups), key=_value, default={})
    if not posts:
        return
    opening = _opening(posts, page) or (None if said else _odd_first(posts))
    if not said and not _is_thread(posts, opening, page):
        return
    if opening is not None:
        posts = {**posts, opening[0]: opening[1]}
    own = posts
    if not _are_comments(posts):
        own, comments = _without_comments(posts, page)
        for comment in comments:
            page.exclude_all(comment, "comments")
    set_thread(page, dict(sorted(own.items(), key=lambda each: (each[0].start, each[0].depth))))


def _posts_in(group: list[Element], signs: list[Sign], page: Page, *, said: bool) -> dict[Element, list[Sign]]:
    """Return the elements of a group that are posts, each with what is said of it alone.

    On a page that has not *said* that it is a thread they must not be cards.
    """
    owners, found = owners_in(page, group), defaultdict[Element, list[Sign]](list)
    for sign in signs:
        owner = owners.get(sign.element)
        if owner is not None:
            found[owner].append(sign)
    numbered = are_numbered(group)
    posts = {
        each: found[each]
        for each in group
        if any(sign.rank + numbered and sign.kind != "points" for sign in found.get(each, ()))
        and each.linked <= 2 * max(each.weight, LEADS)
    }
    return posts if len(posts) > 1 and (said or not _are_cards(posts, page)) else {}


def _value(posts: dict[Element, list[Sign]]) -> float:
    """Return what speaks for a choice of posts: their text, cut up into many, that say both who wrote them and when."""
    worth = sum(max(size, 0) ** SPREAD for each, size in own_weights(posts).items() if not _is_container(posts[each]))
    return float(worth) * (0.2 + sum(map(_says_both, posts.values())) / max(len(posts), 1))


def _says_both(said: list[Sign]) -> bool:
    return {sign.kind for sign in said if sign.rank or sign.kind == "time"} >= {"author", "time"}


def _is_container(said: list[Sign]) -> bool:
    """Return whether an element names so many writers and times that it must hold many posts."""
    authors = [sign for sign in said if sign.kind == "author"]
    most = max((sign.rank for sign in authors), default=0)
    times = {sign.value for sign in said if sign.kind == "time" and sign.rank > 1}
    return min(len({sign.value for sign in authors if sign.rank == most}), len(times)) > AUTHORS


def _are_comments(posts: Iterable[Element]) -> bool:
    """Return whether most of the posts are called comments."""
    named = [not _COMMENT.isdisjoint(_tokens(post)) for post in posts]
    return sum(named) * 2 >= len(named)


def _are_cards(posts: Iterable[Element], page: Page) -> bool:
    """Return whether elements are offers of other pages: most have a heading of their own that leads away."""
    headings: list[str] = []
    count = 0
    for post in posts:
        count += 1
        inside = page.runs[post.start : post.end]
        first = next((run for run in inside if len(run.text) >= HEADLINE and not is_when(run.text)), None)
        if first is not None and first.linked * 5 >= 4 * len(first.text):
            away = [s for s in first.spans if s.style == "link" and "#" not in (s.value or "#")]
            headings += [first.key] if away else []
    return len(set(headings)) * 2 >= count


def _items(source: str) -> frozenset[str]:
    """Return the kinds of schema.org that elements of a page say they are; its text is read far faster than its tree."""
    return frozenset(_ITEM.findall(source))


def _is_thread(posts: dict[Element, list[Sign]], opening: tuple[Element, list[Sign]] | None, page: Page) -> bool:
    """Return whether posts are a thread by their shape alone."""
    comments, numbered = _are_comments(posts), are_numbered(posts)
    held = weight_of(posts) + (opening[0].weight if opening else 0)
    timed = [any(sign.kind == "time" for sign in said) for said in posts.values()]
    signed = sum(timed) if numbered else sum(map(_says_both, posts.values()))
    least = NUMBERED if numbered and not comments else MOST
    if len(posts) + numbered < FEWEST or held < least * page.total or signed < BOTH * len(posts):
        return False
    if _plain_share([*posts, *([opening[0]] if opening else [])], page) < PLAIN:
        return False
    above = sum(run.size for run in page.runs[: next(iter(posts)).start] if run.prose)
    if above < LINK or (opening is None and not comments):
        return True
    if opening is None or opening[0].weight > ASKED * held or page.metadata.og_type == "article":
        return False
    makers = {sign.make for said in posts.values() for sign in said if sign.kind == "author" and sign.rank >= PROFILE}
    return any(sign.kind == "author" and sign.make in makers for sign in opening[1])


def _plain_share(posts: list[Element], page: Page) -> float:
    """Return the share of the page's text outside links, short lines and headings too, that stands in posts."""
    owners = owners_in(page, posts)
    plain = [(max(len(run.text) - run.linked, 0), run.element in owners) for run in page.runs]
    return sum(size for size, inside in plain if inside) / max(sum(size for size, _ in plain), 1)


def _tokens(element: Element) -> set[str]:
    return set(words_of(element.name).split())


def _opening(posts: dict[Element, list[Sign]], page: Page) -> tuple[Element, list[Sign]] | None:
    """Return what stands between headline and posts as the opening post, where it says who wrote it or when."""
    first = min(post.start for post in posts)
    holding = {outer for post in posts for outer in post.up()}
    last = next((i for i in range(first - 1, (headline_of(page) or 0) - 1, -1) if page.runs[i].prose), None)
    if last is None:
        return None
    own = [element for element in page.runs[last].element.up() if element not in holding]
    said = signs_in(page, own[-1:])
    return (own[-1], said) if any(sign.rank for sign in said) else None


def _odd_first(posts: dict[Element, list[Sign]]) -> tuple[Element, list[Sign]] | None:
    """Take the first of the posts out, and return it, where it alone is of another make: it is what they are about."""
    first, *rest = posts
    if len(rest) < FEWEST or are_numbered(posts):
        return None
    makes = {(each.tag, plain_name(each.name)) for each in rest}
    if len(makes) > 2 or (first.tag, plain_name(first.name)) in makes:
        return None
    return first, posts.pop(first)


def _without_comments(posts: dict[Element, list[Sign]], page: Page) -> tuple[dict[Element, list[Sign]], set[Element]]:
    """Return posts with what is said of them alone, and what is called a comment in them, as on the answers to a question.

    Where hardly a post says anything outside such a comment, the comments are the posts' own text.
    """
    around: dict[Element, Element | None] = {}
    for element in page.elements:
        outer = around.get(element.parent) if element.parent is not None else None
        if element in posts:
            around[element] = None
        elif outer is not None or element.parent in around:
            is_comment = element.tag in PARTS and not _COMMENTS.isdisjoint(_tokens(element))
            around[element] = outer or (element if is_comment else None)
    own = {post: [sign for sign in said if around.get(sign.element) is None] for post, said in posts.items()}
    kept = {post: said for post, said in own.items() if said}
    if len(kept) < 2:
        return posts, set()
    return kept, {
        comment for said in posts.values() for sign in said if (comment := around.get(sign.element)) is not None
    }
