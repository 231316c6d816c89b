"""What each program's file holds comes in: tags, stars, dates, highlights, notes and texts."""

from __future__ import annotations

import json

import pytest
from export_samples import BODY, NOON, SECONDS, A, B

from termread.article import flatten
from termread.errors import Unreadable
from termread.interchange import ImportedEntry, ImportedHighlight, Skipped, UnknownField
from termread.parse.imports import read_export
from termread.values import replace

LATER = "2024-05-01T12:01:40Z"


def read(data):
    text = data if isinstance(data, str) else json.dumps(data)
    return [row for row in read_export(text.encode()) if not isinstance(row, UnknownField)]


def marks(*highlights):
    return tuple(ImportedHighlight(*highlight) for highlight in highlights)


SOURCES = {
    "goodlinks": (
        [
            {"url": A, "title": "One", "author": "A. Writer", "tags": ["x", "long read"], "starred": True, "addedAt": SECONDS + 0.5, "readAt": SECONDS + 100.25, "highlights": [{"content": "words", "note": "why"}]},
            {"url": B, "title": "Two", "tags": [], "starred": False, "addedAt": SECONDS, "readAt": None},
        ],
        [
            ImportedEntry(A, "One", NOON, LATER, tags=("x", "long read"), archived=True, favourite=True, progress=1.0, authors=("A. Writer",), highlights=marks(("words", "why")), line=1),
            ImportedEntry(B, "Two", NOON, line=2),
        ],
    ),
    "archivebox": (
        [{"timestamp": f"{SECONDS}.0", "url": A, "title": "One", "tags": "x,y", "bookmarked_at": None}, {"timestamp": "1.5", "url": B, "tags": ["z"], "bookmarked_at": "2024-05-01T12:00:00+00:00"}],
        [ImportedEntry(A, "One", NOON, tags=("x", "y"), line=1), ImportedEntry(B, "", NOON, tags=("z",), line=2)],
    ),
    "readeck csv": (
        f'url,title,state,created,labels\n{A},One,archive,{NOON},"[""x"",""long read""]"\n{B},Two,,{NOON},\n',
        [ImportedEntry(A, "One", NOON, tags=("x", "long read"), archived=True, line=2), ImportedEntry(B, "Two", NOON, line=3)],
    ),
    "omnivore csv": (
        f'url,state,labels,saved_at,published_at\n{A},SUCCEEDED,"[""x"",""y""]",{SECONDS}000,{SECONDS}000\n{B},ARCHIVED,[],{SECONDS}000,\n',
        [ImportedEntry(A, "", NOON, tags=("x", "y"), published=NOON, line=2), ImportedEntry(B, "", NOON, archived=True, line=3)],
    ),
    "diigo csv": (
        f'title,url,tags,description,comments,annotations,created_at\nOne,{A},"x ""long read"" y",a note,a remark,"Highlight: some words\nwhy\nHighlight: more words",2024-05-01 12:00:00\nTwo,{B},no_tag,,,,\n',
        [ImportedEntry(A, "One", NOON, tags=("x", "long read", "y"), note="a note\n\na remark", highlights=marks(("some words", "why"), ("more words",)), line=2), ImportedEntry(B, "Two", line=5)],
    ),
    "hypothesis csv": (
        f'"url","created","title","user","annotation","quote","tags","group"\n"{A}","{NOON}","One","me","why","words","x,y",""\n"{A}","{NOON}","One","me","on the page","","",""\n',
        [ImportedEntry(A, "One", NOON, tags=("x", "y"), highlights=marks(("words", "why", "", NOON)), line=2), ImportedEntry(A, "One", NOON, note="on the page", line=3)],
    ),
    "linkwarden csv": (
        f'Name,URL,Description,Collection,Tags,Created At\nOne,{A},d,News/Sea,"x,y",2024-05-01T12:00:00.000Z\n',
        [ImportedEntry(A, "One", NOON, tags=("News", "Sea", "x", "y"), note="d", line=2)],
    ),
    "linkwarden": (
        {"collections": [{"id": 1, "name": "News", "links": [{"id": 7, "name": "One", "url": A, "highlights": [{"text": "words", "comment": "why", "color": "green"}]}]}], "pinnedLinks": [{"id": 7}]},
        [ImportedEntry(A, "One", tags=("News",), favourite=True, highlights=marks(("words", "why", "green")), line=1)],
    ),
    "hypothesis page note": (
        {"rows": [{"uri": A, "created": NOON, "text": "on the page", "tags": ["x"], "target": [{"source": A}], "document": {"title": ["One"]}}]},
        [ImportedEntry(A, "One", NOON, tags=("x",), note="on the page", line=1)],
    ),
    "w3c without a quote": (
        [
            {"type": "Annotation", "body": {"type": "TextualBody", "value": "first"}, "target": A},
            {"type": "Annotation", "bodyValue": "second", "target": {"source": A}},
            {"type": "Annotation", "body": [{"type": "TextualBody", "value": "x", "purpose": "tagging"}], "target": {"source": A, "selector": {"type": "FragmentSelector", "value": "a"}}},
        ],
        [ImportedEntry(A, tags=("x",), note="first\n\nsecond", line=1)],
    ),
    "any csv": (
        f"Link,Name,Labels,Status,Date Added,Notes,Starred\n{A},One,x,read,2024-05-01 12:00:00,why,yes\n",
        [ImportedEntry(A, "One", NOON, tags=("x",), archived=True, favourite=True, note="why", line=2)],
    ),
}  # fmt: skip


@pytest.mark.parametrize("source", SOURCES)
def test_what_a_file_holds_comes_in(source):
    data, expected = SOURCES[source]
    assert read(data) == expected


def item(**changes):
    given = {"id": "tag:google.com,2005:reader/item/1", "title": "One", "author": "A. Writer", "published": SECONDS, "crawlTimeMsec": f"{SECONDS}000", "categories": ["user/-/state/com.google/reading-list", "user/-/label/Sea/Boats"], "origin": {"streamId": "feed/1", "title": "The Example", "htmlUrl": B}}  # fmt: skip
    return {**given, **changes}


ONE = ImportedEntry(A, "One", NOON, tags=("Sea/Boats",), favourite=True, authors=("A. Writer",), published=NOON, site="The Example", line=1)  # fmt: skip


@pytest.mark.parametrize(
    "links",
    [
        {"canonical": [{"href": A}], "alternate": [{"href": A, "type": "text/html"}], "summary": {"content": BODY}},
        {"alternate": [{"href": A}], "content": {"direction": "ltr", "content": BODY}, "summary": {"content": "short"}},
        {"canonical": [{"href": A}], "timestampUsec": f"{SECONDS}000000", "crawlTimeMsec": None, "content": {"content": BODY}},
    ],
)  # fmt: skip
def test_starred_articles_of_a_feed_reader_come_with_their_texts(links):
    (saved,) = read({"id": "user/-/state/com.google/starred", "title": "Starred", "items": [item(**links)]})
    assert len(saved.article.blocks) == 2
    assert saved.article.site == "The Example"
    assert replace(saved, article=None) == ONE


def test_an_article_is_starred_by_its_own_category_too():
    given = item(canonical=[{"href": A}], categories=["user/1/state/com.google/starred", "user/1/label/Sea/Boats"])
    assert read({"id": "user/-/label/x", "items": [given, item(alternate=[]), 3]}) == [
        ONE, Skipped(2, "it has no address"), Skipped(3, "it is not an entry"),
    ]  # fmt: skip


def enex(*notes):
    return '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE en-export SYSTEM "http://example.com/evernote-export3.dtd">\n<en-export>' + "\n".join(notes) + "</en-export>"  # fmt: skip


def note(source="", extra=""):
    content = f'<![CDATA[<?xml version="1.0"?><!DOCTYPE en-note SYSTEM "http://example.com/enml2.dtd"><en-note style="x">{BODY}</en-note>]]>'
    about = (
        f"<note-attributes><author>A. Writer</author><source-url>{source}</source-url></note-attributes>"
        if source
        else ""
    )
    return f"<note><title>One</title><content>{content}</content><created>20240501T120000Z</created><tag>x</tag><tag>y</tag>{about}{extra}</note>"


def test_notes_of_evernote_come_with_their_texts():
    saved, skipped = read(enex(note(A), note()))
    assert len(saved.article.blocks) == 2
    assert replace(saved, article=None) == ImportedEntry(
        A, "One", NOON, tags=("x", "y"), authors=("A. Writer",), line=3
    )
    assert skipped == Skipped(4, "“One” is a note without a web address")


def test_a_file_in_a_note_of_evernote_costs_nothing_but_itself():
    large = f"<resource><data>{'A' * 11_000_000}</data></resource>"
    rows = list(read_export(enex(note(A, large), note(B)).encode()))
    assert [row.url for row in rows if isinstance(row, ImportedEntry)] == [A, B]
    assert UnknownField("resource", 1) in rows


SENTENCE = (
    "The harbour council voted on Tuesday evening to keep the old ferry running for another year, after a long debate."
)


def test_a_short_text_is_a_text_too():
    (clipped,) = read(enex(note(A)).replace(BODY, "<p>Kept for the recipe.</p>"))
    assert flatten(clipped.article.blocks[0]) == "Kept for the recipe."
    (link,) = read(
        {"collections": [{"id": 1, "links": [{"url": A, "name": "One", "textContent": f"{SENTENCE}\n\nMore."}]}]}
    )
    assert [flatten(block) for block in link.article.blocks] == [SENTENCE, "More."]
    (starred,) = read({"items": [item(alternate=[{"href": A}], summary={"content": f"<p>{SENTENCE}</p>"})]})
    assert flatten(starred.article.blocks[0]) == SENTENCE
    (teaser,) = read({"items": [item(alternate=[{"href": A}], summary={"content": "<p>Read on.</p>"})]})
    assert teaser.article is None


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("<rss version='2.0'><channel/></rss>", "This is a feed, not an export; termread FILE opens it."),
        (
            "---\ntitle: x\n---\nWords that somebody clipped.",
            "This is Markdown, not an export; termread FILE opens it.",
        ),
    ],
)
def test_what_can_be_read_but_not_imported_says_so(text, says):
    with pytest.raises(Unreadable) as told:
        read(text)
    assert str(told.value) == says


def test_a_sitemap_is_no_export():
    with pytest.raises(Unreadable, match="a sitemap, not an export"):
        read(
            '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://example.com/a</loc></url></urlset>'
        )
