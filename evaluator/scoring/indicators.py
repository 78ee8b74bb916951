"""One indicator's outcome → its result: score, reason, trace, parts, records not reached, next step."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from evaluator.formula.display import half_up, rounded
from evaluator.formula.scope import Scope
from evaluator.formula.trace import Trace, condition, trace
from evaluator.formula.values import Missing, Number, Root, ZeroDenominator
from evaluator.formula.words import places_listed
from evaluator.rubric.compiled import Rubric
from evaluator.rubric.methods import Checklist, Rating, ValueMethod, better_steps
from evaluator.rubric.model import Indicator
from evaluator.rubric.units import distance_text, limit_text, value_text
from evaluator.scoring.result import (
    IndicatorResult,
    IndicatorValue,
    NextStep,
    PartResult,
    PlanQuote,
    Rate,
    RecordNotReached,
    Status,
    TraceText,
    exact_text,
)
from evaluator.scoring.wording import (
    checklist_gap,
    checklist_reason,
    full_marks_at,
    gap_text,
    knots,
    method_text,
    parts_short,
    standard_mark,
    standard_text,
    value_reason,
)
from evaluator.submission.model import cell_text
from evaluator.submission.outcomes import IndicatorOutcome, NotApplicable, Parts, Pending


def rate_of(score: Decimal, points: Decimal, limits: Sequence[Fraction]) -> Rate:
    """Rounded score ÷ points, exact, with a text that stays on its side of every limit."""
    exact = Fraction(score) / Fraction(points)
    shown = rounded(exact * 100, 2, [limit * 100 for limit in (*limits, Fraction(0), Fraction(1))])
    return Rate(exact=exact, text=f"{shown:f}%")


def score_indicator(
    rubric: Rubric,
    indicator: Indicator,
    outcome: IndicatorOutcome,
    scope: Scope,
    claimed_reason: str,
    limits: Sequence[Fraction],
) -> IndicatorResult:
    """The complete result of one indicator. `claimed_reason`: why the district says it does not apply."""
    digits = rubric.content.score_digits
    points = half_up(indicator.points, digits)
    status: Status = "scored"
    score: Decimal | None = None
    value: IndicatorValue | None = None
    explained: Trace | None = None
    parts: tuple[PartResult, ...] = ()
    step: NextStep | None = None
    gap = ""
    formula = rubric.values.get(indicator.id)
    if formula is not None and not isinstance(outcome, NotApplicable | Pending):
        explained = trace(formula, scope, indicator.part_titles)
        parts = tuple(
            PartResult(title=part.title, detail=part.detail, met=part.met, reason=part.reason)
            for part in explained.parts
        )
    match outcome:
        case NotApplicable():
            status = "not_applicable"
            reason = f"{_cause(rubric, outcome, scope)}，不适用，分值不计入基数。"
            reason += f"区市说明：{claimed_reason}" if claimed_reason else ""
        case Pending():
            status = "pending"
            reason = "尚无核查评定，待评定，分值不计入基数。"
        case Missing():
            status = "missing"
            score = half_up(0, digits)
            reason = f"未填报：{places_listed(outcome.places)}，无法计算，得0分。"
        case ZeroDenominator():
            score = half_up(0, digits)
            reason = f"分母为零（{places_listed(outcome.places)}），按本指标的规定得0分。"
            gap = "须先有此项工作"
        case Parts():
            assert isinstance(indicator.score, Checklist)
            won = zip(indicator.score.parts, outcome.results, strict=True)
            score = half_up(
                sum((part.points for part, met in won if met is True), Fraction(0)), digits
            )
            parts = _checklist_parts(rubric, indicator, indicator.score, scope)
            reason = checklist_reason(parts, score)
            gap = checklist_gap(parts)
        case int() | Fraction() | Root():
            assert not isinstance(indicator.score, Checklist | Rating) and indicator.unit
            method = indicator.score
            value = IndicatorValue(
                exact=exact_text(outcome),
                text=value_text(outcome, indicator.unit, method.limits()),
            )
            score = half_up(method.share(outcome) * indicator.points, digits)
            reason = value_reason(method, outcome, indicator.unit, indicator.points, score)
            step = _next_step(method, outcome, indicator, score, parts)
            gap = gap_text(method, outcome, indicator.unit, parts)
            if parts:
                met = sum(part.met is True for part in parts)
                said = f"{value.text}（{len(parts)}项中{met}项）"
                value = value.model_copy(update={"text": said})
    judged = None if value is None else explained
    records = () if judged is None else _records(rubric, judged)
    if records and gap:
        gap += f"；{len(records)}条记录未达标"
    return IndicatorResult(
        id=indicator.id,
        title=indicator.title,
        item=indicator.plan.item,
        chapter=next(
            item.chapter for item in rubric.content.plan.items if item.id == indicator.plan.item
        ),
        bonus=indicator.bonus,
        points=points,
        status=status,
        value=value,
        trace=None
        if explained is None
        else TraceText(
            formula=explained.formula,
            substituted=explained.substituted,
            result=value.text if value else "无法计算",
        ),
        method=method_text(indicator.score, indicator.unit),
        knots=knots(indicator.score, indicator.unit),
        standard_mark=standard_mark(indicator.standard),
        full_marks_at=full_marks_at(indicator.score, indicator.unit),
        standards=tuple(standard_text(entry) for entry in indicator.standard),
        plan=PlanQuote(
            item=indicator.plan.item,
            quoted_from=indicator.plan.quoted_from or indicator.plan.item,
            text=indicator.plan.text or "",
            basis=indicator.plan.basis or "",
        ),
        departments=indicator.departments,
        evidence=indicator.evidence,
        remedy=indicator.remedy,
        fields=rubric.fields_of(indicator.id),
        self_score=score,
        rate=None if score is None else rate_of(score, points, limits),
        lost=None if score is None else points - score,
        reason=reason,
        parts=parts,
        records_judged=None if judged is None else judged.records_judged,
        records=records,
        next_step=step,
        gap=gap,
    )


def _cause(rubric: Rubric, outcome: NotApplicable, scope: Scope) -> str:
    """What in the data makes the indicator not apply: the values that decide, e.g. `中职学校数为0`."""
    fields, tables = rubric.content.fields, rubric.content.tables
    said = []
    for place in outcome.places:
        if place in fields:
            said.append(f"{fields[place].title}为{cell_text(scope.fields[place], fields[place])}")
        elif place in tables:
            said.append(f"{tables[place].title}中没有符合范围的记录")
        else:
            said.append(f"{place}为0")
    return "，".join(said)


def _checklist_parts(
    rubric: Rubric, indicator: Indicator, checklist: Checklist, scope: Scope
) -> tuple[PartResult, ...]:
    """Each part of a checklist with its verdict and what it wins."""
    digits = rubric.content.score_digits
    judged = []
    for part, formula in zip(checklist.parts, rubric.checklists[indicator.id], strict=True):
        verdict = condition(formula, formula.node, scope, part.title)
        judged.append(
            PartResult(
                title=part.title,
                detail=verdict.detail,
                met=verdict.met,
                reason=verdict.reason,
                points=half_up(part.points, digits),
                score=half_up(part.points if verdict.met else 0, digits),
            )
        )
    return tuple(judged)


def _records(rubric: Rubric, explained: Trace) -> tuple[RecordNotReached, ...]:
    return tuple(
        RecordNotReached(
            key="，".join(
                str(entry.record[name]) for name in rubric.content.tables[entry.table].key
            ),
            name=str(entry.record[rubric.content.tables[entry.table].label]),
            detail=entry.detail,
        )
        for entry in explained.records
    )


def _next_step(
    method: ValueMethod,
    value: Number | Root,
    indicator: Indicator,
    score: Decimal,
    parts: Sequence[PartResult],
) -> NextStep | None:
    """The nearest knot that adds points, its distance in the value's unit, and the points it adds."""
    if indicator.unit is None:
        return None
    digits = -int(score.as_tuple().exponent)
    for step in better_steps(method, value):
        gain = half_up(step.share * indicator.points, digits) - score
        if gain:
            return NextStep(
                target=limit_text(step.value, indicator.unit),
                distance=parts_short(parts, value, step.value, indicator.unit)
                or distance_text(value, step.value, indicator.unit),
                gain=gain,
                full=step.share == 1,
            )
    return None
