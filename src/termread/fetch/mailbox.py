"""The messages in a mail folder, Maildir or mbox, without a change to it: no flags, no locks, no moves."""

from __future__ import annotations

import re
import time
from pathlib import Path

from termread.text import regex
from termread.values import dataclass

MOST = 2_000
"""Messages that are read of a folder: the newest."""
LARGEST, TOGETHER = 10_000_000, 100_000_000
"""Bytes of the largest message, and of all that are read."""
SETTLED = 600
"""Seconds after which a message at the end of an mbox is no longer being written."""

_FROM = regex(rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From [^\r\n]*\d{4}[^\r\n]*\r?\n")
"""The line between two messages."""
_QUOTED = regex(rb"^>(>*From )", re.MULTILINE)
_BOUNDARY = regex(
    rb"^content-type:\s*multipart/[^;]+;(?:[^\n]|\n[ \t])*?boundary=\"?([^\"\s;]+)", re.IGNORECASE | re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Mailbox:
    """The messages of a folder, the oldest first, and what is wrong with it."""

    messages: tuple[bytes, ...] = ()
    fault: str = ""


def is_mailbox(path: Path) -> bool:
    """Return whether *path* is a Maildir, or a file that begins as an mbox does."""
    if path.is_dir():
        return (path / "cur").is_dir() and (path / "new").is_dir()
    try:
        with path.open("rb") as file:
            return _FROM.match(file.read(1000)) is not None
    except OSError:
        return False


def messages_in(path: Path) -> Mailbox:
    """Return the messages in the mail folder at *path*, as far as the limits allow, the newest if there are more."""
    try:
        if path.is_dir():
            return _in_maildir(path)
        return _in_mbox(path)
    except OSError as error:
        return Mailbox(fault=f"This mail folder cannot be read: {error.strerror or error}.")


def _in_maildir(path: Path) -> Mailbox:
    if not is_mailbox(path):
        return Mailbox(fault="This folder is not a Maildir: it has no folders cur and new.")
    entries = [entry for name in ("new", "cur") for entry in (path / name).iterdir() if not entry.name.startswith(".")]
    wanted = [entry for entry in entries if not set("TD") & set(entry.name.partition(":2,")[2])]
    dated: list[tuple[float, Path, int]] = []
    for entry in wanted:
        try:
            state = entry.stat()
        except FileNotFoundError:
            continue  # a mail program has moved it; the next look finds it
        dated.append((state.st_mtime, entry, state.st_size))
    dated.sort(reverse=True)
    messages: list[bytes] = []
    left, skipped = TOGETHER, max(0, len(dated) - MOST)
    for _, entry, size in dated[:MOST]:
        if size > min(LARGEST, left):
            skipped += 1
            continue
        try:
            messages.append(entry.read_bytes())
        except FileNotFoundError:
            continue
        left -= size
    return Mailbox(tuple(reversed(messages)), _left_out(skipped))


def _in_mbox(path: Path) -> Mailbox:
    state = path.stat()
    with path.open("rb") as file:
        start = max(0, state.st_size - TOGETHER)
        file.seek(start)
        data = file.read(TOGETHER)
    begins = list(_FROM.finditer(data))
    if not begins and data.strip():
        return Mailbox(fault="This file is not a mailbox (mbox): it does not begin with a From line.")
    ends = [found.start() for found in begins[1:]] + [len(data)]
    parts = [data[found.end() : end] for found, end in zip(begins, ends, strict=True)]
    lock = path.with_name(f"{path.name}.lock")
    if parts and (lock.exists() or (_is_half(parts[-1]) and time.time() - state.st_mtime < SETTLED)):
        parts.pop()  # it is being written; the next look finds it whole
    kept = [part for part in parts[-MOST:] if len(part) <= LARGEST]
    skipped = len(parts) - len(kept)
    fault = "This mailbox is larger than 100 MB; its newest messages were read." if start else _left_out(skipped)
    return Mailbox(tuple(_QUOTED.sub(rb"\1", part) for part in kept), fault)


def _is_half(message: bytes) -> bool:
    """Return whether the last *message* of an mbox is not written to its end."""
    head, blank, body = message.replace(b"\r\n", b"\n").partition(b"\n\n")
    boundary = _BOUNDARY.search(head)
    return not blank or not body.endswith(b"\n") or (boundary is not None and b"--" + boundary[1] + b"--" not in body)


def _left_out(count: int) -> str:
    return f"Messages left out because there are too many or they are too large: {count}." if count else ""
