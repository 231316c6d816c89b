from __future__ import annotations

from dataclasses import replace

from termread.article import Place
from termread.tui import messages
from termread.tui.page.features.links import labels
from termread.tui.page.place import History
from termread.tui.reader import Landing
from tui_reader.conftest import an_article, paragraph
from tui_reader.seeing import rows, status


async def test_a_search_goes_along_as_it_is_typed_and_escape_comes_back(reading):
    async with reading() as (pilot, reader):
        await pilot.press("j")
        await pilot.press("slash", *"later 5")
        await pilot.pause()
        assert any("Later 5." in row for row in rows(reader))
        assert reader.pager.find.count == "1/1"
        await pilot.press("escape")
        assert reader.pager.viewport.top == 1
        assert reader.pager.find.words == ""


async def test_matches_are_counted_and_walked_through(reading):
    async with reading() as (pilot, reader):
        await pilot.press("slash", *"paragraph", "enter")
        assert status(reader).startswith("/paragraph  1/12")
        await pilot.press("n", "n", "N")
        assert status(reader).startswith("/paragraph  2/12")
        await pilot.press("3", "n")
        assert status(reader).startswith("/paragraph  5/12")
        await pilot.press("escape")
        assert "paragraph" not in status(reader)


async def test_a_capital_makes_capitals_count_and_diacritics_are_folded(reading):
    async with reading() as (pilot, reader):
        await pilot.press("slash", *"Cafe", "enter")
        assert not reader.pager.find.spans
        await pilot.press("slash", *"cafe", "enter")
        assert len(reader.pager.find.spans) == 2


async def test_the_way_back_from_a_search(reading):
    async with reading() as (pilot, reader):
        await pilot.press("slash", *"later 5", "enter")
        there = reader.pager.viewport.top
        await pilot.press("backspace")
        assert reader.pager.viewport.top == 0
        await pilot.press("alt+right")
        assert reader.pager.viewport.top == there


async def test_the_contents_show_where_the_reader_is(reading):
    async with reading() as (pilot, reader):
        await pilot.press("]", "]", "t")
        chooser = pilot.app.screen
        assert chooser.chosen.head.strip() == "The boats"
        await pilot.press("k", "enter")
        assert rows(reader)[0].strip() == "The market"


async def test_links_one_after_the_other_with_their_address(reading):
    async with reading() as (pilot, reader):
        await pilot.press("tab")
        assert status(reader).startswith("https://example.com/far")
        await pilot.press("enter")
        await pilot.pause()
        asked = pilot.app.asked[-1]
        assert isinstance(asked, messages.OpenAddress)
        assert (asked.address, asked.from_page) == ("https://example.com/far", reader.article.url)
        await pilot.press("O", "c")
        await pilot.pause()
        assert [type(each) for each in pilot.app.asked[-2:]] == [messages.Browse, messages.Collect]


async def test_a_footnote_and_back(reading):
    async with reading() as (pilot, reader):
        await pilot.press("tab", "tab", "enter")
        assert any("Seen from the pier." in row for row in rows(reader))
        await pilot.press("backspace")
        assert reader.pager.viewport.top == 0


async def test_letters_on_links(reading):
    async with reading() as (pilot, reader):
        await pilot.press("F")
        assert set(reader.pager.hints.shown) == {"a", "s"}
        assert "with aalink" in " ".join(rows(reader))
        await pilot.press("a")
        await pilot.pause()
        assert pilot.app.asked[-1].address == "https://example.com/far"
        assert "with a link" in " ".join(rows(reader))


def test_labels_are_of_one_length():
    assert list(labels(3)) == ["a", "s", "d"]
    assert {len(label) for label in labels(30)} == {2}
    assert len(set(labels(700))) == 700


async def test_a_look_alike_host_is_told(reading):
    from termread.article import Mark

    block = paragraph("See this page.", Mark(4, 8, "link", "https://ex\u0430mple.com/x"))
    async with reading(an_article(blocks=(block,)), size=(100, 24)) as (pilot, reader):
        await pilot.press("tab")
        assert "https://xn--" in status(reader)


async def test_an_address_with_a_passage_opens_there(reading):
    landing = Landing(address="https://example.com/harbour#:~:text=Later%207")
    async with reading(landing=landing) as (_, reader):
        assert any("Later 7." in row for row in rows(reader))
        assert reader.get_selected_text() == "Later 7"


async def test_an_address_with_an_anchor_opens_there(reading):
    async with reading(landing=Landing(address="https://example.com/harbour#note")) as (_, reader):
        assert any("Seen from the pier." in row for row in rows(reader))


async def test_reading_again_keeps_the_place_by_its_words(reading):
    async with reading() as (pilot, reader):
        await pilot.press("slash", *"later 5", "enter", "escape")
        reader.pager.put(Place(30, 0))
        first = rows(reader)[0]
        old = reader.opened
        blocks = (paragraph("Something new at the top."), *old.article.blocks)
        reader.replace(replace(old, article=replace(old.article, blocks=blocks)))
        await pilot.pause()
        assert rows(reader)[0] == first
        assert "1 paragraph new" in status(reader)


def test_back_and_forward():
    history = History()
    history.leave(1)
    history.leave(2)
    assert history.back(3) == 2
    assert history.back(2) == 1
    assert history.back(1) is None
    assert history.forward(1) == 2
    history.leave(2)
    assert history.forward(9) is None


async def test_titles_are_never_markup(reading):
    title = "[red]Boats[/red] [@click=app.quit]and[/] [ more"
    async with reading(an_article(title=title)) as (pilot, reader):
        assert any("[red]Boats[/red]" in row for row in rows(reader))
        await pilot.press("t")
        await pilot.pause()
        await pilot.press("escape", "I")
        await pilot.pause()
        await pilot.press("escape")
        assert pilot.app.screen is reader


async def test_a_new_reader_is_told_once_how_to_learn_the_keys(reading):
    async with reading() as (pilot, reader):
        assert status(reader).startswith("? shows all keys")
        await pilot.press("space")
        assert "?" not in status(reader)


def test_who_knows_the_keys_is_not_told():
    from termread.layout.geometry import NOVICE, first_words

    assert first_words(NOVICE, {})
    assert not first_words(NOVICE + 1, {})
    assert not first_words(0, {})
    assert not first_words(1, {"help": "F1"})
