"""News pages of any size, made of our own sentences: the same size gives the same bytes."""

from __future__ import annotations

import random

SENTENCES = (
    "The harbour council met on Tuesday evening and adjourned without a vote, as it has done since the spring.",
    "Nobody on the northern quay could say when the cranes would move again, and nobody was asked.",
    "What the figures show is a slower year: fewer ships, longer stays, and a yard that is never quite empty.",
    "“We counted the lorries twice,” said one clerk, “and we got the same number, which is more than we expected.”",
    "The ministry has promised a timetable by the end of the month; the unions have promised to read it.",
    "In the old town the shops open at nine, the bakery at five, and the argument about the bridge never closes.",
    "A report published last week puts the cost at eleven million, spread over four years and three budgets.",
    "It is the kind of decision that looks small on paper and large from a kitchen window.",
    "港口委員會周二晚間開會，未經表決即告休會，與春季以來的歷次會議一樣。",
)
FIRST = "Ships wait longer at the northern quay than at any time since the war."


def blocks(size: int) -> list[tuple[str, str]]:
    """Return (kind, text) pairs that hold about *size* bytes of text; kinds are p, h2, figure and blockquote."""
    dice = random.Random(20251030)
    made, total = [("p", FIRST + " " + SENTENCES[0])], 0
    while total < size:
        count = len(made)
        kind = "h2" if count % 9 == 8 else "figure" if count % 23 == 11 else "blockquote" if count % 31 == 17 else "p"
        length = 1 if kind in ("h2", "figure") else dice.randint(2, 5)
        text = " ".join(dice.choice(SENTENCES) for _ in range(length)) + f" [{count}]"
        made.append((kind, text))
        total += len(text.encode())
    return made


def html(size: int) -> str:
    """Return a page with a menu, a banner and a footer around about *size* bytes of article."""
    shape = {
        "p": "<p>{}</p>",
        "h2": "<h2>{}</h2>",
        "blockquote": "<blockquote><p>{}</p></blockquote>",
        "figure": '<figure><img src="p.jpg" alt=""><figcaption>{}</figcaption></figure>',
    }
    menu = "".join(f'<li><a href="/{name}">{name}</a></li>' for name in ("World", "Business", "Opinion", "Culture"))
    body = "\n".join(shape[kind].format(text) for kind, text in blocks(size))
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Harbour notes, a page of any length</title>'
        '<meta property="article:published_time" content="2025-10-30T08:00:00+00:00"></head><body>'
        f'<div class="cookie-banner">We use cookies. <button>I agree</button></div><nav><ul>{menu}</ul></nav>'
        f"<main><article><h1>Harbour notes, a page of any length</h1><p class='byline'>By the harbour desk</p>{body}</article></main>"
        "<footer>All rights reserved.</footer></body></html>"
    )
