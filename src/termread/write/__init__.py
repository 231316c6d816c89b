"""Articles out: one pure function a format. What hands back many entries at once is in `write.exports`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from termread.article import Article


def _text(article: Article, _: str, width: int) -> Iterable[str]:
    from termread.write.plain import text_pieces

    return text_pieces(article, width)


def _markdown(article: Article, _: str, __: int) -> Iterable[str]:
    from termread.write.markdown import markdown_pieces

    return markdown_pieces(article)


def _html(article: Article, _: str, __: int) -> Iterable[str]:
    from termread.write.html import write_html

    yield write_html(article)


def _json(article: Article, source: str, _: int) -> Iterable[str]:
    from termread.write.structured import write_json

    yield write_json(article, source)


def _jsonl(article: Article, source: str, _: int) -> Iterable[str]:
    from termread.write.structured import write_jsonl

    yield write_jsonl(article, source)


_PIECES: dict[str, Callable[[Article, str, int], Iterable[str]]] = {
    "text": _text,
    "markdown": _markdown,
    "html": _html,
    "json": _json,
    "jsonl": _jsonl,
}


def _whole(how: str) -> Callable[[Article, str, int], str]:
    return lambda article, source, measure: "".join(_PIECES[how](article, source, measure))


FORMATS: dict[str, Callable[[Article, str, int], str]] = {how: _whole(how) for how in _PIECES}
"""What `--format` can be, each a function of an article, its source as given, and the measure; loaded when it is used."""


def pieces(article: Article, how: str, source: str, measure: int) -> Iterator[bytes]:
    """Yield *article* in the format *how*, one of `FORMATS` or "epub": text and Markdown about a block at a time."""
    if how == "epub":
        from termread.write.epub import write_epub

        yield write_epub(article)
    else:
        for text in _PIECES[how](article, source, measure):
            yield text.encode("utf-8", "replace")
