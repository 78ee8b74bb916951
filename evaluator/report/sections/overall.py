"""二、总体评价: score, grade, the three score columns, 限制性规定."""

from __future__ import annotations

from reportlab.platypus.flowables import Flowable

from evaluator.report.blocks import TABLE_MIDDLE, captioned, paragraph, section_heading, under
from evaluator.report.flow import Floating, Together
from evaluator.report.grid import Column, Row, Setting
from evaluator.report.typography import Faces
from evaluator.report.words import (
    NONE,
    column,
    counted,
    is_verified,
    numeral,
    plain,
    rate_text,
    sentence,
    standard_told,
    tight,
)
from evaluator.scoring.result import Evaluation, Overall, RuleResult, Tally

TOTALS = Setting(11, 15, across=2.5, above=3.5)
STATES = {"holds": "成立", "not_holds": "不成立", "undecided": "未判定"}


def overall(evaluation: Evaluation, faces: Faces) -> list[Flowable]:
    return under(
        section_heading(faces, "二、总体评价"),
        [
            paragraph(faces, _result(evaluation), "（一）得分和等级。"),
            paragraph(faces, _indicators(evaluation)),
            paragraph(faces, _columns(evaluation), "（二）自评与核定。"),
            Floating(
                [_score_table(evaluation, faces)],
                [paragraph(faces, _rules(evaluation.rules), "（三）限制性规定。")],
            ),
            *([_rule_table(evaluation.rules, faces)] if evaluation.rules else []),
        ],
    )


def _result(evaluation: Evaluation) -> str:
    total = evaluation.overall
    name = evaluation.district.name
    if total.rate is None or total.scaled_score is None:
        return (
            f"{name}没有可以计分的三级指标，适用分值为0分，不计算得分率和折算总分，"
            f"等级为“{total.grade}”。"
        )
    said = (
        f"{name}自评得分{total.self_score:f}分，适用分值{plain(total.applicable_points)}分，"
        f"得分率{total.rate.text}；按满分{plain(total.points)}分折算，"
        f"折算总分{total.scaled_score:f}分。{_grade(total)}"
    )
    if evaluation.bonus is not None:
        said += (
            f"另有加分{evaluation.bonus.self_score:f}分"
            f"（上限{evaluation.bonus.at_most:f}分），单独列示，不计入得分率和等级。"
        )
    return said


def _grade(total: Overall) -> str:
    """The grade in one sentence, or the steps that led to it where a rule was applied."""
    if total.graded and len(total.grade_path) == 1:
        return f"按得分率，依据自评数据测算的等级为“{total.grade}”。"
    path = f"{'；'.join(total.grade_path)}。"
    return path + (f"依据自评数据测算的等级为“{total.grade}”。" if total.graded else "")


def _indicators(evaluation: Evaluation) -> str:
    total = evaluation.overall
    kinds = counted(
        [
            ("计分", total.scored_indicators),
            ("未填报", total.missing_indicators),
            ("不适用", total.not_applicable_indicators),
            ("待评定", total.pending_indicators),
        ],
        "个",
    )
    outcome = counted([("得满分", total.full_marks), ("列为问题", total.problems)], "个")
    said = f"全部{total.indicators}个三级指标中，{kinds}。"
    if outcome:
        said += f"计分指标中，{outcome}。"
    said += (
        "得分率为得分与适用分值之比：不适用的指标不计入适用分值，未填报的指标得0分并计入适用分值。"
    )
    return said


def _columns(evaluation: Evaluation) -> str:
    if is_verified(evaluation):
        return "自评分依据申报数据计算，核定分依据核查后的数据计算，两者分列于表1。"
    return (
        "自评分依据申报数据计算。因尚未开展核查，没有核定分，核定分及其与自评分的差值在表1中"
        "以“—”表示，自评可信度待核查后计算。"
    )


def _score_table(evaluation: Evaluation, faces: Faces) -> Flowable:
    columns = [
        Column("一级指标", 160),
        Column("分值", 48, "right"),
        Column("适用分值", 50, "right"),
        Column("自评分", 48, "right"),
        Column("核定分", 48, "right"),
        Column("差值", 36, "right"),
        Column("得分率", 52, "right"),
    ]
    rows = [
        Row(_tally_cells(f"{numeral(chapter.id)}、{chapter.title}", chapter))
        for chapter in evaluation.chapters
    ]
    rows.append(Row(_tally_cells("合计", evaluation.overall), "sum"))
    return Together(captioned(faces, "表1 得分汇总", columns, rows, TOTALS).parts())


def _tally_cells(name: str, tally: Tally | Overall) -> tuple[str, ...]:
    """The difference stays a dash: it enters the Evaluation together with the verified score."""
    return (
        name,
        column(tally.points),
        column(tally.applicable_points),
        column(tally.self_score if tally.rate else None),
        column(tally.verified_score),
        NONE,
        rate_text(tally.rate),
    )


def _rules(rules: tuple[RuleResult, ...]) -> str:
    if not rules:
        return "指标体系未设限制性规定。"
    by_state = {state: [rule.id for rule in rules if rule.state == state] for state in STATES}
    said = f"指标体系设限制性规定{len(rules)}项，不计分，只影响等级，判定情况见表2。"
    if by_state["holds"]:
        said += f"成立的{len(by_state['holds'])}项：{'、'.join(by_state['holds'])}。"
    else:
        said += "目前没有成立的。"
    if by_state["not_holds"]:
        said += f"不成立的{len(by_state['not_holds'])}项：{'、'.join(by_state['not_holds'])}。"
    if by_state["undecided"]:
        said += (
            f"尚未判定的{len(by_state['undecided'])}项：{'、'.join(by_state['undecided'])}，"
            "待有关事实或数据认定后判定，等级可能因此改变。"
        )
    return said


def _rule_table(rules: tuple[RuleResult, ...], faces: Faces) -> Flowable:
    columns = [
        Column("编号", 28, "center"),
        Column("情形和效果", 152),
        Column("判定", 38, "center"),
        Column("判定理由", 100),
        Column("依据", 124),
    ]
    rows = [
        Row(
            (
                rule.id,
                rule.text,
                STATES[rule.state],
                tight(rule.reason),
                sentence(standard_told(rule.basis)),
            )
        )
        for rule in rules
    ]
    return captioned(faces, "表2 限制性规定判定情况", columns, rows, TABLE_MIDDLE)
