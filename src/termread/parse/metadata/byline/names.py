"""Names in bylines: taken out of their line, each a person's or a body's and nothing else."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import Literal

from termread.parse.metadata.wording import key
from termread.parse.phrasebook import Phrases
from termread.text import clean_line

NameKind = Literal["person", "word", "body", "login", "site"]

MOST = 12
"""Names a byline may hold; more are a list of something else."""
LONGEST = 70
"""Characters of the longest name."""

_SPLIT = re.compile(
    r"\s*(?:;|\||[•·∙‧⋅●◦]|\s/\s|\n|、|・|\s&\s|\s\+\s|\s+(?:[Aa]nd|[Uu]nd|et|och|og|ja|та|ve|dan|with|mit|avec|AND|UND|y|e|en|i|и)\s+)\s*"
)
_COMMA = re.compile(r"\s*[,،，]\s*(?:(?:and|und|et|y|e|och|og)\s+)?")
_BESIDE = re.compile(r"(?<=\w)\s+[\w.+-]+@[\w-]+\.[\w.-]+$|(?<=\S\s)\([^()]*(?:\)|$)")
"""What stands beside a name: where to write to its bearer, and what is said of them in brackets."""
_TAIL = re.compile(
    r"\s*(?:\s\S+\s?\(\d+\).*|\s?(?:기자|특파원|記者|记者)$|\(.*|[@|].*|\s[–—-]\s.*|https?:.*|<.*|\s\d.*|\s(?:at|on|um|am|le|il|el|den)$"
    r"|\s(?:view|follow|read|subscribe|email|contact|updated|published|posted)\b.*|\s(?:photos?|fotos?|illustrations?|symbolbild|bild(?:er)?|grafik)\b.*|\s[^\s:]+:.*)$",
    re.IGNORECASE,
)
"""What may stand behind a name: an address, what the page offers to do, who made the pictures, a label."""
WHERE = re.compile(r"\s(?:in|under|unter|at|on|for|am|im|bei|aus|für|sur|dans|as|gespeichert)\s.*$")
"""What may stand behind a person's name: where and when it was written."""
_JUNK = re.compile(
    r"^(?:https?:|www\.|@|#|\d+$)|\S+@\S+\.\S+|\.(?:com|html|php)/|^(?:null|undefined|none|n/a|unknown|admin|administrator|no author|staff writer|webmaster|super user|agencies|agenturen|uhr|am|um|at|on|le)$",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"\b(?:reporter|correspondent|editor|writer|contributor|journalist|columnist|redakteur(?:in)?|korrespondent(?:in)?|updated|published|minutes?|posted|"
    r"senior|chief|producer|bureau|author|executive|freelance|digital|politics|deputy|opinion|analyst|professor|principal|director|manager|founder)\b",
    re.IGNORECASE,
)
_GLUED = re.compile(r"([A-Z]?[a-zà-ÿ]{1,5})(?=[A-ZÀ-Þ][a-zà-ÿ])")
_DEGREE = re.compile(
    r"^(?:m\.?d|d\.?o|ph\.?\s?d|j\.?d|dds|dmd|dvm|rn|rdn?|cpa|cf[apc]|cepf|mba|mph|ms[cw]?|m\.s|b\.?sc?|m\.?a|ll[mb]|esq|np|pharmd|psyd|facp|faclm|lcsw|cscs|jr|sr|ii|iii)\.?[®™*]?$",
    re.IGNORECASE,
)
_COMMAND = re.compile(
    r"\b(?:view|more|all|articles?|posts?|read|follow|bio|log|sign|subscribe|share|comments?|contact|information|archive|email|print|stories|newsletter|edition|today|size|button|close|points|us|by|of|(?<=\s)the|for|our|your|weitere|mehr|informationen)\b",
    re.IGNORECASE,
)
"""Words of what a page offers to do, and of its own, which no name holds."""
_BODY = re.compile(r"\b(?:inc|ltd|llc|plc|corp|gmbh|kg|ag|e\. ?v|s\.a|b\.v)\.?$", re.IGNORECASE)
"""How the name of a company or a society ends, by its form in law."""
_TEAM = re.compile(r"\b(?:team|staff|editors|editorial board)\b", re.IGNORECASE)
_SIGNS = re.compile(r"[:/?!=_|&£$€%\[\]{}“”\"«»]|\d")
_PARTICLES = frozenset(
    "af al and ben bin da das de del della den der des di do dos du e el ibn la le ten ter und van vom von y zu zum".split()  # noqa: SIM905 - a list of words reads as one
)
_AGENCIES = frozenset(
    "aap afp anp ansa antara ap apa ats belga bernama dpa efe epd kna ntb pap pti reuters ritzau sda sid tt upi xinhua".split()  # noqa: SIM905 - a list of words reads as one
)
"""Agencies that sign as a person does, in small letters or capitals."""


def names_in(text: str, phrases: Phrases) -> list[str]:
    """Return the names in a byline's *text*, without the words before them and the roles and places behind them."""
    text = _unled(_BESIDE.sub(" ", clean_line(text)), phrases)
    names: list[str] = []
    for part in _SPLIT.split(text):
        for index, piece in enumerate(_COMMA.split(part)):
            name = _bare(piece, phrases)
            if index and names and _DEGREE.match(piece.strip()):
                names[-1] = f"{names[-1]}, {piece.strip()}"
            elif name and not (index and (_is_role(piece) or _is_place(name, names))):
                names.append(name)
    return names[:MOST]


def kind_of(name: str, sites: Collection[str]) -> NameKind:
    """Return what *name* is the name of: a person, a body, the site, of which *sites* are the names, or of one word."""
    if is_of_site(name, sites):
        return "site"
    login = " " not in name and name.isascii() and name == name.lower() and name not in _AGENCIES
    if login or name.lower().endswith("admin"):
        return "login"
    if _BODY.search(name):
        return "body"
    if is_person(name):
        return "person"
    is_word = re.match(r"^(?=.*[^\W\d_]{2})[\w.’'-]{2,24}$", name) and not _COMMAND.search(name)
    return "word" if is_word else "body"


def is_person(text: str) -> bool:
    """Return whether *text* can be nothing but a person's name: two to five words, each a capital's or a particle."""
    text = text.split(",", maxsplit=1)[0]
    words = text.split()
    if len(words) == 1 and not text.isascii() and 2 <= len(text) <= 12:
        return bool(re.match(r"^[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+$", text))
    return (
        2 <= len(words) <= 5
        and words[-1] not in _PARTICLES
        and not (_SIGNS.search(text) or _ROLE.search(text) or _COMMAND.search(text))
        and all(not word[0].islower() or word in _PARTICLES or word.startswith(("d'", "d’", "al-")) for word in words)
    )


def is_full(name: str) -> bool:
    """Return whether *name* is a person's that has more than one word and begins with a capital."""
    return name[:1].isupper() and " " in name and is_person(name)


def is_of_site(name: str, sites: Collection[str]) -> bool:
    """Return whether *name* is that of one of *sites*, whose names are given as they are compared."""
    squeezed = key(name).replace(" ", "")
    for own in (site.replace(" ", "") for site in sites if site):
        begins = len(squeezed) >= 5 and own.startswith(squeezed)
        if squeezed == own or begins or (len(own) >= 6 and own in squeezed and not _TEAM.search(name)):
            return True
    return False


def shortened(name: str) -> str:
    """Return the person's name that *name* begins with, without the paper and the office behind it."""
    if name.isupper():
        return name
    name, comma, degree = name.partition(",")
    words = name.split()
    ends = (i for i, w in enumerate(words) if i and (_ROLE.match(w) or (w.isupper() and len(w) > 2) or "." in w[1:-1]))
    return " ".join(words[: next(ends, len(words))]) + comma + degree


def name_in_address(text: str) -> str:
    """Return the name that an address of the form first.last@example.com is made of, or nothing."""
    found = re.match(r"^([a-z]{3,})[._]([a-z]{3,})@[\w-]+\.[\w.-]+$", text.strip().lower())
    return " ".join(found.groups()).title() if found else ""


def once(names: Iterable[str]) -> tuple[str, ...]:
    """Return *names* once each, in order; one that another name contains as a slug is left out."""
    unique = list({key(name): name for name in names}.values())
    slugs = {key(name).replace(" ", "") for name in unique if " " in name}
    return tuple(n for n in unique if " " in n or key(n).replace(" ", "") not in slugs)[:MOST]


def unglued(text: str, phrases: Phrases) -> str:
    """Return *text* with a space behind the word that begins a byline, where a page glues it to the name."""
    glued = _GLUED.match(text)
    if glued and (word := glued.group().lower()) not in _PARTICLES and phrases.is_whole("byline", word):
        return f"{glued.group()} {text[glued.end() :]}"
    return text


def _unled(text: str, phrases: Phrases) -> str:
    """Return *text* without the words that begin a byline."""
    for _ in range(2):
        text = unglued(text, phrases)
        if phrase := phrases.starts("byline", text):
            text = text[len(phrase) :].lstrip(" :：/／")
    return text


def _bare(piece: str, phrases: Phrases) -> str:
    """Return the name that a *piece* of a byline holds, or nothing."""
    piece = _unled(piece, phrases).strip(" .,:：–—-\"'“”*✉")
    name = "" if _JUNK.search(piece) else _TAIL.sub("", piece).rstrip(" ,-–—")
    if is_person(person := WHERE.sub("", name)):
        name = person
    return name if len(name) <= LONGEST and re.search(r"[^\W\d_]{2}", name) else ""


def _is_role(piece: str) -> bool:
    return bool(_ROLE.search(piece)) or (piece[:1].islower() and " " in piece)


def _is_place(name: str, before: list[str]) -> bool:
    """Whether a name behind a comma is rather a town or a sign of an agency: in capitals, after one that is not."""
    return name.isupper() and bool(before) and not before[-1].isupper()
