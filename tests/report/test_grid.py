"""Tables: rows kept whole, headers repeated, bands and subtotals with the rows they belong to."""

from typing import Any

import pytest
from reportlab.platypus.flowables import Flowable

from evaluator.report.cells import Kind
from evaluator.report.grid import FRAME, HAIR, Column, Grid, Row, Setting
from evaluator.report.typography import choose_faces

FACES = choose_faces([""])
SETTING = Setting(10, 14, above=3)
HIGH = 20.0
"""One line: 14 and twice 3."""


class Page:
    """What a table asks of the frame that it stands in."""

    def __init__(self, empty: bool) -> None:
        self._atTop = empty


def table(kinds: list[Kind], text: str = "甲") -> Grid:
    rows = [
        Row((text, "1.00") if kind == "normal" else (text,), kind, (2,) if kind == "sum" else ())
        for kind in kinds
    ]
    return Grid([Column("名称", 60), Column("分值", 40, "right")], rows, FACES, SETTING)


def divided(grid: Grid, room: float, empty: bool = False) -> list[int]:
    """How many rows each part has, its header not counted."""
    whole: Any = grid
    whole._frame = Page(empty)
    parts: list[Flowable] = grid.split(100, room)
    return [len(part.rows) for part in parts if isinstance(part, Grid)]


@pytest.mark.parametrize(
    ("kinds", "rows_of_room", "parts"),
    [
        (["normal"] * 6, 4, [3, 3]),
        (["normal"] * 6, 7, [6]),
        (["normal", "normal", "band", "normal"], 4, [2, 2]),
        (["normal", "normal", "chapter", "band", "normal"], 5, [2, 3]),
        (["normal", "normal", "normal", "sum"], 4, [2, 2]),
        (["normal"] * 6, 1, []),
    ],
)
def test_a_table_breaks_between_rows_that_may_be_parted(
    kinds: list[Kind], rows_of_room: int, parts: list[int]
) -> None:
    assert divided(table(kinds), rows_of_room * HIGH) == parts


def test_the_rest_of_a_table_waits_for_the_next_page() -> None:
    grid = table(["normal"] * 23)
    rest = grid.split(100, 22 * HIGH)[1]
    assert isinstance(rest, Grid)
    assert len(rest.rows) == 6
    assert divided(rest, 3 * HIGH) == []
    assert divided(rest, 3 * HIGH, empty=True) == [2, 4]


def test_a_page_never_begins_with_one_or_two_low_rows() -> None:
    for rows in range(8, 60):
        first, *rest = divided(table(["normal"] * rows), 40 * HIGH)
        assert not rest or sum(rest) >= min(6, rows // 2), first
    assert divided(table(["normal"] * 10), 9 * HIGH) == [5, 5]


@pytest.mark.parametrize(("lines", "parts"), [(9, [1, 9]), (8, [2, 8])])
def test_only_a_row_of_a_fifth_of_a_page_stands_alone_below_the_header(
    lines: int, parts: list[int]
) -> None:
    high = "\n".join("甲" * lines)
    grid = Grid([Column("名称", 60)], [Row((high,)), *[Row(("丁",))] * 9], FACES, SETTING)
    assert divided(grid, grid.rows[0].height + (parts[0] + 0.5) * HIGH) == parts


def test_every_part_has_the_header() -> None:
    grid = table(["normal"] * 6)
    parts = grid.split(100, 4 * HIGH)
    assert all(isinstance(part, Grid) and part.header == grid.header for part in parts)


def test_a_row_higher_than_a_page_is_torn() -> None:
    grid = table(["normal"], "长" * 500)
    assert divided(grid, 5 * HIGH) == []
    assert divided(grid, 5 * HIGH, empty=True) == [1, 1]


def test_a_line_end_in_a_cell_begins_a_line() -> None:
    grid = table(["normal"], "甲、\n乙")
    assert [len(cell.lines) for cell in grid.rows[0].cells] == [2, 1]


@pytest.mark.parametrize("length", [9, 10, 17, 25])
def test_no_cell_ends_with_a_line_of_one_character(length: int) -> None:
    grid = Grid([Column("整改要求", 86)], [Row(("程" * length + "。",))], FACES, SETTING)
    (cell,) = grid.rows[0].cells
    assert "".join(run.text for run in cell.lines[-1].runs).count("程") > 1


def test_a_small_table_may_be_kept_whole() -> None:
    grid = table(["normal"] * 4)
    grid.whole = True
    assert divided(grid, 3 * HIGH) == []
    assert grid.least(100) == 5 * HIGH
    assert divided(grid, 3 * HIGH, empty=True) == [2, 2]


def test_rules_are_whole_dots_on_screen_and_printer() -> None:
    for width in (HAIR, FRAME):
        for resolution in (150, 300, 600):
            dots = width * resolution / 72
            assert dots == pytest.approx(round(dots))
