"""What stands beside a story and is told from it by its shape: no class here says anything, as on a page nobody has seen."""

from __future__ import annotations

from small_pages import SENTENCES, article, page, story, words

from termread.article import Footnotes, Heading, Paragraph, flatten


def of_kind(found, kind):
    return [block for block in found.blocks if isinstance(block, kind)]


def test_a_box_that_is_said_twice_is_left_to_the_story():
    said = "<div class=kh><p>What the mayor said:</p><p>It is a promise with a date on it.</p></div>"
    found = article(page(f"<div class=kd>{''.join(story(3) + said for _ in range(2))}{story(2)}</div>"))
    assert "a promise with a date" in words(found)


def test_footnotes_below_the_story_in_boxes_of_their_own_are_footnotes():
    text = "".join(f"<p>{SENTENCES[n]}<a id=a{n} href=#n{n}>{n + 1}</a></p>" for n in range(6))
    notes = "".join(f"<div><a id=n{n} href=#a{n}>{n + 1}</a><div><p>A source, {n}.</p></div></div>" for n in range(3))
    found = article(page(f"<div class=kd>{text}{notes}</div>"))
    (footnotes,) = of_kind(found, Footnotes)
    assert [(note.label, note.prose.text) for note in footnotes.items] == [
        (str(n + 1), f"A source, {n}.") for n in range(3)
    ]
    assert len(of_kind(found, Paragraph)) == 6
    assert {"n0", "n1", "n2"} <= {anchor.name for anchor in found.anchors}


def test_the_first_time_of_a_ticker_is_kept_as_the_later_ones_are():
    ticker = "".join(f"<p class=kt>{17 - n}.30</p><p>{sentence}</p>" for n, sentence in enumerate(SENTENCES))
    found = article(page(f"<div class=kd>{ticker}</div>"))
    assert [block.prose.text for block in of_kind(found, Heading)] == [f"{17 - n}.30" for n in range(6)]


def test_a_card_that_opens_over_a_name_does_not_part_its_sentence():
    card = (
        "<div><img src=/j.jpg width=90 height=90><h4>Jane Holden</h4><p>She writes about bridges since 2011.</p></div>"
    )
    name = f"<span><span><a href=/jane>Jane Holden</a></span>{card}</span>"
    told = f"<div>The mayor, as {name} reported last week, had asked for it in three budgets.</div>"
    found = article(page(f"<div class=kd>{story(3, 'div')}{told}{story(3, 'div')}</div>"))
    assert "The mayor, as Jane Holden reported last week, had asked for it in three budgets." in words(found)
    assert "about bridges since" not in words(found)
    (link,) = [mark for block in found.blocks for mark in block.prose.marks]
    assert (found.blocks[3].prose.text[link.start : link.end], link.href) == (
        "Jane Holden",
        "https://news.example.com/jane",
    )


def test_a_card_inside_a_line_is_left_out_of_its_sentence():
    links = "<a href=/jane>Jane Holden</a> <a href=/s>The ferry comes back</a> <a href=/jane>More</a>"
    card = f"<span><span><img src=/j.jpg width=90 height=90>{links}</span></span>"
    told = (
        f"<p>The mayor, as <span><a href=/jane>Jane Holden</a>{card}</span> reported, had asked for it three times.</p>"
    )
    found = article(page(f"<div class=kd>{story(3)}{told}{story(3)}</div>"))
    assert found.blocks[3].prose.text == "The mayor, as Jane Holden reported, had asked for it three times."
    assert "The ferry comes back" in "\n".join(cut.text for cut in found.cut)


def test_comments_that_are_called_otherwise_each_are_comments():
    said = "".join(
        f"<li class='{name}'><div><b>{name}</b> <i>2.{n + 1}.2026, 10:15</i></div><p>{SENTENCES[n]}</p><a href=#r>Answer</a></li>"
        for n, name in enumerate(("odd", "even", "guest", "writer"))
    )
    found = article(page(f"<div class=kc><div class=kd>{story(8)}</div><ol>{said}</ol></div>"))
    assert SENTENCES[2] not in [flatten(block) for block in found.blocks]
    assert "comments" in {cut.reason for cut in found.cut}
