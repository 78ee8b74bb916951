"""Text for a terminal: Chinese-width tables, the score preview, one indicator step by step."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING

from evaluator.submission.shown import visible

if TYPE_CHECKING:
    from evaluator.scoring.preview import Loss
    from evaluator.scoring.result import Evaluation, IndicatorResult


def width(text: str) -> int:
    """Columns a text takes on a terminal; Chinese characters take two, combining marks none."""
    return sum(
        2 if unicodedata.east_asian_width(sign) in "WF" else not unicodedata.combining(sign)
        for sign in text
    )


def table(
    head: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int] = (), room: int = 0
) -> str:
    """Aligned columns under a head; `right` are the columns aligned to the right.

    Where the table is wider than `room` columns (0: no limit), the last column stands below it, a line a row.
    """
    drawn = _table(head, rows, right)
    if room and max(map(width, drawn)) > room:
        below = [f"{row[0]}：{row[-1]}" for row in rows]
        drawn = [*_table(head[:-1], [row[:-1] for row in rows], right), "", f"{head[-1]}", *below]
    return "\n".join(drawn)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int]) -> list[str]:
    lines = [list(head), *[list(row) for row in rows]]
    widths = [max(width(line[place]) for line in lines) for place in range(len(head))]

    def cell(text: str, place: int) -> str:
        gap = " " * (widths[place] - width(text))
        return gap + text if place in right else text + gap

    drawn = ["  ".join(cell(text, place) for place, text in enumerate(line)) for line in lines]
    drawn.insert(1, "  ".join("─" * columns for columns in widths))
    return [line.rstrip() for line in drawn]


def score_line(evaluation: Evaluation) -> str:
    """The self score, rate and grade in one sentence."""
    overall = evaluation.overall
    rate = f"，得分率 {overall.rate.text}" if overall.rate else ""
    return (
        f"{evaluation.district.name}自评分 {overall.self_score}（适用分值 {overall.applicable_points}）"
        f"{rate}，等级 {overall.grade}。"
    )


def preview(evaluation: Evaluation, losses: Sequence[Loss]) -> str:
    """The score, the rules that changed the grade, and the indicators that lose most with a way up."""
    lines = ["测算（依据自评数据，未经核查）", f"  {score_line(evaluation)}"]
    if len(evaluation.overall.grade_path) > 1:
        lines.append(f"  {'；'.join(evaluation.overall.grade_path)}。")
    if losses:
        lines += ["", f"失分最多的 {len(losses)} 个指标"]
    for loss in losses:
        result = loss.result
        value = result.value.text if result.value else _WITHOUT_VALUE.get(result.status, "见清单")
        lines.append(f"  {result.id} {result.title}：{value}，失 {result.lost} 分")
        lines += [f"      {change.sentence()}。" for change in loss.changes]
        if not loss.changes and result.records:
            judged = f"{len(result.records)} 条记录未达标（共 {result.records_judged} 条）"
            lines.append(f"      {judged}，用 evaluate explain 查看名单。")
        elif not loss.changes and result.gap:
            lines.append(f"      {result.gap}。")
    return "\n".join(lines)


_WITHOUT_VALUE = {"missing": "未填报"}


def explanation(evaluation: Evaluation, indicator: IndicatorResult) -> str:
    """One indicator step by step: fields, formula, exact value, knots, score and why."""
    reported = {entry.key: entry for entry in evaluation.fields}
    lines = [
        f"{evaluation.district.name} {evaluation.year} 年度　指标 {indicator.id} {indicator.title}",
        f"分值 {indicator.points} 分；责任部门：{'、'.join(indicator.departments)}",
        "",
        "填报项",
    ]
    columns = [key for key in indicator.fields if key not in reported]
    if columns:
        lines.append(f"  记录表各条记录的{'、'.join(columns)}")
    for key in indicator.fields:
        if key in reported:
            entry = reported[key]
            unit = f" {entry.unit}" if entry.unit and entry.reported != "未填报" else ""
            lines.append(f"  {entry.title}：{entry.reported}{unit}")
    if indicator.trace is not None:
        lines += [
            "",
            "计算",
            f"  算式：{indicator.trace.formula}",
            f"  代入：{indicator.trace.substituted} = {indicator.trace.result}",
        ]
    if indicator.value is not None:
        lines.append(f"  准确值：{indicator.value.exact.replace('-', '−')}")
    if indicator.parts:
        lines += ["", "各部分"]
        lines += [_part(part.met, part.title, part.detail, part.reason) for part in indicator.parts]
    lines += ["", "计分", f"  {indicator.method}"]
    lines += [f"  折点 {knot.text} → {knot.share_text}" for knot in indicator.knots]
    lines += [f"  标准〔{entry.origin}〕{entry.text}" for entry in indicator.standards]
    quoted = f"要点第{indicator.plan.quoted_from}项：“{indicator.plan.text}”"
    lines.append(f"  依据：{quoted if indicator.plan.text else indicator.plan.basis}")
    lines += ["", f"得分：{_score(indicator)}", f"理由：{indicator.reason}"]
    if indicator.next_step is not None:
        step = indicator.next_step
        goal = "满分标准" if step.full else "下一折点"
        lines.append(f"距{goal}（{step.target}）：{step.distance}，达到后可增加 {step.gain} 分。")
    if indicator.records:
        lines += [
            "",
            f"未达标的记录（{len(indicator.records)} 条，共考察 {indicator.records_judged} 条）",
        ]
        lines += [f"  {entry.name}（{entry.key}）：{entry.detail}" for entry in indicator.records]
    return "\n".join(map(visible, lines))


def _part(met: bool | None, title: str, detail: str, reason: str) -> str:
    verdict = {True: "达标", False: "未达标", None: "无法判定，按未达标计"}[met]
    return f"  {verdict}　{title}：{detail}" + (f"（{reason}）" if reason else "")


def _score(indicator: IndicatorResult) -> str:
    if indicator.self_score is None or indicator.rate is None:
        return {"not_applicable": "不适用", "pending": "待评定"}.get(indicator.status, "无")
    return f"{indicator.self_score} / {indicator.points} 分（得分率 {indicator.rate.text}）"
