"""Network errors and HTTP statuses, each as a sentence that says what to do."""

from __future__ import annotations

import errno
import socket
import ssl
from collections.abc import Iterator, Mapping

from termread.errors import Unreachable
from termread.text import clean_line

PASSING = frozenset(
    ["dns-busy", "reset", "silent", "no-answer", "closed", "status-429", "status-502", "status-503", "status-504"]
)
"""Codes of temporary errors, which are retried."""

BROWSER = "Open it in the browser instead."
AGAIN = "Try again later."

_EXPIRED, _NOT_YET, _WRONG_HOST = 10, 9, 62
_NO_TLS = ("WRONG_VERSION_NUMBER", "UNKNOWN_PROTOCOL", "HTTP_REQUEST", "RECORD_LAYER_FAILURE", "PACKET_LENGTH_TOO_LONG")


def fault(code: str, text: str) -> Unreachable:
    """Return an error with the message *text* and the given code."""
    return Unreachable(clean_line(text), code=code)


def fault_of(error: BaseException, host: str) -> Unreachable:
    """Return the sentence for an *error* raised while talking to *host*."""
    chain = list(_chain(error))
    for inner in chain:
        found = _system_fault(inner, host)
        if found is not None:
            return found
    for inner in chain:
        found = _client_fault(inner, host)
        if found is not None:
            return found
    return fault("unreachable", f"{host} could not be read ({_word(error)}). {AGAIN}")


def proxy_fault(error: BaseException, host: str, proxy: str) -> Unreachable | None:
    """Return the sentence if *error* came from the *proxy* rather than from *host*, else None."""
    if fault_of(error, host).code not in ("refused", "no-answer", "dns", "dns-busy", "no-way"):
        return None
    name = proxy.rpartition("@")[2].partition("://")[2] or proxy.rpartition("@")[2]
    return fault("proxy-away", f"The proxy {name} for {host} cannot be reached. Check the proxy in the settings.")


def _chain(error: BaseException) -> Iterator[BaseException]:
    """Yield *error* and its causes, the innermost last."""
    seen: set[int] = set()
    inner: BaseException | None = error
    while inner is not None and id(inner) not in seen:
        seen.add(id(inner))
        yield inner
        inner = inner.__cause__ or inner.__context__


def _system_fault(error: BaseException, host: str) -> Unreachable | None:
    match error:
        case socket.gaierror():
            return _name_fault(error, host)
        case ssl.SSLError():
            return _tls_fault(error, host)
        case ConnectionRefusedError():
            return fault(
                "refused",
                f"{host} refuses the connection: nothing serves pages there. Check the address, or try later.",
            )
        case ConnectionResetError() | BrokenPipeError() | ConnectionAbortedError():
            return fault("reset", f"{host} closed the connection. {AGAIN}")
        case OSError(errno=errno.ENETUNREACH | errno.EHOSTUNREACH | errno.ENETDOWN | errno.EADDRNOTAVAIL):
            return fault("no-way", f"There is no route to {host} from here. Check your connection, then try again.")
        case _:
            return None


def _name_fault(error: socket.gaierror, host: str) -> Unreachable:
    if error.errno in (socket.EAI_AGAIN, getattr(socket, "EAI_SYSTEM", None)):
        return fault(
            "dns-busy", f"The name {host} cannot be looked up right now. Check your connection, then try again."
        )
    return fault("dns", f"There is no host named {host}. Check the address for typos.")


def _tls_fault(error: ssl.SSLError, host: str) -> Unreachable:
    if isinstance(error, ssl.SSLCertVerificationError):
        if error.verify_code in (_EXPIRED, _NOT_YET):
            return fault(
                "tls-expired",
                f"The certificate of {host} is not valid today: it has expired or is not valid yet. "
                "Check this computer's clock; else the site must renew it.",
            )
        if error.verify_code == _WRONG_HOST or "match" in (error.verify_message or ""):
            return fault(
                "tls-host",
                f"The certificate shown by {host} belongs to another host, so this may not be the site you mean. "
                "Check the address.",
            )
        return fault(
            "tls-untrusted",
            f"The certificate of {host} is signed by nobody this computer trusts, so the page could be anybody's. "
            "It was not opened. Check the address, and that this computer is up to date.",
        )
    if any(word in str(error).upper().replace(" ", "_") for word in _NO_TLS):
        return fault(
            "tls-none",
            f"{host} does not speak TLS there, so https does not work. If you trust the way to it, write http:// instead.",
        )
    return fault("tls", f"No secure connection to {host} could be made. {AGAIN}")


def _client_fault(error: BaseException, host: str) -> Unreachable | None:
    words = str(error).lower()
    match type(error).__name__:
        case "ConnectTimeout" | "PoolTimeout":
            return fault("no-answer", f"{host} does not answer. {AGAIN}")
        case "ReadTimeout" | "WriteTimeout":
            return fault("silent", f"{host} stopped responding. {AGAIN}")
        case "RemoteProtocolError" if "without sending a response" in words:
            return fault("closed", f"{host} closed the connection without a response. {AGAIN}")
        case "RemoteProtocolError" if "receive buffer" in words or "too long" in words:
            return fault("headers", f"{host} sent endless headers, so its response was not read. {BROWSER}")
        case "RemoteProtocolError" if "incomplete" in words or "peer closed" in words:
            return fault("cut", f"{host} closed the connection in the middle of the page. {AGAIN}")
        case "RemoteProtocolError" if "chunk" in words:
            return fault("chunks", f"{host} sent the page in chunks that do not fit together. {BROWSER}")
        case "RemoteProtocolError" if "content-length" in words:
            return fault("lengths", f"{host} gives contradictory lengths for the page. {BROWSER}")
        case "RemoteProtocolError":
            return fault("not-http", f"What {host} answers is not HTTP, so it is no web page. Check the address.")
        case "ReadError" | "WriteError" | "CloseError":
            return fault("reset", f"{host} closed the connection. {AGAIN}")
        case "ProxyError" if "407" in words:
            return fault(
                "proxy",
                "The proxy asks for a name and password. Add them to the proxy's address in the settings.",
            )
        case "ProxyError":
            return fault("proxy", f"The proxy refuses to connect to {host}. Check the proxy in the settings.")
        case "InvalidURL" | "UnsupportedProtocol" | "LocalProtocolError" | "UnicodeError":
            return fault("address", f"The address of this page at {host} is not valid. Check it.")
        case _:
            return None


def _word(error: BaseException) -> str:
    if isinstance(error, OSError) and error.strerror:
        return clean_line(error.strerror)[:100]
    return type(error).__name__


_SENTENCES = {
    400: f"{{host}} does not understand the request. Check the address, or: {BROWSER}",
    401: "{host} asks for a name and password. Log in with the browser, then save the page and open the file.",
    402: "{host} gives this page to subscribers only. Log in with the browser, then save the page and open the file.",
    403: f"{{host}} refuses to give this page to termread. {BROWSER}",
    404: "There is no such page at {host} (404). Check the address; the story may have moved.",
    405: f"{{host}} does not allow this kind of request. {BROWSER}",
    406: f"{{host}} has no version of this page that termread can read. {BROWSER}",
    407: "The proxy asks for a name and password. Add them to the proxy's address in the settings.",
    408: f"{{host}} says that the request took too long. {AGAIN}",
    410: "This page is gone from {host} for good (410). A library or web archive may have a copy.",
    414: "{host} says that the address is too long. Check it.",
    418: f"{{host}} refuses to give this page to termread. {BROWSER}",
    421: f"{{host}} was the wrong server to ask. {AGAIN}",
    423: "This page is locked at {host}. Try again later.",
    425: f"{{host}} wants the request to be repeated. {AGAIN}",
    426: f"{{host}} wants a newer kind of connection than termread makes. {BROWSER}",
    429: "{host} says that there were too many requests.{wait}",
    431: f"{{host}} says that the request is too large. {BROWSER}",
    451: "{host} may not show this page here for legal reasons (451). A web archive may have a copy.",
    500: f"{{host}} has an internal error (500). {AGAIN}",
    501: f"{{host}} does not support the request (501). {BROWSER}",
    502: f"{{host}} gets no valid response from its own servers (502). {AGAIN}",
    503: "{host} is overloaded or being repaired (503).{wait}",
    504: f"{{host}} gets no response from its own servers in time (504). {AGAIN}",
    511: "This network requires you to log in first. Do so in the browser, then try again.",
}


def status_fault(status: int, host: str, headers: Mapping[str, str]) -> Unreachable:
    """Return the sentence for an HTTP *status* from *host*."""
    code = f"status-{status}"
    if headers.get("cf-mitigated") or "captcha" in headers.get("x-captcha", "").lower():
        return fault("challenge", f"{host} wants proof that you are human, which only a browser can give. {BROWSER}")
    if status in _SENTENCES:
        return fault(code, _SENTENCES[status].format(host=host, wait=_wait(headers)))
    if 300 <= status < 400:
        return fault(code, f"{host} redirects without saying where ({status}). {BROWSER}")
    if 400 <= status < 500:
        return fault(code, f"{host} refuses to give this page ({status}). {BROWSER}")
    if 500 <= status < 600:
        return fault(code, f"{host} has an internal error ({status}). {AGAIN}")
    return fault("not-http", f"{host} answers with the status {status}, which does not exist. {BROWSER}")


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Return the Retry-After delay in seconds, or None."""
    value = headers.get("retry-after", "").strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    if not value:
        return None
    from datetime import UTC, datetime
    from email.utils import parsedate_to_datetime

    try:
        when = parsedate_to_datetime(value)
    except (ValueError, IndexError, TypeError):
        return None
    if when.tzinfo is None:
        when = when.replace(tzinfo=UTC)
    return max(0.0, (when - datetime.now(UTC)).total_seconds())


def _wait(headers: Mapping[str, str]) -> str:
    seconds = retry_after(headers)
    if seconds is None:
        return f" {AGAIN}"
    if seconds < 90:
        count = max(1, round(seconds))
        return f" Try again in {count} second{'s' if count > 1 else ''}."
    return f" Try again in {round(seconds / 60)} minutes."
