#!/usr/bin/env bash
# Markdown writers write link addresses that end early, or links that are none.
#
# Expected: an address with a blank or a lone parenthesis is escaped or set in angle brackets, as CommonMark asks.
# Seen: markdownify 1.2.3 and html2text 2025.4.15 write <a href="annual report.pdf"> as [it](annual report.pdf), which
#   markdown-it-py 4.3.0 and mistune 3.4.0 show with its brackets; pandoc 3.9 writes %20. With a lone parenthesis, pandoc and markdownify
#   write [it](report).pdf), a link to "report" with ".pdf)" behind it; html2text escapes it.
# Why it matters: browsers follow both addresses, and papers link to such files. No two writers get both right.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check \
  markdownify==1.2.3 html2text==2025.4.15 markdown-it-py==4.3.0 mistune==3.4.0 pypandoc_binary==1.17
"$folder/env/bin/python" - <<'PY'
import html2text, markdownify, mistune, pypandoc
from markdown_it import MarkdownIt

WRITERS = {
    "markdownify": lambda page: markdownify.markdownify(page).strip(),
    "html2text": lambda page: html2text.html2text(page, bodywidth=0).strip(),
    "pandoc": lambda page: pypandoc.convert_text(page, "commonmark", "html", extra_args=["--wrap=none"]).strip(),
}
links = {}
for address in ("annual report.pdf", "report).pdf"):
    for name, write in WRITERS.items():
        text = write(f'<p>see <a href="{address}">it</a></p>')
        links[address, name] = [MarkdownIt().render(text), mistune.html(text)]
        whole = all("href=" in found and "pdf\"" in found for found in links[address, name])
        print(f"{name:12} {text:34} {'a link' if whole else links[address, name][0].strip()}")
        assert whole == ((name, address) in {("pandoc", "annual report.pdf"), ("html2text", "report).pdf")}), text
PY
