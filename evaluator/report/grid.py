"""Tables: ruled, header repeated on every page, rows kept whole, cells wrapped where they must be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import cast

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.flowables import Flowable

from evaluator.report.cells import (
    Align,
    Cell,
    Kind,
    Laid,
    cell_lines,
    element_of,
    longest_tails,
    shift,
)
from evaluator.report.ink import Ink
from evaluator.report.lines import Line
from evaluator.report.tags import END, REPEATED, Element, TaggedCanvas, begin_artifact, end
from evaluator.report.text import FUZZ, at_top
from evaluator.report.typography import Faces

HAIR, FRAME = 0.48, 0.96
"""Widths of the inner and outer rules: one and two dots at 150 dpi, so that opposite edges look alike."""
WHOLE = 320.0
"""Half a page: how high a table may be to be kept whole where that is asked for."""
REST = 120.0
"""How much of a table, if not half of it, a page's end leaves for the next one: a fifth of a page."""
WASH, WASH_LIGHT = 0.88, 0.95
"""Greys behind headers and chapters, and behind subtotals: light enough to photocopy away."""


@dataclass(frozen=True)
class Column:
    """A column: its heading, width in points, where its cells' texts stand, and their size if not the table's."""

    heading: str
    width: float
    align: Align = "left"
    size: float = 0


@dataclass(frozen=True)
class Row:
    """Cells from left to right; a `band` or `chapter` is kept with the next row, a `sum` with the last.

    A line end in a cell begins a new line. `spans`: how many columns each cell covers, where not one each.
    """

    cells: tuple[str, ...]
    kind: Kind = "normal"
    spans: tuple[int, ...] = ()


@dataclass(frozen=True)
class Setting:
    """Type size, leading and padding of a table, in points."""

    size: float
    leading: float
    across: float = 3.0
    above: float = 2.5


class Grid(Flowable):
    """A table that breaks between rows, a few of them on each side; a row higher than a page is torn.

    A `whole` table does not break as long as it is no higher than half a page.
    """

    def __init__(
        self,
        columns: Sequence[Column],
        rows: Sequence[Row],
        faces: Faces,
        setting: Setting,
        before: float = 0,
        after: float = 0,
        whole: bool = False,
    ) -> None:
        super().__init__()
        self.columns, self.faces, self.setting = columns, faces, setting
        self.before, self.after, self.whole = before, after, whole
        self.continued = False
        self.element = Element("Table")
        heading = Row(tuple(column.heading for column in columns), "header")
        self.header: Laid | None = None
        self.header = self._lay(heading) if any(heading.cells) else None
        self.rows = [self._lay(row) for row in rows]
        self.tails = longest_tails(self.rows)

    @property
    def table_width(self) -> float:
        return sum(column.width for column in self.columns)

    def getSpaceBefore(self) -> float:  # noqa: N802 - reportlab's names
        return self.before

    def getSpaceAfter(self) -> float:  # noqa: N802
        return self.after

    def _lay(self, row: Row) -> Laid:
        setting, faces = self.setting, self.faces
        face = faces.body if row.kind == "normal" else faces.heading
        spans = row.spans or ((len(self.columns),) if row.kind == "band" else ())
        cells = []
        x, place = 0.0, 0
        for number, text in enumerate(row.cells):
            covered = self.columns[place : place + (spans[number] if spans else 1)]
            width = sum([column.width for column in covered])
            align = covered[0].align
            if row.kind == "header":
                align = "center"
            elif len(covered) > 1:
                align = "center" if number else "left"
            size = (covered[0].size if row.kind != "header" else 0) or setting.size
            lines = self._lines(text, face, size, width - 2 * setting.across)
            leading = setting.leading if size == setting.size else 1.25 * size
            heads = "Column" if row.kind == "header" else "" if self.header or number else "Row"
            cells.append(
                Cell(x, width, align, size, leading, lines, element_of(heads, len(covered)))
            )
            x += width
            place += len(covered)
        most = max([len(cell.lines) * cell.leading for cell in cells])
        return Laid(tuple(cells), most + 2 * setting.above, row.kind, Element("TR"))

    def _lines(self, text: str, face: str, size: float, room: float) -> tuple[Line, ...]:
        if "\n" in text:
            return tuple(
                line for part in text.split("\n") for line in self._lines(part, face, size, room)
            )
        return cell_lines(self.faces.shown(text), face, size, room)

    def _header_height(self) -> float:
        return self.header.height if self.header else 0

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803
        self.width = aW
        self.height = self._header_height() + sum([row.height for row in self.rows])
        return aW, self.height

    def least(self, width: float) -> float:
        """The header and the first rows that must stand together."""
        if self.stays_whole():
            return self.height
        return self._header_height() + sum(
            row.height for row in self.rows[: next(self._breaks(), None)]
        )

    def stays_whole(self) -> bool:
        """Whether it is asked to, and low enough."""
        self.height = self._header_height() + sum([row.height for row in self.rows])
        return self.whole and self.height <= WHOLE

    def _breaks(self) -> Iterator[int]:
        """Before which rows a page should end: two rows, or one as high as a rest is, and enough of a rest."""
        rest = sum([row.height for row in self.rows])
        enough = min(REST, rest / 2) - FUZZ
        first = 1 if self.rows[0].height >= REST else 2
        for place, row in enumerate(self.rows[:-1]):
            if place >= first and rest >= enough and self._can_break(place):
                yield place
            rest -= row.height

    def _can_break(self, place: int) -> bool:
        """Whether a page may end before this row: not after a band, not before a subtotal."""
        return (
            self.rows[place - 1].kind not in ("band", "chapter") and self.rows[place].kind != "sum"
        )

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803
        if (self.stays_whole() or self.continued) and not at_top(self):
            return []
        room = aH - self._header_height() + FUZZ
        breaks = set(self._breaks())
        good, best, used = 0, 0, 0.0
        for place, row in enumerate(self.rows):
            if place and self._can_break(place):
                best = place
                good = place if place in breaks else good
            used += row.height
            if used > room:
                break
        else:
            return [self]
        if not good and not at_top(self):
            return []
        if good or best:
            place = good or best
            return [self._part(self.rows[:place]), self._part(self.rows[place:], continued=True)]
        return self._tear(room)

    def _tear(self, room: float) -> list[Flowable]:
        """The first rows are higher than a page: as many of them as fit, else a part of the first."""
        first = self.rows[0]
        if first.height <= room:
            return [self._part(self.rows[:1]), self._part(self.rows[1:])]
        lines = max(int((room - 2 * self.setting.above) / self.setting.leading), 1)
        height = lines * self.setting.leading + 2 * self.setting.above
        upper = tuple(cell._replace(lines=cell.lines[:lines]) for cell in first.cells)
        lower = tuple(cell._replace(lines=cell.lines[lines:]) for cell in first.cells)
        rest = first._replace(cells=lower, height=first.height - lines * self.setting.leading)
        return [
            self._part([first._replace(cells=upper, height=height)]),
            self._part([rest, *self.rows[1:]]),
        ]

    def _part(self, rows: Sequence[Laid], continued: bool = False) -> Grid:
        """Some of the rows; `continued` on the next page, even where this one has room for a few."""
        part = Grid.__new__(Grid)
        Flowable.__init__(part)
        part.columns, part.faces, part.setting = self.columns, self.faces, self.setting
        part.header, part.rows = self.header, list(rows)
        part.before, part.after, part.whole = 0, self.after, False
        part.element, part.tails, part.continued = self.element, self.tails, continued
        return part

    def draw(self) -> None:
        canvas: Canvas = self.canv
        canvas.saveState()
        width = self.table_width
        canvas.translate((self.width - width) / 2, 0)
        rows = [self.header, *self.rows] if self.header else self.rows
        begin_artifact(canvas)
        self._draw_washes(canvas, rows, width)
        self._draw_rules(canvas, rows, width)
        end(canvas)
        self._draw_texts(cast("TaggedCanvas", canvas), rows)
        canvas.restoreState()

    def _draw_washes(self, canvas: Canvas, rows: Sequence[Laid], width: float) -> None:
        y = self.height
        for row in rows:
            y -= row.height
            if row.kind != "normal":
                dark = row.kind in ("header", "chapter")
                canvas.setFillGray(WASH if dark else WASH_LIGHT)
                canvas.rect(0, y, width, row.height, stroke=0, fill=1)
        canvas.setFillGray(0)

    def _draw_rules(self, canvas: Canvas, rows: Sequence[Laid], width: float) -> None:
        canvas.setLineWidth(HAIR)
        y = self.height
        open_since: dict[float, float] = {}
        lines = []
        for row in rows:
            edges = {cell.x for cell in row.cells[1:]}
            for x in [x for x in open_since if x not in edges]:
                lines.append((x, open_since.pop(x), x, y))
            for x in edges:
                open_since.setdefault(x, y)
            y -= row.height
            lines.append((0, y, width, y))
        lines += [(x, top, x, 0) for x, top in open_since.items()]
        canvas.lines(lines[:])
        canvas.setLineWidth(FRAME)
        canvas.rect(0, 0, width, self.height, stroke=1, fill=0)

    def _draw_texts(self, canvas: TaggedCanvas, rows: Sequence[Laid]) -> None:
        """The cells' texts, each marked as its cell; a header that is repeated is no part of the table."""
        setting = self.setting
        ink = Ink(canvas)
        canvas.tags.root.add(self.element)
        y = self.height
        for row in rows:
            repeated = row is self.header and row.element.parent is not None
            if not repeated:
                self.element.add(row.element)
            for cell in row.cells:
                row.element.add(cell.element)
                ink.mark(REPEATED if repeated else canvas.tags.begin(cell.element))
                spare = row.height - len(cell.lines) * cell.leading
                top = y - spare / 2
                baseline = top - (cell.leading - cell.size) / 2 - 0.88 * cell.size
                for line in cell.lines:
                    ink.at(
                        cell.x + setting.across + shift(cell, line, setting.across, self.tails),
                        baseline,
                    )
                    for run in line.runs:
                        ink.write(run.face, cell.size, run.text)
                    baseline -= cell.leading
                ink.mark(END)
            y -= row.height
        ink.dry()


def scaled(columns: Sequence[Column], width: float) -> list[Column]:
    """The columns stretched in proportion to fill `width`."""
    total = sum(column.width for column in columns)
    return [replace(column, width=column.width * width / total) for column in columns]
