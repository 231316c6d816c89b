from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from termread.config import Config, folders, load, load_leniently
from termread.config.file import parse, sample
from termread.errors import UsageError
from termread.palette import COLOURS


def test_without_a_file_everything_is_as_it_was_made(tmp_path):
    assert load(tmp_path / "config.toml") == Config()


def test_the_sample_is_the_default_and_every_line_of_it_can_be_uncommented():
    assert parse(sample()) == Config()
    opened = re.sub(r"(?m)^# (?=[a-z_]+ = |\[)", "", sample()).replace("page_forward", "# page_forward")
    assert replace(parse(opened), fetch=Config().fetch, themes={}) == Config()
    assert parse(opened).themes["NAME"] == COLOURS["dusk"]
    assert list(parse(opened).fetch.sites) == ["example.com"]


def test_what_is_said_is_taken():
    config = parse(
        'theme = "sepia"\nbrowser = "firefox"\n[page]\nwidth = 60\n[fetch]\nidle_seconds = 5\n'
        '[sites."www.Example.com"]\nuser_agent = "x"\nfetch_command = ["get", "{url}"]\n[sites."www.Example.com".headers]\nX = "y"\n'
    )
    assert config.theme == "sepia"
    assert config.browser == ("firefox",)
    assert config.page.width == 60
    assert config.fetch.idle_seconds == 5.0
    site = config.fetch.sites["example.com"]
    assert site.user_agent == "x"


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("a = 1", "line 1: there is no setting a."),
        ("\n\n[page]\nwidht = 3", "line 4: there is no setting page.widht; width is meant, perhaps."),
        ("[page]\nwidth = 0", "line 2: width is at least 1, not 0."),
        ("[page]\nwidth = true", "line 2: width is a whole number, not True."),
        ('theme = "pink"', "line 1: theme is one of auto, paper"),
        ("page = 3", "line 1: page is a table: write [page] on a line of its own."),
        ("[keys]\n\nfind = 3", "line 3: find is a text in quotes, not 3."),
        ('[sites."example.com"]\nproxi = "x"', "line 2: there is no setting sites.example.com.proxi"),
        ("x = = 1", "is not valid TOML: Invalid value (at line 1"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(source, sentence):
    with pytest.raises(UsageError) as told:
        parse(source)
    assert sentence in told.value.text


def test_one_wrong_value_leaves_all_others_as_they_are(tmp_path):
    path = tmp_path / "config.toml"
    path.write_text(
        'theme = "pink"\nmouse = false\nkeymap = "vim"\n[page]\nwidth = "wide"\njustify = true\n[keys]\nfind = 3\nzen = "Z"\n'
        '[sites."example.com"]\nproxi = "x"\nuser_agent = "y"\n[fetch]\nretries = -1\npages = 3\n'
    )
    config = load_leniently(path)
    assert (config.theme, config.mouse, config.keymap) == ("auto", False, "vim")
    assert (config.page.width, config.page.justify) == (72, True)
    assert dict(config.keys) == {"zen": "Z"}
    assert (config.fetch.retries, config.fetch.pages) == (2, 3)
    assert config.fetch.sites["example.com"].user_agent == "y"
    assert [fault.partition("line ")[2].partition(":")[0] for fault in config.faults] == ["1", "5", "8", "11", "14"]


@pytest.mark.parametrize("source", ["x = = 1", "page = 3", '[sites]\n"example.com" = 1', "\0"])
def test_whatever_the_file_says_there_are_settings(tmp_path, source):
    path = tmp_path / "config.toml"
    path.write_text(source)
    config = load_leniently(path)
    assert len(config.faults) == 1
    assert config.page == Config().page
    with pytest.raises(UsageError):
        load(path)


def test_a_file_that_cannot_be_read_is_told(tmp_path):
    (tmp_path / "config.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(UsageError, match="not UTF-8"):
        load(tmp_path / "config.toml")
    with pytest.raises(UsageError, match="cannot be read"):
        load(tmp_path)


def test_everything_is_under_termread_home_or_where_the_system_keeps_such_things(home, monkeypatch):
    assert folders().config_file == home / "config" / "config.toml"
    monkeypatch.delenv("TERMREAD_HOME")
    monkeypatch.setenv("HOME", "/somewhere")
    monkeypatch.setenv("XDG_CACHE_HOME", "/cache")
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    assert folders().data == Path("/somewhere/.local/share/termread")
    assert folders().cache == Path("/cache/termread")
