"""Numbers that lists show stay the same in every format."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from termread.article import Article, Item, Listing, Paragraph, Prose
from termread.codec import block_of, block_record
from termread.write.html import write_html
from termread.write.markdown import write_markdown
from termread.write.plain import write_spoken


def numbers(*labels, start=1):
    return Listing(True, tuple(Item(Prose(f"tree {n}"), (), label) for n, label in enumerate(labels)), start)


def markdown(listing):
    return write_markdown(Article(blocks=(listing,))).rpartition("---\n")[2].strip()


def test_markdown_counts_where_it_counts_the_same():
    assert markdown(numbers("", "", start=3)) == "3. tree 0\n4. tree 1"
    assert markdown(numbers("3", "4", start=3)) == "3. tree 0\n4. tree 1"


@pytest.mark.parametrize(
    ("listing", "shown"),
    [
        (numbers("", "9"), "- 1\\. tree 0\n- 9\\. tree 1"),
        (numbers("a", "b"), "- a\\. tree 0\n- b\\. tree 1"),
        (numbers("", "", start=-1), "- -1\\. tree 0\n- 0\\. tree 1"),
        (
            Listing(True, (Item(Prose("oak"), (numbers("i"), Paragraph(Prose("More."))), ""),)),
            "1. oak\n\n   - i\\. tree 0\n\n   More.",
        ),
        (Listing(True, (Item(Prose(), (Paragraph(Prose("More.")),), "b"),)), "- b\\.\n\n  More."),
    ],
)
def test_other_numbers_are_text_in_markdown(listing, shown):
    assert markdown(listing) == shown


@pytest.mark.skipif(not shutil.which("pandoc"), reason="needs pandoc")
def test_pandoc_reads_the_numbers_as_text():
    text = markdown(numbers("a", "b"))
    done = subprocess.run(
        ["pandoc", "-f", "markdown", "-t", "plain"], input=text, capture_output=True, text=True, check=True
    )
    assert " ".join(done.stdout.split()) == "- a. tree 0 - b. tree 1"


@pytest.mark.parametrize(
    ("listing", "tags"),
    [
        (numbers("", "", start=3), '<ol start="3"><li>tree 0</li><li>tree 1</li></ol>'),
        (numbers("", "9", "10"), '<ol><li>tree 0</li><li value="9">tree 1</li><li>tree 2</li></ol>'),
        (numbers("", "1", start=2), '<ol start="2"><li>tree 0</li><li value="1">tree 1</li></ol>'),
        (numbers("c", "d"), '<ol type="a" start="3"><li>tree 0</li><li>tree 1</li></ol>'),
        (numbers("I", "IV"), '<ol type="I"><li>tree 0</li><li value="4">tree 1</li></ol>'),
        (numbers("<1>"), '<ol><li style="list-style-type: none">&lt;1&gt;. tree 0</li></ol>'),
    ],
)
def test_html_numbers_the_items(listing, tags):
    assert tags in write_html(Article(blocks=(listing,)))


def test_an_article_kept_before_has_no_labels():
    record = block_record(numbers("", "b"))
    assert [item.get("label") for item in record["items"]] == [None, "b"]
    assert block_of(record) == numbers("", "b")


def test_numbers_are_read_aloud_as_shown():
    assert "b: tree 1" in write_spoken(Article(blocks=(numbers("a", "b"),)))
