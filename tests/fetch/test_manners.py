import sys
from dataclasses import replace

import pytest

from faultserver import PAGE
from termread import __version__
from termread.config import FetchSettings, Site
from termread.errors import Unreachable, UsageError
from termread.fetch import fetch
from termread.fetch.body import refresh_target
from termread.fetch.hosts import is_exempt, proxy_for, site_for


def last_headers(server):
    return server.asked[-1][1]


def for_site(settings, **given):
    return replace(settings, sites={"127.0.0.1": Site(**given)})


def test_the_default_is_honest_and_sends_no_cookies(server, settings):
    fetch(server.url("good"), settings)
    headers = last_headers(server)
    assert headers["user-agent"] == f"termread/{__version__}"
    assert headers["accept-encoding"] == "gzip, deflate"
    assert not {"cookie", "referer", "authorization"} & headers.keys()


def test_cookies_that_a_page_sets_are_not_sent_on(server, settings):
    fetch(server.url("hop"), settings)
    assert "cookie" not in last_headers(server)


def test_a_site_may_have_its_own(server, settings, tmp_path):
    cookies = tmp_path / "cookies.txt"
    cookies.write_text(
        "# Netscape HTTP Cookie File\n127.0.0.1\tFALSE\t/\tFALSE\t0\tsession\tabc\nexample.com\tFALSE\t/\tFALSE\t0\tother\tno\n"
    )
    given = for_site(settings, user_agent="Reader/1", headers={"X-Key": "k"}, cookies=str(cookies))
    fetch(server.url("good"), given)
    headers = last_headers(server)
    assert (headers["user-agent"], headers["x-key"], headers["cookie"]) == ("Reader/1", "k", "session=abc")


def test_a_cookies_file_that_is_none(server, settings, tmp_path):
    (tmp_path / "cookies.txt").write_text("nothing of the kind")
    for name in ("cookies.txt", "gone.txt"):
        with pytest.raises(UsageError, match="Netscape"):
            fetch(server.url("good"), for_site(settings, cookies=str(tmp_path / name)))


def test_a_header_that_no_header_may_be(server, settings):
    with pytest.raises(UsageError, match="header"):
        fetch(server.url("good"), for_site(settings, headers={"X": "a\r\nY: b"}))


def test_a_program_of_the_readers_own_fetches(settings):
    script = "import sys; sys.stdout.write('<p>' + sys.argv[1])"
    document = fetch(
        "http://127.0.0.1/$(id);x", for_site(settings, fetch_command=(sys.executable, "-c", script, "{url}"))
    )
    assert document.data == b"<p>http://127.0.0.1/$(id);x"


@pytest.mark.parametrize(
    ("script", "code"), [("raise SystemExit(3)", "command"), ("import time; time.sleep(600)", "deadline")]
)
def test_a_program_that_fails(settings, script, code):
    hurried = settings if code == "command" else replace(settings, total_seconds=1.0)
    with pytest.raises(Unreachable) as caught:
        fetch("http://127.0.0.1/", for_site(hurried, fetch_command=(sys.executable, "-c", script)))
    assert caught.value.code == code


def test_a_program_that_is_not_there(settings):
    with pytest.raises(UsageError, match="cannot be run"):
        fetch("http://127.0.0.1/", for_site(settings, fetch_command=("/no/such/program",)))


def test_settings_of_a_site_hold_for_all_below_it():
    settings = FetchSettings(sites={"example.com": Site(user_agent="a"), "news.example.com": Site(user_agent="b")})
    assert site_for("www.example.com", settings).user_agent == "a"
    assert site_for("live.news.example.com", settings).user_agent == "b"
    assert site_for("badexample.com", settings) == Site()


def test_a_page_comes_through_the_proxy(server, settings):
    document = fetch("http://example.com/good", replace(settings, proxy=f"127.0.0.1:{server.port}"))
    assert document.data == PAGE
    assert last_headers(server)["host"] == "example.com"


@pytest.mark.parametrize(("path", "where"), [("hop-home", "this computer itself"), ("hop-network", "your own network")])
def test_a_page_of_the_net_leads_no_nearer_than_it_lies_itself(server, settings, path, where):
    with pytest.raises(Unreachable, match=f"leads to {where}") as caught:
        fetch(f"http://example.com/{path}", replace(settings, proxy=f"127.0.0.1:{server.port}"))
    assert caught.value.code == "local"


def test_a_page_of_the_own_network_may_lead_to_another_of_it(server, settings):
    asked = replace(settings, proxy=f"127.0.0.1:{server.port}")
    assert fetch("http://192.168.1.2/hop-network", asked).url == "http://192.168.1.1/good"


def test_a_proxy_that_is_away_is_not_laid_at_the_door_of_the_host(settings):
    for address in ("http://example.com/", "https://example.com/"):
        with pytest.raises(Unreachable, match=r"The proxy 127\.0\.0\.1:1 for example\.com cannot be reached") as caught:
            fetch(address, replace(settings, proxy="http://me:secret@127.0.0.1:1"))
        assert "secret" not in caught.value.text


def test_a_proxy_that_wants_a_password_says_so(server, settings):
    with pytest.raises(Unreachable, match="The proxy asks for a name and password"):
        fetch("https://example.com/", replace(settings, proxy=f"127.0.0.1:{server.port}"))


def test_which_proxy():
    environment = {"HTTP_PROXY": "http://p:1", "https_proxy": "q:2", "NO_PROXY": "example.com,.org, 10.0.0.0/8"}
    settings = FetchSettings()
    assert proxy_for("http", "a.example", settings, Site(), environment) == "http://p:1"
    assert proxy_for("https", "a.example", settings, Site(), environment) == "http://q:2"
    assert proxy_for("https", "www.example.com", settings, Site(), environment) is None
    assert proxy_for("https", "10.1.2.3", settings, Site(), environment) is None
    assert proxy_for("https", "www.example.com", settings, Site(proxy="http://own:3"), environment) == "http://own:3"
    assert proxy_for("https", "a.example", settings, Site(), {}) is None


@pytest.mark.parametrize(
    ("host", "exceptions", "exempt"),
    [
        *(("a.com", "*", True), ("a.com", "", False), ("a.com", "a.com", True), ("b.a.com", ".a.com", True)),
        *(("ba.com", "a.com", False), ("::1", "::1", True), ("a.com", "a.com:8080", True), ("[::1]", "::1/128", True)),
    ],
)
def test_who_is_exempt(host, exceptions, exempt):
    assert is_exempt(host, exceptions) is exempt


@pytest.mark.parametrize(
    ("page", "target"),
    [
        ('<meta http-equiv="refresh" content="0;url=/next">', "/next"),
        ("<META CONTENT='3; URL=/next?a&amp;b' HTTP-EQUIV=Refresh>", "/next?a&b"),
        ('<meta http-equiv=refresh content="0; /next">', "/next"),
        ('<meta http-equiv=refresh content="300">', None),
        ('<meta http-equiv=refresh content="300;url=/same">', None),
        ('<!-- <meta http-equiv=refresh content="0;url=/x"> -->', None),
        ('<script>"<meta http-equiv=refresh content=0;url=/x>"</script>', None),
        ('<noscript><meta http-equiv=refresh content="0;url=/plain"></noscript>', "/plain"),
        ('<noscript><meta http-equiv=refresh content="0;url=/x"></noscript>' + "<p>words of the story</p>" * 200, None),
        ('<meta name=refresh content="0;url=/x">', None),
        ("<meta http-equiv=refresh " * 5000, None),
    ],
)
def test_where_a_page_sends_its_reader(page, target):
    assert refresh_target(page.encode()) == target
