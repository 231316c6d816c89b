"""Fetching: documents from the web, files and standard input, and pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from termread.config import FetchSettings
from termread.document import Document, Wanted
from termread.fetch.addresses import is_url, resolve

if TYPE_CHECKING:
    from termread.fetch.body import Tell

__all__ = ["fetch", "is_url", "resolve"]


def fetch(
    address: str,
    settings: FetchSettings | None = None,
    tell: Tell | None = None,
    wanted: Wanted | None = None,
) -> Document | None:
    """Return the document at *address*, a path or URL, or None if the copy with the *wanted* validators is current.

    Raises NoInput, Unreachable, TooLarge, NotText, Empty or UsageError, each with its sentence.
    """
    if not is_url(address) and not is_url(address := resolve(address)):
        from termread.fetch.local import read_file

        return read_file(address, settings or FetchSettings())
    from termread.fetch.body import silent
    from termread.fetch.web import read_web

    return read_web(address, settings or FetchSettings(), tell or silent, wanted or Wanted())
