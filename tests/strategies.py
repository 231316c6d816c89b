"""Articles of any shape, for property tests."""

from __future__ import annotations

from hypothesis import strategies as st

from termread.article import (
    HEADER,
    Anchor,
    Article,
    Cell,
    Code,
    Cut,
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
    Notice,
    Paragraph,
    Passage,
    Place,
    Prose,
    Quote,
    Rule,
    Table,
)
from termread.document import Receipt
from termread.formats import FORMATS, names
from termread.interchange import EntryBookmark, EntryHighlight, ImportedEntry, ImportedHighlight, LibraryEntry
from termread.text import clean, clean_line
from termread.write import write_article

SAMPLES = [
    "a",
    "word",
    "*",
    "_",
    "`",
    "[",
    "]",
    "<b>",
    "&amp;",
    "# ",
    "- ",
    "1. ",
    "|",
    "\\",
    "~~",
    "é",
    "日本",
    "שלום",
    "🇫🇷",
    "\n",
]
WORDS = [
    "The",
    "harbour",
    "took",
    "six",
    "years,",
    "and",
    "nobody",
    "had",
    "planned",
    "for",
    "its",
    "end:",
    "אוניה",
    "נכנסה",
    "港口用了六年",
    "café",
    "12.5%",
    "well-known",
]
texts = st.one_of(
    st.text(max_size=30),
    st.lists(st.sampled_from([*SAMPLES, " "]), max_size=8).map("".join),
    st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join),
).map(clean)
"""Clean text, newlines and Markdown's own signs among it."""
lines = texts.map(clean_line)
hrefs = st.sampled_from(
    [
        "https://example.com/",
        "https://example.com/a_(b)?q=1&r=%20#x",
        "http://example.com/é",
        "mailto:desk@example.com",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "#note",
        "//example.com",
        "data:text/html,x",
        "https://example.com/ a\"'>",
    ]
)
times = st.sampled_from(["2025-10-31", "2025-10-31T15:56:00+08:00", "2025-10-31T07:56:00Z"])


@st.composite
def proses(draw, text=texts):
    """Running text with any marks over it, overlapping ones too, sorted by start."""
    words = draw(text)
    marks = []
    for _ in range(draw(st.integers(0, 4)) if words else 0):
        start = draw(st.integers(0, len(words) - 1))
        end = draw(st.integers(start + 1, len(words)))
        style = draw(st.sampled_from(["strong", "emphasis", "code", "strike", "link", "sub", "sup"]))
        marks.append(Mark(start, end, style, draw(hrefs) if style == "link" else None))
    return Prose(words, tuple(sorted(marks, key=lambda mark: mark.start)))


def some(strategy, size=3):
    """A tuple of a few."""
    return st.lists(strategy, max_size=size).map(tuple)


maybe = st.none() | lines
sizes = st.none() | st.integers(1, 4000)
figures = st.builds(Figure, proses(), lines, lines, hrefs | st.just(""), sizes, sizes)
leaves = st.one_of(
    st.builds(Heading, st.integers(1, 6), proses(lines)),
    st.builds(Paragraph, proses()),
    st.builds(Table, some(some(st.builds(Cell, proses(), st.booleans()))), st.none() | proses()),
    st.builds(Code, texts, maybe),
    figures,
    st.builds(Gallery, some(figures)),
    st.builds(Embed, lines, hrefs, texts),
    st.just(Rule()),
)


labels = lines | st.sampled_from(["3", "b", "IV", "0", "-2"])


def _wider(inner):
    return st.one_of(
        st.builds(Quote, some(inner), maybe),
        st.builds(Note, st.sampled_from(["editor", "correction", "disclosure", "contributor", "info"]), some(inner)),
        st.builds(
            Listing,
            st.booleans(),
            some(st.builds(Item, proses(), some(inner, 1), st.just("") | labels)),
            st.integers(1, 99),
        ),
        st.builds(Entry, maybe, maybe, some(inner), maybe, st.none() | st.integers(-99, 9999), st.integers(0, 12)),
        st.builds(Footnotes, some(st.builds(Footnote, lines, proses(), some(inner, 1)))),
    )


plain_blocks = st.recursive(
    st.one_of(
        st.builds(Heading, st.integers(1, 6), proses(lines)),
        st.builds(Paragraph, proses()),
        st.builds(Code, texts, st.none()),
    ),
    lambda inner: st.one_of(
        st.builds(Quote, some(inner)),
        st.builds(Listing, st.booleans(), some(st.builds(Item, proses(), some(inner, 2))), st.integers(1, 99)),
    ),
    max_leaves=6,
)
"""Blocks that say nothing but their own text."""
blocks = st.recursive(leaves, _wider, max_leaves=6)
shallow_blocks = st.one_of(leaves, _wider(leaves))
"""Blocks of every kind, found sooner: blocks in them have none in turn."""
places = st.builds(Place, st.integers(HEADER, 5), st.integers(0, 50))
articles = st.builds(
    Article,
    title=lines,
    kicker=maybe,
    dek=maybe,
    byline=maybe,
    authors=some(lines),
    published=st.none() | times,
    modified=st.none() | times,
    site=maybe,
    language=st.none() | st.sampled_from(["en", "zh-Hant", "ar", "ja", "pt-BR"]),
    direction=st.sampled_from(["ltr", "rtl"]),
    url=st.none() | hrefs,
    canonical_url=st.none() | hrefs,
    next_url=st.none() | hrefs,
    blocks=some(blocks, 4),
    anchors=some(st.builds(Anchor, lines, places)),
    notices=some(st.builds(Notice, st.just("preview"), lines)),
    cut=some(st.builds(Cut, st.just("consent"), texts, st.integers(-1, 5))),
)
passages = st.builds(Passage, places, places, texts, texts, texts)
receipts = st.builds(
    Receipt,
    address=lines,
    url=st.none() | hrefs,
    media_type=st.none() | st.just("text/html"),
    charset=st.none() | st.just("utf-8"),
    charset_by=st.none() | st.just("header"),
    size=st.integers(0, 10**9),
    etag=maybe,
    last_modified=maybe,
    fetched=st.none() | times,
    data=st.none() | st.binary(max_size=40),
)
entries = st.builds(
    LibraryEntry,
    address=hrefs,
    url=st.none() | hrefs,
    aliases=some(hrefs),
    title=lines,
    site=maybe,
    byline=maybe,
    authors=some(lines),
    language=st.none() | st.just("en"),
    published=st.none() | times,
    added=times,
    opened=st.none() | times,
    state=st.sampled_from(["inbox", "reading", "archived"]),
    favourite=st.booleans(),
    tags=some(lines),
    note=texts,
    place=places,
    progress=st.floats(0, 1),
    article=st.none() | articles,
    receipt=st.none() | receipts,
    bookmarks=some(st.builds(EntryBookmark, passages, lines, times)),
    highlights=some(st.builds(EntryHighlight, passages, st.integers(1, 4), texts, times)),
)
saved = st.builds(
    ImportedEntry,
    url=hrefs,
    title=lines,
    added=st.none() | times,
    opened=st.none() | times,
    site=st.none() | lines,
    tags=some(lines),
    archived=st.booleans(),
    favourite=st.booleans(),
    progress=st.floats(0, 1),
    note=texts,
    authors=some(lines),
    published=st.none() | times,
    article=st.none() | articles,
    highlights=some(st.builds(ImportedHighlight, texts, texts, lines, st.none() | times)),
    line=st.integers(0, 99999),
)


def printed(article, source, measure):
    """Yield each format that may be printed, by its name, with *article* in it."""
    for name in names("one"):
        if not FORMATS[name].binary:
            yield name, b"".join(write_article(article, name, source, measure)).decode()
