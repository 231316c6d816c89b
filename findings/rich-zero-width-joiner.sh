#!/usr/bin/env bash
# rich and wcwidth count the letter behind any zero width joiner as no cells; rich 14.3.0 and 14.3.1 raise StopIteration on some.
#
# Expected: U+200D joins emoji into one picture of two cells; between two letters of a script it takes no cell, and both letters do.
# Seen: rich 15.0.0 and wcwidth 0.9.4 count "a", joiner, "b" as one cell, as well between digits and Arabic letters; tmux 3.3a
#   draws two. rich 14.2.0 counts two. In rich 14.3.0 and 14.3.1 cell_len raises StopIteration on a text that ends in a joiner,
#   and inside a generator that ends the generator without a sign.
# Why it matters: texts in Persian, Hindi and Sinhala have joiners, and a line of them is longer than its count. termread counts itself.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check wcwidth==0.9.4
for version in 14.2.0 14.3.0 14.3.1 14.3.2 15.0.0; do
  "$folder/env/bin/pip" install --quiet --disable-pip-version-check "rich==$version"
  "$folder/env/bin/python" - "$version" <<'PY'
import sys
from rich.cells import cell_len
from wcwidth import wcswidth

TEXTS = ("a\u200db", "\u06f1\u200d\u06f2", "\u0645\u200d\u0645", "a\u200d")


def width(text):
    try:
        return cell_len(text)
    except StopIteration:
        return "StopIteration"


widths = [width(text) for text in TEXTS]
print(f"rich {sys.argv[1]}: {widths}; wcwidth: {[wcswidth(text) for text in TEXTS]}")
wanted = {"14.2.0": [2, 2, 2, 1], "14.3.0": [1, 1, 1, "StopIteration"], "14.3.1": [1, 1, 1, "StopIteration"]}
assert widths == wanted.get(sys.argv[1], [1, 1, 1, 1]), widths
assert [wcswidth(text) for text in TEXTS] == [1, 1, 1, 1]
PY
done
