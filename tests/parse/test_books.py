"""E-books open as one article: their chapters in order, with their pictures."""

import io
import zipfile

import pytest

from termread.article import Article, Figure, Heading, Note, Paragraph, Prose, flatten
from termread.document import Document
from termread.errors import Empty, TermreadError, Unreadable
from termread.interchange import LibraryEntry
from termread.parse import parse
from termread.parse.saved_page import data_address
from termread.write.epub import write_epub_of

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40
CONTAINER = '<container><rootfiles><rootfile full-path="book/package.opf"/></rootfiles></container>'


def book(files: dict[str, str | bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        for name, text in files.items():
            made.writestr(name, text)
    return written.getvalue()


def read(data: bytes) -> Article:
    return parse(Document(address="book.epub", data=data)).article


def test_a_book_of_our_own_comes_back():
    articles = [
        Article(
            title=f"Chapter {n}",
            blocks=(
                Heading(2, Prose("The vote")),
                Paragraph(Prose(f"The council met for the {n}th time.")),
                Figure(Prose("The bridge."), src=data_address(PNG)),
            ),
        )
        for n in (1, 2)
    ]
    found = read(write_epub_of([LibraryEntry("", title=a.title, article=a) for a in articles], "The Harbour"))
    assert found.title == "The Harbour"
    text = "\n".join(map(flatten, found.blocks))
    assert text.index("Chapter 1") < text.index("1th time") < text.index("Chapter 2") < text.index("2th time")
    assert [b.src == data_address(PNG) for b in found.blocks if isinstance(b, Figure)] == [True, True]
    assert sum(isinstance(b, Heading) for b in found.blocks) == 4


def test_the_package_names_title_writers_and_order():
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<dc:title>The Harbour</dc:title><dc:creator>Mara Example</dc:creator><dc:language>en</dc:language><dc:date>2026-05-04</dc:date></metadata>"
        '<manifest><item id="b" href="text/b%20b.xhtml" media-type="application/xhtml+xml"/><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/>'
        '<item id="x" href="../../secret" media-type="application/xhtml+xml"/></manifest>'
        '<spine><itemref idref="b"/><itemref idref="x"/><itemref idref="a"/><itemref idref="gone"/></spine></package>'
    )
    found = read(
        book(
            {
                "META-INF/container.xml": CONTAINER,
                "book/package.opf": package,
                "book/a.xhtml": "<html><body><p>Last words of the book.</p></body></html>",
                "book/text/b b.xhtml": "<html><body><h1>One</h1><p>First words of the book.</p></body></html>",
            }
        )
    )
    assert (found.title, found.authors, found.language, found.published) == (
        "The Harbour",
        ("Mara Example",),
        "en",
        "2026-05-04",
    )
    text = "\n".join(map(flatten, found.blocks))
    assert text.index("First words") < text.index("Last words")
    assert [notice.code for notice in found.notices] == ["chapters"]


def test_what_is_no_book_that_can_be_read_says_so():
    with pytest.raises(Unreadable, match="broken"):
        read(book({"a.txt": "x"}))
    with pytest.raises(Empty):
        read(book({"META-INF/container.xml": CONTAINER, "book/package.opf": "<package><spine/></package>"}))
    with pytest.raises(Unreadable, match=r"broken: it is damaged\. Download"):
        read(book({"META-INF/container.xml": CONTAINER})[:-9])


def test_a_locked_book_says_so_instead_of_showing_what_is_encrypted():
    package = '<package><manifest><item id="a" href="a b.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="a"/></spine></package>'
    cipher = '<encryption><EncryptedData><CipherData><CipherReference URI="book/%s"/></CipherData></EncryptedData></encryption>'
    parts = {"META-INF/container.xml": CONTAINER, "book/package.opf": package, "book/a b.xhtml": "Ke7#x &+q zq w~ 9f"}
    with pytest.raises(Unreadable, match="locked"):
        read(book(parts | {"META-INF/encryption.xml": cipher % "a%20b.xhtml"}))
    assert flatten(read(book(parts | {"META-INF/encryption.xml": cipher % "font.otf"})).blocks[0]).startswith("Ke7#x")


def test_a_bomb_is_refused():
    package = '<package><manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="a"/></spine></package>'
    bomb = "<html><body><p>" + "word " * 4_000_000 + "</p></body></html>"
    with pytest.raises(TermreadError):
        read(book({"META-INF/container.xml": CONTAINER, "book/package.opf": package, "book/a.xhtml": bomb}))


def test_a_story_of_our_own_has_its_headline_once_and_its_notes_as_they_were():
    story = Article(
        title="The Light",
        kicker="Islands",
        authors=("Ann Lee",),
        blocks=(
            Paragraph(Prose("The keeper climbed the stairs.")),
            Note("editor", (Paragraph(Prose("This was changed in May.")),)),
        ),
    )
    found = read(write_epub_of([LibraryEntry("", title="The Light", article=story)]))
    assert (found.title, found.authors) == ("The Light", ("Ann Lee",))
    assert not any(flatten(block) == "The Light" for block in found.blocks)
    assert found.blocks[-2:] == story.blocks
