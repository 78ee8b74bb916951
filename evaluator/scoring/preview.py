"""What a district asks after its score: where it loses most, and what would win points back.

The change of a field is computed exactly, by inverting the score method where the indicator's formula is
linear in that field; elsewhere nothing is promised.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from evaluator.formula.display import half_up, number_text
from evaluator.formula.linear import linear_in
from evaluator.formula.scope import Scope
from evaluator.rubric.compiled import Rubric
from evaluator.rubric.methods import Checklist, Rating, better_steps
from evaluator.rubric.model import Field
from evaluator.rubric.units import limit_text
from evaluator.scoring.indicators import score_indicator
from evaluator.scoring.result import Evaluation, IndicatorResult
from evaluator.submission.model import Submission
from evaluator.submission.outcomes import indicator_outcome


@dataclass(frozen=True, slots=True)
class Change:
    """A change of one field, the limit it reaches, and the points it adds to its indicator and in all.

    `total` is None where it would change which indicators apply: then the scores have no common base.
    """

    field: str
    amount: Fraction
    unit: str
    target: str
    gain: Decimal
    total: Decimal | None

    def sentence(self) -> str:
        """E.g. `普惠性民办园在园幼儿数再增加 186 人，达到90%，可增加 0.80 分`."""
        verb = "再增加" if self.amount > 0 else "减少"
        size = number_text(abs(self.amount), 2)
        said = f"{self.field}{verb} {size} {self.unit}，达到{self.target}，"
        if self.total == self.gain:
            return f"{said}可增加 {self.gain} 分"
        said += f"本指标可增加 {self.gain} 分"
        match self.total:
            case None:
                return said
            case total if total > 0:
                return f"{said}（连同用到此项的其他指标，总分增加 {total} 分）"
            case total if total < 0:
                return f"{said}（但用到此项的其他指标失分更多，总分减少 {-total} 分）"
            case _:
                return f"{said}（但用到此项的其他指标失分相抵，总分不变）"


@dataclass(frozen=True, slots=True)
class Loss:
    """One of the indicators that lose most, with the changes that would reach its next knot."""

    result: IndicatorResult
    changes: tuple[Change, ...]


def largest_losses(
    rubric: Rubric, submission: Submission, evaluation: Evaluation, most: int = 10
) -> tuple[Loss, ...]:
    """The indicators that lose most points, the largest loss first, ties in the rubric's order."""
    losing = [entry for entry in evaluation.indicators if entry.lost and not entry.bonus]
    losing.sort(key=lambda entry: -(entry.lost or Decimal(0)))
    results = {entry.id: entry for entry in evaluation.indicators}
    return tuple(
        Loss(entry, changes_to_next_knot(rubric, submission, entry, results))
        for entry in losing[:most]
    )


def changes_to_next_knot(
    rubric: Rubric,
    submission: Submission,
    result: IndicatorResult,
    results: Mapping[str, IndicatorResult],
) -> tuple[Change, ...]:
    """For each field in which the value is linear: the smallest change that reaches the next knot.

    A knot so near that reaching it adds nothing after rounding is passed over for the one after it.
    `results`: those of all indicators as they are now.
    """
    indicator = rubric.indicators[result.id]
    formula = rubric.values.get(result.id)
    if formula is None or isinstance(indicator.score, Checklist | Rating) or indicator.unit is None:
        return ()
    value = indicator_outcome(rubric, indicator, submission.scope)
    if not isinstance(value, int | Fraction) or result.self_score is None:
        return ()
    steps = better_steps(indicator.score, value)
    changes = []
    for key in formula.field_names:
        now = submission.fields.get(key)
        line = linear_in(formula, submission.scope, key) if key in submission.fields else None
        if line is None or isinstance(now, bool | str) or now is None:
            continue
        field = rubric.content.fields[key]
        for step in steps:
            wanted = _whole(field, (step.value - line.constant) / line.slope, Fraction(now))
            if not _allowed(rubric, submission.scope, key, wanted):
                break
            share = indicator.score.share(line.constant + line.slope * wanted)
            score = half_up(share * indicator.points, rubric.content.score_digits)
            if score > result.self_score:
                changes.append(
                    Change(
                        field.title,
                        wanted - now,
                        field.unit or "",
                        limit_text(step.value, indicator.unit),
                        score - result.self_score,
                        _total_gain(rubric, submission.scope, key, wanted, results),
                    )
                )
                break
    return tuple(changes)


def _total_gain(
    rubric: Rubric,
    scope: Scope,
    key: str,
    wanted: Fraction,
    results: Mapping[str, IndicatorResult],
) -> Decimal | None:
    """The points that all indicators using a field gain when it has another value, scored anew."""
    changed = Scope({**scope.fields, key: _cell(wanted)}, scope.tables)
    total = Decimal(0)
    for indicator in rubric.content.indicators:
        if indicator.bonus or key not in rubric.fields_of(indicator.id):
            continue
        outcome = indicator_outcome(rubric, indicator, changed)
        after = score_indicator(rubric, indicator, outcome, changed, "", ())
        before = results[indicator.id]
        if after.self_score is None or before.self_score is None:
            if after.status != before.status:
                return None
            continue
        total += after.self_score - before.self_score
    return total


def _cell(number: Fraction) -> int | Fraction:
    return number.numerator if number.denominator == 1 else number


def _whole(field: Field, wanted: Fraction, now: Fraction) -> Fraction:
    """For a field of whole numbers, the next whole number beyond what is wanted, seen from now."""
    if field.type != "integer":
        places = Fraction(math.ceil(abs(wanted - now) * 100), 100)
        return now + places if wanted > now else now - places
    return Fraction(math.ceil(wanted) if wanted > now else math.floor(wanted))


def _allowed(rubric: Rubric, scope: Scope, key: str, wanted: Fraction) -> bool:
    """Whether a field may have a value: the district's to change, within bounds, breaking no error check."""
    field = rubric.content.fields[key]
    last_years = {other.last_year for other in rubric.content.fields.values()}
    if field.source == "city" or key in last_years:
        return False
    if field.min is None or field.max is None or not field.min <= wanted <= field.max:
        return False
    changed = Scope({**scope.fields, key: wanted}, scope.tables)
    return not any(
        check.formula.evaluate(changed) is False
        for check in rubric.checks
        if check.severity == "error"
        and check.each is None
        and check.per is None
        and key in check.formula.field_names
    )
