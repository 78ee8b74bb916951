"""附件2 问题整改台账: what is to be done about each problem, by whom and when; room to sign it off."""

from __future__ import annotations

from reportlab.platypus.flowables import Flowable

from evaluator.report.blocks import (
    annex_heading,
    small,
    small_heading,
    under,
)
from evaluator.report.grid import Column, Grid, Row, Setting, scaled
from evaluator.report.page import WIDE_WIDTH
from evaluator.report.typography import Faces
from evaluator.report.words import date_text, listed, schools_counted, tight
from evaluator.scoring.result import Evaluation, IndicatorResult, MissingEntry, ProblemEntry

WRITABLE = 57
"""The width of a column to write in: 20 mm."""
PROBLEMS = (
    Column("序号", 24, "center"),
    Column("问题（指标）", 79),
    Column("实际值\n满分标准", 71, "center"),
    Column("差距", 70),
    Column("失分", 31, "right"),
    Column("责任\n部门", 52, "center"),
    Column("整改要求", 154),
    Column("整改期限", 44, "center"),
    Column("整改进展", WRITABLE, "center"),
    Column("核验签字", WRITABLE, "center"),
)
MISSING = (
    Column("序号", 24, "center"),
    Column("指标", 138),
    Column("分值", 42, "right"),
    Column("未填报的数据", 168),
    Column("责任部门", 64, "center"),
    Column("补报期限", 75, "center"),
    Column("补报情况", WRITABLE, "center"),
    Column("核验签字", WRITABLE, "center"),
)
SETTING = Setting(9, 12)
NAMED_PLACES = 8


def ledger(evaluation: Evaluation, faces: Faces, number: int, title: str) -> list[Flowable]:
    flow = annex_heading(faces, number, title)
    if not evaluation.problems and not evaluation.missing:
        return [*flow, small(faces, "没有需要整改的问题，也没有需要补报的数据。")]
    blanks = "“整改进展”" if evaluation.problems else ""
    blanks += "“补报情况”" if evaluation.missing else ""
    flow.append(
        small(
            faces,
            f"期限自{date_text(evaluation.provenance.date)}起算。"
            f"{blanks}由区市填写，“核验签字”由核验人签署。",
        )
    )
    if evaluation.problems:
        indicators = {entry.id: entry for entry in evaluation.indicators}
        rows = [_problem(entry, indicators[entry.indicator]) for entry in evaluation.problems]
        flow += under(
            small_heading(faces, f"（一）需要整改的问题（{len(rows)}个）"),
            [Grid(scaled(PROBLEMS, WIDE_WIDTH), rows, faces, SETTING, after=8)],
        )
    if evaluation.missing:
        order = "（二）" if evaluation.problems else "（一）"
        missing = [_missing(place, entry) for place, entry in enumerate(evaluation.missing, 1)]
        flow += under(
            small_heading(faces, f"{order}需要补报的数据（{len(missing)}个指标）"),
            [Grid(scaled(MISSING, WIDE_WIDTH), missing, faces, SETTING)],
        )
    return flow


def _problem(problem: ProblemEntry, indicator: IndicatorResult) -> Row:
    actual = problem.actual if indicator.value else problem.actual.partition("（")[0]
    return Row(
        (
            str(problem.number),
            f"{problem.indicator} {problem.title}",
            f"{tight(actual)}\n{tight(problem.standard)}",
            _gap(problem, indicator),
            f"{problem.lost:f}",
            "、\n".join(problem.departments),
            problem.remedy,
            date_text(problem.deadline),
            "",
            "",
        )
    )


def _gap(problem: ProblemEntry, indicator: IndicatorResult) -> str:
    """The gap, with the schools counted as in section 五."""
    records = indicator.records
    gap = problem.gap.removesuffix(f"；{len(records)}条记录未达标")
    return tight(gap) + (f"\n{schools_counted(records)}未达标" if records else "")


def _missing(place: int, entry: MissingEntry) -> Row:
    return Row(
        (
            str(place),
            f"{entry.indicator} {entry.title}",
            f"{entry.points:f}",
            listed(entry.places, NAMED_PLACES, "处"),
            "、\n".join(entry.departments),
            date_text(entry.deadline),
            "",
            "",
        )
    )
