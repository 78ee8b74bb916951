"""The charts of the report, drawn in greys: the radar of the 一级指标, the bars of the plan's items.

Rates arrive as fractions and are compared as such; floats are coordinates in points, nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from itertools import groupby, pairwise
from math import cos, pi, sin

from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.flowables import Flowable

NOT_APPLICABLE = "不适用"
NOTHING = "没有可显示的指标"
RINGS = (0.2, 0.4, 0.6, 0.8, 1.0)
LONGEST = 215 * mm
"""A bar chart up to this height stays whole: the text block of 225 mm less a line for its caption."""
WASH, GRID, BAR = 0.9, 0.72, 0.68
"""Grey values far enough apart, and from paper and ink, to survive a photocopier."""
TIP = 7.0
"""From the outer ring of the radar to a label."""

Point = tuple[float, float]


@dataclass(frozen=True)
class Bar:
    """One row: its label, its rate (None: not applicable), the rate in words and its 一级指标."""

    label: str
    rate: Fraction | None
    text: str
    group: str


class Chart(Flowable):
    """A drawing of fixed size; `alternative_text` says in a sentence what it shows."""

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
    """The faces of a chart, by their registered names, and its type size."""

    font: str
    heading: str
    size: float

    @property
    def leading(self) -> float:
        return self.size * 1.25

    @property
    def drop(self) -> float:
        """From the middle of a line of Chinese down to its baseline."""
        return self.size * 0.36


def radar_chart(
    labels: Sequence[str],
    rates: Sequence[Fraction | None],
    rate_texts: Sequence[str],
    width: float,
    height: float,
    font: str,
    heading: str,
) -> Flowable:
    """The score rates of the 一级指标 on one axis each, clockwise from the top.

    `font` and `heading` are registered font names. An indicator without a rate is called 不适用 and
    has no point. Raises ValueError when the three sequences differ in length.
    """
    rows = list(zip(labels, rates, rate_texts, strict=True))
    told = "；".join(_told(*row) for row in rows)
    sentence = f"雷达图，显示{len(rows)}个一级指标的得分率：{told}。" if rows else f"雷达图：{NOTHING}。"
    for size in (10.5, 9.0, 7.5, 6.0):
        face = _Type(font, heading, size)
        axes = tuple(_axis(i / len(rows), *row, face, width * 0.26) for i, row in enumerate(rows))
        radius = _radius(axes, width, height)
        if radius >= min(width, height) / 4:
            break
    centre = (width / 2, height / 2)
    paint = partial(_paint_radar, axes=axes, centre=centre, radius=max(radius, 1.0), face=face)
    return Chart(width, height, sentence, paint)


def bar_chart(
    rows: Sequence[Bar],
    width: float,
    font: str,
    heading: str,
    limit: Fraction | None = None,
    limit_text: str = "",
) -> Flowable:
    """One horizontal bar a row from 0 to 100 %, under a title for each run of rows of one group.

    `font` and `heading` are registered font names. Rows below `limit` are hatched and marked ▼.
    The type gets smaller before the chart gets longer than `LONGEST`; only then may it be split.
    """
    border = _Limit(limit, limit_text) if limit is not None else None
    for size in (10.0, 9.0, 8.0):
        table = _table(rows, width, _Type(font, heading, size), border)
        if table.height <= LONGEST:
            break
    return _BarChart(rows, table)


def _told(label: str, rate: Fraction | None, text: str) -> str:
    return f"{label}{NOT_APPLICABLE}" if rate is None else f"{label}为{text}"


def _share(rate: Fraction) -> float:
    return min(max(float(rate), 0.0), 1.0)


# Lines of text


def _may_break(text: str, i: int) -> bool:
    """Not inside a number or a Latin word, not after an item's number, not beside a wrong mark."""
    return not (
        text[i] in "，。、；：！？）》”’〕】%."
        or text[i - 1] in "（《“‘〔【"
        or (text[i - 1].isascii() and text[i].isascii())
        or text[:i].rstrip(".").isdigit()
    )


def _shortened(text: str, font: str, size: float, room: float) -> str:
    """The text, or as much of it as the room takes, with an ellipsis."""
    shown = text
    while text and stringWidth(shown, font, size) > room:
        text = text[:-1]
        shown = f"{text}…"
    return shown


def _lines(text: str, font: str, size: float, room: float) -> tuple[str, ...]:
    """The text in one line, else in two of like length, the second shortened if it must be."""

    def longer(i: int) -> float:
        return max(stringWidth(part, font, size) for part in (text[:i], text[i:]))

    if stringWidth(text, font, size) <= room:
        return (text,)
    breaks = [i for i in range(1, len(text)) if _may_break(text, i)]
    even = min(breaks, key=longer, default=0)
    if even and longer(even) <= room:
        return text[:even], text[even:]
    full = max((i for i in breaks if stringWidth(text[:i], font, size) <= room), default=0)
    rest = _shortened(text[full:], font, size, room)
    return (text[:full], rest) if full else (rest,)


# The radar


@dataclass(frozen=True)
class _Axis:
    """One 一级指标: its direction from the centre, its share (None: no point) and its label."""

    dx: float
    dy: float
    share: float | None
    name: tuple[str, ...]
    value: str
    width: float
    height: float

    @property
    def side(self) -> int:
        """Where the label stands: -1 left of the tip, 1 right of it, 0 above or below it."""
        return 0 if abs(self.dx) < 0.1 else 1 if self.dx > 0 else -1


def _axis(
    turn: float, label: str, rate: Fraction | None, text: str, face: _Type, room: float
) -> _Axis:
    name = _lines(label, face.font, face.size, room)
    value = NOT_APPLICABLE if rate is None else text
    widths = [stringWidth(line, face.font, face.size) for line in name]
    return _Axis(
        dx=sin(2 * pi * turn),
        dy=cos(2 * pi * turn),
        share=None if rate is None else _share(rate),
        name=name,
        value=value,
        width=max(*widths, stringWidth(value, face.heading, face.size)),
        height=face.leading * (len(name) + 1),
    )


def _radius(axes: Sequence[_Axis], width: float, height: float) -> float:
    """The largest outer ring which leaves every label inside the box."""
    radius = min(width, height) / 2
    for axis in axes:
        if axis.side:
            radius = min(radius, (width / 2 - axis.width) / abs(axis.dx) - TIP)
        if abs(axis.dy) > 0.1:
            free = (height - axis.height) / 2
            radius = min(radius, free / abs(axis.dy) - axis.height / 2 - TIP)
    return radius


def _paint_radar(
    canvas: Canvas, axes: Sequence[_Axis], centre: Point, radius: float, face: _Type
) -> None:
    def at(axis: _Axis, share: float) -> Point:
        return centre[0] + axis.dx * radius * share, centre[1] + axis.dy * radius * share

    if not axes:
        _paint_nothing(canvas, centre, face)
        return
    points = [at(axis, axis.share) for axis in axes if axis.share is not None]
    canvas.setLineJoin(1)
    canvas.setFillGray(WASH)
    _outline(canvas, points, fill=1, stroke=0)
    canvas.setStrokeGray(GRID)
    canvas.setLineWidth(0.5)
    for ring in RINGS:
        _outline(canvas, [at(axis, ring) for axis in axes])
    for axis in axes:
        canvas.setDash([] if axis.share is not None else [2, 2])
        canvas.line(*centre, *at(axis, 1.0))
    canvas.setDash()
    canvas.setStrokeGray(0)
    canvas.setFillGray(0)
    canvas.setLineWidth(1.2)
    _outline(canvas, points)
    for point in points:
        canvas.circle(*point, 2.6, stroke=0, fill=1)
    for ring in RINGS:
        _paint_ring_label(canvas, at(axes[0], ring), ring, face)
    for axis in axes:
        _paint_axis_label(canvas, axis, at(axis, 1.0), face)


def _outline(canvas: Canvas, points: Sequence[Point], fill: int = 0, stroke: int = 1) -> None:
    if len(points) < 2:
        return
    path = canvas.beginPath()
    path.moveTo(*points[0])
    for point in points[1:]:
        path.lineTo(*point)
    path.close()
    canvas.drawPath(path, fill=fill, stroke=stroke)


def _paint_ring_label(canvas: Canvas, tick: Point, ring: float, face: _Type) -> None:
    canvas.setFont(face.font, face.size * 0.68)
    canvas.drawRightString(tick[0] - 4, tick[1] - face.drop * 0.68, f"{ring:.0%}")


def _paint_axis_label(canvas: Canvas, axis: _Axis, tip: Point, face: _Type) -> None:
    x = tip[0] + axis.dx * TIP
    top = tip[1] + axis.dy * (TIP + axis.height / 2) + axis.height / 2
    draw = (canvas.drawCentredString, canvas.drawString, canvas.drawRightString)[axis.side]
    for i, line in enumerate((*axis.name, axis.value)):
        canvas.setFont(face.heading if i == len(axis.name) else face.font, face.size)
        draw(x, top - (i + 0.5) * face.leading - face.drop, line)


def _paint_nothing(canvas: Canvas, centre: Point, face: _Type) -> None:
    canvas.setFont(face.font, face.size)
    canvas.drawCentredString(centre[0], centre[1] - face.drop, NOTHING)


# The bars


@dataclass(frozen=True)
class _Limit:
    """The rate below which a row is a problem, and its name."""

    rate: Fraction
    text: str


@dataclass(frozen=True)
class _Row:
    """A bar and the lines of its label; `y` is its middle, below the chart's top edge at 0."""

    bar: Bar
    lines: tuple[str, ...]
    y: float
    below: bool


@dataclass(frozen=True)
class _Table:
    """Where everything stands: group titles and rows by y, the scale from `left` over `scale`."""

    width: float
    height: float
    left: float
    scale: float
    face: _Type
    limit: _Limit | None
    titles: tuple[tuple[float, str], ...]
    rows: tuple[_Row, ...]
    sizes: tuple[float, float]
