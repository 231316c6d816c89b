#!/usr/bin/env bash
# Text extractors change numbers: half becomes 12, a million 106, and "five" struck out for "six" both, neither or "fivesix".
#
# Expected: an extractor without formatting still keeps a fraction apart, drops what is struck out or marks it, and loses no inserted word.
# Seen: 1&frasl;2 becomes "12" in resiliparse 2.0.1, which drops the sign, and "1⁄" in goose3 3.1.22, which drops every <sub>; a MathML
#   half is "12" in resiliparse, inscriptis 2.7.6, newspaper4k 0.9.6 and jusText 3.0.2, and nothing in trafilatura 2.3.1 and goose3; 10<sup>6</sup>
#   is "106" in all six; <del>five</del> <ins>six</ins> is "five six" in four, "fivesix" in jusText, and nothing at all in goose3.
# Why it matters: recipes, science and corrections. termread says 1/2, 10⁶, and sets what is struck out as struck out.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv env
for package in trafilatura==2.3.1 newspaper4k==0.9.6 goose3==3.1.22 jusText==3.0.2 resiliparse==2.0.1 inscriptis==2.7.6 lxml==6.1.3 \
  lxml_html_clean==0.4.6; do
  env/bin/pip install --quiet --disable-pip-version-check "$package"
done
env/bin/python - <<'PY'
import re
import warnings

warnings.simplefilter("ignore")
import inscriptis
import justext
import newspaper
import trafilatura
from goose3 import Goose
from resiliparse.extract.html2text import extract_plain_text

SENTENCE = "The council met on Monday, and after four hours of talk, it voted, nine to two, to keep the old bridge open until spring. "
NUMBERS = {
    "slash": "<sup>1</sup>&frasl;<sub>2</sub>",
    "fraction": "<math><mfrac><mn>1</mn><mn>2</mn></mfrac></math>",
    "power": "10<sup>6</sup>",
    "struck": "<del>five</del> <ins>six</ins>",
}


def newspaper_text(page):
    article = newspaper.Article("https://example.com/")
    article.download(input_html=page)
    article.parse()
    return article.text


READERS = {
    "trafilatura": (trafilatura.extract, ["1⁄2", "", "106", "five six"]),
    "resiliparse": (lambda page: extract_plain_text(page, main_content=True), ["12", "12", "106", "five six"]),
    "inscriptis": (inscriptis.get_text, ["1⁄2", "12", "106", "five six"]),
    "newspaper4k": (newspaper_text, ["1⁄2", "12", "106", "five six"]),
    "goose3": (lambda page: Goose().extract(raw_html=page).cleaned_text, ["1⁄", "", "106", ""]),
    "jusText": (
        lambda page: "\n".join(each.text for each in justext.justext(page.encode(), justext.get_stoplist("English"))),
        ["1⁄2", "12", "106", "fivesix"],
    ),
}


def page(number):
    told = f"<p>The clerk said on Monday evening that it needs about {number} of the bolts that were counted by the council.</p>"
    title = "The old bridge stays open until spring"
    body = f"<article><h1>{title}</h1><p>{SENTENCE * 3}</p><p>{SENTENCE * 2}</p>{told}<p>{SENTENCE * 3}</p></article>"
    return f'<!doctype html><html lang="en"><head><title>{title}</title></head><body>{body}</body></html>'


for name, (read, wanted) in READERS.items():
    seen = [" ".join(re.search("needs about(.*?)of the bolts", read(page(number))).group(1).split()) for number in NUMBERS.values()]
    print(name, dict(zip(NUMBERS, seen)))
    assert seen == wanted, name
PY
