"""Carrying out orders about pages: each verb from order to answers, and the parser's initial import that they need."""

from __future__ import annotations

import zlib
from _thread import allocate_lock
from collections.abc import Callable, Iterator
from itertools import chain, islice

from termread.article import Article
from termread.document import Document, Receipt, Wanted
from termread.engine import wire
from termread.engine.limits import limited
from termread.engine.messages import Explanation, Unchanged, Verb
from termread.engine.rules import mannered, site_rules
from termread.engine.sizes import with_sizes
from termread.engine.task import Task
from termread.errors import NOTHING_TO_READ, TermreadError, Unreachable
from termread.interchange import ImportRow
from termread.pace import length_of
from termread.parse import Parsed, Settings, parse
from termread.values import replace

WARM = b'<!doctype html><html lang="en"><meta charset="utf-8"><title>Warm</title><p>' + b"Warm words. " * 40
"""A page that declares its charset and language, as most do, so that the modules that guess them are not imported."""

_lock = allocate_lock()
_done = False


def load_parser() -> None:
    """Import the parser and everything a typical page needs, once; a second caller waits until that is done."""
    global _done  # noqa: PLW0603 - a process has one set of modules
    with _lock:
        if _done:
            return
        from termread import parse as parser

        try:
            parser.parse(Document("warm.html", WARM))
        except TermreadError:
            pass
        finally:
            _done = True


PLAIN_SECONDS = 2.0
"""Seconds of processor time for extracting the plain visible text."""
IMPORT_SECONDS = 60.0
"""Seconds of processor time for one batch of an import file."""
IMPORT_PART = 100
"""Entries per batch."""


def _open(task: Task) -> None:
    document = _document(task)
    if document is None:
        task.say(wire.event_answer(Unchanged()))
        return
    if document.url is not None:
        # Before parsing, so that it need not be fetched again if that crashes this process.
        task.say(["document", wire.document_record(document, _packed(document))])
    task.tell("parsing")
    if not task.plain:
        load_parser()
    _begin(document, task)
    parsed = _whole(_understood(document, task), document, task)
    if task.order.item is not None and not task.plain:
        from termread.engine.items import fuller

        parsed = replace(parsed, article=fuller(parsed.article, task.order.item))
    for answer in wire.article_answers(parsed.article):
        task.say(answer)
    # The rest after the article, which the parent reads meanwhile.
    length = length_of(parsed.article)
    packed = _packed(document) if task.order.keep_data and document.url is None else None
    task.say(wire.reading_answer(_receipt(document, parsed, packed), length))


def _packed(document: Document) -> bytes:
    return zlib.compress(document.data, 3)


def _begin(document: Document, task: Task) -> None:
    """Send the beginning of a huge page if the order asks for it."""
    if not task.order.begin or task.plain:
        return
    from termread.parse import begin

    with limited(task.settings.parse_seconds, task.settings.parse_bytes):
        article = begin(document, Settings(site_rules()), task.settings.begin_bytes)
    if article is not None:
        for answer in wire.article_answers(article):
            task.say(answer)
        task.say(["beginning", None])


def _explain(task: Task) -> None:
    load_parser()
    from termread.parse.explain import explain

    document = _document(task)
    if document is not None:
        with limited(task.settings.parse_seconds, task.settings.parse_bytes):
            task.say(wire.event_answer(Explanation(explain(document, Settings(site_rules())))))


def _import(task: Task) -> None:
    load_parser()
    (rows, lines), count = _rows(task), 0
    while True:
        with limited(IMPORT_SECONDS, task.settings.parse_bytes):
            part = list(islice(rows, IMPORT_PART))
        for taken in part:
            task.say(wire.event_answer(taken))
        count += len(part)
        if len(part) < IMPORT_PART:
            break
        line = getattr(part[-1], "line", 0)
        task.tell("importing", count, count * lines // line if 0 < line <= lines else None)
    task.say(["done", None])


def _rows(task: Task) -> tuple[Iterator[ImportRow], int]:
    """Return the rows of an import file, and the number of its last line, or 0 if that is unknown.

    A termread library is read line by line, and a database where it is, since they may exceed any cap.
    """
    from termread.fetch import is_url, resolve
    from termread.fetch.local import read_lines
    from termread.parse.imports import newsboat_cache, read_export
    from termread.parse.own_files import is_ledger, read_ledger

    order = task.order
    there = order.data is not None or task.document is not None
    if not there and not is_url(order.address) and not is_url(address := resolve(order.address)):
        lines = read_lines(address, task.settings)
        first = next(lines, "")
        if first.startswith(newsboat_cache.MAGIC):
            lines.close()
            return newsboat_cache.read_file(address)
        if is_ledger(first):
            return read_ledger(chain([first], lines)), sum(1 for _ in read_lines(address, task.settings))
        lines.close()
    document = _document(task)
    if document is None:
        return iter(()), 0
    in_lines = document.data.lstrip()[:1] not in (b"[", b"{", b"P")
    return read_export(document.data), document.data.count(b"\n") if in_lines else 0


def _item(task: Task) -> None:
    """Send the text that a feed gives of a story itself."""
    load_parser()
    from termread.parse.formats.feeds.item_article import article_of_item

    assert task.order.item is not None
    with limited(task.settings.parse_seconds, task.settings.parse_bytes):
        article = article_of_item(task.order.item)
    for answer in wire.article_answers(article):
        task.say(answer)
    task.say(wire.reading_answer(Receipt(task.order.address, article.url), length_of(article)))


VERBS: dict[Verb, Callable[[Task], None]] = {"open": _open, "item": _item, "import": _import, "explain": _explain}
"""What carries out an order about a page, by its verb."""


def _document(task: Task) -> Document | None:
    """Return the document the order is about, from wherever it is."""
    order = task.order
    if task.document is not None:
        document: Document | None = task.document
    elif order.data is not None:
        document = Document(address=order.address, data=order.data)
    else:
        from termread.fetch import fetch

        settings = mannered(task.settings, order.address)
        wanted = Wanted(True, order.etag, order.last_modified, order.near, order.named_by)
        document = fetch(order.address, settings, task.tell, wanted)
    if document is not None and order.charset:
        return replace(document, chosen=order.charset)
    return document


def _understood(document: Document, task: Task) -> Parsed:
    """Return the parsed *document*, with any warnings from fetching."""
    try:
        parsed = _parsed(document, task)
    except NOTHING_TO_READ as error:
        if document.notices:
            # A truncated page is the more useful message than an empty one.
            first = document.notices[0]
            raise Unreachable(f"{first.text} There is nothing to read in it.", code=first.code) from error
        raise
    if not document.notices:
        return parsed
    return replace(parsed, article=replace(parsed.article, notices=document.notices + parsed.article.notices))


def _parsed(document: Document, task: Task) -> Parsed:
    if task.plain:
        from termread.parse.visible import read_visible

        with limited(PLAIN_SECONDS, task.settings.parse_bytes):
            return read_visible(document, fault=task.plain == "fault")
    with limited(task.settings.parse_seconds, task.settings.parse_bytes):
        parsed = parse(document, Settings(site_rules()))
        return replace(parsed, article=with_sizes(parsed.article))


def _whole(parsed: Parsed, document: Document, task: Task) -> Parsed:
    """Return *parsed* joined with the further pages of its article, if there are any and the order asks for them."""
    wanted = task.order.join and task.settings.join_pages and not task.plain
    if parsed.article.next_url is None:
        return parsed
    if not wanted or document.url is None:
        from termread.parse.page.page_kind import notice

        notices = (*parsed.article.notices, notice("pages"))
        return replace(parsed, article=replace(parsed.article, notices=notices))
    from termread.engine.joining import join_pages
    from termread.fetch import fetch

    def read(url: str) -> Article:
        page = fetch(url, mannered(task.settings, url), wanted=Wanted(near=document.near, named_by=document.url))
        assert page is not None
        return _understood(page, task).article

    return replace(parsed, article=join_pages(parsed.article, document.url, read, task.settings, task.tell))


def _receipt(document: Document, parsed: Parsed, packed: bytes | None) -> Receipt:
    return Receipt(
        address=document.address,
        url=document.url,
        media_type=document.media_type,
        charset=parsed.charset,
        charset_by=parsed.charset_by,
        size=len(document.data),
        etag=document.etag,
        last_modified=document.last_modified,
        fetched=document.fetched,
        data=packed,
    )
