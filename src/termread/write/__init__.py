"""Articles out: one pure function a format. What hands back many entries at once is in `write.exports`."""

from __future__ import annotations

from collections.abc import Callable

from termread.article import Article


def _text(article: Article, _: str, width: int) -> str:
    from termread.write.plain import write_text

    return write_text(article, width)


def _markdown(article: Article, _: str, __: int) -> str:
    from termread.write.markdown import write_markdown

    return write_markdown(article)


def _html(article: Article, _: str, __: int) -> str:
    from termread.write.html import write_html

    return write_html(article)


def _json(article: Article, source: str, _: int) -> str:
    from termread.write.structured import write_json

    return write_json(article, source)


def _jsonl(article: Article, source: str, _: int) -> str:
    from termread.write.structured import write_jsonl

    return write_jsonl(article, source)


FORMATS: dict[str, Callable[[Article, str, int], str]] = {
    "text": _text,
    "markdown": _markdown,
    "html": _html,
    "json": _json,
    "jsonl": _jsonl,
}
"""What `--format` can be, each a function of an article, its source as given, and the measure; loaded when it is used."""
