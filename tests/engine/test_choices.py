"""What the reader chose: a charset, and rules of his own for a site."""

from dataclasses import replace

import pytest

from faultserver import FaultServer
from termread.config import FetchSettings, Site
from termread.engine.engine import Engine
from termread.engine.messages import Explanation, Order
from termread.engine.rules import mannered
from termread.errors import UsageError
from termread.fetch.hosts import site_for

PAGE = "<html><title>Кафе</title><p>" + "Кафе открыто до полуночи, и на площади снова играет музыка. " * 5


@pytest.fixture
def engine(home):
    engine = Engine()
    yield engine
    engine.close()


def result(engine, order):
    *_, last = engine.run(order)
    return last


def test_a_charset_that_is_chosen_goes_over_all_signs(engine):
    data = PAGE.encode("cp1251")
    reading = result(engine, Order("-", data=data, charset="windows-1251"))
    assert "Кафе" in reading.article.title
    assert (reading.receipt.charset, reading.receipt.charset_by) == ("cp1251", "chosen")
    assert "Кафе" not in result(engine, Order("-", data=data, charset="latin-1")).article.title


def test_a_rule_of_the_readers_own_is_followed(engine, home):
    server = FaultServer()
    rules = home / "config" / "sites"
    rules.mkdir(parents=True)
    (rules / "127.0.0.1.toml").write_text('user_agent = "Reader/9"\n')
    result(engine, Order(server.url("good")))
    assert server.asked[-1][1]["user-agent"] == "Reader/9"
    (rules / "127.0.0.1.toml").write_text("title = 7 = 8\n")
    with pytest.raises(UsageError, match=r"127\.0\.0\.1\.toml"):
        result(engine, Order(server.url("good")))
    server.close()


def test_a_rule_leaves_what_is_set_for_the_name_above(home):
    rules = home / "config" / "sites"
    rules.mkdir(parents=True)
    (rules / "news.example.com.toml").write_text('user_agent = "Reader/9"\n')
    above = Site(cookies="cookies.txt", proxy="127.0.0.1:3128", headers={"X-Key": "secret"})
    found = mannered(FetchSettings(sites={"example.com": above}), "https://news.example.com/story")
    assert site_for("news.example.com", found) == replace(above, user_agent="Reader/9", headers={})
    assert site_for("example.com", found) == above
    named = FetchSettings(sites={"example.com": Site(user_agent="Reader/8")})
    assert mannered(named, "https://news.example.com/story") == named


def test_a_page_is_explained(engine):
    explanation = result(engine, Order("-", verb="explain", data=PAGE.encode()))
    assert isinstance(explanation, Explanation)
    assert "charset" in explanation.text
