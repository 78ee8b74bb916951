"""概览: on the first page, where the district stands and what is to be done, for a reader of one minute."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from reportlab.platypus.flowables import Flowable

from evaluator.report.blocks import CAPTION, LEADING, TABLE_MIDDLE, TABLE_SMALL, small
from evaluator.report.charts import radar_chart
from evaluator.report.flow import Beside, Gap, Together
from evaluator.report.grid import Column, Grid, Row, Setting, scaled
from evaluator.report.lines import Run
from evaluator.report.page import TEXT_HEIGHT, TEXT_WIDTH
from evaluator.report.tags import Element
from evaluator.report.text import Style, Text
from evaluator.report.typography import Faces
from evaluator.report.words import NONE, column, counted, date_text, rate_text, rates_due, sentence
from evaluator.scoring.result import Evaluation, IndicatorResult


class Density(NamedTuple):
    """How close the page is set: the space above it and between its blocks, in points, and its tables."""

    above: float
    between: float
    figures: Setting
    losses: Setting
    steps: Setting


AIRY = Density(
    0.5 * LEADING,
    8,
    Setting(12, 16, across=4, above=5),
    TABLE_MIDDLE,
    Setting(10.5, 14, across=3.5),
)
CLOSE = Density(
    0, 4, Setting(12, 16, across=4, above=3), TABLE_SMALL, Setting(10, 13, across=3.5, above=1.5)
)
"""Below a title of three lines, where the page would not hold all of it otherwise."""
LARGE = 20.0
RADAR_WIDTH, RADAR_LEAST, RADAR_MOST = 220.0, 150.0, 200.0
"""In points; the least height at which the names of its axes can be read with ease (7 pt)."""
RADAR_TITLE = Style(10, 18, align="center")
BETWEEN = 10.0
LOSSES = 5


def overview(evaluation: Evaluation, faces: Faces, above: Sequence[Flowable]) -> list[Flowable]:
    """Score and grade, the chapters' rates, the largest losses, the deadlines, on the rest of the page.

    What stands `above` and the texts take what they need; the radar is as high as there is room left.
    Where that is too little the blocks are set closer, and below a very long title, where even that
    is too little, the radar stands on the next page.
    """
    for density in (AIRY, CLOSE):
        before, after = _around(evaluation, faces, density)
        taken = sum(
            block.wrap(TEXT_WIDTH, TEXT_HEIGHT)[1] + block.getSpaceBefore() + block.getSpaceAfter()
            for block in (*above, *before, *after)
        )
        losses, room = _losses(evaluation, faces, density.losses), TEXT_HEIGHT - taken
        if fits := room >= max(RADAR_LEAST, losses.wrap(losses.table_width, room)[1]):
            break
    radar = _radar(evaluation, faces, min(room, RADAR_MOST) if fits else RADAR_MOST)
    return [*before, Beside([(radar, RADAR_WIDTH), (losses, losses.table_width)], BETWEEN), *after]


def _around(
    evaluation: Evaluation, faces: Faces, density: Density
) -> tuple[list[Flowable], list[Flowable]]:
    """What stands before and after the radar and the losses."""
    before: list[Flowable] = [
        Gap(density.above),
        Text([Run(faces.heading, "概　览")], CAPTION, (0, "概览"), Element("H2")),
        _figures(evaluation, faces, density.figures),
        Gap(density.between),
        small(faces, _grade(evaluation)),
        Gap(density.between),
    ]
    return before, [Gap(density.between + 2), _deadlines(evaluation, faces, density.steps)]


def _figures(evaluation: Evaluation, faces: Faces, setting: Setting) -> Flowable:
    total = evaluation.overall
    pairs = (
        ("自评分", column(total.self_score if total.rate else None)),
        ("适用分值", column(total.applicable_points)),
        ("得分率", rate_text(total.rate)),
        ("等级", total.grade),
    )
    columns = [Column(name, TEXT_WIDTH / len(pairs), "center", LARGE) for name, _ in pairs]
    return Grid(columns, [Row(tuple(value for _, value in pairs), "sum")], faces, setting)


def _grade(evaluation: Evaluation) -> str:
    """How the grade came about, and which 限制性规定 may still change it."""
    total, rules = evaluation.overall, evaluation.rules
    said = sentence("；".join(total.grade_path)) if total.grade_path else ""
    states = counted(
        [
            ("成立", sum(rule.state == "holds" for rule in rules)),
            ("不成立", sum(rule.state == "not_holds" for rule in rules)),
            ("未判定", sum(rule.state == "undecided" for rule in rules)),
        ],
        "项",
    )
    return said + (f"限制性规定{len(rules)}项：{states}。" if rules else "")


def _radar(evaluation: Evaluation, faces: Faces, height: float) -> Flowable:
    """The radar below its title, `height` points together."""
    rates = [chapter.rate for chapter in evaluation.chapters]
    title = Text([Run(faces.heading, "一级指标得分率")], RADAR_TITLE)
    chart = radar_chart(
        [chapter.title for chapter in evaluation.chapters],
        [rate.exact if rate else None for rate in rates],
        [rate.text if rate else "" for rate in rates],
        RADAR_WIDTH,
        height - RADAR_TITLE.leading,
        faces.body,
        faces.heading,
    )
    return Together([title, chart])


def _rate(indicator: IndicatorResult) -> str:
    return "未填报" if indicator.status == "missing" else rate_text(indicator.rate)


def _losses(evaluation: Evaluation, faces: Faces, setting: Setting) -> Grid:
    ranked = sorted(
        (entry for entry in evaluation.indicators if entry.lost and not entry.bonus),
        key=lambda entry: -(entry.lost or 0),
    )
    rows = [
        Row((f"{entry.id} {entry.title}", _rate(entry), column(entry.lost)))
        for entry in ranked[:LOSSES]
    ]
    columns = [
        Column("失分最多的指标", 136),
        Column("得分率", 45, "right"),
        Column("失分", 37, "right"),
    ]
    return Grid(
        scaled(columns, TEXT_WIDTH - RADAR_WIDTH - BETWEEN),
        rows or [Row(("没有失分的指标", NONE, NONE))],
        faces,
        setting,
    )


def _deadlines(evaluation: Evaluation, faces: Faces, setting: Setting) -> Flowable:
    due = [
        (entry.deadline, f"完成整改（得分率{rates}的指标）", entry.problems)
        for entry, rates in zip(evaluation.deadlines, rates_due(evaluation.deadlines), strict=True)
    ]
    missing = Counter(entry.deadline for entry in evaluation.missing)
    due += [(date, "补报数据（未填报的指标）", count) for date, count in missing.items()]
    steps = [(date, what, f"{count}个") for date, what, count in due if count]
    if evaluation.plan_deadline:
        steps.append((evaluation.plan_deadline, "报送整改方案", NONE))
    rows = [
        Row((f"{date_text(date)}前", what, count))
        for date, what, count in sorted(steps, key=lambda step: step[0])
    ]
    if not rows:
        return small(faces, "没有列为问题、需要限期整改的指标，也没有未填报的指标。")
    columns = [Column("期限", 110), Column("事项", 272), Column("指标数", 60, "right")]
    return Grid(columns, rows, faces, setting, whole=True)
