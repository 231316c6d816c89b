"""The stages of a page: what each left out is written down, what went wrong is undone, what was undone is told."""

from __future__ import annotations

import pytest
from small_pages import URL, article, page, parsed, story, words

from termread.document import Document
from termread.parse.explain import explain
from termread.parse.page.flatten import flatten
from termread.parse.page.pipeline import STAGES
from termread.parse.page.tree import plant

LINKS = "".join(f'<li><a href="/{n}">The headline of another story, number {n}</a></li>' for n in range(8))


def codes(found) -> list[str]:
    return [notice.code for notice in found.notices]


def test_each_cut_names_the_stage_that_made_it():
    found = article(page(f"<nav>Home</nav><div>{story(8)}<p>Advertisement</p></div><div><ul>{LINKS}</ul></div>"))
    made = {cut.reason: cut.stage for cut in found.cut}
    assert made["navigation"] == "exclude_named"
    assert made["advertisement"] == "exclude_lines"
    assert {cut.stage for cut in found.cut} <= {stage.__name__ for stage in STAGES} | {"flatten"}


def test_an_explanation_names_the_stage_of_each_run_that_was_left_out():
    text = page(f"<nav>Home</nav><div>{story(6)}</div>")
    lines = explain(Document(address=URL, data=text.encode(), url=URL)).splitlines()
    assert any("exclude_named" in line and "navigation" in line and "Home" in line for line in lines)
    assert any(line.lstrip().startswith("story") and "chosen" in line for line in lines)


def test_what_is_undone_is_as_it_was():
    seen = flatten(plant(page(f"<div>{story(4)}</div>")).root)
    first, second = seen.runs[1], seen.runs[2]
    seen.exclude(first, "label")
    mark = len(seen.moves)
    seen.admit(first)
    seen.exclude(second, "outside")
    seen.caption(second, 0)
    seen.rewind(mark)
    assert (first.excluded, second.excluded, second.caption_for, second.role) == ("label", None, None, None)


def test_a_stage_that_was_spared_leaves_nothing_out_for_that_reason():
    seen = flatten(plant(page(f"<div>{story(2)}</div>")).root)
    seen.stage = "exclude_named"
    seen.spared.add(("exclude_named", "related"))
    seen.exclude(seen.runs[1], "related")
    seen.exclude(seen.runs[2], "comments")
    assert [run.excluded for run in seen.runs[1:3]] == [None, "comments"]


def comment(text: str) -> str:
    return f'<div class="c"><p>2.1.2026</p>{text}<p>Reply</p></div>'


def test_a_story_that_looks_like_cards_is_given_back():
    parts = "".join(
        f'<div class="part"><h2><a href="/part/{n}">How the bridge was saved, part {n}</a></h2>{story(2)}</div>'
        for n in range(9)
    )
    news = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Bridge stays open"}</script>'
    about = f"<p>{'A word about this page and who made it. ' * 24}</p>"
    found = parsed(page(f'<div class="post">{parts}</div>{about}', head=news))
    assert words(found.article).count("Engineers had warned") >= 3
    assert any("left out as related" in each.name and each.verdict == "chosen" for each in found.candidates)


def test_most_of_a_page_left_out_is_told():
    comments = "".join(comment(story(3)) for _ in range(8))
    found = article(page(f"<article>{story(8)}</article><section>{comments}</section>"))
    assert ("doubtful" in codes(found)) == any(cut.reason == "comments" for cut in found.cut)


@pytest.mark.parametrize("tag", ["noscript", 'template shadowrootmode="open"'])
def test_a_story_that_stands_nowhere_else_is_read(tag):
    closing = tag.split()[0]
    found = article(page(f"<div><{tag}><div>{story(8)}</div></{closing}></div>"))
    assert words(found).count("\n") == 7
    assert not found.notices


def test_what_is_said_to_readers_without_scripts_beside_a_story_is_left_out():
    found = article(page(f"<div>{story(12)}</div><noscript><div>{story(4)}</div></noscript>"))
    assert words(found).count("\n") == 11
    assert {cut.stage for cut in found.cut if cut.reason == "unscripted"} == {"exclude_named"}
