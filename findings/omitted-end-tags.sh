#!/usr/bin/env bash
# HTML to Markdown: items and cells whose end tags are omitted, as HTML allows, are glued or lose their table.
#
# Expected: </li>, </td>, </tr> and </dd> may be left out, and every converter reads lists and tables that do so.
# Seen: markdownify 1.2.3 (over Beautiful Soup's html.parser) puts all items on one line and all rows in one cell;
#   html2text 2025.4.15 makes one row of two and glues a definition to the next term; pandoc 3.9 makes a paragraph of each
#   cell, and no table.
#   With the end tags written out, all three are right.
# Why it matters: pages written by hand leave these tags out; a page kept by one of these tools is not what was read.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check markdownify==1.2.3 html2text==2025.4.15 pypandoc_binary==1.17
"$folder/env/bin/python" - <<'PY'
import html2text, markdownify, pypandoc

LIST = "<ol><li>stone<li>steel<li>wood</ol>"
TABLE = "<table><tr><th>Year<th>Cost<tr><td>2020<td>10</table>"
TERMS = "<dl><dt>Stone<dd>Hard to cut.<dt>Steel<dd>Cheap.</dl>"
CLOSED = {
    LIST: "<ol><li>stone</li><li>steel</li><li>wood</li></ol>",
    TABLE: "<table><tr><th>Year</th><th>Cost</th></tr><tr><td>2020</td><td>10</td></tr></table>",
    TERMS: "<dl><dt>Stone</dt><dd>Hard to cut.</dd><dt>Steel</dt><dd>Cheap.</dd></dl>",
}
TOOLS = {
    "markdownify": lambda page: markdownify.markdownify(page).strip(),
    "html2text": lambda page: html2text.html2text(page, bodywidth=0).strip(),
    "pandoc": lambda page: pypandoc.convert_text(page, "gfm", "html", extra_args=["--wrap=none"]).strip(),
}
for page in CLOSED:
    for name, tool in TOOLS.items():
        print(f"{name:12} omitted {tool(page)!r}\n{'':12} written {tool(CLOSED[page])!r}")

assert TOOLS["markdownify"](LIST) == "1. stone- steel- wood"
assert TOOLS["markdownify"](CLOSED[LIST]) == "1. stone\n2. steel\n3. wood"
assert "| Year Cost|" in TOOLS["markdownify"](TABLE) and "| 2020 10 |" in TOOLS["markdownify"](TABLE)
assert TOOLS["markdownify"](CLOSED[TABLE]) == "| Year | Cost |\n| --- | --- |\n| 2020 | 10 |"
assert TOOLS["html2text"](TABLE) == "Year| Cost| 2020| 10"
assert TOOLS["html2text"](CLOSED[TABLE]).splitlines()[-1] == "2020| 10"
assert "cut.Steel" in TOOLS["html2text"](TERMS)
assert "cut.Steel" not in TOOLS["html2text"](CLOSED[TERMS])
assert "|" not in TOOLS["pandoc"](TABLE)
assert "| 2020" in TOOLS["pandoc"](CLOSED[TABLE])
PY
