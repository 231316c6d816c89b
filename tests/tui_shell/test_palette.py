from __future__ import annotations

import pytest

from termread import palette
from termread.cli.options import parser
from termread.config import Config
from termread.config.file import parse, sample
from termread.desk.look import Look, theme_of
from termread.palette import ROLES, THEMES, contrast, monochrome

COLOURED = [theme for theme in THEMES.values() if not theme.ansi]


def test_a_theme_is_known_everywhere_once_the_palette_has_its_colours(monkeypatch):
    monkeypatch.setitem(palette.COLOURS, "testing", palette.COLOURS["paper"] | {"background": "#eefaf0"})
    assert parse('theme = "testing"').theme == "testing"
    assert ", testing)" in sample()
    assert ", testing" in parser().format_help()
    assert theme_of(Look(theme="testing"), Config(), {}).ink("text").ground == "#eefaf0"


def test_themes_are_mixed_from_the_same_colours():
    assert {frozenset(colours) for colours in palette.COLOURS.values() if colours} == {
        frozenset(palette.COLOURS["paper"])
    }


@pytest.mark.parametrize("theme", COLOURED, ids=lambda theme: theme.name)
def test_every_role_can_be_read(theme):
    lines = {"rule", "table_line", "quote_bar", "note_bar", "scrollbar"}
    weak = {
        role: round(ratio, 2)
        for role in ROLES
        if role not in lines and (ratio := contrast(theme.ink(role).colour, theme.ink(role).ground)) < 4.5
    }
    assert weak == {}


@pytest.mark.parametrize("theme", COLOURED, ids=lambda theme: theme.name)
def test_the_text_is_easy_to_read_also_where_it_is_marked(theme):
    for role in (
        "text",
        "headline",
        "heading",
        "code",
        "quote",
        "highlight_1",
        "highlight_2",
        "highlight_3",
        "highlight_4",
    ):
        ink = theme.ink(role)
        assert contrast(ink.colour, ink.ground) >= 7, role
    selected = theme.inks["selection"].over(theme.ink("text"))
    assert contrast(selected.colour, selected.ground) >= 4.5


@pytest.mark.parametrize("theme", COLOURED, ids=lambda theme: theme.name)
def test_lines_are_seen_and_stand_back(theme):
    ink = theme.ink("rule")
    assert 1.5 <= contrast(ink.colour, ink.ground) <= (12 if theme.name == "contrast" else 4)


def test_no_colour_leaves_no_colour_and_every_meaning():
    assert all(monochrome().ink(role).colour is None and monochrome().ink(role).ground is None for role in ROLES)
    told = ("headline", "heading", "link", "link_focus", "match", "match_focus", "selection", "highlight_1", "bookmark")
    assert all(monochrome().ink(role) != monochrome().ink("text") for role in told)
    assert monochrome().ink("match") != monochrome().ink("match_focus")


def test_the_theme_follows_the_settings_the_terminal_and_no_color():
    def name(theme, environment=(), background="", **settings):
        return theme_of(Look(theme=theme), Config(**settings), dict(environment), background).name

    assert name("sepia") == "sepia"
    assert name("auto") == name("gone since") == "dusk"
    assert name("auto", {"COLORFGBG": "0;15"}) == "paper"
    assert name("auto", {"COLORFGBG": "0;15"}, "dark") == "dusk"
    assert name("auto", background="light") == "paper"
    assert name("auto", background="light", light="sepia") == "sepia"
    assert name("auto", background="dark", dark="night") == "night"
    assert name("sepia", {"NO_COLOR": "1"}) == "monochrome"
    assert name("sepia", {"NO_COLOR": ""}) == "sepia"
