"""Who wrote it, in every way that pages have of saying so."""

import pytest
from lxml import html

from termread.parse.metadata import read_metadata
from termread.parse.metadata.names import is_person, names_in
from termread.parse.phrasebook import phrases_for

STORY = "".join(
    f"<p>The ferry crossed the strait for the {n}th time and the harbour master wrote it down.</p>" for n in range(5)
)


def authors(body: str, head: str = "", language: str = "en") -> tuple[str, ...]:
    page = f'<html lang="{language}"><head>{head}</head><body><h1>The ferry stays</h1>{body}{STORY}</body></html>'
    return read_metadata(html.document_fromstring(page), "https://news.example.com/ferry").authors


def data(author: str, more: str = "") -> str:
    return f'<script type="application/ld+json">{{"@type": "NewsArticle", "author": {author}{more}}}</script>'


@pytest.mark.parametrize(
    ("line", "language", "wanted"),
    [
        ("By Mara Example and Tom Sample", "en", ["Mara Example", "Tom Sample"]),
        ("Von Mara Beispiel, Frankfurt", "de", ["Mara Beispiel", "Frankfurt"]),
        ("Mara Example, Tom Sample, and Ann Other", "en", ["Mara Example", "Tom Sample", "Ann Other"]),
        ("Mara Example, Senior Reporter", "en", ["Mara Example"]),
        ("By Mara Example, Journal Staff", "en", ["Mara Example"]),
        ("Journal Staff", "en", ["Journal Staff"]),
        ("Mara Example, M.D.", "en", ["Mara Example, M.D."]),
        ("MARA EXAMPLE, TOM SAMPLE", "en", ["MARA EXAMPLE", "TOM SAMPLE"]),
        ("Mara Example, DPA", "en", ["Mara Example"]),
        ("Robert E Lee", "en", ["Robert E Lee"]),
        ("mara@news.example.com", "en", []),
        ("Par Mara Exemple et Tom Modèle", "fr", ["Mara Exemple", "Tom Modèle"]),
        ("Door: Mara de Vries", "nl", ["Mara de Vries"]),
    ],
)
def test_the_names_in_a_line(line, language, wanted):
    assert names_in(line, phrases_for(language)) == wanted


@pytest.mark.parametrize("name", ["Mara Example", "Mara de la Cruz", "Lê Phương", "M. L. van der Berg"])
def test_what_is_surely_a_name(name):
    assert is_person(name)


@pytest.mark.parametrize(
    "text",
    [
        "Club of the Year",
        "Weitere Informationen",
        "Quelle: sid/dpa",
        "View More Articles",
        "Published yesterday",
        "Senior Reporter",
        "Ilk haber 12",
        "Publié le",
    ],
)
def test_what_is_no_name(text):
    assert not is_person(text)


@pytest.mark.parametrize(
    "line",
    [
        "<p class='meta'><span> By <a href='/producers/mara'>Mara Example</a> </span><span>2 December 2025</span></p>",
        "<div><time>03/01/2017</time> by Mara Example, Head of the Committee</div>",
        "<p>by: Mara Example, Dec 17, 2025</p>",
        "<p>Mara Example | Senior Writer | July 2, 2025</p>",
        "<div><span>Mara Example |</span><span>05.04.2025 - 06.04.2025</span></div>",
        "<p>Dec 26, 2025 &bull; Mara Example in <a href='/x'>Projects</a></p>",
        "<span>by </span><p><a href='/m'>Mara Example</a></p>",
        "<p>By Mara Example CNBC Executive News Editor</p>",
        "<p>By Mara Example Tuesday, Aug. 17, 2010</p>",
    ],
)
def test_a_line_under_the_headline_names_its_writer(line):
    assert authors(line) == ("Mara Example",)


def test_a_line_under_the_headline_that_names_nobody_gives_nobody():
    for line in (
        "<p>Published Monday, 4 May 2026, 10:12 CET</p>",
        "<p>Fire in Lower Harbour, the largest in years, on 3 May 2026</p>",
        "<p>Server Built: Sep 18 2017 16:37:54</p>",
    ):
        assert authors(line) == ()


def test_the_label_of_a_shared_card_names_the_writer_where_the_tag_has_an_address():
    head = (
        '<meta name="author" content="m.example@news.example.com"><meta name="twitter:label1" content="Verfasst von">'
        '<meta name="twitter:data1" content="Mara Example">'
    )
    assert authors("", head) == ("Mara Example",)


def test_authors_in_lists_inside_lists_are_read():
    assert authors(
        "", data('[{"@type": "Person", "name": "Mara Example"}, [{"@type": "Person", "name": "Harbour Desk"}]]')
    ) == (
        "Mara Example",
        "Harbour Desk",
    )


def test_an_organisation_is_one_name_whatever_stands_in_it():
    assert authors("", data('{"@type": "Organization", "name": "Sample & Sample"}')) == ("Sample & Sample",)


def test_colleagues_whom_the_byline_names_are_added_to_the_data():
    box = '<div class="bylines"><a href="/m">Mara Example</a> <a href="/t">Tom Sample</a></div>'
    assert authors(box, data('{"@type": "Person", "name": "Tom Sample"}')) == ("Mara Example", "Tom Sample")


def test_an_agency_in_small_letters_is_an_author_and_a_login_is_none():
    assert authors("", data('{"@type": "Person", "name": "dpa"}')) == ("dpa",)
    assert authors('<p class="byline">By Mara Example</p>', data('{"@type": "Person", "name": "mexample"}')) == (
        "Mara Example",
    )


def test_a_story_may_be_signed_at_its_end():
    page = f"<html><body><h1>The ferry stays</h1>{STORY}<p style='text-align:right'><strong>Lê Phương</strong></p></body></html>"
    assert read_metadata(html.document_fromstring(page), None).authors == ("Lê Phương",)


def test_a_label_names_the_writer_wherever_it_stands():
    assert authors("", language="de") == ()
    box = "<ul><li><strong>Datum</strong> 28.04.2023</li><li><strong>Autorin/Autor</strong> Mara Beispiel</li></ul>"
    page = f'<html lang="de"><body><h1>Die Fähre bleibt</h1>{STORY}{box}</body></html>'
    assert read_metadata(html.document_fromstring(page), None).authors == ("Mara Beispiel",)


def test_the_writers_of_cards_are_not_the_storys():
    cards = "".join(
        f"<div class='card'><h3>Story {n}</h3><div><span class='author'>{name}</span></div></div>"
        for n, name in enumerate(("Mara Example", "Tom Sample", "Ann Other"))
    )
    page = f"<html><body><h1>The ferry stays</h1>{STORY * 40}{cards}</body></html>"
    assert read_metadata(html.document_fromstring(page), None).authors == ()


@pytest.mark.parametrize(
    ("body", "language", "wanted"),
    [
        ("<p class='vcard author'>Mara Example</p>", "en", ("Mara Example",)),
        ("<a rel='author' href='/u/1'>marabout</a>", "en", ("marabout",)),
        ("<span class='author'>Kim</span> <span>5 March 2024</span>", "en", ("Kim",)),
        ("<p>Mara Example ∙ Paid ∙ 5 March 2024</p>", "en", ("Mara Example",)),
        ("<p>Von Mara Beispiel Lesezeit: 4 Minuten</p>", "de", ("Mara Beispiel",)),
        ("<p>By Mara Example View in browser</p>", "en", ("Mara Example",)),
        ("<p>Von Mara Beispiel Symbolbild Agentur Muster</p>", "de", ("Mara Beispiel",)),
        ("<div class='author'>von Marabu am 05.03.2024 um 10:12 Uhr</div>", "de", ("Marabu",)),
        ("<div class='publish-date-author'>Mara Example</div>", "en", ("Mara Example",)),
        ("<form><span class='author username'>Username</span></form>", "en", ()),
    ],
)
def test_a_name_where_the_place_is_sure_and_nothing_behind_it(body, language, wanted):
    assert authors(body, language=language) == wanted


def test_a_label_anywhere_names_the_writer():
    assert authors(f"{STORY}<p>Author: Mara Example, head of the committee</p>") == ("Mara Example",)


def test_the_writer_goes_before_the_publisher():
    head = '<meta name="author" content="Harbour Media"><meta property="article:author" content="Mara Example">'
    assert authors("", head) == ("Mara Example",)
    assert authors("<a rel='author' href='/u/1'>Mara Example</a>", head[:43]) == ("Mara Example",)


def test_a_name_inside_a_name_in_the_data():
    assert authors("", data('{"@type": "Person", "name": {"@type": "Person", "name": "Mara Example"}}')) == (
        "Mara Example",
    )


def test_a_blog_that_has_its_writers_name_is_by_its_writer():
    head = '<meta property="og:site_name" content="Mara Example">'
    assert authors("<p>Posted by <a rel='author' href='/'>Mara Example</a></p>", head) == ("Mara Example",)


@pytest.mark.parametrize(
    ("body", "language", "wanted"),
    [
        ("<p>Eine Kolumne von Mara Beispiel</p>", "de", ("Mara Beispiel",)),
        ("<p>Blog Beitrag von Mara Beispiel</p>", "de", ("Mara Beispiel",)),
        ("<p>Peer reviewed by Mara Example</p>", "en", ()),
        ("<p>Lake of Darkness by Mara Example</p>", "en", ()),
        ("<p>Photos of the pier by Mara Example</p>", "en", ()),
        ("<p class='author'>Interview: Mara Beispiel</p>", "de", ("Mara Beispiel",)),
        ("<p class='author'>Eingestellt von Marabu</p>", "de", ("Marabu",)),
        ("<h5 class='post-styles__AuthorName-sc-1hs5883-11 kZCjVz'>Mara Example</h5>", "en", ("Mara Example",)),
        (f"{STORY * 40}<p>Written by Mara Example</p>", "en", ("Mara Example",)),
        (f"{STORY * 40}<p>Written by Mara Example</p><p>Written by Tom Sample</p>", "en", ()),
        (f"{STORY}<p>Aus- und Fortbildung</p>", "de", ()),
        ("<p>Mara Example</p>", "en", ()),
        (f"<p>Mara Example</p>{STORY}<a href='/author/mara'>Mara Example</a>", "en", ("Mara Example",)),
        ("<a href='https://letters.example.com/@mara'>Mara Example</a>", "en", ("Mara Example",)),
        ("<a href='https://letters.example.com/@mara/p/12'>Mara Example</a>", "en", ()),
    ],
)
def test_a_writer_is_told_from_whoever_made_something_else(body, language, wanted):
    assert authors(body, language=language) == wanted


def test_a_line_that_says_by_whom_goes_before_other_names_in_the_data():
    given = data('{"@type": "Person", "name": "Tom Sample"}')
    assert authors("<p>By: Mara Example</p>", given) == ("Mara Example",)
    assert authors("<p>By Mara Example and Tom Sample</p>", given) == ("Mara Example", "Tom Sample")
    assert authors("<p>By Tom Sample, Head of Ferries</p>", given) == ("Tom Sample",)
    assert authors("<p>Photos by Mara Example</p>", given) == ("Tom Sample",)


def test_a_label_goes_before_a_society_and_an_account_in_the_tags():
    for name in ("Verein der Fährleute e.V.", "Office Admin"):
        assert authors("<p>Autorin: Mara Beispiel</p>", f'<meta name="author" content="{name}">', "de") == (
            "Mara Beispiel",
        )


def test_a_company_beside_a_writer_is_no_writer():
    assert authors("", '<meta name="author" content="Harbour Media Inc., Mara Example">') == ("Mara Example",)
