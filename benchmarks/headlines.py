#!/usr/bin/env python3
"""Fit the points of a copied text's headline (parse/formats/copied_text/header.py) and print what they are worth on publishers unseen.

usage: headlines.py COPIED_DIR      (COPIED_DIR/<id>/{page.txt,truth.json}, as shared/tools/copied_text.py writes them)

A logistic ranking: the lines above the first paragraph of each text compete, the one that is the true title should win.
Five fifths of the publishers, each left out once; then all of them together. The product holds the weights rounded.
"""

from __future__ import annotations

import json
import math
import random
import sys
import zlib
from pathlib import Path

from termread.parse.formats.copied_text import cut_banners
from termread.parse.formats.copied_text.header import ABOVE, POINTS, first_text, may_head, signs, words_of
from termread.parse.formats.copied_text.lines import lines_of, region_of, runs
from termread.parse.phrasebook import detected_language, phrases_for
from termread.parse.text_shape import key

ROUNDS, STEP, SHRINK = 150, 0.15, 0.002

Signs = dict[str, float]
Text = tuple[str, list[Signs], list[bool]]


def texts(folder: Path) -> list[Text]:
    found = []
    for path in sorted(folder.iterdir()):
        truth = json.loads((path / "truth.json").read_text(encoding="utf-8"))
        lines = lines_of((path / "page.txt").read_text(encoding="utf-8"))
        phrases = phrases_for(detected_language("\n".join(line.text for line in lines if runs(line))))
        cut_banners(lines, phrases)
        start, stop = region_of(lines, phrases)
        first, body = first_text(lines, start, stop), words_of(lines[start:stop])
        rows = [i for i in range(max(0, first - ABOVE), min(first + 1, len(lines))) if may_head(lines[i])]
        seen = [{name: float(value) for name, value in signs(lines, i, first, body, phrases)} for i in rows]
        found.append((path.name.split("_")[0], seen, [lines[i].key == key(truth["title"]) for i in rows]))
    return found


def worth(row: Signs, points: Signs) -> float:
    return sum(points[name] * value for name, value in row.items())


def fit(data: list[Text]) -> Signs:
    points = dict.fromkeys(POINTS, 0.0)
    data = [text for text in data if any(text[2])]
    step = STEP
    for _ in range(ROUNDS):
        random.shuffle(data)
        for _, rows, true in data:
            powers = [math.exp(worth(row, points)) for row in rows]
            whole = sum(powers)
            own = sum(power for power, is_true in zip(powers, true, strict=True) if is_true)
            for row, power, is_true in zip(rows, powers, true, strict=True):
                pull = (power / own if is_true else 0.0) - power / whole
                for name, value in row.items():
                    points[name] += step * pull * value
            for name in points:
                points[name] -= step * SHRINK * points[name]
        step *= 0.985
    return points


def right(data: list[Text], points: Signs) -> int:
    return sum(true[max(range(len(rows)), key=lambda i: worth(rows[i], points))] for _, rows, true in data if rows)


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    random.seed(1)
    data = texts(Path(sys.argv[1]))
    fifth = {text[0]: zlib.crc32(text[0].encode()) % 5 for text in data}
    unseen = 0
    for part in range(5):
        points = fit([text for text in data if fifth[text[0]] != part])
        unseen += right([text for text in data if fifth[text[0]] == part], points)
    points = fit(list(data))
    print(f"unseen {unseen / len(data):.3f}  seen {right(data, points) / len(data):.3f}", end="  ")
    print(f"as the product has them {right(data, dict(POINTS)) / len(data):.3f}")
    print({name: round(value, 1) for name, value in points.items()})


if __name__ == "__main__":
    main()
