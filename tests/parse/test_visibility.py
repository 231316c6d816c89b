"""What no browser shows is not read, and what a click shows is."""

from __future__ import annotations

import pytest
from small_pages import article, page, story, words

from termread.article import Footnotes, Heading, Note


def read(markup: str, head: str = "") -> str:
    """Return the words of a story that has *markup* between its paragraphs."""
    return words(article(page(story(3) + markup + story(3), head=head)))


@pytest.mark.parametrize(
    "attributes",
    [
        "class=sr-only", "class=u-visuallyHidden", "class='Hidden-sc-1 VisuallyHidden-x'", "class=assistive-text", "class=show-for-sr",
        "style='position:absolute;left:-10000px'", "style='clip: rect(1px, 1px, 1px, 1px)'", "style='clip-path:inset(50%)'",
        "style='width:1px;height:1px;overflow:hidden'", "style='font-size: 0'", "style='opacity:0'", "style='visibility: hidden'",
        "hidden", "role=tooltip", "class=tooltip-content", "class=away", "id=gone", "class='d-none'",
    ],
)  # fmt: skip
def test_what_the_eye_does_not_see_in_a_line_is_not_read(attributes):
    head = "<style>.away, #gone { display: none } .x{color:red}</style>"
    found = read(
        f"<p>The <a href=https://e.example.com/>letter<span {attributes}> opens elsewhere</span></a> came late.</p>",
        head,
    )
    assert "The letter came late." in found


def test_a_class_that_a_rule_shows_again_is_read():
    head = "<style>.more{display:none} .open .more{display:block} @media print{.said{display:none}}</style>"
    found = read(
        "<div class=more><p>The rest of the story stands here, and a click shows it.</p></div><p class=said>Said it was.</p>",
        head,
    )
    assert "a click shows it" in found
    assert "Said it was." in found


@pytest.mark.parametrize("head", ["", "<style>#more {display:none}</style>"])
def test_the_rest_of_a_text_that_a_click_shows_is_read(head):
    hidden = "" if head else " style='display:none'"
    found = read(
        f"<p>The crew came home <span id=more{hidden}>and told it to everybody who would hear.</span></p>", head
    )
    assert "The crew came home and told it to everybody who would hear." in found


def test_a_term_keeps_its_word_and_loses_its_tip():
    found = read(
        "<p>The <span class=tooltip>mast<span class=tooltiptext>A tall pole</span></span> stood, and the "
        "<abbr>keel<span class=popover>The beam</span></abbr> and <span class=term>sail<div role=tooltip>A cloth</div></span> too.</p>"
    )
    assert "The mast stood, and the keel and sail too." in found


def test_hidden_from_screen_readers_is_not_hidden_from_the_eye():
    found = read(
        "<p><span class=sr-only>Nine</span><span aria-hidden=true>9</span> boats left.</p><p aria-hidden=true>They came back late.</p>"
    )
    assert "\n9 boats left.\nThey came back late.\n" in found


def test_icons_and_signs_of_permalinks_are_no_words():
    found = read(
        "<h2>The crew<a class=permalink href=#crew>¶</a></h2><p>They <i class=material-icons>open_in_new</i> came early that day.</p>"
        "<h2><a class=anchor href=#b><span class=octicon>link</span></a>The boat</h2><p>It was old by then and well known.</p>"
    )
    assert "The crew\nThey came early that day.\nThe boat\nIt was old by then" in found


@pytest.mark.parametrize(
    "panel",
    [
        "<h3><button aria-expanded=false aria-controls=p>Who pays?</button></h3><div id=p hidden>{}</div>",
        "<details><summary>Who pays?</summary>{}</details>",
        "<h3>Who pays?</h3><div class='accordion-body' style='display:none'>{}</div>",
    ],
)
def test_what_a_click_opens_is_read_under_its_heading(panel):
    answer = "The town pays for the boat, and the county for the crew of it."
    found = article(page(story(3) + panel.format(f"<p>{answer}</p>") + story(3)))
    box = found.blocks[3]
    heading, text = box.blocks if isinstance(box, Note) else found.blocks[3:5]
    assert isinstance(heading, Heading)
    assert (heading.prose.text, text.prose.text) == ("Who pays?", answer)


@pytest.mark.parametrize(
    "note",
    [
        "<label for=s></label><input id=s type=checkbox><span class=sidenote>Seen in May.</span>",
        "<a href=#n>1</a><small class=sidenote-content id=n><span>1.</span> Seen in May.</small>",
        "<span class=footnote>Seen in May.</span>",
        "<sup><a href=# role=button>1</a></sup><span role=tooltip class=footnote__note>Seen in May.</span>",
        "<span class='note role_footnote'><sup>1</sup><span class=content><sup>1</sup><span>1</span>Seen in May.</span></span>",
    ],
)
def test_a_note_in_the_margin_is_a_footnote(note: str):
    found = article(page(story(2) + f"<p>It held.{note} It was old.</p>" + story(2)))
    assert found.blocks[2].prose.text == "It held.1 It was old."
    assert isinstance(found.blocks[-1], Footnotes)
    assert found.blocks[-1].items[0].prose.text == "Seen in May."


def test_a_page_in_a_frame_is_read_where_it_stands():
    assert "Words in a frame that the page carries." in read(
        "<iframe srcdoc='<p>Words in a frame that the page carries.</p>'></iframe>"
    )


def test_a_hidden_summary_is_no_dek():
    found = article(
        page(
            "<div class=machine><p>A summary that only machines read, and nobody sees on the page.</p></div>" + story(),
            head="<style>.machine{display:none}</style>",
        )
    )
    assert found.dek is None


def test_buttons_of_an_accordion_head_what_they_open():
    answers = (
        "The town pays for the boat and for the crew of it.",
        "Four people who have always sailed on this coast.",
    )
    rows = zip(("Who pays?", "Who sails?"), answers, strict=True)
    panels = [
        f"<button class=accordion>{q}</button><div class=panel style='display:none'><p>{a}</p></div>" for q, a in rows
    ]
    found = article(page(story(3) + "".join(panels) + story(3)))
    assert [block.prose.text for block in found.blocks[3:7]] == ["Who pays?", answers[0], "Who sails?", answers[1]]
    assert isinstance(found.blocks[3], Heading)


STREAMED = (
    "<div hidden id='S:0'><p>The pilot came aboard at <template id='P:1'></template> in the morning.</p></div>"
    "<script>$RC=function(b,c){};$RC('B:0','S:0')</script>"
    "<div hidden id='S:1'><b>six</b></div><script>$RS('S:1','P:1')</script>"
)


def test_what_a_script_moves_into_its_place_is_read_there_and_not_what_stood_in_for_it():
    place = "<!--$?--><template id='B:0'></template><p>Loading <!--$-->the rest<!--/$--> of it.</p><!--/$-->"
    found = read(f"{place}<p>They sailed at noon.</p>{STREAMED}")
    assert "The pilot came aboard at six in the morning.\nThey sailed at noon." in found
    assert "Loading" not in found


def test_what_no_script_moves_stays_hidden():
    found = read(f"<p>They sailed at noon.</p>{STREAMED.replace('$R', '$Q')}")
    assert "The pilot" not in found


def test_what_is_shown_only_in_print_is_not_read():
    style = "<style>.p { display: none } @media print { .p { display: block } .s { display: none } }</style>"
    lines = "<p class=p>Printed from the Example Post.</p><p class=s>Shown on screens to all who read it there.</p>"
    found = words(article(page(story(3) + lines + story(3), head=style)))
    assert "Printed from" not in found
    assert "Shown on screens" in found


@pytest.mark.parametrize(
    ("rule", "attributes", "seen"),
    [
        ("", "style='height:0;overflow:hidden'", False),
        ("", "style='max-height: 0px; overflow: hidden'", False),
        (".shut{height:0;overflow:hidden}", "class=shut", False),
        ("", "style='height:0'", True),
        ("", "style='height:0;padding-bottom:56.25%;overflow:hidden'", True),
        ("", "style='line-height:0;overflow:hidden'", True),
        (".shut{max-height:0;overflow:hidden;transition:max-height .2s}", "class=shut", True),
    ],
)
def test_a_box_without_height_that_shows_nothing_outside_itself_is_not_read(rule, attributes, seen):
    found = read(f"<div {attributes}><p>Nobody can see this sentence in the box.</p></div>", f"<style>{rule}</style>")
    assert ("in the box" in found) is seen
