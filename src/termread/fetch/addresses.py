"""Addresses: what an argument refers to, and which addresses may be followed."""

from __future__ import annotations

import os
import re
from pathlib import Path

from termread.errors import NoInput, UsageError
from termread.text import clean_line

STANDARD_INPUT = "-"
WELCOME = str(Path(__file__).parents[1] / "welcome" / "welcome.html")
"""The first article that a new reader sees: one of ours, read like every other."""
_OTHER_FILES = frozenset({".csv", ".jsonl", ".pdf", ".xml", ".zip"})
"""File endings, besides those of readable formats: a bare name with one of them is never a host."""

LENGTH_CAP = 8192
_SCHEME = r"([A-Za-z][A-Za-z0-9+.-]*):"
_HOST_AND_PATH = r"(?:[^\s/@:?#\\]+\.)+[^\s/@:?#\\.]+\.?(?::\d+)?/"
_LOCAL_HOST = r"(?i)(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d+)?/"


def resolve(argument: str) -> str:
    """Return the address that *argument* refers to: `-`, a path, or an http or https URL.

    An existing file takes precedence and becomes an absolute path; else a dotted host followed by a slash gets https,
    and the word "welcome" is `WELCOME`. Raises NoInput or UsageError.
    """
    if argument == STANDARD_INPUT:
        return argument
    if not argument.strip():
        raise UsageError("The address is empty. Give a file, a URL, or - for standard input.")
    if os.path.lexists(_expanded(argument)):
        return os.path.abspath(_expanded(argument))  # noqa: PTH100 - keep symbolic links as they are
    if argument.strip() == "welcome":
        return WELCOME
    scheme = re.match(_SCHEME, argument.strip())
    if scheme and not re.match(_HOST_AND_PATH, argument.strip()) and not re.match(_LOCAL_HOST, argument.strip()):
        return _of_scheme(argument.strip(), scheme.group(1).lower())
    return _bare(argument)


def is_url(address: str) -> bool:
    """Return whether *address*, as returned by `resolve`, is fetched over the network."""
    return address[:8].lower().startswith(("http://", "https://"))


def checked_url(url: str) -> str:
    """Return *url* stripped of white space; raises UsageError unless it is an http or https URL with a host."""
    from urllib.parse import urlsplit

    url = url.strip()
    shown = clean_line(url)[:200]
    if len(url) > LENGTH_CAP:
        raise UsageError(f"This address is too long: {shown[:60]}…")
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise UsageError(f"This is not a valid address: {shown}") from None
    if parts.scheme not in ("http", "https"):
        raise UsageError(f"Only http and https addresses can be opened, not {shown}")
    if not host or port == 0 or clean_line(host) != host or any(part in host for part in " %\\<>^`{|}"):
        raise UsageError(f"There is no valid host in the address {shown}")
    if parts.username is not None:
        raise UsageError(f"Addresses with a name or password in them are not opened: {parts.scheme}://…@{host}")
    return url


def _of_scheme(argument: str, scheme: str) -> str:
    if scheme in ("http", "https"):
        if not re.match(r"https?://[^/?#]", argument, re.IGNORECASE):
            raise UsageError(f"There is no host in the address {clean_line(argument)[:200]}")
        return checked_url(argument)
    if scheme == "file":
        return _file_url(argument)
    if "/" in argument[: len(scheme)] or not re.match(r"[a-z]{2,}$", scheme):
        return _bare(argument)
    raise UsageError(
        f"termread does not open {clean_line(scheme)}: addresses, only http, https and files: "
        f"{clean_line(argument)[:200]}"
    )


def _file_url(argument: str) -> str:
    from urllib.parse import unquote, urlsplit

    try:
        parts = urlsplit(argument)
    except ValueError:
        parts = urlsplit("")
    if parts.netloc not in ("", "localhost") or not parts.path:
        raise UsageError(f"This is not the address of a file on this computer: {clean_line(argument)[:200]}")
    return unquote(parts.path, errors="surrogateescape")


def _bare(argument: str) -> str:
    from termread.formats import by_suffix

    stripped = argument.strip()
    if re.match(_LOCAL_HOST, stripped):
        return checked_url(f"http://{stripped}")
    folder = stripped.split("/", 1)[0]
    if re.match(_HOST_AND_PATH, stripped) and not Path(folder).is_dir():
        return checked_url(f"https://{stripped}")
    shown = clean_line(argument)[:200]
    ending = f".{shown.rsplit('.', 1)[-1].lower()}"
    is_file = ending in _OTHER_FILES or ending in by_suffix("reader", written=False)
    if "/" not in shown and "." in shown.strip(".") and " " not in shown and not is_file:
        raise NoInput(f"There is no file {shown}. If a web page is meant, write {shown}/ or https://{shown}")
    raise NoInput(f"There is no file {shown}.")


def _expanded(argument: str) -> str:
    return str(Path(argument).expanduser()) if argument.startswith("~/") else argument


def named_host(host: str) -> str:
    """Return *host* for messages, in punycode followed by its display form if it has letters that resemble others."""
    if all(letter.isascii() or letter in _EUROPEAN for letter in host):
        return host
    return f"{in_punycode(host)} (looks like {host})"


_EUROPEAN = frozenset(map(chr, range(0xDF, 0x180))) - frozenset("\u0131\u0138\u0149\u017f")
"""Lower-case letters with diacritics, which are not confusable."""


def in_punycode(host: str) -> str:
    """Return *host* in its ASCII form."""
    return ".".join(map(_punycode, host.split(".")))


def _punycode(label: str) -> str:
    if label.isascii():
        return label
    try:
        return label.encode("idna").decode("ascii")
    except UnicodeError:
        return "xn--" + label.encode("punycode").decode("ascii")
