"""附件1 得分明细表: every indicator below its item and chapter, with their subtotals."""

from __future__ import annotations

from collections.abc import Iterator

from reportlab.platypus.flowables import Flowable

from evaluator.report.blocks import annex_heading, small
from evaluator.report.cells import Kind
from evaluator.report.flow import Gap
from evaluator.report.grid import Column, Grid, Row, Setting, scaled
from evaluator.report.page import WIDE_WIDTH
from evaluator.report.typography import Faces
from evaluator.report.words import NONE, column, is_verified, numeral, rate_text, tight
from evaluator.scoring.result import Evaluation, IndicatorResult, ItemTally, Tally

COLUMNS = (
    Column("编号", 30, "center"),
    Column("指标", 149),
    Column("分值", 42, "right"),
    Column("实际值", 74, "decimal"),
    Column("满分标准", 65, "center"),
    Column("来源", 124, "center"),
    Column("自评分", 42, "right"),
    Column("核定分", 36, "right"),
    Column("得分率", 43, "right"),
    Column("状态", 34, "center"),
)
TIGHT = Setting(9, 12, above=2)
ONE_LINE = 14
"""Characters of sources that fit a line of their column where half of them are digits and signs."""
SUBTOTAL = (2, 1, 3, 1, 1, 1, 1)


def score_details(evaluation: Evaluation, faces: Faces, number: int, title: str) -> list[Flowable]:
    legend = (
        "一级、二级指标所在行为小计。来源指满分标准的来源：“国”为国家标准，“市”为市级要点或市公布的目标，"
        "“拟”为指标体系拟定，括号内为其适用的部分，标准全文见附件4。状态：“满分”为得满分，“问题”及其序号为列入"
        "“五、存在问题”的指标，“计分”为其余计分的指标；未填报的指标得0分，不适用的指标不计入适用分值。"
    )
    if not is_verified(evaluation):
        legend += "尚未开展核查，核定分以“—”表示。"
    head = annex_heading(faces, number, title)
    grid = Grid(scaled(COLUMNS, WIDE_WIDTH), list(_rows(evaluation)), faces, TIGHT)
    return [*head, small(faces, legend), Gap(6), grid]


def _rows(evaluation: Evaluation) -> Iterator[Row]:
    numbers = {problem.indicator: problem.number for problem in evaluation.problems}
    for chapter in evaluation.chapters:
        yield _subtotal(f"{numeral(chapter.id)}、{chapter.title}", chapter, "chapter")
        for item in evaluation.items:
            if item.chapter != chapter.id:
                continue
            if not item.scored:
                yield _unscored(item)
                continue
            yield _subtotal(f"{item.id}.{item.heading}", item)
            for indicator in evaluation.indicators:
                if indicator.item == item.id:
                    yield _indicator(indicator, numbers.get(indicator.id))
    yield _subtotal("合计", evaluation.overall, "sum")


def printed_rows(evaluation: Evaluation) -> list[str]:
    """The texts of the table's rows without white space, as they are read back from a report."""
    return ["".join("".join(row.cells).split()) for row in _rows(evaluation)]


def _unscored(item: ItemTally) -> Row:
    text = f"{item.id}.{item.heading}：不计分。{item.reason}"
    return Row((text,), "normal", (len(COLUMNS),))


def _subtotal(name: str, tally: Tally, kind: Kind = "band") -> Row:
    cells = (
        name,
        column(tally.points),
        f"适用分值 {column(tally.applicable_points)}",
        column(tally.self_score if tally.rate else None),
        column(tally.verified_score),
        rate_text(tally.rate),
        "不适用" if tally.rate is None else "",
    )
    return Row(cells, kind, SUBTOTAL)


def _indicator(indicator: IndicatorResult, problem: int | None) -> Row:
    return Row(
        (
            indicator.id,
            indicator.title,
            column(indicator.points),
            _actual(indicator),
            tight(indicator.full_marks_at),
            _source(indicator.standard_mark),
            column(indicator.self_score),
            column(indicator.verified_score),
            rate_text(indicator.rate),
            _status(indicator, problem),
        )
    )


def _actual(indicator: IndicatorResult) -> str:
    """The value (what stands in brackets below it), or of a checklist how many of its parts are met."""
    if indicator.value is not None:
        return tight(indicator.value.text).replace("（", "\n（")
    if indicator.status == "scored" and indicator.parts:
        met = sum(part.met is True for part in indicator.parts)
        return f"{len(indicator.parts)}项中{met}项"
    return "分母为零" if indicator.status == "scored" else NONE


def _source(mark: str) -> str:
    """The sources of the standards, each on a line of its own where they are long."""
    return mark.replace("）、", "）、\n") if len(mark) > ONE_LINE else mark


def _status(indicator: IndicatorResult, problem: int | None) -> str:
    match indicator.status:
        case "missing":
            return "未填报"
        case "not_applicable":
            return "不适用"
        case "pending":
            return "待评定"
        case "scored":
            if problem is not None:
                return f"问题{problem}"
            full = indicator.rate is not None and indicator.rate.exact == 1
            return "满分" if full else "计分"
