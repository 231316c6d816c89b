"""A page that is one of several: where the next one is, and what is said where that is not known."""

import pytest
from small_pages import article, page, story

from termread.document import Document
from termread.parse import parse

STORY = f"<article>{story(6)}</article>"
OWN = "https://example.com/2024/05/the-bridge"


def following(link: str, url: str | None = OWN, head: str = "") -> str | None:
    """Return the next page of a page with *link* in its head."""
    text = page(STORY, head=f'<link rel="next" href="{link}">{head}')
    return parse(Document(address="page", data=text.encode(), url=url, media_type="text/html")).article.next_url


@pytest.mark.parametrize(
    ("own", "link"),
    [
        (OWN, "?page=2"),
        (OWN, "/2024/05/the-bridge/2/"),
        (OWN, "/2024/05/the-bridge/page/2"),
        (f"{OWN}.html", "the-bridge-2.html"),
        (f"{OWN}.html", "the-bridge_page2.html"),
        (f"{OWN}.htm", "the-bridge-p2.htm"),
        (f"{OWN}?page=2", "?page=3"),
        ("https://example.com/story/part-1", "part-2"),
    ],
)
def test_a_link_to_the_next_number_is_followed(own, link):
    assert following(link, own)


@pytest.mark.parametrize(
    "link", ["/2024/05/another-story", "/2024/06/the-mill/2/", "https://other.example.com/?page=2", "?page=1"]
)
def test_a_link_to_another_story_is_not(link):
    assert following(link) is None


def test_a_saved_page_goes_by_the_address_that_it_says_is_its_own():
    assert following("?page=2", None, f'<link rel="canonical" href="{OWN}">') == f"{OWN}?page=2"


@pytest.mark.parametrize("line", ["Page 1 of 3", "Seite 1 von 4", "Página 2 de 5", "page 2/7"])
def test_a_page_that_counts_itself_says_that_it_is_one_of_several(line):
    found = article(page(f'{STORY}<div class="pager">{line}</div>'))
    assert [notice.code for notice in found.notices] == ["pages"]


@pytest.mark.parametrize("line", ["Page 1 of 1", "1 of 3", "Page 3"])
def test_other_counts_say_nothing(line):
    assert article(page(f'{STORY}<div class="pager">{line}</div>')).notices == ()
