"""The tags of a list, with the attributes that number its items as it does."""

from __future__ import annotations

from html import escape

from termread.article import Listing
from termread.numerals import number_of, numbering_of


def list_tags(listing: Listing) -> tuple[str, list[str]]:
    """Return the opening tag of *listing*, and that of each of its items."""
    if not listing.ordered:
        return "<ul>", ["<li>"] * len(listing.items)
    if not any(item.label for item in listing.items):
        return f"<ol{_start(listing.start)}>", ["<li>"] * len(listing.items)
    numbering = numbering_of(listing.labels)
    if numbering is None:
        shown = [f'<li style="list-style-type: none">{escape(label)}. ' for label in listing.labels]
        return "<ol>", shown
    numbers = [number_of(label, numbering) or 0 for label in listing.labels]
    kind = "" if numbering == "1" else f' type="{numbering}"'
    expected = [numbers[0], *(number + 1 for number in numbers)]
    return f"<ol{kind}{_start(numbers[0])}>", [
        "<li>" if number == next_one else f'<li value="{number}">'
        for number, next_one in zip(numbers, expected, strict=False)
    ]


def _start(number: int) -> str:
    return "" if number == 1 else f' start="{number}"'
