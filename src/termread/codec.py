"""Articles to JSON and back, in one versioned, documented schema (docs/schema.md).

`article_of(record_of(article)) == article` for every article. Running text is always an object with `text` and
`marks`; unknown values are null.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, assert_never, get_args

from termread.article import (
    Anchor,
    Article,
    Block,
    Cell,
    Code,
    Cut,
    Direction,
    Embed,
    Entry,
    Figure,
    Footnote,
    Footnotes,
    Gallery,
    Heading,
    Item,
    Listing,
    Mark,
    Note,
    NoteKind,
    Notice,
    Paragraph,
    Place,
    Prose,
    Quote,
    Rule,
    Style,
    Table,
)

SCHEMA = 1
MOST = 1 << 53
"""Upper bound for integers, since other programs read JSON numbers as floats."""
STYLES, NOTE_KINDS, DIRECTIONS = get_args(Style), get_args(NoteKind), get_args(Direction)

Record = dict[str, Any]

_PLAIN = (
    *("url", "canonical_url", "site", "language", "direction", "title", "kicker", "dek", "byline"),
    *("published", "modified", "next_url"),
)
_MAYBE = tuple(name for name in _PLAIN if name not in ("title", "direction"))


@contextmanager
def uncollected() -> Iterator[None]:
    """Pause the garbage collector: an article may be a million values without cycles, and each pass would visit all."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def record_of(article: Article) -> Record:
    """Return *article* as a JSON object in this schema."""
    record: Record = {"schema": SCHEMA}
    record.update((name, getattr(article, name)) for name in _PLAIN)
    record["authors"] = list(article.authors)
    record["notices"] = [{"code": notice.code, "text": notice.text} for notice in article.notices]
    record["cut"] = [_cut_record(cut) for cut in article.cut]
    record["anchors"] = [
        {"name": anchor.name, "block": anchor.place.block, "offset": anchor.place.offset} for anchor in article.anchors
    ]
    record["blocks"] = [block_record(block) for block in article.blocks]
    return record


def _cut_record(cut: Cut) -> Record:
    record: Record = {"reason": cut.reason, "text": cut.text, "after": cut.after}
    if cut.stage:
        record["stage"] = cut.stage
    if cut.entries:
        record["entries"] = [block_record(entry) for entry in cut.entries]
    return record


def _cut_of(record: Record) -> Cut:
    blocks = map(block_of, record.get("entries", ()))
    entries = tuple(block for block in blocks if isinstance(block, Entry))
    return Cut(
        _text(record["reason"]), _text(record["text"]), _count(record["after"]), _text(record.get("stage", "")), entries
    )


def article_of(record: Record) -> Article:
    """Return the article in *record*; raises KeyError, TypeError or ValueError if it does not match the schema."""
    if record["schema"] != SCHEMA:
        message = f"schema {record['schema']} is not known"
        raise ValueError(message)
    return Article(
        title=_text(record.get("title", "")),
        direction=_one_of(DIRECTIONS, record.get("direction", "ltr")),
        **{name: _text_or_none(record[name]) for name in _MAYBE if name in record},
        authors=tuple(map(_text, record.get("authors", ()))),
        blocks=tuple(block_of(block) for block in record["blocks"]),
        anchors=tuple(
            Anchor(_text(a["name"]), Place(_count(a["block"]), _count(a["offset"]))) for a in record.get("anchors", ())
        ),
        notices=tuple(Notice(_text(n["code"]), _text(n["text"])) for n in record.get("notices", ())),
        cut=tuple(map(_cut_of, record.get("cut", ()))),
    )


def prose_record(prose: Prose) -> Record:
    """Return running text as a JSON object."""
    marks = []
    for mark in prose.marks:
        entry: Record = {"start": mark.start, "end": mark.end, "style": mark.style}
        if mark.href is not None:
            entry["href"] = mark.href
        marks.append(entry)
    return {"text": prose.text, "marks": marks}


def prose_of(record: Record) -> Prose:
    """Return the running text in *record*."""
    text, marks = _text(record["text"]), record.get("marks")
    return Prose(text, tuple(map(_mark_of, marks))) if marks else Prose(text)


def _mark_of(record: Record) -> Mark:
    style = _one_of(STYLES, record["style"])
    return Mark(_count(record["start"]), _count(record["end"]), style, _text_or_none(record.get("href")))


def _text(value: Any) -> str:
    """Return *value*, which must be a string: the input may come from an untrusted file or process."""
    if type(value) is not str:
        raise TypeError(type(value))
    return value


def _text_or_none(value: Any) -> str | None:
    return None if value is None else _text(value)


def _count(value: Any) -> int:
    if type(value) is not int or not -MOST < value < MOST:
        raise TypeError(type(value))
    return value


def _count_or_none(value: Any) -> int | None:
    return None if value is None else _count(value)


def _depth(value: Any) -> int:
    if (depth := _count(value)) < 0:
        raise ValueError(depth)
    return depth


def _flag(value: Any) -> bool:
    if type(value) is not bool:
        raise TypeError(type(value))
    return value


def _one_of(words: tuple[Any, ...], value: Any) -> Any:
    if value not in words:
        raise ValueError(type(value))
    return value


def block_record(block: Block) -> Record:
    """Return *block* as a JSON object."""
    match block:
        case Heading(level, prose):
            return {"type": "heading", "level": level, **prose_record(prose)}
        case Paragraph(prose):
            return {"type": "paragraph", **prose_record(prose)}
        case Quote(blocks, cite):
            return {"type": "quote", "blocks": [block_record(b) for b in blocks], "cite": cite}
        case Note(kind, blocks):
            return {"type": "note", "kind": kind, "blocks": [block_record(b) for b in blocks]}
        case Listing(ordered, items, start):
            return {"type": "list", "ordered": ordered, "start": start, "items": [_item_record(i) for i in items]}
        case Table(rows, caption):
            cells = [[{**prose_record(c.prose), "header": c.header} for c in row] for row in rows]
            return {"type": "table", "rows": cells, "caption": prose_record(caption) if caption else None}
        case Code(text, language):
            return {"type": "code", "text": text, "language": language}
        case Figure():
            return _figure_record(block)
        case Gallery(figures):
            return {"type": "gallery", "figures": [_figure_record(f) for f in figures]}
        case Embed(provider, url, text):
            return {"type": "embed", "provider": provider, "url": url, "text": text}
        case Entry(time, title, blocks, author, points, depth):
            post = {"author": author, "points": points, "depth": depth}
            return {"type": "entry", "time": time, "title": title, **post, "blocks": [block_record(b) for b in blocks]}
        case Footnotes(items):
            notes = [
                {"label": i.label, **prose_record(i.prose), "blocks": [block_record(b) for b in i.blocks]}
                for i in items
            ]
            return {"type": "footnotes", "items": notes}
        case Rule():
            return {"type": "rule"}
        case _:
            assert_never(block)


def block_of(record: Record) -> Block:
    """Return the block in *record*."""
    return _READERS[record["type"]](record)


def _item_record(item: Item) -> Record:
    label = {"label": item.label} if item.label else {}
    return {**label, **prose_record(item.prose), "blocks": [block_record(b) for b in item.blocks]}


def _figure_record(figure: Figure) -> Record:
    return {
        "type": "figure",
        "caption": prose_record(figure.caption),
        "credit": figure.credit,
        "alt": figure.alt,
        "src": figure.src,
        "width": figure.width,
        "height": figure.height,
    }


def _figure_of(record: Record) -> Figure:
    return Figure(
        prose_of(record["caption"]),
        _text(record["credit"]),
        _text(record["alt"]),
        _text(record["src"]),
        _count_or_none(record["width"]),
        _count_or_none(record["height"]),
    )


def _blocks_of(record: Record) -> tuple[Block, ...]:
    return tuple(block_of(block) for block in record.get("blocks", ()))


def _table_of(record: Record) -> Table:
    rows = tuple(tuple(Cell(prose_of(c), _flag(c["header"])) for c in row) for row in record["rows"])
    caption = record.get("caption")
    return Table(rows, prose_of(caption) if caption else None)


_READERS: dict[str, Callable[[Record], Block]] = {
    "heading": lambda r: Heading(_count(r["level"]), prose_of(r)),
    "paragraph": lambda r: Paragraph(prose_of(r)),
    "quote": lambda r: Quote(_blocks_of(r), _text_or_none(r.get("cite"))),
    "note": lambda r: Note(_one_of(NOTE_KINDS, r["kind"]), _blocks_of(r)),
    "list": lambda r: Listing(
        _flag(r["ordered"]),
        tuple(Item(prose_of(i), _blocks_of(i), _text(i.get("label", ""))) for i in r["items"]),
        _count(r.get("start", 1)),
    ),
    "table": _table_of,
    "code": lambda r: Code(_text(r["text"]), _text_or_none(r.get("language"))),
    "figure": _figure_of,
    "gallery": lambda r: Gallery(tuple(_figure_of(f) for f in r["figures"])),
    "embed": lambda r: Embed(_text(r["provider"]), _text(r["url"]), _text(r.get("text", ""))),
    "entry": lambda r: Entry(
        _text_or_none(r["time"]),
        _text_or_none(r["title"]),
        _blocks_of(r),
        _text_or_none(r.get("author")),
        _count_or_none(r.get("points")),
        _depth(r.get("depth", 0)),
    ),
    "footnotes": lambda r: Footnotes(
        tuple(Footnote(_text(i["label"]), prose_of(i), _blocks_of(i)) for i in r["items"])
    ),
    "rule": lambda _: Rule(),
}
