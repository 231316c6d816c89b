from __future__ import annotations

from typing import get_args

import pytest

from termread.commands import COMMANDS
from termread.commands.keymaps import PRESETS, clashes, faults, keys_of
from termread.config import Config
from termread.config.file import parse
from termread.config.settings import Keymap


def test_every_preset_of_the_settings_is_there():
    assert tuple(PRESETS) == get_args(Keymap)


@pytest.mark.parametrize("name", PRESETS)
def test_no_preset_gives_a_key_two_meanings(name):
    assert list(clashes(keys_of(Config(keymap=name)))) == []


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_names_only_actions_that_there_are_and_leaves_none_without_a_key(name):
    names = {action.name for action in COMMANDS}
    assert set(PRESETS[name]) <= names
    assert [name for name, keys in keys_of(Config(keymap=name)).items() if not keys] == []


@pytest.mark.parametrize("name", PRESETS)
def test_n_and_ctrl_d_never_get_another_meaning(name):
    keys = keys_of(Config(keymap=name))
    holders = {key: {a for a, held in keys.items() if key in held} for key in ("n", "ctrl+d")}
    assert holders == {"n": {"match_next"}, "ctrl+d": {"half_down"}}


def test_the_readers_own_keys_go_before_the_preset():
    config = parse('keymap = "vim"\n[keys]\nfind = "C-s <F2>"\n')
    assert keys_of(config)["find"] == ("ctrl+s", "f2")


def test_what_is_wrong_is_told_in_sentences():
    config = parse('[keys]\nfind = "j"\nfly = "x"\n')
    assert list(faults(config)) == [
        "[keys] There is no command fly; `termread keys` lists them.",
        "j is bound to both line_down and find; line_down has it.",
    ]


def test_the_actions_of_all_commands_are_parsed_before_a_key_needs_them():
    from textual.actions import parse

    from termread.tui.terms import bindings, parse_actions

    parse_actions()
    parsed = parse.cache_info().misses
    assert [parse(each.action)[1:] for each in bindings("reader", "shelf", "figure")] == [
        ("perform", (each.id,)) for each in bindings("reader", "shelf", "figure")
    ]
    assert parse.cache_info().misses == parsed
