#!/usr/bin/env bash
# python-bidi puts vowel points before their letter, so a terminal draws them on its neighbour.
#
# Expected: text in visual order is ready for a terminal that draws cells from left to right: each mark behind its letter.
# Seen: python-bidi 0.6.12 reverses letters and marks alike (rule L3 of UAX #9 is left to the renderer), in its Rust and in
#   its older way; in "shalom" the point of the vav then lands on the mem, and that of the shin on the lamed.
# Why it matters: Hebrew with points, Arabic with vowels. Whoever sets lines by it has to turn each cluster back.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check python-bidi==0.6.12
"$folder/env/bin/python" - <<'PY'
import unicodedata
from bidi import get_display
from bidi.algorithm import get_display as older

WORD = "\u05e9\u05b8\u05dc\u05d5\u05b9\u05dd"  # shin qamats lamed vav holam mem
shown = get_display(WORD)
names = [unicodedata.name(letter).removeprefix("HEBREW ") for letter in shown]
print(names)
assert shown == WORD[::-1] == older(WORD)
at = names.index("POINT HOLAM")
assert names[at - 1] == "LETTER FINAL MEM" and names[at + 1] == "LETTER VAV"
PY
