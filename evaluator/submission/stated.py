"""Rates a district has published, compared with the recomputed ones; a difference names its likely cause."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from evaluator.formula.display import half_up
from evaluator.formula.values import Number, Root, as_number, parse_number
from evaluator.rubric.compiled import Rubric
from evaluator.rubric.units import Unit, value_text
from evaluator.submission.findings import Finding, finding, pointer_of
from evaluator.submission.last_year import copied_from_last_year
from evaluator.submission.model import Submission, field_pointer, with_fields
from evaluator.submission.outcomes import (
    IndicatorOutcome,
    NotApplicable,
    Parts,
    Pending,
    indicator_outcome,
)

STATED_TOLERANCE = Fraction(2, 10000)
"""±0.02 percentage points between a published rate and the recomputed one (rounding)."""


def compare_stated(
    rubric: Rubric, submission: Submission, outcomes: Mapping[str, IndicatorOutcome]
) -> Iterator[Finding]:
    """Published rates against the recomputed ones, with the likely cause of a difference.

    An indicator without an outcome is passed over, and an entry whose value is not known (empty).
    """
    computed = {
        identifier: outcome
        for identifier, outcome in outcomes.items()
        if isinstance(outcome, int | Fraction | Root)
    }
    for place, stated in enumerate(submission.stated):
        if stated.indicator not in outcomes or not stated.value:
            continue
        pointer = pointer_of(("stated", place, "value"))
        indicator = rubric.indicators[stated.indicator]
        value = computed.get(stated.indicator)
        if value is None or indicator.unit is None:
            yield finding(
                "stated-unknown",
                pointer,
                indicator=stated.indicator,
                title=indicator.title,
                found=stated.value,
                expected=_why_not(outcomes[stated.indicator])[0],
                hint=_why_not(outcomes[stated.indicator])[1],
            )
            continue
        published = _published(stated.value)
        tolerance = _tolerance(indicator.unit)
        if abs(published - as_number(value)) > tolerance:
            yield finding(
                "stated-differs",
                pointer,
                related=tuple(
                    field_pointer(rubric, key)
                    for key in rubric.fields_of(stated.indicator)
                    if key in rubric.content.fields
                ),
                indicator=stated.indicator,
                title=indicator.title,
                found=stated.value,
                expected=value_text(value, indicator.unit, [published]),
                hint=_needless_percent(stated.value, indicator.unit)
                or _copied(rubric, submission, stated.indicator)
                or _rounded(stated.value, as_number(value), indicator.unit)
                or _inverted(stated.value, published, value, indicator.unit)
                or _years_exchanged(
                    rubric, submission, stated.indicator, published, tolerance, as_number(value)
                )
                or _likely_cause(published, value, tolerance, stated.indicator, computed, rubric),
            )


def _published(text: str) -> Fraction:
    """A published rate; a ratio may be written 1:15.2."""
    if text.startswith("1:"):
        return 1 / parse_number(text[2:])
    return parse_number(text)


def _needless_percent(text: str, unit: Unit) -> str:
    if text.endswith("%") and unit not in ("percent", "ratio"):
        return "这一项不是百分率，公布数不应带百分号。"
    return ""


def _rounded(text: str, value: Number, unit: Unit) -> str:
    """Whether a published rate is the computed one with fewer than two decimals, as a percentage where it is a share."""
    if text.startswith("1:"):
        return ""
    percent = text.endswith("%") or unit == "percent"
    digits = Decimal(text.removesuffix("%"))
    if percent and not text.endswith("%"):
        digits = digits.scaleb(2)
    places = len(f"{digits:f}".partition(".")[2])
    exact = value * 100 if percent else value
    if places >= 2 or half_up(exact, places) != digits:
        return ""
    if percent and not text.endswith("%"):
        return f'公布数像是写成了小数，请写成百分率：公布的是 {digits:f}% 的，写 "{digits:f}%"。'
    kept = f"只保留了 {places} 位小数" if places else "舍去了小数"
    return f"公布数像是四舍五入后{kept}，请按公布的原数写到两位小数。"


def _inverted(text: str, published: Fraction, value: Number | Root, unit: Unit) -> str:
    """Whether of a published ratio, which is written 1:15.2, only the latter number stands."""
    if unit != "ratio" or text.endswith("%") or published <= 0:
        return ""
    if abs(1 / published - as_number(value)) > STATED_TOLERANCE:
        return ""
    return f'公布数像是漏写了“1:”，是否要写 "1:{text}"？'


def _two_years(rubric: Rubric, indicator: str) -> list[tuple[str, str]]:
    """The fields of this year that an indicator uses beside the same ones of last year."""
    fields, used = rubric.content.fields, rubric.fields_of(indicator)
    pairs = ((key, fields[key].last_year) for key in used if key in fields)
    return [(key, before) for key, before in pairs if before is not None and before in used]


def _copied(rubric: Rubric, submission: Submission, indicator: str) -> str:
    """Whether a figure that an indicator uses seems to be last year's, which is told at the figure."""
    values = submission.fields
    listed = "、".join(
        f"「{rubric.content.fields[key].title}」"
        for key, before in _two_years(rubric, indicator)
        if copied_from_last_year(values[key], values[before]) and key not in submission.explanations
    )
    if not listed:
        return ""
    return f"所用的{listed}与上年的数完全相同（另有警告），差异多半由此而来，请先核对这个数。"


def _years_exchanged(
    rubric: Rubric,
    submission: Submission,
    indicator: str,
    published: Fraction,
    tolerance: Fraction,
    exact: Number,
) -> str:
    """Which figures of this year and last year, exchanged, give the published rate."""
    fields, values = rubric.content.fields, submission.fields
    pairs = _two_years(rubric, indicator)
    for exchanged in (pairs, *([pair] for pair in pairs)):
        changed = {key: values[before] for key, before in exchanged}
        changed |= {before: values[key] for key, before in exchanged}
        tried = with_fields(submission, changed)
        value = indicator_outcome(rubric, rubric.indicators[indicator], tried.scope)
        if (
            isinstance(value, int | Fraction | Root)
            and abs(published - as_number(value)) <= tolerance
        ):
            listed = "，".join(
                f"「{fields[key].title}」和「{fields[before].title}」" for key, before in exchanged
            )
            sign = abs(published + exact) <= tolerance
            other = "也可能只是公布数多写或漏写了负号。" if sign else ""
            return f"{listed}对调以后正好与公布数相符，可能是本年和上年的数填反了，请核对（其他项目的本年、上年数也请一并核对）。{other}"
    return ""


def _why_not(outcome: IndicatorOutcome) -> tuple[str, str]:
    """Why a published rate has nothing to be compared with, and what to do."""
    match outcome:
        case NotApplicable():
            return "按申报数据，本指标不适用", "请核对公布数，或改正使本指标不适用的数据。"
        case Parts() | Pending():
            return "本指标按清单或评定计分，没有比率", "请删去 stated 中的这一条。"
        case _:
            return "按申报数据算不出数值", "请先补全本指标的数据。"


def _tolerance(unit: Unit) -> Fraction:
    """Percentages and ratios are shares; points, yuan and scores are printed with two decimals."""
    return STATED_TOLERANCE if unit in ("percent", "ratio") else STATED_TOLERANCE * 100


def _likely_cause(
    published: Fraction,
    value: Number | Root,
    tolerance: Fraction,
    own: str,
    computed: Mapping[str, Number | Root],
    rubric: Rubric,
) -> str:
    exact = as_number(value)
    causes: tuple[tuple[Callable[[], bool], str], ...] = (
        (
            lambda: abs(published * 10 - exact) <= tolerance * 10,
            "公布数恰为计算数的十分之一，像是小数点错了一位。",
        ),
        (
            lambda: abs(published - exact * 10) <= tolerance * 10,
            "公布数恰为计算数的十倍，像是小数点错了一位。",
        ),
        (lambda: abs(published * 100 - exact) <= tolerance * 100, "公布数像是漏写了百分号。"),
        (lambda: abs(published - exact * 100) <= tolerance * 100, "公布数像是漏写了百分号。"),
        (
            lambda: abs(published + exact) <= tolerance,
            "公布数与计算数只差正负号，像是多写或漏写了负号。",
        ),
        (
            lambda: tolerance == STATED_TOLERANCE and abs(published - exact - 1) <= tolerance,
            "公布数正好多 100 个百分点，像是把“相当于上年的百分之几”当作了增长率。",
        ),
        (
            lambda: exact != -1 and abs(published - Fraction(exact) / (1 + exact)) <= tolerance,
            "公布数像是用错了分母（分母多加了分子）。",
        ),
        (
            lambda: exact != 1 and abs(published - Fraction(exact) / (1 - exact)) <= tolerance,
            "公布数像是用错了分母（分母漏加了分子）。",
        ),
    )
    for applies, text in causes:
        if applies():
            return text
    order = list(rubric.indicators)
    same = [
        other
        for other, rate in computed.items()
        if other != own and abs(published - as_number(rate)) <= tolerance / 4
    ]
    if same:
        near = min(same, key=lambda other: abs(order.index(other) - order.index(own)))
        title = rubric.indicators[near].title
        return f"公布数与指标 {near}（{title}）的数值相同，像是抄错了行。"
    return "请核对公布数所用的分子、分母和时期。"
