"""The one table of commands: what is declared there is performed, listed, and found."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from termread.commands import COMMANDS, GROUPS, commands, label, labels, named
from termread.layout.model import Page
from termread.palette import THEMES
from termread.tui.app import Termread
from termread.tui.dialogs.information import help_article
from termread.tui.dialogs.palette import matching
from termread.tui.page.pager import Pager
from termread.tui.shelf.model import Shelf
from termread.tui.shelf.screen import ShelfScreen
from termread.tui.terms import bindings

PAGE = Pager(THEMES["paper"], Page(60)).acts.keys()
README = Path(__file__).parents[2] / "README.md"


def test_every_command_has_a_name_a_key_and_a_sentence():
    assert max(Counter(command.name for command in COMMANDS).values()) == 1
    for command in COMMANDS:
        assert command.name.isidentifier()
        assert command.keys
        assert command.where
        assert command.sentence[0].isupper()
        assert not command.sentence.endswith(".")
        assert command.group in GROUPS


async def test_every_command_is_performed_wherever_it_holds_and_nothing_else_is(reading):
    async with reading() as (_, reader):
        shelf = ShelfScreen(Shelf(reader.desk, THEMES["paper"]), None)
        performed = {"reader": reader.acts.keys() | PAGE, "selecting": PAGE, "shelf": shelf.acts().keys()}
        app = {command.name for command in COMMANDS if hasattr(Termread, f"action_{command.name}")}
        for where, names in (*performed.items(), ("anywhere", app)):
            assert {command.name for command in commands(where)} <= names, where
        assert not reader.acts.keys() & PAGE
        assert reader.acts.keys() | PAGE | shelf.acts().keys() <= {command.name for command in COMMANDS}


@pytest.mark.parametrize("name", [command.name for command in COMMANDS])
def test_every_command_is_bound_listed_in_the_help_and_in_the_readme(name):
    command = named(name)
    bound = {binding.id: binding for binding in bindings(*command.where)}
    assert bound[name].key == ",".join(command.keys)
    cells = [
        cell.prose.text
        for block in help_article({each.name: each.keys for each in COMMANDS}).blocks
        for row in getattr(block, "rows", ())
        for cell in row
    ]
    assert command.sentence in cells
    assert f"| {command.sentence} |" in README.read_text("utf-8").replace("\\|", "|")


def test_one_key_never_means_two_things_in_one_place():
    for here in ({"reader", "anywhere"}, {"shelf", "anywhere"}, {"selecting"}):
        keys = Counter(key for command in commands(*here) for key in command.keys)
        assert [key for key, times in keys.items() if times > 1] == []


def test_keys_that_must_stay_harmless():
    assert "ctrl+d" in named("half_down").keys
    assert named("match_next").keys == ("n",)


def test_bindings_carry_the_name_so_that_a_keymap_finds_them():
    made = {binding.id: binding for binding in bindings("reader")}
    assert made["page_forward"].key == "space,f,pagedown"
    assert made["page_forward"].action == "perform('page_forward')"
    assert "character_left" not in made


def test_keys_as_people_write_them():
    assert labels(named("line_down").keys) == "j ↓"
    assert label("ctrl+d") == "ctrl-d"
    assert label("shift+tab") == "shift-tab"
    assert label("-") == "-"
    assert label("+") == "+"


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("justify", "justify"),
        ("quit", "quit"),
        ("quit", "leave"),
        ("export", "save_as"),
        ("toc", "contents"),
        ("refresh", "reread"),
        ("search", "find"),
        ("favourite", "favourite"),
    ],
)
def test_the_palette_finds_a_command_by_the_word_that_other_programs_have_for_it(words, name):
    command = named(name)
    assert command.palette
    assert matching(words, command.sentence, command.synonyms) > 0


def test_a_word_of_the_sentence_counts_more_than_a_synonym():
    assert matching("search", named("search").sentence, "") > matching("search", named("find").sentence, "search") > 0
