"""Books as programs make them: notes and links between chapters, titles from the contents, names that do not fit."""

import io
import unicodedata
import zipfile

import pytest

from termread.article import Article, Footnotes, Heading, flatten, leaves
from termread.document import Document
from termread.layout.passages import text_between
from termread.layout.places import footnote_at, links
from termread.parse import parse
from termread.write.markdown import write_markdown

CONTAINER = '<container><rootfiles><rootfile full-path="%s"/></rootfiles></container>'
XHTML = "application/xhtml+xml"
STORY = "The keeper of the lighthouse climbed the stairs each night for thirty years. " * 8


def package(hrefs: list[str], spine: str | None = None, more: str = "", meta: str = "") -> str:
    items = "".join(f'<item id="i{n}" href="{href}" media-type="{XHTML}"/>' for n, href in enumerate(hrefs))
    order = "".join(f'<itemref idref="i{n}"/>' for n in range(len(hrefs))) if spine is None else spine
    return (
        '<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"'
        f' xmlns:opf="http://www.idpf.org/2007/opf"><dc:title>The Light</dc:title>{meta}</metadata>'
        f"<manifest>{items}{more}</manifest><spine>{order}</spine></package>"
    )


def page(body: str) -> str:
    return f'<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><body>{body}</body></html>'


def read(files: dict[str, str], opf: str = "OPS/book.opf") -> Article:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as made:
        made.writestr("mimetype", "application/epub+zip")
        if "META-INF/container.xml" not in files:
            made.writestr("META-INF/container.xml", CONTAINER % opf)
        for name, text in files.items():
            made.writestr(name, text)
    return parse(Document(address="book.epub", data=written.getvalue())).article


def notes_called(article: Article) -> list[tuple[str, str]]:
    """Return the words of each link into the article that leads to a footnote, with the footnote."""
    places = {anchor.name: anchor.place for anchor in article.anchors}
    found = []
    for start, end, href in links(article):
        place = places.get(href.removeprefix("#"))
        note = footnote_at(article, place) if place else None
        if note:
            found.append((text_between(article, start, end), text_between(article, *note)))
    return found


def test_notes_in_another_file_and_numbers_that_begin_anew_lead_to_their_own_notes():
    article = read(
        {
            "OPS/book.opf": package(["a.xhtml", "b.xhtml", "notes.xhtml"]),
            "OPS/a.xhtml": page(
                '<h1>A</h1><p>Lit<a href="notes.xhtml#a1" id="r">1</a> and out<a href="notes.xhtml#a2">2</a>.</p>'
            ),
            "OPS/b.xhtml": page(
                '<h1>B</h1><p>Foggy<a href="#x">1</a>.</p><p>Rain.</p><section><ol><li id="x">For a week. <a href="#y">↩</a></li></ol></section>'
            ),
            "OPS/notes.xhtml": page(
                '<p><a id="a1" href="a.xhtml#r">1</a>. With oil.</p><p><a id="a2" href="a.xhtml#r">2</a>. By the wind.</p>'
            ),
        }
    )
    assert notes_called(article) == [("1", "With oil."), ("2", "By the wind."), ("1", "For a week.")]
    told = write_markdown(article)
    assert "Lit[^1] and out[^2]." in told
    assert "Foggy[^3]" in told
    notes = sorted(line for line in told.splitlines() if line.startswith("[^"))
    assert notes == ["[^1]: With oil.", "[^2]: By the wind.", "[^3]: For a week."]


@pytest.mark.parametrize("said", ['epub:type="footnote"', 'epub:type="endnote"', 'role="doc-footnote"'])
def test_an_aside_that_says_it_is_a_note_is_one(said):
    article = read(
        {
            "OPS/book.opf": package(["a.xhtml"]),
            "OPS/a.xhtml": page(
                f'<h1>A</h1><p>Lit<a epub:type="noteref" href="#n">*</a>.</p><aside {said} id="n"><p>With oil.</p></aside><p>{STORY}</p>'
            ),
        }
    )
    assert notes_called(article) == [("*", "With oil.")]


def test_links_between_chapters_lead_to_chapters_and_to_places_in_them():
    article = read(
        {
            "OPS/book.opf": package(["toc.xhtml", "text/a.xhtml", "text/b.xhtml"]),
            "OPS/toc.xhtml": page(
                '<p><a href="text/a.xhtml">First</a></p><p><a href="text/b.xhtml#two">Second</a></p>'
            ),
            "OPS/text/a.xhtml": page('<h1>One</h1><p>Begin, or go <a href="../toc.xhtml">up</a>.</p>'),
            "OPS/text/b.xhtml": page(
                '<h1>Two</h1><p>More.</p><h2 id="two">Three</h2><p>End. <a href="gone.xhtml">Gone</a></p>'
            ),
        }
    )
    places = {anchor.name: anchor.place for anchor in article.anchors}
    led = [flatten(article.blocks[places[href[1:]].block]) for _, _, href in links(article)]
    assert led == ["One", "Three", "First"]


NAV = '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
TABLE = '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'


@pytest.mark.parametrize(
    ("item", "name", "table"),
    [
        (
            NAV,
            "OPS/nav.xhtml",
            page('<nav epub:type="landmarks"><ol><li><a href="a.xhtml">No</a></li></ol></nav><nav epub:type="toc"><ol>'
            '<li><a href="a.xhtml">The Stairs</a><ol><li><a href="a.xhtml#lamp">The Lamp</a></li></ol></li><li><a href="b.xhtml">The Sea</a></li></ol></nav>'),
        ),
        (
            TABLE,
            "OPS/toc.ncx",
            '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap><navPoint><navLabel><text>The Stairs</text></navLabel><content src="a.xhtml"/>'
            '<navPoint><navLabel><text>The Lamp</text></navLabel><content src="a.xhtml#lamp"/></navPoint></navPoint>'
            '<navPoint><navLabel><text>The Sea</text></navLabel><content src="b.xhtml"/></navPoint></navMap></ncx>',
        ),
    ],
)  # fmt: skip
def test_titles_that_only_the_contents_have_head_their_chapters(item, name, table):
    article = read(
        {
            "OPS/book.opf": package(["a.xhtml", "b.xhtml"], more=item),
            name: table,
            "OPS/a.xhtml": page(f'<p>{STORY}</p><p id="lamp">II. The lamp</p><p>{STORY}</p>'),
            "OPS/b.xhtml": page(f"<h2>The Sea</h2><p>{STORY}</p>"),
        }
    )
    headings = [(b.level, b.prose.text) for b in article.blocks if isinstance(b, Heading)]
    assert headings == [(1, "The Stairs"), (2, "II. The lamp"), (2, "The Sea")]


@pytest.mark.parametrize(
    ("href", "member"),
    [
        ("100%25%20dark.xhtml", "OPS/100% dark.xhtml"),
        ("dark%21.xhtml", "OPS/dark%21.xhtml"),
        ("50%2525.xhtml", "OPS/50%25.xhtml"),
        (unicodedata.normalize("NFD", "nüit.xhtml"), "OPS/nüit.xhtml"),
        ("n%C3%BCit.xhtml", unicodedata.normalize("NFD", "OPS/nüit.xhtml")),
        ("text\\dark.xhtml", "OPS/text/dark.xhtml"),
        ("text/dark.xhtml", "OPS\\text\\dark.xhtml"),
        ("Text/Dark.xhtml", "OPS/text/dark.XHTML"),
        ("/OPS/dark.xhtml", "OPS/dark.xhtml"),
        ("/dark.xhtml", "OPS/dark.xhtml"),
        ("dark.xhtml", "/OPS/dark.xhtml"),
        ("./dark.xhtml#top", "OPS/dark.xhtml"),
    ],
)
def test_a_chapter_is_found_however_its_name_is_written(href, member):
    article = read({"OPS/book.opf": package([href]), member: page("<p>It was dark.</p>")})
    assert [flatten(block) for block in article.blocks] == ["It was dark."]
    assert not article.notices


def test_documents_beside_the_text_stand_behind_it_and_an_empty_spine_is_read_by_the_manifest():
    files = {f"OPS/{name}.xhtml": page(f"<p>{name}</p>") for name in "abc"}
    names = ["a.xhtml", "b.xhtml", "c.xhtml"]
    beside = '<itemref idref="i0"/><itemref idref="i1" linear="no"/><itemref idref="i2"/>'
    only = '<itemref idref="i2" linear="no"/><itemref idref="i0" linear="no"/>'
    for spine, expected in ((beside, "acb"), (only, "ca"), ("", "abc")):
        article = read({"OPS/book.opf": package(names, spine), **files})
        assert "".join(flatten(block) for block in article.blocks) == expected


def test_illustrators_and_translators_are_no_writers():
    people = (
        '<dc:creator opf:role="aut">Ann Lee</dc:creator><dc:creator opf:role="ill">Bo Roe</dc:creator><dc:creator id="t">Cy Day</dc:creator>'
        '<meta refines="#t" property="role" scheme="marc:relators">trl</meta><dc:creator>Di Ash</dc:creator>'
    )
    article = read({"OPS/book.opf": package(["a.xhtml"], meta=people), "OPS/a.xhtml": page("<p>Text.</p>")})
    assert article.authors == ("Ann Lee", "Di Ash")


def test_rows_that_only_lead_on_are_left_out():
    bar = '<div class="calibre_navbar"><hr/>| <a href="b.html">Next</a> | <a href="i.html">Menu</a> |<hr/></div>'
    row = '<p><a href="a.html">Zurück</a> | <a href="i.html">Inhalt</a></p>'
    article = read(
        {
            "OPS/book.opf": package(["i.html", "a.html", "b.html"]),
            "OPS/i.html": page('<h1>News</h1><ul><li><a href="a.html">A</a></li><li><a href="b.html">B</a></li></ul>'),
            "OPS/a.html": page(f"{bar}<h1>A</h1><p>{STORY}</p>{bar}"),
            "OPS/b.html": page(f"<h1>B</h1><p>{STORY}</p>{row}"),
        }
    )
    text = "\n".join(leaf.text for block in article.blocks for leaf in leaves(block))
    assert not any(word in text for word in ("Next", "Menu", "Zurück", "Inhalt"))
    assert text.startswith("News\nA\nB")


def test_the_title_page_is_not_said_again_but_its_names_still_lead_there():
    article = read(
        {
            "OPS/book.opf": package(["t.xhtml", "a.xhtml"], meta="<dc:creator>Ann Lee</dc:creator>"),
            "OPS/t.xhtml": page('<h1 id="top">The Light</h1><p>Ann Lee</p><p>For Bo.</p>'),
            "OPS/a.xhtml": page('<h1>One</h1><p>Text, see <a href="t.xhtml#top">above</a>.</p>'),
        }
    )
    assert flatten(article.blocks[0]) == "For Bo."
    assert {anchor.name: anchor.place.block for anchor in article.anchors} == {"0.top": 0}
    assert not any(isinstance(block, Footnotes) for block in article.blocks)


@pytest.mark.parametrize("said", ['epub:type="pagebreak"', 'role="doc-pagebreak" epub:type="pagebreak"'])
def test_the_number_of_a_printed_page_is_no_part_of_the_sentence(said: str):
    text = page(
        f'<h1>A</h1><p>It burned <span {said} id="p2">2</span>oil. See <a href="#p2">page 2</a>.</p><div {said} id="p3">3</div><p>{STORY}</p>'
    )
    found = read({"OPS/book.opf": package(["a.xhtml"]), "OPS/a.xhtml": text})
    assert [flatten(block) for block in found.blocks] == ["A", "It burned oil. See page 2.", STORY.strip()]
    assert [anchor.name.endswith("p2") for anchor in found.anchors] == [True]
