import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from termread.config import FetchSettings
from termread.document import Reading
from termread.engine.engine import Engine
from termread.engine.messages import Beginning, Order, Progress
from termread.errors import Cancelled, EngineLost, NoInput
from termread.values import replace

PAGE = b"""<!doctype html><html lang="en"><head><title>The bridge reopens</title></head><body><article>
<h1>The bridge reopens</h1><p>%s</p></article></body></html>""" % (
    b"Traffic crossed the old bridge again on Monday. " * 20
)


@pytest.fixture
def engine():
    engine = Engine()
    yield engine
    engine.close()


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "bridge.html"
    path.write_bytes(PAGE)
    return str(path)


def read(engine, order):
    *before, last = engine.run(order)
    assert all(isinstance(event, Progress) for event in before)
    assert isinstance(last, Reading)
    return last


def test_a_file_is_read(engine, page):
    engine.start()
    reading = read(engine, Order(page))
    assert reading.article.title == "The bridge reopens"
    assert reading.receipt.size == len(PAGE)


def test_the_bytes_are_kept_where_they_are_wanted(engine, page):
    import zlib

    assert zlib.decompress(read(engine, Order(page)).receipt.data) == PAGE
    assert read(engine, Order(page, keep_data=False)).receipt.data is None


def test_data_at_hand_are_read_without_fetching(engine):
    assert read(engine, Order("-", data=PAGE)).article.title == "The bridge reopens"


def test_of_a_huge_page_the_beginning_comes_first_where_it_is_wanted(tmp_path):
    path = tmp_path / "huge.html"
    path.write_bytes(
        PAGE.replace(b"</article>", b"<p>Traffic crossed the old bridge again.</p>" * 7000 + b"</article>")
    )
    engine = Engine(replace(FetchSettings(), begin_bytes=8192))
    try:
        events = [event for event in engine.run(Order(str(path), begin=True)) if not isinstance(event, Progress)]
        assert [type(event) for event in events] == [Beginning, Reading]
        first, whole = (event.article for event in events)
        assert 1 < len(first.blocks) < len(whole.blocks)
        assert isinstance(read(engine, Order(str(path))), Reading)
    finally:
        engine.close()


def test_an_error_of_the_child_is_raised_and_the_child_stays(engine, page):
    with pytest.raises(NoInput, match="no file"):
        list(engine.run(Order(page + ".gone")))
    pid = engine.pid
    read(engine, Order(page))
    assert engine.pid == pid


def test_a_child_killed_while_idle_is_replaced(engine, page):
    read(engine, Order(page))
    os.kill(engine.pid, signal.SIGKILL)
    assert read(engine, Order(page)).article.title == "The bridge reopens"


def test_a_child_that_ended_before_its_first_order_is_replaced(engine, page):
    engine.start()
    os.kill(engine.pid, signal.SIGKILL)
    assert read(engine, Order(page)).article.title == "The bridge reopens"


def test_a_child_killed_at_work_is_told_and_the_next_order_runs(engine, page):
    run = engine.run(Order(page))
    assert next(run) == Progress("starting")
    os.kill(engine.pid, signal.SIGSTOP)
    os.kill(engine.pid, signal.SIGKILL)
    with pytest.raises(EngineLost, match="try again"):
        list(run)
    read(engine, Order(page))


def test_an_order_is_cancelled_from_another_thread(engine, page):
    run = engine.run(Order(page))
    next(run)
    os.kill(engine.pid, signal.SIGSTOP)
    timer = threading.Timer(0.05, engine.cancel)
    timer.start()
    with pytest.raises(Cancelled):
        list(run)
    timer.join()
    read(engine, Order(page))


def test_cancelling_while_idle_harms_nothing(engine, page):
    engine.cancel()
    read(engine, Order(page))
    engine.cancel()
    read(engine, Order(page))


def test_an_abandoned_order_leaves_nothing_for_the_next(engine, page):
    run = engine.run(Order(page))
    next(run)
    run.close()
    assert read(engine, Order(page)).article.title == "The bridge reopens"


def test_a_child_that_cannot_be_started_is_told(engine, page, monkeypatch):

    def fail(*_, **__):
        raise BlockingIOError

    monkeypatch.setattr(os, "posix_spawn", fail)
    engine.start()
    with pytest.raises(EngineLost):
        list(engine.run(Order(page)))
    monkeypatch.undo()
    read(engine, Order(page))


def test_who_has_his_result_need_not_ask_on(engine, page):
    run = engine.run(Order(page))
    while not isinstance(next(run), Reading):
        pass
    pid = engine.pid
    run.close()
    assert engine.pid == pid
    read(engine, Order(page))
    assert engine.pid == pid


def test_a_silent_child_is_given_up(page, monkeypatch):
    monkeypatch.setattr("termread.engine.engine.CHILD", "import time; time.sleep(600)")
    engine = Engine(patience=0.2)
    with pytest.raises(EngineLost):
        list(engine.run(Order(page)))
    engine.close()


def test_the_child_has_no_terminal_and_ignores_the_interrupt(engine, page):
    read(engine, Order(page))
    assert os.getsid(engine.pid) == engine.pid
    os.kill(engine.pid, signal.SIGINT)
    pid = engine.pid
    read(engine, Order(page))
    assert engine.pid == pid


PARENT = """
import os, sys
from termread.engine.engine import Engine
from termread.engine.messages import Order
engine = Engine()
list(engine.run(Order(sys.argv[1])))
print(engine.pid, flush=True)
os.kill(os.getpid(), 9)
"""


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="asks Linux what has ended")
def test_the_child_ends_with_its_parent(page):
    parent = subprocess.run([sys.executable, "-c", PARENT, page], stdout=subprocess.PIPE, check=False)
    child = Path(f"/proc/{int(parent.stdout)}/stat")
    deadline = time.monotonic() + 30
    while is_alive(child):
        assert time.monotonic() < deadline
        time.sleep(0.01)


def is_alive(stat):
    """Whether a process runs; one that ended stays a zombie until its new parent asks."""
    try:
        return stat.read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_a_child_that_was_prepared_is_taken_once(page):
    from termread.engine.engine import prepare

    prepare()
    first, second = Engine(), Engine()
    try:
        assert read(first, Order(page)).article == read(second, Order(page)).article
        assert first.pid != second.pid
    finally:
        first.close()
        second.close()
