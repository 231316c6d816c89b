"""Pages in UTF-8 with bytes of windows-1252 in them: each is read where it is certain."""

import pytest

from termread.parse.charset import decode, decode_mixed

AROUND = "Zürich café — ".encode()


@pytest.mark.parametrize(
    ("stray", "text"),
    [
        (b"the hull\x92s plates", "the hull’s plates"),
        (b"The \x93old\x94 pier", "The “old” pier"),
        (b"Caf\xe9 owners", "Café owners"),
        (b"\xe9t\xe9 comme hiver", "été comme hiver"),
        (b"ch\xe2teau", "château"),
        (b"4\xa0000 crowns", "4\u00a0000 crowns"),
        (b"said \x97 twice \x85", "said — twice …"),
        (b"\x93Caf\xe9\x94, he said", "“Café”, he said"),
        (b"5\xb0 and \xa35", "5° and £5"),
        (b"fine\x92 engineer\xe2\x80 who", "fine’ engineer\ufffd who"),
    ],
)
def test_single_bytes_of_windows_1252_are_read(stray, text):
    assert decode_mixed(AROUND + stray) == AROUND.decode() + text
    assert decode(AROUND + stray, declared="utf-8").text == AROUND.decode() + text


@pytest.mark.parametrize(
    "data",
    [
        "Паром стоит у причала".encode("cp1251"),
        "港町の渡し船は毎朝出る".encode("shift-jis"),
        "Žluťoučký kůň příliš".encode("cp1250"),
        AROUND + b"\xff\xfe and more",
        "Only UTF-8, “as it is”.".encode(),
        b"No letter beyond ASCII but \x92 one",
    ],
)
def test_what_is_not_certain_is_left_to_the_detector(data):
    assert decode_mixed(data) is None
