"""Search, contents, movement and passages."""

from __future__ import annotations

import pytest
from articles import EVERYTHING, paragraph
from hypothesis import given, settings
from hypothesis import strategies as st
from languages import CHINESE

from strategies import articles
from termread.article import HEADER, Article, Heading, Passage, Place, Prose, flatten_at
from termread.layout.passages import locate, passage, text_between
from termread.layout.places import UNITS, extent, heading_at, headings, last_place, links, move, starts
from termread.layout.search import FOLDED, find

ARTICLE = Article(
    "Größe und Café",
    dek="A dek",
    blocks=(
        paragraph("The first paragraph. It ends here"),
        Heading(2, Prose("And a heading")),
        paragraph("Cafe\u0301 or CAFÉ, naïve U.S. ties of Mr. Smith. Yes! “No.” then 3.5 more."),
    ),
)


def found(words: str, article: Article = ARTICLE) -> list[str]:
    return [text_between(article, start, end) for start, end in find(article, words)]


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("İstanbul ve Diyarbakır", "istanbul", ["İstanbul"]),
        ("İstanbul ve Diyarbakır", "diyarbakir", ["Diyarbakır"]),
        ("Straße und STRASSE", "strasse", ["Straße", "STRASSE"]),
        ("Straße und STRASSE", "straße", ["Straße", "STRASSE"]),
        ("Ein Kuß, ein Fluss", "uss", ["uß", "uss"]),
        ("οδός, ΟΔΟΣ", "οδοσ", ["οδός", "ΟΔΟΣ"]),
        ("οδός, ΟΔΟΣ", "οδος", ["οδός", "ΟΔΟΣ"]),
        ("οδός, ΟΔΟΣ", "ΟΔΟΣ", ["ΟΔΟΣ"]),
    ],
)
def test_letters_that_are_typed_in_two_ways_are_found_by_both(text, words, expected):
    assert found(words, Article(blocks=(paragraph(text),))) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("cafe", ["Café", "Cafe\u0301", "CAFÉ"]),
        ("CAFE", ["CAFÉ"]),
        ("café", ["Café", "CAFÉ"]),
        ("grosse", ["Größe"]),
        ("grö", ["Grö"]),
        ("gro", ["Grö"]),
        ("here  and a", ["here\n\nAnd a"]),
        ("(", []),
        ("  ", []),
        ("naive", ["naïve"]),
    ],
)
def test_words_are_found(words, expected):
    assert found(words) == expected


def test_words_are_found_at_their_places():
    (start, end), *_ = find(ARTICLE, "heading")
    assert (start, end) == (Place(1, 6), Place(1, 13))


def test_hits_know_the_next_one():
    hits = find(ARTICLE, "a")
    assert hits.next_from(Place(HEADER)) == 0
    assert hits[hits.next_from(Place(1))][0] >= Place(1)
    assert hits.next_from(Place(9)) == len(hits)
    assert hits[-1] == list(hits)[-1] == hits[len(hits) - 1 :][0]


def test_a_hit_is_found_once_and_across_the_parts_that_a_long_article_is_searched_in():
    article = Article(blocks=tuple(paragraph(f"start {number} end") for number in range(1300)))
    assert [start.block for start, _ in find(article, "end start")] == list(range(1299))
    assert len(find(article, "start")) == 1300


def test_in_a_very_long_article_letters_must_be_the_same():
    article = Article("é", blocks=(paragraph("é" + "x" * FOLDED),))
    assert len(find(article, "e")) == 0
    assert len(find(article, "é")) == 2


@given(articles, st.text("ahcé世 ", min_size=1, max_size=4))
@settings(max_examples=80, deadline=None)
def test_what_is_found_is_what_was_sought(article, words):
    for start, end in find(article, words.lower()):
        whole = text_between(article, start, end).lower()
        assert start < end
        assert "".join(whole.split())[:1] or not whole


def test_the_contents_hold_headings_and_entries():
    contents = headings(EVERYTHING)
    assert [(level, text) for level, text, _ in contents] == [(2, "What comes next"), (2, "The first ship")]
    assert heading_at(contents, Place(0)) is None
    assert heading_at(contents, Place(5)) == "What comes next"
    block = contents[1][2].block
    assert flatten_at(EVERYTHING, block)[contents[1][2].offset :].startswith("The first ship")


def test_sentences_end_where_a_reader_says_they_do():
    text = flatten_at(ARTICLE, 2)
    begins = starts(text, "sentence")
    assert [text[a:b].strip() for a, b in zip(begins, [*begins[1:], len(text)], strict=True)] == [
        "Cafe\u0301 or CAFÉ, naïve U.S. ties of Mr. Smith.",
        "Yes!",
        "“No.” then 3.5 more.",
    ]
    chinese = flatten_at(CHINESE, 2)
    assert [chinese[at] for at in starts(chinese, "sentence")] == ["港", "一", "双"]


def test_extents():
    place = Place(2, 21)
    assert text_between(ARTICLE, *extent(ARTICLE, place, "word")) == "U.S" or extent(ARTICLE, place, "word")[0] <= place
    assert text_between(ARTICLE, *extent(ARTICLE, place, "sentence")).startswith("Cafe")
    assert extent(ARTICLE, Place(1, 3), "paragraph") == (Place(1, 0), Place(1, 13))


@given(articles, st.sampled_from(UNITS))
@settings(max_examples=60, deadline=None)
def test_steps_forward_reach_the_end_and_back_the_beginning(article, unit):
    place, seen = Place(HEADER), []
    while (there := move(article, place, unit)) != place:
        assert there > place
        place = there
        seen.append(place)
    while (there := move(article, place, unit, -1)) != place:
        assert there < place
        place = there
    assert place.block == HEADER or place == Place(0) or not flatten_at(article, HEADER)
    if unit != "heading" and article.blocks:
        assert not seen or seen[-1] == last_place(article)


def test_a_passage_remembers_its_surroundings():
    kept = passage(ARTICLE, Place(0, 4), Place(0, 9))
    assert (kept.quote, kept.suffix) == ("first", " paragraph. It ends here\nAnd a h")
    assert kept.prefix.endswith("The ")


def changed(*paragraphs: str) -> Article:
    return Article("Title", blocks=tuple(paragraph(text) for text in paragraphs))


FIRST = "One two three. The mayor said so. Four five six."


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        ((FIRST,), "The mayor said so."),
        (("New paragraph.", FIRST), "The mayor said so."),
        (("The mayor said so.", FIRST), "The mayor said so."),
        (("One two three. The mayor denied it. Four five six.",), "The mayor denied it."),
        (("Nothing of it is left.",), None),
    ],
)
def test_a_passage_is_found_again(paragraphs, expected):
    kept = passage(changed(FIRST), Place(0, 15), Place(0, 33))
    article = changed(*paragraphs)
    there = locate(article, kept)
    assert (text_between(article, *there) if there else None) == expected


def test_of_two_the_one_in_the_same_surroundings_is_the_passage():
    kept = passage(changed(FIRST), Place(0, 15), Place(0, 33))
    assert locate(changed("The mayor said so.", FIRST), kept) == (Place(1, 15), Place(1, 33))


def test_a_long_passage_that_changed_within_is_found_by_its_ends():
    text = (
        "It begins with words that stay as they were, and "
        + "goes on {} " * 4
        + "and ends with words that stay as well."
    )
    kept = passage(changed(text.format(*"abcd")), Place(0, 0), Place(0, len(text) - 4))
    assert locate(changed(text.format(*"wxyz")), kept) == (Place(0, 0), Place(0, len(text) - 4))


def test_a_bare_place_is_a_passage_too():
    assert locate(ARTICLE, Passage(Place(1), Place(1))) == (Place(1), Place(1))
    assert locate(ARTICLE, Passage(Place(7), Place(7))) is None


def test_copied_text_has_no_soft_hyphens_and_blank_lines_between_blocks():
    article = Article(blocks=(paragraph("co\xadoper\u200bate"), paragraph("two")))
    assert text_between(article, Place(0), Place(1, 3)) == "cooperate\n\ntwo"


def test_links_are_listed_in_order():
    assert [(flatten_at(EVERYTHING, a.block)[a.offset : b.offset], href) for a, b, href in links(EVERYTHING)] == [
        ("rebuilt", "https://example.com/"),
        ("A film of the harbour", "https://example.com/watch/1"),
        ("https://example.com/watch/2", "https://example.com/watch/2"),
    ]
