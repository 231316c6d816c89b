"""What part of a picture shows: within it, as large as the screen allows, and never smaller than whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termread.tui.figure.zoom import Window, Zoom

SIZES = st.tuples(st.integers(1, 5000), st.integers(1, 5000))


@given(area=SIZES, natural=SIZES, steps=st.integers(-3, 12), moves=st.lists(st.floats(-1, 1), max_size=4))
def test_the_part_is_in_the_picture_and_fits_the_area(area, natural, steps, moves):
    window, zoom = Window(area, natural), Zoom().larger(steps)
    for move in moves:
        zoom = window.moved(zoom, move, -move)
    width, height = window.pixels(zoom)
    assert 1 <= width <= area[0]
    assert 1 <= height <= area[1]
    region = window.region(zoom)
    if region is not None:
        left, top, right, bottom = region
        assert 0 <= left < right <= 1
        assert 0 <= top < bottom <= 1


def test_the_full_width_begins_at_the_top():
    window = Window((80, 40), (100, 400))
    zoom = window.width_zoom
    assert window.pixels(zoom) == (80, 40)
    assert window.region(zoom) == pytest.approx((0, 0, 1, 0.125))
    assert window.region(window.moved(zoom, 0, 99)) == pytest.approx((0, 0.875, 1, 1))
    assert window.region(Zoom()) is None
    assert Zoom().larger(-1) == Zoom()
