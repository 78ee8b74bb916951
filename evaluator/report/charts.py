"""The charts of the report, in greys: the radar of the 一级指标 and the bars of the plan's items.

Rates arrive as fractions and are compared as such; floats are coordinates in points, nothing else.
"""

from __future__ import annotations

from cmath import rect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from itertools import groupby
from math import pi

from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.flowables import Flowable

NOT_APPLICABLE = "不适用"
TICKS = (20, 40, 60, 80, 100)
LONGEST = 215 * mm
"""No bar chart is higher if smaller type can help: 225 mm of text block less the caption's line."""
WASH, GRID, BAR = 0.9, 0.72, 0.68
"""Grey values far enough apart, and from paper and ink, to survive a photocopier."""
DROP = 0.36
"""From the middle of a line of Chinese down to its baseline, in type sizes."""


@dataclass(frozen=True)
class Bar:
    """One row: its label, its rate (None: not applicable), the rate in words and its 一级指标."""

    label: str
    rate: Fraction | None
    text: str
    group: str


class Chart(Flowable):
    """A drawing of fixed size, never split; `alternative_text` says in a sentence what it shows."""

    def __init__(
        self, width: float, height: float, alternative_text: str, paint: Callable[[Canvas], None]
    ) -> None:
        super().__init__()
        self.width, self.height = width, height
        self.alternative_text = alternative_text
        self.paint = paint

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - reportlab's names
        return self.width, self.height

    def draw(self) -> None:
        self.canv.saveState()
        self.paint(self.canv)
        self.canv.restoreState()


@dataclass(frozen=True)
class _Type:
    """Two faces by their registered names, and a size."""

    font: str
    heading: str
    size: float


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
    face = _Type(font, heading, min(10.5, width / 30, height / 18))
    axes = [_axis(i / len(rows), row, face, width * 0.26) for i, row in enumerate(rows)]
    radius = _radius(axes, width / 2, height / 2, face.size)
    sentence = f"雷达图，显示{len(rows)}个一级指标的得分率：{_told(rows, '；')}。"
    paint = partial(_paint_radar, axes=axes, x=width / 2, y=height / 2, radius=radius, face=face)
    return Chart(width, height, sentence if rows else "雷达图，没有可显示的指标。", paint)


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
    for size in (10.0, 9.0, 8.0, 7.0, 6.0, 5.0):
        face = _Type(font, heading, size)
        placed = _rows(rows, width * 0.44, face, limit)
        height = size * 2 + (placed[-1].y + placed[-1].height / 2 if placed else 0)
        if height <= LONGEST:
            break
    line = None if limit is None else (_share(limit), limit_text)
    paint = partial(_paint_bars, rows=placed, width=width, height=height, face=face, limit=line)
    return Chart(width, height, _bars_told(placed, limit_text), paint)


def _told(rows: Sequence[Bar], mark: str) -> str:
    return mark.join(
        f"{row.label}{NOT_APPLICABLE}" if row.rate is None else f"{row.label}为{row.text}"
        for row in rows
    )


def _bars_told(rows: Sequence[_Row], limit_text: str) -> str:
    if not rows:
        return "条形图，没有可显示的指标。"
    runs = groupby((row.bar for row in rows), key=lambda bar: bar.group)
    told = "；".join(f"{name}：{_told([*run], '，')}".lstrip("：") for name, run in runs)
    below = "、".join(row.bar.label for row in rows if row.below)
    end = f"低于{limit_text or '标准'}的有：{below}。" if below else ""
    return f"条形图，显示{len(rows)}项的得分率。{told}。{end}"


def _value(row: Bar) -> str:
    return NOT_APPLICABLE if row.rate is None else row.text


def _share(rate: Fraction) -> float:
    return min(max(float(rate), 0.0), 1.0)


def _may_break(text: str, i: int) -> bool:
    """Not inside a number or a Latin word, not after an item's number, not beside a wrong mark."""
    return not (
        text[i] in "，。、；：！？）》”’〕】%."
        or text[i - 1] in "（《“‘〔【"
        or (text[i - 1].isascii() and text[i].isascii())
        or text[:i].rstrip(".").isdigit()
    )


def _lines(text: str, face: _Type, room: float) -> tuple[str, ...]:
    """The text in one line, else in two of like length, the last with an ellipsis if it must be."""

    def width(part: str) -> float:
        return stringWidth(part, face.font, face.size)

    if width(text) <= room:
        return (text,)
    cuts = [i for i in range(1, len(text)) if _may_break(text, i) and width(text[:i]) <= room]
    cut = min(cuts, key=lambda i: max(width(text[:i]), width(text[i:])), default=0)
    shown = rest = text[cut:]
    while rest and width(shown) > room:
        rest = rest[:-1]
        shown = f"{rest}…"
    return (text[:cut], shown) if cut else (shown,)


@dataclass(frozen=True)
class _Axis:
    """One 一级指标: its unit vector, its point on it (None: not applicable), its label's lines."""

    way: complex
    point: complex | None
    lines: tuple[str, ...]
    width: float
    height: float


def _axis(turn: float, row: Bar, face: _Type, room: float) -> _Axis:
    way = rect(1, pi / 2 - 2 * pi * turn)
    way = complex(round(way.real, 6), round(way.imag, 6))
    lines = (*_lines(row.label, face, room), _value(row))
    width = max(stringWidth(line, face.heading, face.size) for line in lines)
    point = None if row.rate is None else way * _share(row.rate)
    return _Axis(way, point, lines, width, face.size * 1.25 * len(lines))


def _radius(axes: Sequence[_Axis], right: float, top: float, size: float) -> float:
    """The largest outer ring which leaves every label, 0.7 type sizes off it, inside the box."""
    radius = min(right, top)
    for axis in axes:
        across, up = abs(axis.way.real), abs(axis.way.imag)
        if across:
            radius = min(radius, (right - axis.width) / across - size * 0.7)
        if up:
            half = axis.height / 2
            radius = min(radius, (top - half) / up - half - size * 0.7)
    return max(radius, 1.0)


def _paint_radar(
    canvas: Canvas, axes: Sequence[_Axis], x: float, y: float, radius: float, face: _Type
) -> None:
    canvas.translate(x, y)
    points = [axis.point * radius for axis in axes if axis.point is not None]
    canvas.setFillGray(WASH)
    _outline(canvas, points, fill=1, stroke=0)
    canvas.setFillGray(0)
    canvas.setStrokeGray(GRID)
    canvas.setLineWidth(0.5)
    for tick in TICKS:
        _outline(canvas, [axis.way * radius * tick / 100 for axis in axes])
    for axis in axes:
        _paint_axis(canvas, axis, radius, face)
    canvas.setStrokeGray(0)
    canvas.setLineWidth(1.2)
    _outline(canvas, points)
    for point in points:
        canvas.circle(point.real, point.imag, face.size / 4, stroke=0, fill=1)
    _paint_ticks(canvas, points, radius, face)


def _outline(canvas: Canvas, points: Sequence[complex], fill: int = 0, stroke: int = 1) -> None:
    if len(points) < 2:
        return
    path = canvas.beginPath()
    path.moveTo(points[0].real, points[0].imag)
    for point in points[1:]:
        path.lineTo(point.real, point.imag)
    path.close()
    canvas.drawPath(path, fill=fill, stroke=stroke)


def _paint_axis(canvas: Canvas, axis: _Axis, radius: float, face: _Type) -> None:
    """The axis, dashed where nothing is applicable, and its label beyond the outer ring."""
    tip, label = axis.way * radius, axis.way * (radius + face.size * 0.7)
    canvas.setDash([] if axis.point is not None else [2, 2])
    canvas.line(0, 0, tip.real, tip.imag)
    canvas.setDash()
    side = (tip.real > 0) - (tip.real < 0)
    draw = (canvas.drawCentredString, canvas.drawString, canvas.drawRightString)[side]
    y = label.imag + (axis.way.imag + 1) * axis.height / 2
    for i, line in enumerate(axis.lines, 1):
        canvas.setFont(face.heading if line is axis.lines[-1] else face.font, face.size)
        draw(label.real, y - (i * 1.25 - 0.625 + DROP) * face.size, line)


def _paint_ticks(canvas: Canvas, points: Sequence[complex], radius: float, face: _Type) -> None:
    """The percentages of the rings beside the axis at the top, clear of the polygon's line."""
    size = face.size * 0.68
    canvas.setFont(face.font, size)
    for tick in TICKS:
        canvas.drawRightString(-4, radius * tick / 100 - DROP * size, f"{tick}%")
