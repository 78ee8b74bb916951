"""The charts of the report, in greys: the radar of the 一级指标 and the bars of the plan's items.

Rates are compared as fractions; floats are lengths, in points on the page, in em inside a chart.
"""

from __future__ import annotations

from cmath import rect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from math import pi

from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.flowables import Flowable

from evaluator.report.labels import label_lines
from evaluator.report.tags import Element, begin, end, text_string

NOT_APPLICABLE = "不适用"
NOTHING = "没有可显示的指标"
TICKS = (0, 20, 40, 60, 80, 100)
LONGEST = 215 * mm
"""No bar chart is higher if smaller type can help: 225 mm of text block less the caption's line."""
WHITE, WASH, GRID, BAR, BLACK = 1.0, 0.9, 0.72, 0.68, 0.0
"""Grey values far enough apart to survive a photocopier."""


@dataclass(frozen=True)
class Bar:
    """One row: its label, its rate (None: not applicable), the rate in words and its 一级指标."""

    label: str
    rate: Fraction | None
    text: str
    group: str

    @property
    def value(self) -> str:
        return NOT_APPLICABLE if self.rate is None else self.text

    @property
    def told(self) -> str:
        return f"{self.label}{NOT_APPLICABLE if self.rate is None else f'为{self.text}'}"

    @property
    def share(self) -> float:
        return 0.0 if self.rate is None else min(max(float(self.rate), 0.0), 1.0)


class Chart(Flowable):
    """A drawing of fixed size, never split; `alternative_text` says in a sentence what it shows."""

    def __init__(
        self, width: float, height: float, em: float, told: str, paint: Callable[[Canvas], None]
    ) -> None:
        super().__init__()
        self.width, self.height, self.em = width, height, em
        self.alternative_text = told
        self.paint = paint

    def draw(self) -> None:
        left, foot = self.canv.absolutePosition(0, 0)
        box = f"{left:.2f} {foot:.2f} {left + self.width:.2f} {foot + self.height:.2f}"
        alternative = f"/Alt {text_string(self.alternative_text)}"
        begin(self.canv, Element("Figure", f"{alternative}/A<</O/Layout/BBox [{box}]>>"))
        self.canv.scale(self.em, self.em)
        self.paint(self.canv)
        end(self.canv)


@dataclass(frozen=True)
class _Faces:
    """Two fonts by their registered names; `width` in em is that of the wider one."""

    font: str
    heading: str

    def width(self, text: str) -> float:
        return max(stringWidth(text, font, 1) for font in (self.font, self.heading))


def radar_chart(
    labels: Sequence[str],
    rates: Sequence[Fraction | None],
    rate_texts: Sequence[str],
    width: float,
    height: float,
    font: str,
    heading: str,
) -> Flowable:
    """The score rates of the 一级指标, one axis each, clockwise from the top.

    `font` and `heading` are registered font names. A rate of None is 不适用 and has no point.
    """
    rows = [Bar(*row, group="") for row in zip(labels, rates, rate_texts, strict=True)]
    em = min(10.5, width / 26, height / 18) if rows else 10.5
    centre = complex(width, height) / em / 2
    paint = partial(_paint_radar, rows=rows, centre=centre, faces=_Faces(font, heading))
    told = f"显示{len(rows)}个一级指标的得分率：{'；'.join(row.told for row in rows)}"
    return Chart(width, height, em, f"雷达图，{told if rows else NOTHING}。", paint)


def bar_chart(
    rows: Sequence[Bar],
    width: float,
    font: str,
    heading: str,
    limit: Fraction | None = None,
    limit_text: str = "",
) -> Flowable:
    """A horizontal bar a row from 0 to 100%, under a title for each run of rows of one group.

    `font` and `heading` are registered font names. Rows below `limit` are hatched and marked ▼;
    `limit_text` names the limit, e.g. 标准线85%.
    """
    faces = _Faces(font, heading)
    for em in (10.0, 9.0, 8.0, 7.0, 6.0, 5.0):
        placed = _rows(rows, width / em * 0.44, faces, limit)
        foot = placed[-1].foot - 2 if placed else -2
        if -foot * em <= LONGEST and width >= 28 * em:
            break
    line = (0.0, "") if limit is None else (float(limit), limit_text or "标准")
    size = complex(width / em, -foot)
    paint = partial(_paint_bars, rows=placed, size=size, faces=faces, limit=line)
    return Chart(width, -foot * em, em, _bars_told(placed, line[1]), paint)


def _bars_told(rows: Sequence[_Row], limit_text: str) -> str:
    told = "；".join((f"{row.title}：" if row.title else "") + row.bar.told for row in rows)
    told = f"显示{len(rows)}项的得分率。{told}" if rows else NOTHING
    below = "、".join(row.bar.label for row in rows if row.below)
    return f"条形图，{told}。" + (f"低于{limit_text}的有：{below}。" if below else "")


def _write(canvas: Canvas, font: str, text: str, at: complex, side: int = 1, em: float = 1) -> None:
    """A line half-way up at the point: right of it (1), left of it (-1), centred on it (0)."""
    canvas.setFillGray(BLACK)
    canvas.setFont(font, em)
    draw = (canvas.drawCentredString, canvas.drawString, canvas.drawRightString)[side]
    draw(at.real, at.imag - 0.36 * em, text)


def _box(canvas: Canvas, middle: complex, size: complex, grey: float, line: int = 0) -> None:
    """A rectangle by the middle of its left side."""
    canvas.setFillGray(grey)
    corner = middle - size.imag * 0.5j
    canvas.rect(corner.real, corner.imag, size.real, size.imag, stroke=line, fill=1)


def _outline(canvas: Canvas, points: Sequence[complex], fill: int = 0) -> None:
    path = canvas.beginPath()
    for i, point in enumerate(points):
        (path.lineTo if i else path.moveTo)(point.real, point.imag)
    if len(points) > 1:
        path.close()
        canvas.drawPath(path, fill=fill, stroke=1 - fill)


def _paint_radar(canvas: Canvas, rows: Sequence[Bar], centre: complex, faces: _Faces) -> None:
    if not rows:
        _write(canvas, faces.font, NOTHING, centre, side=0)
        return
    ways = [rect(1, pi / 2 - 2 * pi * i / len(rows)) for i in range(len(rows))]
    labels = [(*label_lines(row.label, faces.width, centre.real * 0.52), row.value) for row in rows]
    wide = max(faces.width(line) for label in labels for line in label)
    high = max(len(label) for label in labels) * 1.25
    radius = max(min(centre.real - wide, centre.imag - high) - 0.7, 0.1)
    axes = list(zip(ways, rows, labels, strict=True))
    points = [way * radius * row.share for way, row, _ in axes if row.rate is not None]
    canvas.translate(centre.real, centre.imag)
    canvas.setFillGray(WASH)
    _outline(canvas, points, fill=1)
    canvas.setStrokeGray(GRID)
    canvas.setLineWidth(0.05)
    for tick in TICKS[1:]:
        _outline(canvas, [way * radius * tick / 100 for way in ways])
    for way, row, label in axes:
        canvas.setDash([0.2, 0.2] if row.rate is None else [])
        canvas.line(0, 0, way.real * radius, way.imag * radius)
        _paint_label(canvas, label, way * (radius + 0.7), faces)
    canvas.setDash()
    canvas.setStrokeGray(BLACK)
    canvas.setLineWidth(0.12)
    _outline(canvas, points)
    for point in points:
        canvas.circle(point.real, point.imag, 0.25, stroke=0, fill=1)
    for tick in TICKS[1:]:
        text, at = "100%" if tick == 100 else f"{tick}", complex(-0.35, radius * tick / 100)
        _box(canvas, at - 0.7 * faces.width(text), 0.7 * faces.width(text) + 0.55j, WHITE)
        _write(canvas, faces.font, text, at, side=-1, em=0.68)


def _paint_label(canvas: Canvas, lines: Sequence[str], tip: complex, faces: _Faces) -> None:
    """Name and value of an axis, growing from its tip away from the centre."""
    side = 0 if abs(tip.real) < 0.1 else 1 if tip.real > 0 else -1
    top = tip + (tip.imag / abs(tip) + 1) * len(lines) * 0.625j
    for i, line in enumerate(lines, 1):
        font = faces.heading if i == len(lines) else faces.font
        _write(canvas, font, line, top - (i - 0.5) * 1.25j, side)


@dataclass(frozen=True)
class _Row:
    """A bar, its label's lines, its group's title if it is the first; `y` up from the chart's top."""

    bar: Bar
    lines: tuple[str, ...]
    title: str
    below: bool
    y: float
    foot: float


def _rows(bars: Sequence[Bar], room: float, faces: _Faces, limit: Fraction | None) -> list[_Row]:
    rows: list[_Row] = []
    for i, bar in enumerate(bars):
        lines = label_lines(bar.label, faces.width, room)
        below = limit is not None and bar.rate is not None and bar.rate < limit
        title = "" if i and bars[i - 1].group == bar.group else bar.group
        head = -0.3 if limit is None else -1.8
        top = (rows[-1].foot if rows else head) - (1.9 if title else 0)
        foot = top - 0.5 - 1.15 * len(lines)
        rows.append(_Row(bar, lines, title, below, y=(top + foot) / 2, foot=foot))
    return rows


def _paint_bars(
    canvas: Canvas, rows: Sequence[_Row], size: complex, faces: _Faces, limit: tuple[float, str]
) -> None:
    if not rows:
        _write(canvas, faces.font, NOTHING, size / 2, side=0)
        return
    left = max(faces.width(text) for row in rows for text in (*row.lines, row.title)) + 0.8
    scale = size.real - left - max(faces.width(row.bar.value) for row in rows) - 1.8
    head, x = (-1.8, scale * limit[0]) if limit[1] else (-0.3, 0.0)
    canvas.translate(left, size.imag)
    canvas.setLineWidth(0.05)
    for tick in TICKS:
        canvas.setStrokeGray(GRID if tick else BLACK)
        canvas.line(scale * tick / 100, head, scale * tick / 100, 1.4 - size.imag)
        at = complex(scale * tick / 100, 0.6 - size.imag)
        _write(canvas, faces.font, f"{tick}%", at, side=0, em=0.75)
    canvas.setStrokeGray(BLACK)
    if limit[1]:
        canvas.setLineWidth(0.09)
        canvas.setDash([0.3, 0.2])
        canvas.line(x, -1.4, x, 1.4 - size.imag)
        canvas.setDash()
        _write(canvas, faces.heading, limit[1], x - 0.75j, side=0, em=0.85)
        if any(row.below for row in rows):
            _paint_bar(canvas, 0.05 - left - 0.75j, 2, hatched=True)
            _paint_mark(canvas, 2.75 - left - 0.75j)
            _write(canvas, faces.font, f"低于{limit[1]}", 3.4 - left - 0.75j, em=0.85)
    for row in rows:
        _paint_row(canvas, row, left, scale, faces)


def _paint_row(canvas: Canvas, row: _Row, left: float, scale: float, faces: _Faces) -> None:
    """The group's title, the label, the bar and at its end, on white, the value."""
    start, top = complex(0, row.y), complex(-left, row.y + len(row.lines) * 0.575)
    if row.title:
        _write(canvas, faces.heading, row.title, top + 0.95j)
    for i, line in enumerate(row.lines):
        _write(canvas, faces.font, line, top - (i + 0.5) * 1.15j)
    if row.bar.rate is not None:
        _paint_bar(canvas, start, row.bar.share * scale, row.below)
    end, wide = start + row.bar.share * scale, faces.width(row.bar.value)
    _box(canvas, end + 0.2, wide + 0.4 + 1.2j, WHITE)
    _write(canvas, faces.heading if row.below else faces.font, row.bar.value, end + 0.4)
    if row.below:
        _paint_mark(canvas, end + wide + 1.1)


def _paint_bar(canvas: Canvas, start: complex, length: float, hatched: bool) -> None:
    canvas.setLineWidth(0.05)
    _box(canvas, start, length + 0.9j, WHITE if hatched else BAR, line=1)
    for i in range(-2, int(length / 0.4) + 1 if hatched else -2):
        near, far = max(i * 0.4, 0), min(i * 0.4 + 0.9, length)
        if far > near:
            x, y = start.real, start.imag - 0.45 - i * 0.4
            canvas.line(x + near, y + near, x + far, y + far)


def _paint_mark(canvas: Canvas, middle: complex) -> None:
    canvas.setFillGray(BLACK)
    _outline(canvas, [middle + corner for corner in (-0.35 + 0.3j, 0.35 + 0.3j, -0.32j)], fill=1)
