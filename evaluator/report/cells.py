"""The cells of a table with their lines broken, and where in its cell a line begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from evaluator.report.lines import Line, Run, break_lines
from evaluator.report.tags import Element
from evaluator.report.typography import text_width

Align = Literal["left", "center", "right", "decimal"]
"""`decimal`: numbers stand with their decimal points above each other, whatever unit follows; other texts are centred."""
Kind = Literal["header", "normal", "band", "chapter", "sum"]

TAIL = 2.5
"""The least length of a cell's last line in em: more than a character with its full stop."""
_NUMBER = re.compile(r"([≥≤−+]*\d[\d,:]*)\D*(\.\d+\D*)?")
"""A text of one number with its unit; its whole part (of a ratio, all before the point) apart."""


class Cell(NamedTuple):
    x: float
    width: float
    align: Align
    size: float
    leading: float
    lines: tuple[Line, ...]
    element: Element


class Laid(NamedTuple):
    """A row with its lines broken."""

    cells: tuple[Cell, ...]
    height: float
    kind: Kind
    element: Element


@lru_cache(maxsize=8192)
def cell_lines(text: str, face: str, size: float, room: float) -> tuple[Line, ...]:
    """A text as lines of at most `room` points, the last with two characters. Cached as `break_lines` is."""
    width = text_width(text, face, size)
    if width <= room:
        return (Line((Run(face, text),), width),)
    return break_lines((Run(face, text),), size, room, tail=TAIL * size)


def longest_tails(rows: Sequence[Laid]) -> dict[float, float]:
    """The most that follows a number's whole part in each column of decimals, by the column's place."""
    found: dict[float, float] = {}
    for row in rows:
        for cell in row.cells:
            if cell.align == "decimal":
                tails = [_tail(line, cell.size) or 0.0 for line in cell.lines]
                found[cell.x] = max(found.get(cell.x, 0.0), *tails)
    return found


def shift(cell: Cell, line: Line, across: float, tails: dict[float, float]) -> float:
    """How far from the left edge of its cell a line begins, without the padding of `across`."""
    slack = cell.width - 2 * across - line.width
    tail = _tail(line, cell.size) if cell.align == "decimal" else None
    if tail is not None:
        return slack - (tails[cell.x] - tail)
    return {"left": 0.0, "right": slack}.get(cell.align, slack / 2)


def _tail(line: Line, size: float) -> float | None:
    """The width of what follows the whole part of the number that a line begins with; None where there is none."""
    text = "".join(run.text for run in line.runs)
    number = _NUMBER.fullmatch(text)
    return text_width(text[number.end(1) :], line.runs[0].face, size) if number else None


def element_of(heads: str, covered: int) -> Element:
    """The element of a cell that covers some columns; `heads`: whether a Column or Row is below or beside it."""
    attributes = (f"/Scope/{heads}" if heads else "") + (
        f"/ColSpan {covered}" if covered > 1 else ""
    )
    more = f"/A<</O/Table{attributes}>>" if attributes else ""
    return Element("TH" if heads else "TD", more)
