"""The sentences beside a number: how a method scores, why this score, how far to full marks."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import assert_never

from evaluator.formula.display import number_text
from evaluator.formula.values import Number, Root, as_number, order
from evaluator.rubric.methods import (
    Checklist,
    Deduct,
    Piecewise,
    Rating,
    ScoreMethod,
    Steps,
    Threshold,
    ValueMethod,
)
from evaluator.rubric.model import Rule, Standard
from evaluator.rubric.units import Unit, distance_text, limit_text, value_text
from evaluator.scoring.result import Knot, PartResult, StandardText


def percent(share: Fraction) -> str:
    """A share of the points as a knot gives it: `0分`, `满分`, `分值的60%`."""
    if share in (0, 1):
        return "满分" if share else "0分"
    return f"分值的{number_text(share * 100, 2)}%"


def method_text(method: ScoreMethod, unit: Unit | None) -> str:
    """The score method in one line, with its limits in the value's unit."""
    match method:
        case Threshold():
            return f"达标计分：{full_marks_at(method, unit)}得满分，否则不得分"
        case Piecewise() | Steps():
            assert unit is not None
            kind = "折线计分" if isinstance(method, Piecewise) else "分档计分"
            points = "，".join(
                f"{limit_text(step.value, unit)}得{percent(step.share)}" for step in method.steps()
            )
            return f"{kind}：{points}"
        case Checklist():
            parts = "；".join(f"{part.title}{number_text(part.points)}分" for part in method.parts)
            return f"清单计分：{parts}"
        case Deduct():
            return f"扣分计分：每例扣{percent(method.per_case)}，扣完为止"
        case Rating():
            scale = "，".join(f"{name}得{percent(share)}" for name, share in method.scale.items())
            return f"评定计分：{scale}"
        case _:
            assert_never(method)


def full_marks_at(method: ScoreMethod, unit: Unit | None) -> str:
    """What gives full marks, e.g. `≥90%`."""
    match method:
        case Threshold():
            assert unit is not None
            return _limit_told(method.limit, unit, method.direction)
        case Piecewise() | Steps():
            assert unit is not None
            full = [step.value for step in method.steps() if step.share == 1]
            if method.direction == 0:
                return "、".join(limit_text(value, unit) for value in full)
            best = min(full) if method.direction > 0 else max(full)
            return _limit_told(best, unit, method.direction)
        case Checklist():
            return f"{len(method.parts)}项全部落实"
        case Deduct():
            return "无扣分情形"
        case Rating():
            return next(name for name, share in method.scale.items() if share == 1)
        case _:
            assert_never(method)


def _limit_told(limit: Number, unit: Unit, direction: int) -> str:
    """`≥90%`, `≥1:15`; the ends of the scale, beyond which nothing better lies, without a sign: `100%`, `0%`."""
    said = limit_text(limit, unit)
    if unit == "percent" and direction > 0 and limit == 1:
        return said
    if unit in ("percent", "count") and direction < 0 and limit == 0:
        return said
    return f"{'≥' if direction > 0 else '≤'}{said}"


def knots(method: ScoreMethod, unit: Unit | None) -> tuple[Knot, ...]:
    """The limits of a method that scores a value; none for lists and ratings."""
    if isinstance(method, Checklist | Rating) or unit is None:
        return ()
    return tuple(
        Knot(
            value=step.value,
            text=limit_text(step.value, unit),
            share=step.share,
            share_text=percent(step.share),
        )
        for step in method.steps()
    )


def value_reason(
    method: ValueMethod, value: Number | Root, unit: Unit, points: Fraction, score: Decimal
) -> str:
    """Why this value has this score, in one sentence, with the score before it was rounded."""
    said = value_text(value, unit, method.limits())
    share = method.share(value)
    if share == 1:
        return f"{said}，达到满分标准（{full_marks_at(method, unit)}），得{score:f}分。"
    match method:
        case Threshold():
            return f"{said}，未达到标准（{full_marks_at(method, unit)}），得{score:f}分。"
        case Piecewise():
            return f"{said}，{_segment(method, value, unit)}，{_won(share * points, score)}。"
        case Steps():
            return f"{said}，按分档得分值的{percent(share)}，{_won(share * points, score)}。"
        case Deduct():
            return f"共{said}例，每例扣{percent(method.per_case)}，得{score:f}分。"
        case _:
            assert_never(method)


def _won(exact: Fraction, score: Decimal) -> str:
    """The score as it was computed and as it is rounded, e.g. `得8.7745分，四舍五入为8.77分`."""
    if exact == Fraction(score):
        return f"得{score:f}分"
    shown = number_text(exact, 4)
    about = "" if Fraction(shown.replace(",", "")) == exact else "约"
    return f"得{about}{shown}分，四舍五入为{score:f}分"


def _segment(method: Piecewise, value: Number | Root, unit: Unit) -> str:
    """Which stretch of the line the value lies on."""
    first, last = method.knots[0], method.knots[-1]
    if order(value, first[0]) <= 0:
        return f"不高于折点{limit_text(first[0], unit)}（得{percent(first[1])}）"
    if order(value, last[0]) >= 0:
        return f"不低于折点{limit_text(last[0], unit)}（得{percent(last[1])}）"
    low, high = next(
        (left, right) for left, right in pairwise(method.knots) if order(value, right[0]) <= 0
    )
    return (
        f"在折点{limit_text(low[0], unit)}（得{percent(low[1])}）与"
        f"{limit_text(high[0], unit)}（得{percent(high[1])}）之间，按比例折算"
    )


def gap_text(
    method: ValueMethod, value: Number | Root, unit: Unit, parts: Sequence[PartResult] = ()
) -> str:
    """How far the value is from full marks; empty at full marks. `parts`: what the value counts."""
    if method.share(value) == 1:
        return ""
    full = [step.value for step in method.steps() if step.share == 1]
    nearest = min(full, key=lambda limit: abs(limit - Fraction(as_number(value))))
    if short := parts_short(parts, value, nearest, unit):
        return short
    if unit == "ratio":
        if not value:
            return f"比值为0，未达到{limit_text(nearest, unit)}"
        if order(value, nearest) < 0:
            reached = Fraction(as_number(value)) / nearest
            return f"达到满分标准的{value_text(reached, 'percent', [Fraction(1)])}"
        return f"现为{value_text(value, unit, [nearest])}，标准为{limit_text(nearest, unit)}"
    less = "低" if order(value, nearest) < 0 else "高"
    return f"比满分标准{less} {distance_text(value, nearest, unit)}"


def parts_short(
    parts: Sequence[PartResult], value: Number | Root, limit: Fraction, unit: Unit
) -> str:
    """How many more parts reach a limit, e.g. `还差3项`; empty where the value is no count of parts."""
    met = sum(part.met is True for part in parts)
    whole = {"percent": len(parts), "count": 1}.get(unit, 0)
    if not parts or not whole or value != Fraction(met, whole) or order(value, limit) >= 0:
        return ""
    return f"还差{math.ceil(limit * whole) - met}项"


def checklist_reason(parts: Sequence[PartResult], score: Decimal) -> str:
    met = sum(part.met is True for part in parts)
    unknown = "".join(
        f"“{part.title}”{part.reason}，按未落实计。" for part in parts if part.met is None
    )
    return f"清单共{len(parts)}项，已落实{met}项，得{score:f}分。{unknown}"


def checklist_gap(parts: Sequence[PartResult]) -> str:
    lacking = [part.title for part in parts if part.met is not True]
    return f"未落实：{'、'.join(lacking)}" if lacking else ""


def standard_text(standard: Standard) -> StandardText:
    return StandardText(origin=standard.origin, scope=standard.scope or "", text=standard.text)


def standard_mark(standards: Sequence[Standard]) -> str:
    """The marks as the table prints them, e.g. `国（50%）、拟（33%）`."""
    return "、".join(
        f"{entry.origin}（{entry.scope}）" if entry.scope else entry.origin for entry in standards
    )


_YEARS = re.compile(r"前(\d)年([^、]+)(?:、前\d年\2)*、上一年度\2")
"""The same thing of several years up to the last one."""


def years_together(text: str) -> str:
    """`前2年指标7-2的值、上一年度指标7-2的值` as `前两个年度指标7-2的值`, where no year is left out."""

    def said(found: re.Match[str]) -> str:
        years = int(found[1])
        whole = found[0].count("、") + 1 == years
        return f"前{'一两三四五六七八九'[years - 1]}个年度{found[2]}" if whole else found[0]

    return _YEARS.sub(said, text)


def effect_text(rule: Rule, worst: str) -> str:
    match rule.effect:
        case "veto":
            return f"一票否决，评为{worst}"
        case "cap":
            return f"最高评为{rule.at_most}"
        case "demote":
            return "降一等"
