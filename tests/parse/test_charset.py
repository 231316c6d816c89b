"""Pages in seventeen charsets, their header and their meta element honest, silent or lying, with and without a mark."""

from __future__ import annotations

import codecs
from collections import Counter
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termread.parse.charset import decode

WORDS = {
    "utf-8": "Die Gärten bleiben geöffnet – «sagt» der Gärtner, und 日本 auch. Schöne Grüße aus der Straße am Fluß.",
    "utf-16-le": "Die Gärten bleiben geöffnet, sagt der Gärtner. Schöne Grüße aus der Straße am Fluß.",
    "utf-16-be": "Die Gärten bleiben geöffnet, sagt der Gärtner. Schöne Grüße aus der Straße am Fluß.",
    "cp1252": "Les jardins restent ouverts l’été, dit le préfet ; les élèves y sont invités à la fête, où l’on dîne.",
    "iso-8859-2": "Ogrody są otwarte przez całe lato, mówi zarząd; późnym wieczorem świecą się tylko niektóre światła.",
    "cp1250": "Zahrady zůstávají otevřené celé léto, říká správa; večer svítí jen některá světla, aby netopýři nebyli rušeni.",
    "cp1251": "Сады остаются открытыми всё лето, говорит управление; вечером горят только некоторые фонари у пруда.",
    "koi8-r": "Сады остаются открытыми всё лето, говорит управление; вечером горят только некоторые фонари у пруда.",
    "iso-8859-7": "Οι κήποι μένουν ανοιχτοί όλο το καλοκαίρι, λέει ο δήμος, και το βράδυ ανάβουν μόνο λίγα φώτα.",
    "cp1254": "Bahçeler bütün yaz açık kalacak, diyor müdürlük; akşamları yalnızca birkaç ışık yanıyor, kuşlar için.",
    "cp1255": "הגנים נשארים פתוחים כל הקיץ, אומרת העירייה, ובערב דולקים רק כמה אורות ליד הבריכה הגדולה.",
    "cp1256": "تبقى الحدائق مفتوحة طوال الصيف، كما تقول البلدية، وفي المساء تضيء بعض المصابيح فقط قرب البركة.",
    "shift_jis": "庭園は夏の間ずっと開いています。夕方には池のそばの明かりだけがともります。こうもりのためです。",
    "euc-jp": "庭園は夏の間ずっと開いています。夕方には池のそばの明かりだけがともります。こうもりのためです。",
    "gb18030": "花园整个夏天都开放，管理处说，晚上只有池塘边的几盏灯亮着，以免打扰蝙蝠。游客很少留下垃圾。",
    "big5": "花園整個夏天都開放，管理處說，晚上只有池塘邊的幾盞燈亮著，以免打擾蝙蝠。遊客很少留下垃圾。",
    "euc-kr": "정원은 여름 내내 열려 있다고 관리소는 말했다. 저녁에는 연못가의 등불 몇 개만 켜진다.",
}
WIDE = ("utf-16-le", "utf-16-be")
MARKS = {"utf-8": codecs.BOM_UTF8, "utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}
SAID = ("honest", "absent", "utf-8", "iso-8859-1", "x-unheard-of")
"""What the header and the meta element may say: two of them lie of most pages, and one of all."""


def label(charset: str, said: str) -> str | None:
    return charset if said == "honest" else None if said == "absent" else said


def right(charset: str, header: str, meta: str, mark: bool) -> bool:
    """Whether the page is read as it was written."""
    named = label(charset, meta)
    head = f'<meta charset="{named}">' if named else ""
    body = f"<p>{WORDS[charset]}</p>" * 8
    text = f"<!doctype html><html><head>{head}<title>x</title></head><body>{body}</body></html>"
    data = (MARKS[charset] if mark else b"") + text.encode(charset)
    return decode(data, declared=label(charset, header)).text == text


def is_fair(charset: str, header: str, meta: str, mark: bool) -> bool:
    """Whether the page tells no lies, and tells at all that it is in UTF-16 where it is."""
    honest = {"honest", "absent", "x-unheard-of", charset, *(["iso-8859-1"] if charset == "cp1252" else [])}
    signed = mark or header == "honest" or charset not in WIDE
    return {header, meta} <= honest and signed


CASES = [(charset, header, meta, False) for charset, header, meta in product(WORDS, SAID, SAID)]
MARKED = [(charset, header, meta, True) for charset, header, meta in product(MARKS, SAID, SAID)]


@pytest.mark.parametrize("charset", WORDS)
def test_a_page_that_tells_no_lies_is_read_rightly(charset):
    assert [case for case in CASES + MARKED if case[0] == charset and is_fair(*case) and not right(*case)] == []


def test_nearly_all_of_the_425_pages_are_read_rightly_liars_too():
    assert len(CASES) == 425
    wrong = Counter(charset for charset, *rest in CASES if not right(charset, *rest))
    assert set(wrong) <= {"iso-8859-2", "cp1250", "cp1254"}
    assert sum(wrong.values()) <= 24


def test_a_mark_goes_before_all_labels():
    assert all(right(*case) for case in MARKED)


@pytest.mark.parametrize(
    "words",
    [
        "Bådene lå stille, og havnen åbnede først efter dagens første færge. Øen fik både æbler og rødgrød.",
        "El niño comió piñas; mañana lloverá, según el señor Muñoz, aquí y allá, después de la función.",
        "Os irmãos não vêm amanhã à noite; são João e António, também à espera da decisão do avô.",
        "Skipið kom að bryggju í gær, sagði Þórður, og það þótti öllum góð tíðindi í þorpinu.",
        "« Déjà », dit-il – « l’été… » – “Ça va”, répondit l’élève – « à bientôt » – l’œuvre naît où l’âme rêve.",
    ],
)
def test_a_page_of_western_europe_is_what_it_says(words):
    text = f"<html><body><p>{words}</p></body></html>"
    decoded = decode(text.encode("cp1252"), declared="iso-8859-1")
    assert (decoded.text, decoded.by) == (text, "header")


def test_the_reader_may_choose():
    decoded = decode("сад".encode("koi8-r"), declared="utf-8", chosen="koi8-r")
    assert (decoded.text, decoded.by) == ("сад", "chosen")


def test_charsets_that_are_none_are_passed_over():
    assert decode(b"<meta charset=rot13>text", declared="\x1b]0;x\x07").text.endswith("text")


@given(st.binary(max_size=400), st.one_of(st.none(), st.text(max_size=12)), st.one_of(st.none(), st.text(max_size=12)))
def test_any_bytes_are_some_text(data, declared, chosen):
    assert isinstance(decode(data, declared=declared, chosen=chosen).text, str)


def test_a_slip_does_not_change_the_charset():
    words = ("Schöne Grüße. " * 100).encode()
    assert decode(words + b"\xff" + words).charset == "utf-8"
    assert decode(words + b"\xff", declared="utf-8").charset == "utf-8"
