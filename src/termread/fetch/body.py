"""Response bodies: decompressed within the caps, kept as far as they arrived, and checked for meta refreshes."""

from __future__ import annotations

import re
import zlib
from html import unescape
from typing import Protocol

from termread.config import FetchSettings
from termread.errors import NotText, TermreadError
from termread.fetch.deadline import Deadline
from termread.fetch.exchange import Answer, described
from termread.fetch.faults import BROWSER, fault
from termread.fetch.local import megabytes
from termread.text import regex
from termread.values import dataclass


class Tell(Protocol):
    """Called with a step, the bytes so far, the total if known, and a note for the reader."""

    def __call__(self, step: str, done: int = 0, total: int | None = None, note: str = "") -> None:
        """Handle one progress report."""


def silent(step: str, done: int = 0, total: int | None = None, note: str = "") -> None:
    """Ignore progress."""
    del step, done, total, note


_PIECE = 1 << 18
_BITE = 1 << 10
"""Compressed bytes per call: after an error, zlib discards the output from the rest of the same chunk."""
_GZIP = b"\x1f\x8b"
_EITHER = 47
"""zlib's window bits for detecting a zlib or gzip header."""
_BARE = -15


class TooMuch(Exception):
    """A cap was reached; what had been decompressed by then is in `data`."""


class Broken(Exception):
    """The compressed data is corrupt."""


class Unpacker:
    """Decompresses data incrementally into `data`."""

    def __init__(self, coding: str, settings: FetchSettings) -> None:
        """Expect *coding*: `gzip`, `deflate`, or an empty string for none."""
        self.data = bytearray()
        self._coding = coding
        self._settings = settings
        self._taken = 0
        self._inner = zlib.decompressobj(_EITHER) if coding else None

    @property
    def complete(self) -> bool:
        """Whether the compressed stream has ended; always true without a coding."""
        return self._inner is None or self._inner.eof

    def feed(self, raw: bytes) -> None:
        """Decompress *raw*; raises TooMuch or Broken."""
        first = not self._taken
        self._taken += len(raw)
        if first and self._inner is not None:
            self._settle(raw)
        if self._inner is None:
            self._keep(raw)
            return
        try:
            for start in range(0, len(raw), _BITE):
                self._unpack(raw[start : start + _BITE])
        except zlib.error as error:
            raise Broken(str(error)) from error

    def _settle(self, raw: bytes) -> None:
        """Trust the first bytes over the header: some servers declare a coding but send none, or raw deflate."""
        if raw[:2] == _GZIP or _has_zlib_header(raw):
            return
        if self._coding == "deflate":
            self._inner = zlib.decompressobj(_BARE)
        elif raw.lstrip()[:1] in (b"<", b"{"):
            self._inner = None

    def _unpack(self, raw: bytes) -> None:
        inner = self._inner
        assert inner is not None
        while raw:
            if inner.eof:
                # Another gzip member; anything else after the end is padding.
                if raw[:2] != _GZIP:
                    return
                inner = self._inner = zlib.decompressobj(_EITHER)
            self._keep(inner.decompress(raw, _PIECE))
            raw = inner.unused_data if inner.eof else inner.unconsumed_tail

    def _keep(self, piece: bytes) -> None:
        caps = self._settings
        self.data += piece
        size = len(self.data)
        if size > caps.decoded_bytes:
            del self.data[caps.decoded_bytes :]
            raise TooMuch
        if self._coding and size > caps.ratio_from and size > caps.ratio * self._taken:
            del self.data[caps.ratio_from :]
            raise TooMuch


def _has_zlib_header(raw: bytes) -> bool:
    return len(raw) >= 2 and raw[0] & 0x0F == 8 and (raw[0] << 8 | raw[1]) % 31 == 0


_CODINGS = {"": "", "identity": "", "gzip": "gzip", "x-gzip": "gzip", "deflate": "deflate"}
_FOREIGN = {"image": "a picture", "audio": "audio", "video": "a video", "font": "a font"}
_FOREIGN_TYPES = {
    "application/pdf": "a PDF",
    "application/zip": "a ZIP archive",
    "application/gzip": "a compressed archive",
    "application/x-msdownload": "a program",
}
_SIGNS = (
    (b"%PDF-", "a PDF"),
    (b"\x89PNG\r\n", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x7fELF", "a program"),
    (b"ID3", "audio"),
)


@dataclass(frozen=True, slots=True)
class Body:
    """The bytes of a page, decompressed; if incomplete, *shortfall* says why in a sentence."""

    data: bytes
    shortfall: str | None = None
    code: str | None = None


def read_body(answer: Answer, settings: FetchSettings, tell: Tell, deadline: Deadline, *, page: bool = True) -> Body:
    """Return the body of *answer*; raises its error if nothing arrived, and NotText if it is not a *page* as wanted."""
    if page:
        _check_type(answer)
    unpacker = Unpacker(_coding(answer), settings)
    try:
        _draw(answer, unpacker, settings, tell, page=page)
    except TooMuch:
        error: TermreadError | None = fault(
            "bomb",
            f"{answer.host} compressed far more into this page than a page can hold, so only its beginning was read. {BROWSER}",
        )
    except Broken:
        error = fault("coding", f"{answer.host} sent compressed data that cannot be decompressed. {BROWSER}")
    except _Full as full:
        error = fault("large", full.args[0])
    except TermreadError:
        raise
    except Exception as problem:  # noqa: BLE001 - every error of the client is described
        error = described(problem, answer.host, deadline)
    else:
        error = None
        if not unpacker.complete:
            error = fault("cut", f"{answer.host} ended in the middle of the page. Try again later.")
    data = bytes(unpacker.data)
    if error is None:
        return Body(data)
    if not data.strip():
        raise error
    return Body(data, error.text, error.code)


class _Full(Exception):
    """The cap on transferred bytes was reached."""


def _draw(answer: Answer, unpacker: Unpacker, settings: FetchSettings, tell: Tell, *, page: bool) -> None:
    came, told, total = 0, 0, answer.length
    tell("fetching", 0, total, answer.host)
    for raw in answer.chunks:
        if page and not came:
            _check_signs(raw, answer.host)
        room = settings.wire_bytes - came
        came += len(raw)
        unpacker.feed(raw[:room])
        if len(raw) > room:
            raise _Full(
                f"The page is larger than {megabytes(settings.wire_bytes)}, so the rest was not read. "
                "To read more of it, raise wire_bytes in the settings."
            )
        if came - told > 1 << 16:
            told = came
            tell("fetching", came, total, answer.host)
    tell("fetching", came, total, answer.host)


def _coding(answer: Answer) -> str:
    named = [part.strip().lower() for part in answer.headers.get("content-encoding", "").split(",")]
    codings = [coding for coding in named if coding not in ("", "identity")]
    if len(codings) > 1:
        raise fault("coding", f"{answer.host} compressed the page more than once, which no page needs. {BROWSER}")
    if not codings:
        return ""
    if codings[0] not in _CODINGS:
        raise fault("coding", f"{answer.host} compressed the page in an unexpected way ({codings[0][:20]}). {BROWSER}")
    return _CODINGS[codings[0]]


def _check_type(answer: Answer) -> None:
    declared = answer.media_type or ""
    what = _FOREIGN_TYPES.get(declared) or _FOREIGN.get(declared.partition("/")[0])
    if what and declared != "image/svg+xml":
        size = f" ({megabytes(answer.length)})" if answer.length else ""
        raise _foreign(what + size, answer.host)


def _check_signs(raw: bytes, host: str) -> None:
    for sign, what in _SIGNS:
        if raw.startswith(sign):
            raise _foreign(what, host)


def _foreign(what: str, host: str) -> NotText:
    return NotText(f"This is {what}, not an article, although {host} has it under this address. {BROWSER}")


HEAD = 64 << 10
"""How many bytes are searched for such a tag."""
_SOON = 10.0
"""A longer delay in seconds is a page that reloads itself, not a redirect."""
_LITTLE = 2000
"""On a page with fewer visible characters than this, even a refresh inside `noscript` is followed."""

_HIDDEN = regex(
    r"<!--.*?(?:-->|\Z)|<(script|style|template|textarea|title)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE
)
_NOSCRIPT = regex(r"<noscript\b.*?(?:</noscript\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_META = regex(r"<meta\s[^<>]{0,4000}>", re.IGNORECASE)
# Possessive, so that white space and digits cannot cause backtracking.
_REFRESH = regex(r"http-equiv\s*+=\s*+(?:[\"']\s*+)?refresh\b", re.IGNORECASE)
_CONTENT = regex(r"content\s*+=\s*+(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.IGNORECASE)
_TARGET = regex(r"\s*+([0-9.]*+)(?:\s*+[;,]\s*+|\s++)(?:url\s*+=\s*+)?[\"']?([^\"']+)", re.IGNORECASE)


def refresh_target(data: bytes) -> str | None:
    """Return the address of a meta refresh in the page *data*, as written, if its delay is short."""
    head = _HIDDEN.sub(" ", data[:HEAD].decode("latin-1"))
    found = _target(_NOSCRIPT.sub(" ", head))
    if found is None and len(data) < HEAD and len(" ".join(_without_tags(head).split())) < _LITTLE:
        found = _target(head)
    return None if found is None else as_utf8(found)


def _without_tags(text: str) -> str:
    """Replace each tag in *text* with a space; a tag that is never closed is text."""
    kept, at = [], 0
    closed = text.rfind(">")  # found in advance: otherwise each "<" after it would be searched to the end of the text
    while (start := text.find("<", at)) >= 0 and start < closed:
        kept.append(text[at:start])
        at = text.index(">", start) + 1
    return " ".join([*kept, text[at:]])


def _target(text: str) -> str | None:
    for meta in _META.findall(text):
        content = _CONTENT.search(meta)
        if not content or not _REFRESH.search(meta):
            continue
        target = _TARGET.match(unescape(next(filter(None, content.groups()), "")))
        if target and _seconds(target.group(1)) <= _SOON:
            return target.group(2).strip()
    return None


def _seconds(digits: str) -> float:
    try:
        return float(digits or 0)
    except ValueError:
        return 0.0


def as_utf8(text: str) -> str:
    """Return *text*, decoded as Latin-1, decoded as UTF-8 instead if it is valid UTF-8."""
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text
