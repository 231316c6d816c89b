"""HTTP statuses that are not a page, in plain words. The page that comes with one is never taken for the article."""

from __future__ import annotations

from collections.abc import Mapping

from termread.errors import Unreachable
from termread.fetch.faults import AGAIN, BROWSER, fault

_SENTENCES = {
    400: f"{{host}} does not understand the request. Check the address, or: {BROWSER}",
    401: "{host} asks for a name and a password. Log in with the browser, then save the page and open the file.",
    402: "{host} gives this page only to those who pay. Log in with the browser, then save the page and open the file.",
    403: f"{{host}} refuses to give this page to termread. {BROWSER}",
    404: "There is no such page at {host} (404). Check the address; the story may have moved.",
    405: f"{{host}} does not give this page for the asking. {BROWSER}",
    406: f"{{host}} has this page in no form that termread reads. {BROWSER}",
    407: "The proxy asks for a name and a password. Write them into the proxy's address in the settings.",
    408: f"{{host}} says that the request took too long. {AGAIN}",
    410: "This page is gone from {host} for good (410). A library or web archive may have a copy.",
    414: "{host} finds the address of this page too long. Check it.",
    418: f"{{host}} refuses to give this page to termread. {BROWSER}",
    421: f"{{host}} was the wrong server to ask. {AGAIN}",
    423: "This page is locked at {host}. Try again later.",
    425: f"{{host}} wants to be asked again. {AGAIN}",
    426: f"{{host}} wants a newer kind of connection than termread makes. {BROWSER}",
    429: "{host} says that there were too many requests.{wait}",
    431: f"{{host}} finds the request too large. {BROWSER}",
    451: "{host} may not show this page here for legal reasons (451). A web archive may have a copy.",
    500: f"{{host}} has a fault of its own (500). {AGAIN}",
    501: f"{{host}} cannot do what was asked of it (501). {BROWSER}",
    502: f"{{host}} gets no proper answer from its own servers (502). {AGAIN}",
    503: "{host} is overloaded or being repaired (503).{wait}",
    504: f"{{host}} gets no answer from its own servers in time (504). {AGAIN}",
    511: "This network wants you to log in before it lets you out. Open the browser and do so, then try again.",
}


def status_fault(status: int, host: str, headers: Mapping[str, str]) -> Unreachable:
    """Return the sentence for the *status* of an answer from *host*."""
    code = f"status-{status}"
    if headers.get("cf-mitigated") or "captcha" in headers.get("x-captcha", "").lower():
        return fault(
            "challenge", f"{host} first wants to see that you are a person, which only a browser can show. {BROWSER}"
        )
    if status in _SENTENCES:
        return fault(code, _SENTENCES[status].format(host=host, wait=_wait(headers)))
    if 300 <= status < 400:
        return fault(code, f"{host} sends elsewhere without saying where ({status}). {BROWSER}")
    if 400 <= status < 500:
        return fault(code, f"{host} refuses to give this page ({status}). {BROWSER}")
    if 500 <= status < 600:
        return fault(code, f"{host} has a fault of its own ({status}). {AGAIN}")
    return fault("not-http", f"{host} answers with the status {status}, which does not exist. {BROWSER}")


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Return the seconds the server wants to be left alone, where it says so."""
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
