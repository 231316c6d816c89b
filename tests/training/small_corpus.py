"""Small pages of our own with their truth, enough to grow trees from: each site writes its pages otherwise."""

from __future__ import annotations

import json
import random
from pathlib import Path

SITES = 24
_WORDS = [
    "river",
    "council",
    "bridge",
    "morning",
    "farmers",
    "promised",
    "water",
    "engineers",
    "measured",
    "slowly",
    "winter",
    "market",
    "voted",
    "budget",
    "repair",
    "children",
    "evening",
    "harbour",
    "letters",
    "doctor",
    "village",
    "report",
    "answer",
    "season",
    "quiet",
    "train",
    "station",
    "window",
    "paper",
]


def write_corpus(folder: Path) -> None:
    """Write a page of each site, with its truth, into *folder*."""
    for site in range(SITES):
        chance = random.Random(site)
        paragraphs = [_sentences(chance, 3) for _ in range(4 + site % 4)]
        page = folder / f"site{site:02}"
        page.mkdir(parents=True)
        (page / "page.html").write_text(_page(site, chance, paragraphs), encoding="utf-8")
        truth = {"url": f"https://site{site}.example/story", "body": "\n".join(paragraphs)}
        (page / "truth.json").write_text(json.dumps(truth), encoding="utf-8")


def _page(site: int, chance: random.Random, paragraphs: list[str]) -> str:
    menu = "".join(f'<li><a href="/{word}">{word.title()} and {site}</a></li>' for word in chance.sample(_WORDS, 8))
    cards = "".join(
        f'<div class="teaser"><a href="/s{i}">{_sentence(chance)}</a><p>{_sentence(chance)}</p></div>' for i in range(4)
    )
    comments = "".join(
        f'<div class="comment"><b>Reader {i}</b><time>1{i}:30</time><p>{_sentences(chance, 2)}</p></div>'
        for i in range(site % 5)
    )
    story = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    box = ("entry", "story", "post", "text")[site % 4]
    return (
        f"<html lang='en'><title>A page of site {site}</title><body><nav class='menu'><ul>{menu}</ul></nav>"
        f"<main><h1>A page of site {site}</h1><div class='{box}-body'>{story}</div></main>"
        f"<div class='related'>{cards}</div><div class='comments'>{comments}</div>"
        f"<footer><p>{_sentence(chance)} All rights reserved.</p></footer></body></html>"
    )


def _sentences(chance: random.Random, number: int) -> str:
    return " ".join(_sentence(chance) for _ in range(number))


def _sentence(chance: random.Random) -> str:
    return " ".join(chance.choice(_WORDS) for _ in range(chance.randint(8, 16))).capitalize() + "."
