#!/usr/bin/env bash
# pyphen breaks before and after a hyphen that the word has already, and its "en" is British.
#
# Expected: a language without a country means the dictionary that most people mean, and no part of a word begins or ends with its own hyphen.
# Seen: pyphen 0.18.1 takes "en" for en_GB and "pt" for pt_BR; the German dictionary parts Nord|-|Ost, the American Wi-|Fi,
#   so whoever adds a hyphen at a break sets "Nord--" or begins a line with "-Ost". The British dictionary does neither.
# Why it matters: compounds are where German lines break. termread breaks words with hyphens at their hyphens alone.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check pyphen==0.18.1
"$folder/env/bin/python" - <<'PY'
from pyphen import Pyphen

for language, word, wanted in [
    ("en", "hyphenation", "hy|phen|a|tion"),
    ("en_GB", "hyphenation", "hy|phen|a|tion"),
    ("en_US", "hyphenation", "hy|phen|ation"),
    ("pt", "hyphenation", "hyp|he|na|ti|on"),
    ("pt_BR", "hyphenation", "hyp|he|na|ti|on"),
    ("pt_PT", "hyphenation", "hyphe|na|ti|on"),
    ("de_DE", "Nord-Ostsee-Kanal", "Nord|-|Ost|see|-|Ka|nal"),
    ("en_US", "Wi-Fi", "Wi-|Fi"),
    ("en_GB", "Wi-Fi", "Wi-Fi"),
]:
    parts = Pyphen(lang=language).inserted(word, "|")
    print(f"{language:6} {parts}")
    assert parts == wanted, parts
PY
