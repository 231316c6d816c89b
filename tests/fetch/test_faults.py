import re
from dataclasses import replace

import pytest

from faultserver import HALF, PAGE
from termread.document import Wanted
from termread.errors import Empty, NotText, TermreadError, Unreachable
from termread.fetch import fetch
from termread.text import clean_line

FAULTS = {
    "status/401": ("status-401", "name and password"),
    "status/402": ("status-402", "subscribers only"),
    "status/403": ("status-403", "refuses to give"),
    "status/404": ("status-404", "no such page"),
    "status/410": ("status-410", "gone"),
    "status/418": ("status-418", "refuses"),
    "status/429": ("status-429", "too many requests"),
    "status/451": ("status-451", "legal reasons"),
    "status/499": ("status-499", "499"),
    "status/500": ("status-500", "internal error"),
    "status/502": ("status-502", "its own servers"),
    "status/503": ("status-503", "overloaded"),
    "status/504": ("status-504", "in time"),
    "status/599": ("status-599", "599"),
    "status/304": ("status-304", "without saying where"),
    "status-999": ("not-http", "999"),
    "challenge": ("challenge", "human"),
    "hop-nowhere": ("status-302", "without saying where"),
    "loop": ("redirects", "circle"),
    "circle-a": ("redirects", "circle"),
    "endless-hops": ("redirects", "without end"),
    "hop-file": ("redirect", "does not follow"),
    "hop-ftp": ("redirect", "does not follow"),
    "hop-data": ("redirect", "does not follow"),
    "hop-script": ("redirect", "does not follow"),
    "hop-bad-host": ("redirect", "does not follow"),
    "hop-no-host": ("redirect", "does not follow"),
    "hop-bad-name": ("address", "not valid"),
    "refresh-endless": ("redirects", "without end"),
    "refresh-file": ("redirect", "does not follow"),
    "gzip-twice": ("coding", "more than once"),
    "brotli": ("coding", "unexpected way"),
    "reset": ("reset", "closed the connection"),
    "close": ("closed", "without a response"),
    "two-lengths": ("lengths", "contradictory lengths"),
    "length-nonsense": ("lengths", "contradictory lengths"),
    "drip-head": ("deadline", "in total"),
    "endless-hints": ("deadline", "in total"),
    "endless-head": ("headers", "headers"),
    "gone-quiet": ("silent", "stopped responding"),
    "big-head": ("headers", "headers"),
    "many-cookies": ("headers", "headers"),
    "ssh": ("not-http", "not HTTP"),
    "noise": ("not-http", "not HTTP"),
    "http-nonsense": ("not-http", "not HTTP"),
}

WHAT_TO_DO = re.compile(
    r"Open it in|Open the|Try again|try later|Check |Log in|Add them|may have a copy|raise wire_bytes"
)
"""What every sentence ends with: the thing to do next."""

PARTS = {
    "cut-gzip": "ended in the middle",
    "garbled-gzip": "cannot be decompressed",
    "bomb": "far more",
    "short": "middle of the page",
    "reset-midway": "closed the connection",
    "length-too-small": "breaks off",
    "bad-chunk": "chunks that do not fit",
    "cut-chunk": "middle of the page",
    "endless": "larger than 1 MB",
    "endless-chunks": "in total",
    "drip": "in total",
    "silence-midway": "stopped responding",
}

WHOLE = (
    *(
        "good",
        "no-length",
        "hop",
        "hop-umlaut",
        "refresh",
        "gzip",
        "deflate",
        "bare-deflate",
        "two-members",
        "not-gzip",
    ),
    *("chunked", "no-type", "odd-type"),
)


def hurried(settings, fault):
    """Short of the time that the *fault* is about, and of no other, so that a slow machine meets no other fault."""
    return replace(
        settings,
        total_seconds=1.0 if fault in ("deadline", "in total") else settings.total_seconds,
        idle_seconds=0.5 if fault in ("silent", "stopped responding") else settings.idle_seconds,
    )


@pytest.mark.parametrize("path", FAULTS)
def test_every_fault_is_a_sentence_of_its_own(server, settings, path):
    code, words = FAULTS[path]
    with pytest.raises(Unreachable) as caught:
        fetch(server.url(path), hurried(settings, code))
    assert caught.value.code == code
    assert words in caught.value.text
    assert "127.0.0.1" in caught.value.text or "page" in caught.value.text
    assert clean_line(caught.value.text) == caught.value.text
    assert WHAT_TO_DO.search(caught.value.text)


@pytest.mark.parametrize("path", PARTS)
def test_the_part_that_came_is_kept_and_marked(server, settings, path):
    document = fetch(server.url(path), hurried(settings, PARTS[path]))
    assert document.data.startswith(HALF[:100])
    notice = document.notices[0]
    assert notice.code == "part"
    assert PARTS[path] in notice.text
    assert WHAT_TO_DO.search(notice.text)
    assert document.etag is None


@pytest.mark.parametrize("path", WHOLE)
def test_what_is_only_unusual_comes_whole(server, settings, path):
    document = fetch(server.url(path), settings)
    assert document.data == PAGE
    assert document.notices == ()


@pytest.mark.parametrize("path", ["pdf", "pdf-as-html", "png-as-html", "film"])
def test_what_is_no_page_is_named(server, settings, path):
    with pytest.raises(NotText, match=r"This is (a PDF|a picture|a video).*browser"):
        fetch(server.url(path), settings)


@pytest.mark.parametrize("path", ["empty", "blank", "nothing"])
def test_an_empty_answer_is_told(server, settings, path):
    with pytest.raises(Empty, match=r"127\.0\.0\.1"):
        fetch(server.url(path), settings)


@pytest.mark.parametrize("path", ["deflate-bomb", "bomb-in-gzip"])
def test_a_bomb_never_unpacks_beyond_the_cap(server, settings, path):
    try:
        size = len(fetch(server.url(path), settings).data)
    except TermreadError:
        return
    assert size <= settings.decoded_bytes


def test_what_may_pass_is_tried_again(server, settings):
    assert fetch(server.url("flaky"), replace(settings, retries=1)).data == PAGE
    assert server.times("flaky") == 2


def test_a_wish_to_wait_is_heeded_up_to_the_cap(server, settings):
    patient = replace(settings, retries=2)
    assert fetch(server.url("busy/1"), patient).data == PAGE
    with pytest.raises(Unreachable, match="2 minutes"):
        fetch(server.url("busy/120"), patient)
    assert server.times("busy/120") == 1


def test_a_kept_copy_that_is_still_good_is_not_sent_again(server, settings):
    first = fetch(server.url("conditional"), settings)
    assert (first.etag, first.last_modified) == ('"v1"', "Mon, 01 Jun 2026 10:00:00 GMT")
    assert fetch(server.url("conditional"), settings, wanted=Wanted(etag=first.etag)) is None
    assert fetch(server.url("conditional"), settings, wanted=Wanted(etag='"v0"')).data == PAGE


def test_the_document_says_where_it_came_from(server, settings):
    document = fetch(server.url("hop"), settings)
    assert document.address == server.url("hop")
    assert document.url == server.url("good")
    assert (document.media_type, document.charset) == ("text/html", "utf-8")


def test_nobody_there(settings):
    with pytest.raises(Unreachable) as caught:
        fetch("http://127.0.0.1:1/", settings)
    assert caught.value.code == "refused"


def test_no_such_host(settings):
    with pytest.raises(Unreachable) as caught:
        fetch("http://no-such-host.invalid/", settings)
    assert caught.value.code in ("dns", "dns-busy", "dns-slow")


def test_the_progress_is_told(server, settings):
    told = []
    fetch(server.url("good"), settings, lambda step, done=0, total=None, note="": told.append((step, done, total)))
    assert told[0][0] == "connecting"
    assert told[-1] == ("fetching", len(PAGE), len(PAGE))
