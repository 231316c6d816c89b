"""The place of a picture: a panel that fills the measure, in which nothing of caption, description and credit is lost."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from termread.article import Article, Figure, Gallery, Item, Listing, Place, Prose, Quote, description, flatten
from termread.layout import Page, lay_out
from termread.text import width

WORDS = st.lists(
    st.sampled_from(["a", "ship", "waits", "outside", "Österreich", "harbour-master’s", "港", "夜明けの市場", "٣"]),
    max_size=30,
).map(" ".join)
FIGURES = st.builds(Figure, WORDS.map(Prose), WORDS, WORDS)


def letters(text: str) -> str:
    """Return *text* without spaces, in one order."""
    return "".join(sorted("".join(text.split())))


@given(figure=FIGURES, measure=st.integers(20, 120), rtl=st.booleans())
@settings(max_examples=200, deadline=None)
def test_no_word_is_lost_and_every_row_fills_the_measure(figure, measure, rtl):
    layout = lay_out(Article(blocks=(figure,), direction="rtl" if rtl else "ltr"), Page(measure))
    rows = [line.text for line in layout.lines(0, layout.height)]
    said = [figure.caption.text, description(figure) if figure.caption.text else figure.alt, figure.credit]
    named = "Picture" if not said[0] and not said[1] else ""
    assert letters("".join(rows).replace("▣", "", 1)) == letters("".join(said) + named)
    assert {width(row) for row in rows} == {measure}


@given(figure=FIGURES, measure=st.integers(20, 120))
@settings(max_examples=100, deadline=None)
def test_each_character_of_the_text_is_shown_once_at_its_offset(figure, measure):
    layout = lay_out(Article(blocks=(figure,)), Page(measure))
    text, shown = flatten(figure), {}
    for y, line in enumerate(layout.lines(0, layout.height)):
        for run in line.runs:
            if run.start >= 0:
                shown |= {run.start + at: y for at in range(len(run.text))}
                assert text[run.start : run.start + len(run.text)] == run.text
    assert {at for at, character in enumerate(text) if not character.isspace()} <= set(shown)
    assert all(layout.line_of(Place(0, at)) == y for at, y in shown.items() if at and not text[at].isspace())


@pytest.mark.parametrize(
    ("alt", "caption", "says"),
    [
        ("A ship at the quay", "", "A ship at the quay"),
        ("A ship at the quay", "The Aurora leaves tonight.", "A ship at the quay"),
        ("a ship at the Quay.", "A ship at the quay on Monday.", ""),
        ("Ship at quay, Monday", "A ship at the quay on Monday.", ""),
        ("港に船が停泊している", "港に船が停泊している。2031年", ""),
        ("夜明けの市場", "港に船が停泊している。", "夜明けの市場"),
        ("Harbour", "A ship", ""),
        ("India-Pakistan", "A ship at the quay on Monday.", ""),
        ("", "A ship", ""),
        ("…", "A ship", ""),
    ],
)
def test_a_description_is_told_only_if_it_says_more_than_the_caption(alt, caption, says):
    assert description(Figure(Prose(caption), "", alt)) == says


def test_a_panel_stands_beside_the_bar_of_a_quotation_and_after_the_bullet_of_a_list():
    figure = Figure(Prose("A ship"), "Agency")
    article = Article(blocks=(Quote((figure,)), Listing(False, (Item(Prose(), (figure,)),))))
    layout = lay_out(article, Page(30))
    assert [line.text for line in layout.lines(0, 3)] == [
        "│ " + " ▣  A ship".ljust(20) + "Agency  ",
        "",
        "• " + " ▣  A ship".ljust(20) + "Agency  ",
    ]


def test_the_pictures_of_a_gallery_stand_one_below_the_other_in_their_rooms():
    figures = tuple(Figure(Prose(f"Ship {n}"), src=f"https://example.com/{n}.jpg", width=80, height=20) for n in (1, 2))
    layout = lay_out(Article(blocks=(Gallery(figures),)), Page(40, pictures="on"))
    assert [(room.y, room.rows, room.src[-5:]) for room in layout.pictures(0, 99)] == [(0, 5, "1.jpg"), (7, 5, "2.jpg")]
    assert [line.text.strip() for line in layout.lines(0, 7)] == ["", "", "▣", "", "", "Ship 1", ""]
