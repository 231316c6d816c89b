"""Articles as an EPUB 3 book: one chapter per article, a table of contents, and reproducible bytes."""

from __future__ import annotations

import base64
import binascii
import hashlib
import io
import re
import uuid
import zipfile
from collections.abc import Iterable, Sequence
from html import escape
from importlib import resources

from termread.article import Article
from termread.interchange import LibraryEntry
from termread.text import regex
from termread.write.html import Hypertext

_CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
  <rootfiles><rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
_LANGUAGE = regex(r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|\d{3}))?")
_CARRIED = regex(r"data:image/(png|jpe?g|gif|webp);base64,", re.IGNORECASE)
"""The image types that every EPUB reading system must support."""
_UNDETERMINED = "und"
_NO_DATE = "2000-01-01T00:00:00Z"


def write_epub(article: Article) -> bytes:
    """Return one article as an EPUB."""
    return write_epub_of([LibraryEntry("", title=article.title, article=article)])


def write_epub_of(entries: Iterable[LibraryEntry], title: str = "") -> bytes:
    """Return the articles of *entries* as one EPUB titled *title*, skipping entries without text."""
    chapters = [(entry, entry.article) for entry in entries if entry.article]
    articles = [article for _, article in chapters]
    title = title or (articles[0].title.strip() if len(articles) == 1 else "") or "Articles kept by termread"
    written, shelf = io.BytesIO(), Pictures()
    with zipfile.ZipFile(written, "w") as book:
        _add(book, "mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        _add(book, "META-INF/container.xml", _CONTAINER)
        told = [_chapter(article, entry, shelf) for entry, article in chapters]
        _add(book, "book/package.opf", _package(chapters, title, shelf))
        _add(book, "book/contents.xhtml", _contents(articles, title))
        _add(book, "book/style.css", resources.files("termread.write").joinpath("book.css").read_text("utf-8"))
        for number, text in enumerate(told, 1):
            _add(book, f"book/{_chapter_name(number)}", text)
        for name, data in shelf.files.items():
            _add(book, f"book/{name}", data, zipfile.ZIP_STORED)
    return written.getvalue()


class Pictures:
    """The pictures of a book as files, each stored once."""

    def __init__(self) -> None:
        """Start empty."""
        self.files: dict[str, bytes] = {}

    def place(self, source: str) -> str | None:
        """Return the file name for the data: address *source*, or None if its type is not allowed in a book."""
        found = _CARRIED.match(source)
        if found is None:
            return None
        try:
            data = base64.b64decode(source[found.end() :], validate=True)
        except binascii.Error:
            return None
        kind = found[1].lower().replace("jpg", "jpeg")
        name = f"picture-{hashlib.sha256(data).hexdigest()[:20]}.{kind}"
        self.files[name] = data
        return name


def _add(book: zipfile.ZipFile, name: str, text: str | bytes, how: int = zipfile.ZIP_DEFLATED) -> None:
    member = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    member.compress_type = how
    member.external_attr = 0o644 << 16
    member.create_system = 3
    book.writestr(member, text.encode() if isinstance(text, str) else text)


def _chapter_name(number: int) -> str:
    return f"article-{number:05}.xhtml"


def _name(article: Article, number: int) -> str:
    return escape(article.title.strip() or (article.site or "").strip() or str(number))


def _language(article: Article) -> str:
    tag = (article.language or "").replace("_", "-")
    return tag if _LANGUAGE.fullmatch(tag) else _UNDETERMINED


def _package(chapters: Sequence[tuple[LibraryEntry, Article]], title: str, shelf: Pictures) -> str:
    """The package document: metadata, every file, and the reading order."""
    articles = [article for _, article in chapters]
    names = [_chapter_name(number) for number in range(1, len(chapters) + 1)]
    sources = [entry.address or article.canonical_url or article.url or article.title for entry, article in chapters]
    identity = uuid.uuid5(uuid.NAMESPACE_URL, "\n".join([title, *sources]))
    modified = max((when for entry, _ in chapters if (when := _second(entry.added))), default=_NO_DATE)
    languages = list(dict.fromkeys(_language(article) for article in articles)) or [_UNDETERMINED]
    authors = list(dict.fromkeys(author for article in articles for author in article.authors if author.strip()))
    lines = [
        f'<dc:identifier id="identity">urn:uuid:{identity}</dc:identifier>',
        f"<dc:title>{escape(title)}</dc:title>",
        *(f"<dc:language>{language}</dc:language>" for language in languages),
        *(f"<dc:creator>{escape(author)}</dc:creator>" for author in authors),
        f'<meta property="dcterms:modified">{modified}</meta>',
    ]
    files = [f'<item id="a{i}" href="{name}" media-type="application/xhtml+xml"/>' for i, name in enumerate(names, 1)]
    files += [
        f'<item id="p{i}" href="{name}" media-type="image/{name.rpartition(".")[2]}"/>'
        for i, name in enumerate(shelf.files, 1)
    ]
    order = [f'<itemref idref="a{number}"/>' for number in range(1, len(names) + 1)]
    join = "\n    ".join
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="identity">
  <metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
    {join(lines)}
  </metadata>
  <manifest>
    <item id="contents" href="contents.xhtml" media-type="application/xhtml+xml" properties="nav"/>
    <item id="style" href="style.css" media-type="text/css"/>
    {join(files)}
  </manifest>
  <spine>
    {join(order or ['<itemref idref="contents"/>'])}
  </spine>
</package>
"""


def _second(time: str) -> str | None:
    """Format a time as the package document requires: UTC, to the second."""
    found = re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", time)
    return f"{found.group()}Z" if found else None


def _contents(articles: Sequence[Article], title: str) -> str:
    rows = "\n".join(
        f'<li><a href="{_chapter_name(number)}">{_name(article, number)}</a></li>'
        for number, article in enumerate(articles, 1)
    )
    rows = rows or '<li><a href="contents.xhtml">There is nothing in this book.</a></li>'
    body = f'<nav epub:type="toc"><h1>{escape(title)}</h1>\n<ol>\n{rows}\n</ol></nav>'
    return _page(title, body, 'xmlns:epub="http://www.idpf.org/2007/ops"')


def _chapter(article: Article, entry: LibraryEntry, shelf: Pictures) -> str:
    language = _language(article)
    attributes = f'lang="{language}" xml:lang="{language}" dir="{article.direction}"'
    return _page(
        article.title.strip() or "Article", Hypertext(article, place=shelf.place).whole(entry) or "<p></p>", attributes
    )


def _page(title: str, body: str, attributes: str) -> str:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" {attributes}>
<head>
<title>{escape(title)}</title>
<link rel="stylesheet" type="text/css" href="style.css"/>
</head>
<body>
{body}
</body>
</html>
"""
