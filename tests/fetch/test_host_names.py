"""Hosts in sentences: letters that look like others are not shown alone."""

from __future__ import annotations

import pytest

from termread.errors import Unreachable
from termread.fetch.addresses import named_host


@pytest.mark.parametrize("host", ["news.example.com", "bücher.example", "zażółć.example", "127.0.0.1", "::1"])
def test_a_host_in_european_letters_is_shown_as_it_is(host):
    assert named_host(host) == host


def test_a_host_in_letters_that_look_like_others_is_shown_in_punycode():
    assert named_host("раураӏ.example") == "xn--80aa0cbo65f.example (looks like раураӏ.example)"


@pytest.mark.parametrize("letter", ["ı", "ɑ", "ſ", "ⓔ"])
def test_odd_latin_letters_look_like_others_too(letter):
    assert "looks like" in named_host(f"{letter}xample.com")


def test_the_sentence_about_a_host_that_is_not_there_shows_it_in_punycode():
    from termread.config import FetchSettings
    from termread.fetch import fetch

    with pytest.raises(Unreachable, match=r"xn--80aa0cbo65f\.invalid \(looks like раураӏ\.invalid\)"):
        fetch("http://раураӏ.invalid/", FetchSettings(retries=0))
