"""Threads: pages of posts by readers, such as a forum's topic, a question with its answers, comments on a link.

A thread is told by its shape, posts of one make that each say who wrote them and when and that hold most of the page's
text, and by schema.org. It becomes entries; what is no post's own text is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from heapq import nlargest

from termread.parse.metadata.linked import RANKS
from termread.parse.page.class_names import plain_name, words_of
from termread.parse.page.locate.headline import headline_of
from termread.parse.page.model import Element, Page
from termread.parse.page.post_signs import Sign, is_when, signs_of
from termread.parse.page.posts import owners_in, set_thread

PARTS = frozenset(
    ["li", "div", "article", "section", "tr", "td", "table", "dd", "dl", "tbody", "details", "noscript", "p"]
)
"""Tags of elements that may be posts."""
FEWEST = 3
"""How many posts make a thread of a page that does not say that it is one."""
MOST, SAID_MOST = 0.6, 0.3
"""The share of the page's running text that its posts hold at least; the same where the page says that it is a thread."""
NUMBERED = 0.4
"""The same where the posts are numbered, as a forum's are."""
BOTH = 0.8
"""The share of posts that say both who wrote them and when, on a page that does not say that it is a thread."""
LINK = 200
"""Characters of running text above comments from which their page is an article, unless a reader wrote that text too."""
ASKED = 0.3
"""The share of a thread's text that what stands above posts of another make holds at most; an article holds more."""
ALONE = 0.9
"""The share of a group's text that one of it holds at most, where they are posts."""
SPREAD = 0.7
"""The power of its text that a post counts with: many posts weigh more than few that hold as much."""
MOST_GROUPS = 24
"""How many groups are looked at, those first that are most like posts by their text."""
PROFILE = 3
"""The rank from which a sign for an author names a user of the site."""
LEADS, AUTHORS = 150, 2
"""Characters of links that a post may hold with hardly any text, and how many writers it may name as surely as its own."""

HEADLINE = 20
"""Characters of the shortest headline of a card; what heads a post is its writer's name."""
FORUM = frozenset(["DiscussionForumPosting", "QAPage"])
_ARTICLE = frozenset(kind for kind, rank in RANKS.items() if rank >= 3)
_COMMENTS = frozenset(["comment", "comments"])
_COMMENT = frozenset(["comment", "comments", "commentlist", "reply", "response"])


def read_thread(page: Page) -> None:
    """Take a page of posts for a thread: each post with its own text, its author, time, points and depth."""
    kinds = page.metadata.kinds | _items(page)
    said = not kinds.isdisjoint(FORUM)
    if page.metadata.live or (not said and (page.metadata.news or not kinds.isdisjoint(_ARTICLE))):
        return
    groups = _groups(page, said=said)
    if not groups:
        return
    signs = signs_of(page)
    posts = max((_posts_in(group, signs, page, said=said) for group in groups), key=_value, default={})
    if not posts:
        return
    opening = _opening(posts, signs, page) or (None if said else _odd_first(posts))
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


def _groups(page: Page, *, said: bool) -> list[list[Element]]:
    """Return groups of elements, by tag and class or by what they stand in, that hold most of the page's running text."""
    by: defaultdict[tuple[str, object], list[Element]] = defaultdict(list)
    for element in page.elements:
        if element.tag in PARTS and element.end - element.start >= 2:
            by[element.tag, id(element.parent)].append(element)
            for token in element.name.split():
                if token[0] != "#" or any(map(str.isdigit, token)):
                    by[element.tag, plain_name(token)].append(element)
    alone = 1.0 if said else ALONE
    least = SAID_MOST * max(page.total, 1)
    found: dict[tuple[int, ...], tuple[float, list[Element]]] = {}
    for (_, named), group in by.items():
        fewest = 2 if said or str(named).startswith("#") else FEWEST
        if len(group) >= fewest and _weight(group) >= least:
            own = _own_weights(group).values()
            if max(own) <= alone * sum(own):
                found[tuple(map(id, group))] = (sum(max(size, 0) ** SPREAD for size in own), group)
    least_worth = min(nlargest(MOST_GROUPS, (worth for worth, _ in found.values())), default=0.0)
    return [group for worth, group in found.values() if worth >= least_worth][:MOST_GROUPS]


def _own_weights(elements: Iterable[Element]) -> dict[Element, int]:
    """Return how much running text each of some elements holds beside what the others in it hold."""
    own: dict[Element, int] = {}
    around: list[Element] = []
    for element in elements:
        while around and element.start >= around[-1].end:
            around.pop()
        own[element] = element.weight
        if around:
            own[around[-1]] -= element.weight
        around.append(element)
    return own


def _weight(elements: Iterable[Element]) -> int:
    """Return the running text that elements hold together, what stands in two of them counted once."""
    held = end = 0
    for element in elements:
        if element.start >= end:
            held, end = held + element.weight, element.end
    return held


def _posts_in(group: list[Element], signs: list[Sign], page: Page, *, said: bool) -> dict[Element, list[Sign]]:
    """Return the elements of a group that are posts, each with what is said of it alone.

    On a page that has not *said* that it is a thread they must not be cards.
    """
    owners, found = owners_in(page, group), defaultdict[Element, list[Sign]](list)
    for sign in signs:
        owner = owners.get(sign.element)
        if owner is not None:
            found[owner].append(sign)
    numbered = _are_numbered(group)
    posts = {
        each: found[each]
        for each in group
        if any(sign.rank + numbered and sign.kind != "points" for sign in found.get(each, ()))
        and each.linked <= 2 * max(each.weight, LEADS)
    }
    return posts if len(posts) > 1 and (said or not _are_cards(posts, page)) else {}


def _value(posts: dict[Element, list[Sign]]) -> float:
    """Return what speaks for a choice of posts: their text, cut up into many, that say both who wrote them and when."""
    worth = sum(max(size, 0) ** SPREAD for each, size in _own_weights(posts).items() if not _is_container(posts[each]))
    return float(worth) * (0.2 + sum(map(_says_both, posts.values())) / max(len(posts), 1))


def _says_both(said: list[Sign]) -> bool:
    return {sign.kind for sign in said if sign.rank or sign.kind == "time"} >= {"author", "time"}


def _is_container(said: list[Sign]) -> bool:
    """Return whether an element names so many writers and times that it must hold many posts."""
    authors = [sign for sign in said if sign.kind == "author"]
    most = max((sign.rank for sign in authors), default=0)
    times = {sign.value for sign in said if sign.kind == "time" and sign.rank > 1}
    return min(len({sign.value for sign in authors if sign.rank == most}), len(times)) > AUTHORS


def _are_numbered(posts: Iterable[Element]) -> bool:
    """Return whether elements have ids that differ in their number alone."""
    ids = [post.node.get("id") or "" for post in posts]
    return len({plain_name(each) for each in ids}) == 1 and len(set(ids)) == len(ids)


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


def _items(page: Page) -> frozenset[str]:
    """Return the kinds of schema.org that elements of the page say they are."""
    said = (element.node.get("itemtype") for element in page.elements)
    return frozenset(kind.rstrip("/").rsplit("/", 1)[-1] for kind in said if kind)


def _is_thread(posts: dict[Element, list[Sign]], opening: tuple[Element, list[Sign]] | None, page: Page) -> bool:
    """Return whether posts are a thread by their shape alone."""
    comments, numbered = _are_comments(posts), _are_numbered(posts)
    held = _weight(posts) + (opening[0].weight if opening else 0)
    timed = [any(sign.kind == "time" for sign in said) for said in posts.values()]
    signed = sum(timed) if numbered else sum(map(_says_both, posts.values()))
    least = NUMBERED if numbered and not comments else MOST
    if len(posts) + numbered < FEWEST or held < least * page.total or signed < BOTH * len(posts):
        return False
    above = sum(run.size for run in page.runs[: next(iter(posts)).start] if run.prose)
    if above < LINK or (opening is None and not comments):
        return True
    if opening is None or opening[0].weight > ASKED * held or _is_called_article(page):
        return False
    makers = {sign.make for said in posts.values() for sign in said if sign.kind == "author" and sign.rank >= PROFILE}
    return any(sign.kind == "author" and sign.make in makers for sign in opening[1])


def _is_called_article(page: Page) -> bool:
    return any(tag.get("content") == "article" for tag in page.root.iterfind(".//meta[@property='og:type']"))


def _tokens(element: Element) -> set[str]:
    return set(words_of(element.name).split())


def _opening(posts: dict[Element, list[Sign]], signs: list[Sign], page: Page) -> tuple[Element, list[Sign]] | None:
    """Return what stands between headline and posts as the opening post, where it says who wrote it or when."""
    first = min(post.start for post in posts)
    holding = {outer for post in posts for outer in post.up()}
    last = next((i for i in range(first - 1, (headline_of(page) or 0) - 1, -1) if page.runs[i].prose), None)
    if last is None:
        return None
    *_, top = (element for element in page.runs[last].element.up() if element not in holding)
    said = [sign for sign in signs if top.start <= sign.element.start and sign.element.end <= top.end]
    return (top, said) if any(sign.rank for sign in said) else None


def _odd_first(posts: dict[Element, list[Sign]]) -> tuple[Element, list[Sign]] | None:
    """Take the first of the posts out, and return it, where it alone is of another make: it is what they are about."""
    first, *rest = posts
    if len(rest) < FEWEST or _are_numbered(posts):
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
