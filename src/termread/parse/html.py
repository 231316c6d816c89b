"""A page to an article."""

from __future__ import annotations

from typing import Any

from termread.article import Article, Block, Figure, Heading, Paragraph, Prose
from termread.document import Document
from termread.errors import Empty
from termread.parse.parsed import Parsed, Settings
from termread.text import clean_line


def read_html(document: Document, settings: Settings) -> Parsed:
    """Return the article in a page."""
    from lxml import html as lxml_html

    text = document.data.decode("utf-8", "replace")
    if not text.strip():
        raise Empty("There is no text in it.")
    tree: Any = lxml_html.document_fromstring(text.lstrip("\ufeff").encode("utf-8", "replace"), parser=lxml_html.HTMLParser(encoding="utf-8"))
    heads = tree.findall(".//h1") or tree.findall(".//title")
    title = clean_line(heads[0].text_content()) if heads else ""
    weights: dict[Any, int] = {}
    for p in tree.iter("p"):
        parent = p.getparent()
        weights[parent] = weights.get(parent, 0) + len(p.text_content())
    blocks: list[Block] = []
    if weights:
        body = max(weights, key=lambda element: weights[element])
        for element in body.iter("p", "h2", "h3", "h4", "figure"):
            words = clean_line(element.text_content())
            if element.tag == "figure":
                image = element.find(".//img")
                blocks.append(Figure(caption=Prose(words), src=image.get("src", "") if image is not None else ""))
            elif words and element.tag == "p":
                blocks.append(Paragraph(Prose(words)))
            elif words:
                blocks.append(Heading(int(element.tag[1]), Prose(words)))
    if not blocks:
        blocks = [Paragraph(Prose(clean_line(tree.text_content())))]
    article = Article(title=title, url=document.url, language=tree.get("lang"), blocks=tuple(blocks))
    return Parsed(article, "utf-8", "detected")
