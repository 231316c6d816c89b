#!/usr/bin/env bash
# lxml 6.1.3 tokenizes HTML 5, but builds the tree of HTML 4: <embed> holds what follows it, and parts of a ruby nest.
#
# Expected: libxml2 2.14 announces a tokenizer after HTML 5, so valid HTML 5 gives the tree that browsers build.
# Seen: <embed>, <source>, <track> and <wbr> have no end tag, and take what follows for their content until the element around them ends; <rt>, <rp> and
#   <rb>, whose end tags may be omitted, nest in one another; <figure>, <section>, <details>, <main> and <dialog> do not end a <p>,
#   while <ul> and <table> do. selectolax 1.0.2 (Lexbor) builds the tree of the standard.
# Why it matters: a walk that skips an <embed> skips the rest of the story. termread ends these elements itself.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check lxml==6.1.3 selectolax==1.0.2
"$folder/env/bin/python" - <<'PY'
from lxml import etree, html
from selectolax.lexbor import LexborHTMLParser

assert etree.LIBXML_VERSION == (2, 14, 6), etree.LIBXML_VERSION
START = "<!doctype html><html lang=en><head><title>t</title></head><body>"


def by_lxml(body):
    tree = html.document_fromstring(START + body).find("body")
    return etree.tostring(tree, encoding="unicode", method="html").removeprefix("<body>").removesuffix("</body>")


def by_lexbor(body):
    return LexborHTMLParser(START + body).body.html.removeprefix("<body>").removesuffix("</body>")


for body, lxml, lexbor in [
    ("<p>a <embed src=x> b</p>", '<p>a <embed src="x"> b</embed></p>', '<p>a <embed src="x"> b</p>'),
    ("<embed src=x><p>a</p><p>b</p>", '<embed src="x"><p>a</p><p>b</p></embed>', '<embed src="x"><p>a</p><p>b</p>'),
    ("<video><track src=x>a</video>", '<video><track src="x">a</track></video>', '<video><track src="x">a</video>'),
    ("<ruby>漢<rt>kan<rp>,</ruby>", "<ruby>漢<rt>kan<rp>,</rp></rt></ruby>", "<ruby>漢<rt>kan</rt><rp>,</rp></ruby>"),
    ("<p>a<figure>b</figure>", "<p>a<figure>b</figure></p>", "<p>a</p><figure>b</figure>"),
    ("<p>a<dialog>b</dialog>", "<p>a<dialog>b</dialog></p>", "<p>a</p><dialog>b</dialog>"),
    ("<p>a<ul><li>b</ul>", "<p>a</p><ul><li>b</li></ul>", "<p>a</p><ul><li>b</li></ul>"),
]:
    print(f"{body}\n  lxml   {by_lxml(body)}\n  lexbor {by_lexbor(body)}")
    assert (by_lxml(body), by_lexbor(body)) == (lxml, lexbor)
PY
