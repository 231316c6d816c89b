"""The article in a feed's item, for when its page cannot be had."""

from __future__ import annotations

import pytest

from termread.article import Figure, flatten
from termread.errors import Empty
from termread.feed import FeedItem
from termread.parse.formats.feeds.item_article import article_of_item


def words(article):
    return " ".join(flatten(block) for block in article.blocks)


@pytest.mark.parametrize(
    "content",
    [
        "<p>Short one.</p>",
        "Plain words only &amp; no tag",
        "<p>The council met.</p><p>Share this</p><ul><li>One</li><li>Two</li></ul><p>Read more: <a href='https://example.com/x'>Another</a></p>",
        "<p>First of all words.<p>Second of all words, <b>unclosed",
        "<div><div>A line in a box</div><div>And another line in a box</div></div>",
        "<table><tr><td>a</td><td>b</td></tr></table><p>The table is above.</p>",
        "".join(f"<p>The council met on day {i} and voted for the bridge, after four hours.</p>" for i in range(12)),
    ],
)
def test_nothing_that_the_item_says_is_lost(content):
    from termread.parse.metadata.declared import plain

    article = article_of_item(FeedItem(title="The pier", content=content, url="https://example.com/a"))
    said = set(words(article).split()) | set((article.dek or "").split())
    missing = [word for word in plain(content.replace("<", " <")).split() if word not in said]
    assert len(missing) <= len(plain(content).split()) * 0.2, missing


def test_the_item_says_who_wrote_it_and_when():
    item = FeedItem(
        title="The pier",
        content="<p>It stays.</p><img src='https://example.com/a.jpg' alt='A pier'>",
        url="https://example.com/a",
        authors=("Ann Ode", "Bert Sample"),
        published="2026-05-04T10:00:00Z",
        language="en",
        site="Other Post",
    )
    article = article_of_item(item)
    assert (article.title, article.byline, article.published) == ("The pier", "Ann Ode, Bert Sample", item.published)
    assert (article.url, article.site, article.language) == (item.url, "Other Post", "en")
    assert any(isinstance(block, Figure) and block.src == "https://example.com/a.jpg" for block in article.blocks)


def test_an_item_without_text_says_so_and_a_dek_is_better_than_nothing():
    with pytest.raises(Empty):
        article_of_item(FeedItem(title="The pier"))
    assert words(article_of_item(FeedItem(title="The pier", dek="It stays & stays."))) == "It stays & stays."
