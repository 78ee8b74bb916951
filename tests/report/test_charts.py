"""The charts: what they show, that nothing leaves the box, and what the alternative text says."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from io import BytesIO
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, Frame

from evaluator.report import charts
from evaluator.report.charts import Bar, Chart, bar_chart, radar_chart
from evaluator.report.tags import TaggedCanvas

FONTS = Path(charts.__file__).parent / "fonts"
FONT, HEADING = "charts-test-body", "charts-test-heading"
WIDTH, HEIGHT = 156 * mm, 100 * mm
LIMIT = Fraction(85, 100)
CHAPTERS = (
    "加强党的全面领导",
    "坚持五育并举",
    "突出优质均衡",
    "提升教育支撑创新发展能力",
    "深化教育领域综合改革",
    "夯实发展基础",
)
RATES = [Fraction(n, 10000) for n in (9353, 8800, 7641, 6550, 9200, 8496)]


@pytest.fixture(autouse=True, scope="module")
def _fonts() -> None:
    registerFont(TTFont(FONT, FONTS / "body.ttf"))
    registerFont(TTFont(HEADING, FONTS / "heading.ttf"))


@dataclass(frozen=True)
class Text:
    """A drawn text and its box on the page, in points."""

    text: str
    font: str
    left: float
    bottom: float
    right: float
    top: float

    def overlaps(self, other: Text) -> bool:
        apart = self.right <= other.left or other.right <= self.left
        return not (apart or self.top <= other.bottom or other.top <= self.bottom)


class Recorder(TaggedCanvas):
    """A canvas that remembers its texts, its circles and every point a shape touches."""

    def __init__(self) -> None:
        self.file = BytesIO()
        super().__init__(self.file, pagesize=(1000, 1000), invariant=1)
        self.texts: list[Text] = []
        self.points: list[tuple[float, float]] = []
        self.circles = 0
        self.font = ("", 0.0)

    def setFont(self, name: str, size: float, leading: float | None = None) -> None:  # noqa: N802
        self.font = (name, size)
        super().setFont(name, size, leading)

    def _text(self, left: float, y: float, text: str) -> None:
        font, size = self.font
        x0, y0 = self.absolutePosition(left, y - 0.12 * size)
        x1, y1 = self.absolutePosition(left + stringWidth(text, font, size), y + 0.88 * size)
        self.texts.append(Text(text, font, x0, y0, x1, y1))

    def drawString(self, x: float, y: float, text: str, *args: Any, **kw: Any) -> None:  # noqa: N802
        self._text(x, y, text)
        super().drawString(x, y, text, *args, **kw)

    def drawCentredString(self, x: float, y: float, text: str, *args: Any, **kw: Any) -> None:  # noqa: N802
        self._text(x - stringWidth(text, *self.font) / 2, y, text)
        super().drawCentredString(x, y, text, *args, **kw)

    def drawRightString(self, x: float, y: float, text: str, *args: Any, **kw: Any) -> None:  # noqa: N802
        self._text(x - stringWidth(text, *self.font), y, text)
        super().drawRightString(x, y, text, *args, **kw)

    def line(self, x1: float, y1: float, x2: float, y2: float) -> None:
        self.points += [self.absolutePosition(x1, y1), self.absolutePosition(x2, y2)]
        super().line(x1, y1, x2, y2)

    def rect(self, x: float, y: float, width: float, height: float, *args: Any, **kw: Any) -> None:
        self.points += [self.absolutePosition(x, y), self.absolutePosition(x + width, y + height)]
        super().rect(x, y, width, height, *args, **kw)

    def circle(self, x_cen: float, y_cen: float, r: float, *args: Any, **kw: Any) -> None:
        self.circles += 1
        self.points += [self.absolutePosition(x_cen, y_cen)]
        super().circle(x_cen, y_cen, r, *args, **kw)


def drawn(chart: Flowable) -> Recorder:
    canvas = Recorder()
    chart.wrapOn(canvas, 1000, 1000)
    chart.drawOn(canvas, 100, 100)
    canvas.showPage()
    canvas.save()
    return canvas


def told(chart: Flowable) -> str:
    assert isinstance(chart, Chart)
    return chart.alternative_text


def percent(rate: Fraction | None) -> str:
    return "" if rate is None else f"{float(rate * 100):.2f}%"


def radar(
    rates: Sequence[Fraction | None], width: float = WIDTH, height: float = HEIGHT
) -> Flowable:
    labels = CHAPTERS[: len(rates)]
    return radar_chart(labels, rates, [*map(percent, rates)], width, height, FONT, HEADING)


def row(label: str, rate: Fraction | None, group: str = "突出优质均衡") -> Bar:
    return Bar(label, rate, percent(rate), group)


def plan_rows(count: int, label: str = "推动学前教育普惠优质发展") -> list[Bar]:
    return [
        row(f"{n}.{label}", Fraction(n, count), CHAPTERS[(n - 1) * 6 // count])
        for n in range(1, count + 1)
    ]


def bars(rows: list[Bar], width: float = WIDTH, limit: Fraction | None = LIMIT) -> Flowable:
    return bar_chart(rows, width, FONT, HEADING, limit, "标准线85%" if limit is not None else "")


ONE, NONE = Fraction(1), None
LONG = "推动学前教育普惠优质发展和义务教育优质均衡发展并向乡村学校和薄弱学校倾斜以及其他各项重点工作任务"
CASES = {
    "radar": lambda: radar(RATES),
    "radar, two not applicable": lambda: radar([ONE, NONE, ONE, ONE, NONE, ONE]),
    "radar, only one applicable": lambda: radar([NONE, NONE, ONE, NONE, NONE, NONE]),
    "radar, none applicable": lambda: radar([NONE] * 6),
    "radar, all zero": lambda: radar([Fraction(0)] * 6),
    "radar, all full": lambda: radar([ONE] * 6),
    "radar, rate above one": lambda: radar([Fraction(3, 2)] * 6),
    "radar, small": lambda: radar(RATES, 70 * mm, 60 * mm),
    "radar, flat": lambda: radar(RATES, WIDTH, 40 * mm),
    "radar, narrow": lambda: radar(RATES, 60 * mm, HEIGHT),
    "radar, five": lambda: radar(RATES[:5]),
    "radar, two": lambda: radar(RATES[:2]),
    "radar, one": lambda: radar(RATES[:1]),
    "radar, empty": lambda: radar([]),
    "bars": lambda: bars(plan_rows(22)),
    "bars, no limit": lambda: bars(plan_rows(22), limit=None),
    "bars, long labels": lambda: bars(plan_rows(22, LONG)),
    "bars, Latin label": lambda: bars([row("internet plus education " * 4, ONE)]),
    "bars, sixty": lambda: bars(plan_rows(60)),
    "bars, one": lambda: bars(plan_rows(1)),
    "bars, one short": lambda: bars([row("1.甲", Fraction(1, 2), "")]),
    "bars, empty": lambda: bars([]),
    "bars, none applicable": lambda: bars([row("1.甲", NONE), row("2.乙", NONE)]),
    "bars, zero and above one": lambda: bars([row("1.甲", Fraction(0)), row("2.乙", Fraction(2))]),
    "bars, narrow": lambda: bars(plan_rows(22), 60 * mm),
    "bars, limit 100%": lambda: bars(plan_rows(22), limit=ONE),
}


@pytest.mark.parametrize("case", CASES)
def test_nothing_leaves_the_box(case: str) -> None:
    chart = CASES[case]()
    width, height = chart.wrap(WIDTH, 225 * mm)
    canvas = drawn(chart)
    assert (width, height) == (chart.width, chart.height)
    assert canvas.texts
    for text in canvas.texts:
        assert text.left >= 100 - 0.01 and text.right <= 100 + width + 0.01, text
        assert text.bottom >= 100 - 0.01 and text.top <= 100 + height + 0.01, text
    for x, y in canvas.points:
        assert 100 - 0.01 <= x <= 100 + width + 0.01
        assert 100 - 0.01 <= y <= 100 + height + 0.01


@pytest.mark.parametrize("case", [case for case in CASES if case != "radar, flat"])
def test_no_text_covers_another(case: str) -> None:
    for one, other in combinations(drawn(CASES[case]()).texts, 2):
        assert not one.overlaps(other), (one, other)


@pytest.mark.parametrize("case", CASES)
def test_the_same_chart_is_the_same_bytes(case: str) -> None:
    assert drawn(CASES[case]()).file.getvalue() == drawn(CASES[case]()).file.getvalue()


@pytest.mark.parametrize("case", CASES)
def test_nothing_is_transparent(case: str) -> None:
    pdf = drawn(CASES[case]()).file.getvalue()
    assert not any(key in pdf for key in (b"/ca ", b"/CA ", b"/SMask", b"/ExtGState", b"/Pattern"))


def test_a_long_name_stands_in_two_lines() -> None:
    texts = [text.text for text in drawn(radar(RATES)).texts]
    assert "提升教育支撑" in texts
    assert "创新发展能力" in texts


def test_every_value_stands_at_its_axis_and_at_its_bar() -> None:
    values = [percent(rate) for rate in RATES]
    assert set(values) <= {text.text for text in drawn(radar(RATES)).texts}
    rows = [row(name, rate) for name, rate in zip(CHAPTERS, RATES, strict=True)]
    assert set(values) <= {text.text for text in drawn(bars(rows)).texts}


def test_an_indicator_that_is_not_applicable_has_no_point() -> None:
    canvas = drawn(radar([*RATES[:4], None, None]))
    assert canvas.circles == 4
    assert [text.text for text in canvas.texts].count("不适用") == 2


def test_an_item_that_is_not_applicable_is_neither_zero_nor_a_problem() -> None:
    chart = bars([row("1.甲", None), row("2.乙", ONE)])
    values = [text for text in drawn(chart).texts if text.text == "不适用"]
    assert [text.font for text in values] == [FONT]
    assert "低于" not in told(chart)


@pytest.mark.parametrize(
    ("rate", "below"),
    [
        (Fraction(0), True),
        (LIMIT - Fraction(1, 10**30), True),
        (LIMIT, False),
        (LIMIT + Fraction(1, 10**30), False),
        (Fraction(1), False),
    ],
)
def test_a_row_is_marked_when_its_exact_rate_is_below_the_limit(
    rate: Fraction, below: bool
) -> None:
    chart = bars([row("1.甲", rate)])
    texts = {text.text: text.font for text in drawn(chart).texts}
    assert texts[percent(rate)] == (HEADING if below else FONT)
    assert ("低于标准线85%" in texts) is below
    assert told(chart).endswith("低于标准线85%的有：1.甲。") is below


def test_without_a_limit_no_row_is_a_problem() -> None:
    assert not any("低于" in text.text for text in drawn(bars(plan_rows(22), limit=None)).texts)


def test_the_title_of_a_group_stands_once_above_its_rows() -> None:
    texts = [text.text for text in drawn(bars(plan_rows(22))).texts]
    assert [text for text in texts if text in CHAPTERS] == list(CHAPTERS)
    assert texts.index(CHAPTERS[1]) < texts.index("5.推动学前教育普惠优质发展")


@pytest.mark.parametrize("case", ["bars", "bars, long labels", "bars, sixty"])
def test_a_bar_chart_fits_the_text_block_with_its_caption(case: str) -> None:
    chart = CASES[case]()
    assert chart.height <= 215 * mm
    frame = Frame(0, 0, WIDTH, 225 * mm, 0, 0, 0, 0)
    assert frame.add(chart, Recorder()) == 1


def test_a_label_too_long_for_two_lines_ends_in_an_ellipsis_and_is_told_whole() -> None:
    chart = bars([row(f"10.{LONG}", ONE)])
    texts = [text.text for text in drawn(chart).texts]
    assert any(text.startswith("10.推动") for text in texts)
    assert sum(text.endswith("…") for text in texts) == 1
    assert f"10.{LONG}为100.00%" in told(chart)


@pytest.mark.parametrize(
    ("label", "lines"),
    [
        ("10.推动学前教育普惠优质发展", ["10.推动学前教育", "普惠优质发展"]),
        ("深化“互联网，教育”融合发展", ["深化“互联网，", "教育”融合发展"]),
        ("提高教育质量（试点）水平", ["提高教育质量", "（试点）水平"]),
        ("完成到2025年的各项任务", ["完成到2025年的", "各项任务"]),
        ("甲乙丙丁2021年戊己", ["甲乙丙丁", "2021年戊己"]),
    ],
)
def test_a_line_ends_neither_inside_a_number_nor_at_the_wrong_side_of_a_mark(
    label: str, lines: list[str]
) -> None:
    chart = radar_chart([label], [ONE], ["100%"], 111 * mm, HEIGHT, FONT, HEADING)
    assert [text.text for text in drawn(chart).texts][: len(lines)] == lines


def test_the_alternative_text_of_the_radar_is_a_sentence_with_every_value() -> None:
    assert told(radar([RATES[0], None])) == (
        "雷达图，显示2个一级指标的得分率：加强党的全面领导为93.53%；坚持五育并举不适用。"
    )
    for label, rate in zip(CHAPTERS, RATES, strict=True):
        assert f"{label}为{percent(rate)}" in told(radar(RATES))


def test_the_alternative_text_of_the_bars_names_groups_values_and_problems() -> None:
    rows = [
        row("10.推动学前教育普惠优质发展", Fraction(4, 5)),
        row("12.推动民办教育高质量发展", None),
        row("13.高水平推进职业教育高地建设", ONE, "提升教育支撑创新发展能力"),
    ]
    assert told(bars(rows)) == (
        "条形图，显示3项的得分率。突出优质均衡：10.推动学前教育普惠优质发展为80.00%；"
        "12.推动民办教育高质量发展不适用；提升教育支撑创新发展能力：13.高水平推进职业教育高地建设为100.00%。"
        "低于标准线85%的有：10.推动学前教育普惠优质发展。"
    )


def test_an_empty_chart_says_so() -> None:
    for chart in (radar([]), bars([])):
        assert [text.text for text in drawn(chart).texts] == ["没有可显示的指标"]
        assert told(chart).endswith("没有可显示的指标。")


def test_lists_of_different_length_are_refused() -> None:
    with pytest.raises(ValueError, match="zip"):
        radar_chart(CHAPTERS, RATES, ["93.53%"], WIDTH, HEIGHT, FONT, HEADING)


def test_the_charts_do_not_load_reportlab_graphics() -> None:
    code = (
        "import sys, evaluator.report.charts; "
        "sys.exit(any(name.startswith('reportlab.graphics') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
