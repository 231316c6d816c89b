"""Turns a page into an article. `STAGES` is the ordered list of everything done to it.

A stage is a function that takes the page, changes it only through its moves, and returns nothing. The page records
which stage left out what (`moves`); the first line of a stage's docstring says what it does.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import perf_counter

from termread.codec import uncollected
from termread.document import Document
from termread.errors import Empty
from termread.parse.charset import decode
from termread.parse.metadata import read_metadata
from termread.parse.page.boilerplate import exclude_named, weigh
from termread.parse.page.boilerplate.interruptions import join_around_popups, join_drop_caps
from termread.parse.page.boilerplate.lines import exclude_end, exclude_lines, exclude_repeats
from termread.parse.page.boilerplate.others import exclude_cards, exclude_comments, exclude_other_articles
from termread.parse.page.classify import classify, follow_classifier
from termread.parse.page.compose.article import compose_article
from termread.parse.page.compose.headings import fill_headings, mark_breaks, promote_bold_lines, promote_lines
from termread.parse.page.compose.links import make_links_inside
from termread.parse.page.compose.notes import mark_notes
from termread.parse.page.dek import find_dek
from termread.parse.page.flatten import flatten
from termread.parse.page.images.captions import pair_captions
from termread.parse.page.listing import read_listing
from termread.parse.page.locate import (
    admit_asides,
    admit_contributor,
    admit_pictures,
    adopt,
    challenge_of,
    doubts,
    exclude_outside,
    grammar_of,
    is_doubtful,
    locate_story,
    readability_text,
)
from termread.parse.page.model import Element, Page
from termread.parse.page.normalize import mark_boundaries, place_streamed, render_shortcodes
from termread.parse.page.page_kind import as_what_it_is, notice
from termread.parse.page.site_rules import ENOUGH, exclude_ruled, rule_for, ruled_story, told_by
from termread.parse.page.threads import read_thread
from termread.parse.page.tree import lost_percent, nodes_by_tag, plant
from termread.parse.parsed import Parsed, Settings, Step
from termread.parse.phrasebook import phrases_for
from termread.parse.saved_page import Parts, drop_hidden, is_saved, prefer_carried, source_of, valid_address

Stage = Callable[[Page], None]

BOILERPLATE: tuple[Stage, ...] = (
    join_drop_caps,
    join_around_popups,
    weigh,
    read_thread,
    classify,
    exclude_named,
    read_listing,
    exclude_cards,
    exclude_other_articles,
    exclude_comments,
)
"""Finds boilerplate, regardless of where the story is."""

BOUNDS: tuple[Stage, ...] = (admit_asides, exclude_outside, pair_captions, admit_pictures)
"""Finds where the story begins and ends."""

TRIM: tuple[Stage, ...] = (
    mark_notes,
    promote_lines,
    mark_breaks,
    exclude_lines,
    exclude_repeats,
    exclude_end,
    promote_bold_lines,
    admit_contributor,
)
"""Leaves out what lies inside the story but is not part of it."""

CHOICE: tuple[Stage, ...] = (*BOILERPLATE, locate_story, *BOUNDS, *TRIM, find_dek)
"""Chooses the story."""


def challenge(page: Page) -> None:
    """Undo the stage that left out most of the page's running text, if little is left, and choose again."""
    story = page.story
    page.consider(f"<{story.tag}> {story.name}".strip() if story is not None else "no running text", "chosen")
    found = challenge_of(page)
    if found is None:
        return
    own, (stage, reason) = page.prose_size(), found
    names = [each.__name__ for each in CHOICE]
    page.spared.add((stage, reason))
    page.rewind(page.marks[stage])
    run_stages(page, CHOICE[names.index(stage) :])
    page.consider(f"with what {stage} left out as {reason}", "chosen" if page.prose_size() > own else "no more")


def reconsider(page: Page) -> None:
    """Compare the choice with readability-lxml's if it holds little of the text."""
    own, grammar, mark = page.prose_size(), page.grammar, len(page.moves)
    if not doubts(page):
        return
    if adopt(page, readability_text(page.source)):
        page.grammar = grammar_of(page.runs)
        run_stages(page, TRIM)
        if page.prose_size() > own:
            page.notices.append(notice("second-voice"))
            page.consider("readability-lxml", "chosen: it holds half as much again")
            return
    page.rewind(mark)
    page.grammar = grammar
    page.consider("readability-lxml", "too little more")


def follow_site_rule(page: Page) -> None:
    """Apply the site rule for the host, if it finds about as much as the general algorithm."""
    rule = page.rule
    if rule is None:
        return
    story = ruled_story(page, rule)
    fits = story is not None and story.weight >= ENOUGH * page.prose_size()
    if story is not None and fits:
        choose_in(page, story, "exclude_cards")
    mark, size = len(page.moves), page.prose_size()
    exclude_ruled(page, rule)
    dropped = page.prose_size() >= ENOUGH * size
    if not dropped:
        page.rewind(mark)
    if not dropped or (rule.body and not fits):
        page.notices.append(notice("stale-rule"))


def tell_doubt(page: Page) -> None:
    """Warn the reader if most of the page's running text is still left out."""
    if is_doubtful(page):
        page.notices.append(notice("doubtful"))


STAGES: tuple[Stage, ...] = (
    *CHOICE,
    challenge,
    reconsider,
    follow_classifier,
    follow_site_rule,
    fill_headings,
    tell_doubt,
)
"""Every stage between the page's tree and the article, in order."""


def run_stages(page: Page, stages: Sequence[Stage]) -> None:
    """Run *stages* on *page* in order, skipping those that need a story if none was found."""
    for stage in stages:
        name = stage.__name__
        if page.story is None and stage in NEEDS_STORY:
            continue
        if (page.posts or page.listed is not None) and stage not in FOR_LISTS:
            continue
        if not page.is_article and stage in FOR_ARTICLES:
            continue
        begin, mark, outer = perf_counter(), len(page.moves), page.stage
        page.stage, page.marks[name] = name, mark
        stage(page)
        page.stage = outer
        taken = (perf_counter() - begin) * 1000
        page.steps.append(Step(name, page.told(mark) if page.explained else "", taken))


FOR_LISTS: frozenset[Stage] = frozenset([join_drop_caps, join_around_popups, weigh, read_thread])
"""Stages that still run on a page recognized as a thread or list, which has no single story to locate."""
FOR_ARTICLES: frozenset[Stage] = frozenset([exclude_repeats, exclude_end])
"""Stages that run on articles only, because documentation repeats itself on purpose."""
NEEDS_STORY = frozenset([*BOUNDS, *TRIM, find_dek])


def choose_in(page: Page, story: Element, since: str) -> None:
    """Choose *story* as the story, undoing all choices made from stage *since* on."""
    page.rewind(page.marks[since])
    page.story = story
    page.grammar = grammar_of(page.runs[story.start : story.end])
    run_stages(page, (*BOUNDS, *TRIM, find_dek))


def read_html(document: Document, settings: Settings, parts: Parts | None = None) -> Parsed:
    """Return the article on a page; raises Empty if it has no text at all.

    *parts* are the resources bundled with the page, by the addresses it uses for them.
    """
    with uncollected():
        return _read(document, settings, parts)


def _read(document: Document, settings: Settings, parts: Parts | None) -> Parsed:
    clock = Clock()
    decoded = decode(document.data, declared=document.charset, chosen=document.chosen)
    rendered = render_shortcodes(decoded.text)
    source = mark_boundaries(rendered)
    streamed = source if source is not rendered else ""
    is_plain = source is decoded.text and decoded.charset == "utf-8" and decoded.by in ("header", "meta")
    tree = plant(source, document.data if is_plain else None, max_elements=settings.max_elements)
    if tree is None:
        raise Empty("There is no text in it.")
    clock.note("tree", f"{decoded.charset} by {decoded.by}, {len(decoded.text)} characters")
    url = valid_address(document.url or source_of(decoded.text))
    if is_saved(decoded.text):
        drop_hidden(tree.root)
        prefer_carried(tree.root, {}, url)
    elif parts:
        prefer_carried(tree.root, parts, url)
    place_streamed(tree.root, streamed)
    nodes = nodes_by_tag(tree.root)
    metadata = read_metadata(tree.root, url, nodes, every=settings.candidates)
    rule = rule_for(settings.sites, url)
    if rule is not None:
        metadata = told_by(rule, tree.root, metadata)
    clock.note(
        "metadata",
        f"{metadata.title!r}, {', '.join(metadata.authors) or 'no author'}, {metadata.published or 'no date'}",
    )
    make_links_inside(tree.root, nodes["a"], (url, metadata.canonical_url))
    page = flatten(tree.root, nodes)
    if page.depth > settings.max_depth:
        tree = plant(source, max_elements=settings.max_elements, flat_from=settings.max_depth) or tree
        place_streamed(tree.root, streamed)
        nodes = nodes_by_tag(tree.root)
        make_links_inside(tree.root, nodes["a"], (url, metadata.canonical_url))
        page = flatten(tree.root, nodes)
    clock.note("flatten", f"{len(page.elements)} elements, {len(page.runs)} runs, {page.depth} deep")
    page.source, page.metadata, page.rule, page.steps = decoded.text, metadata, rule, clock.steps
    page.url, page.explained = url, settings.candidates
    page.phrases = phrases_for(metadata.language)
    if tree.flattened:
        page.notices.append(notice("flattened"))
    if tree.dropped:
        page.notices.append(notice("cut-short", percent=max(1, round(100 * tree.dropped))))
    elif lost := lost_percent(decoded.text, "\n".join(run.text for run in page.runs)):
        page.notices.append(notice("loss", percent=lost))
    run_stages(page, STAGES)
    clock.begin()
    article = as_what_it_is(compose_article(page, url, parts), page)
    clock.note("compose", f"{len(article.blocks)} blocks, {len(article.cut)} cuts, {len(article.notices)} notices")
    found = page.metadata
    trace, candidates = tuple(clock.steps), tuple(page.candidates)
    return Parsed(article, decoded.charset, decoded.by, trace, found.rules, candidates, found.candidates)


class Clock:
    """Records what each step found and how long it took."""

    def __init__(self) -> None:
        self.steps: list[Step] = []
        self.begin()

    def begin(self) -> None:
        """Restart the clock."""
        self.last = perf_counter()

    def note(self, step: str, found: str) -> None:
        """Record what *step* found, and the time since the last call."""
        now = perf_counter()
        self.steps.append(Step(step, found, (now - self.last) * 1000))
        self.last = now
