"""The key of an address."""

from __future__ import annotations

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termread.library.identity import TRACKERS, identities, identity


@pytest.mark.parametrize(
    "dress",
    [
        "https://example.com/a/story",
        "http://example.com/a/story",
        "HTTPS://EXAMPLE.com:443/a/story",
        "http://example.com:80/a/story/",
        "https://www.example.com/a/story#comments",
        "https://m.example.com/a/./b/../story",
        "https://amp.example.com/a/story?",
        "https://example.com/a/story/amp",
        "https://example.com/a/story/amp/",
        "https://example.com/amp/a/story",
        "https://example.com/a/story?amp=1",
        "https://example.com/a/story.amp",
        "https://example.com/a/%73tory?utm_source=x&UTM_Medium=y&fbclid=z",
        "https://example-com.cdn.ampproject.org/c/s/example.com/a/story",
        "https://www.google.com/amp/s/www.example.com/a/story",
        "  https://example.com./a/story  ",
    ],
)
def test_dresses_of_one_address(dress):
    assert identity(dress) == "https://example.com/a/story"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.com/a?id=1", "https://example.com/a?id=2"),
        ("https://example.com/a?b=1&c=2", "https://example.com/a?c=2&b=1"),
        ("https://example.com/a", "https://example.com/A"),
        ("https://example.com/", "https://example.com/a"),
        ("https://example.com:8080/a", "https://example.com/a"),
        ("https://a.example.com/x", "https://b.example.com/x"),
        ("https://example.com/a#!/1", "https://example.com/a#!/2"),
        ("https://example.com/camp", "https://example.com/c"),
        ("https://example.com/a%2Fb", "https://example.com/a"),
        ("https://m.example/x", "https://www.example/x"),
        ("text:1", "text:2"),
        ("mailto:a@example.com", "mailto:b@example.com"),
    ],
)
def test_different_addresses(one, other):
    assert identity(one) != identity(other)


def test_names_beyond_ascii():
    assert identity("https://BÜCHER.example/straße?q=ä") == identity(
        "https://xn--bcher-kva.example/stra%C3%9Fe?q=%c3%a4"
    )


def test_files_by_their_absolute_path(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert identity("story.html") == identity(str(tmp_path / "x/../story.html")) == f"file:{tmp_path}/story.html"
    assert identity((tmp_path / "a b.html").as_uri()) == f"file:{tmp_path}{os.sep}a b.html"


def test_what_a_page_says_of_itself_counts_within_its_site():
    address = "https://example.com/1"
    assert list(identities(address, None, "https://www.example.com/story")) == [
        "https://example.com/1",
        "https://example.com/story",
    ]
    for stranger in ("https://example.org/story", "https://example.com/", "nonsense", "https://evil.co.uk/x"):
        assert list(identities(address, None, stranger)) == ["https://example.com/1"]
    assert len(identities("https://bbc.co.uk/1", None, "https://other.co.uk/1")) == 1
    assert list(identities("/a/file.html", None, "https://example.com/story")) == ["file:/a/file.html"]


@given(st.text())
def test_any_text_has_a_key_that_is_its_own_key(text):
    key = identity(text)
    if key.startswith("https://"):
        assert identity(key) == key


@given(st.lists(st.tuples(st.sampled_from([*sorted(TRACKERS)[:5], "id", "page", "q"]), st.text("ab &=/é", max_size=4))))
def test_order_stays_and_trackers_go(pairs):
    from urllib.parse import urlencode, urlsplit

    key = identity(f"https://example.com/?{urlencode(pairs)}")
    names = [pair.partition("=")[0] for pair in urlsplit(key).query.split("&") if pair]
    assert names == [name for name, _ in pairs if name not in TRACKERS]
