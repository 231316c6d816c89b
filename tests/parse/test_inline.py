"""A thing inside a line does not end its sentence, whatever element it is; each page here is an instance of its kind."""

from __future__ import annotations

import pytest
from small_pages import article, page, parsed, story, words

from termread.article import Paragraph
from termread.parse.page.boilerplate import interruptions


def lines(markup: str) -> list[str]:
    """Return the lines of a story that has *markup* between its paragraphs, those of the story left out."""
    found = words(article(page(story(3) + markup + story(3))))
    return [line for line in found.split("\n") if not line[:1].isdigit()]


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        ("The <svg class=star><path d=M0/></svg> mast stood.", "The mast stood."),
        ("The <b>oak <svg><path/></svg> mast</b> stood.", "The oak mast stood."),
        ("The <news-word>mast</news-word> and the <x-name id=a>sail</x-name> stood.", "The mast and the sail stood."),
        ("The <app-term><span>mast</span></app-term> stood, said Bo.", "The mast stood, said Bo."),
        ("The <button class=gloss>mast</button> stood, and so did the <button>sail</button>.", "The mast stood, and so did the sail."),
        ("It came to <output>12</output> knots and <label for=q>more</label> that day.", "It came to 12 knots and more that day."),
        ("The flag <img src=/f/no.png alt=Norway width=16 height=12> flew above the pier.", "The flag Norway flew above the pier."),
        ("He <img src=/e.png class=emoji alt=🙂> smiled at them all.", "He 🙂 smiled at them all."),
        ("The sign <svg width=9><text>7</text></svg> hung in the middle.", "The sign 7 hung in the middle."),
        ("The share is <svg role=img><title>one third</title><path/></svg> of the bill.", "The share is one third of the bill."),
        ("The song <audio src=https://a.example.com/a.mp3></audio> was sung twice by all.", "The song was sung twice by all."),
    ],
)  # fmt: skip
def test_a_thing_in_a_line_does_not_end_the_sentence(inside, said):
    assert said in lines(f"<p>{inside}</p>")


def test_a_control_beside_a_sentence_is_no_part_of_it():
    assert lines("<p>The hull was sound.<button>Share</button></p>") == ["The hull was sound."]
    assert lines("<p>Sails rose <button>i</button> after the vote of the town.</p>") == [
        "Sails rose after the vote of the town."
    ]


@pytest.mark.parametrize(
    "picture",
    [
        "<a href=https://e.example.com/>report <img src=/i/out.png width=10 height=10 alt='external link'></a>",
        "<img src=/f/no.png width=12 height=9 alt=report>report",
        "report <img src=/i/clip.png width=10 height=10 alt='pdf icon'>",
    ],
)
def test_the_words_of_a_mere_ornament_are_not_read(picture):
    assert "The report came out on Monday." in lines(f"<p>The {picture} came out on Monday.</p>")


def test_a_picture_in_the_middle_of_a_sentence_stands_before_its_paragraph():
    found = article(
        page(
            story(3)
            + "<p>The keel <img src=/big.jpg alt='A keel on the slip' width=900> was laid in May.</p>"
            + story(2)
        )
    )
    kinds = [type(block).__name__ for block in found.blocks]
    assert kinds[3:5] == ["Figure", "Paragraph"]
    assert found.blocks[4].prose.text == "The keel was laid in May."


def test_own_elements_that_hold_paragraphs_or_stand_in_a_row_are_blocks():
    body = "".join(f"<app-text>{part}</app-text>" for part in story(4, "i").split("</i>") if part)
    found = article(page(f"<app-body>{body}</app-body>"))
    assert [type(block) for block in found.blocks] == [Paragraph] * 4


@pytest.mark.parametrize(
    ("ruby", "said"),
    [
        ("<ruby>海<rt>うみ</rt></ruby>", "海（うみ）"),
        ("<ruby>海<rp>(</rp><rt>うみ</rt><rp>)</rp></ruby>", "海（うみ）"),
        ("<ruby><rb>南</rb><rb>北</rb><rt>なん</rt><rt>ぼく</rt></ruby>", "南北（なんぼく）"),
        ("<ruby><rb>南</rb><rb>北</rb><rtc><rt>なん</rt><rt>ぼく</rt></rtc></ruby>", "南北（なんぼく）"),
        ("<ruby>海<rt><b>う</b>み</rt></ruby>", "海（うみ）"),
    ],
)
def test_a_reading_stands_in_brackets_behind_its_word(ruby, said):
    text = f"古い船は{ruby}に出た。"
    assert text.replace(ruby, said) in lines(f"<p>{text}</p>")
    assert article(
        page(story(), title="x").replace("<h1>x</h1>", f"<h1>{text}</h1>").replace("x - E", "E")
    ).title == text.replace(ruby, said)


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        ("<math><mi>v</mi><mo>=</mo><msup><mi>t</mi><mn>3</mn></msup></math>", "v=t3"),
        ("<math alttext='2/3'><mfrac><mn>2</mn><mn>3</mn></mfrac></math>", "2/3"),
        ("<math><mfrac><mrow><mi>a</mi><mo>+</mo><mn>1</mn></mrow><mn>2</mn></mfrac></math>", "(a+1)/2"),
        ("<math><msqrt><mi>x</mi></msqrt></math>", "√x"),
        ("<math><semantics><annotation encoding='application/x-tex'>a_1</annotation></semantics></math>", "a_1"),
        (
            "<span class=katex><span class=katex-mathml><math><mi>k</mi></math></span>"
            "<span class=katex-html aria-hidden=true><span>k</span></span></span>",
            "k",
        ),
        ("<mjx-container><mjx-math aria-hidden=true></mjx-math><mjx-assistive-mml><math><mi>m</mi></math></mjx-assistive-mml></mjx-container>", "m"),
        ("<script type='math/tex'>n+1</script>", "n+1"),
        (r"<img class=tex src=/t.png alt='{\displaystyle \pi r}'>", r"\pi r"),
    ],
)  # fmt: skip
def test_a_formula_is_a_word_of_its_sentence(formula, said):
    assert f"The law {said} holds in all harbours." in lines(f"<p>The law {formula} holds in all harbours.</p>")


def test_a_formula_may_be_written_over_many_lines():
    blanks = "\n" + " " * 400
    formula = f"<math display=block><mi>u</mi><mtext>{blanks}</mtext><mtext> {blanks}</mtext><msup><mi>t</mi><mn>3</mn></msup></math>"
    assert "u t3" in lines(f"<p>Then the sum is</p>{formula}<p>and so it goes on for all of them.</p>")


@pytest.mark.parametrize(
    "formula",
    [
        "<math display=block><mi>u</mi><mo>=</mo><mi>w</mi></math>",
        "<span class=katex-display><span class=katex><math><mi>u</mi><mo>=</mo><mi>w</mi></math></span></span>",
        "<script type='math/tex; mode=display'>u=w</script>",
    ],
)
def test_a_displayed_formula_is_a_block_of_its_own(formula):
    assert lines(f"<p>Then the sum is</p>{formula}<p>and so it goes on for all of them.</p>")[:2] == [
        "Then the sum is",
        "u=w",
    ]
    assert lines(f"<p>Then the sum is {formula} and so on.</p>") == ["Then the sum is", "u=w", "and so on."]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "“one ‘two’ three”"),
        ("de", "„one ‚two‘ three“"),
        ("fr-CA", "«one ‹two› three»"),
        ("ja", "「one 『two』 three」"),
    ],
)
def test_a_quotation_has_the_marks_of_its_language(language, said):
    assert f"He said {said} and left." in lines(f"<p>He said <q lang={language}>one <q>two</q> three</q> and left.</p>")


def test_marks_that_the_author_wrote_are_not_doubled():
    assert "He said “aye” and left." in lines("<p>He said <q>“aye”</q> and left.</p>")


@pytest.mark.parametrize(
    "source",
    [
        "<footer>— <cite>Low Water</cite>, 1911</footer>",
        "<p class=attribution>Low Water, 1911</p>",
        "<cite>Low Water, 1911</cite>",
        "<div class='quote-author'>Low Water, 1911</div>",
    ],
)
def test_what_stands_below_a_quotation_is_its_source(source):
    found = article(
        page(story(3) + f"<blockquote><p>The tide takes all of it back.</p>{source}</blockquote>" + story(2))
    )
    assert found.blocks[3].cite == "Low Water, 1911"
    assert len(found.blocks[3].blocks) == 1


def test_a_source_in_the_line_of_its_quotation_is_parted_from_it():
    found = article(
        page(story(3) + "<blockquote><p>The tide takes it. <cite>Low Water</cite></p></blockquote>" + story(2))
    )
    assert (found.blocks[3].blocks[0].prose.text, found.blocks[3].cite) == ("The tide takes it.", "Low Water")


@pytest.mark.parametrize(
    "begin",
    [
        "<div class=initial>W</div><p>ind from the west",
        "<p><img src=/w.gif alt=W class=lettrine>ind from the west",
        "<div><img src=/w.gif alt=W></div><p>ind from the west",
        "<p><svg class=cap><text>W</text></svg>ind from the west",
        "<div><svg aria-label=W></svg></div><p>ind from the west",
        "<p><span class=drop-cap>W</span> ind from the west",
    ],
)
def test_a_large_initial_belongs_to_its_word(begin):
    rest = "was all that the harbour had that week, said the pilot, and it was enough."
    found = article(page(f"{begin} {rest}</p>" + story(4)))
    assert found.blocks[0].prose.text == f"Wind from the west {rest}"


def test_an_initial_that_is_a_word_keeps_its_blank():
    rest = "ferry came at noon, and nobody had waited for it in the rain, said the pilot."
    found = article(
        page(
            f"<div class=dropcap>A</div><p>{rest}</p><p>The ferry left at one, with nobody on it but the pilot.</p>"
            + story(4)
        )
    )
    assert found.blocks[0].prose.text == f"A {rest}"


def test_a_sentence_with_the_words_of_a_byline_in_it_is_none():
    first = "The plaque was made for a text by any poet of the town, said the mayor at noon."
    assert article(page(f"<p>{first}</p>{story(3)}")).authors == ()


def test_initials_cost_no_more_than_the_words_of_their_page(monkeypatch):
    counted = []
    whole = interruptions._words_of
    monkeypatch.setattr(interruptions, "_words_of", lambda page: counted.append(page) or whole(page))
    parsed(page("".join(f"<div>A</div><p>boat{n} came home at noon.</p>" for n in range(40)) + story()))
    assert len(counted) == 1


def test_no_blank_is_left_where_an_icon_stood_before_a_mark():
    markup = "<p>In <a href='https://e.example.com/'>a letter <svg><path d='M0'/></svg></a>, and in <i>two <i class=fa></i></i>; so it was.</p>"
    assert "In a letter, and in two" in words(article(page(story(3) + markup + story(3))))
