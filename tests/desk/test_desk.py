from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from time import monotonic, sleep

import pytest

from termread.article import Article, Notice, Paragraph, Place, Prose
from termread.config import Config, folders
from termread.desk import Desk, Look, Opened
from termread.desk.bulk import fetch_all
from termread.desk.look import memory, remembered
from termread.desk.system import browse, outside
from termread.document import Reading, Receipt
from termread.engine.messages import Order, Progress, Unchanged
from termread.errors import LibraryError, Unreachable, Unreadable, UsageError
from termread.library.api import Library


class FakeEngine:
    """Answers every order from a table, and remembers what it was asked."""

    def __init__(self, **answers):
        self.answers = answers
        self.orders: list[Order] = []

    def run(self, order):
        self.orders.append(order)
        answer = self.answers.get(order.address.rpartition("/")[2] or "text", self.answers.get("other"))
        yield Progress("fetching", 10, 20)
        if isinstance(answer, Exception):
            raise answer
        yield answer

    def start(self): ...
    def cancel(self): ...
    def close(self): ...


def reading(title="A title", **receipt) -> Reading:
    article = Article(title=title, blocks=(Paragraph(Prose("Some text that is there to be read.")),))
    return Reading(article, Receipt("x", data=b"bytes", **receipt))


def desk(engine=None, library=None, **config) -> Desk:
    return Desk(replace(Config(), **config), folders(), library=library or Library(), engine=engine or FakeEngine())


def opened(events) -> Opened:
    *_, last = events
    assert isinstance(last, Opened)
    return last


def test_what_is_opened_is_kept_and_then_opens_without_the_engine():
    engine = FakeEngine(a=reading())
    at = desk(engine)
    first = opened(at.open("https://example.com/a"))
    assert first.fresh
    assert at.library.receipt(first.kept.id).address == "https://example.com/a"
    again = list(at.open("https://example.com/a"))
    assert [type(event) for event in again] == [Opened]
    assert again[0].article == first.article
    assert len(engine.orders) == 1


def test_a_file_that_has_changed_since_is_read_anew(tmp_path):
    page = tmp_path / "page.html"
    page.write_text("x")
    engine = FakeEngine(**{"page.html": reading()})
    at = desk(engine)
    opened(at.open(str(page)))
    assert at.kept_copy(str(page)) is not None
    later = page.stat().st_mtime + 100
    os.utime(page, (later, later))
    assert at.kept_copy(str(page)) is None
    page.unlink()
    assert at.kept_copy(str(page)) is not None


def test_reading_again_asks_whether_it_has_changed_and_keeps_the_copy_where_that_fails():
    engine = FakeEngine(a=reading(etag='"1"'))
    at = desk(engine)
    kept = opened(at.open("https://example.com/a")).kept
    engine.answers["a"] = Unchanged()
    assert list(at.read_again(kept))[-1] == Unchanged()
    assert engine.orders[-1].etag == '"1"'
    engine.answers["a"] = Unreachable("The server is away.")
    with pytest.raises(Unreachable):
        list(at.read_again(kept))
    assert at.library.article(kept.id).title == "A title"


@pytest.mark.parametrize(
    ("notices", "count", "sentence"),
    [
        (("part", "Only part of the page arrived."), 300, "Only part of the page arrived."),
        (("error-page", "An error."), 300, "An error."),
        (("consent", "It asks."), 300, "It asks."),
        (None, 3, "Hardly any of the article"),
    ],
)
def test_what_is_less_than_the_article_never_takes_the_place_of_a_good_copy(notices, count, sentence):
    def page(count, *notices):
        blocks = (Paragraph(Prose("word " * count)),)
        return Reading(Article("A title", blocks=blocks, notices=notices), Receipt("x"))

    engine = FakeEngine(a=page(400))
    at = desk(engine)
    kept = opened(at.open("https://example.com/a")).kept
    engine.answers["a"] = page(count, *([Notice(*notices)] if notices else []))
    with pytest.raises(Unreachable, match=sentence):
        list(at.read_again(kept))
    assert list(at.has_changed(kept)) == [False]
    assert at.library.article(kept.id) == page(400).article
    engine.answers["a"] = page(300)
    assert opened(at.read_again(kept)).article == page(300).article


def test_a_text_from_nowhere_is_kept_under_its_own_name_and_read_again_from_its_bytes():
    import zlib

    engine = FakeEngine(other=Reading(reading().article, Receipt("-", data=zlib.compress(b"a text"))))
    at = desk(engine)
    kept = opened(at.open(Order("-", data=b"a text"))).kept
    assert kept.address.startswith("text:")
    opened(at.read_again(kept, charset="windows-1251"))
    assert engine.orders[-1].data == b"a text"
    assert engine.orders[-1].charset == "windows-1251"


def test_a_source_that_unpacks_to_more_than_a_page_can_be_is_not_read_again():
    import zlib

    bomb = Receipt("-", data=zlib.compress(b"\0" * (60 << 20)))
    at = desk(FakeEngine(other=Reading(reading().article, bomb)))
    kept = opened(at.open(Order("-", data=b"a text"))).kept
    with pytest.raises(Unreadable, match="unpacked"):
        list(at.read_again(kept))


def test_without_keep_pages_the_bytes_are_not_kept():
    at = desk(FakeEngine(a=reading()), keep_pages=False)
    kept = opened(at.open("https://example.com/a")).kept
    assert at.library.receipt(kept.id, data=True).data is None


def test_a_page_that_cannot_be_kept_can_be_read_and_the_desk_says_why():
    class Full(Library):
        def keep(self, reading, *, opened=True):
            raise LibraryError("The disk is full.")

    at = desk(FakeEngine(a=reading()), Full())
    assert opened(at.open("https://example.com/a")).article.title == "A title"
    assert at.trouble == "The disk is full."


def test_a_home_that_cannot_be_written_leaves_a_library_for_the_time_being(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("TERMREAD_HOME", str(tmp_path / "file"))
    at = Desk(Config(), folders(), engine=FakeEngine(a=reading()))
    assert opened(at.open("https://example.com/a")).article.title == "A title"
    assert at.trouble
    assert at.temporary


def test_the_look_is_the_settings_with_what_keys_have_changed():
    config = Config()
    look = replace(remembered(config, ""), width=60, justify=True)
    again = remembered(config, memory(look, config))
    assert again == look
    assert remembered(config, '{"width": "wide", "frob": 1, "theme": "dusk"}') == Look(theme="dusk")
    assert [remembered(config, f'{{"pictures": {was}}}').pictures for was in ("true", "false", '"ask"', "7")] == [
        "on",
        "off",
        "ask",
        "ask",
    ]
    assert remembered(config, "not json") == remembered(config, "[1]") == Look()
    assert look.page(40).width == 40
    assert look.page(40).justify


def test_later_means_one_request_per_host_at_a_time_and_every_result_is_told(monkeypatch):
    engine = FakeEngine(a=reading("A"), b=Unreachable("Away."), c=reading("C"))
    monkeypatch.setattr("termread.engine.engine.Engine", lambda _: engine)
    at = desk(engine)
    for name in "abc":
        at.library.save_for_later(f"https://{name}.example.com/{name}")
    outcomes = {kept.address[-1]: error for kept, error in fetch_all(at, at.library.pending())}
    assert outcomes["a"] is None
    assert outcomes["c"] is None
    assert outcomes["b"].text == "Away."
    assert [kept.address[-1] for kept in at.library.pending()] == ["b"]
    assert {kept.state for kept in at.library.shelf("all")} == {"inbox"}


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "javascript:alert(1)", "-h", "data:text/html,x", "https:/" + "x" * 9000, ""]
)
def test_only_web_and_mail_addresses_leave_the_program(address):
    with pytest.raises(UsageError):
        outside(address)


def test_an_address_leaves_as_one_plain_argument(tmp_path):
    told = tmp_path / "told"
    program = tmp_path / "browser"
    program.write_text(f'#!/bin/sh\nprintf "%s|" "$@" > {told}.part; mv {told}.part {told}\n')
    program.chmod(0o755)
    assert browse('https://example.com/a b"$(x)é', [str(program), "--new"]) == "browser"
    end = monotonic() + 120
    while not told.exists():
        assert monotonic() < end
        sleep(0.02)
    assert told.read_text() == "--new|https://example.com/a%20b%22$(x)%C3%A9|"


def test_no_browser_is_a_sentence(monkeypatch):
    with pytest.raises(Unreachable, match="there-is-no-such-program was not found"):
        browse("https://example.com", ["there-is-no-such-program"])
    monkeypatch.setenv("PATH", "")
    with pytest.raises(Unreachable, match="No browser was found"):
        browse("https://example.com")


@pytest.mark.parametrize(
    ("does", "says"),
    [
        ("exit 3", "Not opened: browser failed with exit status 3"),
        ("kill -9 $$", "Not opened: browser was ended by signal 9"),
        ("exit 0", "browser"),
        ("sleep 60", "browser"),
    ],
)
def test_an_address_is_sent_only_where_the_program_took_it(tmp_path, monkeypatch, does, says):
    monkeypatch.setattr("termread.desk.system.TAKEN", 0.5 if "sleep" in does else 60.0)
    program = tmp_path / "browser"
    program.write_text(f"#!/bin/sh\n{does}\n")
    program.chmod(0o755)
    try:
        said = browse("https://example.com", [str(program)])
    except Unreachable as error:
        said = error.text
    assert said.startswith(says)


def test_a_program_that_cannot_start_is_told(tmp_path):
    program = tmp_path / "browser"
    program.write_bytes(b"\x7fELF no program")
    program.chmod(0o755)
    with pytest.raises(Unreachable, match="browser could not be started"):
        browse("https://example.com", [str(program)])


def test_of_the_systems_browsers_the_next_is_asked_where_one_fails(tmp_path, monkeypatch):
    for name, status in (("xdg-open", 3), ("firefox", 0)):
        program = tmp_path / name
        program.write_text(f"#!/bin/sh\nexit {status}\n")
        program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("sys.platform", "linux")
    assert browse("https://example.com") == "firefox"


def test_places_are_where_they_were(home):
    at = Desk(Config(), folders(), engine=FakeEngine(a=reading()))
    kept = opened(at.open("https://example.com/a")).kept
    at.library.read_to(kept.id, Place(0, 5), 0.5)
    at.close()
    at = Desk(Config(), folders(), engine=FakeEngine())
    assert at.kept_copy("https://example.com/a").place == Place(0, 5)
    assert Path(home, "data").is_dir()
    at.close()


def test_news_are_told_and_the_kept_copy_stays():
    engine = FakeEngine(a=reading())
    at = desk(engine)
    kept = opened(at.open("https://example.com/a")).kept
    assert list(at.has_changed(kept)) == [False]
    engine.answers["a"] = Unchanged()
    assert list(at.has_changed(kept)) == []
    engine.answers["a"] = reading("Another title")
    assert list(at.has_changed(kept)) == [True]
    assert at.library.article(kept.id).title == "A title"


def test_what_the_command_line_gives_goes_before_what_is_remembered_and_is_not_remembered():
    before = memory(replace(Look(), theme="night", width=60), Config())
    config = replace(Config(), theme="ansi", this_time=("theme",))
    look = remembered(config, before)
    assert (look.theme, look.width) == ("ansi", 60)
    after = memory(replace(look, width=80), config, before)
    assert remembered(Config(), after) == replace(Look(), theme="night", width=80)
    chosen = memory(replace(look, theme="sepia"), config, before)
    assert remembered(Config(), chosen).theme == "sepia"


def test_reading_again_reads_the_file_that_was_opened_and_no_other_of_its_name(tmp_path, monkeypatch):
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "story.md").write_text(f"# From {folder}\n\n" + "The harbour was quiet. " * 40)
    monkeypatch.chdir(tmp_path / "one")
    engine = FakeEngine(other=reading("From one"))
    with_files = desk(engine)
    kept = opened(with_files.open("story.md")).kept
    monkeypatch.chdir(tmp_path / "two")
    list(with_files.read_again(kept))
    assert engine.orders[-1].address == str(tmp_path / "one" / "story.md")
    list(with_files.open("story.md"))
    assert len(with_files.library.shelf()) == 2
