"""An optional part that is missing is named where it is asked for, every time, with the command that installs it."""

from __future__ import annotations

import sys
from dataclasses import replace
from importlib.util import find_spec

import pytest

from termread.cli import main
from termread.config import folders
from tui_reader.conftest import an_article


@pytest.fixture
def without(monkeypatch):
    """Take away what the extras bring."""
    gone = {"pyphen", "shtab", "icu4py"}
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None if name in gone else find_spec(name))
    for name in gone:
        monkeypatch.setitem(sys.modules, name, None)


def last_row(reader):
    return reader.view.render_line(reader.view.size.height - 1).text


async def test_hyphenation_in_the_settings_names_what_it_needs(reading, without, home):
    from termread.desk import Desk

    kept = Desk.look
    try:
        Desk.look = property(lambda self: replace(kept.fget(self), hyphenate=True))
        async with reading(an_article(language="en")) as (_pilot, reader):
            assert "Hyphenation needs pyphen: pip install 'termread[hyphens]'" in last_row(reader)
    finally:
        Desk.look = kept


@pytest.mark.parametrize("language", ["th", "km-KH", "my", "lo"])
async def test_thai_and_its_like_name_what_they_need(reading, without, language):
    async with reading(an_article(language=language), size=(120, 24)) as (_pilot, reader):
        assert "need icu4py: pip install 'termread[intl]'" in last_row(reader)


async def test_what_is_there_is_not_named(reading):
    async with reading(an_article(language="th")) as (_pilot, reader):
        assert "pip install" not in last_row(reader)


def test_completion_names_what_it_needs(without, capsys):
    for _ in range(2):
        assert main(["completion", "bash"]) == 2
        assert capsys.readouterr().err == "termread: Shell completion needs shtab: pip install 'termread[completion]'\n"
    assert folders().data
