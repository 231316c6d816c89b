#!/usr/bin/env bash
# pandoc reads an EPUB without its linear="no" documents: the notes kept there are gone, and links to them lead nowhere.
#
# Expected: linear="no" puts a document out of the reading order; it stays part of the book and is reached by its links.
# Seen: pandoc 3.9 leaves out such a document whole and keeps the call as a link to an anchor that its output does not have,
#   without a warning. A link to a note that is an <aside> in its chapter leads nowhere as well, once the aside has become a footnote.
# Why it matters: EPUB 3 names notes as an example of linear="no". termread reads these documents behind the last chapter.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check pypandoc_binary==1.17
cd "$folder"
env/bin/python - <<'PY'
import re, subprocess, zipfile
import pypandoc

HTML = 'xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
PAGES = {
    "one.xhtml": '<p>The pier<a epub:type="noteref" href="#a">1</a> is old<a epub:type="noteref" href="notes.xhtml#b">2</a>.</p>'
    '<aside epub:type="footnote" id="a"><p>Built of oak.</p></aside>',
    "two.xhtml": '<p>See <a href="one.xhtml#a">the first note</a>.</p>',
    "notes.xhtml": '<p id="b">Older than the town.</p>',
}
MANIFEST = "".join(f'<item id="{name[:3]}" href="{name}" media-type="application/xhtml+xml"/>' for name in PAGES)
with zipfile.ZipFile("book.epub", "w") as book:
    book.writestr("mimetype", "application/epub+zip")
    book.writestr(
        "META-INF/container.xml",
        '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
    )
    book.writestr(
        "book.opf",
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="u">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="u">urn:example:pier</dc:identifier><dc:title>The pier</dc:title>'
        '<dc:language>en</dc:language><meta property="dcterms:modified">2024-01-01T00:00:00Z</meta></metadata>'
        f'<manifest>{MANIFEST}<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/></manifest>'
        '<spine><itemref idref="one"/><itemref idref="two"/><itemref idref="not" linear="no"/></spine></package>',
    )
    links = "".join(f'<li><a href="{name}">{name}</a></li>' for name in PAGES)
    book.writestr("nav.xhtml", f'<html {HTML}><head><title>Contents</title></head><body><nav epub:type="toc"><ol>{links}</ol></nav></body></html>')
    for name, body in PAGES.items():
        book.writestr(name, f"<html {HTML}><head><title>{name}</title></head><body>{body}</body></html>")

run = subprocess.run([pypandoc.get_pandoc_path(), "-f", "epub", "-t", "html", "book.epub"], capture_output=True, text=True, check=True)
print(run.stdout)
assert pypandoc.get_pandoc_version() == "3.9" and run.stderr == ""
assert "Built of oak." in run.stdout
assert "Older than the town." not in run.stdout
anchors = set(re.findall('id="([^"]+)"', run.stdout))
lost = [link for link in re.findall('href="#?([^"]+)"', run.stdout) if link not in anchors]
print("links to nothing:", lost)
assert lost == ["notes.xhtml_b", "one.xhtml_a"]
PY
