"""Markdown that says again what the article said."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from markdown_it import MarkdownIt

from strategies import articles, plain_blocks, proses, some
from termread.article import (
    Article,
    Cell,
    Code,
    Heading,
    Item,
    Listing,
    Mark,
    Note,
    Paragraph,
    Passage,
    Place,
    Prose,
    Quote,
    Table,
    flatten,
)
from termread.interchange import EntryBookmark, EntryHighlight, LibraryEntry
from termread.write.inline import markdown_of
from termread.write.markdown import write_markdown
from termread.write.markup import safe_href

READER = MarkdownIt("commonmark").enable(["strikethrough", "table"])
STYLES = {
    "strong": "strong",
    "em": "emphasis",
    "s": "strike",
    "del": "strike",
    "link": "link",
    "sub": "sub",
    "sup": "sup",
}


def told_by(markdown):
    """What a Markdown reader makes of it: each visible character with the set of its marks."""
    (paragraph,) = [token for token in READER.parse(markdown) if token.type == "inline"] or [None]
    open_marks, told = [], []
    for token in paragraph.children if paragraph else []:
        name = token.type.removesuffix("_open").removesuffix("_close")
        if token.type == "html_inline":
            name = {"code": "code", **STYLES}[token.content.strip("</>")]
            (open_marks.remove if token.content[1] == "/" else open_marks.append)(name)
        elif token.type.endswith("_open"):
            open_marks.append(STYLES[name])
        elif token.type.endswith("_close"):
            open_marks.remove(STYLES[name])
        elif token.type in {"text", "code_inline", "text_special"}:
            marks = frozenset([*open_marks, *(["code"] if token.type == "code_inline" else [])])
            told += [(character, marks) for character in token.content if not character.isspace()]
    return told


def told(prose):
    marks = [mark for mark in prose.marks if mark.style != "link" or safe_href(mark.href)]
    return [
        (character, frozenset(mark.style for mark in marks if mark.start <= i < mark.end))
        for i, character in enumerate(prose.text)
        if not character.isspace()
    ]


@given(proses())
@settings(max_examples=100, deadline=None)
def test_a_markdown_reader_sees_the_same_characters_under_the_same_marks(prose):
    assert told_by(markdown_of(prose)) == told(prose)


@pytest.mark.parametrize(
    ("prose", "markdown"),
    [
        (Prose("plain words, a snake_case and C# and $5"), "plain words, a snake_case and C\\# and $5"),
        (Prose("1. not a list"), "1\\. not a list"),
        (Prose("2025. was a year"), "2025\\. was a year"),
        (Prose("one\ntwo"), "one\\\ntwo"),
        (
            Prose("see this page now", (Mark(4, 13, "link", "https://example.com/a_(b)"),)),
            "see [this page](https://example.com/a_%28b%29) now",
        ),
        (Prose("oh!here", (Mark(3, 7, "link", "https://example.com/"),)), "oh\\![here](https://example.com/)"),
        (Prose("see this page", (Mark(4, 13, "link", "javascript:x"),)), "see this page"),
        (Prose("a bold word", (Mark(2, 7, "strong"),)), "a **bold** word"),
        (Prose("one and two", (Mark(0, 3, "strong"), Mark(8, 11, "strong"))), "**one** and **two**"),
        (Prose("“fast”cars", (Mark(0, 6, "strong"),)), "<strong>“fast”</strong>cars"),
        (
            Prose("all bold link", (Mark(0, 13, "strong"), Mark(9, 13, "link", "https://example.com/"))),
            "**all bold [link](https://example.com/)**",
        ),
        (Prose("run a`b now", (Mark(4, 7, "code"),)), "run ``a`b`` now"),
    ],
)
def test_marks_are_written_as_people_write_them(prose, markdown):
    assert markdown_of(prose) == markdown


@pytest.mark.parametrize(
    "code",
    ["= this.file.name", "=1", "$= dv.current()", " $=x", "r 1+1", "R\tx", "{python} 1", "{r} x", "python x", "julia x", "VIEW[{a}]", "INPUT[text:a]", "<% tp.file.name %>", "a <%* b %>"],
)  # fmt: skip
def test_inline_code_that_a_note_program_would_run_is_written_as_markup(code):
    text = f"so {code.strip()} it is"
    written = markdown_of(Prose(text, (Mark(3, 3 + len(code.strip()), "code"),)))
    assert written.startswith("so <code>")
    assert "`" not in written
    assert "<%" not in written
    assert "".join(c for c, _ in told_by(written)) == "".join(text.split())


def test_inline_code_behind_a_brace_is_no_role():
    assert markdown_of(Prose("{eval}x", (Mark(6, 7, "code"),))) == "{eval}<code>x</code>"


@pytest.mark.parametrize("code", ["a = b", "x == y", "run.sh", "return", "rust", "pyenv", "1 < 2"])
def test_other_inline_code_keeps_its_backticks(code):
    assert markdown_of(Prose(code, (Mark(0, len(code), "code"),))) == f"`{code}`"


@pytest.mark.parametrize("language", ["python", "Rust", "c++", "shell-session"])
def test_a_code_block_names_a_language_that_is_known(language):
    assert f"```{language.lower()}\nx\n```" in write_markdown(Article(blocks=(Code("x", language),)))


@pytest.mark.parametrize("language", ["dataviewjs", "dataview", "{python}", "js-engine", "tasks", "query", "mermaid", "ad-note", "run-python", "a b", "", None])  # fmt: skip
def test_a_code_block_names_no_other_language(language):
    assert "```\nx\n```" in write_markdown(Article(blocks=(Code("x", language),)))


ENTRY = LibraryEntry(
    "https://example.com/story",
    added="2025-10-31T08:00:00Z",
    tags=("asia", "long read"),
    note="Worth a second look.",
    highlights=(
        EntryHighlight(
            Passage(Place(0), Place(0, 5), "rare moment of clarity"), 2, "why *rare*?", "2025-11-01T08:00:00Z"
        ),
    ),
    bookmarks=(EntryBookmark(Passage(Place(1), Place(1), "The second paragraph"), "x", "2025-11-01T08:00:00Z"),),
)
ARTICLE = Article(
    title='A "quoted": headline # one',
    dek="What it is about",
    authors=("A. Writer",),
    published="2025-10-31T15:56:00+08:00",
    canonical_url="https://example.com/story",
    blocks=(
        Heading(2, Prose("Part one")),
        Paragraph(Prose("First.")),
        Note("editor", (Paragraph(Prose("Said by the desk.")),)),
        Quote((Paragraph(Prose("Words.")),), "Somebody"),
        Listing(True, (Item(Prose("one")), Item(Prose("two"), (Listing(False, (Item(Prose("deep")),)),))), 3),
        Table(((Cell(Prose("a|b"), True), Cell(Prose("c"), True)), (Cell(Prose("1")),)), Prose("Figures")),
        Code("x = ```1```", "python"),
    ),
)
WHOLE = r"""---
title: "A \"quoted\": headline # one"
source: "https://example.com/story"
author:
  - "A. Writer"
published: "2025-10-31T15:56:00+08:00"
description: "What it is about"
created: "2025-10-31T08:00:00Z"
state: "inbox"
tags:
  - "asia"
  - "long-read"
---

# A "quoted": headline \# one

*What it is about*

## Part one

First.

> [!note] Editor's note
> Said by the desk.

> Words.
>
> — Somebody

3. one
4. two
   - deep

| a\|b | c |
| --- | --- |
| 1 |  |

Figures

````python
x = ```1```
````

## Note

Worth a second look.

## Highlights

> rare moment of clarity

why \*rare\*?

## Bookmarks

- **x**: The second paragraph
"""


def test_a_whole_article_with_what_the_reader_kept():
    assert write_markdown(ARTICLE, ENTRY) == WHOLE


def visible(text):
    return "".join(text.split())


def shown_by(tokens):
    for token in tokens:
        if token.type in {"text", "code_inline", "fence", "text_special"}:
            yield token.content
        yield from shown_by(token.children or ())


@given(some(plain_blocks, 4))
@settings(max_examples=80, deadline=None)
def test_a_markdown_reader_sees_every_word_of_every_block(blocks):
    shown = "".join(shown_by(READER.parse(write_markdown(Article(blocks=blocks)))))
    assert visible(shown) == visible("".join(flatten(block) for block in blocks))


@given(articles)
@settings(max_examples=60, deadline=None)
def test_front_matter_is_never_left_open(article):
    text = write_markdown(article)
    if text.startswith("---\n"):
        head = text[4:].split("\n---\n", 1)[0]
        assert all(re.fullmatch(r'\w+:(?: ".*")?|  - ".*"', line) for line in head.split("\n"))


def test_tasks_are_written_as_github_reads_them():
    done, open_, words = (Item(Prose(text)) for text in ("☑ Ask", "☐ Dig", "☐"))
    article = Article("Wall", blocks=(Listing(False, (done, open_, words)),))
    assert "- [x] Ask\n- [ ] Dig\n- ☐" in write_markdown(article)
