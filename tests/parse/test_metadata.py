import pytest
from lxml import html

from termread.parse.metadata import read_metadata
from termread.parse.metadata.dates import date_in, date_of

URL = "https://news.example.com/world/2025/10/31/ferry"


def read(head: str = "", body: str = "", url: str = URL, attributes: str = 'lang="en"'):
    return read_metadata(
        html.document_fromstring(f"<html {attributes}><head>{head}</head><body>{body}</body></html>"), url
    )


def data(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


def test_the_h1_that_the_title_confirms_is_the_headline():
    found = read("<title>The ferry stays - The Example</title>", "<h1>The Example</h1><h1>The ferry stays</h1>")
    assert found.title == "The ferry stays"


def test_three_voices_overrule_an_h1_that_differs():
    head = (
        '<title>Ferry to stay all winter | Example</title><meta property="og:title" content="Ferry to stay all winter">'
    )
    found = read(head + data('{"@type": "NewsArticle", "headline": "Ferry to stay all winter"}'), "<h1>What a day</h1>")
    assert found.title == "Ferry to stay all winter"


def test_a_kicker_inside_the_h1_goes_where_no_source_has_it():
    head = '<meta property="og:title" content="The ferry stays"><title>The ferry stays</title>'
    found = read(head, "<h1><span>Harbour:</span> <span>The ferry stays</span></h1>")
    assert found.title == "The ferry stays"
    assert found.kicker == "Harbour"


def test_authors_come_from_the_data_and_their_references():
    graph = '{"@graph": [{"@type": "Person", "@id": "#a", "name": "Mara Example"}, {"@type": "NewsArticle", "headline": "x", "author": [{"@id": "#a"}, {"@type": "Person", "name": "By Tom Sample, Senior Reporter"}]}]}'
    assert read(data(graph)).authors == ("Mara Example", "Tom Sample")


def test_the_site_is_not_the_author_where_a_byline_names_a_person():
    head = '<meta property="og:site_name" content="The Example">' + data(
        '{"@type": "NewsArticle", "author": {"@type": "Organization", "name": "The Example"}}'
    )
    found = read(head, '<p class="byline">By <a href="/by/mara">Mara Example</a></p>')
    assert found.authors == ("Mara Example",)


def test_data_that_are_not_quite_json_are_read():
    found = read(
        data('<!-- {"@type": "NewsArticle", "headline": "A\nB", "datePublished": "2025-01-02T03:04:05+01:00",} -->')
    )
    assert found.published == "2025-01-02T03:04:05+01:00"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2025-10-31T15:56:00+08:00", "2025-10-31T15:56:00+08:00"),
        ("2025-10-31T15:56:00.123Z", "2025-10-31T15:56:00+00:00"),
        ("2025-10-31 15:56", "2025-10-31T15:56:00"),
        ("20251031", "2025-10-31"),
        ("Fri, 31 Oct 2025 15:56:00 GMT", "2025-10-31T15:56:00+00:00"),
        ("31 October 2025", "2025-10-31"),
        ("October 31st, 2025", "2025-10-31"),
        ("31. Oktober 2025", "2025-10-31"),
        ("31 de octubre de 2025", "2025-10-31"),
        ("31/10/2025", "2025-10-31"),
        ("2025年10月31日", "2025-10-31"),
        ("2025-10-31T9:05:00-0500", "2025-10-31T09:05:00-05:00"),
        ("October 31, 2025 10:00 PM", "2025-10-31"),
        ("1761926160", "2025-10-31T15:56:00+00:00"),
        ("31 февраля 2025", None),
        ("soon", None),
        ("9999-99-99", None),
    ],
)
def test_dates_in_every_dress(text, wanted):
    assert date_of(text) == wanted


def test_a_date_in_running_text_needs_a_month():
    assert date_in("The ferry of 1923 carried 14 people") is None


def test_descriptions_are_whole_before_cut_and_never_the_title():
    head = (
        '<meta property="og:description" content="For a century the boat was the…">'
        '<meta name="description" content="For a century the boat was the road."><meta name="twitter:description" content="The ferry stays">'
    )
    found = read(head, "<h1>The ferry stays</h1>")
    assert found.descriptions == ("For a century the boat was the road.", "For a century the boat was the…")
    assert found.dek == "For a century the boat was the road."


def test_the_next_page_is_one_number_on_and_never_another_story():
    body = (
        '<a href="/world/2025/10/31/ferry?page=2">Next</a><a rel="next" href="/world/2025/11/01/train">Next story</a>'
    )
    assert read(body=body).next_url == URL + "?page=2"
    assert read(body='<a rel="next" href="/world/2025/11/01/train">Next</a>').next_url is None


def test_language_and_direction():
    assert read(attributes='lang="ar"').direction == "rtl"
    assert read(attributes='lang="de_AT"').language == "de-AT"
    assert read(attributes="").language is None


def test_the_date_under_the_headline_goes_before_other_times_of_the_page():
    body = (
        '<aside><time datetime="2026-01-31T12:00:00Z">31 January</time></aside>'
        + "<p>Other news</p>" * 40
        + "<h1>The ferry stays</h1><p>By Mara Example on October 31, 2025 at 3:00 am</p>"
    )
    assert read(body=body, url=None).published == "2025-10-31"
    marked = body.replace("<h1>", "<h1 id=x>").replace(
        "<p>By", '<time datetime="2025-10-30T08:00:00+02:00">yesterday</time><p>By'
    )
    assert read(body=marked, url=None).published == "2025-10-30T08:00:00+02:00"


def test_a_lone_voice_does_not_overrule_the_only_h1():
    head = '<title>Lower Harbour news and weather</title><meta property="og:title" content="What a night that was">'
    assert read(head, "<h1>The ferry stays all winter</h1>").title == "The ferry stays all winter"


def test_a_domain_in_the_title_is_the_sites():
    assert read("<title>The ferry stays | news.example.com</title>").title == "The ferry stays"
    assert (
        read("<title>The ferry stays | Harbour</title><meta property='og:site_name' content='The Harbour Post'>").title
        == "The ferry stays"
    )
    assert (
        read("<title>example.com The ferry stays</title>", "<h1>example.com</h1><h2>The ferry stays here</h2>").title
        != "example.com"
    )
