"""Network errors and HTTP statuses, each as a sentence that says what to do."""

from __future__ import annotations

import errno
import re
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

_WRONG_HOST = 62
_NO_TLS = ("WRONG_VERSION_NUMBER", "UNKNOWN_PROTOCOL", "HTTP_REQUEST", "RECORD_LAYER_FAILURE", "PACKET_LENGTH_TOO_LONG")


def fault(code: str, text: str) -> Unreachable:
    """Return an error with the message *text* and the given code."""
    return Unreachable(clean_line(text), code=code)


def fault_of(error: BaseException, host: str) -> Unreachable:
    """Return the sentence for an *error* raised while talking to *host*."""
    chain = list(_chain(error))
    codes = (code for code_of in (_system_code, _client_code) for inner in chain if (code := code_of(inner)))
    code = next(codes, "unreachable")
    return fault(code, _SENTENCES[code].format(host=host, word=_word(error)))


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


def _system_code(error: BaseException) -> str | None:
    """Return the code of an error of the system or of TLS."""
    match error:
        case socket.gaierror():
            return "dns-busy" if error.errno in (socket.EAI_AGAIN, getattr(socket, "EAI_SYSTEM", None)) else "dns"
        case ssl.SSLCertVerificationError(verify_code=9 | 10):  # X509_V_ERR_CERT_NOT_YET_VALID, _HAS_EXPIRED
            return "tls-expired"
        case ssl.SSLCertVerificationError():
            wrong = error.verify_code == _WRONG_HOST or "match" in (error.verify_message or "")
            return "tls-host" if wrong else "tls-untrusted"
        case ssl.SSLError():
            said = str(error).upper().replace(" ", "_")
            return "tls-none" if any(word in said for word in _NO_TLS) else "tls"
        case ConnectionRefusedError():
            return "refused"
        case ConnectionResetError() | BrokenPipeError() | ConnectionAbortedError():
            return "reset"
        case OSError(errno=errno.ENETUNREACH | errno.EHOSTUNREACH | errno.ENETDOWN | errno.EADDRNOTAVAIL):
            return "no-way"
        case _:
            return None


_CLIENT = (
    ("ConnectTimeout PoolTimeout", "", "no-answer"),
    ("ReadTimeout WriteTimeout", "", "silent"),
    ("RemoteProtocolError", "without sending a response", "closed"),
    ("RemoteProtocolError", "receive buffer|too long", "headers"),
    ("RemoteProtocolError", "incomplete|peer closed", "cut"),
    ("RemoteProtocolError", "chunk", "chunks"),
    ("RemoteProtocolError", "content-length", "lengths"),
    ("RemoteProtocolError", "", "not-http"),
    ("ReadError WriteError CloseError", "", "reset"),
    ("ProxyError", "407", "status-407"),
    ("ProxyError", "", "proxy"),
    ("InvalidURL UnsupportedProtocol LocalProtocolError UnicodeError", "", "address"),
)
"""The names of httpx's errors, what the message of such an error has, and its code here; the first that fits."""


def _client_code(error: BaseException) -> str | None:
    """Return the code of an error of httpx."""
    name, said = type(error).__name__, str(error).lower()
    return next((code for names, words, code in _CLIENT if name in names.split() and re.search(words, said)), None)


def _word(error: BaseException) -> str:
    if isinstance(error, OSError) and error.strerror:
        return clean_line(error.strerror)[:100]
    return type(error).__name__


_SENTENCES = {
    "refused": "{host} refuses the connection: nothing serves pages there. Check the address, or try later.",
    "reset": f"{{host}} closed the connection. {AGAIN}",
    "no-way": "There is no route to {host} from here. Check your connection, then try again.",
    "dns-busy": "The name {host} cannot be looked up right now. Check your connection, then try again.",
    "dns": "There is no host named {host}. Check the address for typos.",
    "tls-expired": "The certificate of {host} is not valid today: it has expired or is not valid yet. "
    "Check this computer's clock; else the site must renew it.",
    "tls-host": "The certificate shown by {host} belongs to another host, so this may not be the site you mean. "
    "Check the address.",
    "tls-untrusted": "The certificate of {host} is signed by nobody this computer trusts, so the page could be "
    "anybody's. It was not opened. Check the address, and that this computer is up to date.",
    "tls-none": "{host} does not speak TLS there, so https does not work. "
    "If you trust the way to it, write http:// instead.",
    "tls": f"No secure connection to {{host}} could be made. {AGAIN}",
    "no-answer": f"{{host}} does not answer. {AGAIN}",
    "silent": f"{{host}} stopped responding. {AGAIN}",
    "closed": f"{{host}} closed the connection without a response. {AGAIN}",
    "headers": f"{{host}} sent endless headers, so its response was not read. {BROWSER}",
    "cut": f"{{host}} closed the connection in the middle of the page. {AGAIN}",
    "chunks": f"{{host}} sent the page in chunks that do not fit together. {BROWSER}",
    "lengths": f"{{host}} gives contradictory lengths for the page. {BROWSER}",
    "not-http": "What {host} answers is not HTTP, so it is no web page. Check the address.",
    "proxy": "The proxy refuses to connect to {host}. Check the proxy in the settings.",
    "address": "The address of this page at {host} is not valid. Check it.",
    "unreachable": f"{{host}} could not be read ({{word}}). {AGAIN}",
    "status-400": f"{{host}} does not understand the request. Check the address, or: {BROWSER}",
    "status-401": "{host} asks for a name and password. Log in with the browser, then save the page and open the file.",
    "status-402": "{host} gives this page to subscribers only. Log in with the browser, then save the page and open the file.",
    "status-403": f"{{host}} refuses to give this page to termread. {BROWSER}",
    "status-404": "There is no such page at {host} (404). Check the address; the story may have moved.",
    "status-405": f"{{host}} does not allow this kind of request. {BROWSER}",
    "status-406": f"{{host}} has no version of this page that termread can read. {BROWSER}",
    "status-407": "The proxy asks for a name and password. Add them to the proxy's address in the settings.",
    "status-408": f"{{host}} says that the request took too long. {AGAIN}",
    "status-410": "This page is gone from {host} for good (410). A library or web archive may have a copy.",
    "status-414": "{host} says that the address is too long. Check it.",
    "status-418": f"{{host}} refuses to give this page to termread. {BROWSER}",
    "status-421": f"{{host}} was the wrong server to ask. {AGAIN}",
    "status-423": "This page is locked at {host}. Try again later.",
    "status-425": f"{{host}} wants the request to be repeated. {AGAIN}",
    "status-426": f"{{host}} wants a newer kind of connection than termread makes. {BROWSER}",
    "status-429": "{host} says that there were too many requests.{wait}",
    "status-431": f"{{host}} says that the request is too large. {BROWSER}",
    "status-451": "{host} may not show this page here for legal reasons (451). A web archive may have a copy.",
    "status-500": f"{{host}} has an internal error (500). {AGAIN}",
    "status-501": f"{{host}} does not support the request (501). {BROWSER}",
    "status-502": f"{{host}} gets no valid response from its own servers (502). {AGAIN}",
    "status-503": "{host} is overloaded or being repaired (503).{wait}",
    "status-504": f"{{host}} gets no response from its own servers in time (504). {AGAIN}",
    "status-511": "This network requires you to log in first. Do so in the browser, then try again.",
}


def status_fault(status: int, host: str, headers: Mapping[str, str]) -> Unreachable:
    """Return the sentence for an HTTP *status* from *host*."""
    code = f"status-{status}"
    if headers.get("cf-mitigated") or "captcha" in headers.get("x-captcha", "").lower():
        return fault("challenge", f"{host} wants proof that you are human, which only a browser can give. {BROWSER}")
    if code in _SENTENCES:
        return fault(code, _SENTENCES[code].format(host=host, wait=_wait(headers)))
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
