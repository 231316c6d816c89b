"""Every verb through a real child, against our own server."""

import io
import threading
from dataclasses import replace

import pytest

from faultserver import FaultServer
from termread.config import FetchSettings
from termread.document import Reading
from termread.engine.batch import read_all
from termread.engine.engine import Engine
from termread.engine.messages import Order, Picture, Progress, Unchanged
from termread.errors import Cancelled, NoInput, TermreadError, TooLarge, Unreachable, Unreadable
from termread.interchange import Skipped


@pytest.fixture(scope="module")
def server():
    server = FaultServer()
    yield server
    server.close()


@pytest.fixture(scope="module")
def engine():
    engine = Engine(replace(FetchSettings(), retries=0))
    yield engine
    engine.close()


def result(engine, order):
    *_, last = engine.run(order)
    return last


def test_a_page_of_the_web(engine, server):
    reading = result(engine, Order(server.url("hop")))
    assert reading.article.title == "The ferry runs again"
    assert reading.receipt.url == server.url("good")
    assert reading.receipt.data


def test_a_kept_copy_that_is_still_good(engine, server):
    assert result(engine, Order(server.url("conditional"), etag='"v1"')) == Unchanged()


def test_a_page_whose_others_are_not_joined_says_so(engine, server):
    reading = result(engine, Order(server.url("part/1"), join=False))
    assert [notice.code for notice in reading.article.notices] == ["pages"]
    assert reading.article.next_url == server.url("part/2")


def test_a_part_says_so(engine, server):
    assert result(engine, Order(server.url("short"))).article.notices[0].code == "part"


def test_an_error_keeps_its_kind_over_the_pipe(engine, server):
    with pytest.raises(Unreachable) as caught:
        result(engine, Order(server.url("status/503")))
    assert (type(caught.value), caught.value.code) == (Unreachable, "status-503")


def test_a_drip_is_cancelled(server):
    engine = Engine()
    run = engine.run(Order(server.url("drip")))
    while next(run).step != "fetching":
        pass
    threading.Timer(0.1, engine.cancel).start()
    with pytest.raises(Cancelled):
        list(run)
    engine.close()


def test_an_article_in_pages_is_joined(engine, server):
    server.asked.clear()
    reading = result(engine, Order(server.url("part/1")))
    text = str(reading.article.blocks)
    assert [f"Part {number}." in text for number in (1, 2, 3)] == [True] * 3
    assert [server.times(f"part/{number}") for number in (1, 2, 3)] == [1, 1, 1]
    assert "joined" in {notice.code for notice in reading.article.notices}


def test_numbered_pages_are_joined_and_progress_tells_each(engine, server):
    server.asked.clear()
    *steps, reading = engine.run(Order(server.url("leaf/numbered/1")))
    text = str(reading.article.blocks)
    assert [text.count(f"Leaf {number}, {line}.") for number in (1, 2, 3) for line in range(3)] == [1] * 9
    assert [server.times(f"leaf/numbered/{number}") for number in (1, 2, 3)] == [1, 1, 1]
    assert sum(step.step == "joining" for step in steps) >= 2


def test_a_page_that_has_all_of_it_is_asked_for_at_once(engine, server):
    server.asked.clear()
    reading = result(engine, Order(server.url("leaf/whole/1")))
    text = str(reading.article.blocks)
    assert [text.count(f"Leaf {number}, {line}.") for number in (1, 2, 3) for line in range(3)] == [1] * 9
    assert server.times("leaf/whole/2") == 0


def image(size=(40, 20), colour=(255, 0, 0), kind="PNG"):
    from PIL import Image

    data = io.BytesIO()
    Image.new("RGB", size, colour).save(data, kind)
    return data.getvalue()


def test_a_picture_becomes_pixels(engine, tmp_path):
    (tmp_path / "red.png").write_bytes(image())
    picture = result(engine, Order(str(tmp_path / "red.png"), verb="picture", width=10, height=10))
    assert picture == Picture(10, 5, (40, 20), b"\xff\0\0", "cells", (b"\xff\0\0" * 50,))
    assert result(engine, Order("x", verb="picture", data=image((4, 4)), width=10, height=10)).width == 4


def test_a_part_of_a_picture_fills_the_room_and_the_file_comes_as_it_is(engine):
    data = image((40, 20))
    assert result(engine, Order("x", verb="picture", drawing="file", data=data)).data == (data,)
    order = Order("x", verb="picture", data=data, width=100, height=100, region=(0.5, 0.0, 1.0, 1.0))
    picture = result(engine, order)
    assert (picture.width, picture.height, picture.natural) == (100, 100, (40, 20))
    with pytest.raises(Unreadable):
        result(engine, replace(order, region=(0.5, 0.0, 0.5, 2.0)))


def test_a_picture_that_is_none(engine):
    for data in (b"<html>", image()[:60], b""):
        with pytest.raises(Unreadable, match="picture"):
            result(engine, Order("x", verb="picture", data=data, width=10, height=10))


def test_a_picture_that_is_a_bomb(engine):
    data = image((20, 20))
    huge = data[:16] + (60_000).to_bytes(4) * 2 + data[24:]
    with pytest.raises((TooLarge, Unreadable)):
        result(engine, Order("x", verb="picture", data=huge, width=10, height=10))


def test_an_import_is_streamed(engine):
    rows = b"https://example.com/1\nhttps://example.com/2\nnot an address\n"
    taken = [
        event for event in engine.run(Order("list.txt", verb="import", data=rows)) if not isinstance(event, Progress)
    ]
    assert [row.url for row in taken if not isinstance(row, Skipped)] == [
        "https://example.com/1",
        "https://example.com/2",
    ]
    assert len(taken) == 3


def test_many_are_read_in_order(tmp_path):
    page = (
        "<html><title>Number {0}</title><p>The story of number {0} is told here at some length. " + "And so on. " * 30
    )
    for number in range(12):
        (tmp_path / f"{number}.html").write_text(page.format(number))
    orders = [Order(str(tmp_path / f"{number}.html"), keep_data=False) for number in (*range(12), 99)]
    results = list(read_all(iter(orders), 2))
    assert [order for order, _ in results] == orders
    assert [reading.article.title for _, reading in results[:-1]] == [f"Number {number}" for number in range(12)]
    assert isinstance(results[-1][1], NoInput)


def test_reading_many_may_be_abandoned(tmp_path):
    (tmp_path / "a.html").write_text("<p>" + "words " * 200)
    taken = []

    def orders():
        for number in range(1000):
            taken.append(number)
            yield Order(str(tmp_path / "a.html"))

    results = read_all(orders(), 2)
    assert isinstance(next(results)[1], (Reading, TermreadError))
    results.close()
    assert len(taken) <= 8
