"""What readers say below a story, and the rows of networks to share it on: known by their shape, whatever they are called."""

from __future__ import annotations

from collections import Counter, defaultdict

from termread.parse.page.boilerplate.trim import TIME, cut_range
from termread.parse.page.compose.live import is_named_live
from termread.parse.page.model import Box, Piece, Sheet, Signature, make_of

_FEWEST = 3
"""How many boxes of one make are a thread."""
_SIGN, _DATE = 24, 80
"""Characters of a line that each comment has, such as the offer to reply, and of the line that says when it was made."""
_MOST = 0.8
"""The share of the page's running text from which a thread is the page: a forum, or a live blog."""
_PARTS = frozenset(["li", "div", "article", "section", "ol", "tr", "dd"])
_NETWORKS = frozenset(
    ["facebook", "twitter", "x", "email", "e", "mail", "whatsapp", "telegram", "linkedin", "pinterest", "reddit", "tumblr", "pocket",
     "flipboard", "messenger", "instagram", "viber", "threads", "bluesky", "mastodon", "vkontakte", "vk", "odnoklassniki", "line", "weibo",
     "wechat", "kakao", "kakaotalk", "naver", "band", "xing", "skype", "mix", "digg", "print", "copy", "link", "youtube", "tiktok", "rss",
     "snapchat", "signal", "gmail"]
)  # fmt: skip


def cut_threads(sheet: Sheet) -> None:
    """Cut boxes of one make that each say when they were written and hold the same short line: comments of readers."""
    total = sheet.boxes[0].weight if sheet.boxes else 0
    makes: defaultdict[Signature, list[Box]] = defaultdict(list)
    siblings: defaultdict[tuple[str, int], list[Box]] = defaultdict(list)
    for box in sheet.boxes:
        if (
            box.weight
            and box.reason is None
            and box.tag in _PARTS
            and box.end - box.start >= _FEWEST
            and not is_named_live(box)
        ):
            makes[make_of(box)].append(box)
            # Answers and odd lines are often called otherwise than what they stand beside.
            siblings[box.tag, id(box.parent)].append(box)
    for boxes in (*makes.values(), *siblings.values()):
        apart = _outermost(boxes)
        if len(apart) >= _FEWEST and sum(box.weight for box in apart) < _MOST * total and _are_comments(apart, sheet):
            for box in apart:
                cut_range(sheet, box, "comments")


def _outermost(boxes: list[Box]) -> list[Box]:
    """Return the boxes that stand in no other of them: answers stand in what they answer."""
    kept: list[Box] = []
    for box in boxes:
        if not kept or box.start >= kept[-1].end:
            kept.append(box)
    return kept


def _are_comments(boxes: list[Box], sheet: Sheet) -> bool:
    lines: Counter[str] = Counter()
    dated = written = 0
    for box in boxes:
        inside = sheet.pieces[box.start : box.end]
        dated += any(len(piece.text) <= _DATE and TIME.search(piece.text) for piece in inside)
        written += any(piece.runs for piece in inside)
        lines.update({piece.key for piece in inside if 0 < len(piece.text) <= _SIGN})
    most = max(lines.values(), default=0)
    return min(dated, written, most) * 5 >= 4 * len(boxes)


def cut_networks(sheet: Sheet) -> None:
    """Cut rows of three or more short lines that are nothing but names of networks."""
    row: list[Piece] = []
    for piece in [*sheet.pieces, None]:
        if piece is not None and _is_network(piece):
            row.append(piece)
            continue
        if piece is not None and not piece.text:
            continue
        if len(row) >= _FEWEST:
            for each in row:
                each.cut = each.cut or "share"
        row = []


def _is_network(piece: Piece) -> bool:
    if not 0 < len(piece.text) <= _SIGN:
        return False
    words = piece.text.casefold().replace("-", " ").split()
    return bool(words) and words[0] in _NETWORKS and _NETWORKS.issuperset(words)
