"""A page in the making of an article: elements, the runs of text and pictures in them, and the moves that stages make.

Elements and runs are made once, by `flatten`. A stage never removes a run: it excludes it with a reason, by one of the
moves of `Page`. The page writes each move down with the stage that made it, so that later stages can look among what was
left out, a choice that went wrong can be undone, and a reader can be told which stage left out what.
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
"""Tag and class of an element, and of the element around it."""
RunKind = Literal["text", "heading", "code", "image", "embed", "rule"]
Role = Literal["caption", "credit", "note", "formula"]

RUNNING = 40
"""The size from which a run may be running text."""


@dataclass(slots=True, eq=False)
class Element:
    """An element that breaks lines, with the range of runs that stand in it."""

    node: Node
    tag: str
    name: str
    """Its class and id as written."""
    attributes: Mapping[str, str]
    parent: Element | None
    depth: int
    heading: int
    """The level of the heading it is in, or 0."""
    start: int = 0
    end: int = 0
    weight: int = 0
    """Characters of running text in it."""
    linked: int = 0
    """Characters of linked text in it."""
    hidden: bool = False
    """Whether the page hides it, and nothing that a reader may click on shows it."""
    excluded: str | None = None
    """Why it and all in it are left out."""
    written: Signature | None = None
    """Its signature, once asked for."""

    def up(self) -> Iterator[Element]:
        """Yield the element itself and all that it is in, from the inside out."""
        element: Element | None = self
        while element is not None:
            yield element
            element = element.parent

    def __contains__(self, index: int) -> bool:
        return self.start <= index < self.end

    @property
    def signature(self) -> Signature:
        """What it has in common with elements that the page writes alike: tags and classes without numbers."""
        if self.written is None:
            parent = self.parent
            around = (parent.tag, plain_name(parent.name)) if parent is not None else ("", "")
            self.written = (self.tag, plain_name(self.name), *around)
        return self.written


def nearest(element: Element, tags: frozenset[str], known: dict[Element, Element | None]) -> Element | None:
    """Return the nearest element of one of *tags* that *element* is or is in.

    *known* spares the way up to those that share it: a hundred thousand runs may stand five hundred deep.
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
    """A stretch of a run that was marked up: a style, a link, or a class that means something."""

    start: int
    end: int
    style: str
    value: str | None = None


@dataclass(slots=True, eq=False)
class Image:
    """What an image element says of itself."""

    src: str
    alt: str
    title: str
    width: int | None
    height: int | None


@dataclass(slots=True, eq=False)
class Run:
    """A run of text, a picture or another thing that stands by itself."""

    kind: RunKind
    element: Element
    text: str = ""
    spans: list[Span] | tuple[()] = ()
    linked: int = 0
    """Characters of its text inside links."""
    image: Image | None = None
    level: int = 0
    excluded: str | None = None
    """Why it is left out."""
    role: Role | None = None
    """What it is where it is no text of the story."""
    caption_for: int | None = None
    """For a caption or credit: the index of its picture."""
    size: int = 0
    """Its length, a character of a script without spaces counted double."""
    ids: list[tuple[str, int]] | tuple[()] = ()
    """Names of places in it, with their offsets."""
    prose: bool = False
    """Whether it is running text that reads as a sentence; set when it is weighed."""
    likely: float | None = None
    """How likely it is to be part of the story, 0 to 1; None where the classifier was not asked."""
    compared: str | None = None
    """Its key, once asked for."""

    @property
    def is_running(self) -> bool:
        """Whether it is running text rather than a label or a line of links."""
        return self.kind == "text" and self.size >= RUNNING and self.linked * 2 < len(self.text)

    @property
    def stops(self) -> bool:
        """Whether it ends as a sentence does."""
        return ends_sentence(self.text, self.size)

    @property
    def sentence(self) -> bool:
        """Whether it reads as a sentence: it stops as one, or has one in it."""
        return ends_sentence(self.text, self.size) or holds_stop(self.text)

    @property
    def key(self) -> str:
        """What it has in common with the same words written otherwise."""
        if self.compared is None:
            self.compared = key(self.text)
        return self.compared

    @property
    def signature(self) -> Signature:
        """How the page writes this kind of text: the signature of the element that it stands in."""
        return self.element.written or self.element.signature


@dataclass(frozen=True, slots=True)
class Post:
    """What a thread says of one of its posts."""

    author: str | None
    time: str | None
    points: int | None
    depth: int


@dataclass(frozen=True, slots=True)
class Grammar:
    """How a page writes an ordinary paragraph."""

    ordinary: frozenset[Signature] = frozenset()
    share: float = 0.0
    """How much of the running text they hold; below `TRUSTED` the page has no grammar to speak of."""

    @property
    def trusted(self) -> bool:
        """Whether what differs from it is likely to be something else than a paragraph."""
        return self.share >= TRUSTED


TRUSTED = 0.6


@dataclass(slots=True)
class Page:
    """A page as elements and runs, what is known of it, and the moves that were made on it."""

    elements: list[Element]
    runs: list[Run]
    unscripted: str = ""
    """What the page says to readers without JavaScript."""
    wanted: set[str] = field(default_factory=set)
    """Names that links inside the page call."""
    depth: int = 0
    """How deep its nodes nest."""

    metadata: Metadata = Metadata()
    phrases: Phrases = field(default_factory=lambda: phrases_for(None))
    source: str = ""
    """The page as text, with its tags."""
    root: Node = None
    rule: SiteRule | None = None
    """What a person wrote about pages of its host."""
    total: int = 0
    """Characters of running text in all, before anything is left out."""
    good: int = 0
    """The same after what is boilerplate wherever the story is was left out."""
    story: Element | None = None
    """The element that holds the story, once it is located."""
    grammar: Grammar = Grammar()
    """How the story's paragraphs are written."""
    url: str | None = None
    """Where it came from."""
    is_article: bool = True
    """Whether anything but its text speaks for an article: its data, or an address that is a headline or a number."""
    listed: Element | None = None
    """The part of a page that is a list, of stories or of short lines, and no article."""
    cards: dict[Element, int] = field(default_factory=dict)
    """Of a list of stories, the element around each, with the index of its headline."""
    posts: dict[Element, Post] = field(default_factory=dict)
    """The posts of a thread, in their order, by the elements that hold them."""
    candidates: list[Candidate] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)

    stage: str = ""
    """The stage that is at work."""
    moves: list[tuple[str, Any, str, Any]] = field(default_factory=list)
    """Every move: the stage, the run or element, what was changed of it, and what that was before."""
    marks: dict[str, int] = field(default_factory=dict)
    """How many moves were made before each stage."""
    spared: set[tuple[str, str]] = field(default_factory=set)
    """Stages that may leave nothing out for a reason any more."""
    steps: list[Step] = field(default_factory=list)

    def exclude(self, run: Run, reason: str) -> None:
        """Leave *run* out; one that is left out already stays so for its first reason."""
        if run.excluded is None and (self.stage, reason) not in self.spared:
            self.moves.append((self.stage, run, "excluded", None))
            run.excluded = reason

    def exclude_all(self, element: Element, reason: str) -> None:
        """Leave out all that stands in *element*."""
        for run in self.runs[element.start : element.end]:
            self.exclude(run, reason)

    def admit(self, run: Run) -> None:
        """Take back in what was left out."""
        self._change(run, "excluded", None)

    def caption(self, run: Run, picture: int | None, role: Role = "caption") -> None:
        """Say that *run* is the caption or credit of the run *picture*."""
        self._change(run, "caption_for", picture)
        self._change(run, "role", role)

    def role(self, run: Run, role: Role) -> None:
        """Say what *run* is where it is no text of the story."""
        self._change(run, "role", role)

    def judge(self, run: Run, likely: float) -> None:
        """Note how likely *run* is to be part of the story."""
        run.likely = likely

    def becomes(self, run: Run, kind: RunKind, level: int = 0) -> None:
        """Say that a line of text is a heading, or a rule between scenes."""
        self._change(run, "kind", kind)
        self._change(run, "level", level)
        self._change(run, "prose", False)

    def close(self, element: Element, reason: str) -> None:
        """Leave out *element* as a whole; its runs are excluded one by one."""
        if (self.stage, reason) not in self.spared:
            self._change(element, "excluded", reason)

    def _change(self, thing: Any, name: str, value: Any) -> None:
        before = getattr(thing, name)
        if before != value:
            self.moves.append((self.stage, thing, name, before))
            setattr(thing, name, value)

    def rewind(self, mark: int) -> None:
        """Undo every move but the first *mark* of them."""
        for _, thing, name, before in reversed(self.moves[mark:]):
            setattr(thing, name, before)
        del self.moves[mark:]

    def consider(self, name: str, verdict: str) -> None:
        """Note a candidate for the story, with what is now kept as its size."""
        self.candidates.append(Candidate(name, self.prose_size(), verdict))

    def told(self, mark: int) -> str:
        """Return in words what the moves from *mark* on did."""
        moves = [(run, before) for _, run, name, before in self.moves[mark:] if name == "excluded"]
        if not moves:
            return f"{len(self.moves) - mark} changes" if len(self.moves) > mark else ""
        reasons = Counter(run.excluded or "taken back in" for run, _ in moves if isinstance(run, Run))
        return ", ".join(f"{reason} {count}" for reason, count in reasons.most_common())

    def kept(self) -> list[int]:
        """Return the indices of the runs that are still kept, captions and credits left out."""
        return [i for i, run in enumerate(self.runs) if run.excluded is None and run.caption_for is None]

    def prose_size(self) -> int:
        """Return how much running text is kept."""
        return sum(run.size for run in self.runs if run.prose and run.excluded is None and run.caption_for is None)

    def calls(self, run: Run) -> bool:
        """Return whether a run is a place that a link of the page leads to, and itself a link: the number of a footnote."""
        return bool(run.ids and run.linked) and any(name in self.wanted for name, _ in run.ids)


def is_prose(run: Run) -> bool:
    """Return whether a run counts as text of the story: running, a sentence, and not left out."""
    return run.prose and run.excluded is None
