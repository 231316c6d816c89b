"""The dek: where a page shows it, what is only said to be one, and what is the story's own."""

import pytest
from small_pages import article, page, story, words

DEK = "Four hours of talk in the town hall, and the old bridge has one more winter before the ferry."
NEWS = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Bridge stays open"}</script>'


def told(text: str) -> str:
    return f'<meta property="og:description" content="{text}">'


def dek_of(above: str, *, head: str = "", body: str = "") -> str | None:
    return article(page(f"{above}<div class='text'>{body}{story(8)}</div>", head=head)).dek


@pytest.mark.parametrize(
    ("shown", "head"),
    [
        (f"<p class='standfirst'>{DEK}</p>", ""),
        (f"<p class='x1'>{DEK}</p>", told(DEK)),
        (f"<p class='x1'>{DEK}</p>", told(f"{DEK[:60]}…")),
        (f"<p class='x1'>{DEK}</p>", told("The old bridge stays open one more winter, says the council.")),
        (f"<p class='x1'>{DEK}</p>", NEWS + told("What the council said of piers, and of money.")),
        (f"<p class='article-subtitle published'>Voted on 4 May 2026</p><p class='x1'>{DEK}</p>", told(DEK)),
    ],
)
def test_a_dek_is_shown_between_headline_and_story(shown, head):
    assert dek_of(shown, head=head) == DEK


def test_a_lone_sentence_is_the_dek_where_nothing_is_told():
    assert dek_of(f"<p class='x1'>{DEK}</p>") == DEK


def test_a_town_before_it_is_part_of_the_dek():
    assert dek_of(f"<p class='x1'>Lower Harbour. {DEK}</p>", head=told(DEK)) == f"Lower Harbour. {DEK}"


@pytest.mark.parametrize("tag", ["h2", "p"])
def test_a_line_that_no_description_is_about_is_no_dek_outside_newspapers(tag):
    line = "Two winters ago I stood on the old bridge with my father and a flask of tea."
    found = article(
        page(
            f"<{tag} class='x1'>{line}</{tag}><div class='text'>{story(8)}</div>",
            head=told("Notes from a harbour town"),
        )
    )
    assert found.dek == "Notes from a harbour town"


def test_a_first_paragraph_in_bold_that_the_page_tells_is_the_dek_and_leaves_the_text():
    found = article(page(f"<div class='text'><p><strong>{DEK}</strong></p>{story(8)}</div>", head=told(DEK)))
    assert found.dek == DEK
    assert DEK not in words(found)
    assert any(cut.text == DEK and cut.reason == "dek" for cut in found.cut)


def test_a_first_paragraph_that_is_told_stays_where_it_is():
    found = article(page(f"<div class='text'><p>{DEK}</p>{story(8)}</div>", head=told(DEK)))
    assert found.dek is None
    assert DEK in words(found)


def test_loose_text_between_breaks_that_a_description_repeats_is_the_story():
    lines = [f"{n}: The council met again and voted, after {n} hours, to keep the old bridge open." for n in range(9)]
    body = "<br><br>".join([DEK, *lines])
    found = article(page(f"<div class='text'>{body}</div>", head=told(DEK)))
    assert found.dek is None
    assert DEK in words(found)


def test_a_section_behind_it_shows_that_the_story_has_begun():
    body = f"<div class='text'><p class='x2'>{DEK}</p><h2>The vote</h2>{story(8)}</div>"
    found = article(page(body, head=told("The old bridge, one more winter.")))
    assert found.dek == "The old bridge, one more winter."


@pytest.mark.parametrize(
    "line",
    [
        "Updated 9:22 PM EST, Mon November 6, 2023",
        "By Mara Example and Tom Sample of the harbour desk",
        "Mara Example - 12/03/2026 at the harbour",
        "LOWER HARBOUR (AP) — The council met on Monday evening and voted to keep the bridge.",
        "Bridge stays open",
    ],
)
def test_what_is_no_dek(line):
    assert dek_of(f"<p class='x1'>{line}</p>", head=NEWS) is None


def test_what_is_told_is_the_dek_where_none_is_shown():
    assert dek_of("", head=told(DEK)) == DEK
