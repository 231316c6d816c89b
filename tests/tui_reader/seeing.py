"""What a test sees of a reader."""

from __future__ import annotations


def rows(reader):
    """What the page shows, row by row, without what stands at the right edge."""
    view = reader.view
    return [view.render_line(y).text.rstrip(" ▐") for y in range(view.size.height)]


def status(reader):
    return rows(reader)[-1].strip()
