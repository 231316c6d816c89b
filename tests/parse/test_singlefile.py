from __future__ import annotations

from termread.parse.singlefile import source_of

PAGE = "<!DOCTYPE html> <html lang=en><!--\n Page saved with SingleFile \n url: https://example.com/a?b=1 \n saved date: x\n-->"


def test_the_address_is_the_one_in_the_comment():
    assert source_of(PAGE) == "https://example.com/a?b=1"


def test_other_addresses_are_none():
    assert source_of("<!-- url: https://example.com/a -->") is None
    assert source_of(PAGE.replace("https", "javascript")) is None
    assert source_of("x" * 5000 + PAGE) is None
