"""A small file of every kind that termread takes in, and what is in it. All of them are ours."""

from __future__ import annotations

import io
import plistlib
import zipfile
from datetime import datetime

from termread.interchange import ImportedEntry, ImportedHighlight, Skipped

A, B, C = "https://example.com/a", "https://example.com/b", "https://example.com/c"
NOON = "2024-05-01T12:00:00Z"
SECONDS = 1714564800


def zipped(members, **how):
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", **how) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return written.getvalue()


SPREADSHEETS = {
    "pocket": (
        "title,url,time_added,tags,status\n"
        f'"Over\ntwo lines",{A},{SECONDS},news| asia |news,unread\n'
        f"{B},{B},{SECONDS},,archive\n",
        [
            ImportedEntry(A, "Over two lines", NOON, tags=("news", "asia"), line=2),
            ImportedEntry(B, "", NOON, archived=True, line=4),
        ],
    ),
    "instapaper 2016": (
        f"URL,Title,Selection,Folder\n{A},One,,Unread\n{B},Two,,Starred\n{C},Three,some words,Long reads\n",
        [
            ImportedEntry(A, "One", line=2),
            ImportedEntry(B, "Two", archived=True, favourite=True, line=3),
            ImportedEntry(C, "Three", tags=("Long reads",), highlights=(ImportedHighlight("some words"),), line=4),
        ],
    ),
    "instapaper 2023": (
        f"URL,Title,Selection,Folder,Timestamp\n{A},One,,Archive,{SECONDS}\n",
        [ImportedEntry(A, "One", NOON, archived=True, line=2)],
    ),
    "instapaper 2025": (
        f'URL,Title,Selection,Folder,Timestamp,Tags\n{A},One,,Later,{SECONDS},"[""x"", ""y""]"\n{B},Two,,Unread,0,not json\n',
        [ImportedEntry(A, "One", NOON, tags=("Later", "x", "y"), line=2), ImportedEntry(B, "Two", line=3)],
    ),
    "wallabag": (
        f'Title;URL;Content;Tags;"MIME Type";Language;"Creation date"\nOne;{A};;"x, y";text/html;en;"01/05/2024 12:00:00"\n',
        [ImportedEntry(A, "One", NOON, tags=("x", "y"), line=2)],
    ),
    "readwise reader": (
        "Title,URL,ID,Document tags,Saved date,Reading progress,Location,Seen\n"
        f"""One,{A},1,"['x', ""it's""]",2024-05-01 12:00:00.291000+00:00,0.5,new,True\n"""
        f"Two,{B},2,broken[,2024-05-01 14:00:00+02:00,100,archive,False\n"
        f"Three,{C},3,['z'],,0,shortlist,True\n"
        f"Four,{C},4,,,0,feed,False\n"
        "Five,,5,,,0,new,False\n",
        [
            ImportedEntry(A, "One", NOON, tags=("x", "it's"), progress=0.5, line=2),
            ImportedEntry(B, "Two", NOON, archived=True, progress=1.0, line=3),
            ImportedEntry(C, "Three", tags=("z",), favourite=True, line=4),
            Skipped(5, "it came from a feed and was not saved"),
            Skipped(6, "it has no address"),
        ],
    ),
    "readwise highlights": (
        "Highlight,Title,Author,URL,Note,Location,Date\n"
        f"The words,One,A. Writer,{A},my note,3,2024-05-01 12:00:00+00:00\nMore words,A book,B. Writer,,,3,\n",
        [
            ImportedEntry(
                A,
                "One",
                NOON,
                authors=("A. Writer",),
                highlights=(ImportedHighlight("The words", "my note", "", NOON),),
                line=2,
            ),
            Skipped(3, "it is a highlight of a book, which has no web address"),
        ],
    ),
    "raindrop": (
        "id,title,note,excerpt,url,folder,tags,created,cover,highlights,favorite\n"
        f'1,One,"two\nlines",said,{A},Work/Bills,"x, y, x, ",2024-05-01T12:00:00.000Z,,"Highlight:some words\nNote:why",true\n'
        f"2,Two,,,{B},Unsorted,,2024-05-01T12:00:00.000Z,,,false\n",
        [
            ImportedEntry(
                A,
                "One",
                NOON,
                tags=("Work", "Bills", "x", "y"),
                favourite=True,
                note="two\nlines",
                highlights=(ImportedHighlight("some words", "why"),),
                line=2,
            ),
            ImportedEntry(B, "Two", NOON, line=5),
        ],
    ),
    "matter": (
        "Title,Author,Publisher,URL,Tags,Word Count,In Queue,Favorited,Read,Highlight_Count,Last Interaction Date,File Id\n"
        f"One,A. Writer,The Example,{A},x;y,900,True,True,False,0,2024-05-01 12:00:00,f\n"
        f"Two,,The Example,{B},,900,False,False,True,0,,f\n",
        [
            ImportedEntry(
                A, "One", NOON, tags=("x", "y"), favourite=True, authors=("A. Writer",), site="The Example", line=2
            ),
            ImportedEntry(B, "Two", archived=True, progress=1.0, site="The Example", line=3),
        ],
    ),
    "any with addresses": (
        f"\ufeffurl,title,tags\r\n{A},One,x\r\nftp://example.com/f,Two,\r\n",
        [ImportedEntry(A, "One", tags=("x",), line=2), Skipped(3, "ftp://example.com/f is not a web address")],
    ),
}

NETSCAPE = f"""<!DOCTYPE NETSCAPE-Bookmark-file-1>
<TITLE>Bookmarks</TITLE><H1>Bookmarks</H1>
<DL><p>
  <DT><H3 PERSONAL_TOOLBAR_FOLDER="true">Bookmarks bar</H3>
  <DL><p>
    <DT><H3>News</H3>
    <DL><p>
      <DT><A HREF="{A}" ADD_DATE="{SECONDS}" TAGS="x, y">One &amp; only</A>
      <DD>A description
over two lines [linkding-notes]and a note[/linkding-notes]
      <DT><A HREF="{B}" ADD_DATE="{SECONDS}000" TAGS="linkding:bookmarks.archived">Two</A>
    </DL><p>
    <DT><A HREF="javascript:alert(1)" {{odd" ADD_DATE="{SECONDS}">Trap</A>
  </DL><p>
  <DT><A HREF="{C}" ADD_DATE="{SECONDS}000000" LAST_MODIFIED="{SECONDS}" TOREAD="1">Three
</DL><p>
"""

BOOKMARK_PAGES = {
    "netscape": (
        NETSCAPE,
        [
            ImportedEntry(
                A,
                "One & only",
                NOON,
                tags=("News", "x", "y"),
                note="A description\nover two lines\n\nand a note",
                line=8,
            ),
            ImportedEntry(B, "Two", NOON, tags=("News",), archived=True, line=11),
            Skipped(13, "javascript:alert(1) is not a web address"),
            ImportedEntry(C, "Three", NOON, line=15),
        ],
    ),
    "pocket page": (
        "<!DOCTYPE html><html><head><title>Pocket Export</title></head><body>\n<h1>Unread</h1>\n"
        f'<ul><li><a href="{A}" time_added="{SECONDS}" tags="x,y">One</a></li></ul>\n'
        f'<h1>Read Archive</h1>\n<ul><li><a href="{B}" time_added="{SECONDS}" tags="">Two</a></li></ul></body></html>',
        [ImportedEntry(A, "One", NOON, tags=("x", "y"), line=3), ImportedEntry(B, "Two", NOON, archived=True, line=5)],
    ),
    "pinboard xml": (
        f'<?xml version="1.0"?>\n<!DOCTYPE posts [<!ENTITY file SYSTEM "file:///etc/hostname">]>\n<posts user="x">\n'
        f'<post href="{A}" time="{NOON}" description="One &file;" extended="note" tag="x y" toread="yes"/>\n</posts>',
        [ImportedEntry(A, "One", NOON, tags=("x", "y"), note="note", line=4)],
    ),
    "safari": (
        plistlib.dumps(
            {
                "Children": [
                    {
                        "Title": "com.apple.ReadingList",
                        "Children": [
                            {
                                "URLString": A,
                                "URIDictionary": {"title": "One"},
                                "ReadingList": {"DateAdded": datetime(2024, 5, 1, 12)},
                            }
                        ],
                    },
                    {"Title": {"odd": 1}, "Children": []},
                    {"Title": "News", "Children": [{"URLString": B, "URIDictionary": {"title": "Two"}}]},
                ]
            },
            fmt=plistlib.FMT_BINARY,
        ),
        [ImportedEntry(A, "One", NOON, line=1), ImportedEntry(B, "Two", tags=("News",), line=2)],
    ),
}

BODY = (
    f"<p>{'The minister said on Thursday that the talks would go on through the night. ' * 5}</p>"
    f"<p>{'Nobody in the room had expected an agreement before the end of the week. ' * 5}</p>"
)

RECORDS = {
    "wallabag 2": (
        [
            {"url": A, "title": "One", "is_archived": 1, "is_starred": True, "created_at": "2024-05-01T14:00:00+0200", "tags": ["x"], "annotations": [{"quote": "words", "text": "why"}], "content": "no"},
            {"url": "", "title": "Nothing", "is_archived": 0, "is_starred": 0},
            "not an entry",
        ],
        [
            ImportedEntry(A, "One", NOON, tags=("x",), archived=True, favourite=True, highlights=(ImportedHighlight("words", "why"),), line=1),
            Skipped(2, "it has no address"),
            Skipped(3, "it is not an entry"),
        ],
    ),
    "wallabag 1": (
        [{"0": "1", "1": "One", "2": A, "id": "1", "title": "One", "url": A, "is_read": "1", "is_fav": "0", "content": "", "tags": "x,y"}],
        [ImportedEntry(A, "One", tags=("x", "y"), archived=True, line=1)],
    ),
    "omnivore": (
        [{"slug": "one", "title": "One", "url": A, "state": "Archived", "readingProgress": 50, "labels": ["x"], "savedAt": "2024-05-01T12:00:00.000Z", "author": "A. Writer", "publishedAt": "2024-05-01T12:00:00.000Z"}],
        [ImportedEntry(A, "One", NOON, tags=("x",), archived=True, progress=0.5, authors=("A. Writer",), published="2024-05-01T12:00:00.000Z", line=1)],
    ),
    "karakeep": (
        {"bookmarks": [{"createdAt": SECONDS, "title": "One", "tags": ["x"], "lists": ["l1"], "content": {"type": "link", "url": A}, "note": "mine", "archived": True}, {"content": {"type": "text", "text": "t"}}], "lists": [{"id": "l1", "name": "News"}]},
        [ImportedEntry(A, "One", NOON, tags=("News", "x"), archived=True, note="mine", line=1), Skipped(2, "it is a text or a file without a web address")],
    ),
    "linkwarden": (
        {"collections": [{"id": 1, "name": "Top", "parentId": None, "links": []}, {"id": 2, "name": "Below", "parentId": 1, "links": [{"name": "One", "url": A, "tags": [{"name": "x"}], "createdAt": "2024-05-01T12:00:00.000Z"}]}]},
        [ImportedEntry(A, "One", NOON, tags=("Top", "Below", "x"), line=1)],
    ),
    "linkding": (
        {"results": [{"url": A, "title": "", "website_title": "One", "description": "d", "notes": "n", "tag_names": ["x"], "is_archived": True, "date_added": NOON, "date_modified": NOON}]},
        [ImportedEntry(A, "One", NOON, tags=("x",), archived=True, note="d\n\nn", line=1)],
    ),
    "pinboard": (
        [{"href": A, "description": "One", "extended": "note", "time": NOON, "toread": "yes", "tags": "x y"}, {"href": B, "description": "Two", "extended": "", "time": NOON, "toread": "no", "tags": ""}],
        [ImportedEntry(A, "One", NOON, tags=("x", "y"), note="note", line=1), ImportedEntry(B, "Two", NOON, archived=True, line=2)],
    ),
    "delicious": (
        [{"title": "One", "tags": ["x", ""], "url": A, "description": "note", "created": str(SECONDS)}],
        [ImportedEntry(A, "One", NOON, tags=("x",), note="note", line=1)],
    ),
    "elcurator": (
        [{"created_at": "2024-05-01 12:00:00 UTC", "title": "One", "url": A, "description": None, "tags": ["x"], "is_saved": True}],
        [ImportedEntry(A, "One", NOON, tags=("x",), favourite=True, line=1)],
    ),
    "readability": (
        {"bookmarks": [{"article__url": A, "article__title": "One", "archive": 1, "favorite": False, "date_added": "2024-05-01T12:00:00"}], "recommendations": []},
        [ImportedEntry(A, "One", NOON, archived=True, line=1)],
    ),
    "firefox": (
        {"guid": "root________", "root": "placesRoot", "children": [{"root": "toolbarFolder", "title": "Toolbar", "children": [{"title": "News", "children": [{"uri": A, "title": "One", "dateAdded": SECONDS * 1_000_000, "tags": "x,y"}, {"uri": "place:sort=8", "title": "Recent"}]}]}]},
        [ImportedEntry(A, "One", NOON, tags=("News", "x", "y"), line=1), Skipped(2, "place:sort=8 is not a web address")],
    ),
    "chrome": (
        {"roots": {"bookmark_bar": {"name": "Bar", "children": [{"type": "folder", "name": "News", "children": [{"type": "url", "name": "One", "url": A, "date_added": str((SECONDS + 11_644_473_600) * 1_000_000)}]}]}}, "version": 1},
        [ImportedEntry(A, "One", NOON, tags=("News",), line=1)],
    ),
    "pocket annotations": (
        [{"given_url": A, "given_title": "One", "time_added": str(SECONDS), "annotations": [{"quote": "words", "created_at": "2024-05-01 12:00:00"}]}],
        [ImportedEntry(A, "One", NOON, highlights=(ImportedHighlight("words", "", "", NOON),), line=1)],
    ),
    "w3c": (
        [
            {"type": "Annotation", "created": NOON, "body": {"type": "TextualBody", "value": "why"}, "target": {"source": A, "selector": [{"type": "TextQuoteSelector", "exact": "words"}]}},
            {"type": "Annotation", "created": NOON, "target": {"source": A, "selector": {"type": "TextQuoteSelector", "exact": "more", "prefix": "some", "suffix": "words"}}},
        ],
        [ImportedEntry(A, "", NOON, highlights=(ImportedHighlight("words", "why", "", NOON), ImportedHighlight("more", "", "", NOON, "some", "words")), line=1)],
    ),
    "hypothesis": (
        {"rows": [{"uri": A, "text": "why", "tags": ["x"], "created": NOON, "target": [{"source": A, "selector": [{"type": "TextQuoteSelector", "exact": "words"}]}]}]},
        [ImportedEntry(A, "", NOON, tags=("x",), highlights=(ImportedHighlight("words", "why", "", NOON),), line=1)],
    ),
}  # fmt: skip

LISTS = {
    "addresses": (f"{A}\n\n# a comment\n{B}\nnot an address\n", [ImportedEntry(A, line=1), ImportedEntry(B, line=4), Skipped(5, "“not an address” is not a web address")]),
    "onetab": (f"{A} | One\n{B} | Two | parts\n", [ImportedEntry(A, "One", line=1), ImportedEntry(B, "Two | parts", line=2)]),
    "markdown": (f"- [One]({A})\n- <{B}>\n", [ImportedEntry(A, "One", line=1), ImportedEntry(B, line=2)]),
}  # fmt: skip
