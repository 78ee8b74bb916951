"""附件4 计算过程: for every indicator the formula, the numbers, the method, the reason and the basis."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reportlab.platypus.flowables import Flowable

from evaluator.report.blocks import TABLE_TINY, annex_heading, small, small_heading
from evaluator.report.flow import Headed, chained
from evaluator.report.grid import Column, Grid, Row, scaled
from evaluator.report.lines import Run
from evaluator.report.page import TEXT_WIDTH
from evaluator.report.tags import Element
from evaluator.report.text import Style, Text
from evaluator.report.typography import Faces
from evaluator.report.words import (
    NONE,
    column,
    numeral,
    plain,
    schools_counted,
    score_digits,
    sentence,
    standard_told,
    tight,
)
from evaluator.scoring.result import Evaluation, FieldValue, IndicatorResult, PartResult, TraceText

SIZE, PITCH = 9.5, 13.5
NAME = Style(SIZE, PITCH + 1, before=5.5, align="left", tail=4 * SIZE)
ENTRY = Style(
    SIZE, PITCH, indent=4 * SIZE, first_indent=-4 * SIZE, align="left", squeeze=0.2, tail=4 * SIZE
)
"""A label of four characters (计算式　), and the text hanging beside it."""
NUMBER = re.compile(r"−?[\d,]+(\.\d+)?")
DATE = re.compile(r"（(\d{4})-(\d\d)-(\d\d)）")


def calculations(evaluation: Evaluation, faces: Faces, number: int, title: str) -> list[Flowable]:
    flow = annex_heading(faces, number, title)
    flow.append(
        small(
            faces,
            "每个指标先列计算式，再列代入申报数据后的算式和结果。计算按精确数值进行，"
            f"算式中的结果为其显示值；指标得分四舍五入，保留{score_digits(evaluation)}位小数，"
            "合计由各指标得分相加。"
            "“折点”为计分标准中的数值，两个折点之间按比例折算。",
        )
    )
    reported = {entry.key: entry for entry in evaluation.fields}
    for chapter in evaluation.chapters:
        heading = [small_heading(faces, f"{numeral(chapter.id)}、{chapter.title}")]
        for indicator in evaluation.indicators:
            if indicator.chapter != chapter.id:
                continue
            documents = [reported[key] for key in indicator.fields if key in reported]
            groups = list(_indicator(indicator, documents, faces))
            if indicator is evaluation.indicators[-1]:
                groups = _unparted(groups)
            first, *others = groups
            flow += [chained([*heading, *first]), *map(chained, others)]
            heading = []
    return flow


def _indicator(
    indicator: IndicatorResult, documents: Sequence[FieldValue], faces: Faces
) -> Iterator[Sequence[Flowable]]:
    """What is told of an indicator, in groups that a page's end does not part."""
    name = _name(indicator, faces)
    scored = [
        _entry(faces, "计　分", tight(indicator.method)),
        _entry(faces, "结　果", sentence(tight(indicator.reason))),
    ]
    if indicator.trace is not None:
        substituted = _substituted(indicator.trace, indicator.value is not None)
        formula = _entry(faces, "计算式", indicator.trace.formula)
        yield [name, formula, _entry(faces, "代　入", substituted)]
        yield scored
    else:
        yield [name, *scored]
    if indicator.parts:
        yield [_parts(indicator, documents, faces)]
    if indicator.records:
        yield [_records(indicator, faces)]
    *standards, last = [
        _entry(faces, "标　准", sentence(standard_told(entry))) for entry in indicator.standards
    ]
    yield from ([standard] for standard in standards)
    yield [last, _entry(faces, "要　点", _plan(indicator))]


def _unparted(groups: Sequence[Sequence[Flowable]]) -> list[Sequence[Flowable]]:
    """The groups, those after the last table as one: the annex's last page has more than two lines."""
    *others, end = groups
    while others and all(isinstance(block, Text) for block in others[-1]):
        end = [*others.pop(), *end]
    return [*others, end]


def _name(indicator: IndicatorResult, faces: Faces) -> Text:
    score = "" if indicator.self_score is None else f"，自评分{indicator.self_score:f}分"
    return Text(
        [
            Run(faces.heading, faces.shown(f"{indicator.id}　{indicator.title}　")),
            Run(faces.body, f"分值{plain(indicator.points)}分{score}"),
        ],
        NAME,
        element=Element("H4"),
    )


def _entry(faces: Faces, label: str, text: str) -> Text:
    return Text([Run(faces.kai, f"{label}　"), Run(faces.body, faces.shown(text))], ENTRY)


def _substituted(trace: TraceText, computed: bool) -> str:
    """The formula in numbers and its result; the result alone where the formula is one number."""
    result = tight(trace.result)
    if not computed:
        return sentence(f"{trace.substituted}，{result}")
    return result if NUMBER.fullmatch(trace.substituted) else f"{trace.substituted} = {result}"


def _plan(indicator: IndicatorResult) -> str:
    """The plan's own words with their item, or why there are none."""
    plan = indicator.plan
    if plan.text:
        return f"第{plan.quoted_from}项原文：“{plan.text.replace('“', '‘').replace('”', '’')}”。"
    return sentence(f"第{plan.item}项，{plan.basis}")


def _parts(indicator: IndicatorResult, documents: Sequence[FieldValue], faces: Faces) -> Flowable:
    """The parts of a checklist with their points, or the conditions counted with their limits."""
    scored = any(part.points is not None for part in indicator.parts)
    columns = [
        Column("组成部分", 158),
        Column("申报数据或计算值与标准", 200, "center"),
        Column("是否达到", 44, "center"),
    ]
    if scored:
        columns += [Column("分值", 34, "right"), Column("得分", 34, "right")]
    rows = [Row(_part(part, documents, scored)) for part in indicator.parts]
    return Grid(
        scaled(columns, TEXT_WIDTH - 4 * SIZE),
        rows,
        faces,
        TABLE_TINY,
        before=4,
        after=3,
        whole=True,
    )


def _part(part: PartResult, documents: Sequence[FieldValue], scored: bool) -> tuple[str, ...]:
    met = "无法判定" if part.met is None else "是" if part.met else "否"
    detail = part.reason if part.met is None and part.reason else tight(part.detail)
    if part.detail == "是":
        detail += "".join(
            f"，{DATE.sub(_dated, entry.reported)}"
            for entry in documents
            if part.title.startswith(entry.title) and DATE.search(entry.reported)
        )
    points = (column(part.points), column(part.score)) if scored else ()
    return (part.title, detail or NONE, met, *points)


ANSWER = re.compile(" (?=[是否](?:，|$))")
"""The space between what is asked of a school and the answer."""


def _dated(found: re.Match[str]) -> str:
    """A document's date as official documents write it."""
    year, month, day = map(int, found.groups())
    return f"（{year}年{month}月{day}日）"


def _records(indicator: IndicatorResult, faces: Faces) -> Flowable:
    judged = indicator.records_judged
    of = f"参加计算的学校记录{judged}条，" if judged is not None else ""
    columns = [
        Column("序号", 21, "center"),
        Column("标识码、学段", 74),
        Column("学校", 101),
        Column("数据", 246),
    ]
    rows = [
        Row((str(place), record.key, record.name, ANSWER.sub("：", tight(record.detail))))
        for place, record in enumerate(indicator.records, 1)
    ]
    return Headed(
        _entry(faces, "学　校", f"{of}未达标{schools_counted(indicator.records)}，全部列出如下。"),
        Grid(scaled(columns, TEXT_WIDTH), rows, faces, TABLE_TINY, before=4, after=3),
    )
