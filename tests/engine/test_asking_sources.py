"""Asking many sources in the child: politely, with conditions, and whatever they answer."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from datetime import UTC, datetime

import pytest

from feedserver import FeedServer, feed
from termread.config import FetchSettings
from termread.engine import refresh as module
from termread.engine.messages import Order
from termread.engine.refresh import refresh
from termread.engine.source_wire import source_answer_of
from termread.engine.task import Task
from termread.errors import TermreadError, Unreachable
from termread.feed import SourceOrder
from termread.values import replace

QUICK = FetchSettings(connect_seconds=5, idle_seconds=2, total_seconds=20, retries=0, wire_bytes=1 << 20)


@pytest.fixture
def server():
    server = FeedServer(5)
    yield server
    server.close()


def answers(*sources, settings=QUICK, hosts=8):
    said = []
    refresh(Task(Order("", "refresh", sources=sources, hosts=hosts), settings, None, "", said.append))
    assert said[-1] == ["done", None]
    found = [source_answer_of(payload) for kind, payload in said if kind == "source"]
    assert sorted(answer.source for answer in found) == sorted(source.source for source in sources)
    return {answer.source: answer for answer in found}


def answer(address, settings=QUICK, **known):
    return answers(SourceOrder(1, address, **known), settings=settings)[1]


def again(address, first, settings=QUICK, **known):
    """Ask as one does after the *first* answer."""
    known = {"etag": first.etag, "last_modified": first.last_modified, "digest": first.digest, **known}
    return answer(address, settings, **known)


def wait(found):
    return (datetime.fromisoformat(found.due) - datetime.now(UTC)).total_seconds()


def test_a_feed_comes_once_and_is_unchanged_the_second_time(server):
    server.pages["/feed"] = feed("one", "two")
    first = answer(server.url("/feed"))
    assert (first.status, [item.title for item in first.feed.items], first.near) == ("new", ["one", "two"], 2)
    assert first.etag.startswith('W/"')
    second = again(server.url("/feed"), first)
    assert (second.status, second.feed, second.fault, second.near) == ("unchanged", None, "", 2)
    assert server.asked[1][2]["if-none-match"] == first.etag
    server.pages["/feed"] = feed("three")
    assert again(server.url("/feed"), first).status == "new"


def test_last_modified_is_sent_back_as_it_came(server):
    stamp = "Tue, 01 Dec 2026 06:00:00 GMT"
    server.pages["/feed"] = (200, {"Last-Modified": stamp}, feed("one"))
    again(server.url("/feed"), answer(server.url("/feed")))
    assert server.asked[1][2]["if-modified-since"] == stamp


def test_without_validators_the_same_bytes_are_not_parsed_again(server, monkeypatch):
    server.pages["/feed"], server.validators = feed("one"), False
    first = answer(server.url("/feed"))
    assert (first.etag, first.last_modified) == (None, None)
    monkeypatch.setattr(module, "_feed", lambda *_: pytest.fail("parsed"))
    assert again(server.url("/feed"), first).status == "unchanged"


@pytest.mark.parametrize(
    ("statuses", "moved"), [([301], True), ([308, 301], True), ([302], False), ([307, 301], False), ([301, 302], "/1")]
)
def test_only_permanent_redirects_move_a_source(server, statuses, moved):
    for number, status in enumerate(statuses):
        target = f"/{number + 1}" if number + 1 < len(statuses) else "/feed"
        server.pages[f"/{number}"] = (status, {"Location": target}, b"")
    server.pages["/feed"] = feed("one")
    found = answer(server.url("/0"))
    assert found.status == "new"
    expected = server.url("/feed") if moved is True else server.url(moved) if moved else ""
    assert found.moved == expected


def test_a_feed_that_moved_and_is_unchanged_still_moves(server):
    server.pages |= {"/old": (301, {"Location": "/feed"}, b""), "/feed": feed("one")}
    first = answer(server.url("/old"))
    second = again(server.url("/old"), first)
    assert (second.status, second.moved) == ("unchanged", server.url("/feed"))


def test_gone_for_good_ends_a_source(server):
    server.pages["/feed"] = (410, {}, b"")
    found = answer(server.url("/feed"))
    assert (found.status, found.due) == ("ended", None)
    assert "gone" in found.fault


@pytest.mark.parametrize(("status", "said"), [(429, "600"), (503, "600"), (503, None)])
def test_retry_after_says_when_to_ask_again(server, status, said):
    server.pages["/feed"] = (status, {"Retry-After": said} if said else {}, b"")
    found = answer(server.url("/feed"))
    assert found.status == "failed"
    assert 580 < wait(found) < 620 if said else 850 < wait(found) < 1000


def test_retry_after_may_be_a_date(server):
    from datetime import timedelta
    from email.utils import format_datetime

    server.pages["/feed"] = (
        429,
        {"Retry-After": format_datetime(datetime.now(UTC) + timedelta(hours=2), usegmt=True)},
        b"",
    )
    assert 7100 < wait(answer(server.url("/feed"))) < 7300


def test_each_failure_in_a_row_doubles_the_wait(server):
    assert 850 < wait(answer(server.url("/none"))) < 1000
    assert 3500 < wait(answer(server.url("/none"), failures=2)) < 4000


def test_how_long_an_answer_is_fresh_is_obeyed(server):
    server.pages["/feed"] = (200, {"Cache-Control": "max-age=7200"}, feed("one", extra="<ttl>60</ttl>"))
    assert 7190 < wait(answer(server.url("/feed"))) < 8000


def test_a_feed_that_wants_rest_has_it_while_nothing_changes(server):
    server.pages["/feed"] = feed("one")
    first = answer(server.url("/feed"))
    assert 7190 < wait(again(server.url("/feed"), first, ttl=120)) < 8000
    assert (
        wait(again(server.url("/feed"), first, skip_days=tuple({0, 1, 2, 3, 4, 5, 6} - {datetime.now(UTC).weekday()})))
        < 90000
    )


def test_a_host_gets_one_request_at_a_time_and_few_connections(server):
    server.pages |= {f"/{number}": feed(f"story {number}") for number in range(8)}
    server.pause = 0.01
    sources = [SourceOrder(host * 8 + n, server.url(f"/{n}", host)) for host in range(1, 6) for n in range(8)]
    found = answers(*sources)
    assert {each.status for each in found.values()} == {"new"}
    assert server.most_at_once == 1
    assert len(server.connections) == 5


def test_connections_stay_open_when_nothing_has_changed_and_over_redirects(server):
    server.pages |= {f"/{number}": feed(f"story {number}") for number in range(4)}
    server.pages |= {f"/old/{number}": (301, {"Location": f"/{number}"}, b"") for number in range(4)}
    first = answers(*(SourceOrder(number, server.url(f"/old/{number}")) for number in range(4)))
    assert len(server.connections) == 1
    second = answers(*(SourceOrder(n, server.url(f"/{n}"), etag=each.etag) for n, each in first.items()))
    assert {each.status for each in second.values()} == {"unchanged"}
    assert len(server.connections) == 2


def test_redirects_to_one_host_wait_for_each_other(server):
    server.pages |= {f"/{host}": (302, {"Location": server.url("/feed", 5)}, b"") for host in range(1, 5)}
    server.pages["/feed"], server.pause = feed("one"), 0.05
    answers(*(SourceOrder(host, server.url(f"/{host}", host)) for host in range(1, 5)))
    assert (server.times("/feed"), server.most_at_once) == (4, 1)


def test_a_host_that_does_not_answer_is_asked_once(server):
    server.pages["/feed"] = feed("one")
    with socket.create_server(("127.0.0.9", 0)) as free:
        port = free.getsockname()[1]
    dead = [SourceOrder(number, f"http://127.0.0.9:{port}/{number}") for number in range(5)]
    found = answers(*dead, SourceOrder(9, server.url("/feed")))
    assert found[9].status == "new"
    assert [found[number].status for number in range(5)] == ["failed"] * 5
    assert sum("was not asked" in found[number].fault for number in range(5)) == 4
    assert all("127.0.0.9" in found[number].fault for number in range(5))


def test_a_host_that_asks_for_a_pause_gets_it_for_all_of_its_feeds(server):
    server.pages |= {"/0": (429, {"Retry-After": "3600"}, b""), "/1": feed("one")}
    found = answers(SourceOrder(0, server.url("/0")), SourceOrder(1, server.url("/1")))
    assert server.times("/1") == 0
    assert 3500 < wait(found[1]) < 3700


def test_a_slow_host_holds_up_nobody_else(server):
    def slow():
        time.sleep(1.5)
        return 200, {}, feed("late")

    server.pages |= {"/slow": slow, "/feed": feed("one")}
    said = []
    order = Order(
        "", "refresh", sources=(SourceOrder(1, server.url("/slow")), SourceOrder(2, server.url("/feed", 2))), hosts=2
    )
    refresh(Task(order, QUICK, None, "", said.append))
    assert [payload["source"] for kind, payload in said if kind == "source"] == [2, 1]


def test_a_host_that_stops_in_the_middle_fails_with_a_sentence(server):
    listener = socket.create_server(("127.0.0.1", 0))

    def hang():
        connection, _ = listener.accept()
        with connection:
            connection.recv(1000)
            time.sleep(1)

    threading.Thread(target=hang, daemon=True).start()
    found = answer(f"http://127.0.0.1:{listener.getsockname()[1]}/", replace(QUICK, idle_seconds=0.3))
    assert (found.status, "stopped responding" in found.fault) == ("failed", True)
    listener.close()


def test_compressed_feeds_are_unpacked(server):
    server.pages["/feed"] = (200, {"Content-Encoding": "gzip"}, gzip.compress(feed("one")))
    assert [item.title for item in answer(server.url("/feed")).feed.items] == ["one"]


def test_a_huge_feed_is_cut_and_says_so(server):
    server.pages["/feed"] = (200, {"ETag": '"big"'}, feed(*(f"story{number}" for number in range(9000))))
    found = answer(server.url("/feed"), replace(QUICK, wire_bytes=1 << 16))
    assert found.status == "new"
    assert 0 < len(found.feed.items) < 1000
    assert "larger than" in found.fault
    assert (found.etag, found.digest) == (None, "")


@pytest.mark.parametrize("body", [b"\x89PNG\r\n\x1a\n" + b"0" * 99, b"", b"<p>A page without stories"])
def test_what_is_no_feed_fails_with_one_sentence(server, body):
    server.pages["/feed"] = (200, {}, body)
    found = answer(server.url("/feed"))
    assert (found.status, found.feed) == ("failed", None)
    assert found.fault.endswith(".")
    assert "\n" not in found.fault


def test_a_feed_from_the_internet_does_not_lead_into_the_own_network(server, monkeypatch):
    from termread.fetch import exchange, hosts, web

    outside = lambda host: hosts.Reach.NET if host == "127.0.0.2" else hosts.reach(host)  # noqa: E731
    for each in (exchange, web):
        monkeypatch.setattr(each, "reach", outside)
    server.pages |= {"/feed": (302, {"Location": server.url("/secret")}, b""), "/secret": feed("one")}
    found = answer(server.url("/feed", 2))
    assert (found.status, server.times("/secret")) == ("failed", 0)
    assert "this computer" in found.fault


def test_a_connection_that_is_open_already_is_no_way_around_that(server, monkeypatch):
    from termread.fetch import exchange, hosts, web

    outside = lambda host: hosts.Reach.NET if host == "127.0.0.2" else hosts.reach(host)  # noqa: E731
    for each in (exchange, web):
        monkeypatch.setattr(each, "reach", outside)
    from termread.document import Wanted
    from termread.fetch.connections import Connections, Turns
    from termread.fetch.sources import ask

    server.pages |= {"/feed": (302, {"Location": server.url("/secret")}, b""), "/secret": feed("one")}
    with Connections(Turns()) as connections:
        assert ask(server.url("/secret"), QUICK, Wanted(), connections, datetime.now(UTC)).document.near == 2
        with pytest.raises(TermreadError, match="this computer"):
            ask(server.url("/feed", 2), QUICK, Wanted(), connections, datetime.now(UTC))


def test_a_closed_connection_is_opened_again(server):
    server.pages |= {f"/{n}": (200, {"Connection": "close"}, feed(f"{n}")) for n in range(3)}
    found = answers(*(SourceOrder(n, server.url(f"/{n}")) for n in range(3)))
    assert {each.status for each in found.values()} == {"new"}


def test_without_a_connection_no_source_is_blamed(server, monkeypatch):
    server.pages["/feed"] = feed("one")
    monkeypatch.setattr("termread.fetch.offline._net_is_there", lambda: False)
    said = []
    sources = (SourceOrder(1, "http://nowhere.invalid/feed"), SourceOrder(2, server.url("/feed")))
    with pytest.raises(Unreachable) as caught:
        refresh(Task(Order("", "refresh", sources=sources), QUICK, None, "", said.append))
    assert caught.value.code == "offline"
    assert [payload["source"] for kind, payload in said if kind == "source"] == [2]


def test_a_file_is_a_feed_too(tmp_path):
    (tmp_path / "feed.xml").write_bytes(feed("one"))
    first = answer(str(tmp_path / "feed.xml"))
    assert (first.status, first.near) == ("new", 2)
    assert again(str(tmp_path / "feed.xml"), first).status == "unchanged"
    assert answer(str(tmp_path / "none.xml")).status == "failed"
