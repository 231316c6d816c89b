"""The day of publication, in every calendar and every way that pages have of writing it."""

import pytest
from lxml import html

from termread.parse.metadata import Metadata, read_metadata
from termread.parse.metadata.dates import date_in, date_of


def read(shown: str, head: str = "", language: str = "en", url: str | None = None) -> Metadata:
    page = f'<html lang="{language}"><head>{head}</head><body><h1>The ferry stays</h1>{shown}<p>It sails.</p></body></html>'
    return read_metadata(html.document_fromstring(page), url)


@pytest.mark.parametrize(
    ("text", "language", "wanted"),
    [
        ("6 มิถุนายน 2567", "th", "2024-06-06"),
        ("6 มิ.ย. 67 14:30 น.", "th", "2024-06-06"),
        ("๖ มิถุนายน พ.ศ. ๒๕๖๗", "th", "2024-06-06"),
        ("06/06/2567", "th", "2024-06-06"),
        ("06/06/67", "th", "2024-06-06"),
        ("۱۵ اسفند ۱۴۰۲ - ۱۱:۳۰", "fa", "2024-03-05"),
        ("۱۴۰۲/۱۲/۱۵", "fa", "2024-03-05"),
        ("۱۵ حوت ۱۴۰۲", "fa", "2024-03-05"),
        ("30 Esfand 1403", "en", "2025-03-20"),
        ("令和6年3月5日", "ja", "2024-03-05"),
        ("令和元年５月１日", "ja", "2019-05-01"),
        ("平成31年4月30日", "ja", "2019-04-30"),
        ("民國113年3月5日", "zh-tw", "2024-03-05"),
        ("113年3月5日", "zh-tw", "2024-03-05"),
        ("113/03/05", "zh-tw", "2024-03-05"),
        ("24 شعبان 1445 هـ", "ar", "2024-03-05"),
        ("٢٤ شعبان ١٤٤٥", "ar", "2024-03-05"),
        ("24 شعبان 1445 هـ الموافق 5 مارس 2024", "ar", "2024-03-05"),
        ("10 ربيع الأول 1446", "ar", "2024-09-13"),
        ("5 آذار / مارس 2024", "ar", "2024-03-05"),
        ("2024 Mar 5", "en", "2024-03-05"),
        ("05 | 03 | 2024", "de", "2024-03-05"),
        ("05.03.24", "de", "2024-03-05"),
        ("Stand: 05.03.24, 14:30 Uhr", "de", "2024-03-05"),
        ("24.03.05", "ko", "2024-03-05"),
        ("6 มิถุนายน 2024", "th", "2024-06-06"),
        ("2 تير 1399 - 12:09", "fa", "2020-06-22"),
        ("5 ربیع‌الأول 1446", "fa", "2024-09-08"),
        ("令和６年３月５日（火）", "ja", "2024-03-05"),
        ("令和6.3.5", "ja", "2024-03-05"),
        ("中華民國113年3月5日", "zh-tw", "2024-03-05"),
        ("5 במרץ 2024", "he", "2024-03-05"),
        ("5 मार्च 2024", "hi", "2024-03-05"),
        ("5 Mar 24", "en", "2024-03-05"),
        ("6 ม.ค. 2567", "th", "2024-01-06"),
        ("6 มกราคม ค.ศ. 2024", "th", "2024-01-06"),
        ("5 जन॰ 2024", "hi", "2024-01-05"),
        ("२०२४ मार्च ५", "ne", "2024-03-05"),
        ("৫ মার্চ ২০২৪", "bn", "2024-03-05"),
        ("ಮಾರ್ಚ್ 5, 2024", "kn", "2024-03-05"),
        ("2024 m. kovo 5 d.", "lt", "2024-03-05"),
        ("2024. gada 5. marts", "lv", "2024-03-05"),
        ("2024 թ. մարտի 5", "hy", "2024-03-05"),
        ("2024 ж. 5 наурыз", "kk", "2024-03-05"),
        ("5 d’abril del 2024", "ca", "2024-04-05"),
        ("lørdag den 5. marts 2024", "da", "2024-03-05"),
        ("5. listopada 2024.", "hr", "2024-10-05"),
        ("5 listopada 2024", "pl", "2024-11-05"),
        ("5 tháng 3, 2024", "vi", "2024-03-05"),
        ("5 thg 3, 2024", "vi", "2024-03-05"),
        ("5\u200f/03\u200f/2024", "ar", "2024-03-05"),
        ("R6.3.5", "ja", "2024-03-05"),
        ("03/05/2024", "en-us", "2024-03-05"),
        ("05/03/2024", "en-gb", "2024-03-05"),
    ],
)
def test_a_date_as_a_page_of_that_language_writes_it(text, language, wanted):
    assert date_in(text, language) == wanted


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("113/03/05", "en"),
        ("30 Esfand 1402", "en"),
        ("Version 10.12.14.3", "en"),
        ("5 March 24 people", "en"),
        ("5 March 10:30", "en"),
        ("5 March 1402", "en"),
        ("1 January 15, 99", "en"),
        ("at 12.30.45", "en"),
        ("31.12.69", "de"),
        ("Born in 1402", "en"),
        ("3 hours ago", "en"),
        ("R6.3.5", "en"),
        ("In 2019, 5 boats sank", "en"),
        ("32 มิถุนายน 2567", "th"),
    ],
)
def test_what_is_no_day_is_no_date(text, language):
    assert date_in(text, language) is None


def test_a_time_for_machines_may_be_of_another_calendar():
    assert date_of("2567-06-06T10:00:00+07:00") == "2024-06-06T10:00:00+07:00"
    assert date_of("1402-12-15T11:30:00+03:30") == "2024-03-05T11:30:00+03:30"


@pytest.mark.parametrize(
    "shown",
    [
        "<div><span>Updated 7 March 2024</span> <span>First published 5 March 2024</span></div>",
        "<div>Published: 5 March 2024, 9.30am GMT | Updated: 7 March 2024 10:00 GMT</div>",
        "<p>5 March 2024 (updated 7 March 2024)</p>",
        "<p><b>Last updated on:</b> <i>7 March 2024</i></p><p><b>Published:</b> <i>5 March 2024</i></p>",
        "<p>Last updated on 7 March 2024. First published on 5 March 2024.</p>",
        "<p>Updated <time datetime='2024-03-07'>7 March</time></p><p><time datetime='2024-03-05'>5 March 2024</time></p>"
        "<p>Updated 7 March 2024</p>",
    ],
)
def test_the_day_of_a_change_is_not_the_day_of_publication(shown):
    found = read(shown)
    assert (found.published, found.modified) == ("2024-03-05", "2024-03-07")


def test_the_only_day_that_a_page_shows_is_its_date_even_if_something_changed_then():
    assert read("<p>Updated 7 March 2024</p>").published == "2024-03-07"


@pytest.mark.parametrize(
    "head",
    [f'<meta name="{name}" content="2024-03-05">' for name in ("published_on", "published-date", "w-published-date")],
)
def test_the_names_of_a_date_in_meta_tags(head):
    assert read("", head).published == "2024-03-05"


def test_the_title_of_an_abbreviation_is_a_date():
    assert (
        read('<abbr class="published" title="2024-03-05T10:00:00-07:00">10:00 AM</abbr>').published
        == "2024-03-05T10:00:00-07:00"
    )


def test_a_date_above_the_headline_and_one_after_a_label():
    assert read("", "").published is None
    page = "<html lang=en><body><fieldset>5 March 2024</fieldset><h1>The ferry stays</h1></body></html>"
    assert read_metadata(html.document_fromstring(page), None).published == "2024-03-05"
    page = "<html lang=en><body><div><b>Date:</b> 5 March 2024</div><h1>The ferry stays</h1></body></html>"
    assert read_metadata(html.document_fromstring(page), None).published == "2024-03-05"


@pytest.mark.parametrize(
    "shown",
    [
        "<div><b>Author:</b> Ann<br><b>Date:</b> 5 March 2024<br><b>Topics:</b> piers, boats, winters, towns, money, votes, and all else that we know of the harbour</div>",
        "<p>5.3.2024 – The council met on Monday evening and voted to keep the bridge for another winter, whatever the engineers say of it and of its pier.</p>",
    ],
    ids=["a line among others", "a dateline"],
)
def test_a_date_at_the_head_of_a_longer_text(shown):
    assert read(f"{'<p>Other news</p>' * 200}{shown}").published == "2024-03-05"


@pytest.mark.parametrize(
    ("data", "shown", "wanted"),
    [
        ("2024-03-06T02:18:11Z", "<p>March 5, 2024</p>", "2024-03-05"),
        ("2024-03-04T22:04:00+00:00", "<p>5 March 2024</p>", "2024-03-05"),
        ("2024-03-06T02:18:11-05:00", "<p>March 5, 2024</p>", "2024-03-06T02:18:11-05:00"),
        ("2024-03-06T00:00:00Z", "<p>March 5, 2024</p>", "2024-03-06T00:00:00+00:00"),
        ("2024-03-06T12:00:00Z", "<p>March 5, 2023</p>", "2024-03-06T12:00:00+00:00"),
    ],
)
def test_a_moment_in_utc_is_told_as_the_day_that_the_page_shows(data, shown, wanted):
    assert read(shown, f'<meta property="article:published_time" content="{data}">').published == wanted
