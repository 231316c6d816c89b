"""A page to an article: one tree, one walk, then stages that each decide one thing."""

from __future__ import annotations

from time import perf_counter

from termread.article import Article, Block, Cut, Entry, Notice, Paragraph, Prose, flatten
from termread.document import Document
from termread.errors import Empty
from termread.parse.carried import Carried, Parts
from termread.parse.decode import Decoded, decode
from termread.parse.metadata import Metadata, read_metadata
from termread.parse.page.boilerplate.cards import cut_cards
from termread.parse.page.boilerplate.comments import cut_networks, cut_threads
from termread.parse.page.boilerplate.names import reject, weigh
from termread.parse.page.boilerplate.placeholders import cut_placeholders
from termread.parse.page.boilerplate.popups import join_around_cards
from termread.parse.page.boilerplate.trim import cut_other_stories, first_paragraph, headline_of, kept, titled
from termread.parse.page.compose.anchors import anchors_of
from termread.parse.page.compose.blocks import Composer, Links
from termread.parse.page.compose.embeds import say_captions
from termread.parse.page.compose.endings import with_endings
from termread.parse.page.compose.excluded import cuts_of
from termread.parse.page.compose.frames import frames_of
from termread.parse.page.compose.headings import levelled
from termread.parse.page.compose.live import newest_first
from termread.parse.page.compose.notes import told
from termread.parse.page.edit import Header, edit, trim
from termread.parse.page.flatten import walk
from termread.parse.page.header.dek import shown_dek
from termread.parse.page.images.figures import figures_of
from termread.parse.page.locate.readability_fallback import FEW, UNSURE, listen, prose_size, readability_text
from termread.parse.page.locate.story import find, grammar_in, grammar_of, is_prose
from termread.parse.page.losses import lost_percent
from termread.parse.page.model import Box, Sheet
from termread.parse.page.page_kind import (
    FEW_LINKS,
    FEW_WORDS,
    LINKS_ENOUGH,
    SHORT,
    asks_consent,
    is_error,
    is_preview,
    needs_script,
    notice,
    offered,
    stories_of,
    suspects_robot,
    words_in,
)
from termread.parse.page.site_rules import drop, follow, told_by
from termread.parse.page.tree import Element, Tree, plant
from termread.parse.parsed import Parsed, Settings, SiteRule, Step
from termread.parse.phrasebook import Phrases, phrases_for
from termread.parse.singlefile import sound, source_of
from termread.parse.sites import rule_for
from termread.text import clean
from termread.values import dataclass, replace


class Clock:
    """Notes what each stage found and how long it took."""

    def __init__(self) -> None:
        self.steps: list[Step] = []
        self.last = perf_counter()

    def note(self, stage: str, found: str) -> None:
        """Note what *stage* found; the time since the last note is its own."""
        now = perf_counter()
        self.steps.append(Step(stage, found, (now - self.last) * 1000))
        self.last = now


@dataclass(slots=True)
class Reading:
    """A page on its way to an article."""

    sheet: Sheet
    metadata: Metadata
    phrases: Phrases
    total: int
    notices: list[Notice]
    region: Box | None = None


def read_html(document: Document, settings: Settings, parts: Parts | None = None) -> Parsed:
    """Return the article in a page; raises Empty where it has no text at all.

    *parts* are what the file carries beside the page, by the addresses that the page calls them by.
    """
    clock = Clock()
    decoded = decode(document.data, declared=document.charset, chosen=document.chosen)
    planted = plant(decoded.text, max_elements=settings.max_elements)
    if planted is None:
        raise Empty("There is no text in it.")
    clock.note("tree", f"{decoded.charset} by {decoded.by}, {len(decoded.text)} characters")
    url = sound(document.url or source_of(decoded.text))
    metadata = read_metadata(planted.root, url)
    rule = rule_for(settings.sites, url)
    if rule is not None:
        metadata = told_by(rule, planted.root, metadata)
    clock.note(
        "metadata",
        f"{metadata.title!r}, {', '.join(metadata.authors) or 'no author'}, {metadata.published or 'no date'}",
    )
    sheet = walk(planted.root)
    if sheet.depth > settings.max_depth:
        planted = plant(decoded.text, max_elements=settings.max_elements, flat_from=settings.max_depth) or planted
        sheet = walk(planted.root)
    clock.note("walk", f"{len(sheet.boxes)} boxes, {len(sheet.pieces)} pieces, {sheet.depth} deep")
    reading = _seen(sheet, planted, metadata, clock)
    if not planted.dropped and (lost := lost_percent(decoded.text, planted.root, sheet)):
        reading.notices.append(notice("loss", percent=lost))
    _find(reading, decoded, clock)
    if rule is not None:
        _ruled(reading, rule, planted.root, clock)
    article = _written(reading, url, Carried(parts))
    article = _rescued(article, reading)
    clock.note("blocks", f"{len(article.blocks)} blocks, {len(article.cut)} cuts, {len(article.notices)} notices")
    return Parsed(article, decoded.charset, decoded.by, tuple(clock.steps), reading.metadata.rules)


def _seen(sheet: Sheet, planted: Tree, metadata: Metadata, clock: Clock) -> Reading:
    """Return the page as boxes and pieces with what is furniture left out."""
    join_around_cards(sheet)
    total = weigh(sheet)
    reject(sheet, total)
    cut_cards(sheet, titled(sheet, metadata.title))
    cut_other_stories(sheet, metadata.title)
    if not metadata.live:
        cut_threads(sheet)
    cut_networks(sheet)
    cut_placeholders(sheet)
    clock.note(
        "furniture", f"{sum(piece.cut is not None for piece in sheet.pieces)} pieces left out of {len(sheet.pieces)}"
    )
    notices = [notice("flattened")] if planted.flattened else []
    if planted.dropped:
        notices.append(notice("cut-short", percent=max(1, round(100 * planted.dropped))))
    return Reading(sheet, metadata, phrases_for(metadata.language), total, notices)


def _find(reading: Reading, decoded: Decoded, clock: Clock) -> None:
    """Choose the story's pieces, and ask others where our own choice is doubtful."""
    sheet, metadata = reading.sheet, reading.metadata
    grammar = grammar_of(sheet)
    region = find(sheet, grammar)
    header = _header_of(metadata)
    good = prose_size(sheet)
    before = [piece.cut for piece in sheet.pieces]
    if region is not None:
        edit(sheet, region, header, reading.phrases)
        reading.metadata = metadata = _with_dek(reading, region)
    reading.region = region
    own = prose_size(sheet)
    clock.note("finding", f"{region.tag} {region.name}: {own} of {good} characters" if region else "no running text")
    if own >= UNSURE * good and (own >= FEW or good < 2 * own):
        return
    chosen = [piece.cut for piece in sheet.pieces]
    if listen(sheet, readability_text(decoded.text)):
        trim(sheet, grammar, header, reading.phrases)
        reading.notices.append(notice("second-voice"))
        clock.note("second voice", f"readability-lxml: {prose_size(sheet)} characters against {own}")
        return
    for piece, cut in zip(sheet.pieces, chosen, strict=True):
        piece.cut = cut
    outer = next((box for box in sheet.boxes if box.tag in ("main", "article") and box.weight > 1.5 * own), None)
    if outer is not None and region is not None and own < UNSURE * good:
        for piece, cut in zip(sheet.pieces, before, strict=True):
            piece.cut, piece.of, piece.role = cut, None, None
        edit(sheet, outer, header, reading.phrases)
        reading.region = outer
        clock.note("rescue", f"{outer.tag} {outer.name}: {prose_size(sheet)} characters against {own}")


def _ruled(reading: Reading, rule: SiteRule, root: Element, clock: Clock) -> None:
    """Follow a site rule where it finds about as much as the general way did; else say that it is stale."""
    dropped = drop(reading.sheet, rule, root)
    header = _header_of(reading.metadata)
    followed = follow(reading.sheet, rule, root, header, reading.phrases)
    if (rule.body and not followed) or not dropped:
        reading.notices.append(notice("stale-rule"))
    clock.note("site rule", f"{rule.host}: {'followed' if followed else 'not followed'}")


def _with_dek(reading: Reading, region: Box) -> Metadata:
    """Return the metadata with the dek that the page shows, which is then cut from the text."""
    sheet, metadata = reading.sheet, reading.metadata
    grammar = grammar_in(sheet, region)
    first = first_paragraph(sheet, grammar)
    headline = headline_of(sheet, metadata.title)
    given, news = metadata.descriptions, metadata.news
    dek, index = shown_dek(sheet, grammar, headline, first, given, reading.phrases, news=news)
    if index is not None:
        sheet.pieces[index].cut = "dek"
    by = "shown before the story" if index is not None else "description" if dek else ""
    return replace(metadata, dek=dek, rules={**metadata.rules, "dek": by})


def _header_of(metadata: Metadata) -> Header:
    return Header(metadata.title, metadata.dek or "", metadata.authors)


def _written(reading: Reading, url: str | None, carried: Carried) -> Article:
    """Return the article that the chosen pieces make."""
    sheet, metadata = reading.sheet, reading.metadata
    links = Links(url)
    region = reading.region or sheet.boxes[0]
    say_captions(sheet.pieces, links)
    figures = figures_of(sheet, links, metadata.language, carried)
    frames = frames_of(sheet, region, reading.total, live=metadata.live)
    made = Composer(links, frames, figures).compose([(i, sheet.pieces[i]) for i in kept(sheet)])
    blocks = levelled(tuple(with_endings(told([block for block, _ in made], reading.phrases), metadata.authors)))
    if newest_first([block for block in blocks if isinstance(block, Entry)]):
        reading.notices.append(notice("live"))
    return Article(
        title=metadata.handed_on or metadata.title,
        kicker=metadata.kicker,
        dek=metadata.dek,
        byline=metadata.byline,
        authors=metadata.authors,
        published=metadata.published,
        modified=metadata.modified,
        site=metadata.site,
        direction=metadata.direction,
        canonical_url=metadata.canonical_url,
        next_url=metadata.next_url,
        language=metadata.language,
        url=url,
        blocks=blocks,
        anchors=anchors_of(sheet, made),
        cut=cuts_of(sheet, [indices[0] for _, indices in made]),
        notices=tuple(reading.notices),
    )


def _rescued(article: Article, reading: Reading) -> Article:
    """Return the article, or what else there is to read on the page, with what must be told of it."""
    sheet = reading.sheet
    size = prose_size(sheet)
    body = reading.metadata.article_body
    if body and len(body) > 2 * max(size, 200):
        return replace(article, blocks=_paragraphs(body.splitlines()), anchors=(), notices=_telling(article, "json"))
    visible = "\n".join(piece.text for piece in sheet.pieces if piece.text)
    if not visible.strip() and not article.title:
        raise Empty("The page has no text at all; it may need JavaScript. Open it in a browser.")
    if code := _what_else(article, reading, visible, size):
        article = replace(article, notices=_telling(article, code))
    elif listed := _listed(article, reading, size):
        return listed
    if words_in(article.blocks) or any(is_prose(piece) for piece in sheet.pieces if piece.cut is None):
        return article
    article = replace(article, anchors=(), notices=_telling(article, "visible"))
    if article.blocks:
        return article
    shown = [p.text for p in sheet.pieces if p.text and p.kind in ("text", "heading")] or [sheet.unscripted]
    return replace(article, blocks=_paragraphs(shown), cut=())


def _what_else(article: Article, reading: Reading, visible: str, size: int) -> str | None:
    """Return the code of what the page is where it is not the whole article, and no list of stories."""
    sheet, metadata, phrases = reading.sheet, reading.metadata, reading.phrases
    if is_error(article, size, phrases):
        return "error-page"
    if suspects_robot(article, size, phrases):
        return "robot"
    if needs_script(sheet, visible, size):
        return "javascript"
    if asks_consent(sheet, size, phrases):
        return "consent"
    if is_preview(sheet, size, phrases, free=metadata.free):
        return "preview"
    return "video" if metadata.video and size < SHORT else None


def _listed(article: Article, reading: Reading, size: int) -> Article | None:
    """Return the page as a list of the stories that it leads to, where it is one."""
    metadata = reading.metadata
    if size >= SHORT or metadata.published:
        return None
    stories = stories_of(reading.sheet, Links(article.url))
    if len(stories) < (FEW_LINKS if metadata.listing else LINKS_ENOUGH):
        return None
    article = replace(article, notices=_telling(article, "list"))
    if size > FEW_WORDS or not metadata.listing:
        return replace(article, blocks=(*article.blocks, offered(stories)))
    rest = "\n".join(text for block in article.blocks if (text := flatten(block)))
    return replace(article, blocks=(offered(stories),), cut=(*article.cut, *([Cut("list", rest, -1)] if rest else [])))


def _telling(article: Article, code: str) -> tuple[Notice, ...]:
    return (*article.notices, notice(code))


def _paragraphs(texts: list[str]) -> tuple[Block, ...]:
    return tuple(Paragraph(Prose(text)) for each in texts if (text := clean(each).strip()))
