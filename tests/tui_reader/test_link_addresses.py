from __future__ import annotations

import pytest

from termread.article import Mark
from termread.layout.geometry import cut
from termread.tui.wording import display_url, is_private, place_in
from tui_reader.conftest import an_article, paragraph
from tui_reader.seeing import status


@pytest.mark.parametrize(
    "href",
    [
        "http://localhost/x", "http://LOCALHOST:80", "http://a.localhost/", "http://127.0.0.1/", "http://127.1/",
        "http://2130706433/", "http://0x7f.1/", "http://[::1]/", "http://10.0.0.7/", "http://192.168.1.1/",
        "http://169.254.169.254/latest", "http://0.0.0.0/", "http://[::ffff:127.0.0.1]/", "http://printer.local/",
        "http://localhost./",
    ],
)  # fmt: skip
def test_addresses_of_this_computer_and_its_network_are_known(href):
    assert is_private(href)


@pytest.mark.parametrize("href", ["https://example.com/", "http://93.184.216.34/", "https://localhost.example.com/x"])
def test_addresses_of_the_net_are_known(href):
    assert not is_private(href)


def test_a_host_of_other_letters_is_told_in_punycode():
    assert display_url("https://example.com/a?b") == "https://example.com/a?b"
    assert display_url("https://ex\u0430mple.com/a").startswith(
        "https://xn--exmple-4nf.com/a (looks like ex\u0430mple.com)"
    )
    assert (
        display_url("https://\u4f8b\u3048.example.com/")
        == "https://xn--r8jz45g.example.com/ (looks like \u4f8b\u3048.example.com)"
    )


def test_a_fragment_of_another_page_is_not_inside(article):
    assert place_in(article, "#note") is not None
    assert place_in(article, "https://example.com/harbour#note") is not None
    assert place_in(article, "https://example.com/other#note") is None
    assert place_in(article, "#nothing") is None


async def test_a_page_of_the_net_asks_before_it_leads_into_this_computer(reading):
    block = paragraph("See here.", Mark(4, 8, "link", "http://127.0.0.1:8080/x"))
    async with reading(an_article(blocks=(block,)), size=(110, 24)) as (pilot, reader):
        await pilot.press("tab", "enter")
        await pilot.pause()
        assert "Open it? y/n" in status(reader)
        await pilot.press("n", "enter")
        assert pilot.app.asked == []
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("y")
        await pilot.pause()
        assert pilot.app.asked[-1].address == "http://127.0.0.1:8080/x"


@pytest.mark.parametrize("cells", [16, 36, 76])
@pytest.mark.parametrize(
    "href",
    [
        "https://" + "www.bank.example." * 20 + "evil.test/login",
        "https://www.bank.example" + "%20" * 40 + "@evil.test/login",
        "https://www.bank.example:pass@evil.test/login",
        "https://WWW.BANK.EXAMPLE@EVIL.TEST/login",
        "https://evil.test\\@www.bank.example/login",
        "https://" + "a" * 60 + ".EVIL.test:8443/" + "b" * 500,
    ],
)
def test_the_end_of_the_host_is_in_sight_whatever_stands_around_it(href, cells):
    shown = cut(display_url(href, cells), cells)
    assert "evil.test" in shown
    assert "www.bank.example@" not in shown


def test_a_user_name_is_called_one():
    assert display_url("https://www.bank.example@evil.test/a") == "https://evil.test (user name: www.bank.example) /a"


@pytest.mark.parametrize("href", ["https://EX\u0430MPLE.com/a", "HTTPS://Ex\u0430mple.COM/a"])
def test_capitals_do_not_hide_letters_of_another_script(href):
    assert display_url(href) == "https://xn--exmple-4nf.com/a (looks like ex\u0430mple.com)"


async def test_the_browser_is_asked_about_like_following(reading):
    block = paragraph("See here.", Mark(4, 8, "link", "http://127。0。0。1:8080/x"))
    async with reading(an_article(blocks=(block,)), size=(110, 24)) as (pilot, reader):
        await pilot.press("tab", "O")
        await pilot.pause()
        assert "y/n" in status(reader)
        await pilot.press("n")
        assert pilot.app.asked == []
        await pilot.press("O")
        await pilot.pause()
        await pilot.press("y")
        await pilot.pause()
        assert pilot.app.asked[-1].address == "http://127。0。0。1:8080/x"


@pytest.mark.parametrize("key", ["enter", "O"])
@pytest.mark.parametrize(
    ("typed", "goes"),
    [
        (["y"], True),
        (["enter", "y"], True),
        (["y", "e", "s", "enter"], True),
        (["Y"], True),
        (["n"], False),
        (["n", "o", "enter"], False),
        (["enter", "j", "n"], False),
        (["escape"], False),
    ],
)
async def test_a_question_about_the_own_network_is_answered_by_y_and_n_alone(reading, key, typed, goes):
    block = paragraph("See here.", Mark(4, 8, "link", "http://127.0.0.1:8080/x"))
    async with reading(an_article(blocks=(block,)), size=(110, 24)) as (pilot, reader):
        await pilot.press("tab", key)
        await pilot.pause()
        assert "y/n" in status(reader)
        await pilot.press(*typed)
        await pilot.pause()
        assert len(pilot.app.asked) == goes
        assert "y/n" not in status(reader)
        assert reader.desk.library.entry(reader.entry).state != "archived"


async def test_a_link_of_the_net_leads_no_nearer_than_the_net(reading):
    block = paragraph("See here.", Mark(4, 8, "link", "https://example.org/x"))
    async with reading(an_article(blocks=(block,)), size=(110, 24)) as (pilot, _):
        await pilot.press("tab", "enter")
        await pilot.pause()
        assert pilot.app.asked[-1].near == 0
        await pilot.press("tab", "c")
        await pilot.pause()
        assert pilot.app.asked[-1].near == 0
