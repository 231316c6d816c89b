"""Pages that send elsewhere by their own text."""

from __future__ import annotations

import subprocess
import sys

import pytest

from termread.fetch.body import refresh_target


@pytest.mark.parametrize(
    ("tag", "target"),
    [
        ('<meta http-equiv="refresh" content="0; url=/next">', "/next"),
        ("<meta http-equiv=refresh content=0;/next>", "/next"),
        ('<META content="3 , URL = \'/next\'" HTTP-EQUIV = "Refresh">', "/next"),
        ('<meta http-equiv="refresh" content="1.5 /next">', "/next"),
        ('<meta http-equiv="refresh" content=";url=/next">', "/next"),
        ('<meta http-equiv=" refresh" content="0;url=/next">', "/next"),
        ('<meta http-equiv="refresh" content="600; url=/next">', None),
        ('<meta http-equiv="refresh" content="5">', None),
        ('<meta name="refresh" content="0; url=/next">', None),
        ('<noscript><meta http-equiv="refresh" content="0; url=/next"></noscript>', "/next"),
        ('<noscript><meta http-equiv="refresh" content="0; url=/next"></noscript>' + "words " * 2000, None),
        (
            '<noscript><meta http-equiv="refresh" content="0; url=/next"></noscript>' + "<i title='words '>" * 500,
            "/next",
        ),
        ('<!-- <meta http-equiv="refresh" content="0; url=/next"> -->', None),
    ],
)
def test_a_page_sends_where_its_tag_says(tag, target):
    assert refresh_target(f"<html><head>{tag}</head><body><p>Words.</p>".encode()) == target


FULL = {
    "tags that never close": "'<' * 64000",
    "tags that never close after one that does": "'<p>' + '< ' * 31000",
    "digits in a tag": "('<meta http-equiv=refresh content=\"' + '0' * 3900 + '\">') * 15",
    "digits and blanks in a tag": "('<meta http-equiv=refresh content=\"' + '0' * 1900 + ' ' * 1900 + '\">') * 15",
    "blanks after the equals sign": "('<meta http-equiv=' + ' ' * 3900 + '>') * 15",
}


@pytest.mark.parametrize("kind", FULL)
def test_no_page_keeps_it_looking(kind):
    """Ended by the system, not timed: all of these together take milliseconds, a quadratic rule takes minutes."""
    program = (
        "import resource\nfrom termread.fetch.body import refresh_target\n"
        "resource.setrlimit(resource.RLIMIT_CPU, (10, 10))\n"
        f"for _ in range(20): refresh_target(({FULL[kind]}).encode())\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
