"""The status row never reads as a line of the page: it has a ground of its own, or a rule."""

from __future__ import annotations

import pytest

from termread.article import Article, Paragraph, Prose
from termread.layout import Page
from termread.palette import THEMES, monochrome
from termread.tui.page.pager import Pager


def last_row(theme, columns: int = 40):
    pager = Pager(theme, Page(36))
    pager.show(Article(title="Ferries", blocks=(Paragraph(Prose("A ferry. " * 400)),)))
    pager.resize(columns, 10)
    return pager, lambda: pager.frame()[-1]


@pytest.mark.parametrize("theme", [THEMES["ansi"], monochrome()], ids=lambda theme: theme.name)
def test_a_rule_where_there_is_no_ground(theme):
    pager, row = last_row(theme)
    pager.hint = "? shows all keys"
    assert row().text == "  ? shows all keys ─────────────── 0 %  "
    pager.acts["page_forward"]()
    assert row().text.startswith("  Ferries ──")
    assert all(ink.dim for text, ink in row().pieces if text.strip())


def test_a_ground_in_the_themes_with_colours():
    pager, row = last_row(THEMES["paper"])
    assert "─" not in row().text
    assert {ink.ground for _, ink in row().pieces} == {pager.inks.ink("code").ground}


def test_nothing_but_a_rule_where_nothing_is_said():
    _, row = last_row(THEMES["ansi"])
    assert row().text == f"  {'─' * 32} 0 %  "
