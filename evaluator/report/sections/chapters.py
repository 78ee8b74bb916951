"""三、分项评价: the radar of the 一级指标, a paragraph on each, the bars of the 二级指标."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from reportlab.platypus.flowables import Flowable

from evaluator.report.blocks import CAPTION, paragraph, section_heading, under
from evaluator.report.charts import Bar, bar_chart, radar_chart
from evaluator.report.flow import Floating, Together
from evaluator.report.lines import Run
from evaluator.report.page import TEXT_WIDTH
from evaluator.report.text import Text
from evaluator.report.typography import Faces
from evaluator.report.words import counted, listed, numeral, plain, quoted, rated
from evaluator.scoring.result import ChapterTally, Evaluation, IndicatorResult, ItemTally, Rate

RADAR_HEIGHT = 258.0
NAMED_PROBLEMS = 4


def chapters(evaluation: Evaluation, faces: Faces) -> list[Flowable]:
    intro = paragraph(
        faces,
        f"{numeral(len(evaluation.chapters))}个一级指标的得分率见图1，"
        "各二级指标的得分率见图2。以下得分和得分率均依据自评数据测算。",
    )
    texts = [
        paragraph(
            faces, _chapter(evaluation, chapter), f"（{numeral(chapter.id)}）{chapter.title}。"
        )
        for chapter in evaluation.chapters
    ]
    return [
        *under(section_heading(faces, "三、分项评价"), [intro]),
        Floating([_radar(evaluation, faces), _bars(evaluation, faces)], texts),
    ]


def _caption(faces: Faces, text: str) -> Text:
    return Text([Run(faces.heading, text)], CAPTION)


def _radar(evaluation: Evaluation, faces: Faces) -> Flowable:
    rates = [chapter.rate for chapter in evaluation.chapters]
    chart = radar_chart(
        [chapter.title for chapter in evaluation.chapters],
        [rate.exact if rate else None for rate in rates],
        [rate.text if rate else "" for rate in rates],
        TEXT_WIDTH,
        RADAR_HEIGHT,
        faces.body,
        faces.heading,
    )
    return Together([chart, _caption(faces, "图1 一级指标得分率")])


def _bars(evaluation: Evaluation, faces: Faces) -> Flowable:
    titles = {chapter.id: chapter.title for chapter in evaluation.chapters}
    chart = bar_chart(
        [
            Bar(
                f"{item.id}.{item.heading}",
                item.rate.exact if item.rate else None,
                item.rate.text if item.rate else "",
                titles[item.chapter],
            )
            for item in evaluation.items
            if item.scored
        ],
        TEXT_WIDTH,
        faces.body,
        faces.heading,
    )
    unscored = "、".join(str(item.id) for item in evaluation.items if not item.scored)
    note = f"（第{unscored}项不对区市计分）" if unscored else ""
    return Together([chart, _caption(faces, f"图2 二级指标得分率{note}")])


def _chapter(evaluation: Evaluation, chapter: ChapterTally) -> str:
    indicators = [entry for entry in evaluation.indicators if entry.chapter == chapter.id]
    if chapter.rate is None:
        return (
            f"分值{plain(chapter.points)}分。所属{len(indicators)}个三级指标均不适用或待评定，"
            "没有适用分值，不计算得分率。"
        )
    items = [item for item in evaluation.items if item.chapter == chapter.id]
    said = (
        f"分值{plain(chapter.points)}分，适用分值{plain(chapter.applicable_points)}分，"
        f"自评得分{chapter.self_score:f}分，得分率{chapter.rate.text}。"
    )
    said += _extremes(items)
    kinds = counted(
        [
            (
                "得满分",
                sum(entry.rate is not None and entry.rate.exact == 1 for entry in indicators),
            ),
            ("未填报", sum(entry.status == "missing" for entry in indicators)),
            ("不适用", sum(entry.status == "not_applicable" for entry in indicators)),
            ("待评定", sum(entry.status == "pending" for entry in indicators)),
        ],
        "个",
    )
    said += f"三级指标共{len(indicators)}个" + (f"，其中{kinds}。" if kinds else "。")
    return said + _problems(evaluation, indicators)


def _extremes(items: list[ItemTally]) -> str:
    """The best and the weakest 二级指标 of a chapter; nothing where there is only one."""
    rated = [(item.rate, item.heading) for item in items if item.rate is not None]
    if len(rated) < 2:
        return ""
    best = max(rate.exact for rate, _ in rated)
    worst = min(rate.exact for rate, _ in rated)
    if best == worst:
        return f"计分的{len(rated)}个二级指标得分率均为{rated[0][0].text}。"
    return (
        f"计分的{len(rated)}个二级指标中，得分率最高的是{_named(rated, best)}，"
        f"最低的是{_named(rated, worst)}。"
    )


def _named(rated: Sequence[tuple[Rate, str]], exact: Fraction) -> str:
    chosen = [(rate.text, heading) for rate, heading in rated if rate.exact == exact]
    names = "".join(quoted(heading) for _, heading in chosen)
    return f"{names}（{'均为' if len(chosen) > 1 else ''}{chosen[0][0]}）"


def _problems(evaluation: Evaluation, indicators: list[IndicatorResult]) -> str:
    problems = {problem.indicator for problem in evaluation.problems}
    found = [
        (entry.rate.exact, entry) for entry in indicators if entry.rate and entry.id in problems
    ]
    if not found:
        return "没有列为问题的指标。"
    names = [rated(entry) for _, entry in sorted(found, key=lambda pair: pair[0])]
    if len(found) == 1:
        return f"列为问题的是{names[0]}。"
    lead = f"列为问题的有{len(found)}个，"
    if len(found) <= NAMED_PROBLEMS:
        return f"{lead}即{listed(names, NAMED_PROBLEMS, '个')}。"
    return f"{lead}得分率较低的是{'、'.join(names[:NAMED_PROBLEMS])}。"
