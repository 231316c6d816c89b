"""Names in bylines: taken out of their line, each a person's or an agency's and nothing else."""

from __future__ import annotations

import re

from termread.parse.metadata.wording import key
from termread.parse.phrasebook import Phrases
from termread.text import clean_line

MOST = 12
"""Names a byline may hold; more are a list of something else."""
LONGEST = 70
"""Characters of the longest name."""

_SPLIT = re.compile(
    r"\s*(?:;|\||[•·∙‧⋅●◦]|\s/\s|\n|、|・|\s&\s|\s\+\s|\s+(?:[Aa]nd|[Uu]nd|et|och|og|ja|та|ve|dan|with|mit|avec|AND|UND|y|e|en|i|и)\s+)\s*"
)
_COMMA = re.compile(r"\s*[,،，]\s*(?:(?:and|und|et|y|e|och|og)\s+)?")
_TAIL = re.compile(
    r"\s*(?:\s\S+\s?\(\d+\).*|\s?(?:기자|특파원|記者|记者)$|\s(?:at|on|um)$|\(.*|[@|•·].*|\s[–—-]\s.*|https?:.*|<.*|\s\d.*)$"
)
ROLED = re.compile(r"\S\s?(?:기자|특파원|記者|记者)$")
"""A name with what its bearer does behind it, as Chinese, Japanese and Korean newspapers write it."""
_JUNK = re.compile(
    r"^(?:https?:|www\.|@|#|\d+$)|\S+@\S+\.\S+|\.(?:com|html|php)/|^(?:null|undefined|none|n/a|unknown|admin|administrator|no author|staff writer|webmaster|super user|agencies|agenturen)$",
    re.IGNORECASE,
)
_MAIL = re.compile(r"(?<=\w)\s+[\w.+-]+@[\w-]+\.[\w.-]+$")
"""Where to write to somebody, behind the name."""
_ROLE = re.compile(
    r"\b(?:reporter|correspondent|editor|writer|contributor|journalist|columnist|redakteur(?:in)?|korrespondent(?:in)?|updated|published|minutes?|posted|"
    r"senior|chief|producer|bureau|author|executive|freelance|digital|politics|deputy|opinion|analyst|professor)\b",
    re.IGNORECASE,
)
_GLUED = re.compile(r"([A-Z]?[a-zà-ÿ]{1,5})(?=[A-ZÀ-Þ][a-zà-ÿ])")
_DAY = re.compile(r"^\d{1,2}(?:st|nd|rd|th|\.)?\s\w+$")
_DEGREE = re.compile(
    r"^(?:m\.?d|d\.?o|ph\.?\s?d|j\.?d|dds|dmd|dvm|rn|rdn?|cpa|cf[apc]|cepf|mba|mph|ms[cw]?|m\.s|b\.?sc?|m\.?a|ll[mb]|esq|np|pharmd|psyd|facp|faclm|lcsw|cscs|jr|sr|ii|iii)\.?[®™*]?$",
    re.IGNORECASE,
)
_COMMAND = re.compile(
    r"\b(?:view|more|all|articles?|posts?|read|follow|bio|log|sign|subscribe|share|comments?|contact|information|archive|email|print|stories|newsletter|edition|today|size|button|close|points|us|by|of|(?<=\s)the|for|our|your|weitere|mehr|informationen)\b",
    re.IGNORECASE,
)
"""Words of what a page offers to do, and of its own, which no name holds."""
_OFFER = re.compile(r"(?:view|follow|read|subscribe|email|contact|updated|published|posted)$", re.IGNORECASE)
"""Those of them that stand behind a name."""
_BODY = re.compile(r"\b(?:inc|ltd|llc|plc|corp|gmbh|kg|ag|e\. ?v|s\.a|b\.v)\.?$", re.IGNORECASE)
_TEAM = re.compile(r"\b(?:team|staff|editors|editorial board)\b", re.IGNORECASE)
_SIGNS = re.compile(r"[:/?!=_|&£$€%\[\]{}“”\"«»]|\d")
_PARTICLES = frozenset(
    "af al and ben bin da das de del della den der des di do dos du e el ibn la le ten ter und van vom von y zu zum".split()  # noqa: SIM905 - a list of words reads as one
)
AGENCIES = frozenset(
    "aap afp anp ansa antara ap apa ats belga bernama dpa efe epd kna ntb pap pti reuters ritzau sda sid tt upi xinhua".split()  # noqa: SIM905 - a list of words reads as one
)
"""Agencies that sign as a person does, in small letters or capitals."""


def names_in(text: str, phrases: Phrases) -> list[str]:
    """Return the names in a byline's *text*, without the words before them and the roles and places behind them."""
    text = _unled(_MAIL.sub("", clean_line(text)), phrases)
    names: list[str] = []
    for part in _SPLIT.split(text):
        for index, piece in enumerate(_COMMA.split(part)):
            name = _bare(piece, phrases)
            if index and names and _DEGREE.match(piece.strip()):
                names[-1] = f"{names[-1]}, {piece.strip()}"
            elif name and (not index or not (_is_role(piece) or _is_place(name, names[-1:]))):
                names.append(name)
    return names[:MOST]


def is_person(text: str) -> bool:
    """Return whether *text* can be a name: two to five words, none of them a number, most of them capitalised."""
    text = text.split(",", maxsplit=1)[0]
    words = text.split()
    if not text.isascii() and len(words) == 1 and 2 <= len(text) <= 12:
        return bool(re.match(r"^[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+$", text))
    if not 2 <= len(words) <= 5 or _SIGNS.search(text) or _ROLE.search(text):
        return False
    if words[-1] in _PARTICLES:
        return False
    own = [word for word in words if word not in _PARTICLES]
    return sum(word[0].isupper() or not word[0].isascii() for word in own) >= max(len(own) - 1, 1)


def is_surely_person(text: str) -> bool:
    """Return whether *text* can be nothing but a name: a person's, each word of it a capital's or a particle."""
    words = text.split(",", maxsplit=1)[0].split()
    return (
        is_person(text)
        and not _COMMAND.search(text)
        and all(not word[0].islower() or word in _PARTICLES or word.startswith(("d'", "d’", "al-")) for word in words)
    )


def is_word(text: str) -> bool:
    """Return whether *text* can be the name of somebody who has but one: a word with a letter, and none of a page's own."""
    return bool(re.match(r"^(?=.*[^\W\d_]{2})[\w.’'-]{2,24}$", text)) and not _COMMAND.search(text)


def is_body(name: str) -> bool:
    """Return whether *name* ends as that of a company or a society does, by its form in law."""
    return bool(_BODY.search(name))


def is_login(name: str) -> bool:
    """Return whether *name* is how somebody logs in: one word of small letters, with signs or figures or without."""
    return " " not in name and name.isascii() and name == name.lower() and name not in AGENCIES


def is_of_site(name: str, sites: set[str]) -> bool:
    """Return whether *name* is that of one of *sites*, whose names are given as they are compared."""
    squeezed = key(name).replace(" ", "")
    for site in filter(None, sites):
        own = site.replace(" ", "")
        if (
            squeezed == own
            or (len(squeezed) >= 5 and own.startswith(squeezed))
            or (len(own) >= 6 and own in squeezed and not _TEAM.search(name))
        ):
            return True
    return False


def shortened(name: str) -> str:
    """Return the person's name that *name* begins with, without the paper and the office behind it."""
    name, comma, degree = name.partition(",")
    words = name.split()
    if name.isupper():
        return name + comma + degree
    end = next(
        (
            i
            for i, word in enumerate(words)
            if i and (_ROLE.match(word) or (word.isupper() and len(word) > 2) or "." in word[1:-1])
        ),
        len(words),
    )
    return " ".join(words[:end]) + comma + degree


def name_in_address(text: str) -> str | None:
    """Return the name that an address of the form first.last@example.com is made of."""
    found = re.match(r"^([a-z]{3,})[._]([a-z]{3,})@[\w-]+\.[\w.-]+$", text.strip().lower())
    return " ".join(found.groups()).title() if found else None


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
    piece = _unled(piece, phrases).strip(" .,:：–—-\"'“”*✉")
    if _JUNK.search(piece):
        return ""
    name = _ended(_TAIL.sub("", piece).strip())
    return "" if not name or _DAY.match(name) or len(name) > LONGEST or not re.search(r"[^\W\d_]{2}", name) else name


def _ended(name: str) -> str:
    """Return *name* up to what the page offers to do or a label that begins behind it."""
    words = name.split(" ")
    end = next((i for i, word in enumerate(words) if i and (word.endswith(":") or _OFFER.match(word))), len(words))
    return " ".join(words[:end]).rstrip(" ,-–—")


def _is_role(piece: str) -> bool:
    return bool(_ROLE.search(piece)) or (piece[:1].islower() and " " in piece)


def _is_place(name: str, before: list[str]) -> bool:
    """Whether a name behind a comma is rather a town or a sign of an agency: in capitals, after one that is not."""
    return name.isupper() and not all(other.isupper() for other in before)
