"""Front pages, categories, shops and tables are read as the lists that they are, and articles never are."""

from __future__ import annotations

import pytest
from small_pages import story

from termread.article import Heading, Listing, Paragraph, flatten
from termread.document import Document
from termread.parse import parse

TITLES = (
    "The middle pier has moved again",
    "What the ferry carries at night",
    "How high the water stood in ninety years",
    "The winter in which the river froze over",
    "Salmon come back to the upper weir",
    "Seven locks and the man who keeps them",
)


def cards(count: int = 6, dek: str = "Nobody at the town hall likes the figure that the divers brought up.") -> str:
    return "".join(
        f'<div class="card"><h3><a href="/rivers/{n}">{title}</a></h3><p>{n}: {dek}</p>'
        f'<span class="by">By Ann Example</span> <time>{n} May 2026</time><div><a href="/rivers/{n}">Read more</a></div></div>'
        for n, title in enumerate(TITLES[:count], 1)
    )


def listing_page(body: str, *, title: str = "Rivers", url: str = "https://news.example.com/rivers", head: str = ""):
    text = f"<html><head><title>{title}</title>{head}</head><body>{body}</body></html>"
    return parse(Document(address=url, data=text.encode(), url=url, media_type="text/html")).article


def codes(article) -> list[str]:
    return [notice.code for notice in article.notices]


def test_a_category_is_the_list_of_its_stories_with_dek_writer_and_date():
    about = "<p>All that our reporters have written about the river and its bridges.</p>"
    article = listing_page(f"<h1>Rivers</h1>{about}<div>{cards()}</div>")
    assert codes(article) == ["list"]
    first, listing = article.blocks
    assert flatten(first).startswith("All that our reporters")
    assert isinstance(listing, Listing)
    assert [item.prose.text for item in listing.items] == list(TITLES)
    assert listing.items[0].prose.marks[0].href == "https://news.example.com/rivers/1"
    below = [flatten(block) for block in listing.items[0].blocks]
    assert below == [
        "1: Nobody at the town hall likes the figure that the divers brought up.",
        "By Ann Example 1 May 2026",
    ]
    assert article.authors == ()
    assert article.published is None


def test_a_card_that_is_one_link_has_its_first_line_as_headline():
    boxes = "".join(
        f'<a href="/rivers/{n}"><div class="box"><div>{title}</div><p>{n}: Bread and papers, mostly, and once a cow on a rope.</p></div></a>'
        for n, title in enumerate(TITLES)
    )
    article = listing_page(f"<h1>Rivers</h1><div>{boxes}</div>")
    (listing,) = article.blocks
    assert [item.prose.text for item in listing.items] == list(TITLES)
    assert [mark for block in listing.items[0].blocks for mark in block.prose.marks] == []


def test_headings_between_the_stories_stay_headings():
    sections = f"<section><h2>Bridges</h2>{cards(3)}</section><section><h2>Boats</h2>{cards(6)}</section>"
    article = listing_page(f"<main><h1>Rivers</h1>{sections}</main>")
    assert [type(block) for block in article.blocks] == [Heading, Listing, Heading, Listing]


@pytest.mark.parametrize(
    "around", ["<article>{}</article>{}", "<main><article>{}</article><section>{}</section></main>"]
)
def test_an_article_with_more_stories_below_stays_an_article(around):
    article = listing_page(around.format(f"<h1>The bridge</h1>{story(12)}", cards()), title="The bridge")
    assert "list" not in codes(article)
    assert isinstance(article.blocks[0], Paragraph)
    assert TITLES[0] not in "\n".join(map(flatten, article.blocks))


@pytest.mark.parametrize(
    ("url", "head"),
    [
        ("https://news.example.com/rivers/the-old-bridge-stays-open-again", ""),
        ("https://news.example.com/2026/05/bridge", ""),
        ("https://news.example.com/story?id=4711747", ""),
        ("https://news.example.com/a", '<script type="application/ld+json">{"@type":"NewsArticle","headline":"The bridge"}</script>'),
        ("https://news.example.com/the-old-bridge", '<meta property="og:type" content="article">'),
    ],
)  # fmt: skip
def test_a_short_article_among_many_cards_stays_an_article(url, head):
    body = f"<main><h1>The bridge</h1>{story(2)}<div>{cards(6)}</div></main>"
    article = listing_page(body, title="The bridge", url=url, head=head)
    assert "list" not in codes(article)


def test_a_front_page_is_a_list_whatever_its_data_call_it():
    article = listing_page(
        f"<h1>The Courier</h1>{cards()}",
        url="https://news.example.com/",
        head='<meta property="og:type" content="article">',
    )
    assert codes(article) == ["list"]


def test_a_shop_that_says_all_in_short_lines_keeps_them():
    boxes = "".join(f'<div class="box"><a href="/s/{n}">Oar {n}</a> from {n}0 crowns a day</div>' for n in range(1, 12))
    article = listing_page(f"<main><h1>Oars</h1><p>All our oars are made of ash and oiled twice.</p>{boxes}</main>")
    text = "\n".join(map(flatten, article.blocks))
    assert "Oar 7 from 70 crowns a day" in text
    assert "All our oars" in text


def test_a_front_page_with_a_video_is_a_list_and_the_page_of_a_video_is_none():
    video = '<script type="application/ld+json">{"@type": "VideoObject", "name": "The pier"}</script>'
    front = {"url": "https://news.example.com/", "head": video}
    assert codes(listing_page(f"<h1>Rivers</h1>{cards()}", **front)) == ["list"]
    own = {"url": "https://news.example.com/watch", "head": f"{video}<meta property=og:type content=video.other>"}
    assert codes(listing_page(f"<h1>The pier</h1>{cards()}", **own)) != ["list"]


def test_a_card_whose_box_is_called_a_player_is_in_the_list():
    playing = cards(1).replace("card", "video-player").replace(TITLES[0], "The diver shows what he brought up")
    article = listing_page(f"<h1>Rivers</h1><div>{cards()}{playing}</div>")
    assert any("The diver shows what he brought up" in flatten(block) for block in article.blocks)


def test_a_list_keeps_the_date_of_its_page_and_takes_none_of_its_items():
    head = '<meta property="article:published_time" content="2026-03-04T08:00:00Z">'
    body = f"<h1>Rivers</h1><div>{cards()}</div>"
    assert (listing_page(body, head=head).published or "")[:10] == "2026-03-04"
    assert listing_page(body).published is None
