"""The model of a page on its way to an article: elements, their runs of text and pictures, and the moves of the stages.

Elements and runs are created once, by `flatten`. A stage never removes a run; it excludes it with a reason, through a
method of `Page`. The page records each such move with the stage that made it, so that later stages can search what was
left out, a wrong choice can be undone, and reports can say which stage left out what.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Literal

from termread.article import Notice
from termread.parse.metadata import Metadata
from termread.parse.page.class_names import plain_name
from termread.parse.page.tree import Node
from termread.parse.parsed import Candidate, SiteRule, Step
from termread.parse.phrasebook import Phrases, phrases_for
from termread.parse.text_shape import ends_sentence, holds_stop, key
from termread.values import dataclass, field

Signature = tuple[str, str, str, str]
"""Tag and class of an element and of its parent."""
RunKind = Literal["text", "heading", "code", "image", "embed", "rule"]
Role = Literal["caption", "credit", "note", "formula"]

RUNNING = 40
"""Minimum size of running text."""


@dataclass(slots=True, eq=False)
class Element:
    """A block element and the range of runs it contains."""

    node: Node
    tag: str
    name: str
    """Its class and id as written."""
    attributes: Mapping[str, str]
    parent: Element | None
    depth: int
    heading: int
    """Level of the enclosing heading, or 0."""
    start: int = 0
    end: int = 0
    weight: int = 0
    """Characters of running text in it."""
    linked: int = 0
    """Characters of linked text in it."""
    hidden: bool = False
    """Whether the page hides it and no control reveals it."""
    excluded: str | None = None
    """Why it and its contents are left out, or None."""
    written: Signature | None = None
    """Its signature, cached on first use."""

    def up(self) -> Iterator[Element]:
        """Yield the element and its ancestors, innermost first."""
        element: Element | None = self
        while element is not None:
            yield element
            element = element.parent

    def __contains__(self, index: int) -> bool:
        return self.start <= index < self.end

    @property
    def signature(self) -> Signature:
        """Its tags and classes without digits, equal for elements that the page formats alike."""
        if self.written is None:
            parent = self.parent
            around = (parent.tag, plain_name(parent.name)) if parent is not None else ("", "")
            self.written = (self.tag, plain_name(self.name), *around)
        return self.written


def nearest(element: Element, tags: frozenset[str], known: dict[Element, Element | None]) -> Element | None:
    """Return the nearest element with one of *tags*, starting at *element* itself, or None.

    *known* caches the results of shared ancestors: a page may have a hundred thousand runs nested 500 levels deep.
    """
    if element.tag in tags:
        return element
    outer: Element | None = element.parent
    way: list[Element] = []
    while outer is not None and outer not in known and outer.tag not in tags:
        way.append(outer)
        outer = outer.parent
    found = known.get(outer, outer) if outer is not None else None
    known.update(dict.fromkeys(way, found))
    return found


@dataclass(slots=True)
class Span:
    """A marked-up span of a run: a style, a link, or a meaningful class."""

    start: int
    end: int
    style: str
    value: str | None = None


@dataclass(slots=True, eq=False)
class Image:
    """The source, alternative text and other attributes of an image element."""

    src: str
    alt: str
    title: str
    width: int | None
    height: int | None


@dataclass(slots=True, eq=False)
class Run:
    """A run of text, a picture or another standalone item."""

    kind: RunKind
    element: Element
    text: str = ""
    spans: list[Span] | tuple[()] = ()
    linked: int = 0
    """Characters of its text inside links."""
    image: Image | None = None
    level: int = 0
    excluded: str | None = None
    """Why it is left out, or None."""
    role: Role | None = None
    """What it is if not part of the story's text."""
    caption_for: int | None = None
    """Index of the picture that it is the caption or credit of."""
    size: int = 0
    """Its length, counting characters of scripts without spaces twice."""
    ids: list[tuple[str, int]] | tuple[()] = ()
    """Link targets in it, as id and offset."""
    prose: bool = False
    """Whether it is running text that reads as a sentence; set by `weigh`."""
    likely: float | None = None
    """Probability that it is part of the story, 0 to 1, or None if the classifier was not asked."""
    compared: str | None = None
    """Its comparison key, cached on first use."""

    @property
    def is_running(self) -> bool:
        """Whether it is running text rather than a label or a line of links."""
        return self.kind == "text" and self.size >= RUNNING and self.linked * 2 < len(self.text)

    @property
    def stops(self) -> bool:
        """Whether it ends like a sentence."""
        return ends_sentence(self.text, self.size)

    @property
    def sentence(self) -> bool:
        """Whether it ends like a sentence or contains one."""
        return ends_sentence(self.text, self.size) or holds_stop(self.text)

    @property
    def key(self) -> str:
        """Its comparison key, equal for the same words in different spelling or spacing."""
        if self.compared is None:
            self.compared = key(self.text)
        return self.compared

    @property
    def signature(self) -> Signature:
        """The signature of its element."""
        return self.element.written or self.element.signature


@dataclass(frozen=True, slots=True)
class Post:
    """The metadata of one post in a thread."""

    author: str | None
    time: str | None
    points: int | None
    depth: int


@dataclass(frozen=True, slots=True)
class Grammar:
    """The signatures of a page's ordinary paragraphs."""

    ordinary: frozenset[Signature] = frozenset()
    share: float = 0.0
    """Share of the running text they hold; below `TRUSTED` the page has no usable grammar."""

    @property
    def trusted(self) -> bool:
        """Whether text with another signature is probably not a paragraph."""
        return self.share >= TRUSTED


TRUSTED = 0.6


@dataclass(slots=True)
class Page:
    """A page as elements and runs, with its metadata and the moves made on it."""

    elements: list[Element]
    runs: list[Run]
    unscripted: str = ""
    """Text shown to readers without JavaScript."""
    wanted: set[str] = field(default_factory=set)
    """Targets of links within the page."""
    depth: int = 0
    """Maximum nesting depth of its nodes."""

    metadata: Metadata = Metadata()
    phrases: Phrases = field(default_factory=lambda: phrases_for(None))
    source: str = ""
    """The page's source text, with tags."""
    root: Node = None
    base: str | None = None
    """The address that its links are relative to, as its first `<base>` gives it."""
    rule: SiteRule | None = None
    """The site rule for its host, or None."""
    total: int = 0
    """Characters of running text before anything is left out."""
    good: int = 0
    """Characters of running text left after removing boilerplate that does not depend on the story's location."""
    story: Element | None = None
    """The element that holds the story, once located."""
    grammar: Grammar = Grammar()
    """The signatures of the story's paragraphs."""
    url: str | None = None
    """The address it was loaded from."""
    is_article: bool = True
    """Whether its metadata, or a slug or number in its address, suggest an article."""
    listed: Element | None = None
    """The region of a page that is a list of stories or short lines rather than an article."""
    cards: dict[Element, int] = field(default_factory=dict)
    """The cards of a list of stories, each with the index of its headline."""
    posts: dict[Element, Post] = field(default_factory=dict)
    """The posts of a thread in order, by element."""
    candidates: list[Candidate] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)

    explained: bool = False
    """Whether the steps are to say in words what each stage did."""
    stage: str = ""
    """Name of the running stage."""
    moves: list[tuple[str, Any, str, Any]] = field(default_factory=list)
    """Every move: stage, run or element, attribute and previous value."""
    marks: dict[str, int] = field(default_factory=dict)
    """Number of moves made before each stage."""
    spared: set[tuple[str, str]] = field(default_factory=set)
    """Pairs of stage and reason that may no longer leave anything out."""
    steps: list[Step] = field(default_factory=list)

    def exclude(self, run: Run, reason: str) -> None:
        """Leave out *run*; if it is already left out, keep the first reason."""
        if run.excluded is None and (self.stage, reason) not in self.spared:
            self.moves.append((self.stage, run, "excluded", None))
            run.excluded = reason

    def exclude_all(self, element: Element, reason: str) -> None:
        """Leave out every run in *element*."""
        for run in self.runs[element.start : element.end]:
            self.exclude(run, reason)

    def admit(self, run: Run) -> None:
        """Take back a run that was left out."""
        self._change(run, "excluded", None)

    def caption(self, run: Run, picture: int | None, role: Role = "caption") -> None:
        """Mark *run* as the caption or credit of the run *picture*."""
        self._change(run, "caption_for", picture)
        self._change(run, "role", role)

    def role(self, run: Run, role: Role) -> None:
        """Set the role of a *run* that is not part of the story's text."""
        self._change(run, "role", role)

    def judge(self, run: Run, likely: float) -> None:
        """Record the probability that *run* is part of the story."""
        run.likely = likely

    def becomes(self, run: Run, kind: RunKind, level: int = 0) -> None:
        """Turn a line of text into a heading or a scene break."""
        self._change(run, "kind", kind)
        self._change(run, "level", level)
        self._change(run, "prose", False)

    def close(self, element: Element, reason: str) -> None:
        """Mark *element* as left out; its runs are excluded separately."""
        if element.excluded != reason and (self.stage, reason) not in self.spared:
            self.moves.append((self.stage, element, "excluded", element.excluded))
            element.excluded = reason

    def _change(self, thing: Any, name: str, value: Any) -> None:
        before = getattr(thing, name)
        if before != value:
            self.moves.append((self.stage, thing, name, before))
            setattr(thing, name, value)

    def rewind(self, mark: int) -> None:
        """Undo all moves except the first *mark*."""
        for _, thing, name, before in reversed(self.moves[mark:]):
            setattr(thing, name, before)
        del self.moves[mark:]

    def consider(self, name: str, verdict: str) -> None:
        """Record a candidate for the story, with the amount of text currently kept."""
        self.candidates.append(Candidate(name, self.prose_size(), verdict))

    def told(self, mark: int) -> str:
        """Describe in words the moves made since *mark*."""
        moves = [(run, before) for _, run, name, before in self.moves[mark:] if name == "excluded"]
        if not moves:
            return f"{len(self.moves) - mark} changes" if len(self.moves) > mark else ""
        reasons = Counter(run.excluded or "taken back in" for run, _ in moves if isinstance(run, Run))
        return ", ".join(f"{reason} {count}" for reason, count in reasons.most_common())

    def kept(self) -> list[int]:
        """Return the indices of the kept runs, without captions and credits."""
        return [i for i, run in enumerate(self.runs) if run.excluded is None and run.caption_for is None]

    def prose_size(self) -> int:
        """Return the amount of running text that is kept."""
        return sum(run.size for run in self.runs if run.prose and run.excluded is None and run.caption_for is None)

    def calls(self, run: Run) -> bool:
        """Return whether a run is both a link and the target of one on this page, as the number of a footnote is."""
        return bool(run.ids and run.linked) and any(name in self.wanted for name, _ in run.ids)


def is_prose(run: Run) -> bool:
    """Return whether a run counts as story text: running text that reads as a sentence and is not left out."""
    return run.prose and run.excluded is None
