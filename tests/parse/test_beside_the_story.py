"""What stands around a story and is neither all its own nor all furniture: writers, teasers, posts, credits, deks."""

from __future__ import annotations

from small_pages import article, page, story, words

from termread.article import Embed, Figure, Footnotes, Heading, Note, Table

BLOCKS = 8


def test_the_word_about_the_writer_is_a_note():
    bio = '<div class="author-bio"><p>Noor Halden is a contributing writer of the Example Quarterly.</p></div>'
    found = article(page(f"<div>{story(BLOCKS)}</div>{bio}"))
    last = found.blocks[-1]
    assert isinstance(last, Note)
    assert last.kind == "contributor"
    assert "contributing writer" in words(found)


def test_a_byline_before_the_story_is_no_note():
    bio = '<div class="author-bio"><p>Noor Halden is a contributing writer of the Example Quarterly.</p></div>'
    found = article(page(f"{bio}<div>{story(BLOCKS)}</div>"))
    assert not any(isinstance(block, Note) for block in found.blocks)


def teasers(count: int, end: str) -> str:
    return "".join(
        f'<li><a href="/story/{n}">Another story from the harbour, number {n}</a> '
        f"<span>HARBOUR: The pilots of the {n}th district said on Friday that they would not sail{end}</span></li>"
        for n in range(count)
    )


def test_teasers_broken_off_after_the_story_are_left_out():
    found = article(page(f"<div>{story(BLOCKS)}</div><div><ul>{teasers(4, '...')}</ul></div>"))
    assert "Another story" not in words(found)
    assert any("Another story" in cut.text for cut in found.cut)


def test_a_list_of_the_story_with_links_stays():
    found = article(page(f"<div>{story(BLOCKS)}<ul>{teasers(4, '.')}</ul>{story(2)}</div>"))
    assert "Another story" in words(found)


def test_an_embedded_post_is_an_embed_with_its_words():
    post = (
        '<blockquote class="twitter-tweet"><p>The bridge stays open, we have just heard.</p>'
        '<a href="https://twitter.com/example/status/1">May 3</a></blockquote>'
    )
    found = article(page(f"<div>{story(4)}{post}{story(4)}</div>"))
    embed = next(block for block in found.blocks if isinstance(block, Embed))
    assert (embed.provider, embed.url) == ("x", "https://twitter.com/example/status/1")
    assert "The bridge stays open" in embed.text


def test_a_table_keeps_its_caption():
    rows = "".join(f"<tr><td>Town {n}</td><td>{n}1</td></tr>" for n in range(3))
    found = article(page(f"<div>{story(6)}<table><caption>Votes by town</caption>{rows}</table>{story(2)}</div>"))
    table = next(block for block in found.blocks if isinstance(block, Table))
    assert table.caption.text == "Votes by town"


def test_a_name_in_its_own_element_ends_a_caption_as_credit():
    figure = '<figure><img src="/a.jpg"><figcaption>Egg crates on the quay. <span>Island Archive</span></figcaption></figure>'
    found = article(page(f"<div>{story(4)}{figure}{story(4)}</div>"))
    shown = next(block for block in found.blocks if isinstance(block, Figure))
    assert (shown.caption.text, shown.credit) == ("Egg crates on the quay.", "Island Archive")


def test_words_in_an_element_of_their_own_may_belong_to_the_caption():
    figure = '<figure><img src="/a.jpg"><figcaption>Egg crates on the quay. <em>long ago</em></figcaption></figure>'
    found = article(page(f"<div>{story(4)}{figure}{story(4)}</div>"))
    shown = next(block for block in found.blocks if isinstance(block, Figure))
    assert (shown.caption.text, shown.credit) == ("Egg crates on the quay. long ago", "")


def test_loose_text_of_the_story_is_no_dek():
    opening = "The council has this morning voted to keep the old bridge open, after a night of long speeches"
    head = f'<meta property="og:description" content="{opening}...">'
    lines = "<br><br>".join(story(1, "x").replace("<x>", "").replace("</x>", "") for _ in range(6))
    body = (
        f'<div class="meta">Example Post</div><div class="text">{opening}<br><div><img src="/b.jpg"></div>{lines}</div>'
    )
    found = article(page(body, head=head))
    assert opening in words(found)


def test_notes_that_the_text_calls_are_footnotes():
    called = '<p>The pier moved again in the spring.<sup><a id="r1" href="#n1">1</a></sup> Nobody saw<sup><a href="#n2">2</a></sup> it go.</p>'
    notes = '<ol><li id="n1">The report of the engineers. <a href="#r1">↩</a></li><li id="n2">As the log says. <a href="#r1">↩</a></li></ol>'
    found = article(page(f"<div>{story(4)}{called}{story(4)}{notes}</div>"))
    block = next(block for block in found.blocks if isinstance(block, Footnotes))
    assert [(note.label, note.prose.text) for note in block.items] == [
        ("1", "The report of the engineers."),
        ("2", "As the log says."),
    ]
    places = {anchor.name: anchor.place for anchor in found.anchors}
    assert places["n1"].block == places["n2"].block == len(found.blocks) - 1
    assert places["n1"] < places["n2"]


def test_a_list_of_contents_is_no_footnotes():
    listed = '<ol><li id="a">Stone and <a href="#b">timber</a></li><li>Iron</li></ol>'
    found = article(page(f"<div>{story(4)}{listed}{story(4)}</div>"))
    assert not any(isinstance(block, Footnotes) for block in found.blocks)


def test_comments_ten_times_as_long_as_the_story_are_still_comments():
    post = f'<div class="post-body">{story(16)}</div>'
    replies = "".join(f'<div class="reply"><b>reader{n}</b> said: {story(10)}</div>' for n in range(16))
    found = article(page(f'<div class="post">{post}</div><div id="comments">{replies}</div>'))
    assert len(found.blocks) == 16
    assert "comments" in {cut.reason for cut in found.cut}


BUTTONS = '<button type="button">Smaller</button><button type="button">Close</button>'


def test_the_label_of_a_players_buttons_is_no_heading():
    player = f'<section class="film-frame"><header><h5>Return to the film</h5><div>{BUTTONS}</div></header></section>'
    found = article(page(f"<article>{story(4)}{player}{story(3)}</article>"))
    assert not [block for block in found.blocks if isinstance(block, Heading)]


def test_a_heading_beside_buttons_keeps_its_section():
    part = f"<section><h3>What the council decided</h3>{BUTTONS}{story(3)}</section>"
    found = article(page(f"<article>{story(4)}{part}</article>"))
    assert [block.prose.text for block in found.blocks if isinstance(block, Heading)] == ["What the council decided"]
