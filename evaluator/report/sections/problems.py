"""五、存在问题: every problem with its figures and basis; what was not reported, in a list apart."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from itertools import groupby

from reportlab.platypus.flowables import Flowable

from evaluator.report.blocks import (
    TABLE_MIDDLE,
    numbered,
    paragraph,
    part_heading,
    section_heading,
    under,
)
from evaluator.report.flow import Headed
from evaluator.report.grid import Column, Grid, Row
from evaluator.report.typography import Faces
from evaluator.report.words import (
    MANY_MISSING,
    date_text,
    listed,
    numeral,
    plain,
    schools_counted,
    standard_told,
    tight,
)
from evaluator.scoring.result import (
    Evaluation,
    IndicatorResult,
    MissingEntry,
    PartResult,
    ProblemEntry,
    RecordNotReached,
)

NAMED_SCHOOLS = 3
NAMED_PLACES = 6
UNREPORTED = (
    Column("序号", 32, "center"),
    Column("指标", 156),
    Column("未填报的数据", 178),
    Column("责任部门", 76),
)


def problems(evaluation: Evaluation, faces: Faces) -> list[Flowable]:
    heading = section_heading(faces, "五、存在问题")
    flow: list[Flowable] = [paragraph(faces, _introduction(evaluation))]
    indicators = {entry.id: entry for entry in evaluation.indicators}
    parts: list[tuple[str, Sequence[Flowable]]] = []
    for chapter in evaluation.chapters:
        found = [
            _problem(problem, indicators[problem.indicator], faces)
            for problem in evaluation.problems
            if indicators[problem.indicator].chapter == chapter.id
        ]
        if found:
            parts.append((f"{chapter.title}（{len(found)}个）", found))
    if evaluation.missing:
        title = f"未填报的指标（{len(evaluation.missing)}个）"
        parts.append((title, _missing(evaluation.missing, faces)))
    for number, (title, entries) in enumerate(parts, 1):
        lead = f"（{numeral(number)}）" if len(parts) > 1 else ""
        flow += under(part_heading(faces, lead + title), entries)
    return under(heading, flow)


def _introduction(evaluation: Evaluation) -> str:
    count, limit = len(evaluation.problems), evaluation.problem_limit
    if not evaluation.overall.scored_indicators:
        said = "没有计分的三级指标，未列出问题。"
    elif count:
        said = (
            f"得分率低于{limit}的三级指标列为问题，共{count}个，逐项列出如下；"
            "责任部门和整改要求见附件2。"
        )
    else:
        said = f"计分的三级指标得分率均不低于{limit}，没有列为问题的指标。"
    if evaluation.missing:
        said += (
            f"因未填报而无法计算、得0分的指标{len(evaluation.missing)}个，不列为问题，另列于后。"
        )
    return said


def _problem(problem: ProblemEntry, indicator: IndicatorResult, faces: Faces) -> Flowable:
    lead = f"{problem.number}.{_subject(problem)}。"
    actual = "实际值" if indicator.value else "实际情况"
    gap = problem.gap.removesuffix(f"；{len(indicator.records)}条记录未达标")
    gap = gap.replace("未落实：", "未落实", 1)
    said = (
        f"{actual}：{tight(problem.actual)}；满分标准：{tight(problem.standard)}；"
        f"差距：{tight(gap)}；得分率：{problem.rate.text}；失分：{problem.lost:f}分。"
    )
    lacking = [part for part in indicator.parts if part.met is not True]
    if lacking and indicator.value is not None:
        said += f"未达到的条件：{'、'.join(map(_lacking, lacking))}。"
    if indicator.records:
        said += _schools(indicator.records)
    said += f"依据：{'；'.join(map(standard_told, indicator.standards))}。"
    return numbered(faces, lead, said)


def _subject(entry: ProblemEntry | MissingEntry) -> str:
    """The title and the indicator's number: never two pairs of brackets in a row."""
    title = tight(entry.title)
    if title.endswith("）"):
        return f"{title}，指标{entry.indicator}"
    return f"{title}（指标{entry.indicator}）"


def _lacking(part: PartResult) -> str:
    """A condition that is not met, with the figures that say so, or why it could not be judged."""
    return f"{part.title}（{tight(part.detail) if part.met is False else '数据未填报，无法判定'}）"


def _schools(records: Sequence[RecordNotReached]) -> str:
    """The first schools by name; with the 学段 where a school has several records."""
    what = schools_counted(records)
    schools = "所学校" in what
    names = [
        record.name if schools else f"{record.name}（{'，'.join(record.key.split('，')[1:])}）"
        for record in records
    ]
    said = "未达标的学校" if schools else "未达标的学校记录"
    if len(names) <= NAMED_SCHOOLS:
        return f"{said}：{'、'.join(names)}，具体情况见附件4。"
    return f"{said}：{'、'.join(names[:NAMED_SCHOOLS])}等{what}，见附件4。"


def _missing(entries: Sequence[MissingEntry], faces: Faces) -> list[Flowable]:
    """A paragraph on each; where they are many, a table for each deadline."""
    numbered_entries = list(enumerate(entries, 1))
    if len(entries) > MANY_MISSING:
        return [
            _missing_until(deadline, list(group), faces)
            for deadline, group in groupby(numbered_entries, key=lambda pair: pair[1].deadline)
        ]
    flow: list[Flowable] = []
    for number, entry in numbered_entries:
        lead = f"{number}.{_subject(entry)}。"
        said = (
            f"分值{plain(entry.points)}分。未填报的数据：{listed(entry.places, NAMED_PLACES, '处')}。"
            f"责任部门：{'、'.join(entry.departments)}。补报期限：{date_text(entry.deadline)}。"
        )
        flow.append(numbered(faces, lead, said))
    return flow


def _missing_until(
    deadline: datetime.date, entries: Sequence[tuple[int, MissingEntry]], faces: Faces
) -> Flowable:
    said = f"下列{len(entries)}个指标请于{date_text(deadline)}前补报数据，序号同附件2。"
    rows = [
        Row(
            (
                str(number),
                f"{entry.indicator} {tight(entry.title)}",
                listed(entry.places, NAMED_PLACES, "处"),
                "、".join(entry.departments),
            )
        )
        for number, entry in entries
    ]
    return Headed(
        paragraph(faces, said), Grid(UNREPORTED, rows, faces, TABLE_MIDDLE, before=4, after=8)
    )
