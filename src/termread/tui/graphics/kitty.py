"""kitty's graphics protocol: a picture is sent once, and then parts of it are placed on cells, or cells stand for it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Container, Iterable, Iterator
from functools import cache

from termread.tui.graphics.drawn import Drawn, Wanted
from termread.tui.graphics.surface import at_cells
from termread.tui.page.tty import passed_through
from termread.values import dataclass

CHUNK = 4096
"""Bytes of base64 in one sequence."""
MOST = 32
"""Pictures that the terminal keeps; the oldest ones out of sight go."""
PLACEHOLDER = "\U0010eeee"
_MARKS = (
    "305 30d-30e 310 312 33d-33f 346 34a-34c 350-352 357 35b 363-36f 483-487 592-595 597-599 59c-5a1 5a8-5a9 5ab-5ac 5af"
    " 5c4 610-617 657-65b 65d-65e 6d6-6dc 6df-6e2 6e4 6e7-6e8 6eb-6ec 730 732-733 735-736 73a 73d 73f-741 743 745 747"
    " 749-74a 7eb-7f1 7f3 816-819 81b-823 825-827 829-82d 951 953-954 f82-f83 f86-f87 135d-135f 17dd 193a 1a17 1a75-1a7c"
    " 1b6b 1b6d-1b73 1cd0-1cd2 1cda-1cdb 1ce0 1dc0-1dc1 1dc3-1dc9 1dcb-1dcc 1dd1-1de6 1dfe 20d0-20d1 20d4-20d7 20db-20dc"
    " 20e1 20e7 20e9 20f0 2cef-2cf1 2de0-2dff a66f a67c-a67d a6f0-a6f1 a8e0-a8f1 aab0 aab2-aab3 aab7-aab8 aabe-aabf aac1"
    " fe20-fe26 10a0f 10a38 1d185-1d189 1d1aa-1d1ad 1d242-1d244"
)
"""The combining marks that stand for the numbers from 0 on, in ranges of code points."""


class Sent:
    """The pictures that the terminal has."""

    def __init__(self, *, cells: bool = False) -> None:
        """With *cells*, a picture is also told which cells stand for it."""
        self._cells = cells
        self._sent: dict[int, Drawn] = {}

    def send(self, wanted: Iterable[Drawn]) -> str:
        """Return what sends those *wanted* pictures that it does not have, and lets others go for them."""
        written: list[str] = []
        for drawn in wanted:
            if self._sent.pop(drawn.number, None) is None:
                written += self._sequences(drawn)
            self._sent[drawn.number] = drawn
        now = {drawn.number for drawn in wanted}
        old = [number for number in self._sent if number not in now]
        for number in old[: max(0, len(self._sent) - MOST)]:
            written.append(_passed(self._sent.pop(number), f"a=d,d=I,i={number},q=2"))
        return "".join(written)

    def drop(self) -> str:
        """Return what takes all of them from the terminal."""
        gone, self._sent = self._sent, {}
        return "".join(_passed(drawn, f"a=d,d=I,i={number},q=2") for number, drawn in gone.items())

    def _sequences(self, drawn: Drawn) -> Iterator[str]:
        data = b64encode(drawn.picture.data[0]).decode("ascii")
        keys = f"a=t,f=100,i={drawn.number},q=2,"
        for at in range(0, len(data), CHUNK):
            yield _passed(drawn, f"{keys}m={int(at + CHUNK < len(data))};{data[at : at + CHUNK]}")
            keys = ""
        if self._cells:
            yield _passed(drawn, f"a=p,U=1,i={drawn.number},c={drawn.columns},r={drawn.rows},q=2")


@dataclass(frozen=True, slots=True)
class Run:
    """Rows of a picture from its row *number* on that stand below each other from row *y* of the screen on."""

    y: int
    column: int
    number: int
    rows: int


class Placements:
    """Parts of pictures placed on cells, which text does not erase."""

    is_settled = True

    def __init__(self) -> None:
        self._sent = Sent()
        self._shown: dict[tuple[int, int], Run] = {}
        """The runs on the screen, by the number of the picture and of the placement."""

    def update(self, wanted: Wanted, written: Container[int]) -> str:
        """Return what shows the *wanted* pixels; what was *written* has erased none."""
        del written
        pictures = {row.drawn.number: row.drawn for row in wanted.values()}
        before, self._shown = self._shown, dict(_runs(wanted))
        moved = {key: run for key, run in self._shown.items() if before.get(key) != run}
        gone = (key for key in before if key not in self._shown)
        return (
            "".join(_sequence(f"a=d,d=i,i={picture},p={number},q=2") for picture, number in gone)
            + self._sent.send(pictures.values())
            + at_cells((run.y, run.column, _placed(pictures[key[0]], key[1], run)) for key, run in moved.items())
        )

    def settle(self) -> str:
        """Return nothing: everything shows at once."""
        return ""

    def clear(self) -> str:
        """Return what takes all pictures from the terminal."""
        self._shown = {}
        return self._sent.drop()


class Placeholders:
    """Pictures in the place of characters, which are drawn as all text is: the terminal only has to have the pictures."""

    is_settled = True

    def __init__(self) -> None:
        self._sent = Sent(cells=True)

    def update(self, wanted: Wanted, written: Container[int]) -> str:
        """Return what sends the *wanted* pictures."""
        del written
        return self._sent.send({row.drawn.number: row.drawn for row in wanted.values()}.values())

    def settle(self) -> str:
        """Return nothing: everything shows at once."""
        return ""

    def clear(self) -> str:
        """Return what takes all pictures from the terminal."""
        return self._sent.drop()


def placeholders(drawn: Drawn, number: int) -> str:
    """Return the cells that stand for row *number* of a picture, to be written in the color that is its number.

    Each cell names its row and column, so that it is right wherever a dialog cuts the row.
    """
    return "".join(PLACEHOLDER + marks()[number] + marks()[column] for column in range(drawn.columns))


@cache
def marks() -> str:
    """Return the combining marks that stand for the numbers from 0 on."""
    ranges = (each.partition("-") for each in _MARKS.split())
    return "".join(chr(code) for low, _, high in ranges for code in range(int(low, 16), int(high or low, 16) + 1))


def _runs(wanted: Wanted) -> Iterator[tuple[tuple[int, int], Run]]:
    """Yield the runs of the *wanted* rows, by the number of their picture and their own number in it."""
    counts: dict[int, int] = {}
    begun: list[int] = []
    for y in sorted(wanted):
        row, before = wanted[y], wanted.get(y - 1)
        if (
            before is not None
            and before.drawn is row.drawn
            and before.number == row.number - 1
            and before.column == row.column
        ):
            begun.append(y)
            continue
        if begun:
            yield _run(wanted, begun, counts)
        begun = [y]
    if begun:
        yield _run(wanted, begun, counts)


def _run(wanted: Wanted, rows: list[int], counts: dict[int, int]) -> tuple[tuple[int, int], Run]:
    first = wanted[rows[0]]
    picture = first.drawn.number
    counts[picture] = counts.get(picture, 0) + 1
    return (picture, counts[picture]), Run(rows[0], first.column, first.number, len(rows))


def _placed(drawn: Drawn, number: int, run: Run) -> str:
    """Return what places *run* at the cursor, in its own size: a cell that is filled in part stays so."""
    height = drawn.ability.cell[1]
    top = run.number * height
    tall = min(run.rows * height, drawn.picture.height - top)
    return _sequence(f"a=p,i={drawn.number},p={number},x=0,y={top},w={drawn.picture.width},h={tall},C=1,q=2")


def _sequence(keys: str) -> str:
    return f"\x1b_G{keys}\x1b\\"


def _passed(drawn: Drawn, keys: str) -> str:
    return passed_through(_sequence(keys)) if drawn.ability.tmux else _sequence(keys)
