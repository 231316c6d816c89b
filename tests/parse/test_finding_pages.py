"""Where the story is: what real pages do to it, on pages of our own."""

from __future__ import annotations

from small_pages import article, page, parsed, story, words

from termread.article import Figure, Heading, Listing, Note, Paragraph
from termread.document import Document
from termread.parse import Settings
from termread.parse.explain import explain
from termread.parse.page.pipeline import STAGES
from termread.parse.page.site_rules import read_rule

CARDS = "".join(
    f'<div class="tile"><h3><a href="/{n}">Another story of the town, number {n}</a></h3><p>A short text about something else, number {n}.</p></div>'
    for n in range(6)
)


def reasons(found):
    return {cut.reason for cut in found.cut}


def test_a_story_in_the_wrong_element_is_kept():
    for tag in ("aside", "footer", "form", "nav", "button", "dialog"):
        found = article(page(f"<{tag}>{story(8)}</{tag}>"))
        assert len(found.blocks) == 8, tag


def test_an_unclosed_button_keeps_what_it_swallows():
    found = article(page(f'<button class="menu">Menu<div>{story(8)}</div>'))
    assert sum(isinstance(block, Paragraph) for block in found.blocks) == 8


def test_a_story_cut_up_by_its_paywall_is_whole():
    part = "".join(f'<p class="paywall">{text}</p>' for text in story(4).replace("<p>", "").split("</p>") if text)
    found = article(
        page(f"<div class=body>{part}</div><div class=ad>Ad</div><div class=body>{part.replace(':', ';;')}</div>")
    )
    assert len(found.blocks) >= 4


def test_a_story_split_over_siblings_is_whole():
    parts = "".join(f'<div class="text-block">{story(2)}</div><div class="ad">Advertisement</div>' for _ in range(4))
    assert len(article(page(f"<main>{parts}</main>")).blocks) == 8


def test_the_opening_outside_the_box_of_the_story_is_kept():
    opening = "<p class=opening>The bridge, which was to close on Monday, stays open until the ice goes, the council said last night.</p>"
    found = article(page(f"<article>{opening}<div class=paywall>{story(6)}</div></article>"))
    assert "which was to close on Monday" in words(found) + (found.dek or "")


def test_cards_are_cut_and_can_be_shown():
    found = article(page(f"<div><div>{story(6)}</div><section>{CARDS}</section></div>"))
    assert len(found.blocks) == 6
    assert any("number 3" in cut.text and cut.reason == "related" for cut in found.cut)


def test_furniture_is_cut_with_its_reason():
    body = f'<nav>Home</nav><div class="share-bar">Share this with friends</div><div>{story(6)}</div><div class="newsletter-signup"><p>Get our letter every day.</p></div>'
    assert {"share", "newsletter", "navigation"} <= reasons(article(page(body)))


def test_a_word_in_the_name_of_the_story_does_not_hide_it():
    assert len(article(page(f'<div class="comments-widget related">{story(8)}</div>')).blocks) == 8


def test_no_text_is_lost_without_being_told():
    body = f"<div>{story(6)}<p>Short.</p><div class=promo>Buy a mug.</div></div><footer>Imprint of the paper</footer>"
    found = article(page(body))
    everything = words(found) + "\n".join(cut.text for cut in found.cut) + found.title + (found.dek or "")
    for said in ("Short.", "Buy a mug.", "Imprint of the paper"):
        assert said in everything


def test_a_heading_to_read_more_in_the_middle_does_not_end_the_story():
    found = article(page(f"<div>{story(4)}<h3>Related stories</h3>{story(4)}</div>"))
    assert sum(isinstance(block, Paragraph) for block in found.blocks) == 8
    assert not any(isinstance(block, Heading) for block in found.blocks)


def test_another_story_after_the_end_is_cut():
    other = f"<article><h1>Quite another story</h1>{story(6)}</article>"
    found = article(
        page("").replace(
            "<h1>Bridge stays open</h1>", f"<article><h1>Bridge stays open</h1>{story(6)}</article>{other}"
        )
    )
    assert len(found.blocks) == 6


def test_a_story_told_twice_is_told_once():
    part = story(6)
    assert len(article(page(f"<div><div class=a>{part}</div><div class=b>{part}</div></div>")).blocks) == 6


def test_the_dek_is_cut_from_the_text():
    found = article(
        page(
            f'<p class="standfirst">Four hours of talk, and the old bridge has one more winter.</p><div>{story(6)}</div>'
        )
    )
    assert found.dek == "Four hours of talk, and the old bridge has one more winter."
    assert "one more winter" not in words(found)


def test_a_lead_picture_in_the_pages_header_is_taken_in():
    figure = "<header class=hero><figure><img src=/a.jpg width=1200><figcaption>The bridge at dusk, seen from the ferry.</figcaption></figure></header>"
    found = article(
        f"<html lang=en><title>Bridge stays open</title><body><main><h1>Bridge stays open</h1>{figure}<div>{story(6)}</div></main></body></html>"
    )
    assert isinstance(found.blocks[0], Figure)
    assert found.blocks[0].caption.text == "The bridge at dusk, seen from the ferry."


def test_a_tracking_pixel_is_no_figure():
    assert not any(
        isinstance(b, Figure) for b in article(page(f"<div>{story(5)}<img src=/p.gif width=1 height=1></div>")).blocks
    )


def test_a_front_page_offers_its_links():
    links = "".join(
        f'<h2><a href="/s{n}">A headline about the town and its bridge, part {n}</a></h2>' for n in range(20)
    )
    found = article(f"<html lang=en><title>Example Post</title><body><div>{links}</div></body></html>")
    assert "list" in [notice.code for notice in found.notices]
    assert any(isinstance(block, Listing) and len(block.items) == 20 for block in found.blocks)


def test_a_page_that_needs_scripts_says_so():
    found = article(
        "<html><title>App</title><body><div id=root></div><noscript>You need to enable JavaScript to run this app.</noscript><p>Loading</p></body></html>"
    )
    assert "javascript" in [notice.code for notice in found.notices]


def test_an_error_page_says_so():
    found = article(
        "<html><title>404 Not Found</title><body><h1>404 Not Found</h1><p>The page is not here.</p></body></html>"
    )
    assert "error-page" in [notice.code for notice in found.notices]


def test_a_preview_says_so():
    head = '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Bridge stays open","isAccessibleForFree":false}</script>'
    found = article(
        page(
            f'<div>{story(2)}<div class="paywall-offer"><p>Subscribe to read the rest of this story.</p></div></div>',
            head=head,
        )
    )
    assert "preview" in [notice.code for notice in found.notices]


def test_a_body_that_is_only_in_the_data_is_read_and_told():
    text = " ".join(story(8).replace("<p>", "").split("</p>"))
    head = f'<script type="application/ld+json">{{"@type":"NewsArticle","headline":"Bridge stays open","articleBody":"{text}"}}</script>'
    found = article(page("<div>Loading</div>", head=head))
    assert "json" in [notice.code for notice in found.notices]
    assert "older than the town hall" in words(found)


def test_readability_is_asked_where_our_own_choice_holds_too_little(monkeypatch):
    def tiny(page):
        page.good = page.prose_size()
        page.story = next(element for element in page.elements if "tiny" in element.name)

    monkeypatch.setattr("termread.parse.page.pipeline.locate_story", tiny)
    monkeypatch.setattr(
        "termread.parse.page.pipeline.STAGES",
        tuple(tiny if stage.__name__ == "locate_story" else stage for stage in STAGES),
    )
    found = parsed(
        page(
            f'<div id="a"><span class="tiny"><div class="tiny">A line.</div></span></div><div id="b">{story(8, "div")}</div>'
        )
    )
    assert "second-voice" in [notice.code for notice in found.article.notices]
    assert "older than the town hall" in words(found.article)
    assert found.candidates[-1].name == "readability-lxml"


def test_a_site_rule_is_followed():
    rule = read_rule("example.com", 'body = ".real"\ntitle = "//h2[@class=\'t\']"\nauthors = [".who"]\ndrop = ".out"')
    body = f'<h2 class="t">The other title</h2><div class="who">Ann Ode</div><div class="real">{story(5)}<p class="out">Gone, as the rule says, and told so in the list.</p></div>'
    found = article(page(body), Settings(sites={"example.com": rule}))
    assert (found.title, found.authors, len(found.blocks)) == ("The other title", ("Ann Ode",), 5)
    assert "site rule" in reasons(found)


def test_a_stale_site_rule_makes_nothing_worse():
    for selector in (".gone", ".small"):
        rule = read_rule("example.com", f'body = "{selector}"')
        found = article(
            page(f'<div>{story(8)}</div><div class="small"><p>A note.</p></div>'), Settings(sites={"example.com": rule})
        )
        assert len(found.blocks) == 8
        assert "stale-rule" in [notice.code for notice in found.notices]


def test_explain_tells_stages_and_cuts():
    from small_pages import URL

    from termread.document import Document

    text = explain(Document(address=URL, data=page(f"<nav>Home</nav><div>{story(6)}</div>").encode(), url=URL))
    assert "locate_story" in text
    assert "navigation" in text


def test_a_note_box_is_a_note():
    found = article(
        page(f'<div>{story(5)}<div class="correction"><p>The first version named the wrong pier.</p></div></div>')
    )
    assert [block.kind for block in found.blocks if isinstance(block, Note)] == ["correction"]


def test_a_site_rule_that_drops_the_story_is_stale():
    rule = read_rule("example.com", 'drop = ".text"\ndate = ".when"\nauthors = ".who"')
    head = '<p class="who">By Ann Ode and Tom Sample</p><p class="when">4 May 2026</p>'
    found = article(page(f'{head}<div class="text">{story(8)}</div>'), Settings(sites={"example.com": rule}))
    assert len(found.blocks) == 8
    assert (found.authors, found.published) == (("Ann Ode", "Tom Sample"), "2026-05-04")
    assert "stale-rule" in [notice.code for notice in found.notices]


def test_an_explanation_says_where_the_fields_were_found():
    text = page(f'<p>By Ann Ode on 4 May 2026</p><div class="text">{story(8)}</div>')
    told = explain(Document(address="x", data=text.encode(), media_type="text/html"))
    assert "Bridge stays open  (by h1, og, title)" in told
    assert "Ann Ode  (by a line around the headline)" in told


def test_the_second_voice_is_silent_where_it_fails(capfd):
    from termread.parse.page.locate import readability_text

    readability_text("<html><body><div><p>One\x00two.&#1;</p><p>\x08</p></div></body></html>")
    assert capfd.readouterr() == ("", "")
