#!/usr/bin/env bash
# readability-lxml takes a short <ul> out of the middle of the story, and leaves the same list as an <ol>.
#
# Expected: what stands between two paragraphs of the chosen element is kept whatever its tag, or a list goes whichever kind it is.
# Seen: readability-lxml 0.9 removes <ul>, <table> and <section> whose text is short, with the words in them; the same items as <ol> or <dl>
#   stay.
# Why it matters: ingredients, results and fact boxes. termread never takes its answer for the words of a story that it has itself.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check readability-lxml==0.9 lxml==6.1.3 lxml_html_clean==0.4.5
"$folder/env/bin/python" - <<'PY'
import logging
from readability import Document

logging.disable(logging.CRITICAL)
STORY = (
    "<p>The council met on Tuesday to discuss the new bridge over the river, and after three hours of debate it agreed, by nine"
    " votes to four, to build it of stone rather than of steel.</p>"
)
PARTS = {
    "ul": "<ul><li>stone</li><li>steel</li></ul>",
    "ol": "<ol><li>stone</li><li>steel</li></ol>",
    "dl": "<dl><dt>stone</dt><dd>steel</dd></dl>",
    "table": "<table><tr><td>stone</td><td>steel</td></tr></table>",
    "section": "<section><h2>stone</h2><p>steel</p></section>",
    "h2 and p": "<h2>stone</h2><p>steel</p>",
}
kept = {}
for name, part in PARTS.items():
    page = f"<html><head><title>Bridge</title></head><body><article>{STORY * 3}<p>From here.</p>{part}<p>To here.</p>{STORY * 2}</article></body></html>"
    summary = Document(page).summary(html_partial=True)
    between = summary[summary.index("From here.") : summary.index("To here.")]
    kept[name] = "stone" in between.replace("of stone", "")
    print(f"{name:9} {'kept' if kept[name] else 'gone'}")
assert [name for name in PARTS if kept[name]] == ["ol", "dl", "h2 and p"], kept
PY
