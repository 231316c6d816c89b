from __future__ import annotations

from collections import Counter

from termread.layout.model import Page
from termread.palette import THEMES
from termread.tui.actions import ACTIONS, GROUPS, actions, bindings, label, labels, named


def test_every_action_has_a_name_a_key_and_a_sentence():
    assert max(Counter(action.name for action in ACTIONS).values()) == 1
    for action in ACTIONS:
        assert action.name.isidentifier()
        assert action.keys
        assert action.sentence[0].isupper()
        assert not action.sentence.endswith(".")
        assert action.group in GROUPS


def test_one_key_never_means_two_things_in_one_place():
    for here in ({"reader", "anywhere"}, {"shelf", "anywhere"}, {"selecting"}):
        keys = Counter(key for action in actions(*here) for key in action.keys)
        assert [key for key, times in keys.items() if times > 1] == []


def test_keys_that_must_stay_harmless():
    assert "ctrl+d" in named("half_down").keys
    assert named("match_next").keys == ("n",)


def test_bindings_carry_the_name_so_that_a_keymap_finds_them():
    made = {binding.id: binding for binding in bindings("reader")}
    assert made["page_forward"].key == "space,f,pagedown"
    assert made["page_forward"].action == "page_forward"
    assert "character_left" not in made


def test_keys_as_people_write_them():
    assert labels(named("line_down").keys) == "j ↓"
    assert label("ctrl+d") == "ctrl-d"
    assert label("shift+tab") == "shift-tab"
    assert label("-") == "-"
    assert label("+") == "+"


def test_every_action_is_made_somewhere():
    from termread.tui.app import Termread
    from termread.tui.page.view import PageView
    from termread.tui.screens.reader import ReaderScreen
    from termread.tui.screens.shelf import ShelfScreen

    page = PageView(THEMES["paper"], Page(60)).acts
    made = {"reader": (ReaderScreen,), "selecting": (), "shelf": (ShelfScreen, Termread)}
    for where, classes in made.items():
        for action in actions(where):
            by_screen = any(hasattr(each, f"action_{action.name}") for each in classes)
            assert by_screen or (where != "shelf" and action.name in page), (where, action.name)
    for action in actions("anywhere"):
        assert hasattr(Termread, f"action_{action.name}"), action.name
