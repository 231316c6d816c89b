"""From a cell of a line to the character that stands there, and back."""

from __future__ import annotations

from rich.cells import cell_len, split_graphemes

from termread.layout.model import ORNAMENT, Line, Run


def run_at(line: Line, cell: int) -> tuple[Run, int] | None:
    """Return the run that covers *cell* of *line* and the cell of it, or None beside all runs."""
    left = line.indent
    for run in line.runs:
        cells = cell_len(run.text)
        if left <= cell < left + cells:
            return run, cell - left
        left += cells
    return None


def offset_at(line: Line, cell: int) -> int:
    """Return the offset of the character at *cell*: the nearest one where the line has none of the text there."""
    nearest, distance, left = line.place.offset, None, line.indent
    for run in line.runs:
        cells = cell_len(run.text)
        if run.start != ORNAMENT:
            if left <= cell < left + cells:
                return run.start + _characters(run.text, cell - left)
            beyond, away = (run.start, left - cell) if cell < left else (run.start + len(run.text), cell - left - cells)
            if distance is None or away < distance:
                nearest, distance = beyond, away
        left += cells
    return nearest


def shown_at(line: Line, cell: int, shift: int) -> int:
    """Return which cell of *line* shows at *cell* of the measure when *shift* cells are pushed out."""
    return cell if cell < line.held else cell + shift


def shown_from(line: Line, cell: int, shift: int) -> int | None:
    """Return where in the measure *cell* of *line* shows then, or None if it is pushed out."""
    if cell < line.held:
        return cell
    return cell - shift if cell - shift >= line.held else None


def cell_of(line: Line, offset: int) -> int | None:
    """Return the cell where the character at *offset* stands, or None if it is not on *line*."""
    left = line.indent
    for run in line.runs:
        if run.start != ORNAMENT and run.start <= offset < run.start + len(run.text):
            return left + cell_len(run.text[: offset - run.start])
        left += cell_len(run.text)
    return None


def text_end(line: Line) -> int:
    """Return the offset after the last character of the text on *line*."""
    ends = [run.start + len(run.text) for run in line.runs if run.start != ORNAMENT]
    return max(ends, default=line.place.offset)


def _characters(text: str, cells: int) -> int:
    """Return how many characters of *text* stand before its cell *cells*; a grapheme is never divided."""
    if text.isascii():
        return min(cells, len(text))
    graphemes, _ = split_graphemes(text)
    for start, _, wide in graphemes:
        if cells < wide:
            return start
        cells -= wide
    return len(text)
