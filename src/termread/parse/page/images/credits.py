"""Separates credits from captions, and makes figures of pictures with both."""

from __future__ import annotations

import re
from functools import cache
from itertools import zip_longest

from termread.article import Figure, Prose
from termread.parse.page.class_names import words_of
from termread.parse.page.compose.links import Links, joined, prose_of
from termread.parse.page.model import Image, Page, Run
from termread.parse.page.tree import Node
from termread.parse.phrasebook import phrases_for
from termread.parse.saved_page import Carried
from termread.parse.text_shape import key
from termread.text import regex

CREDIT = regex(
    r" (?:credits?|copyrights?|photographer|fotograf|photocredit|imagecredit|bildquelle|quelle|fuente|creditline|rights|imagesource|"
    r"(?:image|photo|picture|media|figure|img|foto|bild) (?:source|author|agency|by|byline|owner|copy)|source|agency|author|byline|provider) "
)
"""Class words of credits."""
LABEL = regex(
    r"^\W*(?:(?:photo|image|picture|foto|bild|fotos|bilder|photos)?\s*(?:credits?|quelle|bildquelle|source|fuente|copyright|by|von|par)|photo|image|picture|foto|bild)\s*[:：]\s*",
    re.IGNORECASE,
)
"""The label that a credit or caption begins with."""
AGENCIES = """
AFP AP Reuters EPA EFE ANSA APA KNA TASS ITAR-TASS RIA IANS PTI ANI VCG CFP CGTN NurPhoto Xinhua
Kyodo Yonhap Jiji Bernama Antara dpa ddp epd imago Getty Shutterstock Alamy Unsplash Pixabay Pexels
iStock Bloomberg NTB TT Ritzau Scanpix Lehtikuva PAP CTK ČTK UNIAN Ukrinform Anadolu AA LUSA Belga
ANP Keystone MAGO MAXPPP SIPA ABACA ZUMA UPI PA SOPA Sputnik NASA ESA NOAA AAP AFPTV Picture-
Alliance Agencies Wikimedia Wikipedia Flickr Facebook Twitter Instagram YouTube
""".split()  # noqa: SIM905 - a paragraph of names reads better than a column of strings
"""Agencies whose names are a credit wherever a caption ends with them."""

LONGEST = 120
"""Characters of the longest credit; anything longer is a sentence."""

_AGENCY = regex(
    r"(?<![\w-])(?:" + "|".join(re.escape(way) for name in AGENCIES for way in {name, name.upper()}) + r")(?![\w-])"
)
_ENDS = (".", "!", "?", "…", "。", "”", '"', "»")
_COPYRIGHT = r"[©Ⓒ]|\([cC]\)|（Ｃ）|（C）"
_CAPITALS = r"(?:[A-ZÀ-ÖØ-ÞŁŚŻĄĆĘŃ][A-ZÀ-ÖØ-ÞŁŚŻĄĆĘŃ'’.&/-]+)"

_SMALL = frozenset("and via of the for by de da di von van und et y e la le del al bin für".split())  # noqa: SIM905
_BRACKETED = regex(r"^(.*?)[\s.,;]*[(\[（【]([^()\[\]（）【】]{2,120})[)\]）】]\s*\.?$", re.DOTALL)
_SLASHED = regex(
    r"^(.*?\S)\s*(?:\s/\s?|(?<=[.!?。”\"’)])/\s?|\s\|\s?|(?<=[.!?。”\"])\s*\|\s?)([^/|.!?]{2,70}(?:/[^/|.!?]{2,50})*)\.?$",
    re.DOTALL,
)
_DASHED = regex(r"^(.*?[.!?。”\"])\s*[—–-]\s*([^.!?]{2,70})\.?$", re.DOTALL)
_CLOSING = regex(
    rf"^(.*?[.!?。”\"])\s+((?:{_CAPITALS})(?:[\s/,]+(?:{_CAPITALS}|[A-Z]\.|via|and|&|by|und|for))*)\.?$", re.DOTALL
)
_AT_THE_END = regex(r"^(.*?[.!?。”\"])\s+([^.!?]{2,70})\.?$", re.DOTALL)
_MARKED = regex(rf"^(.*?)[\s|,–—-]*((?:{_COPYRIGHT}).{{2,100}})$", re.DOTALL)
_AGENCIES_ALONE = regex(
    rf"(?:(?:{_AGENCY.pattern}|images?|photos?|pictures?|press|news|via|and)[\s/,|&.]*)+", re.IGNORECASE
)
_NAME = regex(r"[^\W\d_a-z][^.!?,;:]{2,80}")
"""A name in an element of its own after the sentence of a caption."""
_NAMING = frozenset(["span", "small", "cite", "i", "em"])
_ASIAN = (
    regex(r"^(.*?)[＝=、，]\s*([^＝=、，。]{1,30}(?:撮影|提供))[)）]?$", re.DOTALL),
    regex(r"^(.*?)[（(]([^（()）]{1,40}(?:撮影|提供|摄|攝|供图|供圖))[)）]$", re.DOTALL),
    regex(r"^(.*?)[。\s　]((?:新华社|新華社|中新社)[^。]{0,30}[摄攝])。?$", re.DOTALL),
    regex(r"^(.*?[。，]|.*?\s)([^。，\s]{2,10}\s?[摄攝])$", re.DOTALL),
    regex(r"^(.*?)[\s。]((?:图|圖)[/／|][^。]{2,30})$", re.DOTALL),
    regex(r"^(.*?)[\s.]*\[?((?:사진|그래픽)(?:\s?(?:출처|제공))?\s?[=:][^\]]{1,50})\]?$", re.DOTALL),
    regex(r"^(.*?)[.\s]+([^.\s]{1,20}(?:\s기자|\s?제공))\.?$", re.DOTALL),
)


def split_caption(run: Run, language: str | None) -> tuple[str, str]:
    """Split the text under a picture into (caption, credit): by a span or element at its end, else by its wording."""
    text = run.text
    for span in sorted(run.spans, key=lambda span: span.start):
        marked = span.style == "class" and span.value and span.start and not text[span.end :].strip(" .)]|/")
        if marked and (span.value == "small" or CREDIT.search(words_of(span.value or ""))):
            return text[: span.start].rstrip(" |/-–—(["), text[span.start : span.end].strip()
    name = _name_at_end(run.element.node, text)
    return (text[: -len(name)].rstrip(), name) if name else split_credit(text, language)


def _name_at_end(node: Node, text: str) -> str:
    """Return the name in the last element of a caption, after a complete sentence, or ""."""
    last = node[-1] if len(node) else None
    if last is None or last.tag not in _NAMING or (last.tail or "").strip() or len(last):
        return ""
    name = " ".join((last.text or "").split())
    before = text[: -len(name)].rstrip() if name and text.endswith(name) else ""
    return name if before.endswith(_ENDS) and _NAME.fullmatch(name) else ""


def split_credit(text: str, language: str | None = None) -> tuple[str, str]:
    """Split the text under a picture into (caption, credit); either may be empty, and only punctuation is lost."""
    text = text.strip()
    if len(text) <= LONGEST and _AGENCIES_ALONE.fullmatch(text) and _AGENCY.search(text):
        return "", text
    found = _labelled(text, language) or _marked(text) or _asian(text) or _signed(text)
    if found is None:
        return text, ""
    caption, credit = found
    return caption.rstrip(" \t|–—-/,;(["), strip_label(credit)


def is_credit(text: str, language: str | None = None) -> bool:
    """Return whether the whole of *text* is a credit."""
    caption, credit = split_credit(text, language)
    return (bool(credit) and not caption) or (
        len(text) <= 60 and bool(_AGENCY.search(text)) and "." not in text.rstrip(".")
    )


def _labelled(text: str, language: str | None) -> tuple[str, str] | None:
    """Split a caption at a "Photo:" (or "Photo by") that begins it or one of its sentences."""
    found = [
        each for each in _label(phrases_for(language).language).finditer(text) if len(text) - each.end() <= LONGEST
    ]
    for label, following in zip_longest(found, found[1:]):
        credit = text[label.end() :].strip()
        own = text[label.end() : following.start() if following else None]
        if credit and not re.search(r"[.!?。]\s+\S+\s+\S+\s+\S", own):
            return text[: label.start()], credit.rstrip(")]）】")
    return None


def _marked(text: str) -> tuple[str, str] | None:
    found = _MARKED.match(text)
    return (found.group(1), re.sub(rf"^(?:{_COPYRIGHT})\s*", "", found.group(2))) if found else None


def _asian(text: str) -> tuple[str, str] | None:
    if text.isascii():
        return None
    return next(((f.group(1), f.group(2)) for pattern in _ASIAN if (f := pattern.match(text))), None)


def _signed(text: str) -> tuple[str, str] | None:
    """Split off a name in brackets, after a slash, bar or dash, in capitals, or of an agency."""
    for pattern in (_BRACKETED, _SLASHED, _DASHED):
        found = pattern.match(text)
        sure = found and ("(" not in found[1] or "/" in found[2] or _AGENCY.search(found[2]))
        if found and sure and _looks_like_a_name(found.group(2), found.group(1)):
            return found.group(1), found.group(2)
    found = _CLOSING.match(text)
    if found:
        return found.group(1), found.group(2)
    found = _AT_THE_END.match(text)
    if found and _AGENCY.search(found.group(2)) and len(found.group(2).split()) <= 7:
        return found.group(1), found.group(2)
    return None


def _looks_like_a_name(credit: str, before: str) -> bool:
    """Return whether *credit* looks like a person or agency: an agency's name, or a few capitalized words."""
    if _AGENCY.search(credit):
        return len(credit.split()) <= 12
    words = re.findall(r"[^\W\d_]+", credit)
    if not words or len(words) > 6 or re.search(r"\d{2}", credit) or credit[-1] in ".!?":
        return False
    if re.search(r"[.!?。”\"]\s*$|^$", before.strip()) is None and "/" not in credit and len(words) == 1:
        return words[0].isupper() and len(words[0]) > 2
    return len(words) >= 2 and all(word[0].isupper() or word in _SMALL for word in words)


def strip_label(credit: str) -> str:
    """Return a credit without its label and the brackets and punctuation around it."""
    credit = credit.strip(" \t\n|–—-/;:,")
    if credit[:1] in "([（【" and credit[-1:] in ")]）】":
        credit = credit[1:-1].strip()
    return LABEL.sub("", credit).strip() or credit


@cache
def _label(language: str) -> re.Pattern[str]:
    """Return the pattern of a credit's label, at the start or after a sentence or separator."""
    phrases = phrases_for(language).kinds.get("credit", ())
    spaced = [p for p in phrases if p.endswith((" by", " von", "courtesy of")) or p in ("via", "imago")]
    colon = "|".join(re.escape(p) for p in phrases)
    by = "|".join(re.escape(p) for p in spaced if p not in ("via", "imago")) or "(?!)"
    edge = r"(?:^|(?<=[.!?。”\"»)\]|/·•–—\-])|(?<=\s))[\s(\[（【|/]*"
    start = r"(?:^|(?<=[.!?。”\"»)\]|/·•–—\-])\s*)[\s(\[（【|/]*"
    return re.compile(rf"{edge}(?:{colon})\s?(?:[:：]|\.\.\.|…)\s*(?=\S)|{start}(?:{by})\s+(?=[A-Z\"“])", re.IGNORECASE)


_ALT_CREDIT = regex(r"©|\b(?:foto|photo|bild|bildquelle|quelle|image|picture|credit|source)\s*:", re.IGNORECASE)


def header_of(page: Page) -> frozenset[str]:
    """Return the keys of the article's title and site; text that repeats them is not a caption."""
    title, site = page.metadata.title, page.metadata.site or ""
    return frozenset(filter(None, map(key, (title, site, f"{title} {site}"))))


def figures_of(page: Page, links: Links, carried: Carried) -> dict[int, Figure]:
    """Return the figure of each kept picture, by the index of its run."""
    words: dict[int, dict[str, Run]] = {}
    for run in page.runs:
        if run.caption_for is not None:
            words.setdefault(run.caption_for, {}).setdefault(run.text, run)
    said, figures = header_of(page), dict[int, Figure]()
    for index, run in enumerate(page.runs):
        if run.image is not None and run.kind == "image" and run.excluded is None:
            caption, credit = _said_of(run.image, [*words.get(index, {}).values()], links, page.phrases.language)
            alt = "" if key(run.image.alt) in said or _says_nothing(run.image) else run.image.alt
            absolute = None if run.image.src.startswith("data:") else links(run.image.src)
            src = carried.address(run.image.src, absolute) or absolute or ""
            figures[index] = Figure(caption, credit, alt, src, run.image.width, run.image.height)
    return figures


def _says_nothing(image: Image) -> bool:
    """Return whether the alternative text of a picture is only a number, or a single word that is its file's name."""
    alt = image.alt.strip()
    if " " in alt or not any(map(str.isdigit, alt)):
        return False
    name = image.src.partition("?")[0].rpartition("/")[2]
    return not any(map(str.isalpha, alt)) or name.casefold().startswith(alt.casefold())


def _said_of(image: Image, words: list[Run], links: Links, language: str) -> tuple[Prose, str]:
    """Return the caption and credit of a picture, made of the *words* that belong to it."""
    caption, names = Prose(), list[str]()
    for run in words:
        text, credit = ("", run.text) if run.role == "credit" else split_caption(run, language)
        if any(map(str.isalnum, LABEL.sub("", credit))) and not any(credit in other for other in names):
            names.append(credit)
        prose = prose_of(text, run.spans, links)
        caption = joined(filter(lambda part: part.text, (caption, prose)))
    if not names and _ALT_CREDIT.search(image.alt or image.title):
        names = [split_credit(image.alt or image.title, language)[1]]
    return caption, " / ".join(map(strip_label, names))
