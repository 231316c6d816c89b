"""Threads: pages of posts become entries, whatever program wrote them; articles with comments stay articles."""

import pytest

from termread.article import Entry, Paragraph, flatten
from termread.document import Document
from termread.parse import parse
from termread.parse.page.post_signs import is_when

TALK = (
    "The pump in the cellar ran all night, and in the morning the water stood no lower than it had the evening before."
)
MORE = (
    "A valve may be stuck, so I would first close the main tap, wait an hour, and look whether the level still rises."
)
LAST = (
    "It was the valve, as you said; I cleaned it with vinegar, and since then the cellar has been dry. Thank you all."
)


def article_of(body, head=""):
    page = f"<html><head><title>Water in the cellar</title>{head}</head><body>{body}</body></html>"
    return parse(Document("page.html", page.encode(), url="https://example.com/t/1", media_type="text/html")).article


def entries_of(body, head=""):
    return [block for block in article_of(body, head).blocks if isinstance(block, Entry)]


def heads(entries):
    return [(entry.author, entry.time, entry.points, entry.depth) for entry in entries]


def texts(entries):
    return [[flatten(block) for block in entry.blocks] for entry in entries]


LINK_COMMENTS = "".join(
    f"""<tr class="athing comtr" id="{number}"><td><table><tr><td class="ind" indent="{depth}"></td><td class="default">
    <div><span class="comhead"><a class="hnuser" href="user?id={name}">{name}</a>
    <span class="age" title="2024-05-0{number}T10:00:00"><a href="item?id={number}">{number} hours ago</a></span></span></div>
    <div class="comment"><div class="commtext c00">{text}</div><div class="reply"><a href="reply?id=1">reply</a></div></div>
    </td></tr></table></td></tr>"""
    for number, depth, name, text in [
        (1, 0, "ada", TALK),
        (2, 1, "ben", MORE),
        (3, 2, "ada", LAST),
        (4, 0, "cyd", MORE + LAST),
    ]
)


def test_comments_on_a_link_keep_how_deep_they_answer():
    entries = entries_of(f"<h1>Water in the cellar</h1><table>{LINK_COMMENTS}</table>")
    assert heads(entries) == [
        ("ada", "2024-05-01T10:00:00", None, 0),
        ("ben", "2024-05-02T10:00:00", None, 1),
        ("ada", "2024-05-03T10:00:00", None, 2),
        ("cyd", "2024-05-04T10:00:00", None, 0),
    ]
    assert texts(entries) == [[TALK], [MORE], [LAST], [MORE + LAST]]


def question(kind, name, text, points):
    return f"""<div class="{kind}" itemscope itemtype="https://schema.org/{kind.title()}"><div class="vote">
    <span itemprop="upvoteCount">{points}</span></div><div class="post-text" itemprop="text"><p>{text}</p></div>
    <div class="user-info"><time itemprop="dateCreated" datetime="2023-02-0{points}T08:00:00Z">then</time>
    <span itemprop="author"><span itemprop="name">{name}</span></span></div>
    <ul><li class="comment"><span>Have you looked at the tap behind the stairs, which is easily forgotten?</span>
    <a class="comment-user" href="/users/9/eve">eve</a> <span title="2023-02-03 08:00:00Z">Feb 3</span></li></ul></div>"""


def test_a_question_and_its_answers_are_entries_and_remarks_on_them_are_left_out():
    body = (
        question("question", "ada", TALK, 3) + question("answer", "ben", MORE, 7) + question("answer", "cyd", LAST, 1)
    )
    article = article_of(
        f'<div itemscope itemtype="https://schema.org/QAPage"><h1>Water in the cellar</h1>{body}</div>'
    )
    entries = [block for block in article.blocks if isinstance(block, Entry)]
    assert [(each.author, each.points) for each in entries] == [("ada", 3), ("ben", 7), ("cyd", 1)]
    assert texts(entries) == [[TALK], [MORE], [LAST]]
    assert any(cut.reason == "comments" and "behind the stairs" in cut.text for cut in article.cut)
    assert article.authors == ("ada",)


def board_post(number, name, text):
    return f"""<div id="p{number}" class="post bg{number % 2 + 1}"><dl class="postprofile"><dt><a class="username"
    href="./memberlist.php?u={number}">{name}</a></dt><dd>Posts: {number}21</dd><dd>Joined: 2 May 2011</dd></dl>
    <div class="postbody"><h3><a href="#p{number}">Re: Water in the cellar</a></h3>
    <p class="author">by <a class="username" href="./memberlist.php?u={number}">{name}</a> » 1{number} Jun 2021, 09:30</p>
    <div class="content">{text}<br><br>{text[:40]}</div></div><a href="#top">Top</a></div>"""


def test_posts_of_a_board_come_without_what_stands_around_them():
    posts = board_post(1, "ada", TALK) + board_post(2, "ben", MORE) + board_post(3, "cyd", LAST)
    entries = entries_of(f"<h2>Water in the cellar</h2><div id=page-body>{posts}</div>")
    assert heads(entries) == [
        ("ada", "2021-06-11", None, 0),
        ("ben", "2021-06-12", None, 0),
        ("cyd", "2021-06-13", None, 0),
    ]
    assert texts(entries) == [[TALK, TALK[:40]], [MORE, MORE[:40]], [LAST, LAST[:40]]]


def test_a_board_served_without_scripts_is_read_in_noscript_with_its_code():
    posts = "".join(
        f"""<div class="topic-body crawler-post" id="post_{number}"><div class="crawler-post-meta"><span class="creator">
        <a href="/u/{name}"><span>{name}</span></a></span><span><time datetime="2024-11-0{number}T19:33:00Z">Nov</time></span></div>
        <div class="post"><p>{text}</p><pre><code>if a &lt; b: pump()</code></pre></div><span>{number} Likes</span></div>"""
        for number, name, text in [(1, "ada", TALK), (2, "ben", MORE), (3, "ada", LAST)]
    )
    entries = entries_of(f"<noscript data-path=/t/1><h1>Water in the cellar</h1>{posts}</noscript><div id=app></div>")
    assert [each.author for each in entries] == ["ada", "ben", "ada"]
    assert texts(entries)[0] == [TALK, "if a < b: pump()"]


def test_a_board_of_short_posts_served_without_scripts_is_read():
    said = [("ada", "Which glue for hulls?"), ("ben", "Resin"), ("cyd", "+1"), ("ada", "Thanks all!")]
    posts = "".join(
        f"""<div class="topic-body" id="post_{number}"><div class="meta"><a href="/u/{name}">{name}</a>
        <time datetime="2024-11-0{number}T19:33:00Z">Nov {number}</time></div><div class="post"><p>{text}</p></div></div>"""
        for number, (name, text) in enumerate(said, 1)
    )
    entries = entries_of(f"<noscript><h1>Glue</h1>{posts}</noscript><div id=app></div>")
    assert [each.author for each in entries] == ["ada", "ben", "cyd", "ada"]
    assert texts(entries) == [[text] for _, text in said]


def nested(name, text, inner=""):
    return f"""<li class="comments_subtree"><div class="comment"><div class="byline"><a href="/~{name}">{name}</a>
    <time datetime="2022-03-04T05:06:07Z">2 days ago</time></div><div class="comment_text"><p>{text}</p></div></div>
    <ol class="comments">{inner}</ol></li>"""


def test_nested_lists_of_comments_are_flat_entries_with_their_depth():
    tree = nested("ada", TALK, nested("ben", MORE, nested("cyd", LAST))) + nested("dot", MORE + TALK)
    entries = entries_of(f'<h1>Water in the cellar</h1><ol class="comments">{tree}</ol>')
    assert [(each.author, each.depth) for each in entries] == [("ada", 0), ("ben", 1), ("cyd", 2), ("dot", 0)]
    assert texts(entries) == [[TALK], [MORE], [LAST], [MORE + TALK]]


def test_posts_that_each_hold_one_element_called_a_comment_are_a_thread():
    posts = "".join(
        f"""<li class="row"><div class="comment"><a href="/~{name}">{name}</a> <time datetime="2022-03-04">March</time>
        <div class="said"><p>{text}</p></div></div></li>"""
        for name, text in [("ada", TALK), ("ben", MORE), ("cyd", LAST)]
    )
    assert texts(entries_of(f"<h1>Water in the cellar</h1><ol>{posts}</ol>")) == [[TALK], [MORE], [LAST]]


def test_an_issue_and_its_comments_are_a_thread():
    posts = "".join(
        f"""<div class="timeline-item"><h3><a class="author" href="/users/{name}">{name}</a> commented
        <a href="#c{number}"><relative-time datetime="2025-01-0{number}T00:00:00Z">Jan</relative-time></a></h3>
        <div class="markdown-body"><p>{text}</p></div></div>"""
        for number, name, text in [(1, "ada", TALK), (2, "ben", MORE), (3, "ada", LAST)]
    )
    assert [each.author for each in entries_of(f"<h1>Water in the cellar</h1><main>{posts}</main>")] == [
        "ada",
        "ben",
        "ada",
    ]


STORY = "".join(
    f"<p>{text} It was the {word} time this year.</p>" for text in (TALK, MORE) for word in ("first", "second", "third")
)


@pytest.mark.parametrize("head", ["", '<meta property="og:type" content="article">'])
def test_comments_below_an_article_stay_out_of_it(head):
    comments = "".join(
        nested(name, text * 2) for name, text in [("ada", TALK), ("ben", MORE), ("cyd", LAST), ("dot", TALK)]
    )
    byline = '<p class="byline">By <a rel="author" href="/staff/eve">Eve</a>, 4 March 2022</p>'
    article = article_of(
        f'<article><h1>Water in the cellar</h1>{byline}{STORY}</article><ol class="comments">{comments}</ol>', head
    )
    assert not any(isinstance(block, Entry) for block in article.blocks)
    assert sum(isinstance(block, Paragraph) for block in article.blocks) == 6


def test_cards_with_authors_and_dates_are_no_thread():
    cards = "".join(
        f"""<div class="card"><h2><a href="/story/{number}">A headline about the {number}th cellar of the town</a></h2>
        <span class="author">Eve</span><time datetime="2022-03-0{number}">March</time><p>{TALK}</p></div>"""
        for number in range(1, 6)
    )
    assert entries_of(f"<h1>News</h1><main>{cards}</main>") == []


@pytest.mark.parametrize("name", ["7", "-12", "#7", "# 7"])
def test_a_class_or_id_that_is_all_number_is_read(name):
    box = f'id="{name[1:]}"' if name[0] == "#" else f'class="{name}"'
    body = "".join(
        f"<div {box}><p>{number} {text}</p><p>{text}</p></div>" for number, text in enumerate([TALK, MORE, LAST])
    )
    assert TALK in [flatten(block) for block in article_of(body).blocks]


def test_reviews_on_a_page_of_short_lines_are_no_thread():
    offers = "".join(f"<h2>Plan {number}</h2><ul>{'<li>Repairs within two days</li>' * 6}</ul>" for number in range(5))
    reviews = "".join(
        f"""<div class="review"><span class="author">{name}</span> <time datetime="2025-03-0{number}">March</time>
        <p>{text}</p></div>"""
        for number, name, text in [(1, "Ada", TALK), (2, "Ben", MORE), (3, "Cyd", LAST)]
    )
    assert not entries_of(f"<h1>We mend pumps</h1>{offers}<section>{reviews}</section>")
    assert len(entries_of(f"<h1>We mend pumps</h1><section>{reviews}</section>")) == 3


def test_a_page_without_a_sign_of_who_wrote_or_when_is_asked_for_none(monkeypatch):
    asked = []
    monkeypatch.setattr("termread.parse.page.threads.signs_in", lambda *given: asked.append(given) or [])
    sections = "".join(f'<div class="part"><h2>Part {text[:9]}</h2><p>{text}</p></div>' for text in (TALK, MORE, LAST))
    article_of(f"<h1>Water in the cellar</h1>{sections}")
    assert not asked


@pytest.mark.parametrize("name", ["ant", "at", "one", "abe", "an"])
def test_a_short_name_is_no_time(name):
    posts = board_post(1, "ada", TALK) + board_post(2, name, MORE) + board_post(3, "cyd", LAST)
    entries = entries_of(f"<h2>Water in the cellar</h2><div id=page-body>{posts}</div>")
    assert [entry.author for entry in entries] == ["ada", name, "cyd"]


@pytest.mark.parametrize(
    "said",
    ["5 minutes ago", "3h", "2 d", "1 hr. ago", "an hour ago", "about a day ago", "one year ago", "12 mins", "2wk"],
)
def test_how_long_ago_is_a_time(said):
    assert is_when(said)


@pytest.mark.parametrize("wrap", ["<div class=c>{}</div>", "<main>{}</main>", "{}"])
def test_a_text_that_stands_bare_in_the_box_of_the_posts_is_no_opening_post(wrap):
    posts = board_post(1, "ada", TALK) + board_post(2, "ben", MORE) + board_post(3, "cyd", LAST)
    entries = entries_of(f"<h1>Water in the cellar</h1>{wrap.format(TALK[::-1] + '. ' + posts)}")
    assert [entry.author for entry in entries] == ["ada", "ben", "cyd"]


@pytest.mark.parametrize(
    "head",
    [
        "<a class=user href='user?id={0}'>{0}</a> <span class=age><a href='item?id={1}'>{1} hours ago</a></span> | <a href=#x>next</a> <a class=fold href=#>[-]</a>",
        "<a href='/~{0}'>{0}</a> <span title='2024-05-0{1} 10:00:00'>{1} hours ago</span> | <a>link</a>",
    ],
    ids=["links", "title"],
)
def test_a_line_about_the_writer_that_is_mostly_links_is_no_headline(head: str):
    posts = "".join(
        f"<div class=comment id=c{n}><div>{head.format(name, n)}</div><div class=text><p>{text}</p></div></div>"
        for n, (name, text) in enumerate([("ada", TALK), ("benedikt", MORE), ("cyd", LAST)], 1)
    )
    entries = entries_of(f"<h1>Water in the cellar</h1><div>{posts}</div>")
    assert [entry.author for entry in entries] == ["ada", "benedikt", "cyd"]
    assert texts(entries) == [[TALK], [MORE], [LAST]]


def test_the_text_that_posts_answer_stays_though_nothing_tells_who_wrote_it():
    posts = "".join(
        f"<li id=c{n} class=comment><div>by <a href='/~{name}'>{name}</a> <time>2024-05-0{n}</time></div><div class=text><p>{text}</p></div></li>"
        for n, (name, text) in enumerate([("ada", MORE), ("ben", LAST), ("cyd", MORE + LAST)], 1)
    )
    entries = entries_of(f"<article><h1>Water in the cellar</h1><p>{TALK}</p></article><ul>{posts}</ul>")
    assert texts(entries)[0] == [TALK]
    assert [entry.author for entry in entries] == [None, "ada", "ben", "cyd"]


def test_a_question_nobody_signed_stays_above_a_bare_count_of_its_answers():
    answers = "".join(
        f'<div itemprop="suggestedAnswer" itemscope itemtype="https://schema.org/Answer"><div itemprop="text"><p>{text}</p></div>'
        f'<div>Answered by <span itemprop="author"><span itemprop="name">{name}</span></span></div></div>'
        for name, text in [("Ben", MORE), ("Cyd", LAST)]
    )
    entries = entries_of(
        '<div itemscope itemtype="https://schema.org/QAPage"><div itemprop="mainEntity"><h1>Water in the cellar</h1>'
        f'<div itemprop="text"><p>{TALK}</p></div><span itemprop="answerCount">2</span> answers{answers}</div></div>'
    )
    assert texts(entries) == [[TALK], [MORE], [LAST]]
    assert [entry.author for entry in entries] == [None, "Ben", "Cyd"]


def test_a_question_of_several_bare_paragraphs_is_one_entry():
    answers = "".join(
        f'<div class="answer"><div class="body"><p>{text}</p></div><div class="author">{name}</div></div>'
        for name, text in [("ben", MORE), ("cyd", LAST)]
    )
    head = '<script type="application/ld+json">{"@context": "https://schema.org", "@type": "QAPage"}</script>'
    shown = f"<nav><ul><li><a href=/a>All questions</a></ul></nav><h1>Water in the cellar</h1><p>{TALK}</p><p>{TALK[9:]}</p>"
    entries = entries_of(f"<main>{shown}<h2>2 answers</h2>{answers}</main>", head)
    assert texts(entries) == [[TALK, TALK[9:]], [MORE], [LAST]]
    assert [entry.author for entry in entries] == [None, "ben", "cyd"]
