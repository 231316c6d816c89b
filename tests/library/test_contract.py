"""What a library does, on disk or in memory."""

from __future__ import annotations

from dataclasses import replace

import pytest
from kept_samples import LONG, article, clock, passage, reading

from termread.article import Article, Place
from termread.document import HUGE, Receipt
from termread.errors import LibraryError, UsageError
from termread.interchange import ImportedEntry, ImportedHighlight
from termread.library.api import Library
from termread.library.undo_log import SHELF, changes_from


def test_an_article_is_kept_whole_with_its_receipt(library):
    receipt = {"url": "https://example.com/story", "etag": 'W/"1"', "charset": "utf-8", "size": 3, "data": b"x\x9c1"}
    kept = library.keep(reading(told=LONG, **receipt))
    assert library.article(kept.id) == LONG
    assert library.receipt(kept.id, data=True) == Receipt("https://example.com/story", **receipt)
    assert library.receipt(kept.id).data is None
    assert library.entry(kept.id) == kept == library.find("https://example.com/story")
    assert (kept.title, kept.state, kept.has_text, kept.opened is not None) == ("Long", "reading", True, True)
    assert kept.words > 90_000


def test_a_library_goes_on_as_before_once_a_huge_page_was_kept(library):
    huge = library.keep(reading("https://example.com/huge", LONG, size=HUGE + 1))
    library.keep(reading())
    library.set_tags(huge.id, ["long"])
    assert library.article(huge.id) == LONG
    assert library.counts().shelves["all"] == 2
    assert library.undo(huge.id) is not None
    assert library.entry(huge.id).tags == ()


def test_the_same_story_in_another_dress_is_one_entry(library):
    first = library.keep(reading("https://www.example.com/story?utm_source=x#top"))
    library.keep(reading("http://m.example.com/story/", article("A bridge was opened")))
    assert [kept.id for kept in library.shelf()] == [first.id]
    assert library.article(first.id).title == "A bridge was opened"
    assert library.entry(first.id).address == "https://www.example.com/story?utm_source=x#top"


def test_a_canonical_link_of_the_same_site_makes_one_entry(library):
    one = library.keep(reading("https://example.com/1?page=x", article(canonical_url="https://example.com/bridge")))
    two = library.keep(reading("https://news.example.com/2", article(canonical_url="https://example.com/bridge")))
    assert one.id == two.id == library.find("https://example.com/bridge").id


def test_no_page_takes_the_place_of_another_sites(library):
    good = library.keep(reading("https://example.com/story"))
    evil = library.keep(reading("https://example.org/x", article("Evil", canonical_url="https://example.com/story")))
    assert evil.id != good.id
    assert library.article(good.id).title == "A bridge is opened"


def test_two_entries_that_turn_out_to_be_one_story_become_one(library):
    saved = library.save_for_later("https://example.org/r/1", tags=["later"])
    kept = library.keep(reading("https://example.com/story"))
    mark = library.add_bookmark(kept.id, passage())
    same = library.keep(reading("https://example.org/r/1", url="https://example.com/story"))
    assert [entry.id for entry in library.shelf()] == [same.id]
    assert library.entry(same.id).tags == ("later",)
    assert [found.passage for found in library.bookmarks(same.id)] == [mark.passage]
    assert (
        library.find("https://example.com/story").id
        == library.find("https://example.org/r/1").id
        == same.id
        == saved.id
    )


def test_what_is_saved_for_later_waits(library):
    kept = library.save_for_later("https://example.com/a", title="A", tags=["x", "x", " y "])
    assert (kept.title, kept.tags, kept.has_text, kept.state) == ("A", ("x", "y"), False, "inbox")
    assert library.save_for_later("https://example.com/a?fbclid=1", title="Other") == kept
    assert library.pending() == [kept]
    assert library.article(kept.id) == Article(title="A", url="https://example.com/a")
    fetched = library.keep(reading("https://example.com/a"), opened=False)
    assert (fetched.id, fetched.state, fetched.opened) == (kept.id, "inbox", None)
    assert library.pending() == []


def test_the_place_is_kept_and_reading_leaves_the_inbox(library):
    kept = library.keep(reading(), opened=False)
    library.read_to(kept.id, Place(1, 6), 0.5)
    found = library.entry(kept.id)
    assert (found.place, found.progress, found.state) == (Place(1, 6), 0.5, "reading")
    assert found.opened > kept.added
    library.set_state(kept.id, "archived")
    library.read_to(kept.id, Place(1, 7), 7)
    assert (library.entry(kept.id).state, library.entry(kept.id).progress) == ("archived", 1.0)


def test_bookmarks_and_highlights(library):
    kept = library.keep(reading())
    late = library.add_bookmark(kept.id, passage(1, 0, 5, "Ships"), "a label")
    early = library.add_bookmark(kept.id, passage())
    assert library.bookmarks(kept.id) == [early, late]
    assert library.bookmarks() == [early, late]
    library.label_bookmark(early.id, "m")
    moved = library.add_bookmark(kept.id, passage(1, 0, 5, "Ships"), "m")
    assert library.bookmarks(kept.id) == [late, moved]
    library.remove_bookmark(late.id)
    mark = library.add_highlight(kept.id, passage(), 3, "a note")
    library.change_highlight(mark.id, colour=2)
    library.change_highlight(mark.id, note="another")
    assert library.highlights() == [replace(mark, colour=2, note="another")]
    assert library.counts().highlights == library.counts().bookmarks == 1
    assert [hit.kept.id for hit in library.search("another")] == [kept.id]
    library.remove_highlight(mark.id)
    assert library.highlights(kept.id) == library.search("another") == []
    with pytest.raises(LibraryError, match="no longer there"):
        library.remove_highlight(mark.id)


def test_marks_move_with_their_words(library):
    kept = library.keep(reading())
    library.add_bookmark(kept.id, passage())
    library.keep(
        reading(told=article("New", "A paragraph that is new.", "The bridge over the river was opened today."))
    )
    [mark] = library.bookmarks(kept.id)
    assert (mark.passage.start, mark.passage.end) == (Place(1, 4), Place(1, 10))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda lib, n: lib.set_state(n, "archived"), "moving {} to the archive"),
        (lambda lib, n: lib.set_favourite(n, True), "adding {} to the favorites"),
        (lambda lib, n: lib.set_tags(n, ["b"]), "tags of {}"),
        (lambda lib, n: lib.delete(n), "deleting {}"),
        (lambda lib, n: lib.add_bookmark(n, passage(), "k"), "bookmark in {}"),
        (lambda lib, n: lib.remove_bookmark(lib.bookmarks(n)[0].id), "removing a bookmark in {}"),
        (lambda lib, n: lib.label_bookmark(lib.bookmarks(n)[0].id, "z"), "naming a bookmark in {}"),
        (lambda lib, n: lib.add_highlight(n, passage()), "highlight in {}"),
        (lambda lib, n: lib.change_highlight(lib.highlights(n)[0].id, note="z"), "changing a highlight in {}"),
        (lambda lib, n: lib.remove_highlight(lib.highlights(n)[0].id), "removing a highlight in {}"),
    ],
)
def test_undo_takes_a_change_back_and_redo_makes_it_again(library, change, words):
    kept = library.keep(reading(data=b"x"))
    library.set_tags(kept.id, ["a"])
    library.add_bookmark(kept.id, passage(), "k")
    library.add_highlight(kept.id, passage(), 2, "mine")

    def all_of_it():
        return list(library.everything()), library.counts(), [hit.kept.id for hit in library.search("mine bridge a")]

    before = all_of_it()
    change(library, kept.id)
    after = all_of_it()
    assert after != before
    library.remember("theme", "night")
    assert library.undo(kept.id).words == words.format(TITLE)
    assert all_of_it() == before
    assert library.shelf(words="bridge", tag="a")[0].id == kept.id
    assert library.redo(kept.id).words == words.format(TITLE)
    assert all_of_it() == after
    assert library.redo(kept.id) is None
    undone = [library.undo(kept.id) for _ in range(5)]
    assert [one and one.what for one in undone[1:]] == ["highlight", "bookmark", "tags", None]


TITLE = "“A bridge is opened”"


def test_an_article_undoes_what_was_changed_in_it_and_nothing_else(library):
    one, other = (library.keep(reading(f"https://example.com/{n}", article(f"Story {n}"))) for n in (1, 2))
    library.add_bookmark(one.id, passage())
    library.add_highlight(other.id, passage())
    library.add_bookmark(other.id, passage())
    assert library.undo(one.id).words == "bookmark in “Story 1”"
    assert library.undo(one.id) is None
    assert len(library.bookmarks(other.id)) == len(library.highlights(other.id)) == 1
    assert [library.undo(other.id).words for _ in range(2)] == ["bookmark in “Story 2”", "highlight in “Story 2”"]
    assert library.undo(SHELF) is None


def test_the_shelf_undoes_what_the_shelf_did(library):
    kept = library.keep(reading())
    with changes_from(SHELF):
        library.set_favourite(kept.id, True)
        library.delete(library.save_for_later("https://example.com/b", title="B").id)
    library.set_tags(kept.id, ["x"])
    assert library.undo(SHELF).words == "deleting “B”"
    assert library.undo(SHELF).words == "saving “B” for later"
    assert library.undo(SHELF).words == "adding “A bridge is opened” to the favorites"
    assert library.undo(SHELF) is None
    assert library.entry(kept.id).tags == ("x",)
    assert [library.redo(SHELF).what for _ in range(2)] == ["favourite", "save"]
    assert [library.undo(kept.id).what for _ in range(2)] == ["favourite", "tags"]


def test_what_was_collected_from_an_article_is_undone_there(library):
    kept = library.keep(reading())
    with changes_from(kept.id):
        collected = library.save_for_later("https://example.com/link", title="A link")
        library.save_for_later("https://example.com/link", title="Again")
    library.keep(reading("https://example.com/link"), opened=False)
    assert library.undo(kept.id).words == "saving “A link” for later"
    assert library.find("https://example.com/link") is None
    assert library.redo(kept.id).words == "saving “A link” for later"
    assert library.find("https://example.com/link").id == collected.id
    assert library.article(collected.id).blocks


@pytest.mark.parametrize("touch", ["read", "marked"])
def test_a_collected_article_that_was_opened_or_marked_stays(library, touch):
    kept = library.keep(reading())
    with changes_from(kept.id):
        collected = library.save_for_later("https://example.com/link")
    library.keep(reading("https://example.com/link"), opened=touch == "read")
    if touch == "marked":
        library.add_highlight(collected.id, passage())
    assert library.undo(kept.id) is None
    assert library.find("https://example.com/link").id == collected.id


def test_another_charset_is_undone_with_the_text_and_its_marks(library):
    good, bad = article(), article("A bridge is opened", "Th\ufffd bridge over the river w\ufffds opened today.")
    kept = library.keep(reading(told=good, charset="utf-8", data=b"x\x9c1"))
    mark = library.add_highlight(kept.id, passage(), note="mine")
    before = list(library.everything())
    changed = library.change_charset(reading(told=bad, charset="ascii", data=b"x\x9c1"))
    after = library.article(kept.id), library.receipt(kept.id).charset
    assert (changed.id, after) == (kept.id, (bad, "ascii"))
    assert library.undo(kept.id).words == "charset of “A bridge is opened”"
    assert (library.article(kept.id), library.receipt(kept.id, data=True).charset) == (good, "utf-8")
    assert library.highlights(kept.id)[0].passage == mark.passage
    assert [replace(each, opened="") for each in library.everything()] == [replace(each, opened="") for each in before]
    assert [hit.kept.id for hit in library.search("trains mine")] == [kept.id]
    assert library.redo(kept.id).what == "charset"
    assert (library.article(kept.id), library.receipt(kept.id).charset) == after
    assert library.search("trains") == []


def test_a_new_change_ends_what_can_be_redone_there(library):
    one, other = (library.keep(reading(f"https://example.com/{n}")) for n in (1, 2))
    for kept in (one, other):
        library.set_tags(kept.id, ["x"])
        library.undo(kept.id)
    library.set_favourite(one.id, True)
    assert library.redo(one.id) is None
    assert library.redo(other.id).what == "tags"


def test_what_was_deleted_and_kept_anew_becomes_one_again(library):
    kept = library.keep(reading())
    library.add_bookmark(kept.id, passage(), "old")
    with changes_from(SHELF):
        library.delete(kept.id)
    assert library.find("https://example.com/story") is None
    with pytest.raises(LibraryError, match="no longer in the library"):
        library.read_to(kept.id, Place(0), 0)
    anew = library.keep(reading())
    assert anew.id != kept.id
    library.add_bookmark(anew.id, passage(), "new")
    assert [library.undo(anew.id).what, library.undo(SHELF).what] == ["bookmark", "delete"]
    library.add_bookmark(library.find("https://example.com/story").id, passage(), "newer")
    assert [entry.id for entry in library.shelf()] == [kept.id]
    assert {mark.label for mark in library.bookmarks()} == {"old", "newer"}


def test_nothing_of_an_earlier_run_is_undone(tmp_path):
    library = Library(tmp_path / "data", now=clock())
    kept = library.keep(reading())
    library.add_bookmark(kept.id, passage())
    library.close()
    library = Library(tmp_path / "data", now=clock())
    assert library.undo(kept.id) is library.undo(SHELF) is library.redo(kept.id) is None
    assert len(library.bookmarks(kept.id)) == 1
    library.close()


def test_shelves_filters_and_sorts(library):
    b = library.keep(
        reading("https://example.com/b", article("Bees", site="Example", byline="Ann Other", published="2025-02-01"))
    )
    a = library.keep(reading("https://example.com/a", article("apples", "one", site="a paper", published="2025-03-01")))
    c = library.save_for_later("https://example.com/c", title="Éclair", tags=["food"])
    library.set_favourite(a.id, True)
    library.set_state(a.id, "archived")

    def ids(**asked):
        return [kept.id for kept in library.shelf(**asked)]

    assert ids() == [c.id, a.id, b.id]
    assert [ids(shelf=name) for name in ("continue", "inbox", "favourites", "archive")] == [
        [b.id],
        [c.id],
        [a.id],
        [a.id],
    ]
    assert [ids(sort=by) for by in ("title", "site", "published", "length")] == [
        [a.id, b.id, c.id],
        [c.id, a.id, b.id],
        [a.id, b.id, c.id],
        [b.id, a.id, c.id],
    ]
    assert (ids(words="eclair"), ids(words="ann exam"), ids(words="zz"), ids(tag="food")) == (
        [c.id],
        [b.id],
        [],
        [c.id],
    )
    assert ids(offset=1, limit=1) == [a.id]
    counts = library.counts()
    assert counts.shelves == {"continue": 1, "inbox": 1, "favourites": 1, "archive": 1, "all": 3}
    assert counts.tags == {"food": 1}


def test_what_is_finished_is_not_to_be_continued(library):
    begun, done, waiting = (library.keep(reading(f"https://example.com/{n}"), opened=n < 2) for n in range(3))
    library.read_to(begun.id, Place(1), 0.99)
    library.read_to(done.id, Place(1), 1)
    assert [kept.id for kept in library.shelf("continue")] == [begun.id]
    assert {kept.id for kept in library.shelf("all")} == {begun.id, done.id, waiting.id}
    assert library.counts().shelves == {"continue": 1, "inbox": 1, "favourites": 0, "archive": 0, "all": 3}
    library.read_to(done.id, Place(0), 0.1)
    assert [kept.id for kept in library.shelf("continue")] == [done.id, begun.id]
    library.delete(begun.id)
    assert library.counts().shelves["continue"] == 1


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("bridge", "b"),
        ("BRÜCKE", "d"),
        ("brucke", "d"),
        ('"over the river"', "b"),
        ('"river the over"', ""),
        ("bri*", "b"),
        ("bri", ""),
        ("opened -bridge", "d"),
        ("-bridge", "cd"),
        ("釜山", "c"),
        ("港", "c"),
        ("中国", "c"),
        ("山釜", ""),
        ("author:other", "b"),
        ('author:"ann other"', "b"),
        ("site:example.org", "c"),
        ("-site:example.org", "bd"),
        ("tag:ports", "c"),
        ("tag:PORTS 港", "c"),
        ("ports", "c"),
        ("before:2025-02-02", "b"),
        ("after:2025-02-02", "cd"),
        ("after:2025-02-01 bridge", "b"),
        ("before:2025-02-01 bridge", ""),
        ("remember", "d"),
        ("bridge remember", ""),
        ("dek", "d"),
    ],
)
def test_search(library, query, found):
    b = library.keep(
        reading("https://example.com/b", article(byline="Ann Other", authors=("Ann Other",), published="2025-02-01"))
    )
    c = library.keep(
        reading("https://example.org/c", article("釜山握手", "中国和韩国中部的港口。", published="2025-03-01"))
    )
    d = library.keep(
        reading("https://example.com/d", article("Die Brücke", "opened", dek="A dek", published="2025-04-01"))
    )
    library.set_tags(c.id, ["ports"])
    library.import_entries([ImportedEntry("https://example.com/d", note="Remember this")])
    names = {b.id: "b", c.id: "c", d.id: "d"}
    assert "".join(sorted(names[hit.kept.id] for hit in library.search(query))) == found


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("harbour", "abc"),
        ("harbour ferry", "ac"),
        ("harbour crane", "bc"),
        ("harbour ferry crane tide", "c"),
        ("harb* -crane", "a"),
        ("harbour -tag:cranes", "ac"),
        ("ferry -tide", "a"),
        ("ferry author:ann", "c"),
        ("cranes", "b"),
        ('"slow ferry"', "c"),
        ('"ferry tide"', ""),
        ("harbour before:2025-02-02", "a"),
    ],
)
def test_words_are_found_wherever_they_are_in_the_article_its_notes_and_its_tags(library, query, found):
    a = library.keep(reading("https://example.com/a", article("Harbour", "The ferry.", published="2025-02-01")))
    b = library.keep(reading("https://example.com/b", article("Port", "Harbour lights.", published="2025-03-01")))
    c = library.keep(
        reading(
            "https://example.com/c",
            article("Tide", "A crane.", byline="Ann", authors=("Ann",), published="2025-04-01"),
        )
    )
    library.set_tags(b.id, ["crane", "cranes"])
    library.set_tags(c.id, ["harbour"])
    library.add_highlight(c.id, passage(), note="A slow ferry")
    names = {a.id: "a", b.id: "b", c.id: "c"}
    assert "".join(sorted(names[hit.kept.id] for hit in library.search(query))) == found


def test_changing_notes_tags_and_marks_never_reads_the_text(on_disk, monkeypatch):
    read = []
    monkeypatch.setattr("termread.library.db.articles.join", read.append)
    kept = on_disk.keep(reading())
    other = on_disk.keep(reading("https://example.com/other"))
    read.clear()
    on_disk.set_tags(kept.id, ["a"])
    mark = on_disk.add_bookmark(kept.id, passage())
    on_disk.label_bookmark(mark.id, "z")
    on_disk.remove_bookmark(mark.id)
    highlight = on_disk.add_highlight(kept.id, passage(), note="why")
    on_disk.change_highlight(highlight.id, note="because")
    on_disk.remove_highlight(highlight.id)
    on_disk.delete(other.id)
    for entry in (kept.id, other.id):
        while on_disk.undo(entry):
            pass
        while on_disk.redo(entry):
            pass
    assert read == []


def test_a_hit_says_where(library):
    kept = library.keep(reading())
    [hit] = library.search("ships trains")
    assert (hit.kept, hit.snippet) == (library.entry(kept.id), "Ships pass below it; trains pass above.")
    assert [hit.snippet[a:b] for a, b in hit.found] == ["Ships", "trains"]
    assert (hit.passage.start, hit.passage.quote) == (Place(1, 0), "Ships")


def test_a_note_that_is_found_shows_itself_and_leads_to_what_it_was_written_to(library):
    kept = library.keep(reading())
    library.add_highlight(kept.id, passage(), note="Compare the tunnel and the ships")
    [hit] = library.search("tunnel ships")
    assert (hit.snippet, hit.passage) == ("Compare the tunnel and the ships", passage())
    assert [hit.snippet[a:b] for a, b in hit.found] == ["tunnel", "ships"]
    [hit] = library.search("ships")
    assert hit.passage.quote == "Ships"


@pytest.mark.parametrize("query", ["before:soon", "tag:", "!!!", '""', "after:2025-13-01"])
def test_a_query_that_asks_nothing_is_told_so(library, query):
    with pytest.raises(UsageError):
        library.search(query)
    assert library.search("  ") == []


def test_taking_in_merges_and_overwrites_nothing(library):
    kept = library.keep(reading())
    library.set_tags(kept.id, ["mine"])
    new = ImportedEntry("https://example.com/new", "New", "2020-01-01T00:00:00Z", tags=("t",), archived=True, line=1)
    same = ImportedEntry(
        "https://example.com/story?utm_source=p", "Other", "2019-05-05T00:00:00Z", tags=("theirs",), note="n"
    )
    marked = replace(same, highlights=(ImportedHighlight("Ships pass", "hm", "green"),))
    assert library.import_entries([new, same, marked, marked]) == (1, 3)
    found = library.entry(kept.id)
    assert (found.title, found.added, found.tags, found.note) == (
        "A bridge is opened",
        "2019-05-05T00:00:00Z",
        ("mine", "theirs"),
        "n",
    )
    assert [(mark.passage.quote, mark.note, mark.colour) for mark in library.highlights(kept.id)] == [
        ("Ships pass", "hm", 2)
    ]
    taken = library.find("https://example.com/new")
    assert (taken.state, taken.has_text, taken.tags) == ("archived", False, ("t",))


def test_settings(library):
    assert library.setting("theme", "auto") == "auto"
    library.remember("theme", "night")
    assert library.setting("theme") == "night"


@pytest.mark.parametrize(
    "verb",
    [
        lambda lib: lib.entry(9),
        lambda lib: lib.article(9),
        lambda lib: lib.receipt(9),
        lambda lib: lib.read_to(9, Place(0), 0),
        lambda lib: lib.set_tags(9, ["x"]),
        lambda lib: lib.delete(9),
        lambda lib: lib.add_bookmark(9, passage()),
        lambda lib: lib.add_highlight(9, passage()),
        lambda lib: lib.remove_bookmark(9),
        lambda lib: list(lib.everything([9])),
    ],
)
def test_what_is_not_there_is_gone(library, verb):
    with pytest.raises(LibraryError) as told:
        verb(library)
    assert told.value.code == "gone"


@pytest.mark.parametrize(
    ("text", "query", "quote"),
    [
        ("첫째 문단. 서울 시장이 한국어로 말했다.", "서울", "서울"),
        ("첫째 문단. 서울 시장이 한국어로 말했다.", "국", "국"),
        ("これはガラスの物語です。が、長い。", "ガラス", "ガラス"),
        ("これはガラスの物語です。が、長い。", "が", "が"),
        ("กรุงเทพมหานคร เป็นเมืองหลวง", "กรุง", "กรุง"),
        ("Новая ёлка стоит в Йорке", "ёлка", "ёлка"),
        ("Новая ёлка стоит в Йорке", "елка", "ёлка"),
        ("Новая ёлка стоит в Йорке", "ЙОРКЕ", "Йорке"),
        ("Η Αθήνα είναι πρωτεύουσα", "αθηνα", "Αθήνα"),
        ("Η Αθήνα είναι πρωτεύουσα", "Αθήνα", "Αθήνα"),
        ("Tiếng Việt ở Hà Nội", "viet", "Việt"),
        ("An Ångström in İstanbul", "istanbul", "İstanbul"),
        ("Koridorda ışık yandı", "isik", "ışık"),
        ("Am Ende der Straße steht ein Haus", "strasse", "Straße"),
        ("Am Ende der Strasse steht ein Haus", "straße", "Strasse"),
        ("Er ging die Große Straße entlang", '"grosse strasse"', "Große Straße"),
        ("Ο δρόμος της πόλης", "δρομοσ", "δρόμος"),
    ],
)
def test_words_of_every_script_are_found_and_jumped_to(library, text, query, quote):
    library.keep(reading(told=article("T", "The first paragraph.", text)))
    (hit,) = library.search(query)
    assert hit.passage is not None
    assert (hit.passage.quote, hit.passage.start.block) == (quote, 1)
    assert [hit.snippet[start:end] for start, end in hit.found][:1] == [quote]


def test_what_is_excluded_stays_excluded_where_many_are_found(library, monkeypatch):
    monkeypatch.setattr("termread.library.db.search.RANKED", 2)
    for number in range(6):
        text = "river rain" if number % 2 else "river sun"
        tags = ["Wet day"] if number % 2 else ["dry"]
        kept = library.keep(reading(f"https://example.com/{number}", article(f"River {number}", text, authors=("A",))))
        library.set_tags(kept.id, tags)
    assert {hit.kept.title for hit in library.search("river -rain")} == {"River 0", "River 2", "River 4"}
    assert {hit.kept.title for hit in library.search("river tag:'wet' rain author:a")} == set()
    assert {hit.kept.title for hit in library.search('river tag:"wet day" author:a')} == {
        "River 1",
        "River 3",
        "River 5",
    }
    assert {hit.kept.title for hit in library.search("riv* -tag:dry")} == {"River 1", "River 3", "River 5"}
    assert len(library.search("river after:2026 before:2027")) == 6
    assert library.search("river before:2026") == []
