"""Splits bylines into names and classifies each as a person, an organization or a login."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import Literal

from termread.parse.phrasebook import Phrases
from termread.parse.text_shape import word_key
from termread.text import clean_line, regex

NameKind = Literal["person", "word", "body", "login", "site"]

MOST, LONGEST = 12, 70
"""Most names in a byline, and characters of the longest; anything beyond is not one."""

_SPLIT = regex(
    r"\s*(?:;|\||[•·∙‧⋅●◦]|\s/\s|\n|、|・|\s&\s|\s\+\s|\s+(?:[Aa]nd|[Uu]nd|et|och|og|ja|та|ve|dan|with|mit|avec|AND|UND|y|e|en|i|и)\s+)\s*"
)
_COMMA = regex(r"\s*[,،，]\s*(?:(?:and|und|et|y|e|och|og)\s+)?")
_EMAIL = regex(r"(?<=\w)\s+[\w.+-]+@[\w-]+\.[\w.-]+$")
_TAIL = regex(
    r"\s*(?:\s\S+\s?\(\d+\).*|\s?(?:기자|특파원|記者|记者)$|\(.*|[@|].*|\s[–—-]\s.*|https?:.*|<.*|\s\d.*|\s(?:at|on|um|am|le|il|el|den)$"
    r"|\s(?:view|follow|read|subscribe|email|contact|updated|published|posted)\b.*|\s(?:photos?|fotos?|illustrations?|symbolbild|bild(?:er)?|grafik)\b.*|\s[^\s:]+:.*)$",
    re.IGNORECASE,
)
"""Text that may follow a name: an address, a call to action, a picture credit, a label."""
WHERE = regex(r"\s(?:in|under|unter|at|on|for|am|im|bei|aus|für|sur|dans|as|gespeichert)\s.*$")
"""Text that may follow a person's name: where and when the article was written."""
_JUNK = regex(
    r"^(?:https?:|www\.|@|#|\d+$)|\S+@\S+\.\S+|\.(?:com|html|php)/|^(?:null|undefined|none|n/a|unknown|admin|administrator|no author|staff writer|webmaster|super user|agencies|agenturen|uhr|am|um|at|on|le)$",
    re.IGNORECASE,
)
_ROLE = regex(
    r"\b(?:reporter|correspondent|editor|writer|contributor|journalist|columnist|redakteur(?:in)?|korrespondent(?:in)?|updated|published|minutes?|posted|"
    r"senior|chief|producer|bureau|author|executive|freelance|digital|politics|deputy|opinion|analyst|professor|principal|director|manager|founder)\b",
    re.IGNORECASE,
)
_DESK = regex(r"\s(?:staff|desk|newsroom|news (?:service|team)|editorial team)$", re.IGNORECASE)
"""The end of the name of a newspaper's desk, which is no author beside a person."""
_DEGREE = regex(
    r"^(?:m\.?d|d\.?o|ph\.?\s?d|j\.?d|dds|dmd|dvm|rn|rdn?|cpa|cf[apc]|cepf|mba|mph|ms[cw]?|m\.s|b\.?sc?|m\.?a|ll[mb]|esq|np|pharmd|psyd|facp|faclm|lcsw|cscs|jr|sr|ii|iii)\.?[®™*]?$",
    re.IGNORECASE,
)
_COMMAND = regex(
    r"\b(?:view|more|all|articles?|posts?|read|follow|bio|log|sign|subscribe|share|comments?|contact|information|archive|email|print|stories|newsletter|edition|today|size|button|close|points|us|by|of|(?<=\s)the|for|our|your|weitere|mehr|informationen)\b",
    re.IGNORECASE,
)
"""Words that never occur in a name: calls to action, and words that pages use for themselves."""
_COMPANY = regex(
    r"\b(?:inc|ltd|llc|plc|corp|gmbh|kg|ag|e\. ?v|s\.a|b\.v)\.?$|\bwww\.|^[\w-]+(?:\.[\w-]+)?\.[a-z]{2,4}$",
    re.IGNORECASE,
)
"""Legal forms at the end of a company's or association's name."""
_SIGNS = regex(r"[:/?!=_|&£$€%\[\]{}“”\"«»]|\d")
_EAST_ASIAN = regex(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2,12}")
_WORD = regex(r"(?=.*[^\W\d_]{2})[\w.’'-]{2,24}")
_PARTICLES = frozenset(
    "af al and ben bin da das de del della den der des di do dos du e el ibn la le ten ter und van vom von y zu zum".split()  # noqa: SIM905 - a list of words reads as one
)
_AGENCY = 4
"""Letters of the longest news agency that signs in lower case; a longer lowercase word is a login."""


def names_in(text: str, phrases: Phrases) -> list[str]:
    """Return the names in a byline's *text*, without the words before them and any roles and places after them."""
    names: list[str] = []
    for part in _SPLIT.split(_without_lead(clean_line(text), phrases)):
        for index, piece in enumerate(map(str.strip, _COMMA.split(part))):
            name = _bare(piece, phrases)
            role = bool(_ROLE.search(piece)) or (piece[:1].islower() and " " in piece)
            town = name.isupper() and bool(names) and not names[-1].isupper()
            if index and names and _DEGREE.match(piece):
                names[-1] = f"{names[-1]}, {piece}"
            elif name and not (index and (role or town or _DESK.search(piece))):
                names.append(name)
    return names[:MOST]


def kind_of(name: str, sites: Collection[str]) -> NameKind:
    """Return what kind of name *name* is; *sites* are the comparison keys of the site's own names."""
    if _is_of_site(name, sites):
        return "site"
    if name.lower().endswith("admin") or (
        name.isascii() and name.islower() and " " not in name and len(name) > _AGENCY
    ):
        return "login"
    if _COMPANY.search(name):
        return "body"
    if is_person(name):
        return "person"
    return "word" if _WORD.fullmatch(name) and not _COMMAND.search(name) else "body"


def is_person(text: str) -> bool:
    """Return whether *text* can only be a person's name: two to five words, each capitalized or a particle."""
    text = text.split(",", maxsplit=1)[0]
    words = text.split()
    if len(words) == 1 and not text.isascii():
        return bool(_EAST_ASIAN.fullmatch(text))
    return (
        2 <= len(words) <= 5
        and words[-1] not in _PARTICLES
        and not (_SIGNS.search(text) or _ROLE.search(text) or _COMMAND.search(text))
        and all(not word[0].islower() or word in _PARTICLES or word.startswith(("d'", "d’", "al-")) for word in words)
    )


def is_full(name: str) -> bool:
    """Return whether *name* is a person's name of several words that starts with a capital."""
    return name[:1].isupper() and " " in name and is_person(name)


def _is_of_site(name: str, sites: Collection[str]) -> bool:
    squeezed = word_key(name).replace(" ", "")
    owns = [site.replace(" ", "") for site in sites if site]
    return any(own == squeezed or (len(squeezed) >= 5 and own.startswith(squeezed)) for own in owns)


def shortened(name: str) -> str:
    """Return the person's name at the start of *name*, without the newspaper and role after it."""
    if name.isupper():
        return name
    name, comma, degree = name.partition(",")
    words = name.split()
    ends = (i for i, w in enumerate(words) if i and (_ROLE.match(w) or (w.isupper() and len(w) > 2) or "." in w[1:-1]))
    return " ".join(words[: next(ends, len(words))]) + comma + degree


def once(names: Iterable[str]) -> tuple[str, ...]:
    """Return *names* in order without duplicates, at most `MOST` of them."""
    return tuple({word_key(name): name for name in names}.values())[:MOST]


def _without_lead(text: str, phrases: Phrases) -> str:
    """Return *text* without the words that introduce a byline."""
    for _ in range(2):
        if phrase := phrases.starts("byline", text):
            text = text[len(phrase) :].lstrip(" :：/／")
    return text


def _bare(piece: str, phrases: Phrases) -> str:
    """Return the name in a *piece* of a byline, or an empty string."""
    piece = _EMAIL.sub("", _without_lead(piece, phrases)).strip(" .,:：–—-\"'“”*✉")
    name = "" if _JUNK.search(piece) else _TAIL.sub("", piece).rstrip(" ,-–—")
    if is_person(person := WHERE.sub("", name)):
        name = person
    return name if len(name) <= LONGEST and re.search(r"[^\W\d_]{2}", name) else ""
