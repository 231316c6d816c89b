"""The block classifier: its trees, its features, and how far it is followed."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from termread.document import Document
from termread.parse import parse
from termread.parse.page import classify as classifier
from termread.parse.page.boilerplate import weigh
from termread.parse.page.classify import trees, weights
from termread.parse.page.classify.features import FEATURES, rows_of
from termread.parse.page.classify.weights import ClassWords
from termread.parse.page.flatten import flatten
from termread.parse.page.tree import plant

SENTENCE = "The council met on Monday and talked about the bridge for many hours before it voted."


def page_of(body: str):
    page = flatten(plant(f"<html><body>{body}</body></html>").root)
    weigh(page)
    return page


def walked(tree, row):
    node = tree[0]
    while isinstance(node, list):
        feature, threshold, left, right = node
        node = tree[left if row[FEATURES.index(feature)] <= threshold else right]
    return node


def test_all_trees_at_once_give_what_each_gives_by_its_own_way():
    grown, forest = weights.trained()["trees"], weights.forest()
    assert Path(trees.__file__).read_text().endswith(f"= {weights.expression(grown, FEATURES)}\n")
    chance = random.Random(1)
    thresholds = [node[1] for tree in grown for node in tree if isinstance(node, list)]
    for _ in range(200):
        row = [chance.choice(thresholds) + chance.choice((-0.5, 0, 0.5)) for _ in FEATURES]
        score = sum(walked(tree, row) for tree in grown)
        assert forest.probability(row) == pytest.approx(1 / (1 + 2.718281828459045**-score))


def test_a_tree_of_one_leaf_says_the_same_of_all():
    forest = weights.Forest.of([[0.0]], FEATURES)
    assert forest.probability([0] * len(FEATURES)) == 0.5


def test_the_weights_are_small_and_of_the_features_that_are_told():
    assert weights.trained()["features"] == list(FEATURES)
    assert (Path(weights.__file__).parent / "weights.json").stat().st_size <= 200_000


def test_each_run_that_is_judged_has_a_number_for_each_feature():
    page = page_of(f"<nav><a href='/a'>Home</a></nav><main><h1>Title</h1><p>{SENTENCE}</p><p>{SENTENCE}</p></main>")
    rows = rows_of(page, ClassWords({}))
    assert [page.runs[i].text for i in rows] == ["Title", SENTENCE, SENTENCE]
    assert {len(row) for row in rows.values()} == {len(FEATURES)}


@pytest.mark.parametrize("body", ["", "<p></p>", "<img src='a.png'>", "<p>x</p>", "<hr>"])
def test_a_page_of_almost_nothing_has_features(body):
    assert all(len(row) == len(FEATURES) for row in rows_of(page_of(body), ClassWords({})).values())


def test_a_class_counts_by_the_odds_of_its_words():
    words = ClassWords({"teaser": -2.0, "text": 1.0})
    assert words.odds_of("teaser-text wide") == (-0.5, -2.0, 1.0)
    assert words.odds_of("wide") == (0, 0, 0)


def judged(monkeypatch, likely):
    """Let the classifier say *likely* of runs that hold a word, and .5 of all others."""

    def classify(page):
        for run in page.runs:
            if run.text:
                page.judge(run, next((p for word, p in likely.items() if word in run.text), 0.5))

    classify.__name__ = "classify"
    from termread.parse.page import pipeline

    stages = tuple(classify if stage is classifier.classify else stage for stage in pipeline.STAGES)
    monkeypatch.setattr(pipeline, "STAGES", stages)


def read(body: str):
    url = "https://example.com/a"
    html = f"<html><title>Bridge</title><body><h1>Bridge</h1>{body}</body></html>".encode()
    return parse(Document(address=url, data=html, url=url, media_type="text/html")).article


def shown(article):
    return [block.prose.text for block in article.blocks if hasattr(block, "prose")]


STORY = "".join(f"<p>{SENTENCE} Part {i}.</p>" for i in range(5))


def test_what_is_nearly_surely_no_story_is_left_out_and_told(monkeypatch):
    judged(monkeypatch, {"Part 2": 0.01})
    article = read(f"<main>{STORY}</main>")
    assert not any("Part 2" in text for text in shown(article))
    assert [(cut.reason, cut.stage) for cut in article.cut if "Part 2" in cut.text] == [
        ("unlikely", "follow_classifier")
    ]


def test_what_is_doubtful_stays_as_the_rules_have_it(monkeypatch):
    judged(monkeypatch, {"Part 2": 0.3, "Subscribe": 0.8})
    article = read(f"<main>{STORY}</main><aside class='newsletter'><p>Subscribe to our letter, {SENTENCE}</p></aside>")
    assert any("Part 2" in text for text in shown(article))
    assert not any("Subscribe" in text for text in shown(article))


def test_what_the_rules_left_out_is_taken_back_in_where_it_is_nearly_surely_story(monkeypatch):
    judged(monkeypatch, {"Inside": 0.99})
    article = read(f"<main>{STORY}<div class='promo'><p>Inside the hall, {SENTENCE}</p></div></main>")
    assert any(text.startswith("Inside") for text in shown(article))


def test_the_header_is_not_said_again_however_likely_it_is(monkeypatch):
    judged(monkeypatch, {"Bridge": 0.99})
    assert "Bridge" not in shown(read(f"<main>{STORY}</main>"))


def test_a_huge_page_is_left_to_the_rules(monkeypatch):
    monkeypatch.setattr(classifier, "LARGEST", 3)
    article = read(f"<main>{STORY}</main>")
    assert not any(cut.stage == "follow_classifier" for cut in article.cut)


def test_a_byline_and_what_stands_for_readers_without_scripts_are_not_taken_back_in(monkeypatch):
    judged(monkeypatch, {"Ode": 0.99, "scripts": 0.99})
    head = '<meta name="author" content="Ann Ode"><p class="who">By Ann Ode</p>'
    article = read(f"{head}<main>{STORY}</main><noscript><div><p>Without scripts, {SENTENCE}</p></div></noscript>")
    assert not any("Ode" in text or "scripts" in text for text in shown(article))


def test_a_footnote_that_the_text_calls_is_kept_however_unlikely_it_is(monkeypatch):
    judged(monkeypatch, {"Measured": 0.01})
    call = '<p>It is 212 steps long.<a href="#n1">1</a></p>'
    article = read(f"<main>{STORY}{call}<p id='n1'>Measured by the council itself, {SENTENCE}</p></main>")
    assert not any("Measured" in cut.text for cut in article.cut)


def test_what_stands_on_the_page_twice_is_not_taken_back_in(monkeypatch):
    judged(monkeypatch, {"Inside": 0.99})
    box = f"<div class='promo'><p>Inside the hall, {SENTENCE}</p></div>"
    article = read(f"<main>{STORY}{box}<p>{SENTENCE} The end.</p>{box}</main>")
    assert not any(text.startswith("Inside") for text in shown(article))


def test_a_table_is_not_left_with_holes(monkeypatch):
    judged(monkeypatch, {"Second": 0.01})
    rows = "".join(f"<tr><td>{name} crossing</td><td>{SENTENCE}</td></tr>" for name in ("First", "Second", "Third"))
    article = read(f"<main>{STORY}<table>{rows}</table>{STORY}</main>")
    assert not any("Second" in cut.text for cut in article.cut)
