"""Pictures as bytes, from wherever they are, within the caps."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes, urlsplit

from termread.config import FetchSettings
from termread.errors import TooLarge, Unreachable, Unreadable
from termread.fetch.addresses import is_url, named_host, resolve
from termread.fetch.local import megabytes, read_file
from termread.values import replace

if TYPE_CHECKING:
    from termread.document import Wanted
    from termread.fetch.body import Tell


_GONE = ("status-404", "status-410")


def read_picture(address: str, settings: FetchSettings, tell: Tell, wanted: Wanted) -> bytes:
    """Return the picture at *address*: a URL no nearer than *wanted* allows, a path, or a data: address."""
    if address[:5].lower() == "data:":
        return _carried(address)
    if not is_url(address) and not is_url(address := resolve(address)):
        return read_file(address, settings).data
    from termread.fetch.web import read_web

    try:
        document = read_web(address, settings, tell, replace(wanted, page=False))
    except Unreachable as error:
        if error.code not in _GONE:
            raise
        raise Unreachable(
            f"It is no longer at {named_host(urlsplit(address).hostname or '')}.", code=error.code
        ) from None
    assert document is not None
    if any(notice.code == "large" for notice in document.notices):
        raise TooLarge(f"The picture is larger than {megabytes(settings.wire_bytes)} (wire_bytes in the settings).")
    if document.notices:
        raise Unreachable("Only part of the picture arrived.")
    return document.data


def _carried(address: str) -> bytes:
    head, _, body = address[5:].partition(",")
    data = unquote_to_bytes(body)
    if not head.lower().endswith(";base64"):
        return data
    try:
        return base64.b64decode(data)
    except binascii.Error:
        raise Unreadable("The picture is damaged and cannot be drawn.") from None
