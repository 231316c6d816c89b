#!/usr/bin/env bash
# html2text 2025.4.15 moves the blanks around emphasis: words part, and words run together.
#
# Expected: emphasis changes no letter of the text, so taking the marks away again leaves what the page says.
# Seen: a<em>b</em>c becomes "a _b_ c", three words; <em>a <strong>b</strong></em> becomes "_a**b**_", one word.
# Why it matters: a word with an emphasized syllable falls apart, and a search for it in the kept text finds nothing.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check html2text==2025.4.15
"$folder/env/bin/python" - <<'PY'
import html2text

for page, wanted in [
    ("<p>un<em>believ</em>able</p>", "un _believ_ able"),
    ("<p>it was<i>n’t</i> so</p>", "it was _n’t_ so"),
    ("<p><em>old <strong>bridge</strong></em></p>", "_old**bridge**_"),
]:
    text = html2text.html2text(page, bodywidth=0).strip()
    print(f"{page:50} {text}")
    assert text == wanted, text
PY
