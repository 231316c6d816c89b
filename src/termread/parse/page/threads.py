"""Threads: pages of user posts, such as a forum topic, a question with answers, or comments on a link.

A thread is recognized by schema.org or by its shape: posts with the same signature, each with an author and a time,
that hold most of the page's text. It becomes a list of entries; anything outside the posts' own text is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from heapq import nlargest
from itertools import accumulate, islice

from termread.parse.metadata.declared import RANKS
from termread.parse.page.boilerplate import weigh
from termread.parse.page.boilerplate.lines import TIME
from termread.parse.page.class_names import plain_name, words_of
from termread.parse.page.locate import headline_of
from termread.parse.page.model import Element, Page, Post, Run
from termread.parse.page.post_signs import PROFILE, WHEN, Sign, is_when, signs_in
from termread.parse.page.posts import Posts, describe, owners_in, set_thread, with_text_above
from termread.text import regex
from termread.values import replace

PARTS = frozenset(
    ["li", "div", "article", "section", "tr", "td", "table", "dd", "dl", "tbody", "details", "noscript", "p"]
)
"""Elements that may be posts."""
TIMES = ("time", "relative-time", "time-ago", "local-time")
"""Elements that hold a time, whatever its wording."""
FEW = 400
"""Characters of running text below which the posts may be short lines."""
FEWEST = 3
"""Fewest posts in a thread on a page that does not declare itself one."""
LEAST, MOST_GROUPS = 0.3, 24
"""Minimum share of the page's running text in a group of like elements, and the most groups that are examined."""
ALONE = 0.9
"""Maximum share of a group's text in a single one of its posts."""
SPREAD = 0.7
"""Exponent applied to the size of each post, so that many posts outweigh a few with the same amount of text."""
MOST = 0.6
"""Minimum share of the page's running text in the posts, on a page that does not declare itself a thread."""
NUMBERED = 0.4
"""The same if the posts are numbered, as they are in forums."""
PLAIN = 0.5
"""Minimum share of all text outside links in the posts; reviews on a service's page have less."""
BOTH = 0.8
"""Share of posts with both author and time on a page that does not declare itself a thread."""
LINK = 200
"""Characters of running text above comments from which the page is an article, unless a user wrote that text too."""
ASKED = 0.3
"""Maximum share of a thread's text in an opening text with another signature than the posts; an article has more."""
LEADS = 150
"""Characters of links allowed in a post with hardly any text."""
HEADLINE = 20
"""Characters of the shortest headline of a card; the heading of a post is its author's name."""
FORUM = frozenset(["DiscussionForumPosting", "QAPage"])
_ITEM = regex(r"https?://(?:www\.)?schema\.org/(\w+)")
_ARTICLE = frozenset(kind for kind, rank in RANKS.items() if rank >= 3)
_REMARK = frozenset(["comment", "comments"])
_COMMENT = _REMARK | {"commentlist", "reply", "response"}
_MAY_SAY_WHEN = regex(r"\d|\bago\b|day\b|年|月")

_Make = tuple[str, object]


def read_thread(page: Page) -> None:
    """Turn a page of posts into a thread: each post with its own text, author, time, points and depth."""
    metadata = page.metadata
    if metadata.live or (metadata.news and metadata.kinds.isdisjoint(FORUM)):
        return
    few = page.total < FEW
    if few:
        weigh(page, _is_line)
    if not _read_posts(page) and few:
        weigh(page)


def _is_line(run: Run) -> bool:
    """Return whether a run is a line of text rather than of links or about when it was written."""
    return (
        run.kind == "text" and run.linked * 2 < len(run.text) and not (len(run.text) <= WHEN and TIME.search(run.text))
    )


def _read_posts(page: Page) -> bool:
    """Turn a page of posts into a thread, and return whether it is one."""
    metadata = page.metadata
    stated = " ".join([each.attributes["itemtype"] for each in page.elements if "itemtype" in each.attributes])
    kinds = metadata.kinds.union(_ITEM.findall(stated))
    said = not kinds.isdisjoint(FORUM)
    groups = [] if not said and not kinds.isdisjoint(_ARTICLE) else _groups(page, said=said)
    if not groups:
        return False
    signs = signs_in(page)
    found = (_posts_in(group, signs, page, said=said) for group in groups)
    posts = max(found, key=_value)
    opening = (_opening(posts, signs, page) or ({} if said else _take_odd_first(posts))) if posts else {}
    if posts and (said or _is_thread(posts, opening, page)):
        if (headline := headline_of(page)) is not None:
            page.exclude(page.runs[headline], "title")
        if "DiscussionForumPosting" not in kinds:  # there, the first post is the opening
            opening = opening or _opening(posts, (), page)
        opening = {with_text_above(each, page, headline or 0): said for each, said in opening.items()}
        posts = _without_remarks({**posts, **opening}, page)
        set_thread(page, dict(sorted(posts.items(), key=lambda each: (each[0].start, each[0].depth))))
    return bool(page.posts)


def comments_in(page: Page) -> tuple[dict[Element, Post], list[int]]:
    """Return the comments among the text left out as such, and the indices of the runs that are their own text."""
    found = [i for i, run in enumerate(page.runs) if run.excluded == "comments" and run.text]
    total = sum(page.runs[i].size for i in found if page.runs[i].prose)
    if not total:
        return {}, []
    inside = [each for each in page.elements if found[0] <= each.start < each.end <= found[-1] + 1]
    view = replace(page, elements=inside, total=total)
    groups = _groups(view, said=True)
    signs = signs_in(view) if groups else []
    posts = max((_posts_in(group, signs, view, said=True) for group in groups), key=_value, default={})
    told, labels = describe(view, posts, found)
    left = {id(run) for run in labels}
    return told, [i for i in found if id(page.runs[i]) not in left]


def _groups(page: Page, *, said: bool) -> list[list[Element]]:
    """Return groups of elements, by tag and class or by parent, that hold much of the page's running text."""
    any_line = said or len(list(islice(page.root.iter(*TIMES), 2))) > 1
    labels = (
        len(run.text) <= WHEN
        and not (run.prose and run.is_running)
        and (any_line or _MAY_SAY_WHEN.search(run.text) is not None)
        for run in page.runs
    )
    before = list(accumulate(labels, initial=0))
    by: defaultdict[_Make, list[Element]] = defaultdict(list)
    for element in page.elements:
        labelled = said or before[element.end] > before[element.start]
        if labelled and element.end - element.start >= 2 and element.tag in PARTS:
            for make in _makes(element):
                by[make].append(element)
    worth: dict[_Make, float] = {}
    for make, group in by.items():
        if len(group) >= (2 if said or str(make[1]).startswith("#") else FEWEST):
            own = own_weights(group).values()
            if sum(own) >= LEAST * max(page.total, 1) and (said or max(own) <= ALONE * sum(own)):
                worth[make] = sum(max(size, 0) ** SPREAD for size in own)
    return [by[make] for make in nlargest(MOST_GROUPS, worth, key=lambda make: (worth[make], -len(by[make])))]


def _makes(element: Element) -> list[_Make]:
    """Return the properties an element may share with other posts: parent, classes and numbered id."""
    names = [name for name in element.name.split() if name[0] != "#" or any(map(str.isdigit, name))]
    return list(
        dict.fromkeys([(element.tag, id(element.parent)), *((element.tag, plain_name(name)) for name in names)])
    )


def own_weights(elements: Iterable[Element]) -> dict[Element, int]:
    """Return how much running text each of *elements* holds outside the others inside it; they are in page order."""
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


def _posts_in(group: list[Element], signs: list[Sign], page: Page, *, said: bool) -> Posts:
    """Return the elements of a group that are posts, each with its own signs.

    On a page that has not *said* it is a thread, cards do not count as posts.
    """
    owners, found = owners_in(page, group), defaultdict[Element, list[Sign]](list)
    for sign in signs:
        if sign.element in owners:
            found[owners[sign.element]].append(sign)
    numbered = _are_numbered(group)
    posts = {
        each: found[each]
        for each in group
        if any(sign.rank + numbered and sign.kind != "points" for sign in found.get(each, ()))
        and each.linked <= 2 * max(each.weight, LEADS)
    }
    return posts if len(posts) > 1 and (said or not _are_cards(posts, page)) else {}


def _value(posts: Posts) -> float:
    """Return a score for a choice of posts, which rises with their text, their number, and authors and times."""
    worth = sum(max(size, 0) ** SPREAD for size in own_weights(posts).values())
    return float(worth) * (0.2 + sum(map(_says_both, posts.values())) / max(len(posts), 1))


def _says_both(said: list[Sign]) -> bool:
    return {sign.kind for sign in said if sign.rank or sign.kind == "time"} >= {"author", "time"}


def _are_numbered(posts: Iterable[Element]) -> bool:
    """Return whether the ids of elements differ only in their numbers."""
    ids = [post.attributes.get("id", "") for post in posts]
    return len(set(map(plain_name, ids))) == 1 and len(set(ids)) == len(ids)


def _is_called(element: Element, words: frozenset[str]) -> bool:
    return not words.isdisjoint(words_of(element.name).split())


def _are_comments(posts: Iterable[Element]) -> bool:
    """Return whether most of the posts are named comments."""
    named = [_is_called(post, _COMMENT) for post in posts]
    return sum(named) * 2 >= len(named)


def _are_cards(posts: Posts, page: Page) -> bool:
    """Return whether elements are cards: most have a headline that links to another page."""
    headings: set[str] = set()
    for post, said in posts.items():
        names = tuple(sign.value for sign in said if sign.kind == "author" and sign.rank >= PROFILE)
        inside = (run for run in page.runs[post.start : post.end] if not run.text.startswith(names))
        first = next((run for run in inside if len(run.text) >= HEADLINE and not is_when(run.text)), None)
        if first is not None and first.linked * 5 >= 4 * len(first.text):
            headings.update(first.key for s in first.spans if s.style == "link" and "#" not in (s.value or "#"))
    return len(headings) * 2 >= len(posts)


def _is_thread(posts: Posts, opening: Posts, page: Page) -> bool:
    """Return whether posts form a thread, judging by shape alone."""
    comments, numbered = _are_comments(posts), _are_numbered(posts)
    asked = sum(element.weight for element in opening)
    own = own_weights(posts).values()
    held = sum(own) + asked
    timed = [any(sign.kind == "time" for sign in said) for said in posts.values()]
    named = any(sign.kind == "author" for said in posts.values() for sign in said)
    signed = sum(timed) if numbered and named else sum(map(_says_both, posts.values()))
    least = NUMBERED if numbered and not comments else MOST
    if (
        len(posts) + numbered < FEWEST
        or max(own) > ALONE * sum(own)
        or held < least * page.total
        or signed < BOTH * len(posts)
    ):
        return False
    if _plain_share({**posts, **opening}, page) < PLAIN:
        return False
    above = sum(run.size for run in page.runs[: next(iter(posts)).start] if run.prose)
    if above < LINK or not (opening or comments):
        return True
    makers = {sign.make for said in posts.values() for sign in said if sign.kind == "author" and sign.rank >= PROFILE}
    signed_alike = any(sign.kind == "author" and sign.make in makers for said in opening.values() for sign in said)
    return signed_alike and asked <= ASKED * held and page.metadata.og_type != "article"


def _plain_share(posts: Posts, page: Page) -> float:
    """Return the share of the page's text outside links, including short lines and headings, that is inside posts."""
    owners = owners_in(page, posts)
    plain = [(max(len(run.text) - run.linked, 0), run.element in owners) for run in page.runs]
    return sum(size for size, inside in plain if inside) / max(sum(size for size, _ in plain), 1)


def _opening(posts: Posts, signs: Sequence[Sign], page: Page) -> Posts:
    """Return the text between headline and posts as the opening post, if it has an author or a time among the *signs*.

    Without any signs, nobody and nothing tells who wrote it, but it is still the opening post.
    """
    first = min(post.start for post in posts)
    holding = {outer for post in posts for outer in post.up()}
    before = [run for run in page.runs[headline_of(page) or 0 : first] if run.prose and run.element not in holding]
    around = [each for each in before[-1].element.up() if each not in holding] if before else []
    said = [sign for sign in signs if around and around[-1] in sign.element.up()]
    return {around[-1]: said} if around and (not signs or any(sign.rank for sign in said)) else {}


def _take_odd_first(posts: Posts) -> Posts:
    """Remove and return the first post if it alone has a different signature, because the others are about it."""
    first, *rest = posts
    makes = {(each.tag, plain_name(each.name)) for each in rest}
    if len(rest) < FEWEST or _are_numbered(posts) or len(makes) > 2 or (first.tag, plain_name(first.name)) in makes:
        return {}
    return {first: posts.pop(first)}


def _without_remarks(posts: Posts, page: Page) -> Posts:
    """Leave out comments inside posts that are not comments, as on answers to a question, along with their signs.

    If hardly any post has signs outside such comments, the comments are the posts' own text.
    """
    inside = owners_in(page, posts)
    called = {each for each in inside if each not in posts and each.tag in PARTS and _is_called(each, _REMARK)}
    remarks = owners_in(page, called)
    kept = {post: [sign for sign in said if sign.element not in remarks] for post, said in posts.items()}
    own = {post: signs for post, signs in kept.items() if signs or not posts[post]}
    if len(own) < 2 or _are_comments(posts):
        return posts
    for remark in {remarks[s.element] for said in posts.values() for s in said if s.element in remarks}:
        page.exclude_all(remark, "comments")
    return own
