"""Articles out: one pure function a format. What hands back many entries at once is in `write.exports`."""

from __future__ import annotations

from collections.abc import Callable

from termread.article import Article
from termread.write.html import write_html
from termread.write.markdown import write_markdown
from termread.write.plain import write_text
from termread.write.structured import article_record, error_record, write_error, write_json, write_jsonl

FORMATS: dict[str, Callable[[Article, str, int], str]] = {
    "text": lambda article, _, width: write_text(article, width),
    "markdown": lambda article, _, __: write_markdown(article),
    "html": lambda article, _, __: write_html(article),
    "json": lambda article, source, _: write_json(article, source),
    "jsonl": lambda article, source, _: write_jsonl(article, source),
}
"""What `--format` can be, each a function of an article, its source as given, and the measure."""

__all__ = [
    "FORMATS",
    "article_record",
    "error_record",
    "write_error",
    "write_html",
    "write_json",
    "write_jsonl",
    "write_markdown",
    "write_text",
]
