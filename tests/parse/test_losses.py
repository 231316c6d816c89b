"""What of a page could not be read is told in per cent; what is only not shown is no loss."""

from __future__ import annotations

import pytest
from small_pages import article, page, story


def told(found) -> str:
    return " ".join(notice.text for notice in found.notices if notice.code == "loss")


@pytest.mark.parametrize("tag", ["style", "script", "textarea", "select", "svg"])
def test_a_tag_that_is_never_closed_hides_what_follows_and_that_is_told(tag):
    found = article(page(f"<div>{story(6)}</div><{tag}><div>{story(6)}</div>"))
    percent = int(told(found).split()[0])
    assert 40 <= percent <= 70


def test_what_nests_too_deep_is_told_or_read():
    found = article(page(f"<div>{story(4)}</div>{'<div>' * 3000}{story(4)}"))
    assert told(found) or "ferry" in str(found.blocks) + str(found.cut)


@pytest.mark.parametrize(
    "hidden",
    [
        "<style>p { color: red }</style>",
        "<script>var a = '<p>not shown</p>';</script>",
        "<noscript><p>Please turn on what this page needs to be shown, or read it elsewhere.</p></noscript>",
        "<select><option>One</option><option>Two</option></select><textarea><p>Draft</p></textarea>",
    ],
)
def test_what_no_page_shows_is_no_loss(hidden):
    assert not told(article(page(f"<div>{story(6)}{hidden}</div>")))


@pytest.mark.slow
def test_a_text_of_many_megabytes_is_read_and_what_follows_it():
    found = article(
        page(f"<div>{story(3)}<p>{'The ferry goes. ' * 630_000}</p><p>MARKED after it, to be seen.</p></div>")
    )
    assert not told(found)
    text = str(found.blocks)
    assert len(text) > 10_000_000
    assert "MARKED" in text
