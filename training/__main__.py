"""Make `weights.json` and `trees.py` from pages whose story people have marked.

    python -m training --data DIR [--data DIR ...] [--out FILE] [--folds [--scorer score_news.py]] [--ablations]

Each DIR holds a folder a page: page.html, and truth.json with the whole story (`body`, or `sections` of paragraphs) or
with snippets of it (`must` and `must_not`). Without --out the weights in the package are written; the
trees go beside them, as an expression. --folds prints how much
the classifier judges wrong on sites that it was not fitted to; with --scorer, a script that has `score(truth, article)`,
also the F1 of whole pages by the rules alone, the model alone and both, for all sites and for the two halves of them: one
to choose on, one set aside. --ablations prints what each family of features gives.
The same pages and the versions of the `training` extra give the same weights.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
from pathlib import Path
from typing import Any

from termread.parse.page.classify import weights
from termread.parse.page.classify.weights import expression
from training.corpus import Example, examples_in, read
from training.fitting import Votes, Weights, fit
from training.folds import ablations, fold_weights, page_scores, run_loss, told

PACKAGED = Path(weights.__file__).with_name("weights.json")
TREES = '''"""The trees of `weights.json` as one expression, over the features in its order. Written by `python -m training`."""

# ruff: noqa: E731
# fmt: off
from collections.abc import Callable

score: Callable[..., float] = '''


def main() -> None:
    """Fit the weights, and print the requested evaluations."""
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("--data", type=Path, required=True, action="append")
    reader.add_argument("--out", type=Path, default=PACKAGED)
    reader.add_argument("--folds", action="store_true")
    reader.add_argument("--ablations", action="store_true")
    reader.add_argument("--scorer", type=Path)
    options = reader.parse_args()
    examples, votes = prepare(options.data)
    print(f"{len(examples)} pages of {len({example.domain for example in examples})} sites")
    weights = fit(examples, votes)
    options.out.write_text(written(weights), encoding="utf-8")
    options.out.with_name("trees.py").write_text(module(weights), encoding="utf-8")
    print(f"{len(weights['trees'])} trees and {len(weights['class_words'])} class words: {options.out}")
    if options.ablations:
        for name, loss in ablations(examples, votes):
            print(f"{name}: {loss:.4f} of held-out text is judged wrong")
    if options.folds:
        fitted = fold_weights(examples, votes)
        print(f"{run_loss(examples, fitted):.4f} of held-out text is judged wrong by the classifier alone")
        for way in ("rules", "model", "both") if options.scorer else ():
            for (folder, half), scores in page_scores(examples, fitted, scorer(options.scorer), way=way).items():
                print(f"{folder}, {half}, {way}: {told(scores)}")


def prepare(folders: list[Path]) -> tuple[list[Example], dict[int, Votes]]:
    """Return the labelled pages in *folders*, with the votes of each."""
    sys.setrecursionlimit(20_000)
    examples = []
    for example in examples_in(folders):
        read(example)
        if any(label.weight for label in example.labels):
            examples.append(example)
    return examples, {id(example): Votes(example) for example in examples}


def written(weights: Weights) -> str:
    """Return the weights as JSON with a line per tree, for readable diffs."""
    words = ",\n".join(f"    {json.dumps(word)}: {odds}" for word, odds in weights["class_words"].items())
    grown = ",\n".join(f"    {json.dumps(tree)}" for tree in weights["trees"])
    features = json.dumps(weights["features"])
    return f'{{\n  "features": {features},\n  "class_words": {{\n{words}\n  }},\n  "trees": [\n{grown}\n  ]\n}}\n'


def module(weights: Weights) -> str:
    """Return the trees as the module `trees.py`."""
    return f"{TREES}{expression(weights['trees'], weights['features'])}\n"


def scorer(path: Path) -> Any:
    """Return the function `score(truth, article)` defined by a script."""
    spec = importlib.util.spec_from_file_location("scorer", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path} is not a script.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.score


if __name__ == "__main__":
    main()
