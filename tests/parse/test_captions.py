"""Captions stand with their own picture, and what says nothing of a picture is no caption."""

import pytest
from small_pages import article, page, story, words

from termread.article import Embed, Figure, Quote, Table

CAPTION = "The market hall in its first spring"
IMAGE = '<img src="/own.jpg">'
FRAME = '<iframe src="https://www.youtube.com/embed/x"></iframe>'

BARE = {
    "image": '<img src="/bare.jpg">',
    "image in a paragraph": '<p><img src="/bare.jpg"></p>',
    "image in a box": '<div class="photo"><img src="/bare.jpg"></div>',
    "image in a figure": '<figure><img src="/bare.jpg"></figure>',
    "frame": FRAME,
    "frame in a box": f'<div class="embed">{FRAME}</div>',
    "frame in a figure": f"<figure>{FRAME}</figure>",
    "video": '<video src="/clip.mp4"></video>',
}
CAPTIONED = {
    "figure": f"<figure>{IMAGE}<figcaption>{CAPTION}</figcaption></figure>",
    "figure, caption first": f"<figure><figcaption>{CAPTION}</figcaption>{IMAGE}</figure>",
    "named box": f'<div class="wp-caption"><img src="/own.jpg"><p class="wp-caption-text">{CAPTION}</p></div>',
    "named box, caption first": f'<div class="photo"><p class="caption">{CAPTION}</p>{IMAGE}</div>',
    "plain box": f"<div>{IMAGE}<div>{CAPTION}</div></div>",
}


def captions(inner: str) -> dict[str, str]:
    """Return the captions of the pictures in *inner*, by the names of their files."""
    found = article(page(f"<article>{story(3)}{inner}{story(3)}</article>"))
    assert not any(isinstance(block, Embed) and block.text for block in found.blocks)
    return {b.src.rpartition("/")[2]: b.caption.text for b in found.blocks if isinstance(b, Figure)}


@pytest.mark.parametrize("own", CAPTIONED)
@pytest.mark.parametrize("bare", BARE)
def test_what_has_no_caption_takes_none_from_the_picture_that_follows(bare, own):
    assert captions(BARE[bare] + CAPTIONED[own])["own.jpg"] == CAPTION


@pytest.mark.parametrize("bare", ["image", "frame"])
def test_a_box_around_both_changes_nothing(bare):
    for own in ("figure", "figure, caption first"):
        assert captions(f"<div>{BARE[bare]}{CAPTIONED[own]}</div>")["own.jpg"] == CAPTION


def test_the_caption_of_what_is_no_picture_is_none_of_the_picture_before():
    quoted = "<figure><pre>make all</pre><figcaption>How it is built</figcaption></figure>"
    body = f"<article>{story(3)}{IMAGE}{quoted}{story(3)}</article>"
    found = article(page(body))
    assert [block.caption.text for block in found.blocks if isinstance(block, Figure)] == [""]
    assert "How it is built" in words(found)


def test_a_figure_in_a_figure_without_words_has_those_of_the_outer_one():
    assert captions(f"<figure><figure>{IMAGE}</figure><figcaption>{CAPTION}</figcaption></figure>") == {
        "own.jpg": CAPTION
    }


def test_an_agency_alone_is_a_credit():
    body = f"<article>{story(3)}<figure>{IMAGE}<figcaption>AFP/Getty Images</figcaption></figure>{story(3)}</article>"
    figure = next(block for block in article(page(body)).blocks if isinstance(block, Figure))
    assert (figure.caption.text, figure.credit) == ("", "AFP/Getty Images")


def test_an_agency_in_a_sentence_is_none():
    assert captions(f"<figure>{IMAGE}<figcaption>The NASA rover at rest</figcaption></figure>") == {
        "own.jpg": "The NASA rover at rest"
    }


@pytest.mark.parametrize(
    "caption",
    [
        "Bridge stays open",
        "BRIDGE STAYS OPEN",
        "Example Post",
        "Bridge stays open | Example Post",
        "12 May 2024",
        "2024-05-12",
        "Sunday, May 12, 2024, 10:30 AM",
        "12. Mai 2024",
    ],
)
def test_the_header_said_again_and_a_lone_date_are_no_captions(caption):
    figure = f"<figure>{IMAGE}<figcaption>{caption}</figcaption></figure>"
    site = '<meta property="og:site_name" content="Example Post">'
    found = article(page(f"<article>{story(3)}{figure}{story(3)}</article>", head=site))
    assert [block.caption.text for block in found.blocks if isinstance(block, Figure)] == [""]
    assert caption in [piece.text for piece in found.cut]


def test_an_alternative_text_that_is_the_headline_is_not_said_again():
    found = article(page(f'<article>{story(3)}<img src="/own.jpg" alt="Bridge stays open">{story(3)}</article>'))
    assert [block.alt for block in found.blocks if isinstance(block, Figure)] == [""]


@pytest.mark.parametrize(
    ("alt", "said"),
    [("2", ""), ("quay-214", ""), ("QUAY-214.jpg", ""), ("Quay 214", "Quay 214"), ("Pier-7", "Pier-7"), ("港", "港")],
)
def test_a_number_or_the_name_of_the_file_is_no_alternative_text(alt, said):
    found = article(page(f'<article>{story(3)}<img src="/quay-214.jpg?w=800" alt="{alt}">{story(3)}</article>'))
    assert [block.alt for block in found.blocks if isinstance(block, Figure)] == [said]


def test_a_date_among_other_words_is_a_caption():
    caption = "The quay on 12 May 2024"
    assert captions(f"<figure>{IMAGE}<figcaption>{caption}</figcaption></figure>") == {"own.jpg": caption}


def test_a_name_in_brackets_inside_a_caption_is_no_credit():
    caption = "Tom Beck (Harbour United) against Ole Ring (River Rovers)"
    assert captions(f"<figure>{IMAGE}<figcaption>{caption}</figcaption></figure>") == {"own.jpg": caption}


def test_a_slanted_line_right_below_a_picture_is_its_caption():
    assert captions(f"<p>{IMAGE}</p><p><em>{CAPTION}</em></p>") == {"own.jpg": CAPTION}


def test_a_sentence_set_as_a_heading_in_the_box_of_a_picture_is_its_caption():
    caption = "Members of the harbour council, the mayor second from the left, at the opening of the hall that took nine years to build, on Monday."
    found = captions(f'<div class="box"><div>{IMAGE}</div><h1>{caption}</h1><p>Photo: AFP</p></div>')
    assert found == {"own.jpg": caption}


@pytest.mark.parametrize(
    "attributes",
    [
        'class="lazy" data-bg="/own.jpg"',
        'class="lazyload" data-bg="url(/own.jpg)"',
        'data-background-image="/own.jpg"',
        'data-bgset="/own.jpg 400w, /wide.jpg 800w"',
        "style=\"background-image: url('/own.jpg')\"",
        'style="background:#eee url(/own.jpg) no-repeat"',
        'class="lazyload" data-src="/own.jpg"',
    ],
)
def test_a_background_is_the_picture_of_its_figure(attributes):
    assert captions(f"<figure><div {attributes}></div><figcaption>{CAPTION}</figcaption></figure>") == {
        "own.jpg": CAPTION
    }


def test_a_background_that_says_it_is_a_picture_is_one():
    body = f'<article><div class="hero-image" data-bg="/own.jpg" aria-label="The hall"></div>{story(5)}</article>'
    figures = [block for block in article(page(body)).blocks if isinstance(block, Figure)]
    assert [(figure.src, figure.alt) for figure in figures] == [("https://news.example.com/own.jpg", "The hall")]


@pytest.mark.parametrize(
    "box",
    [
        f'<div class="panel" style="background:url(/paper.png)">{story(1)}</div>',
        '<div class="divider" style="background:url(/line.png)"></div>',
        '<div class="hero-image" data-bg="/img/placeholder.png"></div>',
        '<div class="player" data-src="https://video.example.com/x"></div>',
    ],
)
def test_a_mere_decoration_is_no_picture(box):
    assert captions(box) == {}


def test_the_caption_of_a_quotation_is_its_source():
    quoted = "<figure><blockquote><p>All that is built must be kept.</p></blockquote><figcaption>— The harbour rules</figcaption></figure>"
    found = article(page(f"<article>{story(3)}{IMAGE}{quoted}{story(3)}</article>"))
    (quote,) = [block for block in found.blocks if isinstance(block, Quote)]
    assert quote.cite == "The harbour rules"
    assert [block.caption.text for block in found.blocks if isinstance(block, Figure)] == [""]


def test_the_caption_of_a_table_in_a_figure_is_its_own():
    rows = "".join(f"<tr><td>Pier {n}</td><td>{n} metres</td></tr>" for n in range(1, 4))
    figure = f"<figure><table>{rows}</table><figcaption>The piers by height</figcaption></figure>"
    found = article(page(f"<article>{story(3)}{IMAGE}{figure}{story(3)}</article>"))
    (table,) = [block for block in found.blocks if isinstance(block, Table)]
    assert table.caption.text == "The piers by height"
    assert len(table.rows) == 3


@pytest.mark.parametrize(
    ("inner", "said", "cite"),
    [
        ("<p>It stays.</p><footer>Ann Ode in <cite>Low Water</cite></footer>", "It stays.", "Ann Ode in Low Water"),
        ("<p>It stays. <cite>Ann Ode</cite></p>", "It stays.", "Ann Ode"),
        ("<p>It stays.</p><p>— Ann Ode</p>", "It stays.", "Ann Ode"),
        ("<p>It stays, says <cite>Ann Ode</cite></p>", "It stays, says Ann Ode", None),
    ],
)
def test_a_quotation_is_parted_from_its_source(inner, said, cite):
    found = article(page(f"<article>{story(3)}<blockquote>{inner}</blockquote>{story(3)}</article>"))
    (quote,) = [block for block in found.blocks if isinstance(block, Quote)]
    assert ([block.prose.text for block in quote.blocks], quote.cite) == ([said], cite)
