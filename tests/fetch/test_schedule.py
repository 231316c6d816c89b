"""When a source is asked again."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from termread.feed import Feed
from termread.fetch.schedule import LEAST, MOST, USUAL, due_after_failure, due_after_success, fresh_seconds

NOW = datetime(2026, 12, 1, 6, 30, tzinfo=UTC)  # a Tuesday


def seconds(due):
    return (due - NOW).total_seconds()


@pytest.mark.parametrize(
    ("ttl", "fresh", "wait"),
    [
        (0, None, USUAL),
        (0, 0, USUAL),
        (0, 60, LEAST),
        (1, None, LEAST),
        (60, None, 3600),
        (60, 7200, 7200),
        (0, 10**9, MOST),
        (10**6, None, MOST),
    ],
)
def test_what_a_source_says_holds_within_bounds(ttl, fresh, wait):
    assert seconds(due_after_success(NOW, Feed(ttl=ttl), fresh, 0.0)) == wait


def test_chance_adds_a_tenth_at_most():
    assert seconds(due_after_success(NOW, Feed(), 3600, 1.0)) == pytest.approx(3960)
    assert seconds(due_after_failure(NOW, 1, None, 1.0)) == pytest.approx(990)


@pytest.mark.parametrize(
    ("hours", "days", "due"),
    [
        ((7, 8), (), datetime(2026, 12, 1, 9, 0, tzinfo=UTC)),
        ((6,), (), datetime(2026, 12, 1, 7, 0, tzinfo=UTC)),
        ((), (1,), datetime(2026, 12, 2, 0, 0, tzinfo=UTC)),
        ((0, 1), (1, 2), datetime(2026, 12, 3, 2, 0, tzinfo=UTC)),
        (tuple(range(24)), (), datetime(2026, 12, 1, 7, 0, tzinfo=UTC)),
        ((), tuple(range(7)), datetime(2026, 12, 1, 7, 0, tzinfo=UTC)),
    ],
)
def test_hours_and_days_of_rest_are_kept(hours, days, due):
    feed = Feed(skip_hours=hours, skip_days=days)
    assert due_after_success(NOW, feed, None, 0.0) == due


@pytest.mark.parametrize(
    ("failures", "wait"), [(1, LEAST), (2, 2 * LEAST), (3, 4 * LEAST), (7, 64 * LEAST), (8, MOST), (10**6, MOST)]
)
def test_each_failure_doubles_the_wait(failures, wait):
    assert seconds(due_after_failure(NOW, failures, None, 0.0)) == wait


@pytest.mark.parametrize(("said", "wait"), [(0.0, 0), (120.0, 120), (1e9, 7 * 24 * 3600)])
def test_retry_after_is_obeyed(said, wait):
    assert seconds(due_after_failure(NOW, 5, said, 0.0)) == wait


@pytest.mark.parametrize(
    ("headers", "fresh"),
    [
        ({}, None),
        ({"cache-control": "public, max-age=600"}, 600),
        ({"cache-control": "max-age=600", "age": "100"}, 500),
        ({"cache-control": "max-age=600", "age": "900"}, 0),
        ({"cache-control": "s-maxage=60"}, None),
        ({"cache-control": "no-cache, max-age=600"}, 0),
        ({"cache-control": 'Max-Age="30"'}, 30),
        ({"expires": "Tue, 01 Dec 2026 07:30:00 GMT"}, 3600),
        ({"expires": "Tue, 01 Dec 2026 07:30:00 GMT", "date": "Tue, 01 Dec 2026 07:00:00 GMT"}, 1800),
        ({"expires": "0"}, None),
        ({"expires": "Tue, 01 Dec 2020 07:30:00 GMT"}, 0),
        ({"cache-control": "max-age=60", "expires": "Tue, 01 Dec 2026 07:30:00 GMT"}, 60),
    ],
)
def test_how_long_an_answer_is_fresh(headers, fresh):
    assert fresh_seconds(headers, NOW) == fresh
