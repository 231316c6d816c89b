"""The body of an answer, drawn within the caps; what came before a fault is kept and said to be a part."""

from __future__ import annotations

from termread.config import FetchSettings
from termread.errors import NotText, TermreadError
from termread.fetch.deadline import Deadline
from termread.fetch.exchange import Answer, described
from termread.fetch.faults import BROWSER, fault
from termread.fetch.file import megabytes
from termread.fetch.tell import Tell
from termread.fetch.unpacking import Broken, TooMuch, Unpacker
from termread.values import dataclass

_CODINGS = {"": "", "identity": "", "gzip": "gzip", "x-gzip": "gzip", "deflate": "deflate"}
_FOREIGN = {"image": "a picture", "audio": "a sound", "video": "a film", "font": "a typeface"}
_FOREIGN_TYPES = {
    "application/pdf": "a PDF",
    "application/zip": "a ZIP archive",
    "application/gzip": "a packed archive",
    "application/x-msdownload": "a program",
}
_SIGNS = (
    (b"%PDF-", "a PDF"),
    (b"\x89PNG\r\n", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x7fELF", "a program"),
    (b"ID3", "a sound"),
)


@dataclass(frozen=True, slots=True)
class Body:
    """The bytes of a page, unpacked; *shortfall* is a sentence where they are not all."""

    data: bytes
    shortfall: str | None = None
    code: str | None = None


def read_body(
    answer: Answer, host: str, settings: FetchSettings, tell: Tell, deadline: Deadline, *, page: bool = True
) -> Body:
    """Return the body of *answer*; raises the fault where nothing came at all, and NotText where no *page* comes."""
    if page:
        _check_type(answer, host)
    unpacker = Unpacker(_coding(answer, host), settings)
    try:
        _draw(answer, host, unpacker, settings, tell, page=page)
    except TooMuch:
        error: TermreadError | None = fault(
            "bomb",
            f"{host} packed far more into this page than a page can be, so only its beginning was taken. {BROWSER}",
        )
    except Broken:
        error = fault("coding", f"{host} sent packed bytes that cannot be unpacked. {BROWSER}")
    except _Full as full:
        error = fault("large", full.args[0])
    except TermreadError:
        raise
    except Exception as problem:  # noqa: BLE001 - every fault of the client is described
        error = described(problem, host, deadline)
    else:
        error = None
        if not unpacker.complete:
            error = fault("cut", f"{host} broke off in the middle of the page. Try again in a while.")
    data = bytes(unpacker.data)
    if error is None:
        return Body(data)
    if not data.strip():
        raise error
    return Body(data, error.text, error.code)


class _Full(Exception):
    """The cap on what is sent is reached."""


def _draw(answer: Answer, host: str, unpacker: Unpacker, settings: FetchSettings, tell: Tell, *, page: bool) -> None:
    came, told, total = 0, 0, answer.length
    tell("fetching", 0, total, host)
    for raw in answer.chunks:
        if page and not came:
            _check_signs(raw, host)
        room = settings.wire_bytes - came
        came += len(raw)
        unpacker.feed(raw[:room])
        if len(raw) > room:
            raise _Full(
                f"The page is larger than {megabytes(settings.wire_bytes)}, so {host} was not heard to its end. "
                "To read more of it, raise wire_bytes in the settings."
            )
        if came - told > 1 << 16:
            told = came
            tell("fetching", came, total, host)
    tell("fetching", came, total, host)


def _coding(answer: Answer, host: str) -> str:
    named = [part.strip().lower() for part in answer.headers.get("content-encoding", "").split(",")]
    codings = [coding for coding in named if coding not in ("", "identity")]
    if len(codings) > 1:
        raise fault("coding", f"{host} packed the page more than once, which no page needs. {BROWSER}")
    if not codings:
        return ""
    if codings[0] not in _CODINGS:
        raise fault("coding", f"{host} packed the page in a way it was not asked to ({codings[0][:20]}). {BROWSER}")
    return _CODINGS[codings[0]]


def _check_type(answer: Answer, host: str) -> None:
    declared = answer.media_type or ""
    what = _FOREIGN_TYPES.get(declared) or _FOREIGN.get(declared.partition("/")[0])
    if what and declared != "image/svg+xml":
        size = f" ({megabytes(answer.length)})" if answer.length else ""
        raise _foreign(what + size, host)


def _check_signs(raw: bytes, host: str) -> None:
    for sign, what in _SIGNS:
        if raw.startswith(sign):
            raise _foreign(what, host)


def _foreign(what: str, host: str) -> NotText:
    return NotText(f"This is {what}, not an article, although {host} has it under this address. {BROWSER}")
