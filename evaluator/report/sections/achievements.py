"""四、主要成绩: what reached full marks, by 一级指标."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus.flowables import Flowable

from evaluator.report.blocks import paragraph, section_heading, under
from evaluator.report.flow import chained
from evaluator.report.typography import Faces
from evaluator.report.words import is_verified, listed, numeral, quoted, rated, tight, valued
from evaluator.scoring.result import Evaluation, IndicatorResult

NAMED = 5
"""Indicators named a chapter, those of most points first; the others are counted."""


def achievements(evaluation: Evaluation, faces: Faces) -> list[Flowable]:
    reached = [
        entry for entry in evaluation.indicators if entry.rate is not None and entry.rate.exact == 1
    ]
    doubtful = _doubtful(evaluation)
    full = [entry for entry in reached if entry.id not in doubtful]
    source = "核查后的数据" if is_verified(evaluation) else "自评数据"
    if not reached:
        return under(
            section_heading(faces, "四、主要成绩"),
            [paragraph(faces, _without_full_marks(evaluation, source))],
        )
    by_chapter = [
        (chapter.title, named)
        for chapter in evaluation.chapters
        if (named := [entry for entry in full if entry.chapter == chapter.id])
    ]
    intro = f"依据{source}，{len(reached)}个三级指标得满分"
    if len(full) == len(reached):
        intro += "，分布如下。"
    elif full:
        withheld = [quoted(tight(entry.title)) for entry in reached if entry.id in doubtful]
        intro += (
            f"。其中{len(withheld)}个指标的数据有待核实（见附件3），未列为主要成绩，"
            f"即{listed(withheld, NAMED, '个')}；"
            f"其余{len(full)}个分布如下。"
        )
    else:
        intro += "，其数据均有待核实（见附件3），本报告未列举主要成绩。"
    lead, *rest = [
        paragraph(faces, intro),
        *(
            paragraph(faces, _chapter(named), f"（{numeral(place)}）{title}。")
            for place, (title, named) in enumerate(by_chapter, 1)
        ),
    ]
    kept = 1 if len(full) == len(reached) else 0
    return [chained([section_heading(faces, "四、主要成绩"), lead, *rest[:kept]]), *rest[kept:]]


def _doubtful(evaluation: Evaluation) -> set[str]:
    """The indicators computed from data that a warning is about."""
    return {
        indicator
        for note in evaluation.notes
        if note.severity == "warning"
        for indicator in note.indicators
    }


def _without_full_marks(evaluation: Evaluation, source: str) -> str:
    if not evaluation.overall.scored_indicators:
        return "没有计分的三级指标，本报告未列举主要成绩。"
    problems = {problem.indicator for problem in evaluation.problems}
    good = [
        entry
        for entry in evaluation.indicators
        if entry.status == "scored" and entry.rate is not None and entry.id not in problems
    ]
    if not good:
        return (
            f"依据{source}，没有得分率达到{evaluation.problem_limit}的三级指标，"
            "本报告未列举主要成绩。"
        )
    best = sorted(good, key=lambda entry: entry.rate.exact if entry.rate else 0, reverse=True)
    names = "、".join(map(rated, best[:NAMED]))
    return (
        f"依据{source}，没有得满分的三级指标；得分率不低于{evaluation.problem_limit}的有"
        f"{len(good)}个，得分率较高的是{names}。"
    )


def _chapter(reached: Sequence[IndicatorResult]) -> str:
    """The indicators with their values; several of many are named as examples."""
    chosen = sorted(reached, key=lambda entry: entry.points, reverse=True)[:NAMED]
    names = "、".join(valued(entry) for entry in reached if entry in chosen)
    if len(reached) == 1:
        return f"{names}得满分。"
    return f"{names}等{len(reached)}个三级指标均得满分。"
