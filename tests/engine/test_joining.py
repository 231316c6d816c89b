from dataclasses import replace

from termread.article import Anchor, Article, Cut, Figure, Paragraph, Place, Prose, Rule
from termread.config import FetchSettings
from termread.engine.joining import join_pages
from termread.errors import Unreachable

URL = "https://example.com/story"


def paragraph(text):
    return Paragraph(Prose(f"{text}, said at sufficient length to be told apart."))


def page(number, last=3, **more):
    following = f"{URL}?page={number + 1}" if number < last else None
    return Article(title="The story", blocks=(paragraph(f"Part {number}"), Rule()), next_url=following, **more)


def join(pages, first=None, settings=None):
    told, asked = [], []

    def read(url):
        asked.append(url)
        found = pages[url]
        if isinstance(found, Exception):
            raise found
        return found

    article = join_pages(first or page(1), URL, read, settings or FetchSettings(), lambda *a, **k: told.append((a, k)))
    return article, asked, told


PAGES = {f"{URL}?page={number}": page(number) for number in (2, 3)}


def test_pages_follow_one_another():
    article, asked, told = join(PAGES)
    assert article.blocks == sum((page(number).blocks for number in (1, 2, 3)), ())
    assert [notice.code for notice in article.notices] == ["joined"]
    assert (asked, article.next_url) == (list(PAGES), None)
    assert [call[0] for call in told] == [("joining", 1), ("joining", 2)]


def test_what_every_page_repeats_is_told_once():
    figure = Figure(caption=Prose("The same picture on every page of it."), src="a.jpg")
    pages = {url: replace(each, blocks=(figure, *each.blocks)) for url, each in PAGES.items()}
    article, _, _ = join(pages, first=replace(page(1), blocks=(figure, *page(1).blocks)))
    assert article.blocks.count(figure) == 1
    assert len(article.blocks) == 7


def test_places_move_with_their_blocks():
    second = replace(page(2), anchors=(Anchor("n", Place(1, 0)),), cut=(Cut("advert", "Buy", 0),))
    article, _, _ = join({**PAGES, f"{URL}?page=2": second})
    assert article.anchors == (Anchor("n", Place(3, 0)),)
    assert article.cut == (Cut("advert", "Buy", 2),)


def test_a_page_that_is_missing_is_told_and_can_be_opened():
    article, _, _ = join({**PAGES, f"{URL}?page=3": Unreachable("Gone.")})
    assert len(article.blocks) == 4
    assert [notice.code for notice in article.notices] == ["joined", "part"]
    assert "Gone." in article.notices[1].text
    assert article.next_url == f"{URL}?page=3"


def test_a_circle_another_host_and_the_same_page_again_end_it():
    for second in (
        replace(page(2), next_url=URL),
        replace(page(2), next_url="https://example.org/3"),
        replace(page(2), next_url=f"{URL}?page=2#top"),
    ):
        article, asked, _ = join({f"{URL}?page=2": second})
        assert len(asked) == 1
        assert len(article.blocks) == 4
    article, asked, _ = join({f"{URL}?page=2": replace(page(1), next_url=f"{URL}?page=3")})
    assert len(asked) == 1
    assert article.blocks == page(1).blocks


def test_there_is_an_end_to_the_pages():
    endless = {f"{URL}?page={number}": page(number, last=999) for number in range(2, 99)}
    article, asked, _ = join(endless, settings=FetchSettings(pages=5))
    assert len(asked) == 4
    assert "after 5 pages" in article.notices[-1].text
