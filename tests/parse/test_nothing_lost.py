"""Every visible word of a page stands in its article: in a block, in the header, or among what was cut."""

from __future__ import annotations

import json
import random

import pytest
from small_pages import parsed

from termread.codec import record_of

TAGS = [
    "div",
    "div",
    "div",
    "p",
    "p",
    "p",
    "p",
    "section",
    "article",
    "aside",
    "footer",
    "nav",
    "header",
    "main",
    "form",
    "blockquote",
    "ul",
    "ol",
    "li",
    "table",
    "tr",
    "td",
    "th",
    "figure",
    "figcaption",
    "dl",
    "dt",
    "dd",
    "h1",
    "h2",
    "h3",
    "h4",
    "span",
    "b",
    "i",
    "a",
    "small",
    "cite",
    "address",
    "center",
    "details",
    "summary",
    "button",
    "label",
    "caption",
    "pre",
    "code",
    "video",
]
NAMES = (
    "", "", "", "story", "article-body", "related", "share-bar", "gallery", "gallery-item", "newsletter", "caption", "credit", "byline", "infobox",
    "sidebar", "comments", "live-post", "poll", "cookie-banner", "editor-note", "paywall", "promo", "dek", "post hentry", "swiper", "pull-quote",
)  # fmt: skip
SIGNS = ("", "", "", ".", ".", "!", "?", ":", ",")


class Maker:
    """Makes a page of words that are each said once, in whatever elements may hold each other."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.words: list[str] = []

    def word(self) -> str:
        self.words.append(f"w{len(self.words)}x{self.chance.randrange(10**6)}")
        return self.words[-1] + self.chance.choice(SIGNS)

    def run(self) -> str:
        return " ".join(self.word() for _ in range(self.chance.choice((1, 2, 4, 9, 20))))

    def element(self, depth: int) -> str:
        tag = self.chance.choice(TAGS)
        if tag == "video":
            return '<video src="/v.mp4"></video>'
        name = self.chance.choice(NAMES)
        inner = "".join(self.piece(depth + 1) for _ in range(self.chance.randrange(1, 4)))
        extra = f' href="/s/{len(self.words)}"' if tag == "a" else ""
        picture = f'<img src="/p{len(self.words)}.jpg" width=600>' if tag == "figure" else ""
        end = "" if self.chance.random() < 0.05 else f"</{tag}>"
        return f'<{tag} class="{name}"{extra}>{picture}{inner}{end}'

    def piece(self, depth: int) -> str:
        choice = self.chance.random()
        if depth > 5 or choice < 0.6:
            return self.run()
        if choice < 0.5:
            return self.chance.choice(("<br>", "<br><br>", "<hr>", '<img src="/a.jpg">', '<input type="email">'))
        return self.element(depth)

    def page(self) -> str:
        body = "".join(self.element(0) for _ in range(self.chance.randrange(3, 9)))
        head = self.word()
        return f"<html lang=en><head><title>{head}</title></head><body><h1>{head}</h1>{body}</body></html>"


@pytest.mark.parametrize("seed", range(120))
def test_every_word_of_a_made_page_is_somewhere_in_its_article(seed):
    maker = Maker(seed)
    said = json.dumps(record_of(parsed(maker.page()).article), ensure_ascii=False)
    lost = [word for word in maker.words if word not in said]
    assert not lost
