"""The text of a huge page is indexed after the page is saved, whatever happens in between."""

from __future__ import annotations

import pytest

from termread.article import Article, Paragraph, Prose
from termread.document import HUGE, Reading, Receipt
from termread.library.api import Library


def huge(word, title="The long report", size=HUGE + 1, address="https://example.com/report"):
    article = Article(title, blocks=(Paragraph(Prose(f"It says {word}.")),))
    return Reading(article, Receipt(address, size=size))


def titles(library, query):
    library.settle()
    return [hit.kept.title for hit in library.search(query)]


@pytest.fixture
def interrupted(on_disk, monkeypatch):
    """A library that ends before it indexes what it has saved."""
    monkeypatch.setattr(on_disk, "later", lambda work: None)
    return on_disk


def test_it_is_found_by_its_text(library):
    library.keep(huge("harbour"))
    assert titles(library, "harbour") == ["The long report"]


def test_what_was_interrupted_is_done_when_the_library_opens_again(interrupted, tmp_path):
    interrupted.keep(huge("harbour"))
    assert titles(interrupted, "report") == ["The long report"]
    assert titles(interrupted, "harbour") == []
    interrupted.close()
    again = Library(tmp_path / "data")
    assert titles(again, "harbour") == ["The long report"]
    again.close()


@pytest.mark.parametrize("size", [10, HUGE + 1])
def test_a_text_that_is_replaced_before_it_is_indexed_leaves_nothing(interrupted, tmp_path, size):
    interrupted.keep(huge("harbour"))
    interrupted.keep(huge("bridge", "The short report", size))
    interrupted.close()
    again = Library(tmp_path / "data")
    assert titles(again, "harbour") == titles(again, "long") == []
    assert titles(again, "bridge") == titles(again, "short") == ["The short report"]
    again.close()


def test_a_deleted_one_waits_until_it_is_back(interrupted, monkeypatch):
    kept = interrupted.keep(huge("harbour"))
    interrupted.delete(kept.id)
    monkeypatch.undo()
    interrupted.keep(huge("bridge", "Another", address="https://example.com/another"))
    assert titles(interrupted, "bridge") == ["Another"]
    interrupted.undo(kept.id)
    interrupted.keep(huge("bridge", "Another", address="https://example.com/another"))
    assert titles(interrupted, "harbour") == ["The long report"]
