"""Builds typed blocks from the chosen runs: lists, quotes, tables and so on, according to the elements around them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby, takewhile

from termread.article import (
    Block,
    Code,
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
    Paragraph,
    Prose,
    Quote,
    Rule,
)  # fmt: skip
from termread.parse.footnotes import part_of, without_way_back
from termread.parse.page.boilerplate import SOURCE
from termread.parse.page.class_names import words_of
from termread.parse.page.compose.frames import entry_of, entry_of_post
from termread.parse.page.compose.links import Links, in_order, joined, prose_of, unlinked
from termread.parse.page.compose.lists import block_of, list_labels, list_start, numbered, table_of
from termread.parse.page.images import embed_of, post_of
from termread.parse.page.model import RUNNING, Element, Post, Run
from termread.parse.page.notation import language_of
from termread.values import replace

FRAME_CAP = 16
"""How deep lists, quotes and tables may nest; anything deeper is treated as if it were at this depth."""

SOURCE_CAP = 120
"""Characters of the longest paragraph that may be the source of a quotation."""
_DASHES, _ENDS = "—–-―", (".", "!", "?", "…", "”", '"', "»", "“", "’")
CARDS = "cards"
"""Stands for the common frame of consecutive cards."""

Row = tuple[int, Run, list[Element]]


class Composer:
    """Composes blocks from runs; *frames* maps the elements that shape their content to their kind."""

    def __init__(
        self,
        links: Links,
        frames: dict[Element, str],
        figures: dict[int, Figure],
        posts: dict[Element, Post] | None = None,
        cards: dict[Element, int] | None = None,
    ) -> None:
        self.links, self.posts = links, posts or {}
        self.cards = cards or {}
        """The index of each card's headline run."""
        self.rows: dict[int, int] = {}
        self.frames, self.figures = frames, figures
        self.known: dict[Element, list[Element]] = {}

    def compose(
        self, chosen: Sequence[tuple[int, Run]], together: dict[int, int] | None = None
    ) -> list[tuple[Block, list[int]]]:
        """Return the blocks of the chosen runs in order, each with the indices of its runs.

        *together* maps runs that form one block to the first run of that block.
        """
        self.rows = together or {}
        rows = [(index, run, self.chain(run)) for index, run in chosen]
        return _gathered(self._build(rows, 0))

    def chain(self, run: Run) -> list[Element]:
        """Return the framing elements around a run, outermost first, at most `FRAME_CAP`."""
        element = run.element
        around = [] if element in self.posts else self._around(element.parent)
        return [*around, element][:FRAME_CAP] if element in self.frames else around

    def _around(self, element: Element | None) -> list[Element]:
        """Return the framing elements of *element* and its ancestors, cached for its siblings.

        The search ends at a post, which is an entry of its own even if nested in the post that it answers.
        """
        if element is None:
            return []
        if element not in self.known:
            found: list[Element] = []
            for outer in element.up():
                if outer in self.frames:
                    found.append(outer)
                if outer in self.posts:
                    break
            self.known[element] = found[::-1][:FRAME_CAP]
        return self.known[element]

    def _build(self, rows: list[Row], depth: int) -> Iterator[tuple[Block, list[int]]]:
        for frame, members in groupby(rows, key=lambda row: self._frame_at(row, depth)):
            group = list(members)
            if frame is None:
                yield from self._leaves(group)
                continue
            if isinstance(frame, str):
                yield self._cards(group, depth), [index for index, _, _ in group]
                continue
            maker = _MAKERS.get(self.frames[frame].split(":")[0])
            if maker is None:
                yield from self._build(group, depth + 1)
            elif (made := maker(self, frame, group, depth + 1)) is not None:
                yield made, [index for index, _, _ in group]

    def _frame_at(self, row: Row, depth: int) -> Element | str | None:
        """Return a run's frame at *depth*, or None; consecutive cards share the frame `CARDS`."""
        frame = row[2][depth] if len(row[2]) > depth else None
        return CARDS if frame is not None and self.frames[frame] == "card" else frame

    def _cards(self, rows: list[Row], depth: int) -> Block:
        """Return cards as a list of headlines with their teasers; consecutive short lines are joined into one."""
        items: list[Item] = []
        for card, members in groupby(rows, key=lambda row: row[2][depth]):
            runs = {index: run for index, run, _ in members}
            head = runs.pop(self.cards[card], None)
            title = self.prose(head, one_line=True) if head else Prose()
            below: list[Prose] = []
            for short, beside in groupby(runs.values(), key=lambda run: run.size < RUNNING and not run.stops):
                lines = [unlinked(self.prose(run, one_line=True), title) for run in beside]
                below += [joined(lines, " · ")] if short else lines
            items.append(Item(title, tuple(map(Paragraph, below))))
        return Listing(False, tuple(items))

    def _leaves(self, group: list[Row]) -> Iterator[tuple[Block, list[int]]]:
        """Yield the blocks of runs without a frame, joining rows that belong together."""
        for first, members in groupby(group, key=lambda row: self.rows.get(row[0], row[0])):
            leaves = list(members)
            if first in self.rows and len(leaves) > 1:
                runs = [run for _, run, _ in leaves]
                yield block_of(runs, [self.prose(run) for run in runs]), [index for index, _, _ in leaves]
                continue
            for index, run, _ in leaves:
                if (block := self.leaf(index, run)) is not None:
                    yield block, [index]

    def leaf(self, index: int, run: Run) -> Block | None:
        """Return the block that a single run makes, or None."""
        match run.kind:
            case "heading":
                return Heading(run.level, self.prose(run, one_line=True))
            case "code":
                return Code(run.text, language_of(run.element.node))
            case "image":
                return self.figures.get(index)
            case "embed":
                return embed_of(run, self.links)
            case "rule":
                return Rule()
            case _:
                return Paragraph(self.prose(run)) if run.text else None

    def prose(self, run: Run, *, one_line: bool = False) -> Prose:
        """Return the text of a run with its marks."""
        text = run.text.replace("\n", " ") if one_line else run.text
        return prose_of(text, run.spans, self.links)

    def inner(self, rows: list[Row], depth: int) -> tuple[Block, ...]:
        """Return the blocks of the rows inside a frame."""
        return tuple(block for block, _ in self._build(rows, depth))

    def _quote(self, frame: Element, rows: list[Row], depth: int) -> Block | None:
        blocks, cite = list(self.inner(rows, depth)), None
        last = blocks[-1] if blocks else None
        if isinstance(last, Paragraph) and (parted := _split_source(last.prose, rows[-1][1], frame)):
            said, source = parted
            if said.text or (len(blocks) > 1 and len(source) < SOURCE_CAP):
                blocks[-1:], cite = [Paragraph(said)] if said.text else [], source
        if frame.tag == "figure" and len(blocks) == 1 and isinstance(blocks[0], Quote):
            return replace(blocks[0], cite=blocks[0].cite or cite)
        return Quote(tuple(blocks), cite) if blocks else None

    def _list(self, frame: Element, rows: list[Row], depth: int) -> Block | None:
        items: list[Item] = []
        ordered = frame.tag == "ol"
        labels = list_labels(frame.node) if ordered else {}
        for element, members in groupby(rows, key=lambda row: row[2][depth] if len(row[2]) > depth else None):
            item = self._item(list(members), depth + 1)
            if item is not None:
                label = labels.get(element.node, "") if element is not None else ""
                _add_item(items, replace(item, label=label), element.tag if element is not None else "")
        if not items:
            return None
        return Listing(ordered, *numbered(items, list_start(frame.node))) if ordered else Listing(False, tuple(items))

    def _footnotes(self, frame: Element, rows: list[Row], depth: int) -> Block | None:
        listing = self._list(frame, rows, depth)
        if not isinstance(listing, Listing):
            return None
        return Footnotes(
            tuple(
                Footnote(label, without_way_back(item.prose), item.blocks)
                for label, item in zip(listing.labels, listing.items, strict=True)
            )
        )

    def _footnote(self, frame: Element, rows: list[Row], depth: int) -> Block | None:
        alone = rows[0][1].linked >= len(rows[0][1].text.strip("[]().: "))
        blocks = self.inner(rows[1:] if alone else rows, depth)
        called = next((text for a in frame.node.iter("a") if (text := (a.text or "").strip(" .[]()"))), "")
        if not blocks or isinstance(blocks[0], Footnotes):  # the notes, each in its own element
            return next(iter(blocks), None)
        label = called if called.isdecimal() else ""
        first, rest = (blocks[0].prose, blocks[1:]) if isinstance(blocks[0], Paragraph) else (Prose(), blocks)
        return Footnotes((Footnote(label, without_way_back(first), rest),))

    def _item(self, rows: list[Row], depth: int) -> Item | None:
        first = rows[0][1]
        if first.kind in ("text", "heading") and len(rows[0][2]) <= depth:
            return Item(self.prose(first), self.inner(rows[1:], depth))
        blocks = self.inner(rows, depth)
        return Item(Prose(), blocks) if blocks else None

    def _table(self, frame: Element, rows: list[Row], _: int) -> Block | None:
        said = ((run, self._in_cell(index, run)) for index, run, _ in rows)
        return table_of(frame, [(run, prose) for run, prose in said if prose.text])

    def _in_cell(self, index: int, run: Run) -> Prose:
        """Return a run as the text of a table cell; a picture becomes its alternative text, linked to the file."""
        if run.kind != "image" or run.image is None:
            return self.prose(run, one_line=True)
        figure = self.figures.get(index)
        words = run.image.alt or run.image.title or run.image.src.partition("?")[0].rpartition("/")[2]
        marks = (Mark(0, len(words), "link", figure.src),) if figure is not None and figure.src and words else ()
        return Prose(words, marks)

    def _note(self, frame: Element, rows: list[Row], depth: int) -> Block | None:
        blocks = self.inner(rows, depth)
        kind: NoteKind = self.frames[frame].split(":")[1]  # type: ignore[assignment]
        return Note(kind, blocks) if blocks else None

    def _entry(self, frame: Element, rows: list[Row], depth: int) -> Block | None:
        blocks, post = self.inner(rows, depth), self.posts.get(frame)
        return entry_of_post(post, blocks) if post else entry_of(frame, blocks)

    def _gallery(self, _: Element, rows: list[Row], __: int) -> Block | None:
        made = (self.leaf(index, run) for index, run, _ in rows)
        figures = tuple(figure for figure in made if isinstance(figure, Figure))
        return Gallery(figures) if figures else None


_MAKERS: dict[str, Callable[[Composer, Element, list[Row], int], Block | None]] = {
    "list": Composer._list, "footnotes": Composer._footnotes, "footnote": Composer._footnote, "quote": Composer._quote,
    "table": Composer._table, "note": Composer._note, "entry": Composer._entry, "gallery": Composer._gallery,
    "embed": lambda self, frame, rows, _: post_of(frame, [row[1] for row in rows], self.links),
}  # fmt: skip


def _add_item(items: list[Item], item: Item, tag: str) -> None:
    """Add an item to *items*; a term (`dt`) becomes bold, and its definition (`dd`) goes below it."""
    if tag == "dt":
        text = item.prose.text
        strong = (Mark(0, len(text), "strong"),) if text else ()
        item = Item(Prose(text, in_order([*strong, *item.prose.marks])), item.blocks)
    elif tag == "dd" and items and items[-1].prose.text:
        own = (Paragraph(item.prose),) if item.prose.text else ()
        items[-1] = Item(items[-1].prose, (*items[-1].blocks, *own, *item.blocks))
        return
    items.append(item)


def _gathered(made: Iterable[tuple[Block, list[int]]]) -> list[tuple[Block, list[int]]]:
    """Return the blocks with consecutive footnotes merged into one."""
    gathered: list[tuple[Block, list[int]]] = []
    for block, indices in made:
        last = gathered[-1][0] if gathered else None
        if isinstance(block, Footnotes) and isinstance(last, Footnotes):
            gathered[-1] = (Footnotes((*last.items, *block.items)), gathered[-1][1] + indices)
        else:
            gathered.append((block, indices))
    return gathered


def _split_source(prose: Prose, run: Run, frame: Element) -> tuple[Prose, str] | None:
    """Split a quotation's last paragraph into text and source, or return None; the source may be all of it."""
    text = prose.text
    marked = (span.start for span in run.spans if span.value in ("cite", "small") and span.end >= len(text) - 2)
    start = 0 if text[0] in _DASHES or _is_cite(run, frame) else next(marked, None)
    said = text[:start].rstrip(f" \n({_DASHES}")
    if start is None or (said and not said.endswith(_ENDS)):
        return None
    return part_of(prose, 0, len(said)), text[start:].strip(f" (){_DASHES}")


def _is_cite(run: Run, frame: Element) -> bool:
    """Return whether the markup around a quotation's last run identifies it as the source."""
    for element in takewhile(lambda element: element is not frame, run.element.up()):
        if element.tag in ("footer", "cite", "figcaption") or (element.name and SOURCE.search(words_of(element.name))):
            return True
    return False
