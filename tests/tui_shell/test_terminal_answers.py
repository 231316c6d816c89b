"""What a terminal answers, among the keys that are typed meanwhile."""

from __future__ import annotations

import asyncio

import pytest

from termread.tui.terminal_answers import SPLIT, Answers

ANSWERS = {
    "graphics": b"\x1b_Gi=31;OK\x1b\\",
    "name": b"\x1bP>|kitty(0.26.5)\x1b\\",
    "cell": b"\x1b[6;19;10t",
    "colors": b"\x1b[?1;0;1024S",
    "size": b"\x1b[?2;0;480;312S",
    "attributes": b"\x1b[?62;4;22c",
    "background": b"\x1b]11;rgb:ffff/fafa/f0f0\x07",
    "scheme": b"\x1b[?997;1n",
    "cursor": b"\x1b[2;15R",
}
HEARD = {
    "graphics": "i=31;OK",
    "name": "kitty(0.26.5)",
    "cell": "19;10",
    "colors": "1024",
    "size": "480;312",
    "attributes": "62;4;22",
    "background": "rgb:ffff/fafa/f0f0",
    "scheme": "1",
    "cursor": "15",
}


class Told:
    """Answers with one who listens to them, and what was typed after all."""

    def __init__(self):
        self.heard, self.typed = {}, b""
        self.answers = Answers(self.type)
        self.answers.listen(self.heard.__setitem__)
        self.take = self.answers.take

    def type(self, typed):
        self.typed += typed


async def test_every_answer_is_heard_and_is_no_key():
    told = Told()
    assert told.take(b"j" + b"k".join(ANSWERS.values()) + b"\x1b[?2;3;0Sq") == b"j" + b"k" * (len(ANSWERS) - 1) + b"q"
    assert told.heard == HEARD


@pytest.mark.parametrize("name", ANSWERS)
async def test_an_answer_in_two_pieces_is_one(name):
    answer = ANSWERS[name]
    for at in range(len(answer) + 1):
        told = Told()
        told.answers.expect(1)
        assert told.take(b"j" + answer[:at]) + told.take(answer[at:] + b"k") == b"jk"
        assert told.heard == {name: HEARD[name]}


@pytest.mark.parametrize("typed", [b"\x1b[", b"\x1bP", b"\x1b]", b"\x1b_G", b"\x1b[?1", b"\x1b[2", b"\x1b[6;1"])
async def test_what_only_begins_like_an_answer_was_typed(typed):
    told = Told()
    assert told.take(typed) == b""
    await asyncio.sleep(2 * SPLIT)
    assert told.typed == typed


async def test_a_lone_escape_waits_only_while_an_answer_is_awaited():
    told = Told()
    assert told.take(b"\x1b") == b"\x1b"
    told.answers.expect(1)
    assert told.take(b"\x1b") == b""
    await asyncio.sleep(2 * SPLIT)
    assert told.typed == b"\x1b"


@pytest.mark.parametrize(
    "typed",
    [
        b"\x1b[A",
        b"\x1bOP",
        b"\x1b[1;2R",
        b"\x1b[2~",
        b"\x1b[<0;1;1M",
        b"\x1b[200~text\x1b[201~",
        b"\x1bx",
        b"\x1b\x1b[A",
        b"text",
    ],
)
async def test_keys_pass(typed):
    assert Told().take(typed) == typed
