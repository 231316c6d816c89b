"""The bytes of each protocol, and when they are written."""

from __future__ import annotations

import unicodedata
from base64 import b64encode

from termread.engine.messages import Picture
from termread.text import drawn_width
from termread.tui.graphics.ability import Ability
from termread.tui.graphics.drawn import Drawn, PixelRow
from termread.tui.graphics.iterm2 import iterm2_row
from termread.tui.graphics.kitty import MOST, Placeholders, Placements, marks, placeholders
from termread.tui.graphics.mosaic import mosaic_row
from termread.tui.graphics.sixel import sixel_row
from termread.tui.graphics.surface import Painted

ALL = range(100)
KITTY = Ability("kitty", (10, 20))
SIXEL = Ability("sixel", (10, 20))


def a_picture(*data, width=35, height=50):
    return Picture(width, height, (70, 100), b"\1\2\3", "whole", data or (b"PNG",))


def rows_of(drawn, y=4, column=6, numbers=None):
    return {y + at: PixelRow(drawn, number, column) for at, number in enumerate(numbers or range(drawn.rows))}


def test_a_picture_takes_cells_that_it_fills_in_part():
    drawn = Drawn(a_picture(), KITTY)
    assert (drawn.columns, drawn.rows) == (4, 3)
    assert 0 < drawn.number < 1 << 24
    assert Drawn(a_picture(), KITTY).number != drawn.number


# kitty


def test_kitty_is_sent_a_picture_once_and_then_places_the_rows_in_sight():
    drawn, surface = Drawn(a_picture(), KITTY, 7), Placements()
    assert surface.update(rows_of(drawn), ALL) == (
        "\x1b_Ga=t,f=100,i=7,q=2,m=0;UE5H\x1b\\\x1b7\x1b[5;7H\x1b_Ga=p,i=7,p=1,x=0,y=0,w=35,h=50,C=1,q=2\x1b\\\x1b8"
    )
    assert surface.update(rows_of(drawn), ALL) == ""  # text does not erase it
    cut = rows_of(drawn, y=0, numbers=[1, 2])
    assert surface.update(cut, ()) == "\x1b7\x1b[1;7H\x1b_Ga=p,i=7,p=1,x=0,y=20,w=35,h=30,C=1,q=2\x1b\\\x1b8"
    assert surface.update({}, ()) == "\x1b_Ga=d,d=i,i=7,p=1,q=2\x1b\\"
    assert surface.clear() == "\x1b_Ga=d,d=I,i=7,q=2\x1b\\"
    assert surface.clear() == ""
    assert surface.is_settled
    assert surface.settle() == ""


def test_what_is_laid_over_a_picture_splits_its_placement():
    drawn, surface = Drawn(a_picture(height=100), KITTY, 7), Placements()
    surface.update(rows_of(drawn), ALL)
    rows = rows_of(drawn)
    del rows[5]
    assert surface.update(rows, [5]) == (
        "\x1b7\x1b[5;7H\x1b_Ga=p,i=7,p=1,x=0,y=0,w=35,h=20,C=1,q=2\x1b\\"
        "\x1b[7;7H\x1b_Ga=p,i=7,p=2,x=0,y=40,w=35,h=60,C=1,q=2\x1b\\\x1b8"
    )


def test_a_large_picture_is_sent_in_pieces():
    data = bytes(range(256)) * 20
    sent = Placements().update(rows_of(Drawn(a_picture(data), KITTY, 7)), ALL)
    text = b64encode(data).decode()
    assert sent.startswith(f"\x1b_Ga=t,f=100,i=7,q=2,m=1;{text[:4096]}\x1b\\\x1b_Gm=0;{text[4096:]}\x1b\\\x1b7")


def test_the_terminal_keeps_so_many_pictures_and_no_more():
    surface = Placements()
    for number in range(1, MOST + 1):
        assert "d=I" not in surface.update(rows_of(Drawn(a_picture(), KITTY, number)), ALL)
    assert "\x1b_Ga=d,d=I,i=1,q=2\x1b\\" in surface.update(rows_of(Drawn(a_picture(), KITTY, 99)), ALL)


def test_characters_stand_for_a_picture_by_its_number_as_their_color():
    ability = Ability("kitty_unicode", (10, 20), tmux=True)
    drawn, surface = Drawn(a_picture(), ability, 7), Placeholders()
    assert surface.update(rows_of(drawn), ALL) == (
        "\x1bPtmux;\x1b\x1b_Ga=t,f=100,i=7,q=2,m=0;UE5H\x1b\x1b\\\x1b\\"
        "\x1bPtmux;\x1b\x1b_Ga=p,U=1,i=7,c=4,r=3,q=2\x1b\x1b\\\x1b\\"
    )
    assert surface.update({}, ALL) == ""
    cells = placeholders(drawn, 2)
    assert cells == "".join(f"\U0010eeee\u030e{mark}" for mark in "\u0305\u030d\u030e\u0310")
    assert drawn_width(cells) == 4
    assert surface.clear() == "\x1bPtmux;\x1b\x1b_Ga=d,d=I,i=7,q=2\x1b\x1b\\\x1b\\"


def test_the_marks_of_rows_and_columns_are_those_of_the_protocol():
    assert len(marks()) == len(set(marks())) == 297
    assert list(marks()) == sorted(marks())
    assert {unicodedata.combining(mark) for mark in marks()} == {230}
    assert {unicodedata.decomposition(mark) for mark in marks()} == {""}


# Sixel and iTerm2


def test_a_row_of_sixels_defines_its_colors_first_and_only_those_it_uses():
    head = b"#0;2;0;0;0#1;2;100;0;0#12;2;1;2;3"
    drawn = Drawn(a_picture(head, b"#0~~$#12!3~-#0~", b"#1??", b"#1@@"), SIXEL)
    assert sixel_row(PixelRow(drawn, 0, 0)) == ('\x1bP0;1;0q"1;1;35;20#0;2;0;0;0#12;2;1;2;3#0~~$#12!3~-#0~\x1b\\')
    assert sixel_row(PixelRow(drawn, 2, 0)) == '\x1bP0;1;0q"1;1;35;10#1;2;100;0;0#1@@\x1b\\'


def test_nothing_but_sixels_reaches_the_terminal():
    drawn = Drawn(a_picture(b"#0;2;0;0;0", b"#0~\x1b\\\x1b]0;title\x07", b"\xff", b"\x9c"), SIXEL)
    assert [sixel_row(PixelRow(drawn, number, 0)) for number in range(3)] == ["", "", ""]


def test_a_strip_is_scaled_to_its_row_by_the_terminal():
    drawn = Drawn(a_picture(b"one", b"two", b"three"), Ability("iterm2", (10, 20)))
    assert iterm2_row(PixelRow(drawn, 2, 0)) == (
        "\x1b]1337;File=inline=1;size=5;width=4;height=1;preserveAspectRatio=0;doNotMoveCursor=1:dGhyZWU=\x07"
    )


def test_pixels_that_text_erases_wait_until_no_key_comes():
    drawn = Drawn(a_picture(), SIXEL)
    surface = Painted(lambda row: f"<{row.number}>")
    assert surface.update(rows_of(drawn), ALL) == ""
    assert not surface.is_settled
    assert surface.settle() == "\x1b7\x1b[5;7H<0>\x1b[6;7H<1>\x1b[7;7H<2>\x1b8"
    assert surface.is_settled
    surface.update(rows_of(drawn), [6])
    assert surface.settle() == "\x1b7\x1b[7;7H<2>\x1b8"
    surface.update(rows_of(drawn, y=3), ALL)
    assert surface.settle().count("<") == 3
    surface.update({}, ALL)
    assert surface.is_settled
    assert surface.settle() == ""
    surface.update(rows_of(drawn), ALL)
    surface.settle()
    assert surface.clear() == ""
    assert not surface.is_settled


# Half blocks


def test_a_color_is_written_where_it_differs_so_much_that_it_is_seen():
    picture = Picture(
        4,
        2,
        (4, 2),
        b"\1\2\3",
        "cells",
        (b"\x09\x09\x09\x0b\x09\x09\x63\x09\x09\x63\x09\x09" + b"\x07" * 9 + b"\xff" * 3,),
    )
    assert mosaic_row(picture, 0) == ("\x1b[0m\x1b[38;2;9;9;9;48;2;7;7;7m▀▀\x1b[38;2;99;9;9m▀\x1b[48;2;255;255;255m▀")
