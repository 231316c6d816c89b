"""What the last row says of a page."""

import pytest

from termread.layout.geometry import left_to_read


@pytest.mark.parametrize(
    ("done", "minutes", "told"),
    [
        (0.0, (0, 0), "0 %"),
        (0.27, (6, 8), "27 % · 5 min left"),
        (0.999, (6, 8), "99 %"),
        (0.0, (100, 138), "0 % · 119 min left"),
        (0.0, (110, 130), "0 % · 2 h left"),
        (0.5, (600, 660), "50 % · 5 h left"),
    ],
)
def test_what_is_left_to_read_is_told_in_minutes_then_in_hours(done, minutes, told):
    assert left_to_read(done, minutes) == told
