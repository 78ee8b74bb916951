"""六、整改意见和时限: by deadline, with the departments; 问责研判提示 where one holds."""

from __future__ import annotations

import datetime
from itertools import groupby
from typing import NamedTuple

from reportlab.platypus.flowables import Flowable

from evaluator.report.blocks import TABLE_MIDDLE, paragraph, section_heading, under
from evaluator.report.flow import Headed
from evaluator.report.grid import Column, Grid, Row
from evaluator.report.typography import Faces
from evaluator.report.words import (
    MANY_MISSING,
    date_text,
    government,
    is_verified,
    listed,
    numeral,
    rates_due,
    sentence,
    standard_told,
    tight,
)
from evaluator.scoring.result import Evaluation, MissingEntry, ProblemEntry

NAMED_INDICATORS = 10
DUE = (Column("序号", 36, "center"), Column("指标", 296), Column("责任部门", 110))


class _Part(NamedTuple):
    """A part of the section: its date, what stands first, the rest of the paragraph, the table's rows below it."""

    due: datetime.date
    lead: str
    text: str
    rows: list[Row]


def rectification(evaluation: Evaluation, faces: Faces) -> list[Flowable]:
    """Its last paragraph is too short to be parted: it goes whole onto the page of the signature."""
    dated = sorted([*_by_deadline(evaluation), *_missing(evaluation)], key=lambda part: part.due)
    parts = [*dated, *_prompts(evaluation)]
    return under(
        section_heading(faces, "六、整改意见和时限"),
        [
            paragraph(faces, _introduction(evaluation)),
            *(_told(part, number, faces) for number, part in enumerate(parts, 1)),
            *(paragraph(faces, text) for text in _last(evaluation)),
        ],
    )


def _told(part: _Part, number: int, faces: Faces) -> Flowable:
    said = paragraph(faces, part.text, f"（{numeral(number)}）{part.lead}")
    grid = Grid(DUE, part.rows, faces, TABLE_MIDDLE, before=4, after=8)
    return Headed(said, grid) if part.rows else said


AFTER_PROBLEMS = (
    "整改期间，请在台账中逐项填写整改进展，完成一项，报请核验签字一项；整改期满，请将填写完整的台账"
    "连同佐证材料一并报送。",
    "整改完成情况列入下一年度评价。整改期满仍未完成的，请书面说明原因和下一步措施。",
)
AFTER_MISSING = "补报的数据经核对后，重新计算有关指标的得分。"
ELSEWHERE = (
    "各三级指标的得分和状态见附件1，申报数据的核对情况见附件3，逐项计算过程和所依据的标准见附件4，"
    "报告内所附的数据文件及其校验方法见附件5。"
)
KEEP = "请妥善保存申报数据的来源文件和佐证材料，以备查考。"


def _last(evaluation: Evaluation) -> tuple[str, str]:
    if evaluation.problems:
        return AFTER_PROBLEMS
    return (AFTER_MISSING if evaluation.missing else "") + ELSEWHERE, KEEP


def _introduction(evaluation: Evaluation) -> str:
    who = government(evaluation.district)
    if evaluation.problems:
        due = evaluation.plan_deadline
        when = f"于{date_text(due)}前" if due else "在收到本报告后及时"
        return (
            f"请{who}对照问题整改台账（附件2）制定整改方案，逐项明确整改措施、责任单位和时间表，"
            f"{when}报送，并在规定期限内完成整改。期限自本报告日期"
            f"{date_text(evaluation.provenance.date)}起算，下列各表的序号同“五、存在问题”。"
        )
    if evaluation.missing:
        return f"没有列为问题、需要限期整改的指标。请{who}按期补报未填报的数据。"
    if not evaluation.overall.scored_indicators:
        return "没有计分的三级指标，未提出整改意见。"
    return f"没有列为问题、需要限期整改的指标。请{who}继续做好各项工作，保持并提高工作水平。"


def _by_deadline(evaluation: Evaluation) -> list[_Part]:
    found = []
    for deadline, rates in zip(evaluation.deadlines, rates_due(evaluation.deadlines), strict=True):
        due = [problem for problem in evaluation.problems if problem.days == deadline.days]
        if due:
            lead = f"{date_text(deadline.deadline)}前（{deadline.days}日内）完成整改。"
            text = f"得分率{rates}的问题{len(due)}个如下。"
            rows = [_row(entry.number, entry) for entry in due]
            found.append(_Part(deadline.deadline, lead, text, rows))
    return found


def _missing(evaluation: Evaluation) -> list[_Part]:
    found = []
    for (date, days), group in groupby(
        enumerate(evaluation.missing, 1), key=lambda pair: (pair[1].deadline, pair[1].days)
    ):
        rows = [_row(number, entry) for number, entry in group]
        lead = f"{date_text(date)}前（{days}日内）补报数据。"
        text = f"未填报的指标{len(rows)}个"
        if len(rows) > MANY_MISSING:
            found.append(
                _Part(date, lead, f"{text}，名称、数据和责任部门见“五、存在问题”和附件2。", [])
            )
        else:
            found.append(_Part(date, lead, f"{text}如下。", rows))
    return found


def _row(number: int, entry: ProblemEntry | MissingEntry) -> Row:
    title = f"{entry.indicator} {tight(entry.title)}"
    return Row((str(number), title, "、".join(entry.departments)))


def _prompts(evaluation: Evaluation) -> list[_Part]:
    """Only the prompts that hold, in their own words; never a verdict."""
    holding = [prompt for prompt in evaluation.prompts if prompt.state == "holds"]
    if not holding:
        return []
    said = ""
    for number, prompt in enumerate(holding, 1):
        why = prompt.reason
        if prompt.indicators:
            why = f"涉及指标{listed(prompt.indicators, NAMED_INDICATORS, '个')}"
        why = f"提示理由：{sentence(tight(why))}" if why else ""
        order = f"{number}." if len(holding) > 1 else ""
        said += f"{order}{sentence(prompt.text)}{why}依据：{standard_told(prompt.basis)}。"
    source = "" if is_verified(evaluation) else "依据自评数据测算，"
    told = f"以下提示{source}不是认定结论。{said}"
    return [_Part(evaluation.provenance.date, "问责研判提示。", told, [])]
