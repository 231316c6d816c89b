"""Lists keep the numbers that the page shows."""

from __future__ import annotations

import pytest
from small_pages import article, page, story

from termread.article import Listing
from termread.numerals import number_of, numbering_of, numeral


def lists(markup):
    found = article(page(f"<div>{story(4)}{markup}{story(2, 'p')}</div>"))
    return [block for block in found.blocks if isinstance(block, Listing)]


@pytest.mark.parametrize(
    ("attributes", "items", "shown"),
    [
        ("", "<li>Oak<li>Elm", ["1", "2"]),
        ("start=4", "<li>Oak<li>Elm", ["4", "5"]),
        ("start=' 4th'", "<li>Oak<li>Elm", ["4", "5"]),
        ("start=99999999999999999999", "<li>Oak<li>Elm", ["1", "2"]),
        ("start=x", "<li>Oak<li>Elm", ["1", "2"]),
        ("", "<li value=4>Oak<li value=9>Elm<li>Ash", ["4", "9", "10"]),
        ("", "<li>Oak<li value=9>Elm<li value=x>Ash", ["1", "9", "10"]),
        ("", "<li value=-1>Oak<li>Elm", ["-1", "0"]),
        ("reversed", "<li>Oak<li>Elm<li>Ash", ["3", "2", "1"]),
        ("reversed start=10", "<li>Oak<li>Elm", ["10", "9"]),
        ("reversed", "<li>Oak<li value=7>Elm<li>Ash", ["3", "7", "6"]),
        ("type=a", "<li>Oak<li>Elm", ["a", "b"]),
        ("type=A start=26", "<li>Oak<li>Elm", ["Z", "AA"]),
        ("type=i start=3", "<li>Oak<li>Elm", ["iii", "iv"]),
        ("type=I reversed", "<li>Oak<li>Elm", ["II", "I"]),
        ("type=a", "<li value=0>Oak<li>Elm", ["0", "a"]),
        ("type=a", "<li>Oak<li type=1>Elm<li type=I>Ash", ["a", "2", "III"]),
        ("style='color:red; list-style-type: lower-alpha'", "<li>Oak<li>Elm", ["a", "b"]),
        ("type=a style='list-style: inside UPPER-ROMAN'", "<li>Oak<li>Elm", ["I", "II"]),
        ("style='list-style-type:decimal-leading-zero'", "<li>Oak<li>Elm", ["1", "2"]),
        ("type=disc", "<li>Oak<li>Elm", ["1", "2"]),
    ],
)
def test_an_ordered_list_shows_the_numbers_of_the_page(attributes, items, shown):
    (listing,) = lists(f"<ol {attributes}>{items}</ol>")
    assert listing.labels == shown


def test_lists_in_lists_are_numbered_each_in_its_own_way():
    (listing,) = lists(
        "<ol start=5><li>Oak<li>Elm<ol type=a><li>bark<li>leaf<ol type=i><li>stem</ol></ol><li value=9>Ash</ol>"
    )
    (letters,) = listing.items[1].blocks
    (roman,) = letters.items[1].blocks
    assert (listing.labels, letters.labels, roman.labels) == (["5", "6", "9"], ["a", "b"], ["i"])


def test_only_what_counting_does_not_give_is_a_label():
    (listing,) = lists("<ol><li value=3>Oak<li>Elm<li value=8>Ash</ol>")
    assert (listing.start, [item.label for item in listing.items]) == (3, ["", "", "8"])


def test_bullets_have_no_numbers():
    (listing,) = lists("<ul type=a reversed><li value=3>Oak<li>Elm</ul>")
    assert (listing.ordered, listing.start, [item.label for item in listing.items]) == (False, 1, ["", ""])


@pytest.mark.parametrize("numbering", ["1", "a", "A", "i", "I"])
def test_a_numeral_is_read_back_as_its_number(numbering):
    numbers = [-3, 0, *range(1, 800), 3999, 4000, 999_999]
    assert [number_of(numeral(n, numbering), numbering) for n in numbers] == numbers


@pytest.mark.parametrize(
    ("labels", "numbering"),
    [("1 4", "1"), ("c d", "a"), ("i ii", "i"), ("v w", "a"), ("I", "I"), ("a B", None), ("§", None), ("IIII", "A")],
)
def test_the_way_of_numbering_is_read_off_the_labels(labels, numbering):
    assert numbering_of(labels.split()) == numbering


@pytest.mark.parametrize(
    ("rule", "attributes", "shown"),
    [
        ("ol.trees{list-style-type:lower-alpha}", "class=trees", ["a", "b"]),
        ("article ol { list-style: upper-roman inside }", "", ["I", "II"]),
        (".trees{list-style:lower-roman} ol.trees{list-style-type:upper-alpha}", "class=trees", ["A", "B"]),
        ("ol.trees{list-style-type:lower-alpha}", "class=trees style='list-style-type:decimal'", ["1", "2"]),
        ("ol.others{list-style-type:lower-alpha}", "class=trees", ["1", "2"]),
        ("@media print{ol{list-style-type:lower-alpha}}", "", ["1", "2"]),
    ],
)
def test_a_list_is_numbered_by_the_style_sheet(rule, attributes, shown):
    markup = f"<article>{story(3)}<ol {attributes}><li>Oak<li>Elm</ol>{story(2, 'p')}</article>"
    found = article(page(markup, head=f"<style>{rule}</style>"))
    assert [block.labels for block in found.blocks if isinstance(block, Listing)] == [shown]
