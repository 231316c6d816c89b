"""Dates and minutes, as each language writes them."""

from __future__ import annotations

import pytest

from termread.layout import words
from termread.layout.words import written_date, written_minutes, written_time


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "5 Mar 2031"),
        (None, "5 Mar 2031"),
        ("de-AT", "5. März 2031"),
        ("fr", "5 mars 2031"),
        ("ja", "2031年3月5日"),
        ("zh_Hant", "2031年3月5日"),
        ("ko", "2031년 3월 5일"),
        ("ar", "5 مارس 2031"),
        ("th", "5 มี.ค. 2574"),
        ("nb", "5. mars 2031"),
        ("vi", "5/3/2031"),
        ("tlh", "2031-03-05"),
    ],
)
def test_a_date_in(language, written):
    assert written_date("2031-03-05T10:00:00Z", language) == written


@pytest.mark.parametrize("none", [None, "", "March", "2031", "2031-13-01", "2031-00-10", "2031-01-00", "0000-01-01"])
def test_what_is_no_date_is_not_written(none):
    assert written_date(none, "en") == ""


def test_every_language_has_all_its_months():
    for way, names in words._WAYS.values():
        assert len(names.split()) == 12 * ("{name}" in way)


def test_the_time_of_an_entry():
    assert written_time("2031-03-05T14:05:00Z", "2031-03-05") == "14:05"
    assert written_time("2031-03-05T14:05:00Z", None, "de") == "5. März 2031, 14:05"
    assert written_time("2031-03-05", None) == "5 Mar 2031"
    assert written_time("this morning", None) == "this morning"


def test_minutes():
    assert written_minutes((6, 8)) == "6–8 min"
    assert written_minutes((1, 1), "ja") == "1分"
    assert written_minutes(None) == ""
