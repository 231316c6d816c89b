"""The headline is what the page shows, whatever its tags say for search engines and social networks."""

import pytest
from lxml import html

from termread.document import Document
from termread.parse.explain import explain
from termread.parse.metadata import Metadata, read_metadata

NEWS = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "%s"}</script>'
SHARED = '<meta property="og:title" content="%s">'
SITE = '<meta property="og:site_name" content="Harbour Post">'


def read(head: str, body: str, url: str = "https://www.example.com/2025/ferry") -> Metadata:
    page = f"<html lang=en><head>{head}</head><body>{body}</body></html>"
    return read_metadata(html.document_fromstring(page), url)


@pytest.mark.parametrize(
    ("head", "body", "wanted"),
    [
        pytest.param(
            NEWS % "Ferry stays all winter"
            + SHARED % "Islanders keep their ferry"
            + "<title>Islanders keep it</title>",
            "<h1>Ferry stays all winter</h1>",
            "Ferry stays all winter",
            id="an h1 that one source repeats",
        ),
        pytest.param(
            SHARED % "Seven ferry facts you need" + "<title>Seven ferry facts you need | Harbour Post</title>",
            "<h1>What you need to know about the ferry</h1>",
            "What you need to know about the ferry",
            id="the only h1, about the same",
        ),
        pytest.param(
            "<title>The ferry stays - Notes from the pier</title>",
            "<h1>Notes from the pier</h1><h2>The ferry stays</h2>",
            "The ferry stays",
            id="an h2 where the h1 is a masthead",
        ),
        pytest.param(
            "<title>Notes from the pier: The ferry stays: what comes next</title>",
            "<h1>Notes from the pier</h1><h3>The ferry stays: what comes next</h3>",
            "The ferry stays: what comes next",
            id="a heading with a colon of its own where the h1 is a masthead",
        ),
        pytest.param(
            "<title>The ferry stays</title>",
            "<h1>Example</h1><h2>The ferry stays</h2>",
            "The ferry stays",
            id="an h1 that is the name in the address",
        ),
        pytest.param(
            SITE + "<title>The ferry stays:Harbour Post</title>",
            "",
            "The ferry stays",
            id="the site glued to the title",
        ),
        pytest.param("<title>The ferry stays » example</title>", "", "The ferry stays", id="the host as the site"),
        pytest.param(
            SITE + SHARED % "The ferry stays",
            "<h1><span>Harbour</span> <span>The ferry stays</span></h1>",
            "The ferry stays",
            id="a kicker in the h1 that no source has",
        ),
    ],
)
def test_the_headline_is_what_the_page_shows(head, body, wanted):
    assert read(head, body).title == wanted


def test_an_h1_that_data_and_title_repeat_goes_before_the_title_for_sharing_even_in_a_newspaper():
    head = SHARED % "Islanders keep their boat" + "<title>Ferry stays all winter</title>"
    assert (
        read(head + NEWS % "Ferry stays all winter", "<h1>Ferry stays all winter</h1>").title
        == "Ferry stays all winter"
    )


@pytest.mark.parametrize("inner", ["<span class=k>Lower Harbour</span>", "<div class=topic>Lower Harbour:</div>"])
def test_a_short_first_line_made_apart_in_the_h1_is_a_kicker_though_no_source_tells(inner):
    found = read("<title>Boat keeps sailing</title>", f"<h1>{inner} The ferry sails all winter</h1>")
    assert (found.title, found.kicker) == ("The ferry sails all winter", "Lower Harbour")


@pytest.mark.parametrize("inner", ["<em>Lower</em>", "<span class=first>It sails!</span>", "<b class=x>Lower</b>"])
def test_a_first_word_set_apart_in_the_h1_is_no_kicker(inner):
    found = read("<title>Boat keeps sailing</title>", f"<h1>{inner} the ferry sails all winter</h1>")
    assert found.title.endswith("the ferry sails all winter")
    assert found.title.startswith(("Lower", "It sails!"))


def test_an_h1_of_two_words_about_something_else_is_no_headline():
    head = SHARED % "Ferry stays all winter" + "<title>Ferry stays all winter</title>"
    assert read(head, "<h1>Our products</h1>").title == "Ferry stays all winter"


@pytest.mark.parametrize("section", ["tags", "crime-safety", "/weather/", "News,Ferries,Winter"])
def test_a_slug_or_a_list_of_tags_is_no_kicker(section):
    assert read(f'<meta property="article:section" content="{section}">', "<h1>The ferry stays</h1>").kicker is None


def test_explain_says_why_each_candidate_lost():
    head = SITE + SHARED % "Islanders keep their ferry" + NEWS % "The ferry stays all winter"
    body = "<h1>Harbour Post</h1><h1>The ferry stays all winter</h1><p>By Ann Example</p><p>Updated 7 March 2024</p>"
    story = "".join(f"<p>The council said on day {n} that the boat will sail on, whatever comes.</p>" for n in range(9))
    page = f"<html lang=en><head>{head}</head><body><article>{body}{story}</article></body></html>"
    told = explain(Document("https://www.example.com/f", page.encode(), "https://www.example.com/f", "text/html"))
    lines = [" ".join(line.split()) for line in told.splitlines()]
    assert "title Harbour Post (h1): the name of the site" in lines
    assert "title The ferry stays all winter (h1, data): taken" in lines
    assert "title Islanders keep their ferry (og): h1, data is surer" in lines
    assert "authors Ann Example (a line that says only by whom): taken" in lines
    assert any(line.startswith("published 2024-03-07 (a line that tells of a change)") for line in lines)


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("The ferry sails: the pier stays | News | Harbour Post", "The ferry sails: the pier stays"),
        ("The ferry sails all winter - Local News - Harbour Post", "The ferry sails all winter"),
        ("The ferry sails all winter - and why - Harbour Post", "The ferry sails all winter - and why"),
        ("The ferry sails all winter – A diary | Harbour Post", "The ferry sails all winter – A diary"),
    ],
)
def test_a_title_alone_loses_the_section_before_the_name_of_the_site(title, wanted):
    assert read(f"<title>{title}</title>", "").title == wanted
    assert read(f"{SITE}<title>{title}</title>", "").title == wanted
