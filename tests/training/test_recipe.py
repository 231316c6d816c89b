"""The recipe of the weights: the same pages give the same numbers, whatever else has changed."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from small_corpus import SITES, write_corpus

pytest.importorskip("lightgbm", reason="the extra `training` is not installed")

from training.__main__ import main, prepare, written
from training.corpus import domain_of
from training.fitting import FOLDS, fit, odds_of
from training.folds import deciding
from training.labels import labels_of

from termread.parse.page import classify, pipeline
from termread.parse.page.classify.weights import expression

PINNED = Path(__file__).with_name("weights.json")


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pages") / "small"
    write_corpus(folder)
    return folder


def test_a_retrain_on_our_own_pages_gives_the_same_weights(corpus, rewrite):
    examples, votes = prepare([corpus])
    weights = written(fit(examples, votes, hosts=4))
    if rewrite:
        PINNED.write_text(weights, encoding="utf-8")
    assert json.loads(weights) == json.loads(PINNED.read_text(encoding="utf-8"))


def test_the_command_writes_weights_and_says_what_they_are(corpus, tmp_path, monkeypatch, capsys):
    out = tmp_path / "weights.json"
    monkeypatch.setattr(sys, "argv", ["training", "--data", str(corpus), "--out", str(out)])
    main()
    assert f"{SITES} pages of {SITES} sites" in capsys.readouterr().out
    written = json.loads(out.read_text(encoding="utf-8"))
    assert written["trees"]
    assert out.with_name("trees.py").read_text().endswith(expression(written["trees"], written["features"]) + "\n")


def test_folds_are_scored_page_by_page_with_weights_fitted_to_other_sites(corpus, tmp_path, monkeypatch, capsys):
    scorer = tmp_path / "scorer.py"
    scorer.write_text("def score(truth, got):\n    return {'f1': float(bool(got.get('blocks')))}\n", encoding="utf-8")
    out = tmp_path / "weights.json"
    command = ["training", "--data", str(corpus), "--out", str(out), "--folds", "--scorer", str(scorer)]
    monkeypatch.setattr(sys, "argv", command)
    main()
    printed = capsys.readouterr().out
    for half in ("both halves", "chosen on", "set aside"):
        for way in ("rules", "model", "both"):
            assert f"small, {half}, {way}: 1.0000 ± 0.0000, below .5 0.000" in printed


def test_pages_are_read_as_ever_once_a_fold_is_scored(corpus):
    examples, votes = prepare([corpus])
    packaged, stages = classify.forest(), pipeline.STAGES
    with deciding(fit(examples, votes, hosts=4), "rules"):
        assert classify.forest() is not packaged
        assert classify.classify not in pipeline.CHOICE
    assert classify.forest() is packaged
    assert pipeline.STAGES is stages


def test_class_words_of_few_sites_have_no_odds(corpus):
    _, votes = prepare([corpus])
    few, many = odds_of(votes.values(), hosts=4), odds_of(votes.values(), hosts=SITES + 1)
    assert few["comments"] < 0 < few["body"]
    assert many == {}


def test_pages_of_one_domain_are_in_one_fold(corpus):
    examples, _ = prepare([corpus])
    assert domain_of({"url": "https://news.site1.example/a"}, "") == domain_of({"url": "https://site1.example"}, "")
    assert {example.fold(FOLDS) for example in examples} == set(range(FOLDS))


@pytest.mark.parametrize(
    ("text", "story", "known"),
    [
        ("The council will rebuild the bridge this year.", True, True),
        ("Ten more stories that you might like to read.", False, True),
        ("The bridge over the river at night", False, False),  # a caption: shown, and no part of the text
        ("the bridge", False, False),  # words that stand in the story say nothing
    ],
)
def test_a_run_is_labelled_by_what_of_it_stands_in_the_truth(text, story, known):
    truth = {
        "body": "The council will rebuild the bridge this year.\nIt was open for a hundred years before the flood.",
        "captions": [{"caption": "The bridge over the river at night", "description": None}],
    }
    (label,) = labels_of(truth, [text])
    assert (label.story, label.weight > 0) == (story, known)


def test_snippets_label_only_the_runs_that_hold_them():
    truth = {"must": ["rebuild the bridge"], "must_not": ["more stories"], "lead": None}
    labels = labels_of(truth, ["They rebuild the bridge now.", "More stories from here", "Something else"])
    assert [(label.story, label.weight > 0) for label in labels] == [(True, True), (False, True), (False, False)]
