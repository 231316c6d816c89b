"""Short lines of a story stay where they stand: verse, lists without list markup, answers, scores, scene breaks."""

from __future__ import annotations

import pytest
from small_pages import SENTENCES, article, kinds, page, story, words

from termread.article import Entry, Heading, Listing, Paragraph, Rule


def told(middle: str):
    return article(page(f"<article>{story(3)}{middle}{story(3)}</article>"))


def texts(found) -> list[str]:
    return [block.prose.text for block in found.blocks if isinstance(block, Paragraph | Heading)]


@pytest.mark.parametrize(
    "verse",
    [
        "<div class='song'><p>Snow on the sill</p><p>and snow on the stair</p><p>and nobody there.</p></div>",
        "<div><div>Snow on the sill</div><div>and snow on the stair</div><div>and nobody there.</div></div>",
        "<section class=vers><div class=z>Snow on the sill</div><div class=z>and snow on the stair</div>"
        "<div class=z>and nobody there.</div></section>",
    ],
)
def test_lines_of_a_verse_in_boxes_are_the_lines_of_one_paragraph(verse: str):
    assert "Snow on the sill\nand snow on the stair\nand nobody there." in texts(told(verse))


def test_stanzas_are_paragraphs_of_their_own():
    found = texts(
        told(
            "<div class=st><div class=v>Snow on the sill</div><div class=v>and on the stair.</div></div>"
            "<div class=st><div class=v>Ice on the pane</div><div class=v>and in the air.</div></div>"
        )
    )
    assert "Snow on the sill\nand on the stair." in found
    assert "Ice on the pane\nand in the air." in found


def test_a_refrain_may_be_sung_twice():
    found = told("<div class=refrain><div>Pull the rope</div><div>Pull the rope</div><div>Let it go</div></div>")
    assert "Pull the rope\nPull the rope\nLet it go" in texts(found)


def test_what_stands_below_a_kept_heading_stays():
    found = told("<h2>Getting there</h2><div>Pier 4, north side</div><div>Daily from nine</div>")
    assert "Pier 4, north side\nDaily from nine" in texts(found)


def test_rows_that_the_page_calls_ingredients_are_a_list():
    found = told("<p class=ingredient>300 g rye</p><p class=ingredient>1 egg</p><p class=ingredient>Salt</p>")
    listing = next(block for block in found.blocks if isinstance(block, Listing))
    assert [item.prose.text for item in listing.items] == ["300 g rye", "1 egg", "Salt"]


def test_an_answer_without_a_stop_stays_with_its_question():
    found = texts(
        told(
            "<div class=iv><div class=q>Who pays?</div><div class=r>The county</div><div class=q>When?</div><div class=r>In May</div></div>"
        )
    )
    at = found.index("Who pays?")
    assert found[at : at + 4] == ["Who pays?", "The county", "When?", "In May"]


def test_a_short_line_among_the_paragraphs_stays():
    assert "Nobody answered" in texts(told("<div>Nobody answered</div>"))
    assert "IV" in texts(told("<div class=no>IV</div>"))


def test_the_label_of_what_is_left_out_goes_with_it():
    found = told(
        '<div class=x><div class=y>More from here</div><a href="/b">Council votes on the second ferry</a></div>'
    )
    assert "More from here" not in words(found)


def test_a_label_said_again_and_again_is_none_of_the_story():
    parts = "".join(f"{story(1)}<div class=z>Go to top</div>" for _ in range(4))
    assert "Go to top" not in words(article(page(f"<article>{story(2)}{parts}{story(2)}</article>")))


def test_the_score_below_each_entry_stays_with_its_time():
    entries = "".join(
        f"<div class=post><time datetime='2024-05-0{n}T12:00:00Z'>12:00</time>{story(1)}<div class=tally>North {n}-0 South</div></div>"
        for n in range(4, 0, -1)
    )
    found = article(page(f"<article>{story(1)}<div class=liveblog>{entries}</div></article>"))
    assert all(f"North {n}-0 South" in words(found) for n in range(1, 5))
    assert sum(isinstance(block, Entry) for block in found.blocks) == 4


@pytest.mark.parametrize("signs", ["* * *", "⁂", "—", "§", "• • •", ". . .", "***", "~", "◇", "___"])
@pytest.mark.parametrize("tag", ["p", "div class=sep", "p align=center"])
def test_a_line_of_signs_is_a_rule(signs: str, tag: str):
    found = told(f"<{tag}>{signs}</{tag.split(maxsplit=1)[0]}>")
    assert kinds(found).count("rule") == 1
    assert isinstance(found.blocks[3], Rule)


def test_signs_above_and_below_the_story_are_no_rules():
    found = article(page(f"<article><p>***</p>{story(6)}<p>***</p></article>"))
    assert "rule" not in kinds(found)


def test_the_last_scene_is_no_note():
    found = article(page(f"<article>{story(7)}<p>* * *</p>{story(1)}</article>"))
    assert kinds(found)[-2:] == ["rule", "paragraph"]


@pytest.mark.parametrize("line", ["1914–1918", "3:2", "07:45", "2024", "12 + 30"])
def test_a_line_of_numbers_is_text(line: str):
    assert line in texts(told(f"<p>{line}</p>"))


def test_the_lines_below_a_letter_stay_together():
    sign = "<div class=end><div>With kind regards</div><div>The ferry crew</div><div>North Pier</div></div>"
    assert "With kind regards\nThe ferry crew\nNorth Pier" in words(
        article(page(f"<article>{story(6)}{sign}</article>"))
    )


def test_spans_of_one_class_with_nothing_between_them_are_lines():
    found = told("<p class=v><span class=z>Snow on the sill,</span><span class=z>snow on the stair</span></p>")
    assert "Snow on the sill,\nsnow on the stair" in texts(found)


def test_spans_inside_a_sentence_are_no_lines():
    found = told(
        "<p>It was <span class=b>a cold and</span><span class=b>-wet day</span> on the pier, said the pilot.</p>"
    )
    assert "It was a cold and-wet day on the pier, said the pilot." in texts(found)
    cap = "<p><span class=c>T</span><span class=c>he pilot said no more of it, and went home along the quay.</span></p>"
    assert "The pilot said no more of it, and went home along the quay." in texts(told(cap))


@pytest.mark.parametrize(
    ("head", "attributes"),
    [
        ("<style>.part{display:block}</style>", "class=part"),
        ("<style>.sheet > em { margin: 0; display: block; }</style>", ""),
        ("", "style='display:block'"),
    ],
)
def test_what_a_style_sets_as_lines_are_lines(head: str, attributes: str):
    box = f"<div class=sheet><em {attributes}>Ann Ode</em><em {attributes}>The Low Water Songs</em></div>"
    assert "Ann Ode\nThe Low Water Songs" in words(article(page(story(3) + box + story(3), head=head)))


def test_an_empty_line_that_a_style_sets_parts_two_paragraphs():
    head = "<style>.gap{margin:1em 0 0;display:block}</style>"
    box = "<div><b>The ice has gone</b><span class=gap></span>The ferry ran again.<span class=gap></span>All day.</div>"
    found = words(article(page(story(3) + box + story(3), head=head)))
    assert "The ice has gone\nThe ferry ran again.\nAll day." in found
    assert found.count("gone\n") == 1


def test_what_floats_or_is_set_apart_only_on_some_screens_does_not_break_its_line():
    head = "<style>.cap{float:left;display:block} @media print{.w{display:block}} .w b{display:block}</style>"
    found = words(
        article(page(story(3) + "<p><span class=cap>Th</span>e <span class=w>ferry</span> ran.</p>", head=head))
    )
    assert "The ferry ran." in found


@pytest.mark.parametrize(
    "boxes",
    [
        "<div class=r><b class=n>1</b><div class=t>Open the sluice</div></div><div class=r><b class=n>2</b><div class=t>Wait an hour</div></div>",
        "<div class=s><div class=k>Step 1</div><p>Open the sluice</p></div><div class=s><div class=k>Step 2</div><p>Wait an hour</p></div>",
        "<div class=e><time>1914</time><div>Open the sluice</div></div><div class=e><time>1987</time><div>Wait an hour</div></div>",
    ],
)
def test_boxes_of_one_make_with_a_few_short_lines_each_stay(boxes: str):
    found = words(article(page(story(3) + f"<h2>How to</h2><div>{boxes}</div>" + story(3))))
    assert "Open the sluice" in found
    assert "Wait an hour" in found


def test_cells_of_like_boxes_are_not_glued():
    rows = "".join(
        f"<div class=x><span>{k}</span><span>{v}</span></div>" for k, v in (("Length", "32 m"), ("Crew", "4"))
    )
    found = words(article(page(story(3) + f"<h2>Facts</h2>{rows}" + story(3))))
    assert "Length\n32 m\nCrew\n4" in found


def test_a_heading_of_nothing_but_signs_is_a_scene_break():
    found = article(page(story(2) + "<h3>* * *</h3>" + story(2)))
    assert "rule" in [type(block).__name__.lower() for block in found.blocks]


def test_scenes_are_parted_in_the_cell_that_a_letter_is_set_in():
    text = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES[:3])
    found = article(page(f"<table role=presentation><tr><td>{text}<p>* * *</p>{story(3)}</td></tr></table>"))
    assert "rule" in [type(block).__name__.lower() for block in found.blocks]


@pytest.mark.parametrize("stop", ["။", "።", "։", "।"])
def test_a_page_of_one_paragraph_in_another_script_says_its_headline_once(stop: str):
    letter = {"။": "မြို့", "።": "ከተማ", "։": "քաղաք", "।": "नगर"}[stop]
    text = f" {letter}" * 40 + stop
    found = article(page(f"<p>{text}</p>", title=f"{letter} {letter * 2} {letter}"))
    assert kinds(found) == ["paragraph"]


INNS = "".join(
    f"<p><a href='https://inns.example.com/{n}'>{name}</a></p>"
    for n, name in enumerate(
        ("The Ferry House, by the water", "The Lock, above the weir", "The Old Mill, with a garden")
    )
)


def test_links_are_read_where_they_are_all_that_stands_below_a_heading_of_the_story():
    found = told(f"<h2>Where to stay</h2>{INNS}<h2>What to eat</h2>{story(3)}")
    lines = texts(found)
    at = lines.index("Where to stay")
    assert lines[at + 1 : at + 5] == [
        "The Ferry House, by the water",
        "The Lock, above the weir",
        "The Old Mill, with a garden",
        "What to eat",
    ]


def test_a_heading_goes_with_the_box_of_offers_that_it_heads():
    offers = "".join(
        f"<div class=card><h4><a href='/n/{n}'>Another story number {n} told at length</a></h4></div>" for n in range(5)
    )
    found = told(f"<div class=related><h2>You might like</h2></div>{offers}<h2>What to eat</h2>{story(3)}")
    assert "You might like" not in texts(found)
    assert "What to eat" in texts(found)


def test_a_centred_letter_is_a_line_of_its_own():
    found = texts(told("<center>A</center>centred line of the text follows it in small letters."))
    assert "centred line of the text follows it in small letters." in found


def test_lines_of_a_verse_that_are_made_two_ways_in_turn_all_stay():
    lines = ("Snow on the sill", "and snow on the stair", "and nobody there", "and ice on the pane")
    made = [f"<div class='l{' in' * (n % 2)}'>{line}</div>" for n, line in enumerate(lines)]
    found = words(told(f"<div><div class=st>{''.join(made[:2])}</div><div class=st>{''.join(made[2:])}</div></div>"))
    assert [line in found for line in lines] == [True] * 4


@pytest.mark.parametrize(
    ("verse", "style"),
    [
        ("<p style='white-space: pre-line'>Snow on the sill\nand <i>snow\non the</i> stair\nand nobody there.</p>", ""),
        ("<div class=v>Snow on the sill\n  and <i>snow\non the</i> stair\nand nobody there.\n</div>", ".v { white-space: pre-wrap }"),
        ("<pre class=wp-block-verse>Snow on the sill\nand <i>snow</i>\non the stair\nand nobody there.</pre>", ""),
    ],
)  # fmt: skip
def test_line_breaks_that_a_style_keeps_are_kept(verse: str, style: str):
    found = article(page(f"<article>{story(3)}{verse}{story(3)}</article>", head=f"<style>{style}</style>"))
    assert "Snow on the sill\nand snow\non the stair\nand nobody there." in texts(found)
