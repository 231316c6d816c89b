"""Themes of the reader's own: what they are completed with, what is told of them, and where they are found."""

from __future__ import annotations

import tomllib

import pytest

from termread.cli import main
from termread.config import folders
from termread.config.file import parse, parse_leniently
from termread.config.themes import MEANT, advice, completed, table
from termread.desk.look import Look, theme_of
from termread.palette import COLOURS, READABLE, built, contrast, weak

COLOURED = [name for name, colours in COLOURS.items() if colours]


def own(source, name="mine"):
    return parse(source).themes[name]


def test_every_colour_of_a_theme_is_explained():
    assert all(MEANT.keys() == COLOURS[name].keys() for name in COLOURED)


@pytest.mark.parametrize("name", COLOURED)
def test_a_theme_is_printed_as_a_table_that_gives_it_again(name):
    assert own(table("mine", COLOURS[name])) == COLOURS[name]
    assert weak(COLOURS[name]) == {}


def test_a_base_gives_all_that_is_not_set():
    assert own('[themes.mine]\nbase = "sepia"\nlink = "#abc"') == {**COLOURS["sepia"], "link": "#aabbcc"}
    assert own("[themes.mine]\nlink = '#ABCDEF'") == {**COLOURS["dusk"], "link": "#abcdef"}


@pytest.mark.parametrize(
    ("background", "text"),
    [
        ("#101820", "#e0e6ee"),
        ("#fdf6e3", "#3a4a50"),
        ("#000000", "#ffb000"),
        ("#ffffff", "#000000"),
        ("#002b36", "#dfe6e6"),
    ],
)
def test_without_a_base_the_rest_can_be_read_on_the_background(background, text):
    colours = completed({"background": background, "text": text})
    assert colours["background"] == background
    assert weak(colours) == {}
    assert 1.5 < contrast(colours["faint"], background) < 4


def test_text_alone_says_whether_the_page_is_light():
    assert completed({"text": "#101010"})["background"] == COLOURS["paper"]["background"]
    assert completed({"text": "#f0f0f0"})["background"] == COLOURS["dusk"]["background"]


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("acent = '#fff'", "line 3: themes have no color acent; accent is meant, perhaps."),
        ("link = 'reddish'", "line 3: link is a color such as \"#9c3d1f\", not 'reddish'."),
        ("link = '#12345'", "line 3: link is a color such as \"#9c3d1f\", not '#12345'."),
        ("link = 7", "line 3: link is a text in quotes, not 7."),
        ("base = 'ansi'", "line 3: base is one of paper, sepia, dusk, night, contrast, not 'ansi'."),
        ("base = ['dusk']", "line 3: base is one of paper, sepia, dusk, night, contrast, not ['dusk']."),
    ],
)
def test_what_is_wrong_is_told_with_its_line_and_the_rest_holds(source, sentence):
    config = parse_leniently(f"theme = 'mine'\n[themes.mine]\n{source}\nerror = '#fee'")
    assert [fault.removeprefix("config.toml, ") for fault in config.faults] == [sentence]
    assert config.theme == "mine"
    assert config.themes["mine"] == {**COLOURS["dusk"], "error": "#ffeeee"}


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("[themes.dusk]", "line 1: there is a theme dusk already: give yours another name."),
        ("[themes.auto]", "line 1: there is a theme auto already"),
        ('[themes."a b"]', "line 1: a theme's name has letters, digits, - and _ only, not 'a b'."),
        ("[themes]\nmine = 3", "line 2: themes.mine is a table: write [themes.mine] on a line of its own."),
        ("themes = 3", "line 1: themes is a table"),
        ('theme = "mine"', "line 1: theme is one of auto, paper, sepia, dusk, night, contrast, ansi, not 'mine'."),
    ],
)
def test_a_theme_that_cannot_be_is_told(source, sentence):
    config = parse_leniently(source)
    assert sentence in config.faults[0]
    assert config.themes == {}


def test_what_is_hard_to_read_is_told_with_a_colour_that_is_not():
    colours = own('[themes.mine]\nbase = "paper"\nlink = "#9fb8cc"')
    (sentence,) = advice("mine", colours)
    assert sentence.startswith("Theme mine: link is hard to read on background (")
    better = sentence.split('"')[1]
    assert contrast(better, colours["background"]) >= READABLE
    assert list(advice("mine", {**colours, "link": better})) == []


def test_a_pale_match_gives_way_and_not_the_text():
    (sentence,) = advice("mine", own('[themes.mine]\nbase = "dusk"\nyellow = "#fbeaa0"'))
    assert "strong is hard to read on yellow" in sentence
    assert "Try yellow = " in sentence


def test_a_theme_of_ones_own_is_drawn():
    config = parse('dark = "mine"\n[themes.mine]\nbackground = "#101820"\ntext = "#e0e6ee"')
    theme = theme_of(Look(), config, {})
    assert (theme.name, theme.dark, theme.ink("text").ground) == ("mine", True, "#101820")
    assert theme == built("mine", config.themes["mine"])


@pytest.fixture
def settings(home):
    def write(source):
        folders().config.mkdir(exist_ok=True)
        folders().config_file.write_text(source)

    return write


def test_the_command_lists_the_themes_and_prints_one(settings, capsys):
    settings('[themes.mine]\nbase = "paper"\nlink = "#9fb8cc"\nnonsense = 1')
    assert main(["themes"]) == 0
    told = capsys.readouterr()
    assert [line.split()[0] for line in told.out.splitlines()] == [*COLOURS, "mine", "Theme"]
    assert "(yours)" in told.out
    assert "line 4: themes have no color nonsense" in told.err
    assert main(["themes", "dusk"]) == 0
    assert tomllib.loads(capsys.readouterr().out)["themes"]["my-dusk"] == COLOURS["dusk"]
    assert main(["themes", "ansi"]) == 2
    assert main(["themes", "nope"]) == 2
    assert "there are paper, sepia, dusk, night, contrast, ansi, mine." in capsys.readouterr().err


def test_the_option_knows_it(settings, capsys):
    settings('[themes.mine]\nlink = "#fff"')
    assert main(["--theme", "other", "x.html"]) == 2
    assert capsys.readouterr().err.endswith("contrast, ansi, mine.\n")
