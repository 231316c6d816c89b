#!/usr/bin/env bash
# pandoc's CommonMark writer writes bold that no CommonMark reader, pandoc's own included, takes for bold.
#
# Expected: `pandoc -t commonmark` gives text that `pandoc -f commonmark` reads back as the same document.
# Seen: pandoc 3.9 writes <b>Note:</b>go as **Note:**go, and Japanese quotations as **「注意」**です. The closing stars stand between a sign and a
#   letter, so they close nothing: markdown-it-py 4.3.0, mistune 3.4.0 and pandoc's commonmark reader show the stars.
#   markdownify 1.2.3 writes the same. Only pandoc's own dialect reads it as meant.
# Why it matters: answers in interviews (**Frage:**Warum?) and all of Japanese and Chinese. termread's Markdown uses <strong> at such places.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check \
  pypandoc_binary==1.17 markdownify==1.2.3 markdown-it-py==4.3.0 mistune==3.4.0
"$folder/env/bin/python" - <<'PY'
import markdownify, mistune, pypandoc
from markdown_it import MarkdownIt


def pandoc(text, source, target):
    return pypandoc.convert_text(text, target, source, extra_args=["--wrap=none"]).strip()


PAGES = ["<p><strong>Note:</strong>go on</p>", "<p>これは<strong>「注意」</strong>です</p>", "<p>see <em>“No!”</em>and go</p>"]
WRITERS = {
    "pandoc commonmark": lambda page: pandoc(page, "html", "commonmark"),
    "pandoc gfm": lambda page: pandoc(page, "html", "gfm"),
    "markdownify": lambda page: markdownify.markdownify(page).strip(),
}
READERS = {
    "markdown-it": lambda text: MarkdownIt().render(text),
    "mistune": mistune.html,
    "pandoc commonmark": lambda text: pandoc(text, "commonmark", "html"),
}
assert pypandoc.get_pandoc_version() == "3.9"
for page in PAGES:
    for writer, write in WRITERS.items():
        text = write(page)
        seen = {reader: "<strong>" in read(text) or "<em>" in read(text) for reader, read in READERS.items()}
        print(f"{writer:18} {text:30} read as emphasis by: {[reader for reader in seen if seen[reader]] or 'none'}")
        assert not any(seen.values()), (text, seen)
        assert pandoc(text, "markdown", "html") == page, text
PY
