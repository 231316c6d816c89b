"""Composes the article from the kept runs of a page, and lists what was excluded."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from itertools import groupby

from termread.article import Anchor, Article, Block, Cut, Entry, Note, Paragraph, headed
from termread.parse.footnotes import tie_footnotes
from termread.parse.page.boilerplate import weigh
from termread.parse.page.compose.blocks import Composer
from termread.parse.page.compose.frames import frames_of, is_newest_first
from termread.parse.page.compose.headings import has_scenes, mark_breaks, relevel
from termread.parse.page.compose.links import Links, anchors_of
from termread.parse.page.compose.lists import rows_of
from termread.parse.page.compose.notes import with_endings, with_notes
from termread.parse.page.flatten import flatten
from termread.parse.page.images import say_captions
from termread.parse.page.images.captions import pair
from termread.parse.page.images.credits import figures_of
from termread.parse.page.locate import grammar_of
from termread.parse.page.model import Page
from termread.parse.page.page_kind import notice
from termread.parse.page.threads import comments_in
from termread.parse.page.tree import Node
from termread.parse.phrasebook import note_called, phrases_for
from termread.parse.saved_page import Carried, Parts
from termread.text import regex

_COUNT = 30
"""Size of the longest line such as "page 1 of 3"."""
_ONE_OF = regex(
    r"(?:page|seite|página|pagina|sida|side|strana|strona|sayfa|halaman|страница)\s*\d{1,2}\s*(?:of|von|de|sur|di|av|af|z|/|из)\s*(?!1\b)\d{1,2}",
    re.IGNORECASE,
)
"""Matches "page 1 of 3" and the like: the article continues on other pages."""


def compose_article(page: Page, url: str | None, parts: Parts | None) -> Article:
    """Return the article composed of the kept runs; *parts* are the pictures embedded in its file."""
    metadata = page.metadata
    links = Links(url, page.base)
    say_captions(page, links)
    figures = figures_of(page, links, Carried(parts))
    chosen = [(i, page.runs[i]) for i in page.kept()]
    made = Composer(links, frames_of(page), figures, page.posts, page.cards).compose(chosen, rows_of(page, chosen))
    tied = tie_footnotes([block for block, _ in made], anchors_of(page, made))
    blocks = relevel(
        tuple(with_endings(with_notes([*tied.blocks], page.phrases), metadata.authors, ruled=not has_scenes(page)))
    )
    if not page.posts and is_newest_first([block for block in blocks if isinstance(block, Entry)]):
        page.notices.append(notice("live"))
    if metadata.next_url is None and any(_counts_pages(run.text) for run in page.runs if run.size <= _COUNT):
        page.notices.append(notice("pages"))
    return headed(
        metadata,
        url=url,
        blocks=blocks,
        anchors=tied.anchors,
        cut=cuts_of(page, [indices[0] for _, indices in made], tied.moved, _comments(page, links)),
        notices=tuple(page.notices),
    )


def _counts_pages(text: str) -> bool:
    return text[-1:].isdecimal() and _ONE_OF.fullmatch(text) is not None


def chapter_blocks(
    root: Node, language: str | None, parts: Parts, wanted: set[str]
) -> tuple[list[Block], list[Anchor]]:
    """Return the blocks of a book's chapter, which has no boilerplate, and the anchors of the *wanted* names in it."""
    page = flatten(root)
    if not page.elements:
        return [], []
    page.wanted |= wanted
    weigh(page)
    for run in page.runs:
        run.excluded = None if run.excluded == "drawing" else run.excluded
    page.phrases, page.grammar = phrases_for(language), grammar_of(page.runs)
    pair(page, 0, len(page.runs), language)
    mark_breaks(page)
    links = Links(None)
    figures = figures_of(page, links, Carried(parts))
    rows = [(i, run) for i, run in enumerate(page.runs) if run.caption_for is None and run.excluded is None]
    made = Composer(links, frames_of(page), figures, cards=page.cards).compose(rows, rows_of(page, rows))
    blocks = [_as_exported(block) for block, _ in made]
    anchors = anchors_of(page, [(block, indices) for block, (_, indices) in zip(blocks, made, strict=True)])
    return blocks, [*anchors]


def _as_exported(block: Block) -> Block:
    """Return a note labelled by our own EPUB export as the original kind of note."""
    match block:
        case Note(blocks=(Paragraph(prose), first, *rest)) if kind := note_called(prose.text):
            return Note(kind, (first, *rest))
        case _:
            return block


def _comments(page: Page, links: Links) -> dict[int, Entry]:
    """Return the comments below the story as entries, by the index of their first run."""
    told, own = comments_in(page)
    rows = [(i, page.runs[i]) for i in own]
    made = Composer(links, dict.fromkeys(told, "entry"), {}, told).compose(rows) if told else ()
    return {indices[0]: block for block, indices in made if isinstance(block, Entry)}


def cuts_of(page: Page, starts: list[int], moved: Sequence[int], comments: Mapping[int, Entry]) -> tuple[Cut, ...]:
    """Return what was excluded, with neighbouring runs grouped by reason.

    *starts* are the first runs of the composed blocks, *moved* the present indices of these blocks.
    """
    stages = {id(run): stage for stage, run, name, _ in page.moves if name == "excluded"}
    left: list[tuple[int, str, str, str]] = []
    for i, run in enumerate(page.runs):
        with_picture = run.excluded is None and run.caption_for is not None
        out = page.runs[run.caption_for or 0] if with_picture else run  # a caption is excluded with its picture
        if out.excluded and run.text:
            left.append((i, run.text, out.excluded, stages.get(id(out), "flatten")))
    cuts: list[Cut] = []
    groups = groupby(left, key=lambda row: (row[2], row[3], bisect_left(starts, row[0]) - 1))
    for (reason, stage, after), members in groups:
        texts = {row[0]: row[1] for row in members}
        entries = tuple(comments[i] for i in texts if i in comments)
        cuts.append(Cut(reason, "\n".join(texts.values()), moved[after] if after >= 0 else after, stage, entries))
    return tuple(cuts)
