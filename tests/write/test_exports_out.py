"""What is handed back: safe in every format, and read by the programs it is for."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from lxml import etree, html

from strategies import articles, entries, some
from termread.article import (
    Anchor,
    Article,
    Cell,
    Code,
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
    Paragraph,
    Passage,
    Place,
    Prose,
    Quote,
    Rule,
    Table,
)
from termread.formats import names
from termread.interchange import EntryBookmark, EntryHighlight, LibraryEntry
from termread.parse.imports import read_export
from termread.values import replace
from termread.write import file_name, write_entries
from termread.write.epub import write_epub_of
from termread.write.html import write_html

CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029\ud800-\udfff\U000e0000-\U000e007f]"
)

STORY = Article(
    title='"Tea & <b>biscuits</b>"',
    kicker="Opinion",
    dek="A dek",
    byline="A. Writer",
    authors=("A. Writer",),
    published="2025-10-31T15:56:00+08:00",
    site="The Example",
    language="en",
    url="https://example.com/story?a=1&b=2",
    anchors=(Anchor("fn1", Place(9)),),
    blocks=(
        Paragraph(
            Prose("Bold and linked", (Mark(0, 8, "strong"), Mark(5, 15, "link", "https://example.com/x?y=[1]&z=%zz")))
        ),
        Paragraph(
            Prose("to the note, never here", (Mark(0, 11, "link", "#fn1"), Mark(13, 23, "link", "javascript:x")))
        ),
        Note("editor", (Paragraph(Prose("From the desk.")),)),
        Quote((Paragraph(Prose("One\nTwo")),), "Somebody"),
        Listing(True, (Item(Prose("one")), Item(Prose("two"), (Listing(False, (Item(Prose("deep")),)),))), 3),
        Table(((Cell(Prose("a"), True), Cell(Prose("b"), True)), (Cell(Prose("1")),), ()), Prose("Figures")),
        Gallery((Figure(Prose("Caption"), "Agency", "alt", "https://example.com/a b.jpg"), Figure())),
        Code("if a < b:\n\tpass"),
        Entry("10:15", "News", (Embed("video", "https://example.com/v", ""), Heading(6, Prose("Small")), Rule())),
        Footnotes((Footnote("1", Prose("A note")),)),
    ),
)
FAR = Article(title="שלום", language="he_IL", direction="rtl", blocks=(Paragraph(Prose("שלום עולם")),))
PASSAGE = Passage(Place(0), Place(0, 4), "Bold", "", " and linked")
KEPT = LibraryEntry(
    "https://example.com/story?a=1&b=2",
    url="https://example.com/story?a=1&b=2",
    title=STORY.title,
    site="The Example",
    authors=STORY.authors,
    published=STORY.published,
    added="2025-11-01T08:00:00Z",
    opened="2025-11-02T08:00:00.250000Z",
    state="archived",
    favourite=True,
    tags=("asia", "trade"),
    note="Mine & <mine>",
    progress=0.5,
    article=STORY,
    highlights=(EntryHighlight(PASSAGE, 2, "why?", "2025-11-02T08:00:00Z"),),
    bookmarks=(EntryBookmark(PASSAGE, "x", "2025-11-02T08:00:00Z"),),
)
LATER = LibraryEntry("https://example.com/later", title="=2+2", added="2025-11-03T08:00:00Z")
LOCAL = LibraryEntry("/home/somebody/page.html", title=FAR.title, article=FAR, added="2025-11-04T08:00:00Z")
ALL = [KEPT, LATER, LOCAL]


def exported(how, kept=ALL):
    return b"".join(write_entries(kept, how))


def texts_of(data):
    """Every text in an export: the members of a book, or the whole."""
    if data[:2] != b"PK":
        return [data.decode()]
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        return [book.read(name).decode() for name in book.namelist()]


@given(kept=some(entries, 2))
@settings(max_examples=25)
def test_no_export_holds_a_control_character_or_a_script_address(kept):
    for text in (text for how in names("many") for text in texts_of(exported(how, kept))):
        assert not CONTROL.search(text)
        assert not re.search(r"""<a [^>]*href="(?!https?:|mailto:|#|article-|style\.css|contents)""", text)


@pytest.mark.parametrize("how", names("many"))
def test_the_same_entries_give_the_same_bytes(how):
    assert exported(how) == exported(how)
    assert isinstance(exported(how, []), bytes)


@given(articles)
@settings(max_examples=40, deadline=None)
def test_a_page_is_well_formed_and_fetches_nothing(article):
    page = html.document_fromstring(write_html(article))
    assert page.xpath("//script | //img | //iframe | //link") == []
    assert all(re.match("https?://|mailto:|#b", href) for href in page.xpath("//@href"))
    assert page.xpath("//meta[@http-equiv='Content-Security-Policy']")


def test_a_page_says_what_the_article_says():
    page = html.document_fromstring(write_html(STORY, KEPT))
    assert page.findtext(".//h1") == '"Tea & <b>biscuits</b>"'
    assert page.xpath("//a/@href")[:4] == [
        "https://example.com/story?a=1&b=2",
        "https://example.com/x?y=%5B1%5D&z=%25zz",
        "https://example.com/x?y=%5B1%5D&z=%25zz",
        "#bn1",
    ]
    assert page.get_element_by_id("b9").text_content() == "1 A note"
    assert page.findtext(".//mark") == "Bold"
    assert "never here" in page.text_content()
    assert "javascript" not in write_html(STORY, KEPT)


def test_a_page_of_many_has_a_list_of_them():
    page = html.document_fromstring(exported("html"))
    assert page.xpath("//nav//a/@href") == ["#a1", "#a2", "#a3"]
    assert len(page.xpath("//article")) == 3
    assert len(set(page.xpath("//@id"))) == len(page.xpath("//@id"))


def test_a_book_begins_with_its_type_and_every_page_is_xml():
    with zipfile.ZipFile(io.BytesIO(exported("epub"))) as book:
        first = book.infolist()[0]
        assert (first.filename, first.compress_type, book.read(first)) == ("mimetype", 0, b"application/epub+zip")
        for name in book.namelist()[1:]:
            if not name.endswith(".css"):
                etree.fromstring(book.read(name))
        assert sum("article-" in name for name in book.namelist()) == 2


EPUBCHECK = Path("/usr/share/java/epubcheck.jar")


@pytest.mark.slow
@pytest.mark.skipif(
    not (EPUBCHECK.exists() and shutil.which("java")), reason="epubcheck is not installed (apt-get install epubcheck)"
)
def test_epubcheck_finds_nothing_wrong(tmp_path):
    hard = Article(
        title="Links",
        language="x-??",
        blocks=tuple(
            Paragraph(Prose("here", (Mark(0, 4, "link", href),)))
            for href in [
                "https://example.com/ü?q=ä#ö",
                "https://exam ple.com/",
                "https://[::1]/a",
                "https://example.com:x/",
                "https://example.com/%",
                "https://example.com/a|b{c}",
                "https://example.com/#a#b",
                "https:///nothing",
                "https://example.com/?u=https://example.com/",
                "mailto:desk@example.com?subject=a b",
                "https://user@example.com/",
            ]
        ),
    )
    path = tmp_path / "book.epub"
    path.write_bytes(
        write_epub_of(
            [
                KEPT,
                LOCAL,
                LibraryEntry("", article=hard),
                LibraryEntry("", article=Article()),
                LibraryEntry("", article=Article("  ", site=" ", blocks=hard.blocks[:1])),
            ]
        )
    )
    done = subprocess.run(
        ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", str(EPUBCHECK), str(path)],
        check=False,
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr


def test_a_bookmark_file_has_what_others_read():
    text = exported("netscape").decode()
    links = html.document_fromstring(text).xpath("//a")
    assert [link.get("href") for link in links] == ["https://example.com/story?a=1&b=2", "https://example.com/later"]
    assert dict(links[0].attrib) == {
        "href": "https://example.com/story?a=1&b=2",
        "add_date": "1761984000",
        "last_visit": "1762070400",
        "toread": "0",
        "tags": "asia,trade",
    }
    assert html.document_fromstring(text).findtext(".//dd").strip() == "Mine & <mine>"


BUKU = shutil.which("buku") or shutil.which("buku", path=str(Path(sys.executable).parent))


@pytest.mark.skipif(not BUKU, reason="buku is not installed (pip install buku)")
def test_buku_takes_in_the_bookmark_file(tmp_path):
    path = tmp_path / "bookmarks.html"
    path.write_bytes(exported("netscape"))
    database = tmp_path / "buku.db"
    command = [BUKU, "--nostdin", "--nc", "--db", str(database), "--tacit", "-i", str(path)]
    done = subprocess.run(command, check=False, input="n\nn\n", capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    rows = sqlite3.connect(database).execute("select url, metadata, tags, desc from bookmarks order by id").fetchall()
    assert rows == [
        ("https://example.com/story?a=1&b=2", STORY.title, ",asia,trade,", "Mine & <mine>"),
        ("https://example.com/later", "=2+2", ",", ""),
    ]


def test_a_spreadsheet_runs_no_formula():
    rows = list(csv.DictReader(io.StringIO(exported("csv").decode())))
    assert [row["title"] for row in rows] == [STORY.title, "'=2+2", "שלום"]
    assert json.loads(rows[0]["tags"]) == ["asia", "trade"]
    assert (rows[0]["state"], rows[0]["favourite"], rows[0]["progress"]) == ("archived", "true", "0.5")


@pytest.mark.parametrize("parted", [",", ";", "\t"])
@pytest.mark.parametrize(
    "title", ["=1+1", "a;=1+1", "a\t@x", 'a; "=1+1"', "a\n-1", "a;'=1", "a;+1;-2", "a\uff1d;\uff1d1", "\t=1"]
)
def test_a_spreadsheet_runs_no_formula_whatever_it_parts_cells_at(title, parted):
    written = exported("csv", [replace(KEPT, title=title, note=title)]).decode()
    for row in csv.reader(io.StringIO(written), delimiter=parted):
        assert not [cell for cell in row if cell.lstrip(' "')[:1] in set("=+-@\uff1d")]
    (back,) = read_export(written.encode())
    assert back.note == title.strip()


def test_a_reference_without_a_date_has_no_day_of_access():
    assert "Y2" not in exported("ris", [replace(KEPT, published=None)]).decode()
    assert "Y2" not in exported("ris", [replace(KEPT, published="soon")]).decode()


@pytest.mark.parametrize(
    ("published", "dated"),
    [("2024", "PY  - 2024\nDA  - 2024///\n"), ("2024-05", "PY  - 2024\nDA  - 2024/05//\n"), ("soon", "")],
)
def test_a_reference_gives_its_year_alone_and_its_day(published, dated):
    written = exported("ris", [replace(KEPT, published=published)]).decode()
    assert "".join(line for line in written.splitlines(keepends=True) if line.startswith(("PY", "DA"))) == dated


def test_references():
    assert exported("ris", [KEPT]).decode() == (
        'TY  - NEWS\nTI  - "Tea & <b>biscuits</b>"\nAU  - A. Writer\nT2  - The Example\nPY  - 2025\n'
        "DA  - 2025/10/31/\n"
        "UR  - https://example.com/story?a=1&b=2\nY2  - 2025/11/02\nKW  - asia\nKW  - trade\nN1  - Mine & <mine>\nER  - \n\n"
    )
    (item,) = json.loads(exported("csl", [KEPT]))
    assert item == {
        "id": "termread-1",
        "type": "article-newspaper",
        "title": STORY.title,
        "author": [{"literal": "A. Writer"}],
        "container-title": "The Example",
        "issued": {"date-parts": [[2025, 10, 31]]},
        "accessed": {"date-parts": [[2025, 11, 2]]},
        "URL": "https://example.com/story?a=1&b=2",
        "keyword": "asia, trade",
        "note": "Mine & <mine>",
    }


def test_annotations():
    highlight, bookmark = json.loads(exported("w3c"))
    assert highlight["motivation"], bookmark["motivation"] == ("highlighting", "bookmarking")
    assert highlight["target"] == {
        "source": "https://example.com/story?a=1&b=2",
        "selector": {"type": "TextQuoteSelector", "exact": "Bold", "suffix": " and linked"},
    }
    assert highlight["body"] == [{"type": "TextualBody", "value": "why?", "purpose": "commenting"}]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("../../etc/passwd", "etc-passwd.md"),
        ("A story: “quoted” / slashed", "A-story-quoted-slashed.md"),
        ("日本" * 100, "日本" * 20 + ".md"),
        ("...", "article.md"),
        ("CON\x00", "CON.md"),
    ],
)
def test_file_names_are_tame(title, name):
    assert file_name(LibraryEntry("https://example.com/", title=title), ".md") == name
