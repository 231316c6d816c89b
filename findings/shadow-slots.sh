#!/usr/bin/env bash
# No extractor of nine reads a page with declarative shadow roots as browsers show it: each loses other sentences, or their order.
#
# Expected: <template shadowrootmode> is HTML since 2023 and Chromium, Firefox and Safari show it, so extractors read its words and put
#   the host's own children into its slots; an inert <template> is not shown by anybody.
# Seen: of the four sentences one, two (in a slot), three, four in this order, trafilatura 2.3.1, readability-lxml 0.9, newspaper4k 0.9.6
#   and goose3 3.1.22 give one and three; resiliparse 2.0.1, and Readability 0.6.0 over jsdom 29.1.1 as text, two and four; jusText
#   3.0.2, inscriptis 2.7.6 and Readability over linkedom 0.18.15 all, but two behind three, and with the inert template.
# Why it matters: component frameworks render stories on the server this way. termread fills the slots before it reads.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv env
for package in trafilatura==2.3.1 readability-lxml==0.9 newspaper4k==0.9.6 goose3==3.1.22 jusText==3.0.2 resiliparse==2.0.1 inscriptis==2.7.6 \
  lxml==6.1.3 lxml_html_clean==0.4.6; do
  env/bin/pip install --quiet --disable-pip-version-check "$package"
done
npm init -y >npm.log
npm install --silent @mozilla/readability@0.6.0 jsdom@29.1.1 linkedom@0.18.15 >>npm.log
cat >extract.py <<'PY'
import re
import sys
import warnings

warnings.simplefilter("ignore")
import inscriptis
import justext
import newspaper
import trafilatura
from goose3 import Goose
from readability import Document
from resiliparse.extract.html2text import extract_plain_text

sentence = "The council met on Monday, and after four hours of talk, it voted, nine to two, to keep the old bridge open. " * 3
page = f"""<!doctype html><html lang="en"><head><title>The old bridge stays open until spring</title></head><body>
<news-story><template shadowrootmode="open"><article><p>ONE {sentence}</p><slot></slot><p>THREE {sentence}</p></article></template>
<p>TWO {sentence}</p></news-story><template><p>INERT {sentence}</p></template><p>FOUR {sentence}</p></body></html>"""
open("page.html", "w").write(page)


def newspaper_text(page):
    article = newspaper.Article("https://example.com/")
    article.download(input_html=page)
    article.parse()
    return article.text


readers = {
    "trafilatura": trafilatura.extract,
    "readability-lxml": lambda page: Document(page).summary(),
    "newspaper4k": newspaper_text,
    "goose3": lambda page: Goose().extract(raw_html=page).cleaned_text,
    "justext": lambda page: " ".join(each.text for each in justext.justext(page.encode(), justext.get_stoplist("English"))),
    "resiliparse": lambda page: extract_plain_text(page, main_content=True),
    "inscriptis": inscriptis.get_text,
}
wanted = {
    "trafilatura": "ONE THREE",
    "readability-lxml": "ONE THREE",
    "newspaper4k": "ONE THREE",
    "goose3": "ONE THREE",
    "justext": "ONE THREE TWO INERT FOUR",
    "resiliparse": "TWO FOUR",
    "inscriptis": "ONE THREE TWO INERT FOUR",
}
for name, read in readers.items():
    seen = " ".join(re.findall("ONE|TWO|THREE|FOUR|INERT", read(page)))
    print(f"{name}: {seen}")
    assert seen == wanted[name], name
PY
env/bin/python extract.py
cat >extract.mjs <<'JS'
import assert from 'node:assert'
import fs from 'node:fs'
import { Readability } from '@mozilla/readability'
import { JSDOM } from 'jsdom'
import { parseHTML } from 'linkedom'
const page = fs.readFileSync('page.html', 'utf8')
const documents = { jsdom: new JSDOM(page).window.document, linkedom: parseHTML(page).document }
const wanted = { jsdom: 'TWO FOUR', linkedom: 'ONE THREE TWO INERT FOUR' }
for (const [name, document] of Object.entries(documents)) {
  const seen = new Readability(document).parse().textContent.match(/ONE|TWO|THREE|FOUR|INERT/g).join(' ')
  console.log(`Readability over ${name}: ${seen}`)
  assert.equal(seen, wanted[name])
}
JS
node extract.mjs
