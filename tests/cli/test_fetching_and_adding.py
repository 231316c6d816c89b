"""`termread fetch`, `add` and `search` say what they did: what came, what did not, and once where there is no net."""

from __future__ import annotations

import pytest

from termread.article import Article, Paragraph, Prose
from termread.cli import main
from termread.config import folders
from termread.document import Reading, Receipt
from termread.errors import Unreachable
from termread.library.api import open_library


class Net:
    """Stands for the engine: answers by host, and counts what it was asked."""

    def __init__(self):
        self.errors = {}
        self.asked = []
        self.processes = 0

    def __call__(self, _=None):
        self.processes += 1
        return self

    def run(self, order):
        host = order.address.split("/")[2]
        self.asked.append(order.address)
        if host in self.errors or "*" in self.errors:
            raise Unreachable(f"{host} is away.", code=self.errors.get(host) or self.errors["*"])
        yield Reading(Article(title=host, blocks=(Paragraph(Prose("Words to be read.")),)), Receipt(order.address))

    def start(self): ...
    def cancel(self): ...
    def close(self): ...


@pytest.fixture
def net(monkeypatch):
    found = Net()
    found.there = True
    monkeypatch.setattr("termread.engine.engine.Engine", found)
    monkeypatch.setattr("termread.fetch.offline._net_is_there", lambda: found.there)
    return found


def saved(count):
    library = open_library(folders().data)
    for number in range(count):
        library.save_for_later(f"https://host{number}.example.com/story")
    library.close()


def test_what_is_counted_as_fetched_was_fetched(net, capsys):
    saved(5)
    net.errors = {"host1.example.com": "refused", "host3.example.com": "dns"}
    assert main(["fetch"]) == 69
    said = capsys.readouterr()
    assert said.out == "Fetched 3 of 5.\n"
    assert sorted(said.err.splitlines()) == [
        "termread: https://host1.example.com/story: host1.example.com is away.",
        "termread: https://host3.example.com/story: host3.example.com is away.",
    ]


@pytest.mark.parametrize("code", ["dns", "dns-busy", "no-way"])
def test_without_a_net_fetching_says_so_once_and_stops(net, capsys, code):
    saved(61)
    net.errors, net.there = {"*": code}, False
    assert main(["fetch"]) == 69
    said = capsys.readouterr()
    assert said.out == "Fetched 0 of 61.\n"
    assert said.err == "termread: There is no connection to the internet. Run termread fetch again when there is one.\n"
    assert len(net.asked) <= 12


def test_a_proxy_that_is_away_is_told_once_too(net, capsys):
    saved(20)
    net.errors = {"*": "proxy-away"}
    assert main(["fetch"]) == 69
    assert len(capsys.readouterr().err.splitlines()) == 1


@pytest.mark.parametrize(("set_to", "processes"), [("", 4), ("[fetch]\nworkers = 2\n", 2)])
def test_as_many_hosts_are_asked_at_a_time_as_the_settings_say(net, home, set_to, processes):
    (home / "config").mkdir()
    (home / "config" / "config.toml").write_text(set_to)
    saved(9)
    assert main(["fetch"]) == 0
    assert net.processes == processes


def test_nothing_to_fetch_is_no_failure(net, capsys):
    assert main(["fetch"]) == 0
    assert capsys.readouterr().out == "Every saved article has its text.\n"


def addresses(count):
    return [f"https://host{number}.example.com/story" for number in range(count)]


def test_adding_many_ends_with_a_line(net, capsys):
    net.errors = {"host1.example.com": "refused"}
    assert main(["add", *addresses(3)]) == 0
    said = capsys.readouterr()
    assert said.out == "Saved 3 addresses, 1 without text so far: termread fetch gets it.\n"
    assert said.err == "termread: host1.example.com is away. It is saved for later.\n"
    assert main(["add", *addresses(3)]) == 0
    assert main(["add", "--later", "https://new.example.com/", "::", *addresses(1)]) == 66
    said = capsys.readouterr()
    assert said.out.splitlines()[-1] == "Saved 2 addresses, 1 without text so far: termread fetch gets it."


def test_adding_many_without_a_net_says_so_once(net, capsys):
    net.errors, net.there = {"*": "dns"}, False
    assert main(["add", *addresses(9)]) == 0
    said = capsys.readouterr()
    assert said.err == "termread: There is no connection to the internet. What you add is saved for later.\n"
    assert said.out == "Saved 9 addresses, 9 without text so far: termread fetch gets it.\n"
    assert len(net.asked) == 1


def test_adding_one_says_nothing_where_all_went_well(net, capsys):
    assert main(["add", *addresses(1)]) == 0
    assert capsys.readouterr() == ("", "")


def test_a_search_without_a_hit_says_so(net, capsys):
    assert main(["search", "harbour"]) == 1
    assert capsys.readouterr() == ("", "termread: No saved article matches.\n")


def test_progress_is_shown_on_a_terminal_and_gone_in_the_end(net, capsys, monkeypatch):
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    assert main(["add", *addresses(2)]) == 0
    err = capsys.readouterr().err
    assert "Saving 1 of 2" in err
    assert "Saving 2 of 2" in err
    assert err.endswith("\r\x1b[K")
