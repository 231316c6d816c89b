"""Each setting is obeyed: with another value in config.toml, something is otherwise than with the default."""

from __future__ import annotations

import inspect

import pytest
from seen import server
from setting_cases import CASES

from termread.config import Config, FetchSettings, FollowSettings, PageSettings, ServerSettings, Site, folders, load
from termread.config.file import parse
from termread.values import fields

TABLES = {
    "": Config,
    "page.": PageSettings,
    "fetch.": FetchSettings,
    "follow.": FollowSettings,
    "server.": ServerSettings,
    "sites.": Site,
}


async def seen(observe, source, home, tmp_path, monkeypatch):
    """Return what *observe* sees with *source* as the settings; a proxy is there for those that name one."""
    with server() as proxy:
        file = home / "config" / "config.toml"
        file.parent.mkdir(exist_ok=True)
        file.write_text(source.replace("{place}", str(tmp_path)).replace("{proxy}", proxy.url("")))
        given = {"config": load(folders().config_file), "place": tmp_path, "monkeypatch": monkeypatch}
        found = observe(**{name: given[name] for name in inspect.signature(observe).parameters})
        return await found if inspect.isawaitable(found) else found


@pytest.mark.parametrize("name", CASES)
async def test_it_makes_a_difference(name, home, tmp_path, monkeypatch):
    case = CASES[name]
    assert case.default != case.changed
    assert await seen(case.observe, case.toml, home, tmp_path, monkeypatch) == case.changed
    assert await seen(case.observe, case.given, home, tmp_path, monkeypatch) == case.default


@pytest.mark.parametrize(("was", "now"), [("true", "on"), ("false", "off"), ('"ask"', "ask")])
def test_pictures_may_still_be_true_or_false(was, now):
    assert parse(f"[page]\npictures = {was}\n").page.pictures == now


def test_every_setting_has_its_case():
    declared = {
        f"{table}{each.name}" for table, kind in TABLES.items() for each in fields(kind) if "says" in each.metadata
    }
    assert {*declared, "keys", "themes"} == CASES.keys()
