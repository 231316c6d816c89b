from __future__ import annotations

import plistlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from termread.article import Code, Figure, Footnotes, Heading, Listing, Note, Paragraph, Quote, Rule, Table, flatten
from termread.codec import record_of
from termread.document import Document
from termread.errors import Empty, NotText, TermreadError, Unreadable
from termread.parse import parse
from termread.parse.formats.markdown import markdown_in
from termread.parse.formats.plain_text import essay_in
from termread.parse.sniff import kind_of
from termread.write.structured import write_json

PAGE = b"<!doctype html><html lang=en><title>A saved page</title><h1>A saved page</h1>" + b"".join(
    b"<p>Paragraph %d of the saved page says a thing or two about gardens, and then it says some more.</p>" % i
    for i in range(5)
)


def document(data: bytes, name: str = "file", media_type: str | None = None) -> Document:
    return Document(name, data, media_type=media_type)


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (b"%PDF-1.7\n", "a.pdf", "pdf"),
        (b"%PDF-1.7\n", "a.html", "pdf"),
        (b"\x89PNG\r\n\x1a\n\0\0", "a", "picture"),
        (b"GIF89a....", "a.html", "picture"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "a", "picture"),
        (b"<?xml version='1.0'?><!-- a --><svg xmlns='http://www.w3.org/2000/svg'/>", "a", "picture"),
        (b"\0\0\0\x18ftypmp42", "a", "video"),
        (b"PK\x03\x04....mimetypeapplication/epub+zip", "a", "epub"),
        (b"PK\x03\x04........other", "a", "zip"),
        (b"\x7fELF\x02\x01", "a.txt", "program"),
        (b"SQLite format 3\x00 ", "a", "database"),
        (b"a\0b\0\0\0c\xff\xfe\x01" * 40, "a", "binary"),
        (b"  \n\n \0", "a", "empty"),
        (b"bplist00 WebMainResource", "a", "webarchive"),
        (b"From: a@example.com\nSubject: Hello\nDate: x\n\nText", "a", "mail"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x", "a", "mhtml"),
        (b"# A title\n\nWords.\n", "README", "markdown"),
        (b"Words and nothing else.", "a.md", "markdown"),
        (b"---\ntitle: x\n---\nWords", "a", "markdown"),
        (b"<!-- a --><!-- b -->\n<html><p>x", "a", "html"),
        (b"<p>One</p><p>Two</p><p>Three</p>", "a", "html"),
        (b"\xef\xbb\xbf\n<!doctype html>\r\n<HTML lang=en><p>x", "a", "html"),
        (b"<!DOCTYPE html><html><p>x", "a.md", "markdown"),
        (b"<!DOCTYPE html><opml version='2.0'><body></body></opml>", "a", "opml"),
        (b'{"a": 1}', "a", "json"),
        (b"Words that were copied.\n\nMore words.", "a.txt", "copied"),
        ("Fünf Wörter".encode("utf-16"), "a.txt", "copied"),
        (("A line of some sixty characters that was broken by its width\n" * 9).encode(), "a.txt", "text"),
    ],
)
def test_a_document_is_what_it_looks_like(data, name, kind):
    assert kind_of(document(data, name)) == kind


def test_comments_without_end_are_looked_at_in_linear_time():
    assert kind_of(document(b"<!-- x -->" * 6000 + b"words")) in ("copied", "html", "text")


def test_what_is_no_text_says_so_and_what_to_do():
    with pytest.raises(NotText) as told:
        parse(document(b"%PDF-1.7\n" + b" " * 52000))
    assert told.value.text == "This is a PDF (51 KB), not an article; open it with another program."


def test_what_is_empty_says_so():
    with pytest.raises(Empty):
        parse(document(b" \n "))


MARKDOWN = """---
title: Gardens at night
author: [Ada Example, "Ben Example"]
date: 2025-06-03
description: Four gardens, one key.
---

![A lamp](lamp.png)

*A lamp. /Example Agency*

The gardens **stay open**, says [the office](https://example.com/a).[^1]

## Lamps

- one
- two
  1. deep

> Said somebody.

| Name | Hours |
|------|-------|
| Pond | 3     |

```python
print(1)
```

---

<p align="center">Some <b>markup</b><img src="x.png" alt="words"></p>

[^1]: Told to this paper
    on Tuesday.
"""


def test_markdown_is_an_article():
    article = markdown_in(MARKDOWN)
    assert (article.title, article.authors) == ("Gardens at night", ("Ada Example", "Ben Example"))
    assert (article.published, article.dek) == ("2025-06-03", "Four gardens, one key.")
    expected = [Figure, Paragraph, Heading, Listing, Quote, Table, Code, Rule, Figure, Paragraph, Footnotes]
    assert [type(block) for block in article.blocks] == expected
    figure, paragraph, heading, listing, _, table, code, *_, notes = article.blocks
    assert (figure.caption.text, figure.credit, figure.src) == ("A lamp.", "Example Agency", "lamp.png")
    assert paragraph.prose.text == "The gardens stay open, says the office.1"
    marked = {(m.style, paragraph.prose.text[m.start : m.end], m.href) for m in paragraph.prose.marks}
    assert marked == {
        ("strong", "stay open", None),
        ("link", "the office", "https://example.com/a"),
        ("link", "1", "#note-1"),
        ("sup", "1", None),
    }
    assert (heading.level, heading.prose.text) == (2, "Lamps")
    assert [item.prose.text for item in listing.items] == ["one", "two"]
    assert table.rows[0][0].header
    assert table.rows[1][1].prose.text == "3"
    assert (code.text, code.language) == ("print(1)", "python")
    assert (notes.items[0].label, notes.items[0].prose.text) == ("1", "Told to this paper on Tuesday.")


def test_a_readme_has_its_first_heading_as_title_and_no_unsafe_links():
    article = markdown_in("# Tool\n\nIt does [this](javascript:alert(1)).\n\n## Use\n\nRun it.\n")
    assert article.title == "Tool"
    assert [type(block) for block in article.blocks] == [Paragraph, Heading, Paragraph]
    assert article.blocks[0].prose.marks == ()


ESSAY = """ON WALKING

By Ada Example

A walk has no use, and that is
what it is for. Whoever walks
to arrive has lost the way.

First part
==========

He took with him:
- a coat
- a stick, which he lost on
  the second day

    $ walk --slowly

> Nobody walks like that,
> said the postman.
"""


def test_an_essay_is_an_article():
    article = essay_in(ESSAY)
    assert (article.title, article.authors) == ("ON WALKING", ("Ada Example",))
    assert [type(b) for b in article.blocks] == [Paragraph, Heading, Paragraph, Listing, Code, Quote]
    assert flatten(article.blocks[0]).endswith("Whoever walks to arrive has lost the way.")
    assert [item.prose.text for item in article.blocks[3].items] == [
        "a coat",
        "a stick, which he lost on the second day",
    ]


def test_a_newsletter_is_an_article():
    mail = (
        b"From: Example Letter <letter@example.com>\r\nSubject: =?utf-8?q?Gardens_=E2=80=93_at_night?=\r\n"
        b"Date: Tue, 03 Jun 2025 10:00:00 +0200\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: multipart/alternative; boundary=cut\r\n\r\n--cut\r\nContent-Type: text/plain\r\n\r\nPlain\r\n"
        b"--cut\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + PAGE + b"\r\n--cut--\r\n"
    )
    article = parse(document(mail, "letter.eml")).article
    assert article.title == "Gardens – at night"
    assert article.published == "2025-06-03T10:00:00+02:00"
    assert article.site == "Example Letter"
    assert len([block for block in article.blocks if isinstance(block, Paragraph)]) == 5


def test_an_mhtml_page_is_an_article_under_its_address():
    saved = (
        b"From: <Saved by a browser>\r\nSnapshot-Content-Location: https://example.com/story\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: multipart/related; boundary=cut\r\n\r\n--cut\r\nContent-Type: text/html\r\n"
        b"Content-Location: https://example.com/story\r\n\r\n" + PAGE + b"\r\n--cut--\r\n"
    )
    article = parse(document(saved, "page.mhtml")).article
    assert (article.title, article.url) == ("A saved page", "https://example.com/story")


@pytest.mark.parametrize("form", [plistlib.FMT_BINARY, plistlib.FMT_XML])
def test_a_web_archive_is_an_article_under_its_address(form):
    main = {"WebResourceData": PAGE, "WebResourceURL": "https://example.com/a", "WebResourceTextEncodingName": "UTF-8"}
    article = parse(document(plistlib.dumps({"WebMainResource": main}, fmt=form))).article
    assert (article.title, article.url) == ("A saved page", "https://example.com/a")


def test_a_broken_web_archive_says_so():
    with pytest.raises(Unreadable):
        parse(document(b"bplist00 WebMainResource" + b"\xff" * 30))


def test_our_own_json_is_the_same_article_again():
    article = markdown_in(MARKDOWN)
    again = parse(document(write_json(article, "a").encode(), "a.json")).article
    assert record_of(again) == record_of(article)


def test_other_json_is_shown_with_a_notice():
    article = parse(document(b'{"a": [1, 2]}', "a.json")).article
    assert [type(block) for block in article.blocks] == [Code]
    assert article.notices[0].code == "data"


PIECES = [
    MARKDOWN, ESSAY, "# x\n", "> > > ", "- " * 60, "| a | b |\n|---|---|\n", "\x1b]0;x\x07", "[a](b)", "```\n", "From: a@b\nDate: x\n",
    "Content-Type: multipart/mixed; boundary=a\n\n--a\n", "MIME-Version: 1.0\nSubject: =?x?q?=\n", "Content-Type: text/html; charset=\"\n",
    '{"schema": 1, "blocks": [{"type": "paragraph", "text": 3}]}', '{"schema":1,"blocks":[', "[" * 200, "<svg", "---\na: b\n", "[^1]: x\n", "\x85\u2028\u202e",
]  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=60)), max_size=8),
    st.sampled_from(["a.md", "a.txt", "a.eml", "a.mhtml", "a.json", "a"]),
)
def test_any_text_gives_an_article_without_controls_or_a_sentence(pieces, name):
    data = "".join(pieces).encode("utf-8", "surrogatepass")
    try:
        article = parse(document(data, name)).article
    except TermreadError:
        return
    said = "\n".join(
        [article.title, article.byline or "", *map(flatten, article.blocks), *article.authors, article.dek or ""]
    )
    assert not any((ord(c) < 32 and c not in "\n\t") or 0x7F <= ord(c) < 0xA0 for c in said)


def test_notes_in_markdown_are_notes():
    article = markdown_in("# T\n\n***Editor's note: He writes here.***\n\nText that goes on for a while.\n")
    assert isinstance(article.blocks[0], Note)
    assert flatten(article.blocks[0]) == "He writes here."


@pytest.mark.slow
def test_a_message_that_nests_too_deep_says_so():
    head = b"MIME-Version: 1.0\nFrom: a@example.com\nSubject: x\n"
    parts = b"".join(b"Content-Type: multipart/mixed; boundary=a%d\n\n--a%d\n" % (i, i) for i in range(3000))
    with pytest.raises(Unreadable):
        parse(document(head + parts + b"\n\nwords", "a.eml"))


@pytest.mark.parametrize("gap", ["\n\n", "\n"])
def test_an_essay_says_who_wrote_it_and_when(gap):
    text = (
        f"The Winter Bridge{gap}by Mara Example\n4 May 2026\n\n"
        + "The council met on Monday and voted for the bridge.\n" * 3
    )
    found = essay_in(text)
    assert (found.title, found.authors, found.published) == ("The Winter Bridge", ("Mara Example",), "2026-05-04")


def test_a_newsletter_leaves_out_what_it_says_of_itself():
    body = "".join(
        f"<p>Der Rat hat am Montag nach vier Stunden beschlossen, die Brücke {n} offen zu halten.</p>" for n in range(4)
    )
    farewell = "Sie erhalten diese E-Mail, weil Sie sich angemeldet haben. Abmelden"
    text = (
        "From: Hafenpost <post@example.com>\nTo: r@example.com\nSubject: Die Woche\nDate: Mon, 4 May 2026 08:00:00 +0200\n"
        f"Content-Type: text/html; charset=utf-8\n\n<html><body>{body}<p>{farewell}</p></body></html>"
    )
    found = parse(Document(address="a.eml", data=text.encode())).article
    assert farewell not in "\n".join(map(flatten, found.blocks))
    assert [cut.text for cut in found.cut if cut.reason == "newsletter"] == [farewell]
