"""What stands beside the story or names something else: next stories, menus in a layout, bases, sources, captions."""

from __future__ import annotations

import pytest
from small_pages import article, page, story, words

from termread.article import Figure, Gallery, Mark


def figures(found) -> list[tuple[str, str]]:
    return [(block.src, block.caption.text) for block in found.blocks if isinstance(block, Figure)]


@pytest.mark.parametrize(
    "headline",
    ["<h1>Harbour frozen</h1>", "<h2>Harbour frozen</h2>", '<h3><a href="/ice">Harbour frozen</a></h3>',
     '<div role="heading">Harbour frozen</div>'],
)  # fmt: skip
def test_the_next_story_is_another_article_however_its_headline_is_written(headline: str):
    text = page("").replace("<h1>Bridge stays open</h1>", "")
    own = f"<article><h1>Bridge stays open</h1>{story(4)}</article>"
    following = f"<article>{headline}<p>The ice came on Sunday, and nobody has crossed since then, said the pilot.</p></article>"
    found = words(article(text.replace("</body>", f"{own}{following}</body>")))
    assert "The ice came" not in found
    assert found.count("\n") == 3


def test_the_sections_of_a_story_may_be_articles():
    text = page("").replace("<h1>Bridge stays open</h1>", "")
    sections = "".join(f"<article><h2>Part {n}</h2>{story(4)}</article>" for n in range(4))
    opening = f"<article><h1>Bridge stays open</h1>{story(1)}</article>"
    assert "Part 3" in words(article(text.replace("</body>", f"<main>{opening}{sections}</main></body>")))


def test_the_menu_in_a_cell_of_a_layout_is_left_out():
    body = f"<table><tr><td><a href='/'>Home</a><br><a href='/n'>News</a></td><td>{story(6)}</td></tr></table>"
    found = words(article(page(body)))
    assert "Home" not in found
    assert "5: " in found or "council" in found


@pytest.mark.parametrize(
    ("base", "wanted"),
    [
        ("https://example.com/old/", "https://example.com/old/plan.html"),
        ("/old/", "https://news.example.com/old/plan.html"),
        ("javascript:alert(1)", "https://news.example.com/plan.html"),
        ("", "https://news.example.com/plan.html"),
    ],
)
def test_links_are_relative_to_what_the_page_says(base: str, wanted: str):
    body = f'<article>{story(3)}<p>All of it is told in <a href="plan.html">the plan</a>, part <a href="#two">two</a>.</p><h2 id="two">Two</h2>{story(3)}</article>'
    found = article(page(body, head=f'<base href="{base}">'))
    marks: list[Mark] = [mark for block in found.blocks if hasattr(block, "prose") for mark in block.prose.marks]
    assert [mark.href for mark in marks] == [wanted, "#two"]


@pytest.mark.parametrize("attribute", ["srcset", "data-srcset", "data-lazy-srcset", "data-src"])
def test_a_picture_whose_sources_wait_for_a_script_has_its_address(attribute: str):
    sources = f'<source media="(min-width: 900px)" {attribute}="https://example.com/b.webp 800w"><source {attribute}="https://example.com/a.webp 400w">'
    body = f'<article>{story(3)}<figure><picture>{sources}<img class="lazy" alt="Pier"></picture><figcaption>The pier</figcaption></figure>{story(3)}</article>'
    assert figures(article(page(body))) == [("https://example.com/b.webp", "The pier")]


def test_a_picture_without_a_caption_takes_none_from_the_figure_that_follows():
    body = (
        f'<article>{story(3)}<figure><img src="/1.jpg" alt="One"></figure>'
        f'<figure><img src="/2.jpg" alt="Two"><figcaption>The pier in May</figcaption></figure>{story(3)}</article>'
    )
    assert [caption for _, caption in figures(article(page(body)))] == ["", "The pier in May"]


def test_a_frame_without_a_caption_takes_none_from_the_figure_that_follows():
    body = (
        f'<article>{story(3)}<iframe src="/map" title="Map"></iframe>'
        f'<figure><img src="/2.jpg" alt="Two"><figcaption>The pier in May</figcaption></figure>{story(3)}</article>'
    )
    assert figures(article(page(body))) == [("https://news.example.com/2.jpg", "The pier in May")]


def test_the_caption_of_figures_in_a_figure_is_none_of_the_last():
    inner = "".join(f'<figure><img src="/{n}.jpg"><figcaption>Boat {n}</figcaption></figure>' for n in (1, 2))
    body = f"<article>{story(3)}<figure>{inner}<figcaption>Both boats in May</figcaption></figure>{story(3)}</article>"
    found = article(page(body))
    assert "Both boats in May" in words(found)
    assert "Boat 2 Both" not in words(found)


@pytest.mark.parametrize(
    "box",
    [
        "<div class=item data-url=/next><h2>{}</h2>",
        "<div class=item><h1>{}</h1><time>5 May</time>",
        "<div class=item data-url=/next><p><b>{}</b></p>",
        "<div class=item><div class=headline>{}</div><div>By Ann Example, 5 May 2024</div>",
    ],
)
def test_the_next_story_is_another_article_whatever_box_it_is_in(box: str):
    other = (
        box.format("The mill is sold")
        + "<p>The mill by the river was sold on Friday to a baker from the hills.</p></div>"
    )
    text = page(f"<div class=item><h1>Bridge stays open</h1>{story(5)}</div>{other}")
    found = words(article(text.replace("<h1>Bridge stays open</h1>", "", 1)))
    assert "mill" not in found


def test_the_pictures_of_a_gallery_made_of_definition_lists_are_read():
    items = "".join(
        f"<dl class=item><dt><img src='https://example.com/{n}.jpg'></dt><dd class=wp-caption-text>Boat {n} at the quay</dd></dl>"
        for n in (1, 2)
    )
    found = article(page(f"<article>{story(3)}<div class=gallery>{items}</div>{story(3)}</article>"))
    gallery = next(block for block in found.blocks if isinstance(block, Gallery))
    assert [figure.caption.text for figure in gallery.figures] == ["Boat 1 at the quay", "Boat 2 at the quay"]
