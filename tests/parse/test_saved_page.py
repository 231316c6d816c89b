"""Pictures that a file carries itself: saved pages, newsletters, pages with their pictures inside."""

import io
import plistlib
import re
import zipfile
from base64 import b64decode, b64encode

import pytest
from small_pages import page, story

from termread.article import Figure, flatten
from termread.document import Document
from termread.parse import Settings, parse
from termread.parse.saved_page import SMALLEST, Carried, data_address, is_data
from termread.write.epub import write_epub
from termread.write.html import write_html
from termread.write.markdown import write_markdown

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40
ADDRESS = "https://news.example.com/story"
PICTURE = "https://news.example.com/pictures/bridge.png"


def body(source: str) -> str:
    figure = f'<figure><img src="{source}" alt="A bridge"><figcaption>The old bridge in March.</figcaption></figure>'
    return page(f"<div>{story(3)}{figure}{story(3)}</div>")


def figure_in(data: bytes, media_type: str | None = None, address: str = "saved") -> Figure:
    found = parse(Document(address=address, data=data, media_type=media_type), Settings()).article
    return next(block for block in found.blocks if isinstance(block, Figure))


def message(source: str, head: str, part: str) -> bytes:
    rows = [
        head,
        "MIME-Version: 1.0",
        'Content-Type: multipart/related; type="text/html"; boundary="--B"',
        "",
        "----B",
        "Content-Type: text/html; charset=utf-8",
        f"Content-Location: {ADDRESS}",
        "",
        body(source),
        "----B",
        "Content-Type: image/png",
        part,
        "Content-Transfer-Encoding: base64",
        "",
        b64encode(PNG).decode(),
        "----B--",
        "",
    ]
    return "\r\n".join(rows).encode()


@pytest.mark.parametrize(
    ("source", "part"),
    [
        (PICTURE, f"Content-Location: {PICTURE}"),
        ("/pictures/bridge.png", f"Content-Location: {PICTURE}"),
        ("cid:bridge@example.com", "Content-ID: <bridge@example.com>"),
    ],
)
def test_mhtml_shows_the_pictures_among_its_parts(source, part):
    head = f"From: <Saved by a browser>\r\nSnapshot-Content-Location: {ADDRESS}"
    assert picture(figure_in(message(source, head, part))) == PNG


def test_a_newsletter_shows_the_pictures_that_came_with_it():
    head = "From: Mara Example <mara@example.com>\r\nTo: reader@example.com\r\nSubject: The bridge\r\nDate: Mon, 4 May 2026 10:00:00 +0000"
    assert picture(figure_in(message("cid:b1", head, "Content-ID: <b1>"))) == PNG


def test_a_web_archive_shows_the_pictures_beside_its_page():
    archive = {
        "WebMainResource": {"WebResourceData": body(PICTURE).encode(), "WebResourceURL": ADDRESS},
        "WebSubresources": [{"WebResourceURL": PICTURE, "WebResourceData": PNG}, "broken", {"WebResourceURL": 3}],
    }
    assert picture(figure_in(plistlib.dumps(archive))) == PNG


def test_a_page_shows_the_pictures_inside_it_and_no_blurs():
    whole, blur = data_address(PNG), data_address(PNG[:300])
    assert picture(figure_in(body(whole).encode(), "text/html")) == PNG
    assert figure_in(body(blur).encode(), "text/html").src == ""


def test_what_is_no_picture_is_not_taken_for_one():
    assert data_address(b"<svg onload=x>" * 900) is None
    assert not is_data("data:image/svg+xml;base64," + "A" * SMALLEST)
    assert not is_data("data:image/png;base64," + "\x1b]8;;" * SMALLEST)
    assert not is_data("data:text/html;base64," + "A" * SMALLEST)


def test_pictures_beyond_what_an_article_holds_are_only_named():
    carried = Carried({"a": PNG, "b": PNG})
    carried.left = len(PNG) * 3 // 2
    assert carried.address("a", None) is not None
    assert carried.address("b", None) is None


def test_a_page_and_a_book_hold_the_pictures():
    article = parse(
        Document(address="saved", data=body(data_address(PNG)).encode(), media_type="text/html"), Settings()
    ).article
    written = write_html(article)
    assert re.search(r'<img src="data:image/png;base64,[^"]+" alt="A bridge"/>', written)
    assert "img-src data:;" in written
    book = zipfile.ZipFile(io.BytesIO(write_epub(article)))
    (name,) = [name for name in book.namelist() if name.endswith(".png")]
    assert book.read(name) == PNG
    assert f'href="{name.removeprefix("book/")}" media-type="image/png"' in book.read("book/package.opf").decode()
    assert f'<img src="{name.removeprefix("book/")}"' in book.read("book/article-00001.xhtml").decode()
    assert "data:" not in write_markdown(article)


def picture(figure: Figure) -> bytes:
    return b64decode(figure.src.removeprefix("data:image/png;base64,"))


def test_a_style_sheet_that_a_saved_page_carries_hides_and_breaks_as_it_did():
    sheet = "cid:css-1@mhtml.example"
    markup = "<p>The hull<span class=kx> hidden words</span> held.</p><p><em class=ln>The tide goes out</em><em class=ln>the boats lean</em></p>"
    head = f'<link rel="stylesheet" href="{sheet}">'
    rows = [
        "MIME-Version: 1.0", 'Content-Type: multipart/related; type="text/html"; boundary="--B"', "",
        "----B", "Content-Type: text/html; charset=utf-8", f"Content-Location: {ADDRESS}", "", page(story(3) + markup + story(3), head=head),
        "----B", "Content-Type: text/css", f"Content-Location: {sheet}", "", ".kx { display: none } .ln { display: block }", "----B--", "",
    ]  # fmt: skip
    data = "\r\n".join(rows).encode()
    found = write_markdown(parse(Document(address="saved.mhtml", data=data), Settings()).article)
    assert "The hull held." in found
    assert "*The tide goes out*\\\n*the boats lean*" in found


TIDES = "<p>High water at the old bridge comes at noon, and low water in the evening, said the table of the tides.</p>"


@pytest.mark.parametrize(
    ("frame", "shown"), [("https://news.example.com/tides", True), ("https://ads.example.net/banner", False)]
)
def test_a_web_archive_shows_the_frames_of_its_own_site_and_no_others(frame, shown):
    inner = f'<div>{story(3)}<iframe src="{frame}"></iframe>{story(3)}</div>'
    archive = {
        "WebMainResource": {"WebResourceData": page(inner).encode(), "WebResourceURL": ADDRESS},
        "WebSubframeArchives": [
            {"WebMainResource": {"WebResourceData": TIDES.encode(), "WebResourceURL": frame}},
            {"WebMainResource": "broken"},
        ],
    }
    found = parse(Document("page.webarchive", plistlib.dumps(archive, fmt=plistlib.FMT_BINARY)), Settings()).article
    assert any("High water" in flatten(block) for block in found.blocks) == shown


def test_mhtml_shows_a_frame_of_its_own_site():
    head = 'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="--B"\r\n\r\n'
    inner = f'<div>{story(3)}<iframe src="cid:frame-1@mhtml.blink"></iframe>{story(3)}</div>'
    parts = [
        f"Content-Type: text/html; charset=utf-8\r\nContent-Location: {ADDRESS}\r\n\r\n{page(inner)}",
        "Content-Type: text/html; charset=utf-8\r\nContent-ID: <frame-1@mhtml.blink>\r\n"
        f"Content-Location: https://news.example.com/tides\r\n\r\n{TIDES}",
    ]
    data = (head + "".join(f"----B\r\n{part}\r\n" for part in parts) + "----B--\r\n").encode()
    found = parse(Document("page.mhtml", data), Settings()).article
    assert any("High water" in flatten(block) for block in found.blocks)
