"""From a cell of a line to the character there, and back."""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len, split_graphemes

from termread.layout.model import ORNAMENT, Line, Run


def run_at(line: Line, cell: int) -> Run | None:
    """Return the run that covers *cell* of *line*, if one does."""
    return next((run for run, left, right in _placed(line) if left <= cell < right), None)


def offset_at(line: Line, cell: int) -> int:
    """Return the offset of the character at *cell* of *line*, or of the nearest one if there is no text."""

    def distance(placed: tuple[Run, int, int]) -> int:
        _, left, right = placed
        return 0 if left <= cell < right else 1 + max(left - cell, cell - right)

    text = (placed for placed in _placed(line) if placed[0].start != ORNAMENT)
    run, left, _ = min(text, key=distance, default=(Run("", start=line.place.offset), 0, 0))
    return run.start + _characters(run.text, max(0, cell - left))


def cell_of(line: Line, offset: int) -> int | None:
    """Return the cell of the character at *offset*, or None if it is not on *line*."""
    for run, left, _ in _placed(line):
        if run.start != ORNAMENT and run.start <= offset < run.start + len(run.text):
            return left + cell_len(run.text[: offset - run.start])
    return None


def text_end(line: Line) -> int:
    """Return the offset after the last character of the text on *line*."""
    ends = [run.start + len(run.text) for run in line.runs if run.start != ORNAMENT]
    return max(ends, default=line.place.offset)


def unscrolled(line: Line, cell: int, shift: int) -> int:
    """Return the cell of *line* that shows at *cell* when the line is scrolled *shift* cells to the right."""
    return cell if cell < line.held else cell + shift


def scrolled(line: Line, cell: int, shift: int) -> int | None:
    """Return where *cell* of *line* shows when the line is scrolled *shift* cells to the right, or None if out of view."""
    if cell < line.held:
        return cell
    return cell - shift if cell - shift >= line.held else None


def _placed(line: Line) -> Iterator[tuple[Run, int, int]]:
    """Yield each run of *line* with its first cell and the cell after its last."""
    left = line.indent
    for run in line.runs:
        right = left + cell_len(run.text)
        yield run, left, right
        left = right


def _characters(text: str, cells: int) -> int:
    """Return how many characters of *text* are before its cell *cells*; a grapheme is never divided."""
    if text.isascii():
        return min(cells, len(text))
    graphemes, _ = split_graphemes(text)
    for start, _, wide in graphemes:
        if cells < wide:
            return start
        cells -= wide
    return len(text)
